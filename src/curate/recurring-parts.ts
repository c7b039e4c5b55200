import type { EntryKey } from '../model/entry.ts'
import type { SourceId } from '../model/source.ts'
import type { Piece } from './piece.ts'

/** What is asked of a piece to tell what recurs. */
export type Recurrent = Pick<Piece, 'key' | 'at' | 'isDated' | 'sourceId' | 'wording' | 'opening' | 'shingles'>

/** A sequence of words that so many other pieces of the two sources have is their template, not the piece. */
const TEMPLATE = 2
/** Of a flood so many pieces tell what its template is. */
const MOST_READ = 1_000

/**
 * In how many pieces of each source, under how many titles, each sequence of words stands (document frequency). A source is
 * counted when it is first asked about, which few are: where titles are alike nobody asks.
 */
export class RecurringParts {
  readonly #pieces: ReadonlyMap<EntryKey, Recurrent>
  #bySource: ReadonlyMap<SourceId, readonly Recurrent[]> | undefined
  readonly #counts = new Map<SourceId, ReadonlyMap<number, number>>()

  constructor(pieces: ReadonlyMap<EntryKey, Recurrent>) {
    this.#pieces = pieces
  }

  /** Whether a sequence of words is found, beside these two pieces, under other titles of their sources. */
  recurs(shingle: number, a: Recurrent, b: Recurrent): boolean {
    const [ofA, ofB] = [this.#countsOf(a.sourceId), this.#countsOf(b.sourceId)]
    if (ofA === ofB) return (ofA.get(shingle) ?? 0) - (a.wording === b.wording ? 1 : 2) >= TEMPLATE
    return Math.max((ofA.get(shingle) ?? 0) - 1, 0) + Math.max((ofB.get(shingle) ?? 0) - 1, 0) >= TEMPLATE
  }

  #countsOf(source: SourceId): ReadonlyMap<number, number> {
    const known = this.#counts.get(source)
    if (known !== undefined) return known
    this.#bySource ??= Map.groupBy(this.#pieces.values(), ({ sourceId }) => sourceId)
    const pieces = (this.#bySource.get(source) ?? []).toSorted((x, y) => (x.key < y.key ? -1 : 1)).slice(0, MOST_READ)
    const counts = new Map<number, number>()
    for (const same of Map.groupBy(pieces, ({ wording }) => wording).values()) {
      const shingles = same.length === 1 ? same[0]?.shingles : new Set(same.flatMap((piece) => [...piece.shingles]))
      for (const shingle of shingles ?? []) counts.set(shingle, (counts.get(shingle) ?? 0) + 1)
    }
    this.#counts.set(source, counts)
    return counts
  }
}
