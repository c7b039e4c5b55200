import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { fetchDocument } from '../../src/fetch/fetch-document.ts'
import { createHostLimit } from '../../src/fetch/host-limit.ts'
import { closeAfterEach, httpOrigin, type Origin, rawOrigin, testClient } from './fetch-origin.ts'

closeAfterEach()

const tarpits: readonly (readonly [string, () => Promise<Origin>])[] = [
  ['a body of one byte now and then', () => dripping('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n', 'x')],
  ['a header line now and then', () => dripping('HTTP/1.1 200 OK\r\n', 'x: y\r\n')],
  ['an answer that never begins', () => rawOrigin(() => {})],
  ['a redirect whose body never ends', () => dripping('HTTP/1.1 302 Found\r\nlocation: /x\r\n\r\n', 'x')],
]

/** Sends `head` and then `piece` for ever. */
async function dripping(head: string, piece: string): Promise<Origin> {
  return await rawOrigin((socket) => {
    socket.write(head)
    const timer = setInterval(() => socket.write(piece), 50)
    socket.on('close', () => clearInterval(timer))
  })
}

describe('deadlines', () => {
  test.each(tarpits)('S11: %s ends at the deadline', async (_, open) => {
    const origin = await open()
    const failed = fetchDocument(testClient({ deadlineMs: 300 }), { url: origin.url })
    await expect(failed).rejects.toMatchObject({ name: 'FetchError', code: 'timeout' })
  })

  test('S11: a TLS peer that stays silent ends at the deadline, though its connection is still being made', async () => {
    let closed = 0
    const origin = await rawOrigin((socket) => {
      socket.on('close', () => {
        closed += 1
      })
      socket.resume()
    })
    const client = testClient({ deadlineMs: 300 })
    const failed = fetchDocument(client, { url: `https://127.0.0.1:${origin.port}/` })
    // Long before the connection itself would be given up, after ten seconds.
    const first = Promise.race([failed, pause(4_000, 'still waiting')])
    await expect(first).rejects.toMatchObject({ code: 'timeout' })
    expect({ accepted: origin.connections(), closed }).toEqual({ accepted: 1, closed: 0 })
    await client.close()
    await expect.poll(() => closed).toBe(1)
  })

  test('S11: an address that swallows connections ends at the deadline', async () => {
    // A listener that accepts nothing, its backlog filled: further connections get no answer.
    const blackhole = createServer({ pauseOnConnect: true }, () => {})
    await new Promise<void>((resolve) => blackhole.listen(0, '127.0.0.1', resolve))
    const { port } = blackhole.address() as AddressInfo
    const failed = fetchDocument(testClient({ deadlineMs: 300 }), { url: `http://127.0.0.1:${port}/` })
    await expect(failed).rejects.toMatchObject({ code: 'timeout' })
    blackhole.close()
  })

  test('S11: twenty tarpits cost twenty good sources on the same host nothing, and their places are freed', async () => {
    // The last of them ends before the deadline: its redirect is given up and then found to be a loop.
    const bad = await Promise.all(tarpits.slice(0, -1).map(([, open]) => open()))
    const good = await httpOrigin((_, response) => response.end('good'))
    const client = testClient({ deadlineMs: 2_500 })
    const limit = createHostLimit({
      gapMs: 2_000,
      isPrivate: () => true,
      clock: systemClock,
      states: [],
      concurrency: 8,
    })
    const ended: string[] = []
    const ask = (name: string, url: string) =>
      limit.schedule(url, () =>
        fetchDocument(client, { url }).then(
          () => ended.push(name),
          () => ended.push(name),
        ),
      )
    const all = Array.from({ length: 20 }, (_, n) => [
      ask('bad', `${bad[n % bad.length]?.url}/${n}`),
      ask('good', `${good.url}/${n}`),
    ]).flat()
    await Promise.all(all)
    expect(ended.slice(0, 20)).toEqual(Array(20).fill('good'))
    expect(ended).toHaveLength(40)
  })

  test('the caller may end a request before its deadline', async () => {
    const origin = await rawOrigin(() => {})
    const stop = new AbortController()
    const failed = fetchDocument(testClient(), { url: origin.url, signal: stop.signal })
    setTimeout(() => stop.abort(), 20)
    await expect(failed).rejects.toMatchObject({ code: 'timeout', message: expect.stringContaining('stopped') })
    const late = fetchDocument(testClient(), { url: origin.url, signal: AbortSignal.abort() })
    await expect(late).rejects.toMatchObject({ code: 'timeout' })
  })

  test('a failure whose text never comes is told at once', async () => {
    const origin = await dripping('HTTP/1.1 404 Not Found\r\ncontent-length: 100000\r\n\r\n', 'x')
    await expect(fetchDocument(testClient({ deadlineMs: 8_000 }), { url: origin.url })).rejects.toMatchObject({
      status: 404,
    })
  })

  test('M51: of two addresses one is dead, and the other is used', async () => {
    const origin = await httpOrigin((_, response) => response.end('alive'))
    const client = testClient({
      lookup: (_, __, callback) =>
        callback(null, [
          // Nothing listens there; the system refuses at once or never answers, and neither is a failure of the source.
          { address: '127.9.9.9', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]),
    })
    expect(await fetchDocument(client, { url: `http://two.example:${origin.port}/` })).toMatchObject({
      body: Buffer.from('alive'),
    })
  })

  test('M51: an address that never answers is passed over within a second', async () => {
    const origin = await httpOrigin((_, response) => response.end('alive'))
    const client = testClient({
      deadlineMs: 2_000,
      allowPrivate: ['127.0.0.0/8', '192.0.2.0/24'],
      lookup: (_, __, callback) =>
        callback(null, [
          // TEST-NET-1 (RFC 5737): routed nowhere.
          { address: '192.0.2.1', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]),
    })
    expect(await fetchDocument(client, { url: `http://two.example:${origin.port}/` })).toMatchObject({
      body: Buffer.from('alive'),
    })
  })
})
