import { isUtf8 } from 'node:buffer'
import { firstBeyondAscii } from './bytes.ts'

/** The characters windows-1252 has in the place of 0x80 to 0x9f; a hole is read as the control it also is. */
export const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** The byte that each character from U+0100 on has in windows-1252. */
const bytesBeyondLatin1: ReadonlyMap<number, number> = new Map(
  [...windows1252].map((character, at): [number, number] => [character.charCodeAt(0), 0x80 + at]),
)

/** Set in four bytes of which one is beyond ASCII. */
const fourBeyondAscii = -0x7f7f7f80

/**
 * What is written in UTF-8, in windows-1252, or in Latin-1, whose controls stand for the same bytes; undefined where it has
 * others' characters. Straight from bytes to bytes: a document that was encoded twice is read as fast as others.
 *
 * @param utf8 valid; a last character that is cut off is left out
 */
function bytesOf(utf8: Uint8Array): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(utf8.length)
  const from = new DataView(utf8.buffer, utf8.byteOffset, utf8.byteLength)
  const to = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let length = 0
  for (let at = 0; at < utf8.length; ) {
    // Nearly all of most documents is ASCII: four bytes at a time.
    for (; at + 4 <= utf8.length; at += 4, length += 4) {
      const word = from.getInt32(at)
      if ((word & fourBeyondAscii) !== 0) break
      to.setInt32(length, word)
    }
    const first = utf8[at]
    if (first === undefined) break
    if (first < 0x80) {
      bytes[length++] = first
      at++
      continue
    }
    if (first >= 0xf0) return undefined
    const size = first < 0xe0 ? 2 : 3
    if (at + size > utf8.length) break
    const two = ((first & 0x1f) << 6) | ((utf8[at + 1] ?? 0) & 0x3f)
    const code = size === 2 ? two : ((two & 0x3ff) << 6) | ((utf8[at + 2] ?? 0) & 0x3f)
    const byte = code <= 0xff ? code : bytesBeyondLatin1.get(code)
    if (byte === undefined) return undefined
    bytes[length++] = byte
    at += size
  }
  return bytes.subarray(0, length)
}

/** So many bytes beyond ASCII in a row show whether a text was encoded twice. */
const longestRun = 63

/** Nearly every text that is right is known by its first letters beyond ASCII: they are no character of UTF-8. */
function mayBeEncodedTwice(utf8: Buffer): boolean {
  const first = firstBeyondAscii(utf8)
  let end = first
  while (end < utf8.length && end < first + longestRun && (utf8[end] ?? 0) >= 0x80) end++
  if (end === first) return false
  const bytes = bytesOf(utf8.subarray(first, end))
  return bytes !== undefined && (end === first + longestRun || isUtf8(bytes))
}

/** Whether some of what lies beyond ASCII begins as Latin letters or three bytes do, or is long. */
function isTelling(bytes: Uint8Array): boolean {
  let run = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) run = 0
    else if (run++ === 0 ? byte === 0xc2 || byte === 0xc3 || (byte >= 0xe0 && byte <= 0xf4) : run === 6) return true
  }
  return false
}

/**
 * Bytes of UTF-8 that were taken for windows-1252 and encoded again ("Ã©" for "é"), put right; undefined where that is
 * not certain. It is when all that lies beyond ASCII in the whole document reads as UTF-8, and some of it begins as Latin
 * letters or three bytes do, or is long: "NESTLÉ®" reads as UTF-8 too, by chance.
 */
export function encodedOnce(utf8: Buffer): Buffer | undefined {
  if (!mayBeEncodedTwice(utf8)) return undefined
  const bytes = bytesOf(utf8)
  return bytes !== undefined && isUtf8(bytes) && isTelling(bytes) ? bytes : undefined
}
