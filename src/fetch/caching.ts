import type { Instant } from '../model/instant.ts'
import { parseHttpDate } from './http-date.ts'
import { parseRetryAfter } from './retry-after.ts'

/** What an answer's headers say about asking again; every length in milliseconds, counted from the answer. */
export type Caching = {
  /** `Cache-Control: max-age`; 0 for `no-cache` and `no-store`. */
  readonly maxAgeMs?: number
  /** `Expires` minus `Date`; 0 when past or not a date. Only counts where there is no max-age. */
  readonly expiresInMs?: number
  /** `Age`: how long a cache on the way had held the answer. */
  readonly ageMs?: number
  readonly retryAfterMs?: number
  /** The server's clock minus ours. */
  readonly serverDateOffsetMs?: number
}

/** Above this the number is nonsense, and a year is as good (RFC 9111 section 1.2.2 lets caches clamp). */
const LONGEST_MS = 366 * 86_400_000

/** Headers by lower-case name: the first value of one, and all of one that is a list. */
type Headers = { header(name: string): string | undefined; headers(name: string): readonly string[] }

/** Reads the caching headers of an answer that arrived at `now`. */
export function readCaching({ header, headers }: Headers, now: Instant): Caching {
  const serverDate = header('date')
  const date = parseHttpDate(serverDate ?? '')
  // Several lines are one list (RFC 9110 section 5.3): servers and the proxies before them each add theirs.
  const maxAgeMs = maxAge(headers('cache-control').join(','))
  const expiresInMs = expiresIn(header('expires'), date ?? now)
  const ageMs = seconds(header('age'))
  const retryAfterMs = parseRetryAfter(header('retry-after'), serverDate, now)
  return {
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
    ...(expiresInMs === undefined ? {} : { expiresInMs }),
    ...(ageMs === undefined ? {} : { ageMs }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(date === undefined ? {} : { serverDateOffsetMs: date - now }),
  }
}

/** How long the answer stays fresh from now on (RFC 9111 section 4.2): max-age before Expires, less its age; never negative. */
export function freshForMs(caching: Caching): number {
  const lifetime = caching.maxAgeMs ?? caching.expiresInMs ?? 0
  return Math.max(0, lifetime - (caching.ageMs ?? 0))
}

/** `s-maxage` is for caches shared by many users, and we are one reader. */
function maxAge(header: string): number | undefined {
  const directives = header
    .toLowerCase()
    .split(',')
    .map((directive) => directive.trim())
  if (directives.some((directive) => /^no-(?:cache|store)$/.test(directive))) return 0
  for (const directive of directives) {
    const match = /^max-age\s*=\s*"?(\d+)"?$/.exec(directive)
    if (match?.[1] !== undefined) return Math.min(Number(match[1]) * 1000, LONGEST_MS)
  }
  return undefined
}

/** An invalid date, `0` above all, means "already expired" (RFC 9111 section 5.3). */
function expiresIn(header: string | undefined, date: Instant): number | undefined {
  if (header === undefined) return undefined
  const expires = parseHttpDate(header)
  if (expires === undefined) return 0
  return Math.min(Math.max(0, expires - date), LONGEST_MS)
}

function seconds(header: string | undefined): number | undefined {
  const text = header?.trim() ?? ''
  return /^\d+$/.test(text) ? Math.min(Number(text) * 1000, LONGEST_MS) : undefined
}
