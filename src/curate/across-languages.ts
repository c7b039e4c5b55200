import type { EntryKey } from '../model/entry.ts'
import { isWrittenInLatin } from '../text/language.ts'
import type { Concepts } from './concepts.ts'
import { type EventPiece, nearness } from './event-piece.ts'

/** Two pieces in two languages that tell of one event. */
export type ForeignPair = { readonly a: EntryKey; readonly b: EntryKey; readonly score: number }

/** Across languages only what is each other's best, and clearly so (bench/story-languages.ts). */
const ACROSS_THRESHOLD = 0.195
/** How much less alike the second best has to be. */
const CLEARLY = 0.8
/** A title alone speaks of too little. */
const LEAST_CONCEPTS = 12
/** More pieces of a language than this are not compared: the newest are. */
const MOST_PIECES = 500

/**
 * Pairs of pieces in two languages that speak of the same people, places, things and figures.
 * @param isOneStory whether two of one language tell of one event: such are no rivals
 */
export function acrossLanguages(
  pieces: readonly EventPiece[],
  isOneStory: (a: EntryKey, b: EntryKey) => boolean = () => false,
): readonly ForeignPair[] {
  const found: ForeignPair[] = []
  // Whether a piece, or another report of its event, is the best of its own best.
  const isAnswered = (among: readonly EventPiece[], place: number, answer: number | undefined) => {
    const [piece, answered] = [among[place]?.key, among[answer ?? -1]?.key]
    return piece !== undefined && answered !== undefined && (piece === answered || isOneStory(piece, answered))
  }
  const byLanguage = [...Map.groupBy(pieces.filter(isComparable), ({ language }) => language)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => own.toSorted((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1)).slice(0, MOST_PIECES))
  for (const [i, own] of byLanguage.entries()) {
    for (const others of byLanguage.slice(i + 1)) {
      const scores = own.map((piece) => Float64Array.from(others, (other) => conceptScore(piece, other)))
      const forward = own.map((_, x) => clearBest(others, (y) => scores[x]?.[y] ?? 0, isOneStory))
      const back = others.map((_, y) => clearBest(own, (x) => scores[x]?.[y] ?? 0, isOneStory))
      const link = (x: number, y: number) => {
        const [a, b] = [own[x]?.key, others[y]?.key]
        if (a !== undefined && b !== undefined) found.push({ a, b, score: scores[x]?.[y] ?? 0 })
      }
      for (const [x, y] of forward.entries()) if (y !== undefined && isAnswered(own, x, back[y])) link(x, y)
      for (const [y, x] of back.entries()) {
        if (x !== undefined && forward[x] !== y && isAnswered(others, y, forward[x])) link(x, y)
      }
    }
  }
  return found
}

function isComparable({ language, concepts, isOwn }: EventPiece): boolean {
  return language !== '' && !isOwn && concepts !== undefined && concepts.size >= LEAST_CONCEPTS
}

/** The place of the best, if the next best is much less alike; another report of the same event is no rival. */
function clearBest(
  others: readonly EventPiece[],
  scoreOf: (place: number) => number,
  isOneStory: (a: EntryKey, b: EntryKey) => boolean,
): number | undefined {
  let best = -1
  for (let place = 0; place < others.length; place++) {
    const more = scoreOf(place) - scoreOf(best)
    const isSooner = more === 0 && (others[place]?.key ?? '') < (others[best]?.key ?? '')
    if (best === -1 || more > 0 || isSooner) best = place
  }
  const score = best === -1 ? 0 : scoreOf(best)
  const key = others[best]?.key
  if (key === undefined || score < ACROSS_THRESHOLD) return undefined
  const hasRival = others.some(
    (other, place) => place !== best && scoreOf(place) > score * CLEARLY && !isOneStory(other.key, key),
  )
  return hasRival ? undefined : best
}

function conceptScore(a: EventPiece, b: EventPiece): number {
  const near = nearness(a, b)
  if (near === 0 || a.concepts === undefined || b.concepts === undefined) return 0
  const score = likeness(a.concepts, b.concepts) * near
  return score < ACROSS_THRESHOLD * CLEARLY || (answerToNames(a, b) && !isOfNamesAlone(a.concepts, b.concepts))
    ? score
    : 0
}

/** What two texts speak of besides names says at least so much of how alike they are. */
const LEAST_BESIDE_NAMES = 0.05

/** Whether they have hardly more than names in common: anybody can put those of the day before something else. */
function isOfNamesAlone(a: Concepts, b: Concepts): boolean {
  return likeness(a, b) - sharedNames(a, b) < LEAST_BESIDE_NAMES * likeness(a, b)
}

const NOTHING: Concepts = new Map()

/** Languages whose names are not found again in Latin letters. */
const UNREADABLE = new Set(['zh'])
/** Of the names in the text that is better answered more stand in the other. */
const LEAST_ANSWERED = 0.5
/** The same where one script is to be read in the other. */
const LEAST_READ = 0.2
/** What names, countries and foreign words say together of two texts whose names nobody knows. */
const LEAST_NAMED = 0.02

/**
 * Whether the names of the one stand in the other: accidents, finals and deaths of one kind are told of in every country on one day,
 * in the same things, figures and days.
 */
function answerToNames(a: EventPiece, b: EventPiece): boolean {
  const answers = [answeredBy(a, b), answeredBy(b, a)].filter((answer) => answer !== undefined)
  if (answers.length === 0) return sharedNames(a.concepts ?? NOTHING, b.concepts ?? NOTHING) >= LEAST_NAMED
  // There names are found again as they are written.
  const isOneScript = isWrittenInLatin(a.language) && isWrittenInLatin(b.language)
  return Math.max(...answers) > (isOneScript ? LEAST_ANSWERED : LEAST_READ)
}

function answeredBy({ names = [] }: EventPiece, { concepts, language }: EventPiece): number | undefined {
  if (names.length === 0 || concepts === undefined || UNREADABLE.has(language)) return undefined
  return names.filter((name) => [...name].some((feature) => concepts.has(feature))).length / names.length
}

function sharedNames(a: Concepts, b: Concepts): number {
  let sum = 0
  for (const [feature, weight] of a) if (/^[kwr]/.test(feature)) sum += weight * (b.get(feature) ?? 0)
  return sum
}

/** Cosine of what two texts speak of. */
export function likeness(a: Concepts, b: Concepts): number {
  const [short, long] = a.size <= b.size ? [a, b] : [b, a]
  let cosine = 0
  for (const [feature, weight] of short) cosine += weight * (long.get(feature) ?? 0)
  return cosine
}
