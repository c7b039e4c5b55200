import type { DateHints, ParsedDate } from './date/moment.ts'
import { parseStandard } from './date/standard.ts'

export type { DateHints, ParsedDate, Precision } from './date/moment.ts'

/** Longer texts are not dates; they are searched by `findDate`. */
const MAX_DATE_CHARS = 200

/**
 * The instant that `text` means: RFC 822, RFC 3339, W3CDTF, ISO 8601 and epochs, and what people write, in their
 * languages, scripts and calendars. Undefined for a day that does not exist, a year before 1990, and everything that
 * could only be guessed.
 */
export function parseDate(text: string, hints: DateHints = {}): ParsedDate | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > MAX_DATE_CHARS) return undefined
  return parseStandard(trimmed, hints)
}

/** The first date inside a longer text, such as the line under a headline; the same rules as `parseDate`. */
export function findDate(text: string, hints: DateHints = {}): ParsedDate | undefined {
  return parseDate(text, hints)
}
