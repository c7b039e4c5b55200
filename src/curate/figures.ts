import type { Word } from '../text/words.ts'
import { hashText } from './word-hash.ts'

/** Words for numbers and days in several languages → the number. None that is a word of another (`dort`, `uc`). */
export const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    2: 'two dua dos deux zwei due dois duas twee iki dwa dwie dwoch два две двое двух дві двох',
    3: 'three tiga tres trois drei tre drie trzy trzech три трое трех троих трьох',
    4: 'four empat cuatro quatre vier quattro quatro cztery czterech четыре четырех чотири чотирьох',
    5: 'five lima cinco cinq funf cinque vijf bes piec пять пяти пятеро',
    6: 'six enam seis sechs sei zes altı szesc шесть шести шість',
    7: 'seven tujuh siete sept sieben sette sete zeven yedi siedem семь семи сім',
    8: 'eight delapan ocho huit acht otto oito sekiz osiem восемь восьми вісім',
    9: 'nine sembilan nueve neuf neun nove negen dokuz dziewiec девять девяти',
    10: 'ten sepuluh diez dix zehn dieci dez tien dziesiec десять десяти',
    11: 'eleven sebelas once onze elf undici elva elleve одиннадцать одиннадцати одинадцять jedenascie',
    12: 'twelve lusin dozen doce douze zwolf doze dodici twaalf tolv двенадцать двенадцати дванадцять dwanascie',
    13: 'thirteen trece treize dreizehn tredici treze dertien tretton tretten тринадцать тринадцати тринадцять trzynascie',
    14: 'fourteen catorce quatorze vierzehn quattordici catorze veertien fjorton fjorten четырнадцать czternascie',
    15: 'fifteen quinze funfzehn quindici vijftien femton femten пятнадцать пятнадцати pietnascie',
    16: 'sixteen dieciseis sechzehn sedici dezesseis dezasseis zestien seksten шестнадцать шестнадцати szesnascie',
    17: 'seventeen diecisiete siebzehn diciassette dezessete dezassete zeventien sjutton sytten семнадцать',
    18: 'eighteen dieciocho achtzehn diciotto dezoito achttien arton восемнадцать osiemnascie',
    19: 'nineteen diecinueve neunzehn diciannove dezenove dezanove negentien nitton nitten девятнадцать',
    20: 'twenty veinte vingt zwanzig venti vinte twintig tjugo tyve двадцать двадцати dwadziescia',
    mon: 'monday senin lunes lundi montag lunedi понедельник',
    tue: 'tuesday selasa martes mardi dienstag вторник',
    wed: 'wednesday rabu miercoles mercredi mittwoch среда среду',
    thu: 'thursday kamis jueves jeudi donnerstag четверг',
    fri: 'friday jumat viernes vendredi freitag пятница пятницу',
    sat: 'saturday sabtu sabado samedi samstag суббота субботу',
    sun: 'sunday domingo dimanche sonntag воскресенье',
  }).flatMap(([number, list]) => list.split(' ').map((word) => [word, number] as const)),
)

/** Behind a number: `4,5 mil` and `4.500`. Of larger scales no desk writes all the digits. */
const THOUSANDS = new Set(
  'thousand mil mila mille tausend duizend ribu тысяч тысячи тысяча тыс тисяч тисячі тис tysiecy tysiace tys tisic bin tusen tusind'.split(
    ' ',
  ),
)

/** Of the hashes of number words the last bits: of other words hardly one in ten has such, and need not be looked up. */
const MAY_BE_NUMBER = new Uint8Array(4096)
for (const word of NUMBER_WORDS.keys()) MAY_BE_NUMBER[hashText(word) % MAY_BE_NUMBER.length] = 1

/**
 * Numbers in digits and words, and days of the week, which tell apart like numbers.
 * @param hashes those of the words, where they are known
 */
export function numbersOf(words: readonly Word[], hashes?: Uint32Array): ReadonlySet<string> {
  let numbers: Set<string> | undefined
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word === undefined) continue
    const { form, isNumber } = word
    if (!isNumber && hashes !== undefined && MAY_BE_NUMBER[(hashes[i] ?? 0) % MAY_BE_NUMBER.length] === 0) continue
    const number = isNumber ? form : NUMBER_WORDS.get(form)
    if (number === undefined) continue
    numbers = (numbers ?? new Set()).add(scaled(number, words[i + 1]?.form ?? ''))
  }
  return numbers ?? NONE
}

function scaled(number: string, next: string): string {
  const value = THOUSANDS.has(next) ? Number(number) * 1000 : inMalay(number, next)
  return Number.isNaN(value) ? number : String(Math.round(value))
}

/** `dua belas`, two teens, and `dua puluh`, two tens; a rare word is compared without its last s. */
function inMalay(number: string, next: string): number {
  if (next === 'belas' || next === 'bela') return Number(number) + 10
  return next === 'puluh' ? Number(number) * 10 : Number.NaN
}

/** Of the many texts without any. */
const NONE: ReadonlySet<string> = new Set()

/** Copies carry the same figures; reports from one template (quakes, prices) do not. */
export function numbersAgree(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const fewer = Math.min(one.size, other.size)
  return fewer === 0 || one.intersection(other).size >= fewer * 0.75
}
