import { describe, expect, test } from 'vitest'
import type { Client } from '../../src/fetch/client.ts'
import { fetchDocument } from '../../src/fetch/fetch-document.ts'
import {
  askUrl,
  initialState,
  isDue,
  needsFullFetch,
  nextCheck,
  type PollPolicy,
  reserve,
} from '../../src/fetch/next-check.ts'
import { closeAfterEach, httpOrigin, testClient } from './fetch-origin.ts'

closeAfterEach()

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.UTC(2026, 0, 5)

/** Polls a real server through simulated days, and calls `read` with each body that is new. */
async function poll(
  url: string,
  days: number,
  at: { now: number },
  read: (body: string) => number,
  client: Client,
): Promise<void> {
  const source: PollPolicy = { id: 'a', url, everyMs: 30 * MINUTE, maxEveryMs: DAY, everyGiven: false }
  let state = initialState(source, START)
  for (at.now = START; at.now < START + days * DAY; at.now += 5 * MINUTE) {
    if (!isDue(state, source, at.now)) continue
    state = reserve(source, state, at.now)
    const force = needsFullFetch(state, at.now)
    const bodyHash = state.bodyHash === undefined ? {} : { bodyHash: state.bodyHash }
    const result = await fetchDocument(client, { url: askUrl(state), validators: state.validators, force, ...bodyHash })
    const fresh = result.status === 'fetched' && !result.sameBody ? read(Buffer.from(result.body).toString()) : 0
    const kind = result.status === 'not-modified' ? 'not-modified' : fresh > 0 ? 'new' : 'same'
    const listed = result.status === 'fetched' ? { listed: 10 } : {}
    state = nextCheck({ source, state, now: at.now, outcome: { kind, answer: result, newEntries: fresh, ...listed } })
  }
}

describe('thirty simulated days over real sockets', () => {
  test('M47: a static feed is fetched whole once, and again every eighth day; all else is 304, at most 24 a day', async () => {
    const at = { now: START }
    const perDay = Array<number>(30).fill(0)
    let whole = 0
    const origin = await httpOrigin((request, response) => {
      const day = Math.floor((at.now - START) / DAY)
      perDay[day] = (perDay[day] ?? 0) + 1
      if (request.headers['if-none-match'] === '"static"') {
        response.writeHead(304, { etag: '"static"' }).end()
      } else {
        whole += 1
        response.writeHead(200, { etag: '"static"' }).end('the feed')
      }
    })
    await poll(origin.url, 30, at, () => 1, testClient())
    expect(whole).toBe(1 + 3)
    expect(Math.max(...perDay)).toBeLessThanOrEqual(24)
    expect(Math.min(...perDay)).toBeGreaterThanOrEqual(1)
  })

  test('M48: a feed that changes hourly within one second of Last-Modified loses no item and gets no stale validator', async () => {
    const at = { now: START }
    const lastModified = 'Mon, 05 Jan 2026 00:00:00 GMT'
    const hour = (): number => Math.floor((at.now - START) / HOUR)
    let stale = 0
    let sent = ''
    const origin = await httpOrigin((request, response) => {
      const etag = `"${hour()}"`
      const condition = request.headers['if-none-match']
      if (condition !== undefined && condition !== sent) stale += 1
      if (condition === etag) {
        response.writeHead(304, { etag, 'last-modified': lastModified }).end()
        return
      }
      sent = etag
      response.writeHead(200, { etag, 'last-modified': lastModified }).end(listAt(hour()))
    })
    const seen = new Set<string>()
    await poll(origin.url, 30, at, readInto(seen), testClient())
    expect(seen.size).toBe(30 * 24)
    expect(stale).toBe(0)
  })

  test('M11: behind a date that never moves 304 hides what is new, until the full fetch finds out that it lies', async () => {
    const at = { now: START }
    const hour = (): number => Math.floor((at.now - START) / HOUR)
    const lastModified = 'Mon, 05 Jan 2026 00:00:00 GMT'
    const origin = await httpOrigin((request, response) => {
      if (request.headers['if-modified-since'] === lastModified) response.writeHead(304).end()
      else response.writeHead(200, { 'last-modified': lastModified }).end(listAt(hour()))
    })
    const seen = new Set<string>()
    await poll(origin.url, 30, at, readInto(seen), testClient())
    const all = Array.from({ length: 30 * 24 }, (_, n) => n)
    const hidden = all.filter((item) => !seen.has(String(item)))
    expect(hidden.length).toBeLessThan(9 * 24)
    expect(Math.max(...hidden)).toBeLessThan(9 * 24)
    expect(origin.requests.slice(-100).every(({ headers }) => headers['if-modified-since'] === undefined)).toBe(true)
  })
})

/** The ten newest of the items that appear one an hour. */
function listAt(hour: number): string {
  return Array.from({ length: 10 }, (_, n) => hour - n)
    .filter((item) => item >= 0)
    .join(' ')
}

function readInto(seen: Set<string>): (body: string) => number {
  return (body) => {
    const before = seen.size
    for (const item of body.split(' ')) seen.add(item)
    return seen.size - before
  }
}
