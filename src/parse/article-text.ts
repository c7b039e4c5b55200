import { decodeEntities } from '../text/html-to-text.ts'
import { cleanText } from '../text/plain.ts'

/** Longer is no title, name or summary; what looks at them may take time that grows faster than their length. */
const maxCharacters = 5000

/** Elements whose text nobody reads, with it. */
const unread = /<(script|style|template|noscript|iframe|textarea)\b[^>]*>[\s\S]*?(?:<\/\1\b[^>]*>|$)/gi

/** One line of text as a reader sees it: entities that were escaped twice decoded, tags taken out; cut at 5,000 characters. */
export function plainText(whole: string): string {
  const text = whole.slice(0, maxCharacters)
  const decoded = text.includes('&') ? decodeEntities(text) : text
  const bare = decoded.includes('<') ? decoded.replace(unread, ' ').replace(/<\/?[a-z][^<>]*>/gi, ' ') : decoded
  // Marks of direction at the ends turn nothing; inside they may be what keeps figures and names in order.
  return cleanText(bare.replace(/[\u200B\u00AD\u2060\uFEFF]/g, '')).replace(
    /^[\u200E\u200F\u061C\s]+|[\u200E\u200F\u061C\s]+$/g,
    '',
  )
}

/** Letters that capitals do not tell apart: Turkish `ı`, and those of Greek with an accent, which capitals go without. */
const plainLetters = new Map([...'ıάέήίόύώϊϋΐΰς'].map((letter, at) => [letter, [...'iαεηιουωιυιυσ'][at] ?? letter]))
const bentByCapitals = /[ıάέήίόύώϊϋΐΰς]/u
const bentLetters = /[ıάέήίόύώϊϋΐΰς]/gu

/** Letters and digits only, folded: for asking whether two texts say the same. */
export function foldText(text: string): string {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  return bentByCapitals.test(letters)
    ? letters.replace(bentLetters, (letter) => plainLetters.get(letter) ?? letter)
    : letters
}

/** Characters as wide as they read: a Han character is as good as two letters. */
export function widthOf(text: string): number {
  return (
    text.length +
    (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu)?.length ??
      0)
  )
}

/** Whether a line ends as sentences do. */
export function endsSentence(text: string): boolean {
  return /[.!?。！？…।؟۔።]["'”’»」』)）]{0,2}$/u.test(text)
}
