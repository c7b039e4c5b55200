import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import type { Decision } from '../model/decision.ts'
import { createInbox } from '../store/inbox.ts'
import { openJsonStore } from '../store/json-store.ts'
import type { Context } from './context.ts'
import { decideInStore, momentsAfter } from './editor-store.ts'

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

const HIDE: Decision = { kind: 'hide', key: 'k', at: 1 }
const hide = async () => ({ order: { decisions: [HIDE], undone: [] } })

test('what an editor decides is saved at once where nobody holds the store', async () => {
  await decideInStore(config, context(), hide)
  const store = await hold()
  expect(await store.readDecisions()).toEqual([HIDE])
  await store.close()
  expect(said).toBe('')
})

test('an editor waits for a run that holds the store to end', async () => {
  const owner = await hold()
  const deciding = decideInStore(config, context(), hide, 60_000)
  await setTimeout(50)
  await owner.saveDecisions([{ kind: 'hide', key: 'other', at: 1 }])
  await owner.close()
  await deciding
  const store = await hold()
  expect((await store.readDecisions()).map((each) => 'key' in each && each.key)).toEqual(['other', 'k'])
  await store.close()
  expect(said).toBe('')
})

test('or is heard by it meanwhile', async () => {
  const owner = await hold()
  const inbox = createInbox(join(folder, 'data/store'), owner, () => undefined)
  const deciding = decideInStore(config, context(), hide, 60_000)
  while ((await inbox.take()) === 0) await setTimeout(5)
  await deciding
  expect(await owner.readDecisions()).toEqual([HIDE])
  await owner.close()
  expect(said).toBe('')
})

test('and not for ever: it is written down for the next, and that is said unless quiet is wanted', async () => {
  const owner = await hold()
  await decideInStore(config, context(), hide, 0)
  expect(said).toMatch(/^it is written down and carried out as soon as it is taken: .* is held by/)
  said = ''
  await decideInStore(config, context(true), hide, 0)
  expect(said).toBe('')
  await owner.close()
  const next = await decideInStore(config, context(), async (store) => ({
    order: { decisions: [], undone: [] },
    known: await store.readDecisions(),
  }))
  expect(next.known).toMatchObject([{ kind: 'hide', key: 'k' }])
})

test('what is decided now is later than what was decided before, though the clock went back', () => {
  const moments = momentsAfter([{ kind: 'hide', key: 'k', at: 500 }], 100)
  expect([moments.next().value, moments.next().value]).toEqual([501, 502])
  expect(momentsAfter([], 100).next().value).toBe(100)
})
