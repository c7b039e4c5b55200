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
export function rfc3339(date: ShownDate): string {
  const offset = date.offsetMinutes ?? 0
  const local = new Date(date.at + offset * 60_000).toISOString().slice(0, 19)
  if (offset === 0) return `${local}Z`
  const minutes = Math.abs(offset)
  const hh = String(Math.floor(minutes / 60)).padStart(2, '0')
  const mm = String(minutes % 60).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${hh}:${mm}`
}

/** The same instant in RFC 3339, UTC. */
export function rfc3339Utc(at: Instant): string {
  return rfc3339({ at })
}
