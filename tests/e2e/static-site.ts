import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderIndex, renderSection } from '../../src/publish/render-site.ts'
import { writeSite } from '../../src/publish/write-site.ts'
import { createApp } from '../../src/serve/app.ts'
import { edition, entry, site } from '../fixtures/publish/edition.ts'

/** The published folder behind another web server, with the lines that docs/publishing.md shows for it: it answers as `warta serve` does. */

const whole = edition({ entries: Array.from({ length: 20 }, (_, n) => entry({ id: `tag:a:${n}` })) })
const context = { site, sections: [{ slug: 'international', title: 'Internasional' }], version: '1.0.0' }
const archive = {
  path: 'international/archive/2024-06.xml',
  body: '<feed/>\n',
  contentType: 'application/atom+xml; charset=utf-8',
  kind: 'document',
} as const

const files = [...renderSection(whole, context), ...renderIndex([whole], context), archive]

const app = createApp({ site: { ...site, url: undefined }, clock: { now: () => Date.now() }, files })

const paths = [...files.map(({ path }) => `/${path}`), '/', '/international/', '/embed/international/', '/nothing/here']

function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
}

/** The lines that docs/publishing.md shows for a server. */
async function documented(language: string): Promise<string> {
  const documentation = await readFile(new URL('../../docs/publishing.md', import.meta.url), 'utf8')
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(documentation)?.[1] ?? ''
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Resolves when it answers; false when it ended or did not for a minute. */
async function answers(url: string, server: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 600 && server.exitCode === null; tries += 1) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isThere) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/** What to do with a web server of this name. */
export type Program = {
  readonly name: string
  /** Starts it on the folder `public` in its own one, with the lines of the documentation, at a port of the loopback. */
  start(example: string, folder: string, port: number): Promise<ChildProcess>
}

/** Nothing where the program is not installed; `.ci/run` installs it. */
export function describeBehind({ name, start }: Program): void {
  const installed = isInstalled(name)
  let folder: string
  let server: ChildProcess | undefined
  let base: string

  beforeAll(async () => {
    if (!installed) return
    folder = await mkdtemp(join(tmpdir(), `warta-${name}-`))
    await mkdir(join(folder, 'public'))
    await writeSite(join(folder, 'public'), files)
    await writeFile(join(folder, 'public/.secret'), 'x')
    const port = await freePort()
    server = await start(await documented(name), folder, port)
    base = `http://127.0.0.1:${port}`
    if (!(await answers(base, server))) throw new Error(`${name} does not answer`)
  }, 120_000)
  afterAll(async () => {
    if (!installed) return
    if (server?.exitCode === null) {
      const ended = new Promise((resolve) => server?.once('close', resolve))
      server.kill()
      await ended
    }
    await rm(folder, { recursive: true })
  })

  describe.skipIf(!installed)(`data/public behind ${name}`, () => {
    test.each(paths)('%s has the body, type, policy and leave that serve gives it', async (path) => {
      const theirs = await fetch(`${base}${path}`, { headers: { 'accept-encoding': 'identity' } })
      const ours = await app.handle(new Request(`http://localhost${path}`))
      expect(await theirs.text()).toBe(await ours.text())
      expect(theirs.status).toBe(ours.status)
      for (const name of ['content-type', 'content-security-policy', 'x-content-type-options']) {
        expect(theirs.headers.get(name), name).toBe(ours.headers.get(name))
      }
      expect(theirs.headers.get('access-control-allow-origin')).toBe(ours.headers.get('access-control-allow-origin'))
    })

    test.each(['/international/rss.xml', '/international/'])('%s is not sent again to who has it', async (path) => {
      const first = await fetch(`${base}${path}`)
      for (const [name, value] of [
        ['if-none-match', first.headers.get('etag') ?? ''],
        ['if-modified-since', first.headers.get('last-modified') ?? ''],
      ] as const) {
        expect((await fetch(`${base}${path}`, { headers: { [name]: value } })).status).toBe(304)
      }
      expect(first.headers.get('content-encoding')).toBe('gzip')
      expect(first.headers.get('vary')).toBe('Accept-Encoding')
    })

    test('feeds and pages name the hub in a header as serve does, other files none', async () => {
      const url = 'https://news.example.org/'
      const site = { title: 'News', url, hub: 'https://hub.example.org/', timezone: 'UTC' }
      const told = createApp({ site, clock: { now: () => Date.now() }, files })
      const named: string[] = []
      for (const path of paths.filter((path) => !path.endsWith('/index.html'))) {
        const theirs = (await fetch(`${base}${path}`)).headers.get('link')
        expect(theirs, path).toBe((await told.handle(new Request(`http://localhost${path}`))).headers.get('link'))
        if (theirs !== null) named.push(path)
      }
      expect(named).toEqual(expect.arrayContaining(['/', '/international/', '/international/rss.xml']))
      expect(named).not.toContain('/international/latest-5.json')
    })

    test('a folder without its slash leads to it, and a hidden file to nothing', async () => {
      expect((await fetch(`${base}/international`, { redirect: 'manual' })).headers.get('location')).toMatch(
        /\/international\/$/,
      )
      expect((await fetch(`${base}/.secret`)).status).toBe(404)
    })
  })
}
