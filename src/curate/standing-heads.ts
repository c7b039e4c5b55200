import { type Word, wordsOf } from '../text/words.ts'
import { type EventPiece, withoutWords } from './event-piece.ts'
import { dayMarks } from './formula.ts'
import { formulaOfTwo } from './shared-formula.ts'
import { tellingStems } from './telling-stems.ts'
import { markOf } from './template.ts'

/**
 * A standing head is what a source prints over its column, its digest or the rates of the day again and again (`Press review`,
 * `Photo of the day`, `Miller's notes: …`). It says nothing of an event: only the rest of the title, and the text, do.
 */

/** What parts a head from what follows it, and one from what goes before: a colon only tells what is to come. */
const BEHIND_HEAD = /(?:[:：|｜…·•#№()（）【】[\]]|\s[-–—]+\s|[–—―])+/u
const BEFORE_HEAD = /(?:[|｜()（）【】[\]]|\s[-–—]+\s|[–—―])+/u
/** Shorter ones are what is left of a number. */
const LEAST_CHARACTERS = 2

type Head = {
  readonly piece: EventPiece
  readonly words: readonly Word[]
  /** The day, and the number beside it, which are others each time. */
  readonly dated: readonly Word[]
}

/** The first and the last part of a title, by their source, place and words. */
function headsOf(piece: EventPiece): ReadonlyMap<string, Head> {
  const first = partsOf(piece, BEHIND_HEAD)
  const last = partsOf(piece, BEFORE_HEAD)
  const heads = [
    ['first', first[0]],
    ['last', last.length > 1 ? last.at(-1) : undefined],
  ] as const
  return new Map(
    heads.flatMap(([place, head]) =>
      head === undefined ? [] : [[`${piece.sourceId}\n${place}\n${nameOf(head.words)}`, head] as const],
    ),
  )
}

function partsOf(piece: EventPiece, breaks: RegExp): readonly Head[] {
  const days = dayMarks(piece.language)
  const isDated = (word: Word | undefined) => word !== undefined && (word.isNumber || days.has(markOf(word.form)))
  const dated: Word[] = []
  const parts = piece.headline.split(breaks).flatMap((segment) => {
    const words = [...wordsOf(segment, piece.language || undefined)]
    while (isDated(words[0])) dated.push(...words.splice(0, 1))
    while (isDated(words.at(-1))) dated.push(...words.splice(-1))
    return nameOf(words).length < LEAST_CHARACTERS ? [] : [words]
  })
  return parts.map((words) => ({ piece, words, dated: parts.length === 1 ? dated : [] }))
}

function nameOf(words: readonly Word[]): string {
  return words.map(({ form }) => form).join(' ')
}

/** Of two texts of 24 languages that have nothing to do with one another 19 in 20 have less in common, where common words are known. */
const MOST_COMMON = 0.2
/** More under one head say nothing new of it. */
const MOST_BESIDE = 24

/**
 * The pieces as if they had not said what is a standing head of their source, nor the formula that the texts under it begin or
 * end with. The same whatever the order given.
 */
export function withoutStandingHeads(pieces: readonly EventPiece[]): readonly EventPiece[] {
  const byHead = new Map<string, Head[]>()
  for (const piece of pieces) {
    for (const [name, head] of headsOf(piece)) {
      const known = byHead.get(name)
      if (known === undefined) byHead.set(name, [head])
      else known.push(head)
    }
  }
  const empty = new Map<EventPiece, Set<number>>()
  for (const heads of byHead.values()) {
    if (heads.length < 2) continue
    const newest = heads.toSorted((a, b) => b.piece.at - a.piece.at || (a.piece.key < b.piece.key ? -1 : 1))
    for (const head of heads) {
      const others = newest.slice(0, MOST_BESIDE).flatMap(({ piece }) => (piece === head.piece ? [] : [piece]))
      const different = new Map(
        others.flatMap((other) => {
          const formula = formulaOfTwo(head.piece, other, head.words, MOST_COMMON)
          return formula === undefined ? [] : [[other, formula] as const]
        }),
      )
      if (!isStanding(head, others, [...different.keys()])) continue
      const words = empty.get(head.piece) ?? new Set()
      for (const stem of tellingStems([head.words, head.dated, ...different.values()].flat()).keys()) words.add(stem)
      empty.set(head.piece, words)
    }
  }
  return pieces.map((piece) => {
    const words = empty.get(piece)
    return words === undefined ? piece : withoutWords(piece, words)
  })
}

const HOUR = 60 * 60 * 1000
/** The same title so much later is the next day's. */
const DAY_APART = 12 * HOUR
/** Under one head so many other pieces that tell of something else make it a standing one, though each tells of what it names. */
const SEVERAL = 2
/** The same of pieces without text, all under one title. */
const MANY = 3

/** @param different those of the others whose texts tell of something else */
function isStanding({ piece, words }: Head, others: readonly EventPiece[], different: readonly EventPiece[]): boolean {
  if (different.length >= SEVERAL) return true
  const isNextDay = (other: EventPiece) => Math.abs(piece.at - other.at) >= DAY_APART
  const isSame = (other: EventPiece) => piece.headline === other.headline
  if (different.some((other) => (isSame(other) && isNextDay(other)) || !tellOf(words, piece, other))) return true
  const untold = others.filter((other) => piece.text.length === 0 || other.text.length === 0)
  const same = untold.filter(isSame)
  return same.some(isNextDay) || same.length >= MANY || (untold.length >= SEVERAL && untold.some(isNextDay))
}

/** Whether both texts speak of what a head names: of its words, by what they tell, half. */
function tellOf(words: readonly Word[], a: EventPiece, b: EventPiece): boolean {
  const [ofA, ofB] = [tellingStems(a.text), tellingStems(b.text)]
  let [all, told] = [0, 0]
  for (const [stem, weight] of tellingStems(words)) {
    all += weight
    if (ofA.has(stem) && ofB.has(stem)) told += weight
  }
  return told * 2 >= all
}
