import { gzipSync } from 'node:zlib'
import { setTimeout } from 'node:timers/promises'
import type { LookupFunction } from 'node:net'
import { describe, expect, test } from 'vitest'
import { fetchDocument } from '../../src/fetch/fetch-document.ts'
import { selfSigned } from './fetch-certificate.ts'
import { closeAfterEach, httpOrigin, httpsOrigin, rawOrigin, testClient } from './fetch-origin.ts'

closeAfterEach()

const HOUR = 3_600_000

/** Says the server has no such name, as the system would. */
const nowhere: LookupFunction = (name, _, callback) =>
  callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), '')

async function failureFor(status: number, headers: Record<string, string> = {}) {
  const origin = await httpOrigin((_, response) => response.writeHead(status, headers).end('<html>no</html>'))
  return await fetchDocument(testClient(), { url: origin.url }).then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('failures have names', () => {
  test('M37: a host that does not exist is dns', async () => {
    const failed = fetchDocument(testClient({ lookup: nowhere }), { url: 'http://nowhere.example/' })
    await expect(failed).rejects.toMatchObject({ code: 'dns', message: expect.stringContaining('no such host') })
  })

  test('M37: a closed port is connect', async () => {
    const origin = await httpOrigin((_, response) => response.end())
    const url = `http://127.0.0.9:${origin.port}/`
    await expect(fetchDocument(testClient(), { url })).rejects.toMatchObject({
      code: 'connect',
      message: expect.stringContaining('refused'),
    })
  })

  test('M37: a certificate that expired, is for another name, or of no known authority is tls, each in its words', async () => {
    const expired = selfSigned('127.0.0.1', -2)
    const other = selfSigned('other.example')
    const unknown = selfSigned('127.0.0.1')
    const cases = [
      [expired, expired.cert, 'expired'],
      [other, other.cert, 'another name'],
      [unknown, other.cert, 'by itself'],
    ] as const
    for (const [certificate, ca, words] of cases) {
      const origin = await httpsOrigin(certificate, (_, response) => response.end())
      const failed = fetchDocument(testClient({ tls: { ca } }), { url: origin.url })
      await expect(failed).rejects.toMatchObject({ code: 'tls', message: expect.stringContaining(words) })
    }
  })

  test('M37: TLS to a server that speaks none is tls or protocol, and never retried without', async () => {
    const origin = await httpOrigin((_, response) => response.end())
    await expect(fetchDocument(testClient(), { url: `https://127.0.0.1:${origin.port}/` })).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining('no TLS at this port'),
    })
    expect(origin.requests).toHaveLength(0)
  })

  test('a connection that is hung up on is connect or protocol, with the word of the system', async () => {
    const origin = await rawOrigin((socket) => socket.resetAndDestroy())
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({ name: 'FetchError' })
  })

  test.each([
    ['a connection that its server promises to keep is used again', 'keep-alive: timeout=60\r\n', 1],
    ['no request is risked on one that its server may be closing', '', 2],
  ])('%s', async (_, promise, connections) => {
    const origin = await rawOrigin((socket) => {
      socket.on('data', () => socket.write(`HTTP/1.1 200 OK\r\n${promise}content-length: 2\r\n\r\nok`))
    })
    const client = testClient()
    await fetchDocument(client, { url: origin.url })
    await setTimeout(1_300)
    await fetchDocument(client, { url: origin.url })
    expect(origin.connections()).toBe(connections)
  })

  test.each([401, 403, 404, 451, 500, 502, 503])('M35 M36: %d is http-status, asked once', async (status) => {
    const origin = await httpOrigin((_, response) => response.writeHead(status).end('no'))
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({
      code: 'http-status',
      status,
    })
    expect(origin.requests).toHaveLength(1)
  })

  test('M34: 410 is gone', async () => {
    expect(await failureFor(410)).toMatchObject({ code: 'gone', status: 410 })
  })

  test.each([
    [301, 'gone'],
    [308, 'gone'],
    [302, 'http-status'],
    [307, 'http-status'],
  ])(
    'M34: behind a %d it is %s: who sends us elsewhere for a while has not said that his own is gone',
    async (status, code) => {
      const origin = await httpOrigin(({ url }, response) => {
        if (url === '/gone') response.writeHead(410).end()
        else response.writeHead(status, { location: '/gone' }).end()
      })
      await expect(fetchDocument(testClient(), { url: `${origin.url}/` })).rejects.toMatchObject({ code, status: 410 })
    },
  )

  test.each([403, 503])('M35: %d with cf-mitigated is a challenge, named', async (status) => {
    expect(await failureFor(status, { 'cf-mitigated': 'challenge' })).toMatchObject({
      code: 'challenge',
      status,
      message: expect.stringContaining('blocked by Cloudflare'),
    })
  })

  test.each([
    [403, 'text/html', '<title>Just a moment...</title>', 'challenge'],
    [503, 'text/html; charset=utf-8', '<p>Enable it.</p><script>window._cf_chl_opt = {}</script>', 'challenge'],
    [403, 'text/html', '<title>Access Denied</title><a href="https://errors.edgesuite.net/18.1">', 'challenge'],
    [403, 'text/html', '<title>Forbidden</title><p>You may not list this folder.</p>', 'http-status'],
    [503, 'text/html', '<title>Please wait</title><p>We are moving house.</p>', 'http-status'],
    [403, 'text/html', `${' '.repeat(16 * 1024)}<title>Just a moment...</title>`, 'http-status'],
    [403, 'application/json', '{"page":"<title>Just a moment...</title>"}', 'http-status'],
    [404, 'text/html', '<title>Just a moment...</title>', 'http-status'],
  ])('M35: %d of %s that says %.50s is %s', async (status, type, page, code) => {
    for (const encoding of ['identity', 'gzip']) {
      const headers = { 'content-type': type, ...(encoding === 'gzip' ? { 'content-encoding': encoding } : {}) }
      const origin = await httpOrigin((_, response) =>
        response.writeHead(status, headers).end(encoding === 'gzip' ? gzipSync(page) : page),
      )
      await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({ code, status })
    }
  })

  test('M35: a 403 of a coding that is none is an http-status', async () => {
    const headers = { 'content-type': 'text/html', 'content-encoding': 'gzip' }
    expect(await failureFor(403, headers)).toMatchObject({ code: 'http-status', status: 403 })
  })

  test('M19: 429 says how long', async () => {
    expect(await failureFor(429, { 'retry-after': '3600' })).toMatchObject({
      code: 'rate-limited',
      status: 429,
      retryAfterMs: HOUR,
    })
  })

  test("M21: a date in Retry-After is measured by the server's own clock", async () => {
    const headers = { date: 'Wed, 21 Oct 2026 06:28:00 GMT', 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }
    expect(await failureFor(429, headers)).toMatchObject({ retryAfterMs: HOUR })
    const past = { date: 'Wed, 21 Oct 2026 08:28:00 GMT', 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }
    expect(await failureFor(429, past)).toMatchObject({ retryAfterMs: undefined })
  })

  test.each(['', 'soon', '-5', '1000000000000000', '0', '1.5'])('M22: Retry-After %j counts as none', async (value) => {
    expect(await failureFor(429, { 'retry-after': value })).toMatchObject({
      code: 'rate-limited',
      retryAfterMs: undefined,
    })
  })

  test('M23: of Retry-After and max-age on a 429 the longer counts', async () => {
    const headers = { 'retry-after': '60', 'cache-control': 'max-age=172800' }
    expect(await failureFor(429, headers)).toMatchObject({ retryAfterMs: 48 * HOUR })
    expect(await failureFor(429, { 'cache-control': 'max-age=172800' })).toMatchObject({ retryAfterMs: 48 * HOUR })
  })

  test('M24: a 503 says how long too', async () => {
    expect(await failureFor(503, { 'retry-after': '120' })).toMatchObject({
      code: 'http-status',
      status: 503,
      retryAfterMs: 120_000,
    })
  })

  test.each(['not a url', 'ftp://example.org/', '', 'http://', 'http://a b/', '//example.org/'])(
    'the URL %j is a FetchError',
    async (url) => {
      await expect(fetchDocument(testClient(), { url })).rejects.toMatchObject({ name: 'FetchError', code: 'protocol' })
    },
  )

  test('S30: a header no request can carry is a FetchError', async () => {
    const origin = await httpOrigin((_, response) => response.end())
    const failed = fetchDocument(testClient(), { url: origin.url, headers: { 'x-key': 'a\r\nb: c' } })
    await expect(failed).rejects.toMatchObject({ name: 'FetchError', code: 'protocol' })
    expect(origin.requests).toHaveLength(0)
  })
})

describe('what a request says', () => {
  test('M38 M39: who we are and what we read, and nothing else; cookies are not kept', async () => {
    const origin = await httpOrigin((_, response) => response.writeHead(200, { 'set-cookie': 'id=1; Path=/' }).end('x'))
    const client = testClient({ userAgent: 'Warta/1.2 (+https://news.example.org/)' })
    await fetchDocument(client, { url: `${origin.url}/feed?x=1`, accept: 'feed' })
    await fetchDocument(client, { url: `${origin.url}/feed?x=1`, accept: 'feed' })
    for (const { headers, url, method } of origin.requests) {
      expect(method).toBe('GET')
      expect(url).toBe('/feed?x=1')
      expect(headers).toEqual({
        host: `127.0.0.1:${origin.port}`,
        connection: 'keep-alive',
        'user-agent': 'Warta/1.2 (+https://news.example.org/)',
        accept: expect.stringMatching(/^application\/atom\+xml, application\/rss\+xml, .*\*\/\*;q=0\.\d$/),
        'accept-encoding': 'gzip, br, zstd',
      })
    }
  })

  test('M45: one request for one document: no HEAD, robots.txt, favicon or discovery', async () => {
    const origin = await httpOrigin((_, response) => response.end('<html><link rel="alternate" href="/feed"></html>'))
    await fetchDocument(testClient(), { url: `${origin.url}/feed` })
    expect(origin.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /feed'])
  })

  test('the kind of document decides what is asked for', async () => {
    const origin = await httpOrigin((_, response) => response.end('x'))
    const client = testClient()
    for (const accept of ['page', 'sitemap', 'list', 'any'] as const)
      await fetchDocument(client, { url: origin.url, accept })
    expect(origin.requests.map(({ headers }) => headers.accept?.split(',')[0])).toEqual([
      'text/html',
      'application/xml',
      'text/x-opml',
      '*/*',
    ])
  })
})

describe('what an answer says of asking again', () => {
  test.each([
    [{ 'cache-control': 'max-age=7200' }, { maxAgeMs: 2 * HOUR }],
    [
      { 'cache-control': 'public, MAX-AGE="600", s-maxage=9', age: '100' },
      { maxAgeMs: 600_000, ageMs: 100_000 },
    ],
    [{ 'cache-control': 'no-cache, max-age=600' }, { maxAgeMs: 0 }],
    [{ 'cache-control': ['public', 'max-age=7200'] }, { maxAgeMs: 2 * HOUR }],
    [{ 'cache-control': ['max-age=600', 'no-cache'] }, { maxAgeMs: 0 }],
    [{ 'cache-control': 'max-age=soon' }, {}],
    [{ 'cache-control': 'max-age=99999999999999999999' }, { maxAgeMs: 366 * 24 * HOUR }],
    [{ expires: '0' }, { expiresInMs: 0 }],
    [{ date: 'Wed, 21 Oct 2026 06:28:00 GMT', expires: 'Wed, 21 Oct 2026 07:28:00 GMT' }, { expiresInMs: HOUR }],
    [{ date: 'Wed, 21 Oct 2026 06:28:00 GMT', expires: 'Wed, 21 Oct 2020 07:28:00 GMT' }, { expiresInMs: 0 }],
    [{ date: 'Wednesday, 21-Oct-26 06:28:00 GMT', expires: 'Wed Oct 21 07:28:00 2026' }, { expiresInMs: HOUR }],
  ])('M14 M16: %j', async (headers, expected) => {
    const origin = await httpOrigin((_, response) => {
      response.sendDate = false
      response.writeHead(200, headers as Record<string, string | string[]>).end('x')
    })
    const { caching } = await fetchDocument(testClient(), { url: origin.url })
    const { serverDateOffsetMs: _, ...said } = caching
    expect(said).toEqual(expected)
  })

  test("the server's clock is compared with ours", async () => {
    const origin = await httpOrigin((_, response) =>
      response.writeHead(200, { date: 'Wed, 21 Oct 2026 06:28:00 GMT' }).end('x'),
    )
    const client = testClient({ clock: { now: () => Date.UTC(2026, 9, 21, 6, 27, 0) } })
    expect((await fetchDocument(client, { url: origin.url })).caching.serverDateOffsetMs).toBe(60_000)
  })
})
