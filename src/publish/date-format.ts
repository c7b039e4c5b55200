import type { ShownDate } from '../model/edition.ts'
import type { Instant } from '../model/instant.ts'

/**
 * Dates of feeds, to the second in every format: RSS knows no fractions, and the same entry must carry the same date
 * everywhere.
 */

/** RFC 822 as RSS wants it: `Mon, 01 Jul 2024 08:53:15 GMT`. */
export function rfc822(at: Instant): string {
  return new Date(at).toUTCString()
}

/** RFC 3339 with the publisher's offset, else Z: `2024-07-01T15:53:15+07:00`. */
export function rfc3339({ at, offsetMinutes = 0 }: ShownDate): string {
  const date = new Date(at + offsetMinutes * 60_000)
  // By hand: an edition has thousands of dates, and toISOString is three times as slow.
  const local =
    `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}` +
    `T${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  if (offsetMinutes === 0) return `${local}Z`
  const minutes = Math.abs(offsetMinutes)
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

function two(value: number): string {
  return TWO_DIGITS[value] ?? String(value)
}

/** The same instant in RFC 3339, UTC. */
export function rfc3339Utc(at: Instant): string {
  return rfc3339({ at })
}
