import type { Config } from '../config/config.ts'
import type { NewSource } from '../config/edit-section.ts'
import { slugRefusal } from '../config/slug.ts'
import { sameDocumentKey } from '../config/source-url.ts'
import { SourceError, UsageError } from '../errors.ts'
import { createClient } from '../fetch/client.ts'
import { createHostLimit } from '../fetch/host-limit.ts'
import type { FeedItem } from '../model/feed.ts'
import { rfc3339 } from '../parse/page-date.ts'
import { createPageParser } from '../parse/page-parser.ts'
import { createParser } from '../parse/parser.ts'
import { type DateHints, parseDate } from '../text/date.ts'
import { htmlToLine } from '../text/html-to-text.ts'
import { cleanText } from '../text/plain.ts'
import { publicUrl } from '../text/public-url.ts'
import { version } from '../version.ts'
import type { Context, ExitCode } from './context.ts'
import { type Finding, findSource, type FoundSource, triedIn } from './find-source.ts'
import { idleness } from './idle-source.ts'
import { userAgent } from './newsroom.ts'
import { configIfAny, configWith, sectionChange, siteSettings, writeChanges } from './section-files.ts'

/** `warta add`: what to look behind, and where to put what is found. */
export type AddArgs = { readonly url: string; readonly section?: string; readonly dryRun?: boolean }

/**
 * `warta add URL --section SLUG`: finds the feed behind an address, else a sitemap of news, else the entries on the page
 * itself; shows what it would take, and writes the source into the section's file, all else in it kept. Exit 1 when
 * nothing was found.
 */
export async function add(args: AddArgs, context: Context): Promise<ExitCode> {
  const { io, options } = context
  const address = readAddress(args.url)
  const slug = args.section
  if (slug === undefined) throw new UsageError('add needs --section SLUG: where to put what is found')
  const refusal = slugRefusal(slug)
  if (refusal !== undefined) throw new UsageError(`--section ${slug}: ${refusal}`)
  const config = await configIfAny(options.feeds, io.env)
  const there = listedIn(slug, address, config)
  if (there !== undefined) return say(context, { event: 'known', source: there }, [`${there} is in ${slug} already`], 0)

  const finding = await look(address, config, context)
  const { found } = finding
  if (found === undefined) {
    const asked = finding.tried.map((one) => ({ ...one, url: publicUrl(one.url) }))
    const tried = [...Map.groupBy(asked, ({ url }) => url)].map(
      ([url, reasons]) => `  ${cleanText(url)}: ${cleanText(reasons.map(({ reason }) => reason).join('; '))}`,
    )
    const advice = new Set(finding.tried.flatMap((one) => one.advice ?? []))
    const lines = ['Nothing found to follow.', ...tried, ...advice, ...alternatives(finding)]
    return say(context, { event: 'nothing-found', tried: asked, others: finding.others }, lines, 1)
  }
  const known = listedIn(slug, found.url, config)
  if (known !== undefined) return say(context, { event: 'known', source: known }, [`${known} is in ${slug} already`], 0)
  const source = asWritten(found, config)
  const change = await sectionChange(options.feeds, slug, [source])
  const changed = await configWith([change], options.feeds, io.env)
  const hints = hintsFor(found, changed)
  const zoneless = withoutZone(found, hints)
  if (!args.dryRun) await writeChanges([change], options.feeds)
  const idle = found.kind === 'list' ? undefined : idleness(itemsOf(found), context.clock.now())
  const written = args.dryRun ? `Would be added to ${change.file}:` : `Added to ${change.file}:`
  const lines = [
    ...describe(found, { ...hints, now: context.clock.now() }),
    ...(idle === undefined ? [] : [`  ${idle}`]),
    ...(zoneless === 0 ? [] : [zoneLine(zoneless)]),
    ...alternatives(finding),
    written,
    ...addedLines(change).map((line) => `  ${line}`),
  ]
  const event = {
    event: args.dryRun ? 'found' : 'added',
    section: slug,
    file: change.file,
    source,
    ...summary(found, finding),
    ...(zoneless === 0 ? {} : { withoutZone: zoneless }),
    ...(idle === undefined ? {} : { idle }),
  }
  return say(context, event, lines, 0)
}

function say({ io, options }: Context, event: object, lines: readonly string[], code: ExitCode): ExitCode {
  if (options.json) io.stdout(`${JSON.stringify(event)}\n`)
  else if (!options.quiet) io.stdout(`${lines.join('\n')}\n`)
  return code
}

/** An address as people type it: `example.org` is meant to be https. */
function readAddress(text: string): string {
  const url = URL.parse(text) ?? URL.parse(`https://${text}`)
  const meant =
    url !== null && !/^https?:$/.test(url.protocol) && !text.includes('://') ? URL.parse(`https://${text}`) : url
  if (meant === null || !/^https?:$/.test(meant.protocol) || meant.hostname === '')
    throw new UsageError(`expected an http or https address, found ${JSON.stringify(text)}`)
  if (meant.username !== '' || meant.password !== '')
    throw new UsageError('an address with a password in it belongs into the file, as headers with a variable')
  meant.hash = ''
  return meant.href
}

/** The source of a section that an address belongs to already. */
function listedIn(slug: string, url: string, config: Config | undefined): string | undefined {
  const key = sameDocumentKey(url)
  const members = new Set(
    config?.sections.find((section) => section.slug === slug)?.members.map(({ sourceId }) => sourceId),
  )
  return config?.sources.find((source) => members.has(source.id) && sameDocumentKey(source.url) === key)?.id
}

async function look(address: string, config: Config | undefined, { io, options, clock }: Context): Promise<Finding> {
  const site = config ?? (await siteSettings(options.feeds, io.env))
  const client = createClient({
    userAgent: site === undefined ? `Warta/${version}` : userAgent(site),
    allowPrivate: site?.allowPrivate ?? [],
  })
  const parser = createParser()
  const pages = createPageParser()
  const limit = createHostLimit({
    gapMs: site?.hostGapMs ?? 2000,
    privateGapMs: site?.hostGapGiven ? site.hostGapMs : undefined,
    isPrivate: (host) => client.isPrivate(`http://${host}/`),
    clock,
    states: [],
    concurrency: 1,
  })
  const stop = () => limit.stop()
  io.signal.addEventListener('abort', stop, { once: true })
  const isShown = (io.terminal || options.verbose) && !options.quiet
  const onAsk = (url: string) => {
    if (isShown) io.stderr(`asking ${cleanText(url)}\n`)
  }
  try {
    return await findSource(address, { client, parser, pages, limit, now: clock.now(), signal: io.signal, onAsk })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return {
      found: undefined,
      others: [],
      tried: [triedIn(address, error)],
    }
  } finally {
    io.signal.removeEventListener('abort', stop)
    limit.stop()
    await pages.close()
    await parser.close()
    await client.close()
  }
}

/** As it stands in the file. Of a document that another section has, all is said there. */
function asWritten(found: FoundSource, config: Config | undefined): NewSource {
  const key = sameDocumentKey(found.url)
  const elsewhere = config?.sources.find((source) => sameDocumentKey(source.url) === key)
  if (found.kind === 'url') return found.url
  if (found.kind !== 'page') return { [found.kind]: found.url }
  const item = found.proposals[0]?.item
  return { page: found.url, ...(item === undefined || elsewhere !== undefined ? {} : { item }) }
}

const shown = 5
const shownOthers = 10

function describe(found: FoundSource, hints: DateHints): readonly string[] {
  if (found.kind === 'list') {
    const name = found.title === undefined ? '' : ` "${cleanText(found.title)}"`
    return [
      `${cleanText(found.url)}: a list${name} of ${found.feeds.length} feeds, followed as it changes (${found.way})`,
      ...found.feeds.slice(0, shown).map(({ url, name: own }) => `  ${cleanText(own ?? url)}\n    ${cleanText(url)}`),
    ]
  }
  if (found.kind !== 'page') {
    const { format, title, items } = found.feed
    const name = title === undefined ? '' : ` "${plain(title)}"`
    return [
      `${cleanText(found.url)}: ${format}${name}, ${items.length} entries (${found.way})`,
      ...items.slice(0, shown).map((item) => entryLine(item, hints)),
    ]
  }
  const [best] = found.proposals
  return [
    `${cleanText(found.url)}: ${found.way}`,
    ...(best === undefined
      ? []
      : [
          `${best.items.length} entries, ${wayOf(best)}`,
          ...best.items.slice(0, shown).map((item) => entryLine(item, hints)),
          ...fieldLines(best),
        ]),
  ]
}

type Proposal = Extract<FoundSource, { readonly kind: 'page' }>['proposals'][number]

function wayOf({ way, item }: Proposal): string {
  return item === undefined ? `listed by the page's own data (${way})` : `each a ${item} (${way})`
}

function entryLine(item: FeedItem, hints: DateHints): string {
  const written = item.published ?? item.updated
  const date =
    written === undefined ? '' : ` · ${cleanText(written)}${asRead(written, { ...hints, ...ownLanguage(item) })}`
  return `  ${item.title === undefined ? '(no title)' : plain(item.title)}${date}\n    ${cleanText(item.url ?? '')}`
}

function ownLanguage({ language }: FeedItem): DateHints {
  return language === undefined ? {} : { language }
}

/** What a date is read as, where it is not written so: the words of a list tell no year, and a weekday may not be the day's. */
function asRead(written: string, hints: DateHints): string {
  const date = parseDate(written, hints)
  if (date === undefined) return ' (not read as a date)'
  const read = rfc3339(date)
  return written.trim() === read ? '' : ` (${read}${date.weekdayMismatch ? ', another day of the week' : ''})`
}

/** How each field was found, and of how many of the entries. */
function fieldLines({ fill, items }: Proposal): readonly string[] {
  const dateWays = new Set(
    items.flatMap(({ published, dateFrom }) => (published === undefined ? [] : [dateFrom ?? 'text'])),
  )
  const told = Object.entries(fill).map(([field, share]) => {
    const way = field === 'date' && dateWays.size > 0 ? ` (${[...dateWays].join(', ')})` : ''
    return `${field} ${Math.round(share * 100)} %${way}`
  })
  return [`  found: title and link 100 %, ${told.join(', ')}`]
}

function itemsOf(found: FoundSource): readonly FeedItem[] {
  if (found.kind === 'list') return []
  return found.kind === 'page' ? (found.proposals[0]?.items ?? []) : found.feed.items
}

/** What helps to read the dates of a source, but what counts from now (3 hours ago). */
function hintsFor(found: FoundSource, { sources }: Config): DateHints {
  const key = sameDocumentKey(found.url)
  const { timezone, language } = sources.find((source) => sameDocumentKey(source.url) === key) ?? {}
  const spoken = language ?? ('feed' in found ? found.feed.language : undefined)
  return {
    ...(timezone === undefined ? {} : { timezone }),
    ...(spoken === undefined ? {} : { language: spoken }),
  }
}

/** How many entries tell a time of which nobody knows in which zone it is: neither the source says it nor the operator. */
function withoutZone(found: FoundSource, hints: DateHints): number {
  return itemsOf(found).filter(({ published, updated }) => {
    const date = parseDate(published ?? updated ?? '', hints)
    return date?.precision === 'minute' && date.offsetMinutes === undefined
  }).length
}

function zoneLine(count: number): string {
  return `  ${count} ${count === 1 ? 'date has' : 'dates have'} no zone and will not be used: write timezone (such as Asia/Jakarta) at the source`
}

function plain(text: { readonly kind: 'text' | 'html'; readonly value: string }): string {
  const value = text.value.slice(0, 2_000)
  return cleanText(text.kind === 'html' ? htmlToLine(value) : value).slice(0, 200)
}

/** What could be chosen instead, and what the page names and nobody asked: a feed for each of its parts. */
function alternatives({ found, others }: Finding): readonly string[] {
  const ways =
    found?.kind === 'page' ? found.proposals.slice(1).map((one) => `  ${one.items.length} entries, ${wayOf(one)}`) : []
  const more = others.length - shownOthers
  return [
    ...(ways.length === 0 ? [] : ['Instead there are:', ...ways]),
    ...(others.length === 0 ? [] : ['The page names other feeds, which were not asked:']),
    ...others.slice(0, shownOthers).map((url) => `  ${cleanText(url)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

function addedLines({
  before,
  after,
}: {
  readonly before: string | undefined
  readonly after: string
}): readonly string[] {
  const old = new Set(before?.split('\n'))
  return after.split('\n').filter((line) => line.trim() !== '' && !old.has(line))
}

function summary(found: FoundSource, { others }: Finding): object {
  const items = itemsOf(found)
  const entries = items.slice(0, shown).map(({ title, url, published }) => ({
    ...(title === undefined ? {} : { title: plain(title) }),
    url,
    ...(published === undefined ? {} : { published }),
  }))
  const page =
    found.kind === 'page'
      ? {
          proposals: found.proposals.map(({ way, item, fill, items: all }) => ({
            way,
            item,
            fill,
            entries: all.length,
          })),
        }
      : {}
  const list = found.kind === 'list' ? { feeds: found.feeds } : {}
  return { url: found.url, way: found.way, count: items.length, entries, others, ...page, ...list }
}
