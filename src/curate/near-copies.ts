import type { Entry } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { Word } from '../text/words.ts'
import { withoutDateline } from './dateline.ts'
import { headlineWords } from './title.ts'
import { hashBeginning, mixHash } from './word-hash.ts'

/** Hashes that copies are likely to have in common: of the title, then of the text, then of all of both; 0 stands for none. */
export type Sketch = Uint32Array

const TITLE_BANDS = 12
const TEXT_BANDS = 4
/** Where the hash of all words of title and text stands: what is one to the word is found whatever else is alike. */
const WHOLE = TITLE_BANDS + TEXT_BANDS
/** Hashes in a sketch. */
export const BANDS = WHOLE + 1
/** Hashes joined in a band: 2 find titles that share half of their weight, 3 texts that share two thirds. */
const TITLE_ROWS = 2
const TEXT_ROWS = 3
const LONGEST_TITLE = 40
const LONGEST_TEXT = 500
/** Shorter texts are one sentence that says the title again. */
const LEAST_TEXT_WORDS = 12

/** Odd multipliers and offsets of the hash functions, from a generator with a fixed seed: the same in every run. */
const FUNCTIONS = hashFunctions(TITLE_BANDS * TITLE_ROWS + TEXT_BANDS * TEXT_ROWS)

function hashFunctions(count: number): { readonly multipliers: Uint32Array; readonly offsets: Uint32Array } {
  let state = 0x9e3779b9
  const next = () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  return {
    multipliers: Uint32Array.from({ length: count }, () => next() | 1),
    offsets: Uint32Array.from({ length: count }, next),
  }
}

/**
 * MinHash of title and text (Broder 1997) in bands (locality-sensitive hashing). Words of sense count as several, words
 * of grammar not at all, so that bands are made of what tells. 68 bytes an entry; made once, kept by fingerprint.
 * @param words those of its headline
 */
export function sketchOf(
  entry: Entry,
  text: string,
  words = headlineWords(entry.title, entry.url, entry.language),
): Sketch {
  const sketch = new Uint32Array(BANDS)
  const features = titleFeatures(words)
  if (features >= 4) addBands(sketch, 0, TITLE_BANDS, TITLE_ROWS, features)
  const shingles = text === entry.title ? 0 : shinglesOf(withoutDateline(text).slice(0, LONGEST_TEXT))
  if (shingles >= LEAST_TEXT_WORDS) addBands(sketch, TITLE_BANDS, TEXT_BANDS, TEXT_ROWS, shingles)
  if (features >= 4) sketch[WHOLE] = wholeHash(words, shingles)
  return sketch
}

/** @param shingles how many of the text are in the place of features */
function wholeHash(words: readonly Word[], shingles: number): number {
  let hash = words.length
  for (const { form } of words) hash = mixHash(Math.imul(hash, 31) + hashBeginning(form, form.length))
  for (let i = 0; i < shingles; i++) hash = mixHash(Math.imul(hash, 31) + (FEATURES[i] ?? 0))
  return hash === 0 ? 1 : hash >>> 0
}

/** What one sketch after the other is made of; in small letters a character may be several. */
const FEATURES = new Int32Array(LONGEST_TEXT * 4)

/** Puts the features of a title's words in their place, and returns how many. */
function titleFeatures(words: readonly Word[]): number {
  let count = 0
  for (let i = 0; i < words.length && i < LONGEST_TITLE; i++) {
    const { form = '', weight = 0 } = words[i] ?? {}
    if (weight < 0.35) continue
    const hash = hashBeginning(form, Math.min(form.length, STEM))
    // The weight as a number of appearances.
    for (let copy = 0; copy < (weight >= 0.9 ? 3 : 1); copy++) FEATURES[count++] = mixHash(hash + copy)
  }
  return count
}

/** @param features how many there are */
function addBands(sketch: Sketch, first: number, bands: number, rows: number, features: number): void {
  let f = first === 0 ? 0 : TITLE_BANDS * TITLE_ROWS
  for (let band = 0; band < bands; band++) {
    let joined = band + first + 1
    for (let row = 0; row < rows; row++, f++) {
      const multiplier = FUNCTIONS.multipliers[f] ?? 1
      const offset = FUNCTIONS.offsets[f] ?? 0
      let least = 0xffffffff
      for (let i = 0; i < features; i++) {
        const value = (Math.imul(FEATURES[i] ?? 0, multiplier) + offset) >>> 0
        if (value < least) least = value
      }
      joined = mixHash(Math.imul(joined, 31) + least)
    }
    sketch[first + band] = joined === 0 ? 1 : joined
  }
}

/** Inflections begin alike: so many characters. */
const STEM = 6

/** Puts hashes of every three words in a row in the place of features, and returns how many. */
function shinglesOf(text: string): number {
  const count = Math.max(hashWords(text) - 2, 0)
  // Each takes the place of its first word.
  for (let i = 0; i < count; i++) {
    const beginning = Math.imul(FEATURES[i] ?? 0, 31) + Math.imul(FEATURES[i + 1] ?? 0, 17)
    FEATURES[i] = mixHash(beginning + (FEATURES[i + 2] ?? 0))
  }
  return count
}

/** In one pass; a character of a script without spaces is a word. */
function hashWords(text: string): number {
  const lower = text.toLowerCase()
  let count = 0
  let hash = 0
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i)
    const isWord = isSpaceless(code)
    if (!isWord && isWordPart(code)) {
      hash = Math.imul((hash === 0 ? 0x811c9dc5 : hash) ^ code, 0x01000193) || 1
      continue
    }
    if (hash !== 0) FEATURES[count++] = mixHash(hash)
    if (isWord) FEATURES[count++] = mixHash(code)
    hash = 0
  }
  if (hash !== 0) FEATURES[count++] = mixHash(hash)
  return count
}

function isWordPart(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
  return !(code < 0xc0 || (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x303f) || code >= 0xff00)
}

/** Thai and Lao, Burmese, Khmer, kana, Han. */
function isSpaceless(code: number): boolean {
  if (code < 0x0e00 || code > 0x9fff) return false
  if (code <= 0x17ff) return code <= 0x0eff || (code >= 0x1000 && code <= 0x109f) || code >= 0x1780
  return (code >= 0x3040 && code <= 0x30ff) || code >= 0x4e00
}

/** The most entries of one bucket that are looked at: more share a formula or were made to collide. */
const DEEPEST = 32
/** Of one source so many of them: with a flood it keeps no others' copies from one another. The rest is passed over. */
const MOST_OF_SOURCE = 4
const LONGEST_WALK = 512
/** Bands that titles have in common by more than chance; of texts one is enough. Of 214 copies one has fewer. */
const LEAST_POINTS = 3
/** What is one to the word comes before all that is only alike. */
const WHOLE_POINTS = 32
/** The most candidates of one entry: those that share the most bands. */
const MOST_CANDIDATES = 12

/**
 * The entries of a sliding window by their bands, in typed arrays and a ring: 160 bytes an entry, and no entry costs more
 * as the window fills or when thousands share a bucket. Entries are added in order of time.
 */
export class NearCopies {
  readonly #windowMs: number
  #capacity: number
  /** Of each slot of the ring. */
  #times: Float64Array
  #sources: Uint32Array
  /**
   * Of each posting, the number of which is slot * BANDS + band, its hash and the next older one of the same bucket, as posting
   * number + 1: side by side, as both are asked for at once, at places far from one another.
   */
  #postings: Uint32Array
  #heads: Uint32Array
  /** Of each slot, the bands that the sketch looked for has in common with it; between searches all are 0. */
  #points: Uint8Array
  /** Sources of what was looked at in a bucket. */
  readonly #looked = new Uint32Array(DEEPEST)
  #added = 0
  #oldest = 0

  constructor(windowMs: number, capacity = 1024) {
    this.#windowMs = windowMs
    this.#capacity = capacity
    this.#times = new Float64Array(capacity)
    this.#sources = new Uint32Array(capacity)
    this.#postings = new Uint32Array(capacity * BANDS * 2)
    this.#heads = new Uint32Array(powerOfTwo(capacity * WHOLE))
    this.#points = new Uint8Array(capacity)
  }

  /** Bytes held. */
  get bytes(): number {
    const arrays = [this.#times, this.#sources, this.#postings, this.#heads, this.#points]
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** Entries in the window. */
  get size(): number {
    return this.#added - this.#oldest
  }

  /**
   * Adds the next entry and returns the numbers (0 for the first added) of those in the window that it may be a copy
   * of, the likeliest first.
   * @param source a number for its source; without one it is of a source of its own
   */
  add(at: Instant, sketch: Sketch, source = this.#added): readonly number[] {
    while (this.#oldest < this.#added && (this.#times[this.#oldest % this.#capacity] ?? 0) < at - this.#windowMs) {
      this.#oldest += 1
    }
    if (this.size === this.#capacity) this.#grow()
    const found = this.#find(sketch)
    this.#insert(this.#added, { at, source }, sketch)
    this.#added += 1
    return found
  }

  #find(sketch: Sketch): readonly number[] {
    const found: number[] = []
    const [last, mask] = [this.#added - 1, this.#heads.length - 1]
    // The number of what the first slot of the ring holds now.
    const round = last - (last % this.#capacity)
    for (let band = 0; band < BANDS; band++) {
      const hash = sketch[band] ?? 0
      if (hash === 0) continue
      const worth = band < TITLE_BANDS ? 1 : band === WHOLE ? WHOLE_POINTS : LEAST_POINTS
      let posting = this.#heads[hash & mask] ?? 0
      let newest = Number.POSITIVE_INFINITY
      let depth = 0
      for (let walked = 0; posting !== 0 && depth < DEEPEST && walked < LONGEST_WALK; walked++) {
        const slot = Math.floor((posting - 1) / BANDS)
        const number = round + slot <= last ? round + slot : round + slot - this.#capacity
        // A slot used again: what hangs behind it has left the window.
        if (number < this.#oldest || number >= newest) break
        newest = number
        if (this.#isOneTooMany(this.#sources[slot] ?? 0, depth)) {
          posting = this.#postings[posting * 2 - 1] ?? 0
          continue
        }
        depth++
        if (this.#postings[posting * 2 - 2] === hash) {
          const points = this.#points[slot] ?? 0
          if (points === 0) found.push(number)
          this.#points[slot] = points + worth
        }
        posting = this.#postings[posting * 2 - 1] ?? 0
      }
    }
    return this.#likeliest(found)
  }

  /** Whether so many of a source were looked at in a bucket already; notes it where not, as the one at `depth`. */
  #isOneTooMany(source: number, depth: number): boolean {
    let known = 0
    for (let i = 0; i < depth; i++) if (this.#looked[i] === source) known++
    if (known >= MOST_OF_SOURCE) return true
    this.#looked[depth] = source
    return false
  }

  /** Those with the most points, which are taken back for the next search. */
  #likeliest(found: readonly number[]): readonly number[] {
    const likeliest: (readonly [number: number, points: number])[] = []
    for (const number of found) {
      const slot = number % this.#capacity
      const points = this.#points[slot] ?? 0
      this.#points[slot] = 0
      if (points >= LEAST_POINTS) likeliest.push([number, points])
    }
    likeliest.sort(([a, points], [b, otherPoints]) => otherPoints - points || b - a)
    if (likeliest.length <= MOST_OF_SOURCE) return likeliest.map(([number]) => number)
    const candidates: number[] = []
    for (const [number] of likeliest) {
      if (candidates.length === MOST_CANDIDATES) break
      if (!this.#isOneTooMany(this.#sources[number % this.#capacity] ?? 0, candidates.length)) candidates.push(number)
    }
    return candidates
  }

  #insert(number: number, { at, source }: { at: Instant; source: number }, sketch: Sketch): void {
    const slot = number % this.#capacity
    this.#times[slot] = at
    this.#sources[slot] = source
    for (let band = 0; band < BANDS; band++) {
      const hash = sketch[band] ?? 0
      const posting = slot * BANDS + band
      this.#postings[posting * 2] = hash
      if (hash === 0) continue
      const head = hash & (this.#heads.length - 1)
      this.#postings[posting * 2 + 1] = this.#heads[head] ?? 0
      this.#heads[head] = posting + 1
    }
  }

  #grow(): void {
    const larger = new NearCopies(this.#windowMs, this.#capacity * 2)
    larger.#added = this.#oldest
    larger.#oldest = this.#oldest
    for (let number = this.#oldest; number < this.#added; number++) {
      const slot = number % this.#capacity
      const origin = { at: this.#times[slot] ?? 0, source: this.#sources[slot] ?? 0 }
      const sketch = Uint32Array.from({ length: BANDS }, (_, band) => this.#postings[(slot * BANDS + band) * 2] ?? 0)
      larger.#insert(number, origin, sketch)
      larger.#added += 1
    }
    this.#capacity = larger.#capacity
    this.#times = larger.#times
    this.#sources = larger.#sources
    this.#postings = larger.#postings
    this.#heads = larger.#heads
    this.#points = larger.#points
  }
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least))
}
