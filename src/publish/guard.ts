import { decodeHTML } from 'entities/decode'
import type { AlsoReported, Edition, EditionEntry, ShownDate } from '../model/edition.ts'
import type { Author, Category } from '../model/entry.ts'
import type { FeedEnclosure } from '../model/feed.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { publishableMarkup } from './clean-markup.ts'
import { publishableLine, publishableText, shortened } from './clean-text.ts'
import { publishableUrl } from './safe-url.ts'

/** An entry that could not be put right, and why. */
export type LeftOut = { readonly id: string; readonly reason: string }
export type Guarded = { readonly edition: Edition; readonly left: readonly LeftOut[] }

/** A title longer than this is an attack or a mistake; readers show a line or two. */
const MAX_TITLE = 1_000
const MAX_LINE = 500
const EARLIEST = Date.UTC(1900, 0, 1)
const LATEST = Date.UTC(9999, 11, 30)

/**
 * The one door to all writers: every text, link and date of the edition is put right, so that no writer needs to think
 * of what a publisher may have sent. An entry that cannot be put right is left out with a reason; the feed never is.
 * An edition in order comes out with the same texts.
 */
export function guardEdition(edition: Edition): Guarded {
  const left: LeftOut[] = []
  const entries: EditionEntry[] = []
  const seen = new Set<string>()
  for (const entry of edition.entries) {
    const reason = refusal(entry, seen)
    if (reason === undefined) {
      seen.add(entry.id)
      entries.push(guardEntry(entry, edition.updated))
    } else {
      left.push({ id: entry.id, reason })
    }
  }
  const description = line(edition.description)
  const { description: _, ...rest } = edition
  return {
    edition: {
      ...rest,
      title: line(edition.title) ?? edition.slug,
      ...(description === undefined ? {} : { description }),
      language: publishableLanguage(edition.language) ?? 'und',
      updated: usable(edition.updated) ? edition.updated : 0,
      ttlMinutes: Math.max(1, Math.round(Number.isFinite(edition.ttlMinutes) ? edition.ttlMinutes : 60)),
      entries,
    },
    left,
  }
}

/** Why an entry cannot be published at all; undefined when it can. */
function refusal(entry: EditionEntry, seen: ReadonlySet<string>): string | undefined {
  if (entry.id === '' || entry.id !== publishableText(entry.id) || /\s/.test(entry.id)) return 'its id is unusable'
  if (seen.has(entry.id)) return 'its id is in this edition already'
  if (!usable(entry.published.at) && !usable(entry.firstSeen)) return 'it has no date at all'
  return undefined
}

function guardEntry(entry: EditionEntry, fallback: number): EditionEntry {
  const summary = paragraph(entry.summary)
  const content = entry.content === undefined ? undefined : publishableMarkup(entry.content)
  const source = line(entry.source.name) ?? hostOf(entry.source.url ?? entry.source.feed) ?? entry.source.id
  const published = shown(entry.published, usable(entry.firstSeen) ? entry.firstSeen : fallback)
  const claimed = shown(entry.updated, published.at)
  const image = publishableUrl(entry.image)
  return {
    id: entry.id,
    url: publishableUrl(entry.url),
    title: titleOf(entry.title) ?? titleOf(summary) ?? titleOf(content && htmlToText(content)) ?? source,
    language: publishableLanguage(entry.language),
    published,
    // An entry cannot have changed before it was published.
    updated: claimed.at < published.at ? published : claimed,
    firstSeen: usable(entry.firstSeen) ? entry.firstSeen : published.at,
    authors: uniqueBy(entry.authors.flatMap(guardAuthor), (author) => author.name),
    categories: uniqueBy(entry.categories.flatMap(guardCategory), (category) => category.term),
    summary,
    content: content === '' ? undefined : content,
    image,
    enclosures: uniqueBy(entry.enclosures.flatMap(guardEnclosure), (enclosure) => enclosure.url),
    comments: guardComments(entry.comments),
    rights: line(entry.rights),
    source: {
      id: publishableLine(entry.source.id),
      name: source,
      url: publishableUrl(entry.source.url),
      feed: publishableUrl(entry.source.feed) ?? publishableUrl(entry.source.url) ?? '',
    },
    also: uniqueBy(entry.also.flatMap(guardAlso), (also) => also.url),
    related: uniqueBy(
      entry.related.flatMap(({ title, url, date }) => {
        const link = publishableUrl(url)
        if (link === undefined) return []
        return [{ title: line(title) ?? link, url: link, ...(date && usable(date.at) ? { date: shown(date, 0) } : {}) }]
      }),
      (related) => related.url,
    ),
    dateline: guardDateline(entry.dateline),
    dateFrom: entry.dateFrom,
    fingerprint: publishableLine(entry.fingerprint),
  }
}

function usable(at: number): boolean {
  return at >= EARLIEST && at <= LATEST
}

/** To the second, with an offset RFC 3339 can write (whole minutes, less than a day). */
function shown(date: ShownDate, fallback: number): ShownDate {
  const at = Math.floor((usable(date.at) ? date.at : fallback) / 1000) * 1000
  const offset = date.offsetMinutes
  if (offset === undefined || !Number.isInteger(offset) || Math.abs(offset) >= 24 * 60) return { at }
  return { at, offsetMinutes: offset }
}

function line(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return shortened(publishableLine(text), MAX_LINE) || undefined
}

function titleOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const plain = LEFTOVER.test(text) ? withoutLeftovers(text) : text
  return shortened(publishableLine(plain), MAX_TITLE) || undefined
}

/**
 * Markup that a publisher wrote into a plain title: JSON Feed and Atom titles are text, and readers would show it.
 * A title that is really about a `<b>` loses it; those are few beside the many that were escaped once too often.
 */
const LEFTOVER = /<\/?(?:b|i|em|strong|a|p|br|span)\b|&(?:amp|lt|gt|quot|nbsp|#\d+);/i

function withoutLeftovers(text: string): string {
  return decodeHTML(text).replace(/<\/?(?:b|i|em|strong|a|p|br|span)\b[^<>]*>?/gi, '')
}

function paragraph(text: string | undefined): string | undefined {
  return text === undefined ? undefined : publishableText(text).trim() || undefined
}

/** A well-formed BCP 47 tag in canonical case, else undefined. */
export function publishableLanguage(tag: string | undefined): string | undefined {
  // Nearly all of them: asking Intl costs more than the rest of an entry.
  if (tag === undefined || /^[a-z]{2}$/.test(tag)) return tag
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0]
  } catch (error) {
    // RangeError is how Intl says that a tag is not well-formed.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : URL.parse(url)?.hostname || undefined
}

function guardAuthor(author: Author): Author[] {
  const url = publishableUrl(author.url)
  const name = line(author.name) ?? hostOf(url)
  if (name === undefined) return []
  const email = author.email?.trim()
  return [
    {
      name,
      ...(url === undefined ? {} : { url }),
      ...(email !== undefined && /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(email) ? { email } : {}),
    },
  ]
}

function guardCategory(category: Category): Category[] {
  const label = line(category.label)
  const term = line(category.term) ?? label
  if (term === undefined) return []
  return [{ term, ...(label === undefined || label === term ? {} : { label }) }]
}

function guardAlso(also: AlsoReported): AlsoReported[] {
  const url = publishableUrl(also.url)
  if (url === undefined) return []
  const language = publishableLanguage(also.language)
  const source = line(also.source) ?? hostOf(url) ?? url
  return [{ title: line(also.title) ?? source, url, source, ...(language === undefined ? {} : { language }) }]
}

// What feeds write for well-known types, and what is registered.
const REGISTERED = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/svg', 'image/svg+xml'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-mp3', 'audio/mpeg'],
  ['audio/m4a', 'audio/mp4'],
  ['audio/x-m4a', 'audio/mp4'],
  ['video/mov', 'video/quicktime'],
  ['video/x-m4v', 'video/mp4'],
])
const BY_ENDING = new Map([
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['ogg', 'audio/ogg'],
  ['opus', 'audio/ogg'],
  ['wav', 'audio/wav'],
  ['mp4', 'video/mp4'],
  ['m4v', 'video/mp4'],
  ['webm', 'video/webm'],
  ['mov', 'video/quicktime'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['svg', 'image/svg+xml'],
  ['pdf', 'application/pdf'],
])

function guardEnclosure(enclosure: FeedEnclosure): FeedEnclosure[] {
  const url = publishableUrl(enclosure.url)
  if (url === undefined) return []
  const { bytes, seconds } = enclosure
  return [
    {
      url,
      type: mediaType(enclosure.type, url),
      ...(bytes !== undefined && Number.isSafeInteger(bytes) && bytes > 0 ? { bytes } : {}),
      ...(seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? { seconds } : {}),
    },
  ]
}

/** A registered media type without parameters; by the URL's ending where the publisher gave none, for RSS demands one. */
function mediaType(given: string | undefined, url: string): string {
  const type = given?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/.test(type)) return REGISTERED.get(type) ?? type
  const ending = URL.parse(url)?.pathname.split('.').at(-1)?.toLowerCase() ?? ''
  return BY_ENDING.get(ending) ?? 'application/octet-stream'
}

function guardComments(comments: EditionEntry['comments']): EditionEntry['comments'] {
  if (comments === undefined) return undefined
  const url = publishableUrl(comments.url)
  const { count } = comments
  const counted = count !== undefined && Number.isSafeInteger(count) && count >= 0
  if (url === undefined && !counted) return undefined
  return { ...(url === undefined ? {} : { url }), ...(counted ? { count } : {}) }
}

function guardDateline(dateline: EditionEntry['dateline']): EditionEntry['dateline'] {
  if (dateline === undefined) return undefined
  const place = line(dateline.place)
  const agency = line(dateline.agency)
  const credit = line(dateline.credit)
  if (place === undefined && agency === undefined && credit === undefined) return undefined
  return {
    ...(place === undefined ? {} : { place }),
    ...(agency === undefined ? {} : { agency }),
    ...(credit === undefined ? {} : { credit }),
  }
}

function uniqueBy<T>(values: readonly T[], key: (value: T) => string): readonly T[] {
  if (values.length < 2) return values
  const first = new Map<string, T>()
  for (const value of values) if (!first.has(key(value))) first.set(key(value), value)
  return first.size === values.length ? values : [...first.values()]
}
