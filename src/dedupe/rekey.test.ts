import { describe, expect, test } from 'vitest'
import type { Entry, EntryDraft } from '../model/entry.ts'
import { aliasesOf, aliasesToKeep, mayBeRekeyed, underKnownKeys } from './rekey.ts'

type Named = { key: string; title: string; urlKey?: string; guid?: string; day?: number }
const draft = ({ key, title, day, ...more }: Named) =>
  ({
    key,
    title,
    ...more,
    ...(day === undefined ? {} : { published: { at: Date.UTC(2024, 6, day), confidence: 'high', from: 'feed' } }),
  }) as EntryDraft
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

test('a day’s news are no reason to suspect a source; most of a document is', () => {
  const drafts = Array.from({ length: 10 }, (_, i) => draft({ key: `${i}`, title: `${i}` }))
  expect(mayBeRekeyed(drafts, (key) => Number(key) >= 3)).toBe(false)
  expect(mayBeRekeyed(drafts, (key) => Number(key) >= 6)).toBe(true)
  expect(mayBeRekeyed(drafts.slice(0, 1), () => false)).toBe(false)
})

test('aliases are kept while the document lists them, and the latest of the others', () => {
  const before = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`n${i}`, `o${i}`]))
  const kept = aliasesToKeep(before, { m: 'p' }, new Set(['n0', 'm']))
  expect(Object.keys(kept)).toHaveLength(502)
  expect(kept).toMatchObject({ n0: 'o0', m: 'p', n899: 'o899' })
  expect(underKnownKeys([draft({ key: 'm', title: 'M' })], kept)[0]?.key).toBe('p')
})
