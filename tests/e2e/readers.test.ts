import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { parseFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Edition } from '../../src/model/edition.ts'
import { guardEdition } from '../../src/publish/guard.ts'
import { renderSection } from '../../src/publish/render-site.ts'
import { createApp } from '../../src/serve/app.ts'
import { type Listener, listen } from '../../src/serve/node-server.ts'
import { edition, entry, site } from '../fixtures/publish/edition.ts'
import { tricky } from '../fixtures/publish/tricky.ts'

/** Programs that people read with, on every feed that is published: the same entries, links and dates in each. */

const execute = promisify(execFile)
const ordinary = Array.from({ length: 60 }, (_, n) =>
  entry({
    id: `tag:news.example.org,2026:${n}`,
    url: `https://portal.example.id/${n}?a=1&b=2`,
    title: `Berita ke-${n}`,
    published: { at: Date.UTC(2024, 6, 1, 8, 53, n), offsetMinutes: 420 },
    updated: { at: Date.UTC(2024, 6, 1, 9, 53, n), offsetMinutes: 420 },
  }),
)
const editions: readonly Edition[] = [
  edition({ slug: 'ordinary', entries: ordinary }),
  edition({ slug: 'tricky', entries: [...tricky.values()] }),
  edition({ slug: 'arab', language: 'ar', title: 'أخبار', entries: ordinary.slice(0, 5) }),
  edition({ slug: 'empty', entries: [] }),
]

/** What all must agree on; the link is empty where there is none. */
type Read = { readonly id: string; readonly url: string; readonly at: number }

const expected = (slug: string): readonly Read[] => {
  const { entries } = guardEdition(editions.find((one) => one.slug === slug) ?? edition()).edition
  return entries.map(({ id, url = '', published }) => ({ id, url, at: published.at }))
}

const byId = (entries: readonly Read[]) => entries.toSorted((a, b) => (a.id < b.id ? -1 : 1))
const slugs = editions.map(({ slug }) => slug)
const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0

let folder: string
let server: Listener
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warta-readers-'))
  const context = { site, sections: editions.map(({ slug, title }) => ({ slug, title })), version: '1.0.0' }
  const files = editions.flatMap((one) => renderSection(one, context))
  const app = createApp({ site: { ...site, url: undefined }, clock: { now: () => Date.UTC(2024, 6, 2) }, files })
  server = await listen(app, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

async function published(path: string): Promise<string> {
  return (await fetch(`${server.url}${path}`)).text()
}

describe.each(slugs)('%s', (slug) => {
  test.each(['rss.xml', 'atom.xml'])('%s is read by rss-parser', async (name) => {
    const { items } = await new RssParser({ customFields: { item: ['id'] } }).parseString(
      await published(`${slug}/${name}`),
    )
    const read = items.map(({ guid, id, link = '', isoDate = '' }) => ({
      id: guid ?? String(id),
      url: link,
      at: Date.parse(isoDate),
    }))
    expect(read).toEqual(expected(slug))
  })

  test.each(['rss.xml', 'atom.xml', 'feed.json'])('%s is read by feedsmith', async (name) => {
    const document = await published(`${slug}/${name}`)
    expect(readByFeedsmith(document)).toEqual(expected(slug))
  })

  test.skipIf(!has('sfeed')).each(['rss.xml', 'atom.xml'])('%s is read by sfeed', async (name) => {
    const file = join(folder, `${slug}-${name}`)
    await writeFile(file, await published(`${slug}/${name}`))
    const { stdout } = await execute('sh', ['-c', `sfeed < ${file}`], { maxBuffer: 64 << 20 })
    const read = stdout.split('\n').flatMap((line) => {
      if (line === '') return []
      const [at = '', , url = '', , , id = ''] = line.split('\t')
      return [{ id, url, at: Number(at) * 1000 }]
    })
    expect(read).toEqual(expected(slug))
  })

  test.skipIf(!has('newsboat')).each(['rss.xml', 'atom.xml'])('%s is read by newsboat', async (name) => {
    const files = ['urls', 'config', 'cache.db'].map((one) => join(folder, `newsboat-${slug}-${name}-${one}`))
    const [urls = '', config = '', cache = ''] = files
    await writeFile(urls, `${server.url}${slug}/${name}\n`)
    await writeFile(config, 'download-retries 1\nkeep-articles-days 0\nmax-items 0\n')
    await execute('newsboat', ['-u', urls, '-C', config, '-c', cache, '-x', 'reload'], {
      env: { HOME: folder, PATH: process.env['PATH'], LANG: 'C.UTF-8' },
    })
    const database = new DatabaseSync(cache, { readOnly: true })
    try {
      const read = database
        .prepare('SELECT guid AS id, url, pubDate * 1000 AS at FROM rss_item')
        .all()
        .map(({ id, url, at }) => ({ id: String(id), url: String(url), at: Number(at) }))
      expect(byId(read)).toEqual(byId(expected(slug)))
    } finally {
      database.close()
    }
  })
})

function readByFeedsmith(document: string): readonly Read[] {
  const { format, feed } = parseFeed(document)
  if (format === 'rss') {
    return (feed.items ?? []).map(({ guid, link = '', pubDate }) => ({
      id: guid?.value ?? '',
      url: link,
      at: Date.parse(String(pubDate)),
    }))
  }
  if (format === 'atom') {
    return (feed.entries ?? []).map(({ id = '', links = [], published: at }) => ({
      id,
      url: links.find(({ rel }) => rel === 'alternate')?.href ?? '',
      at: Date.parse(String(at)),
    }))
  }
  if (format !== 'json') throw new Error(`${format} is not published`)
  return (feed.items ?? []).map(({ id = '', url = '', date_published: at }) => ({
    id,
    url,
    at: Date.parse(String(at)),
  }))
}
