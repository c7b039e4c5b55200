import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Clock } from '../clock.ts'
import type { HostState } from '../model/source-state.ts'
import { createHostLimit, type HostLimit, type HostLimitOptions, hostOf, outdatedHosts } from './host-limit.ts'

const T0 = Date.UTC(2026, 0, 5, 12)
const HOUR = 3_600_000
const clock: Clock = { now: () => Date.now() }

beforeEach(() => {
  vi.useFakeTimers({ now: T0 })
})
afterEach(() => {
  vi.useRealTimers()
})

function limit(options: Partial<HostLimitOptions> = {}) {
  return createHostLimit({ gapMs: 2000, isPrivate: () => false, clock, states: [], concurrency: 100, ...options })
}

/** A task that notes when it began and lasts `ms`. */
function work(starts: number[], ms = 0): () => Promise<number> {
  return async () => {
    starts.push(Date.now() - T0)
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
    return starts.length
  }
}

describe('the host of a URL', () => {
  test.each([
    ['https://feeds.bbci.co.uk/news/rss.xml', 'bbci.co.uk'],
    ['https://WWW.Example.ORG./feed', 'example.org'],
    ['http://a.wordpress.com/feed', 'wordpress.com'],
    ['http://127.0.0.1:8099/f', '127.0.0.1:8099'],
    ['http://localhost/f', 'localhost:80'],
    ['https://[::1]/f', '[::1]:443'],
    ['https://berita.kompas.co.id/', 'kompas.co.id'],
  ])('%s is %s', (url, host) => {
    expect(hostOf(url)).toBe(host)
  })
})

describe('the host limit', () => {
  test('M26: one request at a time per domain, the gap between starts, other domains beside it', async () => {
    const hosts = limit()
    const own: number[] = []
    const other: number[] = []
    const turns = [
      ...['a', 'b', 'c'].map((name) =>
        hosts.schedule(`https://${name}.example.org/`, work(own, name === 'a' ? 5000 : 0)),
      ),
      hosts.schedule('https://example.com/', work(other)),
    ]
    await vi.runAllTimersAsync()
    await Promise.all(turns)
    expect(own).toEqual([0, 5000, 7000])
    expect(other).toEqual([0])
  })

  test('M26: no more than N are under way, except that one which takes long gives up its place', async () => {
    const hosts = limit({ concurrency: 2 })
    const starts: number[] = []
    const turns = Array.from({ length: 6 }, (_, n) => hosts.schedule(`https://h${n}.org/`, work(starts, 10_000)))
    await vi.runAllTimersAsync()
    await Promise.all(turns)
    expect(starts).toEqual([0, 0, 1000, 1000, 2000, 2000])
  })

  test('while many documents are held that are not saved yet, nothing starts; then it goes on', async () => {
    for (const isPrivate of [false, true]) {
      const hosts = limit({ isPrivate: () => isPrivate })
      const saving = Array.from({ length: 8 }, () => Promise.withResolvers<void>())
      const [first, ...others] = saving.map(({ promise }) => hosts.hold(10_000_000, () => promise))
      const starts: number[] = []
      const turns = ['a', 'b', 'b'].map((name) => hosts.schedule(`https://${name}.org/`, work(starts)))
      await vi.advanceTimersByTimeAsync(5000)
      expect(starts).toEqual([])
      saving[0]?.resolve()
      await first
      await vi.runAllTimersAsync()
      await Promise.all(turns)
      expect(starts).toHaveLength(3)
      for (const { resolve } of saving) resolve()
      await Promise.all(others)
    }
  })

  test('what fails while its document is held gives its room back', async () => {
    const hosts = limit()
    for (let i = 0; i < 10; i++) {
      await expect(hosts.hold(1_000_000, () => Promise.reject(new Error('full disk')))).rejects.toThrow('full disk')
    }
    const starts: number[] = []
    await hosts.schedule('https://example.org/', work(starts))
    expect(starts).toHaveLength(1)
  })

  test('one document, however large, keeps nobody from starting', async () => {
    const hosts = limit()
    const saving = Promise.withResolvers<void>()
    const held = hosts.hold(100_000_000, () => saving.promise)
    const starts: number[] = []
    await hosts.schedule('https://example.org/', work(starts))
    expect(starts).toHaveLength(1)
    saving.resolve()
    await held
  })

  test('fetched documents are read a few at a time, first come first served; while many wait nothing starts', async () => {
    const hosts = limit()
    const admitted: number[] = []
    const leaving: (() => void)[] = []
    const all = Array.from({ length: 10 }, async (_, n) => {
      const leave = await hosts.admit(1_000_000)
      admitted.push(n)
      leaving.push(leave)
    })
    const starts: number[] = []
    const turn = hosts.schedule('https://example.org/', work(starts))
    await vi.advanceTimersByTimeAsync(5000)
    expect(admitted).toEqual([0, 1, 2, 3])
    expect(starts).toEqual([])
    leaving.shift()?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(admitted).toEqual([0, 1, 2, 3, 4])
    expect(starts).toEqual([])
    while (leaving.length > 0) {
      leaving.shift()?.()
      await vi.advanceTimersByTimeAsync(0)
    }
    await Promise.all(all)
    expect(admitted).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    await vi.runAllTimersAsync()
    await turn
    expect(starts).toHaveLength(1)
  })

  test('a task of a private host that waits behind another waits for room too', async () => {
    const hosts = limit({ isPrivate: () => true, concurrency: 1 })
    const saving = Promise.withResolvers<void>()
    const starts: number[] = []
    const held: Promise<void>[] = []
    const fill = async () => {
      await work(starts)()
      for (let i = 0; i < 8; i++) held.push(hosts.hold(1_000_000, () => saving.promise))
    }
    const turns = [hosts.schedule('https://a.org/1', fill), hosts.schedule('https://a.org/2', work(starts))]
    await vi.advanceTimersByTimeAsync(5000)
    expect(starts).toHaveLength(1)
    saving.resolve()
    await Promise.all(held)
    await vi.runAllTimersAsync()
    await Promise.all(turns)
    expect(starts).toHaveLength(2)
  })

  test('however slow all are, four times N is the most', async () => {
    const hosts = limit({ concurrency: 1 })
    const starts: number[] = []
    const turns = Array.from({ length: 6 }, (_, n) => hosts.schedule(`https://h${n}.org/`, work(starts, 60_000)))
    await vi.runAllTimersAsync()
    await Promise.all(turns)
    expect(starts).toEqual([0, 1000, 2000, 3000, 60_000, 61_000])
  })

  test('M25: the gap holds across processes, by the start that was persisted', async () => {
    const hosts = limit({ states: [{ host: 'example.org', lastStartAt: T0 - 500 }] })
    const starts: number[] = []
    const turn = hosts.schedule('https://example.org/', work(starts))
    await vi.runAllTimersAsync()
    await turn
    expect(starts).toEqual([1500])
    expect(hosts.takeChanges()).toEqual([{ host: 'example.org', lastStartAt: T0 + 1500 }])
    expect(hosts.takeChanges()).toEqual([])
  })

  test('M27: a last start in the future, from before the clock was set back, delays by one gap at most', async () => {
    const hosts = limit({ states: [{ host: 'example.org', lastStartAt: T0 + 6 * HOUR }] })
    const starts: number[] = []
    const turn = hosts.schedule('https://example.org/', work(starts))
    await vi.runAllTimersAsync()
    await turn
    expect(starts).toEqual([2000])
  })

  test('M27: a pause that was written before the clock was set back lasts as long as it was to', async () => {
    const state = {
      host: 'example.org',
      lastStartAt: T0 + 6 * HOUR,
      pausedUntil: T0 + 7 * HOUR,
      reason: 'it answered 429',
    }
    const hosts = limit({ states: [state] })
    const until = T0 + HOUR
    const turn = hosts.schedule('https://example.org/', work([]))
    expect(await turn).toEqual({ status: 'paused', until, reason: 'it answered 429' })
    expect(hosts.takeChanges()).toMatchObject([{ host: 'example.org', pausedUntil: until, lastStartAt: T0 }])
  })

  test('M26: the gap is counted from when a request goes out, which a host that is far takes a while to reach', async () => {
    const hosts = limit()
    const sent: number[] = []
    const task = (connectMs: number) => async (onSent: () => void) => {
      if (connectMs > 0) await new Promise((resolve) => setTimeout(resolve, connectMs))
      onSent()
      sent.push(Date.now() - T0)
    }
    const turns = [300, 0, 0].map((ms) => hosts.schedule('https://example.org/', task(ms)))
    await vi.runAllTimersAsync()
    await Promise.all(turns)
    expect(sent).toEqual([300, 2300, 4300])
  })

  test('M19: a 429 pauses the whole host at once, and the sources that wait are told until when', async () => {
    const hosts = limit()
    const starts: number[] = []
    const refused = hosts.schedule('https://a.example.org/', async () => {
      starts.push(Date.now() - T0)
      hosts.observe('https://a.example.org/', { code: 'rate-limited', status: 429, retryAfterMs: HOUR, message: '' })
    })
    const waiting = [1, 2, 3, 4, 5].map((n) => hosts.schedule(`https://b.example.org/${n}`, work(starts)))
    await vi.runAllTimersAsync()
    expect((await refused).status).toBe('done')
    for (const turn of await Promise.all(waiting)) {
      expect(turn).toEqual({ status: 'paused', until: T0 + HOUR, reason: 'it answered 429' })
    }
    expect(starts).toEqual([0])
    expect(hosts.takeChanges()).toMatchObject([{ host: 'example.org', pausedUntil: T0 + HOUR }])
    expect(await hosts.schedule('https://c.example.org/', work(starts))).toMatchObject({ status: 'paused' })
  })

  test('M19: after the pause one source probes, and the others wait for what it meets', async () => {
    const states: HostState[] = [{ host: 'example.org', pausedUntil: T0, reason: 'it answered 429', pauses: 1 }]
    const hosts = limit({ states })
    const starts: number[] = []
    const probe = hosts.schedule('https://example.org/1', async () => {
      await new Promise((resolve) => setTimeout(resolve, 10_000))
      hosts.observe('https://example.org/1', { code: 'rate-limited', status: 429, message: '' })
    })
    const other = hosts.schedule('https://example.org/2', work(starts))
    await vi.runAllTimersAsync()
    await probe
    const turn = await other
    expect(turn.status).toBe('paused')
    expect(starts).toEqual([])
    const until = turn.status === 'paused' ? turn.until : 0
    expect(until - T0 - 10_000).toBeGreaterThanOrEqual(2 * HOUR)
    expect(until - T0 - 10_000).toBeLessThanOrEqual(2.2 * HOUR)
  })

  test('a probe that is answered ends the pause, and the others follow at the gap', async () => {
    const hosts = limit({ states: [{ host: 'example.org', pausedUntil: T0, reason: 'it answered 429', pauses: 3 }] })
    const starts: number[] = []
    const turns = [1, 2].map((n) =>
      hosts.schedule(`https://example.org/${n}`, async () => {
        starts.push(Date.now() - T0)
        hosts.observe(`https://example.org/${n}`, undefined)
      }),
    )
    await vi.runAllTimersAsync()
    await Promise.all(turns)
    expect(starts).toEqual([0, 2000])
    expect(hosts.takeChanges()).toEqual([{ host: 'example.org', lastStartAt: T0 + 2000 }])
  })

  test('M20: a private host is neither paused nor queued, and its 429 costs the others nothing', async () => {
    const hosts = limit({ isPrivate: (host) => host === '127.0.0.1:8099' })
    const starts: number[] = []
    const turns = [1, 2, 3].map((n) =>
      hosts.schedule(`http://127.0.0.1:8099/${n}`, async () => {
        starts.push(Date.now() - T0)
        await new Promise((resolve) => setTimeout(resolve, 1000))
        hosts.observe(`http://127.0.0.1:8099/${n}`, {
          code: 'rate-limited',
          status: 429,
          retryAfterMs: HOUR,
          message: '',
        })
      }),
    )
    await vi.runAllTimersAsync()
    expect((await Promise.all(turns)).map(({ status }) => status)).toEqual(['done', 'done', 'done'])
    expect(starts).toEqual([0, 0, 0])
  })

  /** What a request to `example.org` comes to now. */
  async function turnOf(hosts: HostLimit) {
    const turn = hosts.schedule('https://example.org/', async () => undefined)
    await vi.runAllTimersAsync()
    return turn
  }

  /** The order in which tasks on `x.lan` begin that last so many milliseconds. */
  async function orderOf(concurrency: number, tasks: readonly (readonly [string, number])[]): Promise<string> {
    const hosts = limit({ isPrivate: () => true, concurrency })
    const order: string[] = []
    const turns = tasks.map(([name, ms]) =>
      hosts.schedule(`http://${name.charAt(0)}.lan/${name}`, async () => {
        order.push(name)
        await new Promise((resolve) => setTimeout(resolve, ms))
      }),
    )
    await vi.runAllTimersAsync()
    await Promise.all(turns)
    return order.join(' ')
  }

  test('what else a private host has comes next, over the connection that is open', async () => {
    const tasks = ['a1', 'b1', 'c1', 'a2', 'b2'].map((name) => [name, 100] as const)
    expect(await orderOf(1, tasks)).toBe('a1 a2 b1 b2 c1')
  })

  test('a private host that is asked already waits for those that are not', async () => {
    const tasks = [
      ['y1', 100],
      ['z1', 150],
      ['a1', 500],
      ['a2', 100],
      ['b1', 100],
    ] as const
    expect(await orderOf(2, tasks)).toBe('y1 z1 a1 b1 a2')
  })

  test('a private host alone is asked many at once', async () => {
    const hosts = limit({ isPrivate: () => true, concurrency: 4 })
    const starts: number[] = []
    const turns = Array.from({ length: 4 }, (_, n) => hosts.schedule(`http://a.lan/${n}`, work(starts, 100)))
    await vi.runAllTimersAsync()
    await Promise.all(turns)
    expect(starts).toEqual([0, 0, 0, 0])
  })

  test('a private host has a gap when the operator gives one', async () => {
    const hosts = limit({ isPrivate: () => true, privateGapMs: 500 })
    const starts: number[] = []
    const turns = [1, 2, 3].map((n) => hosts.schedule(`http://127.0.0.1:8099/${n}`, work(starts)))
    await vi.runAllTimersAsync()
    await Promise.all(turns)
    expect(starts).toEqual([0, 500, 1000])
  })

  test('three healthy sources that meet 403 one after another pause the host; ones that were failing anyway do not', async () => {
    const refusal = { code: 'http-status', status: 403, message: '' }
    const hosts = limit()
    for (const n of [1, 2, 3, 4]) expect(hosts.observe(`https://example.com/${n}`, refusal, false)).toBeUndefined()
    expect(hosts.observe('https://example.org/1', refusal)).toBeUndefined()
    expect(hosts.observe('https://example.org/2', refusal)).toBeUndefined()
    const paused = hosts.observe('https://example.org/3', refusal)
    expect(paused?.pausedUntil).toBeGreaterThanOrEqual(T0 + HOUR)
    expect(await turnOf(hosts)).toMatchObject({ status: 'paused', reason: expect.stringContaining('403') })
  })

  test('after a pause one 403 is enough for the next, also where the source that probes was failing itself', async () => {
    const refusal = { code: 'http-status', status: 403, message: '' }
    const hosts = limit()
    for (const n of [1, 2, 3]) hosts.observe(`https://example.org/${n}`, refusal)
    await vi.advanceTimersByTimeAsync(1.2 * HOUR)
    expect(await turnOf(hosts)).toMatchObject({ status: 'done' })
    expect(hosts.observe('https://example.org/1', refusal, false)?.pauses).toBe(2)
  })

  test('three healthy sources of one server that meet silence pause its host, for an hour at most', async () => {
    const hosts = limit()
    const timeout = { code: 'timeout', message: '' }
    for (const n of [1, 2, 3]) expect(hosts.observe(`https://s${n}.example.com/`, timeout)).toBeUndefined()
    for (const n of [1, 2, 3, 4]) expect(hosts.observe(`https://example.net/${n}`, timeout, false)).toBeUndefined()
    expect(hosts.observe('https://example.org/1', timeout)).toBeUndefined()
    expect(hosts.observe('https://example.org/2', { code: 'connect', message: '' })).toBeUndefined()
    const paused = hosts.observe('https://example.org/3', timeout)
    expect(paused?.reason).toBe('it does not answer')
    expect(paused?.pausedUntil).toBeGreaterThanOrEqual(T0 + HOUR / 4)
    expect(paused?.pausedUntil).toBeLessThanOrEqual(T0 + (1.1 * HOUR) / 4)
    for (let n = 0; n < 8; n += 1) {
      await vi.advanceTimersByTimeAsync(1.2 * HOUR)
      const until = hosts.observe('https://example.org/4', timeout, false)?.pausedUntil ?? 0
      expect(until).toBeGreaterThan(Date.now())
      expect(until).toBeLessThanOrEqual(Date.now() + 1.1 * HOUR)
    }
    expect(hosts.observe('https://example.org/5', undefined)).toBeUndefined()
    expect(hosts.observe('https://example.org/4', timeout)).toBeUndefined()
  })

  test('a document that is missing or broken shows that the host serves us, silence does not', async () => {
    const refusal = { code: 'http-status', status: 403, message: '' }
    for (const [between, paused] of [
      [{ code: 'http-status', status: 404, message: '' }, false],
      [{ code: 'not-a-feed', message: '' }, false],
      [{ code: 'timeout', message: '' }, true],
    ] as const) {
      const hosts = limit()
      for (const failure of [refusal, refusal, between, refusal]) hosts.observe('https://example.org/', failure)
      expect((await turnOf(hosts)).status, between.code).toBe(paused ? 'paused' : 'done')
    }
  })

  test('M24: a 503 that says when to come back pauses the host until then, one that does not is only its own', () => {
    const hosts = limit()
    expect(hosts.observe('https://example.org/', { code: 'http-status', status: 503, message: '' })).toBeUndefined()
    const said = { code: 'http-status', status: 503, retryAfterMs: 120_000, message: '' }
    expect(hosts.observe('https://example.org/', said)?.pausedUntil).toBe(T0 + 120_000)
  })

  test('a task that throws rejects its own turn and frees the host', async () => {
    const hosts = limit({ gapMs: 0 })
    const bad = hosts.schedule('https://example.org/1', () => {
      throw new Error('a bug')
    })
    const good = hosts.schedule('https://example.org/2', work([]))
    const settled = Promise.allSettled([bad, good])
    await vi.runAllTimersAsync()
    expect(await settled).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: { status: 'done' } }])
  })

  test('stop drops what has not begun and lets the rest end', async () => {
    const hosts = limit()
    const starts: number[] = []
    const running = hosts.schedule('https://example.org/1', work(starts, 1000))
    const waiting = hosts.schedule('https://example.org/2', work(starts))
    hosts.stop()
    expect(await waiting).toEqual({ status: 'stopped' })
    expect(await hosts.schedule('https://example.net/', work(starts))).toEqual({ status: 'stopped' })
    await vi.runAllTimersAsync()
    expect((await running).status).toBe('done')
    expect(starts).toEqual([0])
  })
})

test('hosts that were not asked for a week need not be remembered, nor rules that do not hold any more', () => {
  const dayMs = 24 * 3_600_000
  const now = 100 * dayMs
  const states: readonly HostState[] = [
    { host: 'idle.example', lastStartAt: now - 8 * dayMs, pauses: 2 },
    { host: 'asked.example', lastStartAt: now - 6 * dayMs },
    { host: 'paused.example', lastStartAt: now - 8 * dayMs, pausedUntil: now + 1 },
    { host: 'https://idle.example', robots: { rules: [], until: now - 8 * dayMs } },
    { host: 'https://asked.example', robots: { rules: [], until: now } },
  ]
  expect(outdatedHosts(states, now)).toEqual([{ host: 'idle.example' }, { host: 'https://idle.example' }])
})
