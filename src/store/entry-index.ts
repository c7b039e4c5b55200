import type { Instant } from '../model/instant.ts'
import type { SourceId } from '../model/source.ts'
import { KEY_HASH_BYTES, KEY_PREFIX_BYTES, type KeyDigest, type KeyHash } from './key-hash.ts'

/** Where the line of an entry lies. */
export type Place = {
  /** Ordinal of the segment in this process. */
  readonly segment: number
  readonly offset: number
  /** Length of the line, newline included; the body's line follows it. */
  readonly bytes: number
}

/** What the index needs to know of an entry that lies in a segment. */
export type PlacedEntry = Omit<Place, 'segment'> & {
  readonly digest: KeyDigest
  readonly sourceId: SourceId
  readonly firstSeen: Instant
}

const FIRST_CAPACITY = 1024

/**
 * Which entries are stored and where: numbers in typed arrays, some 70 bytes an entry, so that half a million stored
 * entries cost 35 MB while they themselves stay on disk. A slot is an entry's number here while it is stored.
 */
export class EntryIndex {
  #capacity = FIRST_CAPACITY
  #hashes = new Uint8Array(FIRST_CAPACITY * KEY_HASH_BYTES)
  /** The first characters of the key: orders entries first seen at one instant without reading them. */
  #prefixes = new Uint8Array(FIRST_CAPACITY * KEY_PREFIX_BYTES)
  #segments = new Uint32Array(FIRST_CAPACITY)
  #offsets = new Uint32Array(FIRST_CAPACITY)
  #bytes = new Uint32Array(FIRST_CAPACITY)
  #firstSeen = new Float64Array(FIRST_CAPACITY)
  #sources = new Uint32Array(FIRST_CAPACITY)
  /** 1 where the slot holds an entry. */
  #used = new Uint8Array(FIRST_CAPACITY)
  /** Open addressing: slot + 1, 0 for free. */
  #table = new Uint32Array(FIRST_CAPACITY * 2)
  #top = 0
  #free: number[] = []
  #count = 0
  readonly #sourceNumbers = new Map<SourceId, number>()

  get size(): number {
    return this.#count
  }

  /** Slots lie below this number. */
  get top(): number {
    return this.#top
  }

  has(slot: number): boolean {
    return this.#used[slot] === 1
  }

  /** The slot of a key, by its hash or a digest, which begins with it; or -1. */
  find(hash: KeyHash | KeyDigest): number {
    const mask = this.#table.length - 1
    for (let at = wordAt(hash, 0) & mask; ; at = (at + 1) & mask) {
      const slot = (this.#table[at] ?? 0) - 1
      if (slot === -1) return -1
      if (this.#isAt(slot, hash)) return slot
    }
  }

  /** Makes room for so many at once. */
  reserve(count: number): void {
    if (count > this.#capacity) this.#grow(2 ** Math.ceil(Math.log2(count)))
  }

  /** Adds an entry, or moves a known one to a new place; returns its slot. */
  put({ digest, sourceId, firstSeen, offset, bytes }: PlacedEntry, segment: number): number {
    let slot = this.find(digest)
    if (slot === -1) {
      slot = this.#free.pop() ?? this.#newSlot()
      const [hashAt, prefixAt] = [slot * KEY_HASH_BYTES, slot * KEY_PREFIX_BYTES]
      for (let i = 0; i < KEY_HASH_BYTES; i++) this.#hashes[hashAt + i] = digest[i] ?? 0
      for (let i = 0; i < KEY_PREFIX_BYTES; i++) this.#prefixes[prefixAt + i] = digest[KEY_HASH_BYTES + i] ?? 0
      this.#used[slot] = 1
      this.#count++
      this.#link(slot)
    }
    this.#segments[slot] = segment
    this.#offsets[slot] = offset
    this.#bytes[slot] = bytes
    this.#firstSeen[slot] = firstSeen
    this.#sources[slot] = this.#numberOf(sourceId)
    return slot
  }

  delete(slot: number): void {
    this.#unlink(slot)
    this.#used[slot] = 0
    this.#free.push(slot)
    this.#count--
  }

  /** Forgets all that lies in a segment which is gone. */
  deleteSegment(ordinal: number): void {
    for (let slot = 0; slot < this.#top; slot++) {
      if (this.has(slot) && this.segmentOf(slot) === ordinal) this.delete(slot)
    }
  }

  placeOf(slot: number): Place {
    return { segment: this.segmentOf(slot), offset: this.#offsets[slot] ?? 0, bytes: this.#bytes[slot] ?? 0 }
  }

  segmentOf(slot: number): number {
    return this.#segments[slot] ?? 0
  }

  firstSeenOf(slot: number): Instant {
    return this.#firstSeen[slot] ?? 0
  }

  hashOf(slot: number): KeyHash {
    return Buffer.from(this.#hashes.subarray(slot * KEY_HASH_BYTES, (slot + 1) * KEY_HASH_BYTES))
  }

  /** Slots of these sources (undefined: of all) first seen at or after `since`, in no order. */
  select(sources: readonly SourceId[] | undefined, since: Instant | undefined): Uint32Array {
    const wanted =
      sources === undefined ? undefined : new Set(sources.map((source) => this.#sourceNumbers.get(source) ?? -1))
    const found = new Uint32Array(this.#count)
    let count = 0
    for (let slot = 0; slot < this.#top; slot++) {
      if (this.#used[slot] === 0) continue
      if (since !== undefined && (this.#firstSeen[slot] ?? 0) < since) continue
      if (wanted !== undefined && !wanted.has(this.#sources[slot] ?? -1)) continue
      found[count++] = slot
    }
    return found.subarray(0, count)
  }

  /** By firstSeen, then by the beginning of the key; 0 where only the whole keys can tell. */
  compare(a: number, b: number): number {
    const earlier = (this.#firstSeen[a] ?? 0) - (this.#firstSeen[b] ?? 0)
    if (earlier !== 0) return earlier
    for (let i = 0; i < KEY_PREFIX_BYTES; i++) {
      const less = (this.#prefixes[a * KEY_PREFIX_BYTES + i] ?? 0) - (this.#prefixes[b * KEY_PREFIX_BYTES + i] ?? 0)
      if (less !== 0) return less
    }
    return 0
  }

  #isAt(slot: number, hash: KeyHash | KeyDigest): boolean {
    const start = slot * KEY_HASH_BYTES
    for (let i = 0; i < KEY_HASH_BYTES; i++) if (this.#hashes[start + i] !== hash[i]) return false
    return true
  }

  #home(slot: number): number {
    return wordAt(this.#hashes, slot * KEY_HASH_BYTES) & (this.#table.length - 1)
  }

  #link(slot: number): void {
    const mask = this.#table.length - 1
    let at = this.#home(slot)
    while (this.#table[at] !== 0) at = (at + 1) & mask
    this.#table[at] = slot + 1
  }

  /** Takes a slot out and moves later ones up, so that no gap ends a search too early. */
  #unlink(slot: number): void {
    const mask = this.#table.length - 1
    let gap = this.#home(slot)
    while (this.#table[gap] !== slot + 1) gap = (gap + 1) & mask
    for (let at = (gap + 1) & mask; ; at = (at + 1) & mask) {
      const other = this.#table[at] ?? 0
      if (other === 0) break
      const home = this.#home(other - 1)
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        this.#table[gap] = other
        gap = at
      }
    }
    this.#table[gap] = 0
  }

  #newSlot(): number {
    if (this.#top === this.#capacity) this.#grow(this.#capacity * 2)
    return this.#top++
  }

  /** @param capacity a power of two */
  #grow(capacity: number): void {
    const longer = <T extends Uint8Array | Uint32Array | Float64Array>(old: T, fresh: T): T => {
      fresh.set(old)
      return fresh
    }
    this.#hashes = longer(this.#hashes, new Uint8Array(capacity * KEY_HASH_BYTES))
    this.#prefixes = longer(this.#prefixes, new Uint8Array(capacity * KEY_PREFIX_BYTES))
    this.#segments = longer(this.#segments, new Uint32Array(capacity))
    this.#offsets = longer(this.#offsets, new Uint32Array(capacity))
    this.#bytes = longer(this.#bytes, new Uint32Array(capacity))
    this.#firstSeen = longer(this.#firstSeen, new Float64Array(capacity))
    this.#sources = longer(this.#sources, new Uint32Array(capacity))
    this.#used = longer(this.#used, new Uint8Array(capacity))
    this.#capacity = capacity
    this.#table = new Uint32Array(capacity * 2)
    for (let slot = 0; slot < this.#top; slot++) if (this.#used[slot] === 1) this.#link(slot)
  }

  #numberOf(source: SourceId): number {
    const known = this.#sourceNumbers.get(source)
    if (known !== undefined) return known
    const number = this.#sourceNumbers.size
    this.#sourceNumbers.set(source, number)
    return number
  }
}

/** Four bytes as a number, the first the lowest. */
function wordAt(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
  return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | high) >>> 0
}
