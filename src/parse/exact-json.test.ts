import { expect, test } from 'vitest'
import { parseExactJson } from './exact-json.ts'

test.each([
  ['{"id":9007199254740993}', { id: '9007199254740993' }],
  ['{"id" : -9007199254740993 , "a": 1}', { id: '-9007199254740993', a: 1 }],
  ['{"id":900719925474099}', { id: 900719925474099 }],
  ['{"id":9007199254740993.5}', { id: Number('9007199254740993.5') }],
  ['{"id":9007199254740993e2}', { id: Number('9007199254740993e2') }],
  ['{"size":9007199254740993}', { size: Number('9007199254740993') }],
  ['{"a":"\\"id\\":9007199254740993,"}', { a: '"id":9007199254740993,' }],
  ['{"a\\"id":9007199254740993}', { 'a"id': Number('9007199254740993') }],
])('%s keeps every digit of an id, and all else as it is', (text, value) => {
  expect(parseExactJson(text)).toEqual(value)
})

test('what is no JSON stays none', () => {
  expect(() => parseExactJson('{"id":9007199254740993')).toThrow(SyntaxError)
})
