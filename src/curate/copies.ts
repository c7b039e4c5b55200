import type { Entry, EntryKey } from '../model/entry.ts'
import { NearCopies, type Sketch } from './near-copies.ts'
import type { Instant } from '../model/instant.ts'
import { countsFrom } from './order.ts'
import { COPY_WINDOW, compare, type Likeness, type Piece } from './similarity.ts'

/** Two entries whose sketches meet. */
export type NearPair = readonly [EntryKey, EntryKey]

/**
 * Which entries may be copies of one another, by their sketches, each asked for once and not kept. The same entries give
 * the same pairs, whatever their order.
 */
export async function nearPairs(
  entries: readonly Entry[],
  sketchOf: (entry: Entry) => Sketch | Promise<Sketch>,
): Promise<readonly NearPair[]> {
  const inOrder = entries.toSorted((a, b) => countsFrom(a) - countsFrom(b) || (a.key < b.key ? -1 : 1))
  const index = new NearCopies(COPY_WINDOW, Math.max(inOrder.length, 16))
  const pairs: NearPair[] = []
  for (const entry of inOrder) {
    for (const number of index.add(countsFrom(entry), await sketchOf(entry))) {
      const other = inOrder[number]
      if (other !== undefined) pairs.push([other.key, entry.key])
    }
  }
  return pairs
}

const HOUR = 60 * 60 * 1000
/** So many pieces of one source under one title are a series; two are one when they lie so far apart. */
const SERIES = 3
const SERIES_APART = 6 * HOUR
/** A text under so many titles of its source is boilerplate. */
const BOILERPLATE = 2

/**
 * Compares the pairs, each judged with what all pieces around say: a title that recurs within a source names a series,
 * a text that recurs under other titles is boilerplate.
 */
export function likenesses(pairs: readonly NearPair[], pieces: ReadonlyMap<EntryKey, Piece>): readonly Likeness[] {
  const titles = new Map<string, Recurrence>()
  const texts = new Map<string, Set<string>>()
  for (const piece of pieces.values()) {
    const title = titleKey(piece)
    const { count, first, last } = titles.get(title) ?? { count: 0, first: piece.at, last: piece.at }
    titles.set(title, { count: count + 1, first: Math.min(first, piece.at), last: Math.max(last, piece.at) })
    const text = textKey(piece)
    if (text !== undefined) texts.set(text, (texts.get(text) ?? new Set()).add(title))
  }
  const titleRecurs = (piece: Piece) => isSeries(titles.get(titleKey(piece)))
  const textRecurs = (piece: Piece) => (texts.get(textKey(piece) ?? '')?.size ?? 0) >= BOILERPLATE
  return pairs.flatMap(([one, other]) => {
    const [a, b] = [pieces.get(one), pieces.get(other)]
    if (a === undefined || b === undefined) return []
    return [
      compare(a, b, { titleRecurs: titleRecurs(a) || titleRecurs(b), textRecurs: textRecurs(a) || textRecurs(b) }),
    ]
  })
}

type Recurrence = { readonly count: number; readonly first: Instant; readonly last: Instant }

/** A title that a source sent twice at once is one piece sent twice. */
function isSeries(title: Recurrence | undefined): boolean {
  if (title === undefined || title.count < 2) return false
  return title.count >= SERIES || title.last - title.first >= SERIES_APART
}

function titleKey({ sourceId, words }: Piece): string {
  return `${sourceId}\n${words.map(({ form }) => form).join(' ')}`
}

/** Undefined for texts of a few words. */
function textKey({ sourceId, opening }: Piece): string | undefined {
  return opening === undefined ? undefined : `${sourceId}\n${opening}`
}
