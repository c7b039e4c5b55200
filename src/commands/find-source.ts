import { sameDocumentKey } from '../config/source-url.ts'
import { FetchError, SourceError } from '../errors.ts'
import type { Answer, Client } from '../fetch/client.ts'
import { failureAdvice } from '../fetch/failure-advice.ts'
import { statusFailure } from '../fetch/fetch-document.ts'
import type { HostLimit } from '../fetch/host-limit.ts'
import { readRobots } from '../fetch/robots.ts'
import type { Feed } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'
import { findFeedLinks } from '../parse/feed-links.ts'
import { feedsIn, followedOutlines, type ListedFeed, parseOpml } from '../parse/opml.ts'
import type { ListingProposal } from '../parse/listing.ts'
import type { Proposed } from '../parse/page.ts'
import type { PageParser } from '../parse/page-parser.ts'
import type { Parser } from '../parse/parser.ts'
import { cleanText } from '../text/plain.ts'
import { publicUrl } from '../text/public-url.ts'
import { absoluteUrl } from '../text/url.ts'
import { idleness, isLivelier } from './idle-source.ts'

/** What was found behind an address. */
export type FoundSource =
  | { readonly kind: 'url' | 'sitemap'; readonly url: string; readonly way: string; readonly feed: Feed }
  | {
      readonly kind: 'list'
      readonly url: string
      readonly way: string
      readonly title?: string
      readonly feeds: readonly ListedFeed[]
    }
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
  readonly tried: readonly Tried[]
}

export type Tried = { readonly url: string; readonly reason: string; readonly advice?: string }

/** What was tried, from the failure that came of it. */
export function triedIn(url: string, error: SourceError): Tried {
  const { code, what } = error
  const status = error instanceof FetchError && error.status !== undefined ? { status: error.status } : {}
  return {
    url,
    reason: what,
    // Of what only lay near, its absence is no trouble that a person could mend.
    ...(code === 'challenge' || code === 'sign-in' ? { advice: failureAdvice({ code, ...status }) } : {}),
  }
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
 * there a sitemap of news; can its entries be taken from the page itself, also where the
 * feed is idle and they are not. Each document is asked once at most. Rejects with SourceError when the address itself cannot
 * be had.
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
  const list = await asking.list(first)
  if (list !== undefined) return finish({ ...list, url: addressOf(address, first), way: 'the address itself' })
  const sitemap = await asking.sitemap(first)
  if (sitemap !== undefined && 'items' in sitemap && sitemap.items.length > 0)
    return finish({ kind: 'sitemap', url: addressOf(address, first), way: 'the address itself', feed: sitemap })
  // Who names an index wants what it lists, and no feed that lies beside it.
  if (sitemap !== undefined && 'index' in sitemap) {
    const feed = await firstNews(sitemap.index, asking)
    const way = 'the address itself, an index of sitemaps'
    return finish(feed === undefined ? undefined : { kind: 'sitemap', url: addressOf(address, first), way, feed })
  }

  const proposed = await asking.lists(first)
  // A wall in front of the page stands in front of all of the site: it is not knocked at a dozen times.
  if (proposed === 'challenge') return finish(undefined)
  const named = namedIn(first)
  // What lies in the folder of an article are its comments.
  const places = placesOf(proposed?.isArticle === true ? new URL('/', first.url).href : first.url)
  const near = [...named.slice(0, maxNamed), ...places.map((url) => ({ url, way: 'a usual place' }))]
  const found = (await firstFeed(near, asking)) ?? (await findSitemap(first, asking))
  const living = found && (livelier(found, { asked: address, page: first }, proposed, finder.now) ?? found)
  if (living !== undefined) return finish(living, asking.unasked(named))
  if (proposed === undefined) return finish(undefined, asking.unasked(named))
  const own = pageOf(address, first, proposed, listed)
  // A short piece is no article as far as its page tells: what lists nothing is beside the list, too.
  const page = own ?? (await beyondArticle(first, asking, proposed.isArticle ? beyond : besides))
  return finish(page, asking.unasked(named))
}

const listed = 'no feed was found: its entries are taken from the page'
const beyond = 'the address is an article: this is the page of its site that lists them'
const besides = 'nothing is listed at the address: this is the page of its site that lists entries'

/** The entries on the page itself, where the feed that was found beside it is idle and they are not. */
function livelier(
  found: FoundSource,
  { asked, page }: { readonly asked: string; readonly page: Fetched },
  proposed: Proposed | undefined,
  now: Instant,
): FoundSource | undefined {
  const [best] = proposed?.lists ?? []
  if (!('feed' in found) || best === undefined || !isLivelier(best.items, found.feed.items, now)) return undefined
  const why = idleness(found.feed.items, now)
  const way = `not ${cleanText(publicUrl(found.url))}, since ${why}; its entries are taken from the page`
  return pageOf(asked, page, proposed, way)
}

/** The feeds that a page names. */
function namedIn(page: Fetched): readonly Place[] {
  const words = { 'link-header': 'a Link header', 'link-element': 'the page names it', anchor: 'a link on the page' }
  return findFeedLinks(page.body, { ...optionsOf(page), links: page.links }).map(({ url, way }) => ({
    url,
    way: words[way],
  }))
}

/** The first of an index's sitemaps that has news: they stand in the order in which they are likely to. */
async function firstNews(index: readonly string[], asking: Asking): Promise<Feed | undefined> {
  for (const url of index.slice(0, maxSitemaps)) {
    const answer = await asking.tryFetch(url)
    const read = answer === undefined ? undefined : await asking.sitemap(answer)
    if (read !== undefined && 'items' in read && read.items.length > 0) return read
    if (answer !== undefined && read !== undefined) asking.tried.push({ url, reason: 'a sitemap without news' })
  }
  return undefined
}

type Place = { readonly url: string; readonly way: string }

async function firstFeed(places: readonly Place[], asking: Asking): Promise<FoundSource | undefined> {
  for (const { url, way } of places) {
    const answer = await asking.tryFetch(url)
    const feed = answer === undefined ? undefined : await asking.feed(answer)
    if (answer !== undefined && feed !== undefined) return { kind: 'url', url: addressOf(url, answer), way, feed }
  }
  return undefined
}

/**
 * What an article lists beside itself is no way to follow its site: the page of its part of it is, and the front page; and
 * the feeds that those name.
 */
async function beyondArticle(article: Fetched, asking: Asking, way: string): Promise<FoundSource | undefined> {
  const pages: { readonly url: string; readonly page: Fetched }[] = []
  for (const url of listingsOf(article.url)) {
    const page = await asking.tryFetch(url)
    if (page === undefined) continue
    pages.push({ url, page })
    const feed = await firstFeed(namedIn(page).slice(0, maxNamed), asking)
    if (feed !== undefined) return feed
  }
  for (const { url, page } of pages) {
    const found = pageOf(url, page, await asking.lists(page), way)
    if (found !== undefined) return found
  }
  return undefined
}

/** The page of the part of a site that an article stands in, numbers (`/2024/07/`) left aside, and its front page. */
function listingsOf(url: string): readonly string[] {
  const folders = (URL.parse(url)?.pathname ?? '/').split('/').filter((part) => part !== '')
  const part = folders.slice(0, -1).filter((folder) => !/^\d+$/.test(folder))
  return [...new Set([`/${part.map((folder) => `${folder}/`).join('')}`, '/'])].map((path) => new URL(path, url).href)
}

function pageOf(
  asked: string,
  page: Fetched,
  proposed: Proposed | 'challenge' | undefined,
  way: string,
): FoundSource | undefined {
  if (proposed === undefined || proposed === 'challenge' || proposed.isArticle || proposed.lists.length === 0)
    return undefined
  return { kind: 'page', url: addressOf(asked, page), way, proposals: proposed.lists }
}

/** One document, asked once, whoever names it. */
class Asking {
  readonly tried: Tried[] = []
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
    const led = new Set<string>()
    for (let hops = 0; hops <= maxHops; hops++) {
      if (led.has(at)) throw new FetchError('redirect', url, { detail: 'it leads in a circle' })
      led.add(at)
      if (this.#asked.has(sameDocumentKey(at)) || signal.aborted) return undefined
      this.#asked.add(sameDocumentKey(at))
      onAsk(at)
      // Redirects are followed here: many sites send what they do not have to their front page, which was asked already.
      const turn = await limit.schedule(at, (onSent) =>
        client.request({ url: at, accept: '*/*', maxHops: 0, onSent, signal }),
      )
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

  /** A list of feeds; undefined where it is none, or names no feed. */
  async list(answer: Fetched): Promise<{ kind: 'list'; title?: string; feeds: readonly ListedFeed[] } | undefined> {
    // Of what is plainly something else nobody wants to be told that it is no list.
    if (!/<opml[\s>]/i.test(new TextDecoder('latin1').decode(answer.body.subarray(0, 4096)))) return undefined
    const read = () => parseOpml(answer.body, { url: answer.url, outlines: followedOutlines })
    const opml = await this.#orNote(answer.url, read)
    const feeds = opml === undefined ? [] : feedsIn(opml)
    if (feeds.length === 0) return undefined
    return { kind: 'list', feeds, ...(opml?.title !== undefined && { title: opml.title }) }
  }

  async sitemap(answer: Fetched): Promise<Feed | { readonly index: readonly string[] } | undefined> {
    const { pages, now } = this.#finder
    const limits = { maxBytes: 16 * 1024 * 1024 }
    const read = await this.#orNote(answer.url, () =>
      pages.parseSitemap(answer.body, { ...optionsOf(answer), now, limits }),
    )
    if (read === undefined || 'index' in read) return read
    return { ...read, items: read.items.filter(({ title }) => title !== undefined) }
  }

  /** How a page could be followed; undefined where it is none. */
  async lists(answer: Fetched): Promise<Proposed | 'challenge' | undefined> {
    const { pages, now } = this.#finder
    try {
      return await pages.proposeListing(answer.body, { ...optionsOf(answer), now })
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      this.tried.push(triedIn(answer.url, error))
      return error.code === 'challenge' ? 'challenge' : undefined
    }
  }

  /** Of these, what was not asked. */
  unasked(places: readonly Place[]): readonly string[] {
    return places.flatMap(({ url }) => (this.#asked.has(sameDocumentKey(url)) ? [] : [url]))
  }

  async #orNote<T>(url: string, action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      const { advice, ...tried } = triedIn(url, error)
      // A page may well have a captcha in it, and is no wall for that: only what the server says is.
      this.tried.push(advice === undefined || !(error instanceof FetchError) ? tried : { ...tried, advice })
      return undefined
    }
  }
}

function redirectOf({ status, url, header }: Answer): string | undefined {
  const location = header('location')
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined
  return absoluteUrl(location, url)
}

function fetchedFrom(answer: Answer, permanent: boolean): Fetched {
  const { status, url, header, headers, body } = answer
  if (status !== 200 && status !== 203) throw statusFailure(answer)
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
