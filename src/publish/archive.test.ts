import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { edition, entry, site } from '../../tests/fixtures/publish/edition.ts'
import { renderSection } from './render-site.ts'
import { writeSite } from './write-site.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warta-archive-'))
})
afterEach(() => rm(folder, { recursive: true }))

const DAY = 86_400_000
const FIRST = Date.UTC(2024, 4, 20, 8)
const context = { site, sections: [], version: '1.0.0' }

/** The nth entry of a newsroom that publishes one a day, from 20 May 2024 on. */
function daily(n: number) {
  const date = { at: FIRST + n * DAY, offsetMinutes: 420 }
  return entry({ id: `tag:news.example.org,2026:${n}`, title: `Berita ${n}`, published: date, updated: date })
}

/** The edition with the entries up to the nth, ten of them. */
function editionOf(n: number, without: readonly number[] = []) {
  const numbers = Array.from({ length: n + 1 }, (_, at) => n - at).filter((at) => !without.includes(at))
  return edition({ updated: FIRST + n * DAY, entries: numbers.slice(0, 10).map(daily) })
}

async function publish(n: number, without: readonly number[] = []) {
  return writeSite(folder, renderSection(editionOf(n, without), context))
}

const read = (path: string) => readFile(join(folder, 'international', path), 'utf8')

function idsIn(document: string): number[] {
  return (document.match(/<entry[\s\S]*?<\/entry>/g) ?? []).map((xml) => Number(/<id>[^<]*:(\d+)</.exec(xml)?.[1]))
}

function linkOf(document: string, rel: string): string | undefined {
  return new RegExp(`<link rel="${rel}"[^>]* href="https://news\\.example\\.org/international/([^"]*)"`).exec(
    document,
  )?.[1]
}

/** All entries from the feed back along its archives. */
async function walk(): Promise<number[][]> {
  const documents: number[][] = []
  for (let path: string | undefined = 'atom.xml'; path !== undefined; ) {
    const document: string = await read(path)
    documents.push(idsIn(document))
    path = linkOf(document, 'prev-archive')
  }
  return documents
}

describe('the archive', () => {
  test('is not there while the feed holds everything', async () => {
    await publish(9)
    expect(await walk()).toHaveLength(1)
  })

  test('gives every entry exactly once to who walks back from the feed, at every publication', async () => {
    for (let n = 0; n < 80; n += 3) {
      await publish(n)
      expect((await walk()).flat()).toEqual(Array.from({ length: n + 1 }, (_, at) => n - at))
    }
    expect(await walk()).toHaveLength(4)
  })

  test('names what comes before and after, and the feed itself', async () => {
    for (let n = 0; n < 80; n += 1) await publish(n)
    const june = await read('archive/2024-06.xml')
    expect(linkOf(june, 'current')).toBe('atom.xml')
    expect(linkOf(june, 'self')).toBe('archive/2024-06.xml')
    expect(linkOf(june, 'prev-archive')).toBe('archive/2024-05.xml')
    expect(linkOf(june, 'next-archive')).toBe('archive/2024-07.xml')
    expect(june).toContain('<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>')
    expect(june).toContain('<id>tag:news.example.org,2026:feed:international:archive:2024-06</id>')
  })

  test('changes nothing of a month that is over', async () => {
    for (let n = 0; n < 50; n += 1) await publish(n)
    const before = await read('archive/2024-06.xml')
    const { mtimeMs } = await stat(join(folder, 'international/archive/2024-06.xml'))
    for (let n = 50; n < 60; n += 1) await publish(n)
    expect(await read('archive/2024-06.xml')).toBe(before)
    expect((await stat(join(folder, 'international/archive/2024-06.xml'))).mtimeMs).toBe(mtimeMs)
  })

  test('writes no byte when nothing is new', async () => {
    for (let n = 0; n < 30; n += 1) await publish(n)
    expect(await publish(29)).toMatchObject({ written: 0, changed: [] })
  })

  test('has what left before the feed is without it, and once even when a run was killed between', async () => {
    for (let n = 0; n < 30; n += 1) await publish(n)
    const head = await read('atom.xml')
    const { changed } = await publish(32)
    expect(changed[0]).toBe('international/archive/2024-06.xml')
    await writeFile(join(folder, 'international/atom.xml'), head)
    await publish(32)
    expect((await walk()).flat()).toEqual(Array.from({ length: 33 }, (_, at) => 32 - at))
  })

  test('takes in what left because its source has its share already', async () => {
    const busy = (n: number) => ({
      ...daily(n),
      source: { ...daily(n).source, id: 'busy', feed: 'https://busy.example/' },
    })
    const publishThese = (entries: readonly ReturnType<typeof daily>[]) =>
      writeSite(folder, renderSection(edition({ updated: FIRST + 20 * DAY, entries }), context))
    await publishThese([busy(9), daily(8), busy(7), daily(1)])
    await publishThese([busy(10), busy(9), daily(8), daily(1)])
    expect((await walk()).flat()).toEqual([10, 9, 8, 1, 7])
  })

  test('does not take in what was withdrawn from the feed', async () => {
    for (let n = 0; n < 20; n += 1) await publish(n)
    await publish(19, [15])
    await publish(21, [15])
    expect((await walk()).flat()).not.toContain(15)
  })
})
