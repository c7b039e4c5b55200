import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load.ts'
import { type Desk, recall } from '../../src/desk.ts'
import type { Decision } from '../../src/model/decision.ts'
import { createParser, type Parser } from '../../src/parse/parser.ts'
import { openJsonStore } from '../../src/store/json-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import type { EntryToSave, Store } from '../../src/store/store.ts'
import { syndicate } from '../../src/syndicate.ts'
import { answersOf, type WhyNot } from '../../src/why.ts'
import { entryToSave, stateOf } from '../contract/store-suite.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 4, 10)
const SOURCES = ['alpha', 'beta', 'gamma'] as const

const files = {
  'world.yaml': `title: World
language: en
limit: 6
perDay: 9
maxAge: 2d
backfill: { within: 24h, perSource: 2, total: 4 }
rules:
  - drop: { title: [lottery] }
sources:
  - { id: alpha, url: https://alpha.example/feed, limit: 4 }
  - { id: beta, url: https://beta.example/feed, rank: 1 }
`,
  'sport.yaml': `title: Sport
language: en
limit: 5
sources:
  - { id: gamma, url: https://gamma.example/feed, futureDates: hold, dedupe: off }
  - { id: beta, url: https://beta.example/feed }
`,
  'best.yaml': 'title: Best\nlanguage: en\nlimit: 4\nfrom: [world, sport]\n',
}

const WORDS = ['harbour', 'bridge', 'lottery', 'minister', 'river', 'budget', 'storm', 'election'] as const

type Piece = {
  readonly source: number
  readonly word: number
  readonly n: number
  readonly age: number
  readonly wire: boolean
}
type Cycle = { readonly pieces: readonly Piece[]; readonly decide: number | undefined }

const piece: fc.Arbitrary<Piece> = fc.record({
  source: fc.nat(SOURCES.length - 1),
  word: fc.nat(WORDS.length - 1),
  n: fc.nat(5),
  age: fc.integer({ min: -30, max: 80 }),
  wire: fc.boolean(),
})
const cycles: fc.Arbitrary<readonly Cycle[]> = fc.array(
  fc.record({ pieces: fc.array(piece, { maxLength: 8 }), decide: fc.option(fc.nat(100), { nil: undefined }) }),
  { minLength: 1, maxLength: 4 },
)

function entryOf({ source, word, n, age, wire }: Piece, at: number, key: string): EntryToSave {
  const sourceId = SOURCES[source] ?? 'alpha'
  const title = `The ${WORDS[word]} of place ${n} in the news`
  const urlKey = wire ? `wire.example/${word}-${n}` : `${sourceId}.example/${key}`
  return entryToSave(key, {
    sourceId,
    title,
    language: 'en',
    url: `https://${urlKey}`,
    urlKey,
    firstSeen: at,
    changedAt: at,
    published: { at: at - age * HOUR, confidence: 'high', from: 'feed' },
    body: { summary: `${title}, told by ${wire ? 'the wire' : `${sourceId} ${key}`}.` },
  })
}

/** Something that an editor could do, of entries that are there. */
function decisionOf(seed: number, keys: readonly string[], at: number): Decision | undefined {
  const [key, other] = [keys[seed % keys.length], keys[(seed * 7 + 3) % keys.length]]
  if (key === undefined || other === undefined) return undefined
  const scope = seed % 3 === 0 ? { section: 'world' } : {}
  if (seed % 6 === 0) return { kind: 'split', keys: [key, other], at }
  if (seed % 6 === 1) return { kind: 'join', keys: [key, other], at }
  if (seed % 6 === 2) return { kind: 'retract', key, ...scope, story: true, id: `tag:x:${key}`, at }
  if (seed % 6 === 3) return { kind: 'hide', key, ...scope, until: at + 3 * HOUR, at }
  if (seed % 6 === 4) return { kind: 'pin', key, ...scope, at }
  return seed % 5 === 0 ? { kind: 'retract-source', sourceId: 'beta', at } : { kind: 'retract', key, at }
}

let data: string
let config: Config
let parser: Parser
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'warta-why-'))
  mkdirSync(join(data, 'feeds'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(data, 'feeds', name), text)
  config = await loadConfig({ feeds: join(data, 'feeds'), env: {} })
  parser = createParser()
})
afterAll(async () => {
  await parser.close()
  rmSync(data, { recursive: true, force: true })
})

/** Every section's answers after these cycles: counts by reason, and what its own record says it shows. */
async function answersAfter(store: Store, world: readonly Cycle[], folder: string) {
  const desk: Desk = {
    store,
    parser,
    site: { ...config.site, idBase: 'tag:x:' },
    sections: config.sections,
    sources: new Map(config.sources.map((source) => [source.id, source])),
    publicFolder: folder,
  }
  const keys: string[] = []
  let outcomes: Awaited<ReturnType<typeof syndicate>>['sections'] = []
  let at = START
  for (const [i, { pieces, decide }] of world.entries()) {
    at = START + i * 5 * HOUR
    const entries = pieces.map((each, j) => entryOf(each, at, `key-${i}-${j}`))
    for (const sourceId of SOURCES) {
      const state = stateOf(sourceId, { firstSuccessAt: START })
      await store.savePoll({ state, entries: entries.filter((each) => each.sourceId === sourceId), listed: undefined })
    }
    keys.push(...entries.map(({ key }) => key))
    const decision = decide === undefined ? undefined : decisionOf(decide, keys, at + 1)
    if (decision !== undefined) await store.saveDecisions([decision])
    outcomes = (await syndicate(desk, at)).sections
  }
  const memory = await recall(desk, true)
  const all = await store.readEntriesByKey(keys)
  return Promise.all(
    config.sections.map(async (section) => {
      const answers = await answersOf(desk, memory, section, at)
      const members = new Set(section.from.length > 0 ? SOURCES : section.members.map(({ sourceId }) => sourceId))
      const counts: Partial<Record<'published' | WhyNot, number>> = {}
      const asked = [...all.values()].filter(({ sourceId }) => members.has(sourceId))
      for (const { key, firstSeen } of asked) {
        const { reason = 'published' } = await answers.of(key, firstSeen)
        counts[reason] = (counts[reason] ?? 0) + 1
      }
      const record = memory.records.get(section.slug)
      return {
        slug: section.slug,
        asked: asked.length,
        counts,
        stories: record?.stories.length ?? 0,
        copies: record?.stories.reduce((sum, { members: own }) => sum + own.length - 1, 0) ?? 0,
        outcome: outcomes.find(({ slug }) => slug === section.slug),
      }
    }),
  )
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0)

describe('every entry that was fetched and is not published has exactly one reason', () => {
  it('and the reasons and the published add up to what was fetched, in both stores alike', async () => {
    let round = 0
    await fc.assert(
      fc.asyncProperty(cycles, async (world) => {
        const folder = join(data, `round-${round++}`)
        const json = await openJsonStore({ folder: join(folder, 'store'), clock: { now: () => START } })
        try {
          const inMemory = await answersAfter(createMemoryStore(), world, join(folder, 'memory'))
          const onDisk = await answersAfter(json, world, join(folder, 'disk'))
          expect(onDisk).toEqual(inMemory)
          for (const { asked, counts, stories, copies } of inMemory) {
            expect(sum(counts)).toBe(asked)
            expect(counts.published ?? 0).toBe(stories)
            expect(counts.duplicate ?? 0).toBeGreaterThanOrEqual(copies)
          }
        } finally {
          await json.close()
          rmSync(folder, { recursive: true, force: true })
        }
      }),
      { numRuns: 6 },
    )
  }, 120_000)

  it('and they are those that the publication itself counted', async () => {
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 40 }), async (pieces) => {
        const folder = join(data, `first-${round++}`)
        const answers = await answersAfter(createMemoryStore(), [{ pieces, decide: undefined }], folder)
        for (const { slug, counts, outcome } of answers) {
          const { published = 0, 'not-offered': _, ...left } = counts
          if (slug === 'best') continue
          expect([slug, left, published]).toEqual([slug, outcome?.left, outcome?.entries])
        }
        rmSync(folder, { recursive: true, force: true })
      }),
      { numRuns: 6 },
    )
  }, 120_000)
})
