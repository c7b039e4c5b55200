import type { EntryDraft } from '../model/entry.ts'

/** Fewer entries under one title are a column or a series. */
const fewest = 50

/**
 * What a document says again and again: `5000 entries under one title`. Such entries are folded with no other source's and
 * crowd out nobody, but the operator should know. Pure.
 */
export function titleFlood(entries: readonly EntryDraft[]): readonly string[] {
  if (entries.length < fewest) return []
  const counts = new Map<string, number>()
  let most = 0
  for (const { title } of entries) {
    if (title === '') continue
    const count = (counts.get(title) ?? 0) + 1
    counts.set(title, count)
    most = Math.max(most, count)
  }
  return most < fewest ? [] : [`${most} entries under one title`]
}
