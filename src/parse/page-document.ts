import { ParseError } from '../errors.ts'
import { pageIsCut } from './cut-page.ts'
import { decode } from './decode.ts'
import { elementsNamed, namesOf, type PageDocument, type PageElement } from './page-dom.ts'
import { parseHtml } from './page-markup.ts'
import { findObstacle } from './page-obstacle.ts'

export type PageLimits = { readonly maxBytes?: number; readonly maxItems?: number }

/** A page as fetched, read as HTML: the tree, and what relative links in it are resolved against. */
export type LoadedPage = {
  readonly document: PageDocument
  /** Its `base`, `link`, `meta`, `script` and `title` elements, wherever they stand: gathered once, asked often. */
  readonly facts: readonly PageElement[]
  readonly url: string
  /** `<base href>` resolved, else `url` (HTML standard, section 4.2.3). */
  readonly base: string
  readonly encoding: string
  /** BCP 47, of the document itself. */
  readonly language: string | undefined
}

/** More than any article: the largest of 258 real pages had 1.7 MB. */
const defaultMaxBytes = 8 * 1024 * 1024

const factNames = namesOf('base link meta script title')

export function cutWarnings({ document }: LoadedPage): readonly string[] {
  return document.isCut ? [pageIsCut] : []
}

/** How files begin that are sent as pages by mistake. */
const magic: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x89, 0x50, 0x4e, 0x47], 'an image'],
  [[0xff, 0xd8, 0xff], 'an image'],
  [[0x47, 0x49, 0x46, 0x38], 'an image'],
  [[0x1f, 0x8b], 'an archive'],
  [[0x50, 0x4b, 0x03, 0x04], 'an archive'],
]

/**
 * Bytes as a page. Rejects what is none with ParseError: `too-large`, `empty`, `not-a-page` (another format, by what it is,
 * whatever the Content-Type says), `too-deep`, `challenge`, `sign-in`.
 */
export function loadPage(
  bytes: Uint8Array,
  options: {
    readonly url: string
    readonly contentType?: string
    readonly limits?: PageLimits
    /** What the operator says that the entries of a list are. */
    readonly item?: string
  },
): LoadedPage {
  const { url } = options
  const maxBytes = options.limits?.maxBytes ?? defaultMaxBytes
  if (bytes.length > maxBytes)
    throw new ParseError('too-large', url, `a page of ${bytes.length} bytes, more than ${maxBytes}`)
  const binary = magic.find(([first]) => first.every((byte, at) => bytes[at] === byte))
  if (binary !== undefined) throw new ParseError('not-a-page', url, `${binary[1]}, not a page`)
  const { text, encoding } = decode(
    bytes,
    options.contentType === undefined ? {} : { contentType: options.contentType },
  )
  refuseOtherFormats(text, url)
  const document = parseHtml(text, url)
  const obstacle = findObstacle(document, text, options)
  if (obstacle !== undefined) throw new ParseError(obstacle.code, url, obstacle.detail)
  const facts = elementsNamed(document, factNames)
  return { document, facts, url, base: baseOf(facts, url), encoding, language: languageOf(document, facts) }
}

function refuseOtherFormats(text: string, url: string): void {
  const start = text.slice(0, 4096).replace(/^[\uFEFF\s]+/, '')
  if (start === '') {
    if (text.trim() === '') throw new ParseError('empty', url, 'an empty document')
    return
  }
  const other = otherFormat(start)
  if (other !== undefined) throw new ParseError('not-a-page', url, `${other}, not a page`)
  if (!/<[a-z!?/]/i.test(text.slice(0, 100_000)))
    throw new ParseError('not-a-page', url, 'text without any markup, not a page')
}

function otherFormat(start: string): string | undefined {
  if (/^[[{]/.test(start) && !/<(?:html|body|head|div|p)[\s>]/i.test(start)) return 'JSON'
  if (start.slice(0, 1024).includes('\0')) return 'binary data'
  const root = rootOf(start)
  if (root === undefined) return undefined
  if (/^(?:rss|feed|rdf:rdf|opml|urlset|sitemapindex|svg|channel|error)$|:(?:feed|rss|urlset)$/.test(root))
    return `XML (<${root}>)`
  return undefined
}

/** The first element's name in lower case, past declarations, comments and the document type. */
function rootOf(start: string): string | undefined {
  let at = 0
  while (at < start.length) {
    const open = start.indexOf('<', at)
    if (open < 0) return undefined
    if (start.startsWith('<!--', open)) at = start.indexOf('-->', open + 4) + 3
    else if (start[open + 1] === '?' || start[open + 1] === '!') at = start.indexOf('>', open) + 1
    else return /^[a-z][\w:.-]*/i.exec(start.slice(open + 1, open + 80))?.[0].toLowerCase()
    // Cut off in the middle of a comment or declaration.
    if (at <= open) return undefined
  }
  return undefined
}

function baseOf(facts: readonly PageElement[], url: string): string {
  const element = facts.find(({ localName }) => localName === 'base')
  const href = element?.getAttribute('href')?.trim()
  const base = href ? URL.parse(href, url) : null
  return base !== null && /^https?:$/.test(base.protocol) ? base.href : url
}

function languageOf(document: PageDocument, facts: readonly PageElement[]): string | undefined {
  const metaOf = (attribute: string, name: string) =>
    facts
      .find((element) => element.localName === 'meta' && element.getAttribute(attribute)?.trim().toLowerCase() === name)
      ?.getAttribute('content')
  const candidates = [
    document.documentElement.getAttribute('lang'),
    document.documentElement.getAttribute('xml:lang'),
    metaOf('http-equiv', 'content-language'),
    metaOf('property', 'og:locale'),
    document.body.getAttribute('lang'),
  ]
  for (const candidate of candidates) {
    const tag = languageTag(candidate ?? '')
    if (tag !== undefined) return tag
  }
  return undefined
}

/** What is written where a language should be, as a BCP 47 tag: `id_ID` is `id-ID`, `English` is none. */
export function languageTag(written: string): string | undefined {
  const tag = written.trim().replaceAll('_', '-')
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) ? tag : undefined
}
