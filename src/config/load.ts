import type { Config, Remark } from './config.ts'
import { ConfigError, type Problem, problem } from './config-error.ts'
import type { Told } from './explain.ts'
import { keysNotInForce, leaveOut } from './in-force.ts'
import { readOpmlSections } from './opml-section.ts'
import { readFolder, type ConfigFile } from './read-folder.ts'
import { readSection, type SectionInput } from './read-section.ts'
import { readSite, type SiteInput } from './read-site.ts'
import { readTheme } from './read-theme.ts'
import { digestOf, resolve } from './resolve.ts'
import { readUtf8 } from './utf8-text.ts'
import { formatPath, type Path, readYamlText, type YamlText } from './yaml-text.ts'

/** Where to read, and what `${NAME}` stands for. */
export type LoadOptions = {
  /** The operator's folder. */
  readonly feeds: string
  readonly env: Readonly<Record<string, string | undefined>>
}

type Loading = {
  readonly env: LoadOptions['env']
  readonly problems: Problem[]
  readonly notInForce: { readonly key: string; readonly at: string }[]
}

/** One YAML file: every key is checked, and what has no effect yet is then left out. */
function readYaml<T>(
  one: ConfigFile,
  kind: 'site' | 'section',
  loading: Loading,
  read: (value: unknown, told: Told, problems: Problem[]) => T,
): T | undefined {
  const text = readUtf8(one, loading.problems)
  if (text === undefined) return undefined
  const yaml: YamlText = readYamlText(one.file, text, loading.env)
  loading.problems.push(...yaml.problems)
  if (yaml.broken) return undefined
  const told = { file: one.file, yaml }
  const found: Problem[] = []
  const complete = read(yaml.value, told, found)
  // What is wrong with the text itself, a variable that is not set, says all of that place: the rest only follows from it.
  const said = new Set(yaml.problems.map(placeOf))
  loading.problems.push(...found.filter((one) => !said.has(placeOf(one))))
  const silent = keysNotInForce(kind, yaml.value)
  for (const { path } of silent) {
    loading.notInForce.push({ key: formatPath(path), at: `${one.file}:${yaml.place(path).keyLine}` })
  }
  const gone = silent.flatMap(({ leavesOut }): readonly Path[] => (leavesOut ? [leavesOut] : []))
  return gone.length === 0 ? complete : read(leaveOut(yaml.value, gone), told, [])
}

function placeOf({ line, column, path }: Problem): string {
  return `${line}:${column} ${path}`
}

/** Each once (a default is met once for every source), as one reads the files. */
function inOrder(remarks: readonly Remark[]): readonly Remark[] {
  const unique = new Map(remarks.map((remark) => [`${remark.at} ${remark.message}`, remark]))
  const place = ({ at }: Remark) => /^(.*?)(?::(\d+))?$/s.exec(at) ?? []
  return [...unique.values()].toSorted((a, b) => {
    const [[, fileA = '', lineA = 0], [, fileB = '', lineB = 0]] = [place(a), place(b)]
    return fileA < fileB ? -1 : fileA > fileB ? 1 : Number(lineA) - Number(lineB)
  })
}

/**
 * Reads the operator's folder into a configuration. Never touches the network and writes nothing. Throws ConfigError
 * with everything that is wrong at once.
 */
export async function loadConfig({ feeds, env }: LoadOptions): Promise<Config> {
  const folder = await readFolder(feeds)
  const loading: Loading = { env, problems: [...folder.problems], notInForce: [] }
  const { problems } = loading
  const siteFile = folder.files.find((one) => one.kind === 'site')
  const nowhere: Told = {
    file: siteFile?.file ?? `${feeds}/site.yaml`,
    yaml: { place: () => ({ line: 1, column: 1, keyLine: 1, keyColumn: 1 }) },
  }
  const site: SiteInput = (siteFile && readYaml(siteFile, 'site', loading, readSite)) ?? { values: {}, told: nowhere }
  const sections: SectionInput[] = []
  for (const one of folder.files.filter((file) => file.kind === 'section')) {
    const section = readYaml(one, 'section', loading, (value, told, found) => readSection(one.name, value, told, found))
    if (section) sections.push(section)
  }
  const opml = await readOpmlSections(
    folder.files.filter((file) => file.kind === 'opml'),
    sections,
    problems,
  )
  if (problems.length === 0 && sections.length + opml.sections.length === 0) {
    problems.push(
      problem({ file: feeds, line: 1, column: 1, expected: 'a section with a source', found: 'no feed in any file' }),
    )
  }
  const slugs = [...sections, ...opml.sections].map(({ slug }) => slug)
  const theme = await readTheme(feeds, slugs, problems)
  const resolved = resolve(site, [...sections, ...opml.sections], problems)
  if (problems.length > 0) throw new ConfigError(problems)
  const open = [...folder.worldWritable, ...(theme?.worldWritable ?? [])].map((file) => ({
    at: file,
    message: 'every user of this machine may change it',
  }))
  const config = {
    ...resolved,
    ...(theme === undefined ? {} : { theme: theme.theme }),
    warnings: inOrder([...resolved.warnings, ...opml.warnings, ...(theme?.risks ?? []), ...open]),
    notInForce: loading.notInForce,
  }
  return {
    ...config,
    // Made when it is asked for: of a thousand sources it costs as much as reading them.
    get digest() {
      return theme === undefined ? digestOf(config) : `${digestOf(config)}-${theme.theme.digest}`
    },
  }
}
