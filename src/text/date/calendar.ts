import type { Calendar, Era } from './meaning.ts'

export type Day = { readonly year: number; readonly month: number; readonly day: number }

/** The day of the Gregorian calendar that a day of the Iranian (Jalali) one is; undefined for a day it does not have. */
export function fromJalali({ year, month, day }: Day): Day | undefined {
  if (month < 1 || month > 12 || day < 1 || day > jalaliDaysIn(year, month)) return undefined
  const daysBefore = month <= 7 ? (month - 1) * 31 : (month - 1) * 30 + 6
  const date = new Date(Date.UTC(year + 621, 2, nowruz(year) + daysBefore + day - 1))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

function jalaliDaysIn(year: number, month: number): number {
  if (month <= 6) return 31
  return month <= 11 || isJalaliLeap(year) ? 30 : 29
}

/** Leap years fall eight to every 33 years; exact against the astronomical calendar for 1178 to 1633 (1799 to 2255). */
function isJalaliLeap(year: number): boolean {
  return (25 * year + 11) % 33 < 8
}

/** The day of March on which the year begins. */
function nowruz(year: number): number {
  // Days since 21 March 2024, 1 Farvardin 1403 having been 20 March.
  let days = 0
  for (let y = 1403; y < year; y++) days += isJalaliLeap(y) ? 366 : 365
  for (let y = year; y < 1403; y++) days -= isJalaliLeap(y) ? 366 : 365
  const first = Date.UTC(2024, 2, 20) + days * 86_400_000
  return Math.round((first - Date.UTC(year + 621, 2, 0)) / 86_400_000)
}

/**
 * Nepal's calendar (Bikram Sambat): its months begin with the sun's entry into a sign, and are announced year by year. These four
 * years of twelve months follow one another.
 */
const BIKRAM_YEARS: Readonly<Record<string, readonly number[]>> = {
  a: [31, 31, 31, 32, 31, 31, 30, 29, 30, 29, 30, 30],
  b: [31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30],
  c: [31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 30],
  d: [31, 32, 31, 32, 31, 30, 30, 30, 29, 30, 29, 31],
}
/** From 2074, which began on 14 April 2017, to 2083: not yet announced years are not guessed. */
const BIKRAM_ORDER = 'abcdabcdbb'
const BIKRAM_FIRST = 2074

/** The same for a day of Nepal's calendar; undefined also in years whose months are not known. */
export function fromBikram({ year, month, day }: Day): Day | undefined {
  const monthsOf = (at: number) => BIKRAM_YEARS[BIKRAM_ORDER[at - BIKRAM_FIRST] ?? '']
  const months = monthsOf(year)
  if (months === undefined || day < 1 || day > (months[month - 1] ?? 0)) return undefined
  let days = day - 1
  for (let at = BIKRAM_FIRST; at < year; at++) for (const length of monthsOf(at) ?? []) days += length
  for (const length of months.slice(0, month - 1)) days += length
  const date = new Date(Date.UTC(2017, 3, 14 + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

export type YearContext = {
  readonly era: Era | undefined
  /** Primary subtag. */
  readonly language: string | undefined
  readonly timezone: string | undefined
  readonly persianDigits: boolean
  /** Of `now`, where it is known. */
  readonly thisYear: number | undefined
}

export type Year = { readonly calendar: Calendar; readonly year: number }

/** Which year was meant: Buddhist, Iranian, of the Republic of China, of a Japanese era, or of two digits. */
export function resolveYear(value: number, digits: number, context: YearContext): Year | undefined {
  const gregorian = (year: number): Year => ({ calendar: 'gregorian', year })
  switch (context.era) {
    case 'roc':
      return gregorian(value + 1911)
    case 'reiwa':
      return value >= 1 ? gregorian(value + 2018) : undefined
    case 'heisei':
      return value >= 1 && value <= 31 ? gregorian(value + 1988) : undefined
    case 'showa':
      return gregorian(value + 1925)
    case 'buddhist':
      if (digits === 4) return gregorian(value - 543)
      break
    case 'common':
    case undefined:
  }
  if (digits === 4) {
    // The Buddhist era is 543 years ahead.
    if (value >= 2500 && value < 2700) return gregorian(value - 543)
    if (value >= 1300 && value < 1500) return isIranian(context) ? { calendar: 'jalali', year: value } : undefined
    // Nepal is 56 or 57 years ahead.
    if (value >= 2070 && value < 2100 && context.language === 'ne') return { calendar: 'bikram', year: value }
    return gregorian(value)
  }
  if (digits === 3) return value >= 79 && value < 200 && isTaiwanese(context) ? gregorian(value + 1911) : undefined
  if (digits === 2) return gregorian(twoDigitYear(value, context))
  return undefined
}

function isIranian({ language, timezone, persianDigits }: YearContext): boolean {
  if (language !== undefined && /^(?:fa|ps|ckb|prs|mzn|az)$/.test(language)) return true
  if (timezone !== undefined) return timezone === 'Asia/Tehran' || timezone === 'Asia/Kabul'
  return persianDigits && language !== 'ur'
}

function isTaiwanese({ language, timezone }: YearContext): boolean {
  return language === undefined || language === 'zh' || timezone === 'Asia/Taipei'
}

function twoDigitYear(value: number, { language, era, thisYear }: YearContext): number {
  // Of the years that two digits may mean, the one that has begun or is the next.
  const common = 2000 + value <= (thisYear === undefined ? 2069 : thisYear + 1) ? 2000 + value : 1900 + value
  if (language !== 'th' && era !== 'buddhist') return common
  // 67 is 2567, that is 2024; 24 can only be 2024.
  const buddhist = 2500 + value - 543
  return era === 'buddhist' || (buddhist >= 2000 && buddhist <= (thisYear ?? 2040) + 1) ? buddhist : common
}
