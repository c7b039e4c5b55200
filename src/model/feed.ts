import type { ListMemory } from './list-memory.ts'

/** A document as parsed: what its publisher wrote, by field, nothing decided yet. Dates are still strings. */

export type FeedFormat =
  | 'rss-0.90'
  | 'rss-0.91'
  | 'rss-0.92'
  | 'rss-1.0'
  | 'rss-2.0'
  | 'atom-0.3'
  | 'atom-1.0'
  | 'cdf'
  | 'json-feed-1.0'
  | 'json-feed-1.1'
  | 'sitemap'
  | 'page'

/**
 * `text`: characters as a reader shows them. `html`: markup, unescaped once, as sent and not yet safe.
 * `base` is the URL that relative links in it are resolved against (RFC 4287 section 2, xml:base).
 */
export type FeedText = {
  readonly kind: 'text' | 'html'
  readonly value: string
  readonly language?: string
  readonly base?: string
}

export type FeedPerson = { readonly name?: string; readonly email?: string; readonly url?: string }
export type FeedCategory = { readonly term: string; readonly label?: string; readonly scheme?: string }

/** One link of an item, already absolute. `rel` is `alternate` where none was written. */
export type FeedLink = {
  readonly href: string
  readonly rel: string
  readonly type?: string
  readonly language?: string
  readonly title?: string
}

/** Attached media; `bytes` and `seconds` only where they are sensible numbers. */
export type FeedEnclosure = {
  readonly url: string
  readonly type?: string
  readonly bytes?: number
  readonly seconds?: number
}

/** What Media RSS says besides enclosures; display data only. */
export type FeedMedia = {
  readonly url: string
  readonly type?: string
  readonly medium?: string
  readonly width?: number
  readonly height?: number
  readonly credit?: string
  readonly description?: string
}

/** The publisher's dates as written, trimmed. */
export type FeedDates = {
  readonly published?: string
  readonly updated?: string
  readonly created?: string
}

export type FeedItem = FeedDates & {
  readonly guid?: string
  /** RSS `isPermaLink` is not `false` and the guid is an absolute http(s) URL. */
  readonly guidIsPermalink?: boolean
  readonly links: readonly FeedLink[]
  /** What a reader would open: alternate link, permalink guid, origLink; absolute. */
  readonly url?: string
  readonly title?: FeedText
  readonly summary?: FeedText
  readonly content?: FeedText
  readonly authors: readonly FeedPerson[]
  readonly categories: readonly FeedCategory[]
  readonly enclosures: readonly FeedEnclosure[]
  readonly media: readonly FeedMedia[]
  /** By precedence: itunes:image, media:thumbnail, media:content image, image, first enclosure image. */
  readonly image?: string
  readonly comments?: { readonly url?: string; readonly count?: number }
  /** Where the item came from when its feed is itself an aggregate (RSS `source`, Atom `source`). */
  readonly source?: { readonly title?: string; readonly url?: string; readonly id?: string }
  /** Declared on the item or inherited within the document. */
  readonly language?: string
  readonly rights?: string
  /** Of pages and sitemaps only. */
  readonly dateline?: { readonly place?: string; readonly agency?: string; readonly credit?: string }
  readonly related?: readonly { readonly title: string; readonly url: string; readonly date?: string }[]
  /** Of pages: which way found each field. */
  readonly found?: Readonly<Record<string, string>>
  /** Where `published` was found; `feed` where absent. */
  readonly dateFrom?: 'feed' | 'jsonld' | 'meta' | 'selector' | 'text'
  /**
   * Of pages: how far `title` is to be believed, where not wholly. `unsure`: it may be more than a headline, or none (a whole card, a
   * button); `missing`: what most entries of the list say, or nothing.
   */
  readonly titleIs?: 'unsure' | 'missing'
  /** Of pages: `published` is the time of a change, or today's above the article, for the page tells no other: doubtful. */
  readonly dateIsDoubtful?: boolean
}

/** How often the publisher asks to be polled, as the document says (never HTTP headers). */
export type FeedRhythm = {
  readonly ttlMinutes?: number
  /** RSS syndication module: one of hourly, daily, weekly, monthly, yearly. */
  readonly updatePeriod?: string
  readonly updateFrequency?: number
  /** 0 to 23, GMT. */
  readonly skipHours?: readonly number[]
  /** English weekday names, lower case. */
  readonly skipDays?: readonly string[]
}

export type Feed = {
  readonly format: FeedFormat
  /** The encoding the bytes were really read in, WHATWG name in lower case. */
  readonly encoding: string
  readonly id?: string
  readonly title?: FeedText
  readonly description?: FeedText
  /** The site's address. */
  readonly homeUrl?: string
  /** The address the document gives itself (`rel=self`, `feed_url`). */
  readonly selfUrl?: string
  /** JSON Feed `next_url`, RFC 5005 `rel=next`. */
  readonly nextUrl?: string
  readonly hubs: readonly string[]
  readonly language?: string
  readonly updated?: string
  readonly authors: readonly FeedPerson[]
  readonly image?: string
  readonly icon?: string
  readonly rights?: string
  readonly rhythm: FeedRhythm
  readonly items: readonly FeedItem[]
  /** What was repaired or left out, in a few words each: `truncated`, `items over 5000`. */
  readonly warnings: readonly string[]
  /** Of pages only: which way found the list of entries (`selector`, `jsonld`, `h-feed`, `article`, `repeated`). */
  readonly found?: string
  /** Of pages only: what to know the list by, the next time. */
  readonly list?: ListMemory
  /** Of pages only: what the operator's selector matches is there, and leads nowhere. */
  readonly leadsNowhere?: boolean
  /** Of pages only: what it matches leads to other sites, as the list never did, and is not believed to be the list. */
  readonly leadsAway?: boolean
  /** Of pages only: what it matches is none of the entries of before, and has nothing of them, or another list of the page has them. */
  readonly isOther?: boolean
  /** Of pages only: one article is there, where the list was. */
  readonly isArticle?: boolean
  /** Of pages only: selectors of fields that match in none of the entries (`title: h3.t`). */
  readonly unmatched?: readonly string[]
  /** Of pages only: a selector of what held the list before: it is there still, and holds no entries. */
  readonly emptied?: string
  /** Of pages only: the share of items that have each field, 0 to 1; a field that sinks tells of a page redesigned. */
  readonly fill?: Readonly<Record<string, number>>
}
