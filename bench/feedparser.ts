/**
 * How far Warta and Python's feedparser agree on the feeds of a folder: entries, titles, links and dates.
 *
 *   node bench/feedparser.ts FOLDER        (needs python3-feedparser)
 *
 * Each disagreement is told with its kind, as docs/notes/parsing.md explains them; `unexplained` is work to do.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Feed, FeedItem } from '../src/model/feed.ts'
import { parseFeed } from '../src/parse/parse-feed.ts'
import { parseDate } from '../src/text/date.ts'
import { htmlToText } from '../src/text/html-to-text.ts'
import { cleanText } from '../src/text/plain.ts'

const url = 'https://news.example.org/feed'

/** Reads names of files from stdin and answers each with a line of JSON. */
const python = `
import calendar, feedparser, json, sys
for name in sys.stdin.read().split('\\n'):
    entries = []
    for entry in feedparser.parse(open(name, 'rb').read(), response_headers={'content-location': '${url}'}).entries:
        when = entry.get('published_parsed') or entry.get('updated_parsed') or entry.get('created_parsed')
        entries.append({
            'title': entry.get('title', ''),
            'html': entry.get('title_detail', {}).get('type') != 'text/plain',
            'link': entry.get('link', ''),
            'original': entry.get('feedburner_origlink', ''),
            'date': calendar.timegm(when) if when else None,
        })
    print(json.dumps(entries))
`

type Theirs = {
  readonly title: string
  readonly html: boolean
  readonly link: string
  readonly original: string
  readonly date: number | null
}

type Disagreement = {
  readonly field: 'title' | 'link' | 'date'
  readonly ours: string
  readonly theirs: string
  readonly original: string
}

function titleOf({ title }: FeedItem): string {
  return cleanText(title?.kind === 'html' ? htmlToText(title.value) : (title?.value ?? ''))
}

function secondsOf({ published, created, updated }: FeedItem, feed: Feed): number | null {
  for (const written of [published, created, updated]) {
    const language = feed.language
    const date = written === undefined ? undefined : parseDate(written, language === undefined ? {} : { language })
    if (date !== undefined) return Math.floor(date.at / 1000)
  }
  return null
}

function compare(item: FeedItem, other: Theirs, feed: Feed): readonly Disagreement[] {
  const both: readonly (readonly [Disagreement['field'], string, string])[] = [
    ['title', titleOf(item), cleanText(other.html ? htmlToText(other.title) : other.title)],
    ['link', item.url ?? '', other.link],
    ['date', String(secondsOf(item, feed)), String(other.date)],
  ]
  return both.flatMap(([field, ours, theirs]) =>
    ours === theirs ? [] : [{ field, ours, theirs, original: other.original }],
  )
}

/** Why the two differ, where a rule says so (docs/notes/parsing.md). */
function kindOf({ field, ours, theirs, original }: Disagreement, feed: Feed): string {
  if (field === 'title' && feed.warnings.includes('utf-8 was encoded twice')) return 'encoded twice'
  if (field === 'title' && ours.replace(/\s/g, '') === theirs.replace(/\s/g, '')) return 'white space'
  if (field === 'title' && theirs === ours.replace(/<[^<>]*>/g, '')) return 'text that speaks of tags'
  if (field === 'link' && decodeURI(ours) === decodeURI(theirs)) return 'percent-encoding'
  if (field === 'link' && ours === original) return 'the original behind FeedBurner'
  if (field === 'link' && theirs === '') return 'a link that feedparser does not look for'
  if (field === 'date' && theirs === 'null') return 'a date that feedparser does not read'
  return 'unexplained'
}

const folder = process.argv[2]
if (folder === undefined) throw new Error('say which folder')
const names: string[] = []
const feeds: Feed[] = []
for (const name of readdirSync(folder)) {
  try {
    feeds.push(await parseFeed(readFileSync(join(folder, name)), { url }))
    names.push(name)
  } catch (error) {
    process.stdout.write(`${name}: left out, ${error instanceof Error ? error.message : error}\n`)
  }
}
const input = names.map((name) => join(folder, name)).join('\n')
const answer = spawnSync('/usr/bin/python3', ['-c', python], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
if (answer.status !== 0) throw new Error(answer.stderr)
const lines = answer.stdout.trimEnd().split('\n')
const kinds = new Map<string, number>()
let entries = 0
let agreed = 0
for (const [at, feed] of feeds.entries()) {
  const name = names[at] ?? ''
  const others = JSON.parse(lines[at] ?? '[]') as readonly Theirs[]
  // feedparser does not read JSON.
  if (feed.format.startsWith('json-feed')) continue
  if (feed.items.length !== others.length) {
    process.stdout.write(`${name}: ${feed.items.length} entries, feedparser ${others.length}\n`)
  }
  for (const [n, item] of feed.items.entries()) {
    const other = others[n]
    if (other === undefined) continue
    entries++
    const disagreements = compare(item, other, feed)
    if (disagreements.length === 0) agreed++
    for (const one of disagreements) {
      const kind = `${one.field}: ${kindOf(one, feed)}`
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      process.stdout.write(`${name} ${n + 1} ${kind}\n  warta      ${one.ours}\n  feedparser ${one.theirs}\n`)
    }
  }
}
process.stdout.write(`${entries} entries, all the same in ${agreed} (${((100 * agreed) / entries).toFixed(1)} %)\n`)
for (const [kind, count] of kinds) process.stdout.write(`${count} ${kind}\n`)
