import type { PageSelectors } from '../model/source.ts'
import { absoluteUrl } from '../text/url.ts'
import { plainText } from './article-text.ts'
import { listPath } from './listing-find.ts'
import type { LoadedPage } from './page-document.ts'
import { type PageElement, visibleText } from './page-dom.ts'

/** Links of an entry that are looked at. */
const mostLinks = 20

/** What several entries of a list have alike: the addresses of sections and persons, what links say, and what most say: buttons. */
export type SharedLinks = Readonly<Record<'urls' | 'texts' | 'buttons', ReadonlySet<string>>>

/** What the links of more than one of these entries lead to, and say. */
export function sharedLinks(elements: readonly PageElement[], page: LoadedPage): SharedLinks {
  const urls = new Counted()
  const texts = new Counted()
  const counted = new Set<string>()
  for (const element of elements) {
    const links = [...element.querySelectorAll('a[href]')].slice(0, mostLinks).map((link) => ({
      text: wordingIn(link),
      url: absoluteUrl(link.getAttribute('href') ?? '', page.base),
    }))
    urls.add(links.flatMap(({ url }) => url ?? []))
    // One piece may stand twice on a page: that its headline does is no button.
    const fresh = links.filter(({ text, url = '' }) => !counted.has(`${text}\n${url.replace(/#.*$/, '')}`))
    for (const { text, url = '' } of fresh) counted.add(`${text}\n${url.replace(/#.*$/, '')}`)
    texts.add(fresh.map(({ text }) => text))
  }
  return { urls: urls.atLeast(2), texts: texts.atLeast(2), buttons: texts.atLeast(Math.max(2, elements.length / 2)) }
}

/** How many calls brought a value. */
class Counted {
  readonly #counts = new Map<string, number>()

  add(values: readonly string[]): void {
    for (const value of new Set(values)) this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1)
  }

  atLeast(times: number): ReadonlySet<string> {
    return new Set([...this.#counts].flatMap(([value, count]) => (count >= times ? [value] : [])))
  }
}

/** Longer texts are headlines, and say which of a series they are by their numbers. */
const mostOfButton = 24

/** `3 comments` and `12 comments` are one button. */
export function wordingOf(said: string): string {
  const text = said.toLowerCase()
  return text.length > mostOfButton ? text : text.replace(/\p{Nd}+/gu, '0')
}

function wordingIn(link: PageElement): string {
  return wordingOf(plainText(visibleText(link, 300)))
}

export type ItemLink = { readonly element: PageElement; readonly url: string }

/**
 * The link of an entry: what the operator chose, the headline's, else the first one that leads to the entry. A section, a
 * person, comments, a button and another site do so only where nothing else does.
 */
export function linkOf(
  element: PageElement,
  page: LoadedPage,
  selectors: PageSelectors,
  shared: SharedLinks,
): ItemLink | undefined {
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
  const links = candidates.slice(0, 2 * mostLinks).flatMap((candidate) => {
    const href = candidate.getAttribute('href') ?? ''
    const url = /^\s*(?:#|$)/.test(href) ? undefined : absoluteUrl(href, page.base)
    return url === undefined ? [] : [{ element: candidate, url }]
  })
  const [first] = links
  if (first === undefined || chosen !== null) return first
  const urls = new Set(links.map(({ url }) => url))
  const isOther = isOfOther(first, urls) || shared.buttons.has(wordingIn(first.element))
  if (!isOther && !isDoubtful(first, page, shared)) return first
  const says = visibleText(first.element, 300).length
  // What stands in a heading gives way to what says more only: topics may be what a page lists.
  const least = isOther && first.element.closest('h1, h2, h3, h4, h5, h6') === null ? 1 : says + 1
  const isHeadline = (link: ItemLink): boolean =>
    visibleText(link.element, 300).length >= least && !isOfOther(link, urls) && !isDoubtful(link, page, shared)
  const headline = links.find(isHeadline)
  if (headline !== undefined || !shared.urls.has(first.url)) return headline ?? first
  // Where only a button leads to the entry itself, the headline stands beside it.
  return links.find(({ element: link, url }) => !shared.urls.has(url) && visibleText(link, 300).length > says) ?? first
}

/** Whether a link leads by what it is to something else: a list, a person, a place on the page that another one leads to. */
function isOfOther({ element, url }: ItemLink, urls: ReadonlySet<string>): boolean {
  if (/(?:^|\s)(?:author|tag|category)(?:\s|$)/i.test(element.getAttribute('rel') ?? '')) return true
  const { pathname, hash } = new URL(url)
  return listPath.test(pathname) || (hash !== '' && urls.has(url.slice(0, -hash.length)))
}

/** Whether other entries lead there or say the same, or it is another site: mostly a section, a button, a share. */
function isDoubtful({ element, url }: ItemLink, page: LoadedPage, shared: SharedLinks): boolean {
  return shared.urls.has(url) || shared.texts.has(wordingIn(element)) || new URL(url).host !== new URL(page.url).host
}
