import type { Author, Category, DateFrom, Dateline, EntryKey } from './entry.ts'
import type { FeedEnclosure } from './feed.ts'
import type { Instant } from './instant.ts'
import type { SourceId } from './source.ts'

/** An instant and the offset it is shown with; undefined offset means Z. */
export type ShownDate = { readonly at: Instant; readonly offsetMinutes?: number }

/** Another publisher's copy of the same piece. */
export type AlsoReported = {
  readonly title: string
  readonly url: string
  readonly source: string
  readonly language?: string
}

/** One published entry: final, safe, ready to be written in any format. */
export type EditionEntry = {
  /** `idBase` and a hash; minted once, the same in every format and section. */
  readonly id: string
  /** Absolute http(s) link to the original; undefined only where the publisher gave none. */
  readonly url: string | undefined
  readonly title: string
  readonly language: string | undefined
  readonly published: ShownDate
  readonly updated: ShownDate
  readonly firstSeen: Instant
  readonly authors: readonly Author[]
  readonly categories: readonly Category[]
  /** Plain text, short: RSS description, Atom summary, JSON Feed summary. */
  readonly summary: string | undefined
  /** Clean HTML with absolute URLs, the credit line its last element; undefined when only titles are published. */
  readonly content: string | undefined
  readonly image: string | undefined
  readonly enclosures: readonly FeedEnclosure[]
  readonly comments: { readonly url?: string; readonly count?: number } | undefined
  readonly rights: string | undefined
  readonly source: {
    readonly id: SourceId
    readonly name: string
    /** The publisher's site. */
    readonly url: string | undefined
    /** The polled document. */
    readonly feed: string
  }
  readonly also: readonly AlsoReported[]
  readonly related: readonly { readonly title: string; readonly url: string; readonly date?: ShownDate }[]
  readonly dateline: Dateline | undefined
  readonly dateFrom: DateFrom
  readonly fingerprint: string
}

/** A month as archives are named: `2024-07`; a busy month goes on as `2024-07-002`. They sort as text. */
export type Month = string

/** What curation chose at one moment: pure data; the same value always renders to the same bytes. */
export type Edition = {
  readonly slug: string
  readonly title: string
  /** The operator's words on the section; without them the formats say title and site. */
  readonly description?: string
  readonly language: string
  /** The newest change of any entry; of an empty edition, the instant of its first publication. */
  readonly updated: Instant
  /** In the order of publication, newest first. */
  readonly entries: readonly EditionEntry[]
  /** What was taken back lately, the last first. */
  readonly withdrawn?: readonly Withdrawn[]
  /** How often new entries come, in minutes: ttl, sy:*, Cache-Control. */
  readonly ttlMinutes: number
}

/** An entry that was taken back (RFC 6721), and when. */
export type Withdrawn = { readonly id: string; readonly at: Instant }

/** A lead entry and the others that are the same piece, as a section remembers them. */
export type StoryRecord = {
  readonly id: string
  readonly lead: EntryKey
  readonly members: readonly EntryKey[]
  /** When the section took it in. */
  readonly admittedAt: Instant
  /** As it was first shown, whichever copy leads since. */
  readonly published?: ShownDate
  /** The newest that was shown. */
  readonly updated?: ShownDate
  /** Leads of other stories about the same event, shown as related. */
  readonly related?: readonly EntryKey[]
}

/** What a section remembers between editions. Everything is JSON. */
export type EditionRecord = {
  readonly slug: string
  /** Counts changes of the published bytes. */
  readonly revision: number
  /** The first publication of the section. */
  readonly startedAt: Instant
  /** The first publication that saw entries of each source. */
  readonly joined: Readonly<Record<SourceId, Instant>>
  readonly stories: readonly StoryRecord[]
  /** Stories that newer ones pushed off lately: a copy must not bring them back. */
  readonly off?: readonly StoryRecord[]
  /** Stories that the editor keeps out, while their entries are stored. */
  readonly withheld?: readonly StoryRecord[]
  /**
   * Stories that were in and that no newer ones pushed off: a rule or the list of sources keeps them out, while their
   * entries are stored. They come back when that is undone, if they still have their place.
   */
  readonly dropped?: readonly StoryRecord[]
  /** What was taken back lately, the last first: subscribers are told. */
  readonly withdrawn?: readonly Withdrawn[]
  /** The newest retraction that was carried out, in its archives too. */
  readonly decidedAt?: Instant
  /** The last choice; what was seen before it is decided. */
  readonly chosenAt?: Instant
  /** Digest of what the operator had decided then; when it changes, everything is decided again. */
  readonly settings?: string
  /** Digest of what the edition was chosen from: the same again needs no choosing. */
  readonly inputs: string
  /** Digest of what its files were rendered from; absent or empty while they are not written. */
  readonly written?: string
  /** How its archives are written: digest of what they all say, the newest document and how much of it. */
  readonly archives?: {
    readonly looks: string
    readonly newest: Month
    readonly lines: number
    /** Lines of the months before. */
    readonly older?: number
  }
  /** When each entry that is shown last changed in substance; only while anybody is told of changes. */
  readonly shown?: Readonly<Record<string, Instant>>
  readonly updated: Instant
  /** When an entry held for its date falls due. */
  readonly wakeAt?: Instant
  /** The gate that kept the last good edition, if one did. */
  readonly gate?: { readonly name: string; readonly detail: string; readonly since: Instant }
}
