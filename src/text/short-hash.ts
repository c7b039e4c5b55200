import { hash } from 'node:crypto'

/** A stable hash of several strings, 128 bits of SHA-256 as 22 characters of base64url; the lengths keep their borders apart. */
export function shortHash(parts: readonly string[]): string {
  let text = ''
  for (const part of parts) text += `${part.length}:${part}`
  const whole = hash('sha256', text, 'base64url')
  // Of the 22nd character only the first two bits belong to the 128.
  return whole.slice(0, 21) + LAST[ALPHABET.indexOf(whole.charAt(21)) >> 4]
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const LAST = 'AQgw'
