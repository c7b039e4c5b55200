import { createRequire } from 'node:module'
import { endianness } from 'node:os'
import { brotliDecompressSync } from 'node:zlib'

/**
 * Which language a text is in, as eld (github.com/nitotm/efficient-language-detector-js) finds it: each word's bytes of
 * UTF-8 in pieces of four, and what each piece says for a language. Its table is searched as it lies packed: one megabyte,
 * where eld's own is an object of 81,000 objects.
 */
export type LanguageScores = {
  /** The likeliest, and whether its score is what texts of it have; undefined where no piece is known. */
  detect(text: string): { readonly language: string; readonly reliable: boolean } | undefined
}

/** Whatever stands between words; an apostrophe inside a word belongs to it. */
const BETWEEN_WORDS = /[^\p{L}]+(?<!['`’])/gu
/** Bytes that are looked at: to the end of the word where there are so many, to the end of the letter where more. */
const MOST_BYTES = 350
const MOST_BYTES_OF_A_WORD_MORE = 380
const LONGEST_WORD = 70
/** Left out of every score in the table. */
const LEAST_SCORE = 53
const SCALE = 25
const RELIABLE_SHARE = 0.75
const SPACE = 0x20

/** `language-table.json`. It is read as JSON, as a module it would have to be compiled. */
type LanguageTable = {
  /** The languages that are told apart, and what a text in each of them scores on average. */
  readonly languages: readonly string[]
  readonly averages: readonly number[]
  /** How many there are. */
  readonly ngrams: number
  readonly scores: number
  /**
   * The ngrams in their order, of six bytes of UTF-8 each, zeros behind: the first four of each as a number, then the other two
   * of each, both with the lowest byte first. How many scores each has; the language of each score; the scores. Brotli, base64.
   */
  readonly packed: string
}

const load = createRequire(import.meta.url)

/** Unpacks the table. */
export function languageScores(): LanguageScores {
  const table = load('./language-table.json') as LanguageTable
  const { ngrams, scores: scoreCount } = table
  // A copy begins where arrays of numbers may.
  const { buffer } = new Uint8Array(brotliDecompressSync(Buffer.from(table.packed, 'base64')))
  if (endianness() === 'BE') Buffer.from(buffer, 0, ngrams * 4).swap32()
  if (endianness() === 'BE') Buffer.from(buffer, ngrams * 4, ngrams * 2).swap16()
  const beginnings = new Uint32Array(buffer, 0, ngrams)
  const endings = new Uint16Array(buffer, ngrams * 4, ngrams)
  const counts = new Uint8Array(buffer, ngrams * 6, ngrams)
  const languages = new Uint8Array(buffer, ngrams * 7, scoreCount)
  const scores = new Uint8Array(buffer, ngrams * 7 + scoreCount, scoreCount)
  const ends = new Uint32Array(ngrams)
  for (let row = 0, end = 0; row < ngrams; row++) ends[row] = end += counts[row] ?? 0

  /** The row of an ngram, -1 where none is of it. */
  function rowOf(beginning: number, ending: number): number {
    let [from, to] = [0, ngrams - 1]
    while (from <= to) {
      const row = (from + to) >> 1
      const beyond = (beginnings[row] ?? 0) - beginning || (endings[row] ?? 0) - ending
      if (beyond === 0) return row
      if (beyond < 0) from = row + 1
      else to = row - 1
    }
    return -1
  }

  return {
    detect(text) {
      const rows = new Set<number>()
      const unknown = new Set<number | string>()
      eachNgram(text, (bytes, from, to) => {
        if (to - from > NGRAM_BYTES) return void unknown.add(bytes.toString('latin1', from, to))
        const beginning = numberOf(bytes, from, to, 4)
        const ending = numberOf(bytes, from + 4, to, 2)
        const row = rowOf(beginning, ending)
        if (row === -1) unknown.add(beginning * ENDINGS + ending)
        else rows.add(row)
      })
      const count = rows.size + unknown.size
      const sums = new Float64Array(table.languages.length)
      for (const row of rows) {
        const to = ends[row] ?? 0
        for (let at = to - (counts[row] ?? 0); at < to; at++) {
          const language = languages[at] ?? 0
          sums[language] = (sums[language] ?? 0) + (scores[at] ?? 0) + LEAST_SCORE
        }
      }
      const best = sums.reduce((before, sum, i) => (sum > (sums[before] ?? 0) ? i : before), 0)
      const sum = sums[best] ?? 0
      if (sum === 0) return undefined
      const mean = sum / count
      const reliable = count >= 3 && mean / (mean + SCALE) >= (table.averages[best] ?? 0) * RELIABLE_SHARE
      return { language: table.languages[best] ?? '', reliable }
    },
  }
}

/** Bytes of an ngram, with the spaces around a word; and how many values the last two of them have. */
const NGRAM_BYTES = 6
const ENDINGS = 2 ** 16

/** Hands over where the pieces of a text's words lie: the first of a word begins with a space, the last ends with one. */
function eachNgram(text: string, take: (bytes: Buffer, from: number, to: number) => void): void {
  const bytes = Buffer.from(` ${text.replace(BETWEEN_WORDS, ' ').trim().toLowerCase()} `)
  const end = endOf(bytes)
  bytes[end] = SPACE
  for (let from = 1; from < end; from++) {
    const to = bytes.indexOf(SPACE, from)
    const length = Math.min(to - from, LONGEST_WORD)
    let at = 0
    for (; at + 4 < length; at += 3) take(bytes, at === 0 ? from - 1 : from + at, from + at + 4)
    if (to > from) take(bytes, from + Math.max(0, length - 4) - (at === 0 ? 1 : 0), to + 1)
    from = to
  }
}

/** So many bytes as a number, the first the highest; those from `to` on are 0. */
function numberOf(bytes: Buffer, from: number, to: number, count: number): number {
  let number = 0
  for (let at = from; at < from + count; at++) number = (number << 8) | (at < to ? (bytes[at] ?? 0) : 0)
  return number >>> 0
}

/** Where what is looked at ends, the space before it counted. */
function endOf(bytes: Buffer): number {
  for (let at = MOST_BYTES + 2; at < bytes.length; at++) {
    if (bytes[at] === SPACE) return at
    const isLetterBegun = ((bytes[at] ?? 0) & 0xc0) !== 0x80
    if (isLetterBegun && at > MOST_BYTES_OF_A_WORD_MORE + 1) return at
  }
  return bytes.length - 1
}
