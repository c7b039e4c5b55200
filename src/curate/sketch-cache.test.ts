import { expect, test } from 'vitest'
import { BANDS } from './near-copies.ts'
import { SketchCache } from './sketch-cache.ts'

const HOUR = 3_600_000
const sketch = (i: number) => Uint32Array.from({ length: BANDS }, (_, band) => i * BANDS + band)
const fingerprint = (i: number) => `fingerprint-${i}`

test('a sketch is found again by its fingerprint, however many there are', () => {
  const cache = new SketchCache(72 * HOUR)
  for (let i = 0; i < 5_000; i++) cache.set(fingerprint(i), sketch(i), i)
  for (let i = 0; i < 5_000; i++) expect(cache.get(fingerprint(i))).toEqual(sketch(i))
  expect(cache.get('another')).toBeUndefined()
})

test('what has left the window is dropped, what is in it stays, and the memory does not grow', () => {
  const cache = new SketchCache(72 * HOUR)
  // Ten days, 60 an hour: 4,320 in the window.
  for (let i = 0; i < 10 * 24 * 60; i++) {
    cache.set(fingerprint(i), sketch(i), (i / 60) * HOUR)
    if (i >= 4_000) expect(cache.get(fingerprint(i - 4_000))).toEqual(sketch(i - 4_000))
  }
  expect(cache.get(fingerprint(0))).toBeUndefined()
  expect(cache.size).toBeLessThan(4_320 * 1.5)
  expect(cache.bytes / cache.size).toBeLessThan(160)
})
