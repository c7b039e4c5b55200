import { crc32 } from 'node:zlib'
import type { EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { SourceId } from '../model/source.ts'

/**
 * A line of the journal is a JSON object whose first member is the CRC-32 of all that follows it:
 * `{"sum":"1a2b3c4d","commit":{…}}`. So it reads in any editor and with any tool for JSON Lines, and is checked
 * without being parsed.
 */
const HEAD = '{"sum":"00000000",'
const HEAD_BYTES = HEAD.length
export const NEWLINE = 10

const HEAD_LINE = Buffer.from(HEAD)
const SUM_AT = HEAD.indexOf('0')
const SUM_DIGITS = 8
const DIGITS = Buffer.from('0123456789abcdef')

/** The line of one JSON object, newline included. `json` is its text and starts with `{"`. */
export function encodeLine(json: string): Buffer {
  const line = Buffer.allocUnsafe(lineBytes(json))
  writeLine(line, 0, json, line.length)
  return line
}

/** How long the line of one JSON object is. The brace it starts with gives way to the head, the newline is one more. */
export function lineBytes(json: string): number {
  return HEAD_BYTES + Buffer.byteLength(json)
}

/** Writes the line of one JSON object at a place of a buffer; `length` as `lineBytes` has it. */
export function writeLine(into: Buffer, at: number, json: string, length: number): void {
  const end = at + length
  into.write(json, at + HEAD_BYTES - 1)
  into.set(HEAD_LINE, at)
  into[end - 1] = NEWLINE
  let sum = crc32(into.subarray(at + HEAD_BYTES, end - 1))
  for (let digit = at + SUM_AT + SUM_DIGITS - 1; digit >= at + SUM_AT; digit--) {
    into[digit] = DIGITS[sum & 15] ?? 0
    sum >>>= 4
  }
}

/** Whether the line (without its newline) that lies between two places of a buffer is whole. */
export function isWhole(buffer: Buffer, from = 0, to = buffer.length): boolean {
  if (to - from < HEAD_BYTES + 2) return false
  // Byte by byte, without a string: start-up does this for every line there is.
  let sum = 0
  for (let i = 0; i < HEAD_BYTES; i++) {
    const byte = buffer[from + i] ?? 0
    if (i < SUM_AT || i >= SUM_AT + SUM_DIGITS) {
      if (byte !== HEAD_LINE[i]) return false
      continue
    }
    const isLetter = byte >= 0x61 && byte <= 0x66
    if (!isLetter && (byte < 0x30 || byte > 0x39)) return false
    sum = (sum << 4) | (isLetter ? byte - 0x57 : byte - 0x30)
  }
  return sum >>> 0 === crc32(buffer.subarray(from + HEAD_BYTES, to))
}

export function hex(sum: number): string {
  return sum.toString(16).padStart(8, '0')
}

/** What the index needs of an entry; stands first in its line so that the rest need not be parsed. */
export type EntryHead = {
  readonly key: EntryKey
  readonly sourceId: SourceId
  readonly firstSeen: Instant
  /** Length of the body's line, which is the next one. */
  readonly bodyBytes: number
}

/** Rows of one table that a commit set or removed. */
export type TableChange = {
  readonly table: string
  readonly put?: readonly (readonly [string, unknown])[]
  readonly del?: readonly string[]
}

/** Closes a commit: what stands before it since the last commit line counts, whole or not at all. */
export type CommitMark = {
  /** Grows, but not always by one: a number whose commit failed is not used again. */
  readonly n: number
  /** The commit before this one; 0 before the first. */
  readonly prev: number
  /** Lines before this one. */
  readonly lines: number
  /** When, for people. */
  readonly at: string
  /** The entries were only moved out of an old segment; nothing about them is new. */
  readonly moved?: true
  /** Where in the file the batch begins that it was written and synced with; its own beginning where absent. */
  readonly batch?: number
}

const ENTRY = Buffer.from('"entry":')
/** Cannot occur inside a JSON string, where quotes are escaped. */
const AFTER_ENTRY_HEAD = Buffer.from('},"fields":')

export type LineKind = 'entry' | 'body' | 'table' | 'commit' | undefined

const KINDS = [
  ['entry', ENTRY],
  ['body', Buffer.from('"body":')],
  ['table', Buffer.from('"table":')],
  ['commit', Buffer.from('"commit":')],
] as const

/** What a whole line holds that begins at a place of a buffer; undefined: nothing this version knows. */
export function kindOf(buffer: Buffer, from = 0): LineKind {
  const initial = buffer[from + HEAD_BYTES + 1]
  // Without an iterator: there are many lines.
  for (let i = 0; i < KINDS.length; i++) {
    const [kind, word] = KINDS[i] ?? []
    if (word !== undefined && word[1] === initial && standsAt(buffer, from + HEAD_BYTES, word)) return kind
  }
  return undefined
}

/** Without another view of the bytes: there are many lines. */
function standsAt(buffer: Buffer, at: number, word: Buffer): boolean {
  for (let i = 0; i < word.length; i++) if (buffer[at + i] !== word[i]) return false
  return true
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const CLOSING_BRACE = 0x7d
const [KEY, SOURCE_ID, FIRST_SEEN, BODY_BYTES] = [
  Buffer.from('{"key":"'),
  Buffer.from('","sourceId":"'),
  Buffer.from('","firstSeen":'),
  Buffer.from(',"bodyBytes":'),
]

/**
 * Reads heads of entries, one after the other. Start-up does this for every entry there is, and most name the source of the
 * one before: they share its string, and are not parsed as JSON where they look as they were written.
 */
export class HeadReader {
  #sourceId = ''
  #written: Buffer = Buffer.alloc(0)

  /** The head of an entry's whole line, which begins at a place of a buffer. */
  read(buffer: Buffer, from = 0): EntryHead {
    return this.#readPlain(buffer, from) ?? entryHeadOf(buffer, from)
  }

  #readPlain(buffer: Buffer, from: number): EntryHead | undefined {
    const start = from + HEAD_BYTES + ENTRY.length
    if (!standsAt(buffer, start, KEY)) return undefined
    const keyAt = start + KEY.length
    const keyEnd = plainEnd(buffer, keyAt)
    if (keyEnd === -1 || !standsAt(buffer, keyEnd, SOURCE_ID)) return undefined
    const sourceAt = keyEnd + SOURCE_ID.length
    const sourceEnd = plainEnd(buffer, sourceAt)
    if (sourceEnd === -1 || !standsAt(buffer, sourceEnd, FIRST_SEEN)) return undefined
    const firstSeenAt = sourceEnd + FIRST_SEEN.length
    const firstSeenEnd = digitsEnd(buffer, firstSeenAt)
    if (!standsAt(buffer, firstSeenEnd, BODY_BYTES)) return undefined
    const bytesAt = firstSeenEnd + BODY_BYTES.length
    const bytesEnd = digitsEnd(buffer, bytesAt)
    if (!standsAt(buffer, bytesEnd, AFTER_ENTRY_HEAD)) return undefined
    if (this.#written.length !== sourceEnd - sourceAt || !standsAt(buffer, sourceAt, this.#written)) {
      this.#written = Buffer.from(buffer.subarray(sourceAt, sourceEnd))
      this.#sourceId = this.#written.toString('latin1')
    }
    return {
      key: buffer.toString('latin1', keyAt, keyEnd),
      sourceId: this.#sourceId,
      firstSeen: numberAt(buffer, firstSeenAt, firstSeenEnd),
      bodyBytes: numberAt(buffer, bytesAt, bytesEnd),
    }
  }
}

/** Where a string of JSON ends that is plain ASCII as it stands; -1 where it is not. */
function plainEnd(buffer: Buffer, at: number): number {
  for (let end = at; end < buffer.length; end++) {
    const byte = buffer[end] ?? 0
    if (byte === QUOTE) return end
    if (byte === BACKSLASH || byte > 0x7e) return -1
  }
  return -1
}

/** Sixteen digits and more may not fit: then no end is found, and JSON reads them. */
function digitsEnd(buffer: Buffer, at: number): number {
  let end = at
  while (end < at + 15 && (buffer[end] ?? 0) >= 0x30 && (buffer[end] ?? 0) <= 0x39) end++
  return end === at ? -1 : end
}

function numberAt(buffer: Buffer, at: number, end: number): number {
  let number = 0
  for (let i = at; i < end; i++) number = number * 10 + (buffer[i] ?? 0) - 0x30
  return number
}

/** The head of an entry's whole line, which begins at a place of a buffer. */
export function entryHeadOf(buffer: Buffer, from = 0): EntryHead {
  const start = from + HEAD_BYTES + ENTRY.length
  let end = start
  while (end < buffer.length && !(buffer[end] === CLOSING_BRACE && standsAt(buffer, end, AFTER_ENTRY_HEAD))) end++
  const head: EntryHead = JSON.parse(buffer.toString('utf8', start, end + 1))
  return head
}

/** Parses a whole line; `__proto__` can be written by publishers and never becomes a member. */
export function parseLine(line: Buffer): unknown {
  return parseJson(line.toString('utf8'))
}

/** JSON.parse that drops members named `__proto__` (the reviver costs time, so only where one may be). */
export function parseJson(text: string): unknown {
  if (!text.includes('__proto__')) return JSON.parse(text)
  return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value))
}
