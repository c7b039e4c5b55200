import { foldText } from './date/fold.ts'
import type { DateHints, ParsedDate } from './date/moment.ts'
import { readRelative } from './date/relative.ts'
import { LANGUAGES } from './date/spellings.ts'
import { parseStandard } from './date/standard.ts'
import { readTokens } from './date/tokens.ts'
import { type Interpretation, type Reader, type Reading, readersLanguages, readInLanguage } from './date/words.ts'

export type { DateHints, ParsedDate, Precision } from './date/moment.ts'

/** Longer texts are not dates; they are searched by `findDate`. */
const MAX_DATE_CHARS = 200
const MAX_SEARCHED_CHARS = 1000

/**
 * The instant that `text` means: RFC 822, RFC 3339, W3CDTF, ISO 8601 and epochs, and what people write, in their
 * languages, scripts and calendars. Undefined for a day that does not exist, a year before 1990, and everything that
 * could only be guessed.
 */
export function parseDate(text: string, hints: DateHints = {}): ParsedDate | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > MAX_DATE_CHARS) return undefined
  return parseStandard(trimmed, hints) ?? readWords(trimmed, hints, 'whole')
}

/** The first date inside a longer text, such as the line under a headline; the same rules as `parseDate`. */
export function findDate(text: string, hints: DateHints = {}): ParsedDate | undefined {
  const trimmed = text.trim().slice(0, MAX_SEARCHED_CHARS)
  if (trimmed === '') return undefined
  return parseStandard(trimmed, hints) ?? readWords(trimmed, hints, 'search')
}

/** The Islamic date that Arabic papers print beside the Gregorian one; alone it tells no certain day. */
const HIJRI_DATE =
  /\d{1,2}\s*[-/]?\s*(?:محر\u0651?م|صفر|ربيع\s+\S+|جماد[ىي]\s+\S+|رجب|شعبان|رمضان|شو\u0651?ال|ذ[ويى]\s*القعدة|ذ[ويى]\s*الحجة)(?:\s*[-/]?\s*1[34]\d{2})?\s*(?:هـ|ه\b)?/g

function readWords(text: string, hints: DateHints, reading: Reading): ParsedDate | undefined {
  const folded = foldText(text).replace(HIJRI_DATE, ' ')
  const reader: Reader = { raw: readTokens(folded), hints, reading, persianDigits: /[\u06F0-\u06F9]/.test(text) }
  const own = readersLanguages(hints)
  const first = readInLanguage(reader, own)
  if (first !== undefined && first.unknown === 0) return first.date
  const relative = readRelative(reader, folded, own)
  if (relative !== undefined && first === undefined) return relative
  // Words of another language than the one that was declared.
  if (first === undefined || !hasLetters(folded))
    return first?.date ?? (hasLetters(folded) ? readForeign(reader, folded, own) : undefined)
  return first.date
}

function hasLetters(text: string): boolean {
  return /\p{L}{2}/u.test(text)
}

/** The language that knows most of the words; where several know as many and disagree, none is sure. */
function readForeign(reader: Reader, folded: string, own: string): ParsedDate | undefined {
  let best: Interpretation | undefined
  let disagreed = false
  for (const language of LANGUAGES) {
    if (language === own) continue
    const found = readInLanguage(reader, language)
    if (found === undefined) continue
    const better = best === undefined || found.known > best.known
    if (!better && found.known === best?.known && found.date.at !== best.date.at) disagreed = true
    if (better) {
      best = found
      disagreed = false
    }
  }
  if (best !== undefined) return disagreed ? { ...best.date, confidence: 'low' } : best.date
  if (reader.hints.now === undefined) return undefined
  for (const language of LANGUAGES) {
    const relative = language === own ? undefined : readRelative(reader, folded, language)
    if (relative !== undefined) return relative
  }
  return undefined
}
