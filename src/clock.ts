import type { Instant } from './model/instant.ts'

/** Where the time comes from: everything that decides takes `now`, everything that loops takes a Clock. */
export type Clock = { now(): Instant }

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that reads `start` now and goes on from there in real time (`--now`). */
export function clockFrom(start: Instant, base: Clock = systemClock): Clock {
  const offset = start - base.now()
  return { now: () => base.now() + offset }
}
