import { folded } from '../text/words.ts'

/**
 * Formulas of the trade head the news of two towns in the same words. In scripts without capitals nothing tells a name from other
 * words but what says that it is a place: the word before, the ending or the word behind.
 */

/** By script, what stands before the name of a place. */
const BEFORE = new RegExp(
  [
    // Arabic, Persian; Hebrew: a letter that is written together with the name.
    '(?<!\\p{L})(?:في|قرب|بمدينة|مدينة|محافظة|ولاية|در|شهر|شهرستان|استان|بندر)\\s+(?:ال)?',
    '(?<!\\p{L})[וש]?ב\\p{L}?',
    '[在于於]|位[于於]',
    '(?:ใน|ที่|จังหวัด|จ\\.|อำเภอ|อ\\.|เมือง|ท่าเรือ)\\s*',
    '(?:ໃນ|ທີ່|ແຂວງ|ເມືອງ)\\s*',
    '(?:នៅ|ក្នុង|ខេត្ត|ក្រុង)\\s*',
  ]
    .map((one) => `(?:${one})$`)
    .join('|'),
  'u',
)

/** By script, what follows the beginning of its name. */
const BEHIND = new RegExp(
  [
    // Korean, Japanese, Chinese.
    '\\p{Script=Hangul}*에(?:서)?(?:는|도|만)?(?!\\p{L})',
    '[\\p{Script=Han}\\p{Script=Katakana}ー]{0,3}?(?:[市县縣省区區镇鎮町村県府州港駅站沖]|で|に(?!よ))',
    // Of India: in Hindi, Marathi, Nepali, Bengali, Punjabi, Gujarati, Tamil, Telugu, Kannada, Malayalam; Urdu, Sinhala.
    '[\\p{L}\\p{M}]*(?:\\s+(?:में|मध्ये|येथे|स्थित|ਵਿੱਚ|ਵਿਚ|میں)|(?:ात|मध्ये|मा|ে|তে|য়|માં|ில்|లో|లోని|ಲ್ಲಿ|ിൽ|හි|හිදී))(?![\\p{L}\\p{M}])',
    // Burmese, Georgian.
    '[\\p{L}\\p{M}]*(?:တွင်|မှာ|၌|မြို့|ში|თან)',
  ].join('|'),
  'uy',
)

const UNCASED = /\p{Lo}|\p{Script=Georgian}/u
const HANGUL = /^\p{Script=Hangul}/u
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const TOKENS =
  /\p{N}+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC]|[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}])+/gu
/** Letters that are written together with the word behind them. */
const PREFIXED = /^(?:[وف]?[بل]?ال|و?لل|[وبلف](?=.{3})|[ושהבלמכ](?=.{3})|በ(?=.{2}))/u

/** Here towns head a sentence and nothing need say that they are places. */
const TOWNS_FIRST = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u0900-\u0DFF]/u
/** So near its beginning stands what a text begins with. */
const HEAD_CHARACTERS = 12

/** So much of the longer headline stands in the other, in the same order, where both are one formula. */
const FORMULA_SHARE = 0.5
/** Of single signs: some stand in both by chance, and compounds are shortened. */
const SIGNS_SHARE = 0.4

/** A headline in a script without capitals, and what its text begins with, as they are looked at for places. */
export type Reading = {
  readonly tokens: readonly string[]
  readonly title: string
  readonly text: string
  /** Which of its words is the town; without spaces no word is known as one. */
  readonly town: string | undefined
  readonly isSpaced: boolean
}

/** Undefined where the headline has capitals, or could have. */
export function readingOf(headline: string, beginning: string): Reading | undefined {
  if (!UNCASED.test(headline)) return undefined
  const [title, text] = [folded(headline), folded(beginning)]
  const tokens = (title.match(TOKENS) ?? []).map((token) => {
    const bare = token.replace(PREFIXED, '')
    return HANGUL.test(bare) ? bare.slice(0, 2) : bare.slice(0, 5)
  })
  const isSpaced = !SPACELESS.test(title)
  return { tokens, title, text, isSpaced, town: isSpaced ? townIn(tokens, { title, text }) : undefined }
}

/** The first word of the title that something behind it calls a place, else the last that something before does. */
function townIn(tokens: readonly string[], told: Pick<Reading, 'title' | 'text'>): string | undefined {
  const names = namesOf(tokens)
  const first = names.find((name, i) => isPlace(name, told, [isBehind]) || (i === 0 && isHead(name, told)))
  return first ?? names.findLast((name) => isPlace(name, told, [isBefore]))
}

/**
 * Whether two pieces tell of two towns: each headline says one that stands in its own text as a place, and nowhere in the other
 * piece. `formula`: their headlines are the same besides, more or less.
 */
export function townsApart(one: Reading, other: Reading): 'formula' | 'places' | undefined {
  if (!one.isSpaced || !other.isSpaced) {
    // Of two sequences that are as long each side may find the other one.
    return exchangeInSigns(one, other) || exchangeInSigns(other, one) ? 'formula' : undefined
  }
  const areApart =
    one.town !== undefined &&
    other.town !== undefined &&
    isOnlyIn(one.town, one, other) &&
    isOnlyIn(other.town, other, one)
  if (!areApart) return undefined
  return shareOf(commonOf(one.tokens, other.tokens), one, other) >= FORMULA_SHARE ? 'formula' : 'places'
}

function shareOf(common: Common, one: Reading, other: Reading): number {
  return common.length / Math.max(one.tokens.length, other.tokens.length)
}

/** Without spaces no word is known as one: what stands in the place of what the other says is. */
function exchangeInSigns(one: Reading, other: Reading): boolean {
  const pairs = commonOf(one.tokens, other.tokens)
  if (shareOf(pairs, one, other) < SIGNS_SHARE) return false
  let [i, j, from] = [0, 0, 0]
  for (const [x, y] of [...pairs, [one.tokens.length, other.tokens.length] as const]) {
    if (x > i && y > j) {
      const shared = namesOf(one.tokens.slice(from, i))
      if (shared.some((name) => isPlace(name, one) && isPlace(name, other))) return false
      const names = namesOf(one.tokens.slice(i, x)).map((name) => toldOf(name, one))
      const others = namesOf(other.tokens.slice(j, y)).map((name) => toldOf(name, other))
      if (areExchanged(one, names, other, others, i === 0 && j === 0)) return true
    }
    if (x > i || y > j) from = x
    ;[i, j] = [x + 1, y + 1]
  }
  return false
}

/** What a text has of a name that is not parted from what follows it. */
function toldOf(name: string, { text }: Reading): string {
  return text.includes(name) ? name : name.slice(0, 2)
}

function areExchanged(
  one: Reading,
  ofOne: readonly string[],
  other: Reading,
  ofOther: readonly string[],
  isFirst: boolean,
): boolean {
  const names = ofOne.filter((name) => isOnlyIn(name, one, other))
  const others = ofOther.filter((name) => isOnlyIn(name, other, one))
  if (names.length === 0 || others.length === 0) return false
  if (names.some((name) => isPlace(name, one)) || others.some((name) => isPlace(name, other))) return true
  return isFirst && isHead(names[0] ?? '', one) && isHead(others[0] ?? '', other)
}

function isOnlyIn(name: string, own: Reading, foreign: Reading): boolean {
  return (own.text === '' || own.text.includes(name)) && !foreign.title.includes(name) && !foreign.text.includes(name)
}

/** A town heads its text. */
function isHead(name: string, { text }: Pick<Reading, 'text'>): boolean {
  return name !== '' && TOWNS_FIRST.test(name) && text.slice(0, HEAD_CHARACTERS).includes(name)
}

/** Words, and of scripts without spaces what stands together. */
function namesOf(tokens: readonly string[]): readonly string[] {
  const names: string[] = []
  let isOpen = false
  for (const token of tokens) {
    const isSign = SPACELESS.test(token)
    if (isSign && isOpen) names.push(`${names.pop()}${token}`)
    else names.push(token)
    isOpen = isSign
  }
  return names.filter((name) => name.length > 1 && !/\p{N}/u.test(name))
}

type Sign = (told: string, from: number, to: number) => boolean

function isBefore(told: string, from: number): boolean {
  return BEFORE.test(told.slice(Math.max(0, from - LONGEST_BEFORE), from))
}

/** Or, in Amharic, with a letter that is written together with it. */
function isBehind(told: string, from: number, to: number): boolean {
  BEHIND.lastIndex = to
  return BEHIND.test(told) || told[from - 1] === 'በ'
}

/** Whether something says of it, wherever it stands, that it is a place. */
function isPlace(
  name: string,
  { title, text }: Pick<Reading, 'title' | 'text'>,
  signs: readonly Sign[] = [isBefore, isBehind],
): boolean {
  return [title, text].some((told) => {
    for (let at = told.indexOf(name); at !== -1; at = told.indexOf(name, at + 1)) {
      if (signs.some((sign) => sign(told, at, at + name.length))) return true
    }
    return false
  })
}

const LONGEST_BEFORE = 12

type Common = readonly (readonly [number, number])[]

/** Places of the longest sequence of tokens that both have in order. */
function commonOf(a: readonly string[], b: readonly string[]): Common {
  const width = b.length + 1
  const longest = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pairs: (readonly [number, number])[] = []
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return pairs
}
