import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, rss, startPublisher } from './publisher.ts'

const t0 = '2024-07-01T09:00:00Z'
const later = (hours: number) => new Date(Date.parse(t0) + hours * 3_600_000).toISOString()
const ATTACK = `"><script>alert(1)</script>`

let publisher: Publisher
let room: TestNewsroom

beforeEach(async () => {
  publisher = await startPublisher()
  room = newsroom()
  publisher.set('/a', {
    body: rss('Alpha', [
      {
        title: `One ${ATTACK.replaceAll('<', '&lt;')}`,
        link: 'https://alpha.example/1',
        date: new Date(Date.parse(t0) - 3_600_000),
        text: 'Text.',
      },
    ]),
    etag: '"v1"',
  })
  room.configure({
    'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': `title: World\nlanguage: en\nsources: ["${publisher.url}/a"]\n`,
  })
})
afterEach(async () => {
  await publisher.close()
  room.remove()
})

function theme(files: Readonly<Record<string, string>>): void {
  const folder = join(room.folder, 'feeds/theme')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

const RADIO = {
  'header.html': '<header><a href="{{home}}"><img src="{{root}}theme/logo.svg" alt="{{site}}"></a></header>\n',
  'entry.html': '<article id="{{anchor}}"><h3 title="{{title}}">{{title}}</h3></article>\n',
  'style.css': 'h3 { color: teal }\n',
  'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
}

describe('a theme', () => {
  test('puts the pages under the operator’s own name, and changes no byte of a feed', async () => {
    await room.warta('run', '--now', t0)
    const before = await room.published()
    theme(RADIO)
    expect(await room.warta('run', '--now', later(1))).toEqual({ code: 0, stdout: '', stderr: '' })
    const page = room.read('world/index.html')
    expect(page).toContain('<img src="../theme/logo.svg" alt="Kabar">')
    expect(page).toContain('<h3 title="One &quot;&gt;">One &quot;&gt;</h3>')
    expect(page).not.toContain('<script')
    expect(room.read('index.html')).toContain('<img src="theme/logo.svg" alt="Kabar">')
    expect(room.read('style.css')).toMatch(/h3 \{ color: teal \}\n$/)
    expect(room.read('theme/logo.svg')).toBe(RADIO['logo.svg'])
    const after = await room.published()
    for (const path of ['world/rss.xml', 'world/atom.xml', 'world/feed.json', 'world/fragment.html']) {
      expect(after.get(path)).toBe(before.get(path))
    }
  })

  test('that stays the same changes nothing, and one that goes takes its files with it', async () => {
    await room.warta('run', '--now', t0)
    const plain = room.read('world/index.html')
    theme(RADIO)
    await room.warta('run', '--now', later(1))
    const themed = await room.published()
    await room.warta('run', '--now', later(30))
    expect(await room.published()).toEqual(themed)
    theme({})
    rmSync(join(room.folder, 'feeds/theme'), { recursive: true })
    await room.warta('run', '--now', later(31))
    expect(room.read('world/index.html')).toBe(plain)
    expect([...(await room.published()).keys()].filter((path) => path.startsWith('theme'))).toEqual([])
  })

  test('that is broken is told by file and line, asks nobody, and leaves the last good site as it is', async () => {
    await room.warta('run', '--now', t0)
    const before = await room.published()
    const asked = publisher.requests.length
    theme({ ...RADIO, 'entry.html': '<article>\n  <h3>{{titel}}</h3>\n<a href={{url}}>\n' })
    const said = await room.warta('run', '--now', later(3))
    expect(said.code).toBe(2)
    expect(said.stderr).toContain(
      'entry.html:2:7: expected a name that is known here, found "titel"; did you mean title?',
    )
    expect(said.stderr).toContain('entry.html:3:9: expected quotes around it')
    expect(await room.published()).toEqual(before)
    expect(publisher.requests.length).toBe(asked)
  })
})
