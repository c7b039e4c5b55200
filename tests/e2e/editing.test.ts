import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Item, type Publisher, rss, startPublisher } from './publisher.ts'

const START = Date.UTC(2026, 4, 10, 9)
const HOUR = 3_600_000
const DAY = 24 * HOUR

let publisher: Publisher
let room: TestNewsroom
/** Hours since the beginning. */
let now: number

beforeEach(async () => {
  publisher = await startPublisher()
  now = 0
  room = newsroom({
    'site.yaml': `title: Kabar\nurl: https://news.example.org/\nidBase: "tag:news.example.org,2026:"\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': section('World', ['a', 'b', 'c']),
    'sport.yaml': section('Sport', ['a']),
  })
})
afterEach(async () => {
  await publisher.close()
  room.remove()
})

const section = (title: string, names: readonly string[], more = '') =>
  `title: ${title}\nlanguage: en\n${more}sources:\n${names.map((name) => `  - { id: ${name}, name: ${name.toUpperCase()} News, url: "${publisher.url}/${name}" }\n`).join('')}`

const piece = (name: string, title: string, more: Partial<Item> = {}): Item => ({
  title,
  link: `https://${name}.example/${encodeURIComponent(title)}`,
  date: new Date(START - HOUR),
  text: `${title}: what happened there and then, told at some length by those who saw it.`,
  ...more,
})

/** One piece in two sources under one address. */
const shared = (title: string): Partial<Item> => ({ link: `https://wire.example/${encodeURIComponent(title)}` })

function publish(sources: Readonly<Record<string, readonly Item[]>>): void {
  for (const name of ['a', 'b', 'c']) publisher.set(`/${name}`, { body: rss(name, sources[name] ?? []) })
}

const at = () => new Date(START + now * HOUR).toISOString()

/** One cycle, an hour later. */
async function run(): Promise<void> {
  now += 1
  const said = await room.warta('run', '--now', at())
  expect([0, 1], said.stderr).toContain(said.code)
}

/** A command of the editor's that must succeed. */
async function editor(...args: readonly string[]): Promise<string> {
  const said = await room.warta(...args, '--now', at())
  expect(said.code, said.stderr).toBe(0)
  return said.stdout
}

async function refused(...args: readonly string[]): Promise<string> {
  const said = await room.warta(...args, '--now', at())
  expect(said.code, said.stdout).toBe(2)
  return said.stderr
}

type Shown = {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly _warta: { readonly also?: readonly { readonly url: string }[] }
}

function shown(slug: string): readonly Shown[] {
  const { items } = JSON.parse(room.read(`${slug}/feed.json`)) as { readonly items: readonly Shown[] }
  return items
}

const titles = (slug: string) => shown(slug).map(({ title }) => title)

function idOf(slug: string, title: string): string {
  const id = shown(slug).find((item) => item.title === title)?.id
  if (id === undefined) throw new Error(`${title} is not in ${slug}`)
  return id
}

const tombstones = (path: string) =>
  [...room.read(path).matchAll(/<at:deleted-entry [^>]*ref="([^"]*)" when="([^"]*)"\/>/g)].map(([, ref, when]) => ({
    ref,
    when,
  }))

/** Ids of all entries on the way back from the feed. */
function walk(slug: string): readonly string[] {
  const ids: string[] = []
  for (let path: string | undefined = `${slug}/atom.xml`; path !== undefined; ) {
    const document: string = room.read(path)
    ids.push(...[...document.matchAll(/<entry[^>]*>\n<id>([^<]*)<\/id>/g)].map(([, id]) => id ?? ''))
    path = /<link rel="prev-archive" href="https:\/\/news\.example\.org\/([^"]*)"/.exec(document)?.[1]
  }
  return ids
}

const everything = async () => [...(await room.published())].map(([, bytes]) => bytes).join('\n')

describe('hide', () => {
  test('takes an entry out of every section, and it comes back when that is taken back', async () => {
    publish({ a: [piece('a', 'One'), piece('a', 'Two')] })
    await run()
    const id = idOf('world', 'One')
    expect(await editor('hide', id)).toBe('“One” is hidden everywhere\n')
    await run()
    expect([titles('world'), titles('sport'), titles('all')]).toEqual([['Two'], ['Two'], ['Two']])
    expect(tombstones('world/atom.xml')).toEqual([])
    const before = await room.published()
    await run()
    expect(await room.published()).toEqual(before)
    await editor('hide', 'http://www.a.example/One/?utm_source=x', '--undo')
    await run()
    expect(titles('world').toSorted()).toEqual(['One', 'Two'])
    expect(idOf('world', 'One')).toBe(id)
    expect(titles('all').toSorted()).toEqual(['One', 'Two'])
  })

  test('in one section leaves the others as they are, and ends when it was to', async () => {
    publish({ a: [piece('a', 'One'), piece('a', 'Two')] })
    await run()
    const until = new Date(START + 5 * HOUR).toISOString()
    await editor('hide', idOf('world', 'One'), '--section', 'sport', '--until', until)
    await run()
    expect([titles('world').length, titles('sport')]).toEqual([2, ['Two']])
    await run()
    expect(titles('sport')).toEqual(['Two'])
    now = 5
    await run()
    expect(titles('sport').toSorted()).toEqual(['One', 'Two'])
  })

  test('of a story hides copies that come later; of one entry it does not', async () => {
    publish({ a: [piece('a', 'Story', shared('Story')), piece('a', 'Alone', shared('Alone'))] })
    await run()
    await editor('hide', idOf('world', 'Story'))
    await editor('hide', 'https://wire.example/Alone')
    publish({
      a: [piece('a', 'Story', shared('Story')), piece('a', 'Alone', shared('Alone'))],
      b: [piece('b', 'Story', shared('Story')), piece('b', 'Alone', shared('Alone'))],
    })
    await run()
    expect(titles('world')).toEqual(['Alone'])
  })

  test('keeps out what was not yet published, and lets it in afterwards', async () => {
    publish({ a: [piece('a', 'One')] })
    await run()
    publish({ a: [piece('a', 'New'), piece('a', 'One')] })
    room.configure({ 'world.yaml': section('World', ['a', 'b', 'c'], 'schedule: "0 0 1 1 *"\n') })
    await run()
    await editor('hide', 'https://a.example/New')
    room.configure({ 'world.yaml': section('World', ['a', 'b', 'c']) })
    await run()
    expect(titles('world')).toEqual(['One'])
    await editor('hide', 'https://a.example/New', '--undo')
    await run()
    expect(titles('world')).toContain('New')
  })
})

describe('pin', () => {
  test('keeps an entry in whatever comes, spares it from retention, and lets it go when taken back', async () => {
    room.configure({ 'world.yaml': section('World', ['a'], 'limit: 3\n').replace('url:', 'limit: off, url:') })
    const items = [piece('a', 'Old')]
    publish({ a: items })
    await run()
    const id = idOf('world', 'Old')
    await editor('pin', id)
    for (let day = 1; day <= 40; day += 4) {
      now = day * 24
      items.unshift(
        ...[1, 2].map((n) => piece('a', `Day ${day}.${n}`, { date: new Date(START + day * DAY - n * HOUR) })),
      )
      publish({ a: items.slice(0, 4) })
      await run()
      expect(titles('world')).toContain('Old')
      expect(titles('world')).toHaveLength(day === 1 ? 3 : 4)
    }
    expect(new Set(walk('world')).size).toBe(walk('world').length)
    await editor('pin', id, '--undo')
    now += 24
    await run()
    expect(titles('world')).not.toContain('Old')
    expect(walk('world').filter((each) => each === id)).toHaveLength(1)
  })

  test('brings back what newer ones pushed off, out of its archive, and lets in what a rule or history kept out', async () => {
    room.configure({
      'world.yaml': section('World', ['a'], 'limit: 3\nrules:\n  - drop: { title: Lottery }\n').replace(
        'url:',
        'limit: off, url:',
      ),
    })
    publish({
      a: [piece('a', 'Old'), piece('a', 'Lottery'), piece('a', 'Ancient', { date: new Date(START - 90 * DAY) })],
    })
    await run()
    const id = idOf('world', 'Old')
    for (let day = 1; day <= 9; day += 2) {
      now = day * 24
      publish({ a: [1, 2].map((n) => piece('a', `Day ${day}.${n}`, { date: new Date(START + day * DAY - n * HOUR) })) })
      await run()
    }
    expect(titles('world')).not.toContain('Old')
    expect(room.read('world/archive/2026-05.xml')).toContain(id)
    await editor('pin', id)
    await editor('pin', 'https://a.example/Lottery')
    await editor('pin', 'Ancient')
    await run()
    expect(titles('world')).toEqual(expect.arrayContaining(['Old', 'Lottery', 'Ancient']))
    expect(idOf('world', 'Old')).toBe(id)
    expect(room.read('world/archive/2026-05.xml')).not.toContain(id)
    for (const slug of ['world', 'all']) expect(new Set(walk(slug)).size).toBe(walk(slug).length)
    expect(tombstones('world/atom.xml')).toEqual([])
  })
})

describe('retract', () => {
  test('takes an entry back from every format and tells subscribers, for ever', async () => {
    publish({ a: [piece('a', 'Wrong'), piece('a', 'Right')] })
    await run()
    const id = idOf('world', 'Wrong')
    await editor('retract', id)
    const when = at().replace('.000Z', 'Z')
    await run()
    expect(await everything()).not.toContain('Wrong')
    for (const slug of ['world', 'sport', 'all']) {
      expect(titles(slug)).toEqual(['Right'])
      expect(tombstones(`${slug}/atom.xml`)).toEqual([{ ref: id, when }])
    }
    const before = await room.published()
    for (let i = 0; i < 3; i++) await run()
    expect(await room.published()).toEqual(before)
    rmSync(join(room.folder, 'data/public'), { recursive: true })
    await run()
    const bytes = (files: ReadonlyMap<string, string>) =>
      [...files].map(([path, file]) => [path, file.replace(/^\S+ /, '')])
    expect(bytes(await room.published())).toEqual(bytes(before))
    publish({
      a: [piece('a', 'Wrong'), piece('a', 'Right'), piece('a', 'Later', { date: new Date(START + 50 * DAY) })],
    })
    now = 51 * 24
    await run()
    expect(titles('world').toSorted()).toEqual(['Later', 'Right'])
  })

  test('is held back by no gate, and goes through while one is closed', async () => {
    publish({ a: ['One', 'Two', 'Three', 'Four', 'Five'].map((title) => piece('a', title)) })
    await run()
    for (const title of ['One', 'Two', 'Three', 'Four']) await editor('retract', idOf('world', title))
    await run()
    expect([titles('world'), titles('all')]).toEqual([['Five'], ['Five']])
    await editor('retract', idOf('world', 'Five'))
    await run()
    expect([titles('world'), titles('all')]).toEqual([[], []])
  })

  test('brings an edition below its minimum in the publication that carries it out, and in no later one', async () => {
    const limits = (min: number) => `gate: { min: ${min}, collapse: 100% }\n`
    room.configure({ 'world.yaml': section('World', ['a', 'b', 'c'], limits(3)) })
    publish({ a: ['One', 'Two', 'Three'].map((title) => piece('a', title)) })
    await run()
    await editor('retract', idOf('world', 'One'))
    now += 1
    expect((await room.warta('run', '--now', at())).code).toBe(0)
    expect(titles('world').toSorted()).toEqual(['Three', 'Two'])
    now += 24
    const rules = 'rules: [{ only: { title: [nomatch] } }]\n'
    room.configure({ 'world.yaml': section('World', ['a', 'b', 'c'], limits(1) + rules) })
    const said = await room.warta('run', '--now', at())
    expect([said.code, said.stderr]).toEqual([1, expect.stringContaining('min: 0 entries, at least 1 wanted')])
    expect(titles('world').toSorted()).toEqual(['Three', 'Two'])
    // With a retraction beside it, the rule is no more welcome.
    await editor('retract', idOf('world', 'Two'))
    now += 1
    expect((await room.warta('run', '--now', at())).code).toBe(1)
    expect(titles('world')).toEqual(['Three'])
    // While a gate is closed `why` still knows the rule that is meant.
    const why = await editor('why', idOf('world', 'Three'))
    expect(why).toMatch(/world: published.*\n {2}next time it is not published: rule only at .*world\.yaml:\d+$/m)
  })

  test('goes through while a gate is closed for another reason', async () => {
    publish({ a: ['One', 'Two', 'Three', 'Four', 'Five'].map((title) => piece('a', title)) })
    await run()
    room.configure({
      'world.yaml': section('World', ['a', 'b', 'c'], 'rules:\n  - drop: { title: [One, Two, Three, Four] }\n'),
    })
    await run()
    expect(titles('world')).toHaveLength(5)
    const id = idOf('world', 'One')
    await editor('retract', id)
    await run()
    expect(titles('world').toSorted()).toEqual(['Five', 'Four', 'Three', 'Two'])
    expect(titles('all')).not.toContain('One')
    expect(tombstones('world/atom.xml').map(({ ref }) => ref)).toEqual([id])
    expect(tombstones('all/atom.xml').map(({ ref }) => ref)).toEqual([id])
    const before = await room.published()
    await run()
    expect(await room.published()).toEqual(before)
  })

  test('takes out of an old month’s archive, which then changes, and of no other', async () => {
    room.configure({ 'world.yaml': section('World', ['a'], 'limit: 2\n').replace('url:', 'limit: off, url:') })
    for (let day = 0; day < 80; day += 4) {
      now = day * 24
      const date = new Date(START + day * DAY - HOUR)
      publish({ a: [piece('a', `Day ${day}`, { date }), piece('a', `Also ${day}`, { date })] })
      await run()
    }
    const old = room.read('world/archive/2026-05.xml')
    const id = /<id>([^<]*)<\/id>\n<title>Day 4</.exec(old)?.[1] ?? ''
    const before = await room.published()
    const walked = walk('world')
    expect(walked).toContain(id)
    expect(await editor('retract', id)).toContain('goes from the archive of world')
    await run()
    const after = await room.published()
    expect(room.read('world/archive/2026-05.xml')).not.toContain('Day 4<')
    expect(tombstones('world/archive/2026-05.xml').map(({ ref }) => ref)).toEqual([id])
    expect(tombstones('world/atom.xml').map(({ ref }) => ref)).toEqual([id])
    expect(after.get('world/archive/2026-06.xml')).toBe(before.get('world/archive/2026-06.xml'))
    expect(walk('world')).toEqual(walked.filter((each) => each !== id))
    expect(walk('all')).not.toContain(id)
    expect(new Set(walk('all')).size).toBe(walk('all').length)
    const settled = await room.published()
    await run()
    expect(await room.published()).toEqual(settled)
    // By its address too, though the entry itself has expired.
    await editor('retract', 'https://a.example/Also%208')
    await run()
    expect(room.read('world/archive/2026-05.xml')).not.toContain('Also 8<')
  })

  test('of one copy leaves the story to the others, under its id', async () => {
    publish({ a: [piece('a', 'Story', { link: 'https://a.example/1', ...shared('Story') })] })
    await run()
    const id = idOf('world', 'Story')
    publish({ a: [piece('a', 'Story', shared('Story'))], b: [piece('b', 'Story', shared('Story'))] })
    await run()
    expect(shown('world')).toHaveLength(1)
    const leadKey = id.slice('tag:news.example.org,2026:'.length)
    expect(await editor('retract', leadKey)).toContain(id)
    await run()
    expect(shown('world')).toMatchObject([{ id, title: 'Story' }])
    expect(room.read('world/feed.json')).toContain('B News')
    expect(room.read('world/feed.json')).not.toContain('A News')
    expect(tombstones('world/atom.xml')).toEqual([])
    expect(titles('sport')).toEqual([])
    expect(tombstones('sport/atom.xml').map(({ ref }) => ref)).toEqual([id])
    expect(titles('all')).toEqual(['Story'])
  })

  test('until a time gives it back then; after a pin it holds all the same, and can be taken back', async () => {
    publish({ a: [piece('a', 'Early'), piece('a', 'Right'), piece('a', 'Dear')] })
    await run()
    const [early, dear] = [idOf('world', 'Early'), idOf('world', 'Dear')]
    await editor('retract', early, '--until', new Date(START + 6 * HOUR).toISOString())
    await editor('pin', dear)
    await editor('retract', dear)
    await run()
    expect([titles('world'), titles('all')]).toEqual([['Right'], ['Right']])
    expect(
      tombstones('world/atom.xml')
        .map(({ ref }) => ref)
        .toSorted(),
    ).toEqual([early, dear].toSorted())
    now = 6
    await run()
    expect(titles('world').toSorted()).toEqual(['Early', 'Right'])
    expect(idOf('all', 'Early')).toBe(early)
    for (const slug of ['world', 'all']) {
      expect(tombstones(`${slug}/atom.xml`).map(({ ref }) => ref)).toEqual([dear])
    }
    await editor('retract', dear, '--undo')
    await run()
    expect(titles('world').toSorted()).toEqual(['Dear', 'Early', 'Right'])
    expect(tombstones('world/atom.xml')).toEqual([])
  })

  test('of a source takes all of it, what comes later too, and gives it back', async () => {
    publish({ a: [piece('a', 'A1')], b: [piece('b', 'B1')] })
    await run()
    const id = idOf('world', 'A1')
    await editor('retract', '--source', 'a')
    publish({ a: [piece('a', 'A2'), piece('a', 'A1')], b: [piece('b', 'B1')] })
    await run()
    expect([titles('world'), titles('sport'), titles('all')]).toEqual([['B1'], [], ['B1']])
    expect(tombstones('world/atom.xml').map(({ ref }) => ref)).toEqual([id])
    await editor('retract', '--source', 'a', '--undo')
    await run()
    expect(titles('world')).toContain('A1')
    expect(tombstones('world/atom.xml')).toEqual([])
    expect(tombstones('all/atom.xml')).toEqual([])
  })
})

describe('what left by the operator’s rule or with its source', () => {
  const rule = 'gate: off\nrules:\n  - drop: { title: One }\n'

  test('comes back as it was when that is undone, and `why` names the rule until then', async () => {
    publish({ a: [piece('a', 'One'), piece('a', 'Two')], b: [piece('b', 'Three')] })
    await run()
    const [before, all] = [room.read('world/feed.json'), titles('all')]
    const id = idOf('world', 'One')
    room.configure({ 'world.yaml': section('World', ['a', 'b', 'c'], rule) })
    await run()
    expect(titles('world').toSorted()).toEqual(['Three', 'Two'])
    // However long it is out.
    now += 24 * 4
    await run()
    expect(await editor('why', id)).toMatch(/^world: not published: rule drop at .*world\.yaml:5$/m)
    room.configure({ 'world.yaml': section('World', ['a', 'b', 'c'], 'gate: off\n') })
    await run()
    expect(room.read('world/feed.json')).toBe(before)
    expect(titles('all')).toEqual(all)
    room.configure({ 'world.yaml': section('World', ['b', 'c'], 'gate: off\n') })
    await run()
    expect(titles('world')).toEqual(['Three'])
    room.configure({ 'world.yaml': section('World', ['a', 'b', 'c'], 'gate: off\n') })
    await run()
    expect(room.read('world/feed.json')).toBe(before)
    for (const slug of ['world', 'all']) expect(new Set(walk(slug)).size).toBe(walk(slug).length)
  })

  test('stays off when newer ones have its place by then, in the archive', async () => {
    const limited = (more: string) => section('World', ['a'], `limit: 2\n${more}`).replace('url:', 'limit: off, url:')
    room.configure({ 'world.yaml': limited('gate: off\n') })
    const items = [piece('a', 'One'), piece('a', 'Two')]
    publish({ a: items })
    await run()
    const id = idOf('world', 'One')
    room.configure({ 'world.yaml': limited(rule) })
    await run()
    now += 48
    for (const n of [1, 2, 3]) items.unshift(piece('a', `New ${n}`, { date: new Date(START + (47 + n / 4) * HOUR) }))
    publish({ a: items })
    await run()
    room.configure({ 'world.yaml': limited('gate: off\n') })
    await run()
    await run()
    expect(titles('world')).not.toContain('One')
    expect(walk('world').filter((each) => each === id)).toHaveLength(1)
    expect(await editor('why', id)).toMatch(
      /^world: not published: its story was in; newer ones took its place\n {2}archived/m,
    )
  })
})

describe('related links to what was retracted', () => {
  const ferry = (name: string, title: string, hours: number): Item =>
    piece(name, title, { date: new Date(START + hours * HOUR), link: `https://${name}.example/${hours}`, text: '' })
  const links = (path: string) => [...room.read(path).matchAll(/rel="related" href="([^"]*)"/g)].map(([, href]) => href)

  /** Three reports of one event, then enough of others to push them into the archive, one after the other. */
  async function archiveThree(more: () => Promise<unknown> = async () => undefined): Promise<void> {
    room.configure({
      'world.yaml': section('World', ['a', 'b'], 'limit: 3\n').replaceAll('url:', 'limit: off, url:'),
      'sport.yaml': section('Sport', ['c']),
    })
    publish({
      a: [ferry('a', 'Ferry Aurelia sinks off Tromso with 140 people aboard', -3)],
      b: [
        ferry('b', 'Ferry Aurelia sinks near Tromso, 140 people aboard', -2),
        ferry('b', 'Ferry Aurelia off Tromso: 140 people aboard, all saved', -1),
      ],
    })
    await run()
    await more()
    for (let day = 2; day < 46; day += 4) {
      now = day * 24
      publish({ a: [1, 2].map((n) => piece('a', `Day ${day}.${n}`, { date: new Date(START + day * DAY - n * HOUR) })) })
      await run()
    }
  }

  const ARCHIVES = ['world/archive/2026-05.xml', 'all/archive/2026-05.xml'] as const

  test('leave the archives with it, though nothing but these remembers it', async () => {
    await archiveThree()
    expect(links(ARCHIVES[0])).toContain('https://a.example/-3')
    const walked = walk('world')
    await editor('retract', 'https://a.example/-3')
    await run()
    for (const path of ARCHIVES) {
      expect(room.read(path)).not.toContain('https://a.example/-3')
      expect(links(path).toSorted()).toEqual(['https://b.example/-1', 'https://b.example/-2'])
    }
    expect(walk('world')).toHaveLength(walked.length - 1)
    for (const slug of ['world', 'all']) expect(new Set(walk(slug)).size).toBe(walk(slug).length)
    // The address is what `why` and `--undo` know it by.
    expect(await editor('why', 'https://a.example/-3')).toMatch(/stored no more\n {2}decided {3}.*: retract everywhere/)
    expect(await editor('retract', 'http://www.a.example/-3?utm_source=x', '--undo')).toBe(
      'http://www.a.example/-3?utm_source=x is retracted no more\nwhat was taken out of an archive stays out of it\n',
    )
    expect(await refused('retract', 'https://a.example/-3', '--undo')).toContain('nothing to take back')
  })

  test('leave them with a source', async () => {
    await archiveThree()
    await editor('retract', '--source', 'b')
    await run()
    for (const path of ARCHIVES) {
      expect(room.read(path)).toContain('https://a.example/-3')
      expect(room.read(path)).not.toContain('b.example')
    }
  })

  test('do not enter them when newer ones push off what led there in the same publication', async () => {
    await archiveThree(async () => {
      await editor('retract', idOf('world', 'Ferry Aurelia sinks off Tromso with 140 people aboard'))
    })
    for (const path of ARCHIVES) {
      expect(room.read(path)).toContain('https://b.example/-2')
      expect(room.read(path)).not.toContain('https://a.example/-3')
    }
  })
})

describe('split and join', () => {
  const three = {
    a: [piece('a', 'Harbour reopens after the storm')],
    b: [piece('b', 'A bridge is closed for repairs')],
    c: [piece('c', 'Ministers meet about the budget')],
  }

  test('join makes one of two, then of three; split parts them, each under its own id, and the reverse', async () => {
    publish(three)
    await run()
    const [a, b, c] = [three.a, three.b, three.c].map(([item]) => idOf('world', item?.title ?? ''))
    if (a === undefined || b === undefined || c === undefined) throw new Error('three')
    await editor('join', a, b)
    await editor('join', 'https://b.example/A%20bridge%20is%20closed%20for%20repairs', c)
    await run()
    expect(shown('world')).toHaveLength(1)
    const [{ id: whole } = { id: '' }] = shown('world')
    expect([a, b, c]).toContain(whole)
    const before = await room.published()
    await run()
    expect(await room.published()).toEqual(before)
    await editor('split', whole)
    await run()
    expect(
      shown('world')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([a, b, c].toSorted())
    expect([a, b, c]).toEqual([three.a, three.b, three.c].map(([item]) => idOf('world', item?.title ?? '')))
    await editor('join', a, c)
    await run()
    expect(shown('world')).toHaveLength(2)
    // The id that one of two had before they were joined names the whole that it is in now.
    const joined = shown('world').find(({ id }) => id === a) === undefined ? a : c
    const hidden = (await editor('hide', joined)).trim().split('\n')
    expect(hidden.toSorted()).toEqual([
      '“Harbour reopens after the storm” (a) is hidden everywhere',
      '“Ministers meet about the budget” (c) is hidden everywhere',
    ])
    expect(await editor('hide', joined, '--undo')).toBe(`${joined} is hidden no more\n`)
    expect(await editor('split', 'https://c.example/Ministers%20meet%20about%20the%20budget')).toBe(
      'From now on\n  “Ministers meet about the budget” (c)\nis no copy of\n  “Harbour reopens after the storm” (a)\n',
    )
    await run()
    expect(shown('world')).toHaveLength(3)
  })

  test('join names beside a piece also one that was history for the section', async () => {
    const older = ['tram', 'museum', 'election', 'ferry', 'vaccine', 'orchestra', 'glacier'].map((name, i) =>
      piece('b', `What the ${name} means for the valley`, {
        date: new Date(START - (i + 2) * HOUR),
        text: `About the ${name}.`,
      }),
    )
    publish({ a: [piece('a', 'Harbour reopens after the storm')], b: older })
    await run()
    const history = older.at(-1)?.link ?? ''
    expect(shown('world').map(({ url }) => url)).not.toContain(history)
    const before = titles('world')
    await editor('join', 'https://a.example/Harbour%20reopens%20after%20the%20storm', history)
    await run()
    expect(titles('world')).toEqual(before)
    const [first] = shown('world').filter(({ title }) => title === 'Harbour reopens after the storm')
    expect(first?._warta.also?.map(({ url }) => url)).toEqual([history])
    expect(await editor('why', history)).toContain('a copy of “Harbour reopens after the storm”')
  })

  test('a copy that was never published alone gets an id of its own when it is split, and keeps it', async () => {
    publish({ a: [piece('a', 'Story', shared('Story'))], b: [piece('b', 'Story', shared('Story'))] })
    await run()
    const id = idOf('world', 'Story')
    await editor('split', id)
    await run()
    const ids = shown('world').map((item) => item.id)
    expect(ids).toHaveLength(2)
    expect(ids).toContain(id)
    const other = ids.find((each) => each !== id) ?? ''
    await editor('hide', other)
    await run()
    expect(shown('world').map((item) => item.id)).toEqual([id])
    await editor('hide', other, '--undo')
    await editor('join', id, other)
    await run()
    expect(shown('world').map((item) => item.id)).toEqual([id])
    await editor('split', id)
    await run()
    expect(
      shown('world')
        .map((item) => item.id)
        .toSorted(),
    ).toEqual(ids.toSorted())
  })

  test('why names the copies that keep two alike ones apart, and whether they were split', async () => {
    const alike = 'Ministers agree on fishing quotas for the Baltic Sea'
    publish({ a: [piece('a', alike)], b: [piece('b', alike)] })
    await run()
    await editor('split', idOf('world', alike))
    await run()
    const why = await editor('why', `https://a.example/${encodeURIComponent(alike)}`)
    expect(why).toMatch(/ {2}alike {5}“Ministers agree on .*; yet apart, as you split them \(2026-05-10T10:[^ ]*Z\)\n/)
  })

  test('why names the split that holds for an entry which its source sent again under another link, by its entries and time', async () => {
    const alike = 'Ministers agree on fishing quotas for the Baltic Sea'
    publish({ a: [piece('a', alike)], b: [piece('b', alike)] })
    await run()
    await editor('split', idOf('world', alike))
    await run()
    const again = 'https://b.example/again'
    publish({ a: [piece('a', alike)], b: [piece('b', alike, { link: again, guid: 'again' }), piece('b', alike)] })
    await run()
    const keyOf = async (link: string) => / key +(\S+)/.exec(await editor('why', link))?.[1] ?? ''
    const links = [`https://a.example/${encodeURIComponent(alike)}`, `https://b.example/${encodeURIComponent(alike)}`]
    const [a = '', b = ''] = await Promise.all(links.map(keyOf))
    const why = await editor('why', again)
    expect(why).toContain('yet apart, as you split “')
    const [line = ''] = why.split('\n').filter((one) => one.includes(`A News, ${a}): `))
    const [, decidedAt = ''] = /decided +(\S+): split/.exec(await editor('why', links[0] ?? '')) ?? []
    expect(line).toContain(`(${decidedAt}); ${b} was sent again as ${await keyOf(again)}`)
    for (const key of [a, b]) expect(line.split('as you split')[1]).toContain(`News, ${key})`)
    const json = JSON.parse(await editor('why', again, '--json')) as { sections: { compared: { apart?: unknown }[] }[] }
    const apart = json.sections.flatMap(({ compared }) => compared.flatMap((one) => one.apart ?? []))
    expect(apart).toContainEqual(
      expect.objectContaining({
        by: 'split',
        split: { at: new Date(decidedAt).toISOString(), keys: expect.arrayContaining([a, b]) },
      }),
    )
  })

  test('why names the copy of a story that is not alike', async () => {
    const alike = 'Ministers agree on fishing quotas for the Baltic Sea'
    const denied = 'Ministers agree not on fishing quotas for the Baltic Sea'
    publish({ b: [piece('b', alike)], c: [piece('c', denied)] })
    await run()
    await editor('join', idOf('world', alike), idOf('world', denied))
    publish({ a: [piece('a', alike)], b: [piece('b', alike)], c: [piece('c', denied)] })
    await run()
    expect(shown('world')).toHaveLength(2)
    expect(await editor('why', `https://a.example/${encodeURIComponent(alike)}`)).toMatch(
      /alike {5}.*; yet apart, as “Ministers agree.*\) and “Ministers agree.*\) are not alike \(negation\)\n/,
    )
  })

  test('are refused where they mean nothing', async () => {
    room.configure({ 'sport.yaml': section('Sport', ['c']), 'world.yaml': section('World', ['a', 'b']) })
    publish(three)
    await run()
    const a = idOf('world', 'Harbour reopens after the storm')
    expect(await refused('split', a)).toContain('nothing is folded with it')
    expect(await refused('join', a, a)).toContain('name two')
    expect(await refused('join', a, idOf('sport', 'Ministers meet about the budget'))).toContain(
      'no section has a and c',
    )
    expect(await refused('join', a, 'nothing like it')).toContain('"nothing like it" is neither')
    expect(await refused('hide', '')).toContain('no entry')
    expect(await refused('hide', 'tag:\u001b[31mx')).not.toContain('\u001b')
    expect(await refused('hide', a, '--section', 'nowhere')).toContain('no section nowhere; there are:')
    expect(await refused('hide', a, '--until', at())).toContain('over already')
    expect(await refused('hide', a, '--undo')).toContain('nothing to take back')
    expect(await refused('retract')).toContain('name one entry')
    expect(await refused('retract', '--source', 'z')).toContain('no source z')
    await editor('retract', a)
    expect(await refused('pin', a)).toContain('take that back first')
  })
})

test('status tells how many decisions are in force', async () => {
  publish({ a: [piece('a', 'One'), piece('a', 'Two')] })
  await run()
  expect(await editor('status')).not.toContain('decided by hand')
  await editor('pin', idOf('world', 'One'))
  await editor('hide', idOf('world', 'Two'), '--until', new Date(START + 3 * HOUR).toISOString())
  await editor('retract', '--source', 'b')
  expect(await editor('status')).toMatch(/\ndecided by hand, in force: pin 1, hide 1, retract-source 1\n$/)
  expect((await editor('status', '--json')).trim().split('\n').at(-1)).toBe(
    '{"decisions":{"pin":1,"hide":1,"retract-source":1}}',
  )
  now = 4
  expect(await editor('status')).toMatch(/in force: pin 1, retract-source 1\n$/)
})

test('a title with controls and escapes reaches no terminal', async () => {
  publish({ a: [piece('a', 'Red &#27;[31m alert &#8238;gnirts', { guid: 'g', link: 'https://a.example/red' })] })
  await run()
  const said = await editor('hide', 'g')
  expect(said).toMatch(/^[\n\x20-\u{2029}\u{FFFD}]+$/u)
  expect(await editor('hide', 'g', '--undo', '--json')).toMatch(/^\{"undone":\{"kind":"hide",/)
})
