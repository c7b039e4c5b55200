import type { Clock } from '../clock.ts'

/** A clock that goes on as `base` does and can be put forward: an afternoon of news in a minute. */
export type DemoClock = Clock & { advance(byMs: number): void }

export function demoClock(base: Clock): DemoClock {
  let ahead = 0
  return {
    now: () => base.now() + ahead,
    advance(byMs) {
      ahead += byMs
    },
  }
}
