import { ParseError } from '../errors.ts'
import type { Feed, FeedFormat, FeedItem } from '../model/feed.ts'
import { atomItemFields, readAtomFeed, readEntry } from './atom.ts'
import { readCdfChannel, readCdfItem } from './cdf.ts'
import { decodeInPlace, isLongGuess } from './decode.ts'
import { type Detected, detectFormat } from './detect-format.ts'
import { type FeedDraft, finishFeed, newFeedDraft } from './draft.ts'
import { refuseHtml } from './html-answer.ts'
import { type JsonFeedOptions, type JsonFeedResult, readJsonFeed } from './json-feed.ts'
import { JsonPieces } from './json-pieces.ts'
import { defaultLimits, type ParseLimits } from './limits.ts'
import { readChannel, readRssItem, rssItemFields } from './rss.ts'
import { startScan } from './xml.ts'
import { attribute, childOf, TreeBuilder, type TreeShape, treeShape, type XmlElement } from './xml-tree.ts'

export type ParseOptions = {
  /** Where the document came from: what its relative links are resolved against. */
  readonly url: string
  /** HTTP Content-Type; only its charset is believed. */
  readonly contentType?: string
  /** BCP 47, from the operator: a hint for documents without any encoding. */
  readonly language?: string
  readonly limits?: Partial<ParseLimits>
}

type Format = {
  readonly shape: TreeShape
  readonly readItem: (item: XmlElement, textChars: number) => FeedItem
  readonly readFeed: (root: XmlElement, draft: FeedDraft) => void
  /** Which version of the format it is; undefined where the document is no feed at all. */
  readonly version: (root: XmlElement) => FeedFormat | undefined
  readonly authorsInherited: boolean
}

const rssFields = (
  'title link description guid pubdate author category comments enclosure source language copyright managingeditor ' +
  'webmaster lastbuilddate generator docs ttl image skiphours skipdays dc:creator dc:date dc:subject content:encoded ' +
  'atom:link media:content media:thumbnail media:group slash:comments wfw:commentrss feedburner:origlink itunes:image'
).split(' ')

const rss: Format = {
  shape: treeShape({
    items: ['item'],
    containers: ['rss', 'rdf:rdf', 'channel', 'items', 'skiphours', 'skipdays', 'media:group'],
    fields: rssFields,
    numbers: rssItemFields.numbers,
    bare: '',
  }),
  readItem: readRssItem,
  readFeed: readChannel,
  version: rssVersion,
  authorsInherited: false,
}

const atomFields =
  'id title link summary content published updated issued modified created author contributor category rights source'

const atom: Format = {
  shape: treeShape({
    items: ['atom:entry'],
    containers: ['atom:feed', 'atom:source', 'media:group'],
    fields: atomFields.split(' ').map((name) => `atom:${name}`),
    numbers: atomItemFields.numbers,
    bare: 'atom:',
  }),
  readItem: readEntry,
  readFeed: readAtomFeed,
  version: atomVersion,
  authorsInherited: true,
}

const cdf: Format = {
  shape: treeShape({
    items: ['item'],
    containers: ['channel'],
    fields: ['title', 'abstract', 'logo', 'schedule', 'item', 'channel'],
    bare: '',
    base: 'base',
  }),
  readItem: readCdfItem,
  readFeed: readCdfChannel,
  version: () => 'cdf',
  authorsInherited: false,
}

function rssVersion(root: XmlElement): FeedFormat {
  const rdf = childOf(root, 'rdf:rdf')
  if (rdf !== undefined) {
    const rss090 = rdf.attributes.some(
      ({ name, value }) => name.startsWith('xmlns') && /netscape\.com\/rdf\/simple\/0\.9/i.test(value),
    )
    return rss090 ? 'rss-0.90' : 'rss-1.0'
  }
  const top = childOf(root, 'rss')
  const version = (top === undefined ? undefined : attribute(top, 'version')) ?? ''
  if (version.startsWith('0.90')) return 'rss-0.90'
  if (version.startsWith('0.91')) return 'rss-0.91'
  if (/^0\.9[2-4]/.test(version)) return 'rss-0.92'
  if (version.startsWith('1.')) return 'rss-1.0'
  return 'rss-2.0'
}

function atomVersion(root: XmlElement): FeedFormat {
  const feed = childOf(root, 'atom:feed')
  if (feed === undefined) return 'atom-1.0'
  const old = feed.attributes.some(({ name, value }) => name.startsWith('xmlns') && /purl\.org\/atom/i.test(value))
  return old || (attribute(feed, 'version') ?? '').startsWith('0.') ? 'atom-0.3' : 'atom-1.0'
}

const formats = { rss, rdf: rss, atom, cdf }

/**
 * Reads a feed from bytes as they came: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed 1.0 and 1.1, found by
 * what the document is, not by its Content-Type. Damage is mended; what could not be read whole is left out, and
 * `warnings` says so. Links are absolute, texts are as sent.
 *
 * Rejects only with ParseError: `empty`, `too-large`, `too-deep`, `not-a-feed`, `sign-in` or `challenge` (HTML pages
 * sent instead), `unreadable` (a feed's beginning and nothing else).
 */
export async function parseFeed(bytes: Uint8Array, options: ParseOptions): Promise<Feed> {
  return readFeed(bytes, options)
}

/** `parseFeed` without a promise around it, for those who are in a worker already. */
export function readFeed(bytes: Uint8Array, options: ParseOptions): Feed {
  const opened = open(bytes, options)
  const { url, decoded, detected } = opened
  const { characters } = decoded
  switch (detected.status) {
    case 'empty':
      throw new ParseError('empty', url, 'nothing but white space')
    case 'html': {
      const { code, detail } = refuseHtml(characters)
      throw new ParseError(code, url, detail)
    }
    case 'json':
      return feedOf(readJsonFeed(characters.read(0, characters.bytes.length), jsonOptions(opened)), url)
    case 'unknown':
      throw new ParseError('not-a-feed', url, whatElse(bytes))
    case 'xml': {
      const reader = openXmlFeed(opened, detected)
      reader.readOn(Number.POSITIVE_INFINITY)
      return reader.finish()
    }
    default:
      return detected satisfies never
  }
}

function jsonOptions({ url, limits, decoded }: Opened): JsonFeedOptions {
  return { url, limits, encoding: decoded.encoding, warnings: decoded.warnings }
}

function feedOf(result: JsonFeedResult, url: string): Feed {
  if (result.status === 'feed') return result.feed
  throw new ParseError('not-a-feed', url, result.status === 'not-json' ? 'broken JSON' : 'JSON, but no JSON Feed')
}

/** A feed that is read piece by piece. */
export type FeedReader = {
  /** Reads on for about so many characters; says how many, none where the document is over. Rejects nothing. */
  readOn(characters: number): number
  /**
   * The feed, once the document is over; throws as `parseFeed` rejects. Undefined where the pieces showed that it can only
   * be read as a whole.
   */
  finish(): Feed | undefined
}

/**
 * Begins to read a feed of which no piece can take long, in an encoding that is soon known: XML whose items are not huge, and
 * JSON, of which only its pieces tell whether it can be read in pieces. Undefined for all others.
 *
 * @throws ParseError as `parseFeed` rejects
 */
export function openInPieces(bytes: Uint8Array, options: ParseOptions): FeedReader | undefined {
  if (isLongGuess(bytes, options)) return undefined
  const opened = open(bytes, options)
  const { detected, decoded } = opened
  if (detected.status === 'json') {
    const reader = new JsonPieces(decoded.characters, jsonOptions(opened))
    return {
      readOn: (characters) => reader.readOn(characters),
      finish: () => {
        const result = reader.finish()
        return result === undefined ? undefined : feedOf(result, opened.url)
      },
    }
  }
  if (detected.status !== 'xml' || holdsHugeItem(decoded.characters.bytes)) return undefined
  return openXmlFeed(opened, detected)
}

/**
 * What an item has is read when it ends, all at once: at the most 20,000 elements, which took 25 ms a megabyte at the worst
 * (names whose references were escaped twice). Longer items of so many elements are for a thread.
 */
const hugeItem = 6 * 1024 * 1024

/** More elements than a document has that is read at once anyway. */
const manyElements = 5_000

function holdsHugeItem(bytes: Buffer): boolean {
  if (bytes.length <= hugeItem) return false
  const end = bytes.includes('</item>') ? '</item>' : '</entry>'
  let at = 0
  while (bytes.length - at > hugeItem) {
    const last = bytes.lastIndexOf(end, at + hugeItem)
    const next = last > at ? last : bytes.indexOf(end, at + 1)
    if (last <= at && holdsMany(bytes.subarray(at, next < 0 ? bytes.length : next), 60)) return true
    if (next < 0) return false
    at = next
  }
  return false
}

function holdsMany(bytes: Buffer, mark: number): boolean {
  let count = 0
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    if (++count > manyElements) return true
  }
  return false
}

/** A document whose kind is known. */
type Opened = {
  readonly url: string
  readonly limits: ParseLimits
  readonly decoded: ReturnType<typeof decodeInPlace>
  readonly detected: Detected
}

function open(bytes: Uint8Array, options: ParseOptions): Opened {
  const { url } = options
  const limits = { ...defaultLimits, ...options.limits }
  if (bytes.length === 0) throw new ParseError('empty', url, 'an empty document')
  if (bytes.length > limits.bytes) {
    throw new ParseError('too-large', url, `${bytes.length} bytes, more than ${limits.bytes}`)
  }
  const decoded = decodeInPlace(bytes, options)
  return { url, limits, decoded, detected: detectFormat(decoded.characters) }
}

function whatElse(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString('latin1')
  if (head.startsWith('%PDF')) return 'a PDF, not a feed'
  if (/^\x89PNG|^GIF8|^\xff\xd8|^RIFF/.test(head)) return 'an image, not a feed'
  if (head.startsWith('PK') || (bytes[0] === 0x1f && bytes[1] === 0x8b)) return 'compressed data, not a feed'
  return 'neither XML nor JSON of a feed'
}

function openXmlFeed(opened: Opened, { root, start }: Extract<Detected, { status: 'xml' }>) {
  const { url, limits, decoded } = opened
  if (root === 'opml') throw new ParseError('not-a-feed', url, 'a list of feeds (OPML), not a feed')
  if (root === 'sitemap') throw new ParseError('not-a-feed', url, 'a sitemap, not a feed')
  const format = formats[root]
  const items: FeedItem[] = []
  const tree = new TreeBuilder({
    url,
    shape: format.shape,
    limits,
    onItem: (item) => {
      if (items.length >= limits.items) {
        tree.full = true
        return
      }
      items.push(format.readItem(item, limits.textChars))
    },
  })
  const readOn = startScan(decoded.characters, tree, { start, attributes: limits.attributes })
  return { readOn, finish: () => finishXmlFeed(tree, items, opened, format) }
}

function finishXmlFeed(tree: TreeBuilder, items: readonly FeedItem[], opened: Opened, format: Format): Feed {
  const { url, limits, decoded } = opened
  tree.end()
  const over = tree.full
  const truncated = tree.truncated && !over
  const draft = newFeedDraft()
  format.readFeed(tree.root, draft)
  const version = format.version(tree.root)
  if (version === undefined) throw new ParseError('not-a-feed', url, 'XML, but no feed')
  const bare = items.length === 0 && draft.title === undefined && draft.url === undefined && draft.id === undefined
  if (bare && tree.tooDeep) throw new ParseError('too-deep', url, `elements nested deeper than ${limits.depth}`)
  if (bare && truncated) throw new ParseError('unreadable', url, 'the document ends before it says anything')
  return finishFeed(draft, {
    format: version,
    encoding: decoded.encoding,
    items,
    warnings: [
      ...decoded.warnings,
      ...(truncated ? ['truncated'] : []),
      ...(over ? [`items over ${limits.items}`] : []),
      ...(tree.tooMany ? [`elements over ${limits.elements}`] : []),
      ...(tree.tooDeep ? [`elements deeper than ${limits.depth}`] : []),
    ],
    authorsInherited: format.authorsInherited,
  })
}
