import { describe, expect, test } from 'vitest'
import { edition, entry, site } from '../../tests/fixtures/publish/edition.ts'
import { renderFeeds, renderIndex, renderSection } from './render-site.ts'

const context = { site, sections: [{ slug: 'international', title: 'Internasional' }], version: '0.1.0' }

function bodyOf(files: readonly { path: string; body: string | Uint8Array }[], path: string): string {
  const file = files.find((candidate) => candidate.path === path)
  if (file === undefined) throw new Error(`${path} was not rendered`)
  return String(file.body)
}

describe('a rendered section', () => {
  test('has a document per format and a page, and the documents come first', () => {
    const files = renderSection(edition(), context)
    const names = files.map(({ path }) => path)
    for (const name of ['rss.xml', 'atom.xml', 'feed.json', 'latest-5.json', 'index.html']) {
      expect(names).toContain(`international/${name}`)
    }
    const kinds = files.map(({ kind }) => kind)
    expect(kinds.lastIndexOf('document')).toBeLessThan(kinds.indexOf('page'))
  })

  test('has the feeds that are looked at before it is published', () => {
    const feeds = renderFeeds(edition(), context)
    expect(feeds.map(({ path }) => path.replace('international/', ''))).toEqual(['rss.xml', 'atom.xml', 'feed.json'])
    expect(renderSection(edition(), context)).toEqual(expect.arrayContaining([...feeds]))
  })

  test('is the same bytes for the same edition', () => {
    expect(renderSection(edition(), context)).toEqual(renderSection(structuredClone(edition()), context))
    expect(renderIndex([edition()], context)).toEqual(renderIndex([structuredClone(edition())], context))
  })

  test('shows the newest five entries in latest-5.json', () => {
    const entries = Array.from({ length: 8 }, (_, n) => entry({ id: `tag:news.example.org,2026:${n}` }))
    const latest = JSON.parse(bodyOf(renderSection(edition({ entries }), context), 'international/latest-5.json'))
    expect(latest.items.map((item: { id: string }) => item.id)).toEqual(entries.slice(0, 5).map(({ id }) => id))
  })
})
