import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { StoreError } from '../errors.ts'
import { openJsonStore } from '../store/json-store.ts'
import { backup } from './backup.ts'
import type { Context } from './context.ts'
import { restore } from './restore.ts'

let folder: string
let printed: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warta-backup-'))
  printed = ''
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function contextOf(data: string, json = false): Context {
  const say = (text: string): void => {
    printed += text
  }
  return {
    io: {
      stdout: say,
      stderr: say,
      stdin: (async function* () {})(),
      env: {},
      terminal: false,
      signal: new AbortController().signal,
    },
    clock: systemClock,
    options: { feeds: 'feeds', data, json, quiet: false, verbose: false },
  }
}

it('backs up a store that is in use, and restores it in a new data folder', async () => {
  const [file, data] = [join(folder, 'backup.tar.gz'), join(folder, 'data')]
  const store = await openJsonStore({ folder: join(data, 'store'), clock: systemClock })
  await store.saveMeta({ idBase: 'tag:news.example.org,2026:' })
  expect(await backup({ file }, contextOf(data))).toBe(0)
  await store.close()
  expect(printed).toBe('')
  expect(await restore({ file }, contextOf(join(folder, 'new'), true))).toBe(0)
  expect(JSON.parse(printed)).toMatchObject({ event: 'restored', commit: 1 })
  const restored = await openJsonStore({ folder: join(folder, 'new', 'store'), clock: systemClock })
  expect(await restored.readMeta()).toEqual({ idBase: 'tag:news.example.org,2026:' })
  await restored.close()
})

it('refuses to restore over a store, and to back up none', async () => {
  const [file, data] = [join(folder, 'backup.tar.gz'), join(folder, 'data')]
  await expect(backup({ file }, contextOf(data))).rejects.toBeInstanceOf(StoreError)
  await (await openJsonStore({ folder: join(data, 'store'), clock: systemClock })).close()
  await backup({ file }, contextOf(data))
  await expect(restore({ file }, contextOf(data))).rejects.toBeInstanceOf(StoreError)
})
