import type { Correction } from './correction.ts'
import type { EntryKey } from './entry.ts'
import type { Instant } from './instant.ts'
import type { SourceId } from './source.ts'

/** `pin`: it stays in the edition; `hide`: it is not shown; `retract`: it is taken back, from archives and subscribers too. */
export type Hand = 'pin' | 'hide' | 'retract'

/** Where a decision holds, and from when to when. */
type Scope = {
  /** Undefined: in every section. */
  readonly section?: string
  /** Undefined: for good. */
  readonly until?: Instant
  readonly at: Instant
}

/** What the editor decided of one entry. */
export type EntryDecision = Scope & {
  readonly kind: Hand
  readonly key: EntryKey
  /** The id it was published under: outlives the entry. */
  readonly id?: string
  /** The address of the original, as it was then: outlives the entry too. */
  readonly url?: string
  /** The editor named the story: what is folded into it later shares its fate. */
  readonly story?: true
}

/** That nothing of a source is published, whenever it came. */
export type SourceDecision = Scope & { readonly kind: 'retract-source'; readonly sourceId: SourceId }

/**
 * What an editor decided, for good or until then. One of each entry (or source, or set of copies) and section: the later
 * one takes the place of the earlier. No two have the same `at`.
 */
export type Decision = Correction | EntryDecision | SourceDecision
