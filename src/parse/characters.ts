import { isAscii } from 'node:buffer'
import { moveBytes } from './bytes.ts'
import { endedReference, referenceRoom, unendedReference } from './entities.ts'
import type { Spelling } from './spelling.ts'

/** So many bytes are viewed at once: V8 gives longer strings pages of their own, at seven times the cost of a byte. */
export const windowBytes = 96 * 1024

/** So short a string is a copy anyway when it is cut out of another, and made faster than by a call out of V8. */
const short = 12

/** Of a word that is shorter than four bytes, the bits that are its own. */
const masks = [0, 0xff, 0xffff, 0xffffff]

const leastIndent = 4
const mostIndent = 12

/** Four bytes of `&`, and what shows whether one of four bytes is 0. */
const fourReferences = 0x26262626
const fourOnes = 0x01010101
const fourHighs = -0x7f7f7f80

/** References of escaped markup stand this close to one another; what stands further apart is copied by a call. */
const nearReference = 96

/** Enough for most texts of a feed. */
const leastRoom = 16 * 1024

/**
 * The characters of a document in UTF-8. Markup is ASCII, so it is looked for in the bytes, or in a window of one unit for
 * each of them, which is searched faster; only what is kept is decoded, and has memory of its own (a string cut out of a
 * document keeps all of it).
 */
export class Characters {
  readonly bytes: Buffer
  readonly isAscii: boolean
  /** The bytes, to be looked at four at a time. */
  readonly #words: DataView
  #window = ''
  /** The bytes that the window shows. */
  #from = 0
  #to = 0
  /** The white space that was passed over last, if three words of four bytes show all of it: 0 for none. */
  #indent = 0
  #indentMiddle = 0
  #indentFirst = 0
  #indentSecond = 0
  #indentLast = 0
  readonly #returns: Mark | undefined
  /** Texts that are not there as they stand are put together in its first half, from what lies in its second half. */
  #room = Buffer.alloc(0)
  #roomWords = new DataView(new ArrayBuffer(0))
  /** How much further a place in the second half is than in the document. */
  #shift = 0

  /**
   * @param utf8 valid, but that its last character may be cut off
   * @param view its first bytes, one unit for each, by who has it already
   */
  constructor(utf8: Buffer, view = '') {
    this.bytes = utf8
    this.#window = view
    this.#to = view.length
    this.isAscii = isAscii(utf8)
    this.#words = new DataView(utf8.buffer, utf8.byteOffset, utf8.byteLength)
    this.#returns = utf8.includes(13) ? new Mark(this, '\r') : undefined
  }

  /** The place of a mark of ASCII at or after `from`; -1 for none. Fast for who goes through a document once. */
  indexOf(mark: string, from: number): number {
    if (from < this.#from || from >= this.#to) this.#look(from)
    const at = this.#window.indexOf(mark, from - this.#from)
    if (at >= 0) return this.#from + at
    if (this.#to >= this.bytes.length) return -1
    return this.bytes.indexOf(mark, Math.max(from, this.#to - mark.length + 1), 'latin1')
  }

  /** The first place at or after `from` where no white space is; the end where there is none. */
  afterSpace(from: number): number {
    const { bytes } = this
    const { length } = bytes
    if (from >= length || (bytes[from] ?? 0) > 32) return from
    // Editors indent alike what stands at one depth: three words show whether this is what was there last time.
    const known = this.#indent
    if (from + known + 4 <= length && known > 0) {
      const document = this.#words
      const isSame =
        (bytes[from + known] ?? 0) > 32 &&
        document.getInt32(from, true) === this.#indentFirst &&
        document.getInt32(from + known - 4, true) === this.#indentLast &&
        document.getInt32(from + this.#indentMiddle, true) === this.#indentSecond
      if (isSame) return from + known
    }
    let at = from
    while (at < length && isSpace(bytes[at] ?? 0)) at++
    this.#keepIndent(from, at - from)
    return at
  }

  #keepIndent(from: number, size: number): void {
    if (size < leastIndent || size > mostIndent) return
    const document = this.#words
    this.#indent = size
    this.#indentMiddle = Math.min(4, size - 4)
    this.#indentFirst = document.getInt32(from, true)
    this.#indentSecond = document.getInt32(from + this.#indentMiddle, true)
    this.#indentLast = document.getInt32(from + size - 4, true)
  }

  /** Whether a name stands at a place. Not known of the last bytes, where no tag can end that has one. */
  isAt({ size, words }: Spelling, at: number): boolean {
    if (at + size + 4 > this.bytes.length) return false
    const document = this.#words
    if (size < 4) return (document.getInt32(at, true) & (masks[size] ?? 0)) === words[0]
    const last = at + size - 4
    let word = 0
    for (let place = at; place < last; place += 4) if (document.getInt32(place, true) !== words[word++]) return false
    return document.getInt32(last, true) === words[word]
  }

  /** What stands between two places with one unit a byte, to be looked at. */
  view(from: number, to: number): string {
    if (from < this.#from || from >= this.#to) this.#look(from)
    if (to <= this.#to) return this.#window.slice(from - this.#from, to - this.#from)
    return this.bytes.toString('latin1', from, to)
  }

  /** What stands between two places. */
  read(from: number, to: number): string {
    if (this.#holdsReturn(from, to)) {
      this.#fill(from, to)
      return this.#made(this.#copyLines(from, to, 0))
    }
    if (to - from <= short && (this.isAscii || this.#isAsciiIn(from, to))) return this.view(from, to)
    return this.bytes.toString(undefined, from, to)
  }

  /** The same with references decoded. */
  decode(from: number, to: number): string {
    const hasReturn = this.#holdsReturn(from, to)
    if (hasReturn) this.#fill(from, to)
    else this.#makeRoom(to - from)
    let written = 0
    let at = from
    while (at < to) {
      if (hasReturn) {
        const next = this.#referenceFrom(at, to)
        written = this.#copyLines(at, next, written)
        at = next
      } else {
        const copied = this.#copyPlain(at, to, written)
        at += copied
        written += copied
      }
      if (at >= to) break
      const known = knownAt(this.bytes, at + 1)
      if (known === undefined) {
        const { character, length } = this.#referenceAt(at, to)
        written += this.#room.write(character, written)
        at += length
      } else {
        this.#room[written++] = known.code
        at += known.length
      }
    }
    return this.#made(written)
  }

  /** The place of the next reference; the end where there is none. */
  #referenceFrom(at: number, to: number): number {
    const next = this.indexOf('&', at)
    return next < 0 || next > to ? to : next
  }

  /** Copies what stands before the next reference; says how many bytes. In escaped markup these are few: four at a time. */
  #copyPlain(from: number, to: number, written: number): number {
    const document = this.#words
    const room = this.#roomWords
    const near = Math.min(to, from + nearReference)
    let at = from
    while (at + 4 <= near) {
      const word = document.getInt32(at, true)
      const other = word ^ fourReferences
      // A byte of it is 0.
      if (((other - fourOnes) & ~other & fourHighs) !== 0) break
      room.setInt32(written + at - from, word, true)
      at += 4
    }
    const { bytes } = this
    for (; at < near; at++) {
      const code = bytes[at] ?? 0
      if (code === 38) return at - from
      this.#room[written + at - from] = code
    }
    if (at === to) return at - from
    const next = this.#referenceFrom(at, to)
    bytes.copy(this.#room, written + at - from, at, next)
    return next - from
  }

  /** A reference as a string; a `&` that begins none is itself. */
  #referenceAt(at: number, to: number): { readonly character: string; readonly length: number } {
    const end = Math.min(to, at + referenceRoom)
    const reference = endedReference(this.view(at, end), 0) ?? unendedReference(this.bytes.toString(undefined, at, end))
    return reference ?? { character: '&', length: 1 }
  }

  #look(from: number): void {
    this.#from = from
    this.#to = Math.min(from + windowBytes, this.bytes.length)
    this.#window = this.bytes.toString('latin1', from, this.#to)
  }

  #isAsciiIn(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if ((this.bytes[at] ?? 0) > 127) return false
    return true
  }

  #holdsReturn(from: number, to: number): boolean {
    const at = this.#returns === undefined ? -1 : this.#returns.find(from)
    return at >= 0 && at < to
  }

  /** A reference may mean more bytes than it has itself (`&nGt;`), never twice as many. */
  #makeRoom(length: number): void {
    if (this.#room.length >= 2 * length) return
    this.#room = Buffer.allocUnsafe(Math.max(2 * length, leastRoom))
    this.#roomWords = new DataView(this.#room.buffer, this.#room.byteOffset, this.#room.byteLength)
  }

  #fill(from: number, to: number): void {
    const length = to - from
    this.#makeRoom(length)
    this.#shift = length - from
    this.#room.set(this.bytes.subarray(from, to), length)
  }

  #made(written: number): string {
    return this.#room.toString(undefined, 0, written)
  }

  #copy(from: number, to: number, at: number): number {
    return moveBytes(this.#room, from + this.#shift, to + this.#shift, at)
  }

  /** Ends lines where they are kept (XML 1.0 section 2.11): all at once would be a second document. */
  #copyLines(from: number, to: number, at: number): number {
    let written = at
    let place = from
    for (let end = this.#returnAt(place); end >= 0 && end < to; end = this.#returnAt(place)) {
      written = this.#copy(place, end, written)
      if (this.bytes[end + 1] !== 10) this.#room[written++] = 10
      place = end + 1
    }
    return this.#copy(place, to, written)
  }

  #returnAt(from: number): number {
    return this.#returns?.find(from) ?? -1
  }
}

function isSpace(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 9 || byte === 13 || byte === 12
}

const lt = { code: 60, length: 4 }
const gt = { code: 62, length: 4 }
const amp = { code: 38, length: 5 }
const quot = { code: 34, length: 6 }

/** One of the four references that escaped markup is made of, by its bytes after `&`: it has them by the hundred. */
function knownAt(utf8: Uint8Array, at: number): { readonly code: number; readonly length: number } | undefined {
  const first = utf8[at]
  const second = utf8[at + 1]
  const third = utf8[at + 2]
  if (second === 116 && third === 59) return first === 108 ? lt : first === 103 ? gt : undefined
  const fourth = utf8[at + 3]
  if (first === 97) return second === 109 && third === 112 && fourth === 59 ? amp : undefined
  if (first !== 113 || second !== 117 || third !== 111) return undefined
  return fourth === 116 && utf8[at + 4] === 59 ? quot : undefined
}

/**
 * Finds one mark further on: what was found stays found until the scan is past it, what is not there is not searched
 * again. That keeps a scan linear.
 */
export class Mark {
  readonly #source: Characters
  readonly #what: string
  #from = 0
  #at = -1
  #known = false

  constructor(source: Characters, what: string) {
    this.#source = source
    this.#what = what
  }

  /** Its place at or after `from`; -1 when there is none. */
  find(from: number): number {
    if (this.#known && from >= this.#from && (this.#at < 0 || this.#at >= from)) return this.#at
    this.#known = true
    this.#from = from
    this.#at = this.#source.indexOf(this.#what, from)
    return this.#at
  }
}
