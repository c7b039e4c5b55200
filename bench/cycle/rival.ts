/**
 * What most people write: rss-parser, lowdb and feed. Fetches every feed, keeps items by guid in one JSON document, writes
 * RSS and Atom of the newest sixty. `node rival.ts FOLDER` with urls.json inside.
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
        }
      }
    }
  }),
)
await db.write()
const newest = Object.values(db.data.items)
  .toSorted((a, b) => (a.date < b.date ? 1 : -1))
  .slice(0, 60)
const out = new Feed({ id: 'https://rival.example/', title: 'World', copyright: '', link: 'https://rival.example/' })
for (const { guid, title, link, date, html } of newest) {
  out.addItem({ id: guid, title, link, date: new Date(date), content: html })
}
mkdirSync(join(folder, 'public'), { recursive: true })
writeFileSync(join(folder, 'public/rss.xml'), out.rss2())
writeFileSync(join(folder, 'public/atom.xml'), out.atom1())
