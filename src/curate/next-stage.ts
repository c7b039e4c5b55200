import { EXPECTATIONS, OF } from '../text/telling-words.ts'
import type { Word } from '../text/words.ts'
import { announces, type Matched, matched } from './headline-turns.ts'
import { meanTheSame } from './same-meaning.ts'
import { markOf, unnamed } from './template.ts'
import { exchangesOf, NEAR_COPY, type Told } from './told-more.ts'

/**
 * Near copies of which one tells the next stage of what the other tells, in headline and text: it was to come and came, he was
 * nominated and won. Over one text two desks say as they like whether it is to come; whoever has changed the text there too tells news.
 */

type Pairs = readonly (readonly [number, number])[]

/** What stands in one text where the other has something else, or nothing; and the word behind it. */
type Place = { readonly a: readonly number[]; readonly b: readonly number[]; readonly next: number }

/** Whether the headline of one says what is to come, of the other what is, and their texts likewise. */
export function announcesInBoth(a: Told, b: Told, pairs: Pairs): boolean {
  const verb = futureIn(a.words, b.words, pairs)
  if (verb !== undefined) return placesOf(a, b).some((place) => [...place.a, ...place.b, place.next].includes(verb))
  const sides = matched(a.words, b.words, pairs)
  if (!announces(sides)) return false
  const [waitsA, waitsB] = sides.map(waits)
  const told = new Set([...a.words, ...b.words].map(({ form }) => markOf(form)))
  const isAtHeadline = ({ a: one, b: other, next }: Place) => [...one, ...other, next].some((mark) => told.has(mark))
  return placesOf(a, b).some((place) => {
    const [expectsA, expectsB] = [place.a.some(isExpectation), place.b.some(isExpectation)]
    return expectsA !== expectsB && (expectsA ? waitsA : waitsB) === true && isAtHeadline(place)
  })
}

/** The verb that the one headline has in the future of Spanish, Portuguese or French, and the other in the present: `visitará`, `visita`. */
function futureIn(a: readonly Word[], b: readonly Word[], pairs: Pairs): number | undefined {
  const verbs = pairs.map(([i, j]) => [a[i]?.form ?? '', b[j]?.form ?? ''] as const)
  const found = verbs.find(([one, other]) => isFutureOf(one, other) || isFutureOf(other, one))
  return found && markOf(found[0])
}

function isFutureOf(future: string, present: string): boolean {
  const [, stem] = FUTURE.exec(future) ?? []
  return stem !== undefined && ['', 'n', 'm', 'nt'].some((ending) => present === `${stem}${ending}`)
}

/** Without its accent. */
const FUTURE = /^(.{4,})r(?:a|an|ao|ont)$/

/** It has a word of what is to come that the other has not. */
function waits({ words, places }: Matched[number]): boolean {
  return words.some(({ form }, i) => !places.has(i) && (form === 'to' || EXPECTATIONS.has(form)))
}

const EXPECTED: ReadonlySet<number> = new Set(Array.from(EXPECTATIONS, (form) => markOf(form)))

function isExpectation(mark: number): boolean {
  return EXPECTED.has(mark)
}

/**
 * Whether two headlines are one but for a few words in one place, and so are their texts, and these are a form of those: `nominated for`
 * and `wins` over `was nominated for` and `won`. One of the two verbs is enough, as of the other there may be forms that begin otherwise.
 */
export function tellsNextStage(a: Told, b: Told): boolean {
  const { ofA, ofB } = spans(a.words, b.words)
  if (Math.max(ofA.length, ofB.length) > MOST_IN_PLACE) return false
  if (exchangesOfAnd(ofA, ofB)) return placesOf(a, b).some((place) => exchangesOfAndIn(place))
  const [verbsA, verbsB] = [formsOf(ofA), formsOf(ofB)]
  if (verbsA.size === 0 || verbsB.size === 0) return false
  const [place, ...others] = placesOf(a, b).filter((each) => each.a.length > 0 && each.b.length > 0)
  if (place === undefined || others.length > 0) return false
  const [inA, inB] = [new Set(place.a), new Set(place.b)]
  // Told with the same verb, in another form: the desk edited.
  if (![verbsA, verbsB].every((verbs) => verbs.isDisjointFrom(inA) || verbs.isDisjointFrom(inB))) return false
  if (!verbsA.isDisjointFrom(inB) || !verbsB.isDisjointFrom(inA)) return false
  return !verbsA.isDisjointFrom(inA) || !verbsB.isDisjointFrom(inB)
}

/** `Mother of twins killed`, `Mother and twins killed`. */
function exchangesOfAnd(ofA: readonly Word[], ofB: readonly Word[]): boolean {
  const [one, other] = [ofA[0]?.form ?? '', ofB[0]?.form ?? '']
  if (ofA.length !== 1 || ofB.length !== 1) return false
  return (OF.has(one) && AND.has(other)) || (AND.has(one) && OF.has(other))
}

function exchangesOfAndIn({ a, b }: Place): boolean {
  const has = (marks: readonly number[], words: ReadonlySet<string>) =>
    [...words].some((form) => marks.includes(markOf(form)))
  return (has(a, OF) && has(b, AND)) || (has(a, AND) && has(b, OF))
}

const AND: ReadonlySet<string> = new Set('and et y und en och og dan e'.split(' '))

/** In the place of some words of a headline stand others, so many at most; and so many are the same before and behind. */
const MOST_IN_PLACE = 4
const LEAST_SAME = 3

/** What two headlines have between the words that are the same before and those that are the same behind. */
function spans(
  a: readonly Word[],
  b: readonly Word[],
): { readonly ofA: readonly Word[]; readonly ofB: readonly Word[] } {
  const shorter = Math.min(a.length, b.length)
  let [before, behind] = [0, 0]
  while (before < shorter && areOne(a[before], b[before])) before++
  while (behind < shorter - before && areOne(a.at(-1 - behind), b.at(-1 - behind))) behind++
  if (before + behind < LEAST_SAME) return { ofA: [], ofB: [] }
  return { ofA: a.slice(before, a.length - behind), ofB: b.slice(before, b.length - behind) }
}

function areOne(a: Word | undefined, b: Word | undefined): boolean {
  return a !== undefined && b !== undefined && (a.form === b.form || meanTheSame(a.form, b.form))
}

/** Lighter words are grammar. */
const LEAST_WEIGHT = 0.3

/** Words as texts may have them, English verbs in all their regular forms. */
function formsOf(words: readonly Word[]): ReadonlySet<number> {
  return new Set(
    words
      .filter(({ weight, isNumber }) => weight >= LEAST_WEIGHT && !isNumber)
      .flatMap(({ form }) => inflections(form).map((each) => markOf(each))),
  )
}

function inflections(form: string): readonly string[] {
  const plain = form.length > 3 && /[^s]s$/.test(form) ? form.slice(0, -1) : form
  if (!/^[a-z]{3,5}$/.test(plain)) return [form]
  const stem = plain.replace(/e$/, '')
  return [form, plain, `${stem}ed`, `${stem}ing`, `${plain}${plain.at(-1)}ed`, `${plain}${plain.at(-1)}ing`]
}

/** Where two texts that are near copies differ. */
function placesOf(a: Told, b: Told): readonly Place[] {
  const { share, differing } = exchangesOf(a.marks, b.marks)
  return share < NEAR_COPY ? [] : differing.map(([one, other, next]) => ({ a: one, b: other, next: unnamed(next) }))
}
