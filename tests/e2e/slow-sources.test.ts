import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openNewsroom } from '../../src/commands/newsroom.ts'
import { loadConfig } from '../../src/config/load.ts'
import { demoClock } from '../../src/demo/clock.ts'
import type { Client } from '../../src/fetch/client.ts'
import { type CycleReport, cycle } from '../../src/schedule.ts'
import { syndicate } from '../../src/syndicate.ts'
import { closed, listening, textOf } from './hub.ts'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Item, type Publisher, rss, startPublisher } from './publisher.ts'

/** Law 7: what one source takes long for costs the others no delay. */

const t0 = Date.parse('2024-07-01T09:00:00Z')
const HOUR = 3_600_000
let publisher: Publisher
let room: TestNewsroom
/** Lets the slow answers go. */
let release: () => void
let released: Promise<void>

beforeEach(async () => {
  publisher = await startPublisher()
  room = newsroom({ 'site.yaml': `url: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n` })
  const gate = Promise.withResolvers<void>()
  released = gate.promise
  release = gate.resolve
})
afterEach(async () => {
  release()
  await publisher.close()
  room.remove()
})

const piece = (title: string, hoursBefore = 1): Item => ({
  title,
  link: `https://alpha.example/${encodeURIComponent(title)}`,
  date: new Date(t0 - hoursBefore * HOUR),
  text: `${title}: what happened there and then, told at some length by those who saw it.`,
})
const feed = (path: string, titles: readonly string[], slow = false) =>
  publisher.set(path, {
    body: rss(
      path,
      titles.map((title) => piece(title)),
    ),
    ...(slow ? { after: released } : {}),
  })
const source = (path: string) => `  - { url: "${publisher.url}${path}", id: ${path.slice(1)} }\n`
const section = (...paths: readonly string[]) => `title: Section\nlanguage: en\nsources:\n${paths.map(source).join('')}`

const paragraphs = [
  'The ferry sails again between the two banks of the river, three years after the old one sank at its pier.',
  'Some four hundred people waited in the rain to be on board when it left at noon, among them the mayor.',
  'It was built in a yard upstream from steel that the town had kept since its bridge was taken down.',
  'A crossing costs two coins and takes eleven minutes, and the last ferry leaves when the cinema closes.',
]
  .map((text) => `<p>${text}</p>`)
  .join('\n')
const html = (body: string) => ({
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="en"><head><title>Portal</title></head><body>${body}</body></html>`,
})
/** A page source, its entries' articles slow. */
function portal(...headlines: readonly string[]): string {
  const card = (title: string, n: number) =>
    `<article class="card"><h2><a href="/n/${n + 1}">${title}</a></h2></article>`
  publisher.set('/portal', html(headlines.map(card).join('\n')))
  for (const [n, title] of headlines.entries()) {
    const article = html(`<article><h1>${title}</h1>${paragraphs}</article>`)
    publisher.set(`/n/${n + 1}`, { ...article, after: released })
  }
  return `title: Portal\nlanguage: en\nsources:\n  - { page: "${publisher.url}/portal", id: portal, item: article.card, publish: full, rights: CC-BY }\n`
}

const isThere = (path: string) => existsSync(join(room.folder, 'data/public', path))
const items = (slug: string): readonly Record<string, string>[] => JSON.parse(room.read(`${slug}/feed.json`)).items
const titles = (slug: string) =>
  items(slug)
    .map(({ title }) => title)
    .toSorted()

async function opened() {
  const clock = demoClock({ now: () => t0 })
  const config = await loadConfig({ feeds: join(room.folder, 'feeds'), env: {} })
  const io = { stdout() {}, stderr() {}, stdin: process.stdin, env: {}, terminal: false, signal: AbortSignal.any([]) }
  const options = { feeds: '', data: join(room.folder, 'data'), json: false, quiet: true, verbose: false }
  const { newsroom: opened, close } = await openNewsroom(config, { io, clock, options })
  // Who is slow is so until the test says otherwise, however busy the machine is.
  const patient: Client = {
    ...opened.client,
    request: (asked) => opened.client.request({ ...asked, deadlineMs: HOUR }),
  }
  return { desk: { ...opened, client: patient }, clock, close }
}

/** A cycle at work, whose beats the test gives. */
function begun({ desk }: Pick<Awaited<ReturnType<typeof opened>>, 'desk'>, signal?: AbortSignal) {
  let beat: (() => void) | undefined
  let publications = 0
  const polled = new Set<string>()
  const report: Promise<CycleReport> = cycle(desk, {
    ...(signal === undefined ? {} : { signal }),
    beats: (given) => {
      beat = given
      return () => {
        beat = undefined
      }
    },
    onPolled: (_done, _all, each) => void polled.add(each.source.id),
    async onPublished() {
      publications += 1
    },
  })
  return {
    report,
    publications: () => publications,
    /** Waits until these are polled. */
    polled: (...ids: readonly string[]) =>
      vi.waitFor(() => expect([...polled]).toEqual(expect.arrayContaining([...ids])), { timeout: 60_000 }),
    asked: (path: string) =>
      vi.waitFor(() => expect(publisher.requests.map(({ url }) => url)).toContain(path), { timeout: 60_000 }),
    pass(beats: number) {
      for (let n = 0; n < beats; n++) beat?.()
    },
    /** Waits for so many publications before the last. */
    published: (count: number) => vi.waitFor(() => expect(publications).toBe(count), { timeout: 60_000 }),
  }
}

describe('while one source takes long', () => {
  test('other sections are published, and its own when it has answered', async () => {
    feed('/a', ['Harbour opens'])
    feed('/b', ['Bridge falls'], true)
    room.configure({ 'good.yaml': section('/a'), 'bad.yaml': section('/b') })
    const { desk, close } = await opened()
    const work = begun({ desk })
    await work.polled('a')
    work.pass(6)
    await work.published(1)
    expect(titles('good')).toEqual(['Harbour opens'])
    expect(titles('all')).toEqual(['Harbour opens'])
    expect(isThere('bad/rss.xml')).toBe(false)
    release()
    const { sections } = await work.report
    await close()
    expect(titles('all')).toEqual(['Bridge falls', 'Harbour opens'])
    expect(sections.toSorted((a, b) => a.slug.localeCompare(b.slug))).toMatchObject([
      { slug: 'bad', status: 'published', entries: 1, added: 1 },
      { slug: 'good', status: 'published', entries: 1, added: 1 },
    ])
  })

  test('its entries are not published without the texts of their articles, and others do not wait for these', async () => {
    feed('/a', ['Harbour opens'])
    room.configure({ 'good.yaml': section('/a'), 'bad.yaml': portal('Ferry sails again') })
    const { desk, close } = await opened()
    const work = begun({ desk })
    await work.asked('/n/1')
    await work.polled('a')
    work.pass(6)
    await work.published(1)
    expect(titles('good')).toEqual(['Harbour opens'])
    expect(isThere('bad/rss.xml')).toBe(false)
    release()
    await work.report
    await close()
    expect(items('bad')[0]?.['content_html']).toContain('eleven minutes')
  })

  test('the articles of others are asked for all the same', async () => {
    feed('/b', ['Bridge falls'], true)
    room.configure({ 'good.yaml': portal('Ferry sails again'), 'bad.yaml': section('/b') })
    publisher.set('/n/1', html(`<article><h1>Ferry sails again</h1>${paragraphs}</article>`))
    const { desk, close } = await opened()
    const work = begun({ desk })
    await work.asked('/b')
    await vi.waitFor(
      () => {
        work.pass(1)
        expect(work.publications()).toBe(1)
      },
      { timeout: 60_000 },
    )
    expect(items('good')[0]?.['content_html']).toContain('eleven minutes')
    release()
    await work.report
    await close()
    expect(titles('all')).toEqual(['Bridge falls', 'Ferry sails again'])
  })

  test('its section is published without it, and with what it brings afterwards', async () => {
    feed('/a', ['Harbour opens'])
    feed('/b', ['Bridge falls'])
    room.configure({ 'world.yaml': section('/a', '/b') })
    const first = await opened()
    await cycle(first.desk)
    await first.close()
    feed('/a', ['Harbour opens', 'Mayor resigns'])
    feed('/b', ['Bridge falls', 'Rain floods the market'], true)
    // One that joins meanwhile does so with all that it has.
    feed('/c', ['Library closes', 'School is built', 'Tram stops', 'Well runs dry'])
    room.configure({ 'world.yaml': section('/a', '/b', '/c') })
    const { desk, clock, close } = await opened()
    clock.advance(2 * HOUR)
    const work = begun({ desk })
    await work.polled('a', 'c')
    work.pass(6)
    await work.published(1)
    expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens', 'Mayor resigns'])
    release()
    const { sections } = await work.report
    expect(titles('world')).toHaveLength(7)
    expect(titles('world')).toEqual(expect.arrayContaining(['Mayor resigns', 'Rain floods the market']))
    expect(sections).toMatchObject([{ slug: 'world', status: 'published', entries: 7, added: 5, left: { history: 1 } }])
    // Nothing is left over for another.
    clock.advance(HOUR / 60)
    expect(await cycle(desk)).toMatchObject({ changed: false })
    await close()
  })

  test('a section of feeds and a page does not wait for the page’s articles, nor shows its entries without them', async () => {
    const page = `  - { page: "${publisher.url}/portal", id: portal, item: article.card, publish: full, rights: CC-BY }\n`
    room.configure({ 'world.yaml': `${section('/a')}${page}` })
    feed('/a', ['Harbour opens'])
    portal('Ferry sails again', 'Market burns')
    const card = (n: number, title: string) => `<article class="card"><h2><a href="/n/${n}">${title}</a></h2></article>`
    publisher.set('/portal', html(card(3, 'Bridge falls')))
    const ruin = [
      'The old bridge falls a week before it was to be blown up, and takes the harbour master’s hut with it.',
      'Nobody stood on it, as the town had closed it in spring when the first stones came loose after a flood.',
    ]
    const told = ruin.map((text) => `<p>${text}</p>`).join('')
    publisher.set('/n/3', html(`<article><h1>Bridge falls</h1>${told}</article>`))
    const { desk, clock, close } = await opened()
    await cycle(desk)
    expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens'])
    publisher.set('/portal', html(card(1, 'Ferry sails again') + card(3, 'Bridge falls')))
    feed('/a', ['Harbour opens', 'Mayor resigns'])
    clock.advance(2 * HOUR)
    const work = begun({ desk })
    await work.asked('/n/1')
    await work.polled('a')
    work.pass(6)
    await work.published(1)
    expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens', 'Mayor resigns'])
    release()
    await work.report
    await close()
    expect(items('world').find(({ title }) => title === 'Ferry sails again')?.['content_html']).toContain(
      'eleven minutes',
    )
  })

  test('a section begins with all of its sources, so that each has its share of the first edition', async () => {
    const many = (name: string) => ['one', 'two', 'three', 'four', 'five', 'six'].map((n) => `The ${name} of town ${n}`)
    feed('/a', many('harbour'))
    feed('/b', many('theatre'), true)
    room.configure({ 'world.yaml': section('/a', '/b').replaceAll(' }', ', dedupe: off }') })
    const { desk, close } = await opened()
    const work = begun({ desk })
    await work.polled('a')
    work.pass(60)
    release()
    await work.report
    await close()
    expect(work.publications()).toBe(0)
    expect(titles('world')).toHaveLength(10)
  })

  test('after a minute a section begins with what is there, and what comes later joins it', async () => {
    const many = (name: string) => ['one', 'two', 'three', 'four', 'five', 'six'].map((n) => `The ${name} of town ${n}`)
    feed('/a', many('harbour'))
    feed('/b', many('theatre'), true)
    feed('/c', ['Bridge falls'])
    const made = 'title: Made\nfrom: [world]\nlanguage: en\n'
    const world = section('/a', '/b').replaceAll(' }', ', dedupe: off }')
    room.configure({ 'world.yaml': world, 'made.yaml': made, 'good.yaml': section('/c') })
    const { desk, close } = await opened()
    const work = begun({ desk })
    await work.polled('a', 'c')
    work.pass(6)
    await work.published(1)
    expect([isThere('world/rss.xml'), isThere('made/rss.xml')]).toEqual([false, false])
    work.pass(114)
    await work.published(2)
    expect(titles('world')).toHaveLength(5)
    expect(titles('made')).toEqual(titles('world'))
    release()
    await work.report
    expect(titles('world')).toHaveLength(8)
    await close()
  })

  test('what another section has had for long joins one of which a source is slow', async () => {
    feed('/a', ['Harbour opens'])
    feed('/b', ['Bridge falls'])
    feed('/c', ['Library closes'])
    room.configure({ 'world.yaml': section('/a', '/b'), 'other.yaml': section('/c') })
    const first = await opened()
    await cycle(first.desk)
    await first.close()
    feed('/a', ['Harbour opens', 'Mayor resigns'])
    feed('/b', ['Bridge falls'], true)
    room.configure({ 'world.yaml': section('/a', '/b', '/c') })
    const { desk, clock, close } = await opened()
    clock.advance(2 * HOUR)
    const work = begun({ desk })
    await work.polled('a', 'c')
    work.pass(6)
    await work.published(1)
    expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens', 'Mayor resigns'])
    release()
    await work.report
    await close()
    expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens', 'Library closes', 'Mayor resigns'])
  })

  test('a section with a time of its own is whole then, or has what is there after a minute', async () => {
    feed('/a', ['Harbour opens'])
    feed('/b', ['Bridge falls'])
    const timed = `schedule: "0 * * * *"\n${section('/a', '/b')}`
    room.configure({ 'world.yaml': timed, 'good.yaml': section('/a') })
    const { desk, clock, close } = await opened()
    await cycle(desk)
    feed('/a', ['Harbour opens', 'Mayor resigns'])
    feed('/b', ['Bridge falls', 'Rain floods the market'], true)
    clock.advance(2 * HOUR)
    const work = begun({ desk })
    await work.polled('a')
    work.pass(6)
    await work.published(1)
    expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens'])
    work.pass(114)
    await work.published(2)
    expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens', 'Mayor resigns'])
    release()
    await work.report
    await close()
    expect(titles('world')).toHaveLength(4)
  })

  test('nothing is published again until there is something new', async () => {
    feed('/a', ['Harbour opens'])
    feed('/b', ['Bridge falls'])
    room.configure({ 'good.yaml': section('/a'), 'bad.yaml': section('/b'), 'both.yaml': section('/a', '/b') })
    const { desk, clock, close } = await opened()
    await cycle(desk)
    feed('/a', ['Harbour opens', 'Mayor resigns'])
    feed('/b', ['Bridge falls'], true)
    clock.advance(2 * HOUR)
    const saved = vi.spyOn(desk.store, 'saveEdition')
    const work = begun({ desk })
    await work.polled('a')
    work.pass(6)
    await work.published(1)
    expect(titles('both')).toEqual(['Bridge falls', 'Harbour opens', 'Mayor resigns'])
    const [files, writes] = [await room.published(), saved.mock.calls.length]
    work.pass(1000)
    release()
    expect((await work.report).sections).toMatchObject([
      { slug: 'bad', status: 'unchanged', added: 0 },
      { slug: 'both', status: 'published', added: 1 },
      { slug: 'good', status: 'published', added: 1 },
    ])
    await close()
    expect(work.publications()).toBe(1)
    expect(saved.mock.calls).toHaveLength(writes)
    expect(await room.published()).toEqual(files)
  })

  test('a cycle that is told to stop keeps what it published, and the next goes on', async () => {
    feed('/a', ['Harbour opens'])
    room.configure({ 'good.yaml': section('/a'), 'bad.yaml': portal('Ferry sails again') })
    const { desk, clock, close } = await opened()
    const stopping = new AbortController()
    const work = begun({ desk }, stopping.signal)
    await work.asked('/n/1')
    await work.polled('a')
    work.pass(6)
    await work.published(1)
    stopping.abort()
    expect(await work.report).toMatchObject({ changed: true })
    expect(titles('good')).toEqual(['Harbour opens'])
    expect(isThere('bad/rss.xml')).toBe(false)
    release()
    clock.advance(HOUR)
    await cycle(desk)
    await close()
    expect(items('bad')[0]?.['content_html']).toContain('eleven minutes')
  })

  test('a publication that fails fails the cycle when all of it has ended', async () => {
    feed('/a', ['Harbour opens'])
    feed('/b', ['Bridge falls'], true)
    room.configure({ 'good.yaml': section('/a'), 'bad.yaml': section('/b') })
    const { desk, close } = await opened()
    const failing = vi.spyOn(desk.store, 'saveEdition').mockRejectedValue(new Error('no more space'))
    const work = begun({ desk })
    let hasEnded = false
    const failed = expect(work.report.finally(() => (hasEnded = true))).rejects.toThrow('no more space')
    await work.polled('a')
    work.pass(6)
    await vi.waitFor(() => expect(failing).toHaveBeenCalled(), { timeout: 60_000 })
    expect(hasEnded).toBe(false)
    release()
    await failed
    expect((await desk.store.readSources()).get('b')).toMatchObject({ failures: 0 })
    await close()
  })
})

test('what a source saves while others are published is left for the publication after it, and not lost', async () => {
  feed('/a', ['Harbour opens'])
  feed('/b', ['Bridge falls'])
  room.configure({ 'world.yaml': section('/a', '/b') })
  const { desk, clock, close } = await opened()
  await cycle(desk)
  const revisions = await desk.store.readRevisions()
  feed('/a', ['Harbour opens', 'Mayor resigns'])
  feed('/b', ['Bridge falls', 'Rain floods the market'])
  clock.advance(2 * HOUR)
  const at = clock.now()
  await cycle(desk, { at, sections: () => false })
  expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens'])
  const underWay = {
    sources: new Set(['b']),
    unread: new Set<string>(),
    sections: new Set<string>(),
    revisions,
    isLong: false,
  }
  await syndicate(desk, at, { underWay })
  expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens', 'Mayor resigns'])
  expect((await syndicate(desk, at, { underWay })).changed).toBe(false)
  await syndicate(desk, at)
  expect(titles('world')).toEqual(['Bridge falls', 'Harbour opens', 'Mayor resigns', 'Rain floods the market'])
  await close()
})

describe('an entry that is shown and waits for its article again', () => {
  const link = () => `${publisher.url}/n/1`
  const full = (text: string) =>
    publisher.set('/b', { body: rss('/b', [{ ...piece('Ferry sails again'), guid: 'ferry', link: link(), text }]) })
  const text = () => items('world').find(({ title }) => title === 'Ferry sails again')?.['content_html']
  const article = html(`<article><h1>Ferry sails again</h1>${paragraphs}</article>`)
  /** A section of a feed and of one with whole texts, published once; then new entries are there. */
  async function published() {
    full('The ferry sails.')
    feed('/a', ['Harbour opens'])
    const whole = ', fullText: true, publish: full, rights: CC-BY }'
    room.configure({ 'world.yaml': `${section('/a')}${source('/b').replace(' }', whole)}` })
    const room1 = await opened()
    await cycle(room1.desk)
    feed('/a', ['Harbour opens', 'Mayor resigns'])
    room1.clock.advance(2 * HOUR)
    return room1
  }
  const isAskedAgain = () =>
    vi.waitFor(() => expect(publisher.requests.filter(({ url }) => url === '/n/1')).toHaveLength(2), {
      timeout: 60_000,
    })

  test('stays as it was while that is fetched where it was edited, and holds up no other', async () => {
    publisher.set('/n/1', article)
    const { desk, close } = await published()
    expect(text()).toContain('eleven minutes')
    const before = items('world').find(({ title }) => title === 'Ferry sails again')
    full('The ferry sails at noon every day of the week but for the one on which the market is held.')
    const correction = '<p>The council said in the evening that it will sail on market days as well, from spring.</p>'
    const edited = html(`<article><h1>Ferry sails again</h1>${paragraphs}${correction}</article>`)
    publisher.set('/n/1', { ...edited, after: released })
    const work = begun({ desk })
    await isAskedAgain()
    await work.polled('a')
    work.pass(6)
    await work.published(1)
    expect(titles('world')).toEqual(['Ferry sails again', 'Harbour opens', 'Mayor resigns'])
    expect(items('world').find(({ title }) => title === 'Ferry sails again')).toEqual(before)
    release()
    await work.report
    await close()
    expect(text()).toContain('on market days as well')
  })

  test('has its source’s own text where the article is not to be had any more', async () => {
    publisher.set('/n/1', article)
    const { desk, close } = await published()
    full('The ferry sails at noon every day of the week but for the one on which the market is held.')
    publisher.set('/n/1', { status: 404, after: released })
    const work = begun({ desk })
    await isAskedAgain()
    await work.polled('a')
    work.pass(6)
    await work.published(1)
    expect(text()).toContain('eleven minutes')
    release()
    await work.report
    await close()
    expect(text()).toContain('the market is held')
  })

  test('stays as it is where that could not be had before, and holds up no other', async () => {
    publisher.set('/n/1', { status: 500 })
    const { desk, close } = await published()
    expect(text()).toContain('The ferry sails.')
    publisher.set('/n/1', { ...article, after: released })
    const work = begun({ desk })
    await isAskedAgain()
    await work.polled('a')
    work.pass(6)
    await work.published(1)
    expect(titles('world')).toEqual(['Ferry sails again', 'Harbour opens', 'Mayor resigns'])
    expect(text()).toContain('The ferry sails.')
    release()
    await work.report
    await close()
    expect(text()).toContain('eleven minutes')
  })
})

describe('beside a source that does not answer', () => {
  // Each of the articles has half a minute to answer: together they would hold up the others for longer than is waited here.
  const WAIT = { timeout: 50_000, interval: 50 }

  test('run has published the others’ section, and told of it, before it ends', { timeout: 150_000 }, async () => {
    const told: string[] = []
    const receiver = createServer((request, response) => {
      textOf(request).then(
        (body) => {
          const ping = new URLSearchParams(body).get('hub.url')
          told.push(ping === null ? `${JSON.parse(body).event} ${JSON.parse(body).title}` : new URL(ping).pathname)
          response.writeHead(204).end()
        },
        () => response.destroy(),
      )
    })
    const target = await listening(receiver)
    const allowed = JSON.stringify([publisher.host, new URL(target).host])
    const site = `url: https://news.example.org/\nallowPrivate: ${allowed}\nhub: ${target}hub\nnotify: [{ url: ${target}hook }]\n`
    feed('/a', ['Harbour opens'])
    room.configure({
      'site.yaml': site,
      'good.yaml': section('/a'),
      'bad.yaml': portal('Ferry sails again', 'Market burns', 'Snow falls'),
    })
    const run = room.warta('run', '--json', '--now', new Date(t0).toISOString())
    const ours = ['published Harbour opens', ...['rss.xml', 'atom.xml', 'feed.json', ''].map((name) => `/good/${name}`)]
    await vi.waitFor(() => expect(told).toEqual(expect.arrayContaining(ours)), WAIT)
    expect(told).toHaveLength(5)
    expect(titles('good')).toEqual(['Harbour opens'])
    expect(isThere('bad/rss.xml')).toBe(false)
    release()
    const { code, stdout } = await run
    await closed(receiver)
    expect(code).toBe(0)
    expect(stdout).toContain('2 sources, 4 read, 4 published')
    // Of what changed again at the end the hub hears then, once and not a minute after that.
    expect(stdout).toContain('"event":"told","delivered":4,"pinged":13')
    expect(new Set(told).size).toBe(17)
    expect(titles('all')).toHaveLength(4)
  })

  test('serve answers with the others’ section', { timeout: 150_000 }, async () => {
    feed('/a', ['Harbour opens'])
    room.configure({
      'good.yaml': section('/a'),
      'bad.yaml': portal('Ferry sails again', 'Market burns', 'Snow falls'),
    })
    const serving = room.start('serve', '--listen', '127.0.0.1:0', '--now', new Date(t0).toISOString())
    const url = await serving.said(/"url":"(http:[^"]+)"/)
    const statusOf = async (path: string) => (await fetch(`${url}${path}`)).status
    await vi.waitFor(async () => expect(await statusOf('good/rss.xml')).toBe(200), WAIT)
    expect(await statusOf('bad/rss.xml')).toBe(404)
    release()
    await vi.waitFor(async () => expect(await statusOf('bad/rss.xml')).toBe(200), WAIT)
    await serving.stop()
  })
})
