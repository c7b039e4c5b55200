import {
  asUtc,
  type DateHints,
  daysIn,
  isPlausible,
  type ParsedDate,
  type Precision,
  type Wall,
  weekdayOf,
} from './moment.ts'
import { offsetAt, type Zone, zoneNamed } from './zones.ts'

/**
 * RFC 3339 and the W3C profile of ISO 8601, also with a space for `T`, without colons, and with `.` or `,` before fractions. */
const ISO =
  /^(\d{4})-0?(\d{2})-(\d{2})(?:[Tt ](\d{2}|\d(?=:)):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?[ ]?(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?Z?)?)?$/

/** ISO 8601 without hyphens: `20240701`, `20240701T155315Z`, `202407011553`. */
const COMPACT =
  /^(\d{4})(\d{2})(\d{2})(?:[Tt ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?[ ]?(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?)?)?$/

/** ISO 8601 ordinal and week dates, perhaps with a time: `2024-183`, `2024-W27-1T08:15Z`. A whole week has no time. */
const ORDINAL = /^(\d{4})-?(\d{3})([Tt]\d.*)?$/
const WEEK = /^(\d{4})-?[Ww](\d{2})(?:-?([1-7])([Tt ]\d.*)?)?$/

/** W3CDTF knows months without a day; a year alone is no date of a piece. */
const MONTH = /^(\d{4})-(\d{2})$/

/** Unix time in seconds or milliseconds, perhaps with a fraction. Of any other length, a number is one of something else. */
const EPOCH = /^(\d{10}|\d{13})(\.\d{1,9})?$/

/** How .NET wrote dates into JSON. */
const DOT_NET = /^\/Date\((\d{12,13})(?:[+-]\d{4})?\)\/$/

/** 2033: beyond, ten digits are rather a date and an hour, or a telephone number. */
const LAST_EPOCH = 2_000_000_000

/** RFC 822/2822/5322 date-time: `[Mon,] 01 Jul 2024 15:53[:15] zone`. */
const RFC822 =
  /^(?:([A-Za-z]{3,9})\.?,?[ ]*)?(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{2,4}),?[ ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?[ ]*(?:([+-])(\d{2}):?(\d{2})|([A-Za-z]{1,5}))?$/

/** The first three letters tell the English months and weekdays apart; the whole word must then be a prefix or the name. */
const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const WEEKDAY_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

const SLASH = 0x2f

/** Dates as the standards write them: nearly all that feeds have. Undefined: not of this form, or not a day that exists. */
export function parseStandard(text: string, hints: DateHints): ParsedDate | undefined {
  const first = text.charCodeAt(0)
  const digitFirst = first >= 0x30 && first <= 0x39
  return (
    (digitFirst ? parseIso(ISO, text, hints) : undefined) ??
    parseRfc822(text, hints) ??
    (digitFirst || first === SLASH ? parseRare(text, hints) : undefined)
  )
}

/** Forms of the standards that few feeds use. */
function parseRare(text: string, hints: DateHints): ParsedDate | undefined {
  return (
    parseIso(COMPACT, text, hints) ??
    parseEpoch(text) ??
    parseOrdinal(text, hints) ??
    parseWeek(text, hints) ??
    parseMonth(text, hints)
  )
}

function parseEpoch(text: string): ParsedDate | undefined {
  const [, digits, fraction = ''] = EPOCH.exec(text) ?? DOT_NET.exec(text) ?? []
  if (digits === undefined) return undefined
  const at = digits.length === 10 ? Math.floor(Number(digits + fraction) * 1000) : Number(digits)
  if (at < Date.UTC(1990, 0) || at > LAST_EPOCH * 1000) return undefined
  return { at, confidence: 'high', precision: 'instant' }
}

function parseOrdinal(text: string, hints: DateHints): ParsedDate | undefined {
  const [, year, day, time = ''] = ORDINAL.exec(text) ?? []
  if (year === undefined || Number(day) < 1 || Number(day) > (daysIn(Number(year), 2) === 29 ? 366 : 365))
    return undefined
  return parseTimed(Date.UTC(Number(year), 0, Number(day)), time, hints)
}

function parseWeek(text: string, hints: DateHints): ParsedDate | undefined {
  const [, year, week, day = '1', time = ''] = WEEK.exec(text) ?? []
  if (year === undefined || Number(week) < 1) return undefined
  // 4 January is always in week 1, weeks begin on Monday (ISO 8601 section 3.1.1.21).
  const fourth = new Date(Date.UTC(Number(year), 0, 4))
  const firstMonday = 4 - ((fourth.getUTCDay() + 6) % 7)
  const at = Date.UTC(Number(year), 0, firstMonday + (Number(week) - 1) * 7 + Number(day) - 1)
  // Week 53 only where the Thursday is still of this year.
  const thursday = new Date(at + (4 - Number(day)) * 86_400_000)
  return thursday.getUTCFullYear() === Number(year) ? parseTimed(at, time, hints) : undefined
}

/** A day that was counted out, and the time as it is written behind it. */
function parseTimed(midnight: number, time: string, hints: DateHints): ParsedDate | undefined {
  return parseIso(ISO, `${new Date(midnight).toISOString().slice(0, 10)}${time}`, hints)
}

function parseMonth(text: string, hints: DateHints): ParsedDate | undefined {
  const [, year, month] = MONTH.exec(text) ?? []
  const wall = { year: Number(year), month: Number(month), day: 1, hour: 0, minute: 0, second: 0, ms: 0 }
  const date = year === undefined ? undefined : dateAt(wall, undefined, 'day', hints)
  return date === undefined ? undefined : { ...date, confidence: 'low' }
}

function parseIso(form: RegExp, text: string, hints: DateHints): ParsedDate | undefined {
  const match = form.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, z, sign, offsetHour, offsetMinute] = match
  const wall: Wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    ms: fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000),
  }
  if (hour === undefined) return dateAt(wall, undefined, 'day', hints)
  if (z !== undefined) return dateAt(wall, { offset: 0 }, 'instant', hints)
  if (sign === undefined) return dateAt(wall, undefined, 'minute', hints)
  const zone = numericZone(sign, offsetHour, offsetMinute)
  return zone === undefined ? undefined : dateAt(wall, zone, 'instant', hints)
}

function parseRfc822(text: string, hints: DateHints): ParsedDate | undefined {
  const match = RFC822.exec(text)
  if (match === null) return undefined
  const [, weekday, day, monthName = '', year = '', hour, minute, second, sign, offsetHour, offsetMinute, zoneName] =
    match
  const month = nameIndex(MONTH_NAMES, monthName) + 1
  // In Chinese, three digits are a year of the Republic: words decide.
  if (month === 0 || (year.length === 3 && hints.language?.startsWith('zh'))) return undefined
  const wall: Wall = {
    year: wholeYear(year),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
    ms: 0,
  }
  const dayIndex = weekday === undefined ? undefined : nameIndex(WEEKDAY_NAMES, weekday)
  // Another language's weekday: words decide.
  if (dayIndex === -1) return undefined
  if (sign !== undefined) {
    const zone = numericZone(sign, offsetHour, offsetMinute)
    return zone === undefined ? undefined : dateAt(wall, zone, 'instant', hints, dayIndex)
  }
  if (zoneName === undefined) return dateAt(wall, undefined, 'minute', hints, dayIndex)
  const zone = zoneNamed(zoneName.toLowerCase(), hints.language, hints.timezone)
  return zone === undefined ? undefined : dateAt(wall, zone, 'instant', hints, dayIndex)
}

/** RFC 2822 section 4.3: two digits below 50 are of this century, and three count from 1900. */
function wholeYear(digits: string): number {
  if (digits.length === 4) return Number(digits)
  return Number(digits) + (digits.length === 2 && Number(digits) < 50 ? 2000 : 1900)
}

function nameIndex(names: readonly string[], word: string): number {
  const lower = word.toLowerCase()
  return names.findIndex((name) => name === lower || (name.startsWith(lower) && lower.length >= 3))
}

/** Undefined where no zone on earth has that offset. */
export function numericZone(sign: string, hours = '0', minutes = '0'): Zone | undefined {
  const east = Number(hours) * 60 + Number(minutes)
  // Kiribati is the first to see a day, Baker Island the last.
  if (Number(minutes) > 59 || east > (sign === '-' ? 12 : 14) * 60) return undefined
  return { offset: sign === '-' ? -east : east }
}

/**
 * The instant at which clocks in `zone` show `wall`; without a zone the hinted one's, else UTC's, which is then no more
 * than likely for a clock time. Undefined for a day or time that does not exist.
 */
export function dateAt(
  wall: Wall,
  zone: Zone | undefined,
  precision: Precision,
  hints: DateHints,
  weekday?: number,
): ParsedDate | undefined {
  if (!isPlausible(wall)) return undefined
  const known = zone ?? (hints.timezone === undefined ? undefined : { name: hints.timezone })
  const offset = known === undefined ? undefined : offsetAt(known, wall)
  const at = asUtc(wall) - (offset ?? 0) * 60_000
  const weekdayMismatch = weekday !== undefined && weekday !== weekdayOf(wall)
  const guessed = weekdayMismatch || (offset === undefined && precision === 'minute')
  return {
    at,
    ...(offset === undefined ? {} : { offsetMinutes: offset }),
    confidence: guessed ? 'low' : 'high',
    precision,
    ...(weekdayMismatch ? { weekdayMismatch } : {}),
  }
}
