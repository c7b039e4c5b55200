import type { FeedRhythm } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'
import { type Caching, freshForMs } from './caching.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** RSS 1.0 syndication module. */
const PERIOD_MS: Readonly<Record<string, number>> = {
  hourly: HOUR_MS,
  daily: DAY_MS,
  weekly: 7 * DAY_MS,
  monthly: 30 * DAY_MS,
  yearly: 365 * DAY_MS,
}
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

export type PublisherWait = { readonly ms: number; readonly said: string }

/**
 * How long the publisher asks us to wait, by whichever of his voices asks for most: `ttl`, `sy:updatePeriod` over
 * `sy:updateFrequency`, `max-age` or `Expires`. Values that make no sense do not count.
 */
export function publisherWait(caching: Caching, rhythm: FeedRhythm): PublisherWait {
  const waits: PublisherWait[] = [
    { ms: freshForMs(caching), said: caching.maxAgeMs === undefined ? 'Expires' : 'max-age' },
    { ms: sensible(rhythm.ttlMinutes, 1, 366 * 24 * 60) * MINUTE_MS, said: 'ttl' },
    { ms: syndicationPeriodMs(rhythm), said: 'sy:updatePeriod' },
  ]
  return waits.reduce((longest, wait) => (wait.ms > longest.ms ? wait : longest))
}

function syndicationPeriodMs({ updatePeriod, updateFrequency }: FeedRhythm): number {
  const period = PERIOD_MS[updatePeriod?.trim().toLowerCase() ?? ''] ?? 0
  return period / (sensible(updateFrequency, 1, 10_000) || 1)
}

function sensible(value: number | undefined, least: number, most: number): number {
  return value !== undefined && value >= least && value <= most ? value : 0
}

/**
 * The first instant from `at` on that is in no hour or day the publisher asked to skip (GMT). A list of all hours, or
 * all days, is nonsense and does not count.
 */
export function afterSkipped(at: Instant, { skipHours = [], skipDays = [] }: FeedRhythm): Instant {
  const hours = new Set(skipHours.filter((hour) => Number.isInteger(hour) && hour >= 0 && hour < 24))
  const days = new Set(skipDays.map((day) => WEEKDAYS.indexOf(day.toLowerCase())).filter((day) => day >= 0))
  if (hours.size === 24) hours.clear()
  if (days.size === 7) days.clear()
  let free = at
  while (hours.has(new Date(free).getUTCHours()) || days.has(new Date(free).getUTCDay())) {
    free = (Math.floor(free / HOUR_MS) + 1) * HOUR_MS
  }
  return free
}
