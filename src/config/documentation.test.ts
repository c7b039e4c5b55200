import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Config } from './config.ts'
import { loadConfig } from './load.ts'
import * as schema from './schema.ts'

const documentation = await readFile(path.join(import.meta.dirname, '../../docs/configuration.md'), 'utf8')
const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function load(files: Readonly<Record<string, string>>): Promise<Config> {
  const folder = await mkdtemp(path.join(tmpdir(), 'warta-docs-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  return loadConfig({ feeds: folder, env: {} })
}

type Row = { readonly key: string; readonly usual: string }

/** The tables that are marked as lists of keys, by name. */
function tables(): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>()
  for (const [, name = '', table = ''] of documentation.matchAll(/<!-- keys: (\w+) -->\n((?:\|.*\n)+)/g)) {
    const rows = table.trim().split('\n').slice(2)
    found.set(
      name,
      rows.map((row) => {
        const [, key = '', usual = ''] = row.split('|').map((cell) => cell.trim())
        return { key: key.replace(/^`|`$/g, ''), usual }
      }),
    )
  }
  return found
}

const shapes: Readonly<Record<string, object>> = {
  site: schema.siteShape,
  alerts: schema.alertsShape,
  notify: schema.notifyShape,
  defaults: schema.defaultsShape,
  section: schema.sectionShape,
  gate: schema.gateShape,
  backfill: schema.backfillShape,
  kinds: schema.sourceKinds,
  source: Object.fromEntries(
    Object.entries(schema.sourceShape).filter(([key]) => !Object.hasOwn(schema.defaultsShape, key)),
  ),
  page: schema.selectorsShape,
  next: schema.nextShape,
  article: schema.articleShape,
  actions: Object.fromEntries(schema.ruleActions.map((action) => [action, true])),
  condition: schema.conditionShape,
}

test.each(Object.entries(shapes))('docs/configuration.md has every key of %s, and no other', (name, shape) => {
  expect(
    tables()
      .get(name)
      ?.map(({ key }) => key),
  ).toEqual(Object.keys(shape))
})

test('docs/configuration.md has no table of keys that is not compared', () => {
  expect([...tables().keys()].sort()).toEqual(Object.keys(shapes).sort())
})

test('every example of docs/configuration.md is right, all of them together', async () => {
  const examples = [...documentation.matchAll(/```yaml\n# feeds\/(\S+)\n([\s\S]*?)```/g)].map(
    ([, name = '', text = '']) => [name, text],
  )
  expect(examples.length).toBe([...documentation.matchAll(/```yaml\n/g)].length)
  const { sections, notInForce } = await load(Object.fromEntries(examples))
  expect(sections.map(({ slug }) => slug)).toEqual(['asean', 'international', 'portal', 'world'])
  expect(notInForce).toEqual([])
})

describe('a default that docs/configuration.md tells is the one that holds', () => {
  const bare = 'sources: [https://example.org/rss]\n'
  const comparable = ({ site, sections, sources, hostGapMs, store, allowPrivate }: Config) => ({
    site,
    sections: sections.map((section) => ({ ...section, backfillGiven: undefined })),
    sources: sources.map((source) => ({ ...source, everyGiven: undefined })),
    hostGapMs,
    store,
    allowPrivate,
  })
  const written = (name: string) =>
    (tables().get(name) ?? []).flatMap(({ key, usual }) =>
      /^`([^`]+)`$/.exec(usual) ? [[key, usual.slice(1, -1)] as const] : [],
    )
  const inSite = [
    ...written('site'),
    ...written('defaults').map(([key, usual]) => [`defaults: { ${key}`, `${usual} }`] as const),
  ]
  const inSection = [
    ...written('section'),
    ...written('gate').map(([key, usual]) => [`gate: { ${key}`, `${usual} }`] as const),
    ...written('backfill').map(([key, usual]) => [`backfill: { ${key}`, `${usual} }`] as const),
  ]

  test('there are some', () => {
    expect(inSite.length).toBeGreaterThan(10)
    expect(inSection.length).toBeGreaterThan(8)
  })

  test.each(inSite)('site.yaml: %s: %s', async (key, usual) => {
    const without = await load({ 'world.yaml': bare })
    const given = await load({ 'world.yaml': bare, 'site.yaml': `${key}: ${usual}\n` })
    expect(comparable(given)).toEqual(comparable(without))
  })

  test.each(inSection)('world.yaml: %s: %s', async (key, usual) => {
    const without = await load({ 'world.yaml': bare })
    const given = await load({ 'world.yaml': `${bare}${key}: ${usual}\n` })
    expect(comparable(given)).toEqual(comparable(without))
  })

  test.each(written('source'))('a source: %s: %s', async (key, usual) => {
    const without = await load({ 'world.yaml': bare })
    const given = await load({ 'world.yaml': `sources: [{ url: https://example.org/rss, ${key}: ${usual} }]` })
    expect(comparable(given)).toEqual(comparable(without))
  })
})
