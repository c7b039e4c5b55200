/** The place of the first byte beyond ASCII at or after `from`; the end where there is none. */
export function beyondAscii(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at++
  return at
}

/** So many are copied sooner one by one than by a call out of V8. */
const few = 40

/**
 * Copies a stretch of bytes to `at` of another place, which has room for it. For who copies what lies between marks: a call for
 * each stretch would cost more than its bytes, where marks stand close together.
 *
 * @returns the place behind the copy
 */
export function copyBytes(source: Uint8Array, from: number, to: number, target: Buffer, at: number): number {
  if (to - from > few) {
    target.set(source.subarray(from, to), at)
    return at + to - from
  }
  let written = at
  for (let place = from; place < to; place++) target[written++] = source[place] ?? 0
  return written
}
