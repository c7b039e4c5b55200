import { describe, expect, test } from 'vitest'
import type { Entry, EntryDraft } from '../model/entry.ts'
import { editedAliases } from './bare.ts'

type Made = { key: string; title: string; text: string; day?: number }
const published = (day: number | undefined) =>
  day === undefined
    ? {}
    : { published: { at: Date.UTC(2024, 6, day), confidence: 'high' as const, from: 'feed' as const } }
const listed = ({ key, title, text, day }: Made) => ({ draft: { key, title, ...published(day) } as EntryDraft, text })
const stored = ({ key, title, text, day }: Made) => ({ entry: { key, title, ...published(day) } as Entry, text })

const title = 'Harbour reopens after the spring storm'
const text = 'Ships entered the harbour again on Sunday after the storm had closed it for three days.'

describe('an entry without guid and link', () => {
  test('is known again by title and date, whatever its text became', () => {
    const now = listed({ key: 'n', title, text: 'Corrected: two ships are still outside.', day: 1 })
    expect(editedAliases([now], [stored({ key: 'o', title, text, day: 1 })])).toEqual({ n: 'o' })
    expect(editedAliases([now], [stored({ key: 'o', title, text, day: 2 })])).toEqual({})
  })

  test('without a date by title and most of its text, or by its text under a new title', () => {
    const before = [stored({ key: 'o', title, text })]
    expect(editedAliases([listed({ key: 'n', title, text: `${text} Two wait.` })], before)).toEqual({ n: 'o' })
    expect(editedAliases([listed({ key: 'n', title: 'Ships are back', text })], before)).toEqual({ n: 'o' })
    const next = 'Rain is expected in the evening, with light winds from the west.'
    expect(editedAliases([listed({ key: 'n', title, text: next })], before)).toEqual({})
  })

  test('what two would answer to is no proof', () => {
    const before = [stored({ key: 'o', title, text, day: 1 }), stored({ key: 'p', title, text: 'Other', day: 1 })]
    expect(editedAliases([listed({ key: 'n', title, text: 'Third', day: 1 })], before)).toEqual({})
  })
})
