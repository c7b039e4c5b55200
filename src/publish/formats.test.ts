import Parser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import { edition, entry, site } from '../../tests/fixtures/publish/edition.ts'
import { tricky } from '../../tests/fixtures/publish/tricky.ts'
import type { Edition, EditionEntry } from '../model/edition.ts'
import type { Site } from '../model/section.ts'
import { renderAtom } from './atom.ts'
import { guardEdition } from './guard.ts'
import { renderJsonFeed } from './json-feed.ts'
import { feedLinks } from './links.ts'
import { renderRss } from './rss.ts'

type JsonItem = Record<string, unknown> & { id: string; title: string; url?: string; date_published: string }

function rendered(of: Edition, at: Site = site) {
  const safe = guardEdition(of).edition
  const links = feedLinks(safe, at, '0.1.0')
  const json = renderJsonFeed(safe, links)
  return {
    safe,
    rss: renderRss(safe, links),
    atom: renderAtom(safe, links),
    json,
    feed: JSON.parse(json) as Record<string, unknown> & { items: JsonItem[] },
  }
}

function one(over: Partial<EditionEntry>) {
  return rendered(edition({ entries: [entry(over)] }))
}

test('the JSON Feed says whence a text is dated and whom it credits', () => {
  const dateline = { place: 'Beijing', agency: 'Radio Bharata Online', credit: 'China Media Group (CMG)' }
  expect(one({ dateline }).feed.items[0]).toMatchObject({ _warta: { dateline } })
})

describe('the three formats', () => {
  test('are read back by an independent reader with the same ids, links, titles and dates', async () => {
    const { safe, rss, atom, feed } = rendered(edition({ entries: [...tricky.values()] }))
    const fromRss = await new Parser().parseString(rss)
    const fromAtom = await new Parser({ customFields: { item: ['id'] } }).parseString(atom)
    const squeezed = (text: string | undefined) => text?.replace(/\s+/g, ' ').trim()
    for (const [n, { id, url, title, published }] of safe.entries.entries()) {
      const at = new Date(published.at).toISOString()
      const want = [id, url, title, at]
      const a = fromRss.items[n]
      const b = fromAtom.items[n]
      const c = feed.items[n]
      expect([a?.guid, a?.link, squeezed(a?.title), a?.isoDate]).toEqual(want)
      expect([b?.id, b?.link, squeezed(b?.title), new Date(b?.pubDate ?? '').toISOString()]).toEqual(want)
      expect([c?.id, c?.url, c?.title, new Date(c?.date_published ?? '').toISOString()]).toEqual(want)
    }
    expect([fromRss.items.length, fromAtom.items.length, feed.items.length]).toEqual([
      tricky.size,
      tricky.size,
      tricky.size,
    ])
  })

  test('carry the same content, whatever stands in it', async () => {
    const { safe, rss, atom, feed } = rendered(edition({ entries: [...tricky.values()] }))
    const fromRss = await new Parser().parseString(rss)
    const fromAtom = await new Parser().parseString(atom)
    for (const [n, { content, url }] of safe.entries.entries()) {
      if (content === undefined) continue
      expect(fromRss.items[n]?.['content:encoded']).toBe(content.trim())
      expect(fromAtom.items[n]?.content).toBe(content.trim())
      expect(feed.items[n]?.['content_html']).toBe(content)
      expect(url).not.toBe('')
    }
  })

  test('say when the newest entry changed, never what the clock says', () => {
    const { rss, atom } = rendered(edition())
    expect(rss).toContain('<lastBuildDate>Mon, 01 Jul 2024 09:03:15 GMT</lastBuildDate>')
    expect(atom).toContain('<updated>2024-07-01T09:03:15Z</updated>\n<author>')
  })

  test('date an entry in GMT in RSS, with the publisher’s offset elsewhere, Z where none is known', () => {
    const { rss, atom, feed } = one({})
    expect(rss).toContain('<pubDate>Mon, 01 Jul 2024 08:53:15 GMT</pubDate>')
    expect(atom).toContain('<published>2024-07-01T15:53:15+07:00</published>')
    expect(feed.items[0]?.date_published).toBe('2024-07-01T15:53:15+07:00')
    const at = Date.UTC(2024, 6, 1, 8)
    expect(one({ published: { at } }).atom).toContain('<published>2024-07-01T08:00:00Z</published>')
    expect(one({ published: { at, offsetMinutes: -210 } }).atom).toContain(
      '<published>2024-07-01T04:30:00-03:30</published>',
    )
  })

  test('name the source of each entry, and link to it', () => {
    const { rss, atom, feed } = one({})
    expect(rss).toContain('<source url="https://portal.example.id/rss">Portal Contoh</source>')
    expect(atom).toMatch(
      /<source>\n<id>https:\/\/portal\.example\.id\/rss<\/id>\n<title>Portal Contoh<\/title>\n<updated>/,
    )
    expect(atom).toContain('<link rel="self" href="https://portal.example.id/rss"/>\n</source>')
    expect(feed.items[0]?.['_warta']).toMatchObject({
      source: {
        id: 'portal',
        name: 'Portal Contoh',
        url: 'https://portal.example.id/',
        feed: 'https://portal.example.id/rss',
      },
    })
  })

  test('keep what was merged visible, and what is related', () => {
    const also = [{ title: 'Summit opens', url: 'https://b.example/1', source: 'B', language: 'en' }]
    const related = [
      { title: 'Lain', url: 'https://a.example/2', date: { at: Date.UTC(2024, 0, 1), offsetMinutes: 420 } },
    ]
    const { atom, feed } = one({ also, related })
    expect(atom).toContain('<link rel="related" href="https://b.example/1" title="B: Summit opens" hreflang="en"/>')
    expect(atom).toContain('<link rel="related" href="https://a.example/2" title="Lain"/>')
    expect(feed.items[0]?.['_warta']).toMatchObject({
      also,
      related: [{ title: 'Lain', url: 'https://a.example/2', date: '2024-01-01T07:00:00+07:00' }],
    })
  })

  test('carry authors, categories, language, comments, image and licence', () => {
    const { rss, atom, feed } = one({
      authors: [{ name: 'Ana', url: 'https://ana.example/', email: 'ana@a.example' }, { name: 'Budi' }],
      categories: [{ term: 'pol', label: 'Politik' }, { term: 'asia' }],
      language: 'en',
      comments: { url: 'https://a.example/c', count: 7 },
      image: 'https://a.example/i.jpg',
      rights: 'CC-BY-4.0',
    })
    for (const part of [
      '<dc:creator>Ana</dc:creator>\n<dc:creator>Budi</dc:creator>',
      '<category>Politik</category>\n<category>asia</category>',
      '<dc:language>en</dc:language>',
      '<comments>https://a.example/c</comments>\n<slash:comments>7</slash:comments>',
      '<media:thumbnail url="https://a.example/i.jpg"/>',
      '<creativeCommons:license>https://creativecommons.org/licenses/by/4.0/</creativeCommons:license>',
    ]) {
      expect(rss).toContain(part)
    }
    for (const part of [
      '<entry xml:lang="en">',
      '<author><name>Ana</name>\n<uri>https://ana.example/</uri>\n<email>ana@a.example</email>\n</author>',
      '<category term="pol" label="Politik"/>',
      '<link rel="replies" type="text/html" href="https://a.example/c" thr:count="7"/>',
      '<media:thumbnail url="https://a.example/i.jpg"/>',
      '<rights>CC-BY-4.0</rights>\n<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/>',
    ]) {
      expect(atom).toContain(part)
    }
    expect(feed.items[0]).toMatchObject({
      authors: [{ name: 'Ana', url: 'https://ana.example/' }, { name: 'Budi' }],
      tags: ['Politik', 'asia'],
      language: 'en',
      image: 'https://a.example/i.jpg',
      _warta: { comments: { url: 'https://a.example/c', count: 7 }, rights: 'CC-BY-4.0' },
    })
  })

  test('put one enclosure into an RSS item, and all of them into Atom and JSON Feed', () => {
    const { rss, atom, feed } = one({
      enclosures: [
        { url: 'https://a.example/a.mp3', type: 'audio/mpeg', bytes: 12, seconds: 61 },
        { url: 'https://a.example/b.mp4', type: 'video/mp4' },
      ],
    })
    expect(rss.match(/<enclosure /g)).toHaveLength(1)
    expect(rss).toContain('<enclosure url="https://a.example/a.mp3" length="12" type="audio/mpeg"/>')
    expect(atom.match(/rel="enclosure"/g)).toHaveLength(2)
    expect(feed.items[0]?.['attachments']).toEqual([
      { url: 'https://a.example/a.mp3', mime_type: 'audio/mpeg', size_in_bytes: 12, duration_in_seconds: 61 },
      { url: 'https://a.example/b.mp4', mime_type: 'video/mp4' },
    ])
  })

  test('are complete when only titles are published', () => {
    const { rss, atom, feed } = one({ content: undefined, summary: undefined, url: undefined })
    expect(rss).not.toContain('<description></description>')
    expect(atom).toContain('<content type="html">KTT di Astana dibuka</content>')
    expect(feed.items[0]).toMatchObject({ content_text: 'KTT di Astana dibuka' })
  })

  test.each([
    [15, '15', 'hourly', '4'],
    [90, '90', 'daily', '16'],
    [2880, '2880', 'weekly', '4'],
  ])('tell the rhythm of %i minutes', (ttlMinutes, ttl, period, frequency) => {
    const { rss } = rendered(edition({ ttlMinutes }))
    expect(rss).toContain(
      `<ttl>${ttl}</ttl>\n<sy:updatePeriod>${period}</sy:updatePeriod>\n<sy:updateFrequency>${frequency}</sy:updateFrequency>`,
    )
  })

  test('name their hub where one is configured and the site has an address, and themselves always', () => {
    const hub = 'https://hub.example.org/'
    const { rss, atom, feed } = rendered(edition(), { ...site, hub })
    expect(rss).toContain(`<atom:link rel="hub" href="${hub}"/>`)
    expect(atom).toContain(`<link rel="hub" href="${hub}"/>`)
    expect(feed['hubs']).toEqual([{ type: 'WebSub', url: hub }])
    expect(rss).toContain('href="https://news.example.org/international/rss.xml"')
    expect(atom).toContain(
      '<link rel="self" type="application/atom+xml" href="https://news.example.org/international/atom.xml"/>',
    )
    expect(feed['feed_url']).toBe('https://news.example.org/international/feed.json')
    const without = rendered(edition(), { ...site, hub, url: undefined })
    expect(without.rss).not.toContain('rel="hub"')
    expect(without.rss).toContain('<link>http://127.0.0.1:8080/international/</link>')
  })

  test('keep Atom’s id when the site moves to another address', () => {
    const id = '<id>tag:news.example.org,2026:feed:international</id>'
    expect(rendered(edition()).atom).toContain(id)
    expect(rendered(edition(), { ...site, url: 'https://elsewhere.example/' }).atom).toContain(id)
  })
})
