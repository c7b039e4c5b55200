import { expect, test } from 'vitest'
import { summed, WordTable } from './word-table.ts'

const words = ['the', 'of', 'then', 'a', 'government', 'ab', 'ba']
const table = new WordTable(new Map(words.map((word) => [word, word.toUpperCase()])))

function at<T>(among: WordTable<T>, text: string, from: number, to: number): T | undefined {
  const codes = Array.from(text.slice(from, to), (character) => character.charCodeAt(0))
  return among.at(text, from, to, codes.reduce(summed, 0))
}

test('finds a word where it stands in a text, whole', () => {
  const text = 'lathe then of governments'
  expect(at(table, text, 2, 5)).toBe('THE')
  expect(at(table, text, 6, 10)).toBe('THEN')
  expect(at(table, text, 6, 9)).toBe('THE')
  expect(at(table, text, 0, 5)).toBeUndefined()
  expect(at(table, text, 14, 25)).toBeUndefined()
  expect(at(table, text, 14, 24)).toBe('GOVERNMENT')
})

test('knows the same words by themselves, and none in an empty table', () => {
  for (const word of words)
    expect([table.get(word), at(table, word, 0, word.length)]).toEqual(Array(2).fill(word.toUpperCase()))
  const empty = new WordTable(new Map())
  expect([empty.get('the'), at(empty, 'the', 0, 3)]).toEqual([undefined, undefined])
})
