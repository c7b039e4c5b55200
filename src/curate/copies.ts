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

/** What recurs within the sources of the pieces: titles that name a series, texts that are boilerplate. */
export type Recurring = { readonly titles: ReadonlySet<EntryKey>; readonly texts: ReadonlySet<EntryKey> }

/** What all pieces around say of each: found once, however many pairs are compared. */
export function recurringIn(pieces: ReadonlyMap<EntryKey, Piece>): Recurring {
  const titles = new Map<string, Recurrence>()
  const texts = new Map<string, { readonly keys: EntryKey[]; readonly titles: Set<string> }>()
  for (const { key, at, sourceId, words, opening } of pieces.values()) {
    const title = `${sourceId}\n${words.map(({ form }) => form).join(' ')}`
    const known = titles.get(title)
    if (known === undefined) titles.set(title, { keys: [key], first: at, last: at })
    else {
      known.keys.push(key)
      known.first = Math.min(known.first, at)
      known.last = Math.max(known.last, at)
    }
    if (opening === undefined) continue
    const text = `${sourceId}\n${opening}`
    const same = texts.get(text)
    if (same === undefined) texts.set(text, { keys: [key], titles: new Set([title]) })
    else {
      same.keys.push(key)
      same.titles.add(title)
    }
  }
  return {
    titles: new Set([...titles.values()].filter(isSeries).flatMap(({ keys }) => keys)),
    texts: new Set([...texts.values()].filter((text) => text.titles.size >= BOILERPLATE).flatMap(({ keys }) => keys)),
  }
}

/**
 * Compares the pairs, each judged with what all pieces around say: a title that recurs within a source names a series,
 * a text that recurs under other titles is boilerplate.
 */
export function likenesses(
  pairs: readonly NearPair[],
  pieces: ReadonlyMap<EntryKey, Piece>,
  { titles, texts }: Recurring = recurringIn(pieces),
): readonly Likeness[] {
  return pairs.flatMap(([one, other]) => {
    const [a, b] = [pieces.get(one), pieces.get(other)]
    if (a === undefined || b === undefined) return []
    const around = { titleRecurs: titles.has(one) || titles.has(other), textRecurs: texts.has(one) || texts.has(other) }
    return [compare(a, b, around)]
  })
}

type Recurrence = { readonly keys: EntryKey[]; first: Instant; last: Instant }

/** A title that a source sent twice at once is one piece sent twice. */
function isSeries({ keys, first, last }: Recurrence): boolean {
  return keys.length >= SERIES || last - first >= SERIES_APART
}
