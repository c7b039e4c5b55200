/** Written as RFC 3986 wants it: then the publisher's own spelling is kept, byte for byte. */
const tidy = /^https?:\/\/[\w.:@[\]-]+(?:[/?#][\w\-.~:/?#[\]@!$&'()*+,;=%]*)?$/i

/**
 * An absolute http(s) URL of what a publisher wrote as a link; undefined where it is none (`javascript:`, `mailto:`,
 * a mere `#`), so that nothing else can become a link anywhere in Warta.
 *
 * @param base the xml:base in scope, else the document's URL
 */
export function resolveUrl(written: string, base: string): string | undefined {
  const reference = written.trim()
  if (reference === '') return undefined
  if (tidy.test(reference) && URL.canParse(reference)) return reference
  const url = URL.parse(reference, base)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return undefined
  return url.href
}

const urlAttributes = new Set(['href', 'src', 'poster', 'cite', 'action', 'data', 'background', 'longdesc', 'usemap'])

export function isUrlAttribute(name: string): boolean {
  return urlAttributes.has(name)
}
