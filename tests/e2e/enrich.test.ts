import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
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

  test('does not date another source’s copy with a day at which its own source did not have it', async () => {
    const title = 'Ferry to the northern islands runs again after the storm'
    const text = `${title}: the company said that all of its ships were at sea, and that tickets could be changed until the end of the month.`
    const at = (hours: number) => new Date(Date.parse(t0) + hours * 3_600_000)
    const set = (ofAlpha: readonly Item[], ofBeta: readonly Item[]) => {
      publisher.set('/feed', {
        body: rss('Alpha', [{ title: 'Mayor opens library', guid: 'g1', text: 'In a few words.' }, ...ofAlpha]),
      })
      publisher.set('/beta', {
        body: rss('Beta', [{ title: 'Bees swarm station', guid: 'b1', text: 'In few words.' }, ...ofBeta]),
      })
    }
    configure(
      `{ url: "${publisher.url}/feed", id: alpha, fullText: true }\n  - { url: "${publisher.url}/beta", id: beta }`,
    )
    set([], [])
    await room.warta('run', '--now', t0)
    await room.warta('run', '--now', later(9))
    const link = `${publisher.url}/news/7`
    set(
      [{ title, guid: 'g7', link, text }],
      [{ title, guid: 'b7', link: 'https://beta.example/7', text, date: at(9.5) }],
    )
    article('/news/7', title, paragraphs('ferry'), `<meta property="article:published_time" content="${later(1)}">`)
    await room.warta('run', '--now', later(10))
    expect(asked('/news/7')).toHaveLength(1)
    const [item] = items().filter((each) => each['title'] === title)
    expect(item).toMatchObject({ url: 'https://beta.example/7', date_published: '2024-07-01T18:30:00Z' })
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

  test('stays whole when the source corrects what it said and the page is as it was', async () => {
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    article('/news/1', 'Harbour opens again')
    full()
    await room.warta('run', '--now', t0)
    const text = 'Harbour opens again, and this is quite another summary of what has happened there since the morning.'
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again', { text })]) })
    await room.warta('run', '--now', later(3))
    expect(asked('/news/1')).toHaveLength(2)
    expect(html('Harbour opens again')).toContain('Paragraph 4')
  })

  test('does not take the address of its section, nor of another piece, for its own', async () => {
    const pieces = [piece(1, 'Harbour opens again'), piece(2, 'Bridge closes early'), piece(3, 'Mayor resigns')]
    publisher.set('/feed', { body: rss('Alpha', pieces) })
    const canonical = (path: string) => `<link rel="canonical" href="${publisher.url}${path}">`
    article('/news/1', 'Harbour opens again', undefined, canonical('/news/'))
    article('/news/2', 'Bridge closes early', undefined, canonical('/news/harbour'))
    article('/news/3', 'Mayor resigns', undefined, canonical('/news/3/mayor-resigns'))
    full()
    await room.warta('run', '--now', t0)
    expect(
      items()
        .map(({ url }) => url)
        .sort(),
    ).toEqual(['/news/1', '/news/2', '/news/3/mayor-resigns'].map((path) => `${publisher.url}${path}`))
  })

  test('does not take an address that every page of the site has, or that is another entry’s', async () => {
    const [one, two, three, four] = ['/news/harbour-1.html', '/news/harbour-2.html', '/a/3.html', '/a/4.html']
    const pieces = [one, two, three, four].map((path, n) =>
      piece(n + 1, ['Harbour opens', 'Harbour closes', 'Mayor resigns', 'Library stays'][n] ?? '', {
        link: `${publisher.url}${path}`,
      }),
    )
    publisher.set('/feed', { body: rss('Alpha', pieces) })
    const canonical = (path: string) => `<link rel="canonical" href="${publisher.url}${path}">`
    article('/news/harbour-1.html', 'Harbour opens', undefined, canonical('/news/harbour.html'))
    article('/news/harbour-2.html', 'Harbour closes', undefined, canonical('/news/harbour-1.html'))
    article('/a/3.html', 'Mayor resigns', undefined, canonical('/a/latest.html'))
    article('/a/4.html', 'Library stays', undefined, canonical('/a/latest.html'))
    full()
    await room.warta('run', '--now', t0)
    for (const { title } of pieces) expect(html(title)).toContain('Paragraph 4')
    expect(
      items()
        .map(({ url }) => url)
        .sort(),
    ).toEqual(
      ['/a/3.html', '/a/4.html', '/news/harbour-2.html', '/news/harbour.html'].map((path) => `${publisher.url}${path}`),
    )
    // What one entry took another cannot take later.
    publisher.set('/feed', {
      body: rss('Alpha', [piece(5, 'Harbour sold', { link: `${publisher.url}/news/harbour-5.html` })]),
    })
    article('/news/harbour-5.html', 'Harbour sold', undefined, canonical('/news/harbour.html'))
    await room.warta('run', '--now', later(3))
    expect(items().find(({ title }) => title === 'Harbour sold')?.['url']).toBe(`${publisher.url}/news/harbour-5.html`)
  })

  test('whose own address is a number takes another only where the page bears the entry’s title', async () => {
    const link = (n: number) => `${publisher.url}/?p=${n}`
    publisher.set('/feed', {
      body: rss('Alpha', [
        piece(1, 'Library stays open', { link: link(1) }),
        piece(2, 'Market opens again', { link: link(2) }),
      ]),
    })
    const head = (name: string) => `<link rel="canonical" href="${publisher.url}/2024/${name}">`
    article('/?p=1', 'Library stays open', undefined, head('library'))
    article('/?p=2', 'Welcome to Alpha', paragraphs('Market opens again'), head('welcome'))
    full()
    await room.warta('run', '--now', t0)
    for (const title of ['Library stays open', 'Market opens again']) expect(html(title)).toContain('Paragraph 4')
    expect(items().map(({ url }) => url)).toEqual([`${publisher.url}/2024/library`, link(2)])
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

  test('that is a wall does not replace it either when it repeats the title, asks for consent, or says that it is not free', async () => {
    const titles = ['Harbour opens again', 'Bridge closes early', 'Mayor resigns suddenly']
    publisher.set('/feed', {
      body: rss(
        'Alpha',
        titles.map((title, n) => piece(n + 1, title)),
      ),
    })
    const [first = '', second = '', third = ''] = titles
    const offers =
      'Get unlimited access to all our stories on all your devices, in the app and on the web. Only one euro for the first month, cancel any time.'
    article('/news/1', first, `<p>To continue reading “${first}”, subscribe today. ${offers}</p><p>${offers}</p>`)
    article(
      '/news/2',
      second,
      `<p>${second}</p><p>We and our 842 partners store and access information on your device with cookies and process personal data for personalised ads and content. You may click to consent to our processing, or change your mind at any time in the settings of this site.</p>`,
    )
    article(
      '/news/3',
      third,
      paragraphs(third),
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>',
    )
    full()
    await room.warta('run', '--now', t0)
    for (const title of titles) expect(html(title)).toContain('in a few words')
    expect(room.read('world/feed.json')).not.toMatch(/unlimited|cookies|Paragraph/)
  })

  test('is taken under a headline that is a figure of speech, where the page bears that headline and no other page does', async () => {
    const told = (name: string) =>
      `<p>${name} has repaired accordions in a lighthouse for nine winters.</p><p>Customers row over on Sundays with broken bellows under their coats.</p><p>In June the parish will give ${name} a bench.</p>`
    publisher.set('/feed', {
      body: rss('Alpha', [
        piece(1, 'Against the tide', { text: '' }),
        piece(2, 'A stitch in time', { text: '' }),
        piece(3, 'Second wind', { text: '' }),
      ]),
    })
    article('/news/1', 'Against the tide', told('Ida Marrow'))
    article('/news/2', 'The Argus in Whitsand', told('Ole Brandt'))
    article('/news/3', 'Second wind', told('Ida Marrow'))
    full()
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    const taken = ['Against the tide', 'Second wind'].filter((title) => html(title).includes('Ida Marrow'))
    expect(taken).toHaveLength(1)
    expect(html('A stitch in time')).not.toContain('Ole Brandt')
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
    const indonesian =
      '<p>Kabar nomor satu dari pelabuhan kota lama: kapal-kapal itu datang pada siang hari, dan wali kota mengatakan bahwa semuanya berjalan dengan baik.</p><p>Warga yang menunggu di tepi laut mengatakan bahwa mereka sudah lama tidak melihat kapal sebanyak itu di pelabuhan ini.</p>'
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
        // The template says `en` of both; the first is in the language of the list all the same.
        `<p>Senin, 1 Juli 2024 0${n}:53:15 WIB</p>${n === 1 ? indonesian : paragraphs(`kabar nomor ${n} dari pelabuhan`)}`,
        `<link rel="canonical" href="${publisher.url}/news/${n}/kabar"><meta name="author" content="Siti Rahma">`,
      )
    configure(
      `{ page: "${publisher.url}/list", item: article.card, timezone: Asia/Jakarta, publish: full, rights: CC-BY }`,
    )
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    const [first, second] = JSON.parse(room.read('world/feed.json')).items
    expect([first.language, second.language]).toEqual(['en', 'id'])
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

  test('names the entries of a page of which the list says the headline with more around it, or in capitals', async () => {
    const dress = [
      (title: string) => `26/11 ${title}`,
      (title: string) => `Culture: ${title}`,
      (title: string) => `${title} - Harbour Star`,
      (title: string) => `${title} »`,
      (title: string) => title.toUpperCase(),
    ]
    const headline = (n: number) => `Kabar nomor ${n} dari pelabuhan kota`
    const list = (dressed: boolean) =>
      publisher.set('/list', {
        type: 'text/html',
        body: `<!doctype html><html lang="en"><title>Harbour Star</title><body>${dress.map((put, n) => `<article class="card"><h3><a href="/news/${n}">${dressed ? put(headline(n)) : headline(n)}</a></h3></article>`).join('')}</body></html>`,
      })
    for (const n of dress.keys()) article(`/news/${n}`, headline(n), paragraphs(`kabar nomor ${n} dari pelabuhan`))
    list(true)
    const titles = () =>
      items()
        .map(({ title }) => title)
        .toSorted()
    const own = [...dress.keys()].map(headline)
    configure(`{ page: "${publisher.url}/list", item: article.card, dedupe: off }`)
    await room.warta('run', '--now', t0)
    expect(titles()).toEqual(own)
    // And where the list begins to: nothing has changed.
    list(false)
    await room.warta('run', '--now', later(3))
    const before = await room.published()
    list(true)
    await room.warta('run', '--now', later(6))
    expect(await room.published()).toEqual(before)
  })

  test('dates the entries of a page of which the list says a day only, or a time of no zone, and no other', async () => {
    const dates = ['2024-06-30', '30/06/2024 21:00', '2024-06-20', '2024-06-30T20:00:00Z']
    publisher.set('/list', {
      type: 'text/html',
      body: `<!doctype html><html lang="en"><title>Portal</title><body>${dates.map((date, n) => `<article class="card"><h3><a href="/news/${n}">Kabar nomor ${n} dari kota</a></h3><time${date.includes('T') ? ` datetime="${date}"` : ''}>${date}</time></article>`).join('')}</body></html>`,
    })
    for (const n of dates.keys())
      article(
        `/news/${n}`,
        `Kabar nomor ${n} dari kota`,
        `<time datetime="2024-06-30T0${n}:15:00+07:00">x</time>${paragraphs(`kabar nomor ${n}`)}`,
      )
    configure(`{ page: "${publisher.url}/list", item: article.card, dedupe: off }`)
    await room.warta('run', '--now', t0)
    const dated = Object.fromEntries(items().map((item) => [item['title']?.slice(0, 13), item['date_published']]))
    expect(dated['Kabar nomor 0']).toBe('2024-06-30T00:15:00+07:00')
    expect(dated['Kabar nomor 1']).toBe('2024-06-30T01:15:00+07:00')
    expect(dated['Kabar nomor 3']).toBe('2024-06-30T20:00:00Z')
    expect((await room.warta('why', `${publisher.url}/news/2`)).stdout).toContain('dated     2024-06-20T00:00:00Z')
    // A day is one in the operator's zone too.
    publisher.set('/zoned', {
      type: 'text/html',
      body: '<!doctype html><html lang="en"><title>Portal</title><body><article class="card"><h3><a href="/news/9">Kabar nomor 9 dari kota</a></h3><time>2024-07-01</time></article></body></html>',
    })
    article(
      '/news/9',
      'Kabar nomor 9 dari kota',
      `<time datetime="2024-07-01T09:15:00+07:00">x</time>${paragraphs('kabar nomor 9')}`,
    )
    configure(`{ page: "${publisher.url}/zoned", id: zoned, item: article.card, timezone: Asia/Jakarta }`)
    await room.warta('run', '--now', t0)
    expect((await room.warta('why', `${publisher.url}/news/9`)).stdout).toContain('dated     2024-07-01T02:15:00Z')
  })

  test('that waits when Warta is killed is read by the next run, and what was read before is not asked for again', async () => {
    const titles = ['Harbour opens again', 'Bridge closes early', 'Mayor resigns suddenly', 'Library stays open']
    publisher.set('/feed', {
      body: rss(
        'Alpha',
        titles.map((title, n) => piece(n + 1, title)),
      ),
    })
    for (const [n, title] of titles.entries()) article(`/news/${n + 1}`, title)
    publisher.set('/news/3', { silent: true })
    full()
    const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
    const folders = ['--feeds', join(room.folder, 'feeds'), '--data', join(room.folder, 'data')]
    const child = spawn(process.execPath, [cli, 'run', '--now', t0, ...folders], { stdio: 'ignore' })
    const ended = new Promise((resolve) => child.once('close', resolve))
    await vi.waitFor(() => expect(asked('/news/3')).toHaveLength(1), { timeout: 60_000, interval: 20 })
    child.kill('SIGKILL')
    await ended
    article('/news/3', 'Mayor resigns suddenly')
    await room.warta('run', '--now', later(1))
    for (const title of titles) expect(html(title)).toContain('Paragraph 4')
    expect([1, 2, 3, 4].map((n) => asked(`/news/${n}`).length)).toEqual([1, 1, 2, 1])
    expect(asked('/robots.txt')).toHaveLength(1)
  })

  test('at which Warta was killed waits behind the others, and is not asked for ever', async () => {
    const titles = ['Harbour opens again', 'Bridge closes early']
    publisher.set('/feed', {
      body: rss(
        'Alpha',
        titles.map((title, n) => piece(n + 1, title)),
      ),
    })
    publisher.set('/news/1', { silent: true })
    article('/news/2', 'Bridge closes early')
    full()
    const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
    const folders = ['--feeds', join(room.folder, 'feeds'), '--data', join(room.folder, 'data')]
    const killed = async (hours: number) => {
      const before = asked('/news/1').length
      const child = spawn(process.execPath, [cli, 'run', '--now', later(hours), ...folders], { stdio: 'ignore' })
      const ended = new Promise((resolve) => child.once('close', resolve))
      await vi.waitFor(() => expect(asked('/news/1').length).toBe(before + 1), { timeout: 60_000, interval: 20 })
      child.kill('SIGKILL')
      await ended
    }
    await killed(0)
    await room.warta('run', '--now', later(0.1))
    expect(html('Bridge closes early')).toContain('Paragraph 4')
    expect(asked('/news/1')).toHaveLength(1)
    await killed(2)
    await killed(12)
    await room.warta('run', '--now', later(96))
    expect(asked('/news/1')).toHaveLength(3)
    expect((await room.warta('why', `${publisher.url}/news/1`)).stdout).toContain(
      'Warta was ended while it was read, 3 times',
    )
  }, 240_000)

  test('is asked by the rules that robots.txt gave an earlier run, for a day', async () => {
    publisher.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /news/2\n' })
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    for (const n of [1, 2, 3])
      article(`/news/${n}`, ['Harbour opens again', 'Bridge closes early', 'Mayor resigns'][n - 1] ?? '')
    full()
    await room.warta('run', '--now', t0)
    publisher.set('/robots.txt', { type: 'text/plain', body: '' })
    publisher.set('/feed', { body: rss('Alpha', [piece(2, 'Bridge closes early'), piece(1, 'Harbour opens again')]) })
    await room.warta('run', '--now', later(3))
    expect(asked('/robots.txt')).toHaveLength(1)
    expect(asked('/news/2')).toEqual([])
    publisher.set('/feed', { body: rss('Alpha', [piece(3, 'Mayor resigns'), piece(1, 'Harbour opens again')]) })
    await room.warta('run', '--now', later(30))
    expect(asked('/robots.txt')).toHaveLength(2)
    expect(html('Mayor resigns')).toContain('Paragraph 4')
  })

  test('is asked by one robots.txt, however many sources begin with that site at once', async () => {
    for (const n of [1, 2, 3]) {
      publisher.set(`/feed${n}`, { body: rss(`Alpha ${n}`, [piece(n, `Harbour number ${n} opens again`)]) })
      article(`/news/${n}`, `Harbour number ${n} opens again`)
    }
    const sources = [1, 2, 3].map((n) => `  - { url: "${publisher.url}/feed${n}", fullText: true }\n`).join('')
    room.configure({ 'site.yaml': site(), 'world.yaml': `title: World\nsources:\n${sources}` })
    await room.warta('run', '--now', t0)
    expect(asked('/robots.txt')).toHaveLength(1)
    expect(asked().filter((path) => path?.startsWith('/news/'))).toHaveLength(3)
  })

  test('is asked for once, however many sources list it at once, and once more by one with headers of its own', async () => {
    const list = (name: string, numbers: readonly number[]) =>
      publisher.set(name, {
        type: 'text/html',
        body: `<!doctype html><html lang="en"><title>Alpha</title>${numbers.map((n) => `<p class="it"><a href="/news/${n}">Harbour number ${n} opens again after the storm</a></p>`).join('')}</html>`,
      })
    list('/', [1, 2, 3])
    list('/local', [3, 1])
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour number 1 opens again after the storm')]) })
    for (const n of [1, 2, 3]) article(`/news/${n}`, `Harbour number ${n} opens again after the storm`)
    const page = (path: string, more = '') =>
      `{ page: "${publisher.url}${path}", item: .it, publish: full, rights: CC-BY, dedupe: off${more} }`
    configure(
      [
        page('/'),
        page('/local'),
        `{ url: "${publisher.url}/feed", fullText: true, publish: full, rights: CC-BY, dedupe: off }`,
      ].join('\n  - '),
    )
    await room.warta('run', '--now', t0)
    expect(
      asked()
        .filter((url) => url?.startsWith('/news/'))
        .toSorted(),
    ).toEqual(['/news/1', '/news/2', '/news/3'])
    const whole = items().filter((item) => item['content_html']?.includes('Paragraph 4 about the Harbour'))
    expect(whole).toHaveLength(6)
    const again = newsroom()
    again.configure({
      'site.yaml': site(),
      'world.yaml': `title: World\nlanguage: en\nsources:\n  - ${page('/')}\n  - ${page('/local', ', headers: { X-Key: reader }')}\n`,
    })
    await again.warta('run', '--now', t0)
    again.remove()
    expect(asked('/news/1')).toHaveLength(3)
  })

  test('that lies on another site is asked for only where that site’s robots.txt allows it', async () => {
    const other = await startPublisher()
    try {
      publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again'), piece(2, 'Bridge closes early')]) })
      for (const n of [1, 2])
        publisher.set(`/news/${n}`, { status: 302, headers: { location: `${other.url}/story/${n}` } })
      other.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /story/2\n' })
      for (const [n, title] of [
        [1, 'Harbour opens again'],
        [2, 'Bridge closes early'],
      ] as const)
        other.set(`/story/${n}`, {
          type: 'text/html',
          body: `<!doctype html><html lang="en"><title>${title}</title><article><h1>${title}</h1>${paragraphs(title)}</article></html>`,
        })
      room.configure({
        'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}", "${other.host}"]\n`,
        'world.yaml': `title: World\nsources:\n  - { url: "${publisher.url}/feed", id: alpha, fullText: true, publish: full, rights: CC-BY }\n`,
      })
      await room.warta('run', '--now', t0)
      expect(other.requests.map(({ url }) => url)).toEqual(['/robots.txt', '/story/1'])
      expect(html('Harbour opens again')).toContain('Paragraph 4')
      expect(html('Bridge closes early')).toContain('in a few words')
      expect(asked('/news/1')).toHaveLength(1)
    } finally {
      await other.close()
    }
  })

  test('that redirects to what robots.txt forbids is left alone', async () => {
    publisher.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /closed\n' })
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    publisher.set('/news/1', { status: 301, headers: { location: '/closed/1' } })
    article('/closed/1', 'Harbour opens again')
    full()
    await room.warta('run', '--now', t0)
    expect(asked()).toEqual(['/feed', '/robots.txt', '/news/1'])
    expect(html('Harbour opens again')).toContain('in a few words')
  })

  test('of several pages is read to its end, in one piece', async () => {
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again'), piece(2, 'Bridge closes early')]) })
    const links = (path: string, ...pages: readonly (number | string)[]) =>
      `<div class="pages">${pages.map((n) => `<a href="${path}?page=${n}">${n}</a>`).join(' ')}</div><a href="/news/2" rel="next">Bridge closes early</a>`
    article('/news/1', 'Harbour opens again', paragraphs('Harbour opens again') + links('/news/1', 2, 3))
    article('/news/1?page=2', 'Harbour opens again', paragraphs('fleet') + links('/news/1', 1, 3))
    article('/news/1?page=3', 'Harbour opens again', paragraphs('lighthouse') + links('/news/1', 1, 2))
    article('/news/2', 'Bridge closes early', paragraphs('Bridge closes early') + links('/news/2', 2, 'all'))
    article('/news/2?page=all', 'Bridge closes early', paragraphs('Bridge closes early') + paragraphs('toll'))
    full()
    await room.warta('run', '--now', t0)
    for (const about of ['Harbour opens again', 'fleet', 'lighthouse'])
      expect(html('Harbour opens again')).toContain(`Paragraph 4 about the ${about}`)
    expect(html('Bridge closes early')).toContain('about the toll')
    expect(html('Bridge closes early').match(/Paragraph 1 about the Bridge/g)).toHaveLength(1)
    expect(asked().slice(2)).toEqual(['/news/1', '/news/1?page=2', '/news/1?page=3', '/news/2', '/news/2?page=all'])
  })

  test('of pages without an end is read to a bound', async () => {
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    for (let n = 1; n <= 30; n++)
      article(
        n === 1 ? '/news/1' : `/news/1?page=${n}`,
        'Harbour opens again',
        `${paragraphs(`Harbour opens again, part ${n}`)}<a href="/news/1?page=${n + 1}">Next</a>`,
      )
    full()
    await room.warta('run', '--now', t0)
    expect(asked().filter((path) => path?.startsWith('/news/1'))).toHaveLength(10)
    expect(html('Harbour opens again')).toContain('part 10')
  })

  test('of which a further page is missing keeps the pages before it', async () => {
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    const links = `<div class="pages">${[2, 3].map((n) => `<a href="/news/1?page=${n}">${n}</a>`).join(' ')}</div>`
    article('/news/1', 'Harbour opens again', paragraphs('Harbour opens again') + links)
    publisher.set('/news/1?page=2', { status: 404 })
    full()
    await room.warta('run', '--now', t0)
    expect(html('Harbour opens again')).toContain('Paragraph 4')
    expect(asked('/news/1?page=2')).toHaveLength(1)
  })

  test('of which the page with all of it fails is read from the others, and at the last try from those there are', async () => {
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again'), piece(2, 'Bridge closes early')]) })
    const link = (path: string, name: string) => `<div class="pages"><a href="${path}?page=${name}">${name}</a></div>`
    article(
      '/news/1',
      'Harbour opens again',
      paragraphs('Harbour opens again') + link('/news/1', 'all') + link('/news/1', '2'),
    )
    article('/news/1?page=2', 'Harbour opens again', paragraphs('fleet'))
    article('/news/2', 'Bridge closes early', paragraphs('Bridge closes early') + link('/news/2', 'all'))
    for (const path of ['/news/1?page=all', '/news/2?page=all']) publisher.set(path, { status: 500 })
    full()
    await room.warta('run', '--now', t0)
    expect(html('Harbour opens again')).toContain('Paragraph 4 about the fleet')
    expect(html('Bridge closes early')).toContain('in a few words')
    await room.warta('run', '--now', later(60))
    await room.warta('run', '--now', later(240))
    expect(html('Bridge closes early')).toContain('Paragraph 4')
    expect(asked('/news/1')).toHaveLength(1)
    expect(asked('/news/2?page=all')).toHaveLength(3)
  })

  test('that was not taken is told of by status and why, with the reason, until it is', async () => {
    const titles = ['Harbour opens again', 'Bridge closes early', 'Mayor resigns suddenly', 'Library stays open']
    const feed = (more: Partial<Item> = {}) =>
      publisher.set('/feed', {
        body: rss(
          'Alpha',
          titles.map((title, n) => piece(n + 1, title, n === 1 ? more : {})),
        ),
      })
    publisher.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /news/1\n' })
    feed()
    article('/news/2', 'Bridge closes early', '<p>Please subscribe.</p>')
    publisher.set('/news/3', { status: 404 })
    article('/news/4', 'Library stays open')
    full()
    await room.warta('run', '--now', t0)
    const { articles } = JSON.parse((await room.warta('status', '--json')).stdout)
    expect(articles).toMatchObject({ waiting: 0, refused: 3, lastRefused: expect.stringMatching(/^2024-07-01T09:0/) })
    expect(articles.refusedFor).toMatchObject({ 'robots.txt forbids it': 1, 'http-status 404': 1 })
    const said = async (n: number) => (await room.warta('why', `${publisher.url}/news/${n}`)).stdout
    expect((await room.warta('status')).stdout).toContain('full text: 3 refused (1 ')
    expect(await said(1)).toMatch(
      /^ {2}text {6}its source's own, \d+ characters; its page was refused 2024-07-01T09:0.*: robots.txt forbids it$/m,
    )
    expect(await said(2)).toMatch(/its page was refused 2024-07-01T09:0.*: too little text$/m)
    expect(await said(3)).toContain(': http-status 404\n')
    expect(await said(4)).toMatch(/^ {2}text {6}of its page, \d{3} characters$/m)

    article('/news/2', 'Bridge closes early')
    feed({ text: 'Bridge closes early because of the wind, says the harbour master of the town.' })
    await room.warta('run', '--now', later(30))
    expect(await said(2)).toMatch(/^ {2}text {6}of its page, /m)
    expect(JSON.parse((await room.warta('status', '--json')).stdout).articles).toMatchObject({ refused: 2 })
  })

  test('that lies in a private network is asked of nobody, and nobody is led there', async () => {
    const inside = 'http://10.0.0.1/news/1'
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again', { link: inside })]) })
    full()
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    expect(html('Harbour opens again')).toContain('in a few words')
    for (const name of ['feed.json', 'rss.xml', 'atom.xml', 'index.html'])
      expect(room.read(`world/${name}`)).not.toContain('10.0.0.1')
    expect((await room.warta('why', inside)).stdout).toMatch(/its page was refused \S+: refused-address$/m)
  })

  test('is asked by the beginning of a robots.txt without end', async () => {
    const padding = `# ${'x'.repeat(98)}\n`.repeat(30_000)
    publisher.set('/robots.txt', { type: 'text/plain', body: `User-agent: *\nDisallow: /news/2\n${padding}` })
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again'), piece(2, 'Ferry waits')]) })
    article('/news/1', 'Harbour opens again')
    article('/news/2', 'Ferry waits')
    full()
    await room.warta('run', '--now', t0)
    expect(asked('/news/1')).toHaveLength(1)
    expect(asked('/news/2')).toEqual([])
    expect(html('Harbour opens again')).toContain('Paragraph 4')
  })

  test('waits for a robots.txt that cannot be had, for hours, and loses no attempt by that', async () => {
    publisher.set('/robots.txt', { status: 503 })
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    article('/news/1', 'Harbour opens again')
    full()
    for (const hours of [0, 3, 7, 12, 24]) await room.warta('run', '--now', later(hours))
    expect(asked('/news/1')).toEqual([])
    const { articles } = JSON.parse((await room.warta('status', '--json')).stdout)
    expect(articles).toEqual({
      waiting: 1,
      waitingFor: { [`${publisher.url}/robots.txt cannot be had`]: 1 },
      refused: 0,
      refusedFor: {},
    })
    expect((await room.warta('why', `${publisher.url}/news/1`)).stdout).toMatch(
      /its page is fetched after 2024-07-02T\S+: \S+\/robots.txt cannot be had$/m,
    )
    publisher.set('/robots.txt', { type: 'text/plain', body: '' })
    await room.warta('run', '--now', later(31))
    expect(asked('/news/1')).toHaveLength(1)
    expect(html('Harbour opens again')).toContain('Paragraph 4')
  })

  test('does not wait for a robots.txt for ever, and asks for it the more seldom the longer it cannot be had', async () => {
    publisher.set('/robots.txt', { status: 503 })
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    full()
    for (let hour = 0; hour <= 30; hour += 1.1) await room.warta('run', '--now', later(hour))
    expect(asked('/robots.txt').length).toBeGreaterThan(4)
    expect(asked('/robots.txt').length).toBeLessThan(11)
    for (const hours of [100, 167, 175]) await room.warta('run', '--now', later(hours))
    const why = `${publisher.url}/robots.txt cannot be had for a week`
    const { articles } = JSON.parse((await room.warta('status', '--json')).stdout)
    expect(articles).toMatchObject({ waiting: 0, refused: 1, refusedFor: { [why]: 1 } })
    expect((await room.warta('why', `${publisher.url}/news/1`)).stdout).toContain(`: ${why}\n`)
  })

  test('that leads to a site whose robots.txt cannot be had is not asked again before that can', async () => {
    const other = await startPublisher()
    try {
      publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
      publisher.set('/news/1', { status: 302, headers: { location: `${other.url}/story/1` } })
      other.set('/robots.txt', { status: 500 })
      other.set('/story/1', {
        type: 'text/html',
        body: `<!doctype html><html lang="en"><title>Harbour opens again</title><article><h1>Harbour opens again</h1>${paragraphs('Harbour')}</article></html>`,
      })
      room.configure({
        'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}", "${other.host}"]\n`,
        'world.yaml': `title: World\nsources:\n  - { url: "${publisher.url}/feed", id: alpha, fullText: true, publish: full, rights: CC-BY }\n`,
      })
      for (const hours of [0, 2, 8, 16, 24]) await room.warta('run', '--now', later(hours))
      expect(asked('/news/1')).toHaveLength(1)
      expect((await room.warta('status')).stdout).toContain(`1 waits (1 ${other.url}/robots.txt cannot be had)`)
      other.set('/robots.txt', { type: 'text/plain', body: '' })
      await room.warta('run', '--now', later(32))
      expect(asked('/news/1')).toHaveLength(2)
      expect(html('Harbour opens again')).toContain('Paragraph 4')
    } finally {
      await other.close()
    }
  })

  test('that leads each time to another site without a robots.txt to be had is not asked for ever', async () => {
    const others = await Promise.all([1, 2, 3, 4].map(() => startPublisher()))
    try {
      publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
      room.configure({
        'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["127.0.0.1"]\n`,
        'world.yaml': `title: World\nsources:\n  - { url: "${publisher.url}/feed", id: alpha, fullText: true }\n`,
      })
      for (const [n, other] of others.entries()) {
        publisher.set('/news/1', { status: 302, headers: { location: `${other.url}/story/1` } })
        other.set('/robots.txt', { status: 500 })
        await room.warta('run', '--now', later(16 * n))
        other.set('/robots.txt', { type: 'text/plain', body: '' })
      }
      await room.warta('run', '--now', later(80))
      expect(asked('/news/1')).toHaveLength(3)
      const { articles } = JSON.parse((await room.warta('status', '--json')).stdout)
      expect(articles).toMatchObject({ waiting: 0, refused: 1 })
    } finally {
      await Promise.all(others.map((other) => other.close()))
    }
  })

  test('is asked by rules of any length that an earlier run was given', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => `Disallow: /${n}/`).join('\n')
    publisher.set('/robots.txt', {
      type: 'text/plain',
      body: `User-agent: *\n${many}\nDisallow: /news/2\n\nUser-agent: other\n${many}`,
    })
    publisher.set('/feed', { body: rss('Alpha', [piece(1, 'Harbour opens again')]) })
    for (const n of [1, 2, 3]) article(`/news/${n}`, 'Harbour opens again')
    full()
    await room.warta('run', '--now', t0)
    publisher.set('/feed', { body: rss('Alpha', [piece(2, 'Bridge closes early'), piece(3, 'Harbour opens')]) })
    await room.warta('run', '--now', later(3))
    expect(asked('/robots.txt')).toHaveLength(1)
    expect(asked('/news/2')).toEqual([])
    expect(asked('/news/3')).toHaveLength(1)
  })
})
