import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { StoreBusyError } from '../errors.ts'
import { openJsonStore } from '../store/json-store.ts'
import type { Context } from './context.ts'
import { momentsAfter, openForEditor } from './editor-store.ts'

let folder: string
let config: Config
let said: string
const context = (quiet = false): Context => ({
  io: {
    stdout: () => undefined,
    stderr: (text) => {
      said += text
    },
    stdin: (async function* () {})(),
    env: {},
    terminal: false,
    signal: new AbortController().signal,
  },
  clock: systemClock,
  options: { feeds: join(folder, 'feeds'), data: join(folder, 'data'), json: false, quiet, verbose: false },
})

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warta-editor-'))
  said = ''
  for (const name of ['feeds', 'data']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'feeds/world.yaml'), 'title: World\nsources: [https://a.example/feed]\n')
  config = await loadConfig({ feeds: join(folder, 'feeds'), env: {} })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const hold = () => openJsonStore({ folder: join(folder, 'data/store'), clock: systemClock })

test('an editor waits for a run that holds the store to end', async () => {
  const owner = await hold()
  const opening = openForEditor(config, context(), 60_000)
  await setTimeout(50)
  await owner.saveDecisions([{ kind: 'hide', key: 'k', at: 1 }])
  await owner.close()
  const store = await opening
  expect(await store.readDecisions()).toEqual([{ kind: 'hide', key: 'k', at: 1 }])
  await store.close()
  expect(said).toBe('')
})

test('and not for ever: then nothing is decided, and what to do is said unless quiet is wanted', async () => {
  const owner = await hold()
  await expect(openForEditor(config, context(), 0)).rejects.toBeInstanceOf(StoreBusyError)
  expect(said).toMatch(/^nothing was decided: .*serve/)
  said = ''
  await expect(openForEditor(config, context(true), 0)).rejects.toBeInstanceOf(StoreBusyError)
  expect(said).toBe('')
  await owner.close()
})

test('what is decided now is later than what was decided before, though the clock went back', () => {
  const moments = momentsAfter([{ kind: 'hide', key: 'k', at: 500 }], 100)
  expect([moments.next().value, moments.next().value]).toEqual([501, 502])
  expect(momentsAfter([], 100).next().value).toBe(100)
})
