import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, nearestKey } from './nearest-key.ts'

const keys = ['title', 'language', 'limit', 'perDay', 'schedule', 'sources', 'maxEvery', 'url', 'id']

test.each([
  ['titel', 'title'],
  ['langauge', 'language'],
  ['per_day', 'perDay'],
  ['per-day', 'perDay'],
  ['PERDAY', 'perDay'],
  ['source', 'sources'],
  ['max_every', 'maxEvery'],
  ['ulr', 'url'],
  ['shedule', 'schedule'],
])('%s was meant for %s', (written, key) => {
  expect(nearestKey(written, keys)).toBe(key)
})

test.each(['', 'x', 'i', 'colour', 'backfill', 'q'.repeat(1000)])('%j is near to nothing', (written) => {
  expect(nearestKey(written, keys)).toBeUndefined()
})

test('distance is 0 only for the same, symmetric, and at most the longer length', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      const distance = editDistance(a, b)
      expect(distance === 0).toBe(a === b)
      expect(distance).toBe(editDistance(b, a))
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
    }),
  )
})

test('two letters that changed places are one mistake', () => {
  expect(editDistance('titel', 'title')).toBe(1)
})
