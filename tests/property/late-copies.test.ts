import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseEdition } from '../../src/choose-edition.ts'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load.ts'
import { type Desk, recall } from '../../src/desk.ts'
import { createParser, type Parser } from '../../src/parse/parser.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import type { EntryToSave } from '../../src/store/store.ts'
import { entryToSave, stateOf } from '../contract/store-suite.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 4, 10)
const STEP = 6 * HOUR
const SOURCES = ['own', 'copies'] as const
const WORDS =
  'harbour bridge lantern minister river budget storm election orchard railway museum glacier ferry copper violin market summit canal pepper granite'.split(
    ' ',
  )

/** Two configurations that differ in a rule that no entry meets: at a change everything is decided again. */
const section = (rules: string) => `title: World
language: en
limit: 5
backfill: { within: 48h, perSource: 5, total: 40 }
${rules}sources:
  - { id: own, url: https://own.example/feed, limit: off }
  - { id: copies, url: https://copies.example/feed, limit: off }
`

let data: string
let configs: readonly [Config, Config]
let parser: Parser
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'warta-late-copies-'))
  const load = async (name: string, rules: string) => {
    mkdirSync(join(data, name))
    writeFileSync(join(data, name, 'world.yaml'), section(rules))
    return loadConfig({ feeds: join(data, name), env: {} })
  }
  configs = [await load('one', ''), await load('other', 'rules:\n  - drop: { title: [zzzz] }\n')]
  parser = createParser()
})
afterAll(async () => {
  await parser.close()
  rmSync(data, { recursive: true, force: true })
})

/** `of`: which of the pieces before, the newest first; `back`: hours before it was seen that its date claims. */
type Copy = { readonly of: number; readonly back: number | undefined }
type Cycle = { readonly pieces: number; readonly copies: readonly Copy[]; readonly isDecidedAgain: boolean }

const copy: fc.Arbitrary<Copy> = fc.record({
  of: fc.nat(9),
  back: fc.option(fc.integer({ min: 9, max: 110 }), { nil: undefined }),
})
const cycles = fc.array(
  fc.record({ pieces: fc.nat(3), copies: fc.array(copy, { maxLength: 3 }), isDecidedAgain: fc.boolean() }),
  { minLength: 20, maxLength: 26 },
)

/** No two pieces have a sequence of words in common. */
function textOf(n: number, length: number, salt: number): string {
  const word = (i: number) => `${WORDS[(n * 7 + i * 3 + salt) % WORDS.length]}${n}x${i}`
  return Array.from({ length }, (_, i) => word(i)).join(' ')
}

function entryFor(sourceId: string, key: string, n: number, at: number, published: number, isLate: boolean) {
  return entryToSave(key, {
    sourceId,
    title: textOf(n, 7, 1),
    language: 'en',
    url: `https://${sourceId}.example/${key}`,
    urlKey: `${sourceId}.example/${key}`,
    firstSeen: at,
    changedAt: at,
    published: { at: published, confidence: 'high', from: 'feed' },
    ...(isLate ? { isLate: true } : {}),
    fingerprint: key,
    body: { summary: `${textOf(n, 30, 2)}.` },
  })
}

const pieceOf = (key: string) => key.replace(/^.*-/, '')

/** What the section shows after each cycle: of each story its id and the pieces that it is of. */
async function editionsOf(world: readonly Cycle[], hasCopies: boolean) {
  const store = createMemoryStore()
  const editions: { readonly id: string; readonly pieces: ReadonlySet<string> }[][] = []
  let [serial, which] = [0, 0]
  for (const [i, { pieces, copies, isDecidedAgain }] of world.entries()) {
    const at = START + i * STEP
    const known = serial
    const fresh = Array.from({ length: pieces }, () => serial++)
    const own = fresh.map((n) => entryFor('own', `own-${n}`, n, at, at - HOUR, false))
    const others: EntryToSave[] = copies.flatMap(({ of, back }, j) => {
      const n = known - 1 - of
      if (n < 0) return []
      return [entryFor('copies', `copy-${i}.${j}-${n}`, n, at, at - (back ?? 0) * HOUR, back !== undefined)]
    })
    for (const sourceId of SOURCES) {
      const entries = sourceId === 'own' ? own : hasCopies ? others : []
      await store.savePoll({ state: stateOf(sourceId, { firstSuccessAt: START }), entries, listed: undefined })
    }
    if (isDecidedAgain) which = 1 - which
    const config = configs[which as 0 | 1]
    const desk: Desk = {
      store,
      parser,
      site: { ...config.site, idBase: 'tag:x:' },
      sections: config.sections,
      sources: new Map(config.sources.map((source) => [source.id, source])),
      publicFolder: data,
    }
    const memory = await recall(desk)
    for (const each of config.sections) await chooseEdition(desk, memory, each, { at, mayRenew: true })
    const stories = (await store.readEdition('world'))?.stories ?? []
    editions.push(stories.map(({ id, members }) => ({ id, pieces: new Set(members.map(pieceOf)) })))
    await store.expire(at - 72 * HOUR)
  }
  return editions
}

test('copies, however dated, show no piece a second time and push nothing out that is there without them', async () => {
  await fc.assert(
    fc.asyncProperty(cycles, async (world) => {
      expect(await editionsOf(world, true)).toEqual(await editionsOf(world, false))
    }),
    { numRuns: 4, seed: 7 },
  )
})
