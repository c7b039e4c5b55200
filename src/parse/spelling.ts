/** A name as documents write it, and its bytes four at a time: it is found again and again, and one by one they take five times as long. */
export type Spelling = {
  readonly raw: string
  /** How many bytes of UTF-8 it has. */
  readonly size: number
  /** Its bytes from the first on, little end first, as many as are whole, and last its last four. */
  readonly words: readonly number[]
}

const beyondAscii = /[^\0-\x7f]/

export function spellingOf(raw: string): Spelling {
  // Nearly all are of ASCII, and each document has its own dozens: they are not asked of a buffer.
  const bytes = beyondAscii.test(raw) ? Buffer.from(raw).toString('latin1') : raw
  const size = bytes.length
  if (size < 5) return { raw, size, words: size === 0 ? [] : [wordAt(bytes, 0)] }
  const words: number[] = []
  for (let at = 0; at < size - 4; at += 4) words.push(wordAt(bytes, at))
  words.push(wordAt(bytes, size - 4))
  return { raw, size, words }
}

/** Four bytes, or as many as there are. */
function wordAt(bytes: string, at: number): number {
  // Beyond the end there is NaN, of which no bit is set.
  return (
    bytes.charCodeAt(at) |
    (bytes.charCodeAt(at + 1) << 8) |
    (bytes.charCodeAt(at + 2) << 16) |
    (bytes.charCodeAt(at + 3) << 24)
  )
}
