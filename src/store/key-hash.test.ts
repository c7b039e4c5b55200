import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyHash } from './key-hash.ts'

test('a key of our own form is decoded', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      expect([...keyHash(Buffer.from(bytes).toString('base64url'))]).toEqual([...bytes])
    }),
  )
})

test.each([
  ['one character less', 'AAAAAAAAAAAAAAAAAAAAA'],
  ['one character more', 'AAAAAAAAAAAAAAAAAAAAAAA'],
  ['bits past the 128th', 'AAAAAAAAAAAAAAAAAAAAAB'],
  ['base64, not base64url', '+AAAAAAAAAAAAAAAAAAAAA'],
  ['a letter beyond ASCII', 'éAAAAAAAAAAAAAAAAAAAAA'],
  ['a letter beyond ASCII that shares its low bits with one of the alphabet', 'AAAAAAAAAAAAAAAAAAAAAŁ'],
  ['padding', 'AAAAAAAAAAAAAAAAAAAAA='],
  ['nothing', ''],
])('any other key is hashed: %s', (_, key) => {
  expect(keyHash(key)).toEqual(hash('sha256', key, 'buffer').subarray(0, 16))
})
