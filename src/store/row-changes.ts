import type { EntryKey } from '../model/entry.ts'
import type { SourceId } from '../model/source.ts'
import type { Draft } from './journal.ts'
import type { TableChange } from './line.ts'
import type { TableName } from './tables.ts'

/** What changes in a table by rows put into it and keys taken out; undefined where nothing does. */
export function rowsChange<T>(
  table: TableName,
  { put = [], del = [] }: { readonly put?: readonly T[]; readonly del?: readonly string[] } = {},
  keyOf: (row: T) => string,
): TableChange | undefined {
  if (put.length + del.length === 0) return undefined
  return { table, put: put.map((row) => [keyOf(row), row]), del }
}

/** Whether one of several drafts says which keys a source lists. */
export function isListedIn(drafts: readonly Draft[], sourceId: SourceId): boolean {
  return drafts.some(({ changes = [] }) =>
    changes.some(({ table, put = [] }) => table === 'listed' && put.some(([key]) => key === sourceId)),
  )
}

export function sameKeys(a: readonly EntryKey[] | undefined, b: readonly EntryKey[]): boolean {
  return a !== undefined && a.length === b.length && a.every((key, i) => key === b[i])
}
