import type { EntryDate } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

/**
 * When a source was looked at last, also where it could not be read then: whoever is broken is not believed for it. Undefined
 * before its first document.
 */
export function lookedAtOf({ lastSuccessAt, lastFailureAt }: Looked): Instant | undefined {
  return lastSuccessAt === undefined ? undefined : Math.max(lastSuccessAt, lastFailureAt ?? lastSuccessAt)
}

type Looked = { readonly lastSuccessAt?: Instant; readonly lastFailureAt?: Instant }

/** Feeds come out of caches, and pieces out of drafts, so long after their dates. */
const GRACE = 2 * HOUR

/**
 * Whether a new entry claims a date at which its source, looked at later, did not have it. It may be true (what was in a drawer, what came
 * back), and anybody can write an early date over another's text: so it stands for the entry itself, and wins nothing.
 * @param lookedAt when that was last; undefined at its first document, which holds what is old
 */
export function isLateFor(claim: EntryDate | undefined, lookedAt: Instant | undefined): boolean {
  if (claim?.confidence !== 'high' || lookedAt === undefined) return false
  return claim.at + (hasClock(claim) ? 0 : DAY) + GRACE < lookedAt
}

/** Midnight is how a day is written that has no time. */
export function hasClock({ at, offsetMinutes = 0 }: EntryDate): boolean {
  return (at + offsetMinutes * 60_000) % DAY !== 0
}

/** Whether a date is an instant: its time is told, or its zone, as machines tell it. */
export function isExact(date: EntryDate | undefined): boolean {
  return date?.confidence === 'high' && (hasClock(date) || date.offsetMinutes !== undefined)
}
