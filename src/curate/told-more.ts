import { REACTIONS } from '../text/telling-words.ts'
import type { Word } from '../text/words.ts'
import { has, type Marks, markOf } from './template.ts'

/**
 * What one of two near copies says more in headline and text: whoever only edits a piece adds a word here or there, who tells another
 * one (it was denied; the former minister; the second part; what somebody says to it) says so in both. That takes no list of words
 * of any language.
 */

type Told = {
  readonly words: readonly Word[]
  readonly besides: ReadonlySet<string>
  readonly asides: readonly Word[]
  readonly marks: Marks
  readonly particulars: { readonly days: ReadonlySet<number> }
}

/** Lighter words are grammar: articles, prepositions. */
const LEAST_WEIGHT = 0.3
/** Of the words of the shorter text so many stand in the other, in the same order. */
const NEAR_COPY = 0.7
/** Where one text ends the other may go on so many words in the same sentence. */
const SAME_SENTENCE = 3

/**
 * Whether one says in its headline and, where the other has the words around it, in its text, what the other has nowhere.
 * @param only words of its title that the other title has not
 */
export function tellsMore(only: readonly Word[], own: Told, other: Told): boolean {
  const added = only.filter((word) => isSaidByOne(word, own, other)).map(({ form }) => markOf(form))
  if (added.length === 0 || !mayBeNear(own.marks, other.marks)) return false
  const { share, inserted } = insertions(own.marks, other.marks, isInPairs(only) ? 1 : 0)
  return share >= NEAR_COPY && added.some((mark) => inserted.has(mark))
}

/** At most so many words of the shorter are in order in the other as it has at all: that is soon counted. */
function mayBeNear(one: Marks, other: Marks): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one]
  const known = new Set(longer.map((mark) => mark | 1))
  return shorter.filter((mark) => known.has((mark | 1) >>> 0)).length >= NEAR_COPY * shorter.length
}

function isSaidByOne({ form, weight, isNumber }: Word, own: Told, other: Told): boolean {
  if (weight < LEAST_WEIGHT || other.besides.has(form)) return false
  const mark = markOf(form)
  if (!has(own.marks, mark) || has(other.marks, mark)) return false
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
): { readonly share: number; readonly inserted: ReadonlySet<number> } {
  const places = alignment(own, other)
  const inserted = new Set<number>()
  let [from, otherFrom] = [0, 0]
  for (const [i, j] of [...places, [own.length, other.length] as const]) {
    const isEnd = i === own.length
    const last = isEnd ? Math.min(i, from + SAME_SENTENCE) : i
    if (j - otherFrom <= Math.min(most, last - from - 1) || j === otherFrom)
      for (let at = from; at < last; at++) inserted.add(((own[at] ?? 0) & ~1) >>> 0)
    from = i + 1
    otherFrom = j + 1
  }
  return { share: places.length / Math.min(own.length, other.length), inserted }
}

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
