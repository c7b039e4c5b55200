import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { SourceId } from '../model/source.ts'
import { knowsWords, type Word, wordsOf } from '../text/words.ts'
import type { Concepts } from './concepts.ts'
import { type Reading, readingOf, townsApart } from './exchanged-places.ts'
import { NOUNS_WITH_CAPITALS } from './formula.ts'
import { areOneButFigures, areOneTemplate, type Templated, templatedOf } from './one-template.ts'
import { countsFrom } from './order.ts'
import { behindPreposition, nameOtherPlaces, type Places, placesIn } from './places.ts'
import { formulaOfTwo } from './shared-formula.ts'
import { LEAST_WEIGHT, stemOf } from './telling-stems.ts'
import { has, isName, type Marks, markOf, marksOf, tells } from './template.ts'
import { headlineOf } from './title.ts'
import { hashText } from './word-hash.ts'
import { cosine, type WordVector, without, wordVector } from './word-vector.ts'

/** An entry as it is compared with others that may tell of the same event. */
export type EventPiece = {
  readonly key: EntryKey
  readonly sourceId: SourceId
  readonly at: Instant
  readonly language: string
  readonly vector: WordVector
  /** The same of its title alone. */
  readonly title: WordVector
  readonly numbers: ReadonlySet<string>
  /** How much it says: thin texts prove little. */
  readonly weight: number
  /** What it speaks of, whatever its language; undefined in languages without lexicon. */
  readonly concepts?: Concepts | undefined
  /** The names in its text, each as what may answer to it in another language; none where capitals tell none. */
  readonly names?: readonly ReadonlySet<string>[]
  readonly headline: string
  /** The words that its text begins with. */
  readonly text: readonly Word[]
  /** The words of its title, and of its text where capitals tell names. */
  readonly told: {
    readonly title: readonly number[]
    readonly text: Marks
    readonly places: Places
    readonly figures: ReadonlySet<string>
    readonly uncased: Reading | undefined
    readonly template: Templated
    /** What the text says besides names and figures; undefined where nothing tells names, or there is little of it. */
    readonly plain: ReadonlySet<number> | undefined
  }
  /** Digests and tickers tell of many events. */
  readonly isOwn: boolean
}

const HOUR = 60 * 60 * 1000
/** Reports of one event come within four days. */
export const STORY_WINDOW = 96 * HOUR
const TEXT_WORDS = 60
const TEXT_CHARACTERS = 500
/** A word of the title counts as much as so many of the text. */
const TITLE_FACTOR = 2

/** Prepares an entry for comparison. `text` is the body as plain text; without it the title speaks alone. */
export function eventPieceOf(entry: Entry, text: string, language = entry.language): EventPiece {
  const headline = headlineOf(entry.title, entry.url)
  const weights = new Map<string, number>()
  const words = wordsOf(headline.text, language)
  add(weights, words, TITLE_FACTOR)
  const title = vectorOf(weights)
  const beginning = text === entry.title ? '' : text.slice(0, TEXT_CHARACTERS)
  const textWords = wordsOf(beginning, language).slice(0, TEXT_WORDS)
  add(weights, textWords, 1)
  const marks = CAPITAL.test(beginning) ? marksOf(beginning, textWords, hashesOf(textWords)) : NO_MARKS
  return {
    key: entry.key,
    sourceId: entry.sourceId,
    at: countsFrom(entry),
    headline: headline.text,
    text: textWords,
    language: language?.split('-')[0] ?? '',
    vector: vectorOf(weights),
    title,
    numbers: figuresIn(words),
    weight: [...weights].reduce(
      (sum, [form, weight]) => sum + (weight >= 1 ? 1 : SPACELESS_PAIR.test(form) ? 0.5 : 0),
      0,
    ),
    told: {
      title: words.map(({ form }) => markOf(form)),
      text: marks,
      places: placesIn(beginning, language),
      figures: figuresIn(textWords),
      uncased: readingOf(headline.text, beginning),
      template: templatedOf({ headline: headline.text, title: words, beginning, text: textWords }, language),
      plain: plainIn(textWords, marks, language),
    },
    isOwn: headline.isOwn || ADDRESS.test(entry.title),
  }
}

const SPACELESS_PAIR = /^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u4E00-\u9FFF]{2}$/
/** What stands for a title where there is neither title nor text. */
const ADDRESS = /^https?:\/\/\S+$/
const CAPITAL = /\p{Lu}/u
const NO_MARKS: Marks = new Uint32Array()

/** Fewer words are a teaser. */
const LEAST_PLAIN = 5

function plainIn(words: readonly Word[], marks: Marks, language: string | undefined): ReadonlySet<number> | undefined {
  if (NOUNS_WITH_CAPITALS.has(language?.split('-')[0] ?? '')) return undefined
  const plain = new Set([...marks].filter((mark, i) => !isName(mark) && isTelling(words[i])))
  return plain.size < LEAST_PLAIN ? undefined : plain
}

function isTelling(word: Word | undefined): boolean {
  return word !== undefined && tells(word)
}

function figuresIn(words: readonly Word[]): ReadonlySet<string> {
  return new Set(words.flatMap(({ form, isNumber }) => (isNumber ? [form] : [])))
}

function hashesOf(words: readonly Word[]): Uint32Array {
  return Uint32Array.from(words, ({ form }) => hashText(form))
}

function vectorOf(weights: ReadonlyMap<string, number>): WordVector {
  return wordVector([...weights.keys()].map(hashText), [...weights.values()])
}

/** The piece as if it had not said some words, in its title or after it. */
export function withoutWords(piece: EventPiece, words: ReadonlySet<number>): EventPiece {
  const vector = without(piece.vector, words)
  const weight = Math.max(0, piece.weight - (piece.vector.hashes.length - vector.hashes.length))
  return { ...piece, vector, title: without(piece.title, words), weight }
}

/** Each further appearance counts half as much as the one before. */
function add(weights: Map<string, number>, words: readonly Word[], factor: number): void {
  const times = new Map<string, number>()
  for (const { form, weight } of words) {
    if (weight < LEAST_WEIGHT) continue
    const stem = stemOf(form)
    const time = times.get(stem) ?? 0
    times.set(stem, time + 1)
    weights.set(stem, (weights.get(stem) ?? 0) + factor * weight * weight * 0.5 ** time)
  }
}

/** Whether the words of both may be compared: an unknown language is taken for the other's. */
export function speakOneLanguage(a: EventPiece, b: EventPiece): boolean {
  return a.language === b.language || a.language === '' || b.language === ''
}

/** Affinities below are chance. */
export const CHANCE = 0.04

/** TF-IDF cosine with the frozen weights, less for thin texts and for what lies far apart in time. Symmetric, pure. */
export function affinity(a: EventPiece, b: EventPiece): number {
  if (a.isOwn || b.isOwn) return 0
  const thin = Math.min(1, Math.min(a.weight, b.weight) / 5)
  const textAlone = isUntitled(a) || isUntitled(b) ? TITLES_UNLIKE : 1
  const value = cosine(a.vector, b.vector) * thin * nearness(a, b) * textAlone
  return value < LOOKALIKE ? value : value * speaksAgainst(a, b)
}

/** What is less alike is told apart by that. */
const LOOKALIKE = 0.2

/** What is known to be of another event keeps others of its group away, too. */
const AGAINST = -1

/** 1 where nothing does. */
function speaksAgainst(a: EventPiece, b: EventPiece): number {
  if (nameOthers(a.told, b.told) || areOneTemplate(a.told.template, b.told.template)) return AGAINST
  if (areNextIssues(a, b)) return AGAINST
  const [one, other] = [a.told.uncased, b.told.uncased]
  const towns = one && other && townsApart(one, other)
  if (towns !== undefined) return towns === 'formula' ? AGAINST : 0
  return happenElsewhere(a, b) || headOthers(a, b) || shareNamesAlone(a, b) ? 0 : 1
}

/**
 * Whether two texts have nothing in common but names and figures: anybody can put those of the day before an advertisement. Of real
 * reports of one event hardly any have so little.
 */
function shareNamesAlone({ told: { plain: a } }: EventPiece, { told: { plain: b } }: EventPiece): boolean {
  return a !== undefined && b !== undefined && a.isDisjointFrom(b)
}

/**
 * Whether each text names a place and none of the other's, and both headlines name nobody and nothing that both texts name; where
 * every noun has a capital, and names none, whether the headlines say those places.
 */
function happenElsewhere({ told: a, language }: EventPiece, { told: b }: EventPiece): boolean {
  if (a.text.length === 0 || b.text.length === 0) return false
  if (!nameOtherPlaces({ ...a, marks: a.text }, { ...b, marks: b.text })) return false
  if (NOUNS_WITH_CAPITALS.has(language)) return saysItsPlace(a) && saysItsPlace(b)
  // What a text begins with has a capital whatever it is.
  const isNamed = ({ text }: Told, mark: number) => text.lastIndexOf(mark + 1) > 0
  return !a.title.some((mark) => b.title.includes(mark) && isNamed(a, mark) && isNamed(b, mark))
}

function saysItsPlace({ title, text, figures }: Told): boolean {
  return behindPreposition({ marks: text, figures }).some((place) => title.includes(place - 1))
}

/** What is headed alike is another day's from here. */
const NEXT_ISSUE = 12 * HOUR

/** What is told each day under one headline in the same sentences, with other figures. */
function areNextIssues(a: EventPiece, b: EventPiece): boolean {
  if (Math.abs(a.at - b.at) < NEXT_ISSUE || cosine(a.title, b.title) < TITLES_SAME) return false
  return areOneButFigures(a.told.template, b.told.template)
}

/**
 * Whether two pieces under one headline tell of two things. Copies are folded: what is left under it tells of one event only if the
 * texts do.
 */
function headOthers(a: EventPiece, b: EventPiece): boolean {
  if (a.text.length === 0 || b.text.length === 0 || cosine(a.title, b.title) < TITLES_SAME) return false
  const words = [a, b].flatMap(({ headline, language }) => wordsOf(headline, language || undefined))
  const most = knowsWords(a.language) && knowsWords(b.language) ? MOST_BY_CHANCE : MOST_UNWEIGHED
  return formulaOfTwo(a, b, words, most) !== undefined
}

/** What two texts have in common by chance; more where even the commonest words are counted. */
const MOST_BY_CHANCE = 0.1
const MOST_UNWEIGHED = 0.2

/** Its title says nothing, or nothing that counts: the text speaks alone. */
function isUntitled({ title }: EventPiece): boolean {
  return title.hashes.length === 0
}

type Told = EventPiece['told']

/**
 * Whether two titles are one formula of the trade in which only the names are others (`Samsun: jeweller robbed, three held`, and the
 * same of Adana): they have no name in common, and stand word for word where half of their words are the same. Names are told by
 * the capitals of the texts, so that of scripts without, and of titles alone, nothing is said.
 */
function nameOthers(a: Told, b: Told): boolean {
  if (a.title.length !== b.title.length || a.text.length === 0 || b.text.length === 0) return false
  const isNamed = ({ text }: Told, mark: number) => text.includes(mark + 1)
  let [same, exchanged] = [0, 0]
  for (const [i, ofA] of a.title.entries()) {
    const ofB = b.title[i] ?? 0
    if (ofA === ofB) {
      if (isNamed(a, ofA)) return false
      same++
    } else if (isNamed(a, ofA) && isNamed(b, ofB) && !has(b.text, ofA) && !has(a.text, ofB)) exchanged++
  }
  return exchanged > 0 && same * 2 >= a.title.length
}

/** 1 at one time, 0 beyond the window. */
export function nearness(a: EventPiece, b: EventPiece): number {
  const apart = Math.abs(a.at - b.at)
  return apart > STORY_WINDOW ? 0 : 1 - 0.3 * (apart / STORY_WINDOW)
}

const TITLES_ALIKE = 0.4
const TITLES_UNLIKE = 0.6
/** Titles that are one but for a word in passing. */
const TITLES_SAME = 0.9

/**
 * The affinity of two that nothing but themselves speaks for: less where the titles have other figures or nothing in
 * common, as then it is another turn of affairs, if not another affair.
 */
export function storyScore(a: EventPiece, b: EventPiece): number {
  const ofTitles = cosine(a.title, b.title)
  const isTextAlone = isUntitled(a) || isUntitled(b)
  const titles = isTextAlone ? 1 : TITLES_UNLIKE + (1 - TITLES_UNLIKE) * Math.min(1, ofTitles / TITLES_ALIKE)
  const figures = a.numbers.isSubsetOf(b.numbers) || b.numbers.isSubsetOf(a.numbers) ? 1 : 0.7
  return affinity(a, b) * titles * figures
}
