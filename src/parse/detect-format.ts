import type { Characters } from './characters.ts'

/** What a document is, by its beginning. */
export type Detected =
  | { readonly status: 'empty' }
  | { readonly status: 'json' }
  | { readonly status: 'html' }
  /** `start`: the place of the root's `<`; all before it is noise (a PHP warning, blank lines). */
  | {
      readonly status: 'xml'
      readonly root: 'rss' | 'rdf' | 'atom' | 'cdf' | 'opml' | 'sitemap'
      readonly start: number
    }
  | { readonly status: 'unknown' }

const roots: Readonly<Record<string, 'rss' | 'rdf' | 'atom' | 'cdf' | 'opml' | 'sitemap'>> = {
  rss: 'rss',
  item: 'rss',
  rdf: 'rdf',
  feed: 'atom',
  entry: 'atom',
  channel: 'cdf',
  opml: 'opml',
  urlset: 'sitemap',
  sitemapindex: 'sitemap',
}

/** Only so far is a root looked for: what comes later is part of something else. */
const reach = 64 * 1024

/** A `channel` without anything around it: CDF says where in attributes, RSS in elements. */
function isCdf(characters: Characters, start: number): boolean {
  const head = characters.view(start, Math.min(characters.bytes.length, start + reach))
  return /^<channel\s[^>]*\b(?:href|base|lastmod)\s*=/i.test(head) || /<item\s[^>]*\bhref\s*=/i.test(head)
}

/** The place of the first byte that is no white space; the end where there is none. */
function firstMark(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length && isSpace(bytes[at] ?? 0)) at++
  return at
}

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13)
}

/** A document's kind, found in its text after decoding. */
export function detectFormat(characters: Characters): Detected {
  const { bytes } = characters
  const first = firstMark(bytes)
  if (first === bytes.length) return { status: 'empty' }
  if (bytes[first] === 0x7b || bytes[first] === 0x5b) return { status: 'json' }
  const tags = /<(?:(!--)|!doctype\s+html\b|(?:[\w.-]+:)?([a-z][\w.-]*)(?=[\s/>]))/gi
  const head = characters.view(first, Math.min(bytes.length, first + reach))
  let calledHtml = false
  let commentsEnd = true
  for (let match = tags.exec(head); match !== null; match = tags.exec(head)) {
    const name = match[2]?.toLowerCase()
    if (match[1] !== undefined) {
      // What no end is found for once has none later either: each is looked for once.
      const end = commentsEnd ? head.indexOf('-->', tags.lastIndex) : -1
      if (end < 0) commentsEnd = false
      else tags.lastIndex = end + 3
      continue
    }
    if (name === undefined) {
      // Templates leave HTML's declaration before feeds too: the root says what follows.
      calledHtml = true
      continue
    }
    const root = Object.hasOwn(roots, name) ? roots[name] : undefined
    if (root !== undefined) {
      const start = first + match.index
      return { status: 'xml', root: root === 'cdf' && !isCdf(characters, start) ? 'rss' : root, start }
    }
    if (calledHtml || name === 'html' || name === 'head' || name === 'body' || name === 'script' || name === 'meta') {
      return { status: 'html' }
    }
  }
  return { status: calledHtml ? 'html' : 'unknown' }
}
