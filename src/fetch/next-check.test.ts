import { describe, expect, test } from 'vitest'
import type { Instant } from '../model/instant.ts'
import type { SourceState } from '../model/source-state.ts'
import {
  afterCutOff,
  afterSetBack,
  askUrl,
  headersToAsk,
  hostPaused,
  initialState,
  isDue,
  mayAskByHand,
  NEVER,
  needsFullFetch,
  nextCheck,
  type PollAnswer,
  type PollOutcome,
  type PollPolicy,
  reserve,
} from './next-check.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const T0: Instant = Date.UTC(2026, 0, 7, 12)
const URL_A = 'https://example.org/feed'
const URL_B = 'https://example.org/new'

const source: PollPolicy = { id: 'a', url: URL_A, everyMs: 30 * MINUTE, maxEveryMs: DAY, everyGiven: false }

/** An answer with validators, so that no rule for sources without them gets in the way. */
function answer(more: Partial<PollAnswer> = {}): PollAnswer {
  return {
    status: 'fetched',
    url: URL_A,
    hops: [],
    permanent: false,
    validators: { [URL_A]: { etag: '"1"' } },
    caching: {},
    bodyHash: 'h',
    ...more,
  }
}

function same(
  more: Partial<PollAnswer> = {},
  outcome: Partial<Exclude<PollOutcome, { kind: 'failed' }>> = {},
): PollOutcome {
  return { kind: 'same', answer: answer(more), newEntries: 0, listed: 10, ...outcome } as PollOutcome
}

const notModified = (more: Partial<PollAnswer> = {}): PollOutcome => {
  const { bodyHash: _, ...rest } = answer(more)
  return { kind: 'not-modified', answer: { ...rest, status: 'not-modified' } }
}

function failed(code: string, more: { status?: number; retryAfterMs?: number } = {}): PollOutcome {
  return { kind: 'failed', error: { code, message: `${URL_A}: ${code}`, ...more } }
}

/** Reserves and ends a poll at once. */
function poll(state: SourceState | undefined, outcome: PollOutcome, now: Instant, policy = source): SourceState {
  return nextCheck({ source: policy, state: reserve(policy, state, now), outcome, now })
}

/** Polls whenever due, with the same outcome each time, until `times` polls were made. */
function pollTimes(times: number, outcome: (n: number) => PollOutcome, policy = source): SourceState[] {
  const states: SourceState[] = []
  let state = initialState(policy, T0)
  for (let n = 0; n < times; n += 1) {
    state = poll(state, outcome(n), state.nextDueAt, policy)
    states.push(state)
  }
  return states
}

const waitOf = (state: SourceState, now: Instant): number => state.nextDueAt - now

describe('when a source is due', () => {
  test('one never asked is due, and so is one with another configured URL (M12)', () => {
    expect(isDue(undefined, source, T0)).toBe(true)
    const state = poll(undefined, same(), T0)
    expect(isDue(state, source, T0 + 1)).toBe(false)
    expect(isDue(state, { ...source, url: URL_B }, T0 + 1)).toBe(true)
  })

  test('M12: another configured URL means a fresh start: no validators, no hash, no history', () => {
    const state = reserve({ ...source, url: URL_B }, poll(undefined, same(), T0), T0 + HOUR)
    expect(state).toMatchObject({ url: URL_B, validators: {}, failures: 0 })
    expect(state).not.toHaveProperty('bodyHash')
    expect(askUrl(state)).toBe(URL_B)
  })

  test('M25: what is reserved before the request leaves holds though nothing comes after it', () => {
    let state: SourceState | undefined
    let requests = 0
    for (let restart = 0; restart < 20; restart += 1) {
      const now = T0 + restart * 30_000
      if (!isDue(state, source, now)) continue
      state = reserve(source, state, now)
      requests += 1
    }
    expect(requests).toBe(1)
  })

  test('a poll exactly `every` after the one before is not turned away for a late start', () => {
    const state = nextCheck({ source, state: reserve(source, undefined, T0 + 400), outcome: same(), now: T0 + 9000 })
    expect(isDue(state, source, T0 + 30 * MINUTE)).toBe(true)
    expect(isDue(state, source, T0 + 29 * MINUTE)).toBe(false)
  })

  test('M26: sources polled at one moment are not due at one moment again', () => {
    const due = Array.from({ length: 100 }, (_, n) => {
      const policy = { ...source, id: `s${n}` }
      return poll(undefined, same(), T0, policy).nextDueAt
    })
    expect(new Set(due).size).toBeGreaterThan(95)
    expect(Math.max(...due) - Math.min(...due)).toBeGreaterThan(20_000)
  })

  test('M27: six hours later by the clock there is one poll, not twelve', () => {
    let state = poll(undefined, same(), T0)
    let requests = 0
    for (let now = T0 + 6 * HOUR; now < T0 + 6 * HOUR + 25 * MINUTE; now += MINUTE) {
      if (!isDue(state, source, now)) continue
      state = poll(state, same(), now)
      requests += 1
    }
    expect(requests).toBe(1)
  })

  test('M27: a clock set back six hours polls nobody early, one set back for years polls once and goes on', () => {
    const state = poll(undefined, same(), T0)
    expect(isDue(state, source, T0 - 6 * HOUR)).toBe(false)
    const past = Date.UTC(1970, 0, 1)
    expect(isDue(state, source, past)).toBe(true)
    const again = poll(state, same(), past)
    expect(isDue(again, source, past + MINUTE)).toBe(false)
    expect(isDue(again, source, past + 31 * MINUTE)).toBe(true)
  })

  test('M27: after a clock was set back nobody is silent for longer than before', () => {
    const state = poll(undefined, same(), T0)
    const back = T0 - 6 * HOUR
    const known = afterSetBack(state, back)
    expect(known).toMatchObject({
      lastAttemptAt: back,
      nextDueAt: state.nextDueAt - 6 * HOUR,
      dueReason: state.dueReason,
    })
    expect(known && isDue(known, source, back + 14 * MINUTE)).toBe(false)
    expect(known && isDue(known, source, back + 31 * MINUTE)).toBe(true)
    expect(known && afterSetBack(known, back)).toBeUndefined()
    // What was asked a moment later than its cycle began is no such thing, nor does what is gone come back by it.
    expect(afterSetBack(state, T0 - 30_000)).toBeUndefined()
    expect(afterSetBack({ ...state, nextDueAt: NEVER }, back)).toBeUndefined()
  })

  test('M50: however often "now" is clicked, a quarter of an hour lies between two requests', () => {
    let state: SourceState | undefined
    let requests = 0
    for (let click = 0; click < 20; click += 1) {
      const now = T0 + click * MINUTE
      if (!mayAskByHand(state, source, now)) continue
      state = poll(state, same(), now)
      requests += 1
    }
    expect(requests).toBe(2)
    expect(state?.validators).toEqual({ [URL_A]: { etag: '"1"' } })
  })

  test('M50: it is counted from when the request left, however long its host had others to ask first', () => {
    const quarter = { ...source, everyMs: 15 * MINUTE, everyGiven: true }
    const asked = T0 + 14 * MINUTE
    const state = nextCheck({
      source: quarter,
      state: reserve(quarter, undefined, T0),
      outcome: same(),
      now: asked + 1000,
      asked,
    })
    expect(isDue(state, quarter, T0 + 20 * MINUTE)).toBe(false)
    expect(isDue(state, quarter, asked + 15 * MINUTE)).toBe(true)
    expect(state.nextDueAt).toBe(asked + 15 * MINUTE - 45_000)
    const half = nextCheck({ source, state: reserve(source, undefined, T0), outcome: same(), now: asked, asked })
    expect(half.nextDueAt).toBeLessThan(T0 + 30 * MINUTE)
  })

  test('no `every` below a quarter of an hour is obeyed (M16)', () => {
    const eager = { ...source, everyMs: MINUTE, everyGiven: true }
    expect(waitOf(poll(undefined, same(), T0, eager), T0)).toBeGreaterThan(14 * MINUTE)
  })

  test('a paused host makes its sources wait, and says so', () => {
    const state = hostPaused(poll(undefined, same(), T0), T0 + 2 * HOUR, 'it answered 429')
    expect(state).toMatchObject({ nextDueAt: T0 + 2 * HOUR, dueReason: 'host paused: it answered 429' })
  })
})

describe('what is kept of an answer', () => {
  test('validators and hash are those of the document that was saved', () => {
    expect(poll(undefined, same(), T0)).toMatchObject({
      validators: { [URL_A]: { etag: '"1"' } },
      bodyHash: 'h',
      failures: 0,
      firstSuccessAt: T0,
      lastSuccessAt: T0,
      lastFullFetchAt: T0,
    })
  })

  test('M6: a document that could not be read leaves validators and hash as they were', () => {
    const before = poll(undefined, same(), T0)
    const after = poll(before, failed('not-a-feed'), T0 + HOUR)
    expect(after).toMatchObject({ validators: before.validators, bodyHash: 'h', failures: 1 })
    expect(poll(undefined, failed('too-large'), T0)).toMatchObject({ validators: {} })
  })

  test('the last failure is remembered until the next success, unless it was for want of a connection of ours', () => {
    const broken = poll(
      poll(poll(undefined, same(), T0), failed('not-a-feed'), T0 + HOUR),
      failed('dns'),
      T0 + 5 * HOUR,
    )
    expect(broken).toMatchObject({ lastSuccessAt: T0, lastFailureAt: T0 + 5 * HOUR })
    expect(poll(broken, same(), T0 + 9 * HOUR)).not.toHaveProperty('lastFailureAt')
    expect(afterCutOff(source, broken, T0 + 5 * HOUR)).not.toHaveProperty('lastFailureAt')
  })

  test('M7: a 304 is a success; its validators are stored, and the hash stays', () => {
    const broken = poll(poll(undefined, same(), T0), failed('timeout'), T0 + HOUR)
    const state = poll(
      broken,
      notModified({ validators: { [URL_A]: { etag: '"2"', lastModified: 'd' } } }),
      T0 + 2 * HOUR,
    )
    expect(state).toMatchObject({
      failures: 0,
      validators: { [URL_A]: { etag: '"2"', lastModified: 'd' } },
      bodyHash: 'h',
    })
    expect(state).not.toHaveProperty('failure')
    expect(state.lastFullFetchAt).toBe(T0)
  })

  test('M11: after eight days of 304 one request has no condition, and then none for eight days', () => {
    let state = poll(undefined, same(), T0)
    let forced = 0
    for (let now = T0 + HOUR; now < T0 + 30 * DAY; now += HOUR) {
      if (!isDue(state, source, now)) continue
      const full = needsFullFetch(state, now)
      forced += full ? 1 : 0
      state = poll(state, full ? same() : notModified(), now)
    }
    expect(forced).toBe(3)
  })

  test('M11: a 304 to the request without condition is not asked for again the next time', () => {
    const state = poll(poll(undefined, same(), T0), failed('unexpected-not-modified', { status: 304 }), T0 + 9 * DAY)
    expect(needsFullFetch(state, T0 + 9 * DAY + HOUR)).toBe(false)
    expect(state).toMatchObject({ failures: 1, validators: { [URL_A]: { etag: '"1"' } } })
  })

  test('M11: validators caught lying are not used again; without new entries the document only breathes', () => {
    const before = poll(undefined, same(), T0)
    const lied = answer({ validatorsLied: true, bodyHash: 'other' })
    const caught = poll(before, { kind: 'new', answer: lied, newEntries: 1, listed: 10 }, T0 + HOUR)
    expect(caught.validators).toEqual({})
    expect(poll(caught, same(), T0 + 2 * HOUR).validators).toEqual({})
    const breathing = poll(before, { kind: 'same', answer: lied, listed: 10 }, T0 + HOUR)
    expect(breathing.validators).toEqual({ [URL_A]: { etag: '"1"' } })
  })

  test('M42: an empty list where entries were is kept as a warning, not as a failure', () => {
    const before = poll(undefined, same({}, { listed: 50 }), T0)
    const state = poll(before, same({}, { listed: 0 }), T0 + HOUR)
    expect(state).toMatchObject({ failures: 0, warnings: ['0 items where 50 were'] })
    expect(poll(state, same({}, { listed: 50 }), T0 + 2 * HOUR)).not.toHaveProperty('warnings')
  })
})

describe('when to ask again', () => {
  test('M4: who has no validators is asked hourly at most, unless the operator says how often', () => {
    const bare = same({ validators: {} })
    expect(waitOf(poll(undefined, bare, T0), T0)).toBeGreaterThan(59 * MINUTE)
    expect(waitOf(poll(undefined, bare, T0, { ...source, everyGiven: true }), T0)).toBeLessThanOrEqual(30 * MINUTE)
  })

  test('M14: max-age less Age is waited for, at most a tenth longer, never less', () => {
    for (let n = 0; n < 50; n += 1) {
      const policy = { ...source, id: `s${n}` }
      const wait = waitOf(
        poll(undefined, same({ caching: { maxAgeMs: 2 * HOUR, ageMs: 30 * MINUTE } }), T0, policy),
        T0,
      )
      expect(wait).toBeGreaterThanOrEqual(90 * MINUTE)
      expect(wait).toBeLessThanOrEqual(99 * MINUTE)
    }
  })

  test('M14: the wait is counted from the answer, not from the request', () => {
    const state = nextCheck({
      source,
      state: reserve(source, undefined, T0),
      outcome: same({ caching: { maxAgeMs: HOUR } }),
      now: T0 + 20_000,
    })
    expect(state.nextDueAt).toBeGreaterThanOrEqual(T0 + 20_000 + HOUR)
  })

  test('M14: Expires counts where there is no max-age', () => {
    expect(waitOf(poll(undefined, same({ caching: { expiresInMs: 2 * HOUR } }), T0), T0)).toBeGreaterThanOrEqual(
      2 * HOUR,
    )
    const both = same({ caching: { expiresInMs: 20 * HOUR, maxAgeMs: 2 * HOUR } })
    expect(waitOf(poll(undefined, both, T0), T0)).toBeLessThan(3 * HOUR)
  })

  test('M14: a 304 without Cache-Control leaves the one before in force', () => {
    const before = poll(undefined, same({ caching: { maxAgeMs: 4 * HOUR } }), T0)
    const now = before.nextDueAt
    expect(waitOf(poll(before, notModified(), now), now)).toBeGreaterThanOrEqual(4 * HOUR)
    expect(waitOf(poll(before, notModified({ caching: { maxAgeMs: 0 } }), now), now)).toBeLessThan(HOUR)
  })

  test('M15: a year is capped at maxEvery, and the state says so', () => {
    const state = poll(undefined, same({ caching: { maxAgeMs: 365 * DAY } }), T0)
    expect(waitOf(state, T0)).toBe(DAY)
    expect(state.warnings).toEqual(['capped'])
    expect(
      waitOf(poll(undefined, same({ caching: { maxAgeMs: 365 * DAY } }), T0, { ...source, maxEveryMs: 6 * HOUR }), T0),
    ).toBe(6 * HOUR)
  })

  test('M16: max-age=0 changes nothing', () => {
    expect(waitOf(poll(undefined, same({ caching: { maxAgeMs: 0, expiresInMs: 0 } }), T0), T0)).toBeGreaterThan(
      29 * MINUTE,
    )
  })

  test.each([
    ['ttl', { ttlMinutes: 180 }, 3 * HOUR],
    ['sy, four times a day', { updatePeriod: 'daily', updateFrequency: 4 }, 6 * HOUR],
    ['sy without frequency', { updatePeriod: 'daily' }, DAY],
    ['the longest of all', { ttlMinutes: 180, updatePeriod: 'hourly' }, 3 * HOUR],
  ])('M17: %s is waited for', (_, rhythm, ms) => {
    const wait = waitOf(poll(undefined, same({}, { rhythm }), T0), T0)
    expect(wait).toBeGreaterThanOrEqual(ms)
    expect(wait).toBeLessThanOrEqual(ms + 10 * MINUTE)
  })

  test('M17: ttl holds for the 304s that follow', () => {
    const before = poll(undefined, same({}, { rhythm: { ttlMinutes: 180 } }), T0)
    expect(waitOf(poll(before, notModified(), before.nextDueAt), before.nextDueAt)).toBeGreaterThanOrEqual(3 * HOUR)
  })

  test.each([
    { ttlMinutes: -5 },
    { ttlMinutes: 1e12 },
    { ttlMinutes: Number.NaN },
    { updatePeriod: 'often' },
    { updatePeriod: 'constructor' },
    { updatePeriod: 'hourly', updateFrequency: -1 },
  ])('M17: %j is no reason to wait long', (rhythm) => {
    expect(waitOf(poll(undefined, same({}, { rhythm }), T0), T0)).toBeLessThanOrEqual(70 * MINUTE)
  })

  test('M18: no poll falls into hours and days to be skipped (GMT)', () => {
    // T0 is Wednesday, 12:00.
    const state = poll(undefined, same({}, { rhythm: { skipHours: [12, 13, 14], skipDays: ['thursday'] } }), T0)
    expect(state.nextDueAt).toBe(T0 + 3 * HOUR)
    const late = poll(undefined, same({}, { rhythm: { skipDays: ['wednesday', 'thursday'] } }), T0)
    expect(late.nextDueAt).toBe(Date.UTC(2026, 0, 9))
  })

  test('M18: no failure, pause or late start leads to a poll in such hours, and no timer that knows only them to none', () => {
    const rhythm = { skipHours: [13, 14, 15] }
    const state = poll(undefined, same({}, { rhythm }), T0)
    const noon = T0 + 29 * MINUTE
    expect(isDue(state, source, noon + 20 * MINUTE)).toBe(true)
    expect(isDue(state, source, T0 + 70 * MINUTE)).toBe(false)
    const after = poll(state, failed('http-status', { status: 500 }), T0 + 40 * MINUTE)
    expect(after.nextDueAt).toBe(T0 + 4 * HOUR)
    expect(after.dueReason).toContain('left alone')
    const paused = hostPaused(state, T0 + 2 * HOUR, 'it answered 429')
    expect(isDue(paused, source, T0 + 2 * HOUR)).toBe(false)
    expect(isDue(paused, source, T0 + 4 * HOUR)).toBe(true)
    expect(isDue(state, source, T0 + 25 * HOUR)).toBe(true)
  })

  test('M18: all hours, or all days, is nonsense', () => {
    const rhythm = {
      skipHours: Array.from({ length: 24 }, (_, hour) => hour),
      skipDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
    }
    expect(waitOf(poll(undefined, same({}, { rhythm }), T0), T0)).toBeLessThanOrEqual(30 * MINUTE)
  })
})

describe('after a failure', () => {
  const waits = (outcome: PollOutcome, times: number): number[] => {
    const states = pollTimes(times, () => outcome)
    return states.map((state, n) => state.nextDueAt - (n === 0 ? T0 : (states[n - 1]?.nextDueAt ?? 0)))
  }

  test.each([401, 403, 404, 451])(
    'M35: %d is asked again after an hour, then twice as long each time, and daily for ever',
    (status) => {
      const found = waits(failed('http-status', { status }), 10)
      expect(found[0]).toBeGreaterThanOrEqual(HOUR)
      expect(found[0]).toBeLessThanOrEqual(1.1 * HOUR)
      expect(found[1]).toBeGreaterThanOrEqual(2 * HOUR)
      expect(found.at(-1)).toBeGreaterThanOrEqual(DAY)
      expect(found.at(-1)).toBeLessThanOrEqual(1.1 * DAY)
    },
  )

  test.each(['dns', 'connect', 'tls', 'timeout', 'challenge', 'not-a-feed', 'redirect', 'refused-address'])(
    'M37: %s backs off and is never given up',
    (code) => {
      const found = waits(failed(code), 400)
      for (const wait of found) expect(wait).toBeLessThanOrEqual(1.1 * DAY)
      expect(found.reduce((sum, wait) => sum + wait, 0) / 400).toBeGreaterThan(20 * HOUR)
    },
  )

  test('M36: ten times 500 doubles the wait to a day, and one success ends it', () => {
    const states = pollTimes(10, () => failed('http-status', { status: 500 }))
    const last = states.at(-1) as SourceState
    expect(last).toMatchObject({ failures: 10, failure: { code: 'http-status', status: 500, since: T0 } })
    expect(waitOf(last, states.at(-2)?.nextDueAt ?? 0)).toBeGreaterThanOrEqual(DAY)
    const well = poll(last, same(), last.nextDueAt)
    expect(well.failures).toBe(0)
    expect(waitOf(well, last.nextDueAt)).toBeLessThanOrEqual(30 * MINUTE)
  })

  test('M36: the waits of two sources that fail together differ', () => {
    const one = poll(undefined, failed('timeout'), T0, { ...source, id: 'one' })
    const two = poll(undefined, failed('timeout'), T0, { ...source, id: 'two' })
    expect(one.nextDueAt).not.toBe(two.nextDueAt)
  })

  test('M6: a server that cannot bear its own validators is asked without them the next time', () => {
    const well = poll(undefined, same(), T0)
    for (const status of [400, 412, 431]) {
      const { validators, bodyHash } = poll(well, failed('http-status', { status }), T0 + HOUR)
      expect({ validators, bodyHash }).toEqual({ validators: {}, bodyHash: 'h' })
    }
    expect(poll(well, failed('http-status', { status: 500 }), T0 + HOUR).validators).toEqual(well.validators)
  })

  test('M19: Retry-After is waited for to the end', () => {
    const state = poll(undefined, failed('rate-limited', { status: 429, retryAfterMs: 3 * HOUR }), T0)
    expect(waitOf(state, T0)).toBeGreaterThanOrEqual(3 * HOUR)
    expect(waitOf(state, T0)).toBeLessThanOrEqual(3.3 * HOUR)
  })

  test('M22: a 429 that does not say how long is asked after an hour, doubling to a day', () => {
    const found = waits(failed('rate-limited', { status: 429 }), 8)
    expect(found[0]).toBeGreaterThanOrEqual(HOUR)
    expect(found[0]).toBeLessThanOrEqual(1.1 * HOUR)
    expect(found[1]).toBeGreaterThanOrEqual(2 * HOUR)
    expect(found.at(-1)).toBeLessThanOrEqual(1.1 * DAY)
  })

  test('M23: what a 429 asks for is capped at maxEvery', () => {
    const state = poll(undefined, failed('rate-limited', { status: 429, retryAfterMs: 60 * DAY }), T0, {
      ...source,
      maxEveryMs: 2 * DAY,
    })
    expect(waitOf(state, T0)).toBeLessThanOrEqual(2.2 * DAY)
    expect(waitOf(state, T0)).toBeGreaterThanOrEqual(2 * DAY)
  })

  test('M24: a 503 says how long, or backs off as any 5xx', () => {
    const said = poll(undefined, failed('http-status', { status: 503, retryAfterMs: 2 * HOUR }), T0)
    expect(waitOf(said, T0)).toBeGreaterThanOrEqual(2 * HOUR)
    const short = poll(undefined, failed('http-status', { status: 503, retryAfterMs: 120_000 }), T0)
    expect(waitOf(short, T0)).toBeGreaterThanOrEqual(30 * MINUTE)
  })

  test('M34: 410 is asked once more a day later; a second one ends it, and no clock brings it back', () => {
    const first = poll(undefined, failed('gone', { status: 410 }), T0)
    expect(waitOf(first, T0)).toBeGreaterThanOrEqual(DAY)
    expect(waitOf(first, T0)).toBeLessThanOrEqual(1.1 * DAY)
    const second = poll(first, failed('gone', { status: 410 }), first.nextDueAt)
    expect(second).toMatchObject({ nextDueAt: NEVER, failure: { code: 'gone' } })
    expect(second.dueReason).toContain('gone')
    expect(isDue(second, source, T0 + 3650 * DAY)).toBe(false)
    expect(isDue(second, source, 0)).toBe(false)
    expect(mayAskByHand(second, source, T0 + 30 * DAY)).toBe(false)
    expect(isDue(second, { ...source, url: URL_B }, T0)).toBe(true)
  })

  test('M34: two 410 within a day, by hand, are not yet the end', () => {
    const first = poll(undefined, failed('gone', { status: 410 }), T0)
    const again = poll(first, failed('gone', { status: 410 }), T0 + HOUR)
    expect(again.nextDueAt).toBeLessThan(NEVER)
    const better = poll(again, same(), T0 + 2 * HOUR)
    expect(poll(better, failed('gone', { status: 410 }), T0 + 3 * DAY).nextDueAt).toBeLessThan(NEVER)
  })

  test('M40: a broken coding is asked once more soon, without coding, and remembered', () => {
    const state = poll(undefined, failed('encoding'), T0)
    expect(state.identityOnly).toBe(true)
    expect(waitOf(state, T0)).toBeLessThanOrEqual(33 * MINUTE)
    const well = poll(state, same(), state.nextDueAt)
    expect(well.identityOnly).toBe(true)
    const worse = poll(poll(state, failed('encoding'), state.nextDueAt), failed('encoding'), T0 + DAY)
    expect(waitOf(worse, T0 + DAY)).toBeGreaterThan(HOUR)
  })

  test('a message of a server is kept short', () => {
    const state = poll(undefined, { kind: 'failed', error: { code: 'protocol', message: 'x'.repeat(10_000) } }, T0)
    expect(state.failure?.message).toHaveLength(500)
  })
})

describe('redirects', () => {
  const moved = (url = URL_B, permanent = true) =>
    same({ url, permanent, hops: [{}], validators: { [url]: { etag: '"b"' } } })

  /** Polls every half day with these outcomes. */
  function halfDays(...outcomes: readonly PollOutcome[]): SourceState {
    return outcomes.reduce<SourceState>(
      (state, outcome, n) => poll(state, outcome, T0 + n * (DAY / 2)),
      initialState(source, T0),
    )
  }

  test('M28: three polls over a day at the same place adopt it: validators dropped, the old URL remembered', () => {
    expect(halfDays(moved(), moved())).toMatchObject({ move: { to: URL_B, since: T0, times: 2 } })
    const state = halfDays(moved(), moved(), moved())
    expect(state).toMatchObject({ url: URL_A, movedTo: URL_B, formerUrls: [URL_A], validators: {} })
    expect(state).not.toHaveProperty('move')
    expect(state).not.toHaveProperty('bodyHash')
    expect(askUrl(state)).toBe(URL_B)
  })

  test('M28: three polls within an hour do not', () => {
    const state = [0, 20, 40].reduce<SourceState>(
      (before, minute) => poll(before, moved(), T0 + minute * MINUTE),
      initialState(source, T0),
    )
    expect(askUrl(state)).toBe(URL_A)
  })

  test('M28: two polls do not, however far apart', () => {
    const state = [0, 5].reduce<SourceState>(
      (before, day) => poll(before, moved(), T0 + day * DAY),
      initialState(source, T0),
    )
    expect(state).toMatchObject({ move: { to: URL_B, times: 2 } })
    expect(askUrl(state)).toBe(URL_A)
  })

  test('M30: a place where nothing is of what was listed is not adopted, and what was seen of it before counts no more', () => {
    const nothing = same({ url: URL_B, permanent: true, hops: [{}], validators: { [URL_B]: {} } }, { listed: 0 })
    expect(askUrl(halfDays(same(), nothing, nothing, nothing, nothing))).toBe(URL_A)
    expect(halfDays(moved(), moved(), nothing)).not.toHaveProperty('move')
  })

  test('M29: a temporary redirect, or none, between them starts the count anew', () => {
    for (const between of [moved(URL_B, false), same()]) {
      const state = halfDays(moved(), moved(), between, moved(), moved())
      expect(askUrl(state)).toBe(URL_A)
      expect(state.move?.times).toBe(2)
    }
  })

  test('M30: a target that changes is never adopted', () => {
    const state = halfDays(...Array.from({ length: 10 }, (_, n) => moved(`https://example.org/${n % 2}`)))
    expect(askUrl(state)).toBe(URL_A)
  })

  test('M30: a target that is no feed is never adopted', () => {
    expect(askUrl(halfDays(...Array.from({ length: 10 }, () => failed('not-a-feed'))))).toBe(URL_A)
  })

  test('a failure between them neither counts nor starts anew', () => {
    expect(askUrl(halfDays(moved(), failed('timeout'), moved(), moved()))).toBe(URL_B)
  })

  test('an adopted place that fails for a week is given up for the configured one', () => {
    let state = halfDays(moved(), moved(), moved())
    for (let day = 2; day < 12; day += 1) state = poll(state, failed('dns'), T0 + day * DAY)
    expect(askUrl(state)).toBe(URL_A)
    expect(state.formerUrls).toContain(URL_B)
  })

  test('410 at an adopted place leads back to the configured one before it is believed', () => {
    const adopted = halfDays(moved(), moved(), moved())
    const first = poll(adopted, failed('gone', { status: 410 }), T0 + 2 * DAY)
    const second = poll(first, failed('gone', { status: 410 }), first.nextDueAt)
    expect(askUrl(second)).toBe(URL_A)
    expect(second.nextDueAt).toBeLessThan(NEVER)
    const third = poll(second, failed('gone', { status: 410 }), second.nextDueAt)
    expect(third.nextDueAt).toBe(NEVER)
  })

  test("M33: the operator's headers do not follow an adopted move to another origin", () => {
    const withHeaders = { ...source, headers: { Authorization: 'secret' } }
    const near = halfDays(moved(), moved(), moved())
    expect(headersToAsk(withHeaders, near)).toEqual({ Authorization: 'secret' })
    const far = 'https://elsewhere.example/feed'
    expect(headersToAsk(withHeaders, halfDays(moved(far), moved(far), moved(far)))).toEqual({})
  })
})

describe('what is stored', () => {
  test('a state survives JSON, and a rhythm of another version is begun anew', () => {
    const state = poll(
      poll(undefined, same(), T0),
      { kind: 'new', answer: answer(), newEntries: 3, listed: 10 },
      T0 + HOUR,
    )
    const stored = JSON.parse(JSON.stringify(state)) as SourceState
    const next = T0 + 2 * HOUR
    expect(poll(stored, same(), next)).toEqual(poll(state, same(), next))
    expect(poll({ ...state, rhythm: { version: 9, hours: 'many' } }, same(), next).rhythm).toMatchObject({
      since: next,
    })
    expect(JSON.stringify(state).length).toBeLessThan(1000)
  })
})
