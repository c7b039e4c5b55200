import type { Instant } from '../model/instant.ts'
import { BANDS, type Sketch } from './near-copies.ts'

/**
 * Sketches by fingerprint while a process lives, so that each version of an entry is read and sketched once. Numbers in
 * one array; what is older than the window is dropped when the array would grow.
 */
export class SketchCache {
  readonly #windowMs: number
  #slots = new Map<string, number>()
  #firstSeen: number[] = []
  #bands = new Uint32Array(1024 * BANDS)

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  get size(): number {
    return this.#slots.size
  }

  /** Bytes of the arrays; the keys belong to the entries. */
  get bytes(): number {
    return this.#bands.byteLength + this.#firstSeen.length * 8
  }

  get(fingerprint: string): Sketch | undefined {
    const slot = this.#slots.get(fingerprint)
    return slot === undefined ? undefined : this.#bands.subarray(slot * BANDS, (slot + 1) * BANDS)
  }

  set(fingerprint: string, sketch: Sketch, firstSeen: Instant): void {
    if (this.#slots.has(fingerprint)) return
    if ((this.#slots.size + 1) * BANDS > this.#bands.length) this.#renew(firstSeen)
    const slot = this.#slots.size
    this.#slots.set(fingerprint, slot)
    this.#firstSeen[slot] = firstSeen
    this.#bands.set(sketch, slot * BANDS)
  }

  #renew(now: Instant): void {
    const before = this.#slots
    const [times, bands] = [this.#firstSeen, this.#bands]
    const kept = [...before].filter(([, slot]) => (times[slot] ?? 0) >= now - this.#windowMs)
    this.#slots = new Map()
    this.#firstSeen = []
    this.#bands = new Uint32Array(Math.max(1024, Math.ceil(kept.length * 1.5)) * BANDS)
    for (const [i, [fingerprint, slot]] of kept.entries()) {
      this.#slots.set(fingerprint, i)
      this.#firstSeen[i] = times[slot] ?? 0
      this.#bands.set(bands.subarray(slot * BANDS, (slot + 1) * BANDS), i * BANDS)
    }
  }
}
