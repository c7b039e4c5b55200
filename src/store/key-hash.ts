import { hash } from 'node:crypto'
import type { EntryKey } from '../model/entry.ts'

/** 128 bits that stand for a key in the index and in the memory of having seen. */
export type KeyHash = Buffer

export const KEY_HASH_BYTES = 16

/** 22 characters of base64url that are exactly 16 bytes: the form of our own keys. */
const OWN_FORM = /^[A-Za-z0-9_-]{21}[AQgw]$/

/** A key of our own form is 128 bits of SHA-256 already and is only decoded; any other is hashed. */
export function keyHash(key: EntryKey): KeyHash {
  if (OWN_FORM.test(key)) return Buffer.from(key, 'base64url')
  return hash('sha256', key, 'buffer').subarray(0, KEY_HASH_BYTES)
}
