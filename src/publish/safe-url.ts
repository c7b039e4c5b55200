// Characters that URL() leaves in place and that no URI may hold (RFC 3986, 2); validators and readers choke on them.
const NOT_URI = /[{}|\\^`<>"\s]/g
// What needs no second look: plain ASCII, a host that ends in a name, nothing to encode.
const PLAIN = /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?:[/?#][\w\-.~%!$&'()*+,;=:@/?#[\]]*)?$/i

// After IDNA: a name, or an IPv6 address. URL() lets quotes and more pass here.
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/**
 * The URL as it may be published: absolute http or https, with a host, only characters of RFC 3986. A URL that is so
 * already is returned as it stands, for ids and links must not change by being looked at.
 * Undefined for everything else: `javascript:`, `data:`, `//host`, relative, without a host.
 */
export function publishableUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (PLAIN.test(text)) return text
  // `/path` and `\\host` would need a base, which nobody knows here: URL.parse refuses them.
  const url = URL.parse(text.toWellFormed())
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  if (!HOST.test(url.hostname)) return undefined
  return url.href.replace(NOT_URI, percent)
}
