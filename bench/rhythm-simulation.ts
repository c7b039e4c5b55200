import { initialState, isDue, nextCheck, type PollPolicy, reserve } from '../src/fetch/next-check.ts'
import type { Instant } from '../src/model/instant.ts'
import type { SourceState } from '../src/model/source-state.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Monday, so that day 0 of a simulation is one. */
export const START: Instant = Date.UTC(2026, 0, 5)

export type Simulation = {
  /** When entries appear, ascending. */
  readonly arrivals: readonly Instant[]
  readonly days: number
  readonly policy?: Partial<PollPolicy>
  /** How often due sources are looked for: a minute in `serve`, more under cron. */
  readonly tickMs?: number
  /** What the source claims as the date of an entry; undefined: none. */
  readonly claim?: (arrival: Instant) => Instant | undefined
  /** Entries the document holds. */
  readonly listed?: number
  /** Polls before this many days are not counted: the time it takes to learn. */
  readonly countFromDay?: number
}

export type Outcome = {
  readonly requests: number
  /** Requests of a poll exactly every `every`. */
  readonly fixedRequests: number
  readonly requestRatio: number
  /** Share of entries seen within `every` of their appearance. */
  readonly seenInTime: number
  /** Entries pushed out of the document before they were seen. */
  readonly missed: number
  readonly entries: number
  readonly state: SourceState
  readonly requestsPerDay: readonly number[]
}

/** Polls one source over simulated days, by the same decisions as a real one. */
export function simulate(simulation: Simulation): Outcome {
  const { arrivals, days, tickMs = MINUTE, listed = 30, countFromDay = 0, claim = (at) => at } = simulation
  const policy: PollPolicy = {
    id: 'simulated',
    url: 'https://example.org/feed',
    everyMs: 30 * MINUTE,
    maxEveryMs: DAY,
    everyGiven: false,
    ...simulation.policy,
  }
  const url = policy.url
  const from = START + countFromDay * DAY
  const requestsPerDay = Array<number>(days).fill(0)
  let state = initialState(policy, START)
  let seen = 0
  let requests = 0
  let inTime = 0
  let entries = 0
  let missed = 0
  for (let now = START; now < START + days * DAY; now += tickMs) {
    if (state.nextDueAt > now || !isDue(state, policy, now)) continue
    const day = Math.floor((now - START) / DAY)
    requestsPerDay[day] = (requestsPerDay[day] ?? 0) + 1
    if (now >= from) requests += 1
    const before = seen
    while ((arrivals[seen] ?? Infinity) <= now) {
      const arrival = arrivals[seen] ?? now
      if (arrival >= from) {
        entries += 1
        if (now - arrival <= policy.everyMs) inTime += 1
      }
      seen += 1
    }
    const found = arrivals.slice(before, seen)
    if (now >= from) missed += Math.max(0, found.length - listed)
    const reserved = reserve(policy, state, now)
    const answer = {
      url,
      hops: [],
      permanent: false,
      validators: { [url]: { etag: String(seen) } },
      caching: {},
    }
    const fetched = found.length > 0 || state.lastSuccessAt === undefined
    state = nextCheck({
      source: policy,
      state: reserved,
      now: now + 1000,
      outcome: fetched
        ? {
            kind: found.length > 0 ? 'new' : 'same',
            answer: { ...answer, status: 'fetched', bodyHash: String(seen) },
            newEntries: found.length,
            newDates: found.map(claim).filter((date) => date !== undefined),
            listed,
          }
        : { kind: 'not-modified', answer: { ...answer, status: 'not-modified' } },
    })
  }
  const fixedRequests = ((days - countFromDay) * DAY) / policy.everyMs
  return {
    requests,
    fixedRequests,
    requestRatio: requests / fixedRequests,
    seenInTime: entries === 0 ? 1 : inTime / entries,
    missed,
    entries,
    state,
    requestsPerDay,
  }
}

/** The same numbers for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Arrivals by chance at `perDay` on an average day, more or less by the weight of each hour (0 to 23) and weekday (0 is Sunday). */
export function arrivals(
  days: number,
  perDay: number,
  weight: (hour: number, weekday: number) => number,
  seed: number,
): Instant[] {
  const chance = random(seed)
  let sum = 0
  for (let slot = 0; slot < 168; slot += 1) sum += weight(slot % 24, Math.floor(slot / 24))
  const found: Instant[] = []
  for (let at = START; at < START + days * DAY; at += MINUTE) {
    const date = new Date(at)
    const rate = (weight(date.getUTCHours(), date.getUTCDay()) / sum) * ((perDay * 7) / 60)
    if (chance() < rate) found.push(at + Math.floor(chance() * MINUTE))
  }
  return found
}

/** Kinds of sources, by the hours and weekdays they write at. */
export const HABITS = {
  /** A newspaper: from six to ten in the evening, hardly at night, half as much at weekends. */
  newspaper: (hour: number, weekday: number) =>
    (hour >= 6 && hour < 22 ? 1 : 0.03) * (weekday === 0 || weekday === 6 ? 0.5 : 1),
  /** An office: nine to five, Monday to Friday. */
  office: (hour: number, weekday: number) => (hour >= 9 && hour < 17 && weekday > 0 && weekday < 6 ? 1 : 0.01),
  /** A broadcaster that follows the sun: a hump with quiet hours around 3. */
  hump: (hour: number, weekday: number) =>
    Math.max(0.02, Math.sin((Math.PI * (hour - 5)) / 19)) ** 1.5 * (weekday === 0 || weekday === 6 ? 0.6 : 1),
  /** None at all. */
  chance: () => 1,
} as const
