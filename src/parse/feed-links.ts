import { absoluteUrl } from '../text/url.ts'
import { decode } from './decode.ts'
import { type PageElement, visibleText } from './page-dom.ts'
import { parseHtml } from './page-markup.ts'

/** A feed that a page names, and where it does. */
export type FeedLink = {
  readonly url: string
  readonly title?: string
  readonly way: 'link-header' | 'link-element' | 'anchor'
}

export type FeedLinksOptions = {
  /** Where the page was finally fetched from. */
  readonly url: string
  readonly contentType?: string
  /** Its `Link` headers, as received. */
  readonly links?: readonly string[]
}

const feedTypes =
  /^(?:application\/(?:rss|atom|rdf|feed)\+(?:xml|json)|application\/x?-?rss|text\/(?:rss|atom|xml)|application\/xml)\b/i
/** What is said about each article, not the articles. */
const ofComments = /comment|kommentar|comentario/i
/** How addresses of feeds look where nobody says that they are. */
const looksLikeFeed =
  /(?:\/(?:rss|feed|feeds|atom)(?:\/|\.xml|\.json|\.php)?$|\.rss$|\/rss\/|\.atom$|\/feed\/?$|rss\.xml$)/i
/** What links to feeds say where their addresses do not: `RSS`, `Our RSS feed`, `Subscribe (Atom)`. */
const saysFeed = /(?<!\p{L})(?:rss|atom)(?!\p{L})|^feeds?$/iu
const mostOfWords = 40
const maxAnchors = 5

/**
 * The feeds that a page names: by `Link` headers (RFC 8288), by `<link rel=alternate>` or `rel=feed`, and last by links in
 * its text that look like one. Those about the part of the site that the page is come first, those of comments last. No
 * address twice.
 */
export function findFeedLinks(bytes: Uint8Array, options: FeedLinksOptions): readonly FeedLink[] {
  const { url } = options
  const found: FeedLink[] = readLinkHeaders(options.links ?? [], url)
  const { text } = decode(bytes, options.contentType === undefined ? {} : { contentType: options.contentType })
  const document = parseHtml(text, url)
  const base = absoluteUrl(document.querySelector('base[href]')?.getAttribute('href') ?? '', url) ?? url
  for (const link of document.querySelectorAll('link[rel][href]')) {
    const rels = (link.getAttribute('rel') ?? '').toLowerCase().split(/\s+/)
    const isFeed =
      rels.includes('feed') || (rels.includes('alternate') && feedTypes.test(link.getAttribute('type') ?? ''))
    const href = isFeed ? absoluteUrl(link.getAttribute('href') ?? '', base) : undefined
    const title = link.getAttribute('title')?.trim()
    if (href !== undefined) found.push({ url: href, way: 'link-element', ...(title ? { title } : {}) })
  }
  const anchors = [...document.querySelectorAll('a[href]')].flatMap((anchor) => {
    const href = absoluteUrl(anchor.getAttribute('href') ?? '', base)
    return href === undefined || !/^https?:/.test(href) || isElsewhere(href, url) ? [] : [{ anchor, href }]
  })
  const looking = anchors.filter(({ href }) => looksLikeFeed.test(new URL(href).pathname))
  const saying = anchors.filter(
    ({ anchor, href }) => href.replace(/#.*$/, '') !== url && saysFeed.test(wordsOf(anchor)),
  )
  for (const { href } of [...looking, ...saying].slice(0, maxAnchors)) found.push({ url: href, way: 'anchor' })
  const here = new URL(url).pathname.replace(/[^/]*$/, '')
  const rank = (link: FeedLink) =>
    (ofComments.test(`${link.title ?? ''} ${new URL(link.url).pathname}`) ? 4 : 0) +
    (link.way === 'anchor' ? 2 : 0) +
    (here.length > 1 && new URL(link.url).pathname.startsWith(here) ? 0 : 1)
  const unique = [...new Map(found.toReversed().map((link) => [link.url, link])).values()].toReversed()
  return unique.toSorted((a, b) => rank(a) - rank(b))
}

/** What a link says, or its picture; a headline about feeds is none of theirs. */
function wordsOf(anchor: PageElement): string {
  const picture = anchor.querySelector('img[alt]')?.getAttribute('alt')
  const said = [visibleText(anchor, 2 * mostOfWords), anchor.getAttribute('title'), picture].find((text) =>
    text?.trim(),
  )
  return said === undefined || said === null || said.length > mostOfWords ? '' : said.trim()
}

function isElsewhere(href: string, url: string): boolean {
  const host = (text: string) => new URL(text).hostname.split('.').slice(-2).join('.')
  return host(href) !== host(url)
}

/** RFC 8288 section 3: `<url>; rel="alternate"; type="application/rss+xml"; title="…"`, several with commas between. */
function readLinkHeaders(headers: readonly string[], base: string): FeedLink[] {
  const found: FeedLink[] = []
  for (const header of headers) {
    for (const [, target = '', parameters = ''] of header
      .slice(0, 10_000)
      .matchAll(/<([^<>]*)>((?:\s*;\s*[^\s=;,"<>]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"<>]*))?)*)/g)) {
      const given = new Map<string, string>()
      for (const [, name = '', quoted, plain] of parameters.matchAll(
        /;\s*([^\s=;,"]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/g,
      )) {
        if (!given.has(name.toLowerCase())) given.set(name.toLowerCase(), quoted ?? plain ?? '')
      }
      const rels = (given.get('rel') ?? '').toLowerCase().split(/\s+/)
      const isFeed = rels.includes('feed') || (rels.includes('alternate') && feedTypes.test(given.get('type') ?? ''))
      const href = isFeed ? absoluteUrl(target, base) : undefined
      const title = given.get('title')?.trim()
      if (href !== undefined) found.push({ url: href, way: 'link-header', ...(title ? { title } : {}) })
    }
  }
  return found
}
