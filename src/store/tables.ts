import type { Decision } from '../model/decision.ts'
import type { EditionRecord } from '../model/edition.ts'
import type { EntryKey } from '../model/entry.ts'
import type { Lane, OutboxEvent, Topic } from '../model/outbox.ts'
import type { SourceId } from '../model/source.ts'
import type { HostState, SourceState } from '../model/source-state.ts'
import type { TableChange } from './line.ts'
import type { Publication, StoreMeta } from './store.ts'

/** A segment of the journal as a snapshot knew it. */
export type SegmentRow = {
  /** What of the file counts. */
  readonly bytes: number
  readonly lastCommit: number
}

/** A file of the memory of having seen. */
export type SeenRow = { readonly keys: number }

/** What of the file of a section's month counts: nothing past `bytes` was ever acknowledged. */
export type ArchiveRow = { readonly bytes: number; readonly lines: number }

/** All that is small enough to be kept in memory, by key. */
export type Tables = {
  /** One row, `store`. */
  readonly meta: Map<string, StoreMeta>
  readonly sources: Map<SourceId, SourceState>
  readonly hosts: Map<string, HostState>
  /** What each source's document last listed. */
  readonly listed: Map<SourceId, readonly EntryKey[]>
  readonly revisions: Map<SourceId, number>
  readonly editions: Map<string, EditionRecord>
  readonly publications: Map<EntryKey, Publication>
  /** By section and month: `world.2026-11`. */
  readonly archives: Map<string, ArchiveRow>
  /** By id, in the order in which they were saved: a Map keeps it, and so do snapshots and the journal. */
  readonly events: Map<string, OutboxEvent>
  readonly lanes: Map<string, Lane>
  readonly topics: Map<string, Topic>
  /** By what they are about. */
  readonly decisions: Map<string, Decision>
  readonly segments: Map<string, SegmentRow>
  readonly seen: Map<string, SeenRow>
  /**
   * Entries that expired while their lines are still in a segment: by the last commit whose lines of them no longer
   * count, their hashes, packed and in base64.
   */
  readonly expired: Map<string, string>
}

export type TableName = keyof Tables

/** Which document keeps which tables. */
export const DOCUMENTS = {
  sources: ['sources', 'hosts', 'listed', 'revisions'],
  editions: ['meta', 'editions', 'publications', 'archives', 'events', 'lanes', 'topics', 'decisions'],
  segments: ['segments', 'seen', 'expired'],
} as const satisfies Readonly<Record<string, readonly TableName[]>>

export type DocumentName = keyof typeof DOCUMENTS

export function emptyTables(): Tables {
  return {
    meta: new Map(),
    sources: new Map(),
    hosts: new Map(),
    listed: new Map(),
    revisions: new Map(),
    editions: new Map(),
    publications: new Map(),
    archives: new Map(),
    events: new Map(),
    lanes: new Map(),
    topics: new Map(),
    decisions: new Map(),
    segments: new Map(),
    seen: new Map(),
    expired: new Map(),
  }
}

export function isTableName(name: string): name is TableName {
  return Object.values(DOCUMENTS).some((names) => names.some((own) => own === name))
}

/** Sets and removes rows. The names and rows come from our own journal, whose checksums were verified. */
export function applyChange(tables: Tables, change: TableChange): void {
  if (!isTableName(change.table)) throw new TypeError(`no table ${change.table}`)
  const rows = tables[change.table] as Map<string, unknown>
  for (const [key, row] of change.put ?? []) rows.set(key, row)
  for (const key of change.del ?? []) rows.delete(key)
}
