import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderIndex, renderSection } from '../../src/publish/render-site.ts'
import { writeSite } from '../../src/publish/write-site.ts'
import { createApp } from '../../src/serve/app.ts'
import { edition, entry, site } from '../fixtures/publish/edition.ts'

/** The folder behind nginx, with the configuration that docs/publishing.md shows: the same answers as `warta serve` gives. */

const installed = spawnSync('sh', ['-c', 'command -v nginx']).status === 0
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

let folder: string
let server: ChildProcess
let base: string

/** The example, at a port of the loopback in place of one with a certificate. */
async function configuration(port: number): Promise<string> {
  const documentation = await readFile(new URL('../../docs/publishing.md', import.meta.url), 'utf8')
  const example = /```nginx\n(.*?)```/s.exec(documentation)?.[1] ?? ''
  const here = example
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace('root /srv/warta/data/public;', `root ${folder}/public;`)
    .replaceAll('# ~^', '~^')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ')
  return `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {} http { include /etc/nginx/mime.types; access_log off; ${temporary}\n${here}\n}\n`
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

beforeAll(async () => {
  if (!installed) return
  folder = await mkdtemp(join(tmpdir(), 'warta-nginx-'))
  await mkdir(join(folder, 'public'))
  await writeSite(join(folder, 'public'), files)
  await writeFile(join(folder, 'public/.secret'), 'x')
  const port = await freePort()
  await writeFile(join(folder, 'nginx.conf'), await configuration(port))
  server = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: 'inherit' })
  base = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries += 1) {
    if (
      await fetch(base).then(
        () => true,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(await readFile(join(folder, 'error.log'), 'utf8'))
})
afterAll(async () => {
  if (!installed) return
  const ended = new Promise((resolve) => server.once('close', resolve))
  server.kill()
  await ended
  await rm(folder, { recursive: true })
})

const PATHS = [...files.map(({ path }) => `/${path}`), '/', '/international/', '/embed/international/', '/nothing/here']

describe.skipIf(!installed)('data/public behind nginx', () => {
  test.each(PATHS)('%s has the body, type, policy and leave that serve gives it', async (path) => {
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
    for (const path of PATHS.filter((path) => !path.endsWith('/index.html'))) {
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
