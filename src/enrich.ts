import { createHash } from 'node:crypto'
import { hasClock, isLateFor, lookedAtOf } from './dedupe/late.ts'
import { FetchError, SourceError } from './errors.ts'
import { fetchDocument, RedirectHeld } from './fetch/fetch-document.ts'
import { type HostLimit, hostOf } from './fetch/host-limit.ts'
import type { Robots } from './fetch/robots.ts'
import { isMachineText } from './curate/machine-text.ts'
import type { Body, Entry, EntryDate, EntryKey, EntryToSave } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Source } from './model/source.ts'
import type { ArticleTask, SourceState } from './model/source-state.ts'
import { markOf, refusalOf } from './normalize/article-check.ts'
import { normalizeFeed } from './normalize/normalize-feed.ts'
import { joined } from './parse/joined-article.ts'
import type { Article } from './parse/page.ts'
import { type RobotsMemory, type RobotsOptions, type RobotsUnderWay, recallRobots, robotsOf } from './robots-memory.ts'
import type { Reader } from './source-documents.ts'
import type { Store } from './store/store.ts'
import { htmlToLine, htmlToText } from './text/html-to-text.ts'
import { normalizeLanguage, otherLanguage } from './text/language.ts'
import { fingerprintOf, textOf } from './text/fingerprint.ts'
import { cleanText } from './text/plain.ts'
import { wordsOf } from './text/words.ts'

export type Enricher = Reader & {
  readonly store: Store
  readonly robots: RobotsMemory
}

/** What the sources of one call share: a robots.txt that one of them is asking for, the others wait for. */
type Room = Enricher & { readonly askingRobots: RobotsUnderWay }

export type EnrichOptions = {
  readonly limit: HostLimit
  readonly now: () => Instant
  /** Whether no page is to be begun any more: what waits is fetched in the next cycle. */
  isOver(): boolean
  readonly signal?: AbortSignal
}

/** The article pages of one cycle. */
export type Articles = {
  /**
   * Fetches those that wait of a source, one after the other and each host in its turn, and saves each entry with its text
   * and what leaves the queue in one commit. The source must not be polled meanwhile.
   */
  read(source: Source): Promise<void>
}

/** Of a source's first document, which is mostly history; and of any other. */
const mostAtFirst = 20
const mostAtOnce = 50
const mostWaiting = 200
/** Entries of a source of which is remembered why their pages were not taken. */
const mostRefused = 200
const mostWhyChars = 120
const attempts = 3
const minuteMs = 60_000
/** How long an article waits for a robots.txt that cannot be had: later it is no news. */
const mostBarredMs = 7 * 24 * 60 * minuteMs
/** Redirects of one page. */
const maxHops = 5
/** Pages that one article may have. */
const maxParts = 10
/** Texts of a source that are remembered, so that a wall that always says the same is known. */
const mostTexts = 50

/** Whether a source's entries want the text of their own pages. */
export function wantsArticles(source: Source): boolean {
  return source.kind === 'page' || source.fullText
}

/**
 * The source's queue with new and changed entries added: it is saved in one commit with them, so that it survives whatever
 * they survive. Pure.
 */
export function queueArticles(
  source: Source,
  state: SourceState,
  entries: readonly EntryToSave[],
  at: Instant,
): Pick<SourceState, 'articles' | 'refused'> {
  if (!wantsArticles(source)) return {}
  const { articles = {}, refused: before, firstSuccessAt } = state
  const wanted = entries
    .filter(({ url }) => url !== undefined)
    .slice(0, firstSuccessAt === undefined ? mostAtFirst : mostAtOnce)
  // What was looked at without an entry is known now only: its date may come with its page.
  const lookedAt = (entry: EntryToSave): Instant | undefined =>
    entry.firstSeen === at ? lookedAtOf(state) : articles[entry.key]?.lookedAt
  const queue = {
    ...articles,
    ...Object.fromEntries(
      wanted.map((entry) => {
        const looked = isExact(entry.published) ? undefined : lookedAt(entry)
        return [entry.key, { failures: 0, after: 0, ...(looked === undefined ? {} : { lookedAt: looked }) }]
      }),
    ),
  }
  const waiting = Object.entries(queue)
  const pushedOut = waiting.slice(0, -mostWaiting).map(([key]) => [key, { why: 'too many waited', at }] as const)
  const refused = Object.entries({ ...before, ...Object.fromEntries(pushedOut) }).slice(-mostRefused)
  return {
    articles: Object.fromEntries(waiting.slice(-mostWaiting)),
    ...(pushedOut.length > 0 && { refused: Object.fromEntries(refused) }),
  }
}

/** What one cycle asks for articles with: what is known of robots.txt is read once, whatever sources have pages to read. */
export async function openArticles(enricher: Enricher, options: EnrichOptions): Promise<Articles> {
  const room = { ...enricher, askingRobots: new Map() }
  await recallRobots(room, options.now())
  return {
    async read(source) {
      const state = (await room.store.readSources()).get(source.id)
      if (state !== undefined && wantsArticles(source)) await enrichSource(source, state, room, options)
    },
  }
}

async function enrichSource(source: Source, first: SourceState, room: Room, options: EnrichOptions): Promise<void> {
  let state = cutOff(first)
  if (state !== first) await room.store.saveStates([state], [])
  const entries = await room.store.readEntriesByKey(Object.keys(first.articles ?? {}))
  for (const [key, task] of Object.entries(state.articles ?? {})) {
    if (options.signal?.aborted || options.isOver()) break
    if (task.after > options.now()) continue
    const entry = entries.get(key)
    // What is stored no more needs no text, and nobody asks why it has none.
    if (entry?.url === undefined) {
      state = withoutTask(state, key)
      await room.store.saveStates([state], [])
      continue
    }
    const others = new Set([...entries.values()].flatMap((other) => (other.key === key ? [] : (other.url ?? []))))
    // On disk before a request leaves: what ends the process is not to be asked for ever, nor to stand before all others.
    const begin = async (): Promise<void> => {
      state = { ...state, articles: { ...state.articles, [key]: { ...task, begun: options.now() } } }
      await room.store.saveStates([state], [])
    }
    const outcome = await attempt(source, { entry, url: entry.url, others, begin }, state, room, options)
    if (outcome === 'stopped' || outcome === 'waiting') {
      if (state.articles?.[key]?.begun !== undefined) {
        state = { ...state, articles: { ...state.articles, [key]: task } }
        await room.store.saveStates([state], [])
      }
      if (outcome === 'stopped') break
      continue
    }
    if ('entry' in outcome) {
      state = weighSelectors(source, withText(withoutTask(state, key), outcome.text), outcome.found)
      await room.store.savePoll({ state, entries: [outcome.entry], listed: undefined })
    } else {
      state = without(state, key, outcome, options.now())
      const former = source.kind === 'page' ? unedited(entry, await room.store.readBody(entry.bodyRef)) : undefined
      if (former === undefined) await room.store.saveStates([state], [])
      else await room.store.savePoll({ state, entries: [former], listed: undefined })
    }
  }
}

/** What an earlier run was at when it was ended by force has failed once. Pure. */
function cutOff(state: SourceState): SourceState {
  return Object.entries(state.articles ?? {}).reduce(
    (before, [key, { begun }]) =>
      begun === undefined ? before : postponed(before, key, 'Warta was ended while it was read', begun),
    state,
  )
}

/** What is remembered of an article that was not taken this time. Pure. */
function without(state: SourceState, key: EntryKey, unread: Unread, now: Instant): SourceState {
  if (unread.status === 'dropped') return refused(state, key, unread.why, now)
  return unread.status === 'barred' ? barred(state, key, unread, now) : postponed(state, key, unread.why, now)
}

function withoutTask(state: SourceState, key: EntryKey): SourceState {
  const { [key]: _, ...articles } = state.articles ?? {}
  const { [key]: __, ...others } = state.refused ?? {}
  const { refused: ___, ...rest } = state
  return { ...rest, articles, ...(Object.keys(others).length === 0 ? {} : { refused: others }) }
}

function refused(state: SourceState, key: EntryKey, why: string, at: Instant): SourceState {
  const rest = withoutTask(state, key)
  const all = { ...rest.refused, [key]: { why: why.slice(0, mostWhyChars), at } }
  return { ...rest, refused: Object.fromEntries(Object.entries(all).slice(-mostRefused)) }
}

/** Later each time, and in the end not at all: the source's own text stays. */
function postponed(state: SourceState, key: EntryKey, why: string, now: Instant): SourceState {
  const failures = (state.articles?.[key]?.failures ?? 0) + 1
  if (failures >= attempts) return refused(state, key, `${why}, ${attempts} times`, now)
  const after = now + 30 * minuteMs * 4 ** (failures - 1)
  const task = { failures, after, why: why.slice(0, mostWhyChars), ...lookedAtOfTask(state, key) }
  return { ...state, articles: { ...state.articles, [key]: task } }
}

/**
 * RFC 9309 section 2.3.1.4: while a robots.txt cannot be had nothing is asked. The article has not failed by that, unless its
 * page was asked to learn it. In the end the source's own text stays.
 */
function barred(
  state: SourceState,
  key: EntryKey,
  { why, until, origin, wasAsked }: Barred,
  now: Instant,
): SourceState {
  const task = state.articles?.[key]
  const since = task?.barred?.since ?? now
  const failures = (task?.failures ?? 0) + (wasAsked ? 1 : 0)
  if (failures >= attempts) return refused(state, key, `${why}, ${attempts} times`, now)
  if (now - since >= mostBarredMs) return refused(state, key, `${why} for a week`, now)
  const waiting = {
    failures,
    after: Math.max(now, until),
    why: why.slice(0, mostWhyChars),
    barred: { origin, since },
    ...lookedAtOfTask(state, key),
  }
  return { ...state, articles: { ...state.articles, [key]: waiting } }
}

function lookedAtOfTask({ articles = {} }: SourceState, key: EntryKey): Pick<ArticleTask, 'lookedAt'> {
  const lookedAt = articles[key]?.lookedAt
  return lookedAt === undefined ? {} : { lookedAt }
}

function withText(state: SourceState, text: string): SourceState {
  return { ...state, articleTexts: [...(state.articleTexts ?? []), text].slice(-mostTexts) }
}

/** Pages in a row without what a selector names, from which on it is believed to be dead: one may be of another kind. */
const leastUnmatched = 2

/** How many pages in a row have not had what the operator's selectors for articles name. Pure. */
function weighSelectors(source: Source, state: SourceState, found: Article['found']): SourceState {
  const { body, date } = (source.kind === 'page' ? source.selectors.article : undefined) ?? {}
  const { unmatched: before = {}, ...rest } = state
  const given = Object.entries({ body, date }).filter(([, selector]) => selector !== undefined)
  const missed = given.filter(([field]) => found[field] !== 'selector')
  const unmatched = Object.fromEntries(missed.map(([field]) => [field, (before[field] ?? 0) + 1]))
  return missed.length === 0 ? rest : { ...rest, unmatched }
}

/** What is to be said of selectors for articles that match nothing any more. Pure. */
export function deadSelectors(source: Source, unmatched: SourceState['unmatched'] = {}): readonly string[] {
  const selectors = (source.kind === 'page' ? source.selectors.article : undefined) ?? {}
  return (['body', 'date'] as const).flatMap((field) => {
    const selector = selectors[field]
    if (selector === undefined || (unmatched[field] ?? 0) < leastUnmatched) return []
    return [`article.${field}: ${selector} matches nothing on the articles’ pages`]
  })
}

/** Why there is no article: not this one, not now, not before its site's robots.txt can be read. */
type Barred = {
  readonly status: 'barred'
  readonly why: string
  readonly until: Instant
  readonly origin: string
  /** Whether a page of the article was asked before. */
  readonly wasAsked: boolean
}
type Unread = { readonly status: 'dropped' | 'failed'; readonly why: string } | Barred
type Failed = Unread | 'waiting' | 'stopped'

function dropped(why: string): Unread {
  return { status: 'dropped', why }
}

type Attempt = Failed | { readonly entry: EntryToSave; readonly text: string; readonly found: Article['found'] }

/** An entry whose page is to be read, its address, and those of others. `begin` is awaited before its page is asked for. */
type Wanting = {
  readonly entry: Entry
  readonly url: string
  readonly others: ReadonlySet<string>
  begin(): Promise<void>
}

async function attempt(
  source: Source,
  wanting: Wanting,
  state: SourceState,
  room: Room,
  options: EnrichOptions,
): Promise<Attempt> {
  const { entry, url, begin } = wanting
  try {
    // Its page led to a site that was not to be had: that is known before the page is asked again.
    const barrier = state.articles?.[entry.key]?.barred?.origin
    const rules = barrier === undefined ? undefined : await rulesFor(barrier, false, room, options)
    if (rules !== undefined && isFailed(rules)) return rules
    const article = await readArticle(source, { url, begin }, room, options)
    if (isFailed(article)) return article
    const body = await room.store.readBody(entry.bodyRef)
    return merged(source, wanting, body, article, state, options.now())
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    if (options.signal?.aborted) return 'stopped'
    return { status: isPassing(error) ? 'failed' : 'dropped', why: reasonOf(error) }
  }
}

function isFailed(answer: Article | Robots | Failed): answer is Failed {
  return typeof answer === 'string' || 'status' in answer
}

/** `http-status 404`, `challenge`: in the words of `warta status`. */
function reasonOf(error: SourceError): string {
  const status = error instanceof FetchError && error.status !== undefined ? ` ${error.status}` : ''
  return `${error.code}${status}`
}

/** Whether it may go better another time. */
function isPassing(error: SourceError): boolean {
  if (!(error instanceof FetchError)) return false
  const passing = ['dns', 'connect', 'tls', 'timeout', 'protocol', 'rate-limited']
  return passing.includes(error.code) || (error.status ?? 0) >= 500
}

/** A request when its host's turn has come; the host is told how it went. */
async function inTurn<T>(
  url: string,
  { limit, signal }: EnrichOptions,
  request: () => Promise<T>,
): Promise<{ readonly value: T } | 'waiting' | 'stopped'> {
  const turn = await limit.schedule(url, async () => {
    try {
      const value = await request()
      limit.observe(url, undefined)
      return value
    } catch (error) {
      // Cut off by our own stop: says nothing about the host.
      if (error instanceof SourceError && !signal?.aborted) limit.observe(url, error)
      throw error
    }
  })
  if (turn.status === 'done') return { value: turn.value }
  return turn.status === 'paused' ? 'waiting' : 'stopped'
}

/**
 * The article at `url`, with all of its pages: each where robots.txt lets us, in its host's turn, and no more than ten. Of a
 * page that shows all of the text at once nothing else is asked.
 */
async function readArticle(
  source: Source,
  { url, begin }: Pick<Wanting, 'url' | 'begin'>,
  room: Room,
  options: EnrichOptions,
): Promise<Article | Failed> {
  let article = await readPage(source, { url, first: url, number: 1, begin }, room, options)
  if (isFailed(article)) return article
  const asked = new Set([url])
  for (let number = 2; number <= maxParts; number++) {
    const next: string | undefined = article.nextUrl
    if (next === undefined || asked.has(next)) break
    asked.add(next)
    const part: Article | Failed = await readFurther(source, { url: next, first: url, number }, room, options)
    // What comes later goes on the next time; what never comes is left out.
    if (!isFailed(part)) article = joined(article, part)
    else if (typeof part !== 'string' && part.status === 'dropped') break
    else return part
  }
  return article
}

/** A further page. One that is missing, or no page, costs those before it nothing. */
async function readFurther(source: Source, part: Part, room: Room, options: EnrichOptions): Promise<Article | Failed> {
  try {
    return await readPage(source, part, room, options)
  } catch (error) {
    if (!(error instanceof SourceError) || isPassing(error) || options.signal?.aborted) throw error
    return dropped(reasonOf(error))
  }
}

/** What robots.txt says of a page, or why that is not known now. */
async function rulesFor(url: string, wasAsked: boolean, room: Room, options: EnrichOptions): Promise<Robots | Failed> {
  const turn: RobotsOptions['turn'] = (address, request) => inTurn(address, options, request)
  const robots = await robotsOf(url, room, { ...options, turn })
  if (robots !== 'unreachable') return robots
  const { origin } = new URL(url)
  const until = room.robots.get(origin)?.until ?? options.now()
  return { status: 'barred', why: `${origin}/robots.txt cannot be had`, until, origin, wasAsked }
}

type Part = Partial<Pick<Wanting, 'begin'>> & { readonly url: string; readonly first: string; readonly number: number }

/** One page. Redirects to another origin, whose robots.txt was not asked yet, are followed one by one. */
async function readPage(source: Source, part: Part, room: Room, options: EnrichOptions): Promise<Article | Failed> {
  let { url } = part
  for (let hops = 0; hops <= maxHops; hops++) {
    const rules = await rulesFor(url, hops > 0 || part.number > 1, room, options)
    if (isFailed(rules)) return rules
    if (!rules.allows(url)) return dropped('robots.txt forbids it')
    try {
      const turn = await inTurn(url, options, async () => {
        if (hops === 0) await part.begin?.()
        return fetchArticle(source, { ...part, url }, room, options)
      })
      return typeof turn === 'string' ? turn : turn.value
    } catch (error) {
      if (!(error instanceof RedirectHeld)) throw error
      url = error.to
    }
  }
  return dropped('redirects without end')
}

async function fetchArticle(
  source: Source,
  { url, first, number }: Part,
  { client, pages, robots }: Enricher,
  { limit, now, signal }: EnrichOptions,
): Promise<Article> {
  if (pages === undefined) throw new Error(`${source.id} wants its articles and there is no parser for pages`)
  const isOwn = new URL(url).origin === new URL(source.url).origin
  const result = await fetchDocument(client, {
    url,
    accept: 'page',
    headers: isOwn ? source.headers : {},
    mayFollow(target) {
      // Another domain has a queue of its own.
      if (hostOf(target) !== hostOf(url)) return false
      const known = robots.get(new URL(target).origin)?.robots
      return known !== undefined && known !== 'unreachable' && known.allows(target)
    },
    ...(signal === undefined ? {} : { signal }),
  })
  if (result.status !== 'fetched') throw new FetchError('unexpected-not-modified', url)
  const selectors = source.kind === 'page' ? source.selectors.article : undefined
  const { body } = result
  const read = {
    url: result.url,
    now: now(),
    part: { first: number === 1 ? result.url : first, number },
    ...(result.contentType === undefined ? {} : { contentType: result.contentType }),
    ...(source.language === undefined ? {} : { language: source.language }),
    ...(source.timezone === undefined ? {} : { timezone: source.timezone }),
    ...(selectors === undefined ? {} : { selectors }),
  }
  return limit.hold(body.length, () => pages.parseArticle(body, read))
}

/**
 * The entry with its page's text, under its page's headline where the source does not surely say a title, and of the rest what
 * the source did not say itself. Dropped where the page does not have the piece: then what the source said stays.
 */
function merged(
  source: Source,
  { entry, others: addresses }: Wanting,
  body: Body,
  { item, mayBeCut, language, found: ways }: Article,
  { articleTexts = [], articles = {} }: SourceState,
  now: Instant,
): Attempt {
  const feed = {
    format: 'page' as const,
    encoding: 'utf-8',
    hubs: [],
    authors: [],
    rhythm: {},
    items: [item],
    warnings: [],
  }
  const [draft] = normalizeFeed(feed, { source, now }).entries
  const content = draft?.body.content
  if (draft === undefined || content === undefined) return dropped('no text on the page')
  const own = body.own ?? body
  const lines = htmlToText(content)
  const text = cleanText(lines)
  const headline = item.title === undefined ? undefined : draft.title
  if (headline !== undefined && isMachineText(headline)) return dropped(`it is headed “${headline}”`)
  // A correction finds the text of its own page again; what another entry's page said is a wall.
  const [hash, key] = [shortHash(text), shortHash(entry.key)]
  const others = articleTexts.map((known) => known.split('.')).filter(([, of]) => of !== key)
  // What heads several pages is the site's name, or a section's.
  const headed = shortHash(headline ?? '')
  const isNamed = headline !== undefined && !others.some(([, , , , other]) => other === headed)
  const found = {
    text: lines,
    languages: [entry.language, language].filter((tag) => tag !== undefined),
    mayBeCut: mayBeCut ?? false,
    isHeaded: isNamed && isSameHeadline(headline, entry.title),
    others: others.flatMap(([, , mark]) => mark ?? []),
  }
  const claim = { summary: plain(own.summary), content: plain(own.content) }
  // Headed as it was before, it is the piece that it was; the more so where it says what it said.
  const isKnownSo = headline !== undefined && headline === body.former?.title
  const isAsBefore = isKnownSo && saidBefore(body) === text
  // What a list says may be a sentence of the article, and no title.
  const isQuoted = entry.titleIs !== undefined && headline !== entry.title && text.includes(entry.title)
  const isBearing = isKnownSo || isQuoted || (saysNothing(entry) && text.length >= fewestOfNamed)
  const title = isBearing ? (headline ?? '') : entry.title
  const refusal = isAsBefore ? undefined : refusalOf(found, { ...claim, title })
  if (refusal !== undefined) return dropped(refusal)
  if (others.some(([known]) => known === hash)) return dropped('the same text as on the page of another entry')
  const { bodyRef: _, ...stored } = entry
  const published =
    source.kind === 'page' ? exacter(entry.published, draft.published) : (entry.published ?? draft.published)
  const isLateClaim = published !== entry.published && isLateFor(published, articles[entry.key]?.lookedAt)
  const isTitled = isBeginning(entry.title, draft.title) || entry.title.toLowerCase() === draft.title.toLowerCase()
  // What several entries call their address, or what is another's own, is a template's mistake.
  const address = shortHash(draft.url ?? '')
  const isTaken = addresses.has(draft.url ?? '') || others.some(([, , , claimed]) => claimed === address)
  const canonical = !isTaken && isSamePiece(draft.url, entry.url, isTitled) ? draft : entry
  const names = isNamed && (entry.titleIs !== undefined || entry.listedTitle !== undefined)
  const { titleIs, listedTitle = entry.title, ...known } = stored
  const titled = names
    ? {
        ...known,
        title: headline,
        listedTitle,
        fingerprint: fingerprintOf(headline, textOf(own), entry.urlKey, entry.enclosures),
      }
    : { ...stored, title: isBeginning(entry.title, draft.title) ? draft.title : entry.title }
  const named = source.kind === 'page' ? asBefore(titled, body, text) : titled
  const updated = named.updated ?? (entry.published === undefined ? draft.updated : undefined)
  return {
    found: ways,
    text: `${hash}.${key}.${markOf(lines, title)}.${address}.${headed}`,
    entry: {
      ...named,
      ...(canonical.url === undefined ? {} : { url: canonical.url }),
      ...(canonical.urlKey === undefined ? {} : { urlKey: canonical.urlKey }),
      authors: entry.authors.length > 0 ? entry.authors : draft.authors,
      categories: entry.categories.length > 0 ? entry.categories : draft.categories,
      ...present({
        language: (source.kind === 'page' ? ownLanguage(language, entry, text) : entry.language) ?? draft.language,
        published,
        updated,
        isLate: entry.isLate ?? (isLateClaim ? true : undefined),
        image: entry.image ?? draft.image,
        dateline: entry.dateline ?? draft.dateline,
        related: entry.related ?? draft.related,
      }),
      body: {
        ...present({ summary: own.summary ?? draft.body.summary }),
        content,
        own: present({ summary: own.summary, content: own.content }),
      },
    },
  }
}

/**
 * An entry of a page that was edited, and whose article cannot be had again: it has what the article said before, and its title
 * where its list does not surely say another. Undefined where there was none. Pure.
 */
function unedited({ bodyRef: _, ...entry }: Entry, body: Body): EntryToSave | undefined {
  const { former, ...own } = body
  if (former === undefined) return undefined
  const { titleIs, ...sure } = entry
  const titled: Omit<Entry, 'bodyRef'> =
    titleIs === undefined
      ? entry
      : {
          ...sure,
          ...present({ titleIs: former.titleIs }),
          title: former.title,
          listedTitle: entry.title,
          fingerprint: fingerprintOf(former.title, textOf(own), entry.urlKey, entry.enclosures),
        }
  const { content } = former.body
  const before = content === undefined ? titled : asBefore(titled, body, cleanText(htmlToText(content)))
  return {
    ...before,
    authors: entry.authors.length > 0 ? entry.authors : former.authors,
    categories: entry.categories.length > 0 ? entry.categories : former.categories,
    ...present({
      language: former.language ?? entry.language,
      image: entry.image ?? former.image,
      dateline: entry.dateline ?? former.dateline,
      related: entry.related ?? former.related,
    }),
    body: content === undefined ? own : { ...present({ summary: own.summary ?? former.body.summary }), content, own },
  }
}

/** How far the day that a list says may be from the time that the article says. */
const mostApartMs = 36 * 60 * minuteMs

/** Whether a date is an instant: its time is told, or its zone, as machines tell it. */
function isExact(date: EntryDate | undefined): boolean {
  return date?.confidence === 'high' && (hasClock(date) || date.offsetMinutes !== undefined)
}

/** The date that a list says, unless it is doubtful or a day only, and the article says the instant. Pure. */
function exacter(listed: EntryDate | undefined, own: EntryDate | undefined): EntryDate | undefined {
  if (listed === undefined || own === undefined || isExact(listed) || !isExact(own)) return listed ?? own
  return listed.confidence === 'low' || Math.abs(listed.at - own.at) <= mostApartMs ? own : listed
}

/** Less text under a headline that nothing bears out is that of a notice. */
const fewestOfNamed = 400
/** More words of a list tell what a piece is about, headline or not. */
const mostOfButton = 4

/** Whether what a list says in the place of a title is nothing that the article's text could bear out: `Open article 2`. */
function saysNothing({ title, titleIs, language }: Entry): boolean {
  if (titleIs === undefined) return false
  return titleIs === 'missing' || wordsOf(title, language).filter(({ isNumber }) => !isNumber).length <= mostOfButton
}

/** The text of an article as it was before its entry was edited. */
function saidBefore({ former }: Body): string | undefined {
  const content = former?.body.content
  return content === undefined ? undefined : cleanText(htmlToText(content))
}

/**
 * An entry of a page of which the list says something else, as all do after a redesign, and whose article says what it said
 * under the same headline: nothing has changed. Pure.
 */
function asBefore<T extends Omit<Entry, 'bodyRef'>>(named: T, { former }: Body, text: string): T {
  if (former === undefined || former.title !== named.title || saidBefore({ former }) !== text) return named
  const { updated: _, ...rest } = named
  const { updated, changedAt } = former
  return { ...rest, ...present({ updated }), changedAt } as T
}

/**
 * A list says what language it is in itself, an article's page which one that is in: it is believed, unless its text is plainly
 * in the list's, as where a template says `en` everywhere.
 */
function ownLanguage(declared: string | undefined, { language }: Entry, text: string): string | undefined {
  const own = declared === undefined ? undefined : normalizeLanguage(declared)
  if (own === undefined || language === undefined) return own ?? language
  return otherLanguage(own, text) === language.split('-')[0] ? language : own
}

function plain(html: string | undefined): string {
  return cleanText(htmlToLine(html ?? ''))
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>
}

/** A canonical link is believed on its own site, and not when it names the front page. */
function isSamePiece(canonical: string | undefined, url: string | undefined, isTitled: boolean): boolean {
  if (canonical === undefined || url === undefined) return false
  const [a, b] = [new URL(canonical), new URL(url)]
  if (a.host !== b.host || a.pathname === '/') return false
  // A page that names its section, or a piece of another name, for itself says nothing of which piece it is.
  const within = (path: string, folder: string): string | undefined => {
    const start = folder.endsWith('/') ? folder : `${folder}/`
    return path.startsWith(start) ? path.slice(start.length) : undefined
  }
  // `/?p=123` names nothing: there the title must be the entry's. A front page is no piece's other address.
  if (b.pathname === '/') return b.search !== '' && isTitled
  if (within(a.pathname, b.pathname) !== undefined) return true
  const rest = within(b.pathname, a.pathname)
  if (rest !== undefined) return /^(?:(?:amp|print)(?:\/|\.html)?)?$/.test(rest)
  const named = namesIn(b)
  return namesIn(a).some((name) => named.includes(name))
}

/** The words and numbers that an address names its piece by, in its last part and its query. */
function namesIn({ pathname, search }: URL): readonly string[] {
  const last = (/[^/]*\/?$/.exec(pathname)?.[0] ?? '').replace(/\.(?:[sx]?html?|php|aspx?|jsp|cfm|cgi)$/i, '')
  return `${last}${search}`.toLowerCase().match(/[0-9]+|(?![0-9])[^/?&=._+,0-9-]{3,}/g) ?? []
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** Whether a page is headed as its entry is called, but for capitals, spaces and signs. */
function isSameHeadline(headline: string, title: string): boolean {
  return plainHeadline(headline) === plainHeadline(title)
}

function plainHeadline(headline: string): string {
  return headline
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}

/** A headline that a list cut short: `Harbour opens after …`. */
function isBeginning(cut: string, whole: string): boolean {
  const stem = cut.replace(/\s*(?:…|\.\.\.)$/, '')
  return (
    stem !== cut &&
    stem.length >= 10 &&
    whole.length > stem.length &&
    whole.toLowerCase().startsWith(stem.toLowerCase())
  )
}
