import type { Word } from '../text/words.ts'
import { NUMBER_WORDS } from './figures.ts'
import type { Piece } from './piece.ts'
import { SIDES } from '../text/telling-words.ts'
import { meanTheSame, standsFor } from './same-meaning.ts'

/** What two headlines have in common, and what each says alone. */
export type TitleLikeness = {
  readonly score: number
  readonly sharedWeight: number
  readonly sharedCount: number
  readonly shared: readonly string[]
  readonly onlyA: readonly Word[]
  readonly onlyB: readonly Word[]
  /** Where the words that both have stand in each; and of those words all but the commonest. */
  readonly pairs: readonly (readonly [number, number])[]
  readonly places: readonly (readonly [number, number])[]
  /** A wider word of it stands for a name of the other. */
  readonly isWiderA: boolean
  readonly isWiderB: boolean
  readonly weightA: number
  readonly weightB: number
  readonly numbersA: ReadonlySet<string>
  readonly numbersB: ReadonlySet<string>
}

/** Words weighed and matched, inflections included, whatever their order. */
export function likenessOfTitles(
  { words: a, besides: besidesA, numbers: numbersA }: Piece,
  { words: b, besides: besidesB, numbers: numbersB }: Piece,
): TitleLikeness {
  const taken = b.map(() => false)
  const pairs = pairUp(a, b, taken)
  const matched = new Map<string, Word>()
  let doubled = 0
  let [isWiderA, isWiderB] = [false, false]
  for (const [place, i] of pairs) {
    const one = a[place]
    const other = b[i]
    if (one === undefined || other === undefined) continue
    matched.set(one.form, one)
    doubled += one.weight + other.weight
    if (one.form === other.form) continue
    isWiderA ||= standsFor(one.form, other.form)
    isWiderB ||= standsFor(other.form, one.form)
  }
  // What a title only says twice adds nothing.
  const onlyA = a.filter(({ form }) => !matched.has(form) && !besidesB.has(form))
  const onlyB = b.filter(({ form }, i) => taken[i] === false && !matched.has(form) && !besidesA.has(form))
  const weightA = total(onlyA)
  const weightB = total(onlyB)
  const distinct = [...matched.values()]
  const informative = distinct.filter(({ weight }) => weight >= 0.4)
  return {
    score: doubled === 0 ? 0 : doubled / (doubled + weightA + weightB),
    sharedWeight: total(distinct),
    sharedCount: informative.length,
    shared: informative
      .sort((x, y) => y.weight - x.weight)
      .slice(0, 8)
      .map(({ form }) => form),
    onlyA,
    onlyB,
    pairs,
    places: pairs.filter(([place]) => (a[place]?.weight ?? 0) >= 0.3),
    isWiderA,
    isWiderB,
    weightA,
    weightB,
    numbersA,
    numbersB,
  }
}

/**
 * Places of the same word in both titles: first as it stands, then inflected.
 * @param taken notes which of `b` have one
 */
function pairUp(a: readonly Word[], b: readonly Word[], taken: boolean[]): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = []
  const unmatched: number[] = []
  for (let place = 0; place < a.length; place++) {
    const i = placeOf(a[place], b, taken, isSame)
    if (i === -1) unmatched.push(place)
    else take(place, i)
  }
  for (const place of unmatched) {
    const i = placeOf(a[place], b, taken, isInflected)
    if (i !== -1) take(place, i)
  }
  return pairs

  function take(place: number, i: number): void {
    pairs.push([place, i])
    taken[i] = true
  }
}

/** Where the first of `words` stands that is not taken and is the same; -1 where none is. */
function placeOf(
  word: Word | undefined,
  words: readonly Word[],
  taken: readonly boolean[],
  areOne: (word: Word, other: Word) => boolean,
): number {
  for (let i = 0; i < words.length; i++) {
    const other = words[i]
    if (word !== undefined && other !== undefined && taken[i] === false && areOne(word, other)) return i
  }
  return -1
}

function isSame(word: Word, other: Word): boolean {
  return word.form === other.form
}

function total(words: readonly Word[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0)
}

/** `skateboard` and `skateboarding`, `dukung` and `mendukung`, `sterilisation` and `sterilization`, `quake` and `earthquake`. */
function isInflected({ form: a, isNumber }: Word, { form: b, isNumber: isOther }: Word): boolean {
  if (isNumber || isOther) return (NUMBER_WORDS.get(a) ?? a) === (NUMBER_WORDS.get(b) ?? b)
  if (meanTheSame(a, b) || standsFor(a, b) || standsFor(b, a)) return true
  // All that follows has a beginning or an end in common.
  if (a.charCodeAt(0) !== b.charCodeAt(0) && a.charCodeAt(a.length - 1) !== b.charCodeAt(b.length - 1)) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < 4)
    return /^[\uAC00-\uD7AF]{2,}/.test(short) && long.startsWith(short) && long.length <= short.length + 2
  let prefix = 0
  while (prefix < short.length && short[prefix] === long[prefix]) prefix++
  if (prefix >= 4 && prefix >= long.length * 0.7) return !/\d/.test(long.slice(prefix)) && !areContrary(a, b)
  if (long.endsWith(short) && short.length >= 5 && INDONESIAN_PREFIX.test(long.slice(0, -short.length))) return true
  // What begins otherwise may be the contrary: `emigration` and `immigration`, `apreciază` and `depreciază`.
  return (
    prefix > 0 &&
    short.length >= 8 &&
    long.length - short.length <= 1 &&
    short.slice(prefix + 1) === long.slice(-(short.length - prefix - 1))
  )
}

/** `Yafungua` opens, `yafunga` closes. */
function areContrary(a: string, b: string): boolean {
  const [one, other] = [SIDES.get(a), SIDES.get(b)]
  return one !== undefined && other !== undefined && one !== other && one.slice(1) === other.slice(1)
}

/** Not `di-` and `ter-`, which exchange who does and who suffers: `kalahkan` defeats, `dikalahkan` is defeated. */
const INDONESIAN_PREFIX = /^(?:me|mem|men|meng|ber)$/
