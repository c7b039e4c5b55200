/**
 * The same for two URLs that name one document to any server: scheme, case of the host, its root dot, default port and
 * fragment make no difference (M46). Not a URL to ask. What is no URL is its own key.
 */
export function documentKey(url: string): string {
  const parsed = URL.parse(url)
  if (parsed === null) return url
  const defaultPort =
    parsed.port === '' ||
    (parsed.protocol === 'http:' && parsed.port === '443') ||
    (parsed.protocol === 'https:' && parsed.port === '80')
  const host = parsed.hostname.replace(/\.$/, '')
  return `//${host}${defaultPort ? '' : `:${parsed.port}`}${parsed.pathname}${parsed.search}`
}
