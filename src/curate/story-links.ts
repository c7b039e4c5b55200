import type { EntryKey } from '../model/entry.ts'
import { acrossLanguages } from './across-languages.ts'
import { type EventPiece, storyScore } from './event-piece.ts'
import { withoutStandingHeads } from './standing-heads.ts'
import { groupStories, type KnownStories } from './story-groups.ts'

/**
 * For each piece those about the same event, the likeliest of its language first, then those of other languages;
 * whatever the order given. Symmetric.
 */
export function relatedPieces(
  told: readonly EventPiece[],
  known?: KnownStories,
): ReadonlyMap<EntryKey, readonly EntryKey[]> {
  const pieces = withoutStandingHeads(told)
  const related = new Map<EntryKey, EntryKey[]>()
  const groupOf = new Map<EntryKey, readonly EventPiece[]>()
  for (const group of groupStories(pieces, known)) {
    const others = group.map((): { readonly key: EntryKey; readonly score: number }[] => [])
    for (const [i, piece] of group.entries()) {
      groupOf.set(piece.key, group)
      for (const [j, other] of group.slice(0, i).entries()) {
        const score = storyScore(piece, other)
        others[i]?.push({ key: other.key, score })
        others[j]?.push({ key: piece.key, score })
      }
    }
    for (const [i, piece] of group.entries()) related.set(piece.key, inOrder(others[i] ?? []))
  }
  const isOneStory = (a: EntryKey, b: EntryKey) => groupOf.get(a) !== undefined && groupOf.get(a) === groupOf.get(b)
  const foreign = new Map<EntryKey, { readonly key: EntryKey; readonly score: number }[]>()
  for (const { a, b, score } of acrossLanguages(pieces, isOneStory)) {
    foreign.set(a, [...(foreign.get(a) ?? []), { key: b, score }])
    foreign.set(b, [...(foreign.get(b) ?? []), { key: a, score }])
  }
  for (const [key, others] of foreign) related.set(key, [...(related.get(key) ?? []), ...inOrder(others)])
  return related
}

function inOrder(others: readonly { readonly key: EntryKey; readonly score: number }[]): EntryKey[] {
  return others.toSorted((x, y) => y.score - x.score || (x.key < y.key ? -1 : 1)).map(({ key }) => key)
}
