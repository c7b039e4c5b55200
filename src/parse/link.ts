/**
 * Surely a URL that RFC 3986 and the URL standard have nothing to say about: the publisher's own spelling is kept,
 * byte for byte. All others are asked of the URL standard's parser (also `xn--` hosts and numbers, which it checks).
 */
const tidy =
  /^[Hh][Tt][Tt][Pp][Ss]?:\/\/(?![^/?#]*xn--)(?:[A-Za-z0-9_-]+\.)+[A-Za-z][A-Za-z-]*(?::\d{1,4})?(?:[/?#][\w\-.~:/?#[\]@!$&'()*+,;=%]*)?$/

/**
 * An absolute http(s) URL of what a publisher wrote as a link; undefined where it is none (`javascript:`, `mailto:`,
 * a mere `#`), so that nothing else can become a link anywhere in Warta.
 *
 * An `&amp;` that is left was escaped once too often: no address has one.
 *
 * @param base the xml:base in scope, else the document's URL
 */
export function resolveUrl(written: string, base: string): string | undefined {
  if (tidy.test(written) && !(written.includes('&') && written.includes('&amp;'))) return written
  const reference = written.includes('&amp;') ? written.trim().replaceAll('&amp;', '&') : written.trim()
  if (reference === '') return undefined
  if (reference !== written && tidy.test(reference)) return reference
  // An absolute reference needs no base, and a base may be none (a file without an address).
  const url = URL.parse(reference, base) ?? URL.parse(reference)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return undefined
  // Absolute and free of what must be encoded: kept as written, so that it compares equal to what the publisher has.
  return /^https?:\/\/[\x21-\x7e]+$/i.test(reference) && !/[\\^`{|}<>"]/.test(reference) ? reference : url.href
}

const urlAttributes = new Set(['href', 'src', 'poster', 'cite', 'action', 'data', 'background', 'longdesc', 'usemap'])

export function isUrlAttribute(name: string): boolean {
  return urlAttributes.has(name)
}
