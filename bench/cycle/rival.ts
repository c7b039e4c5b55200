/**
 * What most people write: rss-parser, lowdb and feed. Polls every feed, keeps all items by guid in one JSON document, drops
 * what has the same link or title, writes RSS, Atom and JSON Feed of the newest sixty. `node rival.ts FOLDER` with
 * urls.json inside.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Feed } from 'feed'
import { JSONFilePreset } from 'lowdb/node'
import RssParser from 'rss-parser'

type Item = {
  readonly guid: string
  readonly title: string
  readonly link: string
  readonly date: string
  readonly html: string
  readonly snippet: string
  readonly author: string
  readonly categories: readonly string[]
}

const folder = process.argv[2] ?? '.'
const urls = JSON.parse(readFileSync(join(folder, 'urls.json'), 'utf8')) as string[]
const db = await JSONFilePreset<{ items: Record<string, Item> }>(join(folder, 'db.json'), { items: {} })
const parser = new RssParser()
const queue = [...urls]
await Promise.all(
  Array.from({ length: 32 }, async () => {
    for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
      const feed = await parser.parseURL(url)
      for (const item of feed.items) {
        const guid = item.guid ?? item['id'] ?? item.link ?? ''
        db.data.items[guid] ??= {
          guid,
          title: item.title ?? '',
          link: item.link ?? '',
          date: item.isoDate ?? '',
          html: item.content ?? '',
          snippet: item.contentSnippet ?? '',
          author: item.creator ?? '',
          categories: item.categories ?? [],
        }
      }
    }
  }),
)
await db.write()
const seen = new Set<string>()
const newest = Object.values(db.data.items)
  .toSorted((a, b) => (a.date < b.date ? 1 : -1))
  .filter(({ link, title }) => {
    const isNew = !seen.has(link) && !seen.has(title.toLowerCase())
    seen.add(link).add(title.toLowerCase())
    return isNew
  })
  .slice(0, 60)
const out = new Feed({ id: 'https://rival.example/', title: 'World', copyright: '', link: 'https://rival.example/' })
for (const { guid, title, link, date, html, snippet, author, categories } of newest) {
  out.addItem({
    id: guid,
    title,
    link,
    date: new Date(date),
    description: snippet,
    content: html,
    ...(author === '' ? {} : { author: [{ name: author }] }),
    category: categories.map((name) => ({ name })),
  })
}
mkdirSync(join(folder, 'public'), { recursive: true })
writeFileSync(join(folder, 'public/rss.xml'), out.rss2())
writeFileSync(join(folder, 'public/atom.xml'), out.atom1())
writeFileSync(join(folder, 'public/feed.json'), out.json1())
