import { daysIn, type ParsedDate } from './moment.ts'

/**
 * The two forms that nearly all feeds have, read character by character: some ten times as fast as by regular
 * expressions. Undefined for the slightest deviation; then the slower ways decide.
 */
export function parseFast(text: string): ParsedDate | undefined {
  const length = text.length
  if (length < 20 || length > 35) return undefined
  return text.charCodeAt(4) === HYPHEN
    ? fastRfc3339(text, length)
    : text.charCodeAt(3) === COMMA
      ? fastRfc822(text, length)
      : undefined
}

const HYPHEN = 0x2d
const COMMA = 0x2c
const COLON = 0x3a
const SPACE = 0x20
const PLUS = 0x2b
const DOT = 0x2e
const ZERO = 0x30
const UPPER_T = 0x54
const UPPER_Z = 0x5a

/** RFC 3339 section 5.6: `2024-07-01T15:53:15.123+07:00`. */
function fastRfc3339(text: string, length: number): ParsedDate | undefined {
  if (text.charCodeAt(10) !== UPPER_T || text.charCodeAt(7) !== HYPHEN) return undefined
  let at = 19
  let ms = 0
  if (text.charCodeAt(at) === DOT) {
    let scale = 100
    for (at++; at < length; at++) {
      const digit = text.charCodeAt(at) - ZERO
      if (!(digit >= 0 && digit <= 9)) break
      ms += digit * scale
      scale /= 10
    }
    ms = Math.floor(ms + 1e-9)
  }
  const offset =
    text.charCodeAt(at) === UPPER_Z ? (at + 1 === length ? 0 : Number.NaN) : offsetFrom(text, at, length, true)
  return moment(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8), text, 11, ms, offset, undefined)
}

/** RFC 5322 section 3.3: `Mon, 01 Jul 2024 15:53:15 +0700`, also with GMT. */
function fastRfc822(text: string, length: number): ParsedDate | undefined {
  if (text.charCodeAt(4) !== SPACE || text.charCodeAt(7) !== SPACE || text.charCodeAt(11) !== SPACE) return undefined
  if (text.charCodeAt(16) !== SPACE || text.charCodeAt(25) !== SPACE) return undefined
  const month = MONTHS.indexOf(text.slice(8, 11))
  const weekday = WEEKDAYS.indexOf(text.slice(0, 3))
  if (month === -1 || weekday === -1 || month % 3 !== 0 || weekday % 3 !== 0) return undefined
  const zone = text.charCodeAt(26)
  const offset =
    zone === 0x47 /* G */
      ? length === 29 && text.endsWith('GMT')
        ? 0
        : Number.NaN
      : offsetFrom(text, 26, length, false)
  return moment(two(text, 12) * 100 + two(text, 14), month / 3 + 1, two(text, 5), text, 17, 0, offset, weekday / 3)
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const WEEKDAYS = 'SunMonTueWedThuFriSat'

/** NaN for what is no two digits: it spreads, and every comparison with it fails. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO
  const ones = text.charCodeAt(at + 1) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

function offsetFrom(text: string, at: number, length: number, colon: boolean): number {
  const sign = text.charCodeAt(at)
  if (sign !== PLUS && sign !== HYPHEN) return Number.NaN
  if (length - at !== (colon ? 6 : 5) || (colon && text.charCodeAt(at + 3) !== COLON)) return Number.NaN
  const hours = two(text, at + 1)
  const minutes = two(text, at + (colon ? 4 : 3))
  const east = hours * 60 + minutes
  if (!(minutes <= 59 && east <= (sign === PLUS ? 14 : 12) * 60)) return Number.NaN
  return sign === PLUS || east === 0 ? east : -east
}

function moment(
  year: number,
  month: number,
  day: number,
  text: string,
  clockAt: number,
  ms: number,
  offset: number,
  weekday: number | undefined,
): ParsedDate | undefined {
  const hour = two(text, clockAt)
  const minute = two(text, clockAt + 3)
  const second = two(text, clockAt + 6)
  if (text.charCodeAt(clockAt + 2) !== COLON || text.charCodeAt(clockAt + 5) !== COLON) return undefined
  if (!(year >= 1990 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)))
    return undefined
  if (!(hour <= 23 && minute <= 59 && second <= 59) || Number.isNaN(offset)) return undefined
  const midnight = Date.UTC(year, month - 1, day)
  // 1 January 1970 was a Thursday. A weekday that contradicts is for the slower way to judge.
  if (weekday !== undefined && (midnight / 86_400_000 + 4) % 7 !== weekday) return undefined
  const at = midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms
  return { at, offsetMinutes: offset, confidence: 'high', precision: 'instant' }
}
