import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StoreError } from '../errors.ts'
import type { Decision } from '../model/decision.ts'
import { type FileSystem, machineFileSystem } from './file-system.ts'
import { createInbox, fateOf, handIn, type Inbox } from './inbox.ts'
import { createMemoryStore } from './memory-store.ts'
import type { Store } from './store.ts'

let folder: string
let store: Store
let inbox: Inbox
let warnings: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warta-inbox-'))
  warnings = []
  store = createMemoryStore()
  inbox = createInbox(folder, store, (message) => warnings.push(message))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const hide = (key: string, at: number): Decision => ({ kind: 'hide', key, at })
const order = (...decisions: readonly Decision[]) => ({ decisions, undone: [] })
const path = (name: string) => join(folder, 'inbox', name)

describe('what editors hand in beside an owner', () => {
  test('is for nobody else to read, waits, is committed and gone', async () => {
    expect(await inbox.take()).toBe(0)
    const name = await handIn(folder, order(hide('a', 5)), 5)
    expect(statSync(join(folder, 'inbox')).mode & 0o777).toBe(0o700)
    expect(statSync(path(name)).mode & 0o777).toBe(0o600)
    expect(await fateOf(folder, name)).toBe('waits')
    expect(await inbox.take()).toBe(1)
    expect(await fateOf(folder, name)).toBe('taken')
    expect(await store.readDecisions()).toEqual([hide('a', 5)])
    expect(readdirSync(join(folder, 'inbox'))).toEqual([])
  })

  test('keeps its order though the clock went back, each decision later than those before', async () => {
    await store.saveDecisions([hide('old', 100)])
    await handIn(folder, order(hide('a', 50)), 50)
    await handIn(folder, order({ kind: 'pin', key: 'a', at: 20 }, hide('b', 21)), 20)
    expect(await inbox.take()).toBe(2)
    expect(await store.readDecisions()).toEqual([
      hide('old', 100),
      { kind: 'pin', key: 'a', at: 102 },
      { ...hide('b', 103) },
    ])
  })

  test('is decided once, though a crash let it be found again', async () => {
    const every: readonly Decision[] = [
      {
        kind: 'retract',
        key: 'a',
        id: 'tag:a',
        url: 'https://a.example/',
        story: true,
        section: 'world',
        until: 9,
        at: 3,
      },
      { kind: 'retract-source', sourceId: 'wire', at: 4 },
      { kind: 'join', keys: ['a', 'b'], at: 5 },
    ]
    const name = await handIn(folder, order(...every), 3)
    const copy = `${folder}/copy`
    writeFileSync(copy, readFileSync(path(name)))
    await inbox.take()
    renameSync(copy, path(name))
    expect(await inbox.take()).toBe(1)
    expect(await store.readDecisions()).toEqual(every)
  })

  test('is decided again where it was decided before and something else since', async () => {
    await store.saveDecisions([
      { kind: 'join', keys: ['a', 'b'], at: 1 },
      { kind: 'split', keys: ['a', 'c'], at: 2 },
    ])
    await handIn(folder, order({ kind: 'join', keys: ['a', 'b'], at: 3 }), 3)
    await inbox.take()
    expect((await store.readDecisions()).map(({ at }) => at)).toEqual([2, 3])
  })

  test('takes back what was decided, and what is not there need not be', async () => {
    await store.saveDecisions([hide('a', 1), hide('b', 2)])
    await handIn(folder, { decisions: [], undone: [hide('a', 1), hide('c', 1)] }, 3)
    await inbox.take()
    expect(await store.readDecisions()).toEqual([hide('b', 2)])
  })

  test.each([
    ['not JSON', '{'],
    ['another program’s', '{"warta":"else","decisions":[],"undone":[]}'],
    ['a kind there is not', '{"warta":"decisions","decisions":[{"kind":"burn","key":"a","at":1}],"undone":[]}'],
    ['a key too much', '{"warta":"decisions","decisions":[{"kind":"pin","key":"a","at":1,"x":1}],"undone":[]}'],
    ['a time that is none', '{"warta":"decisions","decisions":[{"kind":"pin","key":"a","at":"now"}],"undone":[]}'],
    [
      'the end of time',
      '{"warta":"decisions","decisions":[{"kind":"hide","key":"a","at":9007199254740991}],"undone":[]}',
    ],
    ['a poisoned one', '{"warta":"decisions","decisions":[{"__proto__":{"at":1},"kind":"pin","key":"a"}],"undone":[]}'],
  ])('that is no order is set aside and said, and costs the others nothing: %s', async (_, text) => {
    mkdirSync(join(folder, 'inbox'))
    const name = '000000000000001-0123456789ab.json'
    writeFileSync(path(name), text)
    await handIn(folder, order(hide('a', 5)), 5)
    expect(await inbox.take()).toBe(1)
    expect(await store.readDecisions()).toEqual([hide('a', 5)])
    expect(warnings).toEqual([expect.stringContaining(name)])
    expect(await fateOf(folder, name)).toBe('refused')
    expect(await inbox.take()).toBe(0)
  })

  test('is no link, no folder and nothing of another name', async () => {
    mkdirSync(path('000000000000002-0123456789ab.json'), { recursive: true })
    writeFileSync(join(folder, 'elsewhere'), '{"warta":"decisions","decisions":[],"undone":[]}')
    symlinkSync(join(folder, 'elsewhere'), path('000000000000001-0123456789ab.json'))
    writeFileSync(path('notes.txt'), 'x')
    expect(await inbox.take()).toBe(0)
    expect(warnings).toHaveLength(2)
  })

  test('is rid of what a killed command left, when its owner begins', async () => {
    mkdirSync(join(folder, 'inbox'))
    writeFileSync(path('.0123456789ab.tmp'), '{"war')
    await inbox.take()
    expect(readdirSync(join(folder, 'inbox'))).toEqual([])
  })

  test('is handed in though an owner that begins takes it for such a leftover', async () => {
    const swept: FileSystem = {
      ...machineFileSystem,
      async rename(from, to) {
        if (swept.rename === sweep) {
          swept.rename = machineFileSystem.rename
          await createInbox(folder, store, () => undefined).take()
        }
        await machineFileSystem.rename(from, to)
      },
    }
    const sweep = swept.rename
    const name = await handIn(folder, order(hide('a', 5)), 5, swept)
    expect(await fateOf(folder, name)).toBe('waits')
    expect(await inbox.take()).toBe(1)
    expect(readdirSync(join(folder, 'inbox'))).toEqual([])
  })

  test('waits where the store cannot save it', async () => {
    const full = {
      ...store,
      readDecisions: store.readDecisions.bind(store),
      saveDecisions: () => Promise.reject(new StoreError('full')),
    }
    const name = await handIn(folder, order(hide('a', 5)), 5)
    await expect(createInbox(folder, full, () => {}).take()).rejects.toThrow('full')
    expect(await fateOf(folder, name)).toBe('waits')
  })
})
