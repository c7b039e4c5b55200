import type { Entry, EntryKey } from '../model/entry.ts'
import type { NearPair } from './copies.ts'
import { addTo } from './multi-map.ts'
import type { Likeness } from './similarity.ts'

/** So many of those that an entry goes with are asked about whoever comes by it alone. */
const MOST_ASKED = 3

type Known = {
  readonly likenesses: readonly Likeness[]
  /** Entries that were folded before. */
  readonly kept: readonly (readonly EntryKey[])[]
  /** Entries under each link that several have. */
  readonly links: ReadonlyMap<string, readonly Entry[]>
}

/**
 * Pairs that one entry alone brings together: it is a copy of both, was folded with the one, or has the link of the one, and they were
 * not compared with each other, or are no copies. Whether they are much the same says whether they are one piece. The same pairs
 * whatever the order of the entries.
 */
export function endsOfChains(entries: readonly Entry[], { likenesses, kept, links }: Known): readonly NearPair[] {
  const copies = likenesses.filter(({ isCopy }) => isCopy).toSorted((x, y) => y.score - x.score || byNames(x, y))
  const neighbours = new Neighbours(entries, copies, kept, links)
  const ends = new Map<string, NearPair>()
  const ask = (through: EntryKey, to: EntryKey) => {
    for (const end of neighbours.endsBeside(through, to)) {
      const pair: NearPair = end < to ? [end, to] : [to, end]
      ends.set(pair.join(' '), pair)
    }
  }
  for (const { a, b } of copies) {
    ask(a, b)
    ask(b, a)
  }
  for (const [key, others] of neighbours.linked) for (const other of others) ask(key, other)
  return [...ends.values()]
}

/** With whom entries go: the surest copies, who was folded with them, who has their link. */
class Neighbours {
  /** Of those that were folded before and share a link with another besides. */
  readonly linked = new Map<EntryKey, readonly EntryKey[]>()
  readonly #sources = new Map<EntryKey, Entry['sourceId']>()
  readonly #copies = new Map<EntryKey, Set<EntryKey>>()
  readonly #others = new Map<EntryKey, Set<EntryKey>>()

  constructor(entries: readonly Entry[], copies: readonly Likeness[], kept: Known['kept'], links: Known['links']) {
    const known = new Set([...copies.flatMap(({ a, b }) => [a, b]), ...kept.flat()])
    for (const { key, sourceId } of entries) if (known.has(key)) this.#sources.set(key, sourceId)
    for (const { a, b } of copies) {
      addTo(this.#copies, a, b)
      addTo(this.#copies, b, a)
    }
    const groups = kept.map((keys) => keys.filter((key) => this.#sources.has(key)).toSorted())
    for (const keys of groups) for (const key of keys) this.#addFirst(key, keys)
    for (const same of links.values()) {
      if (!same.some(({ key }) => this.#sources.has(key))) continue
      const keys = same.map(({ key }) => key).toSorted()
      for (const { key, sourceId } of same) {
        if (this.#sources.has(key)) this.linked.set(key, firstOf(keys, key))
        else this.#sources.set(key, sourceId)
      }
      for (const key of keys) this.#addFirst(key, keys)
    }
  }

  /** With whom `through` goes that may be no piece with `to`; nobody where one of another source is a copy of `to`, too. */
  endsBeside(through: EntryKey, to: EntryKey): readonly EntryKey[] {
    const source = this.#sources.get(through)
    const ofTo = this.#copies.get(to)
    const ends: EntryKey[] = []
    for (const others of [this.#copies.get(through), this.#others.get(through)]) {
      for (const end of others ?? []) {
        if (end === to || end === through || this.#sources.get(end) === source) continue
        if (ofTo?.has(end)) return []
        if (ends.length < 2 * MOST_ASKED) ends.push(end)
      }
    }
    return ends
  }

  #addFirst(key: EntryKey, keys: readonly EntryKey[]): void {
    for (const other of firstOf(keys, key)) addTo(this.#others, key, other)
  }
}

function firstOf(keys: readonly EntryKey[], own: EntryKey): readonly EntryKey[] {
  return keys.slice(0, MOST_ASKED + 1).filter((key) => key !== own)
}

function byNames(x: Likeness, y: Likeness): number {
  return x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1
}
