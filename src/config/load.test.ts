import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Config } from './config.ts'
import { ConfigError } from './config-error.ts'
import { notYetInForce } from './in-force.ts'
import { loadConfig } from './load.ts'

const fixtures = path.join(import.meta.dirname, '../../tests/fixtures/config')
const env = { HOOK: 'hook-secret', AP_TOKEN: 'token-secret', TOKEN: 'secret-in-url', EMPTY: '' }
const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** A folder with these files, text by name. */
async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'warta-config-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  return folder
}

function load(files: Readonly<Record<string, string | Uint8Array>>): Promise<Config> {
  return folderOf(files).then((feeds) => loadConfig({ feeds, env }))
}

/** The problems' lines without the folder; fails when there are none. */
async function problemsOf(feeds: string): Promise<string> {
  try {
    await loadConfig({ feeds, env })
  } catch (error) {
    if (error instanceof ConfigError) return error.message.replaceAll(`${feeds}${path.sep}`, '').replaceAll(feeds, '.')
    throw error
  }
  throw new Error('nothing was found wrong')
}

describe('the whole of it', () => {
  test('every key of the contract is accepted, and those without effect are named', async () => {
    const config = await loadConfig({ feeds: path.join(fixtures, 'whole'), env })
    const told = config.notInForce.map(({ key }) =>
      key.replace(/\[\d+\]/g, '[]').replace(/^(rules\[\])\.\w+\.(?=\w)/, '$1.*.'),
    )
    const wanted = notYetInForce.filter(({ only }) => !only?.test('postgres')).map(({ key }) => key)
    expect(told.sort()).toEqual(wanted.sort())
    expect(config.sections.map(({ slug }) => slug)).toEqual(['asean', 'international'])
    expect(config.warnings).toEqual([])
  })

  test('five lines are enough', async () => {
    const { site, sections, sources, hostGapMs, store } = await loadConfig({
      feeds: path.join(fixtures, 'five-lines'),
      env,
    })
    expect(site).toMatchObject({
      title: 'Warta',
      url: undefined,
      language: 'en',
      timezone: 'UTC',
      retentionMs: 30 * 86_400_000,
    })
    expect(sections[0]).toMatchObject({
      slug: 'world',
      title: 'World',
      language: 'en',
      limit: 60,
      perDay: 100,
      gate: { min: 1, collapse: 0.7 },
      backfill: { withinMs: 48 * 3_600_000, perSource: 5, total: 40 },
      backfillGiven: false,
      maxAgeMs: 7 * 86_400_000,
    })
    expect(sources.map(({ id }) => id)).toEqual([
      'example.com_rss',
      'example.net_atom.xml',
      'feeds.example.org_world.xml',
    ])
    expect(sources[0]).toMatchObject({
      kind: 'feed',
      everyMs: 1_800_000,
      maxEveryMs: 86_400_000,
      everyGiven: false,
      headers: {},
    })
    expect(sections[0]?.members[0]).toEqual({
      sourceId: 'feeds.example.org_world.xml',
      rank: undefined,
      limit: undefined,
      publish: 'excerpt',
      excerpt: 300,
      credit: 'Source: {source}',
      images: 'none',
      futureDates: 'clamp',
      rights: undefined,
      dedupe: true,
    })
    expect({ hostGapMs, store }).toEqual({ hostGapMs: 2000, store: 'json' })
  })
})

describe('one document, one source (M46)', () => {
  test('the same feed in two sections, spelt four ways, is polled once', async () => {
    const { sources, sections } = await load({
      'a.yaml': 'sources: [http://Feeds.Example.org:80/rss]',
      'b.yaml': 'sources: [{ url: https://feeds.example.org./rss, rank: 2 }]',
      'c.yaml': 'sources: [https://feeds.example.org:443/rss#top]',
    })
    expect(sources).toHaveLength(1)
    expect(sources[0]).toMatchObject({ id: 'feeds.example.org_rss', url: 'https://feeds.example.org/rss' })
    expect(sections.map(({ members }) => members.map(({ sourceId, rank }) => [sourceId, rank]))).toEqual([
      [['feeds.example.org_rss', undefined]],
      [['feeds.example.org_rss', 2]],
      [['feeds.example.org_rss', undefined]],
    ])
  })

  test('path and query tell documents apart', async () => {
    const { sources } = await load({
      'a.yaml': 'sources: [https://e.org/rss, https://e.org/RSS, https://e.org/rss/, https://e.org/rss?a=1]',
    })
    expect(new Set(sources.map(({ id }) => id)).size).toBe(4)
  })

  test('a source keeps its name whatever is added before it', async () => {
    const before = await load({ 'a.yaml': 'sources: [https://e.org/news/feed/]' })
    const after = await load({
      '0.yaml': 'sources: [https://e.org/news/feed, https://a.org/]',
      'a.yaml': 'sources: [https://z.org/x, https://e.org/news/feed/]',
    })
    expect(after.sources.map(({ id }) => id)).toContain(before.sources[0]?.id)
  })
})

describe('problems', async () => {
  const cases = (await readdir(path.join(fixtures, 'wrong'))).sort()
  test.each(cases)('%s', async (name) => {
    const feeds = path.join(fixtures, 'wrong', name)
    const expected = await readFile(path.join(feeds, 'expected.txt'), 'utf8')
    expect(`${await problemsOf(feeds)}\n`).toBe(expected)
  })

  test('a folder that is not there names the command that makes one', async () => {
    const folder = await folderOf({})
    expect(await problemsOf(path.join(folder, 'feeds'))).toMatch(/^\.:1:1: expected a folder .*warta init/)
  })

  test('secrets from the environment are in no message', async () => {
    const text = [
      'sources:',
      '- url: "ftp://example.org/$TOKEN"',
      '  headers: { "A B": "$AP_TOKEN" }',
      '  id: "$TOKEN x"',
    ]
      .join('\n')
      .replace(/\$(\w+)/g, '$${$1}')
    const message = await problemsOf(await folderOf({ 'a.yaml': text }))
    expect(message.split('\n')).toHaveLength(3)
    expect(message).not.toMatch(/secret/)
  })
})

test('a copy of the folder elsewhere has the same digest, and a changed value another', async () => {
  const feeds = await folderOf({})
  await cp(path.join(fixtures, 'whole'), feeds, { recursive: true })
  const first = await loadConfig({ feeds: path.join(fixtures, 'whole'), env })
  expect((await loadConfig({ feeds, env })).digest).toBe(first.digest)
  const file = path.join(feeds, 'international.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, `# a comment\n\n${text}`)
  expect((await loadConfig({ feeds, env })).digest).toBe(first.digest)
  await writeFile(file, text.replace('limit: 60', 'limit: 61'))
  expect((await loadConfig({ feeds, env })).digest).not.toBe(first.digest)
})

describe('YAML that people write', () => {
  test('anchors, aliases and merge keys bring values in, and what is written itself wins', async () => {
    const { sources } = await load({
      'a.yaml': [
        'sources:',
        '  - &wire { url: https://example.org/1, language: en, every: &pace 1h }',
        '  - { <<: *wire, url: https://example.org/2, language: id }',
        '  - { <<: [{ every: 2h }, *wire], url: https://example.org/3 }',
        '  - { url: https://example.org/4, every: *pace }',
      ].join('\n'),
    })
    expect(sources.map(({ language, everyMs }) => [language, everyMs / 3_600_000])).toEqual([
      ['en', 1],
      ['id', 1],
      ['en', 2],
      [undefined, 1],
    ])
  })

  test('variables fill any text but rules, and two dollars keep one', async () => {
    const { site, sections, warnings, withVariables } = await loadConfig({
      feeds: path.join(fixtures, 'variables'),
      env,
    })
    const literally = '{HOOK}'
    expect(site.title).toBe('News of hook-secret')
    expect(sections[0]?.title).toBe(`Literally $${literally}`)
    expect(sections[0]?.rules[0]?.when).toEqual({ kind: 'words', fields: { title: [`$${literally}`] } })
    expect(warnings.map(({ message }) => message).join()).toMatch(/has a variable in it/)
    expect(sections[0]?.members[0]?.sourceId).not.toMatch(/secret/)
    // With two dollars the text itself is meant: no variable, so that the export may have it.
    expect(withVariables).toEqual([sections[0]?.members[0]?.sourceId])
  })

  test('words that YAML takes for numbers and truth are words as written', async () => {
    const { sections } = await load({
      'a.yaml':
        'sources: [https://example.org/rss]\nrules:\n  - drop: { title: [2024, 007, 1e3, true, no, 0x1f], text: 42 }',
    })
    expect(sections[0]?.rules[0]?.when).toEqual({
      kind: 'words',
      fields: { title: ['2024', '007', '1e3', 'true', 'no', '0x1f'], text: ['42'] },
    })
  })

  test('a password in a URL becomes a header and leaves the URL', async () => {
    const { sources } = await load({ 'a.yaml': 'sources: ["https://us%C3%A9r:p%40ss@example.org/rss"]' })
    expect(sources[0]).toMatchObject({
      id: 'example.org_rss',
      url: 'https://example.org/rss',
      headers: { authorization: `Basic ${Buffer.from('usér:p@ss').toString('base64')}` },
    })
  })
})

describe('levels of defaults', () => {
  test('the nearest wins: source, section, site', async () => {
    const { sources, sections } = await load({
      'site.yaml':
        'defaults: { every: 1h, publish: title, excerpt: 100, credit: "Site: {source}", timezone: Asia/Tokyo }',
      'a.yaml': [
        'defaults: { every: 2h, publish: excerpt, credit: off }',
        'sources:',
        '  - { url: https://example.org/1, every: 3h, publish: full, rights: agreed, credit: "Own: {source}", timezone: Asia/Jakarta }',
        '  - https://example.org/2',
      ].join('\n'),
      'b.yaml': 'sources: [https://example.org/3]',
    })
    expect(sources.map(({ everyMs, timezone }) => [everyMs / 3_600_000, timezone])).toEqual([
      [3, 'Asia/Jakarta'],
      [2, 'Asia/Tokyo'],
      [1, 'Asia/Tokyo'],
    ])
    const members = sections.flatMap((section) =>
      section.members.map(({ publish, excerpt, credit }) => [publish, excerpt, credit]),
    )
    expect(members).toEqual([
      ['full', 100, 'Own: {source}'],
      ['excerpt', 100, undefined],
      ['title', 100, 'Site: {source}'],
    ])
  })

  test('a document of two sections is asked as often as the more eager one says', async () => {
    const { sources } = await load({
      'a.yaml': 'sources: [{ url: https://example.org/rss, every: 6h, maxEvery: 12h }]',
      'b.yaml': 'sources: [{ url: https://example.org/rss, every: 2h }]',
      'c.yaml': 'sources: [https://example.org/rss]',
    })
    expect(sources[0]).toMatchObject({ everyMs: 2 * 3_600_000, maxEveryMs: 12 * 3_600_000, everyGiven: true })
  })

  test('nobody is asked more often than every fifteen minutes', async () => {
    const { sources, warnings } = await load({
      'a.yaml': 'sources: [{ url: https://example.org/rss, every: 1m, maxEvery: 5m }]',
    })
    expect(sources[0]).toMatchObject({ everyMs: 900_000, maxEveryMs: 900_000 })
    expect(warnings.map(({ message }) => message)).toContain('every is less than 15m, the hard minimum: 15m holds')
  })

  test('every may be longer than the usual maximum, and maxEvery shorter than the usual interval', async () => {
    const { sources } = await load({
      'a.yaml': 'sources: [{ url: https://example.org/1, every: 48h }, { url: https://example.org/2, maxEvery: 20m }]',
    })
    expect(sources.map(({ everyMs, maxEveryMs }) => [everyMs / 60_000, maxEveryMs / 60_000])).toEqual([
      [2880, 2880],
      [20, 20],
    ])
  })

  test('the credit line speaks the language of the edition', async () => {
    const { sections } = await load({
      'site.yaml': 'language: id',
      'a.yaml': 'sources: [https://example.org/1]',
      'b.yaml': 'language: zh-TW\nsources: [https://example.org/1]',
      'c.yaml': 'language: kk\nsources: [https://example.org/1]',
      'd.yaml': 'language: tlh\nsources: [https://example.org/1]',
    })
    expect(sections.map(({ members }) => members[0]?.credit)).toEqual([
      'Sumber: {source}',
      '來源：{source}',
      'Дереккөз: {source}',
      'Source: {source}',
    ])
  })
})

describe('keys without effect', () => {
  test('a mistake inside of one is told all the same', async () => {
    const text = 'sources: [{ sitemap: nowhere }]\nrules: [{ boost: { title: [a], by: soon } }]'
    expect(await problemsOf(await folderOf({ 'a.yaml': text }))).toMatch(
      /^a\.yaml:1:22: sources\[0\]\.sitemap: .*\na\.yaml:2:36: rules\[0\]\.boost\.by: /,
    )
  })

  test('a store on a server is never silently another', async () => {
    const { store } = await load({
      'a.yaml': 'sources: [https://example.org/rss]',
      'site.yaml': 'store: postgres://u@h/db',
    })
    expect(store).toBe('postgres://u@h/db')
  })
})

describe('who is told of what is published', () => {
  const world = 'title: World\nsources:\n  - https://feeds.example.org/world.xml\n'
  const own = 'url: https://news.example.org/\nidBase: "tag:news.example.org,2026:"\ncontact: editor@example.org\n'
  const risks = async (more: string) =>
    (await load({ 'site.yaml': own + more, 'world.yaml': world })).warnings.map(
      ({ at, message }) => `${at.replace(/^.*:/, '')}: ${message}`,
    )

  test('is in force, all kinds of events unless it says which', async () => {
    const { site, notify, notInForce } = await load({
      'site.yaml': `${own}hub: https://hub.example.org/\nnotify:\n  - { url: "https://cms.example.org/hook", secret: "\${HOOK}" }\n`,
      'world.yaml': world,
    })
    expect(site.hub).toBe('https://hub.example.org/')
    expect(notify).toEqual([
      { url: 'https://cms.example.org/hook', on: ['published', 'updated', 'retracted'], secret: 'hook-secret' },
    ])
    expect(notInForce).toEqual([])
  })

  test('without risk where hub and webhook are public, and the secret is from the environment', async () => {
    const notify = `notify: [{ url: "https://cms.example.org/", secret: "\${HOOK}" }]\n`
    expect(await risks(`hub: https://hub.example.org/\n${notify}`)).toEqual([])
  })

  test('is a risk where the secret stands in the file, or there is none', async () => {
    const said = await risks(
      'notify:\n  - { url: "https://a.example.org/", secret: abc }\n  - url: https://b.example.org/\n',
    )
    expect(said).toEqual([
      `5: the secret of notify[0] stands in the file: put it into the environment and write "\${NAME}"`,
      `6: notify[1] has no secret: whoever knows its address can tell it anything; add secret: "\${NAME}"`,
    ])
    expect(said.join()).not.toContain('abc')
  })

  test('is a risk at a private address, unless that is allowed', async () => {
    const receivers = `hub: http://127.0.0.1:8099/\nnotify: [{ url: "http://10.0.0.7/", secret: "\${HOOK}" }]\n`
    expect(await risks(receivers)).toEqual([
      '4: hub is at a private address and will be refused: add 127.0.0.1:8099 to allowPrivate',
      '5: notify[0] is at a private address and will be refused: add 10.0.0.7:80 to allowPrivate',
    ])
    expect(await risks(`${receivers}allowPrivate: ["127.0.0.1:8099", 10.0.0.7]\n`)).toEqual([])
  })

  test('is a risk at a port that is not the web’s: that is said, not how to allow a private address', async () => {
    const sources = 'url: "http://10.0.0.1:22/rss", id: a }\n  - { url: "https://example.org:6379/rss", id: b'
    const warned = async (more: string) =>
      (await load({ 'site.yaml': own + more, 'world.yaml': `sources:\n  - { ${sources} }\n` })).warnings.map(
        ({ message }) => message,
      )
    const said = [
      'a asks port 22, which is not the web and will be refused: is the address right?',
      'b asks port 6379, which is not the web and will be refused: is the address right?',
    ]
    expect(await warned('')).toEqual(said)
    expect(await warned('allowPrivate: [10.0.0.0/8]\n')).toEqual(said)
    expect(await warned('allowPrivate: ["10.0.0.1:22", "example.org:6379"]\n')).toEqual([])
    expect(await risks('hub: http://127.0.0.1:25/\n')).toEqual([
      '4: hub asks port 25, which is not the web and will be refused: is the address right?',
    ])
  })

  test('is a risk where a hub is to fetch from a site without address', async () => {
    const { warnings } = await load({ 'site.yaml': 'hub: https://hub.example.org/\n', 'world.yaml': world })
    expect(warnings.map(({ message }) => message).join('\n')).toContain('hub is told nothing while url is missing')
  })

  test('is told once of a secret that the environment does not have', async () => {
    const notify = `notify: [{ url: "https://cms.example.org/", secret: "\${NOT_SET}" }]\n`
    expect(await problemsOf(await folderOf({ 'site.yaml': notify, 'world.yaml': world }))).toBe(
      'site.yaml:1:53: notify[0].secret: expected a variable of the environment, found NOT_SET, which is not set; set it where Warta is started, for example: NOT_SET=… warta run',
    )
  })

  test('is told twice by no address', async () => {
    const twice = 'notify:\n  - url: https://cms.example.org/hook\n  - url: https://cms.example.org/hook\n'
    expect(await problemsOf(await folderOf({ 'site.yaml': twice, 'world.yaml': world }))).toBe(
      'site.yaml:3:10: notify[1].url: expected another address than notify[0] has, found the same; say all of it there, in on',
    )
  })
})
