import { hash } from 'node:crypto'
import type { EntryKey } from '../model/entry.ts'

/** 128 bits that stand for a key in the index and in the memory of having seen. */
export type KeyHash = Buffer

export const KEY_HASH_BYTES = 16

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Beyond any sextet: a character that is not of the alphabet. */
const FOREIGN = 64
const SEXTETS = new Uint8Array(128).fill(FOREIGN)
for (let i = 0; i < ALPHABET.length; i++) SEXTETS[ALPHABET.charCodeAt(i)] = i

/** A key of our own form is 128 bits of SHA-256 already and is only decoded; any other is hashed. */
export function keyHash(key: EntryKey): KeyHash {
  return decoded(key) ?? hash('sha256', key, 'buffer').subarray(0, KEY_HASH_BYTES)
}

/**
 * The bytes of 22 characters of base64url that are exactly 16 bytes, the form of our own keys; undefined for any other.
 * By hand, because start-up does this for every entry there is: Buffer's own decoder looks the encoding up by name.
 */
function decoded(key: EntryKey): KeyHash | undefined {
  if (key.length !== 22) return undefined
  const bytes = Buffer.allocUnsafe(KEY_HASH_BYTES)
  let seen = 0
  for (let i = 0, at = 0; i < 20; i += 4, at += 3) {
    const a = sextet(key, i)
    const b = sextet(key, i + 1)
    const c = sextet(key, i + 2)
    const d = sextet(key, i + 3)
    seen |= a | b | c | d
    bytes[at] = (a << 2) | (b >> 4)
    bytes[at + 1] = (b << 4) | (c >> 2)
    bytes[at + 2] = (c << 6) | d
  }
  const first = sextet(key, 20)
  const last = sextet(key, 21)
  bytes[15] = (first << 2) | (last >> 4)
  // Of the last character only two bits are taken: where others are set it is not of our form.
  return ((seen | first | last) & FOREIGN) === 0 && (last & 15) === 0 ? bytes : undefined
}

function sextet(key: string, i: number): number {
  return SEXTETS[key.charCodeAt(i)] ?? FOREIGN
}
