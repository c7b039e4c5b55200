import { isUtf8 } from 'node:buffer'

/** The characters windows-1252 has in the place of 0x80 to 0x9f; a hole is read as the control it also is. */
export const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** The bytes of a text in windows-1252, or in Latin-1, whose controls stand for the same bytes; undefined where it has others' characters. */
function bytesOf(text: string): Buffer | undefined {
  let foreign = false
  const latin1 = text.replace(/[^\0-\xff]/g, (character) => {
    const at = windows1252.indexOf(character)
    foreign ||= at < 0
    return String.fromCharCode(0x80 + at)
  })
  return foreign ? undefined : Buffer.from(latin1, 'latin1')
}

/** Nearly every text that is right is known by its first letters beyond ASCII: they are no character of UTF-8. */
function mayBeEncodedTwice(utf8: Buffer, view: string): boolean {
  const first = /[\u0080-\u00ff]{1,63}/.exec(view)
  if (first === null) return false
  const cutOff = first[0].length === 63
  const letters = utf8.toString('utf8', first.index, first.index + first[0].length)
  const bytes = bytesOf(cutOff ? letters.slice(0, -2) : letters)
  return bytes !== undefined && (cutOff || isUtf8(bytes))
}

/**
 * Bytes of UTF-8 that were taken for windows-1252 and encoded again ("Ã©" for "é"), put right; undefined where that is
 * not certain. It is when all that lies beyond ASCII in the whole document reads as UTF-8, and some of it begins as Latin
 * letters or three bytes do, or is long: "NESTLÉ®" reads as UTF-8 too, by chance.
 *
 * @param view the same with one unit a byte
 */
export function encodedOnce(utf8: Buffer, view: string): Buffer | undefined {
  if (!mayBeEncodedTwice(utf8, view)) return undefined
  const text = utf8.toString()
  const bytes = bytesOf(text)
  if (bytes === undefined || !isUtf8(bytes)) return undefined
  return /(?<![\u0080-\uffff])[\u00c2\u00c3\u00e0-\u00f4]|[\u0080-\uffff]{6}/.test(text) ? bytes : undefined
}
