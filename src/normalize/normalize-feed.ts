import { setImmediate } from 'node:timers/promises'
import type { Author, Body, Category, Dateline, EntryDate, EntryDraft, Related } from '../model/entry.ts'
import type { Feed, FeedCategory, FeedEnclosure, FeedItem, FeedMedia, FeedPerson, FeedText } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'
import type { Mutable } from '../model/mutable.ts'
import { absoluteHtml } from '../text/absolute-html.ts'
import type { DateHints, ParsedDate } from '../text/date.ts'
import { type DrawnParts, withoutParts } from '../text/drawn-parts.ts'
import { excerpt } from '../text/excerpt.ts'
import { fingerprintOf, textOf } from '../text/fingerprint.ts'
import { htmlToLine } from '../text/html-to-text.ts'
import { normalizeLanguage } from '../text/language.ts'
import { cleanText } from '../text/plain.ts'
import { absoluteUrl, publishedUrl, urlKey } from '../text/url.ts'
import { type DocumentDates, datesOfDocument } from './document-dates.ts'
import { identify, type Unidentified } from './identity.ts'

/** What a source's configuration adds to what its documents say. */
export type NormalizeSource = {
  readonly id: string
  /** The URL the document was asked under: relative links without a base belong to it. */
  readonly url: string
  /** BCP 47, of entries that do not say. */
  readonly language?: string | undefined
  /** IANA zone of dates written without one. */
  readonly timezone?: string | undefined
  /** Parts of its links that are drawn for each who asks: they name no piece. */
  readonly drawn?: DrawnParts | undefined
}

export type NormalizedFeed = {
  readonly title?: string
  readonly homeUrl?: string
  readonly language?: string
  readonly description?: string
  readonly hubs: readonly string[]
  /** In the document's order. */
  readonly entries: readonly EntryDraft[]
  /** Items left out because an earlier one of the same document is a newer version of the same piece. */
  readonly repeated: number
}

const MAX_TITLE = 1_000
const MADE_UP_TITLE = 100
const MAX_NAMES = 50
const MAX_CATEGORIES = 100
const MAX_ATTACHMENTS = 100

type NormalizeOptions = { readonly source: NormalizeSource; readonly now: Instant }

/** Turns a parsed document into entries: plain titles, absolute links, dates as instants, one identity each. Pure. */
export function normalizeFeed(feed: Feed, options: NormalizeOptions): NormalizedFeed {
  const context = contextOf(feed, options)
  const drafts = feed.items.flatMap((item, position) => normalizeItem(item, position, context) ?? [])
  return normalized(feed, drafts, context)
}

/** Characters of items after which others have their turn: some milliseconds' work, as a piece of the parser is. */
const PIECE = 128 * 1024

/** What an item without any text costs, in characters; and a date that is in no standard's form. */
const ITEM_COSTS = 500
const DATE_COSTS = 4_000

/** After so long others have their turn anyway: the first words of a language take more than their characters say. */
const PIECE_MS = 50

/** `normalizeFeed` for documents of any size: in pieces, with others' work between them. An item is never divided. */
export async function normalizeInPieces(feed: Feed, options: NormalizeOptions): Promise<NormalizedFeed> {
  const context = contextOf(feed, options)
  const drafts: Unidentified[] = []
  let size = 0
  let until = performance.now() + PIECE_MS
  for (const [position, item] of feed.items.entries()) {
    const slow = context.dates.slow
    const draft = normalizeItem(item, position, context)
    if (draft !== undefined) drafts.push(draft)
    size += (context.dates.slow - slow) * DATE_COSTS
    size += ITEM_COSTS + (item.content?.value.length ?? 0) + (item.summary?.value.length ?? 0)
    if (size < PIECE && performance.now() < until) continue
    size = 0
    await setImmediate()
    until = performance.now() + PIECE_MS
  }
  return normalized(feed, drafts, context)
}

function contextOf(feed: Feed, { source, now }: NormalizeOptions): ItemContext {
  const known = languageReader()
  const language = known(feed.language) ?? known(source.language)
  const homeUrl = feed.homeUrl === undefined ? undefined : absoluteUrl(feed.homeUrl, source.url)
  return { source, now, known, baseUrl: baseReader(source.url), language, homeUrl, dates: datesOfDocument() }
}

function normalized(
  feed: Feed,
  drafts: readonly Unidentified[],
  { source, homeUrl, language }: ItemContext,
): NormalizedFeed {
  const { entries, repeated } = identify(drafts, { sourceId: source.id, sourceUrl: source.url, homeUrl })
  const title = plainText(feed.title, MAX_TITLE)
  const description = plainText(feed.description, MAX_TITLE)
  return {
    ...(title === '' ? {} : { title }),
    ...(homeUrl === undefined ? {} : { homeUrl }),
    ...(language === undefined ? {} : { language }),
    ...(description === '' ? {} : { description }),
    hubs: distinct(
      feed.hubs.flatMap((hub) => absoluteUrl(hub, source.url) ?? []),
      (hub) => hub,
    ),
    entries,
    repeated,
  }
}

type ItemContext = {
  readonly source: NormalizeSource
  readonly now: Instant
  readonly known: (tag: string | undefined) => string | undefined
  readonly baseUrl: Bases['absolute']
  readonly language: string | undefined
  readonly homeUrl: string | undefined
  readonly dates: DocumentDates
}

/** Undefined for an item that says nothing at all. */
function normalizeItem(item: FeedItem, position: number, context: ItemContext): Unidentified | undefined {
  const { source } = context
  const permalink = item.guidIsPermalink === true ? item.guid : undefined
  const link = item.url ?? permalink
  const absolute = link === undefined ? undefined : absoluteUrl(link, source.url)
  const url = absolute === undefined ? undefined : publishedUrl(absolute)
  const bases = { page: url, fallback: url ?? context.homeUrl ?? source.url, absolute: context.baseUrl }
  const summary = bodyHtml(item.summary, bases)
  const content = bodyHtml(item.content, bases)
  const body: Mutable<Body> = {}
  if (summary !== undefined) body.summary = summary
  if (content !== undefined) body.content = content
  const text = textOf(body)
  const enclosures = enclosuresOf(item, source.url)
  const title = visible(plainText(item.title, MAX_TITLE)) || madeUpTitle(visible(text), url, enclosures)
  if (title === '') return undefined
  const language = context.known(item.language) ?? context.language
  const hints: Mutable<DateHints> = { now: context.now }
  if (language !== undefined) hints.language = language
  if (source.timezone !== undefined) hints.timezone = source.timezone
  const readDate: ReadDate = (written, from) => entryDate(context.dates.read(written, hints), from)
  const { published, updated } = entryDates(item, readDate)
  const image = item.image === undefined ? undefined : absoluteUrl(item.image, bases.fallback)
  const comments = commentsOf(item, bases.fallback)
  const via = viaOf(item, source.url)
  const rights = cleanText(item.rights?.slice(0, MAX_TITLE) ?? '')
  const dateline = datelineOf(item)
  const related = relatedOf(item, readDate, bases.fallback)
  const key = url === undefined ? undefined : urlKey(withoutParts(url, source.drawn ?? []))
  // Put together by hand, in the order that it is stored in: a spread for each that may be absent costs more than all the rest.
  const fields = { sourceId: source.id } as Mutable<Unidentified['fields']>
  if (item.guid) fields.guid = item.guid
  if (url !== undefined) fields.url = url
  if (key !== undefined) fields.urlKey = key
  fields.title = title
  if (item.titleIs !== undefined) fields.titleIs = item.titleIs
  fields.authors = authorsOf(item.authors, source.url)
  fields.categories = categoriesOf(item.categories)
  if (language !== undefined) fields.language = language
  if (published !== undefined) fields.published = published
  if (updated !== undefined) fields.updated = updated
  fields.enclosures = enclosures
  fields.media = mediaOf(item, source.url)
  if (image !== undefined) fields.image = image
  if (comments !== undefined) fields.comments = comments
  if (via !== undefined) fields.via = via
  if (rights !== '') fields.rights = rights
  if (dateline !== undefined) fields.dateline = dateline
  if (related.length > 0) fields.related = related
  fields.fingerprint = fingerprintOf(title, text, key, enclosures)
  fields.position = position
  fields.body = body
  return { fields, text }
}

/** `normalizeLanguage` for the few tags of one document, each asked once. */
function languageReader(): (tag: string | undefined) => string | undefined {
  const tags = new Map<string, string | undefined>()
  return (tag) => {
    if (tag === undefined) return undefined
    if (!tags.has(tag)) tags.set(tag, normalizeLanguage(tag))
    return tags.get(tag)
  }
}

/** `absoluteUrl` for the bases of one document: nearly all of its texts have its own address for theirs. */
function baseReader(documentUrl: string): (base: string) => string | undefined {
  let last: { readonly base: string; readonly url: string | undefined } | undefined
  return (base) => {
    if (last?.base !== base) last = { base, url: absoluteUrl(base, documentUrl) }
    return last.url
  }
}

/** One line; markup becomes text, text stays literal. */
function plainText(text: FeedText | undefined, maxChars: number): string {
  if (text === undefined) return ''
  // Room for markup and entities around what is kept: a title of megabytes is not read to its end.
  const value = text.value.slice(0, maxChars * 20)
  const plain = cleanText(text.kind === 'html' ? htmlToLine(value) : value)
  return plain.length <= maxChars ? plain : excerpt(plain, maxChars, text.language)
}

/**
 * Nothing where it only has direction marks, joiners and fillers (Unicode, Default_Ignorable_Code_Point), empty Braille, or
 * U+FFFD, which stands for what no text has (`&#0;`) and is not published.
 */
function visible(line: string): string {
  return /[^\s\p{Default_Ignorable_Code_Point}\u2800\uFFFD]/u.test(line) ? line : ''
}

/** A name for what has none: its text, else the file it brings, else its address. Nothing for what a reader could not even open. */
function madeUpTitle(text: string, url: string | undefined, enclosures: readonly FeedEnclosure[]): string {
  if (text !== '') return excerpt(text.slice(0, MADE_UP_TITLE * 10), MADE_UP_TITLE)
  return cleanText(enclosures[0]?.url.replace(/[?#].*$/, '').replace(/^.*\//, '') || url || '')
}

type Bases = {
  readonly page: string | undefined
  /** Of links in text that has no base of its own. */
  readonly fallback: string
  /** Of a base, which may itself be relative. */
  readonly absolute: (base: string) => string | undefined
}

function bodyHtml(text: FeedText | undefined, bases: Bases): string | undefined {
  if (text === undefined || text.value.trim() === '') return undefined
  if (text.kind === 'text') return textToHtml(text.value)
  const base = text.base === undefined ? undefined : bases.absolute(text.base)
  return absoluteHtml(text.value, base ?? bases.fallback, bases.page)
}

/** Plain text as HTML: blank lines part paragraphs, other line feeds stay. */
function textToHtml(text: string): string {
  const escaped = text.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  if (!escaped.includes('\n')) return escaped
  const paragraphs = escaped.split(/\r?\n[ \t]*\r?\n\s*/)
  return paragraphs.map((paragraph) => `<p>${paragraph.replace(/\r?\n/g, '<br />')}</p>`).join('')
}

/** A date as it is written, and where. */
type ReadDate = (written: string, from: EntryDate['from']) => EntryDate | undefined

function entryDate(date: ParsedDate | undefined, from: EntryDate['from']): EntryDate | undefined {
  if (date === undefined) return undefined
  const { at, offsetMinutes, confidence } = date
  return offsetMinutes === undefined ? { at, confidence, from } : { at, offsetMinutes, confidence, from }
}

/** `published` by the order of trust: what is called so, then the creation, then (Atom demands only that) the last change. */
function entryDates(
  item: FeedItem,
  readDate: ReadDate,
): { readonly published: EntryDate | undefined; readonly updated: EntryDate | undefined } {
  const from = item.dateFrom ?? 'feed'
  const dateOf = (written: string | undefined) => (written === undefined ? undefined : readDate(written, from))
  const updated = dateOf(item.updated)
  const published = dateOf(item.published) ?? dateOf(item.created) ?? updated
  const isDoubted = published !== undefined && item.dateIsDoubtful
  return { published: isDoubted ? { ...published, confidence: 'low' as const } : published, updated }
}

function authorsOf(people: readonly FeedPerson[], base: string): readonly Author[] {
  const byName = new Map<string, Author>()
  for (const person of people.slice(0, MAX_NAMES)) {
    const email = cleanText(person.email?.slice(0, MAX_TITLE) ?? '')
    const url = person.url === undefined ? undefined : absoluteUrl(person.url, base)
    const name =
      cleanText(person.name?.slice(0, MAX_TITLE) ?? '') || email || (url === undefined ? '' : new URL(url).host)
    if (name === '') continue
    const author: Mutable<Author> = { name }
    if (url !== undefined) author.url = url
    if (email !== '') author.email = email
    const key = name.toLowerCase()
    const before = byName.get(key)
    byName.set(key, before === undefined ? author : { ...author, ...before })
  }
  return [...byName.values()]
}

function categoriesOf(categories: readonly FeedCategory[]): readonly Category[] {
  const cleaned: Category[] = []
  for (const category of categories.slice(0, MAX_CATEGORIES)) {
    const term = cleanText(category.term.slice(0, MAX_TITLE))
    const label = cleanText(category.label?.slice(0, MAX_TITLE) ?? '')
    if (label !== '') cleaned.push({ term: term || label, label })
    else if (term !== '') cleaned.push({ term })
  }
  return distinct(cleaned, (category) => category.term.toLowerCase())
}

/** RFC 6838 section 4.2; parameters (`; codecs=…`) say more than readers ask for. */
const MEDIA_TYPE = /^[a-z0-9][\w.+-]{0,63}\/[a-z0-9][\w.+-]{0,63}/i

/** What is shared by attached files: an absolute http(s) URL, and a type only where it is one. */
function fileOf(
  file: { readonly url: string; readonly type?: string },
  base: string,
): { url: string; type?: string }[] {
  const url = absoluteUrl(file.url, base)
  if (url === undefined) return []
  const type = MEDIA_TYPE.exec(file.type?.trim() ?? '')?.[0].toLowerCase()
  return [{ url, ...(type === undefined ? {} : { type }) }]
}

function enclosuresOf(item: FeedItem, base: string): readonly FeedEnclosure[] {
  const files = item.enclosures
    .slice(0, MAX_ATTACHMENTS)
    .flatMap(({ url, type, ...sizes }): FeedEnclosure[] =>
      fileOf({ url, ...(type === undefined ? {} : { type }) }, base).map((file) => ({ ...sizes, ...file })),
    )
  return distinct(files, (file) => file.url)
}

function mediaOf(item: FeedItem, base: string): readonly FeedMedia[] {
  const files = item.media
    .slice(0, MAX_ATTACHMENTS)
    .flatMap(({ url, type, credit, description, ...shown }): FeedMedia[] =>
      fileOf({ url, ...(type === undefined ? {} : { type }) }, base).map((file) => ({
        ...shown,
        ...file,
        ...(credit === undefined ? {} : { credit: cleanText(credit.slice(0, MAX_TITLE)) }),
        ...(description === undefined ? {} : { description: cleanText(description.slice(0, MAX_TITLE)) }),
      })),
    )
  return distinct(files, (file) => file.url)
}

function commentsOf(item: FeedItem, base: string): { url?: string; count?: number } | undefined {
  const url = item.comments?.url === undefined ? undefined : absoluteUrl(item.comments.url, base)
  const count = item.comments?.count
  if (url === undefined && count === undefined) return undefined
  return { ...(url === undefined ? {} : { url }), ...(count === undefined ? {} : { count }) }
}

function viaOf(item: FeedItem, base: string): { title?: string; url?: string } | undefined {
  const title = cleanText(item.source?.title?.slice(0, MAX_TITLE) ?? '')
  const url = item.source?.url === undefined ? undefined : absoluteUrl(item.source.url, base)
  if (title === '' && url === undefined) return undefined
  return { ...(title === '' ? {} : { title }), ...(url === undefined ? {} : { url }) }
}

function datelineOf(item: FeedItem): Dateline | undefined {
  const line = (text: string | undefined) => cleanText(text?.slice(0, MAX_TITLE) ?? '') || undefined
  const [place, agency, credit] = [item.dateline?.place, item.dateline?.agency, item.dateline?.credit].map(line)
  if (place === undefined && agency === undefined && credit === undefined) return undefined
  return {
    ...(place === undefined ? {} : { place }),
    ...(agency === undefined ? {} : { agency }),
    ...(credit === undefined ? {} : { credit }),
  }
}

function relatedOf(item: FeedItem, readDate: ReadDate, base: string): readonly Related[] {
  return (item.related ?? []).slice(0, MAX_ATTACHMENTS).flatMap((related): Related[] => {
    const url = absoluteUrl(related.url, base)
    const title = cleanText(related.title.slice(0, MAX_TITLE))
    if (url === undefined || title === '') return []
    const date = related.date === undefined ? undefined : readDate(related.date, 'text')
    return [{ title, url: publishedUrl(url), ...(date === undefined ? {} : { date }) }]
  })
}

/**
 * What a reader would notice changing: never markup, dates, counts of comments, tracking, or the signature in the
 * address of a file that stays the same.
 */
function distinct<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  if (values.length < 2) return values
  const seen = new Set<string>()
  return values.filter((value) => {
    const key = keyOf(value)
    return !seen.has(key) && seen.add(key) !== undefined
  })
}
