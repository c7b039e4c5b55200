import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { clockFrom } from '../../src/clock.ts'
import { openNewsroom } from '../../src/commands/newsroom.ts'
import { loadConfig } from '../../src/config/load.ts'
import { FetchError } from '../../src/errors.ts'
import type { Answer, Client, ClientRequest } from '../../src/fetch/client.ts'
import type { Instant } from '../../src/model/instant.ts'
import type { SourceState } from '../../src/model/source-state.ts'
import { cycle } from '../../src/schedule.ts'
import type { Store } from '../../src/store/store.ts'
import { newsroom } from './newsroom.ts'
import { rss } from './publisher.ts'

/** Whole cycles over public hosts, which no test can have: the client is one that answers without a network. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const T0: Instant = Date.UTC(2026, 0, 7, 12)

type Answers = (
  url: string,
  request: ClientRequest,
  passes: (ms: number) => void,
  store: Store,
) => Partial<Answer> | Promise<Partial<Answer>>

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A newsroom with these sources, and what it asked, in order. */
async function publicWorld(urls: readonly string[], answers: Answers) {
  const room = newsroom({
    'site.yaml': 'hostGap: 0s\n',
    'world.yaml': `title: World\nsources:\n${urls.map((url) => `  - ${url}\n`).join('')}`,
  })
  closers.push(async () => room.remove())
  const asked: string[] = []
  let passedMs = 0
  const passes = (ms: number): void => {
    passedMs += ms
  }
  const clientOf = (store: Store): Client => ({
    async request(request) {
      asked.push(request.url)
      const answer = await answers(request.url, request, passes, store)
      const body = Buffer.from(rss(request.url, [{ title: `News of ${request.url}` }]))
      return {
        status: 200,
        url: request.url,
        hops: [],
        header: () => undefined,
        headers: () => [],
        caching: {},
        body,
        closeDelimited: false,
        ...answer,
      }
    },
    isPrivate: () => false,
    close: async () => undefined,
  })
  return {
    asked,
    /** One cycle at an instant, and the states it left. */
    async cycleAt(at: Instant, signal = new AbortController().signal): Promise<ReadonlyMap<string, SourceState>> {
      const options = { feeds: join(room.folder, 'feeds'), data: join(room.folder, 'data') }
      const io = {
        stdout: () => undefined,
        stderr: () => undefined,
        stdin: process.stdin,
        env: {},
        terminal: false,
        signal,
      }
      const config = await loadConfig({ feeds: options.feeds, env: {} })
      passedMs = 0
      const clock = clockFrom(at)
      const context = {
        io,
        clock: { now: () => clock.now() + passedMs },
        options: { ...options, json: false, quiet: true, verbose: false },
      }
      const { newsroom: opened, close } = await openNewsroom(config, context)
      try {
        await cycle({ ...opened, client: clientOf(opened.store) }, { at, signal })
        return await opened.store.readSources()
      } finally {
        await close()
      }
    },
  }
}

const failsWith =
  (code: 'timeout' | 'rate-limited' | 'http-status', status?: number, retryAfterMs?: number) => (url: string) => {
    throw new FetchError(code, url, {
      ...(status === undefined ? {} : { status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })
  }

const many = Array.from({ length: 9 }, (_, n) => `https://a.example/${n}`)

test('S11: a server that went silent costs a cycle three deadlines, not one for each of its sources', async () => {
  const world = await publicWorld([...many, 'https://b.example/'], (url) =>
    url.startsWith('https://a.example/') ? failsWith('timeout')(url) : {},
  )
  const states = await world.cycleAt(T0)
  expect(world.asked.filter((url) => url.startsWith('https://a.example/'))).toHaveLength(3)
  expect(world.asked).toContain('https://b.example/')
  expect([...states.values()].filter(({ dueReason }) => dueReason === 'host paused: it does not answer')).toHaveLength(
    6,
  )
})

test('M19: after a burst of 403 one source probes, one that was well, though others are due before it', async () => {
  let status = 200
  const world = await publicWorld(many, (url) => (status === 200 ? {} : failsWith('http-status', status)(url)))
  await world.cycleAt(T0)
  status = 403
  world.asked.length = 0
  await world.cycleAt(T0 + HOUR)
  expect(world.asked).toEqual(many.slice(0, 3))
  world.asked.length = 0
  await world.cycleAt(T0 + 4 * HOUR)
  expect(world.asked).toEqual([many[3]])
  status = 200
  world.asked.length = 0
  await world.cycleAt(T0 + 12 * HOUR)
  expect(world.asked).toHaveLength(many.length)
})

test('M19: a 429 behind a redirect pauses the host that gave it; who is led there waits too', async () => {
  let isLed = false
  const [led, beside, late, own] = [
    'https://a.example/1',
    'https://a.example/2',
    'https://b.example/3',
    'https://c.example/4',
  ]
  const world = await publicWorld([led, beside, late, own], (url, { mayFollow }) => {
    if (url === own) return { caching: { maxAgeMs: 2 * HOUR } }
    if (url === beside || !isLed) return url === late ? { caching: { maxAgeMs: 2 * HOUR } } : {}
    const to = url.replace(/[ab]\.example/, 'c.example')
    if (to === url) return failsWith('rate-limited', 429, 2 * HOUR)(url)
    expect(mayFollow?.(to)).toBe(false)
    return { status: 302, hops: [{ status: 302, from: url, to }] }
  })
  await world.cycleAt(T0)
  isLed = true
  world.asked.length = 0
  const second = await world.cycleAt(T0 + 65 * MINUTE)
  expect(world.asked.toSorted()).toEqual([led, beside, 'https://c.example/1'])
  expect(second.get('a.example_1')?.failure?.code).toBe('rate-limited')
  expect(second.get('a.example_2')?.failures).toBe(0)
  world.asked.length = 0
  const third = await world.cycleAt(T0 + 140 * MINUTE)
  expect(world.asked).toEqual([late, beside])
  for (const id of ['b.example_3', 'c.example_4']) {
    expect(third.get(id)).toMatchObject({ failures: 0, dueReason: 'host paused: it answered 429' })
    expect(third.get(id)?.nextDueAt).toBeGreaterThanOrEqual(T0 + 185 * MINUTE)
  }
  expect(third.get('b.example_3')?.lastAttemptAt).toBe(T0 + 140 * MINUTE)
})

test('M26: a redirect to another domain has its turn in the queue of that domain, and goes on as the same request', async () => {
  const gate = Promise.withResolvers<void>()
  const requests: ClientRequest[] = []
  const world = await publicWorld(['https://c.example/own', 'https://a.example/1'], async (url, request) => {
    requests.push(request)
    if (url === 'https://c.example/own') await gate.promise
    if (url !== 'https://a.example/1') return { hops: request.led?.hops ?? [] }
    expect(request.mayFollow?.('https://www.a.example/1')).toBe(true)
    expect(request.mayFollow?.('https://c.example/1')).toBe(false)
    return { status: 301, hops: [{ status: 301, from: url, to: 'https://c.example/1' }] }
  })
  const cycled = world.cycleAt(T0)
  await vi.waitFor(() => expect(world.asked).toHaveLength(2), { timeout: 60_000 })
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  expect(world.asked.toSorted()).toEqual(['https://a.example/1', 'https://c.example/own'])
  gate.resolve()
  const states = await cycled
  expect(world.asked.at(-1)).toBe('https://c.example/1')
  const last = requests.at(-1)
  expect(last?.led).toMatchObject({ hops: [{ status: 301, from: 'https://a.example/1', to: 'https://c.example/1' }] })
  expect(states.get('a.example_1')?.move).toMatchObject({ to: 'https://c.example/1', times: 1 })
})

test('M50: a source whose host had many others to ask first has its quarter of an hour all the same', async () => {
  const world = await publicWorld(many, (_, __, passes) => {
    passes(2 * MINUTE)
    return { caching: { maxAgeMs: 0 } }
  })
  const states = await world.cycleAt(T0)
  for (const [n, url] of many.entries()) {
    const state = [...states.values()].find((one) => one.url === url)
    expect(state?.lastAttemptAt).toBeGreaterThanOrEqual(T0 + n * 2 * MINUTE)
  }
})

test('M19: where a host serves only so many at a time, every source has its turn', async () => {
  let served = 0
  const world = await publicWorld(many, (url) => {
    served += 1
    return served > 3 ? failsWith('rate-limited', 429, 20_000)(url) : {}
  })
  for (let hour = 0; hour < 6; hour += 1) {
    served = 0
    await world.cycleAt(T0 + hour * 2 * HOUR)
  }
  expect(new Set(world.asked)).toEqual(new Set(many))
})

test('M27: a clock set back by hours silences nobody for as long, and makes nobody asked early', async () => {
  const { asked, cycleAt } = await publicWorld(['https://a.example/1', 'https://b.example/1'], () => ({}))
  await cycleAt(T0 + 6 * HOUR)
  await cycleAt(T0)
  await cycleAt(T0 + 20 * MINUTE)
  expect(asked).toHaveLength(2)
  await cycleAt(T0 + 62 * MINUTE)
  expect(asked).toHaveLength(4)
})

test('M25: when the first request leaves, all that will be asked is stored as asked, and a pause is before the next', async () => {
  const found: number[] = []
  const world = await publicWorld([...many, 'https://b.example/'], async (url, _, __, store) => {
    const states = await store.readSources()
    found.push([...states.values()].filter(({ nextDueAt }) => nextDueAt > T0 + 29 * MINUTE).length)
    if (url === many[1]) return failsWith('rate-limited', 429)(url)
    const isPaused = async () => expect((await store.readHosts()).get('a.example')).toBeDefined()
    if (url === 'https://b.example/') await vi.waitFor(isPaused, { timeout: 30_000 })
    return {}
  })
  await world.cycleAt(T0)
  expect(found).toEqual([10, 10, 10])
})

test('M25: what our own stop cuts off is not held against the host', async () => {
  const stopping = new AbortController()
  const world = await publicWorld(many, (url) => {
    if (url === many[0]) stopping.abort()
    return failsWith('timeout')(url)
  })
  await world.cycleAt(T0, stopping.signal)
  const states = await world.cycleAt(T0 + HOUR)
  expect(states.get('a.example_8')?.dueReason).toBe('host paused: it does not answer')
  expect(world.asked).toHaveLength(4)
})

test('M37: while our own network is down nobody is left alone for longer than `every`; a host that is down alone is', async () => {
  const hosts = ['a', 'b', 'c', 'd'].map((name) => `https://${name}.example/`)
  let down = new Set(hosts)
  const world = await publicWorld(hosts, (url) => (down.has(url) ? failsWith('timeout')(url) : {}))
  const waits = async (at: Instant) => {
    const states = await world.cycleAt(at)
    return [...states.values()].map(({ nextDueAt }) => nextDueAt - at)
  }
  for (let hour = 0; hour < 10; hour += 1) {
    for (const wait of await waits(T0 + hour * HOUR)) expect(wait).toBeLessThanOrEqual(30 * MINUTE)
  }
  expect(world.asked).toHaveLength(40)
  down = new Set(hosts.slice(0, 2))
  const [a, , c] = await waits(T0 + 11 * HOUR)
  expect(a).toBeGreaterThan(12 * HOUR)
  expect(c).toBeLessThanOrEqual(HOUR)
})

test('what our own stop cuts off of an article is not held against its host either', async () => {
  const stopping = new AbortController()
  let isStopping = false
  let pauses: number | undefined
  const world = await publicWorld(['{ url: "https://a.example/", fullText: true }'], async (url, _, __, store) => {
    if (url.endsWith('/robots.txt')) return { status: 404 }
    if (url === 'https://a.example/') {
      pauses = (await store.readHosts()).get('b.example')?.pauses
      const items = [1, 2, 3].map((n) => ({ title: `News ${n}`, guid: `g${n}`, link: `https://b.example/${n}` }))
      return { body: Buffer.from(rss('A', items)) }
    }
    if (isStopping) stopping.abort()
    return failsWith('timeout')(url)
  })
  await world.cycleAt(T0)
  isStopping = true
  await world.cycleAt(T0 + 2 * HOUR, stopping.signal)
  await world.cycleAt(T0 + 4 * HOUR)
  expect(world.asked.filter((url) => /b\.example\/\d/.test(url)).length).toBeGreaterThan(3)
  expect(pauses).toBe(1)
})
