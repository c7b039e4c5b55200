import { expect, test } from 'vitest'
import type { EntryDraft } from '../model/entry.ts'
import { titleFlood } from './title-flood.ts'

const draft = (title: string, n: number): EntryDraft => ({
  key: `k${n}`,
  sourceId: 's',
  title,
  authors: [],
  categories: [],
  enclosures: [],
  media: [],
  fingerprint: `f${n}`,
  position: n,
  body: {},
})
const drafts = (count: number, title: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => draft(title(n), n))

test('fifty entries under one title are told of, once and without the title', () => {
  expect(titleFlood(drafts(5_000, () => 'Sale'))).toEqual(['5000 entries under one title'])
  expect(titleFlood([...drafts(60, () => 'Sale'), ...drafts(70, (n) => `Piece ${n}`)])).toEqual([
    '60 entries under one title',
  ])
})

test('a column, a long feed and an empty one are not', () => {
  expect(titleFlood(drafts(49, () => 'Letters to the editor'))).toEqual([])
  expect(titleFlood(drafts(300, (n) => `Piece ${n}`))).toEqual([])
  expect(titleFlood([])).toEqual([])
  expect(titleFlood(drafts(300, () => ''))).toEqual([])
})
