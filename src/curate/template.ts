import { folded, type Word, wordsOf } from '../text/words.ts'
import { NUMBER_WORDS } from './figures.ts'
import { MEANINGS } from './same-meaning.ts'
import { hashBeginning, hashText } from './word-hash.ts'

/**
 * Tells texts of one template, in which a name changes, from copies of one piece, whose words were edited.
 */

/** The words of a text in their order, each as a hash of its beginning; the last bit says that it is a name or a number. */
export type Marks = Uint32Array

/** Marks the words of a text, given the hashes of their forms. */
export function marksOf(text: string, words: readonly Word[], hashes: Uint32Array): Marks {
  const names = capitalizedIn(text)
  const marks = new Uint32Array(words.length)
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word === undefined) continue
    const mark = markOf(word.form, hashes[i])
    const isName = word.isNumber || (tells(word) && (names.size === 0 || names.has(mark)))
    marks[i] = isName ? mark + 1 : mark
  }
  return marks
}

/** The hash of a word's beginning. Inflections begin alike; of a Korean word the particles follow two syllables. */
export function markOf(form: string, hash = hashText(form)): number {
  const first = form.charCodeAt(0)
  const length = first >= 0xac00 && first <= 0xd7af ? 2 : 5
  return ((form.length > length ? hashBeginning(form, length) : hash) & ~1) >>> 0
}

/**
 * Marks of the pairs of signs that never begin nor end what is written together: where such a one alone stands between what two
 * texts have in common, its own text says nothing there.
 */
export function jointsOf(text: string, words: readonly Word[], hashes: Uint32Array): ReadonlySet<number> {
  const written = folded(text)
  const joints = new Set<number>()
  const edges = new Set<number>()
  for (const [i, { form }] of words.entries()) {
    if (!SPACELESS_PAIR.test(form)) continue
    const [before, after] = [words[i - 1]?.form ?? '', words[i + 1]?.form ?? '']
    const isInner =
      SPACELESS_PAIR.test(before) &&
      SPACELESS_PAIR.test(after) &&
      form === `${before[1]}${after[0]}` &&
      written.includes(`${before}${after}`)
    ;(isInner ? joints : edges).add(markOf(form, hashes[i]))
  }
  return joints.difference(edges)
}

/** Marks of what is written with a capital letter; none in scripts that have no such letters. */
function capitalizedIn(text: string): ReadonlySet<number> {
  const written = text.match(CAPITALIZED)
  if (written === null) return NONE
  return new Set(wordsOf(written.join(' '), undefined).map(({ form }) => markOf(form)))
}

const NONE: ReadonlySet<number> = new Set()

const CAPITALIZED = /\p{Lu}\p{L}+/gu

/** A mark as it is of a word that is no name. */
export function unnamed(mark = 0): number {
  return (mark & ~1) >>> 0
}

/** A word that is not among the commonest, or a pair of characters of a script without spaces. */
export function tells({ form, weight, isNumber }: Word): boolean {
  return isNumber || weight > COMMON || (form.charCodeAt(0) >= 0x0e00 && SPACELESS_PAIR.test(form))
}

/** Common words weigh at most 0.55. */
const COMMON = 0.6
const SPACELESS_PAIR = /^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u4E00-\u9FFF]{2}$/

/** Of the words of a title that tell something, at least so many stand in a text that is about it: of 1,000 headlines nine in ten. */
const LEAST_TOLD = 0.2

/**
 * Whether a text that two pieces have in common is about what the titles say each alone: a template is about neither. Where the
 * titles are alike but for a word it is enough that the text has one of the two.
 * @param areAlike the titles have most of their words in common
 */
export function isToldByBoth(
  [onlyA, onlyB]: readonly [readonly Word[], readonly Word[]],
  [a, b]: readonly [Marks, Marks],
  areAlike: boolean,
): boolean {
  const [sideA, sideB] = [onlyA.filter(tells), onlyB.filter(tells)]
  if (areAlike) return sideA.length === 0 || sideB.length === 0 || isTold(sideA, a, b) || isTold(sideB, a, b)
  if (sideA.length === 0 && sideB.length === 0) return false
  return (sideA.length === 0 || isTold(sideA, a, b)) && (sideB.length === 0 || isTold(sideB, a, b))
}

/** So few of the names and figures that the shorter text brings besides its title stand in the other, when they tell of two events. */
const LEAST_COMMON = 0.2
const LEAST_PARTICULARS = 2

type Told = {
  readonly words: readonly Word[]
  readonly marks: Marks
  readonly particulars: { readonly days: ReadonlySet<number> }
}

/**
 * Whether two texts under one title tell of two events: of the names and figures that each has besides the titles the other has
 * next to none. Formulas of the trade head the news of another town every day (`house fire leaves man dead`).
 */
export function tellOfOthers(a: Told, b: Told): boolean {
  const told = new Set([...a.words, ...b.words].map(({ form }) => markOf(form) + 1))
  // The day is what all have that was told on it.
  const days = a.particulars.days.union(b.particulars.days)
  const particulars = ({ marks }: Told) =>
    new Set(marks.filter((mark) => isName(mark) && !told.has(mark) && !days.has(mark - 1)))
  const [ofA, ofB] = [particulars(a), particulars(b)]
  const fewer = Math.min(ofA.size, ofB.size)
  return fewer >= LEAST_PARTICULARS && ofA.intersection(ofB).size < LEAST_COMMON * fewer
}

/** Whether a word of a title stands as a name in a text: with a capital, or in a script that has none. */
export function isNamedIn({ form, isNumber }: Word, marks: Marks): boolean {
  return !isNumber && marks.includes(markOf(form) + 1)
}

function isTold(words: readonly Word[], a: Marks, b: Marks): boolean {
  const told = words.filter(({ form }) => has(a, markOf(form)) && has(b, markOf(form))).length
  return told > 0 && told >= words.length * LEAST_TOLD
}

/** Whether a word stands among them, as a name or not. */
export function has(marks: Marks, mark: number): boolean {
  return marks.includes(mark) || marks.includes(mark + 1)
}

/** A text as it is looked at for what stands in it in the place of something else. */
export type Written = {
  readonly marks: Marks
  readonly joints: ReadonlySet<number>
  readonly figures: ReadonlySet<string>
}

/**
 * Whether the texts are the same but for names or numbers that stand in the same places: two of them, or one where no other
 * word differs. Where one text goes on longer, that is no difference.
 */
export function exchangesNames(a: Written, b: Written): boolean {
  const gaps = differencesBetween(a.marks, b.marks)
  const exchanged = gaps.filter(
    (gap) => gap.one.some(isName) && gap.other.some(isName) && !isOneNumber(gap) && !saysTheSame(gap),
  )
  if (exchanged.length === 0) return false
  const put = exchanged.filter((gap) => putsNumber(gap.one, a, gap.other, b) || putsNumber(gap.other, b, gap.one, a))
  const others = exchanged.length - put.length
  return others > 1 || (others === 1 && gaps.length - put.length === 1)
}

/**
 * Whether the one has nothing but two signs written together where the other puts a number between them: `が肺炎` and `が25日、肺炎`.
 * Letters that are put between signs may make another word of them (`京都`, `東京都`).
 */
function putsNumber(
  [joint, ...rest]: readonly number[],
  one: Written,
  put: readonly number[],
  other: Written,
): boolean {
  if (joint === undefined || rest.length > 0 || !one.figures.isSubsetOf(other.figures)) return false
  const numbers = new Set(Array.from(other.figures, (figure) => markOf(figure)))
  return put.some((mark) => numbers.has(unnamed(mark))) && one.joints.has(unnamed(joint))
}

/** Whether the texts are the same but that another of some words stands in one place. */
export function exchangesAny(a: Marks, b: Marks, words: ReadonlySet<number>): boolean {
  const isOne = (mark: number) => words.has(unnamed(mark))
  return differencesBetween(a, b).some((gap) => gap.one.some(isOne) && gap.other.some(isOne))
}

/** What differs beside what both begin and end with. */
function differencesBetween(a: Marks, b: Marks): readonly Gap[] {
  let from = 0
  while (from < a.length && from < b.length && isSame(a, from, b, from)) from++
  let [endA, endB] = [a.length, b.length]
  while (endA > from && endB > from && isSame(a, endA - 1, b, endB - 1)) {
    endA--
    endB--
  }
  if (endA === from || endB === from) return []
  return gapsBetween(a.subarray(from, endA), b.subarray(from, endB))
}

/** Of the words of the shorter text so many stand in the other, in the same order. */
const ONE_TEMPLATE = 0.6

/**
 * Whether two texts, however short, are the same but for figures in the same places: prices, tides, draws.
 * @param figures marks of those that one of the two has alone
 */
export function exchangesFigures(a: Marks, b: Marks, figures: ReadonlySet<number>): boolean {
  const gaps = gapsBetween(a, b)
  const isFigure = (mark: number) => figures.has(unnamed(mark))
  const exchanged = gaps.filter((gap) => gap.one.some(isFigure) && gap.other.some(isFigure) && !isOneNumber(gap))
  if (exchanged.length === 0 || (exchanged.length === 1 && gaps.length > 1)) return false
  const told = Math.min(a.length, b.length)
  const other = gaps.reduce((sum, gap) => sum + Math.min(gap.one.length, gap.other.length), 0)
  return told - other >= ONE_TEMPLATE * told
}

/** Written as a word and in digits: `douze` and `12`. */
function isOneNumber({ one: [a, ...restA], other: [b, ...restB] }: Gap): boolean {
  if (a === undefined || b === undefined || restA.length + restB.length > 0) return false
  const number = (mark: number) => NUMBER_MARKS.get((mark & ~1) >>> 0) ?? (mark & ~1) >>> 0
  return number(a) === number(b)
}

/** Of a word for a number the mark of its digits; none where the beginning is that of two (`seven`, `seventeen`). */
const NUMBER_MARKS: ReadonlyMap<number, number> = new Map(
  [...Map.groupBy(NUMBER_WORDS, ([word]) => markOf(word))].flatMap(([mark, words]) => {
    const [number, ...others] = new Set(words.map(([, value]) => value))
    return number === undefined || others.length > 0 ? [] : [[mark, markOf(number)] as const]
  }),
)

/** Of a word that another stands for the number of their group; none where the beginning is that of words of two groups. */
const MEANING_MARKS: ReadonlyMap<number, number> = new Map(
  [...Map.groupBy(MEANINGS, ([word]) => markOf(word))].flatMap(([mark, words]) => {
    const [meaning, ...others] = new Set(words.map(([, group]) => group))
    return meaning === undefined || others.length > 0 ? [] : [[mark, meaning] as const]
  }),
)

/** A word, and what another desk writes for it: `Kids` and `Children`. */
function saysTheSame({ one: [a, ...restA], other: [b, ...restB] }: Gap): boolean {
  if (a === undefined || b === undefined || restA.length + restB.length > 0) return false
  const meaning = MEANING_MARKS.get(unnamed(a))
  return meaning !== undefined && meaning === MEANING_MARKS.get(unnamed(b))
}

function isSame(a: Marks, i: number, b: Marks, j: number): boolean {
  return ((a[i] ?? 0) | 1) === ((b[j] ?? 0) | 1)
}

/** Whether it is that of a name or a number. */
export function isName(mark: number): boolean {
  return (mark & 1) === 1
}

type Gap = { readonly one: readonly number[]; readonly other: readonly number[] }

/** What differs between the words that both have in order (the longest common subsequence); what only follows is left out. */
function gapsBetween(a: Marks, b: Marks): readonly Gap[] {
  const width = b.length + 1
  const longest = new Uint8Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const down = longest[(i + 1) * width + j] ?? 0
      const right = longest[i * width + j + 1] ?? 0
      const both = isSame(a, i, b, j) ? (longest[(i + 1) * width + j + 1] ?? 0) + 1 : 0
      longest[i * width + j] = Math.max(down, right, both)
    }
  }
  const gaps: Gap[] = []
  let [one, other]: [number[], number[]] = [[], []]
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (isSame(a, i, b, j)) {
      if (one.length + other.length > 0) gaps.push({ one, other })
      one = []
      other = []
      i++
      j++
    } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) one.push(a[i++] ?? 0)
    else other.push(b[j++] ?? 0)
  }
  one.push(...a.subarray(i))
  other.push(...b.subarray(j))
  if (one.length > 0 && other.length > 0) gaps.push({ one, other })
  return gaps
}
