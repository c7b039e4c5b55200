import { runInNewContext } from 'node:vm'
import { parseHTML } from 'linkedom'
import { describe, expect, test, vi } from 'vitest'
import { edition, entry, site } from '../../tests/fixtures/publish/edition.ts'
import { tricky } from '../../tests/fixtures/publish/tricky.ts'
import type { Edition } from '../model/edition.ts'
import { renderIndex, renderSection } from './render-site.ts'
import type { SiteContext } from './site-context.ts'

const context: SiteContext = {
  site,
  sections: [
    { slug: 'international', title: 'Internasional' },
    { slug: 'economy', title: 'Ekonomi' },
  ],
  version: '0.1.0',
}

function files(of: Edition, over: Partial<SiteContext> = {}): ReadonlyMap<string, string> {
  const at = { ...context, ...over }
  return new Map([...renderSection(of, at), ...renderIndex([of], at)].map(({ path, body }) => [path, String(body)]))
}

function page(of: Edition, path = 'international/index.html', over: Partial<SiteContext> = {}) {
  const text = files(of, over).get(path)
  if (text === undefined) throw new Error(`${path} was not rendered`)
  return { text, document: parseHTML(text).document }
}

const PAGES = ['international/index.html', 'index.html', 'about/index.html', 'embed/international/index.html']

describe('every page', () => {
  test.each(PAGES)('%s asks not to be listed, needs no script, and brings no style of its own', (path) => {
    const { document, text } = page(edition(), path)
    expect(document.querySelector('meta[name=robots]')?.getAttribute('content')).toBe('noindex')
    expect(document.querySelectorAll('script, style, [style], iframe')).toHaveLength(0)
    expect(text).toMatch(/^<!doctype html>\n<html lang="id" dir="ltr">/)
    expect(text).not.toContain('undefined')
  })

  test.each(PAGES)('%s links to our own files relatively, to others absolutely', (path) => {
    const { document } = page(edition(), path)
    for (const link of document.querySelectorAll('a[href], link[href]')) {
      const href = link.getAttribute('href') ?? ''
      if (link.getAttribute('rel') === 'canonical') continue
      expect(href).toMatch(/^(?:https:\/\/portal\.example\.id\/|mailto:|#|(?:\.\.?\/)*[a-z-]*[\w./?-]*$)/)
      expect(href).not.toMatch(/^\/|127\.0\.0\.1/)
    }
  })

  test.each(PAGES)('%s names its address as canonical where the site has one, and none otherwise', (path) => {
    const canonical = (at: SiteContext['site']) =>
      page(edition(), path, { site: at }).document.querySelector('link[rel=canonical]')?.getAttribute('href')
    expect(canonical(site)).toMatch(/^https:\/\/news\.example\.org\/(?:(?:international|about)\/)?$/)
    expect(canonical({ ...site, url: undefined })).toBeUndefined()
  })

  test.each(PAGES)('%s shows nothing of a publisher as markup', (path) => {
    const { document } = page(edition({ entries: [...tricky.values()] }), path)
    expect(
      document.querySelectorAll('script, [onerror], [onclick], [href^="javascript:"], svg, main iframe'),
    ).toHaveLength(0)
  })
})

describe('a section page', () => {
  test('shows each entry with its source, its author, its time, and a link to the original', () => {
    const { document } = page(edition())
    const article = document.querySelector('article')
    expect(article?.querySelector('h3 a')?.getAttribute('href')).toBe(
      'https://portal.example.id/international/ktt-astana',
    )
    expect(article?.querySelector('h3')?.textContent).toBe('KTT di Astana dibuka')
    expect(article?.querySelector('.source')?.textContent).toBe('Portal Contoh')
    expect(article?.querySelector('.p-author')?.textContent).toBe('Eko Satrio')
    expect(article?.querySelector('time')?.getAttribute('datetime')).toBe('2024-07-01T15:53:15+07:00')
    expect(article?.querySelector('time')?.textContent).toBe('15.53 WIB')
  })

  test('names a source once, also where it gives itself as author', () => {
    const named = entry({ authors: [{ name: 'Portal Contoh' }, { name: 'Ana' }] })
    const { document } = page(edition({ entries: [named] }))
    expect(document.querySelector('.p-author')?.textContent).toBe('Ana')
    expect(
      page(edition({ entries: [entry({ authors: [{ name: 'Portal Contoh' }] })] })).document.querySelector('.p-author'),
    ).toBeNull()
  })

  test('speaks the section’s language and keeps the site’s time', () => {
    expect(page(edition()).document.querySelector('.day h2')?.textContent).toBe('Senin, 1 Juli 2024')
    const english = page(edition({ language: 'en' }), undefined, {
      site: { ...site, timezone: 'Europe/London' },
    }).document
    expect(english.querySelector('.day h2')?.textContent).toBe('Monday, July 1, 2024')
    expect(english.querySelector('#subscribe')?.textContent).toBe('Subscribe')
    const arabic = page(edition({ language: 'ar' })).document
    expect(arabic.documentElement.getAttribute('dir')).toBe('rtl')
    expect(arabic.querySelector('aside')?.getAttribute('lang')).toBe('en')
    expect(arabic.querySelector('aside')?.getAttribute('dir')).toBe('ltr')
  })

  test('groups what its zone calls one day', () => {
    const at = (hour: number) => ({ at: Date.UTC(2024, 6, 1, hour) })
    const entries = [20, 16, 10].map((hour) => entry({ id: `tag:a:${hour}`, published: at(hour), updated: at(hour) }))
    const days = [...page(edition({ entries })).document.querySelectorAll('.day')]
    expect(days.map((day) => [day.querySelector('h2')?.textContent, day.querySelectorAll('article').length])).toEqual([
      ['Selasa, 2 Juli 2024', 1],
      ['Senin, 1 Juli 2024', 2],
    ])
  })

  test('gives an entry its own language and direction', () => {
    const { document } = page(edition({ entries: [entry({ language: 'ar', title: 'خبر' })] }))
    expect(document.querySelector('article')?.getAttribute('dir')).toBe('rtl')
    expect(document.querySelector('article h3')?.getAttribute('lang')).toBe('ar')
  })

  test('keeps visible who else reported', () => {
    const also = [{ title: 'Summit opens', url: 'https://b.example/1', source: 'B Wire', language: 'en' }]
    const details = page(edition({ entries: [entry({ also })] })).document.querySelector('details.also')
    expect(details?.querySelector('summary')?.textContent).toBe('Juga diberitakan oleh 1 sumber lain')
    expect(details?.querySelector('a')?.getAttribute('href')).toBe('https://b.example/1')
    expect(details?.textContent).toContain('B Wire')
  })

  test('leads to what is related, folded away', () => {
    const related = [{ title: 'Summit ends', url: 'https://b.example/2' }]
    const details = page(edition({ entries: [entry({ related })] })).document.querySelector('details.also')
    expect(details?.querySelector('summary')?.textContent).toBe('Terkait')
    expect(details?.querySelector('a')?.getAttribute('href')).toBe('https://b.example/2')
    expect(details?.querySelector('a')?.textContent).toBe('Summit ends')
  })

  test('loads no picture unless the entry brings one, and then lazily, telling the publisher nothing', () => {
    expect(page(edition()).document.querySelectorAll('img')).toHaveLength(0)
    const image = page(edition({ entries: [entry({ image: 'https://a.example/i.jpg' })] })).document.querySelector(
      'img',
    )
    expect([image?.getAttribute('loading'), image?.getAttribute('referrerpolicy')]).toEqual(['lazy', 'no-referrer'])
  })

  test.each(['international/index.html', 'index.html'])(
    '%s has no picture at http, which its policy keeps out; feeds have',
    (path) => {
      const open = edition({ entries: [entry({ image: 'http://a.example/i.jpg' })] })
      expect(page(open, path).document.querySelectorAll('img')).toHaveLength(0)
      expect(
        page(edition({ entries: [entry({ image: 'HTTPS://a.example/i.jpg' })] }), path).document.querySelectorAll(
          'img',
        ),
      ).toHaveLength(1)
      for (const feed of ['rss.xml', 'atom.xml', 'feed.json'])
        expect(files(open).get(`international/${feed}`)).toContain('http://a.example/i.jpg')
    },
  )

  test('has an anchor for each entry, never twice the same', () => {
    const entries = ['tag:a:x', 'tag:b:x', 'tag:c:X/x'].map((id) => entry({ id }))
    const ids = [...page(edition({ entries })).document.querySelectorAll('article')].map((node) => node.id)
    expect(new Set(ids).size).toBe(3)
  })

  test('goes on in pages of headlines, each below 50 KB, each leading to the next, each entry once', () => {
    const entries = Array.from({ length: 200 }, (_, n) =>
      entry({
        id: `tag:a:${n}`,
        url: `https://portal.example.id/international/2024/07/01/${'berita-'.repeat(10)}${n}`,
        title: `${'Присутствующие обсудили урожай и дороги. '.repeat(3)}${n}`,
        summary: 'Sidang membahas pangan dunia. '.repeat(12),
      }),
    )
    const all = files(edition({ entries }))
    const seen: string[] = []
    let name = 'index.html'
    let before: string | undefined
    for (;;) {
      const text = all.get(`international/${name}`) ?? ''
      expect(Buffer.byteLength(text)).toBeLessThan(50_000)
      const { document } = parseHTML(text)
      for (const node of document.querySelectorAll('article h3 a')) seen.push(node.getAttribute('href') ?? '')
      const back = document.querySelector('.turn a[rel=prev]')?.getAttribute('href')
      expect(back?.replace(/^\.\/$/, 'index.html')).toBe(before)
      const next = document.querySelector('.turn a[rel=next]')?.getAttribute('href')
      if (next === undefined || next === null) break
      before = name
      name = next
    }
    expect(seen).toEqual(entries.map(({ url }) => url))
    expect([...all.keys()].filter((path) => path.includes('page-')).length).toBe(Number(name.replace(/\D/g, '')) - 1)
  })

  test('shows all entries of the longest edition, and stays small', () => {
    const entries = Array.from({ length: 60 }, (_, n) =>
      entry({ id: `tag:a:${n}`, summary: 'Sidang membahas pangan dunia. '.repeat(12) }),
    )
    const { document, text } = page(edition({ entries }))
    expect(document.querySelectorAll('article')).toHaveLength(60)
    expect(Buffer.byteLength(text)).toBeLessThan(50_000)
  })

  test('says so when there is nothing yet', () => {
    expect(page(edition({ entries: [] })).document.querySelector('.empty')?.textContent).toBe(
      'Belum ada yang diterbitkan di sini.',
    )
  })

  test('tells how to subscribe and how to use it elsewhere, with addresses ready to copy', () => {
    const text = page(edition()).document.querySelector('aside')?.textContent ?? ''
    for (const name of ['international/rss.xml', 'international/atom.xml', 'international/feed.json', 'feeds.opml']) {
      expect(text).toContain(`https://news.example.org/${name}`)
    }
    expect(text).toContain('<iframe src="https://news.example.org/embed/international/"')
    expect(text).toContain("readfile('https://news.example.org/international/fragment.html')")
    expect(text).toMatch(/WordPress.*https:\/\/news\.example\.org\/international\/rss\.xml/s)
  })

  test('shows a script that lists the newest five in another page', async () => {
    const shown = edition({ entries: [entry(), entry({ id: 'tag:a:2', title: 'Tanpa tautan', url: undefined })] })
    const snippet = [...page(shown).document.querySelectorAll('pre')].map((pre) => pre.textContent ?? '')
    const [, list = '', script = ''] =
      /^(.*)\n<script>(.*)<\/script>$/s.exec(snippet.find((one) => one.includes('<script>')) ?? '') ?? []
    const { document } = parseHTML(`<html><body>${list}</body></html>`)
    const published = files(shown)
    const fetch = async (url: string) => ({ json: () => JSON.parse(published.get(url.slice(site.url?.length)) ?? '') })
    await runInNewContext(script, { document, fetch })
    await vi.waitFor(() => expect(document.querySelectorAll('#warta-international li')).toHaveLength(2))
    const links = [...document.querySelectorAll('#warta-international a')].map((a) => [
      a.getAttribute('href'),
      a.textContent,
    ])
    expect(links).toEqual([
      [entry().url, entry().title],
      [null, 'Tanpa tautan'],
    ])
    const [first] = document.querySelectorAll('#warta-international li')
    expect(first?.textContent).toBe(`${entry().title} — Portal Contoh`)
  })
})

describe('the pages about the site', () => {
  test('the front page leads to each section and its newest headlines', () => {
    const { document } = page(edition(), 'index.html')
    expect(document.querySelector('.front h2 a')?.getAttribute('href')).toBe('international/')
    expect(document.querySelector('.front h3')?.textContent).toBe('KTT di Astana dibuka')
    expect(document.querySelector('.front time')?.textContent).toBe('1 Jul, 15.53')
  })

  test('the front page stays below 50 KB however many sections there are, and leads to each', () => {
    for (const count of [1, 6, 20, 40, 120]) {
      const editions = Array.from({ length: count }, (_, n) =>
        edition({
          slug: `section-${n}`,
          title: `Rubrik ${n}`,
          entries: Array.from({ length: 8 }, (_none, k) =>
            entry({ id: `tag:a:${n}-${k}`, url: `https://portal.example.id/${'berita-'.repeat(12)}${k}` }),
          ),
        }),
      )
      const sections = editions.map(({ slug, title }) => ({ slug, title }))
      const index = renderIndex(editions, { ...context, sections }).find(({ path }) => path === 'index.html')
      expect(Buffer.byteLength(String(index?.body))).toBeLessThan(50_000)
      const { document } = parseHTML(String(index?.body))
      expect(document.querySelectorAll('.front h2 a')).toHaveLength(count)
      expect(document.querySelector('.front .empty')).toBeNull()
    }
  })

  test('the page for publishers says whom to write to and what is asked', () => {
    const sources = [{ name: 'Portal <b>', url: 'https://a.example/', feed: 'https://a.example/rss', everyMinutes: 90 }]
    const text = page(edition(), 'about/index.html', { sources }).document.querySelector('main')?.textContent ?? ''
    for (const part of ['editor@example.org', 'Portal <b>', 'https://a.example/rss', '90 menit sekali', '410']) {
      expect(text).toContain(part)
    }
  })

  test('a fragment is plain HTML with absolute links', () => {
    const fragment = files(edition()).get('international/fragment.html') ?? ''
    expect(fragment).toMatch(
      /^<section class="warta" lang="id" dir="ltr">\n<h2><a href="https:\/\/news\.example\.org\/international\/">/,
    )
    expect(fragment).toContain('<a href="https://portal.example.id/international/ktt-astana">KTT di Astana dibuka</a>')
  })

  test('an operator’s theme stands in place of ours, and gives the stylesheet another address', () => {
    const templates = { header: '<p id="own">{{site}}</p>\n', footer: '<p>© Radio</p>\n' }
    const theme = { templates, style: 'h1 { color: teal }', assets: [], digest: 'x' }
    const themed = files(edition(), { theme })
    const text = themed.get('international/index.html') ?? ''
    expect(text).toContain('<p id="own">Kabar Dunia</p>')
    expect(text).toContain(templates.footer)
    expect(themed.get('style.css')).toContain(theme.style)
    const address = (html: string) => /style\.css\?[0-9a-f]+/.exec(html)?.[0]
    expect(address(text)).not.toBe(address(page(edition()).text))
  })
})
