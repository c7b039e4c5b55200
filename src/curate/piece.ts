import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { SourceId } from '../model/source.ts'
import { otherLanguage } from '../text/language.ts'
import { type Word, wordsOf } from '../text/words.ts'
import { withoutCredit, withoutDateline } from './dateline.ts'
import { numbersOf } from './figures.ts'
import { Particulars, SENTENCE_END } from './formula.ts'
import { designationsOf } from './headline-turns.ts'
import { claimedAt, countsFrom, toldUntil } from './order.ts'
import { type Places, placesIn } from './places.ts'
import { has, jointsOf, type Marks, markOf, marksOf, tells } from './template.ts'
import { type Headline, headlineOf } from './title.ts'
import { saysNothing } from './whole-text.ts'
import { hashText, mixHash } from './word-hash.ts'
import { hashSet, type WordVector, wordVector } from './word-vector.ts'

/**
 * An entry as it is compared with others. What of its text takes long is looked at when it is first asked for: of most that
 * are compared the titles already say that they are two.
 */
export class Piece {
  readonly key: EntryKey
  readonly sourceId: SourceId
  /** As declared. */
  readonly language: string
  readonly at: Instant
  /** Later than `at` where that proves nothing. */
  readonly toldUntil: Instant
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
  readonly figures: ReadonlySet<string>
  readonly #text: string
  readonly #textWords: readonly Word[]
  readonly #hashes: Uint32Array
  readonly #readIn: string | undefined
  #spoken: string | undefined
  #sentences: readonly ReadonlySet<number>[] | undefined
  #wording: string | undefined
  #isIdle: boolean | undefined
  #vector: WordVector | undefined
  #marks: Marks | undefined
  #joints: ReadonlySet<number> | undefined
  #places: Places | undefined
  #particulars: Particulars | undefined

  constructor(entry: Entry, text: string, language: string | undefined, words: readonly Word[] | undefined) {
    const headline = headlineOf(entry.title, entry.url)
    const { text: title, rest, asides } = headline
    this.key = entry.key
    this.sourceId = entry.sourceId
    this.language = familyOf(entry.language)
    this.at = countsFrom(entry)
    this.toldUntil = toldUntil(entry)
    this.isDated = claimedAt(entry) !== undefined
    this.agency = entry.dateline?.agency?.toLowerCase()
    this.headline = headline
    this.words = words ?? wordsOf(title, language)
    this.besides = rest === '' ? NOTHING : new Set(wordsOf(rest, language).map(({ form }) => form))
    this.asides = asides.length === 0 ? [] : wordsOf(asides.join('\n'), language)
    this.numbers = numbersOf(this.words)
    this.designations = designationsOf(title)
    this.#text = text === entry.title ? '' : withoutDateline(withoutCredit(text)).slice(0, TEXT_CHARACTERS)
    this.#readIn = language
    this.#textWords = wordsOf(this.#text, language).slice(0, TEXT_WORDS)
    this.#hashes = hashesOf(this.#textWords)
    this.opening = openingOf(this.#hashes)
    this.shingles = shinglesOf(this.#hashes)
    this.figures = numbersOf(this.#textWords, this.#hashes)
  }

  /** The words of the title as one text: pieces with the same one have one title. */
  get wording(): string {
    this.#wording ??= this.words.map(({ form }) => form).join(' ')
    return this.#wording
  }

  /** The declared language, unless headline and text are plainly in another; empty where none is declared. */
  get spoken(): string {
    const said = `${this.headline.text}\n${this.#text}`
    this.#spoken ??= this.language === '' ? '' : (otherLanguage(this.language, said) ?? this.language)
    return this.#spoken
  }

  /** Whether its text says nothing of it. */
  get isIdle(): boolean {
    this.#isIdle ??= isOfSigns(this.#text) || saysNothing(this.words, this.#textWords, this.marks)
    return this.#isIdle
  }

  /** How many of the words of its headline that tell its text does not say. */
  get untold(): number {
    return this.words.filter((word) => tells(word) && !has(this.marks, markOf(word.form))).length
  }

  /** Whether it has no text. */
  get isBare(): boolean {
    return this.#textWords.length === 0
  }

  /** Whether its text says half of what its headline does, and something besides. */
  get tellsHeadline(): boolean {
    return !this.isIdle && this.untold * 2 <= this.words.filter(tells).length
  }

  get vector(): WordVector {
    // The square tells words of sense from words of grammar, as the logarithm of document frequency does.
    this.#vector ??= wordVector(
      this.#hashes,
      this.#textWords.map(({ weight }) => weight * weight),
    )
    return this.#vector
  }

  get marks(): Marks {
    this.#marks ??= marksOf(this.#text, this.#textWords, this.#hashes)
    return this.#marks
  }

  get joints(): ReadonlySet<number> {
    this.#joints ??= jointsOf(this.#text, this.#textWords, this.#hashes)
    return this.#joints
  }

  /** Marks of the words that tell, by sentences of its text. */
  get sentences(): readonly ReadonlySet<number>[] {
    this.#sentences ??= this.#text
      .split(SENTENCE_END)
      .map((sentence) => wordsOf(sentence, this.#readIn).filter(tells))
      .map((words) => new Set(words.map(({ form }) => markOf(form))))
    return this.#sentences
  }

  get places(): Places {
    this.#places ??= placesIn(this.#text, this.#readIn)
    return this.#places
  }

  get particulars(): Particulars {
    this.#particulars ??= new Particulars({
      headline: this.headline.text,
      text: this.#text,
      words: this.#textWords,
      marks: this.marks,
      language: this.#readIn,
    })
    return this.#particulars
  }
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
  return new Piece(entry, text, language, words)
}

const NOTHING: ReadonlySet<string> = new Set()

/** `.`: no text, put where there was one. */
function isOfSigns(text: string): boolean {
  return text !== '' && !/[\p{L}\p{N}]/u.test(text)
}

function familyOf(language: string | undefined): string {
  const primary = language?.split('-')[0] ?? ''
  return primary === 'ms' ? 'id' : primary
}

function hashesOf(words: readonly Word[]): Uint32Array {
  const hashes = new Uint32Array(words.length)
  for (let i = 0; i < words.length; i++) hashes[i] = hashText(words[i]?.form ?? '')
  return hashes
}

/** Words that texts of one template begin with, and fewer than a text has. */
const OPENING_WORDS = 30
const LEAST_OPENING_WORDS = 12

function openingOf(words: Uint32Array): number | undefined {
  if (words.length < LEAST_OPENING_WORDS) return undefined
  return words.subarray(0, OPENING_WORDS).reduce((hash, word) => mixHash(Math.imul(hash, 31) + word), 0)
}

function shinglesOf(words: Uint32Array): Uint32Array {
  const shingles = new Uint32Array(Math.max(words.length - SHINGLE + 1, 0))
  for (let i = 0; i < shingles.length; i++) {
    shingles[i] = mixHash(Math.imul(words[i] ?? 0, 31) + Math.imul(words[i + 1] ?? 0, 17) + (words[i + 2] ?? 0))
  }
  return hashSet(shingles)
}
