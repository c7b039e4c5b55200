import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Edition } from '../../src/model/edition.ts'
import type { StatusReport } from '../../src/model/status.ts'
import { renderIndex, renderSection } from '../../src/publish/render-site.ts'
import { createApp } from '../../src/serve/app.ts'
import { type Listener, listen } from '../../src/serve/node-server.ts'
import { site } from '../fixtures/publish/edition.ts'
import { tricky } from '../fixtures/publish/tricky.ts'
import { newsroom } from './newsroom.ts'

/** The pages as a reader's browser shows them. CHROMIUM_PATH names the browser; SCREENSHOTS a folder for pictures. */

const editions: readonly Edition[] = [
  newsroom(60),
  newsroom(24, { slug: 'economy', title: 'Ekonomi', description: undefined as never }, 4),
  newsroom(12, { slug: 'arab', title: 'أخبار العالم', language: 'ar', description: 'من خمس قارات، بلغاتها' }, 2),
  newsroom(12, { slug: 'world', title: 'World', language: 'en', description: 'News from five continents' }, 1),
  newsroom(200, { slug: 'busy', title: 'Metropolitan' }, 3),
  newsroom(0, { slug: 'empty', title: 'Olahraga' }),
  newsroom(60, { slug: 'tricky', title: 'Aneka', entries: [...tricky.values()] }),
  newsroom(60, { slug: 'all', title: 'Semua' }),
].map(({ description, ...edition }) => (description === undefined ? edition : { ...edition, description }))
const context = { site, sections: editions.map(({ slug, title }) => ({ slug, title })), version: '0.1.0' }
const report: StatusReport = {
  version: '0.1.0',
  healthy: false,
  reasons: ['International: the gate “collapse” keeps the edition of 1 July'],
  sources: [
    {
      id: 'wire',
      name: 'Harbour Wire',
      url: 'https://wire.example.org/rss',
      sections: ['world'],
      state: 'ok',
      lastSuccess: 0,
      nextPoll: 9e5,
      why: 'changes about every 15 minutes',
    },
    {
      id: 'sahifa',
      name: 'صحيفة الميناء',
      url: 'https://sahifa.example.org/rss',
      sections: ['world'],
      state: 'failing',
      why: 'backing off',
      failure: { code: 'timeout', message: 'no answer within 30 s', since: 0 },
    },
  ],
  sections: [
    {
      slug: 'international',
      title: 'Internasional',
      entries: 60,
      updated: 0,
      gate: { name: 'collapse', detail: '60 → 9', since: 0 },
    },
  ],
}

// A grey picture: what a publisher's image server would answer.
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="214"><rect width="320" height="214" fill="#8a9aa8"/><circle cx="240" cy="60" r="28" fill="#e9d9a8"/><path d="M0 214 90 110l60 60 70-90 100 134z" fill="#4f6272"/></svg>'

let browser: Browser
let server: Listener
beforeAll(async () => {
  const executablePath = process.env['CHROMIUM_PATH']
  if (executablePath === undefined) throw new Error('CHROMIUM_PATH is not set')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const files = [...editions.flatMap((edition) => renderSection(edition, context)), ...renderIndex(editions, context)]
  const app = createApp({ site, clock: { now: () => Date.UTC(2024, 6, 1, 9) }, files, status: () => report })
  server = await listen(app, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const PHONE = { viewport: { width: 360, height: 740 } }
const DESKTOP = { viewport: { width: 1280, height: 900 } }

async function visit<T>(
  path: string,
  options: BrowserContextOptions,
  look: (page: Page, complaints: readonly string[]) => Promise<T>,
): Promise<T> {
  const session = await browser.newContext(options)
  try {
    await session.route(/^https:/, (route) => route.fulfill({ contentType: 'image/svg+xml', body: PICTURE }))
    const page = await session.newPage()
    const complaints: string[] = []
    // Only what the page itself did wrong; `favicon.ico` is the browser's own idea.
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
        complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(new URL(path, server.url).href)
    return await look(page, complaints)
  } finally {
    await session.close()
  }
}

const PAGES = [
  '/',
  '/international/',
  '/economy/',
  '/arab/',
  '/world/',
  '/empty/',
  '/tricky/',
  '/all/',
  '/busy/',
  '/busy/page-2.html',
  '/about/',
  '/embed/international/',
  '/404.html',
  '/-/status',
]

describe.each(PAGES)('%s', (path) => {
  test.each([
    ['a desktop', DESKTOP],
    ['a telephone', PHONE],
    ['a telephone at night', { ...PHONE, colorScheme: 'dark' as const }],
  ])('has no barrier that axe knows of and no error, on %s', async (_, options) => {
    const found = await visit(path, options, async (page, complaints) => {
      await page.evaluate(axe.source)
      for (const details of await page.locator('details').all())
        await details.evaluate((node) => node.setAttribute('open', ''))
      const violations = await page.evaluate(
        `axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.map((v) => [v.id, v.nodes.length, v.nodes[0].html, v.nodes[0].failureSummary]))`,
      )
      return [violations, complaints]
    })
    expect(found).toEqual([[], []])
  })

  test('fits a narrow telephone without scrolling sideways', async () => {
    const widths = await visit(path, { viewport: { width: 320, height: 600 } }, (page) =>
      page.evaluate('[document.documentElement.scrollWidth, innerWidth]'),
    )
    expect(widths).toEqual([320, 320])
  })

  test('is below 50 KB', async () => {
    const response = await fetch(new URL(path, server.url), { headers: { 'accept-encoding': 'identity' } })
    expect((await response.arrayBuffer()).byteLength).toBeLessThan(50_000)
  })
})

describe('a section page', () => {
  test('reads the same without scripts', async () => {
    const titles = await visit('/international/', { ...DESKTOP, javaScriptEnabled: false }, (page) =>
      page.locator('article h3').allInnerTexts(),
    )
    expect(titles).toHaveLength(60)
    expect(titles[0]).toBe('Delegasi tiba di Astana menjelang pertemuan puncak negara-negara Asia Tengah')
  })

  test('sets each entry in its own direction and language', async () => {
    const seen = await visit('/international/', DESKTOP, (page) =>
      page.evaluate(`[...document.querySelectorAll('article')].slice(0, 4).map((node) => {
        const heading = node.querySelector('h3')
        return [heading.closest('[lang]').lang, getComputedStyle(node).direction, getComputedStyle(heading).direction]
      })`),
    )
    expect(seen).toEqual([
      ['id', 'ltr', 'ltr'],
      ['en', 'ltr', 'ltr'],
      ['ar', 'rtl', 'rtl'],
      ['zh-Hans', 'ltr', 'ltr'],
    ])
  })

  test('shows dates in its language and zone', async () => {
    const [day, time] = await visit('/international/', DESKTOP, async (page) => [
      await page.locator('.day h2').first().innerText(),
      await page.locator('article time').first().innerText(),
    ])
    expect([day, time]).toEqual(['Senin, 1 Juli 2024', '15.53 WIB'])
  })

  test('runs nothing that a publisher wrote', async () => {
    const alarms = await visit('/tricky/', DESKTOP, async (page, complaints) => {
      await page.waitForTimeout(200)
      return [
        ...complaints,
        await page.evaluate(
          'document.querySelectorAll(\'main script, main [onerror], main [onclick], a[href^="javascript:"]\').length',
        ),
      ]
    })
    expect(alarms).toEqual([0])
  })

  test('can be walked through with the keyboard, from the skip link on', async () => {
    const focused = await visit('/international/', DESKTOP, async (page) => {
      await page.keyboard.press('Tab')
      const first = await page.evaluate('document.activeElement.className')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      return [first, await page.evaluate("document.activeElement.closest('main') !== null")]
    })
    expect(focused).toEqual(['skip', true])
  })

  test('may not be framed by another site, the embedded page may', async () => {
    const frames = ['embed/international/', 'international/'].map(
      (path) => `<iframe src="${server.url}${path}"></iframe>`,
    )
    const other = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(frames.join('')))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    try {
      const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
      const counts = await visit(address, DESKTOP, (page) =>
        Promise.all(
          page
            .frames()
            .slice(1)
            .map((frame) => frame.locator('main').count()),
        ),
      )
      expect(counts).toEqual([1, 0])
    } finally {
      other.close()
    }
  })
})

const folder = process.env['SCREENSHOTS']
test.skipIf(folder === undefined)('pictures are taken', async () => {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  const shots: readonly (readonly [string, string, BrowserContextOptions])[] = [
    ['section-desktop', '/international/', DESKTOP],
    ['section-desktop-dark', '/international/', { ...DESKTOP, colorScheme: 'dark' }],
    ['headlines-desktop', '/busy/page-2.html', DESKTOP],
    ['section-phone', '/international/', { ...PHONE, deviceScaleFactor: 2 }],
    ['section-phone-dark', '/international/', { ...PHONE, deviceScaleFactor: 2, colorScheme: 'dark' }],
    ['section-arabic', '/arab/', DESKTOP],
    ['section-arabic-phone', '/arab/', { ...PHONE, deviceScaleFactor: 2 }],
    ['front-desktop', '/', DESKTOP],
    ['front-phone', '/', { ...PHONE, deviceScaleFactor: 2 }],
    ['about', '/about/', DESKTOP],
    ['embed', '/embed/international/', { viewport: { width: 360, height: 480 } }],
    ['status', '/-/status', DESKTOP],
  ]
  for (const [name, path, options] of shots) {
    await visit(path, options, (page) => page.screenshot({ path: join(folder, `${name}.png`) }))
  }
})
