import type { Word } from '../text/words.ts'
import { hashText } from './word-hash.ts'

/** Words that weigh less are not compared. */
export const LEAST_WEIGHT = 0.35

const HANGUL = /^[\uAC00-\uD7AF]/

/** Inflections begin alike; of a Korean word the particles follow two syllables. */
export function stemOf(form: string): string {
  if (HANGUL.test(form)) return form.slice(0, 2)
  return form.length > 6 ? form.slice(0, 6) : form
}

/** Hashes of the words that tell something, as vectors have them, each with what it weighs alone. */
export function tellingStems(words: readonly Word[]): ReadonlyMap<number, number> {
  const telling = words.filter(({ weight }) => weight >= LEAST_WEIGHT)
  return new Map(telling.map(({ form, weight }) => [hashText(stemOf(form)), weight * weight]))
}
