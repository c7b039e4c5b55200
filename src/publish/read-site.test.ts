import { execFileSync } from 'node:child_process'
import { mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SiteFile } from '../model/site-file.ts'
import { readSite } from './read-site.ts'
import { writeSite } from './write-site.ts'

let root: string
let folder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'warta-site-'))
  folder = join(root, 'public')
})
afterEach(() => rm(root, { recursive: true }))

function file(path: string, body = path): SiteFile {
  return { path, body, contentType: 'text/plain', kind: /\.(html|opml)$/.test(path) ? 'page' : 'document' }
}

const SECTION = ['rss.xml', 'atom.xml', 'feed.json', 'index.html'].map((name) => file(`world/${name}`))

describe('reading the site back', () => {
  test('gives what was written, with its times and types', async () => {
    await writeSite(folder, [...SECTION, file('index.html'), file('feeds.opml')])
    const long = new Date(2020, 1, 1)
    await utimes(join(folder, 'world/rss.xml'), long, long)
    const files = await readSite(folder)
    expect(files.map(({ path, contentType, kind }) => [path, contentType, kind])).toEqual([
      ['feeds.opml', 'text/x-opml; charset=utf-8', 'page'],
      ['index.html', 'text/html; charset=utf-8', 'page'],
      ['world/atom.xml', 'application/atom+xml; charset=utf-8', 'document'],
      ['world/feed.json', 'application/feed+json; charset=utf-8', 'document'],
      ['world/index.html', 'text/html; charset=utf-8', 'page'],
      ['world/rss.xml', 'application/rss+xml; charset=utf-8', 'document'],
    ])
    const rss = files.find(({ path }) => path === 'world/rss.xml')
    expect(rss).toMatchObject({ body: Buffer.from('world/rss.xml'), modifiedAt: long.getTime() })
  })

  test('knows each section’s rhythm again, from its own feed', async () => {
    await writeSite(folder, [...SECTION.slice(1), file('world/rss.xml', '<rss><channel><ttl>45</ttl>')])
    const ages = new Map((await readSite(folder)).map(({ path, maxAgeSeconds }) => [path, maxAgeSeconds]))
    expect([ages.get('world/atom.xml'), ages.get('world/index.html')]).toEqual([2700, 60])
  })

  test('leaves archives that grow no more on disk, and reads one whole when asked to', async () => {
    const months = ['2024-05', '2024-06', '2024-06-002'].map((month) => file(`world/archive/${month}.xml`))
    await writeSite(folder, [...SECTION, ...months])
    const archives = (await readSite(folder)).filter(({ path }) => path.includes('/archive/'))
    expect(archives.map((one) => 'body' in one)).toEqual([false, false, true])
    const [oldest] = archives
    if (oldest === undefined || !('read' in oldest)) throw new Error('it was read')
    expect(oldest.bytes).toBe('world/archive/2024-05.xml'.length)
    expect(String((await oldest.read())?.body)).toBe('world/archive/2024-05.xml')
    await rm(join(folder, oldest.path))
    expect(await oldest.read()).toBeUndefined()
    await symlink('/etc/passwd', join(folder, oldest.path))
    expect(await oldest.read()).toBeUndefined()
  })

  test('does not wait for a pipe in place of an archive, nor follow a link in place of its folder', async () => {
    const months = ['2024-05', '2024-06'].map((month) => file(`world/archive/${month}.xml`))
    await writeSite(folder, [...SECTION, ...months])
    const oldest = (await readSite(folder)).find(({ path }) => path.endsWith('2024-05.xml'))
    if (oldest === undefined || !('read' in oldest)) throw new Error('it was read')
    await rm(join(folder, oldest.path))
    execFileSync('mkfifo', [join(folder, oldest.path)])
    expect(await oldest.read()).toBeUndefined()
    await rm(join(folder, oldest.path))
    await writeFile(join(folder, oldest.path), 'here')
    expect(String((await oldest.read())?.body)).toBe('here')
    await rename(join(folder, 'world/archive'), join(root, 'elsewhere'))
    await symlink(join(root, 'elsewhere'), join(folder, 'world/archive'))
    expect(await oldest.read()).toBeUndefined()
    await rm(join(folder, 'world/archive'))
    await rename(join(root, 'elsewhere'), join(folder, 'world/archive'))
    // The site's folder itself may be one.
    await rename(folder, join(root, 'site'))
    await symlink(join(root, 'site'), folder)
    expect(String((await oldest.read())?.body)).toBe('here')
  })

  test('is empty before the first publication', async () => {
    expect(await readSite(folder)).toEqual([])
  })

  test('passes over hidden files and symbolic links', async () => {
    await writeSite(folder, SECTION)
    await writeFile(join(folder, '.secret'), 'x')
    await symlink('/etc/passwd', join(folder, 'passwd.txt'))
    expect((await readSite(folder)).map(({ path }) => path)).toEqual(SECTION.map(({ path }) => path).toSorted())
  })
})
