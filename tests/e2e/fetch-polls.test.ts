import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { closeAfterEach, httpOrigin, rawOrigin } from './fetch-origin.ts'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { rss } from './publisher.ts'

/** What one poll leaves for the next, by whole runs of Warta: what the server is asked, and what is published. */

closeAfterEach()

const T0 = Date.parse('2024-07-01T09:00:00Z')
const later = (hours: number) => new Date(T0 + hours * 3_600_000).toISOString()
const document = (...titles: readonly string[]) =>
  rss(
    'Alpha',
    titles.map((title) => ({ title, date: new Date(T0 - 3_600_000) })),
  )

const rooms: TestNewsroom[] = []
afterEach(() => {
  for (const room of rooms.splice(0)) room.remove()
})

function reading(source: string): TestNewsroom {
  const room = newsroom({
    'site.yaml': 'allowPrivate: [127.0.0.0/8]\n',
    'world.yaml': `title: World\nlanguage: en\nsources:\n  - ${source}\n`,
  })
  rooms.push(room)
  return room
}

const published = (room: TestNewsroom): readonly string[] =>
  (JSON.parse(room.read('world/feed.json')) as { items: readonly { title: string }[] }).items.map(({ title }) => title)
const failureOf = async (room: TestNewsroom): Promise<string | undefined> =>
  JSON.parse((await room.warta('status', '--json')).stdout).failure?.code
const conditions = (requests: readonly IncomingMessage[]) => requests.map(({ headers }) => headers['if-none-match'])

describe('a document that could not be read', () => {
  test.each([
    [
      'a sign-in page',
      'sign-in',
      { 'content-type': 'text/html' },
      '<html><title>Log in</title><form><input type="password"></form></html>',
    ],
    ['broken compression', 'encoding', { 'content-encoding': 'gzip' }, document('Two')],
    ['nothing', 'empty', {}, ''],
    ['another status', 'http-status', {}, document('Two')],
  ] as const)('M6 M42: %s leaves validators and entries as they were', async (_, code, headers, body) => {
    const origin = await httpOrigin((request, response) => {
      const status = code === 'http-status' ? 226 : 200
      if (origin.requests.length === 2) response.writeHead(status, { etag: '"2"', ...headers }).end(body)
      else if (request.headers['if-none-match'] === '"1"') response.writeHead(304, { etag: '"1"' }).end()
      else response.writeHead(200, { etag: '"1"' }).end(document('One'))
    })
    const room = reading(origin.url)
    await room.warta('run', '--now', later(0))
    await room.warta('run', '--now', later(2))
    expect(await failureOf(room)).toBe(code)
    expect(published(room)).toEqual(['One'])
    await room.warta('run', '--now', later(6))
    expect(await failureOf(room)).toBeUndefined()
    expect(conditions(origin.requests)).toEqual([undefined, '"1"', '"1"'])
    expect(origin.requests.at(-1)?.headers['accept-encoding']).toBe(code === 'encoding' ? 'identity' : 'gzip, br, zstd')
  })

  test('M41: one that ends with its connection before its own end is not believed', async () => {
    const asked: string[] = []
    const origin = await rawOrigin((socket) => {
      socket.once('data', (request) => {
        asked.push(/if-none-match: (.*)\r/i.exec(request.toString('latin1'))?.[1] ?? 'no condition')
        const cut = asked.length === 2
        const body = cut ? document('One', 'Two', 'Three').slice(0, -60) : document('One')
        socket.end(`HTTP/1.1 200 OK\r\netag: "${asked.length}"\r\n\r\n${body}`)
      })
    })
    const room = reading(origin.url)
    await room.warta('run', '--now', later(0))
    await room.warta('run', '--now', later(2))
    expect(await failureOf(room)).toBe('protocol')
    expect(published(room)).toEqual(['One'])
    await room.warta('run', '--now', later(6))
    expect(asked).toEqual(['no condition', '"1"', '"1"'])
  })
})

test('M6: of a document that its publisher cut short what is there is read, and the rest asked for without condition', async () => {
  const origin = await httpOrigin((_, response) => {
    const whole = document('One', 'Two', 'Three')
    response.writeHead(200, { etag: '"1"' }).end(origin.requests.length === 1 ? whole.slice(0, -60) : whole)
  })
  const room = reading(origin.url)
  await room.warta('run', '--now', later(0))
  expect(published(room)).toContain('One')
  await room.warta('run', '--now', later(2))
  expect(conditions(origin.requests)).toEqual([undefined, undefined])
  expect(published(room)).toContain('Three')
})

test('M8 M11: a body under another ETag is no news; after eight days of 304 one request has no condition', async () => {
  const origin = await httpOrigin((request, response) => {
    const etag = origin.requests.length === 1 ? '"1"' : '"2"'
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
    else response.writeHead(200, { etag }).end(document('One'))
  })
  const room = reading(origin.url)
  await room.warta('run', '--now', later(0))
  const before = await room.published()
  // The same body is not read again.
  expect((await room.warta('run', '--verbose', '--now', later(1))).stderr).toContain('not modified')
  for (const hours of [2, 24, 7 * 24, 9 * 24, 11 * 24]) await room.warta('run', '--now', later(hours))
  expect(conditions(origin.requests)).toEqual([undefined, '"1"', '"2"', '"2"', '"2"', undefined, '"2"'])
  expect(await room.published()).toEqual(before)
})

test('M12 M28 M33: at the address it has moved to a source is asked without condition, and without the headers of the old one', async () => {
  const target = await httpOrigin((_, response) => response.writeHead(200, { etag: '"1"' }).end(document('One')))
  const origin = await httpOrigin((_, response) => response.writeHead(301, { location: target.url }).end())
  const room = reading(`{ url: "${origin.url}", headers: { x-key: secret } }`)
  for (const hours of [0, 12, 25, 50]) await room.warta('run', '--now', later(hours))
  expect(origin.requests.map(({ headers }) => headers['x-key'])).toEqual(['secret', 'secret', 'secret'])
  expect(conditions(target.requests)).toEqual([undefined, '"1"', '"1"', undefined])
  expect(target.requests.every(({ headers }) => headers['x-key'] === undefined)).toBe(true)
  expect(published(room)).toEqual(['One'])
})
