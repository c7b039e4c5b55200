import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { SingleBar } from 'cli-progress'
import type { Config } from '../config/config.ts'
import { type NewSource, newSection } from '../config/edit-section.ts'
import { type Import, type ImportedSource, importList } from '../config/import-list.ts'
import { slugRefusal } from '../config/slug.ts'
import { sameDocumentKey } from '../config/source-url.ts'
import { ParseError, UsageError } from '../errors.ts'
import { createClient } from '../fetch/client.ts'
import type { Source } from '../model/source.ts'
import { parseOpml } from '../parse/opml.ts'
import { createPageParser } from '../parse/page-parser.ts'
import { createParser } from '../parse/parser.ts'
import { cleanText } from '../text/plain.ts'
import { publicUrl } from '../text/public-url.ts'
import { askSources, type Verdict } from './ask-sources.ts'
import type { Context, ExitCode } from './context.ts'
import { userAgent } from './newsroom.ts'
import { configIfAny, configWith, type FileChange, sectionChange, writeChanges } from './section-files.ts'

/** `warta import`: the list, and the section that all of it goes to. */
export type ImportArgs = {
  readonly file: string
  readonly section?: string
  readonly dryRun?: boolean
  /** Whether each source is asked once; off with `--no-ask`. */
  readonly ask?: boolean
}

/**
 * `warta import FILE.opml`: a section's file for each folder of the list; with `--section` all of it goes into one, after
 * what that has. Changes no other file, and none at all when something is wrong. Then asks each source once, politely, and
 * says how many are fine, moved, dead and double, and what could not be carried over.
 */
export async function importOpml(args: ImportArgs, context: Context): Promise<ExitCode> {
  const { io, options } = context
  const before = await configIfAny(options.feeds, io.env)
  const { title, list } = await readList(args.file)
  const planned = await plan(args, list, before, options.feeds)
  const changes = [...planned.changes]
  if (title !== undefined && args.section === undefined && !(await hasSite(options.feeds))) {
    changes.push({ file: path.join(options.feeds, 'site.yaml'), before: undefined, after: newSection({ title }, []) })
  }
  const config = changes.length === 0 ? before : await configWith(changes, options.feeds, io.env)
  const say = teller(context)
  if (args.dryRun) {
    if (!options.json) for (const { file, after } of changes) io.stdout(`# ${file}\n${after}\n`)
  } else {
    await writeChanges(changes, options.feeds)
    for (const { file, before: old } of changes)
      say('written', `${old === undefined ? 'Wrote' : 'Added to'} ${file}`, file)
  }
  for (const url of planned.doubles) say('double', `double: ${publicUrl(url)}`, publicUrl(url))
  for (const what of [...list.lost, ...planned.lost]) say('not-carried-over', `not carried over: ${what}`, what)
  const keys = new Set(planned.keys)
  const added = (config?.sources ?? []).filter(({ url }) => keys.has(sameDocumentKey(url)))
  const asked = config === undefined || args.ask === false || args.dryRun ? [] : await askAll(added, config, context)
  // What leads to another of the list, or to what a section has already, is not moved but double.
  const there = new Set((config?.sources ?? []).map(({ url }) => sameDocumentKey(url)))
  let met = 0
  for (const [{ id, url: own }, verdict] of asked) {
    const url = publicUrl(own)
    if (verdict.status === 'moved' && there.has(sameDocumentKey(verdict.to))) {
      met++
      say('double', `double: ${id}: ${url} leads to ${publicUrl(verdict.to)}, which is there already`, url)
    } else if (verdict.status === 'moved') {
      there.add(sameDocumentKey(verdict.to))
      say('moved', `moved: ${id}: ${url} to ${publicUrl(verdict.to)}`, url)
    }
    if (verdict.status === 'dead') say('dead', `dead: ${id}: ${verdict.error.message}`, url)
    if (verdict.status === 'not-asked') say('not-asked', `not asked: ${id}: ${verdict.reason}`, url)
  }
  const count = (status: Verdict['status']) => [...asked].filter(([, verdict]) => verdict.status === status).length
  const sums = {
    sources: keys.size,
    fine: count('fine'),
    moved: count('moved') - met,
    dead: count('dead'),
    double: planned.doubles.length + met,
    'not asked': keys.size - count('fine') - count('moved') - count('dead'),
  }
  const beside = { leftOut: planned.doubles.length, again: planned.keys.length - keys.size }
  if (options.json) io.stdout(`${JSON.stringify({ event: 'imported', ...sums, ...beside })}\n`)
  else if (!options.quiet) io.stdout(`${sentence(sums)}${besides(beside)}\n`)
  return 0
}

/** `12 sources: 9 fine, 1 moved, 1 dead, 2 double` */
function sentence({ sources, ...counts }: Readonly<Record<string, number>>): string {
  const { 'not asked': notAsked = 0, ...told } = counts
  const parts = Object.entries({ ...told, ...(notAsked === 0 ? {} : { 'not asked': notAsked }) })
  return `${sources} ${sources === 1 ? 'source' : 'sources'}: ${parts.map(([name, number]) => `${number} ${name}`).join(', ')}`
}

/** What the numbers of the sentence do not add up to: doubles that are none of the sources, and sources with several places. */
function besides({ leftOut, again }: { readonly leftOut: number; readonly again: number }): string {
  const parts = [
    ...(leftOut === 0 ? [] : [`${leftOut} of the double left out, being in the section already`]),
    ...(again === 0 ? [] : [`${again} written again in another section`]),
  ]
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`
}

/** One line for each thing worth knowing. */
function teller({ io, options }: Context) {
  return (event: string, line: string, what: string): void => {
    if (options.json) io.stdout(`${JSON.stringify({ event, what: cleanText(what), message: cleanText(line) })}\n`)
    else if (!options.quiet) io.stdout(`${cleanText(line)}\n`)
  }
}

async function readList(file: string): Promise<{ readonly title: string | undefined; readonly list: Import }> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read`, { cause })
  })
  try {
    const opml = await parseOpml(bytes, { url: file })
    const list = importList(opml, path.basename(file).replace(/\.[^.]*$/, '') || 'list')
    if (list.sections.length === 0) throw new UsageError(`${file}: no feed in it`)
    return { title: cleanText(opml.title ?? '') || undefined, list }
  } catch (error) {
    if (error instanceof ParseError) throw new UsageError(error.message, { cause: error })
    throw error
  }
}

async function hasSite(feeds: string): Promise<boolean> {
  const names = await readdir(feeds).catch(() => [])
  return names.some((name) => /^site\.ya?ml$/i.test(name))
}

type Plan = {
  readonly changes: readonly FileChange[]
  readonly doubles: readonly string[]
  /** What of a document is said otherwise where it stands first. */
  readonly lost: readonly string[]
  /** The documents that are added. */
  readonly keys: readonly string[]
}

async function plan(args: ImportArgs, list: Import, before: Config | undefined, feeds: string): Promise<Plan> {
  const lost: string[] = []
  const written = writer(before, lost)
  if (args.section !== undefined) return planOne(args.section, list, { before, feeds, written, lost })
  const taken = list.sections.filter(({ slug }) => before?.sections.some((section) => section.slug === slug))
  const refused = list.sections.find(({ slug }) => slugRefusal(slug) !== undefined)
  if (refused !== undefined) throw new UsageError(`${refused.title}: ${slugRefusal(refused.slug)}`)
  if (taken.length > 0) {
    const slugs = taken.map(({ slug }) => slug).join(', ')
    throw new UsageError(`there already: ${slugs}; nothing was written (--section SLUG adds all of it to one section)`)
  }
  const changes = list.sections.map(({ slug, title, language, description, from, sources }) => ({
    file: path.join(feeds, `${slug}.yaml`),
    before: undefined,
    after: newSection(
      {
        title,
        ...(description === undefined ? {} : { description }),
        ...(language === undefined ? {} : { language }),
        ...(from.length === 0 ? {} : { from }),
      },
      sources.map(written),
    ),
  }))
  const keys = list.sections.flatMap(({ sources }) => sources.map(({ documentKey }) => documentKey))
  return { changes, doubles: list.doubles, lost, keys }
}

/** All of the list in one section, behind what it has. */
async function planOne(
  slug: string,
  list: Import,
  {
    before,
    feeds,
    written,
    lost,
  }: Pick<Plan, 'lost'> & {
    before: Config | undefined
    feeds: string
    written: (source: ImportedSource) => NewSource
  },
): Promise<Plan> {
  const refusal = slugRefusal(slug)
  if (refusal !== undefined) throw new UsageError(`--section ${slug}: ${refusal}`)
  const members = before?.sections.find((section) => section.slug === slug)?.members.map(({ sourceId }) => sourceId)
  const there = new Set(before?.sources.flatMap(({ id, url }) => (members?.includes(id) ? [sameDocumentKey(url)] : [])))
  const doubles = [...list.doubles]
  const sources: ImportedSource[] = []
  for (const source of list.sections.flatMap((section) => section.sources)) {
    if (there.has(source.documentKey)) doubles.push(source.url)
    else sources.push(source)
    there.add(source.documentKey)
  }
  const changes = sources.length === 0 ? [] : [await sectionChange(feeds, slug, sources.map(written))]
  return { changes, doubles, lost, keys: sources.map(({ documentKey }) => documentKey) }
}

/** Said once of a document, wherever it is listed: its name, language and the like. */
const ofDocument = new Set([
  'id',
  'name',
  'language',
  'timezone',
  'headers',
  'item',
  'title',
  'link',
  'date',
  'author',
  'summary',
  'image',
  'next',
  'article',
])

/** Sources as they are written, with what is lost by that; of a document that is configured already only what holds for its new place. */
function writer(before: Config | undefined, lost: string[]): (source: ImportedSource) => NewSource {
  const known = new Map<string, unknown>(before?.sources.map(({ url, name }) => [sameDocumentKey(url), name]))
  const ids = new Set(before?.sources.map(({ id }) => id))
  return ({ kind, url, documentKey, settings }) => {
    const isKnown = known.has(documentKey)
    const { id, name } = settings
    const first = isKnown ? known.get(documentKey) : name
    if (typeof name === 'string' && name !== first)
      lost.push(`the name ${JSON.stringify(name)} of ${url}, which stands in another place as ${first ?? 'unnamed'}`)
    known.set(documentKey, first)
    const isTaken = typeof id === 'string' && ids.has(id)
    if (typeof id === 'string') ids.add(id)
    const kept = Object.entries(settings).filter(
      ([key]) => !(isKnown && ofDocument.has(key)) && !(key === 'id' && isTaken),
    )
    return kind === 'url' && kept.length === 0 ? url : { [kind]: url, ...Object.fromEntries(kept) }
  }
}

/** Asks each source once, with progress on a terminal. */
async function askAll(
  sources: readonly Source[],
  config: Config,
  { io, options, clock }: Context,
): Promise<ReadonlyMap<Source, Verdict>> {
  const client = createClient({ userAgent: userAgent(config), allowPrivate: config.allowPrivate })
  const parser = createParser()
  const pages = createPageParser()
  const bar =
    io.terminal && !options.quiet && !options.json && sources.length > 0
      ? new SingleBar({
          format: '{bar} {value}/{total} {source}',
          barsize: 20,
          clearOnComplete: true,
          hideCursor: true,
          gracefulExit: false,
        })
      : undefined
  bar?.start(sources.length, 0, { source: '' })
  try {
    const { hostGapMs, hostGapGiven } = config
    const asking = { client, parser, pages, clock, hostGapMs, hostGapGiven, signal: io.signal }
    return await askSources(sources, asking, (done, { id }) => bar?.update(done, { source: id }))
  } finally {
    bar?.stop()
    await pages.close()
    await parser.close()
    await client.close()
  }
}
