import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, startPublisher } from './publisher.ts'

const t0 = '2024-07-01T09:00:00Z'
const later = (hours: number) => new Date(Date.parse(t0) + hours * 3_600_000).toISOString()
const before = (hours: number) => later(-hours)
const timed = (hours: number) => `<time datetime="${before(hours)}"></time>`

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
const world = (sources: string, more = '') => `title: World\nlanguage: en\n${more}sources:\n${sources}`
const titles = () =>
  JSON.parse(room.read('world/feed.json')).items.map(({ title }: { readonly title: string }) => title)
const asked = () => publisher.requests.map(({ url }) => url)

type Located = { readonly name: string; readonly title?: string; readonly hours: number }

function sitemap(entries: readonly Located[]): string {
  const urls = entries.map(({ name, title, hours }) => {
    const news =
      title === undefined
        ? `<lastmod>${before(hours)}</lastmod>`
        : `<news:news><news:publication><news:name>Alpha</news:name><news:language>en</news:language></news:publication>
<news:publication_date>${before(hours)}</news:publication_date><news:title>${title}</news:title><news:keywords>harbour, ships</news:keywords></news:news>`
    return `<url><loc>https://alpha.example/${name}</loc>${news}</url>`
  })
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${urls.join('')}</urlset>`
}

function index(...children: readonly (readonly [string, number?])[]): string {
  const listed = children.map(([path, hours]) => {
    const modified = hours === undefined ? '' : `<lastmod>${before(hours)}</lastmod>`
    return `<sitemap><loc>${publisher.url}${path}</loc>${modified}</sitemap>`
  })
  return `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${listed.join('')}</sitemapindex>`
}

describe('a sitemap as a source', () => {
  const configure = (path: string, more = '') =>
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - sitemap: ${publisher.url}${path}\n${more}`) })

  test('gives the recent entries of a news sitemap, packed with gzip too, and no entry without a title', async () => {
    publisher.set('/news.xml.gz', {
      type: 'application/gzip',
      body: gzipSync(
        sitemap([
          { name: 'one', title: 'Harbour opens', hours: 2 },
          { name: 'two', title: 'Bridge closes', hours: 1 },
          { name: 'old', title: 'Long ago', hours: 24 * 30 },
          { name: 'three', hours: 3 },
        ]),
      ),
    })
    configure('/news.xml.gz')
    expect(await room.warta('run', '--now', t0)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(titles()).toEqual(['Bridge closes', 'Harbour opens'])
    const [first] = JSON.parse(room.read('world/feed.json')).items
    expect(first).toMatchObject({
      url: 'https://alpha.example/two',
      tags: ['harbour', 'ships'],
      _warta: { source: { name: 'Alpha' } },
    })
  })

  test('that has not changed is asked once, conditionally, and changes no byte', async () => {
    publisher.set('/news.xml', { body: sitemap([{ name: 'one', title: 'Harbour opens', hours: 2 }]), etag: '"v1"' })
    configure('/news.xml')
    await room.warta('run', '--now', t0)
    const first = await room.published()
    await room.warta('run', '--now', later(12))
    expect(await room.published()).toEqual(first)
    expect(publisher.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"'])
  })

  test('an index leads to its sitemaps: those of news and the latest, each asked once a cycle and conditionally', async () => {
    const children = Array.from({ length: 20 }, (_, n) => [`/posts-${n}.xml`, 24 * (n + 1)] as const)
    publisher.set('/index.xml', { body: index(...children, ['/news.xml', 1]), etag: '"index"' })
    publisher.set('/news.xml', { body: sitemap([{ name: 'one', title: 'Harbour opens', hours: 2 }]), etag: '"news"' })
    for (const [path] of children) publisher.set(path, { body: sitemap([]), etag: `"${path}"` })
    configure('/index.xml')
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    expect(titles()).toEqual(['Harbour opens'])
    expect(asked()).toEqual(['/index.xml', '/news.xml', '/posts-0.xml', '/posts-1.xml', '/posts-2.xml', '/posts-3.xml'])
    // The index stays as it is, and what it leads to does not.
    publisher.set('/news.xml', {
      body: sitemap([
        { name: 'one', title: 'Harbour opens', hours: 2 },
        { name: 'two', title: 'Bridge closes', hours: -2 },
      ]),
      etag: '"news-2"',
    })
    publisher.requests.length = 0
    await room.warta('run', '--now', later(3))
    expect(asked()).toEqual(['/index.xml', '/news.xml', '/posts-0.xml', '/posts-1.xml', '/posts-2.xml', '/posts-3.xml'])
    expect(publisher.requests.every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true)
    expect(titles()).toEqual(['Bridge closes', 'Harbour opens'])
  })

  test('a sitemap to which several sources lead is asked once a cycle, and each has its entries', async () => {
    const news = (...names: readonly string[]) =>
      sitemap(names.map((name) => ({ name, title: `Harbour ${name} opens`, hours: 2 })))
    publisher.set('/a.xml', { body: index(['/news.xml', 1], ['/own.xml', 1]), etag: '"a"' })
    publisher.set('/b.xml', { body: index(['/news.xml', 1]), etag: '"b"' })
    publisher.set('/news.xml', { body: news('one'), etag: '"news"' })
    publisher.set('/own.xml', { body: news('two'), etag: '"own"' })
    const section = (...paths: readonly string[]) =>
      world(paths.map((path) => `  - sitemap: ${publisher.url}${path}\n`).join(''))
    room.configure({
      'site.yaml': site(),
      'world.yaml': section('/a.xml', '/own.xml'),
      'harbour.yaml': section('/b.xml'),
    })
    const paths = ['/a.xml', '/b.xml', '/news.xml', '/own.xml']
    await room.warta('run', '--now', t0)
    expect(asked().toSorted()).toEqual(paths)
    expect(titles().toSorted()).toEqual(['Harbour one opens', 'Harbour two opens'])
    const harbour = () =>
      JSON.parse(room.read('harbour/feed.json')).items.map(({ title }: { readonly title: string }) => title)
    expect(harbour()).toEqual(['Harbour one opens'])
    publisher.set('/news.xml', { body: news('one', 'three'), etag: '"news-2"' })
    publisher.requests.length = 0
    await room.warta('run', '--now', later(3))
    expect(asked().toSorted()).toEqual(paths)
    expect(harbour().toSorted()).toEqual(['Harbour one opens', 'Harbour three opens'])
    publisher.requests.length = 0
    await room.warta('run', '--now', later(12))
    expect(asked().toSorted()).toEqual(paths)
    expect(publisher.requests.every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true)
  })

  test('a sitemap of an index that fails costs the others nothing; when all fail the source does', async () => {
    publisher.set('/index.xml', { body: index(['/none.xml', 1], ['/news.xml', 2]) })
    publisher.set('/news.xml', { body: sitemap([{ name: 'one', title: 'Harbour opens', hours: 2 }]) })
    configure('/index.xml')
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    expect(titles()).toEqual(['Harbour opens'])
    publisher.set('/news.xml', { status: 404 })
    for (const hours of [3, 6, 12, 36]) await room.warta('run', '--now', later(hours))
    const { stdout } = await room.warta('status', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ failure: { code: 'http-status' } })
    expect(titles()).toEqual(['Harbour opens'])
  })

  test('an index that lists sitemaps of other sites sends nobody there', async () => {
    const other = await startPublisher()
    try {
      other.set('/news.xml', { body: sitemap([{ name: 'two', title: 'Bridge closes', hours: 2 }]) })
      const strange = index(['/news.xml', 1]).replace(publisher.url, other.url)
      publisher.set('/index.xml', { body: strange })
      room.configure({
        'site.yaml': `title: Kabar\nallowPrivate: ["${publisher.host}", "${other.host}"]\n`,
        'world.yaml': world(`  - sitemap: ${publisher.url}/index.xml\n`),
      })
      await room.warta('run', '--now', t0)
      expect(other.requests).toEqual([])
      const { stdout } = await room.warta('status', '--json')
      expect(JSON.parse(stdout)).toMatchObject({ failure: { message: expect.stringContaining('another site') } })
    } finally {
      await other.close()
    }
  })

  test('an index that lists itself or another index is not followed in circles', async () => {
    publisher.set('/index.xml', { body: index(['/index.xml', 1], ['/other.xml', 1], ['/news.xml', 1]) })
    publisher.set('/other.xml', { body: index(['/deep.xml', 1]) })
    publisher.set('/news.xml', { body: sitemap([{ name: 'one', title: 'Harbour opens', hours: 2 }]) })
    configure('/index.xml')
    await room.warta('run', '--now', t0)
    expect(titles()).toEqual(['Harbour opens'])
    expect(asked().filter((path) => path === '/index.xml')).toHaveLength(1)
    expect(asked()).not.toContain('/deep.xml')
  })

  test.each([
    ['an index of nothing', []],
    ['an index of another index only', ['/other.xml']],
    ['an index of sitemaps without titles', ['/dull.xml']],
  ])('that never gave an entry says so: %s', async (_, paths) => {
    publisher.set('/index.xml', { body: index(...paths.map((path) => [path, 1] as const)) })
    publisher.set('/other.xml', { body: index(['/deep.xml', 1]) })
    publisher.set('/dull.xml', { body: sitemap([{ name: 'a', hours: 1 }]) })
    configure('/index.xml')
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    const { warnings } = JSON.parse((await room.warta('status', '--json')).stdout)
    expect(warnings).toContain('no entry: the sitemap has no titles, as those of news do')
  })

  test('of news that is empty for now is well, alone and in an index', async () => {
    publisher.set('/index.xml', { body: index(['/empty.xml', 1]) })
    publisher.set('/empty.xml', { body: sitemap([]) })
    for (const path of ['/index.xml', '/empty.xml']) {
      configure(path)
      expect(await room.warta('run', '--now', t0)).toEqual({ code: 0, stdout: '', stderr: '' })
    }
  })

  test('a page in its place is a failure and no entry', async () => {
    publisher.set('/news.xml', { type: 'text/html', body: '<!doctype html><title>Oops</title><p>Nothing here' })
    configure('/news.xml')
    expect((await room.warta('run', '--now', t0)).code).toBe(1)
    expect(JSON.parse((await room.warta('status', '--json')).stdout)).toMatchObject({ failure: { code: 'not-a-feed' } })
  })
})

describe('the further pages of a list', () => {
  const page = (numbers: readonly number[], next: string | undefined) =>
    `<!doctype html><html lang="en"><title>Portal</title><body>${numbers
      .map((n) => `<article><a href="/news/${n}">Piece number ${n}</a> <time datetime="${before(n)}"></time></article>`)
      .join('')}${next === undefined ? '' : `<a class="next" href="${next}">Older</a>`}`
  const set = (path: string, numbers: readonly number[], next?: string) =>
    publisher.set(path, { type: 'text/html', body: page(numbers, next) })
  const asked = () => publisher.requests.flatMap(({ url = '' }) => (/^\/(?:list|day)/.test(url) ? [url] : []))
  const configure = (pages: number) =>
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(
        `  - { page: "${publisher.url}/list", item: article, next: { link: a.next, pages: ${pages} } }\n`,
        'backfill: all\n',
      ),
    })

  test('are read as far as the operator says, and not again once their entries are known', async () => {
    set('/list', [1, 2], '/list?page=2')
    set('/list?page=2', [3, 4], '/list?page=3')
    set('/list?page=3', [5, 6], '/list?page=4')
    configure(3)
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    expect(titles()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `Piece number ${n}`))
    expect(asked()).toEqual(['/list', '/list?page=2', '/list?page=3'])
    publisher.requests.length = 0
    set('/list', [0, 1], '/list?page=2')
    await room.warta('run', '--now', later(3))
    expect(asked()).toEqual(['/list'])
    expect(titles()).toHaveLength(7)
  })

  test('that are past the end give nothing of what stands beside the list', async () => {
    const best = [71, 72, 73].map(
      (n) => `<li><a href="/news/${n}">Piece number ${n}</a> <time datetime="${later(-n)}"></time>`,
    )
    const beside = `<section><ol>${best.join('')}</ol></section>`
    const framed = (path: string, inside: string) =>
      publisher.set(path, {
        type: 'text/html',
        body: `<!doctype html><title>Portal</title><div class="list">${inside}</div>${beside}`,
      })
    framed('/list', page([1, 2, 3, 4], '/list?page=2'))
    framed('/list?page=2', '')
    configure(3)
    await room.warta('run', '--now', t0)
    expect(titles()).toEqual([1, 2, 3, 4].map((n) => `Piece number ${n}`))
  })

  test('that redirect to another site are not read, nor those that redirect to the first', async () => {
    const other = await startPublisher()
    try {
      room.configure({
        'site.yaml': `url: https://news.example.org/\nallowPrivate: ["${publisher.host}", "${other.host}"]\n`,
        'world.yaml': world(`  - { page: "${publisher.url}/list", item: article, next: { link: a.next, pages: 9 } }\n`),
      })
      set('/list', [1, 2], '/list?page=2')
      publisher.set('/list?page=2', { status: 302, headers: { location: `${other.url}/list` } })
      other.set('/list', { type: 'text/html', body: page([3, 4], undefined) })
      await room.warta('run', '--now', t0)
      expect(titles()).toEqual(['Piece number 1', 'Piece number 2'])
      set('/list', [11, 1], '/list?page=3')
      set('/list?page=3', [12], '/list?page=4')
      publisher.set('/list?page=4', { status: 302, headers: { location: '/list' } })
      publisher.requests.length = 0
      await room.warta('run', '--now', later(3))
      expect(asked().at(-1)).not.toBe('/list?page=5')
      expect(titles()).not.toContain('Piece number 3')
    } finally {
      await other.close()
    }
  })

  test('do not lead in circles, to other sites, or on without end', async () => {
    set('/list', [1], '/list?page=2')
    set('/list?page=2', [2], '/list')
    configure(100)
    await room.warta('run', '--now', t0)
    expect(asked()).toEqual(['/list', '/list?page=2'])
    set('/list', [11], 'http://127.0.0.1:9/list')
    await room.warta('run', '--now', later(3))
    expect(asked()).toHaveLength(3)
    for (let n = 0; n < 60; n++) set(n === 0 ? '/list' : `/day/${n}`, [100 + n], `/day/${n + 1}`)
    publisher.requests.length = 0
    await room.warta('run', '--now', later(6))
    expect(asked()).toHaveLength(20)
  })
})

test('a page that is too long to be read whole says so', async () => {
  const cards = [1, 2, 3].map((n) => `<article class="c"><a href="/n/${n}">Piece number ${n} of the day</a></article>`)
  publisher.set('/list', {
    type: 'text/html',
    body: `<!doctype html><title>Portal</title>${cards.join('')}${'<p>On and on it goes.</p>'.repeat(50_000)}`,
  })
  room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - page: ${publisher.url}/list\n    item: article.c\n`) })
  await room.warta('run', '--now', t0)
  const { warnings } = JSON.parse((await room.warta('status', '--json')).stdout)
  expect(warnings).toEqual(['the page is too long: its beginning was read'])
})

test('a page with more entries than are read says so', async () => {
  const rows = Array.from(
    { length: 501 },
    (_, n) => `<li class="row"><a href="/n/${n}">Piece number ${n} of it</a></li>`,
  )
  publisher.set('/list', { type: 'text/html', body: `<!doctype html><title>Portal</title><ul>${rows.join('')}</ul>` })
  publisher.set('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /n/' })
  room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - page: ${publisher.url}/list\n    item: .row\n`) })
  await room.warta('run', '--now', t0)
  expect((await room.warta('status')).stdout).toContain('items over 500')
})

test('a page on which no list was ever found says so', async () => {
  publisher.set('/list', {
    type: 'text/html',
    body: '<!doctype html><title>Portal</title><p>Welcome to the portal of the town.</p>',
  })
  room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - page: ${publisher.url}/list\n`) })
  const said = 'gives no entry: no list was found on the page'
  expect((await room.warta('run', '--now', t0)).stderr).toContain(said)
  expect((await room.warta('run', '--now', later(6))).stderr).not.toContain(said)
  const { warnings } = JSON.parse((await room.warta('status', '--json')).stdout)
  expect(warnings).toEqual(['no entry: no list was found on the page, name its entries with item'])
})

describe('a page that was redesigned', () => {
  const card = (n: number, more = '') =>
    `<article class="card"><a href="/news/${n}">Piece number ${n} of the day</a> <time datetime="${before(n)}"></time>${more}</article>`
  const set = (body: string, title = 'Portal') =>
    publisher.set('/list', {
      type: 'text/html',
      body: `<!doctype html><html lang="en"><title>${title}</title><body>${body}`,
    })
  const cards = (more?: string) => [1, 2, 3, 4, 5].map((n) => card(n, more)).join('')
  const statusOf = async () => JSON.parse((await room.warta('status', '--json')).stdout)
  const configure = () =>
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(`  - { page: "${publisher.url}/list", item: article.card, author: .by }\n`),
    })

  test('says which field it no longer has', async () => {
    configure()
    set(cards('<b class="by">Siti Rahma</b>'))
    await room.warta('run', '--now', t0)
    expect(await statusOf()).not.toHaveProperty('warnings')
    set(cards())
    expect((await room.warta('run', '--now', later(3))).stderr).toContain('has changed: author 0 %, was 100 %')
    expect(await statusOf()).toMatchObject({ state: 'ok', warnings: ['author 0 %, was 100 %'] })
    // The same body again: what was said of it still holds, and is not said twice.
    expect((await room.warta('run', '--now', later(6))).stderr).toBe('')
    expect(await statusOf()).toMatchObject({ warnings: ['author 0 %, was 100 %'] })
  })

  test('says when its list is elsewhere, takes it from there, and keeps what it had', async () => {
    configure()
    set(cards())
    await room.warta('run', '--now', t0)
    set(cards().replaceAll('class="card"', 'class="tile"'))
    await room.warta('run', '--now', later(3))
    expect((await statusOf()).warnings[0]).toMatch(/^nothing matches article\.card: the list was found otherwise/)
    expect(titles()).toHaveLength(5)
  })

  test.each([
    [', item: article.card', 'nothing matches article.card'],
    ['', 'no entries'],
  ])('tells an empty list from one that is gone, and keeps what it had%s', async (item, said) => {
    const held = (inside: string) => `<main><div class="list">${inside}</div></main><footer>Portal</footer>`
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - { page: "${publisher.url}/list"${item} }\n`) })
    set(held(cards()))
    await room.warta('run', '--now', t0)
    set(held(''))
    expect((await room.warta('run', '--now', later(3))).stderr).toContain(`has changed: ${said}`)
    expect(await statusOf()).toMatchObject({
      state: 'silent',
      warnings: ['0 items where 5 were', `${said}: the list is empty (div.list is there)`],
    })
    expect((await room.warta('status', '--state', 'silent')).stdout).toContain('the list is empty')
    set('<main><p>The domain of the portal may be yours.</p></main>', 'This domain is for sale')
    await room.warta('run', '--now', later(9))
    expect((await statusOf()).warnings).toContain(`${said}: div.list is gone, and no other list is like it`)
    expect((await statusOf()).name).toBe('Portal')
    expect(titles()).toHaveLength(5)
    set(held(cards()))
    await room.warta('run', '--now', later(18))
    expect((await statusOf()).state).toBe('ok')
  })

  test.each([[', item: article.card'], ['']])(
    'does not take what is read most for its list, and waits for the list to come back%s',
    async (item) => {
      const best = `<section class="b"><h4>Kes loetuimad</h4>${[2, 71, 72, 73, 74].map((n) => card(n).replaceAll('article', 'div').replace('card', 'r')).join('')}</section>`
      const held = (inside: string) => `<main><div class="list">${inside}</div></main>${best}`
      room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - { page: "${publisher.url}/list"${item} }\n`) })
      set(held(cards()))
      await room.warta('run', '--now', t0)
      const first = titles()
      set(held(''))
      await room.warta('run', '--now', later(3))
      expect((await statusOf()).warnings.join()).toContain('the list is empty (div.list is there)')
      expect(titles()).toEqual(first)
      set(held(card(9)))
      await room.warta('run', '--now', later(12))
      expect(titles()).not.toContain('Piece number 71 of the day')
    },
  )

  test('has no entry twice when all addresses are of another make, and the list has no dates', async () => {
    configure()
    const headline = (n: number) => `Council of place ${n} votes for a new bus line`
    const plain = (of: readonly number[], to: (n: number) => string) =>
      of.map((n) => `<article class="card"><a href="${to(n)}">${headline(n)}</a></article>`).join('')
    set(plain([5, 4, 3, 2, 1], (n) => `/news.php?id=${n}`))
    await room.warta('run', '--now', t0)
    const ids = (): readonly string[] =>
      JSON.parse(room.read('world/feed.json')).items.map(({ id }: { readonly id: string }) => id)
    const first = ids()
    const to = (n: number) => `/2026/bus-line-${n}.html`
    set(plain([6, 5, 4, 3, 2, 1], to))
    await room.warta('run', '--now', later(3))
    expect(titles().toSorted()).toEqual([1, 2, 3, 4, 5, 6].map(headline))
    expect(ids()).toEqual(expect.arrayContaining([...first]))
    expect(ids()).toHaveLength(6)
    set(plain([7, 6, 5, 4, 3, 2, 1], to))
    await room.warta('run', '--now', later(6))
    expect(titles().toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7].map(headline))
  })

  test('takes nothing from one article that its address leads to, says so, and adopts no move to there', async () => {
    configure()
    set(cards('<b class="by">Siti Rahma</b>'))
    await room.warta('run', '--now', t0)
    const first = titles()
    const prose = '<p>Piece number 3 of the day is told here at some length, so that it is a text of its own.</p>'
    const related = [3, 71, 72].map((n) => card(n)).join('')
    publisher.set('/news/3', {
      type: 'text/html',
      body: `<!doctype html><title>Piece number 3 of the day | Portal</title><h1>Piece number 3</h1><div>${prose.repeat(8)}</div><ul>${related}</ul>`,
    })
    publisher.set('/list', { status: 301, headers: { Location: '/news/3' } })
    const said = 'no entries: an article is in the place of the list'
    expect((await room.warta('run', '--now', later(3))).stderr).toContain(said)
    for (const hours of [20, 40, 60]) await room.warta('run', '--now', later(hours))
    expect(await statusOf()).toMatchObject({ state: 'silent', warnings: ['0 items where 5 were', said] })
    expect(titles()).toEqual(first)
    set(`${card(6)}${cards()}`)
    await room.warta('run', '--now', later(90))
    expect((await statusOf()).state).toBe('ok')
    expect(titles()).toContain('Piece number 6 of the day')
  })

  test('takes nothing from a domain for sale whose offers have the name that its entries had', async () => {
    configure()
    set(cards('<b class="by">Siti Rahma</b>'))
    await room.warta('run', '--now', t0)
    const first = titles()
    const offer = (n: number) =>
      `<article class="card"><a href="/search?q=${n}">Cheap flights to place ${n}</a></article>`
    set([1, 2, 3, 4].map(offer).join(''), 'portal.example is for sale')
    expect((await room.warta('run', '--now', later(3))).stderr).toContain('what matches article.card is something else')
    expect(titles()).toEqual(first)
  })

  test('does not take for its list what leads to other sites under the name that its entries had', async () => {
    configure()
    set(cards('<b class="by">Siti Rahma</b>'))
    await room.warta('run', '--now', t0)
    const first = titles()
    const advert = (n: number) =>
      `<article class="card"><a href="https://shop.example/${n}">Buy the product number ${n} today</a></article>`
    set(`<main>${[1, 2, 3, 4].map(advert).join('')}</main>`)
    expect((await room.warta('run', '--now', later(3))).stderr).toContain(
      'what matches article.card leads to other sites',
    )
    expect(titles()).toEqual(first)
    const tiles = [1, 2, 3, 4, 5, 6].map((n) => card(n).replaceAll('article', 'div').replace('card', 'tile')).join('')
    set(`<main>${[1, 2, 3, 4].map(advert).join('')}</main><section>${tiles}</section>`)
    await room.warta('run', '--now', later(6))
    expect((await statusOf()).warnings.join()).toContain('leads to other sites: the list was found otherwise')
    expect(titles().toSorted()).toEqual([...first, 'Piece number 6 of the day'].toSorted())
  })

  test('whose links all say the same now, and nothing else does, keeps the titles that are known, and says so', async () => {
    configure()
    set(cards())
    await room.warta('run', '--now', t0)
    const first = titles()
    set([1, 2, 3, 4, 5, 6].map((n) => card(n).replace(/Piece[^<]*/, 'Read all of it')).join(''))
    expect((await room.warta('run', '--now', later(3))).stderr).toContain('has changed: no title')
    expect(titles()).toEqual(first)
    expect((await statusOf()).warnings).toEqual(['no title: 6 entries say “Read all of it” in its place'])
    set([1, 2, 3, 4, 5, 6].map((n) => card(n)).join(''))
    await room.warta('run', '--now', later(6))
    expect(titles().toSorted()).toEqual([...first, 'Piece number 6 of the day'].toSorted())
  })

  test('is told of a second time when its list, found elsewhere before, is lost', async () => {
    configure()
    set(cards())
    await room.warta('run', '--now', t0)
    set(cards().replaceAll('class="card"', 'class="tile"'))
    expect((await room.warta('run', '--now', later(3))).stderr).toContain('the list was found otherwise')
    set('<p>We are working on our new site.</p>')
    expect((await room.warta('run', '--now', later(6))).stderr).toContain('no other list is like the one before')
    set('<p>We are still working on our new site.</p>')
    expect((await room.warta('run', '--now', later(15))).stderr).toBe('')
  })

  test('whose selector matches a box of something else now is read where its entries are', async () => {
    configure()
    set(cards())
    await room.warta('run', '--now', t0)
    const first = titles()
    const promo = (n: number) =>
      `<article class="card"><a href="/promo/${n}"><img src="/${n}.jpg" alt="Promo ${n}"></a></article>`
    const rows = [1, 2, 3, 4, 5, 6].map(
      (n) => `<li class="row"><a href="/news/${n}">Piece number ${n} of the day</a></li>`,
    )
    set(`<div>${[1, 2, 3].map(promo).join('')}</div><main><ul>${rows.join('')}</ul></main>`)
    const said = 'what matches article.card is something else: the list was found otherwise'
    expect((await room.warta('run', '--now', later(3))).stderr).toContain(said)
    expect(titles().toSorted()).toEqual([...first, 'Piece number 6 of the day'].toSorted())
  })

  const pieces = ['Harbour opens', 'Bridge closes', 'Mayor resigns', 'Library burns']
  test.each([
    ['by number', (n: number) => `<section><a href="/news/${n}?pos=${n}">Open story ${n}</a></section>`],
    [
      'by their pictures',
      (n: number) => `<div class="s"><a href="/news/${n}"><img src="/${n}.jpg" alt="Photo ${n}"></a></div>`,
    ],
    [
      'in a table',
      (n: number) => `<table><tr><td>[News]</td><td><a href="/news/${n}?v=${n}31">No. ${n}</a></td></tr></table>`,
    ],
    [
      'by a button',
      (n: number) =>
        `<li><a href="/news/${n}#respond">${n} notes</a><p>And so it was.</p><a href="/news/${n}">More</a></li>`,
    ],
  ])('and lists what it listed %s only is known by that, without a selector', async (_, row) => {
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - page: ${publisher.url}/list\n`) })
    set(
      `<main><div class="l">${pieces.map((title, n) => `<div class="c"><h3><a href="/news/${n}">${title} on Monday</a></h3>${timed(n + 1)}</div>`).join('')}</div></main>`,
    )
    await room.warta('run', '--now', t0)
    const bytes = await room.published()
    set(`<main>${pieces.map((__, n) => row(n)).join('')}</main>`)
    await room.warta('run', '--now', later(3))
    expect(await room.published()).toEqual(bytes)
    expect(await statusOf()).toMatchObject({ state: 'ok' })
  })

  test('says which selectors of its fields, and of its articles, match nothing any more', async () => {
    const selectors = 'item: article.card, title: .t, article: { body: .text }'
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(`  - { page: "${publisher.url}/list", ${selectors} }\n`),
    })
    const prose = (n: number) =>
      ['First', 'Then', 'At last']
        .map(
          (word) =>
            `<p>${word} the piece number ${n} of the day says that all ${n + 7} of the ships came in at noon.</p>`,
        )
        .join('')
    const pages = (name: string) => {
      for (const n of [1, 2, 3, 4, 5, 6, 7])
        publisher.set(`/news/${n}`, {
          type: 'text/html',
          body: `<!doctype html><html lang="en"><title>Piece number ${n} of the day</title><body><h1>Piece number ${n} of the day</h1><div class="${name}">${prose(n)}</div>`,
        })
    }
    const titled = (n: number, name: string) => card(n).replace('<a ', `<a class="${name}" `)
    pages('text')
    set([1, 2, 3, 4].map((n) => titled(n, 't')).join(''))
    await room.warta('run', '--now', t0)
    expect(await statusOf()).not.toHaveProperty('warnings')
    pages('copy')
    set([1, 2, 3, 4, 5, 6].map((n) => titled(n, 'u')).join(''))
    const { stderr } = await room.warta('run', '--now', later(3))
    const said = [
      'title: .t matches nothing in any entry',
      'article.body: .text matches nothing on the articles’ pages',
    ]
    expect(stderr).toContain(`has changed: ${said[0]}`)
    expect((await statusOf()).warnings).toEqual(said)
    // One page that has it, and nothing is said of it.
    pages('text')
    set([1, 2, 3, 4, 5, 6, 7].map((n) => titled(n, 't')).join(''))
    await room.warta('run', '--now', later(6))
    expect(await statusOf()).not.toHaveProperty('warnings')
  })

  test('whose entries lead nowhere any more says so', async () => {
    configure()
    set(cards())
    await room.warta('run', '--now', t0)
    set(cards().replaceAll('href', 'data-href'))
    await room.warta('run', '--now', later(3))
    expect((await statusOf()).warnings).toContain(
      'what matches article.card leads nowhere: no other list is like the one before',
    )
  })

  test('says when its list is empty, or gone, and keeps what it had', async () => {
    configure()
    set(cards())
    await room.warta('run', '--now', t0)
    set('<p>We are working on our new site and will be back with all the news soon.</p>')
    await room.warta('run', '--now', later(3))
    expect((await statusOf()).warnings).toEqual([
      '0 items where 5 were',
      'nothing matches article.card: no other list is like the one before',
    ])
    expect(titles()).toHaveLength(5)
  })
})

describe('a page whose list does not say the titles', () => {
  const subjects = ['harbour', 'library', 'orchard', 'ferry', 'school', 'museum', 'bakery']
  const headline = (n: number) => `The ${subjects[n]} opens again after the long winter`
  const set = (card: (n: number) => string, count: number) =>
    publisher.set('/list', {
      type: 'text/html',
      body: `<!doctype html><html lang="en"><title>Portal</title><body><main>${Array.from({ length: count }, (_, n) => `<div class="k">${card(n)}</div>`).join('')}</main>`,
    })
  const article = (n: number, title = headline(n), folder = '') =>
    publisher.set(`${folder}/n/${n}`, {
      type: 'text/html',
      body: `<!doctype html><html lang="en"><title>${title} - Portal</title><body><main><h1>${title}</h1>${[
        'First',
        'Then',
        'Later',
        'At last',
      ]
        .map(
          (word) =>
            `<p>${word} the people of the ${subjects[n]} that opens after the winter told us on Wednesday what the ${subjects[n]} had been through since ${word === 'Then' ? 'the storm' : 'it was shut'} and that it was theirs.</p>`,
        )
        .join('')}</main>`,
    })
  const headed = (n: number) => `<h3><a href="/n/${n}">${headline(n)}</a></h3>${timed(n + 1)}`
  const statusOf = async () => JSON.parse((await room.warta('status', '--json')).stdout)
  const articlesAsked = () => asked().filter((url) => url?.startsWith('/n/'))

  beforeEach(() => {
    for (let n = 0; n < subjects.length; n++) article(n)
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(`  - { page: "${publisher.url}/list", item: .k, dedupe: off }\n`),
    })
  })

  test.each([
    ['how many wrote about it', (n: number) => `<a href="/n/${n}">${n + 3} comments</a>`],
    ['what number it has', (n: number) => `<span>Winter</span> <a href="/n/${n}">Read story no. ${n + 12}</a>`],
    ['what it takes to hear it', (n: number) => `<a href="/n/${n}">Listen · ${n + 2} min</a>`],
    ['a picture only', (n: number) => `<a href="/n/${n}"><img src="/${n}.jpg"></a>`],
  ])('any more but %s keeps those that are known, names the new by their articles, and says so', async (_, card) => {
    set(headed, 5)
    await room.warta('run', '--now', t0)
    const first = titles()
    const items = () => JSON.parse(room.read('world/feed.json')).items
    const shown = items()
    set((n) => `${card(n)}${timed(n + 1)}`, 6)
    publisher.requests.length = 0
    expect((await room.warta('run', '--now', later(3))).stderr).toContain('has changed: no title')
    expect((await statusOf()).warnings.join()).toContain('no title: 6 entries say')
    expect(titles().toSorted()).toEqual([...first, headline(5)].toSorted())
    expect(articlesAsked()).toEqual(['/n/5'])
    expect(items().filter(({ title }: { readonly title: string }) => title !== headline(5))).toEqual(shown)
    const bytes = await room.published()
    // What is counted runs on, and the headlines stay.
    set((n) => `${card(n + 10).replace(`/n/${n + 10}`, `/n/${n}`)}${timed(n + 1)}`, 6)
    await room.warta('run', '--now', later(6))
    expect(await room.published()).toEqual(bytes)
    expect(articlesAsked()).toEqual(['/n/5'])
  })

  test('shows no entry without a title before its article was read, and why says so', async () => {
    set(headed, 4)
    await room.warta('run', '--now', t0)
    publisher.set('/n/4', { status: 503, type: 'text/html', body: '' })
    publisher.set('/n/5', { status: 404, type: 'text/html', body: '' })
    set((n) => `<a href="/n/${n}">Continue</a>`, 6)
    await room.warta('run', '--now', later(3))
    expect(titles()).toHaveLength(4)
    expect((await room.warta('why', `${publisher.url}/n/5`)).stdout).toContain('its source says no title of it')
    article(4)
    await room.warta('run', '--now', later(6))
    expect(titles()).toHaveLength(5)
    expect(titles()).toContain(headline(4))
  })

  const spans = (n: number, title = headline(n)) =>
    `<a href="/n/${n}"><span>Winter news</span> <span>${title}</span> <span>In short: it was the ${subjects[n]} that everybody had missed most of all, said the mayor.</span></a>`

  test('apart from what stands beside them takes its articles’ headlines, once, and those of articles that were edited', async () => {
    publisher.set('/n/3', { status: 404, type: 'text/html', body: '' })
    set((n) => spans(n), 4)
    await room.warta('run', '--now', t0)
    expect(titles().toSorted().slice(0, 3)).toEqual([0, 1, 2].map(headline))
    expect(titles().toSorted()[3]).toMatch(/^Winter news The ferry/)
    const bytes = await room.published()
    publisher.requests.length = 0
    set((n) => `${spans(n)} <!-- ${n} -->`, 4)
    await room.warta('run', '--now', later(3))
    expect(await room.published()).toEqual(bytes)
    expect(articlesAsked()).toEqual([])
    const edited = 'The library opens again, and burns down'
    article(1, edited)
    set((n) => spans(n, n === 1 ? edited : undefined), 4)
    await room.warta('run', '--now', later(6))
    expect(articlesAsked()).toEqual(['/n/1'])
    expect(titles()).toContain(edited)
    expect(titles()).not.toContain(headline(1))
  })

  test('or says them otherwise takes neither titles nor texts away where the articles are not to be had again', async () => {
    publisher.set('/n/3', { status: 404, type: 'text/html', body: '' })
    set(headed, 4)
    await room.warta('run', '--now', t0)
    const items = () => JSON.parse(room.read('world/feed.json')).items
    const shown = items()
    for (let n = 0; n < 4; n++) publisher.set(`/n/${n}`, { status: 404, type: 'text/html', body: '' })
    // Under others' headlines, by a mistake of the template; then by arrows and numbers.
    const others = [
      'Mayor resigns at last',
      'Strike ends on Friday',
      'Rain floods the valley',
      'Budget passes by a vote',
    ]
    set((n) => `<h3><a href="/n/${n}">${others[n]}</a></h3>${timed(n + 1)}`, 4)
    await room.warta('run', '--now', later(3))
    expect(items()).toEqual(shown)
    set(
      (n) =>
        `<a href="/n/${n}"><img src="/${n}.jpg"></a><a href="/n/${n}#c">(${n})</a><a href="/n/${n}">»</a>${timed(n + 1)}`,
      4,
    )
    await room.warta('run', '--now', later(6))
    expect(items()).toEqual(shown)
    set(headed, 4)
    await room.warta('run', '--now', later(9))
    expect(items()).toEqual(shown)
  })

  test('or leads elsewhere keeps the links that worked until the new ones answer', async () => {
    set(headed, 4)
    await room.warta('run', '--now', t0)
    const items = (): readonly Record<'url' | 'date_modified' | 'content_html', string>[] =>
      JSON.parse(room.read('world/feed.json')).items.map(({ _warta: _, ...item }: Record<string, unknown>) => item)
    const shown = items()
    const under = (folder: string) => set((n) => headed(n).replaceAll('/n/', `${folder}/n/`), 4)
    under('http://127.0.0.1:9')
    await room.warta('run', '--now', later(3))
    expect(items()).toEqual(shown)
    for (let n = 0; n < 4; n++) publisher.set(`/en/n/${n}`, { status: 503, type: 'text/html', body: '' })
    under('/en')
    await room.warta('run', '--now', later(6))
    expect(items()).toEqual(shown)
    for (let n = 0; n < 4; n++) article(n, headline(n), '/en')
    await room.warta('run', '--now', later(9))
    const moved = shown.map(({ url }) => url.replace('/n/', '/en/n/'))
    expect(items().map(({ url }) => url)).toEqual(moved)
  })

  test('believes no list that says other things of all entries than before, where their articles say the same', async () => {
    set(headed, 5)
    await room.warta('run', '--now', t0)
    const shown = JSON.parse(room.read('world/feed.json')).items
    const said = (n: number) => `Since the storm it was theirs, people told us on day ${n + 3} of the week`
    set((n) => `<h3><a href="/n/${n}">${said(n)}</a></h3>${timed(n + 1)}`, 6)
    await room.warta('run', '--now', later(3))
    const items = JSON.parse(room.read('world/feed.json')).items
    expect(items.filter(({ title }: { readonly title: string }) => title !== headline(5))).toEqual(shown)
    expect(items).toHaveLength(6)
    expect((await statusOf()).warnings).toEqual(['no title: most entries say something else in its place'])
  })
})

describe('a page whose links have something drawn for each who asks', () => {
  const headlines = [
    'Harbour opens again after storm',
    'Bridge closes for repairs',
    'Mayor resigns at last',
    'Library burns down',
    'Ferry returns to the bay',
  ]
  const hex = (n: number) => n.toString(16).padStart(8, 'a').repeat(3)

  test.each([
    [
      'a session without a name of ours',
      (n: number, poll: number) => `/n/${n}?CFID=${4_000 + poll}&CFTOKEN=${8_000 + poll}`,
      2,
    ],
    ['a number between nought and one', (n: number, poll: number) => `/n/${n}?rnd=0.${77_777_777 + poll}`, 2],
    [
      'the time, for each link another',
      (n: number, poll: number) => `/n/${n}?_=${1_732_701_234_567 + 97 * n + poll}`,
      2,
    ],
    ['a folder', (n: number, poll: number) => `/s-${hex(poll + 3)}/n/${n}`, 2],
    [
      'a folder before the number of the piece',
      (n: number, poll: number) => `/read/${hex(poll + 3)}/${n}.html?p=${n}`,
      2,
    ],
    [
      'a short number, for each link another',
      (n: number, poll: number) => `/n/${n}?r=${(n * 31 + poll * 17) % 100}`,
      3,
    ],
  ])('has the same entries at each poll: %s', async (_, href, settled) => {
    const set = (poll: number, count = 4) =>
      publisher.set('/list', {
        type: 'text/html',
        body: `<!doctype html><html lang="en"><title>Portal</title><main>${headlines
          .slice(0, count)
          .map((title, n) => `<div class="k"><h3><a href="${href(n, poll)}">${title}</a></h3></div>`)
          .join('')}</main>`,
      })
    const articlesAsked = () => asked().filter((url) => url !== '/list' && url !== '/robots.txt')
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - { page: "${publisher.url}/list", item: .k }\n`) })
    for (let poll = 1; poll < settled; poll++) {
      set(poll)
      await room.warta('run', '--now', later(3 * poll))
    }
    const bytes = await room.published()
    publisher.requests.length = 0
    for (let poll = settled; poll < settled + 2; poll++) {
      set(poll)
      await room.warta('run', '--now', later(3 * poll))
    }
    expect(await room.published()).toEqual(bytes)
    expect(articlesAsked()).toEqual([])
    set(settled + 2, 5)
    await room.warta('run', '--now', later(3 * settled + 6))
    expect(titles().toSorted()).toEqual(headlines.toSorted())
    expect(articlesAsked()).toHaveLength(1)
    set(settled + 3, 5)
    await room.warta('run', '--now', later(3 * settled + 9))
    expect(titles()).toHaveLength(5)
    expect(articlesAsked()).toHaveLength(1)
  })
})

describe('a remote list as a source', () => {
  const feed = (path: string, title: string) =>
    publisher.set(path, {
      body: `<rss version="2.0"><channel><title>${title}</title><item><title>${title} opens</title><guid isPermaLink="false">${path}</guid><pubDate>${new Date(before(1)).toUTCString()}</pubDate></item></channel></rss>`,
    })
  const list = (...paths: readonly string[]) =>
    publisher.set('/list.opml', {
      body: `<opml version="2.0"><body><outline text="Folder">${paths.map((path) => `<outline type="rss" text="Feed ${path}" xmlUrl="${publisher.url}${path}"/>`).join('')}</outline></body></opml>`,
    })
  const configure = (more = '') =>
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(`  - { list: "${publisher.url}/list.opml", id: friends }\n${more}`, 'gate: off\n'),
    })
  const ids = async () =>
    (await room.warta('status', '--json')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

  test('brings its feeds, and those that come and go, each asked once a cycle', async () => {
    feed('/a', 'Harbour')
    feed('/b', 'Bridge')
    list('/a')
    configure()
    expect(await room.warta('run', '--now', t0)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(asked()).toEqual(['/list.opml', '/a'])
    expect(titles()).toEqual(['Harbour opens'])
    list('/a', '/b')
    await room.warta('run', '--now', later(3))
    expect(asked().filter((path) => path === '/b')).toHaveLength(1)
    expect(titles().toSorted()).toEqual(['Bridge opens', 'Harbour opens'])
    const known = await ids()
    expect(known.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok'])
    expect(known.every(({ sections }) => sections.includes('world'))).toBe(true)
    list('/b')
    publisher.requests.length = 0
    await room.warta('run', '--now', later(30))
    expect(titles()).toEqual(['Bridge opens'])
    expect(await ids()).toHaveLength(2)
  })

  test('that fails, or suddenly holds nothing, changes nothing', async () => {
    feed('/a', 'Harbour')
    list('/a')
    configure()
    await room.warta('run', '--now', t0)
    list()
    await room.warta('run', '--now', later(30))
    expect(titles()).toEqual(['Harbour opens'])
    expect((await ids()).find(({ id }) => id === 'friends')).toMatchObject({ warnings: ['0 sources where 1 were'] })
    publisher.set('/list.opml', { status: 500 })
    await room.warta('run', '--now', later(60))
    expect(titles()).toEqual(['Harbour opens'])
  })

  test('holds at most a thousand, none of them at a private address, and does not take over what is configured', async () => {
    feed('/a', 'Harbour')
    publisher.set('/list.opml', {
      body: `<opml><body><outline xmlUrl="${publisher.url}/a"/><outline xmlUrl="http://127.0.0.1:9/x"/>${Array.from({ length: 1200 }, (_, n) => `<outline xmlUrl="http://10.0.${n >> 8}.${n & 255}/"/>`).join('')}</body></opml>`,
    })
    configure(`  - { url: "${publisher.url}/a", id: alpha, name: Mine }\n`)
    await room.warta('run', '--now', t0)
    const known = await ids()
    expect(known).toHaveLength(1001)
    expect(known.filter(({ id }) => id === 'alpha')).toMatchObject([{ name: 'Mine', state: 'ok' }])
    expect(known.filter(({ failure }) => failure?.code === 'refused-address')).toHaveLength(999)
    expect(asked().filter((path) => path === '/a')).toHaveLength(1)
  })
})
