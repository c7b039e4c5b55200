import type { Word } from '../text/words.ts'
import { NUMBER_WORDS } from './figures.ts'
import type { Piece } from './piece.ts'
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
  const pairs: [number, number][] = []
  const matched = new Map<string, Word>()
  const usedB = new Uint8Array(b.length)
  let doubled = 0
  let [isWiderA, isWiderB] = [false, false]
  const match = (one: Word, place: number, other: Word, i: number): void => {
    pairs.push([place, i])
    usedB[i] = 1
    matched.set(one.form, one)
    doubled += one.weight + other.weight
    if (one.form === other.form) return
    isWiderA ||= standsFor(one.form, other.form)
    isWiderB ||= standsFor(other.form, one.form)
  }
  const unmatched: number[] = []
  for (const [place, word] of a.entries()) {
    const i = b.findIndex(({ form }, at) => usedB[at] === 0 && form === word.form)
    const other = b[i]
    if (other === undefined) unmatched.push(place)
    else match(word, place, other, i)
  }
  const only: Word[] = []
  for (const place of unmatched) {
    const word = a[place]
    if (word === undefined) continue
    const i = b.findIndex((other, at) => usedB[at] === 0 && isInflected(word, other))
    const other = b[i]
    if (other === undefined) only.push(word)
    else match(word, place, other, i)
  }
  // What a title only says twice adds nothing.
  const onlyA = only.filter(({ form }) => !matched.has(form) && !besidesB.has(form))
  const onlyB = b.filter(({ form }, i) => usedB[i] === 0 && !matched.has(form) && !besidesA.has(form))
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
  if (prefix >= 4 && prefix >= long.length * 0.7) return !/\d/.test(long.slice(prefix))
  if (long.endsWith(short) && short.length >= 5 && INDONESIAN_PREFIX.test(long.slice(0, -short.length))) return true
  return (
    short.length >= 8 &&
    long.length - short.length <= 1 &&
    short.slice(prefix + 1) === long.slice(-(short.length - prefix - 1))
  )
}

/** Not `di-` and `ter-`, which exchange who does and who suffers: `kalahkan` defeats, `dikalahkan` is defeated. */
const INDONESIAN_PREFIX = /^(?:me|mem|men|meng|ber)$/
