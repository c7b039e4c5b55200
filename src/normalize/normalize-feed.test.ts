import { describe, expect, test, vi } from 'vitest'
import type { Feed, FeedItem } from '../model/feed.ts'
import { normalizeFeed, normalizeInPieces } from './normalize-feed.ts'

const now = Date.UTC(2024, 6, 1, 9)
const source = { id: 'radio', url: 'https://radio.example/feed.xml' }

function item(more: Partial<FeedItem>): FeedItem {
  return { links: [], authors: [], categories: [], enclosures: [], media: [], ...more }
}

function feed(items: readonly FeedItem[], more: Partial<Feed> = {}): Feed {
  return { format: 'rss-2.0', encoding: 'utf-8', hubs: [], authors: [], rhythm: {}, items, warnings: [], ...more }
}

function entriesOf(...items: readonly FeedItem[]) {
  return normalizeFeed(feed(items), { source, now }).entries
}

function one(more: Partial<FeedItem>) {
  const [entry] = entriesOf(item({ guid: '1', ...more }))
  if (entry === undefined) throw new Error('no entry')
  return entry
}

describe('titles', () => {
  test('markup becomes text, text stays literal', () => {
    expect(one({ title: { kind: 'html', value: '<b>A</b>T&amp;T\n news' } }).title).toBe('AT&T news')
    expect(one({ title: { kind: 'text', value: 'The <b> tag &amp; more' } }).title).toBe('The <b> tag &amp; more')
  })

  test('an entry without title is named by the beginning of its text', () => {
    const value = '<p>Gempa mengguncang Jakarta.</p><p>Tidak ada korban.</p>'
    expect(one({ summary: { kind: 'html', value } }).title).toBe('Gempa mengguncang Jakarta. Tidak ada korban.')
  })

  test('a title that shows nothing is none', () => {
    const summary = { kind: 'text', value: 'Ships are back.' } as const
    for (const value of ['\u200F\u200E', '\u200B\u200B', '\u2060', '\u00AD', '\u3164', '\u2800']) {
      expect(one({ title: { kind: 'text', value }, summary }).title).toBe('Ships are back.')
    }
    for (const value of ['&#0;', '&#xFFFD; &#1;']) {
      expect(one({ title: { kind: 'html', value, base: 'https://radio.example/' }, summary }).title).toBe(
        'Ships are back.',
      )
    }
    const unseen = { kind: 'text', value: '\u200B\u200F' } as const
    expect(one({ title: unseen, summary: unseen, url: 'https://radio.example/a' }).title).toBe(
      'https://radio.example/a',
    )
  })

  test('an entry without title and text is named by its file or address', () => {
    expect(one({ enclosures: [{ url: 'https://radio.example/a/siaran.mp3?x=1' }] }).title).toBe('siaran.mp3')
    expect(one({ url: 'https://radio.example/a' }).title).toBe('https://radio.example/a')
  })

  test('an item that says nothing at all is no entry', () => {
    expect(entriesOf(item({}))).toEqual([])
  })
})

describe('links', () => {
  test('the link is absolute and free of tracking', () => {
    expect(one({ url: '/berita/1?utm_source=rss' }).url).toBe('https://radio.example/berita/1')
    expect(one({ url: 'javascript:alert(1)', title: { kind: 'text', value: 'x' } }).url).toBeUndefined()
  })

  test('links in a body are resolved against the base of their text', () => {
    const value = '<a href="x">x</a><img src="/i.png" srcset="a.png 1x, b.png 2x"><video poster=p.jpg></video>'
    expect(one({ content: { kind: 'html', value, base: 'https://cdn.example/d/' } }).body.content).toBe(
      '<a href="https://cdn.example/d/x">x</a><img src="https://cdn.example/i.png" ' +
        'srcset="https://cdn.example/d/a.png 1x, https://cdn.example/d/b.png 2x"><video poster="https://cdn.example/d/p.jpg"></video>',
    )
  })

  test('a mere fragment leads to the piece, not to the feed', () => {
    const { body } = one({
      url: '/a',
      content: { kind: 'html', value: '<a href="#fn1">1</a>', base: 'https://radio.example/feed.xml' },
    })
    expect(body.content).toBe('<a href="https://radio.example/a#fn1">1</a>')
  })

  test('plain text becomes HTML without becoming markup', () => {
    expect(one({ content: { kind: 'text', value: 'a <b>\nc\n\nd & e' } }).body.content).toBe(
      '<p>a &lt;b&gt;<br />c</p><p>d &amp; e</p>',
    )
  })
})

describe('dates', () => {
  test('published is taken before created, created before updated', () => {
    const [a, b, c] = ['2024-06-01T00:00:00Z', '2024-06-02T00:00:00Z', '2024-06-03T00:00:00Z'] as const
    expect(one({ published: a, created: b, updated: c, title: { kind: 'text', value: 't' } })).toMatchObject({
      published: { at: Date.parse(a), confidence: 'high', from: 'feed' },
      updated: { at: Date.parse(c) },
    })
    expect(one({ published: 'soon', created: b, url: '/a' }).published?.at).toBe(Date.parse(b))
    expect(one({ updated: c, url: '/a' }).published?.at).toBe(Date.parse(c))
    expect(one({ published: 'NaN-NaN', url: '/a' }).published).toBeUndefined()
  })

  test('where a hundred are none, only those in the form of a standard are looked at', () => {
    const dated = (published: string, guid: string) => item({ guid, url: `/${guid}`, published })
    const nonsense = Array.from({ length: 100 }, (_, at) => dated(`${at} mar jan sol`, `n${at}`))
    const [human, standard] = ['1 Juli 2024', '2024-07-01T09:00:00Z']
    const entries = entriesOf(dated(human, 'before'), ...nonsense, dated(human, 'behind'), dated(standard, 'last'))
    const known = entries.filter(({ published }) => published !== undefined).map(({ guid }) => guid)
    expect(known).toEqual(['before', 'last'])
  })
})

describe('people, categories, files', () => {
  test('each author is named once, with all that is known', () => {
    const authors = [
      { name: ' Eko  Satrio ' },
      { name: 'eko satrio', email: 'eko@radio.example' },
      { email: 'b@radio.example' },
    ]
    expect(one({ url: '/a', authors }).authors).toEqual([
      { name: 'Eko Satrio', email: 'eko@radio.example' },
      { name: 'b@radio.example', email: 'b@radio.example' },
    ])
  })

  test('a file without http address is no attachment, a repeated one is one', () => {
    const enclosures = [{ url: 'a.mp3', type: 'audio/mpeg' }, { url: 'data:x' }, { url: 'https://radio.example/a.mp3' }]
    expect(one({ url: '/a', enclosures }).enclosures).toEqual([
      { url: 'https://radio.example/a.mp3', type: 'audio/mpeg' },
    ])
  })
})

describe('languages', () => {
  test('the entry says, else the feed, else the source', () => {
    const items = [item({ url: '/1', language: 'AR_eg' }), item({ url: '/2' })]
    const languages = (more: Partial<Feed>, language?: string) =>
      normalizeFeed(feed(items, more), { source: { ...source, language }, now }).entries.map((entry) => entry.language)
    expect(languages({ language: 'in-id' }, 'en')).toEqual(['ar-EG', 'id-ID'])
    expect(languages({}, 'en')).toEqual(['ar-EG', 'en'])
    expect(languages({})).toEqual(['ar-EG', undefined])
  })
})

describe('identity', () => {
  const text = (value: string) => ({ kind: 'text' as const, value })

  test('a guid belongs to its source', () => {
    const items = [item({ guid: 'g', url: '/a' })]
    const other = normalizeFeed(feed(items), { source: { ...source, id: 'other' }, now }).entries[0]
    expect(entriesOf(...items)[0]?.key).not.toBe(other?.key)
    expect(entriesOf(...items)[0]?.key).toMatch(/^[\w-]{22}$/)
  })

  test('the guid identifies, whatever link and title become', () => {
    expect(one({ guid: 'g', url: '/a', title: text('A') }).key).toBe(
      one({ guid: 'g', url: '/b', title: text('B') }).key,
    )
  })

  test('of two items with one guid the first is kept', () => {
    const items = [
      item({ guid: 'g', url: '/a', title: text('New') }),
      item({ guid: 'g', url: '/a', title: text('Old') }),
    ]
    const normalized = normalizeFeed(feed(items), { source, now })
    expect(normalized.entries.map((entry) => entry.title)).toEqual(['New'])
    expect(normalized.repeated).toBe(1)
  })

  test('a guid that all items share identifies none of them', () => {
    const items = [1, 2, 3].map((n) => item({ guid: 'same', url: `/${n}`, title: text(`T${n}`) }))
    const entries = entriesOf(...items)
    expect(entries.map((entry) => entry.title)).toEqual(['T1', 'T2', 'T3'])
    expect(entries[0]?.key).toBe(entriesOf(item({ url: '/1', title: text('T1') }))[0]?.key)
  })

  test('without guid the link identifies, unless it is that of the site', () => {
    expect(one({ guid: '', url: 'http://www.radio.example/a/?utm_source=x' }).key).toBe(
      one({ guid: '', url: '/a' }).key,
    )
    const home = { homeUrl: 'https://radio.example/' }
    const items = [1, 2].map((n) => item({ url: 'https://radio.example', title: text(`T${n}`) }))
    expect(normalizeFeed(feed(items, home), { source, now }).entries).toHaveLength(2)
  })
})

describe('the fingerprint', () => {
  test('changes with title, text and link, not with markup, dates, counts or tracking', () => {
    const base = {
      url: '/a?utm_source=x',
      title: { kind: 'html', value: 'T' },
      content: { kind: 'html', value: '<p>One</p> <p>two</p>' },
    } as const
    const { fingerprint } = one(base)
    expect(one({ ...base, url: '/a', published: '2024-07-01', comments: { count: 7 } }).fingerprint).toBe(fingerprint)
    expect(one({ ...base, content: { kind: 'html', value: '<div class=x>One<br>two</div>' } }).fingerprint).toBe(
      fingerprint,
    )
    expect(one({ ...base, content: { kind: 'html', value: '<p>One two three</p>' } }).fingerprint).not.toBe(fingerprint)
    expect(one({ ...base, title: { kind: 'html', value: 'U' } }).fingerprint).not.toBe(fingerprint)
    expect(one({ ...base, url: '/b' }).fingerprint).not.toBe(fingerprint)
  })
})

describe('what is shown of an entry', () => {
  test('carries no control characters and no made-up types', () => {
    const entry = one({
      url: '/a',
      title: { kind: 'text', value: 'A\u0000B\u202E' },
      enclosures: [
        { url: 'a.mp3', type: ' Audio/MPEG; codecs=x ' },
        { url: 'b.mp3', type: '"><script>' },
      ],
      media: [{ url: 'c.jpg', credit: 'Foto:\n\u0008Ana', width: 5 }],
      dateline: { place: ' Beijing\u0000 ', agency: ' ' },
      categories: [{ term: 'Dunia\u0007' }, { term: ' ' }],
    })
    expect(entry).toMatchObject({
      title: 'AB',
      enclosures: [{ url: 'https://radio.example/a.mp3', type: 'audio/mpeg' }, { url: 'https://radio.example/b.mp3' }],
      media: [{ url: 'https://radio.example/c.jpg', credit: 'Foto: Ana', width: 5 }],
      dateline: { place: 'Beijing' },
      categories: [{ term: 'Dunia' }],
    })
    expect(entry.enclosures[1]).not.toHaveProperty('type')
    expect(entry.dateline).not.toHaveProperty('agency')
  })

  test('is bounded, whatever comes in', () => {
    const many = <T>(value: (n: number) => T) => Array.from({ length: 2000 }, (_, n) => value(n))
    const entry = one({
      url: '/a',
      title: { kind: 'html', value: 'Judul panjang. '.repeat(700_000) },
      authors: many((n) => ({ name: `Penulis ${n}` })),
      categories: many((n) => ({ term: `Kategori ${n}` })),
      enclosures: many((n) => ({ url: `/${n}.mp3` })),
    })
    expect(entry.title.length).toBeLessThanOrEqual(1000)
    expect([entry.authors.length, entry.categories.length, entry.enclosures.length]).toEqual([50, 100, 100])
  })
})

test('a large document is normalized in pieces as whole, with work of others between', async () => {
  const value = `<p>${'Hujan turun di utara. '.repeat(40)}<a href="/peta">Peta</a></p>`
  const items = Array.from({ length: 3_000 }, (_, n) =>
    item({ guid: `${n}`, url: `https://radio.example/${n}`, content: { kind: 'html', value } }),
  )
  const large = feed([...items, item({}), item({ guid: '7', url: 'https://radio.example/7' })], { language: 'id' })
  let turns = 0
  const count = setInterval(() => turns++, 0)
  const inPieces = await normalizeInPieces(large, { source, now })
  clearInterval(count)
  expect(turns).toBeGreaterThan(3)
  expect(inPieces).toEqual(normalizeFeed(large, { source, now }))
})

test('a small document whose items take long gives others their turn, too', async () => {
  let clock = 0
  const time = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 30))
  const items = Array.from({ length: 10 }, (_, n) => item({ guid: `${n}`, url: `https://radio.example/${n}` }))
  let turns = 0
  let next = setImmediate(function count() {
    turns++
    next = setImmediate(count)
  })
  await normalizeInPieces(feed(items), { source, now })
  clearImmediate(next)
  time.mockRestore()
  expect(turns).toBeGreaterThanOrEqual(4)
})
