import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { archivedEntry, editionOf } from '../../tests/contract/store-suite.ts'
import { Faults, judgedFileSystem } from '../../tests/torture/faulty-file-system.ts'
import { StoreError } from '../errors.ts'
import { backUpStore, restoreStore } from './backup.ts'
import { type FileSystem, machineFileSystem } from './file-system.ts'
import { openJsonStore } from './json-store.ts'
import type { Store } from './store.ts'

const MONTH = '2026-11'

describe('an archive on disk', () => {
  let data: string
  let folder: string
  let file: string
  const clock = { now: () => 20_000 * 86_400_000 }
  const open = (fs: FileSystem = machineFileSystem) => openJsonStore({ folder, clock, fs })
  const idsIn = async (store: Store) => (await store.readArchive('world', MONTH)).map(({ id }) => id)
  const archive = (store: Store, ...ids: readonly string[]) =>
    store.saveEdition(editionOf('world', ids), [], { month: MONTH, entries: ids.map((id) => archivedEntry(id)) })

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'warta-archive-'))
    folder = join(data, 'store')
    file = join(folder, 'archives', `world.${MONTH}.jsonl`)
    const store = await open()
    await archive(store, 'a', 'b')
    await store.close()
  })
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  it('is a line of JSON an entry, and only grows', async () => {
    const before = readFileSync(file, 'utf8')
    expect(
      before
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).archived.id),
    ).toEqual(['a', 'b'])
    const store = await open()
    await archive(store, 'c')
    await store.close()
    expect(readFileSync(file, 'utf8').startsWith(before)).toBe(true)
  })

  it('passes over what a crash left behind what counts, and writes over it', async () => {
    appendFileSync(file, `${'{"sum":"half a line'.repeat(500)}\n`)
    const store = await open()
    expect(await idsIn(store)).toEqual(['a', 'b'])
    await archive(store, 'c')
    expect(await idsIn(store)).toEqual(['a', 'b', 'c'])
    await store.close()
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(3)
  })

  it('archives nothing twice when a save failed at any call and is made again', async () => {
    for (let call = 1; call <= 12; call++) {
      const faults = new Faults()
      const store = await open(judgedFileSystem(machineFileSystem, faults.judge))
      const before = await idsIn(store)
      faults.arm(call, { code: 'EIO', torn: true, for: 'one' })
      const failed = await archive(store, `n${call}`).then(
        () => false,
        () => true,
      )
      faults.heal()
      if (failed) {
        expect(await idsIn(store)).toEqual(before)
        await archive(store, `n${call}`)
      }
      await store.close()
      const again = await open()
      expect(await idsIn(again)).toEqual([...before, `n${call}`])
      await again.close()
    }
  })

  it.each([
    ['is missing', () => rmSync(file), 'missing'],
    ['lost its end', () => truncateSync(file, 100), 'ends at byte 100'],
  ])('is missed by the start when it %s', async (_, damage, says) => {
    damage()
    await expect(open()).rejects.toThrow(says)
    await expect(open()).rejects.toBeInstanceOf(StoreError)
  })

  it('is not read where a bit of it has flipped', async () => {
    const bytes = readFileSync(file)
    bytes[200] = (bytes[200] ?? 0) ^ 1
    writeFileSync(file, bytes)
    const store = await open()
    await expect(idsIn(store)).rejects.toThrow('does not match its checksum')
    await store.close()
  })

  it('is seen by a reader beside the owner', async () => {
    const owner = await open()
    const reader = await openJsonStore({ folder, clock, mode: 'reader' })
    await archive(owner, 'c')
    await expect.poll(() => idsIn(reader)).toEqual(['a', 'b', 'c'])
    await expect(archive(reader, 'd')).rejects.toBeInstanceOf(StoreError)
    await reader.close()
    await owner.close()
  })

  it('is in a backup, as far as it counted', async () => {
    appendFileSync(file, 'what a crash left')
    const copy = join(data, 'copy.tar.gz')
    await backUpStore({ folder, file: copy, clock })
    rmSync(folder, { recursive: true })
    await restoreStore({ folder, file: copy, clock })
    expect(existsSync(file)).toBe(true)
    const store = await open()
    expect(await idsIn(store)).toEqual(['a', 'b'])
    await store.close()
    expect(readFileSync(file, 'utf8')).not.toContain('what a crash left')
  })
})
