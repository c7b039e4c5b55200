import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PublishError } from '../errors.ts'
import type { SiteFile } from '../model/site-file.ts'
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

describe('writing the site', () => {
  test('writes each file once, and a second time touches nothing', async () => {
    expect(await writeSite(folder, SECTION)).toMatchObject({ written: 4, unchanged: 0 })
    const long = new Date(2020, 1, 1)
    await utimes(join(folder, 'world/rss.xml'), long, long)
    expect(await writeSite(folder, SECTION)).toMatchObject({ written: 0, unchanged: 4, changed: [] })
    expect((await stat(join(folder, 'world/rss.xml'))).mtime).toEqual(long)
    const changed = await writeSite(folder, [...SECTION.slice(1), file('world/rss.xml', 'new')])
    expect(changed).toMatchObject({ written: 1, unchanged: 3, changed: ['world/rss.xml'] })
    expect(await readFile(join(folder, 'world/rss.xml'), 'utf8')).toBe('new')
  })

  test('writes documents before the pages that link to them, and the front page last', async () => {
    const { changed } = await writeSite(folder, [file('index.html'), ...SECTION.toReversed(), file('style.css')])
    const at = (path: string) => changed.indexOf(path)
    expect(at('world/index.html')).toBeGreaterThan(
      Math.max(at('world/rss.xml'), at('world/feed.json'), at('style.css')),
    )
    expect(changed.at(-1)).toBe('index.html')
  })

  test('writes further pages before the first, and takes away those an edition no longer goes on in', async () => {
    const { changed } = await writeSite(folder, [...SECTION, file('world/page-2.html'), file('world/page-3.html')])
    expect(changed.indexOf('world/page-2.html')).toBeLessThan(changed.indexOf('world/index.html'))
    await writeFile(join(folder, 'world/page-x.html'), 'mine')
    expect((await writeSite(folder, [file('style.css')])).removed).toBe(0)
    expect((await writeSite(folder, [...SECTION, file('world/page-2.html')])).removed).toBe(1)
    expect((await readdir(join(folder, 'world'))).filter((name) => name.startsWith('page')).toSorted()).toEqual([
      'page-2.html',
      'page-x.html',
    ])
    await writeSite(folder, [], { sections: [] })
    expect(await readdir(join(folder, 'world'))).toEqual(['page-x.html'])
  })

  test('takes away what left the theme, and nothing else beside it', async () => {
    const theme = [file('theme/logo.svg'), file('theme/news.woff2')]
    await writeSite(folder, [...SECTION, ...theme], { sections: ['world'] })
    await writeFile(join(folder, 'theme/readme.md'), 'mine')
    expect((await writeSite(folder, [...SECTION, file('theme/logo.svg')], { sections: ['world'] })).removed).toBe(1)
    await writeSite(folder, SECTION, { sections: ['world'] })
    expect(await readdir(join(folder, 'theme'))).toEqual(['readme.md'])
  })

  test('can be read by any web server, whatever the umask', async () => {
    const before = process.umask(0o077)
    try {
      await writeSite(folder, SECTION)
    } finally {
      process.umask(before)
    }
    expect((await stat(folder)).mode & 0o777).toBe(0o755)
    expect((await stat(join(folder, 'world'))).mode & 0o777).toBe(0o755)
    expect((await stat(join(folder, 'world/rss.xml'))).mode & 0o777).toBe(0o644)
    await chmod(join(folder, 'world/rss.xml'), 0o600)
    await writeSite(folder, SECTION)
    expect((await stat(join(folder, 'world/rss.xml'))).mode & 0o777).toBe(0o644)
  })

  test('clears away what a killed run left, and nothing else', async () => {
    await mkdir(join(folder, 'world'), { recursive: true })
    await writeFile(join(folder, 'world/.rss.xml.0123456789ab.warta-tmp'), 'half')
    await writeFile(join(folder, 'world/.htaccess'), 'mine')
    await writeSite(folder, SECTION)
    expect((await readdir(join(folder, 'world'))).toSorted()).toEqual(
      ['.htaccess', 'atom.xml', 'feed.json', 'index.html', 'rss.xml'].toSorted(),
    )
  })

  test.each(['world', 'world/rss.xml'])(
    'refuses a symbolic link at %s, and writes nothing through it',
    async (path) => {
      const outside = join(root, 'outside')
      await mkdir(outside)
      await writeFile(join(outside, 'rss.xml'), 'theirs')
      await mkdir(join(folder, 'world'), { recursive: true })
      await rm(join(folder, path), { recursive: true, force: true })
      await symlink(path === 'world' ? outside : join(outside, 'rss.xml'), join(folder, path))
      await expect(writeSite(folder, SECTION)).rejects.toThrow(PublishError)
      expect(await readFile(join(outside, 'rss.xml'), 'utf8')).toBe('theirs')
    },
  )

  test('refuses a folder in a file’s place, and a file in the folder’s', async () => {
    await mkdir(join(folder, 'world/rss.xml'), { recursive: true })
    await expect(writeSite(folder, SECTION)).rejects.toThrow(PublishError)
    await writeFile(join(root, 'file'), '')
    await expect(writeSite(join(root, 'file'), SECTION)).rejects.toThrow(PublishError)
  })

  test.each(['../x.xml', '/etc/x', 'a//b', 'a/./b', '.hidden', 'a\u0000b', ''])('refuses the path %j', async (path) => {
    await expect(writeSite(folder, [file(path)])).rejects.toThrow(PublishError)
    expect(await lstat(folder).catch(() => 'absent')).toBe('absent')
  })

  test('removes what it wrote of a section that is no more, and leaves what is not its own', async () => {
    await writeSite(folder, [
      ...SECTION,
      ...SECTION.map(({ path }) => file(path.replace('world', 'old'))),
      file('old/archive/2024-06.xml'),
    ])
    await mkdir(join(folder, 'photos'))
    await writeFile(join(folder, 'photos/index.html'), 'mine')
    await writeFile(join(folder, 'old/notes.txt'), 'mine')
    const { removed } = await writeSite(folder, SECTION, { sections: ['world'] })
    expect(removed).toBe(5)
    expect(await readdir(join(folder, 'old'))).toEqual(['notes.txt'])
    expect(await readdir(join(folder, 'photos'))).toEqual(['index.html'])
  })
})
