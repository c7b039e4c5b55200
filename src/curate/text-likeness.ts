import { numbersAgree } from './figures.ts'
import type { Piece } from './piece.ts'
import type { TitleLikeness } from './title-likeness.ts'
import { cosine, countCommon } from './word-vector.ts'

/** How alike two have to be, in each way of being alike. */
export const THRESHOLDS = { title: 0.8, titleOfOneSource: 0.86, text: 0.6, bothTitle: 0.5, bothText: 0.55 } as const

/** What the rest of the window says of the two. */
export type Surroundings = {
  /** The title recurs in one of the sources: it names a series. */
  readonly titleRecurs?: boolean
  /** The text recurs in one of the sources under other titles: it is boilerplate. */
  readonly textRecurs?: boolean
  /** Whether a word sequence that both have recurs in their sources under other titles. */
  readonly recurs?: (shingle: number) => boolean
}

/** How alike two texts are. */
export type TextLikeness = {
  /** Share of the shorter text's word sequences that the other has too, less where lengths differ much. */
  readonly score: number
  /** TF-IDF cosine, which few are asked for. */
  readonly cosine: () => number
  /** Both say enough for likeness to mean something. */
  readonly isLong: boolean
  /** Both say enough for unlikeness to mean something. */
  readonly isComparable: boolean
  readonly numbersAgree: boolean
}

/** Of texts that prove nothing. */
export const NO_TEXT: TextLikeness = {
  score: 0,
  cosine: () => 0,
  isLong: false,
  isComparable: false,
  numbersAgree: true,
}

/** Of what is particular to the two, where the titles alone do not prove them one: word sequences that recur are a template. */
export function likenessOfTexts(a: Piece, b: Piece, title: TitleLikeness, { recurs }: Surroundings): TextLikeness {
  const whole = likenessOfShingles(a, b, a.shingles, b.shingles)
  if (recurs === undefined || !whole.isLong || title.score >= THRESHOLDS.title) return whole
  const proves =
    whole.score >= THRESHOLDS.text || (title.score >= THRESHOLDS.bothTitle && whole.cosine() >= THRESHOLDS.bothText)
  if (!proves) return whole
  const isParticular = (shingle: number): boolean => !recurs(shingle)
  const [ownA, ownB] = [a.shingles.filter(isParticular), b.shingles.filter(isParticular)]
  if (ownA.length === a.shingles.length && ownB.length === b.shingles.length) return whole
  const own = likenessOfShingles(a, b, ownA, ownB)
  return own.isComparable ? own : NO_TEXT
}

/** Word sequences of a text that proves something; where it stands whole in the other fewer are enough, and where that says nothing more. */
const LONG = 18
const LONG_IF_WHOLE = 14
const LONG_IF_ALL = 10
/** A source or a day may stand in front. */
const MOST_BESIDE = 2

/** Whether a text proves only because both say it and nothing else. */
export function isShort({ shingles: a }: Piece, { shingles: b }: Piece): boolean {
  return Math.min(a.length, b.length) < LONG_IF_WHOLE
}

/** Of these word sequences of both. */
export function likenessOfShingles(a: Piece, b: Piece, ofA: Uint32Array, ofB: Uint32Array): TextLikeness {
  const [shorter, longer] = [Math.min(ofA.length, ofB.length), Math.max(ofA.length, ofB.length)]
  if (shorter === 0) return NO_TEXT
  // One summary may be the beginning of the other: the longer is read as far as the shorter goes, and a little on.
  const common = countCommon(ofA, ofB)
  const reach = Math.min(longer, Math.ceil(shorter * 1.25))
  const score = Math.min(common / shorter, (2 * common) / (shorter + reach) + 0.05)
  return {
    score,
    cosine: () => cosine(a.vector, b.vector),
    isLong:
      shorter >= LONG ||
      (common === shorter && shorter >= (longer - shorter > MOST_BESIDE ? LONG_IF_WHOLE : LONG_IF_ALL)),
    isComparable: shorter >= 12,
    numbersAgree: numbersAgree(a.figures, b.figures),
  }
}
