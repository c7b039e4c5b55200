import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import { type Word, wordsOf } from '../text/words.ts'
import type { Concepts } from './concepts.ts'
import { countsFrom } from './order.ts'
import { headlineOf } from './title.ts'

/** An entry as it is compared with others that may tell of the same event. */
export type EventPiece = {
  readonly key: EntryKey
  readonly at: Instant
  readonly language: string
  /** Weight of each word, normalized to length 1. */
  readonly vector: ReadonlyMap<string, number>
  /** The same of its title alone. */
  readonly title: ReadonlyMap<string, number>
  readonly numbers: ReadonlySet<string>
  /** How much it says: thin texts prove little. */
  readonly weight: number
  /** What it speaks of, whatever its language; undefined in languages without lexicon. */
  readonly concepts?: Concepts | undefined
  /** Digests and tickers tell of many events. */
  readonly isOwn: boolean
}

const HOUR = 60 * 60 * 1000
/** Reports of one event come within four days. */
export const STORY_WINDOW = 96 * HOUR
const TEXT_WORDS = 60
const TEXT_CHARACTERS = 500
/** A word of the title counts as much as so many of the text. */
const TITLE_FACTOR = 2

/** From here two entries are shown as related: where precision is above 0.97 in English (bench/story-pairs.ts). */
const LINK_THRESHOLD = 0.45

export function eventPieceOf(entry: Entry, text: string, language = entry.language): EventPiece {
  const host = entry.url === undefined ? '' : (URL.parse(entry.url)?.hostname ?? '')
  const headline = headlineOf(entry.title, host)
  const weights = new Map<string, number>()
  const words = wordsOf(headline.text, language)
  add(weights, words, TITLE_FACTOR)
  const title = normalized(weights)
  if (text !== entry.title) add(weights, wordsOf(text.slice(0, TEXT_CHARACTERS), language).slice(0, TEXT_WORDS), 1)
  return {
    key: entry.key,
    at: countsFrom(entry),
    language: language?.split('-')[0] ?? '',
    vector: normalized(weights),
    title,
    numbers: new Set(words.filter(({ isNumber }) => isNumber).map(({ form }) => form)),
    weight: [...weights.values()].filter((weight) => weight >= 1).length,
    isOwn: headline.isOwn,
  }
}

function normalized(weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const length = Math.hypot(...weights.values())
  return new Map([...weights].map(([form, weight]) => [form, length === 0 ? 0 : weight / length]))
}

/** Each further appearance counts half as much as the one before. */
function add(weights: Map<string, number>, words: readonly Word[], factor: number): void {
  const times = new Map<string, number>()
  for (const { form, weight } of words) {
    if (weight < 0.35) continue
    const stem = form.length > 6 ? form.slice(0, 6) : form
    const time = times.get(stem) ?? 0
    times.set(stem, time + 1)
    weights.set(stem, (weights.get(stem) ?? 0) + factor * weight * weight * 0.5 ** time)
  }
}

/** TF-IDF cosine with the frozen weights, less for thin texts and for what lies far apart in time. Symmetric, pure. */
export function storyScore(
  a: EventPiece,
  b: EventPiece,
): { readonly score: number; readonly shared: readonly string[] } {
  const [short, long] = a.vector.size <= b.vector.size ? [a, b] : [b, a]
  let cosine = 0
  const shared: [string, number][] = []
  for (const [form, weight] of short.vector) {
    const product = weight * (long.vector.get(form) ?? 0)
    if (product === 0) continue
    cosine += product
    shared.push([form, product])
  }
  const thin = Math.min(1, Math.min(a.weight, b.weight) / 5)
  const apart = Math.abs(a.at - b.at)
  const decay = apart > STORY_WINDOW ? 0 : 1 - 0.3 * (apart / STORY_WINDOW)
  // Other figures in the titles, or nothing in common there: another turn of affairs, if not another affair.
  const titles = TITLES_UNLIKE + (1 - TITLES_UNLIKE) * Math.min(1, titleCosine(a, b) / TITLES_ALIKE)
  const figures = a.numbers.isSubsetOf(b.numbers) || b.numbers.isSubsetOf(a.numbers) ? 1 : 0.7
  return {
    score: a.isOwn || b.isOwn ? 0 : cosine * thin * decay * titles * figures,
    shared: shared
      .toSorted(([x, p], [y, q]) => q - p || (x < y ? -1 : 1))
      .slice(0, 8)
      .map(([form]) => form),
  }
}

const TITLES_ALIKE = 0.4
const TITLES_UNLIKE = 0.6

function titleCosine(a: EventPiece, b: EventPiece): number {
  let cosine = 0
  for (const [form, weight] of a.title) cosine += weight * (b.title.get(form) ?? 0)
  return cosine
}

/** For each piece those about the same event, the likeliest first; whatever the order given. */
export function relatedPieces(pieces: readonly EventPiece[]): ReadonlyMap<EntryKey, readonly EntryKey[]> {
  const related = new Map<EntryKey, { readonly key: EntryKey; readonly score: number }[]>()
  const add = (to: EntryKey, key: EntryKey, score: number) => {
    const list = related.get(to)
    if (list === undefined) related.set(to, [{ key, score }])
    else list.push({ key, score })
  }
  for (const [i, a] of pieces.entries()) {
    for (const b of pieces.slice(i + 1)) {
      if (a.language !== b.language && a.language !== '' && b.language !== '') continue
      const { score } = storyScore(a, b)
      if (score < LINK_THRESHOLD) continue
      add(a.key, b.key, score)
      add(b.key, a.key, score)
    }
  }
  const within = new Map([...related].map(([key, list]) => [key, new Set(list.map((other) => other.key))]))
  for (const { a, b, score } of acrossLanguages(pieces, (x, y) => within.get(x)?.has(y) === true)) {
    add(a, b, score)
    add(b, a, score)
  }
  return new Map(
    [...related].map(([key, list]) => [
      key,
      list.toSorted((x, y) => y.score - x.score || (x.key < y.key ? -1 : 1)).map((other) => other.key),
    ]),
  )
}

/** Across languages only what is each other's best, and clearly so (bench/story-languages.ts). */
const ACROSS_THRESHOLD = 0.28
/** How much less alike the second best has to be. */
const CLEARLY = 0.8

/** Pairs of pieces in two languages that speak of the same people, places, things and figures. */
export function acrossLanguages(
  pieces: readonly EventPiece[],
  isOneStory: (a: EntryKey, b: EntryKey) => boolean = () => false,
): readonly { readonly a: EntryKey; readonly b: EntryKey; readonly score: number }[] {
  const found: { a: EntryKey; b: EntryKey; score: number }[] = []
  const byLanguage = [...Map.groupBy(pieces.filter(isComparable), ({ language }) => language)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )
  for (const [i, [, own]] of byLanguage.entries()) {
    for (const [, others] of byLanguage.slice(i + 1)) {
      const forward = new Map(own.map((piece) => [piece.key, clearBest(piece, others, isOneStory)]))
      const back = new Map(others.map((piece) => [piece.key, clearBest(piece, own, isOneStory)]))
      for (const [a, best] of forward) {
        const answer = best === undefined ? undefined : back.get(best.key)?.key
        if (best === undefined || answer === undefined) continue
        if (answer === a || isOneStory(answer, a)) found.push({ a, b: best.key, score: best.score })
      }
    }
  }
  return found
}

function isComparable({ language, concepts, isOwn }: EventPiece): boolean {
  return language !== '' && !isOwn && concepts !== undefined && concepts.size >= LEAST_CONCEPTS
}

/** A title alone speaks of too little. */
const LEAST_CONCEPTS = 12

/** The best, if the next best is much less alike; another report of the same event is no rival. */
function clearBest(
  piece: EventPiece,
  others: readonly EventPiece[],
  isOneStory: (a: EntryKey, b: EntryKey) => boolean,
): { key: EntryKey; score: number } | undefined {
  const scored = others
    .map((other) => ({ key: other.key, score: conceptScore(piece, other) }))
    .toSorted((x, y) => y.score - x.score || (x.key < y.key ? -1 : 1))
  const [best, ...rest] = scored
  const second = best === undefined ? undefined : rest.find(({ key }) => !isOneStory(key, best.key))
  if (best === undefined || best.score < ACROSS_THRESHOLD) return undefined
  return second !== undefined && second.score > best.score * CLEARLY ? undefined : best
}

function conceptScore(a: EventPiece, b: EventPiece): number {
  const apart = Math.abs(a.at - b.at)
  if (apart > STORY_WINDOW || a.concepts === undefined || b.concepts === undefined) return 0
  const [short, long] = a.concepts.size <= b.concepts.size ? [a.concepts, b.concepts] : [b.concepts, a.concepts]
  let cosine = 0
  for (const [feature, weight] of short) cosine += weight * (long.get(feature) ?? 0)
  return cosine * (1 - 0.3 * (apart / STORY_WINDOW))
}
