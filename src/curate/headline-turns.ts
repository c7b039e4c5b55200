import { type Word, wordsOf } from '../text/words.ts'
import { BEARER_ENDS, DEATH, EXPECTATIONS, MORE, OF, THAN } from '../text/telling-words.ts'
import { tells } from './template.ts'

/**
 * What one small word more makes of a headline: a thing to come, one more of a kind, somebody who belongs to the one who is
 * named. Lists of words alone do not tell that; it takes the places where they stand.
 */

/** One of two titles, and the other. */
type Side = {
  readonly words: readonly Word[]
  /** Which words of the other are its own, by their places. */
  readonly places: ReadonlyMap<number, number>
  readonly other: readonly Word[]
}

/** Two titles, and which word of the one is which of the other. */
export type Matched = readonly [Side, Side]

/** @param pairs places of the same word in both */
export function matched(
  a: readonly Word[],
  b: readonly Word[],
  pairs: readonly (readonly [number, number])[],
): Matched {
  return [
    { words: a, places: new Map(pairs), other: b },
    { words: b, places: new Map(pairs.map(([i, j]) => [j, i])), other: a },
  ]
}

/** One of them tells what is to come, the other what is: `to meet`, `will meet`, `threatens to meet` and `meets`. */
export function announces(sides: Matched): boolean {
  const waiting = sides.filter(({ words }) => words.some(({ form }) => EXPECTATIONS.has(form)))
  if (waiting.length === 1 && waiting.some(addsExpectation)) return true
  if (waiting.length === 0 && sides.some(addsTo)) return true
  return sides.some(({ words, places, other }) =>
    words.some(({ form }, i) => isPastOf(form, other[places.get(i) ?? -1]?.form ?? '')),
  )
}

/** `To meet` says as much as `set to meet` and `will meet`. */
function addsExpectation({ words, places, other }: Side): boolean {
  return words.some(({ form }, i) => {
    if (!EXPECTATIONS.has(form) || places.has(i)) return false
    const verb = places.get(words[i + 1]?.form === 'to' ? i + 2 : i + 1) ?? 0
    return other[verb - 1]?.form !== 'to'
  })
}

/** A `to` between two words that stand side by side in the other: `Trump to meet Xi`, `Trump meets Xi`; not `aid to Gaza`, `Gaza aid`. */
function addsTo({ words, places }: Side): boolean {
  return words.some(({ form }, i) => form === 'to' && stoodTogether(i, places))
}

/** Whether the neighbours of a word that the other title has not are neighbours there. */
function stoodTogether(i: number, places: ReadonlyMap<number, number>): boolean {
  const before = places.get(i - 1)
  return !places.has(i) && before !== undefined && places.get(i + 1) === before + 1
}

/** Verbs of Russian, Ukrainian, Bulgarian: `встретился`, and `встретится` or `встретиться`. */
function isPastOf(past: string, other: string): boolean {
  return past !== other && PAST.test(past) && TO_COME.test(other)
}

const PAST = /[а-яіїє]{3}(?:л|ла|ло|ли|в)(?:ся|сь)?$/
const TO_COME = /[а-яіїє]{2}[еєиіоуюаяї]т(?:ь|ся|ься)?$/

/** `three more hostages` are other ones; `more than three` are three. */
export function addsMore(sides: Matched): boolean {
  return sides.some(({ words, places }) =>
    words.some(({ form }, i) => MORE.has(form) && !places.has(i) && !THAN.has(words[i + 1]?.form ?? '')),
  )
}

/** Somebody of the one who is named: `Bob Dylan's drummer dies`, `the driver of Diana dies`; a person, where what befell is a person's. */
export function namesBearer(sides: Matched): boolean {
  const [{ words, places }] = sides
  return words.some(({ form }, i) => BEARER_ENDS.has(form) && places.has(i)) && sides.some(bears)
}

function bears({ words, places }: Side): boolean {
  return words.some((word, i) => {
    if (!tells(word) || word.isNumber || places.has(i)) return false
    if (OF.has(words[i + 1]?.form ?? '')) return !places.has(i + 1) && places.has(i + 2)
    const [before, after] = [words[i - 1], words[i + 1]]
    return before !== undefined && tells(before) && BEARER_ENDS.has(after?.form ?? '') && stoodTogether(i, places)
  })
}

/** Whether one goes on behind a colon or dash with what the other has no word of: `X dies: the reactions`, `X dies: what we know`. */
export function goesOn(sides: Matched, headlines: readonly [string, string]): boolean {
  return sides.some(({ words, places }, i) => {
    const [tail = ''] = TAIL.exec(headlines[i] ?? '') ?? []
    if (tail === '' || !(REACTION.test(tail) || isClause(tail))) return false
    const from = words.length - wordsOf(tail, undefined).length
    const added = words.slice(from)
    return from > 0 && added.every((_, at) => !places.has(from + at)) && added.some(({ weight }) => weight >= MEANING)
  })
}

/** Fewer words name who told it, or the outlet (`: police`, `— Песков`); behind a dash also more, all with capitals. */
function isClause(tail: string): boolean {
  const words = tail.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.length >= LEAST_OF_CLAUSE && (/^[:：]/.test(tail) || words.some((word) => !/^[\p{Lu}\p{N}]/u.test(word)))
}

const LEAST_OF_CLAUSE = 3
const REACTION =
  /(?<!\p{L})(?:r[eé]a[cçkz]{1,2}[tciíjsçõ]|реак[цт]|αντιδρ|tepki|reaksi|tanggapan|phản ứng|प्रतिक्रिया|প্রতিক্রিয়া|ردود|واکنش|תגובות)|反[応应應]|반응|ปฏิกิริยา/iu
const TAIL = /(?:[:：]|\s[-–—])\s*[^:：]+$/u
/** Words above say something. */
const MEANING = 0.4

/** Whether somebody has died: `shot` is not `shot dead`. */
export function tellsOfDeath(words: readonly Word[]): boolean {
  return words.some(({ form }) => DEATH.has(form))
}

/** What tells which of several stands behind the name: `World War II`, `hepatitis B`, `Serie A`, `Type C`. */
const DESIGNATION = /(?<=\p{L}[ -])(?:[A-Z]|[IVX]{2,4})(?![\p{L}\p{N}'’.&-])/gu
const LOWER = /\p{Ll}/u

/** The letters and Roman numerals of a title that tell which of several it speaks of. None of one in capitals. */
export function designationsOf(title: string): ReadonlySet<string> {
  const found = LOWER.test(title) ? title.match(DESIGNATION) : null
  return found === null ? NONE : new Set(found)
}

const NONE: ReadonlySet<string> = new Set()
