import { gunzipSync } from 'node:zlib'
import { ParseError } from '../errors.ts'
import type { Feed, FeedItem } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'
import { parseDate } from '../text/date.ts'
import { cleanText } from '../text/plain.ts'
import { absoluteUrl, urlKey } from '../text/url.ts'
import { decodeInPlace } from './decode.ts'
import { scanXml, type XmlSink } from './xml.ts'

export type SitemapOptions = {
  readonly url: string
  readonly contentType?: string
  readonly now: Instant
  /** Entries dated before this are not news; seven days unless given. Undated ones are left out where others have dates. */
  readonly withinMs?: number
  readonly timezone?: string
  readonly limits?: { readonly maxBytes?: number; readonly maxItems?: number }
}

/** A sitemap that lists others: their addresses, the ones most likely to have news first. */
export type SitemapIndex = { readonly index: readonly string[] }

const day = 24 * 60 * 60 * 1000
/** Of one file, unpacked (sitemaps.org allows 50 MB). */
const defaultMaxBytes = 64 * 1024 * 1024
/** Google reads 1,000 URLs of a news sitemap; sites write more. */
const defaultMaxItems = 5000
const maxIndex = 100
/** Only among so many bytes the root is looked for. */
const reach = 100_000

type Located = { location: string; modified: string; fields: Record<string, string>; language: string; image: string }

/**
 * Reads a sitemap (sitemaps.org 0.9) with what Google News adds to it, a sitemap index, or a plain list of URLs, packed
 * with gzip or not. Of a sitemap the recent entries, newest first, as a feed. Rejects with ParseError only: `empty`,
 * `not-a-feed`, `too-large`, `unreadable`.
 */
export async function parseSitemap(bytes: Uint8Array, options: SitemapOptions): Promise<Feed | SitemapIndex> {
  const unpacked = unpack(bytes, options)
  const { characters, encoding } = decodeInPlace(
    unpacked,
    options.contentType === undefined ? {} : { contentType: options.contentType },
  )
  const { length } = characters.bytes
  const start = /<(?:\w+:)?(urlset|sitemapindex)[\s>/]/i.exec(characters.view(0, Math.min(length, reach)))
  if (start === null) return readList(characters.read(0, length), encoding, options)
  const sink = new SitemapSink(
    start[1]?.toLowerCase() === 'urlset' ? 'url' : 'sitemap',
    options.limits?.maxItems ?? defaultMaxItems * 10,
  )
  scanXml(characters, sink, { start: start.index, attributes: 16 })
  if (start[1]?.toLowerCase() === 'sitemapindex') return { index: orderIndex(sink.located, options) }
  return feedOf(sink.located, encoding, options)
}

function unpack(bytes: Uint8Array, { url, limits }: SitemapOptions): Uint8Array {
  const maxBytes = limits?.maxBytes ?? defaultMaxBytes
  if (bytes.length === 0) throw new ParseError('empty', url, 'an empty document')
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    if (bytes.length > maxBytes)
      throw new ParseError('too-large', url, `a sitemap of ${bytes.length} bytes, more than ${maxBytes}`)
    return bytes
  }
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes })
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new ParseError('too-large', url, `a sitemap that unpacks to more than ${maxBytes} bytes`, { cause })
    throw new ParseError('unreadable', url, 'a broken gzip file', { cause })
  }
}

/** A sitemap may be a text file with a URL a line. */
function readList(text: string, encoding: string, options: SitemapOptions): Feed {
  if (text.trim() === '') throw new ParseError('empty', options.url, 'an empty document')
  const lines = text
    .split(/\r?\n/, 50_001)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length === 0 || !lines.slice(0, 50).every((line) => /^https?:\/\/\S+$/i.test(line)))
    throw new ParseError('not-a-feed', options.url, 'not a sitemap')
  return feedOf(
    lines.map((location) => ({ location, modified: '', fields: {}, language: '', image: '' })),
    encoding,
    options,
  )
}

/** Gathers `url` or `sitemap` elements by local names: prefixes are the writer's choice. */
class SitemapSink implements XmlSink {
  readonly located: Located[] = []
  readonly #item: string
  readonly #limit: number
  readonly #path: string[] = []
  #current: Located | undefined
  #text = ''

  constructor(item: string, limit: number) {
    this.#item = item
    this.#limit = limit
  }

  get wantsText(): boolean {
    return this.#current !== undefined
  }

  get openName(): string | undefined {
    return this.#path.at(-1)
  }

  get full(): boolean {
    return this.located.length >= this.#limit
  }

  open(name: string, _: unknown, empty: boolean): void {
    const local = localName(name)
    // An element of the same name inside means that the one before it was never closed.
    if (local === this.#item && !empty) {
      this.#finish()
      this.#path.length = 0
      this.#current = { location: '', modified: '', fields: {}, language: '', image: '' }
    }
    if (!empty && this.#path.length < 64) this.#path.push(local)
    this.#text = ''
  }

  text(value: string): void {
    if (this.#text.length < 10_000) this.#text += value
  }

  close(name: string): void {
    const local = localName(name)
    const place = this.#path.lastIndexOf(local)
    if (place < 0) return
    if (this.#current !== undefined)
      this.#keep(this.#current, local, this.#path[place - 1] ?? '', cleanText(this.#text))
    this.#text = ''
    this.#path.length = place
    if (local === this.#item) this.#finish()
  }

  #keep(current: Located, local: string, parent: string, text: string): void {
    if (text === '') return
    if (parent === this.#item && local === 'loc') current.location ||= text
    else if (parent === this.#item && local === 'lastmod') current.modified ||= text
    else if (parent === 'image' && local === 'loc') current.image ||= text
    else if (parent === 'news' && /^(?:title|publication_date|keywords|genres)$/.test(local))
      current.fields[local] ??= text
    else if (parent === 'publication' && local === 'language') current.language ||= text
    else if (parent === 'publication' && local === 'name') current.fields['name'] ??= text
  }

  #finish(): void {
    if (this.#current?.location) this.located.push(this.#current)
    this.#current = undefined
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

function feedOf(located: readonly Located[], encoding: string, options: SitemapOptions): Feed {
  const since = options.now - (options.withinMs ?? 7 * day)
  const maxItems = options.limits?.maxItems ?? defaultMaxItems
  const dated = located.map((entry, position) => ({ entry, position, at: instantOf(entry, options) }))
  const someDated = dated.some(({ at }) => at !== undefined)
  const recent = dated.filter(({ at }) => (at === undefined ? !someDated : at >= since))
  // Stable: entries of one instant stay in the document's order.
  if (someDated) recent.sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || a.position - b.position)
  // A sitemap names pages: the same one again is an older or a mended version of it, whatever its title.
  const byPage = new Map<string, FeedItem>()
  for (const { entry } of recent) {
    if (byPage.size >= maxItems) break
    const item = itemOf(entry, options)
    const key = urlKey(item?.url ?? '')
    if (item !== undefined && !byPage.has(key)) byPage.set(key, item)
  }
  const name = located.find(({ fields }) => fields['name'] !== undefined)?.fields['name']
  return {
    format: 'sitemap',
    encoding,
    ...(name !== undefined && { title: { kind: 'text' as const, value: name } }),
    homeUrl: new URL('/', options.url).href,
    hubs: [],
    authors: [],
    rhythm: {},
    items: [...byPage.values()],
    warnings: [
      ...(recent.length < located.length
        ? [`${located.length - recent.length} of ${located.length} entries are old or without a date`]
        : []),
      ...(recent.length > maxItems ? [`items over ${maxItems}`] : []),
    ],
  }
}

function instantOf({ fields, modified }: Located, { now, timezone }: SitemapOptions): Instant | undefined {
  const hints = { now, ...(timezone !== undefined && { timezone }) }
  return parseDate(fields['publication_date'] ?? modified, hints)?.at
}

function itemOf(entry: Located, { url: base }: SitemapOptions): FeedItem | undefined {
  const url = absoluteUrl(entry.location, base)
  if (url === undefined) return undefined
  const { title, publication_date: published, keywords } = entry.fields
  const image = entry.image === '' ? undefined : absoluteUrl(entry.image, base)
  const terms = (keywords ?? '')
    .split(/[,;،、]/)
    .map((term) => term.trim())
    .filter((term) => term !== '')
  return {
    links: [{ href: url, rel: 'alternate' }],
    url,
    ...(title !== undefined && { title: { kind: 'text' as const, value: title } }),
    ...(published !== undefined && { published }),
    ...(entry.modified !== '' && { updated: entry.modified }),
    authors: [],
    categories: [...new Set(terms)].slice(0, 50).map((term) => ({ term })),
    enclosures: [],
    media: [],
    ...(image !== undefined && { image }),
    ...(entry.language !== '' && { language: entry.language }),
  }
}

/** Sitemaps of news first, then the ones changed last; those that say they are old are left out. */
function orderIndex(located: readonly Located[], options: SitemapOptions): readonly string[] {
  const since = options.now - (options.withinMs ?? 7 * day)
  const known = located.flatMap((entry) => {
    const url = absoluteUrl(entry.location, options.url)
    return url === undefined
      ? []
      : [{ url, at: instantOf(entry, options), isNews: /news|actual|berita|noticias/i.test(new URL(url).pathname) }]
  })
  const recent = known.filter(({ at }) => at === undefined || at >= since)
  const chosen = recent.length > 0 ? recent : known
  const ordered = chosen.map((entry, position) => ({ ...entry, position }))
  ordered.sort((a, b) => Number(b.isNews) - Number(a.isNews) || (b.at ?? 0) - (a.at ?? 0) || a.position - b.position)
  return [...new Set(ordered.map(({ url }) => url))].slice(0, maxIndex)
}
