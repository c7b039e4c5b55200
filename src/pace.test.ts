import { expect, test } from 'vitest'
import { createPace } from './pace.ts'

/** The beats at which what is done is published, of so many; `moves` says at which something is done. */
function publications(beats: number, moves: (beat: number) => boolean, hasNews = true): readonly number[] {
  const pace = createPace()
  const due: number[] = []
  for (let beat = 1; beat <= beats; beat++) {
    if (moves(beat)) pace.moved()
    pace.beat()
    if (!pace.isDue(hasNews)) continue
    due.push(beat)
    pace.published()
  }
  return due
}

test('while one after the other is done nothing is published, but not for ever', () => {
  expect(publications(59, () => true)).toEqual([])
  expect(publications(70, () => true)).toEqual([60])
})

test('what is done is published when nothing else is done for three seconds', () => {
  expect(publications(20, (beat) => beat <= 10)).toEqual([15])
})

test('publications of one cycle are the farther apart the longer it takes', () => {
  expect(publications(1000, () => false)).toEqual([6, 18, 54, 120, 360])
})

test('after a minute what waited for all is published, whether anything else is new or not', () => {
  expect(publications(1000, () => true, false)).toEqual([120])
  const pace = createPace()
  for (let beat = 1; beat < 120; beat++) pace.beat()
  expect(pace.isLong()).toBe(false)
  pace.beat()
  expect(pace.isLong()).toBe(true)
})
