import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, rss, startPublisher } from './publisher.ts'

const FIRST = Date.UTC(2024, 4, 10, 9)
const DAY = 86_400_000
const LIMIT = 10

let publisher: Publisher
let room: TestNewsroom
let other: TestNewsroom | undefined

beforeEach(async () => {
  publisher = await startPublisher()
  room = newsroom({ 'site.yaml': siteYaml(), 'world.yaml': worldYaml() })
})
afterEach(async () => {
  await publisher.close()
  room.remove()
  other?.remove()
  other = undefined
})

const siteYaml = () => `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`
const worldYaml = (more = '') =>
  `title: World\nlanguage: en\nlimit: ${LIMIT}\n${more}sources:\n  - url: ${publisher.url}/a\n    limit: ${LIMIT}\n`

/** The publisher's document on day n: piece n and the four before it. */
function publisherOn(n: number): void {
  const items = [0, 1, 2, 3, 4]
    .map((back) => n - back)
    .filter((at) => at >= 0)
    .map((at) => ({
      title: `Piece ${at}`,
      link: `https://alpha.example/${at}`,
      date: new Date(FIRST + at * DAY - 3_600_000),
      text: `What happened on day ${at}: a river rose, a council met, a bridge opened.`,
    }))
  publisher.set('/a', { body: rss('Alpha', items) })
}

/** Runs Warta on each of these days. */
async function days(from: number, to: number, step = 1): Promise<void> {
  for (let n = from; n <= to; n += step) {
    publisherOn(n)
    const said = await room.warta('run', '--now', new Date(FIRST + n * DAY).toISOString())
    expect(said.code, said.stderr).toBe(0)
  }
}

const idle = (n: number) => room.warta('run', '--now', new Date(FIRST + n * DAY).toISOString())

/** The pieces in each document on the way back from the feed. */
function walk(slug: string, from = room): number[][] {
  const documents: number[][] = []
  for (let path: string | undefined = `${slug}/atom.xml`; path !== undefined; ) {
    const document: string = from.read(path)
    documents.push([...document.matchAll(/<title>Piece (\d+)<\/title>/g)].map(([, n]) => Number(n)))
    path = /<link rel="prev-archive" href="https:\/\/news\.example\.org\/([^"]*)"/.exec(document)?.[1]
  }
  return documents
}

const downFrom = (n: number) => Array.from({ length: n + 1 }, (_, at) => n - at)

/** Published bytes, without the times of the files. */
async function bytes(of = room): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await of.published())].map(([path, file]) => [path, file.slice(file.indexOf(' ') + 1)]))
}

describe('archives', () => {
  test('are not there while the feed holds everything', async () => {
    await days(0, LIMIT - 1)
    expect(walk('world')).toEqual([downFrom(LIMIT - 1)])
    expect(existsSync(join(room.folder, 'data/public/world/archive'))).toBe(false)
  })

  test('give every entry exactly once to who walks back from the feed, at every publication', async () => {
    for (let n = 0; n < 56; n += 3) {
      await days(n, n)
      expect(walk('world').flat()).toEqual(downFrom(n))
      expect(walk('all').flat()).toEqual(downFrom(n))
    }
    expect(walk('world').length).toBe(4)
  })

  test('are written again to the same bytes when data/public was deleted', async () => {
    await days(0, 52, 4)
    const before = await bytes()
    expect([...before.keys()].filter((path) => path.startsWith('world/archive/'))).toHaveLength(3)
    rmSync(join(room.folder, 'data/public'), { recursive: true })
    expect((await idle(52.01)).code).toBe(0)
    expect(await bytes()).toEqual(before)
  })

  test('are written again when only they were deleted, or one of them', async () => {
    await days(0, 52, 4)
    const before = await bytes()
    for (const gone of ['world/archive', 'all/archive/2024-06.xml']) {
      rmSync(join(room.folder, 'data/public', gone), { recursive: true })
      await idle(52.01)
      expect(await bytes()).toEqual(before)
    }
  })

  test('come back from a backup on a clean folder, to the same bytes', async () => {
    await days(0, 52, 4)
    expect((await room.warta('backup', join(room.folder, 'backup.tar.gz'))).code).toBe(0)
    other = newsroom({ 'site.yaml': siteYaml(), 'world.yaml': worldYaml() })
    const said = await other.warta('restore', join(room.folder, 'backup.tar.gz'))
    expect(said.code, said.stderr).toBe(0)
    await other.warta('run', '--now', new Date(FIRST + 52.01 * DAY).toISOString())
    expect(await bytes(other)).toEqual(await bytes())
  })

  test('outlive the retention of their entries', async () => {
    room.configure({ 'site.yaml': `${siteYaml()}retention: 7d\n` })
    await days(0, 40)
    expect(walk('world').flat()).toEqual(downFrom(40))
    rmSync(join(room.folder, 'data/public'), { recursive: true })
    await idle(40.01)
    expect(walk('world').flat()).toEqual(downFrom(40))
    expect(walk('all').flat()).toEqual(downFrom(40))
  })

  test('change nothing of a month that is over, and no byte when nothing is new', async () => {
    await days(0, 57, 3)
    const before = await room.published()
    await idle(57.5)
    expect(await room.published()).toEqual(before)
    await days(60, 66, 3)
    const after = await room.published()
    expect(after.get('world/archive/2024-06.xml')).toBe(before.get('world/archive/2024-06.xml'))
  })

  test('lose nothing and hold nothing twice when a publication was cut off before its files', async () => {
    await days(0, 20)
    // In the way of the first file, then of the first file of an archive: what left is in the store by then.
    for (const [n, blocked] of [
      [22, 'data/public/world/rss.xml'],
      [24, 'data/public/world/archive/2024-06.xml'],
      [26, 'data/public/all/archive/2024-06.xml'],
      [28, 'data/public/all/atom.xml'],
    ] as const) {
      const path = join(room.folder, blocked)
      rmSync(path, { force: true })
      mkdirSync(path, { recursive: true })
      publisherOn(n)
      expect((await idle(n)).code).toBe(1)
      rmSync(path, { recursive: true })
      await days(n + 1, n + 1)
      expect(walk('world').flat()).toEqual(downFrom(n + 1))
      expect(walk('all').flat()).toEqual(downFrom(n + 1))
    }
  })

  test('do not take in what a rule took out of the feed', async () => {
    await days(0, 9)
    room.configure({ 'world.yaml': worldYaml('rules:\n  - drop: { title: "Piece 7" }\n') })
    await days(10, 22, 2)
    expect(walk('world').flat()).toEqual(downFrom(22).filter((n) => n !== 7))
    expect(walk('all').flat()).toEqual(downFrom(22).filter((n) => n !== 7))
  })

  test('follow the section’s title, all of them', async () => {
    await days(0, 36, 3)
    room.configure({ 'world.yaml': worldYaml().replace('World', 'The world') })
    await idle(36.5)
    expect(room.read('world/archive/2024-06.xml')).toContain('<title>The world — Kabar — 2024-06</title>')
    expect(room.read('world/archive/2024-05.xml')).toContain('<title>The world — Kabar — 2024-05</title>')
  })
})
