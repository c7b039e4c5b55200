/** Marks that the press writes or leaves out as it likes: accents, Arabic vowels, Hebrew points. */
const OPTIONAL_MARKS = /[\u0300-\u036F\u064B-\u065F\u0670\u0591-\u05C7]/g

/** Joiners, soft hyphens and direction marks stand inside words without being part of them. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g

const LETTERS: Readonly<Record<string, string>> = {
  ı: 'i',
  ł: 'l',
  đ: 'd',
  ø: 'o',
  // Arabic letters in Persian, Urdu and Kurdish dress.
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ة: 'ه',
  ۀ: 'ه',
}
const FOLDED_LETTER = /[ıłđøيىكةۀ]/g

/** `word` as it is looked up: lower case, without accents, apostrophes and dots. */
export function foldWord(word: string): string {
  if (/^[a-z\d]+$/.test(word)) return word
  return word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(OPTIONAL_MARKS, '')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(FOLDED_LETTER, (letter) => LETTERS[letter] ?? letter)
    .replace(/[.'’ʼ‘`´״׳"॰]/g, '')
    .replace(/[\s-]+/g, ' ')
    .trim()
}

/** Digits of every script as ASCII, full-width forms as plain ones; letters keep their case. */
export function foldText(text: string): string {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').replaceAll('॰', '.')
  const digits = /[^\p{ASCII}]/u.test(plain) ? plain.replace(/(?![0-9])\p{Nd}/gu, asciiDigit) : plain
  return HAN_NUMBER.test(digits) ? digits.replace(HAN_NUMBERS, (number) => String(hanValue(number))) : digits
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  // Blocks of mathematical digits follow one another without a gap.
  return String((code - zeroOf(code)) % 10)
}

/** The digits of a script are ten code points in a row, so the value is the distance from the first. */
function zeroOf(code: number): number {
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return zero
}

/** Numbers that touch: one, or those of a date or time. */
const NUMBERS = /\p{Nd}+(?:[-/.:]\p{Nd}+)*/gu

/**
 * Whether a number, or the numbers of one date, are written with digits of several scripts: nobody writes so, and what
 * was meant is not to be known. Arabic and Persian digits count as one, as keyboards mix them; full-width ones are ASCII.
 */
export function mixesDigits(text: string): boolean {
  if (!/[^\p{ASCII}]/u.test(text)) return false
  for (const [number] of text.normalize('NFKC').matchAll(NUMBERS)) {
    const zeros = new Set((number.match(/\p{Nd}/gu) ?? []).map((digit) => zeroOf(digit.codePointAt(0) ?? 0)))
    if (zeros.delete(PERSIAN_ZERO)) zeros.add(ARABIC_ZERO)
    if (zeros.size > 1) return true
  }
  return false
}

const ARABIC_ZERO = 0x660
const PERSIAN_ZERO = 0x6f0

const HAN_NUMBER = /[〇零一二三四五六七八九十廿卅元](?=[年月日号號时時点點分])/
const HAN_NUMBERS = /[〇零一二三四五六七八九十廿卅]+(?=[年月日号號时時点點分])|元(?=年)/g
const HAN_DIGITS = '〇一二三四五六七八九'

function hanValue(number: string): number {
  if (number === '元') return 1
  const plain = number.replaceAll('零', '〇').replaceAll('廿', '二十').replaceAll('卅', '三十')
  if (!plain.includes('十')) return Number([...plain].map((digit) => HAN_DIGITS.indexOf(digit)).join(''))
  const [tens = '', ones = ''] = plain.split('十')
  return (tens === '' ? 1 : HAN_DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : HAN_DIGITS.indexOf(ones))
}
