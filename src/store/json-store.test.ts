import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { editionOf, entryToSave, publicationOf, stateOf } from '../../tests/contract/store-suite.ts'
import { pictureOf } from '../../tests/property/store-model.ts'
import { systemError, judgedFileSystem } from '../../tests/torture/faulty-file-system.ts'
import { StoreBusyError, StoreError } from '../errors.ts'
import { Contents } from './contents.ts'
import { readWhole } from './document.ts'
import { type FileSystem, machineFileSystem } from './file-system.ts'
import { type JsonStoreOptions, openJsonStore, type StoreEvent } from './json-store.ts'
import { EXPIRED_AT_ONCE } from './retention.ts'
import type { Store } from './store.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 23)

describe('the JSON store on disk', () => {
  let data: string
  let folder: string
  let now: number
  let events: StoreEvent[]
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'warta-store-'))
    folder = join(data, 'store')
    now = NOW
    events = []
  })
  afterEach(() => {
    chmodSync(data, 0o700)
    rmSync(data, { recursive: true, force: true })
  })

  const open = (more: Partial<JsonStoreOptions> = {}): Promise<Store> =>
    openJsonStore({ folder, clock: { now: () => now }, log: (event) => events.push(event), ...more })

  const savePoll = (store: Store, key: string, more: Parameters<typeof entryToSave>[1] = {}): Promise<void> =>
    store.savePoll({
      state: stateOf('alpha', { nextDueAt: now }),
      entries: [entryToSave(key, more)],
      listed: undefined,
    })

  async function keysIn(store: Store): Promise<readonly string[]> {
    const keys: string[] = []
    for await (const { key } of store.readEntries({})) keys.push(key)
    return keys
  }

  /** A store with two snapshots behind it and changes after them. */
  async function fill(): Promise<void> {
    const store = await open({ limits: { snapshotBytes: 1 } })
    for (let i = 1; i <= 5; i++) {
      await savePoll(store, `k${i}`)
      await store.saveEdition(editionOf('world', [`k${i}`]), [publicationOf(`k${i}`)])
    }
    await store.close()
  }

  function segment(): string {
    const [name] = readdirSync(join(folder, 'entries')).filter((name) => name.endsWith('.jsonl'))
    return join(folder, 'entries', name ?? '')
  }

  /** Saves until no segment up to a commit is needed by a snapshot's predecessor: they are written beside what is saved. */
  async function recoverable(store: Store, commit: number): Promise<void> {
    const predecessorOf = async (name: string): Promise<number> => {
      // For a moment there is none.
      const bytes = await readWhole(machineFileSystem, join(folder, `${name}.json.prev`))
      return Number(/"commit":([0-9]+)/.exec(bytes?.toString('latin1') ?? '')?.[1] ?? 0)
    }
    const names = ['sources', 'editions', 'segments']
    while (Math.min(...(await Promise.all(names.map(predecessorOf)))) < commit) {
      await store.saveMeta({ idBase: 'x'.repeat(20_000) })
    }
  }

  /** The folder as kill -9 leaves it: nothing says where the journal ended. */
  function killedCopy(): string {
    const copy = `${folder}-killed`
    cpSync(folder, copy, { recursive: true, filter: (path) => !path.includes('/lock') })
    return copy
  }

  function filesIn(): Map<string, string> {
    const files = new Map<string, string>()
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile() && !entry.name.startsWith('lock')) files.set(path, readFileSync(path, 'latin1'))
    }
    return files
  }

  /** Opens, expects a refusal, and that nothing on disk was changed by it. */
  async function refused(message: RegExp): Promise<void> {
    const before = filesIn()
    const error = await open().then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(error).toBeInstanceOf(StoreError)
    expect(String(error)).toMatch(message)
    expect(filesIn()).toEqual(before)
  }

  it('keeps folders to 0700 and files to 0600, whatever the umask', async () => {
    const before = process.umask(0)
    try {
      await fill()
    } finally {
      process.umask(before)
    }
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777
      expect([entry.name, mode]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600])
    }
  })

  it('can be read with a text editor: one JSON object a line, a segment a day', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    now += DAY
    await savePoll(store, 'k2')
    await store.close()
    expect(readdirSync(join(folder, 'entries'))).toEqual(['2026-11-23.1.jsonl', '2026-11-24.2.jsonl'])
    const lines = readFileSync(join(folder, 'entries', '2026-11-23.1.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
    expect(lines.map((line) => Object.keys(JSON.parse(line))[1])).toEqual(['entry', 'body', 'table', 'commit'])
  })

  it('lets one owner in, and readers beside it', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    await expect(open()).rejects.toBeInstanceOf(StoreBusyError)
    const reader = await open({ mode: 'reader' })
    expect(await keysIn(reader)).toEqual(['k1'])
    await expect(reader.saveMeta({})).rejects.toBeInstanceOf(StoreError)
    await expect(reader.expire(1)).rejects.toBeInstanceOf(StoreError)
    await reader.close()
    await store.close()
  })

  it('says which folder a reader misses', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    await store.close()
    rmSync(join(folder, 'seen'), { recursive: true })
    await expect(open({ mode: 'reader' })).rejects.toThrow(StoreError)
    await expect(open({ mode: 'reader' })).rejects.toThrow(/seen/)
  })

  it('shows a reader that stays open what its owner saves, expires and removes, also past snapshots', async () => {
    const store = await open({ limits: { snapshotBytes: 2_000, segmentBytes: 4_000 } })
    await savePoll(store, 'k0')
    const reader = await open({ mode: 'reader' })
    expect(await pictureOf(reader)).toEqual(await pictureOf(store))
    for (let round = 1; round <= 6; round++) {
      for (let i = 0; i < round * 5; i++) {
        now += DAY / 8
        const key = `key ${(round * 3 + i) % 14}`
        await savePoll(store, key, { firstSeen: now, title: `${round} ${i}` })
        await store.saveEdition(editionOf('world', [key]), [publicationOf(key)])
      }
      await store.expire(now - DAY)
      await setTimeout(550)
      const [seen, saved] = [await pictureOf(reader), await pictureOf(store)]
      expect(seen).toEqual(saved)
    }
    await reader.close()
    await store.close()
  })

  it.each(['seen', 'changes', 'entries'])(
    'opens for a reader though a file of %s is gone when it is opened',
    async (sub) => {
      const store = await open({ limits: { snapshotBytes: 2_000, segmentBytes: 4_000 } })
      for (let n = 0; n < 12; n++) {
        now += DAY / 4
        await savePoll(store, `k${n}`)
      }
      await store.expire(now - DAY)
      let gone = 0
      const fs: FileSystem = {
        ...machineFileSystem,
        async open(path, how) {
          // Once, what an owner removes after the folder was listed.
          if (path.includes(`/store/${sub}/`) && gone++ === 0) throw systemError('ENOENT')
          return machineFileSystem.open(path, how)
        },
      }
      const reader = await open({ mode: 'reader', fs })
      expect(gone).toBeGreaterThan(1)
      expect(await pictureOf(reader)).toEqual(await pictureOf(store))
      await reader.close()
      await store.close()
    },
  )

  it('can be opened by readers again and again, however much its owner saves, drops and removes', async () => {
    const store = await open({ limits: { snapshotBytes: 2_000, segmentBytes: 4_000 } })
    await savePoll(store, 'k0', { title: '0', body: { content: '0' } })
    let busy = true
    const working = (async () => {
      for (let n = 1; busy; n++) {
        now += DAY / 8
        await savePoll(store, `key ${n % 30}`, { firstSeen: now, title: `${n}`, body: { content: `${n}` } })
        if (n % 8 === 7) await store.expire(now - DAY)
      }
    })()
    try {
      for (let round = 0; round < 12; round++) {
        const reader = await open({ mode: 'reader' })
        for await (const { title, bodyRef } of reader.readEntries({}))
          expect((await reader.readBody(bodyRef)).content).toBe(title)
        await reader.close()
      }
    } finally {
      busy = false
      await working
      await store.close()
    }
  })

  it('reads an empty store where nothing was ever saved, and makes no folder for it', async () => {
    const reader = await open({ mode: 'reader' })
    expect(await keysIn(reader)).toEqual([])
    await reader.close()
    expect(readdirSync(data)).toEqual([])
  })

  it('goes on after every commit that a crash cut short, wherever it was cut', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    const whole = statSync(segment()).size
    const copy = join(data, 'copy')
    await savePoll(store, 'k2', { body: { content: 'ü'.repeat(100) } })
    const bytes = statSync(segment()).size
    cpSync(folder, copy, { recursive: true })
    await store.close()
    for (let cut = whole; cut < bytes; cut += 7) {
      rmSync(folder, { recursive: true })
      cpSync(copy, folder, { recursive: true })
      truncateSync(segment(), cut)
      const again = await open()
      expect(await keysIn(again)).toEqual(['k1'])
      await savePoll(again, 'k3')
      await again.close()
      const third = await open()
      expect(await keysIn(third)).toEqual(['k1', 'k3'])
      await third.close()
    }
    expect(events.filter(({ event }) => event === 'recovered').length).toBeGreaterThan(50)
  })

  it('keeps a copy of what it cuts, and of the last ten only', async () => {
    for (let i = 0; i < 14; i++) {
      const store = await open()
      await savePoll(store, `k${i}`)
      await store.close()
      writeFileSync(segment(), '{"sum":"torn', { flag: 'a' })
      now += 1
    }
    const store = await open()
    await store.close()
    const torn = readdirSync(join(folder, 'entries')).filter((name) => name.includes('.torn-'))
    expect(torn.length).toBeLessThanOrEqual(11)
    expect(readFileSync(join(folder, 'entries', torn[0] ?? ''), 'utf8')).toBe('{"sum":"torn')
  })

  it('takes blocks that a power cut left unwritten for a commit that was cut short', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    await store.close()
    const line = readFileSync(segment()).subarray(0, 200)
    writeFileSync(segment(), Buffer.concat([line.subarray(0, 50), Buffer.alloc(4096), Buffer.from('x"}\n')]), {
      flag: 'a',
    })
    const again = await open()
    expect(await keysIn(again)).toEqual(['k1'])
    await again.close()
  })

  it('takes blocks that were left unwritten anywhere in the last batch for a batch that was cut short', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    const synced = statSync(segment()).size
    await Promise.all(['k2', 'k3', 'k4'].map((key) => savePoll(store, key, { body: { content: 'x'.repeat(300) } })))
    const good = readFileSync(segment())
    expect(good.toString()).toContain('"batch":')
    const copy = killedCopy()
    await store.close()
    rmSync(folder, { recursive: true })
    for (let at = synced; at + 128 < good.length; at += 61) {
      const bad = Buffer.from(good).fill(0, at, at + 128)
      cpSync(copy, folder, { recursive: true, force: true })
      writeFileSync(segment(), bad)
      const again = await open()
      expect((await keysIn(again))[0]).toBe('k1')
      expect(await keysIn(again)).not.toContain('k4')
      await again.close()
      rmSync(folder, { recursive: true })
    }
    rmSync(copy, { recursive: true })
  })

  it('refuses zeros that stand before what was synced later, and changes nothing', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    await Promise.all(['k2', 'k3'].map((key) => savePoll(store, key, { body: { content: 'x'.repeat(300) } })))
    const synced = statSync(segment()).size
    await savePoll(store, 'k4')
    const good = readFileSync(segment())
    const copy = killedCopy()
    await store.close()
    rmSync(folder, { recursive: true })
    cpSync(copy, folder, { recursive: true })
    for (let at = 0; at + 128 < synced; at += 61) {
      const bad = Buffer.from(good).fill(0, at, at + 128)
      writeFileSync(segment(), bad)
      await refused(/damaged at byte/)
      expect(readFileSync(segment()).equals(bad)).toBe(true)
    }
    rmSync(copy, { recursive: true })
  })

  it('refuses a journal in which any bit has flipped, and changes nothing', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    await savePoll(store, 'k2')
    await store.close()
    const good = readFileSync(segment())
    for (let at = 0; at < good.length; at += 13) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(segment(), bad)
      await refused(/damaged|ends at/)
    }
    writeFileSync(segment(), good)
    const last = Buffer.from(good)
    last[last.length - 1] = 0x0b
    writeFileSync(segment(), last)
    await refused(/damaged/)
  })

  describe('beside what a segment holds', () => {
    const limits = { contentsBytes: 1, snapshotBytes: 1 }
    const contents = (): string => segment().replace('jsonl', 'contents')
    const restart = async (): Promise<readonly string[]> => {
      const store = await open({ limits })
      try {
        return await keysIn(store)
      } finally {
        await store.close()
      }
    }
    const save = async (...keys: readonly string[]): Promise<void> => {
      const store = await open({ limits })
      for (const key of keys) await savePoll(store, key, { firstSeen: now })
      await store.close()
    }

    it('starts with that, and with the lines that came after it', async () => {
      await save('k1', 'k2')
      const half = readFileSync(contents())
      await save('k3')
      expect(readFileSync(contents())).not.toEqual(half)
      writeFileSync(contents(), half)
      expect(await restart()).toEqual(['k1', 'k2', 'k3'])
      // That it is believed: one that names no entries, of the very bytes the segment has.
      const lying = new Contents()
      const bytes = readFileSync(segment())
      const mark = { n: 3, prev: 2 }
      lying.add({ mark, start: 0, end: bytes.length, entries: [], tables: [] }, crc32(bytes))
      writeFileSync(contents(), lying.encode())
      expect(await restart()).toEqual([])
      expect(events).toEqual([])
    })

    it('reads the lines where that is missing, damaged, or of another segment', async () => {
      await save('k1')
      const older = readFileSync(contents())
      rmSync(folder, { recursive: true })
      await save('k1', 'k2')
      const good = readFileSync(contents())
      for (const bad of [undefined, Buffer.alloc(0), Buffer.alloc(good.length), good.subarray(0, -1), older]) {
        if (bad === undefined) rmSync(contents())
        else writeFileSync(contents(), bad)
        expect(await restart()).toEqual(['k1', 'k2'])
        expect(events.splice(0)).toHaveLength(bad === undefined || bad === older ? 0 : 1)
        expect(readFileSync(contents())).toEqual(good)
      }
      const fs = judgedFileSystem(machineFileSystem, (call, path) =>
        call === 'read' && path.endsWith('.contents') ? { error: systemError('EIO') } : undefined,
      )
      const store = await open({ fs })
      expect(await keysIn(store)).toEqual(['k1', 'k2'])
      expect(events.splice(0)).toMatchObject([{ event: 'recovered', detail: expect.stringContaining('EIO') }])
      await store.close()
    })

    it('refuses a segment in which any bit has flipped, and changes nothing', async () => {
      await save('k1', 'k2')
      const good = readFileSync(segment())
      for (let at = 0; at < good.length; at += 13) {
        const bad = Buffer.from(good)
        bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8))
        writeFileSync(segment(), bad)
        await refused(/damaged|ends at/)
      }
    })

    it('removes it with its segment, and where its segment is gone', async () => {
      await save('k1')
      now += DAY
      await save('k2')
      const store = await open({ limits })
      await recoverable(store, 1)
      expect(await store.expire(now)).toBe(1)
      await store.close()
      writeFileSync(join(folder, 'entries', '2026-11-01.1.contents'), '')
      expect(await restart()).toEqual(['k2'])
      const names = readdirSync(join(folder, 'entries')).filter((name) => name.endsWith('.contents'))
      expect(names.map((name) => join(folder, 'entries', name.replace('contents', 'jsonl')))).toEqual([segment()])
    })

    it('goes on where that cannot be written', async () => {
      const fs = judgedFileSystem(machineFileSystem, (call, path) =>
        call === 'write' && path.includes('contents') ? { error: systemError('ENOSPC'), torn: true } : undefined,
      )
      const store = await open({ fs, limits })
      await savePoll(store, 'k1')
      now += DAY
      await savePoll(store, 'k2')
      await store.close()
      expect(events.splice(0)).toMatchObject([{ event: 'tidying-failed' }, { event: 'tidying-failed' }])
      expect(await restart()).toEqual(['k1', 'k2'])
    })
  })

  it('refuses a journal that lost its end after the store was closed, wherever it was cut', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    await savePoll(store, 'k2')
    await store.close()
    const good = readFileSync(segment())
    for (let cut = 0; cut < good.length; cut += 11) {
      writeFileSync(segment(), good.subarray(0, cut))
      await refused(/ends at commit|damaged/)
    }
  })

  it('refuses when every file of the journal is gone after kill -9, and begins no empty store', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    await store.saveMeta({})
    const [own, copy] = [folder, killedCopy()]
    await store.close()
    folder = copy
    for (const sub of ['entries', 'changes']) {
      for (const name of readdirSync(join(folder, sub))) rmSync(join(folder, sub, name))
    }
    await refused(/ends at commit 0 and had come to [1-9]/)
    for (const damage of ['', 'null', '{"warta":"closed","commit":-1}\n']) {
      writeFileSync(join(folder, 'closed.json'), damage)
      await refused(/closed\.json is missing or damaged/)
    }
    rmSync(join(folder, 'closed.json'))
    await refused(/closed\.json is missing or damaged/)
    folder = own
  })

  it('says so when closed.json is damaged or missing beside a whole store, and makes it again', async () => {
    await fill()
    const good = readFileSync(join(folder, 'closed.json'))
    for (const damage of [undefined, '', 'null', good.subarray(1)]) {
      if (damage === undefined) rmSync(join(folder, 'closed.json'))
      else writeFileSync(join(folder, 'closed.json'), damage)
      events = []
      const store = await open()
      expect(events).toMatchObject([{ event: 'recovered', detail: expect.stringContaining('closed.json') }])
      expect(await keysIn(store)).toHaveLength(5)
      await store.close()
      expect(readFileSync(join(folder, 'closed.json'))).toEqual(good)
    }
  })

  it('saves on where closed.json cannot be written, and writes it with a later commit', async () => {
    let full = false
    const fs = judgedFileSystem(machineFileSystem, (call, path) =>
      full && path.includes('closed') && call === 'write' ? { error: systemError('ENOSPC'), torn: true } : undefined,
    )
    const store = await open({ fs })
    full = true
    await savePoll(store, 'k1')
    expect(events).toMatchObject([{ event: 'tidying-failed', detail: expect.stringContaining('ENOSPC') }])
    expect(readFileSync(join(folder, 'closed.json'), 'utf8')).toContain('"commit":0')
    full = false
    await savePoll(store, 'k2')
    expect(readFileSync(join(folder, 'closed.json'), 'utf8')).toContain('"commit":2')
    await store.close()
  })

  it('refuses when a seen file is missing', async () => {
    const store = await open()
    await savePoll(store, 'k1', { firstSeen: now - 3 * DAY })
    await store.savePoll({ state: stateOf('alpha', { nextDueAt: now }), entries: [], listed: [] })
    now += DAY
    await savePoll(store, 'k2')
    await store.expire(now - DAY)
    await store.close()
    const [name] = readdirSync(join(folder, 'seen'))
    rmSync(join(folder, 'seen', name ?? ''))
    await refused(/seen is missing.*restore a backup/)
  })

  it('refuses when a segment or a file of changes is missing', async () => {
    await fill()
    renameSync(segment(), join(data, 'elsewhere'))
    await refused(/missing/)
  })

  const snapshots = ['sources.json', 'editions.json', 'segments.json']
  const damages: [string, (good: Buffer) => Buffer][] = [
    ['empty', () => Buffer.alloc(0)],
    ['null', () => Buffer.from('null')],
    ['[]', () => Buffer.from('[]\n')],
    ['{}', () => Buffer.from('{}')],
    ['with a byte order mark', (good) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), good])],
    ['all zeros', (good) => Buffer.alloc(good.length)],
    ['of another program', () => Buffer.from('SQLite format 3\0')],
  ]
  for (const name of snapshots) {
    for (const [how, damage] of damages) {
      it(`sets ${name} aside when it is ${how}, reads its predecessor and loses nothing`, async () => {
        await fill()
        const path = join(folder, name)
        writeFileSync(path, damage(readFileSync(path)))
        const store = await open()
        expect(await keysIn(store)).toEqual(['k1', 'k2', 'k3', 'k4', 'k5'])
        expect((await store.readEdition('world'))?.stories[0]?.lead).toBe('k5')
        expect((await store.readPublications(['k1', 'k5'])).size).toBe(2)
        expect((await store.readRevisions()).get('alpha')).toBe(5)
        await store.close()
        expect(readdirSync(folder).some((file) => file.startsWith(`${name}.corrupt-`))).toBe(true)
        expect(events.map(({ event }) => event)).toEqual(['recovered'])
      })
    }

    it(`reads the predecessor of ${name} when it is missing, cut anywhere, or a bit has flipped`, async () => {
      await fill()
      const path = join(folder, name)
      const good = readFileSync(path)
      for (let at = 0; at < good.length; at += Math.ceil(good.length / 25)) {
        const flipped = Buffer.from(good)
        flipped[at] = (flipped[at] ?? 0) ^ 4
        for (const bad of [flipped, good.subarray(0, at)]) {
          writeFileSync(path, bad)
          const reader = await open({ mode: 'reader' })
          expect(await keysIn(reader)).toHaveLength(5)
          await reader.close()
          expect(readFileSync(path)).toEqual(bad)
        }
      }
      rmSync(path)
      const store = await open()
      expect(await keysIn(store)).toHaveLength(5)
      await store.close()
    })

    it(`refuses when ${name} and its predecessor are damaged or missing`, async () => {
      await fill()
      const path = join(folder, name)
      const good = readFileSync(path)
      writeFileSync(path, 'null')
      writeFileSync(`${path}.prev`, '')
      await refused(/damaged/)
      rmSync(path)
      await refused(/missing/)
      rmSync(`${path}.prev`)
      await refused(/missing/)
      writeFileSync(path, good)
      await (await open()).close()
    })
  }

  it('is repaired for good once it was opened: the next start finds nothing to say', async () => {
    await fill()
    writeFileSync(join(folder, 'sources.json'), 'null')
    const store = await open({ limits: { snapshotBytes: 1 } })
    await savePoll(store, 'k6')
    await savePoll(store, 'k7')
    await store.close()
    events = []
    const again = await open()
    expect(await keysIn(again)).toHaveLength(7)
    expect(events).toEqual([])
    await again.close()
  })

  it('refuses a store of a newer version, whether the folder or a document says so', async () => {
    await fill()
    const marker = join(folder, 'format.json')
    const good = readFileSync(marker, 'utf8')
    writeFileSync(marker, good.replace('"version":2', '"version":3'))
    await refused(/newer Warta/)
    writeFileSync(marker, '')
    await refused(/damaged/)
    rmSync(marker)
    await refused(/format\.json is missing/)
    writeFileSync(marker, good)
    await (await open()).close()
  })

  it('finishes a creation that was interrupted', async () => {
    await (await open()).close()
    rmSync(join(folder, 'format.json'))
    rmSync(join(folder, 'sources.json'))
    const store = await open()
    await savePoll(store, 'k1')
    expect(await keysIn(store)).toEqual(['k1'])
    await store.close()
  })

  it('leaves a folder with a temporary file’s name alone', async () => {
    await fill()
    mkdirSync(join(folder, '.sources.1.tmp'))
    const store = await open()
    expect(await keysIn(store)).toHaveLength(5)
    await store.close()
  })

  it('cleans away temporary files of processes that were killed', async () => {
    await fill()
    writeFileSync(join(folder, '.sources.4242.tmp'), 'half')
    writeFileSync(join(folder, 'seen', '000009.seen'), 'half')
    const store = await open()
    await store.close()
    expect(readdirSync(folder)).not.toContain('.sources.4242.tmp')
    expect(readdirSync(join(folder, 'seen'))).toEqual([])
  })

  it('refuses a link, a folder or a FIFO in a file’s place, and a link in its own', async () => {
    await fill()
    const path = join(folder, 'sources.json')
    renameSync(path, join(data, 'aside.json'))
    symlinkSync(join(data, 'aside.json'), path)
    await expect(open()).rejects.toThrow(/symbolic link/)
    rmSync(path)
    mkdirSync(path)
    await expect(open()).rejects.toThrow(/not a file but a folder/)
    rmSync(path, { recursive: true })
    execFileSync('mkfifo', [path])
    await expect(open()).rejects.toThrow(/special file/)
    rmSync(path)
    copyFileSync(join(data, 'aside.json'), path)
    const file = segment()
    renameSync(file, join(data, 'aside.jsonl'))
    symlinkSync(join(data, 'aside.jsonl'), file)
    await expect(open()).rejects.toThrow(/symbolic link/)
    rmSync(file)
    renameSync(join(data, 'aside.jsonl'), file)
    renameSync(folder, join(data, 'real'))
    symlinkSync(join(data, 'real'), folder)
    await expect(open()).rejects.toThrow(/symbolic link/)
  })

  it('refuses a folder that everyone may write to', async () => {
    await fill()
    chmodSync(folder, 0o777)
    await expect(open()).rejects.toThrow(/writable by everyone/)
    chmodSync(folder, 0o700)
    chmodSync(data, 0o777)
    await expect(open()).rejects.toThrow(/writable by everyone/)
  })

  it('refuses to start on errors of reading, and touches nothing', async () => {
    await fill()
    for (const part of ['sources.json', 'format.json', '.jsonl']) {
      const before = filesIn()
      const fs = judgedFileSystem(machineFileSystem, (call, path) =>
        (call === 'open' || call === 'read') && path.endsWith(part) ? { error: systemError('EIO') } : undefined,
      )
      await expect(open({ fs })).rejects.toThrow(/EIO/)
      expect(filesIn()).toEqual(before)
    }
  })

  it('survives a full disk: says so, keeps what it has, and goes on when there is room', async () => {
    let full = false
    const fs = judgedFileSystem(machineFileSystem, (call) =>
      full && (call === 'write' || call === 'create') ? { error: systemError('ENOSPC'), torn: true } : undefined,
    )
    const store = await open({ fs, limits: { snapshotBytes: 1 } })
    await savePoll(store, 'k1')
    full = true
    await expect(savePoll(store, 'k2')).rejects.toThrow(/ENOSPC/)
    await expect(savePoll(store, 'k3')).rejects.toThrow(/ENOSPC/)
    expect(await keysIn(store)).toEqual(['k1'])
    full = false
    await savePoll(store, 'k4')
    await store.close()
    const again = await open()
    expect(await keysIn(again)).toEqual(['k1', 'k4'])
    await again.close()
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('never syncs a file again whose sync has failed', async () => {
    let failing = false
    const synced: string[] = []
    const fs = judgedFileSystem(machineFileSystem, (call, path) => {
      if (call !== 'sync' || !path.endsWith('.jsonl')) return undefined
      synced.push(path)
      return failing ? { error: systemError('EIO') } : undefined
    })
    const store = await open({ fs })
    await savePoll(store, 'k1')
    failing = true
    await expect(savePoll(store, 'k2')).rejects.toThrow(/EIO/)
    failing = false
    await savePoll(store, 'k3')
    await savePoll(store, 'k4')
    await store.close()
    const failed = synced[1]
    expect(synced.filter((path) => path === failed)).toHaveLength(2)
    const again = await open()
    expect(await keysIn(again)).toEqual(['k1', 'k3', 'k4'])
    await again.close()
  })

  it('acknowledges nothing that would be lost with a folder removed under it, and goes on when it is back', async () => {
    const store = await open()
    await savePoll(store, 'k1')
    renameSync(folder, join(data, 'away'))
    await expect(savePoll(store, 'k2')).rejects.toThrow(/removed while Warta runs/)
    renameSync(join(data, 'away'), folder)
    expect(await keysIn(store)).toEqual(['k1'])
    await savePoll(store, 'k3')
    cpSync(folder, join(data, 'copy'), { recursive: true })
    rmSync(folder, { recursive: true })
    renameSync(join(data, 'copy'), folder)
    await expect(savePoll(store, 'k4')).rejects.toThrow(/replaced while Warta runs/)
    await store.close()
  })

  it('takes any time the clock shows', async () => {
    const store = await open()
    const times = [0, NOW, NOW + 3650 * DAY, NOW - DAY, -5 * DAY, 8.64e15, NOW]
    for (const [i, time] of times.entries()) {
      now = time
      await savePoll(store, `k${i}`, { firstSeen: time })
    }
    await store.close()
    const again = await open()
    expect(await keysIn(again)).toHaveLength(times.length)
    expect(await again.expire(NOW)).toBe(3)
    await savePoll(again, 'k9')
    await again.close()
    const third = await open()
    expect(await keysIn(third)).toHaveLength(times.length - 3 + 1)
    await third.close()
  })

  it('removes whole segments once nothing in them is wanted, and moves what is spared', async () => {
    const store = await open({ limits: { snapshotBytes: 1 } })
    for (let day = 0; day < 8; day++) {
      now = NOW + day * DAY
      for (let i = 0; i < 5; i++)
        await savePoll(store, `day ${day} entry ${i}`, { firstSeen: now, body: { content: `body ${day} ${i}` } })
    }
    await store.saveEdition(editionOf('world', ['day 1 entry 3']), [])
    await recoverable(store, 30)
    expect(await store.expire(NOW + 6 * DAY)).toBe(29)
    await store.close()
    const segments = readdirSync(join(folder, 'entries'))
    expect(segments.map((name) => name.slice(0, 10))).toEqual(['2026-11-29', '2026-11-30'])
    const again = await open()
    const spared = (await again.readEntriesByKey(['day 1 entry 3'])).get('day 1 entry 3')
    expect(await again.readBody(spared?.bodyRef ?? '')).toEqual({ content: 'body 1 3' })
    expect((await again.readKnown(['day 0 entry 0'])).get('day 0 entry 0')?.entry).toBeUndefined()
    expect((await again.readKnown(['day 0 entry 0'])).size).toBe(1)
    await again.close()
  })

  it('keeps what is saved while it expires, and forgets to have seen nothing', async () => {
    const limits = { snapshotBytes: 20_000, segmentBytes: 100_000 }
    const store = await open({ limits })
    const keys = Array.from({ length: 1_500 }, (_, i) => `key ${i}`)
    for (let from = 0; from < keys.length; from += 100) {
      now += DAY
      const entries = keys.slice(from, from + 100).map((key) => entryToSave(key, { firstSeen: from }))
      await store.savePoll({ state: stateOf('alpha'), entries, listed: undefined })
    }
    const expiring = store.expire(1_400)
    const again = keys.filter((_, i) => i % 50 === 7)
    for (const key of again) await savePoll(store, key, { firstSeen: 1, title: 'saved again' })
    await expiring
    const young = keys.slice(1_400)
    const holds = async (each: Store): Promise<void> => {
      expect(new Set(await keysIn(each))).toEqual(new Set([...again, ...young]))
      for await (const entry of each.readEntries({})) {
        if (again.includes(entry.key)) expect(entry.title).toBe('saved again')
      }
      expect((await each.readKnown(keys)).size).toBe(keys.length)
    }
    await holds(store)
    await store.close()
    const reopened = await open({ limits })
    await holds(reopened)
    await reopened.close()
  })

  it.each([
    ['as many as go at once, twice', 2 * EXPIRED_AT_ONCE],
    ['one more', 2 * EXPIRED_AT_ONCE + 1],
  ])('forgets all and removes the segment in one go: %s', async (_, count) => {
    const store = await open({ limits: { snapshotBytes: 1 } })
    const entries = Array.from({ length: count }, (_, i) => entryToSave(`old ${i}`, { firstSeen: 1 }))
    await store.savePoll({ state: stateOf('alpha'), entries, listed: undefined })
    for (let day = 1; day < 4; day++) {
      now = NOW + day * DAY
      await savePoll(store, `young ${day}`, { firstSeen: now })
    }
    expect(await store.expire(NOW)).toBe(count)
    expect(readdirSync(join(folder, 'entries')).filter((name) => name.startsWith('2026-11-23'))).toEqual([])
    await store.close()
  })

  it('spares what is saved while it expires, and goes on with all that is left', async () => {
    const store = await open()
    const count = 2 * EXPIRED_AT_ONCE + 100
    const entries = Array.from({ length: count }, (_, i) => entryToSave(`old ${i}`, { firstSeen: 1 }))
    await store.savePoll({ state: stateOf('alpha'), entries, listed: undefined })
    const expiring = store.expire(NOW)
    await savePoll(store, 'old 7', { firstSeen: 1 })
    expect(await expiring).toBe(count - 1)
    expect(await keysIn(store)).toEqual(['old 7'])
    await store.close()
  })

  it('finds a body by a reference made before its entry was moved', async () => {
    const store = await open({ limits: { snapshotBytes: 1 } })
    await savePoll(store, 'kept', { body: { content: 'kept' } })
    const before = (await store.readEntriesByKey(['kept'])).get('kept')?.bodyRef ?? ''
    await store.saveEdition(editionOf('world', ['kept']), [])
    for (let day = 1; day < 4; day++) {
      now = NOW + day * DAY
      await savePoll(store, `k${day}`, { firstSeen: now })
    }
    // A segment stays while the predecessors of the snapshots would need it.
    for (const old of ['old 1', 'old 2', 'old 3']) {
      await savePoll(store, old, { firstSeen: 1 })
      expect(await store.expire(NOW)).toBe(1)
    }
    expect((await store.readEntriesByKey(['kept'])).get('kept')?.bodyRef).not.toBe(before)
    expect(await store.readBody(before)).toEqual({ content: 'kept' })
    await store.close()
  })
})
