import { expect, test } from 'vitest'
import type { EntryDraft } from '../model/entry.ts'
import { weighFill } from './fill.ts'

function entries(count: number, withAuthor: number): readonly EntryDraft[] {
  return Array.from({ length: count }, (_, n) => ({
    key: `k${n}`,
    sourceId: 's',
    title: 'T',
    authors: n < withAuthor ? [{ name: 'A' }] : [],
    categories: [],
    enclosures: [],
    media: [],
    fingerprint: 'f',
    position: n,
    body: { summary: 's' },
  }))
}

test('a field that is gone is told with what it was, for many documents', () => {
  let { fill } = weighFill(undefined, entries(50, 49))
  for (let n = 0; n < 20; n++) {
    const next = weighFill(fill, entries(50, 0))
    expect(next.warnings).toHaveLength(1)
    expect(next.warnings[0]).toMatch(/^author 0 %, was \d\d %$/)
    fill = next.fill
  }
  expect(weighFill(weighFill(undefined, entries(50, 49)).fill, entries(50, 0)).warnings).toEqual([
    'author 0 %, was 98 %',
  ])
})

test('a field that comes back is told no more', () => {
  const { fill } = weighFill(weighFill(undefined, entries(10, 10)).fill, entries(10, 0))
  expect(weighFill(fill, entries(10, 9)).warnings).toEqual([])
})

test('what was always rare, what varies, and a short list prove nothing', () => {
  expect(weighFill(weighFill(undefined, entries(10, 3)).fill, entries(10, 0)).warnings).toEqual([])
  expect(weighFill(weighFill(undefined, entries(10, 10)).fill, entries(10, 6)).warnings).toEqual([])
  const { fill } = weighFill(undefined, entries(10, 10))
  expect(weighFill(fill, entries(3, 0))).toEqual({ fill, warnings: [] })
})
