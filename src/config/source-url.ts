import { createHash } from 'node:crypto'

/** A configured URL made ready to be asked. */
export type SourceUrl = {
  /** Without fragment and credentials. */
  readonly url: string
  /** What `user:password@` in front of the host stands for, if it was there (RFC 7617). */
  readonly authorization: string | undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

/** Takes fragment and credentials out of a URL: the one is never sent, the others belong into a header. */
export function sourceUrl(written: URL): SourceUrl {
  const url = new URL(written)
  const credentials = `${decoded(url.username)}:${decoded(url.password)}`
  const authorization =
    url.username === '' && url.password === ''
      ? undefined
      : `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`
  url.hash = ''
  // A dot behind the host is the same name to DNS and another to TLS: certificates never have it.
  url.hostname = url.hostname.replace(/\.$/, '')
  url.username = ''
  url.password = ''
  return { url: url.href, authorization }
}

/**
 * Two URLs (of `sourceUrl`) with the same key are one document: http or https, default port, case and trailing dot of the
 * host do not count (M46).
 */
export function sameDocumentKey(href: string): string {
  const url = new URL(href)
  return `${url.host}${url.pathname}${url.search}`
}

const longestName = 96

/**
 * The name of a source that was given none: its host and path, readable, the same whatever stands around it. Where that
 * would not tell it from another document (a query, capitals, escapes, a final slash, great length) a short hash of the
 * URL follows.
 */
export function defaultSourceId(key: string): string {
  const plain = /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9.~-]+)*$/
  const path = key.replace(/\/$/, '')
  const isHostOnly = !path.includes('/')
  const readable = path
    .replace(/[?#].*$/s, '')
    .toLowerCase()
    .replaceAll(':', '-')
    .replaceAll('/', '_')
    .replace(/%[0-9a-f]{2}/g, '-')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
  const exact =
    plain.test(path) && !path.includes('~') && (isHostOnly || path === key) && readable.length <= longestName
  if (exact && readable !== '') return readable
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 8)
  return `${readable.slice(0, longestName).replace(/[^a-z0-9]+$/, '') || 'source'}-${hash}`
}
