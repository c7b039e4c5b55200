import { loadConfig } from '../config/load.ts'
import { UsageError } from '../errors.ts'
import { ignoredProxies } from '../fetch/ignored-proxy.ts'
import { membersOf } from '../curate/sections.ts'
import type { Decision } from '../model/decision.ts'
import type { Instant } from '../model/instant.ts'
import type { SourceCondition, SourceStatus, StatusReport } from '../model/status.ts'
import { statusJson } from '../serve/status-json.ts'
import { cleanText } from '../text/plain.ts'
import { articlesLine } from './articles-status.ts'
import type { Context, ExitCode } from './context.ts'
import { openStore } from './open-store.ts'
import { receiverLine } from './receivers.ts'
import { statusReport } from './status-report.ts'

const conditions: readonly string[] = [
  'ok',
  'new',
  'waiting',
  'failing',
  'gone',
  'silent',
  'off',
] satisfies readonly SourceCondition[]

/** `warta status`: each source with its state, last success, next poll and why then. Works beside a running Warta. */
export async function status(
  args: { readonly section?: string; readonly state?: string },
  { io, clock, options }: Context,
): Promise<ExitCode> {
  const config = await loadConfig({ feeds: options.feeds, env: io.env })
  if (args.section !== undefined && !config.sections.some(({ slug }) => slug === args.section)) {
    throw new UsageError(`no section ${args.section}; there are: ${config.sections.map(({ slug }) => slug).join(', ')}`)
  }
  if (args.state !== undefined && !conditions.includes(args.state)) {
    throw new UsageError(`no state ${args.state}; there are: ${conditions.join(', ')}`)
  }
  const store = await openStore(config, {
    data: options.data,
    clock,
    mode: 'reader',
    warn: (message) => io.stderr(`${message}\n`),
  })
  try {
    const report = await statusReport(config, store)
    const section = config.sections.find(({ slug }) => slug === args.section)
    const shown = section === undefined ? undefined : membersOf(section, config.sections)
    const sources = report.sources
      .filter(({ id }) => shown === undefined || shown.has(id))
      .filter(({ state }) => args.state === undefined || state === args.state)
    const proxies = ignoredProxies(io.env)
    if (proxies.length > 0 && !options.quiet)
      io.stderr(`${proxies.join(', ')}: not obeyed, as no proxy is configured\n`)
    const isWhole = args.section === undefined && args.state === undefined
    const decisions = isWhole ? inForce(await store.readDecisions(), clock.now()) : {}
    if (options.json) {
      const counts = isEmpty(decisions) ? '' : `${JSON.stringify({ decisions })}\n`
      io.stdout(`${sources.map((source) => `${statusJson(source)}\n`).join('')}${counts}`)
    } else {
      const receivers = (report.receivers ?? []).map(receiverLine).join('')
      io.stdout(`${table(sources)}${gates(report, args.section)}${receivers}${decisionsLine(decisions)}`)
    }
    return 0
  } finally {
    await store.close()
  }
}

type DecisionCounts = { [kind in Decision['kind']]?: number }

/** How many decisions of the editor's hold now, by kind. */
function inForce(decisions: readonly Decision[], now: Instant): DecisionCounts {
  const counts: DecisionCounts = {}
  for (const decision of decisions) {
    const { kind } = decision
    if (!('until' in decision) || decision.until === undefined || decision.until > now) {
      counts[kind] = (counts[kind] ?? 0) + 1
    }
  }
  return counts
}

function isEmpty(counts: DecisionCounts): boolean {
  return Object.keys(counts).length === 0
}

function decisionsLine(counts: DecisionCounts): string {
  const parts = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`)
  return parts.length === 0 ? '' : `decided by hand, in force: ${parts.join(', ')}\n`
}

/** Sections that keep their last good edition. */
function gates({ sections }: StatusReport, only: string | undefined): string {
  return sections
    .filter(({ slug }) => only === undefined || slug === only)
    .flatMap(({ slug, gate }) =>
      gate === undefined
        ? []
        : [
            `section ${slug} keeps its last good edition since ${iso(gate.since)}: ${cleanText(gate.detail)} (gate: ${gate.name})\n`,
          ],
    )
    .join('')
}

function table(sources: readonly SourceStatus[]): string {
  const head = ['STATE', 'SOURCE', 'LAST SUCCESS', 'NEXT POLL', 'WHY']
  const rows = sources.map((source) => [
    source.state,
    source.id,
    source.lastSuccess === undefined ? 'never' : iso(source.lastSuccess),
    source.nextPoll === undefined ? (source.state === 'gone' ? 'never' : 'now') : iso(source.nextPoll),
    cleanText(
      [
        source.failure?.message,
        source.failure?.advice,
        source.why,
        source.movedTo && `moved for good to ${source.movedTo}`,
        ...(source.warnings ?? []),
        source.articles && articlesLine(source.articles),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
  ])
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)))
  return [head, ...rows]
    .map(
      (row) =>
        `${row
          .map((cell, i) => (i === 4 ? cell : cell.padEnd(widths[i] ?? 0)))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

function iso(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}
