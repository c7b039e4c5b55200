import type { Word } from '../text/words.ts'
import { BEARER_ENDS, DEATH, EXPECTATIONS, MORE, OF, THAN } from '../text/telling-words.ts'

/**
 * What one small word more makes of a headline: a thing to come, one more of a kind, somebody who belongs to the one who is
 * named. Lists of words alone do not tell that; it takes the places where they stand.
 */

/** Two titles, and which word of the one is which of the other (places in both). */
export type Matched = {
  readonly a: readonly Word[]
  readonly b: readonly Word[]
  readonly pairs: readonly (readonly [number, number])[]
}

/** One of them tells what is to come, the other what is: `to meet`, `will meet`, `threatens to meet` and `meets`. */
export function announces({ a, b, pairs }: Matched): boolean {
  const [toB, toA] = [new Map(pairs), new Map(pairs.map(([i, j]) => [j, i]))]
  const [isA, isB] = [expects(a), expects(b)]
  if (isA && !isB && addsExpectation(a, toB, b)) return true
  if (isB && !isA && addsExpectation(b, toA, a)) return true
  if (!isA && !isB && (addsTo(a, toB) || addsTo(b, toA))) return true
  return pairs.some(
    ([i, j]) => isPastOf(a[i]?.form ?? '', b[j]?.form ?? '') || isPastOf(b[j]?.form ?? '', a[i]?.form ?? ''),
  )
}

function expects(words: readonly Word[]): boolean {
  return words.some(({ form }) => EXPECTATIONS.has(form))
}

/** `To meet` says as much as `set to meet` and `will meet`. */
function addsExpectation(words: readonly Word[], places: ReadonlyMap<number, number>, other: readonly Word[]): boolean {
  return words.some(({ form }, i) => {
    if (!EXPECTATIONS.has(form) || places.has(i)) return false
    const verb = places.get(words[i + 1]?.form === 'to' ? i + 2 : i + 1) ?? 0
    return other[verb - 1]?.form !== 'to'
  })
}

/** A `to` between two words that stand side by side in the other: `Trump to meet Xi`, `Trump meets Xi`; not `aid to Gaza`, `Gaza aid`. */
function addsTo(words: readonly Word[], places: ReadonlyMap<number, number>): boolean {
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
export function addsMore({ a, b, pairs }: Matched): boolean {
  const adds = (words: readonly Word[], matched: ReadonlySet<number>) =>
    words.some(({ form }, i) => MORE.has(form) && !matched.has(i) && !THAN.has(words[i + 1]?.form ?? ''))
  return adds(a, new Set(pairs.map(([i]) => i))) || adds(b, new Set(pairs.map(([, j]) => j)))
}

/** Weights above are those of names and of words that are not common. */
const HEAVY = 0.6

/** Somebody of the one who is named: `Bob Dylan's drummer dies`, `the driver of Diana dies`; a person, where what befell is a person's. */
export function namesBearer({ a, b, pairs }: Matched): boolean {
  if (!pairs.some(([i]) => BEARER_ENDS.has(a[i]?.form ?? ''))) return false
  return bears(a, new Map(pairs)) || bears(b, new Map(pairs.map(([i, j]) => [j, i])))
}

function bears(words: readonly Word[], places: ReadonlyMap<number, number>): boolean {
  return words.some(({ weight, isNumber }, i) => {
    if (weight <= HEAVY || isNumber || places.has(i)) return false
    if (OF.has(words[i + 1]?.form ?? '')) return !places.has(i + 1) && places.has(i + 2)
    const [before, after] = [words[i - 1], words[i + 1]]
    return (before?.weight ?? 0) > HEAVY && BEARER_ENDS.has(after?.form ?? '') && stoodTogether(i, places)
  })
}

/** Whether somebody has died: `shot` is not `shot dead`. */
export function tellsOfDeath(words: readonly Word[]): boolean {
  return words.some(({ form }) => DEATH.has(form))
}

/** What tells which of several stands behind the name: `World War II`, `hepatitis B`, `Serie A`, `Type C`. */
const DESIGNATION = /(?<=\p{L}[ -])(?:[A-Z]|[IVX]{2,4})(?![\p{L}\p{N}'’.&-])/gu
const LOWER = /\p{Ll}/u

/** The letters and Roman numerals of a title that tell which of several it speaks of. None of one in capitals. */
export function designationsOf(title: string): ReadonlySet<string> {
  return LOWER.test(title) ? new Set(title.match(DESIGNATION)) : new Set()
}
