import { afterEach, beforeEach, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Item, type Publisher, rss, startPublisher } from './publisher.ts'

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

const now = '2024-07-01T09:00:00Z'
const TITLE = 'Ministers agree on fishing quotas for the Baltic Sea'
const item = (source: string, n: number, title: string): Item => ({
  title,
  link: `https://${source}.example/${n}`,
  guid: `${source}-${n}`,
  date: new Date(Date.parse(now) - n * 1000),
})

test('a flood of one title takes no other source’s piece, and status tells of it', { timeout: 120_000 }, async () => {
  room.configure({
    'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': `title: World\nlanguage: en\nsources:\n  - ${publisher.url}/flood\n  - ${publisher.url}/fair\n  - ${publisher.url}/odd\n`,
  })
  publisher.set('/flood', {
    body: rss(
      'Flood',
      Array.from({ length: 5_000 }, (_, n) => item('flood', n, TITLE)),
    ),
  })
  publisher.set('/fair', { body: rss('Fair', [item('fair', 1, TITLE)]) })
  const odd = ['A', '🎉🎉🎉', `${'Longest words of them all '.repeat(400)}`, 'B']
  publisher.set('/odd', {
    body: rss(
      'Odd',
      [...odd, ...odd].map((title, n) => item('odd', n, title)),
    ),
  })
  await room.warta('run', '--now', now)

  const items: readonly { url: string; _warta?: { also?: unknown } }[] = JSON.parse(room.read('world/feed.json')).items
  expect(items.filter(({ url }) => url.startsWith('https://fair.example/'))).toHaveLength(1)
  expect(items.filter(({ url }) => url.startsWith('https://odd.example/'))).not.toHaveLength(0)
  const why = JSON.parse((await room.warta('why', 'https://fair.example/1', '--json')).stdout)
  expect(JSON.stringify(why)).not.toContain('"duplicate"')
  const { stdout } = await room.warta('status')
  expect(stdout).toMatch(/\d+ entries under one title/)
})

test('a flood of titles for one link is told of and parted in bounded time', { timeout: 120_000 }, async () => {
  room.configure({
    'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': `title: World\nlanguage: en\nbackfill: all\nlimit: 200\nsources:\n  - { url: "${publisher.url}/flood", limit: off }\n`,
  })
  const flood = Array.from({ length: 600 }, (_, n) => ({
    ...item('flood', n, `Great sale of chairs today and much more ${n}`),
    link: 'https://flood.example/one',
  }))
  publisher.set('/flood', { body: rss('Flood', flood) })
  await room.warta('run', '--now', now)
  const items = () => JSON.parse(room.read('world/feed.json')).items as { id: string }[]
  const [one] = items()
  expect(items()).toHaveLength(1)
  const said = await room.warta('why', one?.id ?? '', '--now', now)
  expect(said.stdout).toContain('and 560 more')
  expect(said.stdout.split('\n').length).toBeLessThan(6_000)

  await room.warta('split', one?.id ?? '', '--now', '2024-07-01T09:30:00Z')
  const next = item('flood', -1, 'Something else happened since')
  publisher.set('/flood', { body: rss('Flood', [{ ...next, link: 'https://flood.example/two' }, ...flood]) })
  await room.warta('run', '--now', '2024-07-01T12:00:00Z')
  expect(items().length).toBeGreaterThan(50)
})

test('a flood of titles that differ in a word keeps no other sources’ copies from one another', async () => {
  room.configure({
    'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': `title: World\nlanguage: en\nbackfill: all\nlimit: 200\nsources:\n${['a', 'h', 'b'].map((name) => `  - { url: "${publisher.url}/${name}", id: ${name}, limit: off }\n`).join('')}`,
  })
  const title = 'Ferry with 120 aboard runs aground off Danish island'
  const words = Array.from({ length: 60 }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(5 + (i % 7)))
  const hours = (n: number) => new Date(Date.parse(now) + n * 3_600_000)
  publisher.set('/a', { body: rss('A', [{ ...item('a', 1, title), date: hours(-9) }]) })
  publisher.set('/h', {
    body: rss(
      'H',
      words.map((word, i) => ({ ...item('h', i, `${title} ${word}`), date: hours(-8) })),
    ),
  })
  publisher.set('/b', { body: rss('B', [{ ...item('b', 1, title), date: hours(-7) }]) })
  await room.warta('run', '--now', now)
  type Shown = { title: string; _warta: { also: { url: string }[] } }
  const items = JSON.parse(room.read('world/feed.json')).items as Shown[]
  const own = items.filter((one) => one.title === title)
  expect(own).toHaveLength(1)
  expect(own[0]?._warta.also.map(({ url }) => url)).toContain('https://b.example/1')
})
