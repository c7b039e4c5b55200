import type { FeedEnclosure, FeedMedia } from './feed.ts'
import type { Instant } from './instant.ts'
import type { SourceId } from './source.ts'

/** A hash of source id and guid (else canonical URL, else text): what the store knows an entry by. */
export type EntryKey = string

export type DateFrom = 'feed' | 'jsonld' | 'meta' | 'selector' | 'text' | 'first_seen'

/** A publisher's date: the instant, and the offset it was written with (minutes east), if any. */
export type EntryDate = {
  readonly at: Instant
  readonly offsetMinutes?: number
  readonly confidence: 'high' | 'low'
  readonly from: DateFrom
}

export type Author = { readonly name: string; readonly url?: string; readonly email?: string }
export type Category = { readonly term: string; readonly label?: string }
export type Related = { readonly title: string; readonly url: string; readonly date?: EntryDate }
export type Dateline = { readonly place?: string; readonly agency?: string; readonly credit?: string }

/** One normalized piece as its publisher last sent it. Plain data, without its body. */
export type EntryFields = {
  readonly sourceId: SourceId
  readonly guid?: string
  /** Absolute http(s), as published (tracking parameters removed). */
  readonly url?: string
  /** Only for comparison: scheme, www, m., amp., trailing slash and tracking folded away. */
  readonly urlKey?: string
  /** Plain text, never empty: the beginning of the text where the publisher gave none. */
  readonly title: string
  /** Where its source does not surely name it: its article's headline is to. `missing`: it is not shown before. */
  readonly titleIs?: 'unsure' | 'missing'
  /** Where `title` is the headline of its article: what its source says in that place. */
  readonly listedTitle?: string
  readonly authors: readonly Author[]
  readonly categories: readonly Category[]
  /** BCP 47, declared by the entry or its feed. */
  readonly language?: string
  readonly published?: EntryDate
  readonly updated?: EntryDate
  readonly enclosures: readonly FeedEnclosure[]
  readonly media: readonly FeedMedia[]
  readonly image?: string
  readonly comments?: { readonly url?: string; readonly count?: number }
  readonly via?: { readonly title?: string; readonly url?: string }
  readonly rights?: string
  readonly dateline?: Dateline
  readonly related?: readonly Related[]
}

/** HTML as the publisher sent it, with absolute URLs, not yet clean: nothing of it leaves without `curate/clean-html.ts`. */
export type Body = {
  readonly summary?: string
  readonly content?: string
  /** Where the content is that of the article's page: what the source itself sent. */
  readonly own?: { readonly summary?: string; readonly content?: string }
  /** Of an entry that was edited and whose article is to be read again: as it was before, with the text of its article. */
  readonly former?: EntryToSave
}

/** An entry as one document presents it; what `normalize` returns. */
export type EntryDraft = EntryFields & {
  readonly key: EntryKey
  /** Hash of what a reader would notice changing: title, text, link, enclosures. */
  readonly fingerprint: string
  /** Place in the document, 0 first: orders the undated. */
  readonly position: number
  readonly body: Body
}

/** Where a body lies in the store; opaque outside it. What is saved anew lies elsewhere. */
export type BodyRef = string

/** How often a known entry changed in quick succession, and when it did last. */
export type Edits = { readonly count: number; readonly at: Instant }

/** An entry as stored. `published` is the claim at first sight, frozen. */
export type Entry = EntryFields & {
  readonly key: EntryKey
  readonly fingerprint: string
  readonly position: number
  /** The instant at which the poll that first showed it was due or its cycle began. */
  readonly firstSeen: Instant
  /** When our copy last changed in substance; equals `firstSeen` until then. */
  readonly changedAt: Instant
  /** Its source had been looked at without it well after the date that it claims. */
  readonly isLate?: true
  /** It says something else altogether than at first sight: its date, id and place are of that. */
  readonly isRemade?: true
  readonly edits?: Edits
  readonly bodyRef: BodyRef
}

/** An entry to save: everything but where its body will lie. */
export type EntryToSave = Omit<Entry, 'bodyRef'> & { readonly body: Body }

/** What the store knows of a key: the entry, or only that it was seen once (after retention). */
export type Known = { readonly key: EntryKey; readonly entry: Entry | undefined }

/** The id an entry was first published with, when, and the sections that ever showed it. */
export type Publication = {
  readonly key: EntryKey
  readonly id: string
  readonly at: Instant
  readonly sections: readonly string[]
}
