import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { SiteFile } from '../model/site-file.ts'
import { type AppOptions, createApp } from './app.ts'
import { type Listener, type ListenOptions, listen } from './node-server.ts'

const site = { title: 'Kabar Dunia', url: undefined, hub: undefined, timezone: 'UTC' }
const rss: SiteFile = {
  path: 'world/rss.xml',
  body: `<rss>${'news '.repeat(1000)}</rss>`,
  contentType: 'application/rss+xml; charset=utf-8',
  kind: 'document',
}

const open: Listener[] = []
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await Promise.all(open.splice(0).map((listener) => listener.close()))
})

async function serve(options: Partial<ListenOptions> = {}, more: Partial<AppOptions> = {}): Promise<Listener> {
  const app = createApp({ site, clock: { now: () => Date.UTC(2024, 6, 1) }, files: [rss], ...more })
  const listener = await listen(app, { host: '127.0.0.1', port: 0, ...options })
  open.push(listener)
  return listener
}

function dial({ url }: Listener): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  sockets.push(socket)
  return socket
}

/** All that comes back on one connection for these bytes. */
async function say(listener: Listener, bytes: string): Promise<string> {
  const socket = dial(listener)
  socket.write(bytes, 'latin1')
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return text
}

const POLICY = /content-security-policy: default-src 'none'/i

describe('the server', () => {
  test('serves a file with GET and HEAD, and 304, over a socket', async () => {
    const listener = await serve()
    const response = await fetch(`${listener.url}world/rss.xml`)
    expect(await response.text()).toBe(rss.body)
    const etag = response.headers.get('etag') ?? ''
    const again = await fetch(`${listener.url}world/rss.xml`, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    const head = await fetch(`${listener.url}world/rss.xml`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  test('hands the heads of requests for machine routes on', async () => {
    const routes = [
      {
        prefix: '/-/websub/',
        handle: async ({ method, url, headers, body }: Request) =>
          Response.json({ method, path: new URL(url).pathname, agent: headers.get('user-agent'), body }),
      },
    ]
    const listener = await serve({}, { routes })
    const init = { method: 'POST', headers: { 'user-agent': 'hub' } }
    const asked = await (await fetch(`${listener.url}-/websub/1`, init)).json()
    expect(asked).toEqual({ method: 'POST', path: '/-/websub/1', agent: 'hub', body: null })
  })

  test.each([
    ['a path that is none', 'POST /-/nothing', '', 404],
    ['a method that is none', 'POST /-/status', '', 405],
    ['a host that is none of ours', 'POST /-/status', 'Host: other.example', 421],
    ['a page', 'GET /-/status', '', 200],
    ['the probe', 'GET /-/healthz', 'Host: 10.0.0.7', 200],
    ['a published file', 'GET /world/rss.xml', '', 200],
    ['a route of others', 'POST /-/websub/1', '', 200],
  ])('answers %s from the head, and closes instead of reading the body', async (_, line, host, status) => {
    const listener = await serve(
      {},
      {
        site: { ...site, url: 'https://news.example/' },
        status: () => ({ version: '1', healthy: true, reasons: [], sources: [], sections: [] }),
        routes: [{ prefix: '/-/websub/', handle: () => Promise.resolve(new Response('x')) }],
      },
    )
    const head = `${line} HTTP/1.1\r\n${host || 'Host: news.example'}\r\n`
    // None of these bodies ever ends: who waits for the end of one, answers 408 or nothing.
    for (const body of ['Content-Length: 3000000\r\n\r\nabc', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n']) {
      for (const expect100 of ['', 'Expect: 100-continue\r\n']) {
        const answer = await say(listener, `${head}${expect100}${body}`)
        expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
        expect(answer).toMatch(/^connection: close\r$/im)
      }
    }
  })

  test('answers so many requests on a connection, then ends it; those at once share one report', async () => {
    let reports = 0
    const status = async () => {
      reports += 1
      await new Promise((resolve) => setImmediate(resolve))
      return { version: '1', healthy: true, reasons: [], sources: [], sections: [] }
    }
    const listener = await serve({ maxRequests: 5 }, { status })
    const answers = await say(listener, 'GET /-/healthz HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(50))
    expect(answers.match(/^HTTP\/1\.1 200 /gm)).toHaveLength(5)
    expect(answers.match(/^connection: close\r$/gim)).toHaveLength(1)
    expect(reports).toBe(1)
  })

  test('says nothing of clients that leave in the middle of a body', async () => {
    const errors: unknown[] = []
    const routes = [{ prefix: '/-/websub/', handle: () => Promise.resolve(new Response('x')) }]
    const onError = (error: unknown) => errors.push(error)
    const listener = await serve({ onError }, { routes, onError })
    for (const path of ['/-/nothing', '/-/websub/1', '/-/healthz']) {
      const socket = dial(listener)
      socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab`)
      await new Promise((resolve) => socket.once('data', resolve))
      socket.destroy()
    }
    await fetch(`${listener.url}world/rss.xml`)
    expect(errors).toEqual([])
  })

  test('takes a whole address as the target, and its host for the host (RFC 9112, 3.2.2)', async () => {
    const listener = await serve()
    const asked = (target: string, host: string) =>
      say(listener, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    const plain = await asked('/world/rss.xml', 'a')
    expect(plain).toContain('200 OK')
    const body = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n'))
    expect(body(await asked('http://a/world/rss.xml', 'b'))).toBe(body(plain))
    expect(await asked('HTTP://a', 'a')).toMatch(/^HTTP\/1\.1 503 /)
    expect(await asked('http://', 'a')).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('ends a connection that asks and asks without reading, and goes on answering others', async () => {
    const bytes = 1 << 20
    const listener = await serve({ maxWaiting: 20 }, { files: [{ ...rss, body: 'x'.repeat(bytes) }] })
    const received = async (requests: number): Promise<number> => {
      const socket = dial(listener)
      let count = 0
      socket.on('data', (chunk) => {
        count += chunk.length
      })
      // Reset, where the end comes with something unread.
      const ended = new Promise((resolve) => socket.once('error', resolve).once('close', resolve))
      socket.write('GET /world/rss.xml HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(requests - 1))
      socket.write('GET /world/rss.xml HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
      await ended
      return count
    }
    expect(await received(15)).toBeGreaterThan(15 * bytes)
    expect(await received(200)).toBeLessThan(100 * bytes)
    expect((await fetch(`${listener.url}world/rss.xml`, { method: 'HEAD' })).status).toBe(200)
  })

  test.each([
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    ['not HTTP', 'hello\r\n\r\n', 400],
    ['an absolute target of another kind', 'GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['another HTTP', 'GET / HTTP/2.0\r\nHost: a\r\n\r\n', 400],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a tunnel', 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['an expectation', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: coffee\r\n\r\n', 417],
  ])('answers %s with our headers', async (_, bytes, status) => {
    const listener = await serve({ timeouts: { keepAliveMs: 50, checkEveryMs: 50 } })
    const answer = await say(listener, bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toMatch(POLICY)
    expect(answer).toMatch(/x-content-type-options: nosniff/i)
  })

  test('takes HTTP/1.0 without a Host', async () => {
    expect(await say(await serve(), 'GET /world/rss.xml HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('ends a request whose headers never come with 408', async () => {
    const listener = await serve({ timeouts: { headersMs: 100, checkEveryMs: 50 } })
    const answer = await say(listener, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow:')
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toMatch(POLICY)
  })

  test('closes a socket that says nothing', async () => {
    const listener = await serve({ timeouts: { idleSocketMs: 100 } })
    expect(await say(listener, '')).toBe('')
  })

  test('lets go of a client that does not read its answer', async () => {
    const large: SiteFile = {
      ...rss,
      body: Buffer.alloc(24 * 1024 * 1024, 'x'),
      contentType: 'application/octet-stream',
    }
    const listener = await serve({ readDeadlineMs: 200, timeouts: { checkEveryMs: 50 } }, { files: [large] })
    const socket = dial(listener)
    socket.on('error', () => {})
    socket.pause()
    socket.write('GET /world/rss.xml HTTP/1.1\r\nHost: a\r\n\r\n')
    // A byte now and then keeps the socket from being idle, and must not keep it for ever.
    const sip = setInterval(() => socket.read(1), 20)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    clearInterval(sip)
    let received = 0
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length
    })
    socket.resume()
    await new Promise((resolve) => socket.once('close', resolve))
    expect(received).toBeLessThan(24 * 1024 * 1024)
  })

  test('keeps answering with two hundred idle sockets open, and past its limit to none', async () => {
    const listener = await serve({ maxConnections: 210 })
    const idle = Array.from({ length: 200 }, () => dial(listener))
    await Promise.all(idle.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
    expect((await fetch(`${listener.url}world/rss.xml`, { headers: { connection: 'close' } })).status).toBe(200)
    for (let n = 0; n < 20; n += 1) idle.push(dial(listener))
    const dropped = await Promise.race(
      idle.slice(200).map((s) => new Promise((resolve) => s.once('close', () => resolve('closed')))),
    )
    expect(dropped).toBe('closed')
  })

  test('closes cleanly: the answer under way ends, idle connections go, nothing new is taken', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const routes = [{ prefix: '/-/slow', handle: () => gate.then(() => new Response('done')) }]
    const listener = await serve({}, { routes })
    await fetch(`${listener.url}world/rss.xml`)
    const under = fetch(`${listener.url}-/slow`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const closed = listener.close()
    release()
    expect(await (await under).text()).toBe('done')
    await closed
    await expect(fetch(`${listener.url}world/rss.xml`)).rejects.toThrow()
  })

  test('closes in time even when an answer never comes', async () => {
    const routes = [{ prefix: '/-/never', handle: () => new Promise<Response>(() => {}) }]
    const listener = await serve({ closeWithinMs: 100 }, { routes })
    const under = fetch(`${listener.url}-/never`).catch(() => 'cut')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await listener.close()
    expect(await under).toBe('cut')
  })

  test('says at once that an address is taken', async () => {
    const { url } = await serve()
    await expect(serve({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
