import type { EditionRecord } from '../model/edition.ts'
import type { Entry, EntryKey, Publication } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { Member, Rule, Section } from '../model/section.ts'
import type { SourceId } from '../model/source.ts'
import type { FoldReason } from './fold.ts'
import type { EditorsHand, Ruling } from './hand.ts'
import type { Closeness } from './home.ts'
import type { RuleSet, Subject } from './rules.ts'
import type { Likeness } from './similarity.ts'

/** Why an entry that was fetched is not in the edition; each has exactly one. */
export type Reason =
  /** Older than the first run or a new source may show. */
  | 'history'
  /** Older than `maxAge` when first seen. */
  | 'too-old'
  | 'rule'
  /** Another copy of the piece stands for it. */
  | 'duplicate'
  | 'source-limit'
  | 'per-day'
  | 'limit'
  /** Was in; newer ones took its place. */
  | 'pushed-off'
  /** Dated in the future: waits for its date, or is not wanted. */
  | 'held'
  | 'future'
  /** A machine wrote it about its own error. */
  | 'machine-text'
  /** Its source names it by nothing, and its article was not read. */
  | 'untitled'
  /** Not to be put right for publication. */
  | 'unpublishable'
  /** The editor hid it, or took it back. */
  | 'hidden'
  | 'retracted'

export type Verdict =
  | { readonly in: true; readonly id: string }
  | {
      readonly in: false
      readonly reason: Reason
      readonly rule?: Rule
      readonly lead?: EntryKey
      readonly fold?: FoldReason
      /** What the editor decided, of it or of the piece it is a copy of. */
      readonly ruling?: Ruling
    }

/** What an edition is chosen from. */
export type CurateInput = {
  readonly section: Section
  /** The publication: the instant that all its decisions are made at. */
  readonly at: Instant
  /** IANA zone whose days `perDay` counts. */
  readonly timezone: string
  readonly idBase: string
  /** What the section remembers; undefined before its first publication. */
  readonly record: EditionRecord | undefined
  /** How each source is published: the section's members and those of the sections it is made of. */
  readonly members: ReadonlyMap<SourceId, Member>
  /** Of every entry that is considered. */
  readonly publications: ReadonlyMap<EntryKey, Publication>
  /** Sources that have answered at least once. */
  readonly answered: ReadonlySet<SourceId>
  readonly rules: RuleSet
  /** Comparisons of entries that look alike (`copies.ts`); without them only the same URL folds. */
  readonly likenesses?: readonly Likeness[]
  /** Entries whose publisher gives the whole text. */
  readonly fullText?: ReadonlySet<EntryKey>
  /** Entries whose text says nothing of their piece. */
  readonly idle?: ReadonlySet<EntryKey>
  /** Entries that lead nothing that others tell. */
  readonly behind?: ReadonlySet<EntryKey>
  /** Of entries that share a link, how surely it leads to their own source's site. */
  readonly atHome?: ReadonlyMap<EntryKey, Closeness>
  /** Entries that were copies and have become another piece. */
  readonly estranged?: ReadonlySet<EntryKey>
  /** Pairs that a link they share does not make one. */
  readonly strangers?: readonly (readonly [EntryKey, EntryKey])[]
  /** Pairs that are much the same, though no copies by themselves. */
  readonly vouched?: readonly (readonly [EntryKey, EntryKey])[]
  /** What editors decided for the section. */
  readonly hand?: EditorsHand
  subject(entry: Entry): Subject
}
