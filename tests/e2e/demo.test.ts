import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Parser from 'rss-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Context } from '../../src/commands/context.ts'
import { demo } from '../../src/commands/demo.ts'
import { UsageError } from '../../src/errors.ts'

/** A context that gathers what the command says. */
function contextIn(data: string, signal = new AbortController().signal) {
  const said = { out: '', err: '' }
  const context: Context = {
    clock: systemClock,
    options: { feeds: 'feeds', data, json: false, quiet: false, verbose: false },
    io: {
      stdout: (text) => {
        said.out += text
      },
      stderr: (text) => {
        said.err += text
      },
      stdin: (async function* () {})(),
      env: {},
      terminal: false,
      signal,
    },
  }
  return { context, said }
}

describe('warta demo --once', () => {
  let folder: string
  let code: number
  let said: { readonly out: string; readonly err: string }
  const published = (name: string) => readFile(join(folder, 'data', 'public', name), 'utf8')

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warta-demo-test-'))
    const given = contextIn(folder)
    code = await demo({ once: true }, given.context)
    said = given.said
  }, 30_000)

  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('ends well and says nothing on stderr', () => {
    expect(code).toBe(0)
    expect(said.err).toBe('')
  })

  test('shows the entries of all six languages as another reader reads them', () => {
    for (const words of [
      'Jembatan Selat Marana',
      'Marana Strait bridge',
      'مضيق مارانا',
      '马拉纳海峡大桥',
      'estrecho de Marana',
      'пролив Марана',
    ]) {
      expect(said.out).toContain(words)
    }
  })

  test('publishes the portal that has no feed, dated as its page says', async () => {
    const { items } = JSON.parse(await published('internasional/feed.json')) as {
      items: { title: string; date_published: string; _warta: { source: { name: string }; first_seen: string } }[]
    }
    const ours = items.filter(({ _warta }) => _warta.source.name === 'Radio Suara Selat')
    expect(ours.length).toBeGreaterThanOrEqual(5)
    for (const { date_published, _warta } of ours) {
      expect(date_published).toMatch(/\+07:00$/)
      expect(Date.parse(date_published)).toBeLessThan(Date.parse(_warta.first_seen))
    }
  })

  test('shows a piece that two newsrooms list once, the copy of the one that wrote it', () => {
    const lines = said.out
      .split('\n')
      .filter((line) => line.includes('Marana Strait bridge opens') && !line.startsWith('    '))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('Whitsand Harbour Gazette')
  })

  test('names the sources that failed, and why', () => {
    expect(said.out).toMatch(/Fen & Dyke Courier: .*http-status 500/)
    expect(said.out).toMatch(/Slow Coast Post: .*timeout/)
    expect(said.out).toMatch(/\(moved\): .*refused-address/)
  })

  test('says what was left out, and why', () => {
    expect(said.out).toContain('another copy of a piece that is shown')
    expect(said.out).toContain('dropped by a rule')
  })

  test('lets nothing of the hostile publisher live in any published file', async () => {
    const files = (await readdir(join(folder, 'data', 'public'), { recursive: true })).filter((name) =>
      /\.(?:html|xml|json)$/.test(name),
    )
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) {
      const text = await published(file)
      expect(text, file).not.toMatch(/steal\(\)|javascript:|onerror|onclick|data:text/i)
      expect(
        [...text].some((character) => /[\p{Cc}\u202E]/u.test(character) && !'\t\n\r'.includes(character)),
        file,
      ).toBe(false)
    }
  })

  test('publishes feeds that rss-parser reads whole', async () => {
    for (const name of ['internasional', 'ekonomi', 'all']) {
      const rss = await new Parser().parseString(await published(`${name}/rss.xml`))
      const atom = await new Parser().parseString(await published(`${name}/atom.xml`))
      expect(rss.items.length, name).toBeGreaterThanOrEqual(5)
      expect(atom.items.map(({ title }) => title)).toEqual(rss.items.map(({ title }) => title))
    }
  })
})

describe('warta demo', () => {
  test('goes on until it is told to stop, and then ends with 0', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'warta-demo-test-'))
    const stopping = new AbortController()
    const { context, said } = contextIn(folder, stopping.signal)
    const running = demo({ once: false }, context)
    await expect.poll(() => said.out, { timeout: 20_000 }).toContain('Ctrl-C ends it')
    const url = /Look here: +(\S+)/.exec(said.out)?.[1] ?? ''
    const page = await fetch(url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Internasional')
    stopping.abort()
    expect(await running).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
    await rm(folder, { recursive: true, force: true })
  }, 30_000)

  test('refuses a folder in which something lies, and touches nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'warta-demo-test-'))
    await writeFile(join(folder, 'mine.txt'), 'mine')
    const { context } = contextIn(folder)
    await expect(demo({ once: true }, context)).rejects.toThrow(UsageError)
    expect(await readdir(folder)).toEqual(['mine.txt'])
    await rm(folder, { recursive: true, force: true })
  })
})
