import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { FetchError } from '../../src/errors.ts'
import { createAddressGuard } from '../../src/fetch/address-guard.ts'
import { type Client, createClient } from '../../src/fetch/client.ts'
import { fetchDocument } from '../../src/fetch/fetch-document.ts'
import { parseHttpDate } from '../../src/fetch/http-date.ts'
import {
  initialState,
  isDue,
  NEVER,
  nextCheck,
  type PollOutcome,
  type PollPolicy,
  reserve,
} from '../../src/fetch/next-check.ts'
import { afterSkipped } from '../../src/fetch/publisher-wait.ts'
import { parseRetryAfter } from '../../src/fetch/retry-after.ts'
import type { FeedRhythm } from '../../src/model/feed.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const T0 = Date.UTC(2026, 0, 5)

describe('whatever a server sends', () => {
  let server: Server
  let client: Client
  let answer: Buffer
  let url: string
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.once('data', () => socket.end(answer))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    client = createClient({
      userAgent: 'Warta/test',
      allowPrivate: ['127.0.0.1'],
      deadlineMs: 5_000,
      maxBytes: 100_000,
    })
  })
  afterAll(async () => {
    await client.close()
    await new Promise((resolve) => server.close(resolve))
  })

  const header = fc.constantFrom(
    'content-encoding: gzip',
    'content-encoding: br',
    'content-encoding: x',
    'content-length: 3',
    'content-length: -3',
    'transfer-encoding: chunked',
    'location: /x',
    'location: http://[',
    'location: \x00',
    'retry-after: x',
    'cache-control: max-age=1, max-age="',
    'expires: never',
    'date: x',
    'age: -1',
    'etag: "\xe9\xff"',
    'last-modified: \t',
    'set-cookie: a',
    'x\x01: y',
    ': empty',
    'no colon',
  )
  const status = fc.oneof(fc.constantFrom(200, 301, 304, 404, 429, 503), fc.integer({ min: 0, max: 1200 }))
  const sent = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(status, fc.array(header, { maxLength: 5 }), fc.uint8Array({ maxLength: 60 }))
      .map(([code, headers, body]) =>
        Buffer.concat([
          Buffer.from([`HTTP/1.1 ${code} X`, ...headers, '', ''].join('\r\n'), 'latin1'),
          Buffer.from(body),
        ]),
      ),
  )

  test('the outcome is a document, "not modified", or a FetchError', async () => {
    await fc.assert(
      fc.asyncProperty(sent, fc.boolean(), async (bytes, conditional) => {
        answer = bytes
        const validators = conditional ? { [url]: { etag: '"1"' } } : {}
        try {
          const result = await fetchDocument(client, { url, validators })
          expect(['fetched', 'not-modified']).toContain(result.status)
        } catch (error) {
          expect(error).toBeInstanceOf(FetchError)
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('the guard', () => {
  const guard = createAddressGuard()
  const isPrivate = ([a, b]: readonly number[]): boolean =>
    a === undefined ||
    b === undefined ||
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254)

  test('refuses every way to write a private IPv4 address, also inside IPv6', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).filter(isPrivate), (bytes) => {
        const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
        const hex = number.toString(16).padStart(8, '0')
        const inIPv6 = `${hex.slice(0, 4)}:${hex.slice(4)}`
        const spellings = [
          bytes.join('.'),
          String(number),
          `0x${hex}`,
          bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
          `[::ffff:${bytes.join('.')}]`,
          `[::ffff:${inIPv6}]`,
          `[64:ff9b::${inIPv6}]`,
          `[::${inIPv6}]`,
        ]
        for (const spelling of spellings) {
          for (const scheme of ['http', 'https'])
            expect(guard.refusal(new URL(`${scheme}://${spelling}/`)), spelling).toBeDefined()
        }
      }),
    )
  })

  test('lets public addresses pass, also through NAT64', () => {
    for (const host of [
      '8.8.8.8',
      '1.1.1.1',
      '[2606:4700::1111]',
      '[64:ff9b::808:808]',
      '[::ffff:8.8.8.8]',
      '172.32.0.1',
      '100.128.0.1',
    ]) {
      expect(guard.refusal(new URL(`https://${host}/`)), host).toBeUndefined()
    }
  })

  test.each([
    '127.0.0.1:8099',
    '127.0.0.1',
    '127.0.0.0/8',
    '[::1]:8099',
    '::1',
    'localhost',
    'fc00::/7',
    'intranet.example:8080',
  ])('reads the exception %s', (line) => {
    expect(() => createAddressGuard([line])).not.toThrow()
  })

  test.each(['10.0.0.0/33', '/8', 'a b', 'x/8', '10.0.0.0/'])('refuses the exception %j', (line) => {
    expect(() => createAddressGuard([line])).toThrow(TypeError)
  })

  test('an exception for one port is none for another, nor for a neighbour', () => {
    const some = createAddressGuard(['127.0.0.1:8099', '10.1.0.0/16', 'intranet.example'])
    const refused = (url: string): boolean => some.refusal(new URL(url)) !== undefined
    expect([
      refused('http://127.0.0.1:8099/'),
      refused('http://127.0.0.1:8098/'),
      refused('http://127.0.0.2:8099/'),
    ]).toEqual([false, true, true])
    expect([refused('http://10.1.255.255/'), refused('http://10.2.0.0/')]).toEqual([false, true])
    const listed = ['127.0.0.1:8099', '127.0.0.1', '10.1.2.3:80', 'intranet.example:443'].filter((host) =>
      some.isPrivate(host),
    )
    expect(listed).toHaveLength(4)
    expect(
      ['127.0.0.1:8098', '127.0.0.2', 'example.org:80', '10.2.0.1'].filter((host) => some.isPrivate(host)),
    ).toEqual([])
  })
})

describe('times a server writes', () => {
  test('any text is read without a throw, and a wait is never negative nor longer than a year', () => {
    const text = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    )
    fc.assert(
      fc.property(text, text, (value, date) => {
        const wait = parseRetryAfter(value, date, T0)
        if (wait !== undefined) {
          expect(wait).toBeGreaterThan(0)
          expect(wait).toBeLessThanOrEqual(366 * DAY)
        }
      }),
    )
  })

  test('every HTTP date is read as the instant it says', () => {
    const whole = fc
      .integer({ min: Date.UTC(1970, 0, 1) / 1000, max: Date.UTC(2069, 11, 31) / 1000 })
      .map((seconds) => seconds * 1000)
    fc.assert(
      fc.property(whole, (at) => {
        expect(parseHttpDate(new Date(at).toUTCString())).toBe(at)
      }),
    )
  })

  test.each([
    '',
    '0',
    '-1',
    'Wed, 31 Feb 2026 10:00:00 GMT',
    'Wed, 21 Oct 2026 25:00:00 GMT',
    'Wed, 21 Okt 2026 10:00:00 GMT',
    '2026-10-21T10:00:00Z',
    'Wed, 21 Oct 2026 10:00:00 +0700',
  ])('%j is no HTTP date', (text) => {
    expect(parseHttpDate(text)).toBeUndefined()
  })
})

describe('any course of polls', () => {
  const ms = fc.oneof(
    fc.constant(undefined),
    fc.double({ min: 0, max: 400 * DAY, noNaN: true }),
    fc.constantFrom(0, HOUR, 2 * DAY),
  )
  const defined = (record: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
  const success = fc
    .record({
      kind: fc.constantFrom('new', 'same', 'not-modified'),
      newEntries: fc.nat(60),
      offsets: fc.array(fc.integer({ min: -3 * DAY, max: 3 * DAY }), { maxLength: 5 }),
      listed: fc.nat(100),
      maxAgeMs: ms,
      expiresInMs: ms,
      ageMs: ms,
      etag: fc.boolean(),
      permanent: fc.boolean(),
      to: fc.constantFrom('https://example.org/feed', 'https://example.org/b', 'https://other.example/c'),
      ttlMinutes: fc.oneof(fc.constant(undefined), fc.double(), fc.integer()),
      updatePeriod: fc.oneof(fc.constant(undefined), fc.constantFrom('hourly', 'yearly', 'x')),
      updateFrequency: fc.oneof(fc.constant(undefined), fc.double(), fc.integer()),
      skipHours: fc.array(fc.integer({ min: -1, max: 25 })),
      skipDays: fc.array(
        fc.constantFrom('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'x'),
      ),
    })
    .map((one) => (now: number): PollOutcome => {
      const read = one.kind !== 'not-modified'
      const { maxAgeMs, expiresInMs, ageMs, ttlMinutes, updatePeriod, updateFrequency, skipHours, skipDays } = one
      const answer = {
        status: read ? ('fetched' as const) : ('not-modified' as const),
        url: one.to,
        hops: one.to.endsWith('feed') ? [] : [{}],
        permanent: one.permanent && !one.to.endsWith('feed'),
        validators: one.etag ? { [one.to]: { etag: '"1"' } } : {},
        caching: defined({ maxAgeMs, expiresInMs, ageMs }),
        ...(read ? { bodyHash: 'h' } : {}),
      }
      const rhythm = defined({ ttlMinutes, updatePeriod, updateFrequency, skipHours, skipDays })
      return {
        kind: one.kind as 'new' | 'same' | 'not-modified',
        answer,
        newEntries: one.kind === 'new' ? one.newEntries : 0,
        newDates: one.offsets.map((offset) => now + offset),
        ...(read ? { listed: one.listed, rhythm } : {}),
      }
    })
  const failure = fc
    .record({
      code: fc.constantFrom(
        'dns',
        'timeout',
        'http-status',
        'gone',
        'rate-limited',
        'encoding',
        'not-a-feed',
        'unexpected-not-modified',
      ),
      status: fc.constantFrom(undefined, 403, 404, 429, 500, 503),
      retryAfterMs: ms,
      message: fc.string(),
    })
    .map((error) => (): PollOutcome => ({ kind: 'failed', error }))
  const step = fc.record({ outcome: fc.oneof(success, failure), late: fc.nat(3 * DAY) })
  const policies = fc.record({
    everyMs: fc.integer({ min: MINUTE, max: 3 * DAY }),
    maxEveryMs: fc.integer({ min: MINUTE, max: 7 * DAY }),
    everyGiven: fc.boolean(),
  })

  test('leads to a next time that is not too soon, not too late, and the same after a restart', () => {
    fc.assert(
      fc.property(policies, fc.array(step, { minLength: 1, maxLength: 30 }), (given, steps) => {
        const source: PollPolicy = { id: 's', url: 'https://example.org/feed', ...given }
        const every = Math.max(15 * MINUTE, source.everyMs)
        const longest = Math.max(every, source.maxEveryMs, DAY) * 1.1 + 7 * DAY + HOUR
        let state = initialState(source, T0)
        for (const { outcome, late } of steps) {
          if (state.nextDueAt === NEVER) break
          const { feed = {} } = (state.rhythm ?? {}) as { readonly feed?: FeedRhythm }
          const now = afterSkipped(state.nextDueAt + late, feed)
          expect(isDue(state, source, state.nextDueAt)).toBe(true)
          expect(isDue(state, source, now)).toBe(true)
          const reserved = reserve(source, state, now)
          expect(isDue(reserved, source, now + 14 * MINUTE)).toBe(false)
          const input = { source, outcome: outcome(now), now: now + 2000 }
          state = nextCheck({ ...input, state: reserved })
          expect(nextCheck({ ...input, state: JSON.parse(JSON.stringify(reserved)) })).toEqual(state)
          expect(JSON.parse(JSON.stringify(state))).toEqual(state)
          if (state.nextDueAt === NEVER) continue
          expect(Number.isInteger(state.nextDueAt)).toBe(true)
          expect(state.nextDueAt - now).toBeGreaterThanOrEqual(every - MINUTE)
          expect(state.nextDueAt - now).toBeLessThanOrEqual(longest)
          expect(state.dueReason).not.toBe('')
        }
      }),
      { numRuns: 300 },
    )
  })
})
