import { describe, expect, test } from 'vitest'
import type { Entry, EntryDraft } from '../model/entry.ts'
import { lookedAtOf } from './late.ts'
import { decide } from './decide.ts'

const at = Date.UTC(2024, 6, 2)
const date = (day: number) => ({ at: Date.UTC(2024, 6, day), confidence: 'high', from: 'feed' }) as const
const draft: EntryDraft = {
  key: 'k',
  sourceId: 'a',
  title: 'Judul',
  authors: [],
  categories: [],
  enclosures: [],
  media: [],
  fingerprint: 'f1',
  position: 3,
  body: { content: '<p>Isi</p>' },
}
const stored = (more: Partial<Entry> = {}): Entry => {
  const { body: _, ...fields } = draft
  return { ...fields, published: date(1), firstSeen: date(1).at, changedAt: date(1).at, bodyRef: 'r', ...more }
}

describe('decide', () => {
  test('a key never seen is new, first seen at the given instant', () => {
    const decision = decide(draft, undefined, at)
    expect(decision).toMatchObject({ status: 'new', entry: { firstSeen: at, changedAt: at, body: draft.body } })
  })

  test('an entry with only an updated date is published at that date', () => {
    const decision = decide({ ...draft, updated: date(1) }, undefined, at)
    expect(decision).toMatchObject({ entry: { published: date(1) } })
  })

  test('the same fingerprint changes nothing, whatever its dates say', () => {
    expect(decide({ ...draft, published: date(2) }, { key: 'k', entry: stored() }, at).status).toBe('same')
  })

  test('a link that only says elsewhere where it was followed changes nothing; another piece’s number does', () => {
    const before = stored({ url: 'https://x.example/a?id=1' })
    const status = (url: string) =>
      decide({ ...draft, fingerprint: 'f2', url }, { key: 'k', entry: before }, at, draft.body).status
    expect(status('https://x.example/a?id=1&ref=home')).toBe('same')
    expect(status('https://x.example/a?id=2')).toBe('changed')
    expect(status('https://x.example/b?id=1')).toBe('changed')
    // What says something else besides keeps the link that it came with.
    const edited = { ...draft, title: 'Judul lain', fingerprint: 'f2', url: 'https://x.example/a?id=1&ref=home' }
    const decision = decide(edited, { key: 'k', entry: before }, at, draft.body)
    expect(decision).toMatchObject({ status: 'changed', entry: { title: 'Judul lain', url: before.url } })
  })

  test('an entry whose memory outlived it is not news', () => {
    expect(decide(draft, { key: 'k', entry: undefined }, at).status).toBe('returned')
  })

  test('a new entry is late where its source was read without it hours after its date', () => {
    const hour = 3_600_000
    const claim = (before: number, more: Partial<EntryDraft['published']> = {}) => ({
      ...draft,
      published: { ...date(2), at: at + 9 * hour - before * hour, ...more },
    })
    const read = at + 9 * hour
    const isLate = (one: EntryDraft, readAt?: number) => {
      const decision = decide(one, undefined, read + hour, undefined, readAt)
      return decision.status === 'new' && decision.entry.isLate === true
    }
    expect([isLate(claim(40), read), isLate(claim(3), read), isLate(claim(1), read)]).toEqual([true, true, false])
    // At its source's first document, without a date, with a doubtful one, or one that names a day alone.
    expect([isLate(claim(40)), isLate(draft, read), isLate(claim(40, { confidence: 'low' }), read)]).not.toContain(true)
    expect([isLate(claim(9), read), isLate(claim(9 + 24), read)]).toEqual([false, true])
    const late = stored({ isLate: true })
    const edited = { ...draft, fingerprint: 'f2', title: 'Judul baru' }
    expect(decide(edited, { key: 'k', entry: late }, at)).toMatchObject({ status: 'changed', entry: { isLate: true } })
  })

  test('a source was looked at also when it could not be read: being broken buys no belief', () => {
    expect(lookedAtOf({ lastSuccessAt: 3, lastFailureAt: 9 })).toBe(9)
    expect(lookedAtOf({ lastSuccessAt: 3 })).toBe(3)
    // Before its first document it has said nothing that could be missing.
    expect(lookedAtOf({ lastFailureAt: 9 })).toBeUndefined()
  })

  test('an entry that becomes another piece says so from then on; one that is corrected does not', () => {
    const before: EntryDraft['body'] = { content: '<p>Feri ke pulau utara berlayar lagi sesudah badai pekan lalu.</p>' }
    const remade = (title: string, content: string, entry = stored()) => {
      const decision = decide(
        { ...draft, fingerprint: 'f2', title, body: { content } },
        { key: 'k', entry },
        at,
        before,
      )
      return decision.status === 'changed' && decision.entry.isRemade === true
    }
    const other = '<p>Sepuluh petani menanam padi hibrida di lahan kering.</p>'
    expect(remade('Panen raya', other)).toBe(true)
    expect(remade('Judul', '<p>Feri ke pulau utara berlayar lagi sesudah badai dua pekan lalu.</p>')).toBe(false)
    expect(remade('Judul baru', before.content ?? '', stored({ isRemade: true }))).toBe(true)
  })

  test('a change in substance keeps published, first sight and position, and moves updated', () => {
    const changed = { ...draft, fingerprint: 'f2', title: 'Judul baru', published: date(2), position: 0 }
    const decision = decide(changed, { key: 'k', entry: stored() }, at)
    expect(decision).toMatchObject({
      status: 'changed',
      entry: {
        title: 'Judul baru',
        published: date(1),
        updated: { at, from: 'first_seen' },
        firstSeen: date(1).at,
        changedAt: at,
        position: 3,
      },
    })
    expect(decision).not.toHaveProperty('entry.bodyRef')
  })

  test('the publisher’s own updated date is taken when it is later and not in the future', () => {
    const changed = { ...draft, fingerprint: 'f2', updated: { ...date(1), at: at - 1000 } }
    expect(decide(changed, { key: 'k', entry: stored() }, at)).toMatchObject({ entry: { updated: { at: at - 1000 } } })
    const ahead = { ...changed, updated: date(9) }
    expect(decide(ahead, { key: 'k', entry: stored() }, at)).toMatchObject({ entry: { updated: { at } } })
  })

  test('a counter that ran on changes nothing', () => {
    const counted = { ...draft, fingerprint: 'f2', body: { content: '<p>Isi</p><p>Dibaca: 20</p>' } }
    const before = { content: '<p>Isi</p><p>Dibaca: 7</p>' }
    expect(decide(counted, { key: 'k', entry: stored() }, at, before).status).toBe('same')
  })

  test('a slip that was mended changes the entry and not its dates', () => {
    const mended = { ...draft, fingerprint: 'f2', body: { content: '<p>Pemerintah menutup jembatan</p>' } }
    const before = { content: '<p>Pemerintah menutpu jembatan</p>' }
    expect(decide(mended, { key: 'k', entry: stored({ updated: date(1) }) }, at, before)).toMatchObject({
      status: 'changed',
      entry: { updated: date(1), changedAt: date(1).at, body: mended.body },
    })
  })

  test('an entry that changes at every poll is taken in ever more seldom', () => {
    let entry = stored()
    let body = { content: 'Isi' }
    const taken: number[] = []
    for (let hour = 0; hour < 48; hour++) {
      const content = `Isi yang ke-${hour} dan lain sama sekali`
      const decision = decide(
        { ...draft, fingerprint: `h${hour}`, body: { content } },
        { key: 'k', entry },
        at + hour * 3_600_000,
        body,
      )
      if (decision.status !== 'changed') {
        expect(decision.status).toBe('unsettled')
        continue
      }
      taken.push(hour)
      const { body: saved, ...fields } = decision.entry
      entry = { ...fields, bodyRef: 'r' }
      body = { content: saved.content ?? '' }
    }
    expect(taken).toEqual([0, 1, 2, 3, 5, 9, 17, 33])
  })
})
