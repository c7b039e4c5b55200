import { describe, expect, test } from 'vitest'
import { arrivals, HABITS, START, simulate } from '../../bench/rhythm-simulation.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WEEKS = 8
const DAYS = WEEKS * 7

const claims: readonly (readonly [string, (at: number) => number | undefined])[] = [
  ['dates that are right', (at) => at],
  ['no dates', () => undefined],
  ['dates in a wrong zone', (at) => at + 7 * HOUR],
  ['dates without a time', (at) => at - (at % DAY)],
]

describe('a source with a rhythm of day and week', () => {
  const habits = ['newspaper', 'office', 'hump'] as const
  for (const habit of habits) {
    for (const perDay of [12, 40]) {
      test.each(claims)(
        `${habit}, ${perDay} entries a day, %s: 90 % are seen in time at 0.7 of the requests`,
        (_, claim) => {
          for (const seed of [11, 12]) {
            const { requestRatio, seenInTime, missed } = simulate({
              arrivals: arrivals(DAYS, perDay, HABITS[habit], seed),
              days: DAYS,
              claim,
            })
            expect(requestRatio).toBeLessThanOrEqual(0.7)
            expect(seenInTime).toBeGreaterThanOrEqual(0.9)
            expect(missed).toBe(0)
          }
        },
      )
    }
  }

  test('under cron, every quarter of an hour, it is the same', () => {
    const simulation = { arrivals: arrivals(DAYS, 20, HABITS.newspaper, 13), days: DAYS, tickMs: 15 * 60_000 }
    const { requestRatio, seenInTime } = simulate(simulation)
    expect(requestRatio).toBeLessThanOrEqual(0.7)
    expect(seenInTime).toBeGreaterThanOrEqual(0.9)
  })

  test('when the rhythm changes, what was learnt is given up in time', () => {
    const before = arrivals(DAYS, 20, HABITS.office, 14).filter((at) => at < START + (DAYS / 2) * DAY)
    const shifted = arrivals(DAYS, 20, (hour, weekday) => HABITS.office((hour + 12) % 24, weekday), 15)
    const after = shifted.filter((at) => at >= START + (DAYS / 2) * DAY)
    const { seenInTime, missed } = simulate({
      arrivals: [...before, ...after],
      days: DAYS,
      countFromDay: DAYS / 2 + 7,
    })
    expect(missed).toBe(0)
    expect(seenInTime).toBeGreaterThanOrEqual(0.9)
  })
})

describe('a source without a rhythm', () => {
  test.each([4, 12, 40, 120])(
    '%d entries a day by chance: seen as soon as by fixed polling, with no more requests',
    (perDay) => {
      for (const seed of [21, 22, 23]) {
        for (const everyGiven of [true, false]) {
          const outcome = simulate({
            arrivals: arrivals(DAYS, perDay, HABITS.chance, seed),
            days: DAYS,
            policy: { everyGiven },
          })
          expect(outcome.requestRatio).toBeLessThanOrEqual(1)
          expect(outcome.seenInTime).toBeGreaterThanOrEqual(0.98)
          expect(outcome.missed).toBe(0)
        }
      }
    },
  )
})

describe('thirty days', () => {
  test('M47: a static source is asked at most 24 times on any day, and ever less', () => {
    for (const tickMs of [60_000, 15 * 60_000]) {
      const { requestsPerDay } = simulate({ arrivals: [], days: 30, tickMs })
      expect(Math.max(...requestsPerDay)).toBeLessThanOrEqual(24)
      expect(requestsPerDay.at(-1)).toBe(1)
    }
  })

  test('M48: of a source with a new entry each hour none is missed, however short its list', () => {
    const hourly = Array.from({ length: 30 * 24 }, (_, n) => START + n * HOUR + 20 * 60_000)
    for (const listed of [1, 10]) {
      const { missed, seenInTime } = simulate({ arrivals: hourly, days: 30, listed })
      expect(missed).toBe(0)
      expect(seenInTime).toBe(1)
    }
  })

  test('in its first fortnight a long weekend is not taken for the end', () => {
    const hourly = Array.from({ length: 5 * 24 }, (_, n) => START + n * HOUR)
    const { requestsPerDay } = simulate({ arrivals: hourly, days: 10 })
    expect(Math.min(...requestsPerDay.slice(5))).toBeGreaterThanOrEqual(15)
    expect(Math.max(...requestsPerDay.slice(6))).toBeLessThanOrEqual(24)
  })

  test('through quiet hours, too, a short list is not left for longer than half of it takes to fill', () => {
    const office = arrivals(DAYS, 40, HABITS.office, 16)
    const long = simulate({ arrivals: office, days: DAYS, listed: 30 }).requestsPerDay
    const short = simulate({ arrivals: office, days: DAYS, listed: 5 }).requestsPerDay
    // Sundays, from the third week on.
    const sundays = [20, 27, 34, 41, 48]
    for (const day of sundays) {
      expect(long[day]).toBeLessThanOrEqual(8)
      expect(short[day]).toBeGreaterThanOrEqual(12)
    }
  })

  test('a source that stops and comes back is back at its old pace after one poll', () => {
    const hourly = (fromDay: number) => Array.from({ length: 10 * 24 }, (_, n) => START + fromDay * DAY + n * HOUR)
    const { requestsPerDay } = simulate({ arrivals: [...hourly(0), ...hourly(40)], days: 50 })
    expect(requestsPerDay[39]).toBeLessThanOrEqual(2)
    expect(requestsPerDay[41]).toBe(48)
  })
})
