import type { EntryKey } from '../model/entry.ts'
import { areDeclaredAlike } from '../text/language.ts'
import type { Piece } from './piece.ts'
import { likenessOfShingles, likenessOfTexts, NO_TEXT, type Surroundings, THRESHOLDS } from './text-likeness.ts'
import { exchangesNames } from './template.ts'
import { likenessOfTitles } from './title-likeness.ts'
import { areFiguresOne, contradiction, isSentAgain, textVeto, titleVeto, type Veto } from './vetoes.ts'

/** By what rule two entries are one piece: the same words in the text, in the title, or enough of both. */
export type LikenessRule = 'same-text' | 'same-title' | 'title-and-text'

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
  /**
   * The one whose headline says more of which its text has nothing: an advertisement's over another's text, another's over an
   * advertisement, or a headline without a text.
   */
  readonly misheaded?: EntryKey
}

const HOUR = 60 * 60 * 1000
/** Copies of one piece come within three days. */
export const COPY_WINDOW = 72 * HOUR

/**
 * Whether two entries are copies of one piece. Only very high precision may hide, so each way of being alike has its
 * own threshold, and what makes an alike headline other news forbids. Symmetric and pure.
 */
export function compare(a: Piece, b: Piece, surroundings: Surroundings = {}): Likeness {
  if (a.key > b.key) return compare(b, a, surroundings)
  const title = likenessOfTitles(a, b)
  const text = surroundings.textRecurs === true ? NO_TEXT : likenessOfTexts(a, b, title, surroundings)
  const decided = (rule: LikenessRule, score: number, threshold: number, veto?: Veto): Likeness => {
    const isCopy = score >= threshold && veto === undefined
    return {
      a: a.key,
      b: b.key,
      isCopy,
      rule,
      score: Math.round(score * 1000) / 1000,
      threshold,
      shared: title.shared,
      ...(veto === undefined ? {} : { veto }),
      ...(isCopy ? misheaded(a, b) : {}),
    }
  }
  const foreign = foreignVeto(a, b)
  const sameText = text.isLong && text.score >= THRESHOLDS.text
  if (sameText) {
    const isOneText = a.sourceId !== b.sourceId || isSentAgain(a, b, title)
    const veto =
      foreign ??
      (areFiguresOne(a, b, text) ? undefined : 'numbers') ??
      (isOneText ? textVeto(a, b, title, text.score) : 'sent-again')
    const same = decided('same-text', text.score, THRESHOLDS.text, veto)
    if (veto === 'numbers') return same
    if (veto === undefined) return contradiction(a, b, title) === undefined ? same : { ...same, isDoubted: true }
  }
  const threshold = a.sourceId === b.sourceId ? THRESHOLDS.titleOfOneSource : THRESHOLDS.title
  const veto = foreign ?? titleVeto(a, b, title, text, surroundings)
  if (title.score < threshold && title.score >= THRESHOLDS.bothTitle && text.cosine() >= THRESHOLDS.bothText) {
    return decided('title-and-text', text.cosine(), THRESHOLDS.bothText, veto)
  }
  return decided('same-title', title.score, threshold, veto)
}

/**
 * Whether two that are no copies by themselves are much the same, as the shortest and the longest of several copies are: whoever is
 * alike to both makes them one. Two pieces that have no more in common than their subject are not.
 */
export function areMuchTheSame(a: Piece, b: Piece): boolean {
  const { isCopy, veto } = compare(a, b)
  if (isCopy || veto === 'sent-again') return true
  if (foreignVeto(a, b) !== undefined) return false
  const title = likenessOfTitles(a, b)
  if (contradiction(a, b, title) !== undefined) return false
  const text = likenessOfShingles(a, b, a.shingles, b.shingles)
  if (text.isComparable) {
    if (text.score < MUCH.text) return veto === undefined && title.score >= MUCH.title && text.cosine() >= MUCH.cosine
    return areFiguresOne(a, b, text) && !exchangesNames(a, b)
  }
  return veto === undefined && title.score >= MUCH.title
}

/** How much two have in common that another makes one. */
const MUCH = { text: 0.4, title: 0.6, cosine: 0.4 } as const

/** Whether two entries with one link may be two pieces: half of their titles is other, and so are their texts. */
export function mayBeTwo(a: Piece, b: Piece): boolean {
  if (likenessOfTitles(a, b).score >= RETITLED) return false
  return likenessOfShingles(a, b, a.shingles, b.shingles).score < THRESHOLDS.text
}

/** Whether two texts are not one, nor the one the beginning of the other, where both say a sentence at least. */
export function sayOtherThings(a: Piece, b: Piece): boolean {
  if (Math.min(a.shingles.length, b.shingles.length) < SENTENCE) return false
  return likenessOfShingles(a, b, a.shingles, b.shingles).score < ONE_TEXT
}

/** Word sequences of a short sentence. */
const SENTENCE = 5
/** Of the word sequences of the shorter so many are in the longer, where that goes on or somebody's name was added. */
const ONE_TEXT = 0.75

/** What another puts over one piece has so much in common with its own headline. */
const RETITLED = 0.5

/** So many words of a headline that tell and that its text has not make it less of a headline than the other. */
const UNTOLD = 2

function misheaded(a: Piece, b: Piece): Pick<Likeness, 'misheaded'> {
  if (a.isBare !== b.isBare) {
    const [bare, told] = a.isBare ? [a, b] : [b, a]
    return told.tellsHeadline ? { misheaded: bare.key } : {}
  }
  const more = a.untold - b.untold
  return Math.abs(more) < UNTOLD ? {} : { misheaded: more > 0 ? a.key : b.key }
}

function foreignVeto(a: Piece, b: Piece): Veto | undefined {
  if (areInTwoLanguages(a, b)) return 'language'
  const apart = Math.max(a.at, b.at) - Math.min(a.toldUntil, b.toldUntil)
  return apart > COPY_WINDOW ? 'too-far-apart' : undefined
}

/**
 * Whether two pieces are in two languages. What is declared is often what the program declares unless it is told: it says nothing against texts
 * that have most of their words in the same order, nor where either is plainly in another language than its source says.
 */
function areInTwoLanguages(a: Piece, b: Piece): boolean {
  if (a.language === '' || b.language === '' || areDeclaredAlike(a.language, b.language)) return false
  if (Math.min(a.shingles.length, b.shingles.length) >= SENTENCE) {
    if (likenessOfShingles(a, b, a.shingles, b.shingles).score >= THRESHOLDS.text) return false
  }
  return !areDeclaredAlike(a.spoken, b.spoken)
}
