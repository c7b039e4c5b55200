import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../errors.ts'
import { machineFileSystem } from './file-system.ts'
import { keyHash } from './key-hash.ts'
import { SeenMemory } from './seen-memory.ts'

describe('the memory of having seen', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'warta-seen-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const hashes = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => keyHash(`key ${from + i}`))

  async function add(seen: SeenMemory, from: number, to: number): Promise<void> {
    seen.add(await seen.write(hashes(from, to)))
    for (let names = seen.toMerge(); names.length > 0; names = seen.toMerge()) {
      const merged = await seen.merge(names)
      const old = seen.take(names)
      seen.add([merged])
      await seen.discard(old)
    }
  }

  async function check(seen: SeenMemory, upTo: number): Promise<void> {
    for (let n = 0; n < upTo; n += 7) expect(await seen.has(keyHash(`key ${n}`))).toBe(true)
    for (let n = 0; n < upTo; n += 7) expect(seen.mayHave(keyHash(`key ${n}`))).toBe(true)
    for (let n = 0; n < 2_000; n++) expect(await seen.has(keyHash(`other ${n}`))).toBe(false)
    const doubtful = Array.from({ length: 2_000 }, (_, n) => n).filter((n) => seen.mayHave(keyHash(`other ${n}`)))
    expect(doubtful.length).toBeLessThan(200)
  }

  it('knows every key and no other, through merges and restarts, in few files', async () => {
    const seen = new SeenMemory(machineFileSystem, folder)
    let total = 0
    for (let round = 1; round <= 20; round++) {
      await add(seen, total, total + round * 97)
      total += round * 97
    }
    await check(seen, total)
    expect(seen.keys).toBe(total)
    expect(readdirSync(folder).length).toBeLessThan(8)
    await seen.close()
    const again = new SeenMemory(machineFileSystem, folder)
    await again.open(readdirSync(folder))
    await check(again, total)
    await again.close()
  })

  it('keeps a key once that expired twice', async () => {
    const seen = new SeenMemory(machineFileSystem, folder)
    await add(seen, 0, 9_000)
    await add(seen, 4_000, 13_000)
    expect(seen.keys).toBe(13_000)
    await check(seen, 13_000)
    await seen.close()
  })

  it('needs less than 40 bytes a key, on disk and in memory', async () => {
    const seen = new SeenMemory(machineFileSystem, folder)
    await add(seen, 0, 20_000)
    const onDisk = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
    expect(onDisk / 20_000).toBeLessThan(18)
    expect(seen.memoryBytes / 20_000).toBeLessThan(2)
    await seen.close()
  })

  it('refuses a file that is damaged anywhere', async () => {
    const seen = new SeenMemory(machineFileSystem, folder)
    await add(seen, 0, 600)
    await seen.close()
    const [name = ''] = readdirSync(folder)
    const path = join(folder, name)
    const good = readFileSync(path)
    for (let at = 0; at < good.length; at += 101) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ 1
      for (const bytes of [bad, good.subarray(0, at)]) {
        writeFileSync(path, bytes)
        await expect(new SeenMemory(machineFileSystem, folder).open([name])).rejects.toBeInstanceOf(StoreError)
      }
    }
  })
})
