import { describe, expect, test } from 'vitest'
import { edition, entry, site } from '../../tests/fixtures/publish/edition.ts'
import { archiveMonth, renderArchive } from './archive.ts'
import { renderSection } from './render-site.ts'

const context = { site, sections: [], version: '1.0.0' }
const DAY = 86_400_000
const FIRST = Date.UTC(2024, 4, 20, 8)

function daily(n: number, title = `Berita ${n}`) {
  const date = { at: FIRST + n * DAY, offsetMinutes: 420 }
  return entry({ id: `tag:news.example.org,2026:${n}`, title, published: date, updated: date })
}

const place = { month: '2024-06', previous: '2024-05', next: '2024-07' }

function linkOf(document: string, rel: string): string | undefined {
  return new RegExp(`<link rel="${rel}"[^>]* href="https://news\\.example\\.org/international/([^"]*)"`).exec(
    document,
  )?.[1]
}

function idsIn(document: string): number[] {
  return (document.match(/<entry[\s\S]*?<\/entry>/g) ?? []).map((xml) => Number(/<id>[^<]*:(\d+)</.exec(xml)?.[1]))
}

describe('a month’s archive', () => {
  test('names what comes before and after, the feed itself, and itself', () => {
    const file = renderArchive(edition(), context, place, [daily(12)])
    const june = String(file.body)
    expect(file).toMatchObject({ path: 'international/archive/2024-06.xml', kind: 'document' })
    expect(file.contentType).toContain('application/atom+xml')
    expect(linkOf(june, 'current')).toBe('atom.xml')
    expect(linkOf(june, 'self')).toBe('archive/2024-06.xml')
    expect(linkOf(june, 'prev-archive')).toBe('archive/2024-05.xml')
    expect(linkOf(june, 'next-archive')).toBe('archive/2024-07.xml')
    expect(june).toContain('<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>')
    expect(june).toContain('<id>tag:news.example.org,2026:feed:international:archive:2024-06</id>')
    expect(june).toContain('<title>Internasional — Kabar Dunia — 2024-06</title>')
  })

  test('leads nowhere from its first and its last month', () => {
    const only = String(renderArchive(edition(), context, { ...place, previous: undefined, next: undefined }, []).body)
    expect([linkOf(only, 'prev-archive'), linkOf(only, 'next-archive')]).toEqual([undefined, undefined])
  })

  test('has the newest first and each once, as it was archived last', () => {
    const june = String(
      renderArchive(edition(), context, place, [daily(12), daily(14), daily(13), daily(12, 'Lagi')]).body,
    )
    expect(idsIn(june)).toEqual([14, 13, 12])
    expect(june).toContain('Lagi')
    expect(june).not.toContain('Berita 12')
    expect(june).toContain('<updated>2024-06-03T08:00:00Z</updated>')
  })

  test('says what was taken back, and nothing of what stands in it again', () => {
    const retracted = [
      { id: 'tag:x,2026:"<&', at: Date.UTC(2024, 6, 1, 8, 30, 0, 999) },
      { id: daily(12).id, at: 5 },
    ]
    const june = String(renderArchive(edition(), context, place, [daily(12)], retracted).body)
    expect(june.match(/<at:deleted-entry.*/g)).toEqual([
      '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:x,2026:&quot;&lt;&amp;" when="2024-07-01T08:30:00Z"/>',
    ])
    expect(june).toContain('<updated>2024-07-01T08:30:00Z</updated>')
  })

  test('has the same bytes whatever the version, the hub and the feed’s own entries are', () => {
    const first = renderArchive(edition(), context, place, [daily(12)])
    const later = { ...context, version: '2.0.0', site: { ...site, hub: 'https://hub.example/' } }
    expect(renderArchive(edition({ updated: 0, entries: [] }), later, place, [daily(12)])).toEqual(first)
  })

  test('is linked from the feed, once there is one', () => {
    const atomOf = (newest?: string) =>
      String(renderSection(edition(), context, newest).find(({ path }) => path.endsWith('/atom.xml'))?.body)
    expect(linkOf(atomOf('2024-06'), 'prev-archive')).toBe('archive/2024-06.xml')
    expect(atomOf()).not.toContain('archive')
  })
})

test('the archive goes on though the feed’s newest change goes back', () => {
  expect(archiveMonth(Date.UTC(2024, 5, 30, 23, 59), undefined)).toBe('2024-06')
  expect(archiveMonth(Date.UTC(2024, 5, 30), { month: '2024-05-003', lines: 1 })).toBe('2024-06')
  expect(archiveMonth(Date.UTC(2024, 5, 30), { month: '2024-07', lines: 1 })).toBe('2024-07')
})

test('a month of many entries goes on in further documents', () => {
  const june = Date.UTC(2024, 5, 30)
  const after = (month: string, lines: number) => archiveMonth(june, { month, lines })
  expect([after('2024-06', 499), after('2024-06', 500)]).toEqual(['2024-06', '2024-06-002'])
  expect([after('2024-06-009', 20), after('2024-06-009', 800)]).toEqual(['2024-06-009', '2024-06-010'])
  expect(after('2024-06-999', 5_000)).toBe('2024-06-999')
})
