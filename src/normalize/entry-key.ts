import { hash } from 'node:crypto'
import type { EntryKey } from '../model/entry.ts'
import type { SourceId } from '../model/source.ts'

/**
 * What the store knows an entry by: 128 bits of SHA-256 over source and identity (guid, else URL key, else text), as
 * 22 characters of base64url. A guid belongs to its source alone: no source can overwrite another's entry.
 */
export function entryKey(sourceId: SourceId, identity: string): EntryKey {
  return shortHash([sourceId, identity])
}

/** A stable hash of several strings; the lengths keep their borders apart. */
export function shortHash(parts: readonly string[]): string {
  let text = ''
  for (const part of parts) text += `${part.length}:${part}`
  const whole = hash('sha256', text, 'base64url')
  // Of the 22nd character only the first two bits belong to the 128.
  return whole.slice(0, 21) + LAST[ALPHABET.indexOf(whole.charAt(21)) >> 4]
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const LAST = 'AQgw'
