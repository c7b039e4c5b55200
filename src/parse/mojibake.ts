import { isUtf8 } from 'node:buffer'

/** The characters windows-1252 has in the place of 0x80 to 0x9f; a hole is read as the control it also is. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** The byte of each UTF-16 unit in windows-1252, or in Latin-1, whose controls stand for the same bytes; 0 for none. */
const byteOf = new Uint8Array(0x2123)
for (let code = 0; code < 0x100; code++) byteOf[code] = code
for (let at = 0; at < high.length; at++) byteOf[high.charCodeAt(at)] = 0x80 + at

/** The bytes of a text in windows-1252; undefined where it has others' characters. */
function bytesOf(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const byte = byteOf[code] ?? 0
    if (byte === 0 && code !== 0) return undefined
    bytes[at] = byte
  }
  return bytes
}

/**
 * Text whose UTF-8 was taken for windows-1252 and encoded again ("Ã©" for "é"), put right; undefined where that is not
 * certain. It is when all that lies beyond ASCII in the whole document reads as UTF-8, and some of it begins as Latin
 * letters or three bytes do, or is long: "NESTLÉ®" reads as UTF-8 too, by chance.
 */
export function utf8InWindows1252(text: string): string | undefined {
  // Nearly every text that is right is left here: its first letters beyond ASCII are no character of UTF-8.
  const first = bytesOf(/[\u0080-\uffff]+/.exec(text)?.[0] ?? '')
  if (first === undefined || !isUtf8(first)) return undefined
  const bytes = bytesOf(text)
  if (bytes === undefined || !isUtf8(bytes)) return undefined
  if (!/(?<![\u0080-\uffff])[\u00c2\u00c3\u00e0-\u00f4]|[\u0080-\uffff]{6}/.test(text)) return undefined
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
