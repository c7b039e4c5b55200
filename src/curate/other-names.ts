import { folded, singular } from '../text/words.ts'
import type { Piece } from './piece.ts'
import { has, isNamedIn, type Marks, markOf, unnamed } from './template.ts'
import type { TitleLikeness } from './title-likeness.ts'
import { hashText } from './word-hash.ts'

/**
 * Names so alike that they are taken for one, or for forms of one: `Persib` and `Persija`, `Niger` and `Nigeria`, a club and its
 * second team.
 */

/** Whether each of two headlines, else the same, names another in its text too, and neither text the other's. */
export function nameOthers(a: Piece, b: Piece, { pairs, onlyA, onlyB }: TitleLikeness): boolean {
  if ([...onlyA, ...onlyB].some(({ weight }) => weight > LIGHT)) return false
  return pairs.some(([i, j]) => {
    const [one, other] = [a.words[i], b.words[j]]
    if (one === undefined || other === undefined || one.form === other.form) return false
    if (!isNamedIn(one, a.marks) || !isNamedIn(other, b.marks)) return false
    return areTwoNames(one.form, other.form, a.spoken) && isOwn(one.form, a, b) && isOwn(other.form, b, a)
  })
}

/** Lighter words are grammar or passing. */
const LIGHT = 0.45

/** Whether a word stands in the one's text as it is, and nowhere in the other. */
function isOwn(form: string, own: Piece, other: Piece): boolean {
  const hash = hashText(form)
  return (
    own.vector.hashes.includes(hash) &&
    !other.vector.hashes.includes(hash) &&
    ![...other.words, ...other.asides].some((word) => word.form === form)
  )
}

const CYRILLIC =
  'а у ом ем е ы и я ю ей ой ов ев ам ям ах ях ами ями ый ий ого его ому ему ая яя ую юю ое ее ые ие ых их ым им й ь ью о і ї є ові еві ою ею'

/** Of a language all that words take behind them for their case, number, sex or origin. */
const ENDINGS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: 's es n an ian ish ese ic ical ary d ed ing er r ly ie',
    id: 'an kan nya lah kah pun wan wati',
    ms: 'an kan nya lah kah pun wan wati',
    sw: 'ni',
    de: 's es n en em er ern r in innen isch ische ischen ischer isches um t te st',
    nl: 's en n er se s',
    fr: 's es x n ne nes ns en enne ens ennes ien ienne iens iennes ai aise ois oise r t nt',
    es: 's es n no na nos nas os as ense ense ita ito',
    pt: 's es m n no na nos nas os as ense ense inho inha',
    it: 'no na ni ne ano ana ani ane ese esi',
    ru: CYRILLIC,
    uk: CYRILLIC,
  }).map(([language, endings]) => [language, new Set(endings.split(' '))]),
)

/** Whether two words that begin alike end in what no form of one does. False where the language's endings are not known. */
function areTwoNames(one: string, other: string, language: string): boolean {
  const endings = ENDINGS[language]
  if (endings === undefined) return false
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  let same = 0
  while (same < short.length && short[same] === long[same]) same++
  // What differs before the end is a spelling.
  if (same < 4 || long.length - same > LONGEST_ENDING || same < LEAST_BEGINNING * long.length) return false
  if (romanized(one) === romanized(other)) return false
  const [endOne, endOther] = [short.slice(same), long.slice(same)]
  const isEnding = (end: string) => end === '' || VOWEL.test(end) || endings.has(end)
  if (endOne !== '' && VOWELS.test(endOne) && VOWELS.test(endOther)) return false
  return !isEnding(endOne) || !isEnding(endOther)
}

const LONGEST_ENDING = 4
/** As in the likeness of titles. */
const LEAST_BEGINNING = 0.7
const VOWEL = /^[aeiouyj]$/
const VOWELS = /^[aeiouyj]+$/

/** Out of another script a name is written with one letter or two: `Zelensky`, `Zelenskyy`, `Zelenskiy`, `Hisbollah`. */
function romanized(form: string): string {
  return form
    .replace(/[yj]/g, 'i')
    .replace(/(.)\1+/gu, '$1')
    .replace(/h$/, '')
}

/** A name and behind it which team of its club: no initial, and no score. */
const TEAM = /(\p{Lu}[\p{L}.]+)(?:[»"”]?-([23])(?![\p{L}\d:.,–-])| (B|C|II|III)(?![\p{L}\d.]| \p{Lu}))/gu

/** Whether one says in headline and text of whose second team it tells, and the other names the club alone. */
export function nameOtherTeam(a: Piece, b: Piece): boolean {
  return tellsOfTeam(a, b) || tellsOfTeam(b, a)
}

function tellsOfTeam(own: Piece, other: Piece): boolean {
  return [...own.headline.text.matchAll(TEAM)].some(([, club = '', figure, letter = '']) => {
    const marks = [club, figure ?? letter].map((word) => markOf(singular(folded(word))))
    const [name = 0] = marks
    const headed = Uint32Array.from(other.words, ({ form }) => markOf(form))
    if (!headed.includes(name) || follow(headed, marks)) return false
    return follow(own.marks, marks) && has(other.marks, name) && !follow(other.marks, marks)
  })
}

/** Whether two words stand there one after the other. */
function follow(all: Marks, [first, second]: readonly number[]): boolean {
  return all.some((mark, i) => unnamed(mark) === first && i + 1 < all.length && unnamed(all[i + 1]) === second)
}
