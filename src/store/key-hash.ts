import { hash } from 'node:crypto'
import type { EntryKey } from '../model/entry.ts'

/** 128 bits that stand for a key in the index and in the memory of having seen. */
export type KeyHash = Buffer

export const KEY_HASH_BYTES = 16

/** What the index has of a key: its hash, then its first characters, by which entries of one instant are ordered. */
export type KeyDigest = Buffer

export const KEY_PREFIX_BYTES = 12
export const KEY_DIGEST_BYTES = KEY_HASH_BYTES + KEY_PREFIX_BYTES

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Beyond any sextet: a character that is not of the alphabet. */
const FOREIGN = 64
const SEXTETS = new Uint8Array(128).fill(FOREIGN)
for (let i = 0; i < ALPHABET.length; i++) SEXTETS[ALPHABET.charCodeAt(i)] = i

/** A key of our own form is 128 bits of SHA-256 already and is only decoded; any other is hashed. */
export function keyHash(key: EntryKey): KeyHash {
  const bytes = Buffer.allocUnsafe(KEY_HASH_BYTES)
  hashInto(bytes, key)
  return bytes
}

export function keyDigest(key: EntryKey): KeyDigest {
  const bytes = Buffer.allocUnsafe(KEY_DIGEST_BYTES)
  hashInto(bytes, key)
  for (let i = 0; i < KEY_PREFIX_BYTES; i++) {
    // Codes above 255 count as 255: equal prefixes are told apart when they are read.
    bytes[KEY_HASH_BYTES + i] = i < key.length ? Math.min(key.charCodeAt(i), 255) : 0
  }
  return bytes
}

function hashInto(bytes: Buffer, key: EntryKey): void {
  if (!decodeInto(bytes, key)) hash('sha256', key, 'buffer').copy(bytes, 0, 0, KEY_HASH_BYTES)
}

/**
 * Puts down the bytes of 22 characters of base64url that are exactly 16 bytes, the form of our own keys; whether the key
 * is of it. By hand, because start-up may do this for every entry there is: Buffer's own decoder looks the encoding up by name.
 */
function decodeInto(bytes: Buffer, key: EntryKey): boolean {
  if (key.length !== 22) return false
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
  return ((seen | first | last) & FOREIGN) === 0 && (last & 15) === 0
}

function sextet(key: string, i: number): number {
  return SEXTETS[key.charCodeAt(i)] ?? FOREIGN
}
