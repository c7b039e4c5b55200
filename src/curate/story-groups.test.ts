import { describe, expect, test } from 'vitest'
import type { Entry } from '../model/entry.ts'
import { eventPieceOf } from './event-piece.ts'
import { groupStories } from './story-groups.ts'

const piece = (key: string, title: string, more: Partial<Entry> = {}) =>
  eventPieceOf({ key, sourceId: key, title, language: 'en', firstSeen: 0, ...more } as Entry, '')
const keys = (groups: ReturnType<typeof groupStories>) => groups.map((group) => group.map(({ key }) => key))

const FERRY = [
  piece('a', 'Ferry Aurelia sinks off Tromso with 140 aboard'),
  piece('b', 'Ferry Aurelia sinks near Tromso, 140 aboard'),
  piece('c', 'Aurelia ferry: divers find bridge recorder off Tromso'),
  piece('d', 'Divers bring up bridge recorder of sunken Aurelia'),
]
/** A name that no other number has. */
const nameOf = (i: number) => [...String(i * 7919 + 10_007)].map((digit) => 'bdfgklmnpr'[Number(digit)]).join('')
const OTHERS = [
  piece('x', 'Brazil wins volleyball final against Italy'),
  piece('y', 'Central bank leaves interest rates unchanged'),
  piece('z', 'Divers break world record in Tahiti lagoon'),
]

describe('groupStories', () => {
  test('a report joins the group that it fits, though no single one is so like it', () => {
    expect(keys(groupStories([...FERRY, ...OTHERS]))).toEqual([['a', 'b', 'c', 'd']])
    const [a, , , d] = FERRY
    if (a === undefined || d === undefined) throw new Error('four reports')
    expect(groupStories([a, d])).toEqual([])
  })

  test('what was shown as one story goes on; what was there already is not compared again', () => {
    const known = { pairs: [['a', 'z'] as const], isNew: (key: string) => key === 'b' }
    expect(keys(groupStories([...FERRY.slice(0, 2), ...OTHERS], known))).toEqual([['a', 'z', 'b']])
    expect(groupStories(FERRY, { pairs: [], isNew: () => false })).toEqual([])
  })

  test('two languages are two groups', () => {
    const id = piece('id', 'Ferry Aurelia sinks off Tromso with 140 aboard', { language: 'id' })
    expect(keys(groupStories([...FERRY.slice(0, 2), id]))).toEqual([['a', 'b']])
  })

  test('a word that every other piece says is the topic of the day and groups nothing', () => {
    const pieces = Array.from({ length: 80 }, (_, i) =>
      piece(`k${i}`, `Coronavirus Wuhan Hubei vaccine ${nameOf(i)} ${nameOf(i + 500)}`),
    )
    expect(groupStories(pieces)).toEqual([])
    // Of a few alone it might be an event.
    expect(groupStories(pieces.slice(0, 4))).toHaveLength(1)
  })

  test('a flood of one title is one group, and leaves others their own', () => {
    const flood = Array.from({ length: 3_000 }, (_, i) =>
      piece(`f${i}`, 'Win a holiday in Acapulco with Globex points'),
    )
    const groups = keys(groupStories([...flood, ...FERRY]))
    expect(groups.filter((group) => group.includes('a'))).toEqual([['a', 'b', 'c', 'd']])
    expect(
      groups.every((group) => group.every((key) => key.startsWith('f')) || !group.some((key) => key[0] === 'f')),
    ).toBe(true)
  })

  test('a flood of titles that differ in a word is bounded, and leaves others their own', () => {
    const flood = Array.from({ length: 1_500 }, (_, i) =>
      piece(`f${i}`, `Win a holiday in Acapulco with points w${i}x`),
    )
    const groups = keys(groupStories([...flood.map((one) => ({ ...one, at: -1 })), ...FERRY]))
    expect(groups.filter((group) => group.includes('a'))).toEqual([['a', 'b', 'c', 'd']])
  })

  test.each([
    ['of one character', 'x'],
    ['of signs', '🎉🎉'],
    ['of nothing', ''],
    ['of ten thousand characters', 'word '.repeat(2_000)],
  ])('titles %s group nothing', (_, title) => {
    expect(groupStories(Array.from({ length: 40 }, (__, i) => piece(`k${i}`, title)))).toEqual([])
  })
})
