const BY_NAME = new Map([
  ['rss.xml', 'application/rss+xml; charset=utf-8'],
  ['atom.xml', 'application/atom+xml; charset=utf-8'],
  ['feed.json', 'application/feed+json; charset=utf-8'],
])

const BY_ENDING = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['xml', 'application/xml; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['opml', 'text/x-opml; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['txt', 'text/plain; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['avif', 'image/avif'],
  ['webp', 'image/webp'],
  ['ico', 'image/x-icon'],
  ['woff2', 'font/woff2'],
  ['woff', 'font/woff'],
])

/** The content type of a file of the published site, by its path; `application/octet-stream` for what is not ours. */
export function contentTypeOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/^latest-\d+\.json$/.test(name)) return 'application/feed+json; charset=utf-8'
  if (/(?:^|\/)archive\/[^/]+\.xml$/.test(path)) return 'application/atom+xml; charset=utf-8'
  return BY_NAME.get(name) ?? BY_ENDING.get(name.slice(name.lastIndexOf('.') + 1)) ?? 'application/octet-stream'
}
