import type { EntryIndex } from './entry-index.ts'
import type { Journal } from './journal.ts'
import type { SeenMemory } from './seen-memory.ts'
import type { Segments } from './segments.ts'
import type { Snapshots } from './snapshots.ts'
import type { Tables } from './tables.ts'

/** What an open JSON store is made of. */
export type Parts = {
  readonly tables: Tables
  readonly index: EntryIndex
  readonly segments: Segments
  readonly seen: SeenMemory
  readonly journal: Journal
  readonly snapshots: Snapshots
}
