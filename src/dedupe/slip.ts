import { COMMON_WORDS } from '../text/common-words.ts'
import { realWords } from '../text/real-words.ts'
import { SIDES } from '../text/telling-words.ts'
import { wordsOf } from '../text/words.ts'
import type { EditedWord } from './edited-words.ts'

/** In shorter words a letter makes another word too often. */
const LEAST_LETTERS = 4
const LEAST_LETTERS_WITH_TWO_EXCHANGED = 3
const LEAST_LETTERS_WITH_ONE_WRONG = 5

/** Marks tell words apart: `cấm` forbids, `cắm` plugs in. The letters are of Vietnamese alone. */
const TONAL = new Set(['vi', 'yo', 'ig'])
const TONAL_LETTERS = /[\u1EA0-\u1EF9]/
/** In a shorter word an accent makes another one, in Turkish `öldü` (died) of `oldu` (became). */
const LEAST_LETTERS_WITH_ACCENT = 5
/** A sign is a syllable: one other is another word. */
const SYLLABIC = /[\p{Script=Hangul}\p{Script=Ethiopic}]/u
/** Words of three consonants: one other is another word. And scripts whose vowels are signs. */
const ONE_LETTER_TELLS =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Sinhala}]/u

/**
 * Whether one word was only written for the other by a slip of the pen: an accent, two letters exchanged, one missing,
 * doubled or wrong. Never where both are words of the language, or contraries; and but for a doubled one only inside the
 * word, since at its ends a letter is a prefix or an inflection. Of two names nobody knows which is right.
 */
export function isSlip(a: EditedWord, b: EditedWord, language: string | undefined): boolean {
  const primary = (language ?? 'en').split('-')[0] ?? ''
  if (a.kind !== 'word' || b.kind !== 'word' || areContraries(a.form, b.form)) return false
  if (TONAL.has(primary) || TONAL_LETTERS.test(a.raw + b.raw)) return lettersOf(a.raw) === lettersOf(b.raw)
  if (a.form === b.form)
    return (
      (language?.startsWith('en') === true || isAccent(a, b)) &&
      (!isListed(a.raw, primary) || !isListed(b.raw, primary))
    )
  const slip = slipBetween(a.form, b.form)
  if (slip === undefined || SYLLABIC.test(a.form) || (isCommon(a.form, language) && isCommon(b.form, language)))
    return false
  const words = realWords(language)
  if (words?.has(a.form) === true && words.has(b.form)) return false
  if (slip === 'exchanged' || slip === 'doubled') return true
  if (words === undefined) return false
  return slip === 'missing' || !(a.isName || b.isName || ONE_LETTER_TELLS.test(a.form))
}

/** Letters and marks wherever they stand: `hoà` and `hòa` are two schools of one word. */
function lettersOf(raw: string): string {
  return [...raw.normalize('NFD')].sort().join('')
}

/** Vowel points and spellings of Arabic are left out at will. */
function isAccent({ form, raw }: EditedWord, other: EditedWord): boolean {
  return form.length >= LEAST_LETTERS_WITH_ACCENT || !/\p{Script=Latin}/u.test(raw + other.raw)
}

/** Whether two words say the contrary of one another. */
export function areContraries(a: string, b: string): boolean {
  const [one, other] = [sideOf(a), sideOf(b)]
  return one !== undefined && other !== undefined && one !== other && one.slice(1) === other.slice(1)
}

/** `+3` and `-3` contradict each other. */
export function sideOf(form: string): string | undefined {
  return SIDES.get(form) ?? SIDES.get(form.replace(/(?<=[a-z]{3})s$/, ''))
}

/** Whether a word is among the commonest of its language. */
function isCommon(form: string, language: string | undefined): boolean {
  return (wordsOf(form, language)[0]?.weight ?? 1) < 1
}

/** Whether it is among them as written: `oldu` and `öldü`. */
function isListed(raw: string, language: string): boolean {
  return ` ${COMMON_WORDS[language] ?? ''} `.includes(` ${raw} `)
}

function slipBetween(a: string, b: string): 'exchanged' | 'doubled' | 'missing' | 'wrong' | undefined {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a]
  if (longer.length - shorter.length > 1) return undefined
  let start = 0
  while (start < shorter.length && shorter[start] === longer[start]) start++
  let end = 0
  while (end < shorter.length - start && shorter.at(-1 - end) === longer.at(-1 - end)) end++
  const [less, more] = [shorter.slice(start, shorter.length - end), longer.slice(start, longer.length - end)]
  const isInside = start > 0 && end > 0
  if (shorter.length < longer.length) {
    if (less !== '' || shorter.length < LEAST_LETTERS) return undefined
    if (longer[start] === longer[start - 1]) return 'doubled'
    return isInside ? 'missing' : undefined
  }
  if (less.length === 2 && less[0] === more[1] && less[1] === more[0]) {
    return shorter.length >= LEAST_LETTERS_WITH_TWO_EXCHANGED ? 'exchanged' : undefined
  }
  return less.length === 1 && isInside && shorter.length >= LEAST_LETTERS_WITH_ONE_WRONG ? 'wrong' : undefined
}
