import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Feed, FeedItem } from '../../src/model/feed.ts'
import { normalizeFeed } from '../../src/normalize/normalize-feed.ts'
import { absoluteHtml } from '../../src/text/absolute-html.ts'
import { excerpt } from '../../src/text/excerpt.ts'
import { htmlToText } from '../../src/text/html-to-text.ts'
import { cleanText, xmlLegal } from '../../src/text/plain.ts'
import { absoluteUrl, publishedUrl, urlKey } from '../../src/text/url.ts'

const now = Date.UTC(2024, 6, 1)
const source = { id: 'radio', url: 'https://radio.example/feed.xml' }

const text = fc.oneof(
  fc.string({ maxLength: 20, unit: 'grapheme' }),
  fc.constantFrom(
    'Kata',
    '<b>tebal</b>',
    'A &amp; B',
    '',
    ' ',
    '\u0000\u202E\uD800',
    '3 < 4',
    '<p>Satu</p><p>dua',
    '👨‍👩‍👧‍👦',
  ),
)
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    '/a',
    '/a?utm_source=x',
    'b#c',
    'javascript:alert(1)',
    'https://radio.example/',
    '',
    '//cdn.example/x',
    'http://a"b',
    ' https://www.radio.example/a/ ',
  ),
)
const feedText = fc.record(
  { kind: fc.constantFrom('text' as const, 'html' as const), value: text, base: url },
  { requiredKeys: ['kind', 'value'] },
)
const item: fc.Arbitrary<FeedItem> = fc.record(
  {
    guid: fc.oneof(fc.constantFrom('1', '2', 'https://radio.example/a', ''), text),
    url,
    title: feedText,
    summary: feedText,
    content: feedText,
    published: fc.constantFrom('Mon, 01 Jul 2024 15:53:15 +0700', '2024-07-01', 'kemarin', 'x', '31 Feb 2024'),
    updated: fc.constantFrom('2024-07-01T10:00:00Z', 'x'),
    links: fc.constant([]),
    authors: fc.array(fc.record({ name: text, email: text, url }, { requiredKeys: [] }), { maxLength: 3 }),
    categories: fc.array(fc.record({ term: text, label: text }, { requiredKeys: ['term'] }), { maxLength: 3 }),
    enclosures: fc.array(fc.record({ url }), { maxLength: 3 }),
    media: fc.array(fc.record({ url }), { maxLength: 2 }),
    image: url,
    language: fc.constantFrom('id', 'EN_us', 'x', ''),
  },
  { requiredKeys: ['links', 'authors', 'categories', 'enclosures', 'media'] },
)
const feed: fc.Arbitrary<Feed> = fc.array(item, { maxLength: 8 }).map((items) => ({
  format: 'rss-2.0',
  encoding: 'utf-8',
  hubs: [],
  authors: [],
  rhythm: {},
  warnings: [],
  items,
}))

/** The entries as a parser would hand them over if we had published them. */
function again(entries: ReturnType<typeof normalizeFeed>['entries']): Feed {
  return {
    format: 'json-feed-1.1',
    encoding: 'utf-8',
    hubs: [],
    authors: [],
    rhythm: {},
    warnings: [],
    items: entries.map((entry): FeedItem => {
      const { summary, content } = entry.body
      return {
        ...(entry.guid === undefined ? {} : { guid: entry.guid }),
        ...(entry.url === undefined ? {} : { url: entry.url }),
        title: { kind: 'text', value: entry.title },
        ...(summary === undefined ? {} : { summary: { kind: 'html', value: summary } }),
        ...(content === undefined ? {} : { content: { kind: 'html', value: content } }),
        ...(entry.published === undefined ? {} : { published: new Date(entry.published.at).toISOString() }),
        ...(entry.updated === undefined ? {} : { updated: new Date(entry.updated.at).toISOString() }),
        links: [],
        authors: entry.authors,
        categories: entry.categories,
        enclosures: entry.enclosures,
        media: entry.media,
        ...(entry.image === undefined ? {} : { image: entry.image }),
        ...(entry.language === undefined ? {} : { language: entry.language }),
      }
    }),
  }
}

test('normalizing twice is normalizing once', () => {
  fc.assert(
    fc.property(feed, (written) => {
      // Guids that contradict links are settled by looking at all items, also at those that are then left out.
      const items = written.items.map((given, i) => (given.guid === undefined ? given : { ...given, guid: `${i}` }))
      const given = { ...written, items }
      const once = normalizeFeed(given, { source, now }).entries
      const twice = normalizeFeed(again(once), { source, now }).entries
      const shown = (entries: typeof once) =>
        entries.map(({ position: _, published, updated, ...entry }) => ({
          ...entry,
          published: published?.at,
          updated: updated?.at,
        }))
      expect(shown(twice)).toEqual(shown(once))
    }),
    { numRuns: 500 },
  )
})

test('every entry has one key, a title, and nothing but absolute links', () => {
  fc.assert(
    fc.property(feed, (given) => {
      const { entries, repeated } = normalizeFeed(given, { source, now })
      expect(new Set(entries.map((entry) => entry.key)).size).toBe(entries.length)
      expect(entries.length + repeated).toBeLessThanOrEqual(given.items.length)
      for (const entry of entries) {
        expect(entry.title).not.toBe('')
        expect(cleanText(entry.title)).toBe(entry.title)
        const links = [
          entry.url,
          entry.image,
          ...entry.enclosures.map((file) => file.url),
          ...entry.authors.map((author) => author.url),
        ]
        for (const link of links) if (link !== undefined) expect(absoluteUrl(link, undefined)).toBe(link)
      }
    }),
  )
})

test('what comes later in a document changes no key before it, unless it shares a guid or link', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.webUrl(), { minLength: 1, maxLength: 6 }), (urls) => {
      const keys = (list: readonly string[]) => {
        const items = list.map(
          (link): FeedItem => ({
            url: link,
            guid: link,
            title: { kind: 'text', value: link },
            links: [],
            authors: [],
            categories: [],
            enclosures: [],
            media: [],
          }),
        )
        return normalizeFeed({ ...again([]), items }, { source, now }).entries.map((entry) => entry.key)
      }
      expect(keys(urls).slice(0, urls.length - 1)).toEqual(keys(urls.slice(0, -1)))
    }),
  )
})

describe('text', () => {
  test('cleaning, dropping tracking, and making absolute need doing once only', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 50 }),
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        (raw, link) => {
          expect(cleanText(cleanText(raw))).toBe(cleanText(raw))
          expect(xmlLegal(xmlLegal(raw))).toBe(xmlLegal(raw))
          expect(publishedUrl(publishedUrl(link))).toBe(publishedUrl(link))
          expect(urlKey(publishedUrl(link))).toBe(urlKey(link))
          const html = `<p><a href="${link.replaceAll('"', '')}">x</a><img src=${raw.replace(/[\s<>"'=]/g, '')}></p>`
          const once = absoluteHtml(html, 'https://radio.example/a/b')
          expect(absoluteHtml(once, 'https://radio.example/a/b')).toBe(once)
        },
      ),
    )
  })

  test('an excerpt keeps its length and its graphemes', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
    const long = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.constantFrom(' ', '. ', '。', '\n', '👩🏽‍🚀', 'e\u0301', 'Tn. ', '3. '),
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(long, fc.integer({ min: 0, max: 60 }), (parts, maxChars) => {
        const whole = parts.join('')
        const cut = excerpt(whole, maxChars, 'id')
        expect(cut.length).toBeLessThanOrEqual(maxChars)
        const graphemes = new Set(
          [...segmenter.segment(whole.replace(/\s+/g, ' ').trim())].map(({ segment }) => segment),
        )
        for (const { segment } of segmenter.segment(cut.replace(/…$/, ''))) expect(graphemes).toContain(segment)
      }),
    )
  })

  test('markup of any kind is text in time that grows with its length only', () => {
    for (const piece of [
      '<',
      '<a ',
      '<a "',
      "<a '",
      '<!--',
      '<a href="x',
      '</',
      '<script>',
      '&',
      '&#',
      '<a x=">" ',
      '<p x=\'"',
      '<style><',
      '<![CDATA[',
      ']]>',
      '<textarea>',
    ]) {
      const html = piece.repeat(200_000)
      expect(htmlToText(html).length).toBeLessThanOrEqual(html.length)
      expect(absoluteHtml(html, 'https://radio.example/').length).toBeGreaterThan(0)
    }
  })
})
