/** A name as documents write it, and its bytes four at a time: it is found again and again, and one by one they take five times as long. */
export type Spelling = {
  readonly raw: string
  /** How many bytes of UTF-8 it has. */
  readonly size: number
  /** Its bytes from the first on, little end first, as many as are whole, and last its last four. */
  readonly words: readonly number[]
}

export function spellingOf(raw: string): Spelling {
  const bytes = Buffer.from(raw)
  const size = bytes.length
  if (size < 4) return { raw, size, words: size === 0 ? [] : [bytes.readUIntLE(0, size)] }
  const words: number[] = []
  for (let at = 0; at < size - 4; at += 4) words.push(bytes.readInt32LE(at))
  words.push(bytes.readInt32LE(size - 4))
  return { raw, size, words }
}
