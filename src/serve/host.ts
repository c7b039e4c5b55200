// A name or address with an optional port (RFC 9110, 7.2).
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * Whether a request's Host is one we answer to. With a configured address: its name, and the loopback, for a proxy or an
 * operator on the same machine; a name that points here without our knowing (DNS rebinding) is not. Without an address,
 * all: the site is being tried out. A request of HTTP/1.0 may have none.
 */
export function isKnownHost(host: string | undefined, siteUrl: string | undefined): boolean {
  if (siteUrl === undefined || host === undefined) return true
  const name = HOST.exec(host)?.[1]?.toLowerCase().replace(/\.$/, '')
  return name !== undefined && (name === new URL(siteUrl).hostname || LOOPBACK.test(name))
}
