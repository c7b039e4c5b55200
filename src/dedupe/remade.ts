import { wordsOf } from '../text/words.ts'
import { commonShare } from './reused.ts'
import type { Version } from './substance.ts'

/** Shorter texts tell nothing of what they are about: an alert, "more soon". */
const LEAST_WORDS = 5
/** Shares of their words that two versions of one piece have in common at least: of the texts, of the titles, of both. */
const COMMON = { texts: 0.15, titles: 0.2, both: 0.3 } as const

/**
 * Whether an entry has become another piece under its old guid, link and date: another text whatever heads it, or another
 * headline over what is other too. It stays one entry, as a piece that is told anew does; what its date and its place claim
 * they claim of what it said before. Pure.
 */
export function isRemade(before: Version, after: Version): boolean {
  const language = after.language ?? before.language
  const share = (a: string, b: string) => commonShare(a, b, language)
  const least = Math.min(...[before.text, after.text].map((text) => wordsOf(text, language).length))
  if (least >= LEAST_WORDS && share(before.text, after.text) < COMMON.texts) return true
  if (share(before.title, after.title) >= COMMON.titles) return false
  return share(`${before.title}\n${before.text}`, `${after.title}\n${after.text}`) < COMMON.both
}
