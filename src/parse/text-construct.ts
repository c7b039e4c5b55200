import type { FeedText } from '../model/feed.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { decodeEntities } from './entities.ts'
import { innerHtml } from './markup.ts'
import { attribute, childrenOf, textOf, type XmlElement } from './xml-tree.ts'

/** Elements of HTML that occur in feeds; a `<` before any other name is a character. */
const htmlElements = new Set(
  (
    'a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code ' +
    'col colgroup dd del details dfn dir div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 ' +
    'h6 header hr i iframe img input ins kbd label legend li main map mark menu nav nobr object ol option p param ' +
    'picture pre q rp rt ruby s samp script section select small source span strike strong style sub summary sup ' +
    'svg table tbody td textarea tfoot th thead time tr tt u ul var video wbr'
  ).split(' '),
)

/** The beginning of a text shows what it is. */
const charsLookedAt = 100_000

/**
 * Whether a text of unknown kind is HTML. RSS never said whether a title is text or markup: it is markup when every
 * tag in it is HTML's and at least one is closed (or is void, with attributes or as `<br>`), or when it holds a
 * character reference; "using the <b> tag" and "a < b" are text.
 */
export function looksLikeHtml(written: string): boolean {
  const text = written.length > charsLookedAt ? written.slice(0, charsLookedAt) : written
  let closed = false
  if (text.includes('<')) {
    for (const [, end, name = '', rest = ''] of text.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?\/?)>/gi)) {
      const lower = name.toLowerCase()
      if (!htmlElements.has(lower)) return false
      closed ||= end === '/' || lower === 'br' || (/^(?:img|hr|wbr)$/.test(lower) && rest.includes('='))
    }
    if (closed) return true
  }
  if (!text.includes('&')) return false
  for (const [reference] of text.matchAll(/&#?[a-z0-9]+;/gi)) if (decodeEntities(reference) !== reference) return true
  return false
}

function make(kind: FeedText['kind'], value: string, element: XmlElement): FeedText | undefined {
  if (value === '') return undefined
  const { language, base } = element
  if (kind === 'text') return language ? { kind, value, language } : { kind, value }
  return language ? { kind, value, language, base } : { kind, value, base }
}

function hasMarkup(element: XmlElement): boolean {
  for (const node of element.nodes) if (typeof node !== 'string') return true
  return false
}

/** A text whose kind nobody declares (RSS titles, Dublin Core): decided by what it looks like. */
export function guessedText(element: XmlElement): FeedText | undefined {
  if (hasMarkup(element)) return make('html', innerHtml(element), element)
  const value = textOf(element)
  return make(looksLikeHtml(value) ? 'html' : 'text', value, element)
}

/**
 * HTML that was escaped once too often: all of it, from its first tag to its last, is written as references, and read
 * once more it is HTML. Text that only speaks of a tag has words before or after it.
 */
function unescapedOnce(html: string): string {
  if (html.includes('<') || !/^&lt;[a-z]/i.test(html) || !html.endsWith('&gt;')) return html
  const decoded = decodeEntities(html)
  return looksLikeHtml(decoded) ? decoded : html
}

/** A text that is HTML by its specification (RSS description, content:encoded), escaped or inline. */
export function htmlText(element: XmlElement): FeedText | undefined {
  return make('html', hasMarkup(element) ? innerHtml(element) : unescapedOnce(textOf(element)), element)
}

/** Characters and nothing else, whatever they look like. */
export function plainText(element: XmlElement): FeedText | undefined {
  return make('text', textOf(element), element)
}

/** What people read of a text that is kept as a mere line: rights, the name of a source. */
export function plainOf(text: FeedText | undefined): string | undefined {
  if (text === undefined) return undefined
  return (text.kind === 'html' ? htmlToText(text.value) : text.value) || undefined
}

/** The text of an element that is a name (a category's, a person's), its references read also where they were escaped twice. */
export function labelIn(element: XmlElement): string | undefined {
  const text = textOf(element)
  return (text.includes('&') ? decodeEntities(text) : text) || undefined
}

/** The one `div` that RFC 4287 puts around XHTML is not part of the text (section 3.1.1.3). */
function withoutWrapper(element: XmlElement): XmlElement {
  const children = childrenOf(element)
  const only = children[0]
  const bare = element.nodes.every((node) => typeof node !== 'string' || node.trim() === '')
  return only !== undefined && children.length === 1 && bare && only.name.local.toLowerCase() === 'div' ? only : element
}

function fromBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  const decoded = bytes.toString('utf8')
  return decoded.includes('\ufffd') || decoded.includes('\0') ? undefined : decoded.trim()
}

/**
 * An Atom text construct or content element: 1.0 says `text`, `html`, `xhtml` or a media type (RFC 4287 sections 3.1
 * and 4.1.3), 0.3 a media type and how it is written (`mode` xml, escaped or base64). Where the document does not do
 * as it says, what is really there decides: markup is markup.
 */
export function atomText(element: XmlElement): FeedText | undefined {
  const type = (attribute(element, 'type') ?? 'text').toLowerCase().replace(/;.*$/s, '').trimEnd()
  const mode = attribute(element, 'mode')?.toLowerCase()
  if (type === 'multipart/alternative') {
    const best = bestOf(childrenOf(element))
    return best === undefined ? undefined : atomText(best)
  }
  if (hasMarkup(element)) {
    if (type !== 'xhtml' && type !== 'application/xhtml+xml' && type.includes('xml') && !type.startsWith('text/html')) {
      return make('html', innerHtml(element), element)
    }
    const inner = withoutWrapper(element)
    return make('html', innerHtml(inner), inner)
  }
  if (mode === 'base64' || isBinary(type)) {
    const decoded = fromBase64(textOf(element))
    if (decoded === undefined) return undefined
    return make(type === 'text/plain' || type === 'text' ? 'text' : 'html', decoded, element)
  }
  const value = textOf(element)
  if (type === 'html' || type === 'text/html') return make('html', unescapedOnce(value), element)
  if (type === 'xhtml' || type === 'application/xhtml+xml') {
    return looksLikeHtml(value) ? make('html', value, element) : make('text', value, element)
  }
  if (mode === 'escaped' && looksLikeHtml(value)) return make('html', value, element)
  return make('text', value, element)
}

/** Of alternatives (Atom 0.3) the one that says most: HTML, else the last, as in RFC 2046 section 5.1.4. */
function bestOf(alternatives: readonly XmlElement[]): XmlElement | undefined {
  return alternatives.find((one) => /html/i.test(attribute(one, 'type') ?? '')) ?? alternatives.at(-1)
}

/** Media types whose content is base64 (RFC 4287 section 4.1.3.3, rule 6). */
function isBinary(type: string): boolean {
  return type.includes('/') && !type.startsWith('text/') && !/[/+]xml$/.test(type)
}
