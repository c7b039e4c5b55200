import type { Decision } from '../model/decision.ts'
import type { EditionEntry, EditionRecord, Month, Withdrawn } from '../model/edition.ts'
import type { Body, BodyRef, Entry, EntryKey, EntryToSave, Known, Publication } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { Lane, OutboxEvent, Topic } from '../model/outbox.ts'
import type { SourceId } from '../model/source.ts'
import type { HostState, SourceState } from '../model/source-state.ts'

export type { EntryToSave, Known, Publication } from '../model/entry.ts'

/** The outcome of one poll, saved whole or not at all. */
export type Poll = {
  readonly state: SourceState
  /** New entries and new versions of known ones. */
  readonly entries: readonly EntryToSave[]
  /** Every key the document listed, in its order; undefined when it was not read (304, failure). */
  readonly listed: readonly EntryKey[] | undefined
}

/** Facts about the whole store. */
export type StoreMeta = {
  /** The beginning of every published id, fixed at the first publication. */
  readonly idBase?: string
}

/** What is taken out of a month of a section's archive: an entry, or what no longer is to be said in it. */
export type Withdrawal = Omit<Withdrawn, 'at'> & {
  readonly month: Month
  /** When it was retracted: from then on the month says so. Undefined: it has only moved on, and the month says nothing. */
  readonly at?: Instant
  /** What stands in its place. */
  readonly instead?: EditionEntry
}

/** What newer entries pushed off a section and the month they are kept under, and what is taken out first. */
export type Archived = {
  readonly month: Month
  readonly entries: readonly EditionEntry[]
  readonly withdrawals?: readonly Withdrawal[]
}

/** One month of a section's archive; `lines` grows with all that is added to it. */
export type ArchiveMonth = { readonly month: Month; readonly lines: number }

/** What others are still to be told of, and how telling them goes. */
export type Outbox = {
  /** In the order in which they were saved. */
  readonly events: readonly OutboxEvent[]
  readonly lanes: ReadonlyMap<string, Lane>
  readonly topics: ReadonlyMap<string, Topic>
}

type Rows<T> = { readonly put?: readonly T[]; readonly del?: readonly string[] }

/** What became of the outbox. An event that is put again keeps its place; what is not there cannot be removed, and need not. */
export type OutboxChange = {
  readonly events?: Rows<OutboxEvent>
  readonly lanes?: Rows<Lane>
  readonly topics?: Rows<Topic>
}

/** Which entries to read. */
export type EntryQuery = {
  /** Undefined: of every source. */
  readonly sources?: readonly SourceId[]
  /** Only those first seen at or after this instant. */
  readonly since?: Instant
}

/**
 * Everything Warta remembers. Reads never wait for writes of others; every write is durable when its promise resolves
 * (on disk, folder included) and all or nothing after any crash. Rejects with StoreError; a write that failed changed nothing.
 */
export type Store = {
  readMeta(): Promise<StoreMeta>
  saveMeta(meta: StoreMeta): Promise<void>

  /** States of all sources ever polled. */
  readSources(): Promise<ReadonlyMap<SourceId, SourceState>>
  readHosts(): Promise<ReadonlyMap<string, HostState>>
  /**
   * Due times and pauses, persisted before the requests leave (M25): one commit for many sources. A host of which nothing but
   * its name is said is forgotten.
   */
  saveStates(states: readonly SourceState[], hosts: readonly HostState[]): Promise<void>

  /** Which of these keys were ever seen. A key not seen is absent from the answer. */
  readKnown(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Known>>
  savePoll(poll: Poll): Promise<void>

  /** By firstSeen, then key. */
  readEntries(query: EntryQuery): AsyncIterable<Entry>
  /**
   * The same in no order, some at a time, as they lie: where there are many, this costs far less, and no more of them are in
   * memory than are handed over.
   */
  readEntriesAsTheyLie(query: EntryQuery): AsyncIterable<readonly Entry[]>
  /** By key, those that are still stored. */
  readEntriesByKey(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Entry>>
  readBody(ref: BodyRef): Promise<Body>
  /** A number that grows with every saved entry of the source; 0 before the first. The same number: nothing new. */
  readRevisions(): Promise<ReadonlyMap<SourceId, number>>

  readEdition(slug: string): Promise<EditionRecord | undefined>
  /** Publications of these keys; absent where never published. */
  readPublications(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Publication>>
  /** By published id. */
  findPublications(id: string): Promise<readonly Publication[]>
  /**
   * The edition's record, the publications it made or changed, what it took out of its archives and pushed into them, and
   * what others are to be told of it: one commit.
   */
  saveEdition(
    record: EditionRecord,
    publications: readonly Publication[],
    archived?: Archived,
    events?: readonly OutboxEvent[],
  ): Promise<void>

  /** The months a section has an archive of, oldest first. Archives are never dropped. */
  readArchiveMonths(slug: string): Promise<readonly ArchiveMonth[]>
  /** What a section archived in a month and did not withdraw, in the order it was added; empty where there is nothing. */
  readArchive(slug: string, month: Month): Promise<readonly EditionEntry[]>
  /** What was retracted of it, by id. */
  readWithdrawn(slug: string, month: Month): Promise<readonly Withdrawn[]>

  /** What editors decided, oldest first. */
  readDecisions(): Promise<readonly Decision[]>
  /** Saves decisions, each in place of an earlier one about the same, and takes others back: one commit. */
  saveDecisions(decisions: readonly Decision[], undone?: readonly Decision[]): Promise<void>

  readOutbox(): Promise<Outbox>
  /** One event as it is now; undefined when it is there no more. */
  readEvent(id: string): Promise<OutboxEvent | undefined>
  saveOutbox(change: OutboxChange): Promise<void>

  /**
   * Forgets entries first seen before `before`, except those in a current edition, pinned then, or still listed by their
   * source; that they were seen, and what was decided of them, is remembered. Returns how many went.
   */
  expire(before: Instant): Promise<number>

  close(): Promise<void>
}
