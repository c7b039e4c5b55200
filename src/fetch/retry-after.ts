import type { Instant } from '../model/instant.ts'
import { parseHttpDate } from './http-date.ts'

/** Longer than this is a mistake of the server, and not told apart from this. */
const LONGEST_MS = 366 * 86_400_000

/**
 * How long `Retry-After` asks us to wait, in milliseconds from the answer (RFC 9110 section 10.2.3); undefined where
 * there is none, or none that makes sense: garbage, negative, zero, a date that is past.
 *
 * A date is measured against the server's own `Date`, so that neither clock has to be right.
 */
export function parseRetryAfter(
  value: string | undefined,
  serverDate: string | undefined,
  now: Instant,
): number | undefined {
  if (value === undefined) return undefined
  const text = value.trim()
  if (/^\d+$/.test(text)) return sensible(Number(text) * 1000)
  const date = parseHttpDate(text)
  if (date === undefined) return undefined
  return sensible(date - (parseHttpDate(serverDate ?? '') ?? now))
}

/** A wait of 10^15 seconds is as much a mistake as one of -1: the sender's default applies. */
function sensible(ms: number): number | undefined {
  return ms > 0 && ms <= LONGEST_MS ? ms : undefined
}
