import { expect, test } from 'vitest'
import { WordTable } from './word-table.ts'

const words = ['the', 'of', 'then', 'a', 'government', 'ab', 'ba']
const table = new WordTable(new Map(words.map((word) => [word, word.toUpperCase()])))

test('finds a word where it stands in a text, whole', () => {
  const text = 'lathe then of governments'
  expect(table.at(text, 2, 5)).toBe('THE')
  expect(table.at(text, 6, 10)).toBe('THEN')
  expect(table.at(text, 6, 9)).toBe('THE')
  expect(table.at(text, 0, 5)).toBeUndefined()
  expect(table.at(text, 14, 25)).toBeUndefined()
  expect(table.at(text, 14, 24)).toBe('GOVERNMENT')
})

test('knows the same words by themselves, and none in an empty table', () => {
  for (const word of words)
    expect([table.get(word), table.at(word, 0, word.length)]).toEqual(Array(2).fill(word.toUpperCase()))
  const empty = new WordTable(new Map())
  expect([empty.get('the'), empty.at('the', 0, 3)]).toEqual([undefined, undefined])
})
