/**
 * Rendering one edition of 200 entries as RSS, Atom and JSON Feed: Warta beside the package `feed`, in turns in one process.
 * `node bench/render.ts`: milliseconds per edition (median), and their ratio (the package has no guard).
 * The goal is 0.3 or less.
 */
import { Feed } from 'feed'
import type { Edition } from '../src/model/edition.ts'
import { renderAtom } from '../src/publish/atom.ts'
import { guardEdition } from '../src/publish/guard.ts'
import { renderJsonFeed } from '../src/publish/json-feed.ts'
import { feedLinks } from '../src/publish/links.ts'
import { renderRss } from '../src/publish/rss.ts'
import { edition, entry, site } from '../tests/fixtures/publish/edition.ts'

const ENTRIES = 200
const ROUNDS = 150

const paragraph =
  'Para kepala negara bertemu di Astana & membahas jalur kereta api baru, harga gandum, dan air sungai. '
const subject: Edition = edition({
  entries: Array.from({ length: ENTRIES }, (_, n) =>
    entry({
      id: `tag:news.example.org,2026:${n}`,
      url: `https://portal.example.id/${n}?a=1&b=2`,
      title: `KTT ke-${n} di Astana dibuka & ditutup`,
      summary: paragraph.repeat(2),
      content: `<p>${paragraph.repeat(6).replaceAll('&', '&amp;')}</p><p><a href="https://portal.example.id/${n}">Sumber</a></p>`,
      categories: [{ term: 'Asia' }, { term: 'Politik' }],
    }),
  ),
})

const links = feedLinks(subject, site, '1.0.0')
const ready = guardEdition(subject).edition

function withWarta(guarded: Edition): number {
  return renderRss(guarded, links).length + renderAtom(guarded, links).length + renderJsonFeed(guarded, links).length
}

function withFeed(): number {
  const feed = new Feed({
    id: 'https://news.example.org/international/',
    link: 'https://news.example.org/international/',
    title: subject.title,
    description: subject.title,
    language: subject.language,
    copyright: '',
    updated: new Date(subject.updated),
    feedLinks: { atom: 'https://news.example.org/international/atom.xml' },
  })
  for (const item of subject.entries) {
    feed.addItem({
      id: item.id,
      guid: item.id,
      link: item.url ?? '',
      title: item.title,
      description: item.summary ?? '',
      content: item.content ?? '',
      date: new Date(item.updated.at),
      published: new Date(item.published.at),
      author: item.authors.map(({ name }) => ({ name })),
      category: item.categories.map(({ term }) => ({ name: term, term })),
    })
  }
  return feed.rss2().length + feed.atom1().length + feed.json1().length
}

function timed(work: () => number): number {
  // Processor time: what else the machine does must not count.
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

const rendered: number[] = []
const guarded: number[] = []
const theirs: number[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  rendered.push(timed(() => withWarta(ready)))
  guarded.push(timed(() => withWarta(guardEdition(subject).edition)))
  theirs.push(timed(withFeed))
}
const [warta, withGuard, feed] = [rendered, guarded, theirs].map((values) => median(values.slice(50)))
const of = (value = Number.NaN) => `${value.toFixed(2)} ms, ${(value / (feed ?? Number.NaN)).toFixed(3)} of feed`
process.stdout.write(
  `${ENTRIES} entries, three formats: feed ${feed?.toFixed(2)} ms; warta ${of(warta)}; with its guard ${of(withGuard)}\n`,
)
