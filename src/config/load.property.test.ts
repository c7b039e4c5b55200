import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { Config } from './config.ts'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './load.ts'
import * as schema from './schema.ts'

const fixtures = path.join(import.meta.dirname, '../../tests/fixtures/config')
const env = { HOOK: 'hook-secret', AP_TOKEN: 'token-secret' }
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'warta-config-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** What loading came to; anything thrown that is no ConfigError goes on. */
async function outcome(files: Readonly<Record<string, string | Uint8Array>>): Promise<Config | ConfigError> {
  for (const name of await readdir(folder)) await rm(path.join(folder, name))
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  try {
    return await loadConfig({ feeds: folder, env })
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

/** Problems stand inside their file, say something, and hold no secret. */
function expectFair(result: Config | ConfigError, text: string): void {
  if (!(result instanceof ConfigError)) return
  expect(result.problems.length).toBeGreaterThan(0)
  const lines = text.split('\n')
  for (const { line, column, message } of result.problems) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines.length + 1)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 2)
    expect(message).not.toMatch(/\p{Cc}/u)
    expect(message).not.toMatch(/hook-secret|token-secret/)
  }
}

const scraps = [
  '{',
  '}',
  '[',
  ']',
  ': ',
  '- ',
  '\t',
  '\n',
  '  ',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '<<: *a',
  '!!binary ',
  '|\n',
  '>-\n',
  '%YAML 1.1\n',
  '---\n',
  '...\n',
  '~',
  'null',
  '__proto__: ',
  'constructor: ',
  '\u0000',
  '\ufeff',
  '\u2028',
  '\r',
  '\u{1f600}',
  '${',
  '$' + '{HOOK}',
  '$${X}',
  '? ',
  '@',
  '`',
  '0x1f',
  '1e400',
  '.nan',
]

test('a file changed at random is read, or refused by ConfigError at places inside it', async () => {
  const texts = await Promise.all(
    ['international.yaml', 'site.yaml', 'asean.yaml'].map((name) =>
      readFile(path.join(fixtures, 'whole', name), 'utf8'),
    ),
  )
  const edit = fc.record({
    at: fc.nat(),
    remove: fc.nat(12),
    insert: fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 6 })),
  })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(0, 1, 2), fc.array(edit, { minLength: 1, maxLength: 6 }), async (which, edits) => {
      let text = texts[which] ?? ''
      for (const { at, remove, insert } of edits) {
        const place = at % (text.length + 1)
        text = text.slice(0, place) + insert + text.slice(place + remove)
      }
      const name = which === 1 ? 'site.yaml' : 'international.yaml'
      expectFair(await outcome({ 'other.yaml': 'sources: [https://example.org/other]', [name]: text }), text)
    }),
    { numRuns: 250 },
  )
})

test('bytes of any kind are read, or refused by ConfigError', async () => {
  const name = fc.constantFrom('site.yaml', 'world.yaml', 'list.opml')
  await fc.assert(
    fc.asyncProperty(name, fc.uint8Array({ maxLength: 200 }), async (file, bytes) => {
      await outcome({ [file]: bytes })
    }),
    { numRuns: 300 },
  )
})

test('any value at any key is read, or refused by ConfigError', async () => {
  const shapes = [
    schema.siteShape,
    schema.sectionShape,
    schema.sourceShape,
    schema.selectorsShape,
    schema.defaultsShape,
    schema.alertsShape,
    schema.notifyShape,
    schema.conditionShape,
    schema.boostShape,
    schema.gateShape,
    schema.backfillShape,
    schema.articleShape,
    schema.nextShape,
  ]
  const keys = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))]
  const key = fc.oneof(
    fc.constantFrom(...keys, 'url', 'page', 'sitemap', 'list', 'drop', 'keep', 'only', 'boost'),
    fc.string({ maxLength: 5 }),
  )
  const leaf = fc.oneof(
    fc.constantFrom(
      '30m',
      'off',
      '70%',
      'https://example.org/rss',
      'en',
      'Asia/Jakarta',
      '*/5 * * * *',
      'a.b > c',
      'all',
      'none',
      'full',
    ),
    fc.string({ maxLength: 12 }),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  )
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
    ),
  }))
  const file = fc.dictionary(key, tree, { maxKeys: 6 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('site.yaml', 'world.yaml'), file, async (name, value) => {
      const text = stringify(value)
      expectFair(await outcome({ 'other.yaml': 'sources: [https://example.org/other]', [name]: text }), text)
    }),
    { numRuns: 250 },
  )
})

test('the order of sections and sources changes no id', async () => {
  const urls = fc.uniqueArray(
    fc.constantFrom(
      'https://example.org/rss',
      'https://example.org/rss/',
      'https://example.org/RSS',
      'https://example.org/rss?a=1',
      'https://example.org/a/b',
      'https://example.org/a_b',
      'https://example.org/a-b',
      'https://example.org:8080/rss',
      'https://example.org/',
      'https://example.org/%20',
      'https://example.org/~me/rss',
    ),
    { minLength: 1 },
  )
  await fc.assert(
    fc.asyncProperty(urls, async (list) => {
      const config = await outcome({ 'a.yaml': stringify({ sources: list }) })
      if (config instanceof ConfigError) throw config
      const ids = new Map(config.sources.map(({ id, url }) => [url, id]))
      expect(new Set(ids.values()).size).toBe(list.length)
      for (const url of list) {
        const alone = await outcome({ 'z.yaml': stringify({ sources: [url] }) })
        if (alone instanceof ConfigError) throw alone
        expect(alone.sources[0]?.id).toBe(ids.get(alone.sources[0]?.url ?? ''))
      }
    }),
    { numRuns: 60 },
  )
})
