/** An `id` that is a whole number with more digits than a double surely holds. */
const longId = /"id"(?<!\\"id")(\s*:\s*)(-?\d{16,})(?=\s*[,}\]])/g

/**
 * What JSON tells, throwing SyntaxError as `JSON.parse` does. An `id` of sixteen digits or more comes as the string of its
 * digits (RFC 8259 section 6: beyond 2^53 numbers are not exact): as numbers, ids that differ in the last digits are one.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(wholeIds(text)) as unknown
}

/** The same text, with such ids in quotes. */
export function wholeIds(text: string): string {
  return text.replace(longId, '"id"$1"$2"')
}
