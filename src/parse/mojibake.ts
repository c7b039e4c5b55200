/** The characters windows-1252 has in the place of 0x80 to 0x9f; a hole is read as the control it also is. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function byteOf(character: string): number {
  const code = character.charCodeAt(0)
  if (code < 0x100 && (code < 0x80 || code > 0x9f || high.includes(character))) return code
  const at = high.indexOf(character)
  return at < 0 ? -1 : 0x80 + at
}

function decodeRun(run: string): string | undefined {
  const bytes = new Uint8Array(run.length)
  for (let at = 0; at < run.length; at++) {
    const byte = byteOf(run.charAt(at))
    if (byte < 0x80) return undefined
    bytes[at] = byte
  }
  const text = new TextDecoder('utf-8').decode(bytes)
  return text.includes('\ufffd') ? undefined : text
}

/**
 * Text whose UTF-8 was taken for windows-1252 and encoded again ("Ã©" for "é"), put right; undefined where that is not
 * certain. It is when every run of characters beyond ASCII in the whole document reads as UTF-8, and one of them
 * begins as Latin letters, punctuation or a third byte do: "NESTLÉ®" reads as UTF-8 too, by chance.
 */
export function utf8InWindows1252(text: string): string | undefined {
  const beyondAscii = /[\u0080-\uffff]+/g
  const first = beyondAscii.exec(text)
  if (first === null) return undefined
  if (decodeRun(first[0]) === undefined) return undefined
  let evidence = false
  let certain = true
  const repaired = text.replace(/[\u0080-\uffff]+/g, (run) => {
    const decoded = certain ? decodeRun(run) : undefined
    if (decoded === undefined) {
      certain = false
      return run
    }
    evidence ||= /^[\u00c2\u00c3\u00e0-\u00f4]/.test(run) || decoded.length >= 3
    return decoded
  })
  return certain && evidence ? repaired : undefined
}
