import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, rss, startPublisher } from './publisher.ts'

const t0 = '2024-07-01T09:00:00Z'

let publisher: Publisher
let room: TestNewsroom

beforeEach(async () => {
  publisher = await startPublisher()
  room = newsroom({ 'site.yaml': `url: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n` })
})
afterEach(async () => {
  await publisher.close()
  room.remove()
})

const section = (slug: string) => readFileSync(join(room.folder, 'feeds', `${slug}.yaml`), 'utf8')
const asked = () => publisher.requests.map(({ url }) => url)
const page = (path: string, head: string, body = '<p>Welcome') =>
  publisher.set(path, {
    type: 'text/html',
    body: `<!doctype html><html lang="en"><head><title>Site</title>${head}</head><body>${body}`,
  })
const feed = (path: string, title = 'Alpha') => publisher.set(path, { body: rss(title, [{ title: 'Harbour opens' }]) })
const add = (path: string, ...more: readonly string[]) =>
  room.warta('add', `${publisher.url}${path}`, '--section', 'world', '--now', t0, ...more)

describe('warta add', () => {
  test('takes a feed as it is, makes the section, and shows the first entries', async () => {
    feed('/rss')
    const { code, stdout, stderr } = await add('/rss')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('rss-2.0 "Alpha", 1 entries')
    expect(stdout).toContain('Harbour opens')
    expect(section('world')).toBe(`title: World\nsources:\n  - ${publisher.url}/rss\n`)
    expect(asked()).toEqual(['/rss'])
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
  })

  test('finds the feed that a page names, the one of its own part first and the one of comments last', async () => {
    const link = (href: string, title: string) =>
      `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`
    page(
      '/world/',
      `${link('/comments/feed', 'Comments')}${link('/feed', 'All')}${link('world/feed.xml', 'World')}`.replace(
        'world/',
        '/world/',
      ),
    )
    feed('/world/feed.xml')
    const { code, stdout } = await add('/world/')
    expect(code).toBe(0)
    expect(asked()).toEqual(['/world/', '/world/feed.xml'])
    expect(section('world')).toContain(`- ${publisher.url}/world/feed.xml\n`)
    expect(stdout).toContain('the page names it')
    expect(stdout).toContain(`${publisher.url}/feed`)
  })

  test('finds the feed that a Link header names', async () => {
    publisher.set('/', {
      type: 'text/html',
      headers: {
        link: '</style.css>; rel=preload, </hidden/feed>; rel="alternate"; type="application/atom+xml"; title="a, b"',
      },
      body: '<!doctype html><title>Site</title><p>Hello',
    })
    feed('/hidden/feed')
    expect((await add('/')).code).toBe(0)
    expect(asked()).toEqual(['/', '/hidden/feed'])
  })

  test('finds the feed that a link says it is, whatever its address looks like', async () => {
    page(
      '/',
      '',
      '<p><a href="/about">About RSS, and what the newsroom thinks of its many uses today</a> <a href="#rss">RSS</a> <a href="mailto:rss@example.com">RSS</a> <a href="/syndication/news">RSS feed</a> <a href="/other"><img alt="Atom" src="a.png"></a>',
    )
    feed('/syndication/news')
    expect((await add('/')).code).toBe(0)
    expect(asked()).toEqual(['/', '/syndication/news'])
    expect(section('world')).toContain(`- ${publisher.url}/syndication/news\n`)
  })

  test('looks for the feed of a part in the part, written with a slash at the end or without', async () => {
    page('/category/harbour', '')
    feed('/category/harbour/feed/')
    expect((await add('/category/harbour')).code).toBe(0)
    expect(asked()).toEqual(['/category/harbour', '/category/harbour/feed/'])
  })

  test('looks in the usual places, asks each once, and never twice for one document', async () => {
    page(
      '/',
      '<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/rss+xml" href="/feed/#x">',
    )
    publisher.set('/rss', { status: 302, headers: { location: '/rss.xml' } })
    publisher.set('/feed.xml', { status: 302, headers: { location: '/' } })
    feed('/atom.xml')
    const { code, stdout } = await add('/')
    expect(code).toBe(0)
    expect(stdout).toContain('a usual place')
    expect(new Set(asked()).size).toBe(asked().length)
    expect(asked()).toEqual(['/', '/feed/', '/rss', '/rss.xml', '/feed.xml', '/atom.xml'])
  })

  test('writes where a feed has moved to for good', async () => {
    publisher.set('/old', { status: 301, headers: { location: '/new' } })
    feed('/new')
    await add('/old')
    expect(section('world')).toContain(`${publisher.url}/new`)
  })

  test('takes a sitemap of news where there is no feed, and no other sitemap', async () => {
    page('/', '')
    publisher.set('/robots.txt', {
      type: 'text/plain',
      body: `User-agent: *\nDisallow: /x\nSitemap: ${publisher.url}/all.xml\nSitemap: ${publisher.url}/news.xml\n`,
    })
    publisher.set('/all.xml', {
      body: '<urlset><url><loc>https://a.example/1</loc><lastmod>2024-07-01</lastmod></url></urlset>',
    })
    publisher.set('/news.xml', {
      body: `<urlset xmlns:news="x"><url><loc>https://a.example/1</loc><news:news><news:publication_date>2024-07-01T08:00:00Z</news:publication_date><news:title>Bridge closes</news:title></news:news></url></urlset>`,
    })
    const { code, stdout } = await add('/')
    expect(code).toBe(0)
    expect(stdout).toContain('Bridge closes')
    expect(section('world')).toContain(`- sitemap: ${publisher.url}/news.xml\n`)
    expect(new Set(asked()).size).toBe(asked().length)
  })

  test('takes a list of feeds as one that is followed, and not a feed that lies beside it', async () => {
    feed('/feed/')
    publisher.set('/blogroll.opml', {
      body: `<opml version="2.0"><head><title>Ours</title></head><body><outline text="Folder"><outline text="Alpha" type="rss" xmlUrl="${publisher.url}/a.xml"/><outline text="Beta" xmlUrl="${publisher.url}/b.xml"/></outline></body></opml>`,
    })
    const { code, stdout } = await add('/blogroll.opml')
    expect(code).toBe(0)
    expect(stdout).toContain('a list "Ours" of 2 feeds, followed as it changes (the address itself)')
    expect(stdout).toContain('Beta')
    expect(section('world')).toBe(`title: World\nsources:\n  - list: ${publisher.url}/blogroll.opml\n`)
    expect(asked()).toEqual(['/blogroll.opml'])
  })

  test('takes an index of sitemaps where one of them has news, and else no feed that lies beside it', async () => {
    feed('/feed/')
    const index = (...names: readonly string[]) =>
      `<sitemapindex>${names.map((name) => `<sitemap><loc>${publisher.url}/${name}</loc></sitemap>`).join('')}</sitemapindex>`
    publisher.set('/index.xml', { body: index('old.xml', 'today.xml') })
    publisher.set('/dull.xml', { body: index('old.xml') })
    publisher.set('/old.xml', { body: '<urlset><url><loc>https://a.example/1</loc></url></urlset>' })
    publisher.set('/today.xml', {
      body: `<urlset xmlns:news="x"><url><loc>https://a.example/1</loc><news:news><news:publication_date>2024-07-01T08:00:00Z</news:publication_date><news:title>Bridge closes</news:title></news:news></url></urlset>`,
    })
    const dull = await add('/dull.xml')
    expect(dull.code).toBe(1)
    expect(dull.stdout).toContain(`${publisher.url}/old.xml: a sitemap without news`)
    expect(asked()).toEqual(['/dull.xml', '/old.xml'])
    const { code, stdout } = await add('/index.xml')
    expect(code).toBe(0)
    expect(stdout).toContain('Bridge closes')
    expect(section('world')).toContain(`- sitemap: ${publisher.url}/index.xml\n`)
    expect(asked().slice(2)).toEqual(['/index.xml', '/old.xml', '/today.xml'])
  })

  test('proposes the entries on the page where there is neither, and says how each field was found', async () => {
    const card = (n: number) =>
      `<article class="card"><h2><a href="/berita/${n}">Kabar nomor ${n} dari pelabuhan Jakarta</a></h2><span>Senin, 1 Juli 2024 1${n}:53:15 WIB</span></article>`
    page('/international', '', `<main>${[1, 2, 3, 4].map(card).join('')}</main>`)
    const { code, stdout } = await add('/international')
    expect(code).toBe(0)
    expect(stdout).toContain(
      'Kabar nomor 1 dari pelabuhan Jakarta · Senin, 1 Juli 2024 11:53:15 WIB (2024-07-01T11:53:15+07:00)\n',
    )
    expect(stdout).toMatch(/found: title and link 100 %, date 100 % \(text\), author 0 %/)
    expect(section('world')).toMatch(/- page: .*\/international\n {4}item: article(\.card)?\n/)
    expect(new Set(asked()).size).toBe(asked().length)
    expect((await room.warta('run', '--now', '2024-07-01T12:00:00Z')).code).toBe(0)
    expect(room.read('world/feed.json')).toContain('Kabar nomor 4')
  })

  const named = (count: number, path: (n: number) => string) =>
    Array.from(
      { length: count },
      (_, n) => `<link rel="alternate" type="application/rss+xml" title="Part ${n}" href="${path(n)}">`,
    ).join('')

  test('offers no feed that was asked in vain, and says which were not asked', async () => {
    page(
      '/',
      named(3, (n) => `/part-${n}.xml`),
    )
    feed('/part-1.xml')
    const { stdout } = await add('/', '--dry-run')
    expect(asked()).toEqual(['/', '/part-0.xml', '/part-1.xml'])
    expect(stdout).toContain(`not asked:\n  ${publisher.url}/part-2.xml\n`)
    expect(stdout).not.toContain('part-0.xml')
    expect(JSON.parse((await add('/', '--dry-run', '--json')).stdout).others).toEqual([`${publisher.url}/part-2.xml`])
  })

  test('tells of the many feeds of a page that it did not ask', async () => {
    page(
      '/',
      named(30, (n) => `/part-${n}.xml`),
    )
    const { code, stdout } = await add('/')
    expect(code).toBe(1)
    expect(asked().filter((path) => path?.startsWith('/part-'))).toHaveLength(4)
    expect(stdout).toContain(`not asked:\n  ${publisher.url}/part-4.xml\n`)
    expect(stdout).toContain('  and 16 more\n')
  })

  test('names a bot wall as such, says what can be done, and does not knock again', async () => {
    publisher.set('/', { status: 403, headers: { 'cf-mitigated': 'challenge', server: 'cloudflare' } })
    const { code, stdout } = await add('/')
    expect(code).toBe(1)
    expect(stdout).toContain('/: challenge 403 blocked by Cloudflare\nA wall in front of the publisher wants')
    page('/wall', '<title>Just a moment...</title>', '<script>window._cf_chl_opt={}</script><p>Checking')
    publisher.requests.length = 0
    const wall = await add('/wall')
    expect(wall.stdout).toContain('; a challenge of Cloudflare instead of the page\nA wall in front')
    expect(asked()).toEqual(['/wall'])
  })

  const text = [1, 2, 3, 4]
    .map(
      (n) =>
        `<p>Paragraph ${n}: the ships came in at noon, and the mayor of the town said that all went well on the day, and on the days before it and after; nobody was hurt at all.</p>`,
    )
    .join('')
  const cards = (path: string, from: number) =>
    [0, 1, 2, 3, 4]
      .map(
        (n) =>
          `<div class="card"><h3><a href="${path}/${from + n}">Headline number ${from + n} of the harbour town</a></h3> ${n + 1} July 2024</div>`,
      )
      .join('')
  const piece = (path: string, head = '') =>
    page(
      path,
      head,
      `<h1>Harbour opens again</h1><div>${text}</div><aside><h3>Related</h3>${cards('/other', 50)}</aside>`,
    )

  test('follows the site of an article and not what stands beside it', async () => {
    piece('/news/2024/harbour-opens')
    page('/news/', '', `<main>${cards('/news', 1)}</main>`)
    page('/', '', '<p>Welcome')
    const { code, stdout } = await add('/news/2024/harbour-opens')
    expect(code).toBe(0)
    expect(stdout).toContain('the address is an article')
    expect(section('world')).toContain(`- page: ${publisher.url}/news/\n    item: div.card\n`)
    expect(new Set(asked()).size).toBe(asked().length)
  })

  test('looks at the list of a site for a piece that is too short to be known for an article', async () => {
    publisher.set('/news/most', {
      type: 'text/html',
      body: '<!doctype html><title>Bridge closes</title><h1>Bridge closes</h1><p>The bridge is closed until March.</p><a href="/news/">News</a>',
    })
    page('/news/', '', cards('/news', 6))
    page('/', '', '<p>Welcome')
    const { code, stdout } = await add('/news/most')
    expect(code).toBe(0)
    expect(stdout).toContain('nothing is listed at the address')
    expect(section('world')).toContain(`- page: ${publisher.url}/news/\n    item: div.card\n`)
    expect(new Set(asked()).size).toBe(asked().length)
  })

  test('takes the feed that the front page of an article’s site names, and never its comments', async () => {
    piece('/2024/07/harbour-opens/')
    feed('/2024/07/harbour-opens/feed/', 'Comments on: Harbour opens again')
    page(
      '/',
      named(1, () => '/all.xml'),
    )
    feed('/all.xml')
    await add('/2024/07/harbour-opens/')
    expect(section('world')).toBe(`title: World\nsources:\n  - ${publisher.url}/all.xml\n`)
  })

  test('has nothing to propose for an article of which the site lists none', async () => {
    piece('/about/harbour', '<meta property="article:published_time" content="2024-07-01T08:00:00Z">')
    const { code, stdout } = await add('/about/harbour')
    expect(code).toBe(1)
    expect(stdout).not.toContain('Headline number')
  })

  test('takes the entries of the page where its feed has none or died years ago, and else says so', async () => {
    const card = (n: number) =>
      `<article><h2><a href="/${n}">The harbour opens gate number ${n}</a></h2><time datetime="2024-06-30T1${n}:00Z"></time></article>`
    const named = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    page('/', named, [1, 2, 3, 4].map(card).join(''))
    page('/bare', named)
    const old = { title: 'Old', date: new Date('2017-11-26T08:00:00Z') }
    for (const [items, said] of [
      [[], 'it has no entries now'],
      [[old], 'its newest entry is of 2017-11-26'],
    ] as const) {
      publisher.set('/rss', { body: rss('Alpha', items) })
      const { stdout } = await add('/', '--dry-run')
      expect(stdout).toContain(`not ${publisher.url}/rss, since ${said}`)
      expect(stdout).toMatch(/^ +- page: /m)
      const bare = await add('/bare', '--dry-run')
      expect(bare.stdout).toContain(`  ${said}`)
      expect(bare.stdout).toContain(`- ${publisher.url}/rss`)
    }
  })

  test('says what the dates of a list are read as: their year, and another day of the week than is written', async () => {
    const dates = ['Mon, 24 Jun', 'Friday, 21 June 2024', 'Monday, 20 June 2024', '<time datetime="2024-06-19"></time>']
    const rows = dates.map(
      (date, n) => `<li><a href="/n/${n}">Headline number ${n} of the harbour town</a> ${date}</li>`,
    )
    page('/list', '', `<ul class="news">${rows.join('')}</ul>`)
    const { stdout } = await add('/list', '--dry-run')
    expect(stdout).toContain('· Mon, 24 Jun (2024-06-24)\n')
    expect(stdout).toContain('21 June 2024 (2024-06-21)\n')
    expect(stdout).toContain('20 June 2024 (2024-06-20, another day of the week)\n')
    expect(stdout).toContain('· 2024-06-19\n')
  })

  test('says so where dates have no zone, unless the operator has written one', async () => {
    const date = (n: number) => `2024-07-01 0${n}:30`
    const items = [1, 2].map((n) => `<item><title>Kabar ${n}</title><pubDate>${date(n)}</pubDate></item>`).join('')
    const body = `<rss version="2.0"><channel><title>Alpha</title>${items}<item><title>Kabar</title><pubDate>Mon, 01 Jul 2024 08:00:00 +0700</pubDate></item></channel></rss>`
    publisher.set('/rss', { body })
    expect((await add('/rss', '--dry-run')).stdout).toContain(
      '  2 dates have no zone and will not be used: write timezone (such as Asia/Jakarta) at the source\n',
    )
    expect(JSON.parse((await add('/rss', '--dry-run', '--json')).stdout)).toMatchObject({ withoutZone: 2 })
    room.configure({
      'site.yaml': `url: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\ndefaults: { timezone: Asia/Jakarta }\n`,
      'world.yaml': 'title: World\nsources: [https://a.example/rss]\n',
    })
    const { stdout } = await add('/rss')
    expect(stdout).toContain('Added to')
    expect(stdout).not.toContain('zone')
  })

  test('keeps comments, order and every other byte of the file', async () => {
    const before =
      '# mine\ntitle: World   # all of it\nsources:\n  - https://a.example/   # first\n\n# rules\nlimit: 5\n'
    room.configure({ 'world.yaml': before })
    feed('/rss')
    await add('/rss')
    expect(section('world')).toBe(before.replace('# first\n', `# first\n  - ${publisher.url}/rss\n`))
  })

  test('writes nothing with --dry-run', async () => {
    feed('/rss')
    const { code, stdout } = await add('/rss', '--dry-run')
    expect(code).toBe(0)
    expect(stdout).toContain(`- ${publisher.url}/rss`)
    expect(existsSync(join(room.folder, 'feeds/world.yaml'))).toBe(false)
    expect(existsSync(join(room.folder, 'data'))).toBe(false)
  })

  test('says so when a source is there already, and asks nobody', async () => {
    room.configure({ 'world.yaml': `title: World\nsources: ["${publisher.url}/rss"]\n` })
    const { code, stdout } = await add('/rss')
    expect(code).toBe(0)
    expect(stdout).toContain('is in world already')
    expect(asked()).toEqual([])
  })

  test('ends with 1 where there is nothing to follow, and says what it tried', async () => {
    page('/', '')
    const { code, stdout } = await add('/')
    expect(code).toBe(1)
    expect(stdout).toContain('Nothing found')
    expect(stdout).toContain('/feed.xml: http-status 404')
    expect(existsSync(join(room.folder, 'feeds/world.yaml'))).toBe(false)
    const none = await add('/none?token=s3cret')
    expect(none.code).toBe(1)
    expect(none.stdout).toContain('/none?token=***: http-status 404')
    expect(none.stdout).not.toContain('s3cret')
    publisher.set('/circle', { status: 302, headers: { location: '/circle' } })
    expect((await add('/circle')).stdout).toContain('/circle: redirect it leads in a circle')
  })

  test('ends with 2 for what is no address, no section, or a configuration that is wrong', async () => {
    expect((await room.warta('add', 'ftp://a.example/', '--section', 'world')).code).toBe(2)
    expect((await room.warta('add', 'https://a.example/')).code).toBe(2)
    expect((await room.warta('add', 'https://a.example/', '--section', 'All of it')).code).toBe(2)
    room.configure({ 'bad.yaml': 'title: [' })
    expect((await add('/rss')).code).toBe(2)
    expect(asked()).toEqual([])
  })

  test('names the operator’s own files where what it would write contradicts another of them', async () => {
    publisher.set('/', { type: 'text/html', body: `<!doctype html><title>Site</title>${cards('/news', 1)}` })
    room.configure({ 'other.yaml': `sources: ["${publisher.url}/"]\n` })
    const { code, stderr } = await add('/')
    expect(code).toBe(2)
    expect(stderr).toMatch(/feeds\/world\.yaml|feeds\/other\.yaml/)
    expect(stderr).not.toContain('warta-trial')
  })

  test('tells programs the same in a line of JSON', async () => {
    feed('/rss')
    const { stdout } = await add('/rss', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      event: 'added',
      section: 'world',
      source: `${publisher.url}/rss`,
      entries: [{ title: 'Harbour opens' }],
    })
  })
})
