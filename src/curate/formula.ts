import type { Instant } from '../model/instant.ts'
import { NAMES } from '../text/date/name-table.ts'
import { TEAMS } from '../text/telling-words.ts'
import { type Word, wordsOf } from '../text/words.ts'
import {
  exchangesFigures,
  exchangesNames,
  has,
  isName,
  type Marks,
  markOf,
  tells,
  unnamed,
  type Written,
} from './template.ts'

/**
 * Formulas of the trade (`two killed in crash`) head the news of another town every day, in every language. Where each of two
 * pieces has a text, such a headline proves nothing: what the texts tell besides has to be the same.
 */

/** In these every noun has a capital letter: it tells no name. */
export const NOUNS_WITH_CAPITALS = new Set(['de', 'lb', 'gsw', 'nds'])

/** Here every syllable is written by itself, and those of names are common words. */
const SYLLABIC = new Set(['vi'])
const CAPITALIZED = /(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{L}\p{M}]+/gu
/** The same where no sentence begins. */
const CAPITALIZED_AMIDST = /(?<=[\p{L}\p{M}\p{N},;)][ \u00A0\u202F'’-]|\p{L}[-'’])\p{Lu}[\p{L}\p{M}]+/gu
/** An acronym is a thing (`ДТП`, `SUV`) as often as a name. */
const ACRONYM = /^[\p{Lu}\p{M}]+$/u
const LONG_WORD = /[\p{L}\p{M}]{4,}/gu
/** Of the longer words of a headline in title case more have a capital. */
const TITLE_CASE = 0.6

/** Whether a headline names somebody or something, by capital letters; where all its words have one, by those of the text. */
function namesSomething(headline: string, inText: ReadonlySet<number>, language: string | undefined): boolean {
  if (NOUNS_WITH_CAPITALS.has(language?.split('-')[0] ?? '')) return false
  const written = (headline.match(CAPITALIZED) ?? []).filter((word) => !ACRONYM.test(word))
  if (written.length === 0) return false
  const names = isInTitleCase(headline) ? inText : inText.union(namesAmidst(headline, language))
  return wordsOf(written.join(' '), language).some((word) => tells(word) && names.has(markOf(word.form)))
}

/** Whether a headline writes its longer words with a capital: then that tells no names. */
export function isInTitleCase(headline: string): boolean {
  const longer = headline.match(LONG_WORD) ?? []
  return longer.filter((word) => /^\p{Lu}/u.test(word)).length > TITLE_CASE * longer.length
}

/** Marks of what has a capital letter where no sentence begins. */
export function namesAmidst(text: string, language: string | undefined): ReadonlySet<number> {
  const written = text.match(CAPITALIZED_AMIDST) ?? []
  return new Set(wordsOf(written.join(' '), language).map(({ form }) => markOf(form)))
}

/** The text of a piece, as what it tells is looked for in it. */
type Telling = {
  readonly headline: string
  readonly text: string
  readonly words: readonly Word[]
  /** Those of `words`. */
  readonly marks: Marks
  readonly language: string | undefined
}

/** What a piece tells besides the words of its headline, each looked for when it is first asked for. */
export class Particulars {
  /** Marks of days and months in its language. */
  readonly days: ReadonlySet<number>
  readonly #telling: Telling
  #teams: ReadonlySet<number> | undefined
  #inText: ReadonlySet<number> | undefined
  #told: Pick<Particulars, 'names' | 'words'> | undefined
  #isNamed: boolean | undefined
  #lead: number | undefined

  constructor(telling: Telling) {
    this.#telling = telling
    this.days = dayMarks(telling.language)
  }

  /** Whose teams it names. */
  get teams(): ReadonlySet<number> {
    this.#teams ??= this.#findTeams()
    return this.#teams
  }

  /** Marks of the names in its text, and of all words that tell; none of days and months, which both have that tell of one day. */
  get names(): ReadonlySet<number> {
    this.#told ??= this.#findTold()
    return this.#told.names
  }

  get words(): ReadonlySet<number> {
    this.#told ??= this.#findTold()
    return this.#told.words
  }

  /** The headline names somebody or something. */
  get isNamed(): boolean {
    const { headline, language } = this.#telling
    this.#isNamed ??= namesSomething(headline, this.#namesInText, language)
    return this.#isNamed
  }

  /** How many words its first sentence has. */
  get lead(): number {
    this.#lead ??= leadOf(this.#telling.text, this.#telling.language)
    return this.#lead
  }

  get #namesInText(): ReadonlySet<number> {
    this.#inText ??= namesAmidst(this.#telling.text, this.#telling.language)
    return this.#inText
  }

  #findTeams(): ReadonlySet<number> {
    const teams = new Set<number>()
    for (const [i, { form, isNumber }] of this.#telling.words.entries()) {
      const team = TEAMS.get(form)
      if (team !== undefined && !isNumber && !this.days.has(unnamed(this.#telling.marks[i]))) teams.add(team)
    }
    return teams
  }

  #findTold(): Pick<Particulars, 'names' | 'words'> {
    const { text, words, marks, language } = this.#telling
    const isInSyllables = SYLLABIC.has(language?.split('-')[0] ?? '')
    const hasCapitals = /\p{Lu}/u.test(text)
    const inText = this.#namesInText
    const names = new Set<number>()
    const telling = new Set<number>()
    for (const [i, word] of words.entries()) {
      const mark = unnamed(marks[i])
      if (word.isNumber || this.days.has(mark)) continue
      if (inText.has(mark) ? tells(word) || isInSyllables : tells(word) && !hasCapitals) names.add(mark)
      if (tells(word)) telling.add(mark)
    }
    return { names, words: telling }
  }
}

/** Where a sentence ends; also behind an initial. */
export const SENTENCE_END = /[.!?…][)"”»’]*(?=\s)|[。！？।۔؟][)"”»’」』]*|\n/gu

/** A point behind an initial ends none: what has too few words goes on. */
function leadOf(text: string, language: string | undefined): number {
  for (const { index } of text.matchAll(SENTENCE_END)) {
    const words = wordsOf(text.slice(0, index), language).length
    if (words >= LEAST_WORDS) return words
  }
  return Number.POSITIVE_INFINITY
}

const marksOfDays = new Map<string, ReadonlySet<number>>()

/** Of the names of days and months; remembered, as the table of a language never changes. */
export function dayMarks(language: string | undefined): ReadonlySet<number> {
  const primary = language?.split('-')[0] ?? 'en'
  const known = marksOfDays.get(primary)
  if (known !== undefined) return known
  const marks = new Set(wordsOf(NAMES[primary] ?? '', language).map(({ form }) => markOf(form)))
  marksOfDays.set(primary, marks)
  return marks
}

/** Fewer words are no sentence. */
const LEAST_WORDS = 5
/** Of the names in the one text that has fewer so many stand in the other, or where it has none, of its other words. */
const LEAST_COMMON = 0.5
const LEAST_COMMON_WORDS = 0.3
const LEAST_WORDS_TOLD = 2

type Told = Written & {
  readonly at: Instant
  readonly words: readonly Word[]
  readonly numbers: ReadonlySet<string>
  readonly particulars: Particulars
}

/** Whether two texts under one formula tell of two events. */
export function tellOfTwo(a: Told, b: Told): boolean {
  if (a.particulars.isNamed || b.particulars.isNamed) return false
  if (Math.min(a.marks.length, b.marks.length) < LEAST_WORDS) return false
  if (haveOtherFigures(a, b) || (!haveOneLead(a, b) && exchangesNames(a, b))) return true
  const told = new Set([...a.words, ...b.words].map(({ form }) => markOf(form)))
  const [ofA, ofB] = [a.particulars.names.difference(told), b.particulars.names.difference(told)]
  const fewer = Math.min(ofA.size, ofB.size)
  if (fewer > 0) return ofA.intersection(ofB).size < LEAST_COMMON * fewer
  const [allA, allB] = [a.particulars.words.difference(told), b.particulars.words.difference(told)]
  const least = Math.min(allA.size, allB.size)
  return least >= LEAST_WORDS_TOLD && allA.intersection(allB).size < LEAST_COMMON_WORDS * least
}

/** Of the words that the shorter text brings besides the headline no more are the other's, where another given name stands before the name. */
const MOST_OF_OTHER_NAME = 0.5
/** The same where that is not said, and so many names are others. */
const MOST_OF_OTHERS = 0.3
const LEAST_NAMES = 2
/** The same where both texts say the headline once more, and one name is another. */
const MOST_OF_STRANGERS = 0.2

/**
 * Whether two texts under one headline tell of two people of one name: what stands before it is another given name, or all names
 * besides are others, and hardly a word is one.
 */
export function nameOtherPeople(a: Told, b: Told): boolean {
  const told = new Set([...a.words, ...b.words].map(({ form }) => markOf(form)))
  const [allA, allB] = [a.particulars.words.difference(told), b.particulars.words.difference(told)]
  const common = allA.intersection(allB).size / Math.max(1, Math.min(allA.size, allB.size))
  if (common > MOST_OF_OTHER_NAME) return false
  const [ofA, ofB] = [a.particulars.names.difference(told), b.particulars.names.difference(told)]
  if (!ofA.isDisjointFrom(ofB)) return false
  const fewer = Math.min(ofA.size, ofB.size)
  if (common <= MOST_OF_OTHERS && fewer >= LEAST_NAMES) return true
  if (common <= MOST_OF_STRANGERS && fewer > 0 && [a, b].every((each) => shareRetold(each) >= LEAST_RETOLD)) return true
  return a.words.some((word) => {
    const [before, other] = [nameBefore(word, a.marks), nameBefore(word, b.marks)]
    return before !== undefined && other !== undefined && !has(b.marks, before) && !has(a.marks, other)
  })
}

/** Texts that say so much of the headline tell of its event, and so many words besides are more than who told it. */
const LEAST_RETOLD = 0.5
const LEAST_OF_TEASER = 2
const LEAST_OF_TEXT = 4

/**
 * Whether two texts say the headline once more and have not a word in common besides: of one event they had a name, a place or a
 * day; under another's headline anything can be said.
 */
export function onlyRetell(a: Told, b: Told): boolean {
  const told = new Set([...a.words, ...b.words].map(({ form }) => markOf(form)))
  const [ofA, ofB] = [a.particulars.words.difference(told), b.particulars.words.difference(told)]
  const [fewer, more] = ofA.size <= ofB.size ? [ofA, ofB] : [ofB, ofA]
  if (fewer.size < LEAST_OF_TEASER || more.size < LEAST_OF_TEXT || !fewer.isDisjointFrom(more)) return false
  return [a, b].every((each) => shareRetold(each) >= LEAST_RETOLD)
}

/** Of the words of a headline that tell so many stand in its text. */
function shareRetold({ words, marks }: Told): number {
  const telling = words.filter(tells)
  return telling.filter(({ form }) => has(marks, markOf(form))).length / Math.max(1, telling.length)
}

const CASED = /^\p{Ll}/u

/** The name that stands before a name, where the text has this first. */
function nameBefore({ form, isNumber }: Word, marks: Marks): number | undefined {
  // Without capitals who it is (`the president`) looks like a name.
  const place = isNumber || !CASED.test(form) ? -1 : marks.indexOf(markOf(form) + 1)
  const before = marks[place - 1] ?? 0
  return isName(before) ? before - 1 : undefined
}

/** The first sentence of the one stands at the beginning of the other: what comes then is cut, or told on, by each in its own way. */
function haveOneLead(a: Told, b: Told): boolean {
  const lead = Math.min(a.particulars.lead, b.particulars.lead)
  return (
    a.marks.length >= lead && b.marks.length >= lead && areOne(a.marks.subarray(0, lead), b.marks.subarray(0, lead))
  )
}

function areOne(a: Marks, b: Marks): boolean {
  return a.every((mark, i) => (mark & ~1) === ((b[i] ?? 0) & ~1))
}

/** Each has figures besides the headline and the day, and none that the other has: ages, amounts, roads. */
function haveOtherFigures(a: Told, b: Told): boolean {
  const [ofA, ofB] = [ownFigures(a), ownFigures(b)]
  return ofA.size > 0 && ofB.size > 0 && ofA.isDisjointFrom(ofB)
}

/** Whether two texts are one template in which other figures stand, whatever the headline names: one day's prices, and another's. */
export function tellOtherFigures(a: Told, b: Told): boolean {
  const [ofA, ofB] = [ownFigures(a).difference(b.figures), ownFigures(b).difference(a.figures)]
  if (ofA.size === 0 || ofB.size === 0) return false
  return exchangesFigures(a.marks, b.marks, new Set(Array.from(ofA.union(ofB), (figure) => markOf(figure))))
}

function ownFigures({ at, numbers, figures }: Told): ReadonlySet<string> {
  const day = new Date(at)
  const dated = [
    day.getUTCFullYear(),
    day.getUTCMonth() + 1,
    ...[-1, 0, 1].map((days) => new Date(at + days * DAY).getUTCDate()),
  ]
  return new Set(
    Array.from(figures).filter(
      (figure) => /\d/.test(figure) && !numbers.has(figure) && !dated.includes(Number(figure)),
    ),
  )
}

const DAY = 24 * 60 * 60 * 1000
