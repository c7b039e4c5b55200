import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openNewsroom } from '../../src/commands/newsroom.ts'
import { loadConfig } from '../../src/config/load.ts'
import { demoClock } from '../../src/demo/clock.ts'
import { carryOut, cycle } from '../../src/schedule.ts'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Item, type Publisher, rss, startPublisher } from './publisher.ts'

/** An editor's commands while `warta serve` holds the store. */

let publisher: Publisher
let room: TestNewsroom

const piece = (title: string): Item => ({
  title,
  link: `https://alpha.example/${encodeURIComponent(title)}`,
  text: `${title}: what happened there and then, told at some length by those who saw it.`,
})
const world = (more = '', sources = '') =>
  `title: World\nlanguage: en\n${more}sources:\n  - { url: "${publisher.url}/a", id: alpha }\n${sources}`

beforeEach(async () => {
  publisher = await startPublisher()
  publisher.set('/a', { body: rss('Alpha', ['Harbour opens', 'Bridge falls', 'Rain'].map(piece)) })
  room = newsroom({
    'site.yaml': `url: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': world(),
  })
})
afterEach(async () => {
  await publisher.close()
  room.remove()
})

const shown = (text: string): readonly string[] =>
  (JSON.parse(text) as { readonly items: readonly { readonly title: string }[] }).items.map(({ title }) => title).sort()
const written = () => shown(room.read('world/feed.json'))
const idOf = (title: string): string => {
  const { items } = JSON.parse(room.read('world/feed.json')) as {
    readonly items: readonly { readonly id: string; readonly title: string }[]
  }
  return items.find((item) => item.title === title)?.id ?? ''
}

/** Starts `serve` and waits for its first publication. */
async function serving() {
  const process = room.start('serve', '--listen', '127.0.0.1:0')
  const url = await process.said(/"url":"(http:[^"]+)"/)
  return { process, url, served: async () => shown(await (await fetch(`${url}world/feed.json`)).text()) }
}

const WAIT = { timeout: 50_000, interval: 50 }

describe('beside a serve that is at work', () => {
  test('retract takes a piece back at once, and everything that is served says so', { timeout: 120_000 }, async () => {
    const { process, url, served } = await serving()
    await process.said(/"msg":"published"/)
    const id = idOf('Bridge falls')
    const said = await room.warta('retract', id)
    expect(said).toMatchObject({ code: 0, stderr: '' })
    expect(said.stdout).toContain('“Bridge falls” is retracted everywhere')
    await process.said(/"msg":"withdrawn"/)
    await vi.waitFor(async () => expect(await served()).toEqual(['Harbour opens', 'Rain']), WAIT)
    for (const path of ['world/atom.xml', 'all/atom.xml']) {
      const atom = await (await fetch(`${url}${path}`)).text()
      expect(atom).toContain(` ref="${id}" when="`)
      expect(atom).not.toContain('Bridge falls')
    }
    const undone = await room.warta('retract', id, '--undo')
    expect(undone).toMatchObject({ code: 0, stderr: '' })
    await vi.waitFor(async () => expect(await served()).toEqual(['Bridge falls', 'Harbour opens', 'Rain']), WAIT)
    expect(idOf('Bridge falls')).toBe(id)
    expect((await process.stop()).code).toBe(0)
  })

  test('it does not wait for a section’s schedule, nor for polls that are under way', {
    timeout: 120_000,
  }, async () => {
    await room.warta('run')
    publisher.set('/slow', { silent: true })
    room.configure({ 'world.yaml': world('schedule: "0 0 1 1 *"\n', `  - { url: "${publisher.url}/slow" }\n`) })
    const { process, served } = await serving()
    await vi.waitFor(() => expect(publisher.requests.some(({ url }) => url === '/slow')).toBe(true), WAIT)
    expect((await room.warta('retract', idOf('Rain'))).code).toBe(0)
    await process.said(/"msg":"withdrawn"/)
    await vi.waitFor(async () => expect(await served()).toEqual(['Bridge falls', 'Harbour opens']), WAIT)
    expect((await room.warta('hide', 'https://alpha.example/Harbour%20opens', '--section', 'world')).code).toBe(0)
    await vi.waitFor(async () => expect(await served()).toEqual(['Bridge falls']), WAIT)
    expect((await process.stop()).code).toBe(0)
  })

  test('pin, split and join are carried out with the next publication', { timeout: 120_000 }, async () => {
    const copy = { ...piece('Harbour opens'), guid: 'copy' }
    publisher.set('/b', { body: rss('Beta', [copy]) })
    room.configure({ 'world.yaml': world('', `  - { url: "${publisher.url}/b", id: beta }\n`) })
    const { process, served } = await serving()
    await process.said(/"msg":"published"/)
    expect((await room.warta('split', idOf('Harbour opens'))).code).toBe(0)
    await vi.waitFor(
      async () => expect(await served()).toEqual(['Bridge falls', 'Harbour opens', 'Harbour opens', 'Rain']),
      WAIT,
    )
    expect((await room.warta('pin', idOf('Rain'))).code).toBe(0)
    const status = await room.warta('status', '--json')
    expect(status.stdout).toContain('{"decisions":{"split":1,"pin":1}}')
    expect((await process.stop()).code).toBe(0)
  })

  test('what names nothing is refused as it is without one', { timeout: 60_000 }, async () => {
    const { process } = await serving()
    await process.said(/"msg":"published"/)
    expect(await room.warta('retract', 'https://alpha.example/none')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no entry'),
    })
    await process.stop()
  })
})

test('what is withdrawn between two renewals goes alone: nothing else comes in or changes before its time', async () => {
  const clock = demoClock({ now: () => Date.UTC(2026, 4, 10, 9) })
  const options = { feeds: join(room.folder, 'feeds'), data: join(room.folder, 'data') }
  const io = { stdout() {}, stderr() {}, stdin: (async function* () {})(), env: {}, terminal: false }
  const { newsroom: desk, close } = await openNewsroom(await loadConfig({ feeds: options.feeds, env: {} }), {
    io: { ...io, signal: new AbortController().signal },
    clock,
    options: { ...options, json: false, quiet: false, verbose: false },
  })
  try {
    await cycle(desk)
    const [id, other] = [idOf('Rain'), idOf('Bridge falls')]
    publisher.set('/a', { body: rss('Alpha', ['Harbour opens', 'Bridge falls', 'Rain', 'Snow'].map(piece)) })
    clock.advance(70 * 60_000)
    await cycle(desk, { sections: () => false })
    expect(written()).toEqual(['Bridge falls', 'Harbour opens', 'Rain'])
    expect(await carryOut(desk, clock.now())).toEqual({ sections: [], changed: false })
    const retract = async (which: string) => {
      const key = (await desk.store.findPublications(which))[0]?.key ?? ''
      await desk.store.saveDecisions([{ kind: 'retract', key, id: which, story: true, at: clock.now() }])
    }
    await retract(id)
    expect((await carryOut(desk, clock.now())).changed).toBe(true)
    expect(written()).toEqual(['Bridge falls', 'Harbour opens'])
    const files = await room.published()
    expect(await carryOut(desk, clock.now())).toEqual({ sections: [], changed: false })
    expect(await room.published()).toEqual(files)
    // A cycle that may not renew the section carries it out too, where nobody did at once.
    clock.advance(60_000)
    await retract(other)
    await cycle(desk, { sections: () => false })
    expect(written()).toEqual(['Harbour opens'])
    clock.advance(60_000)
    await cycle(desk)
    expect(written()).toEqual(['Harbour opens', 'Snow'])
    expect(room.read('world/atom.xml').match(/<at:deleted-entry /g)).toHaveLength(2)
    const settled = await room.published()
    clock.advance(60_000)
    await cycle(desk)
    expect(await room.published()).toEqual(settled)
  } finally {
    await close()
  }
})
