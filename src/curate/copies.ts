import type { Entry, EntryKey } from '../model/entry.ts'
import { NearCopies, type Sketch } from './near-copies.ts'
import { countsFrom } from './order.ts'
import { COPY_WINDOW, compare, type Likeness, type Piece } from './similarity.ts'

/** Two entries whose sketches meet. */
export type NearPair = readonly [EntryKey, EntryKey]

/**
 * Which entries may be copies of one another, by their sketches. The same entries give the same pairs, whatever their
 * order.
 */
export function nearPairs(entries: readonly Entry[], sketchOf: (entry: Entry) => Sketch): readonly NearPair[] {
  const inOrder = entries.toSorted((a, b) => countsFrom(a) - countsFrom(b) || (a.key < b.key ? -1 : 1))
  const index = new NearCopies(COPY_WINDOW, Math.max(inOrder.length, 16))
  return inOrder.flatMap((entry) =>
    index.add(countsFrom(entry), sketchOf(entry)).flatMap((number): NearPair[] => {
      const other = inOrder[number]
      return other === undefined ? [] : [[other.key, entry.key]]
    }),
  )
}

/** Fewer pieces of one source under one title may be editions of one piece; so many are a series. */
const SERIES = 2

/**
 * Compares the pairs, each judged with what all pieces around say: a title that recurs within a source names a series,
 * a text that recurs under other titles is boilerplate.
 */
export function likenesses(pairs: readonly NearPair[], pieces: ReadonlyMap<EntryKey, Piece>): readonly Likeness[] {
  const titles = new Map<string, number>()
  const texts = new Map<string, Set<string>>()
  for (const piece of pieces.values()) {
    const title = titleKey(piece)
    titles.set(title, (titles.get(title) ?? 0) + 1)
    const text = textKey(piece)
    if (text !== undefined) texts.set(text, (texts.get(text) ?? new Set()).add(title))
  }
  const titleRecurs = (piece: Piece) => (titles.get(titleKey(piece)) ?? 0) >= SERIES
  const textRecurs = (piece: Piece) => (texts.get(textKey(piece) ?? '')?.size ?? 0) >= SERIES
  return pairs.flatMap(([one, other]) => {
    const [a, b] = [pieces.get(one), pieces.get(other)]
    if (a === undefined || b === undefined) return []
    return [
      compare(a, b, { titleRecurs: titleRecurs(a) || titleRecurs(b), textRecurs: textRecurs(a) || textRecurs(b) }),
    ]
  })
}

function titleKey({ sourceId, words }: Piece): string {
  return `${sourceId}\n${words.map(({ form }) => form).join(' ')}`
}

/** Undefined for texts of a few words. */
function textKey({ sourceId, text }: Piece): string | undefined {
  if (text.length < 12) return undefined
  return `${sourceId}\n${text
    .slice(0, 30)
    .map(({ form }) => form)
    .join(' ')}`
}
