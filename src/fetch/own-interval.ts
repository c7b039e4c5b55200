import type { Instant } from '../model/instant.ts'
import { busyFrom, expectedEntries, meanGapMs, type Rhythm } from './rhythm.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Who cannot say "not modified" sends the whole document each time. */
const WITHOUT_VALIDATORS_MS = HOUR_MS
/** A source that writes once in three days or less is asked hourly at most, unless the operator wants it otherwise. */
const SELDOM_GAP_MS = 3 * DAY_MS
const SELDOM_EVERY_MS = HOUR_MS
/** As many entries, expected and not come, mean that a source rests; fewer may be chance. */
const STALLED_ENTRIES = 6
const PATIENT_POLLS = 4
const GROWTH = 1.25
/** A wait is so much of the silence before it. */
const OF_SILENCE = 1 / 6
/** A long weekend looks like an end until a fortnight was seen: until then, and for the first days of any silence, the wait stays short. */
const YOUNG_MS = 14 * DAY_MS
const FIRST_SILENCE_MS = 3 * DAY_MS
const SHORT_REST_MS = 90 * MINUTE_MS

/** An interval of our own choosing, and why, for people. */
export type Interval = { readonly ms: number; readonly reason: string }

export type Habits = {
  /** What the operator asks for at most, and at least. */
  readonly everyMs: number
  readonly capMs: number
  readonly everyGiven: boolean
  /** Whether the source can answer "not modified". */
  readonly conditional: boolean
  /** The last new entry, or the first answer. */
  readonly silentSince: Instant
  readonly rhythm: Rhythm
  readonly now: Instant
}

/**
 * How long to wait for a source by what it has shown, if it says nothing itself: `everyMs`, longer through its quiet
 * hours and when it rests, never so long that half of what it lists could be pushed out unseen.
 */
export function ownInterval(habits: Habits): Interval {
  const { everyMs, capMs, everyGiven, conditional, rhythm, now } = habits
  const gap = meanGapMs(rhythm, now)
  const intervals: Interval[] = [{ ms: everyMs, reason: `every ${spell(everyMs)}` }]
  if (!everyGiven && !conditional) intervals.push({ ms: WITHOUT_VALIDATORS_MS, reason: 'it cannot say "not modified"' })
  if (!everyGiven && gap !== undefined && gap >= SELDOM_GAP_MS) {
    intervals.push({ ms: SELDOM_EVERY_MS, reason: 'it seldom has anything new' })
  }
  const busy = busyFrom(rhythm, now)
  // What appears when it wakes must be seen within `everyMs`; half of that allows for the edges of an hour.
  if (busy > now) intervals.push({ ms: busy - now + everyMs / 2, reason: 'its quiet hours' })
  intervals.push({ ms: restingMs(habits), reason: 'nothing new for long' })
  const longest = intervals.reduce((best, interval) => (interval.ms > best.ms ? interval : best))
  const wanted = { ...longest, ms: Math.min(longest.ms, capMs) }
  const window = gap === undefined || rhythm.listed === undefined ? Infinity : (gap * rhythm.listed) / 2
  return wanted.ms <= Math.max(everyMs, window)
    ? wanted
    : { ms: Math.max(everyMs, window), reason: 'its list is short' }
}

/**
 * A source that shows nothing where it used to is asked ever more seldom: in proportion to its silence, but each wait
 * only a quarter longer than the one before, so that it takes many polls, and not only much time, to become slow.
 */
function restingMs({ everyMs, silentSince, rhythm, now }: Habits): number {
  if (rhythm.idle <= PATIENT_POLLS) return everyMs
  const silence = now - silentSince
  const grown = everyMs * GROWTH ** Math.min(rhythm.idle - PATIENT_POLLS, 60)
  const expected = expectedEntries(rhythm, silentSince, now)
  if (expected !== undefined && expected <= STALLED_ENTRIES) return everyMs
  const young = expected === undefined ? silence < FIRST_SILENCE_MS : now - rhythm.since < YOUNG_MS
  const certain = expected === undefined ? 1 : 1 - STALLED_ENTRIES / expected
  return Math.min(grown, silence * certain * OF_SILENCE, young ? Math.max(everyMs, SHORT_REST_MS) : Infinity)
}

/** `90m`, `6h`, `3d`: for people. */
export function spell(ms: number): string {
  if (ms % DAY_MS === 0 && ms > 0) return `${ms / DAY_MS}d`
  if ((ms % HOUR_MS === 0 && ms > 0) || ms > 2 * DAY_MS) return `${Math.round(ms / HOUR_MS)}h`
  return ms < MINUTE_MS ? `${Math.round(ms / 1000)}s` : `${Math.round(ms / MINUTE_MS)}m`
}
