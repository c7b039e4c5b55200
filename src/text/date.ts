import { parseFast } from './date/fast.ts'
import { foldText, mixesDigits } from './date/fold.ts'
import { languagesNaming } from './date/lexicon.ts'
import type { DateHints, ParsedDate } from './date/moment.ts'
import { languagesOfDistance, readNamedDay, readRelative } from './date/relative.ts'
import { parseStandard } from './date/standard.ts'
import { readTokens } from './date/tokens.ts'
import { type Interpretation, type Reader, type Reading, readersLanguage, readInLanguage } from './date/words.ts'

export type { DateHints, ParsedDate } from './date/moment.ts'

/** Longer texts are not dates; they are searched by `findDate`. */
const MAX_DATE_CHARS = 200
const MAX_SEARCHED_CHARS = 1000

/**
 * The instant that `text` means: RFC 822, RFC 3339, W3CDTF, ISO 8601 and epochs, and what people write, in their
 * languages, scripts and calendars. Undefined for a day that does not exist, a year before 1990, and everything that
 * could only be guessed.
 */
export function parseDate(text: string, hints: DateHints = {}): ParsedDate | undefined {
  return parseFast(text) ?? parseSlowly(text, hints)
}

function parseSlowly(text: string, hints: DateHints): ParsedDate | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > MAX_DATE_CHARS) return undefined
  return parseFast(trimmed) ?? parseStandard(trimmed, hints) ?? readWords(trimmed, hints, 'whole')
}

/** `parseDate` of what the standards have a form for: all that most feeds have, and none takes longer than another. */
export function parseStandardDate(text: string, hints: DateHints = {}): ParsedDate | undefined {
  const trimmed = text.trim()
  return trimmed.length > MAX_DATE_CHARS ? undefined : (parseFast(trimmed) ?? parseStandard(trimmed, hints))
}

/** A year before any feed's, and none besides: the zero value of a database (1970, 1900). */
const ZERO_YEAR = /(?<![\d+-])19[0-8]\d(?!\d)/
const YEAR = /(?<!\d)(?:199\d|20\d\d)(?!\d)/

/** Whether a text names no day at a glance: none of its numbers are one (`0000-00-00`), or its year is a zero value. */
export function namesNoDay(text: string): boolean {
  if (text.length > 40 || !/\d/.test(text)) return false
  if (ZERO_YEAR.test(text) && !YEAR.test(text)) return true
  return !/[^\P{L}TZ]/u.test(text) && parseDate(text) === undefined
}

/** The first date inside a longer text, such as the line under a headline; the same rules as `parseDate`. */
export function findDate(text: string, hints: DateHints = {}): ParsedDate | undefined {
  const trimmed = text.trim().slice(0, MAX_SEARCHED_CHARS)
  if (trimmed === '') return undefined
  return (
    parseFast(trimmed) ??
    parseStandard(trimmed, hints) ??
    readWords(trimmed, hints, 'search') ??
    partsDate(trimmed, hints)
  )
}

/** Distances from now stand between bars: `Ekonomi | 3 jam lalu`. */
function partsDate(text: string, hints: DateHints): ParsedDate | undefined {
  if (hints.now === undefined) return undefined
  const own = readersLanguage(hints)
  for (const part of text.split(/[|•·\n]|\s[-–—]\s/)) {
    const folded = foldText(part.trim())
    const reader: Reader = { raw: readTokens(folded), hints, reading: 'search', persianDigits: false }
    const date = readRelative(reader, folded, own)
    if (date !== undefined) return date
  }
  return undefined
}

/** The Islamic date that Arabic papers print beside the Gregorian one; alone it tells no certain day. */
const HIJRI_DATE =
  /\d{1,2}\s*[-/]?\s*(?:محر\u0651?م|صفر|ربيع\s+\S+|جماد[ىي]\s+\S+|رجب|شعبان|رمضان|شو\u0651?ال|ذ[ويى]\s*القعدة|ذ[ويى]\s*الحجة)(?:\s*[-/]?\s*1[34]\d{2})?\s*(?:هـ|ه\b)?/g

/** `2024 оны 7-р сарын 1`: year, month and day of Mongolian, each with an ending. */
const MONGOLIAN_DATE = /(\d{4}) оны (\d{1,2})-р сарын (\d{1,2})/

/** `2026ko azaroaren 24a`: year, month and day of Basque, each with an ending. */
const BASQUE_DATE = /(?<!\d)(\d{4})e?ko (\p{L}{3,}?)(?:ren)?\.? (\d{1,2})(?:[ae]?an?)?(?!\p{L})/u

/** `11:05 PMకి`: an ending of another script, written onto the half of the day. */
const ENDED_HALF = /(?<=\d\s?[AP]M)(?=[^\P{L}\p{Script=Latin}])/u

/** `R6.7.1` on Japanese forms. */
const REIWA_LETTER = /(?<![A-Za-z0-9])R(?=\d{1,2}[./-]\d)/

/** A week date of ISO 8601 with all that is written onto it: its numbers are no month and day. */
const WEEK_DATE = /(?<![\p{L}\d])\d{4}-?W\d{2}(?!\d{2}|\p{L})(?:-?\d)?(?:[T ]\d{2}:?\d{2}\S*)?/giu

/** Only programs write a `T` between date and time. */
const MACHINE_MADE = /^\d{4}-\d{2}-\d{2}[Tt]/
const MACHINE_TIMED = /^.{10}[Tt]\d/

function readWords(text: string, hints: DateHints, reading: Reading): ParsedDate | undefined {
  if (mixesDigits(text)) return undefined
  const date = readHuman(text, hints, reading)
  if (date === undefined || !MACHINE_MADE.test(text)) return date
  // A program's date that no standard has is cut off or wrong where its time or zone cannot be read.
  if (date.precision === 'day' || !MACHINE_TIMED.test(text)) return undefined
  return date.precision === 'minute' ? { ...date, confidence: 'low' } : date
}

function readHuman(text: string, hints: DateHints, reading: Reading): ParsedDate | undefined {
  const own = readersLanguage(hints)
  const written = own === 'ja' ? text.replace(REIWA_LETTER, '令和') : text
  const folded = foldText(written.replace(ENDED_HALF, ' ').replace(WEEK_DATE, ' '))
    .replace(HIJRI_DATE, ' ')
    .replace(MONGOLIAN_DATE, '$1-$2-$3')
    .replace(BASQUE_DATE, '$3 $2 $1')
  const reader: Reader = { raw: readTokens(folded), hints, reading, persianDigits: /[\u06F0-\u06F9]/.test(text) }
  const found = readInLanguage(reader, own)
  if (found !== undefined) {
    const isGuess = hints.language === undefined && found.unknown > 0
    return (isGuess ? better(found, reader, folded, own) : found).date
  }
  return readRelative(reader, folded, own) ?? readForeign(reader, folded, own)
}

/**
 * Where no language is declared, words that English does not know may be another's month or half of the day: `mar 31 gen
 * 2023` is no day of March.
 */
function better(found: Interpretation, reader: Reader, folded: string, own: string): Interpretation {
  let best = found
  for (const language of othersNaming(reader, folded, own)) {
    const other = readInLanguage(reader, language)
    if (other === undefined || !other.yearWritten || other.unknown > best.unknown) continue
    if (other.unknown < best.unknown) best = other
    else if (best !== found && other.date.at !== best.date.at)
      best = { ...best, date: { ...best.date, confidence: 'low' } }
  }
  return best
}

/** The other languages that know words of the text. */
function othersNaming(reader: Reader, folded: string, own: string): ReadonlySet<string> {
  const words = reader.raw.flatMap((token) => (token.kind === 'word' ? token.key.split(' ') : []))
  const others = new Set(words.length === 0 ? [] : [...languagesNaming(words), ...unspacedLanguages(folded)])
  others.delete(own)
  return others
}

/**
 * Words of another language than the declared one: the language that knows most of them. Where several know as many
 * and disagree, none is sure. Distances from now are looked for in other languages only where none is declared.
 */
function readForeign(reader: Reader, folded: string, own: string): ParsedDate | undefined {
  if (!reader.raw.some((token) => token.kind === 'word')) return undefined
  let best: Interpretation | undefined
  let disagreed = false
  // No day has no number.
  const others = /\d/.test(folded) ? othersNaming(reader, folded, own) : new Set<string>()
  for (const language of others) {
    const found = readInLanguage(reader, language)
    // Another language's word and no year is too little: `tra 1 min` is Italian for the future, and no April of Croatia.
    if (found?.yearWritten !== true) continue
    if (best === undefined || found.known > best.known) {
      best = found
      disagreed = false
    } else if (found.known === best.known && found.date.at !== best.date.at) disagreed = true
  }
  if (best !== undefined) return disagreed ? { ...best.date, confidence: 'low' } : best.date
  if (reader.hints.now === undefined || reader.hints.language !== undefined || folded.length > 60) return undefined
  for (const language of languagesOfDistance(folded)) {
    const relative = language === own ? undefined : readRelative(reader, folded, language)
    if (relative !== undefined) return relative
  }
  for (const language of others) {
    const relative = readNamedDay(reader, language)
    if (relative !== undefined) return relative
  }
  return undefined
}

/** Languages that write month and day as one run, in which the names must be looked for. */
function unspacedLanguages(text: string): readonly string[] {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return ['ja']
  if (/\p{Script=Han}/u.test(text)) return ['zh', 'ja']
  if (/\p{Script=Hangul}/u.test(text)) return ['ko']
  if (/\p{Script=Thai}/u.test(text)) return ['th']
  if (/\p{Script=Lao}/u.test(text)) return ['lo']
  if (/\p{Script=Khmer}/u.test(text)) return ['km']
  return /\p{Script=Myanmar}/u.test(text) ? ['my'] : []
}
