import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ParseError } from '../errors.ts'
import type { Feed } from '../model/feed.ts'
import { parseSitemap, type SitemapIndex } from './sitemap.ts'

const now = Date.UTC(2026, 2, 9, 12)
const url = 'https://harbour.example/news-sitemap.xml'
const bytesOf = (text: string) => new TextEncoder().encode(text)
const fixture = () => readFile(new URL('../../tests/fixtures/pages/news-sitemap.xml', import.meta.url))

function isFeed(result: Feed | SitemapIndex): asserts result is Feed {
  if ('index' in result) throw new Error('an index, not a feed')
}

async function feedFrom(bytes: Uint8Array): Promise<Feed> {
  const result = await parseSitemap(bytes, { url, now })
  isFeed(result)
  return result
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof ParseError ? error.code : String(error)
}

describe('parseSitemap', () => {
  test('reads the recent entries of a news sitemap, newest first, under any prefix', async () => {
    const { items, title, format } = await feedFrom(await fixture())
    expect(format).toBe('sitemap')
    expect(title?.value).toBe('Harbour Gazette')
    expect(items.map((item) => item.title?.value)).toEqual(['Bridge <opens>', 'The older piece & its title'])
    expect(items[0]).toMatchObject({
      url: 'https://harbour.example/2026/03/bridge?a=1&b=2',
      published: '2026-03-08T21:15:00+07:00',
      language: 'en',
      image: 'https://harbour.example/img/bridge.jpg',
      categories: [{ term: 'bridge' }, { term: 'ferries' }],
    })
    expect(items[1]).toMatchObject({ published: '2026-03-07T08:00:00Z', updated: '2026-03-07T10:00:00Z' })
  })

  test('says how many entries were too old', async () => {
    expect((await feedFrom(await fixture())).warnings).toEqual(['1 of 3 entries are old or without a date'])
  })

  test('unpacks gzip by its bytes, whatever it is called', async () => {
    expect((await feedFrom(gzipSync(await fixture()))).items).toHaveLength(2)
  })

  test('refuses a bomb and a broken archive', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '))
    expect(await codeOf(parseSitemap(bomb, { url, now }))).toBe('too-large')
    expect(await codeOf(parseSitemap(gzipSync(await fixture()).subarray(0, 200), { url, now }))).toBe('unreadable')
  })

  test('gives the sitemaps of an index, news first, then the last changed, without the old', async () => {
    const index = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>https://harbour.example/pages.xml</loc><lastmod>2026-03-01</lastmod></sitemap>
      <sitemap><loc>https://harbour.example/posts-9.xml</loc><lastmod>2026-03-09</lastmod></sitemap>
      <sitemap><loc>/sitemap-news.xml</loc></sitemap>
      <sitemap><loc>https://harbour.example/posts-8.xml</loc><lastmod>2026-03-05</lastmod></sitemap></sitemapindex>`
    expect(await parseSitemap(bytesOf(index), { url, now })).toEqual({
      index: [
        'https://harbour.example/sitemap-news.xml',
        'https://harbour.example/posts-9.xml',
        'https://harbour.example/posts-8.xml',
      ],
    })
  })

  test('keeps the entries before an end that is missing', async () => {
    const text = new TextDecoder().decode(await fixture())
    expect((await feedFrom(bytesOf(text.slice(0, text.indexOf('2025/12'))))).items).toHaveLength(2)
  })

  test('reads a plain list of URLs', async () => {
    const { items } = await feedFrom(bytesOf('https://harbour.example/a\nhttps://harbour.example/b\r\n'))
    expect(items.map((item) => item.url)).toEqual(['https://harbour.example/a', 'https://harbour.example/b'])
  })

  test('refuses what is no sitemap', async () => {
    expect(await codeOf(parseSitemap(bytesOf('<html><body>Not found</body></html>'), { url, now }))).toBe('not-a-feed')
    expect(await codeOf(parseSitemap(bytesOf(' \n'), { url, now }))).toBe('empty')
    expect(await codeOf(parseSitemap(new Uint8Array(), { url, now }))).toBe('empty')
  })

  test('never lists an address that is none', async () => {
    const { items } = await feedFrom(
      bytesOf(
        '<urlset><url><loc>javascript:alert(1)</loc></url><url><loc>https://harbour.example/ok</loc></url></urlset>',
      ),
    )
    expect(items.map((item) => item.url)).toEqual(['https://harbour.example/ok'])
  })

  test('a page that is named twice is one entry, as it was written last', async () => {
    const news = (title: string, date: string) =>
      `<url><loc>https://harbour.example/u/1</loc><news:news><news:publication_date>${date}</news:publication_date><news:title>${title}</news:title></news:news></url>`
    const day = new Date(now).toISOString().slice(0, 10)
    const both = `${news('Tram line goes on', `${day}T00:00:01Z`)}${news('Tram line goes on again', `${day}T00:00:02Z`)}`
    const feed = await feedFrom(
      bytesOf(`<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${both}</urlset>`),
    )
    expect(feed.items.map(({ title }) => title?.value)).toEqual(['Tram line goes on again'])
  })

  test('stops at its limit of entries', async () => {
    const pages = Array.from({ length: 6000 }, (_, n) => `<url><loc>https://harbour.example/${n}</loc></url>`)
    const many = `<urlset>${pages.join('')}</urlset>`
    const feed = await feedFrom(bytesOf(many))
    expect(feed.items).toHaveLength(5000)
    expect(feed.warnings).toContain('items over 5000')
  })

  test('throws nothing but ParseError, whatever it is given', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc
            .array(
              fc.constantFrom(
                '<urlset>',
                '<url>',
                '</url>',
                '<loc>',
                'https://a.example/',
                '</loc>',
                '<lastmod>',
                '2026-99-99',
                '<![CDATA[',
                ']]>',
                '&#0;',
                '<',
              ),
            )
            .map((parts) => `<urlset>${parts.join('')}`),
        ),
        async (text) => {
          await parseSitemap(bytesOf(text), { url, now }).catch((error: unknown) => {
            if (!(error instanceof ParseError)) throw error
          })
        },
      ),
    )
  })
})
