import type { Instant } from '../../model/instant.ts'

/**
 * `instant`: the text itself fixes the moment (zone, offset or epoch). `minute`: a clock time whose zone the hints give,
 * or that was taken as UTC. `day`: no time was written; the instant is the day's beginning.
 */
export type Precision = 'instant' | 'minute' | 'day'

export type ParsedDate = {
  readonly at: Instant
  /** Minutes east of UTC as written in the text or, for a named or hinted zone, as in force then. */
  readonly offsetMinutes?: number
  readonly confidence: 'high' | 'low'
  readonly precision: Precision
  /** The weekday that is written is not the day's. */
  readonly weekdayMismatch?: boolean
}

export type DateHints = {
  /** BCP 47: whose words and whose order of day and month. */
  readonly language?: string
  /** IANA zone of dates written without one. */
  readonly timezone?: string
  /** What relative dates count from, and where a missing year is looked for. */
  readonly now?: Instant
}

/** What a clock and a calendar on the wall show. Months from 1. */
export type Wall = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
}

/** Feeds did not exist before; earlier dates are zero values of some database (1970, 1900, 0001). */
const FIRST_YEAR = 1990
const LAST_YEAR = 2099

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function daysIn(year: number, month: number): number {
  return month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (DAYS[month - 1] ?? 0)
}

export function isPlausible(wall: Wall): boolean {
  const { year, month, day, hour, minute, second } = wall
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12)) return false
  if (!(day >= 1 && day <= daysIn(year, month))) return false
  // 24:00 is the end of the day (ISO 8601), second 60 a leap second: the last of an hour in every zone (RFC 3339 section 5.7).
  if (hour === 24) return minute === 0 && second === 0
  return (
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60 &&
    second >= 0 &&
    (second < 60 || (second === 60 && minute === 59))
  )
}

/** Milliseconds as if the wall were in Greenwich. */
export function asUtc(wall: Wall): Instant {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.ms)
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(wall: Wall): number {
  return new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay()
}

export function wallFrom(at: Instant): Wall {
  const date = new Date(at)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    ms: date.getUTCMilliseconds(),
  }
}
