import { brotliDecompressSync } from 'node:zlib'
import { AVERAGE_SCORES, LANGUAGES, NGRAMS, PACKED, SCORES } from './language-table.ts'

/**
 * Which language a text is in, as eld (github.com/nitotm/efficient-language-detector-js) finds it: each word's bytes of
 * UTF-8 in pieces of four, and what each piece says for a language. Its table is unpacked into arrays: ten
 * milliseconds and 9 MB, where eld's own is an object of 81,000 objects.
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

/** Unpacks the table. */
export function languageScores(): LanguageScores {
  const bytes = brotliDecompressSync(Buffer.from(PACKED, 'base64'))
  const counts = bytes.subarray(0, NGRAMS)
  const languages = bytes.subarray(NGRAMS, NGRAMS + SCORES)
  const scores = bytes.subarray(NGRAMS + SCORES, NGRAMS + 2 * SCORES)
  const firstScores = new Map<string, number>()
  const ngrams = bytes.toString('latin1', NGRAMS + 2 * SCORES).split('\n')
  const ends = new Uint32Array(NGRAMS)
  let end = 0
  for (const [i, ngram] of ngrams.entries()) {
    firstScores.set(ngram, i)
    end += counts[i] ?? 0
    ends[i] = end
  }

  return {
    detect(text) {
      const own = ngramsOf(text)
      const sums = new Float64Array(LANGUAGES.length)
      for (const ngram of own) {
        const row = firstScores.get(ngram)
        if (row === undefined) continue
        const to = ends[row] ?? 0
        for (let at = to - (counts[row] ?? 0); at < to; at++) {
          const language = languages[at] ?? 0
          sums[language] = (sums[language] ?? 0) + (scores[at] ?? 0) + LEAST_SCORE
        }
      }
      const best = sums.reduce((before, sum, i) => (sum > (sums[before] ?? 0) ? i : before), 0)
      const sum = sums[best] ?? 0
      if (sum === 0) return undefined
      const mean = sum / own.size
      const reliable = own.size >= 3 && mean / (mean + SCALE) >= (AVERAGE_SCORES[best] ?? 0) * RELIABLE_SHARE
      return { language: LANGUAGES[best] ?? '', reliable }
    },
  }
}

/** The pieces of a text's words, as strings of bytes: the first of a word begins with a space, the last ends with one. */
function ngramsOf(text: string): ReadonlySet<string> {
  const ngrams = new Set<string>()
  for (const word of wordsOf(text)) {
    const length = Math.min(word.length, LONGEST_WORD)
    let at = 0
    for (; at + 4 < length; at += 3) ngrams.add(`${at === 0 ? ' ' : ''}${word.slice(at, at + 4)}`)
    ngrams.add(`${at === 0 ? ' ' : ''}${word.slice(length === 3 ? 0 : Math.max(0, length - 4))} `)
  }
  return ngrams
}

function wordsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text.replace(BETWEEN_WORDS, ' ').trim().toLowerCase())
  return bytes
    .toString('latin1', 0, endOf(bytes))
    .split(' ')
    .filter((word) => word !== '')
}

function endOf(bytes: Buffer): number {
  for (let at = MOST_BYTES + 1; at < bytes.length; at++) {
    if (bytes[at] === SPACE) return at
    const isLetterBegun = ((bytes[at] ?? 0) & 0xc0) !== 0x80
    if (isLetterBegun && at > MOST_BYTES_OF_A_WORD_MORE) return at
  }
  return bytes.length
}
