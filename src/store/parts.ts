import type { EntryIndex } from './entry-index.ts'
import type { Journal } from './journal.ts'
import type { SeenMemory } from './seen-memory.ts'
import type { Segments } from './segments.ts'
import type { Snapshots } from './snapshots.ts'
import type { Tables } from './tables.ts'

/** What the store has to tell the operator: it goes on, but something is not as it should be. */
export type StoreEvent = {
  readonly event: 'recovered' | 'snapshot-failed' | 'tidying-failed'
  readonly detail: string
}

/** What an open JSON store is made of. */
export type Parts = {
  readonly tables: Tables
  readonly index: EntryIndex
  readonly segments: Segments
  readonly seen: SeenMemory
  readonly journal: Journal
  readonly snapshots: Snapshots
  readonly report: (event: StoreEvent) => void
}
