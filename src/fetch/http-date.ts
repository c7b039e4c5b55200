import type { Instant } from '../model/instant.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const IMF_FIXDATE = /^[a-z]{3,9},? +(\d{1,2})[ -]([a-z]{3})[ -](\d{2}|\d{4}) +(\d{2}):(\d{2}):(\d{2}) +(?:gmt|utc)$/i
const ASCTIME = /^[a-z]{3} +([a-z]{3}) +(\d{1,2}) +(\d{2}):(\d{2}):(\d{2}) +(\d{4})$/i

/**
 * An HTTP-date (RFC 9110 section 5.6.7) in any of its three forms, as an instant; undefined for anything else.
 * Stricter than `Date.parse`, which makes a date of many things that are none (`-1`, `3600 x`).
 */
export function parseHttpDate(text: string): Instant | undefined {
  const trimmed = text.trim()
  const fixed = IMF_FIXDATE.exec(trimmed)
  if (fixed) {
    const [, day = '', month = '', year = '', hour = '', minute = '', second = ''] = fixed
    return instantOf(fullYear(year), month, day, hour, minute, second)
  }
  const asctime = ASCTIME.exec(trimmed)
  if (asctime === null) return undefined
  const [, month = '', day = '', hour = '', minute = '', second = '', year = ''] = asctime
  return instantOf(Number(year), month, day, hour, minute, second)
}

/** RFC 850 wrote two digits. */
function fullYear(year: string): number {
  const value = Number(year)
  if (year.length === 4) return value
  return value < 70 ? 2000 + value : 1900 + value
}

function instantOf(
  year: number,
  month: string,
  day: string,
  hour: string,
  minute: string,
  second: string,
): Instant | undefined {
  const monthIndex = MONTHS.indexOf(month.toLowerCase())
  const dayNumber = Number(day)
  const valid = monthIndex >= 0 && Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60
  if (!valid) return undefined
  const at = Date.UTC(year, monthIndex, dayNumber, Number(hour), Number(minute), Number(second))
  return new Date(at).getUTCDate() === dayNumber || Number(second) === 60 ? at : undefined
}
