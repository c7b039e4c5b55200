import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { SourceId } from '../model/source.ts'
import { type Word, wordsOf } from '../text/words.ts'
import { withoutDateline } from './dateline.ts'
import { claimedAt, countsFrom } from './order.ts'
import { addsMore, announces, designationsOf, matched, namesBearer, tellsOfDeath } from './headline-turns.ts'
import { nameOtherPlaces, type Places, placesIn } from './places.ts'
import { meanTheSame, standsFor } from './same-meaning.ts'
import {
  AGENTS,
  DEATH,
  DIRECTIONS,
  DISTINCTIONS,
  NEGATIONS,
  REACTIONS,
  SIDES,
  SPACELESS_VETO,
} from '../text/telling-words.ts'
import { exchangesNames, isNamedIn, isToldByBoth, type Marks, marksOf, tellOfOthers, tells } from './template.ts'
import { type Headline, headlineOf } from './title.ts'
import { hashText, mixHash } from './word-hash.ts'
import { cosine, countCommon, hashSet, type WordVector, wordVector } from './word-vector.ts'

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
  readonly figures: ReadonlySet<string>
}

/** By what rule two entries are one piece: the same words in the text, in the title, or enough of both. */
export type LikenessRule = 'same-text' | 'same-title' | 'title-and-text'

/** Why two entries that look alike are not folded. */
export type Veto =
  | 'numbers'
  | 'negation'
  | 'reaction'
  | 'distinction'
  | 'not-yet'
  | 'opposite'
  | 'exchanged-words'
  | 'exchanged-roles'
  | 'added-words'
  | 'question'
  | 'kind'
  | 'own-kind'
  | 'too-short'
  | 'texts-differ'
  | 'template'
  | 'same-source'
  | 'sent-again'
  | 'recurring-title'
  | 'language'
  | 'another-day'
  | 'too-far-apart'

/** What a comparison came to, with all that explains it. */
export type Likeness = {
  readonly a: EntryKey
  readonly b: EntryKey
  readonly isCopy: boolean
  readonly rule: LikenessRule
  /** 0 to 1, to be at least `threshold`. */
  readonly score: number
  readonly threshold: number
  /** The weightiest words that both have. */
  readonly shared: readonly string[]
  readonly veto?: Veto
  /** One text to the word, under headlines of which one denies the other: a copy, where nothing else speaks against it. */
  readonly isDoubted?: true
}

/** What the rest of the window says of the two. */
export type Surroundings = {
  /** The title recurs in one of the sources: it names a series. */
  readonly titleRecurs?: boolean
  /** The text recurs in one of the sources under other titles: it is boilerplate. */
  readonly textRecurs?: boolean
  /** Whether a word sequence that both have recurs in their sources under other titles. */
  readonly recurs?: (shingle: number) => boolean
}

const HOUR = 60 * 60 * 1000
/** Copies of one piece come within three days. */
export const COPY_WINDOW = 72 * HOUR

/** Words of a text that are compared: summaries are cut at different lengths, so only the beginning counts. */
const TEXT_WORDS = 80
const TEXT_CHARACTERS = 700
const SHINGLE = 3

const THRESHOLDS = { title: 0.8, titleOfOneSource: 0.86, text: 0.6, bothTitle: 0.5, bothText: 0.55 } as const

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

/**
 * Whether two entries are copies of one piece. Only very high precision may hide, so each way of being alike has its
 * own threshold, and what makes an alike headline other news forbids. Symmetric and pure.
 */
export function compare(a: Piece, b: Piece, surroundings: Surroundings = {}): Likeness {
  if (a.key > b.key) return compare(b, a, surroundings)
  const title = likenessOfTitles(a, b)
  const text = surroundings.textRecurs === true ? NO_TEXT : likenessOfTexts(a, b, title, surroundings)
  const decided = (rule: LikenessRule, score: number, threshold: number, veto?: Veto): Likeness => ({
    a: a.key,
    b: b.key,
    isCopy: score >= threshold && veto === undefined,
    rule,
    score: Math.round(score * 1000) / 1000,
    threshold,
    shared: title.shared,
    ...(veto === undefined ? {} : { veto }),
  })
  const foreign = foreignVeto(a, b)
  const sameText = text.isLong && text.score >= THRESHOLDS.text
  if (sameText) {
    const veto = foreign ?? (areFiguresOne(a, b, text) ? undefined : 'numbers') ?? textVeto(a, b, title, text.score)
    const same = decided('same-text', text.score, THRESHOLDS.text, veto)
    if (veto === 'numbers') return same
    if (veto === undefined) return contradiction(a, b, title) === undefined ? same : { ...same, isDoubted: true }
  }
  const threshold = a.sourceId === b.sourceId ? THRESHOLDS.titleOfOneSource : THRESHOLDS.title
  const veto = foreign ?? titleVeto(a, b, title, text, surroundings)
  if (title.score < threshold && title.score >= THRESHOLDS.bothTitle && text.cosine >= THRESHOLDS.bothText) {
    return decided('title-and-text', text.cosine, THRESHOLDS.bothText, veto)
  }
  return decided('same-title', title.score, threshold, veto)
}

/** Whether two have nothing in common that tells: no name in the titles, hardly a word in the texts. */
export function areStrangers(a: Piece, b: Piece): boolean {
  const title = likenessOfTitles(a, b)
  if (title.score >= STRANGERS.title) return false
  const text = likenessOfShingles(a, b, a.shingles, b.shingles)
  return text.isComparable ? text.cosine < STRANGERS.text : title.sharedWeight < STRANGERS.shared
}

/** A word that tells weighs 1. */
const STRANGERS = { title: 0.2, text: 0.12, shared: 0.6 } as const

function foreignVeto(a: Piece, b: Piece): Veto | undefined {
  if (a.language !== '' && b.language !== '' && a.language !== b.language) return 'language'
  return Math.abs(a.at - b.at) > COPY_WINDOW ? 'too-far-apart' : undefined
}

/** A day later a text with one figure more and one less is its update (`at least 128 have died`, 157), and no copy. */
function areFiguresOne(a: Piece, b: Piece, text: TextLikeness): boolean {
  if (Math.abs(a.at - b.at) < SAME_DAY) return text.numbersAgree
  return a.figures.isSubsetOf(b.figures) || b.figures.isSubsetOf(a.figures)
}

/** A text told again under a headline that says something else is only believed when it is nearly the same. */
function textVeto(a: Piece, b: Piece, title: TitleLikeness, score: number): Veto | undefined {
  if (a.headline.isOwn !== b.headline.isOwn) return 'own-kind'
  if (numbersContradict(title) && !isFiguredIn(a, b) && !isFiguredIn(b, a)) return 'numbers'
  if (title.score < 0.3 && score < 0.85) return 'exchanged-words'
  if (!isToldByBoth([title.onlyA, title.onlyB], [a.marks, b.marks], title.score >= THRESHOLDS.bothTitle))
    return 'template'
  if (exchangesNames(a.marks, b.marks)) return 'template'
  if (exchangesInText(title.onlyA, a, b) && exchangesInText(title.onlyB, b, a)) return 'exchanged-words'
  if (score < 0.8) return wordVeto(a, b, title)
  return score < ONE_WORD_OTHER ? contradiction(a, b, title) : undefined
}

/** Nearly the same text, in which yet a word may be another. */
const ONE_WORD_OTHER = 0.97

/** The figures of a title stand in the other's text: of what both tell each names another part. */
function isFiguredIn(one: Piece, other: Piece): boolean {
  return one.numbers.isSubsetOf(other.numbers.union(other.figures))
}

/** A name that one title has alone is in its own text and not in the other: one template, told of two towns. */
function exchangesInText(only: readonly Word[], own: Piece, other: Piece): boolean {
  return only.some((word) => {
    if (!tells(word) || !isNamedIn(word, own.marks)) return false
    const hash = hashText(word.form)
    return own.vector.hashes.includes(hash) && !other.vector.hashes.includes(hash)
  })
}

function titleVeto(
  a: Piece,
  b: Piece,
  title: TitleLikeness,
  text: TextLikeness,
  surroundings: Surroundings,
): Veto | undefined {
  if (a.headline.isOwn || b.headline.isOwn) return 'own-kind'
  if (a.headline.kind !== b.headline.kind) return 'kind'
  if (numbersContradict(title)) return 'numbers'
  const words = wordVeto(a, b, title)
  if (words !== undefined) return words
  if (a.headline.isQuestion !== b.headline.isQuestion) return 'question'
  if (title.sharedWeight < 2.8 || title.sharedCount < 4) return 'too-short'
  if (surroundings.titleRecurs === true) return 'recurring-title'
  if (text.isComparable && text.cosine < 0.12) return 'texts-differ'
  if (text.isLong && text.score >= THRESHOLDS.text && exchangesNames(a.marks, b.marks)) return 'template'
  return a.sourceId === b.sourceId ? sourceVeto(a, b, title, text) : dayVeto(a, b, text)
}

/** So long after one another two outlets' texts of one title have the same figures, or are about the next day's events. */
const SAME_DAY = 12 * HOUR
/** From one day's news to the next day's, which as often as not has the same headline (`Wall Street closes higher`). */
const NEXT_DAY = 20 * HOUR
/** Texts of one event that were written by two, or more alike than that. */
const LEAST_ALIKE = 0.35

/** Forbids what is told under one title again by another outlet on another day, unless the texts are of one event. */
function dayVeto(a: Piece, b: Piece, text: TextLikeness): Veto | undefined {
  const apart = Math.abs(a.at - b.at)
  if (apart >= SAME_DAY && !numbersAgree(a.figures, b.figures)) return 'numbers'
  if (tellOfOthers(a.marks, b.marks, [a.words, b.words])) return 'texts-differ'
  if (nameOtherPlaces(a, b)) return 'texts-differ'
  return apart >= NEXT_DAY && !(text.isComparable && text.cosine >= LEAST_ALIKE) ? 'another-day' : undefined
}

/** One outlet under one title writes again and again (columns, tickers); a second edition has nearly its words. */
function sourceVeto(a: Piece, b: Piece, title: TitleLikeness, text: TextLikeness): Veto | undefined {
  if (text.isComparable) return text.cosine >= 0.6 ? undefined : 'same-source'
  if (Math.abs(a.at - b.at) > 24 * HOUR) return 'same-source'
  return title.score < 0.999 ? undefined : 'sent-again'
}

type TitleLikeness = {
  readonly score: number
  readonly sharedWeight: number
  readonly sharedCount: number
  readonly shared: readonly string[]
  readonly onlyA: readonly Word[]
  readonly onlyB: readonly Word[]
  /** Where the words that both have stand in each; and of those words all but the commonest. */
  readonly pairs: readonly (readonly [number, number])[]
  readonly places: readonly (readonly [number, number])[]
  /** A wider word of it stands for a name of the other. */
  readonly isWiderA: boolean
  readonly isWiderB: boolean
  readonly weightA: number
  readonly weightB: number
  readonly numbersA: ReadonlySet<string>
  readonly numbersB: ReadonlySet<string>
}

/** Words weighed and matched, inflections included, whatever their order. */
function likenessOfTitles(
  { words: a, besides: besidesA, numbers: numbersA }: Piece,
  { words: b, besides: besidesB, numbers: numbersB }: Piece,
): TitleLikeness {
  const pairs: [number, number][] = []
  const matched = new Map<string, Word>()
  const usedB = new Uint8Array(b.length)
  let doubled = 0
  let [isWiderA, isWiderB] = [false, false]
  const match = (one: Word, place: number, other: Word, i: number): void => {
    pairs.push([place, i])
    usedB[i] = 1
    matched.set(one.form, one)
    doubled += one.weight + other.weight
    if (one.form === other.form) return
    isWiderA ||= standsFor(one.form, other.form)
    isWiderB ||= standsFor(other.form, one.form)
  }
  const unmatched: number[] = []
  for (const [place, word] of a.entries()) {
    const i = b.findIndex(({ form }, at) => usedB[at] === 0 && form === word.form)
    const other = b[i]
    if (other === undefined) unmatched.push(place)
    else match(word, place, other, i)
  }
  const only: Word[] = []
  for (const place of unmatched) {
    const word = a[place]
    if (word === undefined) continue
    const i = b.findIndex((other, at) => usedB[at] === 0 && isInflected(word, other))
    const other = b[i]
    if (other === undefined) only.push(word)
    else match(word, place, other, i)
  }
  // What a title only says twice adds nothing.
  const onlyA = only.filter(({ form }) => !matched.has(form) && !besidesB.has(form))
  const onlyB = b.filter(({ form }, i) => usedB[i] === 0 && !matched.has(form) && !besidesA.has(form))
  const weightA = total(onlyA)
  const weightB = total(onlyB)
  const distinct = [...matched.values()]
  const informative = distinct.filter(({ weight }) => weight >= 0.4)
  return {
    score: doubled === 0 ? 0 : doubled / (doubled + weightA + weightB),
    sharedWeight: total(distinct),
    sharedCount: informative.length,
    shared: informative
      .sort((x, y) => y.weight - x.weight)
      .slice(0, 8)
      .map(({ form }) => form),
    onlyA,
    onlyB,
    pairs,
    places: pairs.filter(([place]) => (a[place]?.weight ?? 0) >= 0.3),
    isWiderA,
    isWiderB,
    weightA,
    weightB,
    numbersA,
    numbersB,
  }
}

/**
 * `France defeats Spain`, `Spain defeats France`: just two words have changed places around others that stay; what only
 * moved (`after X, Y`) takes others with it.
 */
function isReversed(places: readonly (readonly [number, number])[], words: readonly Word[]): boolean {
  const ordered = places.toSorted(([x], [y]) => x - y)
  const settled = ordered.map(([, place]) => place).sort((x, y) => x - y)
  const moved = ordered.flatMap(([at, place], i) => (place === settled[i] ? [] : [{ at, i }]))
  const [first, second] = moved
  if (first === undefined || second === undefined || moved.length > 2 || second.i - first.i < 2) return false
  // A number has no role to exchange: `6.1 magnitude`, `magnitude of 6.1`.
  return [first, second].every(({ at }) => words[at]?.isNumber === false)
}

function isInOrder(places: readonly (readonly [number, number])[]): boolean {
  const order = places.toSorted(([x], [y]) => x - y)
  return order.every(([, place], i) => i === 0 || place > (order[i - 1]?.[1] ?? 0))
}

function total(words: readonly Word[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0)
}

/** `skateboard` and `skateboarding`, `dukung` and `mendukung`, `sterilisation` and `sterilization`, `quake` and `earthquake`. */
function isInflected({ form: a, isNumber }: Word, { form: b, isNumber: isOther }: Word): boolean {
  if (isNumber || isOther) return (NUMBER_WORDS.get(a) ?? a) === (NUMBER_WORDS.get(b) ?? b)
  if (meanTheSame(a, b) || standsFor(a, b) || standsFor(b, a)) return true
  // All that follows has a beginning or an end in common.
  if (a.charCodeAt(0) !== b.charCodeAt(0) && a.charCodeAt(a.length - 1) !== b.charCodeAt(b.length - 1)) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < 4)
    return /^[\uAC00-\uD7AF]{2,}/.test(short) && long.startsWith(short) && long.length <= short.length + 2
  let prefix = 0
  while (prefix < short.length && short[prefix] === long[prefix]) prefix++
  if (prefix >= 4 && prefix >= long.length * 0.7) return !/\d/.test(long.slice(prefix))
  if (long.endsWith(short) && short.length >= 5 && INDONESIAN_PREFIX.test(long.slice(0, -short.length))) return true
  return (
    short.length >= 8 &&
    long.length - short.length <= 1 &&
    short.slice(prefix + 1) === long.slice(-(short.length - prefix - 1))
  )
}

/** Not `di-` and `ter-`, which exchange who does and who suffers: `kalahkan` defeats, `dikalahkan` is defeated. */
const INDONESIAN_PREFIX = /^(?:me|mem|men|meng|ber)$/

const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    2: 'two dua dos deux zwei due dois duas twee iki dwa dwie dwoch два две двое двух дві двох',
    3: 'three tiga tres trois drei tre drie uc trzy trzech три трое трех троих трьох',
    4: 'four empat cuatro quatre vier quattro quatro dort cztery czterech четыре четырех чотири чотирьох',
    5: 'five lima cinco cinq funf cinque vijf bes piec пять пяти пятеро',
    6: 'six enam seis sechs sei zes altı szesc шесть шести шість',
    7: 'seven tujuh siete sept sieben sette sete zeven yedi siedem семь семи сім',
    8: 'eight delapan ocho huit acht otto oito sekiz osiem восемь восьми вісім',
    9: 'nine sembilan nueve neuf neun nove negen dokuz dziewiec девять девяти',
    10: 'ten sepuluh diez dix zehn dieci dez tien dziesiec десять десяти',
    11: 'eleven sebelas once onze elf',
    12: 'twelve lusin dozen doce douze zwolf',
    mon: 'monday senin lunes lundi montag lunedi понедельник',
    tue: 'tuesday selasa martes mardi dienstag вторник',
    wed: 'wednesday rabu miercoles mercredi mittwoch среда среду',
    thu: 'thursday kamis jueves jeudi donnerstag четверг',
    fri: 'friday jumat viernes vendredi freitag пятница пятницу',
    sat: 'saturday sabtu sabado samedi samstag суббота субботу',
    sun: 'sunday domingo dimanche sonntag воскресенье',
  }).flatMap(([number, list]) => list.split(' ').map((word) => [word, number] as const)),
)

/** Numbers in digits and words, and days of the week, which tell apart like numbers. */
function numbersOf(words: readonly Word[]): ReadonlySet<string> {
  const numbers = new Set<string>()
  for (const { form, isNumber } of words) {
    const number = isNumber ? form : NUMBER_WORDS.get(form)
    if (number !== undefined) numbers.add(number)
  }
  return numbers
}

/** Both name numbers, and neither only those of the other. */
function numbersContradict({ numbersA: a, numbersB: b }: TitleLikeness): boolean {
  return !a.isSubsetOf(b) && !b.isSubsetOf(a)
}

/** Most that one title may say more than the other, whole and as a share of what both say. */
const MOST_ADDED = 1.25
const MOST_ADDED_SHARE = 0.36
/** Where the other title has nothing of its own, and no other figures. */
const MOST_ADDED_SHARE_ALONE = 0.46
/** Most that both may say otherwise: `beats` for `downs`, never `school` for `hospital`. */
const MOST_EXCHANGED = 0.9
const LIGHT = 0.45
const HEAVY = 0.6

/** Forbids by what only one of the titles says. */
function wordVeto(a: Piece, b: Piece, title: TitleLikeness): Veto | undefined {
  const { onlyA, onlyB, weightA, weightB, sharedWeight, numbersA, numbersB, pairs } = title
  const rest = [...onlyA, ...onlyB]
  if (rest.some(({ form }) => NEGATIONS.has(form))) return 'negation'
  if (rest.some(({ form }) => DISTINCTIONS.has(form))) return 'distinction'
  if (tellsOfDeath(a.words) !== tellsOfDeath(b.words)) return 'distinction'
  const aside = asideVeto(a, b)
  if (aside !== undefined) return aside
  const sides = matched(a.words, b.words, pairs)
  if (announces(sides)) return 'not-yet'
  if (addsMore(sides) || namesBearer(sides)) return 'distinction'
  if (!a.designations.isSubsetOf(b.designations) && !b.designations.isSubsetOf(a.designations)) return 'distinction'
  if (rest.some(({ form }) => AGENTS.has(form)) && isInOrder(title.places)) return 'exchanged-roles'
  if (namesAnother(onlyA, onlyB) || namesAnother(onlyB, onlyA)) return 'distinction'
  if (dividesPlace(onlyA) || dividesPlace(onlyB)) return 'distinction'
  if (isContrary(onlyA, b.words) || isContrary(onlyB, a.words)) return 'opposite'
  if (addsReaction(onlyA) || addsReaction(onlyB)) return 'reaction'
  const spaceless = rest.some(({ form }) => SPACELESS_VETO.test(form))
  if (spaceless) return 'distinction'
  if (isExchanged(title)) return 'exchanged-words'
  if (title.isWiderA && heaviest(onlyA) > LIGHT) return 'exchanged-words'
  if (title.isWiderB && heaviest(onlyB) > LIGHT) return 'exchanged-words'
  if (isReversed(title.places, a.words)) return 'exchanged-roles'
  const added = Math.max(weightA, weightB)
  const alone =
    Math.min(weightA, weightB) <= LIGHT && (numbersA.size === 0 || numbersB.size === 0 || equal(numbersA, numbersB))
  const share = alone ? MOST_ADDED_SHARE_ALONE : MOST_ADDED_SHARE
  return added > MOST_ADDED && added > share * sharedWeight ? 'added-words' : undefined
}

/**
 * What stands beside two headlines behind a bar, or before it, is left out of their likeness and may yet part them: `| BJP leads` and
 * `| Congress leads`, `Women |` and `Men |`.
 */
function asideVeto(a: Piece, b: Piece): Veto | undefined {
  if (a.asides.length + b.asides.length === 0) return undefined
  const without = (words: readonly Word[], ...others: readonly (readonly Word[])[]) =>
    words.filter(({ form }) => !others.some((other) => other.some((word) => word.form === form)))
  const [onlyA, onlyB] = [without(a.asides, b.asides, b.words), without(b.asides, a.asides, a.words)]
  if ([...onlyA, ...onlyB].some(isTelling)) return 'distinction'
  return Math.min(heaviest(onlyA), heaviest(onlyB)) >= MEANING ? 'exchanged-words' : undefined
}

/** Words above say something. */
const MEANING = 0.4

function isTelling({ form, isNumber }: Word): boolean {
  // A year names what is filed under it: `Tokyo 2020 |`.
  return (
    (isNumber && !/^(?:19|20)\d\d$/.test(form)) ||
    [NEGATIONS, DISTINCTIONS, DEATH].some((words) => words.has(form)) ||
    SIDES.has(form)
  )
}

/** What one title denies, or says the contrary of, though the texts are nearly one. */
function contradiction(a: Piece, b: Piece, { onlyA, onlyB }: TitleLikeness): Veto | undefined {
  if ([...onlyA, ...onlyB].some(({ form }) => NEGATIONS.has(form))) return 'negation'
  return isContrary(onlyA, b.words) || isContrary(onlyB, a.words) ? 'opposite' : undefined
}

/** A word of one title that the other has not is the contrary of one of the other: also of one that both have (`seized`, `seized and freed`). */
function isContrary(only: readonly Word[], other: readonly Word[]): boolean {
  return only.some(({ form }) => {
    const side = SIDES.get(form)
    return side !== undefined && other.some((word) => SIDES.get(word.form) === otherSide(side))
  })
}

function equal(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && a.isSubsetOf(b)
}

/** Each says with a word of sense what the other does not; headline verbs may stand for one another. */
function isExchanged({ onlyA, onlyB, weightA, weightB }: TitleLikeness): boolean {
  const [verbsA, verbsB] = [countVerbs(onlyA), countVerbs(onlyB)]
  const [mostA, mostB] = [heaviest(onlyA), heaviest(onlyB)]
  if (Math.min(mostA, mostB) > LIGHT) return true
  if (mostA > HEAVY && verbsB > verbsA) return true
  if (mostB > HEAVY && verbsA > verbsB) return true
  return Math.min(weightA, weightB) > MOST_EXCHANGED
}

function countVerbs(words: readonly Word[]): number {
  return words.filter(({ weight }) => weight > 0.4 && weight <= LIGHT).length
}

function heaviest(words: readonly Word[]): number {
  return words.reduce((most, { weight }) => Math.max(most, weight), 0)
}

/** `Model 3` and `Model Y`, `plan B` and `plan 9`. */
function namesAnother(one: readonly Word[], other: readonly Word[]): boolean {
  return one.some(({ isNumber }) => isNumber) && other.some(({ form }) => /^[a-z]$/.test(form))
}

/** `south` alone is another place; `South Sudan` beside a title without either only says where. */
function dividesPlace(only: readonly Word[]): boolean {
  return only.some(({ form }) => DIRECTIONS.has(form)) && only.filter(({ weight }) => weight >= 0.4).length < 2
}

function otherSide(side: string): string {
  return side.startsWith('+') ? `-${side.slice(1)}` : `+${side.slice(1)}`
}

/** Somebody new says, condemns, welcomes. */
function addsReaction(only: readonly Word[]): boolean {
  return (
    only.some(({ form }) => REACTIONS.has(form)) &&
    only.some(({ form, weight }) => weight >= 0.6 && !REACTIONS.has(form))
  )
}

type TextLikeness = {
  /** Share of the shorter text's word sequences that the other has too, less where lengths differ much. */
  readonly score: number
  /** TF-IDF cosine. */
  readonly cosine: number
  /** Both say enough for likeness to mean something. */
  readonly isLong: boolean
  /** Both say enough for unlikeness to mean something. */
  readonly isComparable: boolean
  readonly numbersAgree: boolean
}

const NO_TEXT: TextLikeness = { score: 0, cosine: 0, isLong: false, isComparable: false, numbersAgree: true }

function likenessOfTexts(a: Piece, b: Piece, title: TitleLikeness, { recurs }: Surroundings): TextLikeness {
  const whole = likenessOfShingles(a, b, a.shingles, b.shingles)
  if (recurs === undefined || !whole.isLong || title.score >= THRESHOLDS.title) return whole
  const proves =
    whole.score >= THRESHOLDS.text || (title.score >= THRESHOLDS.bothTitle && whole.cosine >= THRESHOLDS.bothText)
  if (!proves) return whole
  const isParticular = (shingle: number): boolean => !recurs(shingle)
  const [ownA, ownB] = [a.shingles.filter(isParticular), b.shingles.filter(isParticular)]
  if (ownA.length === a.shingles.length && ownB.length === b.shingles.length) return whole
  const own = likenessOfShingles(a, b, ownA, ownB)
  return own.isComparable ? own : NO_TEXT
}

/** Word sequences of a text that proves something; where it stands whole in the other fewer are enough. */
const LONG = 18
const LONG_IF_WHOLE = 14

function likenessOfShingles(a: Piece, b: Piece, ofA: Uint32Array, ofB: Uint32Array): TextLikeness {
  const [shorter, longer] = [Math.min(ofA.length, ofB.length), Math.max(ofA.length, ofB.length)]
  if (shorter === 0) return NO_TEXT
  // One summary may be the beginning of the other: the longer is read as far as the shorter goes, and a little on.
  const common = countCommon(ofA, ofB)
  const reach = Math.min(longer, Math.ceil(shorter * 1.25))
  const score = Math.min(common / shorter, (2 * common) / (shorter + reach) + 0.05)
  return {
    score,
    get cosine() {
      return cosine(a.vector, b.vector)
    },
    isLong: shorter >= LONG || (shorter >= LONG_IF_WHOLE && common === shorter),
    isComparable: shorter >= 12,
    numbersAgree: numbersAgree(a.figures, b.figures),
  }
}

/** Copies carry the same figures; reports from one template (quakes, prices) do not. */
function numbersAgree(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const fewer = Math.min(one.size, other.size)
  return fewer === 0 || one.intersection(other).size >= fewer * 0.75
}
