import { expect, test } from 'vitest'
import { hashBeginning, hashText } from './word-hash.ts'

test('a word has one hash wherever it stands in a list, and its beginning that of a shorter word', () => {
  expect(['ferry', 'ferry'].map(hashText)).toEqual([hashText('ferry'), hashText('ferry')])
  expect(hashBeginning('ferryman', 5)).toBe(hashText('ferry'))
})
