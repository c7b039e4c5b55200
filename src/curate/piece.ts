import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { SourceId } from '../model/source.ts'
import { type Word, wordsOf } from '../text/words.ts'
import { withoutDateline } from './dateline.ts'
import { numbersOf } from './figures.ts'
import { type Particulars, particularsOf } from './formula.ts'
import { designationsOf } from './headline-turns.ts'
import { claimedAt, countsFrom } from './order.ts'
import { type Places, placesIn } from './places.ts'
import { type Marks, marksOf } from './template.ts'
import { type Headline, headlineOf } from './title.ts'
import { hashText, mixHash } from './word-hash.ts'
import { hashSet, type WordVector, wordVector } from './word-vector.ts'

/** An entry as it is compared with others. */
export type Piece = {
  readonly key: EntryKey
  readonly sourceId: SourceId
  /** As declared: what was only found out forbids nothing. */
  readonly language: string
  readonly at: Instant
  /** Whether `at` is the publisher's word. */
  readonly isDated: boolean
  readonly agency: string | undefined
  readonly headline: Headline
  readonly words: readonly Word[]
  /** Words of what was taken off the title; and those of them that no outlet's name has. */
  readonly besides: ReadonlySet<string>
  readonly asides: readonly Word[]
  /** What its text begins with; undefined where that is a few words. */
  readonly opening: number | undefined
  /** Numbers of the title. */
  readonly numbers: ReadonlySet<string>
  /** Letters and Roman numerals of the title that tell which of several. */
  readonly designations: ReadonlySet<string>
  /** Hashes of each three words in a row of it, ascending. */
  readonly shingles: Uint32Array
  readonly vector: WordVector
  readonly marks: Marks
  readonly places: Places
  readonly particulars: Particulars
  readonly figures: ReadonlySet<string>
}

/** Words of a text that are compared: summaries are cut at different lengths, so only the beginning counts. */
const TEXT_WORDS = 80
const TEXT_CHARACTERS = 700
const SHINGLE = 3

/**
 * Prepares an entry for comparison.
 * @param text its body as plain text, empty where it has none
 * @param language whose words it is written in, where that had to be found out
 * @param words those of its headline, where they are known
 */
export function pieceOf(entry: Entry, text: string, language = entry.language, words?: readonly Word[]): Piece {
  const headline = headlineOf(entry.title, entry.url)
  const titleWords = words ?? wordsOf(headline.text, language)
  const body = text === entry.title ? '' : text
  const beginning = withoutDateline(body).slice(0, TEXT_CHARACTERS)
  const textWords = wordsOf(beginning, language).slice(0, TEXT_WORDS)
  const hashes = textWords.map(({ form }) => hashText(form))
  // Of most that are compared the titles already say that they are two: then these are not asked for.
  const vector = once(() =>
    // The square tells words of sense from words of grammar, as the logarithm of document frequency does.
    wordVector(
      hashes,
      textWords.map(({ weight }) => weight * weight),
    ),
  )
  const marks = once(() => marksOf(beginning, textWords, hashes))
  const places = once(() => placesIn(beginning, language))
  const particulars = once(() =>
    particularsOf(headline.text, beginning, { words: textWords, marks: marks() }, language),
  )
  return {
    key: entry.key,
    sourceId: entry.sourceId,
    language: familyOf(entry.language),
    at: countsFrom(entry),
    isDated: claimedAt(entry) !== undefined,
    agency: entry.dateline?.agency?.toLowerCase(),
    headline,
    words: titleWords,
    besides: headline.rest === '' ? NOTHING : new Set(wordsOf(headline.rest, language).map(({ form }) => form)),
    asides: headline.asides.length === 0 ? [] : wordsOf(headline.asides.join('\n'), language),
    opening: openingOf(hashes),
    numbers: numbersOf(titleWords),
    designations: designationsOf(headline.text),
    shingles: shinglesOf(hashes),
    get vector() {
      return vector()
    },
    get marks() {
      return marks()
    },
    get places() {
      return places()
    },
    get particulars() {
      return particulars()
    },
    figures: numbersOf(textWords),
  }
}

const NOTHING: ReadonlySet<string> = new Set()

/** `make`, called when first asked for. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function familyOf(language: string | undefined): string {
  const primary = language?.split('-')[0] ?? ''
  return primary === 'ms' ? 'id' : primary
}

/** Words that texts of one template begin with, and fewer than a text has. */
const OPENING_WORDS = 30
const LEAST_OPENING_WORDS = 12

function openingOf(words: readonly number[]): number | undefined {
  if (words.length < LEAST_OPENING_WORDS) return undefined
  return words.slice(0, OPENING_WORDS).reduce((hash, word) => mixHash(Math.imul(hash, 31) + word), 0)
}

function shinglesOf(words: readonly number[]): Uint32Array {
  const shingles: number[] = []
  for (let i = SHINGLE - 1; i < words.length; i++) {
    shingles.push(mixHash(Math.imul(words[i - 2] ?? 0, 31) + Math.imul(words[i - 1] ?? 0, 17) + (words[i] ?? 0)))
  }
  return hashSet(shingles)
}
