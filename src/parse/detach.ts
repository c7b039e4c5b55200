/** V8 keeps shorter substrings as characters of their own anyway. */
const ownCharacters = 12

function copyOf(text: string): string {
  const encoding = text.isWellFormed() ? 'utf8' : 'utf16le'
  return Buffer.from(text, encoding).toString(encoding)
}

/**
 * Gives all texts inside a value characters of their own, in place: a substring of a document keeps the whole document
 * in memory for as long as it lives. Half as dear as a structured clone.
 */
export function detach(value: object): void {
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) value[at] = detached(value[at])
    return
  }
  const fields = value as Record<string, unknown>
  for (const name of Object.keys(fields)) {
    const field = fields[name]
    const own = detached(field)
    if (own !== field) fields[name] = own
  }
}

function detached(value: unknown): unknown {
  if (typeof value === 'string') return value.length > ownCharacters ? copyOf(value) : value
  if (typeof value === 'object' && value !== null) detach(value)
  return value
}
