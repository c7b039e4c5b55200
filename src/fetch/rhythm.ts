import type { FeedRhythm } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const QUARTER_MS = HOUR_MS / 4
/** What was seen a month ago counts half. */
const HALF_LIFE_MS = 30 * DAY_MS

/**
 * What a source has shown of its habits, kept between polls. Hours and weekdays are learnt apart, in GMT: 31 numbers
 * learn a week in a fortnight, 168 would take months; and their product is never too narrow for a week that is not
 * the same every day, only too wide.
 */
export type Rhythm = {
  /** Since when polls have been watched. */
  readonly since: Instant
  /** The last instant for which entries were counted; older counts are weighed down from here. */
  readonly at: Instant
  /** New entries by the hour of the day and by the weekday (0 is Sunday), weighed by age. */
  readonly hours: readonly number[]
  readonly days: readonly number[]
  /** Polls in a row that showed nothing new. */
  readonly idle: number
  /** Entries the last document listed. */
  readonly listed?: number
  /** What the last document and its headers said of when to come again: they hold for a 304 that does not repeat them. */
  readonly feed?: FeedRhythm
  readonly maxAgeMs?: number
  /** Its validators were caught unchanged over a changed document: they are no longer used. */
  readonly distrusted?: true
}

/** What one poll showed: `count` new entries, published after `from` and not after `to`, with dates where claimed. */
export type Arrivals = {
  readonly from: Instant
  readonly to: Instant
  readonly count: number
  readonly dates: readonly Instant[]
}

export function newRhythm(now: Instant): Rhythm {
  return { since: now, at: now, hours: Array<number>(24).fill(0), days: Array<number>(7).fill(0), idle: 0 }
}

/**
 * Adds what a poll showed. A date outside the time since the poll before is not believed, nor one on the quarter of an
 * hour (midnight in some zone is how many write a day): those entries are spread over the time since then.
 */
export function learnArrivals(rhythm: Rhythm, { from, to, count, dates }: Arrivals): Rhythm {
  if (count <= 0) return { ...rhythm, idle: rhythm.idle + 1 }
  const weight = 2 ** (-Math.max(0, to - rhythm.at) / HALF_LIFE_MS)
  const hours = rhythm.hours.map((mass) => mass * weight)
  const days = rhythm.days.map((mass) => mass * weight)
  const add = (at: Instant, mass: number): void => {
    const date = new Date(at)
    hours[date.getUTCHours()] = (hours[date.getUTCHours()] ?? 0) + mass
    days[date.getUTCDay()] = (days[date.getUTCDay()] ?? 0) + mass
  }
  const believed = dates.filter((date) => date > from && date <= to && date % QUARTER_MS !== 0).slice(0, count)
  for (const date of believed) add(date, 1)
  const unknown = count - believed.length
  // One long silence must not be filled hour by hour for years.
  const span = Math.min(to - from, 7 * DAY_MS)
  const steps = Math.max(1, Math.ceil(span / HOUR_MS))
  if (unknown > 0) for (let step = 0; step < steps; step += 1) add(to - (span * (step + 0.5)) / steps, unknown / steps)
  return { ...rhythm, at: to, hours: hours.map(rounded), days: days.map(rounded), idle: 0 }
}

/** Three digits are what is known, and what is worth storing. */
function rounded(mass: number): number {
  return Math.round(mass * 1000) / 1000
}

/** Just below two: the first of them has faded a little. */
const LEAST_FOR_GAP = 1.5

/** Mean time between new entries, in milliseconds; undefined while fewer than two were seen. */
export function meanGapMs(rhythm: Rhythm, now: Instant): number | undefined {
  const seen = total(rhythm) * 2 ** (-Math.max(0, now - rhythm.at) / HALF_LIFE_MS)
  return seen < LEAST_FOR_GAP ? undefined : weighedTimeMs(rhythm, now) / seen
}

/** The time watched, weighed as the counts are. */
function weighedTimeMs(rhythm: Rhythm, now: Instant): number {
  const scale = HALF_LIFE_MS / Math.LN2
  return scale * (1 - Math.exp(-Math.max(HOUR_MS, now - rhythm.since) / scale))
}

function total({ hours }: Rhythm): number {
  return hours.reduce((sum, mass) => sum + mass, 0)
}

/** Share of entries that may be seen late so that quiet hours need no polls. */
const LATE_SHARE = 0.09
/** Below this share of quiet time there is no rhythm to speak of, only chance, and nothing is skipped. */
const LEAST_QUIET_SHARE = 0.25
/** Entries added to every hour (and weekday) in thought: what was never seen there yet may still come. */
const HOUR_PRIOR = 0.2
const DAY_PRIOR = 1
/** Rayleigh's statistic above this comes by chance once in a thousand times. */
const NO_CHANCE = 7
const LEAST_WATCHED_MS = 3 * DAY_MS
const LEAST_WATCHED_FOR_DAYS_MS = 14 * DAY_MS

/** Which hours of the week (0 is Sunday 00:00 GMT) need no polls; undefined where the source has shown no rhythm. */
export function quietHours(rhythm: Rhythm, now: Instant): readonly boolean[] | undefined {
  const watched = now - rhythm.since
  if (watched < LEAST_WATCHED_MS || !hasRhythm(rhythm)) return undefined
  const hourShares = shares(rhythm.hours, HOUR_PRIOR)
  const dayShares = watched < LEAST_WATCHED_FOR_DAYS_MS ? rhythm.days.map(() => 1 / 7) : shares(rhythm.days, DAY_PRIOR)
  const week = new Float64Array(168)
  for (let slot = 0; slot < 168; slot += 1)
    week[slot] = (dayShares[Math.floor(slot / 24)] ?? 0) * (hourShares[slot % 24] ?? 0)
  // The quietest hours, as many as together hold no more than what may be late.
  let late = 0
  let least = 0
  for (const share of week.toSorted()) {
    late += share
    least = share
    if (late > LATE_SHARE) break
  }
  const quiet = Array.from(week, (share) => share < least)
  return quiet.filter(Boolean).length / 168 < LEAST_QUIET_SHARE ? undefined : quiet
}

/** Whether entries crowd at some time of the day, at two, or of the week, more than chance would have it (Rayleigh's test). */
function hasRhythm({ hours, days }: Rhythm): boolean {
  return crowding(hours, 1) > NO_CHANCE || crowding(hours, 2) > NO_CHANCE || crowding(days, 1) > NO_CHANCE
}

function crowding(masses: readonly number[], peaks: number): number {
  let sum = 0
  let x = 0
  let y = 0
  for (const [index, mass] of masses.entries()) {
    const angle = (2 * Math.PI * peaks * index) / masses.length
    sum += mass
    x += mass * Math.cos(angle)
    y += mass * Math.sin(angle)
  }
  return sum === 0 ? 0 : (x * x + y * y) / sum
}

function shares(masses: readonly number[], prior: number): number[] {
  const n = masses.length
  const spread = masses.map(
    (mass, at) => 0.8 * mass + 0.1 * ((masses[(at + 1) % n] ?? 0) + (masses[(at + n - 1) % n] ?? 0)) + prior,
  )
  const sum = spread.reduce((all, mass) => all + mass, 0)
  return spread.map((mass) => mass / sum)
}

/** The first instant from `at` on at which new entries are likely; `at` itself where nothing is known. */
export function busyFrom(rhythm: Rhythm, at: Instant): Instant {
  const quiet = quietHours(rhythm, at)
  if (quiet === undefined) return at
  let busy = at
  for (let step = 0; step < 168 && quiet[hourOfWeek(busy)]; step += 1) busy = (Math.floor(busy / HOUR_MS) + 1) * HOUR_MS
  return busy
}

function hourOfWeek(at: Instant): number {
  const date = new Date(at)
  return date.getUTCDay() * 24 + date.getUTCHours()
}

/** How many new entries were to be expected from `from` to `to`, by what the source showed before. */
export function expectedEntries(rhythm: Rhythm, from: Instant, to: Instant): number | undefined {
  const gap = meanGapMs(rhythm, from)
  if (gap === undefined) return undefined
  const watchedWeeks = to - rhythm.since >= LEAST_WATCHED_FOR_DAYS_MS
  const hourShares = shares(rhythm.hours, HOUR_PRIOR)
  const dayShares = watchedWeeks ? shares(rhythm.days, DAY_PRIOR) : rhythm.days.map(() => 1 / 7)
  const span = Math.min(to - from, 7 * DAY_MS)
  let expected = 0
  for (let at = to - span; at < to; at += HOUR_MS) {
    const date = new Date(at)
    expected += ((hourShares[date.getUTCHours()] ?? 0) * 24 * ((dayShares[date.getUTCDay()] ?? 0) * 7) * HOUR_MS) / gap
  }
  return span > 0 ? (expected * (to - from)) / span : 0
}
