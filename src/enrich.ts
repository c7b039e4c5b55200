import { FetchError, SourceError } from './errors.ts'
import { type DocumentRequest, type FetchResult, fetchDocument, RedirectHeld } from './fetch/fetch-document.ts'
import { type HostLimit, hostOf } from './fetch/host-limit.ts'
import type { Robots } from './fetch/robots.ts'
import type { Entry } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Source } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'
import { joined } from './parse/joined-article.ts'
import type { Article } from './parse/page.ts'
import { type RobotsMemory, type RobotsOptions, type RobotsUnderWay, recallRobots, robotsOf } from './robots-memory.ts'
import type { Reader } from './source-documents.ts'
import type { Store } from './store/store.ts'
import { urlKey } from './text/url.ts'
import { AskedPages } from './asked-pages.ts'
import { merged, type Taken, unedited } from './article-entry.ts'
import {
  askedAt,
  attempts,
  cutOff,
  dropped,
  type Unread,
  wantsArticles,
  weighSelectors,
  without,
  withoutTask,
  withText,
} from './article-queue.ts'

export type Enricher = Reader & {
  readonly store: Store
  readonly robots: RobotsMemory
}

/** What the sources of one call share: a robots.txt or a page that one of them is asking for, the others wait for. */
type Room = Enricher & { readonly askingRobots: RobotsUnderWay; readonly asked: AskedPages }

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

/** Redirects of one page. */
const maxHops = 5
/** Pages that one article may have. */
const maxParts = 10

/** What one cycle asks for articles with: what is known of robots.txt is read once, whatever sources have pages to read. */
export async function openArticles(enricher: Enricher, options: EnrichOptions): Promise<Articles> {
  const room = { ...enricher, askingRobots: new Map(), asked: new AskedPages() }
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
    const { url = entry.url } = task
    const asked = url === entry.url ? entry : { ...entry, url, urlKey: urlKey(url) }
    const outcome = await attempt(source, { entry: asked, url, others, begin }, state, room, options)
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
      const body = source.kind === 'page' ? await room.store.readBody(entry.bodyRef) : undefined
      const former = body === undefined ? undefined : unedited(entry, body, outcome)
      if (former !== undefined && former.url !== entry.url) state = askedAt(state, key, entry.url)
      if (former === undefined) await room.store.saveStates([state], [])
      else await room.store.savePoll({ state, entries: [former], listed: undefined })
    }
  }
}

type Failed = Unread | 'waiting' | 'stopped'

type Attempt = Failed | Taken

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
    const isLastTry = (state.articles?.[entry.key]?.failures ?? 0) + 1 >= attempts
    const article = await readArticle(source, { url, begin, isLastTry }, room, options)
    if (isFailed(article)) return article
    const body = await room.store.readBody(entry.bodyRef)
    return merged(source, wanting, body, article, state, options.now())
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    if (options.signal?.aborted) return 'stopped'
    return { status: isPassing(error) ? 'failed' : 'dropped', why: reasonOf(error), isMissing: true }
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
  request: (sent: () => void) => Promise<T>,
): Promise<{ readonly value: T } | 'waiting' | 'stopped'> {
  const turn = await limit.schedule(url, async (sent) => {
    try {
      const value = await request(sent)
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
 * page that shows all of the text at once nothing else is asked; where that one fails the numbered ones are. The last try
 * takes the pages that can be had.
 */
async function readArticle(
  source: Source,
  { url, begin, isLastTry }: Pick<Wanting, 'url' | 'begin'> & { readonly isLastTry: boolean },
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
    const second: string | undefined = number === 2 ? article.secondUrl : undefined
    const further = { url: next, first: url, number, isSpared: isLastTry || second !== undefined }
    const part: Article | Failed = await readFurther(source, further, room, options)
    // What comes later goes on the next time; what never comes is left out.
    if (!isFailed(part)) article = joined(article, part)
    else if (typeof part === 'string' || part.status !== 'dropped') return part
    else if (second === undefined) break
    else {
      const { secondUrl: _, ...rest } = article
      article = { ...rest, nextUrl: second }
      number--
    }
  }
  return article
}

/** A further page. One that is missing, or no page, or that can be spared, costs those before it nothing. */
async function readFurther(
  source: Source,
  { isSpared, ...part }: Part & { readonly isSpared: boolean },
  room: Room,
  options: EnrichOptions,
): Promise<Article | Failed> {
  try {
    return await readPage(source, part, room, options)
  } catch (error) {
    if (!(error instanceof SourceError) || options.signal?.aborted || (isPassing(error) && !isSpared)) throw error
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
      return await fetchArticle(source, { ...part, url }, room, options)
    } catch (error) {
      if (!(error instanceof RedirectHeld)) throw error
      url = error.to
    }
  }
  return dropped('redirects without end')
}

/** The page, asked for in its host's turn; or what another source was given that asked in the same way. */
async function fetchArticle(source: Source, part: Part, room: Room, options: EnrichOptions): Promise<Article | Failed> {
  const { url, begin } = part
  const headers = new URL(url).origin === new URL(source.url).origin ? source.headers : {}
  const known = room.asked.answerOf(url, headers)
  if (known !== undefined) {
    const answer = await known
    await begin?.()
    return typeof answer === 'string' ? answer : parseArticle(source, part, answer, room, options)
  }
  return room.asked.ask(url, headers, async (answered) => {
    const turn = await inTurn(url, options, async (sent) => {
      await begin?.()
      const answer = await fetchPage({ url, headers, onSent: sent }, room, options)
      answered(answer)
      return parseArticle(source, part, answer, room, options)
    })
    if (typeof turn !== 'string') return turn.value
    answered(turn)
    return turn
  })
}

function fetchPage(
  request: Pick<DocumentRequest, 'url' | 'headers' | 'onSent'>,
  { client, robots }: Enricher,
  { signal }: EnrichOptions,
): Promise<FetchResult> {
  return fetchDocument(client, {
    ...request,
    accept: 'page',
    mayFollow(target) {
      // Another domain has a queue of its own.
      if (hostOf(target) !== hostOf(request.url)) return false
      const known = robots.get(new URL(target).origin)?.robots
      return known !== undefined && known !== 'unreachable' && known.allows(target)
    },
    ...(signal === undefined ? {} : { signal }),
  })
}

async function parseArticle(
  source: Source,
  { url, first, number }: Part,
  result: FetchResult,
  { pages }: Enricher,
  { limit, now }: EnrichOptions,
): Promise<Article> {
  if (pages === undefined) throw new Error(`${source.id} wants its articles and there is no parser for pages`)
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
