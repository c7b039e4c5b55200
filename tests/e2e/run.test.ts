import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import RssParser from 'rss-parser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, rss, startPublisher } from './publisher.ts'

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
const world = (sources: string, more = '') => `title: World\nlanguage: en\n${more}sources:\n${sources}`
const titles = async (path: string) =>
  (await new RssParser().parseString(room.read(path))).items.map(({ title }) => title)

describe('warta run', () => {
  test('publishes a section in every format, the same entries in each', async () => {
    publisher.set('/a', {
      body: rss('Alpha', [
        { title: 'Second', link: 'https://alpha.example/2', date: hoursBefore(2), text: 'Two. And more.' },
        { title: 'First', link: 'https://alpha.example/1', date: hoursBefore(1), text: 'One &amp; only.' },
      ]),
    })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    const said = await room.warta('run', '--now', t0)
    expect(said).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(await titles('world/rss.xml')).toEqual(['First', 'Second'])
    expect(await titles('world/atom.xml')).toEqual(['First', 'Second'])
    expect(await titles('all/rss.xml')).toEqual(['First', 'Second'])
    const json = JSON.parse(room.read('world/feed.json'))
    expect(json.items.map((item: { title: string }) => item.title)).toEqual(['First', 'Second'])
    expect(json.items[0]).toMatchObject({
      url: 'https://alpha.example/1',
      date_published: '2024-07-01T08:00:00Z',
      _warta: { source: { name: 'Alpha' }, date_from: 'feed' },
    })
    expect(room.read('world/index.html')).toContain('First')
    expect(room.read('index.html')).toContain('world/')
    expect(room.read('feeds.opml')).toContain('https://news.example.org/world/rss.xml')
  })

  test('a second cycle asks conditionally and changes no byte, however much later', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]), etag: '"v1"' })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    await room.warta('run', '--now', t0)
    const first = await room.published()
    await room.warta('run', '--now', later(24))
    expect(publisher.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"'])
    expect(await room.published()).toEqual(first)
    await room.warta('run', '--now', later(24 * 20))
    expect(publisher.requests).toHaveLength(3)
    expect(await room.published()).toEqual(first)
  })

  test('a source that is not due is not asked', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One' }]) })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    await room.warta('run', '--now', t0)
    expect((await room.warta('run', '--now', '2024-07-01T09:01:00Z')).code).toBe(0)
    expect(publisher.requests).toHaveLength(1)
  })

  test('a changed entry keeps its id and its published date, and moves updated', async () => {
    const entry = { title: 'One', guid: 'g', date: hoursBefore(1), link: 'https://alpha.example/1' }
    publisher.set('/a', { body: rss('Alpha', [{ ...entry, text: 'Three hurt.' }]) })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    await room.warta('run', '--now', t0)
    const was = JSON.parse(room.read('world/feed.json')).items[0]
    publisher.set('/a', { body: rss('Alpha', [{ ...entry, date: hoursBefore(-1), text: 'Five hurt, one dead.' }]) })
    await room.warta('run', '--now', later(3))
    const is = JSON.parse(room.read('world/feed.json')).items[0]
    expect(is).toMatchObject({ id: was.id, date_published: was.date_published })
    expect(is.content_html).toContain('Five hurt')
    expect(Date.parse(is.date_modified)).toBeGreaterThan(Date.parse(was.date_modified ?? was.date_published))
  })

  test('a source that breaks is reported, the others are published, and its last good entries stay', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'A1', date: hoursBefore(2) }]) })
    publisher.set('/b', { body: rss('Beta', [{ title: 'B1', date: hoursBefore(1) }]) })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n  - ${publisher.url}/b\n`) })
    await room.warta('run', '--now', t0)
    publisher.set('/a', { body: '<html><body>Sign in', type: 'text/html' })
    publisher.set('/b', {
      body: rss('Beta', [
        { title: 'B2', date: hoursBefore(-2) },
        { title: 'B1', date: hoursBefore(1) },
      ]),
    })
    const said = await room.warta('run', '--now', later(3), '--json')
    expect(said.code).toBe(0)
    const events = said.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(
      events
        .filter(({ event }) => event === 'polled')
        .map(({ status }) => status)
        .toSorted(),
    ).toEqual(['failed', 'updated'])
    expect(await titles('world/rss.xml')).toEqual(['B2', 'B1', 'A1'])
    const status = await room.warta('status', '--json', '--now', later(3))
    expect(status.stdout).toContain('not-a-feed')
  })

  test('when not one source answers the exit code is 1, and what was published stays', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]) })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    await room.warta('run', '--now', t0)
    const first = await room.published()
    publisher.set('/a', { status: 500, body: 'Internal Server Error' })
    const said = await room.warta('run', '--now', later(3))
    expect(said).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^not one source answers: .*500.*\n$/),
    })
    expect(await room.warta('run', '--now', later(9))).toMatchObject({ code: 1, stderr: '' })
    expect((await room.warta('run', '--now', later(24))).stderr).toContain(' is failing: ')
    expect(await room.published()).toEqual(first)
  })

  test('two sections that share a source ask it once, and each shows the entry under the same id', async () => {
    publisher.set('/a', {
      body: rss('Alpha', [{ title: 'One', date: hoursBefore(1), link: 'https://alpha.example/1' }]),
    })
    const source = `  - ${publisher.url}/a\n`
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(source),
      'asia.yaml': `title: Asia\nsources:\n${source}`,
    })
    await room.warta('run', '--now', t0)
    expect(publisher.requests).toHaveLength(1)
    const [a, b] = ['world', 'asia'].map((slug) => JSON.parse(room.read(`${slug}/feed.json`)).items[0].id)
    expect(a).toBe(b)
    expect(await titles('all/rss.xml')).toEqual(['One'])
  })

  test('one piece in two sources is one entry, with the other reported beside it', async () => {
    const item = { title: 'Shared', date: hoursBefore(1), link: 'https://wire.example/x?utm_source=a' }
    publisher.set('/a', { body: rss('Alpha', [item]) })
    publisher.set('/b', {
      body: rss('Beta', [{ ...item, guid: 'other', link: 'https://wire.example/x?utm_source=b' }]),
    })
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(`  - ${publisher.url}/a\n  - { url: "${publisher.url}/b", rank: 1 }\n`),
    })
    await room.warta('run', '--now', t0)
    const { items } = JSON.parse(room.read('world/feed.json'))
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      url: 'https://wire.example/x',
      _warta: { source: { name: 'Beta' }, also: [{ source: 'Alpha', url: 'https://wire.example/x' }] },
    })
  })

  test('a section made of others shows what they show and its rules let through', async () => {
    publisher.set('/a', {
      body: rss(
        'Alpha',
        ['ASEAN meets', 'Rice is dear'].map((title) => ({ title, date: hoursBefore(1) })),
      ),
    })
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(`  - ${publisher.url}/a\n`),
      'asean.yaml': 'title: ASEAN\nfrom: [world]\nrules: [{ only: { text: [ASEAN] } }]\n',
    })
    await room.warta('run', '--now', t0)
    expect(await titles('asean/rss.xml')).toEqual(['ASEAN meets'])
  })

  test('a section made of others shows the new text of an entry of theirs', async () => {
    const alpha = (text: string) => ({ body: rss('Alpha', [{ title: 'One', guid: 'g', text }]) })
    publisher.set('/a', alpha('Three hurt.'))
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(`  - ${publisher.url}/a\n`),
      'made.yaml': 'title: Made\nfrom: [world]\n',
    })
    await room.warta('run', '--now', t0)
    publisher.set('/a', alpha('Fifteen hurt, and two are dead.'))
    await room.warta('run', '--now', later(1))
    const [item] = JSON.parse(room.read('made/feed.json')).items
    expect(item.summary).toBe('Fifteen hurt, and two are dead.')
    expect(item).toEqual(JSON.parse(room.read('world/feed.json')).items[0])
  })

  test('a lost published folder is written again, a lost data folder gives the same ids', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]), etag: '"v1"' })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    await room.warta('run', '--now', t0)
    const id = JSON.parse(room.read('world/feed.json')).items[0].id
    const feed = room.read('world/rss.xml')
    rmSync(join(room.folder, 'data/public'), { recursive: true })
    await room.warta('run', '--now', later(3))
    expect(room.read('world/rss.xml')).toBe(feed)
    rmSync(join(room.folder, 'data'), { recursive: true })
    await room.warta('run', '--now', later(24 * 400))
    expect(JSON.parse(room.read('world/feed.json')).items[0].id).toBe(id)
  })

  test('a wrong configuration ends with 2 and touches nothing', async () => {
    room.configure({
      'site.yaml': site(),
      'world.yaml': 'title: World\nsources:\n  - ftp://nowhere.example/\nlimt: 3\n',
    })
    const said = await room.warta('run')
    expect(said.code).toBe(2)
    expect(said.stderr).toContain('world.yaml:3')
    expect(said.stderr).toContain('limit')
    expect(existsSync(join(room.folder, 'data'))).toBe(false)
  })

  test('a damaged store is refused loudly and left as it is', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]) })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    await room.warta('run', '--now', t0)
    const store = join(room.folder, 'data/store')
    rmSync(store, { recursive: true })
    writeFileSync(store, 'not a folder')
    const said = await room.warta('run', '--now', later(3))
    expect(said.code).toBe(1)
    expect(readFileSync(store, 'utf8')).toBe('not a folder')
  })

  test('a page source with one selector gives entries', async () => {
    const card = (n: number) =>
      `<article class="card"><a href="/berita/${n}">Kabar ${n} dari Jakarta</a><span>Senin, 1 Juli 2024 1${n}:53:15 WIB</span></article>`
    publisher.set('/international', {
      type: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="id"><title>Portal</title><body>${[1, 2, 3].map(card).join('')}</body></html>`,
    })
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(
        `  - page: ${publisher.url}/international\n    name: Portal\n    item: article.card\n    timezone: Asia/Jakarta\n`,
      ),
    })
    const said = await room.warta('run', '--now', '2024-07-01T12:00:00Z')
    expect(said.code).toBe(0)
    expect(await titles('world/rss.xml')).toEqual([
      'Kabar 3 dari Jakarta',
      'Kabar 2 dari Jakarta',
      'Kabar 1 dari Jakarta',
    ])
    const { items } = JSON.parse(room.read('world/feed.json'))
    expect(items[0].date_published).toBe('2024-07-01T13:53:15+07:00')
  })

  test('a second run beside a holder of the data folder ends with 75 and names it', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One' }]), headers: {} })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    const [one, two] = await Promise.all([room.warta('run', '--now', t0), room.warta('run', '--now', t0)])
    expect([one.code, two.code].toSorted()).toEqual([0, 75])
    expect(one.stderr + two.stderr).toContain(String(process.pid))
  })

  test('a section that would collapse keeps its last good edition, says which gate closed, and recovers', async () => {
    const items = Array.from({ length: 10 }, (_, i) => ({ title: `Piece ${i}`, date: hoursBefore(i) }))
    publisher.set('/a', { body: rss('Alpha', items) })
    publisher.set('/b', { body: rss('Beta', [{ title: 'Other', date: hoursBefore(1) }]) })
    const both = `  - ${publisher.url}/a\n  - ${publisher.url}/b\n`
    room.configure({ 'site.yaml': site(), 'world.yaml': world(both, 'backfill: all\n') })
    await room.warta('run', '--now', t0)
    const first = await room.published()
    room.configure({ 'world.yaml': world(`  - ${publisher.url}/b\n`, 'backfill: all\n') })
    const said = await room.warta('run', '--now', later(3))
    expect(said.code).toBe(1)
    expect(said.stderr).toContain('world keeps its last good edition: collapse: 1 entries where 11 were')
    const now = await room.published()
    for (const path of ['world/rss.xml', 'world/atom.xml', 'world/feed.json', 'world/index.html', 'all/rss.xml']) {
      expect(now.get(path)).toBe(first.get(path))
    }
    expect((await room.warta('status')).stdout).toContain(
      'section world keeps its last good edition since 2024-07-01T12:00:00',
    )
    const again = await room.warta('run', '--now', later(6))
    expect(again).toMatchObject({ code: 1, stderr: '' })
    room.configure({ 'world.yaml': world(both, 'backfill: all\n') })
    expect((await room.warta('run', '--now', later(9))).code).toBe(0)
  })

  test('what a machine wrote about its own error is not news', async () => {
    publisher.set('/a', {
      body: rss('Alpha', [
        { title: 'Bridge returned error 403! (19000)', date: hoursBefore(1) },
        { title: 'Harbour opens', date: hoursBefore(2) },
      ]),
    })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    expect(await titles('world/rss.xml')).toEqual(['Harbour opens'])
  })

  test('an OPML file is a configuration: its folders are sections', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]) })
    room.configure({
      'site.yaml': site(),
      'list.opml': `<opml version="2.0"><body><outline text="Dunia Baru"><outline type="rss" text="A" xmlUrl="${publisher.url}/a"/></outline></body></opml>`,
    })
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    expect(await titles('dunia-baru/rss.xml')).toEqual(['One'])
  })

  test('a source is asked by name before it is due, but not again within a quarter of an hour', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]) })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - { url: "${publisher.url}/a", id: alpha }\n`) })
    await room.warta('run', '--now', t0)
    await room.warta('run', '--source', 'alpha', '--now', '2024-07-01T09:10:00Z')
    expect(publisher.requests).toHaveLength(1)
    await room.warta('run', '--source', 'alpha', '--now', '2024-07-01T09:16:00Z')
    expect(publisher.requests).toHaveLength(2)
    expect(await room.warta('run', '--source', 'beta')).toMatchObject({ code: 2 })
  })

  test('a backup restored on a clean folder publishes the same bytes', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1), text: 'Text.' }]), etag: '"v1"' })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    await room.warta('run', '--now', t0)
    const backup = join(room.folder, 'warta.backup')
    expect((await room.warta('backup', backup)).code).toBe(0)
    const before = await room.published()
    rmSync(join(room.folder, 'data'), { recursive: true })
    expect((await room.warta('restore', backup)).code).toBe(0)
    await room.warta('run', '--now', later(3))
    const bytes = (files: ReadonlyMap<string, string>) =>
      [...files].map(([path, text]) => [path, text.replace(/^\S+ /, '')])
    expect(bytes(await room.published())).toEqual(bytes(before))
    expect(publisher.requests.at(-1)?.headers['if-none-match']).toBe('"v1"')
    expect((await room.warta('restore', backup)).code).toBe(1)
    expect((await room.warta('backup')).code).toBe(2)
  })

  test('a source that our own guard refuses is asked as soon as it is allowed', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]) })
    room.configure({
      'site.yaml': 'title: Kabar\n',
      'world.yaml': world(`  - { url: "${publisher.url}/a", id: alpha }\n`),
    })
    const refused = await room.warta('run', '--now', t0)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('allowPrivate') })
    expect(publisher.requests).toHaveLength(0)
    room.configure({ 'site.yaml': site() })
    expect((await room.warta('run', '--now', '2024-07-01T09:01:00Z')).code).toBe(0)
    expect(await titles('world/rss.xml')).toEqual(['One'])
    const again = await room.warta('run', '--source', 'alpha', '--now', '2024-07-01T09:02:00Z')
    expect(again.stderr).toContain('alpha is not asked now: it was asked at 2024-07-01T09:01:00')
  })

  test('M34: a source whose publisher says twice that it is gone is so in every place, and not before', async () => {
    publisher.set('/a', { status: 500 })
    publisher.set('/b', { body: rss('Beta', [{ title: 'One', date: hoursBefore(1) }]) })
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(
        `  - { url: "${publisher.url}/a", id: alpha }\n  - { url: "${publisher.url}/b", id: beta }\n`,
      ),
    })
    const statusOf = async () => JSON.parse((await room.warta('status', '--json')).stdout.split('\n')[0] ?? '')
    await room.warta('run', '--now', t0)
    publisher.set('/a', { status: 410 })
    await room.warta('run', '--now', later(3))
    expect(await statusOf()).toMatchObject({ state: 'failing', nextPoll: expect.stringMatching(/^2024-07-02/) })
    const second = await room.warta('run', '--now', later(30))
    expect(second.stderr).toContain('alpha is gone')
    const { nextPoll, ...gone } = await statusOf()
    expect(gone).toMatchObject({ state: 'gone', why: 'gone for good: 410 twice' })
    expect(nextPoll).toBeUndefined()
    expect((await room.warta('status')).stdout).toMatch(/^gone +alpha +never +never /m)
    const asked = publisher.requests.length
    const byHand = await room.warta('run', '--source', 'alpha', '--now', later(24 * 20))
    expect(byHand.stderr).toContain('alpha is not asked now: its publisher says that it is gone for good')
    expect(publisher.requests).toHaveLength(asked)
  })

  test('M28: a move for good is told once, and shown by status', async () => {
    publisher.set('/a', { status: 301, headers: { location: '/moved' } })
    publisher.set('/moved', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]), etag: '"v1"' })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - { url: "${publisher.url}/a", id: alpha }\n`) })
    const told = `alpha has moved for good: it is asked at ${publisher.url}/moved from now on`
    for (const hours of [0, 12]) expect((await room.warta('run', '--now', later(hours))).stderr).toBe('')
    expect((await room.warta('run', '--now', later(25))).stderr).toContain(told)
    expect((await room.warta('run', '--now', later(50))).stderr).toBe('')
    expect(publisher.requests.at(-1)?.url).toBe('/moved')
    expect((await room.warta('status')).stdout).toContain(`moved for good to ${publisher.url}/moved`)
    expect(JSON.parse((await room.warta('status', '--json')).stdout)).toMatchObject({
      url: `${publisher.url}/a`,
      movedTo: `${publisher.url}/moved`,
    })
  })

  test('M28: of sources that moved to one address status says so', async () => {
    for (const path of ['/a', '/b']) publisher.set(path, { status: 301, headers: { location: '/moved' } })
    publisher.set('/moved', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]), etag: '"v1"' })
    const both = ['a', 'b'].map((id) => `  - { url: "${publisher.url}/${id}", id: ${id} }\n`).join('')
    room.configure({ 'site.yaml': site(), 'world.yaml': world(both) })
    for (const hours of [0, 12]) await room.warta('run', '--now', later(hours))
    expect((await room.warta('status')).stdout).not.toContain('the same document')
    await room.warta('run', '--now', later(25))
    const { stdout } = await room.warta('status')
    expect(stdout).toContain('the same document as b by now: one of them is enough')
    expect(stdout).toContain('the same document as a by now: one of them is enough')
  })

  test('a document cut short before its first entry is a failure', async () => {
    publisher.set('/a', {
      body: '{"version":"https://jsonfeed.org/version/1.1","title":"Gam',
      type: 'application/feed+json',
    })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - { url: "${publisher.url}/a", id: alpha }\n`) })
    expect((await room.warta('run', '--now', t0)).code).toBe(1)
    expect(JSON.parse((await room.warta('status', '--json')).stdout)).toMatchObject({ failure: { code: 'unreadable' } })
  })

  test('a secret in the address of a source is sent there, and neither published nor shown', async () => {
    publisher.set('/a?token=t0psecret', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]) })
    publisher.set('/m?auth=t0psecret', { status: 301, headers: { location: '/new?api_key=t0psecret' } })
    publisher.set('/new?api_key=t0psecret', { body: rss('Moved', [{ title: 'Two', date: hoursBefore(1) }]) })
    room.env['KEY'] = 't0psecret'
    const urls = ['/a?token=t0psecret', `/b?key=\${KEY}`, '/m?auth=t0psecret']
    const sources = urls.map((path) => `  - "${publisher.url}${path}"\n`).join('')
    room.configure({ 'site.yaml': site(), 'world.yaml': world(sources) })
    const said = []
    for (const hours of [0, 13, 26]) {
      said.push(
        await room.warta(
          'run',
          '--json',
          '--verbose',
          '--now',
          new Date(Date.parse(t0) + hours * 3_600_000).toISOString(),
        ),
      )
    }
    for (const args of [['status'], ['status', '--json'], ['check']]) said.push(await room.warta(...args))
    const asked = publisher.requests.map(({ url }) => url)
    expect(asked).toEqual(expect.arrayContaining(['/a?token=t0psecret', '/b?key=t0psecret', '/new?api_key=t0psecret']))
    const shown = said.map(({ stdout, stderr }) => stdout + stderr).join('')
    expect(shown).toContain('/b?key=***: http-status 404')
    expect(shown).toContain('/new?api_key=***')
    expect(room.read('world/rss.xml')).toContain('/a?token=***')
    expect([shown, ...(await room.published()).values()].join('')).not.toContain('t0psecret')
  })

  test('--verbose says what came of each poll', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]), etag: '"v"' })
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - { url: "${publisher.url}/a", id: alpha }\n`) })
    const first = await room.warta('run', '--verbose', '--now', t0)
    expect(first.stderr).toMatch(/alpha: 1 read, 1 new, 0 changed; next 2024-/)
    expect(first.stderr).toContain('1 source, 1 read, 1 published')
    const second = await room.warta('run', '--verbose', '--now', later(3))
    expect(second.stderr).toContain('alpha: not modified')
  })

  test('a file in place of the data folder is told in a line, and left alone', async () => {
    room.configure({ 'site.yaml': site(), 'world.yaml': world(`  - ${publisher.url}/a\n`) })
    writeFileSync(join(room.folder, 'data'), 'mine')
    expect(await room.warta('run')).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be made') })
    expect(readFileSync(join(room.folder, 'data'), 'utf8')).toBe('mine')
  })

  test('an unknown command or flag ends with 2', async () => {
    expect((await room.warta('publish')).code).toBe(2)
    expect((await room.warta('run', '--fast')).code).toBe(2)
    expect((await room.warta('run', '--now', 'yesterday')).code).toBe(2)
  })

  test('status tells each source’s state, as a table and as JSON lines', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', date: hoursBefore(1) }]) })
    room.configure({
      'site.yaml': site(),
      'world.yaml': world(
        `  - { url: "${publisher.url}/a", id: alpha }\n  - { url: "${publisher.url}/none", id: beta }\n`,
      ),
    })
    const fresh = await room.warta('status', '--json')
    expect(
      fresh.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).state),
    ).toEqual(['new', 'new'])
    await room.warta('run', '--now', t0)
    const { stdout } = await room.warta('status', '--json', '--now', t0)
    const [alpha, beta] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(alpha).toMatchObject({
      id: 'alpha',
      state: 'ok',
      sections: ['world'],
      lastSuccess: expect.stringMatching(/^2024/),
    })
    expect(beta).toMatchObject({ id: 'beta', state: 'failing', failure: { code: 'http-status' } })
    expect((await room.warta('status', '--state', 'failing')).stdout).toMatch(/failing +beta/)
    expect((await room.warta('status', '--section', 'nowhere')).code).toBe(2)
    expect((await room.warta('status', '--state', 'nope')).code).toBe(2)
  })
})
