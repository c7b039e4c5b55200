import { createRequire } from 'node:module'
import type sanitizeHtml from 'sanitize-html'
import { xmlLegal, withoutBidiControls } from '../text/plain.ts'
import { absoluteUrl } from '../text/url.ts'
import { isLazy, isPlaceholder, isTrackingImage } from './tracking-image.ts'
import { withinDepth } from './html-depth.ts'
import { nestsImpossibly } from './implied-ends.ts'

export type CleanOptions = {
  /** `none`: no image, audio, video or frame is left. `link`: they are, at the publisher's address. */
  readonly images: 'none' | 'link'
  /** UTF-16 units of HTML that are read, and that are returned at most. */
  readonly maxChars?: number
  /** What relative links are resolved against; without it they are unwrapped. */
  readonly baseUrl?: string
  /** Addresses that nobody is led to. */
  readonly isRefused?: (url: string) => boolean
}

const load = createRequire(import.meta.url)

/** Loaded with the first text that is cleaned: where nothing is new, nothing is. */
function sanitizer(): typeof sanitizeHtml {
  return load('sanitize-html')
}

/** A book's chapter; what is longer is no entry. */
const MAX_CHARS = 200_000

/** A start tag costs as much as a hundred characters, so tags are limited too: one to so many characters allowed, but at least so many. */
const CHARS_PER_TAG = 20
const LEAST_TAGS = 1000

/** Deeper nesting than any editor makes; sanitize-html's cost grows with length times depth. */
const MAX_DEPTH = 64

/**
 * Stands for a tag whose children stay without it, and is taken out at the end. Renaming to a tag that is not allowed
 * would do, but sanitize-html 2.18 then closes the next sibling by that name.
 */
const UNWRAPPED = 'warta-unwrapped'
const UNWRAPPED_TAGS = /<\/?warta-unwrapped>/g

const TEXT_TAGS = (
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 ' +
  'h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody td tfoot th thead time tr u ul var wbr ' +
  UNWRAPPED
).split(' ')
const ALL_TAGS = [...TEXT_TAGS, 'img', 'audio', 'video', 'source']

/** Elements that only say which part of a page they are, and ones that HTML has given up. */
const RENAMED = new Map([
  ...'article aside main section header footer nav address center details summary fieldset'
    .split(' ')
    .map((tag) => [tag, 'div'] as const),
  ['strike', 's'],
  ['acronym', 'abbr'],
  ['tt', 'code'],
  ['dir', 'ul'],
  ['menu', 'ul'],
])

/**
 * HTML from a publisher as a feed reader may show it: known tags and attributes only, absolute http(s) and mailto
 * links, no script, style, form or frame, no tracking pixel, no empty wrapper. The result is well-formed XML content
 * too, and cleaning it again changes nothing.
 */
export function cleanHtml(html: string, options: CleanOptions): string {
  const maxChars = options.maxChars ?? MAX_CHARS
  let clean = cleanOnce(beginning(html, maxChars), options)
  // Escaping may have made it longer than it was.
  for (let room = maxChars; clean.length > maxChars; ) {
    room = Math.floor(room * 0.8)
    clean = cleanOnce(beginning(clean, room), options)
  }
  return clean
}

function cleanOnce(html: string, options: CleanOptions): string {
  const legal = withoutBidiControls(xmlLegal(html))
  if (!/[<&>]/.test(legal)) return legal.trim()
  const flat = withinDepth(legal, MAX_DEPTH)
  let clean = sanitized(cutAt(flat, endOfTags(flat, maxTags(options.maxChars))), options)
  // Where a tag between two others went, they may stand as no parser would leave them: read it as one would.
  for (let turn = 0; turn < MAX_DEPTH && nestsImpossibly(clean); turn++) clean = sanitized(clean, options)
  return clean
}

function sanitized(html: string, options: CleanOptions): string {
  // Character references may name what XML and readers cannot take (`&#1;`).
  return withoutEmpty(xmlLegal(sanitizer()(html, sanitizeOptions(options)).replace(UNWRAPPED_TAGS, ''))).trim()
}

/** The first `maxChars` units. */
function beginning(html: string, maxChars: number): string {
  return html.length <= maxChars ? html : cutAt(html.replace(DATA_URL, '""'), maxChars)
}

/** The first `end` units, not ending inside a tag, a reference or a surrogate pair. */
function cutAt(html: string, end: number): string {
  if (html.length <= end) return html
  const cut = html.slice(0, end)
  const open = cut.lastIndexOf('<')
  const whole = open > cut.lastIndexOf('>') ? cut.slice(0, open) : cut
  return whole.replace(/&[#a-z0-9]{0,31}$/i, '')
}

function maxTags(maxChars = MAX_CHARS): number {
  return Math.max(LEAST_TAGS, maxChars / CHARS_PER_TAG)
}

/** Where the first tag too many begins. */
function endOfTags(html: string, most: number): number {
  let tags = 0
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    if (html.charCodeAt(at + 1) !== 0x2f && ++tags > most) return at
  }
  return html.length
}

/** Inlined pictures are thrown away in any case, and must not push the text out. */
const DATA_URL = /"\s*data:[^"]*"|'\s*data:[^']*'/gi

function sanitizeOptions(options: CleanOptions): sanitizeHtml.IOptions {
  const attributes = (tag: string, attribs: sanitizeHtml.Attributes) => cleanAttributes(tag, attribs, options)
  return {
    allowedTags: options.images === 'link' ? ALL_TAGS : TEXT_TAGS,
    // Already decided, value by value, by `cleanAttributes`.
    allowedAttributes: ALLOWED_ATTRIBUTES,
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    selfClosing: ['br', 'hr', 'wbr', 'col', 'img', 'source'],
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'xmp',
      'noscript',
      'template',
      'title',
      'select',
      'button',
      'object',
      'svg',
      'math',
      'noembed',
      'noframes',
      'iframe',
      'plaintext',
    ],
    nestingLimit: MAX_DEPTH + 8,
    transformTags: { '*': attributes },
  }
}

const COMMON_ATTRIBUTES = ['lang', 'dir']
const ALLOWED_ATTRIBUTES: Record<string, string[]> = {
  '*': COMMON_ATTRIBUTES,
  a: ['href', 'title'],
  abbr: ['title'],
  dfn: ['title'],
  time: ['datetime'],
  ol: ['start', 'reversed', 'type'],
  li: ['value'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  col: ['span'],
  colgroup: ['span'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  audio: ['src', 'controls'],
  video: ['src', 'poster', 'controls', 'width', 'height'],
  source: ['src', 'type'],
}

const SMALL_NUMBER = /^-?\d{1,5}$/
const VALUE_FORMS: Readonly<Record<string, RegExp>> = {
  lang: /^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*$/,
  dir: /^(?:ltr|rtl|auto)$/i,
  datetime: /^[\d\s:.TZPWYMDHS+-]{1,40}$/,
  start: SMALL_NUMBER,
  value: SMALL_NUMBER,
  colspan: SMALL_NUMBER,
  rowspan: SMALL_NUMBER,
  span: SMALL_NUMBER,
  width: SMALL_NUMBER,
  height: SMALL_NUMBER,
  scope: /^(?:row|col)(?:group)?$/i,
  type: /^(?:[1aAiI]|(?:audio|video)\/[\w.+-]{1,40})$/,
}

function cleanAttributes(name: string, written: sanitizeHtml.Attributes, options: CleanOptions): sanitizeHtml.Tag {
  const { tagName, attribs } = decideAttributes(name, written, options)
  return { tagName, attribs: inOrder(attribs, tagName) }
}

/** Always the same order, so that cleaning twice changes nothing. */
function inOrder(attribs: sanitizeHtml.Attributes, tagName: string): sanitizeHtml.Attributes {
  const ordered: sanitizeHtml.Attributes = {}
  for (const attribute of allowedOn(tagName)) {
    const value = attribs[attribute]
    if (value !== undefined) ordered[attribute] = value
  }
  return ordered
}

function allowedOn(tagName: string): readonly string[] {
  const own = Object.hasOwn(ALLOWED_ATTRIBUTES, tagName) ? ALLOWED_ATTRIBUTES[tagName] : undefined
  return own === undefined ? COMMON_ATTRIBUTES : [...own, ...COMMON_ATTRIBUTES]
}

function decideAttributes(name: string, written: sanitizeHtml.Attributes, options: CleanOptions): sanitizeHtml.Tag {
  const tagName = RENAMED.get(name) ?? name
  const attribs: sanitizeHtml.Attributes = {}
  for (const attribute of allowedOn(tagName)) {
    const value = Object.hasOwn(written, attribute) ? written[attribute] : undefined
    if (value === undefined) continue
    const form = VALUE_FORMS[attribute]
    if (form !== undefined && !form.test(value)) continue
    attribs[attribute] = value
  }
  switch (tagName) {
    case 'a':
      return withUrl(tagName, attribs, 'href', link(written['href'], options))
    case 'img':
      return imageTag(attribs, written, options)
    case 'source':
      return withUrl(tagName, attribs, 'src', media(written['src'], options))
    case 'audio':
    case 'video':
      return playerTag(tagName, attribs, written, options)
    case 'span':
    case 'bdi':
      return { tagName: Object.keys(attribs).length === 0 && tagName === 'span' ? UNWRAPPED : tagName, attribs }
    default:
      if ('reversed' in attribs) attribs['reversed'] = 'reversed'
      return { tagName, attribs }
  }
}

function withUrl(
  tagName: string,
  attribs: sanitizeHtml.Attributes,
  attribute: string,
  url: string | undefined,
): sanitizeHtml.Tag {
  return url === undefined
    ? { tagName: UNWRAPPED, attribs: {} }
    : { tagName, attribs: { ...attribs, [attribute]: url } }
}

function imageTag(
  attribs: sanitizeHtml.Attributes,
  written: sanitizeHtml.Attributes,
  options: CleanOptions,
): sanitizeHtml.Tag {
  const shown = media(written['src'], options)
  const isNone = shown === undefined || isPlaceholder(shown)
  const lazy = isNone || isLazy(written) ? lazyImage(written, options) : undefined
  const src = lazy ?? (isNone ? media(firstCandidate(written['srcset']), options) : undefined) ?? shown
  if (src === undefined || isTrackingImage(src, written)) return { tagName: UNWRAPPED, attribs: {} }
  return { tagName: 'img', attribs: { ...attribs, src, alt: attribs['alt'] ?? '' } }
}

function playerTag(
  tagName: string,
  attribs: sanitizeHtml.Attributes,
  written: sanitizeHtml.Attributes,
  options: CleanOptions,
): sanitizeHtml.Tag {
  const { src: _src, poster: _poster, ...others } = attribs
  const src = media(written['src'], options)
  const poster = tagName === 'video' ? media(written['poster'], options) : undefined
  return {
    tagName,
    attribs: {
      ...others,
      ...(src === undefined ? {} : { src }),
      ...(poster === undefined ? {} : { poster }),
      controls: 'controls',
    },
  }
}

/** What a script would put in the place of `src`; where it would first make an address of a pattern, that is none. */
function lazyImage(written: sanitizeHtml.Attributes, options: CleanOptions): string | undefined {
  const addresses = LAZY.map((name) => written[name])
  for (const address of [...addresses, ...LAZY_SETS.map((name) => firstCandidate(written[name]))]) {
    const url = address?.includes('{') ? undefined : media(address, options)
    if (url !== undefined) return url
  }
  return undefined
}

function firstCandidate(set: string | undefined): string | undefined {
  return set?.trim().split(/\s/, 1)[0]?.replace(/,+$/, '')
}

const LAZY = ['data-src', 'data-lazy-src', 'data-original']
const LAZY_SETS = ['data-srcset', 'data-lazy-srcset']

function link(href: string | undefined, options: CleanOptions): string | undefined {
  return href !== undefined && /^\s*mailto:[^\s@]+@[^\s@]+$/i.test(href) ? href.trim() : media(href, options)
}

function media(src: string | undefined, { baseUrl, isRefused }: CleanOptions): string | undefined {
  const url = src === undefined ? undefined : absoluteUrl(src, baseUrl)
  return url === undefined || isRefused?.(url) ? undefined : url
}

/** Wrappers that hold nothing but white space and line breaks. The cleaner's own output is regular enough for this. */
const EMPTY =
  /<(a|abbr|audio|b|bdi|bdo|blockquote|caption|cite|code|dd|del|dfn|div|dl|dt|em|figcaption|figure|h[1-6]|i|ins|kbd|li|mark|ol|p|pre|q|ruby|s|samp|small|span|strong|sub|sup|table|tbody|tfoot|thead|time|tr|u|ul|var|video)(?: [^<>]*)?>(?:\s|<br \/>|<wbr \/>|\u200B|\u00AD)*<\/\1>/g

function withoutEmpty(html: string): string {
  // Each turn removes one level of nesting, so there are at most as many turns as levels.
  for (let before = html; ; before = html) {
    html = before.replace(EMPTY, (element, tag: string) => (keepsMedia(element, tag) ? element : space(element, tag)))
    if (html === before) return html
  }
}

function keepsMedia(element: string, tag: string): boolean {
  return (tag === 'audio' || tag === 'video') && / src="/.test(element)
}

const BLOCKS = new Set(
  'blockquote caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)

/** An emptied inline element may have held the space between two words. */
function space(element: string, tag: string): string {
  return !BLOCKS.has(tag) && />[^<]*\s[^<]*</.test(element) ? ' ' : ''
}
