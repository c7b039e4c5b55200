import { gunzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import type { SiteFile } from '../model/site-file.ts'
import type { StatusReport } from '../model/status.ts'
import { type AppOptions, createApp } from './app.ts'
import { statusJson } from './status-json.ts'

const NOW = Date.UTC(2024, 6, 1, 9)
const site = { title: 'Kabar Dunia', url: undefined, hub: undefined, timezone: 'Asia/Jakarta' }

function file(path: string, body: string, more: Partial<SiteFile> = {}): SiteFile {
  const contentType = path.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/rss+xml; charset=utf-8'
  return { path, body, contentType, kind: path.endsWith('.html') ? 'page' : 'document', ...more }
}

const LONG = `<rss>${'berita '.repeat(400)}</rss>`
const files = [
  file('index.html', '<p>front</p>'),
  file('international/index.html', '<p>page</p>'),
  file('international/rss.xml', LONG, { maxAgeSeconds: 1800 }),
  file('embed/international/index.html', '<p>embedded</p>'),
]

function app(more: Partial<AppOptions> = {}) {
  return createApp({ site, clock: { now: () => NOW }, files, ...more })
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Request {
  return new Request(`http://localhost:8080${path}`, { method, headers })
}

const CSP =
  "default-src 'none'; img-src https:; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

describe('the published site', () => {
  test('is served at its paths, folders by their page', async () => {
    const { handle } = app()
    expect(await (await handle(get('/'))).text()).toBe('<p>front</p>')
    expect(await (await handle(get('/international/'))).text()).toBe('<p>page</p>')
    expect(await (await handle(get('/international/index.html'))).text()).toBe('<p>page</p>')
    const feed = await handle(get('/international/rss.xml?utm=1'))
    expect(feed.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    expect(await feed.text()).toBe(LONG)
  })

  test('sends a folder without its slash to the folder, by a path of our own', async () => {
    const response = await app().handle(get('/international?next=//evil.test'))
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe('/international/')
  })

  test('carries validators, a lifetime from the rhythm, and leave for scripts of other sites on feeds alone', async () => {
    const { handle } = app()
    const feed = await handle(get('/international/rss.xml'))
    expect(feed.headers.get('etag')).toMatch(/^"[\w-]+"$/)
    expect(feed.headers.get('last-modified')).toBe('Mon, 01 Jul 2024 09:00:00 GMT')
    expect(feed.headers.get('cache-control')).toBe('public, max-age=1800')
    expect(feed.headers.get('access-control-allow-origin')).toBe('*')
    expect((await handle(get('/international/'))).headers.get('access-control-allow-origin')).toBeNull()
  })

  test('answers HEAD with the headers of GET and no body', async () => {
    const { handle } = app()
    const whole = await handle(get('/international/rss.xml'))
    const head = await handle(get('/international/rss.xml', {}, 'HEAD'))
    expect(await head.text()).toBe('')
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(whole.headers))
  })

  test('is compressed as the client takes it, each form with an ETag of its own', async () => {
    const { handle } = app()
    const seen = new Set<string | null>()
    for (const [accepted, coding] of [
      ['gzip', 'gzip'],
      ['gzip, br', 'br'],
      ['br;q=0, gzip;q=0.5', 'gzip'],
      ['br;q=0.1, gzip;q=1', 'gzip'],
      ['gzip;q=0, *', null],
      ['*', 'gzip'],
      ['gzip;q=0.5, identity', null],
      ['deflate', null],
      ['', null],
    ] as const) {
      const response = await handle(get('/international/rss.xml', { 'accept-encoding': accepted }))
      expect(response.headers.get('content-encoding')).toBe(coding)
      expect(response.headers.get('vary')).toBe('Accept-Encoding')
      seen.add(response.headers.get('etag'))
      if (coding === 'gzip') {
        expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(LONG)
      }
    }
    expect(seen.size).toBe(3)
  })

  test('says 304 to who has it: by tag, weak or strong, in any coding, by *, and by date', async () => {
    const { handle } = app()
    for (const coding of ['identity', 'gzip', 'br']) {
      const etag =
        (await handle(get('/international/rss.xml', { 'accept-encoding': coding }))).headers.get('etag') ?? ''
      for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, '*', etag.replaceAll('"', '')]) {
        for (const method of ['GET', 'HEAD']) {
          const headers = { 'accept-encoding': coding, 'if-none-match': condition }
          const response = await handle(get('/international/rss.xml', headers, method))
          expect(response.status).toBe(304)
          expect(response.headers.get('etag')).toBe(etag)
          expect(response.headers.get('cache-control')).toBe('public, max-age=1800')
          expect(response.headers.get('last-modified')).not.toBeNull()
          expect(response.headers.get('vary')).toBe('Accept-Encoding')
          expect(await response.text()).toBe('')
        }
      }
    }
    const by = async (date: string) =>
      (await handle(get('/international/rss.xml', { 'if-modified-since': date }))).status
    expect(await by('Mon, 01 Jul 2024 09:00:00 GMT')).toBe(304)
    expect(await by('Mon, 01 Jul 2024 08:59:59 GMT')).toBe(200)
    expect(await by('yesterday')).toBe(200)
  })

  test('lets a tag that does not match outweigh a date that does', async () => {
    const headers = { 'if-none-match': '"old"', 'if-modified-since': 'Mon, 01 Jul 2024 09:00:00 GMT' }
    expect((await app().handle(get('/international/rss.xml', headers))).status).toBe(200)
  })

  test('is replaced whole: what changed has a new tag and a later date, what did not keeps both', async () => {
    let now = NOW
    const { handle, replace } = app({ clock: { now: () => now } })
    const before = await handle(get('/international/rss.xml'))
    const page = await handle(get('/international/'))
    now += 400
    await replace([...files.slice(0, 2), file('international/rss.xml', `${LONG} `)])
    const after = await handle(get('/international/rss.xml'))
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    expect(Date.parse(after.headers.get('last-modified') ?? '')).toBeGreaterThan(
      Date.parse(before.headers.get('last-modified') ?? ''),
    )
    expect((await handle(get('/international/'))).headers.get('etag')).toBe(page.headers.get('etag'))
    expect((await handle(get('/embed/international/'))).status).toBe(404)
  })

  test('names itself and its hub in Link headers where there is a hub', async () => {
    const { handle } = app({ site: { ...site, url: 'https://news.example.org/', hub: 'https://hub.example.org/' } })
    const link = async (path: string) => (await handle(get(path))).headers.get('link')
    expect(await link('/international/rss.xml')).toBe(
      '<https://hub.example.org/>; rel="hub", <https://news.example.org/international/rss.xml>; rel="self"',
    )
    expect(await link('/international/')).toContain('<https://news.example.org/international/>; rel="self"')
  })
})

describe('a site whose address has a path', () => {
  const own = { ...site, url: 'https://radio.example.id/berita/' }
  const notHere = file('404.html', '<p>not here</p>')
  const { handle } = app({ site: own, files: [...files, notHere] })
  const got = async (path: string) => {
    const response = await handle(get(path))
    return [response.status, response.headers.get('location') ?? (await response.text())]
  }

  test('is served below that path, and at the root for a proxy that takes the path off', async () => {
    for (const under of ['', '/berita']) {
      expect(await got(`${under}/`)).toEqual([200, '<p>front</p>'])
      expect(await got(`${under}/international/`)).toEqual([200, '<p>page</p>'])
      expect(await got(`${under}/international/rss.xml?x=1`)).toEqual([200, LONG])
      expect(await got(`${under}/nothing`)).toEqual([404, '<p>not here</p>'])
      expect(await got(`${under}/-/healthz`)).toEqual([200, 'ok\n'])
      expect((await handle(get(`${under}/embed/international/`))).headers.get('content-security-policy')).toContain(
        'frame-ancestors *',
      )
    }
    expect(await got('/beritalain/')).toEqual([404, '<p>not here</p>'])
  })

  test('sends folders without their slash to the published address, by either way', async () => {
    expect(await got('/berita')).toEqual([308, '/berita/'])
    expect(await got('/berita/international')).toEqual([308, '/berita/international/'])
    expect(await got('/international')).toEqual([308, '/berita/international/'])
  })

  test('may have a section of that name: its published address holds', async () => {
    const section = [file('berita/index.html', '<p>section</p>'), file('berita/rss.xml', LONG)]
    const named = app({ site: own, files: [...files, ...section] })
    const text = async (path: string) => (await named.handle(get(path))).text()
    expect(await text('/berita/')).toBe('<p>front</p>')
    expect(await text('/berita/berita/')).toBe('<p>section</p>')
    expect(await text('/berita/rss.xml')).toBe(LONG)
  })

  test('says later, below its path too, before anything is published', async () => {
    const empty = app({ site: own, files: [] })
    expect([(await empty.handle(get('/'))).status, (await empty.handle(get('/berita/'))).status]).toEqual([503, 503])
  })
})

describe('every answer', () => {
  test('has a policy and nosniff, errors and machine routes too; only embed may be framed', async () => {
    const { handle } = app()
    for (const path of ['/', '/international/rss.xml', '/nothing', '/a%00b', '/-/healthz', '/-/status', '/-/x']) {
      const { headers } = await handle(get(path))
      expect(headers.get('content-security-policy')).toBe(CSP)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
    const embedded = await handle(get('/embed/international/'))
    expect(embedded.headers.get('content-security-policy')).toBe(CSP.replace("ancestors 'none'", 'ancestors *'))
  })

  test('lets pages load pictures and fonts of this site only where the operator brought some', async () => {
    const logo = file('theme/logo.svg', '<svg/>', { contentType: 'image/svg+xml' })
    const themed = app({ files: [...files, logo, file('404.html', '<p>not here</p>')] })
    for (const path of ['/', '/international/', '/theme/logo.svg', '/nothing', '/embed/international/']) {
      const policy = (await themed.handle(get(path))).headers.get('content-security-policy')
      expect(policy).toContain("img-src 'self' https:; font-src 'self'; style-src 'self'")
    }
    await themed.replace(files)
    expect((await themed.handle(get('/'))).headers.get('content-security-policy')).toBe(CSP)
    // A section may be named so, too.
    const section = app({ files: [...files, file('theme/rss.xml', LONG)] })
    expect((await section.handle(get('/'))).headers.get('content-security-policy')).toBe(CSP)
  })

  test.each([
    ['/../../etc/passwd', 404],
    ['/%2e%2e/', 200],
    ['/..%2f..%2f', 400],
    ['/..%5c', 400],
    ['/a%00b', 400],
    ['/%E0%A4%A', 400],
    ['/__proto__', 404],
    ['/constructor/', 404],
    ['/international/toString', 404],
  ])('to %s is %i, and nothing throws', async (path, status) => {
    const errors: unknown[] = []
    const response = await app({ onError: (error) => errors.push(error) }).handle(get(path))
    expect(response.status).toBe(status)
    expect(errors).toEqual([])
  })

  test.each(['*', '//evil/x', 'http://localhost/', 'evil.test:443', '/\\evil', '/a b', '/é'])(
    'to the raw target %s is 400',
    async (target) => {
      const head = { method: 'GET', target, host: 'localhost', acceptEncoding: undefined, ifNoneMatch: undefined }
      expect(await app().answer({ ...head, ifModifiedSince: undefined })).toMatchObject({ status: 400 })
    },
  )

  test('to an address that is none shows the site’s own page, where it has one', async () => {
    const { handle } = app({ files: [...files, file('404.html', '<p>not here</p>')] })
    const response = await handle(get('/world/nothing'))
    expect([response.status, await response.text()]).toEqual([404, '<p>not here</p>'])
    expect(response.headers.get('content-security-policy')).toBe(CSP)
    expect(await (await app().handle(get('/nothing'))).text()).toBe('Not found\n')
  })

  test('to the front page before anything is published is: later', async () => {
    const response = await app({ files: [] }).handle(get('/'))
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
  })

  test('refuses methods it has no use for and says which it has', async () => {
    const response = await app().handle(get('/international/rss.xml', {}, 'DELETE'))
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    const preflight = await app().handle(get('/international/rss.xml', {}, 'OPTIONS'))
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('If-None-Match')
  })
})

describe('the Host of a request', () => {
  const known = app({ site: { ...site, url: 'https://news.example.org/' } })
  test.each([
    ['news.example.org', 200],
    ['NEWS.example.org.:443', 200],
    ['127.0.0.1:8080', 200],
    ['evil.test', 421],
    ['news.example.org.evil.test', 421],
    ['127.0.0.1.evil.test', 421],
    ['news.example.org@evil.test', 421],
    ['', 421],
  ])('%s gets %i where the site has an address', async (host, status) => {
    expect((await known.handle(get('/', { host }))).status).toBe(status)
  })

  test('and what a proxy says of itself change no byte and no address (S29)', async () => {
    const forged = {
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'gopher',
      'x-forwarded-for': '6.6.6.6',
      forwarded: 'host=evil.test',
      'x-original-url': '/evil',
      'x-rewrite-url': '/evil',
    }
    const host = 'news.example.org'
    for (const path of ['/', '/international/rss.xml', '/international', '/nothing']) {
      const plain = await known.handle(get(path, { host }))
      const said = await known.handle(get(path, { host, ...forged }))
      expect([said.status, await said.text()]).toEqual([plain.status, await plain.text()])
      expect(Object.fromEntries(said.headers)).toEqual(Object.fromEntries(plain.headers))
      expect(JSON.stringify([...said.headers])).not.toContain('evil')
    }
  })

  test('does not matter while the site has no address, nor for a probe of health', async () => {
    expect((await app().handle(get('/', { host: '10.0.0.7:8080' }))).status).toBe(200)
    expect((await known.handle(get('/-/healthz', { host: '10.0.0.7:8080' }))).status).toBe(200)
  })
})

describe('the machine routes', () => {
  const bad = '<script>alert(1)</script>'
  const report: StatusReport = {
    version: '0.1.0',
    healthy: false,
    reasons: [`store: ${bad}`],
    sources: [
      {
        id: bad,
        name: bad,
        url: 'javascript:alert(1)',
        sections: [bad],
        state: 'failing',
        lastSuccess: NOW,
        nextPoll: NOW,
        why: bad,
        failure: { code: bad, message: `getaddrinfo ${bad}`, since: NOW },
        warnings: [bad],
      },
    ],
    sections: [{ slug: 'x', title: bad, entries: 3, gate: { name: bad, detail: bad, since: NOW } }],
  }

  test('escape whatever a publisher or an error says', async () => {
    const { handle } = app({ status: () => report })
    const page = await (await handle(get('/-/status'))).text()
    expect(page).not.toContain('<script')
    expect(page).not.toContain('href="javascript:')
    expect(page).toContain('&lt;script&gt;')
    expect(await (await handle(get('/-/status.json'))).json()).toEqual(JSON.parse(statusJson(report)))
    expect((await handle(get('/-/status.json'))).headers.get('content-type')).toContain('application/json')
  })

  test('is reported once a second at most, anew after a publication, and again at once after a failure', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      let made = 0
      const status = () => {
        made += 1
        if (made === 3) throw new Error('the store is gone')
        return report
      }
      const one = app({ status: async () => status() })
      const codes: number[] = []
      const ask = async (path: string) => codes.push((await one.handle(get(path))).status)
      await ask('/-/healthz')
      await ask('/-/status.json')
      vi.advanceTimersByTime(999)
      await ask('/-/status')
      expect(made).toBe(1)
      await one.replace(files)
      await ask('/-/status')
      expect(made).toBe(2)
      vi.advanceTimersByTime(1_000)
      await ask('/-/status')
      await ask('/-/status')
      expect([made, codes]).toEqual([4, [503, 200, 200, 200, 500, 200]])
    } finally {
      vi.useRealTimers()
    }
  })

  test('tell an unhealthy desk by 503 with the reasons, a healthy one by 200', async () => {
    const failing = await app({ status: () => report }).handle(get('/-/healthz'))
    expect(failing.status).toBe(503)
    expect(await failing.text()).toContain('store: ')
    const well = await app({ status: () => ({ ...report, healthy: true, reasons: [] }) }).handle(get('/-/healthz'))
    expect([well.status, await well.text()]).toEqual([200, 'ok\n'])
  })

  test('say 500 and no more when the status cannot be had', async () => {
    const errors: unknown[] = []
    const status = () => Promise.reject(new Error('secret path'))
    const response = await app({ status, onError: (error) => errors.push(error) }).handle(get('/-/status'))
    expect([response.status, await response.text()]).toEqual([500, 'Internal error\n'])
    expect(errors).toHaveLength(1)
  })

  test('move to a listener of their own, with the site staying behind', async () => {
    const publicApp = app({ status: () => report, part: 'site' })
    expect((await publicApp.handle(get('/-/status'))).status).toBe(404)
    expect((await publicApp.handle(get('/-/healthz'))).status).toBe(503)
    const admin = app({ status: () => report, part: 'admin' })
    expect((await admin.handle(get('/-/status'))).status).toBe(200)
    expect((await admin.handle(get('/international/'))).status).toBe(404)
  })

  test('hand metrics on, and routes of others with our headers added', async () => {
    const metrics = { contentType: 'text/plain; version=0.0.4', metrics: () => Promise.resolve('warta_polls 3\n') }
    const routes = [{ prefix: '/-/websub/', handle: () => Promise.resolve(new Response('challenge')) }]
    const { handle } = app({ metrics, routes })
    expect(await (await handle(get('/-/metrics'))).text()).toBe('warta_polls 3\n')
    const pushed = await handle(get('/-/websub/1', {}, 'POST'))
    expect([await pushed.text(), pushed.headers.get('content-security-policy')]).toEqual(['challenge', CSP])
  })
})
