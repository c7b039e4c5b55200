import type { SourceId } from './source.ts'

export type Publish = 'title' | 'excerpt' | 'full'

/** How one section publishes one source. */
export type Member = {
  readonly sourceId: SourceId
  /** 1 is preferred to 2; undefined comes last. Whose copy leads when several sources carry one piece. */
  readonly rank: number | undefined
  /** At most so many of its entries in the edition; undefined: twice its fair share; Infinity: off. */
  readonly limit: number | undefined
  readonly publish: Publish
  /** Characters, ended at a sentence. */
  readonly excerpt: number
  /** The visible last line, `{source}` standing for the source's name; undefined: off. */
  readonly credit: string | undefined
  readonly images: 'none' | 'link'
  readonly futureDates: 'clamp' | 'hold' | 'drop'
  /** What allows republication; published. */
  readonly rights: string | undefined
  /** Whether its entries may be folded into others. */
  readonly dedupe: boolean
}

/** Fields a keyword rule may look at. Within a field any word matches; between fields all must. */
export type RuleField = 'title' | 'text' | 'author' | 'category' | 'link' | 'source' | 'language'

export type Condition =
  | { readonly kind: 'words'; readonly fields: Readonly<Partial<Record<RuleField, readonly string[]>>> }
  | { readonly kind: 'cel'; readonly expression: string }

/** In order; the first `drop` or `keep` that matches decides, `only` drops what does not match. */
export type Rule = {
  readonly action: 'drop' | 'keep' | 'only' | 'boost'
  readonly when: Condition
  /** Of `boost`: counts as so much newer when places are few, in milliseconds. */
  readonly byMs?: number
  /** `feeds/international.yaml:12`, for `warta why`. */
  readonly at: string
}

/** What a first run shows. `all` has no bound, `none` shows nothing old. */
export type Backfill =
  | 'all'
  | 'none'
  | { readonly withinMs: number; readonly perSource: number; readonly total: number }

/** A named part of our edition, with what the operator decided for it. */
export type Section = {
  /** `^[a-z0-9][a-z0-9-]{0,63}$` */
  readonly slug: string
  readonly title: string
  /** One line about the section; absent where the operator gave none. */
  readonly description?: string
  /** BCP 47: of the edition itself; an entry has its own. */
  readonly language: string | undefined
  readonly limit: number
  /** Infinity: off. */
  readonly perDay: number
  /** Cron expression in the site's zone; undefined: whenever something changed. */
  readonly schedule: string | undefined
  readonly gate: { readonly min: number; readonly collapse: number }
  readonly backfill: Backfill
  /** Whether `backfill` was written by the operator: then it holds for sources added later too. */
  readonly backfillGiven: boolean
  /** Older than this at first sight is history, in milliseconds; Infinity: off. */
  readonly maxAgeMs: number
  readonly members: readonly Member[]
  /** Slugs of the sections this one is made of. */
  readonly from: readonly string[]
  readonly rules: readonly Rule[]
}

/** The published site as a whole. */
export type Site = {
  readonly title: string
  /** Public base URL, absolute and ending in `/`; undefined while the operator has not said. */
  readonly url: string | undefined
  /** The beginning of every published id, as configured. */
  readonly idBase: string | undefined
  readonly contact: string | undefined
  readonly language: string
  /** IANA zone for people: how pages show dates. */
  readonly timezone: string
  readonly retentionMs: number
  readonly hub: string | undefined
}
