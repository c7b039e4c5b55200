import type { Config } from '../config/config.ts'
import { ConfigError } from '../config/config-error.ts'
import { loadConfig } from '../config/load.ts'
import type { Member, Section } from '../model/section.ts'
import type { Source } from '../model/source.ts'
import type { Theme } from '../model/theme.ts'
import type { Context, ExitCode } from './context.ts'

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** `30m`, `24h`, `7d`, as the configuration writes them. */
function duration(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
  ] as const
  const unit = units.find(([, length]) => ms >= length && ms % length === 0)
  return unit ? `${ms / unit[1]}${unit[0]}` : `${Math.round(ms / 1000)}s`
}

/** One source as a section uses it. No URL: a part of it may be secret. */
function sourceLine(source: Source, member: Member, section: Section, config: Config): string {
  const parts = [
    source.kind === 'feed' ? '' : source.kind,
    `every ${duration(source.everyMs)}`,
    member.publish === 'excerpt' ? '' : `publishes ${member.publish === 'full' ? 'the full text' : 'titles'}`,
    member.rank === undefined ? '' : `rank ${member.rank}`,
    source.language ?? '',
    placeIn(section, config.sourceAt[source.id] ?? ''),
  ]
  return `  ${source.name === undefined ? source.id : `${source.name} (${source.id})`}: ${parts.filter(Boolean).join(', ')}`
}

/** Where a source stands, if it stands first in this section's own file. */
function placeIn(section: Section, at: string): string {
  return new RegExp(`(^|/)${section.slug}\\.[a-z]+:`).test(at) ? at : ''
}

function sectionLines(section: Section, config: Config): readonly string[] {
  const sources = new Map(config.sources.map((source) => [source.id, source]))
  const made = [
    section.from.length > 0 ? `made of ${section.from.join(', ')}` : '',
    section.members.length > 0 || section.from.length === 0 ? count(section.members.length, 'source') : '',
    `up to ${section.limit} entries`,
    section.rules.length > 0 ? count(section.rules.length, 'rule') : '',
    section.schedule === undefined ? '' : `renewed at ${section.schedule}`,
  ]
  return [
    `${section.slug}: ${section.title}: ${made.filter(Boolean).join(', ')}`,
    ...section.members.flatMap((member) => {
      const source = sources.get(member.sourceId)
      return source ? [sourceLine(source, member, section, config)] : []
    }),
  ]
}

function themeLine({ templates, style, assets }: Theme): string {
  const files = [...Object.keys(templates).map((name) => `${name}.html`), ...(style === undefined ? [] : ['style.css'])]
  const parts = [
    ...files,
    ...(assets.length > 0 ? [count(assets.length, 'picture or font', 'pictures and fonts')] : []),
  ]
  return `theme: ${parts.length === 0 ? 'an empty folder' : parts.join(', ')}`
}

function asText(config: Config): string {
  const lines = config.sections.flatMap((section) => sectionLines(section, config))
  if (config.theme !== undefined) lines.push(themeLine(config.theme))
  if (config.warnings.length > 0) {
    lines.push('', 'Risks:', ...config.warnings.map(({ at, message }) => `  ${at}: ${message}`))
  }
  if (config.notInForce.length > 0) {
    lines.push('', 'Not yet in force (right, and without effect in this version):')
    lines.push(...config.notInForce.map(({ at, key }) => `  ${at}: ${key}`))
  }
  const sum = [count(config.sections.length, 'section'), count(config.sources.length, 'source')]
  lines.push('', `The configuration is right: ${sum.join(', ')}, ${count(config.warnings.length, 'risk')}.`)
  return `${lines.join('\n')}\n`
}

function asJson(config: Config): string {
  const events = [
    ...config.sections.map(({ slug, title, from, limit, members }) => ({
      event: 'section',
      slug,
      title,
      from,
      limit,
      sources: members.map(({ sourceId }) => sourceId),
    })),
    ...config.sources.map(({ id, kind, name, language, everyMs }) => ({
      event: 'source',
      id,
      kind,
      name,
      language,
      every: duration(everyMs),
      at: config.sourceAt[id],
    })),
    ...config.warnings.map((warning) => ({ event: 'risk', ...warning })),
    ...config.notInForce.map((one) => ({ event: 'not-in-force', ...one })),
    {
      event: 'checked',
      ok: true,
      sections: config.sections.length,
      sources: config.sources.length,
      risks: config.warnings.length,
      digest: config.digest,
    },
  ]
  return events.map((event) => `${JSON.stringify(event)}\n`).join('')
}

/**
 * Reads the configuration and says what it understood: sections with their sources, what is risky, and which keys have
 * no effect yet. What is wrong goes to stderr (with `--json` to stdout, a line each); then the exit code is 2.
 */
export async function check({ io, options }: Context): Promise<ExitCode> {
  try {
    const config = await loadConfig({ feeds: options.feeds, env: io.env })
    if (options.json) io.stdout(asJson(config))
    else if (!options.quiet) io.stdout(asText(config))
    return 0
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    if (options.json) {
      const events = [
        ...error.problems.map((problem) => ({ event: 'problem', ...problem })),
        { event: 'checked', ok: false, problems: error.problems.length },
      ]
      io.stdout(events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    } else {
      io.stderr(`${error.message}\n${count(error.problems.length, 'problem')}; nothing was changed.\n`)
    }
    return 2
  }
}
