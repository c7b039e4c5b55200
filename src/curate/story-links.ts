import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import { type Word, wordsOf } from '../text/words.ts'
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

/** For each piece those about the same event in the same language, the likeliest first; whatever the order given. */
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
  return new Map(
    [...related].map(([key, list]) => [
      key,
      list.toSorted((x, y) => y.score - x.score || (x.key < y.key ? -1 : 1)).map((other) => other.key),
    ]),
  )
}
