import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load.ts'
import { check } from './check.ts'
import type { Context } from './context.ts'

const root = path.join(import.meta.dirname, '../..')
const fixtures = path.join(root, 'tests/fixtures/config')

async function run(feeds: string, common: Partial<Context['options']> = {}) {
  let stdout = ''
  let stderr = ''
  const code = await check({
    io: {
      stdout: (text) => {
        stdout += text
      },
      stderr: (text) => {
        stderr += text
      },
      stdin: (async function* () {})(),
      env: { HOOK: 'hook-secret', AP_TOKEN: 'token-secret' },
      terminal: false,
      signal: new AbortController().signal,
    },
    clock: { now: () => 0 },
    options: { feeds, data: '/nowhere', json: false, quiet: false, verbose: false, ...common },
  })
  return {
    code,
    stdout,
    stderr,
    events: common.json
      ? stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [],
  }
}

test('the set that is shipped is right: ten sources in five languages', async () => {
  const { code, events } = await run(path.join(root, 'feeds'), { json: true })
  const sources = events.filter(({ event }) => event === 'source')
  expect(code).toBe(0)
  expect(events.filter(({ event }) => event === 'section').map(({ slug }) => slug)).toEqual([
    'economy',
    'international',
  ])
  expect(sources).toHaveLength(10)
  expect(new Set(sources.map(({ language }) => language)).size).toBe(5)
  expect(events.some(({ event }) => event === 'not-in-force')).toBe(false)
})

test('a right configuration is told section by section, without secrets', async () => {
  const { code, stdout, stderr } = await run(path.join(fixtures, 'whole'))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('international: Internasional: ')
  expect(stdout).toContain('  Example Wire (example-wire): every 30m, publishes the full text, rank 1, en, ')
  expect(stdout).toContain('asean: ASEAN: made of international, up to 60 entries, 1 rule')
  expect(stdout).toMatch(/The configuration is right: 2 sections, \d sources, 0 risks\.\n$/)
  expect(stdout).not.toContain('secret')
})

test('a theme is told file by file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'warta-check-'))
  try {
    await mkdir(path.join(folder, 'theme'))
    await writeFile(path.join(folder, 'world.yaml'), 'sources: [https://example.org/rss]\n')
    for (const name of ['footer.html', 'style.css', 'a.png', 'b.svg'])
      await writeFile(path.join(folder, 'theme', name), '')
    expect((await run(folder)).stdout).toContain('\ntheme: footer.html, style.css, 2 pictures and fonts\n')
    await writeFile(path.join(folder, 'theme/style.css'), 'h1 { background: url("theme/c.png") }')
    expect((await run(folder)).stdout).toContain('style.css:1: theme/c.png is asked for and is not in the theme\n')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('each key without effect is named with its place', async () => {
  const feeds = path.join(fixtures, 'whole')
  const { notInForce } = await loadConfig({ feeds, env: { HOOK: 'x', AP_TOKEN: 'y' } })
  const { stdout } = await run(feeds)
  expect(stdout.includes('Not yet in force')).toBe(notInForce.length > 0)
  for (const { at, key } of notInForce) expect(stdout).toContain(`  ${at}: ${key}\n`)
})

test('every risk is named with its place', async () => {
  const { code, stdout } = await run(path.join(fixtures, 'risky'))
  expect(code).toBe(0)
  const risks = stdout
    .split('Risks:\n')[1]
    ?.split('\n\n')[0]
    ?.replaceAll(`${path.join(fixtures, 'risky')}${path.sep}`, '')
    .split('\n')
  expect(risks).toEqual([
    '  site.yaml: url is missing: published feeds name http://127.0.0.1:8080/ as their address, where only this machine finds them',
    '  site.yaml: idBase is missing: ids will begin with "tag:localhost,2026:", as kept in the store from the first publication on; write that as idBase, so that they survive another url and the loss of the data folder',
    '  site.yaml: contact is missing: publishers cannot tell whom to write to',
    '  site.yaml:1: hostGap is below one second: publishers may take it for an attack',
    '  world.yaml:1: limit is 500: most feed readers expect fewer than 200 entries',
    '  world.yaml:3: every is less than 15m, the hard minimum: 15m holds',
    '  world.yaml:5: example.com_rss is asked by http: anyone on the way can change it; try https',
    '  world.yaml:6: example.net_rss is asked by http: its headers travel readable for all',
    '  world.yaml:9: 127.0.0.1-8080_rss is at a private address and will be refused: add 127.0.0.1:8080 to allowPrivate',
    '  world.yaml:10: example.org_full is republished in full and nothing says what allows it: add rights',
    '  world.yaml:12: example.org_full is listed twice in world: what is said first of how to publish it holds',
    '  world.yaml:14: no source has the id example.org_ful: did you mean example.org_full?',
  ])
})

test('what is wrong goes to stderr, all of it, with exit code 2', async () => {
  const { code, stdout, stderr } = await run(path.join(fixtures, 'wrong', 'many at once'))
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr.trim().split('\n').at(-1)).toBe('18 problems; nothing was changed.')
})

test('with --json each problem is a line with its place', async () => {
  const { code, events, stderr } = await run(path.join(fixtures, 'wrong', 'a key twice'), { json: true })
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
  expect(events).toEqual([
    expect.objectContaining({ event: 'problem', line: 3, column: 1, path: 'title', found: 'title again' }),
    { event: 'checked', ok: false, problems: 1 },
  ])
})

test('--quiet says nothing of a right configuration', async () => {
  expect(await run(path.join(fixtures, 'whole'), { quiet: true })).toMatchObject({ code: 0, stdout: '', stderr: '' })
})
