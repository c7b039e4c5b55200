import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { StoreError } from '../errors.ts'
import {
  archivedEntry,
  editionOf,
  entryToSave,
  eventOf,
  publicationOf,
  stateOf,
  topicOf,
} from '../../tests/contract/store-suite.ts'
import { pictureOf } from '../../tests/property/store-model.ts'
import { backUpStore, restoreStore } from './backup.ts'
import { type FileSystem, machineFileSystem } from './file-system.ts'
import { openJsonStore } from './json-store.ts'
import type { Store } from './store.ts'
import { type PackedFile, packTar, unpackTar } from './tar.ts'

const DAY = 86_400_000

describe('a backup of the store', () => {
  let data: string
  let file: string
  let now: number
  const clock = { now: () => now }
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'warta-backup-'))
    file = join(data, 'backup.tar.gz')
    now = 20_000 * DAY
  })
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  const open = (name = 'store'): Promise<Store> =>
    openJsonStore({
      folder: join(data, name),
      clock,
      limits: { snapshotBytes: 2_000, segmentBytes: 4_000, contentsBytes: 1 },
    })
  const backUp = () => backUpStore({ folder: join(data, 'store'), file, clock })
  const restore = (name: string) => restoreStore({ folder: join(data, name), file, clock })

  /** The backup again, with each file as it is returned. */
  async function repack(change: (name: string, bytes: Buffer) => Buffer): Promise<void> {
    const files: PackedFile[] = []
    for await (const { name, pieces } of unpackTar(Readable.from([gunzipSync(readFileSync(file))]))) {
      const bytes = change(name, Buffer.concat(await Readable.from(pieces).toArray()))
      files.push({ name, bytes: bytes.length, pieces: [bytes] })
    }
    writeFileSync(file, gzipSync(Buffer.concat(await Readable.from(packTar(files, 0)).toArray())))
  }

  async function work(store: Store, n: number): Promise<void> {
    now += DAY / 4
    const keys = [0, 1].map((i) => `key ${(n * 2 + i) % 60}`)
    const entries = keys.map((key) => entryToSave(key, { firstSeen: now, body: { content: `${key} ${n}` } }))
    await store.savePoll({ state: stateOf('alpha', { nextDueAt: n }), entries, listed: keys })
    await store.saveEdition(
      editionOf('world', keys, { revision: n }),
      keys.map((key) => publicationOf(key)),
      undefined,
      [eventOf(`event ${n}`)],
    )
    await store.saveOutbox({ topics: { put: [topicOf('https://news.example/', { digest: String(n) })] } })
    if (n % 10 === 9) await store.expire(now - 2 * DAY)
  }

  it('restored in another folder is the same store', async () => {
    const store = await open()
    for (let n = 0; n < 40; n++) await work(store, n)
    const report = await backUp()
    expect(report.commit).toBeGreaterThan(80)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const before = await pictureOf(store)
    await store.close()
    expect(await restore('new')).toEqual(report)
    const restored = await open('new')
    expect(await pictureOf(restored)).toEqual(before)
    await work(restored, 41)
    await restored.close()
    expect(readdirSync(data).sort()).toEqual(['backup.tar.gz', 'new', 'store'])
  })

  it('is of one moment, however much is saved, dropped and removed while it is made', async () => {
    const store = await open()
    for (let n = 0; n < 10; n++) await work(store, n)
    let busy = true
    const working = (async () => {
      for (let n = 10; busy; n++) await work(store, n)
    })()
    try {
      for (let round = 0; round < 15; round++) {
        await backUp()
        await restore(`copy ${round}`)
        const copy = await open(`copy ${round}`)
        // What one commit saved together is there together.
        const revision = (await copy.readEdition('world'))?.revision ?? -1
        const polled = (await copy.readSources()).get('alpha')?.nextDueAt ?? -1
        expect([revision, revision + 1]).toContain(polled)
        for await (const entry of copy.readEntries({}))
          expect((await copy.readBody(entry.bodyRef)).content).toContain(entry.key)
        await copy.close()
      }
    } finally {
      busy = false
      await working
      await store.close()
    }
  }, 60_000)

  it.each(['seen', 'changes', 'entries'])(
    'looks again where a file of %s is gone when it is opened',
    async (folder) => {
      const store = await open()
      for (let n = 0; n < 20; n++) await work(store, n)
      let gone = 0
      const fs: FileSystem = {
        ...machineFileSystem,
        async open(path, how) {
          // As often as it is opened first and read later: what an owner removes after the folder was listed.
          if (path.includes(`/store/${folder}/`) && gone++ < 2) {
            throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' })
          }
          return machineFileSystem.open(path, how)
        },
      }
      const report = await backUpStore({ folder: join(data, 'store'), file, clock, fs })
      expect(gone).toBeGreaterThan(2)
      const before = await pictureOf(store)
      await store.close()
      expect(await restore('new')).toEqual(report)
      const restored = await open('new')
      expect(await pictureOf(restored)).toEqual(before)
      await restored.close()
    },
  )

  it('is not made of a store with a damaged archive, nor restored with one', async () => {
    const store = await open()
    await work(store, 1)
    await store.saveEdition(editionOf('world', ['key 1'], { revision: 2 }), [publicationOf('key 1')], {
      month: '2024-10',
      entries: [archivedEntry('key 1')],
    })
    await backUp()
    await store.close()
    const path = join(data, 'store', 'archives', 'world.2024-10.jsonl')
    const good = readFileSync(path)
    const bad = Buffer.from(good)
    bad[bad.length >> 1] = (bad[bad.length >> 1] ?? 0) ^ 1
    writeFileSync(path, bad)
    await expect(backUp()).rejects.toThrow(/damaged at byte/)
    // The one that was made before is still there, and whole.
    await restore('new')
    expect(readFileSync(join(data, 'new', 'archives', 'world.2024-10.jsonl'))).toEqual(good)
    await repack((name, bytes) => (name.startsWith('archives/') ? bad : bytes))
    await expect(restore('newer')).rejects.toThrow(/damaged at byte/)
    expect(existsSync(join(data, 'newer'))).toBe(false)
  })

  it('is refused where it announces more than there is room for, or goes on behind its end', async () => {
    const store = await open()
    await work(store, 1)
    await backUp()
    await store.close()
    const tar = gunzipSync(readFileSync(file))
    writeFileSync(file, gzipSync(Buffer.concat([tar, Buffer.alloc(2 << 20)])))
    await expect(restore('new')).rejects.toThrow(/behind its end/)
    const large = packTar([{ name: 'entries/2024-10-04.1.jsonl', bytes: 8 ** 11 - 1, pieces: [] }], 0)
    writeFileSync(file, gzipSync((await large.next()).value ?? ''))
    await expect(restore('new')).rejects.toThrow(/no room|cut short/)
    expect(readdirSync(data).sort()).toEqual(['backup.tar.gz', 'store'])
  })

  it('can be unpacked with tar', async () => {
    const store = await open()
    await work(store, 1)
    await backUp()
    await store.close()
    const names = execFileSync('tar', ['tzf', file], { encoding: 'utf8' }).trim().split('\n')
    expect(names).toContain('format.json')
    expect(names.some((name) => name.startsWith('entries/'))).toBe(true)
  })

  function isTheSame(flipped: Buffer, good: Buffer): boolean {
    try {
      return gunzipSync(flipped).equals(gunzipSync(good))
    } catch {
      return false
    }
  }

  it('is refused where it is damaged anywhere or cut short, and nothing is made of it', async () => {
    const store = await open()
    await work(store, 1)
    await backUp()
    await store.close()
    const good = readFileSync(file)
    for (let at = 12; at < good.length; at += Math.ceil(good.length / 40)) {
      const flipped = Buffer.from(good)
      flipped[at] = (flipped[at] ?? 0) ^ 16
      // A bit that only says which of many zeros to repeat can change nothing.
      for (const bad of isTheSame(flipped, good) ? [] : [flipped, good.subarray(0, at)]) {
        writeFileSync(file, bad)
        await expect(restore('new')).rejects.toBeInstanceOf(StoreError)
        expect(existsSync(join(data, 'new'))).toBe(false)
      }
    }
    expect(readdirSync(data).sort()).toEqual(['backup.tar.gz', 'store'])
  })

  it('is refused when it holds anything that is not of a store', async () => {
    const pack = async (name: string): Promise<void> => {
      const pieces: Buffer[] = []
      for await (const piece of packTar([{ name, bytes: 1, pieces: [Buffer.from('x')] }], 0)) pieces.push(piece)
      writeFileSync(file, gzipSync(Buffer.concat(pieces)))
    }
    for (const name of ['../evil', '/etc/evil', 'entries/../../evil', 'lock', 'entries/x/y.jsonl', 'note.txt']) {
      await pack(name)
      await expect(restore('new')).rejects.toThrow(/not a backup of Warta/)
    }
    const link = gunzipSync(readFileSync(file))
    link.write('2', 156)
    writeFileSync(file, gzipSync(link))
    await expect(restore('new')).rejects.toBeInstanceOf(StoreError)
    for (const text of ['', 'plain text']) {
      writeFileSync(file, text)
      await expect(restore('new')).rejects.toBeInstanceOf(StoreError)
    }
    rmSync(file)
    await expect(restore('new')).rejects.toBeInstanceOf(StoreError)
    expect(readdirSync(data)).toEqual([])
  })

  it('is not restored over a store, nor made of nothing', async () => {
    await expect(backUp()).rejects.toThrow(/holds no store/)
    const store = await open()
    await work(store, 1)
    await backUp()
    await expect(restore('store')).rejects.toThrow(/move it away/)
    await store.close()
    await expect(restore('store')).rejects.toThrow(/move it away/)
  })

  it('replaces an older one only when it is complete', async () => {
    writeFileSync(file, 'older')
    await expect(backUpStore({ folder: join(data, 'store'), file, clock: systemClock })).rejects.toBeInstanceOf(
      StoreError,
    )
    expect(readFileSync(file, 'utf8')).toBe('older')
    const store = await open()
    await store.close()
    await backUp()
    expect(readFileSync(file, 'utf8')).not.toBe('older')
    expect(readdirSync(data).sort()).toEqual(['backup.tar.gz', 'store'])
  })
})
