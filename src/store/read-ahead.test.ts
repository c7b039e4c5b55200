import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { StoreError } from '../errors.ts'
import { type FileSystem, machineFileSystem } from './file-system.ts'
import { openInTurn } from './read-ahead.ts'

let folder: string
let open: number
const fs: FileSystem = {
  ...machineFileSystem,
  async open(path, how) {
    const file = await machineFileSystem.open(path, how)
    open++
    return {
      ...file,
      async close() {
        open--
        await file.close()
      },
    }
  },
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warta-ahead-'))
  open = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(texts: readonly string[]): readonly string[] {
  return texts.map((text, i) => {
    writeFileSync(join(folder, `${i}`), text)
    return join(folder, `${i}`)
  })
}

it('gives small and large files in their order, each to be read anywhere, and leaves none open', async () => {
  const texts = Array.from({ length: 30 }, (_, i) => (i % 7 === 3 ? `${i} `.repeat(600_000) : `text ${i}`))
  const got: string[] = []
  for await (const file of openInTurn(fs, write(texts))) {
    const { bytes } = await file.look()
    const [head, tail, past] = [Buffer.alloc(2), Buffer.alloc(bytes), Buffer.alloc(1)]
    expect(await file.read(head, 0)).toBe(2)
    expect(await file.read(tail, 2)).toBe(bytes - 2)
    expect(await file.read(past, bytes)).toBe(0)
    got.push(`${head}${tail.subarray(0, bytes - 2)}`)
    await file.close()
  }
  expect(got).toEqual(texts)
  expect(open).toBe(0)
})

it('says which file cannot be read when its turn comes, and leaves none open', async () => {
  const paths = [...write(Array.from({ length: 12 }, () => 'x'.repeat(2 << 20)))]
  rmSync(paths[3] ?? '')
  let count = 0
  const reading = async (): Promise<void> => {
    for await (const file of openInTurn(fs, paths)) {
      count++
      await file.close()
    }
  }
  await expect(reading()).rejects.toThrow(StoreError)
  await expect(reading()).rejects.toThrow(paths[3])
  expect(count).toBe(6)
  expect(open).toBe(0)
})

it('leaves none open when the reader stops', async () => {
  for await (const file of openInTurn(fs, write(Array.from({ length: 12 }, () => 'x'.repeat(2 << 20))))) {
    await file.close()
    break
  }
  expect(open).toBe(0)
})
