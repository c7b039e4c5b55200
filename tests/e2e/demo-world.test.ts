import { afterEach, describe, expect, test } from 'vitest'
import Parser from 'rss-parser'
import { startWorld, type World, type WorldPublisher } from '../../src/demo/world.ts'
import { parseListing } from '../../src/parse/page.ts'

const noon = Date.UTC(2026, 2, 9, 12)
let world: World | undefined

afterEach(async () => {
  await world?.close()
  world = undefined
})

async function start(): Promise<World> {
  world = await startWorld({ clock: { now: () => noon }, tarpitMs: 400 })
  return world
}

function publisherOf(from: World, id: string): WorldPublisher {
  const found = from.publishers.find((publisher) => publisher.id === id)
  if (found === undefined) throw new Error(`no publisher ${id}`)
  return found
}

describe('the world of the demo', () => {
  test('speaks Indonesian, English, Arabic, Chinese, Spanish and Russian', async () => {
    const { publishers } = await start()
    expect(new Set(publishers.map(({ language }) => language))).toEqual(new Set(['id', 'en', 'ar', 'zh', 'es', 'ru']))
    expect(publishers.every(({ url }) => url.startsWith('http://127.0.0.1:'))).toBe(true)
  })

  test('has feeds in RSS, Atom and JSON Feed that another reader understands', async () => {
    const { publishers } = await start()
    for (const { url, name } of publishers.filter(({ kind, trouble }) => kind === 'feed' && trouble === undefined)) {
      const response = await fetch(url)
      const text = await response.text()
      const type = response.headers.get('content-type') ?? ''
      const titles = type.includes('json')
        ? (JSON.parse(text) as { items: { title: string }[] }).items.map(({ title }) => title)
        : (await new Parser().parseString(text)).items.map(({ title }) => title)
      expect(titles.length, name).toBeGreaterThanOrEqual(2)
      expect(
        titles.every((title) => title !== undefined && title !== ''),
        name,
      ).toBe(true)
    }
  })

  test('answers who has a version already with 304, and with the new one once there is one', async () => {
    const running = await start()
    const { url } = publisherOf(running, 'whitsand')
    const etag = (await fetch(url)).headers.get('etag') ?? ''
    const again = await fetch(url, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    for (let turn = 0; turn < 3; turn++) running.publishMore()
    const changed = await fetch(url, { headers: { 'if-none-match': etag } })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
    expect(running.stats().notModified).toBe(1)
  })

  test('lists the same article twice under one address with tracking on it', async () => {
    const running = await start()
    const digest = (await (await fetch(publisherOf(running, 'digest').url)).json()) as { items: { url: string }[] }
    const gazette = await new Parser().parseString(await (await fetch(publisherOf(running, 'whitsand').url)).text())
    const links = gazette.items.map(({ link }) => link)
    expect(digest.items).toHaveLength(2)
    for (const { url } of digest.items) {
      expect(url).toContain('utm_source=')
      expect(links).toContain(url.split('?')[0])
    }
  })

  test('corrects a piece under the address and id it was published with', async () => {
    const running = await start()
    const read = async () =>
      (await new Parser().parseString(await (await fetch(publisherOf(running, 'whitsand').url)).text())).items
    const quake = (await read()).find(({ title }) => title?.includes('earthquake'))
    const events = [...running.publishMore(), ...running.publishMore()]
    expect(events.some(({ kind }) => kind === 'corrected')).toBe(true)
    const corrected = (await read()).find(({ link }) => link === quake?.link)
    expect(quake?.title).toContain('12 people')
    expect(corrected?.title).toContain('14 people')
    expect(corrected?.['id']).toBe(quake?.['id'])
  })

  test('has a portal without a feed whose listing gives its articles and nothing of its sidebar', async () => {
    const running = await start()
    const { url, selectors } = publisherOf(running, 'suara-selat')
    const feed = await parseListing(await (await fetch(url)).bytes(), {
      url,
      selectors: selectors ?? {},
      timezone: 'Asia/Jakarta',
    })
    expect(feed.items).toHaveLength(6)
    expect(feed.items.every((item) => item.url?.includes('/berita/'))).toBe(true)
    expect(feed.items[0]?.title?.value).toBe('Perundingan Batas Laut Velmar dan Sandoria Capai Kemajuan Penting')
    expect(feed.items[0]?.published).toMatch(/ WIB$/)
  })

  test('is the same world for the same seed', async () => {
    const first = await start()
    const headlines = (from: World) =>
      Array.from({ length: 30 }, () => from.publishMore().map(({ headline }) => headline))
    const one = headlines(first)
    await first.close()
    const second = await start()
    expect(headlines(second)).toEqual(one)
  })

  test('never runs out of news', async () => {
    const running = await start()
    for (let turn = 0; turn < 100; turn++) expect(running.publishMore().length).toBeGreaterThan(0)
    expect(running.stats().pieces).toBeGreaterThan(300)
  })

  test('has a publisher that fails, one that never ends, and one that leads to a private address', async () => {
    const running = await start()
    const broken = publisherOf(running, 'fen-courier').url
    expect((await fetch(broken)).status).toBe(500)
    await expect(new Parser().parseString(await (await fetch(broken)).text())).rejects.toThrow()
    await expect((await fetch(publisherOf(running, 'slow-coast').url)).text()).rejects.toThrow()
    const moved = await fetch(publisherOf(running, 'honest-moved').url, { redirect: 'manual' })
    expect(moved.headers.get('location')).toContain('169.254.')
  })
})
