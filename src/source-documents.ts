import { isDeepStrictEqual } from 'node:util'
import { FetchError, ParseError, SourceError } from './errors.ts'
import { type Caching, freshForMs } from './fetch/caching.ts'
import type { Client, Led } from './fetch/client.ts'
import { type DocumentRequest, type FetchResult, fetchDocument, RedirectHeld } from './fetch/fetch-document.ts'
import { hostOf, type Turn } from './fetch/host-limit.ts'
import { askUrl, headersToAsk, needsFullFetch, type PollAnswer } from './fetch/next-check.ts'
import type { Feed } from './model/feed.ts'
import type { Instant } from './model/instant.ts'
import type { ListMemory } from './model/list-memory.ts'
import type { Source } from './model/source.ts'
import type { SourceState, Validators } from './model/source-state.ts'
import type { PageParser } from './parse/page-parser.ts'
import type { Parser } from './parse/parser.ts'

/** What reads a source's documents. */
export type Reader = {
  readonly client: Client
  readonly parser: Parser
  /** There when a source is a page or a sitemap, or wants articles: it is large, and most newsrooms have only feeds. */
  readonly pages: PageParser | undefined
}

export type ReadingOptions = {
  readonly at: Instant
  readonly signal?: AbortSignal
  /** Runs a request when the turn of its host has come, and where it is led to another host, again when that one's has. */
  turn<T>(url: string, request: (leg: Leg) => Promise<T>): Promise<Turn<T>>
  /** Resolves when a document of so many bytes may be read; until its source is saved it counts as being read. */
  admit(bytes: number): Promise<void>
  /** Whether a list ends with what is known: then its further pages have nothing new. */
  endsKnown(feed: Feed): Promise<boolean>
  /** What the sources of this cycle have had of sitemaps. */
  readonly sitemaps: SitemapAnswers
}

/** What is asked in one host's turn: the address itself, or where redirects have led from it. */
export type Leg = Led & {
  readonly url: string
  /** To be called when the request goes out. */
  readonly sent?: () => void
}

/** What one request for a sitemap brought. */
type SitemapAnswer = {
  readonly answer: Pick<FetchResult, 'validators' | 'caching'>
  /** Undefined where it has not changed for who sent what was known of it. */
  readonly read: Feed | { readonly index: readonly string[] } | undefined
}

/** With what was known of it by who asked. */
type KeptAnswer = {
  readonly validators: Readonly<Record<string, Validators>>
  /** Undefined where it is of use to nobody else. */
  readonly answer: Promise<SitemapAnswer | undefined>
}

/** The latest answers of a cycle, by what was asked: where several sources lead to one sitemap, the first asks for it. */
export type SitemapAnswers = Map<string, KeptAnswer>

/** Answers that are kept: each is as large as what was read. */
const mostAnswers = 50

type Fetched = FetchResult & { readonly status: 'fetched' }

/** How a document was answered, without the bytes: nobody holds them any more once they were read. */
type DocumentAnswer = PollAnswer & { readonly bytes: number }

/** Of the documents that the configured one leads to, by their URLs: the validators of each. */
export type Parts = NonNullable<SourceState['parts']>

/** What a source's documents say: the one that is configured, and those it leads to. */
export type SourceDocuments =
  /** `feed` is absent where nothing has changed. `parts` are to be remembered for when the configured one has not. */
  | {
      readonly status: 'read'
      readonly answer: DocumentAnswer
      readonly feed: Feed | undefined
      readonly parts?: Parts
    }
  | Exclude<Turn<never>, { status: 'done' }>

/** Feeds up to so many bytes are read in one go: one is done with soon after it was let in. What takes its time does not keep others out. */
const readAtOnceBytes = 256 * 1024
/** Sitemaps of one index that are read in a cycle: the parser puts those of news and the latest first. */
const maxSitemaps = 5
/** Pages of one list that are read in a cycle, whatever the operator writes. */
const maxPages = 20
/** Of one sitemap, unpacked. sitemaps.org allows 50 MB, sitemaps of news have a thousand entries. */
const maxSitemapBytes = 16 * 1024 * 1024

/**
 * Fetches and reads the documents of a source: one conditional request each, every one in its host's turn. Of a sitemap
 * index the sitemaps most likely to have news; of a list its further pages, as long as there is nothing known on them.
 * Rejects with SourceError where the configured document, or all that it leads to, cannot be had.
 */
export async function readDocuments(
  source: Source,
  state: SourceState,
  reader: Reader,
  options: ReadingOptions,
): Promise<SourceDocuments> {
  const url = askUrl(state)
  const turn = await options.turn(url, (leg) => readFirst(leg, source, state, reader, options))
  if (turn.status !== 'done') return turn
  const { answer, feed, parts } = turn.value
  if (parts !== undefined) return readSitemaps(source, state, { answer, parts }, reader, options)
  if (feed === undefined || source.kind !== 'page' || source.selectors.next === undefined) {
    return { status: 'read', answer, feed }
  }
  return readPages(source, { answer, feed, pages: source.selectors.next.pages }, reader, options)
}

type First = { readonly answer: DocumentAnswer; readonly feed: Feed | undefined; readonly parts: Parts | undefined }

/** The configured document. An index that has not changed leads where it led before. */
async function readFirst(
  leg: Leg,
  source: Source,
  state: SourceState,
  reader: Reader,
  options: ReadingOptions,
): Promise<First> {
  const { url } = leg
  const request = configuredRequest(leg, source, state, options)
  const reading = fetchDocument(reader.client, request).then(async (result) => {
    const isSame = result.status === 'not-modified' || result.sameBody
    if (isSame) return { answer: result, read: undefined }
    // Others of its kind lead to further requests, and who waits for a turn must not keep others from theirs.
    if (source.kind === 'feed' && result.body.length <= readAtOnceBytes) await options.admit(result.body.length)
    return { answer: result, read: await parse(source, result, reader, options.at, state.list) }
  })
  if (source.kind === 'sitemap') {
    const answer = reading.then(saidOf, () => undefined)
    remember(options.sitemaps, sitemapKey(url, source), { validators: state.validators, answer })
  }
  const { answer: result, read } = await reading
  const answer = withoutBody(result)
  if (read === undefined) return { answer, feed: undefined, parts: state.parts }
  if (!('index' in read)) return { answer, feed: read, parts: undefined }
  const others = read.index.filter((part) => part !== url && part !== answer.url)
  // sitemaps.org: an index lists sitemaps of its own site only. It is not to send us to strangers, whom nobody listed.
  const own = others.filter((part) => hostOf(part) === hostOf(answer.url) || hostOf(part) === hostOf(source.url))
  const [stranger] = others
  if (own.length === 0 && stranger !== undefined) throw leadsAway(url, stranger)
  const parts = own.slice(0, maxSitemaps).map((part) => [part, state.parts?.[part] ?? {}] as const)
  return { answer, feed: undefined, parts: Object.fromEntries(parts) }
}

function withoutBody(result: FetchResult): DocumentAnswer {
  if (result.status === 'not-modified') return { ...result, bytes: 0 }
  const { body, ...answer } = result
  return { ...answer, bytes: body.length }
}

/** The request for the configured document: conditional, with all that is known of it. */
export function configuredRequest(
  leg: Leg,
  source: Source,
  state: SourceState,
  options: Pick<ReadingOptions, 'at' | 'signal'>,
): DocumentRequest {
  return {
    ...requestFor(leg, source, options),
    headers: leg.hops.length > 0 ? {} : headersToAsk(source, state),
    validators: state.validators,
    force: needsFullFetch(state, options.at),
    ...(state.bodyHash === undefined ? {} : { bodyHash: state.bodyHash }),
    ...(state.identityOnly === undefined ? {} : { identityOnly: state.identityOnly }),
  }
}

/**
 * A request for a document of a source. The operator's headers go to the origin he wrote them for and to no other (M33).
 * Another domain than the one whose turn it is has a queue and a gap of its own: a redirect there is held until its turn.
 */
function requestFor(
  { url, hops, spentMs, sent }: Leg,
  source: Source,
  { signal }: Pick<ReadingOptions, 'signal'>,
): DocumentRequest {
  return {
    url,
    headers: hops.length === 0 && isSameOrigin(url, source.url) ? source.headers : {},
    accept: source.kind,
    mayFollow: (to) => hostOf(to) === hostOf(url),
    led: { hops, spentMs },
    onSent: sent,
    ...(signal === undefined ? {} : { signal }),
  }
}

function isSameOrigin(a: string, b: string): boolean {
  return a === b || URL.parse(a)?.origin === URL.parse(b)?.origin
}

/** Whether both are of one site, whatever the scheme, with or without `www.`. */
function isSameSite(a: string, b: string): boolean {
  const [one, other] = [a, b].map((url) => URL.parse(url)?.host.replace(/^www\./, ''))
  return one !== undefined && one === other
}

function leadsAway(url: string, to: string): SourceError {
  return new FetchError('redirect', url, { detail: `it leads to another site, ${URL.parse(to)?.host ?? to}` })
}

async function parse(
  source: Source,
  result: Fetched,
  { parser, pages }: Reader,
  now: Instant,
  list?: ListMemory,
): Promise<Feed | { readonly index: readonly string[] }> {
  const options = {
    url: result.url,
    ...(result.contentType === undefined ? {} : { contentType: result.contentType }),
    ...(source.language === undefined ? {} : { language: source.language }),
  }
  const zone = source.timezone === undefined ? {} : { timezone: source.timezone }
  if (source.kind === 'page') {
    if (pages === undefined) throw new Error(`${source.id} is a page and there is no parser for pages`)
    return pages.parseListing(result.body, {
      ...options,
      ...zone,
      now,
      selectors: source.selectors,
      ...(list === undefined ? {} : { list }),
    })
  }
  if (source.kind === 'sitemap') {
    if (pages === undefined) throw new Error(`${source.id} is a sitemap and there is no parser for it`)
    const limits = { maxBytes: maxSitemapBytes }
    const read = await pages.parseSitemap(result.body, { ...options, ...zone, now, limits })
    return 'index' in read ? read : onlyTitled(read)
  }
  const feed = await parser.parseFeed(result.body, options)
  // RFC 9112 section 8: a body that ends with its connection is whole only if the document is.
  if (result.closeDelimited && isTruncated(feed)) {
    throw new FetchError('protocol', result.url, { detail: 'the answer was cut short' })
  }
  if (isTruncated(feed) && feed.items.length === 0) {
    throw new ParseError('unreadable', result.url, 'the document was cut short before its first entry')
  }
  return feed
}

/** Whether a document ended before its end. */
export function isTruncated(feed: Feed): boolean {
  return feed.warnings.includes('truncated')
}

/** What a sitemap that is not one of news says of a page is its address alone: nothing to publish. */
function onlyTitled(feed: Feed): Feed {
  const items = feed.items.filter(({ title }) => title !== undefined)
  const without = feed.items.length - items.length
  if (without === 0) return feed
  return { ...feed, items, warnings: [...feed.warnings, `${without} entries have no title and are left out`] }
}

/**
 * The sitemaps of an index, one after the other, and their entries as those of one feed. An index may stay the same while
 * they change. One that fails costs the others nothing.
 */
async function readSitemaps(
  source: Source,
  state: SourceState,
  index: { readonly answer: DocumentAnswer; readonly parts: Parts },
  reader: Reader,
  options: ReadingOptions,
): Promise<SourceDocuments> {
  const feeds: Feed[] = []
  const parts: Record<string, Readonly<Record<string, Validators>>> = { ...index.parts }
  const failures: SourceError[] = []
  let { caching } = index.answer
  let unchanged = 0
  for (const [url, validators] of Object.entries(index.parts)) {
    try {
      const force = needsFullFetch(state, options.at)
      const turn = await options.turn(url, (leg) => askSitemap(leg, { source, validators, force }, reader, options))
      if (turn.status === 'stopped') return turn
      if (turn.status === 'paused') {
        unchanged++
        continue
      }
      const { answer, read } = turn.value
      if (read === undefined) unchanged++
      // sitemaps.org: an index lists sitemaps and no other indexes.
      if (read !== undefined && !('index' in read)) feeds.push(read)
      // M6: of one that was cut short the rest is still to be read.
      parts[url] = read !== undefined && !('index' in read) && isTruncated(read) ? {} : answer.validators
      caching = longer(caching, answer.caching)
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      failures.push(error)
    }
  }
  const [failure] = failures
  if (failure !== undefined && failures.length === Object.keys(parts).length) throw failure
  const answer = { ...index.answer, caching }
  if (feeds.length === 0 && (unchanged > 0 || failures.length > 0))
    return { status: 'read', answer, feed: undefined, parts }
  // Of an index without sitemaps, or of other indexes only, nothing is known to have stayed: it says nothing.
  const feed = {
    ...(feeds[0] ?? nothing),
    items: feeds.flatMap(({ items }) => items),
    warnings: [
      ...(feeds.length === 0 ? ['the index lists no sitemap'] : feeds.flatMap(({ warnings }) => warnings)),
      ...failures.map(({ message }) => message),
    ],
  }
  return { status: 'read', answer, feed, parts }
}

const nothing: Feed = {
  format: 'sitemap',
  encoding: 'utf-8',
  hubs: [],
  authors: [],
  rhythm: {},
  items: [],
  warnings: [],
}

/** A sitemap of an index, asked for in its host's turn, unless another source had it in this cycle. */
async function askSitemap(
  leg: Leg,
  { source, validators, force }: { source: Source; validators: KeptAnswer['validators']; force: boolean },
  reader: Reader,
  options: ReadingOptions,
): Promise<SitemapAnswer> {
  const key = sitemapKey(leg.url, source)
  const known = options.sitemaps.get(key)
  // Without a pause where nobody asked: nobody else may come between.
  const had = known === undefined ? undefined : await known.answer.catch(unlessHeld)
  // That it has not changed says something to who knows the same of it.
  const isSaid = had?.read !== undefined || (!force && isDeepStrictEqual(known?.validators, validators))
  if (had !== undefined && isSaid) return had
  const request = { ...requestFor(leg, source, options), validators, force }
  const answer = fetchDocument(reader.client, request).then(async (result) => ({
    answer: { validators: result.validators, caching: result.caching },
    read: result.status === 'fetched' ? await parse(source, result, reader, options.at) : undefined,
  }))
  remember(options.sitemaps, key, { validators, answer })
  return answer
}

/** A redirect that is held says nothing to who leads there too: it has its own turn. */
function unlessHeld(error: unknown): undefined {
  if (!(error instanceof RedirectHeld)) throw error
}

/** What a source's own request says to others. That its body is the same says nothing to who had none. */
function saidOf({ answer, read }: Pick<SitemapAnswer, 'read'> & { answer: FetchResult }): SitemapAnswer | undefined {
  const { validators, caching } = answer
  return read === undefined && answer.status !== 'not-modified' ? undefined : { answer: { validators, caching }, read }
}

/** How a sitemap is asked for and read: what two sources say alike of it leads to one answer. */
function sitemapKey(url: string, source: Source): string {
  const headers = isSameOrigin(url, source.url) ? source.headers : {}
  return JSON.stringify([url, source.language, source.timezone, headers])
}

function remember(answers: SitemapAnswers, key: string, kept: KeptAnswer): void {
  answers.set(key, kept)
  const [oldest] = answers.keys()
  if (answers.size > mostAnswers && oldest !== undefined) answers.delete(oldest)
}

/** Whatever asks to be left alone for longer holds for all. */
function longer(a: Caching, b: Caching): Caching {
  return freshForMs(b) > freshForMs(a) ? b : a
}

/** Further pages of a list: on the same site, each once, until one ends with what is known. What fails ends the list there. */
async function readPages(
  source: Source,
  list: { readonly answer: DocumentAnswer; readonly feed: Feed; readonly pages: number },
  reader: Reader,
  options: ReadingOptions,
): Promise<SourceDocuments> {
  const seen = new Set([source.url, list.answer.url])
  const feeds = [list.feed]
  const failures: string[] = []
  let last = list.feed
  while (feeds.length < Math.min(list.pages, maxPages) && !(await options.endsKnown(last))) {
    const url = last.nextUrl
    if (url === undefined || seen.has(url) || !isSameOrigin(url, list.answer.url)) break
    seen.add(url)
    try {
      const turn = await options.turn(url, async (leg) => {
        const answer = await fetchDocument(reader.client, requestFor(leg, source, options))
        if (answer.status !== 'fetched') return undefined
        if (!isSameSite(answer.url, list.answer.url)) throw leadsAway(url, answer.url)
        // Past its end many a list leads back to its beginning.
        if (answer.url !== url && seen.has(answer.url)) return undefined
        seen.add(answer.url)
        return parse(source, answer, reader, options.at, list.feed.list)
      })
      if (turn.status === 'stopped') return turn
      if (turn.status === 'paused' || turn.value === undefined || 'index' in turn.value) break
      last = turn.value
      feeds.push(last)
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      failures.push(error.message)
      break
    }
  }
  const feed = {
    ...list.feed,
    items: feeds.flatMap(({ items }) => items),
    warnings: [...new Set(feeds.flatMap(({ warnings }) => warnings)), ...failures],
  }
  return { status: 'read', answer: list.answer, feed }
}
