import { urlKey } from './url.ts'

/** `/berita/*`, `/2024/07/*.html`, `/read?id`: the site and the folders of an address, their numbers aside, and the kind of its end. */
export function urlShape(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null) return undefined
  const parts = parsed.pathname.split('/').filter((part) => part !== '')
  const folders = parts.slice(0, -1).map((part) => part.replace(/\d+/g, '#'))
  const end = /\.[a-z]{2,5}$/i.exec(parts.at(-1) ?? '')?.[0] ?? ''
  const names = [...parsed.searchParams.keys()].sort()
  const query = names.length === 0 ? '' : `?${names.join('&')}`
  return `${urlKey(parsed.origin)}${[...folders, `*${end}`].map((part) => `/${part}`).join('')}${query}`.slice(0, 200)
}
