import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Item, type Publisher, rss, startPublisher } from './publisher.ts'

const t0 = '2024-07-01T09:00:00Z'
const later = (hours: number) => new Date(Date.parse(t0) + hours * 3_600_000).toISOString()
const hoursBefore = (hours: number) => new Date(Date.parse(t0) - hours * 3_600_000)

let publisher: Publisher
let room: TestNewsroom

beforeEach(async () => {
  publisher = await startPublisher()
  room = newsroom()
})
afterEach(async () => {
  await publisher.close()
  room.remove()
})

const site = () => `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`
const configure = (source: string) =>
  room.configure({ 'site.yaml': site(), 'world.yaml': `title: World\nlanguage: en\nsources:\n  - ${source}\n` })
const full = (path = '/feed') =>
  configure(`{ url: "${publisher.url}${path}", id: alpha, fullText: true, publish: full, rights: CC-BY }`)
const items = (): readonly Record<string, string>[] => JSON.parse(room.read('world/feed.json')).items
const html = (title: string) => items().find((item) => item['title'] === title)?.['content_html'] ?? ''
const asked = (path?: string) =>
  publisher.requests.map(({ url }) => url).filter((url) => path === undefined || url === path)

const paragraphs = (about: string) =>
  [1, 2, 3, 4]
    .map(
      (n) =>
        `<p>Paragraph ${n} about the ${about}: the ships came in at noon, and the mayor of the town said that all went well on the day.</p>`,
    )
    .join('\n')
const article = (path: string, about: string, body = paragraphs(about), head = '') =>
  publisher.set(path, {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="en"><head><title>${about} - Alpha</title>${head}</head><body><nav><a href="/">Home</a></nav><article><h1>${about}</h1>${body}</article><footer>All rights</footer></body></html>`,
  })
const piece = (n: number, title: string, more: Partial<Item> = {}): Item => ({
  title,
  guid: `g${n}`,
  link: `${publisher.url}/news/${n}`,
  date: hoursBefore(n),
  text: `${title} in a few words.`,
  ...more,
})

describe('the article’s page of an entry', () => {
  test('gives a feed’s entry its whole text, once, and changes no byte afterwards', async () => {
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    article('/news/1', 'Harbour opens again')
    full()
    expect(await room.warta('run', '--now', t0)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(html('Harbour opens again')).toContain('Paragraph 4 about the Harbour')
    expect(html('Harbour opens again')).not.toContain('All rights')
    expect(asked()).toEqual(['/feed', '/robots.txt', '/news/1'])
    const first = await room.published()
    await room.warta('run', '--now', later(3))
    expect(asked('/news/1')).toHaveLength(1)
    expect(await room.published()).toEqual(first)
  })

  test('is not asked for when the operator did not want it', async () => {
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    configure(`${publisher.url}/feed`)
    await room.warta('run', '--now', t0)
    expect(asked()).toEqual(['/feed'])
  })

  test('is fetched again when the entry changed in substance, and only then', async () => {
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again'), piece(2, 'Bridge closes early')]) })
    article('/news/1', 'Harbour opens again')
    article('/news/2', 'Bridge closes early')
    full()
    await room.warta('run', '--now', t0)
    const text = 'Harbour opens again, and this is quite another summary of what has happened there since the morning.'
    publisher.set('/feed', {
      body: rss('Alpha', [piece(1, 'Harbour opens again', { text }), piece(2, 'Bridge closes early')]),
    })
    article(
      '/news/1',
      'Harbour opens again',
      `${paragraphs('Harbour')}<p>Later the harbour was closed once more, because of the wind that came up.</p>`,
    )
    await room.warta('run', '--now', later(3))
    expect(asked('/news/1')).toHaveLength(2)
    expect(asked('/news/2')).toHaveLength(1)
    expect(html('Harbour opens again')).toContain('because of the wind')
  })

  test('that robots.txt forbids is left alone, and the feed’s own text stays', async () => {
    publisher.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /news/1\n' })
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again'), piece(2, 'Bridge closes early')]) })
    article('/news/1', 'Harbour opens again')
    article('/news/2', 'Bridge closes early')
    full()
    await room.warta('run', '--now', t0)
    await room.warta('run', '--now', later(3))
    expect(asked('/news/1')).toEqual([])
    expect(html('Harbour opens again')).toContain('in a few words')
    expect(html('Bridge closes early')).toContain('Paragraph 4')
  })

  test('that is a wall, a sign-in, or missing does not replace what the feed says', async () => {
    const wall = Array.from(
      { length: 5 },
      () =>
        '<p>Subscribe now and read everything we publish for only one euro each month, on all your devices and without advertisements.</p>',
    ).join('')
    publisher.set('/feed', {
      body: rss(
        'Alpha',
        [1, 2, 3].map((n) =>
          piece(n, ['Harbour opens again', 'Bridge closes early', 'Mayor resigns suddenly'][n - 1] ?? ''),
        ),
      ),
    })
    article('/news/1', 'Harbour opens again', wall)
    publisher.set('/news/2', {
      type: 'text/html',
      body: '<!doctype html><title>Sign in</title><form action="/login"><input type="password" name="p"></form>',
    })
    full()
    await room.warta('run', '--now', t0)
    for (const title of ['Harbour opens again', 'Bridge closes early', 'Mayor resigns suddenly'])
      expect(html(title)).toContain('in a few words')
    expect(room.read('world/feed.json')).not.toContain('Subscribe')
    await room.warta('run', '--now', later(3))
    for (const n of [1, 2, 3]) expect(asked(`/news/${n}`)).toHaveLength(1)
  })

  test('that says the same as that of another entry is a wall too', async () => {
    const same = paragraphs('harbour and the bridge, which open and close early again')
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again'), piece(2, 'Bridge closes early')]) })
    article('/news/1', 'Harbour opens again', same)
    article('/news/2', 'Bridge closes early', same)
    full()
    await room.warta('run', '--now', t0)
    const taken = ['Harbour opens again', 'Bridge closes early'].filter((title) => html(title).includes('Paragraph 4'))
    expect(taken).toHaveLength(1)
  })

  test('that cannot be had now waits in the store for another time, and not for ever', async () => {
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]), etag: '"v1"' })
    publisher.set('/news/1', { status: 500 })
    full()
    await room.warta('run', '--now', t0)
    expect(html('Harbour opens again')).toContain('in a few words')
    article('/news/1', 'Harbour opens again')
    await room.warta('run', '--now', later(3))
    expect(asked('/news/1')).toHaveLength(2)
    expect(html('Harbour opens again')).toContain('Paragraph 4')

    publisher.set('/feed', { body: rss('Alpha', [piece(2, 'Bridge closes early')]) })
    publisher.set('/news/2', { status: 503 })
    for (const hours of [6, 9, 30, 60, 90]) await room.warta('run', '--now', later(hours))
    expect(asked('/news/2')).toHaveLength(3)
  })

  test('gives the entries of a page what the list does not say', async () => {
    const card = (n: number) =>
      `<article class="card"><a href="/news/${n}">Kabar nomor ${n} dari pelabuhan…</a></article>`
    publisher.set('/list', {
      type: 'text/html',
      body: `<!doctype html><html lang="id"><title>Portal</title><body>${[1, 2].map(card).join('')}</body></html>`,
    })
    for (const n of [1, 2])
      article(
        `/news/${n}`,
        `Kabar nomor ${n} dari pelabuhan kota lama`,
        `<p>Senin, 1 Juli 2024 0${n}:53:15 WIB</p>${paragraphs(`kabar nomor ${n} dari pelabuhan`)}`,
        `<link rel="canonical" href="${publisher.url}/news/${n}/kabar"><meta name="author" content="Siti Rahma">`,
      )
    configure(
      `{ page: "${publisher.url}/list", item: article.card, timezone: Asia/Jakarta, publish: full, rights: CC-BY }`,
    )
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    const [first] = JSON.parse(room.read('world/feed.json')).items
    expect(first).toMatchObject({
      title: 'Kabar nomor 2 dari pelabuhan kota lama',
      url: `${publisher.url}/news/2/kabar`,
      date_published: '2024-07-01T02:53:15+07:00',
      authors: [{ name: 'Siti Rahma' }],
    })
    expect(first.content_html).toContain('Paragraph 4')
    const before = await room.published()
    await room.warta('run', '--now', later(3))
    expect(await room.published()).toEqual(before)
    expect(asked('/news/1')).toHaveLength(1)
  })
})
