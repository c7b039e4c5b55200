import { sameDocumentKey } from '../config/source-url.ts'
import { FetchError, SourceError } from '../errors.ts'
import type { Answer, Client } from '../fetch/client.ts'
import type { HostLimit } from '../fetch/host-limit.ts'
import { readRobots } from '../fetch/robots.ts'
import type { Feed } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'
import { findFeedLinks } from '../parse/feed-links.ts'
import type { ListingProposal } from '../parse/listing.ts'
import type { PageParser } from '../parse/page-parser.ts'
import type { Parser } from '../parse/parser.ts'
import { parseSitemap } from '../parse/sitemap.ts'
import { absoluteUrl } from '../text/url.ts'

/** What was found behind an address. */
export type FoundSource =
  | { readonly kind: 'url' | 'sitemap'; readonly url: string; readonly way: string; readonly feed: Feed }
  | {
      readonly kind: 'page'
      readonly url: string
      readonly way: string
      /** The likeliest first; never empty. */
      readonly proposals: readonly ListingProposal[]
    }

export type Finding = {
  readonly found: FoundSource | undefined
  /** Other feeds that the page names, not asked. */
  readonly others: readonly string[]
  /** What was asked in vain, and what came. */
  readonly tried: readonly { readonly url: string; readonly reason: string }[]
}

export type Finder = {
  readonly client: Client
  readonly parser: Parser
  readonly pages: PageParser
  readonly limit: HostLimit
  readonly now: Instant
  readonly signal: AbortSignal
  /** Told before each request. */
  onAsk(url: string): void
}

type Fetched = {
  readonly url: string
  readonly body: Uint8Array
  readonly contentType?: string
  /** `Link` headers. */
  readonly links: readonly string[]
  /** It lies at `url` for good. */
  readonly permanent: boolean
}

/** Where feeds lie when nobody says where, the commonest first; relative to the page's own folder and to the site. */
const usualPlaces = ['feed/', 'rss', 'rss.xml', 'feed.xml', 'atom.xml', 'index.xml', 'feed.json']
const usualSitemaps = ['news-sitemap.xml', 'sitemap-news.xml', 'sitemap_news.xml', 'sitemap.xml']
/** Feeds that a page names and that are asked; a page that names more names one for each of its parts. */
const maxNamed = 4
const maxSitemaps = 4
const maxHops = 5

/**
 * Looks for the way to follow an address: is it a feed, or does it name one, or does one lie where they usually lie; is
 * there a sitemap of news; can its entries be taken from the page itself. Each document is asked once at most. Rejects
 * with SourceError when the address itself cannot be had.
 */
export async function findSource(address: string, finder: Finder): Promise<Finding> {
  const asking = new Asking(finder)
  const first = await asking.load(address)
  if (first === undefined) return { found: undefined, others: [], tried: asking.tried }
  const finish = (found: FoundSource | undefined, others: readonly string[] = []): Finding => ({
    found,
    others,
    tried: asking.tried,
  })
  const feed = await asking.feed(first)
  if (feed !== undefined)
    return finish({ kind: 'url', url: addressOf(address, first), way: 'the address itself', feed })
  const sitemap = await asking.sitemap(first)
  if (sitemap !== undefined && 'items' in sitemap && sitemap.items.length > 0)
    return finish({ kind: 'sitemap', url: addressOf(address, first), way: 'the address itself', feed: sitemap })

  const named = findFeedLinks(first.body, {
    url: first.url,
    ...(first.contentType === undefined ? {} : { contentType: first.contentType }),
    links: first.links,
  })
  const words = { 'link-header': 'a Link header', 'link-element': 'the page names it', anchor: 'a link on the page' }
  const places = [
    ...named.slice(0, maxNamed).map(({ url, way }) => ({ url, way: words[way] })),
    ...placesOf(first.url).map((url) => ({ url, way: 'a usual place' })),
  ]
  for (const { url, way } of places) {
    const answer = await asking.tryFetch(url)
    const read = answer === undefined ? undefined : await asking.feed(answer)
    if (answer === undefined || read === undefined) continue
    const others = named.flatMap((link) => (sameDocumentKey(link.url) === sameDocumentKey(url) ? [] : [link.url]))
    return finish({ kind: 'url', url: addressOf(url, answer), way, feed: read }, others)
  }
  return finish((await findSitemap(first, asking)) ?? (await proposePage(address, first, asking, finder)))
}

/** One document, asked once, whoever names it. */
class Asking {
  readonly tried: { readonly url: string; readonly reason: string }[] = []
  readonly #finder: Finder
  readonly #asked = new Set<string>()

  constructor(finder: Finder) {
    this.#finder = finder
  }

  /** Undefined where it was asked before, also by way of a redirect, or where Warta was told to stop. */
  async load(url: string): Promise<Fetched | undefined> {
    const { client, limit, signal, onAsk } = this.#finder
    let permanent = true
    let at = url
    for (let hops = 0; hops <= maxHops; hops++) {
      if (this.#asked.has(sameDocumentKey(at)) || signal.aborted) return undefined
      this.#asked.add(sameDocumentKey(at))
      onAsk(at)
      // Redirects are followed here: many sites send what they do not have to their front page, which was asked already.
      const turn = await limit.schedule(at, () => client.request({ url: at, accept: '*/*', maxHops: 0, signal }))
      if (turn.status !== 'done') return undefined
      const answer = turn.value
      const to = redirectOf(answer)
      if (to === undefined) return fetchedFrom(answer, permanent && hops > 0)
      permanent &&= answer.status === 301 || answer.status === 308
      at = to
    }
    throw new FetchError('redirect', url, { detail: `more than ${maxHops} redirects` })
  }

  /** What cannot be had is noted, and that is all. */
  async tryFetch(url: string): Promise<Fetched | undefined> {
    return this.#orNote(url, () => this.load(url))
  }

  async feed(answer: Fetched): Promise<Feed | undefined> {
    return this.#orNote(answer.url, () => this.#finder.parser.parseFeed(answer.body, optionsOf(answer)))
  }

  async sitemap(answer: Fetched): Promise<Feed | { readonly index: readonly string[] } | undefined> {
    const { now } = this.#finder
    const limits = { maxBytes: 16 * 1024 * 1024 }
    const read = await this.#orNote(answer.url, () => parseSitemap(answer.body, { ...optionsOf(answer), now, limits }))
    if (read === undefined || 'index' in read) return read
    return { ...read, items: read.items.filter(({ title }) => title !== undefined) }
  }

  async #orNote<T>(url: string, action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      this.tried.push({ url, reason: error.message.replace(`${url}: `, '') })
      return undefined
    }
  }
}

function redirectOf({ status, url, header }: Answer): string | undefined {
  const location = header('location')
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined
  return absoluteUrl(location, url)
}

function fetchedFrom({ status, url, header, headers, body }: Answer, permanent: boolean): Fetched {
  if (status !== 200 && status !== 203) throw new FetchError('http-status', url, { status })
  const contentType = header('content-type')
  return { url, body, links: headers('link'), permanent, ...(contentType === undefined ? {} : { contentType }) }
}

function optionsOf(answer: Fetched): { readonly url: string; readonly contentType?: string } {
  return { url: answer.url, ...(answer.contentType === undefined ? {} : { contentType: answer.contentType }) }
}

/** As it was asked; where it lies now if it has moved for good. */
function addressOf(asked: string, answer: Fetched): string {
  return answer.permanent ? answer.url : asked
}

function placesOf(url: string): readonly string[] {
  // `/category/harbour` is a folder as `/category/harbour/` is: WordPress has the feed of each category in it.
  const path = URL.parse(url)?.pathname ?? '/'
  const own = /\/[^/.]+$/.test(path) ? `${path}/` : path
  const folders = [new URL('.', new URL(own, url)).href, new URL('/', url).href]
  // What belongs to a part of the site before what belongs to all of it; of a part only the commonest places.
  const [part = '', site = ''] = folders
  const near = part === site ? [] : usualPlaces.slice(0, 2).map((place) => new URL(place, part).href)
  return [...near, ...usualPlaces.map((place) => new URL(place, site).href)]
}

/** A sitemap of news: one that robots.txt names, or that lies in a usual place. Others say nothing but addresses. */
async function findSitemap(first: Fetched, asking: Asking): Promise<FoundSource | undefined> {
  const robots = await asking.tryFetch(new URL('/robots.txt', first.url).href)
  const named = robots === undefined ? [] : readRobots(new TextDecoder().decode(robots.body), 'warta').sitemaps
  const isNews = (url: string) => /news|berita|actual|noticias/i.test(url)
  const known = named.flatMap((url) => URL.parse(url, first.url)?.href ?? []).filter((url) => /^https?:/.test(url))
  const ordered = known.toSorted((a, b) => Number(isNews(b)) - Number(isNews(a)))
  const places =
    ordered.length > 0 ? ordered : usualSitemaps.map((place) => new URL(place, new URL('/', first.url)).href)
  for (const url of places.slice(0, maxSitemaps)) {
    const answer = await asking.tryFetch(url)
    const read = answer === undefined ? undefined : await asking.sitemap(answer)
    if (answer === undefined || read === undefined) continue
    const way = ordered.length > 0 ? 'robots.txt names it' : 'a usual place'
    if ('items' in read) {
      if (read.items.length > 0) return { kind: 'sitemap', url: addressOf(url, answer), way, feed: read }
      continue
    }
    const [child] = read.index
    const inside = child === undefined || !isNews(child) ? undefined : await asking.tryFetch(child)
    const news = inside === undefined ? undefined : await asking.sitemap(inside)
    if (child !== undefined && news !== undefined && 'items' in news && news.items.length > 0)
      return { kind: 'sitemap', url: child, way: `${url} lists it`, feed: news }
  }
  return undefined
}

async function proposePage(
  address: string,
  first: Fetched,
  asking: Asking,
  { pages, now }: Finder,
): Promise<FoundSource | undefined> {
  try {
    const proposals = await pages.proposeListing(first.body, { ...optionsOf(first), now })
    return proposals.length === 0
      ? undefined
      : {
          kind: 'page',
          url: addressOf(address, first),
          way: 'no feed was found: its entries are taken from the page',
          proposals,
        }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    asking.tried.push({ url: first.url, reason: error.message.replace(`${first.url}: `, '') })
    return undefined
  }
}
