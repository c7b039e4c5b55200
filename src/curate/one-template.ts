import { type Word, wordsOf } from '../text/words.ts'
import { numbersOf } from './figures.ts'
import { isInTitleCase, namesAmidst, NOUNS_WITH_CAPITALS } from './formula.ts'
import { skeletonOf } from './skeleton.ts'
import { type Marks, markOf, marksOf, tells } from './template.ts'

/**
 * Obituaries, transfers, recalls, results and quarterly figures are told in the same sentences again and again: only who, what,
 * where and how many is another. What is alike so far tells of two things.
 */
export type Templated = {
  /** The words of the headline that tell and that its text has, by their marks; where capitals tell names, the names. No numbers. */
  readonly subjects: ReadonlyMap<number, string>
  /** How these sound. */
  readonly sounds: ReadonlyMap<number, string>
  /** The words of the headline, and of the text, in their order. */
  readonly title: Marks
  readonly words: Marks
  /** What is surely a name: with a capital where no sentence begins, or before another such. */
  readonly names: ReadonlySet<number>
  /** Marks of what is written in digits. */
  readonly numbers: ReadonlySet<number>
  /** Figures of headline and text. */
  readonly figures: ReadonlySet<string>
}

type Read = {
  readonly headline: string
  readonly title: readonly Word[]
  /** The text as it is written, and its words. */
  readonly beginning: string
  readonly text: readonly Word[]
}

export function templatedOf({ headline, title, beginning, text }: Read, language: string | undefined): Templated {
  const marks = (read: readonly Word[]): Marks => Uint32Array.from(read, ({ form }) => markOf(form))
  const [titleWords, words] = [marks(title), marks(text)]
  const isCased = CAPITAL.test(beginning) && !NOUNS_WITH_CAPITALS.has(language?.split('-')[0] ?? '')
  const inTitle = isCased && !isInTitleCase(headline) ? namesIn(headline, language) : NO_NAMES
  const names = isCased ? namesIn(beginning, language).union(inTitle) : NO_NAMES
  const capitals = isCased ? marksOf(beginning, text, words) : words
  const subjects = new Map(
    title.flatMap((word, i): readonly (readonly [number, string])[] => {
      const mark = titleWords[i] ?? 0
      const isTold = inTitle.has(mark) || (isCased ? capitals.includes(mark + 1) : words.includes(mark))
      return isTold && tells(word) && !word.isNumber ? [[mark, word.form]] : []
    }),
  )
  const numbers = new Set(text.flatMap(({ isNumber }, i) => (isNumber ? [words[i] ?? 0] : [])))
  const sounds = new Map([...subjects].map(([mark, form]) => [mark, skeletonOf(form)]))
  return {
    subjects,
    sounds,
    title: titleWords,
    words,
    names,
    numbers,
    figures: numbersOf(title).union(numbersOf(text)),
  }
}

function namesIn(written: string, language: string | undefined): ReadonlySet<number> {
  const text = written.replace(QUOTES, '')
  const first = wordsOf((text.match(BEFORE_CAPITAL) ?? []).join(' '), language)
  return namesAmidst(text, language).union(new Set(first.map(({ form }) => markOf(form))))
}

/** `Margaret Ellis`, wherever it stands. */
const BEFORE_CAPITAL = /(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{Ll}\p{M}]+(?= \p{Lu}\p{Ll})/gu
const CAPITAL = /\p{Lu}/u
const QUOTES = /["“”„«»‘’]/g
const NO_NAMES: ReadonlySet<number> = new Set()

/** Fewer words are no sentence that could be a template. */
const LEAST_WORDS = 8
/** So many of the words beside what stands exchanged are in both. */
const LEAST_COMMON = 0.7
/** And so many of all. */
const LEAST_IN_ALL = 0.6
/** So many of what both have stand in one order: who tells of one thing in other words turns them. */
const LEAST_IN_ORDER = 0.85
/** So long is a name that no capital tells, in words or in pairs of characters, which are less. */
const LEAST_OF_NAME = 6
const WORTH = { word: 3, pair: 2 }
/** Two that have so many figures in common, and most, tell of one thing, whatever they call it. */
const LEAST_FIGURES = 3
const LONGER_FIGURE = /^\d{2}/
/** Somebody who is told of, not only asked, has two names. */
const FULL_NAME = 2

/**
 * Whether two texts are one but for what stands in the same places, and that is whom or what they are about: each headline has a
 * word that its text has too and that is nowhere in the other piece; or each text alone has somebody's full name. Other spellings of one
 * name are one. Where nothing says that these are names, or the headlines have none, both have other figures besides.
 */
export function areOneTemplate(a: Templated, b: Templated): boolean {
  if (Math.min(a.words.length, b.words.length) < LEAST_WORDS) return false
  const haveOtherFigures = tellOtherFigures(a, b)
  // Of most this is known before they are compared.
  if (!haveOtherFigures && !(hasName(a, a.subjects) && hasName(b, b.subjects))) return false
  const [ofA, ofB] = withoutVariants(a, b)
  const [fewer, more] = a.figures.size <= b.figures.size ? [a.figures, b.figures] : [b.figures, a.figures]
  const common = [...fewer].filter((figure) => LONGER_FIGURE.test(figure) && more.has(figure)).length
  if (common >= LEAST_FIGURES && common * 2 >= fewer.size) return false
  const areNamed = hasName(a, ofA) && hasName(b, ofB)
  if (!haveOtherFigures && !areNamed) return false
  const exchanged = exchangedBetween(a.words, b.words)
  const areTwo = [...exchanged, ...exchangedBetween(a.title, b.title)].some(([one, other]) => {
    const worth = Math.min(worthOf(one, ofA), worthOf(other, ofB))
    return worth >= (areNamed ? 1 : LEAST_OF_NAME) || (haveOtherFigures && isFullName(one, a) && isFullName(other, b))
  })
  return areTwo && areOneBeside(a, b, exchanged)
}

/** Whether two texts are one but for their figures, and what else stands in the same places: the weather, or prices, of two days. */
export function areOneButFigures(a: Templated, b: Templated): boolean {
  return tellOtherFigures(a, b) && areOneBeside(a, b, exchangedBetween(a.words, b.words))
}

function tellOtherFigures(a: Templated, b: Templated): boolean {
  // Most have none.
  if (a.figures.size === 0 || b.figures.size === 0) return false
  return !a.figures.isSubsetOf(b.figures) && !b.figures.isSubsetOf(a.figures)
}

function areOneBeside(a: Templated, b: Templated, exchanged: readonly (readonly [Run, Run])[]): boolean {
  const [ofA, ofB] = [new Set(exchanged.map(([one]) => one)), new Set(exchanged.map(([, other]) => other))]
  return isTemplate(a.words, b.words, ofA) && isTemplate(b.words, a.words, ofB) && standInOrder(a.words, b.words)
}

function isFullName({ marks }: Run, { names, numbers }: Templated): boolean {
  return (
    marks.filter((mark) => names.has(mark)).length >= FULL_NAME &&
    marks.every((mark) => names.has(mark) || numbers.has(mark))
  )
}

type Subjects = ReadonlyMap<number, string>

function subjectsOnlyIn(one: Templated, other: Templated): Subjects {
  return new Map([...one.subjects].filter(([mark]) => !other.words.includes(mark) && !other.title.includes(mark)))
}

/** What each headline alone is about, without what may be one name as the other writes it: `Kyiv`, `Kiev`. */
function withoutVariants(a: Templated, b: Templated): readonly [Subjects, Subjects] {
  const [ofA, ofB] = [subjectsOnlyIn(a, b), subjectsOnlyIn(b, a)]
  const soundOf = ({ sounds }: Templated, mark: number): string => sounds.get(mark) ?? ''
  const sounds = (piece: Templated, subjects: Subjects) =>
    new Set([...subjects.keys()].map((mark) => soundOf(piece, mark)).filter((sound) => sound.length > 1))
  const both = sounds(a, ofA).intersection(sounds(b, ofB))
  const others = (piece: Templated, subjects: Subjects) =>
    new Map([...subjects].filter(([mark]) => !both.has(soundOf(piece, mark))))
  return both.size === 0 ? [ofA, ofB] : [others(a, ofA), others(b, ofB)]
}

/** Neighbouring words that the other has not, and the words before and behind them; 0 where there is none. */
type Run = { readonly marks: Marks; readonly before: number; readonly behind: number }

function runsOnlyIn(words: Marks, others: Marks): readonly Run[] {
  const known = new Set(others)
  const runs: Run[] = []
  for (let from = 0; from < words.length; from++) {
    let end = from
    while (end < words.length && !known.has(words[end] ?? 0)) end++
    if (end === from) continue
    runs.push({ marks: words.subarray(from, end), before: words[from - 1] ?? 0, behind: words[end] ?? 0 })
    from = end
  }
  return runs
}

/** Runs of both that stand in the same place: behind or before the same word. */
function exchangedBetween(ofA: Marks, ofB: Marks): readonly (readonly [Run, Run])[] {
  const runs = runsOnlyIn(ofB, ofA)
  return runsOnlyIn(ofA, ofB).flatMap((one) =>
    runs.filter((other) => standAlike(one, other)).map((other) => [one, other] as const),
  )
}

function standAlike(one: Run, other: Run): boolean {
  return one.before === other.before || one.behind === other.behind
}

function hasName({ names }: Templated, subjects: Subjects): boolean {
  return [...subjects.keys()].some((mark) => names.has(mark))
}

/** How much of a headline's subjects stands there. */
function worthOf({ marks }: Run, subjects: Subjects): number {
  let worth = 0
  for (const mark of marks) {
    const form = subjects.get(mark)
    if (form !== undefined) worth += SPACELESS.test(form) ? WORTH.pair : WORTH.word
  }
  return worth
}

const SPACELESS = /^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u4E00-\u9FFF]/

/** Whether most of a text stands in the other, beside what is exchanged. */
function isTemplate(words: Marks, others: Marks, exchanged: ReadonlySet<Run>): boolean {
  let beside = words.length
  for (const { marks } of exchanged) beside -= marks.length
  const known = new Set(others)
  const common = words.reduce((sum, mark) => sum + Number(known.has(mark)), 0)
  return common >= LEAST_COMMON * beside && common >= LEAST_IN_ALL * words.length
}

/** By the longest sequence of words that stand in the other text one behind another. */
function standInOrder(words: Marks, others: Marks): boolean {
  const places = [...new Set(words)].map((mark) => others.indexOf(mark)).filter((place) => place !== -1)
  const ends: number[] = []
  for (const place of places) {
    const at = ends.findIndex((end) => end >= place)
    if (at === -1) ends.push(place)
    else ends[at] = place
  }
  return ends.length >= LEAST_IN_ORDER * places.length
}
