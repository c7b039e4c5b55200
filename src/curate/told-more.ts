import { REACTIONS } from '../text/telling-words.ts'
import type { Word } from '../text/words.ts'
import { has, type Marks, markOf, unnamed } from './template.ts'

/**
 * What one of two near copies says more in headline and text: whoever only edits a piece adds a word here or there, who tells another
 * one (it was denied; the former minister; the second part; what somebody says to it) says so in both. That takes no list of words
 * of any language.
 */

export type Told = {
  readonly words: readonly Word[]
  readonly besides: ReadonlySet<string>
  readonly asides: readonly Word[]
  readonly marks: Marks
  readonly particulars: { readonly days: ReadonlySet<number> }
}

/** Lighter words are grammar: articles, prepositions. */
const LEAST_WEIGHT = 0.3
/** Of the words of the shorter text so many stand in the other, in the same order. */
export const NEAR_COPY = 0.7
/** Where one text ends the other may go on so many words in the same sentence. */
const SAME_SENTENCE = 3

/**
 * Whether one says in its headline and, where the other has the words around it, in its text, what the other has nowhere.
 * @param only words of its title that the other title has not
 */
export function tellsMore(only: readonly Word[], own: Told, other: Told): boolean {
  const added = only.filter((word) => isSaidByOne(word, own, other)).map(({ form }) => markOf(form))
  if (added.length === 0 || !mayBeNear(own.marks, other.marks)) return false
  const { share, inserted } = insertions(own.marks, other.marks, isInPairs(only) ? 1 : 0, idleIn(other.words))
  return share >= NEAR_COPY && added.some((mark) => inserted.has(mark))
}

/** Words of grammar in a headline: the article goes where a word comes before the noun (`le maire`, `l'ancien maire`). */
function idleIn(words: readonly Word[]): ReadonlySet<number> {
  return new Set(words.filter(({ weight }) => weight < LEAST_WEIGHT).map(({ form }) => markOf(form)))
}

/** In the place of a word stands another, and at most so many with it. */
const MOST_IN_PLACE = 6

/**
 * Whether each says in its headline a word that the other has nowhere, and in their texts the one stands in the place of the other: the
 * minister and the deputy minister, opened and closed, the driver and the guard. Who tells a piece again in words of his own does not
 * put the same one in the same place twice.
 */
export function exchangesWords(onlyA: readonly Word[], onlyB: readonly Word[], a: Told, b: Told): boolean {
  const [ofA, ofB] = [ownMarks(onlyA, a, b), ownMarks(onlyB, b, a)]
  if (ofA.size === 0 || ofB.size === 0) return false
  const { share, differing } = exchangesOf(a.marks, b.marks)
  return (
    share >= NEAR_COPY &&
    differing.some(([one, other]) => one.some((mark) => ofA.has(mark)) && other.some((mark) => ofB.has(mark)))
  )
}

function ownMarks(only: readonly Word[], own: Told, other: Told): ReadonlySet<number> {
  const told = only.filter((word) => !word.isNumber && !REACTIONS.has(word.form) && isHeadedByOne(word, own, other))
  // More often than in the other: another word may look like it (`tải` and `tai`).
  return new Set(
    told.map(({ form }) => markOf(form)).filter((mark) => count(mark, own.marks) > count(mark, other.marks)),
  )
}

function count(mark: number, marks: Marks): number {
  return marks.filter((each) => unnamed(each) === mark).length
}

/** What stands in the one where the other has something else or nothing, between words that both have in order, and the mark behind. */
export function exchangesOf(a: Marks, b: Marks) {
  const differing: (readonly [readonly number[], readonly number[], number])[] = []
  if (!mayBeNear(a, b)) return { share: 0, differing }
  const places = alignment(a, b)
  let [from, otherFrom] = [0, 0]
  for (const [i, j] of [...places, [a.length, b.length] as const]) {
    const [one, other] = [unnamedOf(a.subarray(from, i)), unnamedOf(b.subarray(otherFrom, j))]
    const most = Math.max(one.length, other.length)
    if (most > 0 && most <= MOST_IN_PLACE) differing.push([one, other, a[i] ?? 0])
    ;[from, otherFrom] = [i + 1, j + 1]
  }
  return { share: places.length / Math.min(a.length, b.length), differing }
}

function unnamedOf(marks: Marks): readonly number[] {
  return Array.from(marks, unnamed)
}

/** At most so many words of the shorter are in order in the other as it has at all: that is soon counted. */
function mayBeNear(one: Marks, other: Marks): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one]
  const known = new Set(longer.map((mark) => mark | 1))
  return shorter.filter((mark) => known.has((mark | 1) >>> 0)).length >= NEAR_COPY * shorter.length
}

function isSaidByOne(word: Word, own: Told, other: Told): boolean {
  const mark = markOf(word.form)
  return has(own.marks, mark) && !has(other.marks, mark) && isHeadedByOne(word, own, other)
}

function isHeadedByOne({ form, weight, isNumber }: Word, own: Told, other: Told): boolean {
  if (weight < LEAST_WEIGHT || other.besides.has(form)) return false
  const mark = markOf(form)
  if ([...other.words, ...other.asides].some((word) => markOf(word.form) === mark)) return false
  // One says the day, the other leaves it out.
  return isNumber || !own.particulars.days.has(mark)
}

/** What texts of several parts have besides their beginning is another part. */
const ONE_TEXT = 0.9
const LEAST_TOLD = 5
/** Not a day, nor a year. */
const PART = /^\d{1,3}$/

/**
 * Whether two headlines over one text say at their ends alone which part it is: `（上）` and `（下）`, `Часть первая` and `Часть вторая`. Of
 * another word for the same thing the text has the one or the other, or it is a word for saying so.
 */
export function nameOtherParts(onlyA: readonly Word[], onlyB: readonly Word[], a: Told, b: Told): boolean {
  const [partA, partB] = [onlyA[0], onlyB[0]]
  if (onlyA.length > 1 || onlyB.length > 1 || (partA ?? partB) === undefined) return false
  if ((partA !== undefined && a.words.at(-1) !== partA) || (partB !== undefined && b.words.at(-1) !== partB))
    return false
  // The first part is often not numbered.
  const numbered = partA ?? partB
  if ((partA === undefined || partB === undefined) && !PART.test(numbered?.form ?? '')) return false
  if (Math.min(a.marks.length, b.marks.length) < LEAST_TOLD) return false
  const isUntold = ({ form }: Word) => {
    const mark = markOf(form)
    return !REACTIONS.has(form) && !has(a.marks, mark) && !has(b.marks, mark)
  }
  return (
    [partA, partB].every((part) => part === undefined || isUntold(part)) &&
    insertions(a.marks, b.marks, 0).share >= ONE_TEXT
  )
}

/** In scripts without spaces pairs of characters serve as words: what is put in between two takes the pair that they made. */
function isInPairs(only: readonly Word[]): boolean {
  return only.some(({ form }) => form.charCodeAt(0) >= FIRST_SPACELESS)
}

const FIRST_SPACELESS = 0x0e00

/**
 * What `own` has between the words that both have in order (the longest common subsequence), where the other has nothing.
 * @param most words that the other may have there
 */
function insertions(
  own: Marks,
  other: Marks,
  most: number,
  idle: ReadonlySet<number> = NONE,
): { readonly share: number; readonly inserted: ReadonlySet<number> } {
  const places = alignment(own, other)
  const inserted = new Set<number>()
  let [from, otherFrom] = [0, 0]
  for (const [i, j] of [...places, [own.length, other.length] as const]) {
    const isEnd = i === own.length
    const last = isEnd ? Math.min(i, from + SAME_SENTENCE) : i
    const between = other.subarray(otherFrom, j).filter((mark) => !idle.has(unnamed(mark))).length
    if (between <= Math.min(most, last - from - 1) || between === 0)
      for (let at = from; at < last; at++) inserted.add(((own[at] ?? 0) & ~1) >>> 0)
    from = i + 1
    otherFrom = j + 1
  }
  return { share: places.length / Math.min(own.length, other.length), inserted }
}

const NONE: ReadonlySet<number> = new Set()

/** Places of the words of the longest sequence that both have. */
function alignment(a: Marks, b: Marks): readonly (readonly [number, number])[] {
  const width = b.length + 1
  const longest = new Uint8Array((a.length + 1) * width)
  const isSame = (i: number, j: number) => ((a[i] ?? 0) | 1) === ((b[j] ?? 0) | 1)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [down = 0, right = 0] = [longest[(i + 1) * width + j], longest[i * width + j + 1]]
      longest[i * width + j] = isSame(i, j) ? (longest[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(down, right)
    }
  }
  const places: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (isSame(i, j)) places.push([i++, j++])
    else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) i++
    else j++
  }
  return places
}
