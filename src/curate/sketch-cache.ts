import type { Instant } from '../model/instant.ts'
import { BANDS, type Sketch } from './near-copies.ts'
import { hashText, mixHash } from './word-hash.ts'

/**
 * Sketches by fingerprint while a process lives, so that each version of an entry is read and sketched once. Numbers in
 * typed arrays alone, no text is kept: fingerprints are known by 64 bits, and what two had in common would only be
 * compared in vain. What is older than the window is dropped when the arrays would grow.
 */
export class SketchCache {
  readonly #windowMs: number
  #size = 0
  #capacity = 1024
  #marks = new Uint32Array(1024 * 2)
  #firstSeen = new Float64Array(1024)
  #bands = new Uint32Array(1024 * BANDS)
  /** Slot + 1 by the first half of the mark, the next place where that is taken. */
  #places = new Uint32Array(placesFor(1024))

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  get size(): number {
    return this.#size
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#bands.byteLength + this.#firstSeen.byteLength + this.#marks.byteLength + this.#places.byteLength
  }

  get(fingerprint: string): Sketch | undefined {
    const slot = this.#slotOf(...markOf(fingerprint))
    return slot === undefined ? undefined : this.#bands.slice(slot * BANDS, (slot + 1) * BANDS)
  }

  set(fingerprint: string, sketch: Sketch, firstSeen: Instant): void {
    const [one, other] = markOf(fingerprint)
    if (this.#slotOf(one, other) !== undefined) return
    if (this.#size === this.#capacity) this.#renew(firstSeen)
    this.#bands.set(sketch, this.#slotFor(one, other, firstSeen) * BANDS)
  }

  #slotOf(one: number, other: number): number | undefined {
    for (let place = one & (this.#places.length - 1); ; place = (place + 1) & (this.#places.length - 1)) {
      const slot = (this.#places[place] ?? 0) - 1
      if (slot < 0) return undefined
      if (this.#marks[slot * 2] === one && this.#marks[slot * 2 + 1] === other) return slot
    }
  }

  /** A slot for one more. */
  #slotFor(one: number, other: number, firstSeen: Instant): number {
    let place = one & (this.#places.length - 1)
    while (this.#places[place] !== 0) place = (place + 1) & (this.#places.length - 1)
    const slot = this.#size++
    this.#places[place] = slot + 1
    this.#marks[slot * 2] = one
    this.#marks[slot * 2 + 1] = other
    this.#firstSeen[slot] = firstSeen
    return slot
  }

  #renew(now: Instant): void {
    const [size, marks, times, bands] = [this.#size, this.#marks, this.#firstSeen, this.#bands]
    const isKept = (slot: number): boolean => (times[slot] ?? 0) >= now - this.#windowMs
    let kept = 0
    for (let slot = 0; slot < size; slot++) if (isKept(slot)) kept++
    this.#size = 0
    this.#capacity = Math.max(1024, Math.ceil(kept * 1.3))
    this.#marks = new Uint32Array(this.#capacity * 2)
    this.#firstSeen = new Float64Array(this.#capacity)
    this.#bands = new Uint32Array(this.#capacity * BANDS)
    this.#places = new Uint32Array(placesFor(this.#capacity))
    for (let slot = 0; slot < size; slot++) {
      if (!isKept(slot)) continue
      const to = this.#slotFor(marks[slot * 2] ?? 0, marks[slot * 2 + 1] ?? 0, times[slot] ?? 0)
      for (let band = 0; band < BANDS; band++) this.#bands[to * BANDS + band] = bands[slot * BANDS + band] ?? 0
    }
  }
}

/** At most three quarters are taken. */
function placesFor(capacity: number): number {
  return 2 ** Math.ceil(Math.log2((capacity * 4) / 3))
}

/** Two hashes that do not follow from one another. */
function markOf(fingerprint: string): readonly [number, number] {
  let sum = 0
  for (let i = 0; i < fingerprint.length; i++) sum = (Math.imul(sum, 0x5bd1e995) + fingerprint.charCodeAt(i)) | 0
  return [mixHash(hashText(fingerprint)), mixHash(sum)]
}
