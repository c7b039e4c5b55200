import { expect, test } from 'vitest'
import { ownInterval } from './own-interval.ts'
import { learnArrivals, newRhythm } from './rhythm.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A Monday. */
const T0 = Date.UTC(2026, 0, 5)

test('a source that writes on one day of the week does not seem to rest in the third, for which that is known', () => {
  let rhythm = newRhythm(T0)
  for (const thursday of [3, 10]) {
    for (let n = 0; n < 6; n++) {
      const at = T0 + thursday * DAY + 9 * HOUR + n * HOUR + 7 * MINUTE
      rhythm = learnArrivals(rhythm, { from: at - 20 * MINUTE, to: at + 10 * MINUTE, count: 1, dates: [at] })
    }
  }
  const silentSince = rhythm.at
  const habits = { everyMs: 30 * MINUTE, capMs: DAY, everyGiven: true, conditional: true, silentSince }
  const wednesday = T0 + 16 * DAY + 10 * HOUR
  expect(ownInterval({ ...habits, rhythm: { ...rhythm, idle: 200 }, now: wednesday })).toEqual({
    ms: 30 * MINUTE,
    reason: 'every 30m',
  })
})
