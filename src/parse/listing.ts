import type { Feed, FeedItem } from '../model/feed.ts'
import type { PageSelectors } from '../model/source.ts'
import { absoluteUrl, urlKey } from '../text/url.ts'
import { cleanAuthors } from './article-author.ts'
import { readMetadata } from './article-metadata.ts'
import { plainText } from './article-text.ts'
import { findPageDate, type PageDateOptions } from './page-date.ts'
import type { LoadedPage, PageLimits } from './page-document.ts'
import { type PageElement, visibleText } from './page-dom.ts'
import { linesOf } from './page-lines.ts'

/** Entries of one page beyond which a page is no listing of news but a directory. */
const defaultMaxItems = 500

export type ListingOptions = {
  readonly selectors: PageSelectors
  readonly language?: string
  readonly timezone?: string
  readonly now?: number
  readonly limits?: PageLimits
}

/** The entries of a listing as a feed; `options.selectors.item` says which elements are entries. */
export function readListing(page: LoadedPage, options: ListingOptions): Feed {
  const { selectors } = options
  const metadata = readMetadata(page)
  const language = page.language ?? options.language
  const hints: PageDateOptions = {
    ...(language && { language }),
    ...(options.timezone && { timezone: options.timezone }),
    ...(options.now !== undefined && { now: options.now }),
  }
  const warnings: string[] = []
  const elements = selectors.item === undefined ? [] : outermost([...page.document.querySelectorAll(selectors.item)])
  if (selectors.item !== undefined && elements.length === 0)
    warnings.push(`nothing on the page matches ${selectors.item}`)
  const maxItems = options.limits?.maxItems ?? defaultMaxItems
  if (elements.length > maxItems) warnings.push(`items over ${maxItems}`)
  const items = new Map<string, FeedItem>()
  let without = 0
  for (const element of elements.slice(0, maxItems)) {
    const item = readItem(element, page, selectors, hints)
    if (item?.url === undefined) without++
    // A picture and a headline that lead to the same article are one entry: the first with a title.
    else if (!items.has(urlKey(item.url))) items.set(urlKey(item.url), item)
  }
  if (without > 0) warnings.push(`${without} items without link or title`)
  const next = selectors.next === undefined ? null : page.document.querySelector(selectors.next.link)
  const nextUrl =
    next === null
      ? undefined
      : absoluteUrl(
          (next.localName === 'a' ? next : (next.querySelector('a[href]') ?? next)).getAttribute('href') ?? '',
          page.base,
        )
  const title = plainText(page.document.querySelector('title')?.textContent ?? '')
  const name = metadata.siteNames[0] ?? title
  return {
    format: 'page',
    encoding: page.encoding,
    ...(name !== '' && { title: { kind: 'text' as const, value: name } }),
    homeUrl: page.url,
    ...(nextUrl !== undefined && urlKey(nextUrl) !== urlKey(page.url) && { nextUrl }),
    hubs: [],
    ...(page.language && { language: page.language }),
    authors: [],
    rhythm: {},
    items: [...items.values()],
    warnings,
  }
}

/** An element inside another that matches too is a part of it. */
function outermost(elements: readonly PageElement[]): readonly PageElement[] {
  const matched = new Set(elements)
  return elements.filter((element) => {
    for (let outer = element.parentElement; outer !== null; outer = outer.parentElement)
      if (matched.has(outer)) return false
    return true
  })
}

/** One entry. Undefined when the element leads nowhere or says nothing. */
function readItem(
  element: PageElement,
  page: LoadedPage,
  selectors: PageSelectors,
  hints: PageDateOptions,
): FeedItem | undefined {
  const link = linkOf(element, page, selectors)
  if (link === undefined) return undefined
  const title = titleOf(element, link.element, selectors)
  if (title === '') return undefined
  const date = dateOf(element, selectors, hints)
  const author = textAt(element, selectors.author)
  const summary = textAt(element, selectors.summary)
  const image = imageOf(element, page, selectors)
  return {
    links: [{ href: link.url, rel: 'alternate' }],
    url: link.url,
    title: { kind: 'text', value: title },
    ...(summary !== undefined && { summary: { kind: 'text' as const, value: summary } }),
    ...(date !== undefined && { published: date.text, dateFrom: date.from }),
    authors: author === undefined ? [] : cleanAuthors([{ name: author }]),
    categories: [],
    enclosures: [],
    media: [],
    ...(image !== undefined && { image }),
    ...(page.language && { language: page.language }),
  }
}

type ItemLink = { readonly element: PageElement; readonly url: string }

function linkOf(element: PageElement, page: LoadedPage, selectors: PageSelectors): ItemLink | undefined {
  const chosen = selectors.link === undefined ? null : element.querySelector(selectors.link)
  const around = element.closest('a[href]')
  const candidates = [
    ...(chosen === null
      ? []
      : [chosen.localName === 'a' ? chosen : (chosen.querySelector('a[href]') ?? chosen.closest('a[href]') ?? chosen)]),
    ...(element.localName === 'a' ? [element] : []),
    // The headline's link before others: the first may lead to the section or the author.
    ...element.querySelectorAll('h1 a[href], h2 a[href], h3 a[href], h4 a[href], h5 a[href], h6 a[href]'),
    ...element.querySelectorAll('a[href]'),
    ...(around === null ? [] : [around]),
  ]
  for (const candidate of candidates) {
    const href = candidate.getAttribute('href') ?? ''
    if (/^\s*(?:#|$)/.test(href)) continue
    const url = absoluteUrl(href, page.base)
    if (url !== undefined) return { element: candidate, url }
  }
  return undefined
}

function titleOf(element: PageElement, link: PageElement, selectors: PageSelectors): string {
  const chosen = textAt(element, selectors.title)
  if (chosen !== undefined) return chosen
  const heading = link.querySelector('h1, h2, h3, h4, h5, h6') ?? element.querySelector('h1, h2, h3, h4, h5, h6')
  const texts = [
    heading === null ? '' : visibleText(heading, 600),
    // A card that is one link: its first line is the headline.
    link === element || link.querySelector('div, p, time') !== null ? longestLine(link) : visibleText(link, 600),
    // The first link may be the picture's: another to the same place has the words.
    ...[...element.querySelectorAll('a[href]')]
      .filter((other) => other.getAttribute('href') === link.getAttribute('href'))
      .map((other) => visibleText(other, 600)),
    link.getAttribute('title') ?? '',
    link.getAttribute('aria-label') ?? '',
    link.querySelector('img[alt]')?.getAttribute('alt') ?? '',
  ]
  return texts.map((text) => plainText(text).slice(0, 500)).find((text) => text !== '') ?? ''
}

function longestLine(element: PageElement): string {
  const lines = linesOf(element, 50, 600)
  const first = lines.slice(0, 4).reduce((longest, { text }) => (text.length > longest.length ? text : longest), '')
  return first
}

function dateOf(
  element: PageElement,
  selectors: PageSelectors,
  hints: PageDateOptions,
): { text: string; from: 'selector' | 'meta' | 'text' } | undefined {
  if (selectors.date !== undefined) {
    const chosen = element.querySelector(selectors.date)
    if (chosen !== null) {
      const text = plainText(
        chosen.getAttribute('datetime') ?? chosen.getAttribute('content') ?? visibleText(chosen, 300),
      )
      const date = findPageDate(text, hints)
      if (date !== undefined) return { text: date.text, from: 'selector' }
    }
  }
  const time = element.querySelector('time[datetime]')?.getAttribute('datetime')
  const machine = time ? findPageDate(plainText(time), hints) : undefined
  if (machine !== undefined) return { text: machine.text, from: 'meta' }
  for (const { text } of linesOf(element, 50)) {
    const date = findPageDate(text, hints)
    if (date !== undefined) return { text: date.text, from: 'text' }
  }
  return undefined
}

function textAt(element: PageElement, selector: string | undefined): string | undefined {
  const chosen = selector === undefined ? null : element.querySelector(selector)
  const text = chosen === null ? '' : plainText(visibleText(chosen, 2000))
  return text === '' ? undefined : text
}

function imageOf(element: PageElement, page: LoadedPage, selectors: PageSelectors): string | undefined {
  const chosen = selectors.image === undefined ? null : element.querySelector(selectors.image)
  const image =
    chosen === null
      ? element.querySelector('img')
      : chosen.localName === 'img'
        ? chosen
        : (chosen.querySelector('img') ?? chosen)
  if (image === null) return undefined
  for (const name of ['data-src', 'data-original', 'data-lazy-src', 'src', 'href', 'content']) {
    const value = image.getAttribute(name)?.trim()
    const url = value && !value.startsWith('data:') ? absoluteUrl(value, page.base) : undefined
    if (url !== undefined) return url
  }
  return undefined
}
