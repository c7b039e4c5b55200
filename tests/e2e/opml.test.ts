import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, rss, startPublisher } from './publisher.ts'

let publisher: Publisher
let room: TestNewsroom
const others: TestNewsroom[] = []

beforeEach(async () => {
  publisher = await startPublisher()
  room = newsroom()
})
afterEach(async () => {
  await publisher.close()
  for (const one of [room, ...others.splice(0)]) one.remove()
})

/** A folder of its own, with this list in it. */
function elsewhere(list: string, files: Readonly<Record<string, string>> = {}) {
  const other = newsroom(files)
  others.push(other)
  const file = join(other.folder, 'list.opml')
  writeFileSync(file, list)
  return { ...other, file, feeds: (name: string) => readFileSync(join(other.folder, 'feeds', name), 'utf8') }
}

const opml = (body: string, title = 'My list') =>
  `<?xml version="1.0" encoding="UTF-8"?><opml version="2.0" xmlns:frss="https://freshrss.org/opml"><head><title>${title}</title></head><body>${body}</body></opml>`

const full = {
  'site.yaml': 'title: Kabar & Berita\nlanguage: id\n',
  'international.yaml': `title: Internasional
description: World news
sources:
  - https://feeds.example.org/world.xml
  - url: https://feeds.example.com/rss?a=1&b=2
    id: example-wire
    name: Example "Wire" <3
    language: en
    rank: 1
    limit: off
    timezone: Europe/London
    opml: { category: "/news/world,/uk", htmlUrl: "https://example.com/", "frss:priority": important, type: atom }
  - page: https://portal.example.id/international
    name: Radio Contoh
    item: article.card
    next: { link: a.next, pages: 3 }
  - sitemap: https://example.org/news-sitemap.xml
  - list: https://example.org/blogroll
`,
  'economy.yaml':
    'title: Ekonomi\nsources:\n  - https://feeds.example.org/economy.xml\n  - https://feeds.example.org/world.xml\n',
  'asean.yaml': 'title: ASEAN!\nfrom: [economy]\nsources: [https://asean.example/rss]\n',
  'both.yaml': 'title: Both\nfrom: [asean, international]\n',
  'again.yaml': 'title: Again\nfrom: [international]\n',
}

describe('a list of the sources', () => {
  test('comes back exactly as it went out', async () => {
    room.configure(full)
    const first = await room.warta('export')
    expect(first).toMatchObject({ code: 0, stderr: '' })
    const other = elsewhere(first.stdout)
    expect(await other.warta('import', other.file, '--no-ask')).toMatchObject({ code: 0, stderr: '' })
    const second = await other.warta('export')
    expect(second.stdout).toBe(first.stdout)
  })

  test('keeps the name of a folder that is called as the list itself, whose title is the site’s', async () => {
    const other = elsewhere(
      opml(
        '<outline type="rss" text="Loose" xmlUrl="https://l.example/rss"/><outline text="LIST"><outline type="rss" text="A" xmlUrl="https://a.example/rss"/></outline>',
      ),
    )
    await other.warta('import', other.file, '--no-ask')
    expect(other.feeds('list.yaml')).toMatch(/^title: LIST\n/)
    const first = await other.warta('export')
    expect(first.stdout).toContain('<title>My list</title>')
    const again = elsewhere(first.stdout)
    await again.warta('import', again.file, '--no-ask')
    expect((await again.warta('export')).stdout).toBe(first.stdout)
  })

  test('says the language of those sections only that have one of their own', async () => {
    room.configure({
      'site.yaml': 'title: Kabar\nlanguage: id\n',
      'a.yaml': 'title: A\nsources: [https://a.example/rss]\n',
      'b.yaml': 'title: B\nlanguage: id\nsources: [https://b.example/rss]\n',
    })
    const { stdout } = await room.warta('export')
    expect(stdout).toContain('<outline text="A">')
    expect(stdout).toContain('<outline text="B" language="id">')
  })

  const scraped = `<outline text="Scraped" type="HTML+XPath" xmlUrl="https://p.example/list" frss:xPathItem="//div[@id='list']/article" frss:xPathItemTitle="descendant::h2" frss:xPathItemAuthor="substring-after(.//i, 'by ')" frss:cssFullContent=".story"/>`

  test('gives a page back as the list had it that another program reads by XPath, with what was changed since', async () => {
    const one = elsewhere(opml(`<outline text="News">${scraped}</outline>`))
    await one.warta('import', one.file, '--no-ask')
    expect(one.feeds('news.yaml')).toContain('item: div[id="list"] > article\n')
    const file = join(one.folder, 'feeds/news.yaml')
    writeFileSync(
      file,
      one
        .feeds('news.yaml')
        .replace(/item: .*/, 'item: li.new')
        .replace('.story', '.text'),
    )
    const first = await one.warta('export')
    for (const part of [
      'type="HTML+XPath"',
      'xmlUrl="https://p.example/list"',
      `frss:xPathItem="//div[@id='list']/article"`,
      'frss:cssFullContent=".story"',
    ])
      expect(first.stdout).toContain(part)
    const two = elsewhere(first.stdout)
    const said = await two.warta('import', two.file, '--no-ask')
    expect(said.stdout).not.toContain('has no selector')
    expect(two.feeds('news.yaml')).toContain('item: li.new')
    expect(two.feeds('news.yaml')).toContain('body: .text')
    expect((await two.warta('export')).stdout).toBe(first.stdout)
  })

  test('that a configuration is made of has pages and sitemaps too, and says what it leaves out', async () => {
    room.configure({
      'list.opml': opml(
        `<outline text="News">${scraped}<outline text="P" type="link" url="https://q.example/" warta:kind="page" warta:settings='{"item":"li.a"}'/>
<outline text="Json" type="JSON+DotNotation" xmlUrl="https://j.example/api"/></outline>`,
      ),
    })
    const { stdout } = await room.warta('export')
    expect(stdout).toContain('xmlUrl="https://p.example/list"')
    expect(stdout).toContain('url="https://q.example/"')
    expect(stdout).not.toContain('j.example')
    const { stdout: checked, stderr } = await room.warta('check')
    expect(checked + stderr).toContain('xPathItemAuthor')
    expect(checked + stderr).toContain('a source of the type JSON+DotNotation is left out')
  })

  test('is OPML 2.0: nested as sections are, with categories and the attributes that a list brought', async () => {
    room.configure(full)
    const { stdout } = await room.warta('export')
    expect(stdout).toContain('<opml version="2.0"')
    expect(stdout).toContain('xmlns:frss="https://freshrss.org/opml"')
    expect(stdout).toContain('<title>Kabar &amp; Berita</title>')
    expect(stdout).toContain(
      '<outline type="atom" text="Example &quot;Wire&quot; &lt;3" title="Example &quot;Wire&quot; &lt;3" xmlUrl="https://feeds.example.com/rss?a=1&amp;b=2" language="en" category="/news/world,/uk" htmlUrl="https://example.com/" frss:priority="important"',
    )
    // Economy is inside of ASEAN, which is inside of Both.
    expect(stdout).toMatch(
      /<outline text="Both"[^>]*>\n<outline text="ASEAN!"[^>]*>\n<outline type="rss"[^>]*asean[^>]*>\n<outline text="Ekonomi"/,
    )
  })

  test('holds no secrets', async () => {
    room.configure({
      'world.yaml':
        'title: World\nsources:\n  - { url: "https://me:secret@a.example/", headers: { X-Key: "secret" } }\n  - https://b.example/\n',
    })
    const { stdout, stderr } = await room.warta('export')
    expect(stdout + stderr).not.toContain('secret')
    expect(stdout).toContain('https://b.example/')
    expect(stderr).toContain('headers of a.example')
  })

  test('that a configuration is made of keeps what its outlines say', async () => {
    room.configure({
      'list.opml': opml(
        '<outline text="Dunia"><outline type="rss" text="A" xmlUrl="https://a.example/" category="/x" Odd="1"/></outline>',
      ),
    })
    expect((await room.warta('export')).stdout).toContain('xmlUrl="https://a.example/" category="/x" Odd="1"/>')
  })
})

describe('warta import', () => {
  test('writes a file for each folder and one for what lies outside of any', async () => {
    const other = elsewhere(
      opml(`<outline text="Wirtschaft &amp; Börse"><outline type="rss" text="A" xmlUrl="https://a.example/feed" language="de"/>
        <outline text="Asien"><outline text="https://b.example/" xmlUrl="https://b.example/"/></outline></outline>
        <outline text="Loose \${HOME}" xmlUrl="https://c.example/"/><outline text="Empty"/>`),
    )
    const said = await other.warta('import', other.file, '--no-ask')
    expect(said.code).toBe(0)
    expect(readdirSync(join(other.folder, 'feeds')).toSorted()).toEqual([
      'asien.yaml',
      'list.yaml',
      'site.yaml',
      'wirtschaft-borse.yaml',
    ])
    expect(other.feeds('wirtschaft-borse.yaml')).toBe(
      'title: Wirtschaft & Börse\nfrom:\n  - asien\nsources:\n  - url: https://a.example/feed\n    name: A\n    language: de\n',
    )
    expect(other.feeds('asien.yaml')).toBe('title: Asien\nsources:\n  - https://b.example/\n')
    expect(other.feeds('list.yaml')).toContain('Loose $${HOME}')
    expect((await other.warta('check')).code).toBe(0)
  })

  test('asks each source once and says how many are fine, moved, dead and double', async () => {
    publisher.set('/fine', { body: rss('Fine', [{ title: 'One' }]) })
    publisher.set('/old', { status: 301, headers: { location: '/new' } })
    publisher.set('/new', { body: rss('New', [{ title: 'Two' }]) })
    publisher.set('/page', { type: 'text/html', body: '<!doctype html><title>No feed</title><p>Here' })
    const feed = (path: string) => `<outline type="rss" text="${path}" xmlUrl="${publisher.url}${path}"/>`
    const other = elsewhere(
      opml(
        `<outline text="One">${feed('/fine')}${feed('/old')}${feed('/none')}${feed('/fine')}</outline><outline text="Two">${feed('/page')}${feed('/fine')}</outline>`,
      ),
      { 'site.yaml': `allowPrivate: ["${publisher.host}"]\n` },
    )
    const { code, stdout } = await other.warta('import', other.file)
    expect(code).toBe(0)
    expect(stdout).toContain(
      '4 sources: 1 fine, 1 moved, 2 dead, 1 double (1 of the double left out, being in the section already; 1 written again in another section)\n',
    )
    expect(stdout).toContain(`${publisher.url}/old to ${publisher.url}/new`)
    expect(stdout).toMatch(/dead: .*\/none: http-status 404/)
    expect(stdout).toMatch(/dead: .*\/page: /)
    expect(publisher.requests.map(({ url }) => url).toSorted()).toEqual(['/fine', '/new', '/none', '/old', '/page'])
    expect(existsSync(join(other.folder, 'data'))).toBe(false)
  })

  test('calls double what leads to another that is there, and an address by its own name', async () => {
    for (const path of ['/old', '/older'])
      publisher.set(path, { status: 301, headers: { location: `${publisher.url}/a` } })
    publisher.set('/gone-1', { status: 301, headers: { location: `${publisher.url}/new` } })
    publisher.set('/gone-2', { status: 308, headers: { location: `${publisher.url}/new` } })
    for (const path of ['/a', '/new']) publisher.set(path, { body: rss('Alpha', [{ title: 'Harbour opens' }]) })
    const secret = `<outline type="rss" text="A again" xmlUrl="${publisher.url}/s?token=s3cret"/>`
    publisher.set('/s?token=s3cret', { body: rss('Secret', [{ title: 'Harbour shuts' }]) })
    const feeds = ['/a', '/old', '/gone-1', '/gone-2'].map(
      (path) => `<outline type="rss" text="${path}" xmlUrl="${publisher.url}${path}"/>`,
    )
    const other = elsewhere(
      opml(`${feeds.join('')}${secret}${secret}<outline type="rss" text="Files" xmlUrl="ftp://files.example/feed"/>`),
      { 'site.yaml': `allowPrivate: ["${publisher.host}"]\n` },
    )
    const { stdout } = await other.warta('import', other.file)
    expect(stdout).toMatch(/^double: .*\/old leads to .*\/a, which is there already$/m)
    expect(stdout).toMatch(/^moved: .*\/gone-1 to .*\/new$/m)
    expect(stdout).toMatch(/^double: .*\/gone-2 leads to .*\/new, which is there already$/m)
    expect(stdout).toMatch(/^double: .*\/s\?token=\*{3}$/m)
    expect(stdout).not.toContain('s3cret')
    expect(stdout).toContain('5 sources: 2 fine, 1 moved, 0 dead, 3 double (')
    expect(stdout).toContain('Files: expected an http or https URL, found "ftp://files.example/feed"')
  })

  test('asks no address twice, however many lead to it, and ends where redirects go round', async () => {
    const feeds = ['/first', '/second', '/a', '/once', '/half', '/round', '/about']
    const leads = {
      '/first': '/hop',
      '/hop': '/a',
      '/second': '/hop',
      '/half': '/target',
      '/round': '/about',
      '/about': '/via',
      '/via': '/round',
    }
    for (const [path, location] of Object.entries(leads)) publisher.set(path, { status: 301, headers: { location } })
    publisher.set('/once', { status: 302, headers: { location: '/target' } })
    for (const path of ['/a', '/target']) publisher.set(path, { body: rss('Alpha', [{ title: 'Harbour opens' }]) })
    const outlines = feeds.map((path) => `<outline type="rss" text="${path}" xmlUrl="${publisher.url}${path}"/>`)
    const other = elsewhere(opml(outlines.join('')), { 'site.yaml': `allowPrivate: ["${publisher.host}"]\n` })
    const { code, stdout } = await other.warta('import', other.file)
    expect(code).toBe(0)
    expect(publisher.requests.map(({ url }) => url).toSorted()).toEqual(
      [...feeds, '/hop', '/target', '/via'].toSorted(),
    )
    for (const path of ['/first', '/second'])
      expect(stdout).toMatch(new RegExp(`^double: .*${path} leads to .*/a, which is there already$`, 'm'))
    expect(stdout).toMatch(/^moved: .*\/half to .*\/target$/m)
    expect(stdout.match(/^dead: \S+_(?:round|about): .*redirect loop$/gm)).toHaveLength(2)
    expect(stdout).toContain('7 sources: 2 fine, 1 moved, 2 dead, 2 double')
  })

  test('says which name it leaves out of a feed that stands in two folders, and calls none dead that it refused itself', async () => {
    publisher.set('/a.xml', { body: rss('Alpha', [{ title: 'Harbour opens' }]) })
    const outline = (text: string, url: string) => `<outline text="${text}" type="rss" xmlUrl="${url}"/>`
    const folder = (text: string, inside: string) => `<outline text="${text}">${inside}</outline>`
    const other = elsewhere(
      opml(
        folder('World', outline('Alpha', `${publisher.url}/a.xml`)) +
          folder(
            'Local',
            outline('Alpha of the town', `${publisher.url}/a.xml`) + outline('Router', 'http://10.0.0.1/b.xml'),
          ),
      ),
      { 'site.yaml': `title: T\nallowPrivate: ["${publisher.host}"]\n` },
    )
    const { code, stdout } = await other.warta('import', other.file)
    expect(code).toBe(0)
    expect(stdout).toContain(
      `not carried over: the name "Alpha of the town" of ${publisher.url}/a.xml, which stands in another place as Alpha\n`,
    )
    expect(stdout).toMatch(/^not asked: \S+: http:\/\/10\.0\.0\.1\/b\.xml: .*\(allowPrivate allows it\)$/m)
    expect(stdout).toContain('1 fine, 0 moved, 0 dead')
  })

  test('says so where a list is too long for one section, and writes nothing', async () => {
    const feeds = Array.from(
      { length: 9000 },
      (_, n) => `<outline xmlUrl="https://a.example/${'x'.repeat(100)}/${n}"/>`,
    )
    const other = elsewhere(opml(`<outline text="World">${feeds.join('')}</outline>`), {})
    const { code, stderr } = await other.warta('import', other.file, '--no-ask')
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /world\.yaml would be longer than the 1 MB .* too many sources for one section; nothing was written/,
    )
    expect(existsSync(join(other.folder, 'feeds', 'world.yaml'))).toBe(false)
  })

  test('never overwrites, and writes nothing at all when it may not write all', async () => {
    const other = elsewhere(
      opml(
        '<outline text="World"><outline xmlUrl="https://a.example/"/></outline><outline text="New"><outline xmlUrl="https://b.example/"/></outline>',
      ),
      { 'world.yaml': 'title: World\nsources: [https://z.example/]\n' },
    )
    const said = await other.warta('import', other.file, '--no-ask')
    expect(said.code).toBe(2)
    expect(said.stderr).toContain('world')
    expect(readdirSync(join(other.folder, 'feeds'))).toEqual(['world.yaml'])
    expect(other.feeds('world.yaml')).toBe('title: World\nsources: [https://z.example/]\n')
  })

  test('puts all of a list behind what one section has, its comments kept', async () => {
    const before = '# mine\ntitle: World\nsources:\n  - https://a.example/   # first\n\nlimit: 5 # few\n'
    const other = elsewhere(
      opml(
        '<outline text="X"><outline text="A" xmlUrl="http://A.example/"/><outline text="B" xmlUrl="https://b.example/"/></outline>',
      ),
      { 'world.yaml': before },
    )
    const { code, stdout } = await other.warta('import', other.file, '--section', 'world', '--no-ask')
    expect(code).toBe(0)
    expect(stdout).toContain('1 source: 0 fine, 0 moved, 0 dead, 1 double, 1 not asked')
    expect(other.feeds('world.yaml')).toBe(
      '# mine\ntitle: World\nsources:\n  - https://a.example/   # first\n  - url: https://b.example/\n    name: B\n\nlimit: 5 # few\n',
    )
  })

  test('shows with --dry-run what it would write, and neither writes nor asks', async () => {
    const other = elsewhere(opml(`<outline text="X"><outline text="A" xmlUrl="${publisher.url}/a"/></outline>`))
    const { code, stdout } = await other.warta('import', other.file, '--dry-run')
    expect(code).toBe(0)
    expect(stdout).toContain(`url: ${publisher.url}/a`)
    expect(publisher.requests).toEqual([])
    expect(existsSync(join(other.folder, 'feeds'))).toBe(false)
  })

  test('reads what FreshRSS says where it means something, and names what it cannot carry over', async () => {
    const other = elsewhere(
      opml(`<outline text="News" frss:opmlUrl="https://lists.example/news.opml">
        <outline text="Scraped" type="HTML+XPath" xmlUrl="https://p.example/list" frss:xPathItem="//div[contains(concat(' ', @class, ' '), ' card ')]"
          frss:xPathItemTitle="descendant::h2" frss:xPathItemUri=".//a/@href" frss:xPathItemAuthor="substring-after(.//i, 'by ')"
          frss:cssFullContent=".story" frss:cssContentFilter=".ad" frss:xPathItemTimeFormat="Y-m-d"/>
        <outline text="Full" type="rss" xmlUrl="https://f.example/rss" frss:cssFullContent=".story" frss:CURLOPT_PROXY="socks"/>
        <outline text="Json" type="JSON+DotNotation" xmlUrl="https://j.example/api"/></outline>`),
    )
    const { code, stdout } = await other.warta('import', other.file, '--no-ask')
    expect(code).toBe(0)
    const news = other.feeds('news.yaml')
    expect(news).toContain('list: https://lists.example/news.opml')
    expect(news).toContain('page: https://p.example/list')
    expect(news).toContain('item: div.card')
    expect(news).toContain('title: h2')
    expect(news).toContain('link: a')
    expect(news).toContain('article: { body: .story, drop: [ .ad ] }')
    expect(news).toMatch(/url: https:\/\/f\.example\/rss\n {4}name: Full\n {4}fullText: true/)
    expect(news).not.toContain('j.example')
    for (const lost of ['xPathItemAuthor', 'CURLOPT_PROXY', 'JSON+DotNotation']) expect(stdout).toContain(lost)
    expect(stdout).toContain('Scraped: frss:xPathItemTimeFormat="Y-m-d" has no effect here\n')
    expect((await other.warta('check')).code).toBe(0)
  })

  test('ends with 2 for what is no list, and for none', async () => {
    const other = elsewhere('<rss version="2.0"><channel/></rss>')
    expect((await other.warta('import', other.file)).code).toBe(2)
    expect((await other.warta('import', join(other.folder, 'nothing.opml'))).code).toBe(2)
    expect((await other.warta('import')).code).toBe(2)
    const empty = elsewhere(opml('<outline text="Note"/>'))
    expect((await empty.warta('import', empty.file)).code).toBe(2)
  })
})
