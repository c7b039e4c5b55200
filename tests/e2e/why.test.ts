import { afterEach, beforeEach, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Item, type Publisher, rss, startPublisher } from './publisher.ts'

const START = Date.UTC(2026, 4, 10, 9)
const HOUR = 3_600_000

let publisher: Publisher
let room: TestNewsroom
let now: number
let items: { a: Item[]; b: Item[] }

beforeEach(async () => {
  publisher = await startPublisher()
  now = 0
  items = structuredClone(first)
  const source = (name: string) =>
    `  - { id: ${name}, name: ${name.toUpperCase()} News, url: "${publisher.url}/${name}" }\n`
  room = newsroom({
    'site.yaml': `title: Kabar\nurl: https://news.example.org/\nidBase: "tag:x,2026:"\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': `title: World\nlanguage: en\nlimit: 3\nsources:\n${source('a')}${source('b')}`,
    'sport.yaml': `title: Sport\nlanguage: en\nrules:\n  - drop: { title: Harbour }\nsources:\n${source('a')}`,
  })
})
afterEach(async () => {
  await publisher.close()
  room.remove()
})

const harbour = 'Harbour of Tanjung Priok reopens after the storm, port authority says'
const body =
  'The harbour of Tanjung Priok reopened on Sunday after a storm had closed it for two days, the port authority said.'
const first = {
  a: [
    {
      title: harbour,
      link: 'https://a.example/harbour?utm_source=rss',
      guid: 'guid-1',
      date: new Date(START - HOUR),
      text: body,
    },
    {
      title: 'Ancient \u202egnirts &#27;[31mred',
      link: 'https://a.example/old',
      date: new Date(START - 900 * HOUR),
      text: 'Long ago.',
    },
    {
      title: 'Budget is read',
      link: 'https://a.example/budget',
      date: new Date(START - 2 * HOUR),
      text: 'Ministers met.',
    },
  ],
  b: [{ title: harbour, link: 'https://b.example/port', date: new Date(START - HOUR), text: body }],
}

const at = () => new Date(START + now * HOUR).toISOString()
const why = async (...args: readonly string[]) => {
  const said = await room.warta('why', ...args, '--now', at())
  expect(said.code, said.stderr).toBe(0)
  return said.stdout
}

async function run(): Promise<void> {
  publisher.set('/a', { body: rss('A', items.a) })
  publisher.set('/b', { body: rss('B', items.b) })
  now += 1
  expect((await room.warta('run', '--now', at())).code).toBe(0)
}

test('tells whence an entry came, what it was folded with and why, and for each section the one reason', async () => {
  await run()
  const said = await why('http://www.a.example/harbour/')
  expect(said).toContain(`“${harbour}”\n`)
  expect(said).toContain('  guid      guid-1\n')
  // However long the machine takes: within the hour of the cycle.
  expect(said).toMatch(/^ {2}source {4}A News \(a\)\n {2}seen {6}2026-05-10T10:\d\d:\d\d/m)
  expect(said).toContain('  dated     2026-05-10T08:00:00Z (feed)\n')
  expect(said).toMatch(/^sport: not published: rule drop at .*sport\.yaml:4$/m)
  expect(said).toMatch(/^world: (published, in since|not published: a copy of)/m)
  expect(said).toMatch(
    /^ {2}one with {2}“Harbour of Tanjung Priok reopens after the storm, port authority says” \(B News, \S+\)$/m,
  )
  expect(said).toMatch(
    /^ {2}alike {5}.*B News.*: same-(title|text), \d\.\d\d where \d\.\d\d is enough; shared: .*harbour/m,
  )
  const [line] = (await why('guid-1', '--json')).trim().split('\n')
  const story = JSON.parse(line ?? '')
  expect(story).toMatchObject({ source: 'A News', entry: { guid: 'guid-1', title: harbour } })
  // By its id, every copy of the story is told of.
  expect(await why(story.id)).toMatch(/A News \(a\)[\s\S]*B News \(b\)|B News \(b\)[\s\S]*A News \(a\)/)
  expect(await why(story.entry.key)).toBe(said)
  const copies = (await why(story.id, '--json'))
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each))
  const reasons = copies.flatMap(({ sections }) => sections).filter(({ slug }) => slug === 'world')
  expect(reasons.map(({ reason }) => reason).toSorted()).toEqual(['duplicate', 'published'])
})

test('of what the editor made one it says all the same that it is not alike', async () => {
  const storm = (dead: number) => `Storm kills ${dead} people on the Baltic coast near Gdansk and Sopot`
  items.a = [{ title: storm(12), link: 'https://a.example/storm', date: new Date(START) }]
  items.b = [{ title: storm(40), link: 'https://b.example/storm', date: new Date(START) }]
  await run()
  expect((await room.warta('join', 'https://a.example/storm', 'https://b.example/storm', '--now', at())).code).toBe(0)
  await run()
  const said = await why('https://b.example/storm')
  expect(said).toMatch(/^ {2}one with {2}“Storm kills 12 people/m)
  expect(said).toMatch(/^ {2}not alike “Storm kills 12 people.*, but for: numbers$/m)
})

test('says what the next publication will make of it, and what the editor decided', async () => {
  await run()
  const { id } = JSON.parse((await why('https://a.example/budget', '--json')).trim())
  await room.warta('hide', id, '--section', 'world', '--now', at())
  expect(await why(id)).toMatch(
    /decided {3}.*: hide in world\n[\s\S]*world: published.*\n {2}next time it is not published: hidden by the editor/,
  )
  await run()
  expect(await why(id)).toMatch(/world: not published: hidden by the editor \(.*: hide in world\)/)
  await room.warta('hide', id, '--section', 'world', '--undo', '--now', at())
  expect(await why(id)).toMatch(/world: not published: not decided yet.*\n {2}next time it is published/)
})

test('reads beside the owner of the store, changes nothing, and prints no control characters', async () => {
  await run()
  const before = await room.published()
  const running = room.start('serve', '--listen', '127.0.0.1:0')
  await running.said(/"serving"/)
  const said = await why('https://a.example/old')
  expect(said).toMatch(/not published: history|published/)
  expect(said).toMatch(/^[\n\x20-\u{2029}\u{FFFD}]+$/u)
  const busy = await room.warta('why', 'nothing of the kind', '--now', at())
  expect([busy.code, busy.stderr]).toEqual([2, expect.stringContaining('is neither a published id')])
  await running.stop()
  expect([...(await room.published()).keys()]).toEqual([...before.keys()])
})

test('of what is only archived tells that', async () => {
  const bridge = { title: 'A bridge', link: 'https://b.example/bridge', guid: 'bridge', date: new Date(START - HOUR) }
  items.b = [bridge]
  await run()
  const { id } = JSON.parse((await why('bridge', '--json')).trim())
  for (let day = 1; day < 60; day += 4) {
    now = day * 24
    const date = new Date(START + (day * 24 - 1) * HOUR)
    items = {
      a: [{ title: `Day ${day}`, link: `https://a.example/${day}`, date }],
      b: [{ title: `Night ${day}`, link: `https://b.example/${day}`, date }],
    }
    await run()
  }
  expect(await why(id)).toMatch(
    /“A bridge”\n {2}address {3}https:\/\/b\.example\/bridge\n[\s\S]* {2}dated {5}2026-05-10T08:00:00Z \(feed\)\nworld: in the archive; stored no more/,
  )
  expect(await why('https://a.example/45')).toMatch(/newer ones took its place\n {2}archived {2}it is in the archive\n/)
  expect(await why('https://b.example/bridge')).toContain(id)
  expect((await room.warta('retract', id, '--now', at())).code).toBe(0)
  await run()
  expect(await why(id)).toMatch(/stored no more\n {2}decided {3}.*: retract everywhere/)
})
