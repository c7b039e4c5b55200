import { absoluteUrl } from '../text/url.ts'
import type { LoadedPage } from './page-document.ts'
import { elementsNamed, namesOf, visibleText } from './page-dom.ts'

/** Which page of an article this is: the address of the first, and its number. */
export type ArticlePart = { readonly first: string; readonly number: number }

/** Where an article goes on; beside the page that shows all of it the second one, for when that cannot be had. */
export type NextPage = { readonly nextUrl?: string; readonly secondUrl?: string }

/** What a page's number is called in addresses. */
const pageWords = '(?:page|paged|p|pg|pagina|página|pag|seite|hal|halaman|part|sayfa|strana|strona|side|sida|trang)'
const pageParameter = new RegExp(`^${pageWords}$`, 'i')
const anchors = namesOf('a link')

/**
 * Where an article goes on: the page that shows all of it, else the one with the next number. Only an address that is the
 * first page's with a number added is one: a link to "the next" mostly leads to another article. Empty on the last page.
 */
export function findNextPage(page: LoadedPage, { first, number }: ArticlePart): NextPage {
  const start = URL.parse(first)
  if (start === null || !/^https?:$/.test(start.protocol)) return {}
  let whole: string | undefined
  let next: string | undefined
  // Taking addresses apart costs more than all else here; few have this number in them.
  const mayBePart = new RegExp(`(?<!\\d)0?${number + 1}(?!\\d)|all|full|semua|alle`, 'i')
  for (const link of elementsNamed(page.document, anchors)) {
    const href = link.getAttribute('href')
    const url = href === null || href.length > 1000 || !mayBePart.test(href) ? undefined : absoluteUrl(href, page.base)
    const part = url === undefined ? undefined : partOf(url, start)
    if (part === 'all' && number === 1) whole ??= url
    if (part !== number + 1 || next !== undefined) continue
    const isNumbered = link.localName === 'link' || /^\s*\d{1,2}\s*$/.test(visibleText(link, 20))
    const isNext = /\bnext\b/i.test(link.getAttribute('rel') ?? '') || visibleText(link, 60).length < 40
    if (isNumbered || isNext) next = url
  }
  if (whole === undefined) return next === undefined ? {} : { nextUrl: next }
  return { nextUrl: whole, ...(next !== undefined && { secondUrl: next }) }
}

/** The number of the page of the article at `start` that lies at `url`; undefined for any other page. */
function partOf(url: string, start: URL): number | 'all' | undefined {
  const there = new URL(url)
  if (there.origin !== start.origin) return undefined
  const named = [...there.searchParams].filter(([name, value]) => start.searchParams.get(name) !== value)
  const own = [...start.searchParams].filter(([name]) => !pageParameter.test(name))
  if (own.some(([name, value]) => there.searchParams.get(name) !== value)) return undefined
  if (there.pathname === start.pathname) {
    const [parameter] = named
    if (named.length !== 1 || parameter === undefined) return undefined
    const [name, value] = parameter
    if (/^(?:all|semua|alle)$/i.test(value) && (pageParameter.test(name) || /^(?:single|show)$/i.test(name)))
      return 'all'
    return pageParameter.test(name) && /^\d{1,2}$/.test(value) ? Number(value) : undefined
  }
  if (named.length > 0) return undefined
  const [, stem = '', extension = ''] = /^(.*?)(\.\w{2,5})?\/?$/.exec(start.pathname) ?? []
  if (stem.length < 2 || !there.pathname.startsWith(stem)) return undefined
  const rest = there.pathname.slice(stem.length).replace(/\/$/, '')
  const bare = extension !== '' && rest.endsWith(extension) ? rest.slice(0, -extension.length) : rest
  const isFile = extension !== '' && bare !== rest
  // `2026_1_all.shtml`, as portals of China call it.
  if (isFile && /^[/,_-](?:all|full|semua|alle)$/i.test(bare)) return 'all'
  const [, mark, word, digits] = new RegExp(`^([/,_-])(?:(${pageWords})[-_/=]?)?(\\d{1,2})$`, 'i').exec(bare) ?? []
  if (digits === undefined) return undefined
  // `/ferry-2` is another piece of the same name; `/ferry_2.html`, `/ferry/2` and `/ferry,page-2` are pages of one.
  return mark === '/' || word !== undefined || isFile ? Number(digits) : undefined
}
