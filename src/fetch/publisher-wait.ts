import type { FeedRhythm } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'
import { type Caching, freshForMs } from './caching.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** RSS 1.0 syndication module. */
const PERIOD_MS: ReadonlyMap<string, number> = new Map([
  ['hourly', HOUR_MS],
  ['daily', DAY_MS],
  ['weekly', 7 * DAY_MS],
  ['monthly', 30 * DAY_MS],
  ['yearly', 365 * DAY_MS],
])
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

export type PublisherWait = { readonly ms: number; readonly said: string }

/** What of a document's rhythm makes sense, small enough to be kept: not the garbage, the negative and the endless. */
export function sensibleRhythm(rhythm: FeedRhythm): FeedRhythm {
  const ttlMinutes = sensible(rhythm.ttlMinutes, 1, 366 * 24 * 60)
  const updatePeriod = rhythm.updatePeriod?.trim().toLowerCase() ?? ''
  const updateFrequency = sensible(rhythm.updateFrequency, 1, 10_000)
  const skipHours = [...new Set(rhythm.skipHours)].filter((hour) => Number.isInteger(hour) && hour >= 0 && hour < 24)
  const skipDays = [...new Set(rhythm.skipDays?.map((day) => day.toLowerCase()))].filter((day) =>
    WEEKDAYS.includes(day),
  )
  return {
    ...(ttlMinutes === undefined ? {} : { ttlMinutes }),
    ...(PERIOD_MS.has(updatePeriod) ? { updatePeriod } : {}),
    ...(updateFrequency === undefined ? {} : { updateFrequency }),
    // All hours, or all days, would mean never.
    ...(skipHours.length > 0 && skipHours.length < 24 ? { skipHours } : {}),
    ...(skipDays.length > 0 && skipDays.length < 7 ? { skipDays } : {}),
  }
}

/**
 * How long the publisher asks us to wait, by whichever of his voices asks for most: `ttl`, `sy:updatePeriod` over
 * `sy:updateFrequency`, `max-age` or `Expires`. `rhythm` is a sensible one.
 */
export function publisherWait(caching: Caching, rhythm: FeedRhythm): PublisherWait {
  const period = PERIOD_MS.get(rhythm.updatePeriod ?? '') ?? 0
  const waits: PublisherWait[] = [
    { ms: freshForMs(caching), said: caching.maxAgeMs === undefined ? 'Expires' : 'max-age' },
    { ms: (rhythm.ttlMinutes ?? 0) * MINUTE_MS, said: 'ttl' },
    { ms: period / (rhythm.updateFrequency ?? 1), said: 'sy:updatePeriod' },
  ]
  return waits.reduce((longest, wait) => (wait.ms > longest.ms ? wait : longest))
}

/** The first instant from `at` on that is in no hour or day the publisher asked to skip (GMT). `rhythm` is a sensible one. */
export function afterSkipped(at: Instant, { skipHours = [], skipDays = [] }: FeedRhythm): Instant {
  const days = skipDays.map((day) => WEEKDAYS.indexOf(day))
  let free = at
  while (skipHours.includes(new Date(free).getUTCHours()) || days.includes(new Date(free).getUTCDay())) {
    free = (Math.floor(free / HOUR_MS) + 1) * HOUR_MS
  }
  return free
}

function sensible(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && value >= least && value <= most ? value : undefined
}
