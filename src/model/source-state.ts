import type { Instant } from './instant.ts'
import type { ListMemory } from './list-memory.ts'
import type { SourceId } from './source.ts'

/** As received, byte for byte (latin1): never parsed, never trimmed. */
export type Validators = { readonly etag?: string; readonly lastModified?: string }

/** What we remember of one source between polls. Everything is JSON. */
export type SourceState = {
  readonly sourceId: SourceId
  /** The configured URL this state belongs to; another one means the operator moved the source (M12). */
  readonly url: string
  /** By the URL they came from: redirect targets have their own (M13). */
  readonly validators: Readonly<Record<string, Validators>>
  /** SHA-256 of the last body that was parsed and saved. */
  readonly bodyHash?: string
  /** Never asked before this instant; persisted before a request leaves (M25). */
  readonly nextDueAt: Instant
  /** Why then, in a few words for `warta status`. */
  readonly dueReason: string
  readonly lastAttemptAt?: Instant
  /** The first and the last time the source answered with a document we could read, or 304. */
  readonly firstSuccessAt?: Instant
  readonly lastSuccessAt?: Instant
  /** The last time since then that it could not be read, and not for want of a connection of ours. */
  readonly lastFailureAt?: Instant
  readonly lastFullFetchAt?: Instant
  readonly lastNewAt?: Instant
  /** Failures in a row, and the last of them. */
  readonly failures: number
  readonly failure?: {
    readonly code: string
    readonly message: string
    readonly status?: number
    readonly since: Instant
  }
  /** A permanent redirect that is being observed before it is adopted (M28). */
  readonly move?: { readonly to: string; readonly since: Instant; readonly times: number }
  /** A permanent redirect that was adopted: the URL now asked, and the ones before it. */
  readonly movedTo?: string
  readonly formerUrls?: readonly string[]
  /** After a broken content coding: ask for identity from now on (M40). */
  readonly identityOnly?: boolean
  /** Entries that the source named anew: their present key and the one they are stored under. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Of a page: parts of its links that are drawn for each who asks (`?rnd`, `/1`), and those that may be. */
  readonly drawn?: readonly string[]
  readonly doubted?: readonly string[]
  /** Where the document leads to others that are read with it (a sitemap index): the validators of each, by its URL. */
  readonly parts?: Readonly<Record<string, Readonly<Record<string, Validators>>>>
  /** Entries whose articles' pages are still to be fetched. */
  readonly articles?: Readonly<Record<string, ArticleTask>>
  /** Entries whose articles' pages were not taken, the last ones: why not, and when that was. */
  readonly refused?: Readonly<Record<string, { readonly why: string; readonly at: Instant }>>
  /** The share of entries that have each field, as the source used to have it, 0 to 1. */
  readonly fill?: Readonly<Record<string, number>>
  /** Of a page: its list when it was last read. */
  readonly list?: ListMemory
  /** Of a page: no entry was on it when it was last read. */
  readonly isEmpty?: true
  /** Of a remote list: the feeds it held when it was last read. */
  readonly feeds?: readonly { readonly url: string; readonly name?: string; readonly language?: string }[]
  /** Hashes of the texts last taken from articles' pages: the same again is a wall. */
  readonly articleTexts?: readonly string[]
  /** Of the operator's selectors for articles: how many pages in a row had nothing that matches. */
  readonly unmatched?: Readonly<Record<string, number>>
  /** What the document says of itself. */
  readonly title?: string
  /** Of a page: what its lists call it by now, since when, and how often they have. */
  readonly otherTitle?: { readonly said: string; readonly since: Instant; readonly times: number }
  readonly homeUrl?: string
  readonly language?: string
  readonly format?: string
  readonly hubs?: readonly string[]
  /** Learnt by `fetch/next-check.ts`; opaque elsewhere. */
  readonly rhythm?: Readonly<Record<string, unknown>>
  /** What else went wrong without failing: `capped`, `0 items where 50 were`. */
  readonly warnings?: readonly string[]
}

/** An article's page that waits: how often it failed, not before when it is asked, and why not yet. */
export type ArticleTask = {
  readonly failures: number
  readonly after: Instant
  readonly why?: string
  /** Since when its page is asked for and read: who finds this later knows that nobody came to the end of it. */
  readonly begun?: Instant
  /** The site whose robots.txt it waits for, which cannot be had, and since when. */
  readonly barred?: { readonly origin: string; readonly since: Instant }
  /** Of an entry without an exact date: when its source had been looked at without it. */
  readonly lookedAt?: Instant
  /** Where its source says that its page is by now, which has not answered there: meanwhile the entry keeps the link that worked. */
  readonly url?: string
}

/** Pauses and starts of one registrable domain, shared by all its sources; and of an origin what its robots.txt says. */
export type HostState = {
  /** A registrable domain, or an origin (`https://a.example`). */
  readonly host: string
  /** Of an origin: the rules that are ours (`-/path`, `+/path`), until when they are believed; since when they cannot be had. */
  readonly robots?: {
    readonly rules: readonly string[] | 'unreachable'
    readonly until: Instant
    readonly since?: Instant
  }
  readonly pausedUntil?: Instant
  readonly reason?: string
  /** Pauses in a row: each lasts longer than the one before. */
  readonly pauses?: number
  readonly lastStartAt?: Instant
}
