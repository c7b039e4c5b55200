import { folded, plainNumber } from '../text/words.ts'

/** A word of a text as its versions are compared; in scripts without spaces a character. */
export type EditedWord = {
  /** In lower case, as written; `ё` is as often written `е`. */
  readonly raw: string
  /** Without accents, one spelling of what has several; a number in plain digits. */
  readonly form: string
  readonly kind: 'word' | 'number' | 'character'
  /** Written with a capital where no sentence begins. */
  readonly isName: boolean
}

const SPACELESS =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30FC\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'

/**
 * Figures with their sign, separators and spaces between thousands; characters of scripts without spaces, with their marks;
 * words with inner apostrophes and what names a language (`C++`); signs that tell what a figure is of.
 */
const PIECES = new RegExp(
  '(?<number>(?<![\\p{L}\\p{N}])[-−+](?=\\p{Nd})\\p{N}+(?:[.,:/٫٬]\\p{N}+)*|\\p{Nd}{1,3}(?: \\p{Nd}{3})+(?!\\p{Nd})|\\p{N}+(?:[.,:/٫٬]\\p{N}+)*)' +
    `|(?<character>${SPACELESS}\\p{M}*)` +
    `|(?<word>(?:(?!${SPACELESS})\\p{L})(?:(?!${SPACELESS})[\\p{L}\\p{M}]|['’ʼ](?=\\p{L}))*(?:\\+\\+|#)?)` +
    '|(?<sign>[\\p{Sc}%‰°])',
  'gu',
)

/** Joiners, soft hyphens and directions: they are not seen. And the stroke that only lengthens Arabic words. */
const UNSEEN = /[\u00AD\u0640\u200B-\u200F\u2060\uFEFF]/g

/** What begins a sentence, or a title in quotation marks. */
const BEGINS = /(?:^|[.!?…:।۔。！？\n]|["“„«'‘([-])\s*$/u

export function editedWords(text: string): readonly EditedWord[] {
  const plain = text.replace(UNSEEN, '').normalize('NFKC')
  const words: EditedWord[] = []
  for (const { 0: piece, index, groups } of plain.matchAll(PIECES)) {
    const raw = piece.toLowerCase()
    if (groups?.['number'] !== undefined) words.push({ raw, form: numberForm(raw), kind: 'number', isName: false })
    else if (groups?.['character'] !== undefined)
      words.push({ raw, form: inOrder(raw), kind: 'character', isName: false })
    else if (groups?.['sign'] !== undefined) words.push({ raw, form: raw, kind: 'number', isName: false })
    else {
      const isName = /^\p{Lu}/u.test(piece) && !BEGINS.test(plain.slice(Math.max(0, index - 8), index))
      words.push({ raw: raw.replace(/['’ʼ]/g, '').replaceAll('ё', 'е'), form: wordForm(raw), kind: 'word', isName })
    }
  }
  return words
}

function numberForm(raw: string): string {
  const sign = /^[-−]/.test(raw) ? '-' : ''
  return sign + plainNumber(folded(raw.replace(/^[-−+]/, '').replaceAll(' ', '')))
}

/** Vowel signs and tone marks, whichever was typed first. */
function inOrder(character: string): string {
  return [...character].length < 3 ? character : character.charAt(0) + [...character.slice(1)].sort().join('')
}

/** Letters that are written for one another, as the writer's keyboard or habit is; some Latin ones have no accent to lose. */
const SPELLINGS: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ة: 'ه',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ı: 'i',
  ł: 'l',
  đ: 'd',
  ø: 'o',
}
const SPELT = /[أإآٱةىیکıłđø]/g
/** Before a consonant of its class Hindi writes a nasal as a point or as a half letter. */
const NASALS = /[ङञणनम]्(?=[क-म])/g

/** How a word is compared. */
export function wordForm(raw: string): string {
  return folded(raw.replace(/['’ʼ]/g, ''))
    .replace(SPELT, (letter) => SPELLINGS[letter] ?? letter)
    .replace(NASALS, 'ं')
}
