import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hunksBetween } from './edit-script.ts'

const between = (before: string, after: string, most = 64) =>
  hunksBetween([...before], [...after], { isSame: (a, b) => a === b, most })?.map(
    ({ gone, come }) => `${gone.join('')}>${come.join('')}`,
  )

test('what changed stands together, what changed places is gone and has come', () => {
  expect(between('abcdef', 'abXdef')).toEqual(['c>X'])
  expect(between('abcdef', 'abcdef')).toEqual([])
  expect(between('abc', 'abXYc')).toEqual(['>XY'])
  expect(between('aXb', 'bXa')).toHaveLength(2)
  expect(between('', 'ab')).toEqual(['>ab'])
})

test('more than so many edits are none of its business', () => {
  expect(between('aaaaaaaa', 'bbbbbbbb', 4)).toBeUndefined()
})

test('what went and what came is the difference, and no more', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 20 })
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const hunks = hunksBetween(before, after, { isSame: (a, b) => a === b, most: 64 }) ?? []
      const gone = hunks.flatMap((hunk) => hunk.gone)
      const come = hunks.flatMap((hunk) => hunk.come)
      expect(before.length - gone.length).toBe(after.length - come.length)
      const left = before.filter((letter) => letter === 'a').length - gone.filter((letter) => letter === 'a').length
      expect(left).toBe(
        after.filter((letter) => letter === 'a').length - come.filter((letter) => letter === 'a').length,
      )
      expect(gone.length + come.length).toBe(before.length + after.length - 2 * longestCommon(before, after))
    }),
  )
})

function longestCommon(a: readonly string[], b: readonly string[]): number {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (const [i, one] of a.entries())
    for (const [j, other] of b.entries()) {
      const row = rows[i + 1]
      if (row === undefined) continue
      row[j + 1] = one === other ? (rows[i]?.[j] ?? 0) + 1 : Math.max(rows[i]?.[j + 1] ?? 0, row[j] ?? 0)
    }
  return rows[a.length]?.[b.length] ?? 0
}
