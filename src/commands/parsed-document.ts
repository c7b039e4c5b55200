import { hash } from 'node:crypto'
import { cleanHtml } from '../curate/clean-html.ts'
import type { Feed, FeedItem, FeedPerson, FeedText } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'
import type { Article } from '../parse/page.ts'
import { datesOfDocument } from '../normalize/document-dates.ts'
import { rfc3339 } from '../publish/date-format.ts'
import { absoluteHtml } from '../text/absolute-html.ts'
import type { ParsedDate } from '../text/date.ts'
import { htmlToLine } from '../text/html-to-text.ts'
import { detectLanguage, normalizeLanguage, otherLanguage } from '../text/language.ts'
import { cleanText, xmlLegal } from '../text/plain.ts'

/** What a document's reader may add to it: hints, never facts. */
export type Hints = {
  /** BCP 47; of documents that do not say. */
  readonly language?: string | undefined
  /** IANA zone of dates written without one. */
  readonly timezone?: string | undefined
  readonly now: Instant
}

/** With what reads the dates of the document. */
type Dated = Hints & { readonly dates: ReturnType<typeof datesOfDocument> }

/** How the fields of a page's entry were found, and what else stands on the page. */
type Ways = Pick<FeedItem, 'found'> & Partial<Pick<Article, 'dropped'>>

/** Nothing is cut here; only a body that no reader would open is (clean-html.ts says what that costs). */
const maxChars = 2_000_000

/**
 * A parsed feed as JSON Feed 1.1, as `warta parse` shows it: the publisher's own ids and links, every entry, all of
 * each text. HTML is safe and absolute. What JSON Feed has no place for is in `_warta`.
 */
export function describeFeed(feed: Feed, hints: Hints, article?: Ways): unknown {
  const language = known(feed.language)
  const context = { ...hints, language: language ?? hints.language, dates: datesOfDocument() }
  const updated = date(feed.updated, context)
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: plain(feed.title) ?? '',
    home_page_url: web(feed.homeUrl),
    feed_url: web(feed.selfUrl),
    description: plain(feed.description),
    next_url: feed.nextUrl,
    icon: feed.image,
    favicon: feed.icon,
    authors: authors(feed.authors),
    language,
    hubs: some(feed.hubs.map((url) => ({ type: 'WebSub', url }))),
    items: feed.items.map((item) => describeItem(item, context, article ?? item)),
    _warta: {
      id: feed.id,
      format: feed.format,
      encoding: feed.encoding,
      updated: updated && written(updated),
      rights: feed.rights,
      found: feed.found,
      rhythm: Object.keys(feed.rhythm).length === 0 ? undefined : feed.rhythm,
      warnings: some(feed.warnings),
    },
  }
}

function describeItem(item: FeedItem, hints: Dated, { found, dropped }: Ways): unknown {
  const declared = known(item.language)
  const context = { ...hints, language: declared ?? hints.language }
  const inWords = languageOfWords(item, context.language)
  const updated = date(item.updated, context)
  const published = date(item.published, context) ?? date(item.created, context) ?? updated
  const body = item.content ?? item.summary
  const title = plain(item.title)
  const { source } = item
  const url = web(item.url)
  return {
    id: item.guid ?? url ?? `urn:sha256:${hash('sha256', textOfAll(item))}`,
    url,
    external_url: item.links.find(({ rel, href }) => rel === 'related' && href !== url)?.href,
    title,
    content_html: body?.kind === 'html' ? safe(body) : undefined,
    // JSON Feed demands one of the two.
    content_text: body?.kind === 'html' ? undefined : body === undefined ? '' : xmlLegal(body.value),
    summary: plain(item.summary),
    image: item.image,
    date_published: published && written(published),
    date_modified: updated && written(updated),
    authors: authors(item.authors),
    tags: some(item.categories.map(({ term, label }) => cleanText(label ?? term)).filter((tag) => tag !== '')),
    language: declared ?? (context.language === undefined ? inWords : undefined),
    attachments: some(
      item.enclosures.map(({ url, type, bytes, seconds }) => ({
        url,
        mime_type: type ?? 'application/octet-stream',
        size_in_bytes: bytes,
        duration_in_seconds: seconds,
      })),
    ),
    _warta: {
      date_confidence: published && (item.dateIsDoubtful ? 'low' : published.confidence),
      date_from: published && (item.dateFrom ?? 'feed'),
      language_from: declared === undefined && context.language === undefined ? inWords && 'detected' : undefined,
      // Plainly in another language than declared.
      language_found: context.language === undefined ? undefined : inWords,
      permalink: item.guidIsPermalink,
      source: source && { name: source.title, url: source.url, id: source.id },
      comments: item.comments,
      media: some(item.media),
      rights: item.rights,
      categories: some(item.categories),
      links: some(item.links),
      dateline: item.dateline,
      related: item.related?.map(({ title, url, date: day }) => {
        const when = date(day, context)
        return { title, url, date: when && written(when) }
      }),
      found,
      dropped,
    },
  }
}

/** So much of a text shows its language. */
const languageChars = 4_000

/** The language an entry is surely in, where none is declared, or where it is plainly another. */
function languageOfWords(item: FeedItem, declared: string | undefined): string | undefined {
  const body = item.content ?? item.summary
  const cut = body === undefined ? undefined : { ...body, value: body.value.slice(0, languageChars) }
  const text = [plain(item.title), plain(cut)].filter((part) => part !== undefined).join('\n')
  if (declared !== undefined) return otherLanguage(declared, text)
  const found = detectLanguage(text)
  return found?.reliable === true ? found.language : undefined
}

/** A page read from a file without `--base` has an address that is nobody's business. */
function web(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:/i.test(url) ? url : undefined
}

function known(tag: string | undefined): string | undefined {
  return tag === undefined ? undefined : normalizeLanguage(tag)
}

function date(text: string | undefined, { now, language, timezone, dates }: Dated): ParsedDate | undefined {
  if (text === undefined) return undefined
  return dates.read(text, {
    now,
    ...(language === undefined ? {} : { language }),
    ...(timezone === undefined ? {} : { timezone }),
  })
}

/** With the offset that was written, and fractions where there are any. */
function written({ at, offsetMinutes }: ParsedDate): string {
  const text = rfc3339({ at, ...(offsetMinutes === undefined ? {} : { offsetMinutes }) })
  const ms = ((at % 1000) + 1000) % 1000
  return ms === 0 ? text : `${text.slice(0, 19)}.${String(Math.floor(ms)).padStart(3, '0')}${text.slice(19)}`
}

/** One line; undefined where there is nothing to read. */
function plain(text: FeedText | undefined): string | undefined {
  if (text === undefined) return undefined
  return cleanText(text.kind === 'html' ? htmlToLine(text.value) : text.value) || undefined
}

function safe(text: FeedText): string {
  return cleanHtml(absoluteHtml(text.value, text.base), {
    images: 'link',
    maxChars,
    ...(text.base === undefined ? {} : { baseUrl: text.base }),
  })
}

/** Everything an entry without id and address says: what it is known by then. */
function textOfAll(item: FeedItem): string {
  return [plain(item.title), plain(item.content), plain(item.summary), item.enclosures[0]?.url].join('\n')
}

/** JSON Feed knows a name and an address, which may be `mailto:` ("authors" in version 1.1). */
function authors(people: readonly FeedPerson[]): unknown {
  return some(
    people.map(({ name, email, url }) => ({
      name: cleanText(name ?? '') || email,
      url: url ?? (email === undefined ? undefined : `mailto:${email}`),
    })),
  )
}

function some<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values
}
