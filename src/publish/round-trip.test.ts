import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edition, entry, site } from '../../tests/fixtures/publish/edition.ts'
import { tricky } from '../../tests/fixtures/publish/tricky.ts'
import { closedGate } from '../curate/gate.ts'
import type { Edition, EditionEntry } from '../model/edition.ts'
import type { Feed, FeedItem } from '../model/feed.ts'
import { parseFeed } from '../parse/parse-feed.ts'
import { looksLikeHtml } from '../parse/text-construct.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { guardEdition } from './guard.ts'
import { renderSection } from './render-site.ts'

const context = { site, sections: [], version: '0.1.0' }

/** The three documents of an edition, read by Warta's own parser. */
async function readBack(of: Edition): Promise<readonly Feed[]> {
  const files = renderSection(of, context)
  return Promise.all(
    ['rss.xml', 'atom.xml', 'feed.json'].map((name) => {
      const file = files.find(({ path }) => path === `${of.slug}/${name}`)
      return parseFeed(Buffer.from(file?.body ?? ''), { url: `https://news.example.org/${of.slug}/${name}` })
    }),
  )
}

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim()

function whatAReaderSees({ guid, url, title, published, authors, categories }: FeedItem) {
  const text = title?.kind === 'html' ? htmlToText(title.value) : (title?.value ?? '')
  return {
    id: guid,
    url,
    title: squeezed(text),
    published: Date.parse(published ?? ''),
    authors: authors.map(({ name }) => name),
    categories: categories.map(({ term, label }) => label ?? term),
  }
}

function whatWasMeant({ id, url, title, published, authors, categories, source }: EditionEntry, { format }: Feed) {
  return {
    id,
    url,
    title: squeezed(title),
    published: published.at,
    // In Atom an entry without an author has its source's (RFC 4287, 4.2.1).
    authors: authors.length === 0 && format === 'atom-1.0' ? [source.name] : authors.map(({ name }) => name),
    categories: categories.map(({ term, label }) => label ?? term),
  }
}

// What a text may hold after the guard and means itself in a title that some readers take for HTML.
const anyText = fc.string({
  unit: fc.constantFrom('a', 'é', '日', 'ع', '😀', ' ', '&', ']', '>', '"', "'", '\u0000', '\ud800', '\u202e', '\n'),
  maxLength: 30,
})
const anyDate = fc.record({
  at: fc.integer({ min: Date.UTC(1990), max: Date.UTC(2050) }),
  offsetMinutes: fc.integer({ min: -14 * 60, max: 14 * 60 }),
})
const anyEntry = fc
  .record({
    title: anyText,
    summary: fc.option(anyText, { nil: undefined }),
    content: fc.option(
      anyText.map((text) => `<p>${text.replace(/[&<>]/g, '')}</p>`),
      { nil: undefined },
    ),
    published: anyDate,
    authors: fc.array(fc.record({ name: anyText }), { maxLength: 2 }),
    categories: fc.array(fc.record({ term: anyText }), { maxLength: 3 }),
    rights: fc.option(anyText, { nil: undefined }),
  })
  .map((over) => ({ ...over, updated: over.published }))

describe('what is published, read by our own parser', () => {
  test('is what was meant, of any entries', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry, { maxLength: 6 }), async (overs) => {
        const entries = overs.map((over, n) => entry({ id: `tag:news.example.org,2026:${n}`, ...over }))
        const safe = guardEdition(edition({ entries })).edition.entries
        for (const feed of await readBack(edition({ entries }))) {
          expect(feed.items.map(whatAReaderSees)).toEqual(safe.map((each) => whatWasMeant(each, feed)))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('shows titles about markup as they are: in RSS all but those that are markup themselves', async () => {
    const piece = fc.constantFrom(
      '&eacute;',
      '&amp;',
      '&#233;',
      '&lt;',
      '<b>',
      '</b>',
      '<br/>',
      '<',
      '>',
      ' ',
      '&',
      ';',
      'List<String>',
      'a',
      '1',
    )
    const title = fc.array(piece, { maxLength: 6 }).map((pieces) => `x ${pieces.join('')}`)
    await fc.assert(
      fc.asyncProperty(title, async (written) => {
        const entries = [entry({ title: written })]
        const [safe] = guardEdition(edition({ entries })).edition.entries
        for (const feed of await readBack(edition({ entries }))) {
          // RSS never said whether a title is text or HTML: what could be both is read as HTML (rssTitle, looksLikeHtml).
          if (feed.format === 'rss-2.0' && looksLikeHtml(squeezed(safe?.title ?? ''))) continue
          expect(feed.items.map((item) => whatAReaderSees(item).title)).toEqual([squeezed(safe?.title ?? '')])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('loses nothing of an entry in Atom and JSON Feed', async () => {
    const full = entry({
      language: 'ar',
      authors: [{ name: 'Ana', url: 'https://ana.example/' }],
      image: 'https://a.example/i.jpg',
      enclosures: [
        { url: 'https://a.example/a.mp3', type: 'audio/mpeg', bytes: 12 },
        { url: 'https://a.example/b.mp4', type: 'video/mp4' },
      ],
      rights: 'CC-BY-4.0',
    })
    const [, atom, json] = await readBack(edition({ entries: [full] }))
    for (const feed of [atom, json]) {
      expect(feed?.language).toBe('id')
      const [item] = feed?.items ?? []
      expect(item).toMatchObject({ language: 'ar', image: full.image })
      expect(item?.content?.value).toBe(full.content)
      expect(item?.summary?.value).toBe(full.summary)
      expect(item?.enclosures.map(({ url }) => url)).toEqual(full.enclosures.map(({ url }) => url))
      expect(item?.authors[0]).toMatchObject({ name: 'Ana', url: 'https://ana.example/' })
    }
    expect(atom?.items[0]?.source).toMatchObject({ title: 'Portal Contoh' })
    expect(atom?.items[0]?.rights).toBe('CC-BY-4.0')
  })

  test('has every tricky entry, with its content', async () => {
    const { entries } = guardEdition(edition({ entries: [...tricky.values()] })).edition
    for (const feed of await readBack(edition({ entries: [...tricky.values()] }))) {
      expect(feed.items.map(({ guid, url }) => [guid, url])).toEqual(
        // Who reads an address that was escaped once too often puts it right.
        entries.map(({ id, url }) => [id, url?.replaceAll('&amp;', '&')]),
      )
      for (const [n, { content }] of entries.entries()) {
        if (content !== undefined) expect(squeezed(feed.items[n]?.content?.value ?? '')).toBe(squeezed(content))
      }
    }
  })

  test('does not keep an edition back for an address that was escaped once too often', async () => {
    const one = edition({ entries: [entry({ url: 'https://a.example/?a=1&amp;b=2' })] })
    const feeds = await readBack(one)
    const reread = feeds.map((feed) => ({ file: feed.format, feed }))
    const gate = { min: 1, collapse: 1 }
    expect(
      closedGate({ edition: guardEdition(one).edition, published: 1, isTakenFrom: false, gate, reread }),
    ).toBeUndefined()
  })
})
