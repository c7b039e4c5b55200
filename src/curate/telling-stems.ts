import type { Word } from '../text/words.ts'
import { hashText } from './word-hash.ts'

/** Words that weigh less are not compared. */
export const LEAST_WEIGHT = 0.35

/** Inflections begin alike. */
export function stemOf(form: string): string {
  return form.length > 6 ? form.slice(0, 6) : form
}

/** Hashes of the words that tell something, as vectors have them, each with what it weighs alone. */
export function tellingStems(words: readonly Word[]): ReadonlyMap<number, number> {
  const telling = words.filter(({ weight }) => weight >= LEAST_WEIGHT)
  return new Map(telling.map(({ form, weight }) => [hashText(stemOf(form)), weight * weight]))
}
