import { COMMON_WORDS } from './common-words.ts'
import { HEADLINE_WORDS, PASSING_WORDS } from './headline-words.ts'
import { summed, WordTable } from './word-table.ts'

/** One word of a text, as it is compared. */
export type Word = {
  /** Folded: lower case, without accents, possessive and plural endings; a number in digits. */
  readonly form: string
  /** How much it tells, 0 to 1: the commonest words of the language little, a name or number all. */
  readonly weight: number
  readonly isNumber: boolean
}

/** Scripts written without spaces: there pairs of characters serve as words. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const SPACELESS_RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{M}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu

/** Numbers with their separators, initials with their points, words with inner apostrophes. */
const PIECES = /\p{N}+(?:[.,\u066B\u066C]\p{N}+)*|(?:\p{L}\.){2,}|[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*/gu
const ASCII_PIECE = /[0-9]+(?:[.,][0-9]+)*|(?:[a-z]\.){2,}|[a-z]+(?:'[a-z]+)*/y
const NON_ASCII = /[^\0-\x7F]/

/** Accents of Latin, Greek and Cyrillic, vowel points of Arabic and Hebrew, the point of Hindi's foreign sounds: left out in headlines as often as not. */
const OPTIONAL_MARKS = /[\u0300-\u036F\u064B-\u065F\u0670\u0591-\u05C7\u093C]/g

/** Longer texts tell nothing more about what a piece is. */
const MAX_CHARACTERS = 2_000

/**
 * The words of `text` in their order, each as it is compared and weighed. The weights come from a frozen table of each
 * language's commonest words (`common-words.ts`): they never depend on what is stored.
 * @param language BCP 47; of an unknown one only the commonest words of English weigh less
 */
export function wordsOf(text: string, language: string | undefined): readonly Word[] {
  const words: Word[] = []
  const known = commonWordsOf(language)
  const written = text.slice(0, MAX_CHARACTERS)
  const typed = NON_ASCII.test(written) ? written.replace(TYPOGRAPHIC, asTyped) : written
  const plain = typed.includes('U') ? typed.replace(UNITED_STATES, 'unitedstates') : typed
  if (!NON_ASCII.test(plain)) {
    addAscii(withoutTails(plain.toLowerCase()), words, known)
    return words
  }
  for (const piece of withoutTails(folded(plain)).match(PIECES) ?? []) {
    if (NON_ASCII.test(piece) && SPACELESS.test(piece)) {
      for (const run of piece.match(SPACELESS_RUNS) ?? []) addRun(run, words, known)
    } else addPiece(piece, words, known)
  }
  return words
}

/** The words of a text in small letters of ASCII: the many of letters alone without a pattern, the common ones without a copy. */
function addAscii(text: string, words: Word[], known: WordTable<Word>): void {
  let at = 0
  while (at < text.length) {
    let [end, sum] = [at, 0]
    let next = text.charCodeAt(end)
    for (; isSmallLetter(next); next = text.charCodeAt(++end)) sum = summed(sum, next)
    const mayBeInitials = next === POINT && end === at + 1
    if (end > at && next !== APOSTROPHE && !mayBeInitials) {
      words.push(known.at(text, at, end, sum) ?? rareWord(text.slice(at, end)))
      at = end
    } else if (end > at || isDigit(next)) {
      ASCII_PIECE.lastIndex = at
      const [piece = ''] = ASCII_PIECE.exec(text) ?? []
      addPiece(piece, words, known)
      at += piece.length
    } else at++
  }
}

const APOSTROPHE = 39
const POINT = 46

function isSmallLetter(code: number): boolean {
  return code >= 97 && code <= 122
}

/** A number or a word. */
function addPiece(piece: string, words: Word[], known: WordTable<Word>): void {
  if (isDigit(piece.charCodeAt(0))) words.push({ form: plainNumber(piece), weight: 1, isNumber: true })
  else addWord(piece, words, known)
}

/** Lower case would make a common word of it. */
const UNITED_STATES = /\bU\.S\.(?:A\.)?|\bUSA?\b/g

const TYPOGRAPHIC = /[\u2010-\u2015\u2018\u2019\u201C\u201D\u02BC\u2026\u00A0]/g

/** Quotation marks, dashes and spaces as a keyboard types them: most texts are ASCII then, which is quicker. */
function asTyped(character: string): string {
  if ('\u2018\u2019\u02BC'.includes(character)) return "'"
  return '\u2010\u2011\u2012\u2013\u2014\u2015'.includes(character) ? '-' : ' '
}

/** `4 500` */
const SPACED_NUMBER = /(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?![.,]?\d)/g

function joined(number: string): string {
  return number.replaceAll(' ', '')
}

/** `13-year-old` and `13`, `COVID-19` and `Covid`, `1st` and `first`, are written by one desk and the next. */
function withoutTails(text: string): string {
  if (!/\d/.test(text)) return text
  return text
    .replace(/(\d)[- ]years?[- ]olds?\b/g, '$1')
    .replace(/\bcovid[- ]?19\b/g, 'covid')
    .replace(/\b1st\b/g, 'first')
    .replace(SPACED_NUMBER, joined)
}

/** One way of writing: compatibility forms, lower case, accents and points that may be left out. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(OPTIONAL_MARKS, '')
    .normalize('NFC')
    .replace(/\p{Nd}/gu, westernDigit)
}

/** Decimal digits of any script as 0–9: they stand in blocks of ten from zero (Unicode, Nd). */
function westernDigit(digit: string): string {
  if (isDigit(digit.charCodeAt(0))) return digit
  let code = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
    code -= 1
    value += 1
  }
  return String(value)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** `1,354` and `1.354` are 1354, `15,4` is 15.4. */
export function plainNumber(written: string): string {
  const digits = written.replace(/[\u066B\u066C]/g, ',')
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(digits)) return digits.replace(/[.,]/g, '')
  const decimal = digits.replace(/[.,](?=.*[.,])/g, '').replace(',', '.')
  return decimal
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}

const PUNCTUATED = /[.']/

/** Articles and prepositions of French, Italian and Catalan that lost their vowel: `l'ancien`, `dell'ex`, `d'Orange`. */
const ELIDED = /^(?:[dl]|un|(?:d[ae]|a|ne|su|co)ll|que(?:st|ll))'(?=\p{L}{2})/u

function addWord(written: string, words: Word[], known: WordTable<Word>): void {
  const piece = written.includes("'") ? written.replace(ELIDED, '') : written
  const common = known.get(piece)
  if (common !== undefined) return void words.push(common)
  if (!PUNCTUATED.test(piece)) return void words.push(rareWord(piece))
  const whole = piece.replace(/'s?$/, '').replace(/[.']/g, '')
  if (whole !== '') words.push(known.get(whole) ?? rareWord(whole))
}

function rareWord(word: string): Word {
  return { form: singular(word), weight: word.length === 1 ? 0.2 : 1, isNumber: false }
}

/** Without the s of plurals. */
export function singular(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

function addRun(run: string, words: Word[], known: WordTable<Word>): void {
  if (!SPACELESS.test(run)) {
    for (const piece of run.match(PIECES) ?? []) addPiece(piece, words, known)
    return
  }
  const characters = [...run]
  if (characters.length === 1) words.push({ form: run, weight: 0.5, isNumber: false })
  for (let i = 1; i < characters.length; i++) {
    // Half each: neighbouring pairs share a character.
    words.push({ form: `${characters[i - 1]}${characters[i]}`, weight: 0.5, isNumber: false })
  }
}

/** What a word of headlines weighs at most. */
const HEADLINE_WEIGHT = 0.42
const PASSING_WEIGHT = 0.35

/**
 * Of each language its common words, ready made: from 0.05 for the commonest to 0.55 for the last in the table. Words not in
 * it weigh 1, less if very short.
 */
const KNOWN_WORDS: ReadonlyMap<string, WordTable<Word>> = new Map(
  Object.entries(COMMON_WORDS).map(([language, words]) => {
    const forms = [...new Set(words.split(' ').map((word) => folded(word).replaceAll("'", '')))]
    const weights = new Map(
      forms.map((word, rank) => [word, 0.05 + 0.5 * (Math.log(rank + 1) / Math.log(forms.length))]),
    )
    for (const word of HEADLINE_WORDS[language]?.trim().split(/\s+/) ?? [])
      weights.set(word, Math.min(weights.get(word) ?? 1, HEADLINE_WEIGHT))
    for (const word of PASSING_WORDS[language]?.split(' ') ?? []) weights.set(word, PASSING_WEIGHT)
    return [
      language,
      new WordTable(
        new Map([...weights].map(([word, weight]) => [word, { form: singular(word), weight, isNumber: false }])),
      ),
    ]
  }),
)

/** Neighbours whose commonest words are nearly the same. */
const STAND_INS: Readonly<Record<string, string>> = {
  ms: 'id',
  jv: 'id',
  su: 'id',
  be: 'uk',
  mk: 'bg',
  hr: 'sr',
  bs: 'sr',
  sl: 'sr',
  sk: 'cs',
  gl: 'pt',
  nb: 'no',
  nn: 'no',
}

function commonWordsOf(language: string | undefined): WordTable<Word> {
  return tableOf(language ?? 'en') ?? NONE_KNOWN
}

function tableOf(language: string): WordTable<Word> | undefined {
  const known = KNOWN_WORDS.get(language)
  if (known !== undefined) return known
  const primary = language.split('-')[0] ?? ''
  return KNOWN_WORDS.get(primary) ?? KNOWN_WORDS.get(STAND_INS[primary] ?? '')
}

/** Whether the commonest words of a language are known. */
export function knowsWords(language: string): boolean {
  return tableOf(language) !== undefined
}

const NONE_KNOWN = new WordTable<Word>(new Map())
