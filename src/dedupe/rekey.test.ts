import { describe, expect, test } from 'vitest'
import type { Entry, EntryDraft } from '../model/entry.ts'
import { fingerprintOf } from '../text/fingerprint.ts'
import { aliasesOf, aliasesToKeep, mayBeRekeyed, retitledAliases, retoldSince, underKnownKeys } from './rekey.ts'

type Named = { key: string; title: string; text?: string; urlKey?: string; guid?: string; day?: number; hour?: number }
const draft = ({ key, title, day, hour = 0, text = '', ...more }: Named) =>
  ({
    key,
    title,
    ...more,
    enclosures: [],
    body: { content: text },
    fingerprint: fingerprintOf(title, text, more.urlKey, []),
    ...(day === undefined ? {} : { published: { at: Date.UTC(2024, 6, day, hour), confidence: 'high', from: 'feed' } }),
  }) as unknown as EntryDraft
const entry = (named: Named) => draft(named) as unknown as Entry

describe('aliasesOf', () => {
  test('the same page under a new guid', () => {
    expect(
      aliasesOf(
        [draft({ key: 'n', title: 'A', urlKey: 'x.example/a' })],
        [entry({ key: 'o', title: 'B', urlKey: 'x.example/a' })],
      ),
    ).toEqual({ n: 'o' })
  })

  test('the same path and title on another host', () => {
    const known = entry({ key: 'o', title: 'Tram derails', urlKey: 'old.example/2024/tram' })
    expect(aliasesOf([draft({ key: 'n', title: 'Tram derails', urlKey: 'new.example/2024/tram' })], [known])).toEqual({
      n: 'o',
    })
    expect(aliasesOf([draft({ key: 'n', title: 'Something else', urlKey: 'new.example/2024/tram' })], [known])).toEqual(
      {},
    )
  })

  test('the same title at the same minute, though links and guids are all new', () => {
    const known = entry({ key: 'o', title: 'Tram derails', urlKey: 'x.example/?p=1', day: 1 })
    expect(aliasesOf([draft({ key: 'n', title: 'Tram derails', urlKey: 'x.example/tram', day: 1 })], [known])).toEqual({
      n: 'o',
    })
    expect(aliasesOf([draft({ key: 'n', title: 'Tram derails', urlKey: 'x.example/tram', day: 2 })], [known])).toEqual(
      {},
    )
  })

  test('what several would answer to proves nothing', () => {
    const column = (key: string) => entry({ key, title: 'Letters', urlKey: 'x.example/letters' })
    expect(
      aliasesOf([draft({ key: 'n', title: 'Letters', urlKey: 'x.example/letters' })], [column('a'), column('b')]),
    ).toEqual({})
  })

  test('no entry is taken by two drafts', () => {
    const known = entry({ key: 'o', title: 'A', urlKey: 'x.example/a', day: 1 })
    const drafts = [
      draft({ key: 'm', title: 'A', urlKey: 'x.example/a' }),
      draft({ key: 'n', title: 'A', urlKey: 'x.example/b', day: 1 }),
    ]
    expect(aliasesOf(drafts, [known])).toEqual({ m: 'o' })
  })
})

describe('a page that shows another piece each day', () => {
  const REGIONS = ['north', 'south', 'west']
  const page = (i: number) => `w.example/${REGIONS[i]}`
  type Issue = (i: number, day: number) => Partial<Named>
  const issue = (day: number, of: Issue) =>
    REGIONS.map((region, i) => ({ key: `${region}-${day}`, urlKey: page(i), title: '', ...of(i, day) }))
  const found = (of: Issue) => aliasesOf(issue(2, of).map(draft), issue(1, of).map(entry))
  const guid = (i: number, day: number) => ({ guid: `fc-${REGIONS[i]}-${day}` })

  test('is new under another guid, title and date', () => {
    expect(found((i, day) => ({ ...guid(i, day), title: `Forecast for July ${day}: ${REGIONS[i]}`, day }))).toEqual({})
  })

  test('is new under another guid and title, without dates', () => {
    expect(found((i, day) => ({ ...guid(i, day), title: `Forecast for July ${day}: ${REGIONS[i]}` }))).toEqual({})
  })

  test('is new under one title, with another guid, date and text', () => {
    expect(
      found((i, day) => ({ ...guid(i, day), title: `The ${REGIONS[i]}`, text: `Highs of ${day + i} degrees`, day })),
    ).toEqual({})
  })

  test('is new under one title, with another guid and text, without dates', () => {
    expect(found((i, day) => ({ ...guid(i, day), title: `The ${REGIONS[i]}`, text: `Highs of ${day + i}` }))).toEqual(
      {},
    )
  })

  test('is new beside a page that says the same again', () => {
    const of = (i: number, day: number) => ({
      ...guid(i, day),
      title: `Warnings for the ${REGIONS[i]}`,
      text: i === 1 ? 'No warnings are in force.' : `Storm ${day} is near.`,
      day,
    })
    expect(found(of)).toEqual({ 'south-2': 'south-1' })
  })

  test('is new where a date that is only a day is all it has in common', () => {
    const of = (i: number, day: number) => ({
      ...guid(i, day),
      title: `Live: match ${day} of the ${REGIONS[i]}`,
      day: 3,
    })
    expect(found(of)).toEqual({})
    expect(Object.keys(found((i, day) => ({ ...of(i, day), hour: 15 + i })))).toHaveLength(3)
  })

  test('is new with an address of its own each day, though title and text stay', () => {
    const of = (i: number, day: number) => ({
      ...guid(i, day),
      urlKey: `${page(i)}/${day}`,
      title: `Bulletin for the ${REGIONS[i]}`,
      text: 'Hear the news of our newsroom every day at noon, read by those who made it.',
      day,
    })
    expect(found(of)).toEqual({})
  })
})

describe('a source that was rebuilt', () => {
  const DAYS = [1, 4, 9, 15]
  type Version = (i: number) => Partial<Named>
  const posts = DAYS.map((day, i) => ({
    key: `o${i}`,
    guid: `urn:old:${i}`,
    urlKey: `x.example/?p=${i}`,
    title: `Piece number ${i} of the blog`,
    text: `What there is to say in the piece number ${i}, at some length.`,
    day,
  }))
  const rebuilt = (more: Version) => posts.map((old, i) => ({ ...old, key: `n${i}`, guid: `n:${i}`, ...more(i) }))
  const undated = ({ day: _, ...named }: Named) => named
  const undatedRebuilt = (more: Version) => rebuilt(more).map(undated)
  const all = { n0: 'o0', n1: 'o1', n2: 'o2', n3: 'o3' }

  test.each([
    ['with the dates of the day it was rebuilt and its texts edited', rebuilt((i) => ({ day: 20, text: `Text ${i}` }))],
    [
      'with other links and the dates of the day it was rebuilt',
      rebuilt((i) => ({ urlKey: `y.example/${i}/`, day: 20 })),
    ],
    ['with one title edited', rebuilt((i) => (i === 1 ? { title: 'Piece one' } : {}))],
  ])('is known again %s', (_, drafts) => {
    expect(aliasesOf(drafts.map(draft), posts.map(entry))).toEqual(all)
  })

  test.each([
    ['with other links', undatedRebuilt((i) => ({ urlKey: `y.example/piece-${i}` }))],
    ['with one title edited', undatedRebuilt((i) => (i === 1 ? { title: 'Piece one' } : {}))],
  ])('is known again without dates, %s', (_, drafts) => {
    expect(aliasesOf(drafts.map(draft), posts.map(undated).map(entry))).toEqual(all)
  })
})

describe('a source whose addresses follow its headlines', () => {
  const text = 'The old lock at the weir is to be worked by hand again from Sunday, its keeper says.'
  const known = entry({
    key: 'o',
    guid: 'a',
    urlKey: 'x.example/lock',
    title: 'Lock opens again',
    text,
    day: 1,
    hour: 7,
  })
  const retold = (more: Partial<Named> = {}) =>
    draft({ key: 'n', guid: 'b', urlKey: 'x.example/hands', title: 'Hands on deck', text, day: 1, hour: 7, ...more })
  const found = (one: EntryDraft, ...others: EntryDraft[]) => retitledAliases([one], [known], [one, ...others])

  test('has the piece of the same minute and text under another headline, one by one too', () => {
    expect(found(retold())).toEqual({ n: 'o' })
    expect(aliasesOf([retold()], [known])).toEqual({ n: 'o' })
    expect(found(retold({ hour: 8 }))).toEqual({})
    expect(found(retold({ text: `${text} Boats wait.` }))).toEqual({})
    // A day alone is that of all its pieces.
    expect(retitledAliases([retold({ hour: 0 })], [entry({ ...known, day: 1, text })], [retold({ hour: 0 })])).toEqual(
      {},
    )
  })

  test('has another piece where what they say is said of others too', () => {
    expect(found(retold(), draft({ key: 'm', title: 'Boats on the weir', text, day: 2, hour: 9 }))).toEqual({})
  })

  test('is only asked for what should have been there at the last look', () => {
    const date = Date.UTC(2024, 6, 1, 7)
    expect(retoldSince([retold()], date + 60_000)).toBe(date)
    expect(retoldSince([retold()], date)).toBeUndefined()
    expect(retoldSince([retold()], undefined)).toBeUndefined()
  })
})

describe('a source that went to another site, with the dates of the day', () => {
  const posts = [0, 1, 2, 3].map((i) => ({
    key: `o${i}`,
    guid: `g${i}`,
    urlKey: `old.example/${i}`,
    title: `Piece number ${i} of the gazette`,
    day: 3,
    hour: i,
  }))
  const there = posts.map(({ title }, i) => ({
    key: `n${i}`,
    guid: `m${i}`,
    urlKey: `new.example/p/${i}`,
    title,
    day: 4,
  }))

  test('is known by its titles, where most of them and the whole site are', () => {
    const all = { n0: 'o0', n1: 'o1', n2: 'o2', n3: 'o3' }
    expect(aliasesOf(there.map(draft), posts.map(entry))).toEqual(all)
    const mostlyOther = [5, 6, 7, 8, 9].map((i) =>
      draft({ key: `x${i}`, title: `News ${i}`, urlKey: `new.example/x/${i}` }),
    )
    expect(aliasesOf([...there.map(draft), ...mostlyOther], posts.map(entry))).toEqual({})
  })

  test('is not, where it is the same site', () => {
    const here = there.map((named, i) => ({ ...named, urlKey: `old.example/p/${i}` }))
    expect(aliasesOf(here.map(draft), posts.map(entry))).toEqual({})
  })
})

describe('a list without dates whose site was rebuilt', () => {
  const listed = (of: readonly number[], to: (n: number) => string, key: string) =>
    of.map((n, position): EntryDraft => {
      const named = { key: `${key}${n}`, title: `Piece number ${n} of the gazette`, urlKey: `x.example${to(n)}` }
      return { ...draft(named), url: `https://x.example${to(n)}`, position }
    })
  const saved = (drafts: readonly EntryDraft[], firstSeen: number) =>
    drafts.map((each) => ({ ...each, firstSeen }) as unknown as Entry)
  const old = (n: number) => `/news.php?id=${n}`
  const to = (n: number) => `/2026/piece-${n}.html`
  // Those of today came after those of yesterday, and stood before them.
  const stored = [...saved(listed([5, 6], old, 'o'), 2), ...saved(listed([1, 2, 3, 4], old, 'o'), 1)]

  test('is known by its titles in their order, though one has another place and one is new', () => {
    const drafts = listed([7, 6, 5, 1, 2, 3, 4], to, 'n')
    expect(aliasesOf(drafts, stored)).toEqual(Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`n${n}`, `o${n}`])))
  })

  test.each([
    [
      'where the addresses are of the make of before: the next issues of its pages',
      [5, 6, 1, 2, 3, 4],
      (n: number) => `/news.php?id=9${n}`,
    ],
    ['where the order is another', [4, 3, 2, 1, 6, 5], to],
    ['where most of it is new', [5, 6, 1, 11, 12, 13, 14, 15], to],
  ])('is not known %s', (_, of, other) => {
    expect(aliasesOf(listed(of, other, 'n'), stored)).toEqual({})
  })

  test('is not known where its entries have guids, or the list has dates', () => {
    const drafts = listed([5, 6, 1, 2, 3, 4], to, 'n')
    const ofGuid = <T extends EntryDraft | Entry>(each: T): T => ({ ...each, guid: each.key })
    expect(aliasesOf(drafts.map(ofGuid), stored.map(ofGuid))).toEqual({})
    const { published } = draft({ key: 'd', title: 'x', day: 3 })
    const dated = drafts.map((each) => (published === undefined ? each : { ...each, published }))
    expect(aliasesOf(dated, stored)).toEqual({})
  })
})

test('a day’s news are no reason to suspect a source; most of a document is', () => {
  const drafts = Array.from({ length: 10 }, (_, i) => draft({ key: `${i}`, title: `${i}` }))
  expect(mayBeRekeyed(drafts, (key) => Number(key) >= 3)).toBe(false)
  expect(mayBeRekeyed(drafts, (key) => Number(key) >= 6)).toBe(true)
  expect(mayBeRekeyed(drafts.slice(0, 1), () => false)).toBe(false)
})

test('aliases are kept while the document lists them, and the latest of the others', () => {
  const posts = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`n${i}`, `o${i}`]))
  const kept = aliasesToKeep(posts, { m: 'p' }, new Set(['n0', 'm']))
  expect(Object.keys(kept)).toHaveLength(502)
  expect(kept).toMatchObject({ n0: 'o0', m: 'p', n899: 'o899' })
  expect(underKnownKeys([draft({ key: 'm', title: 'M' })], kept)[0]?.key).toBe('p')
})
