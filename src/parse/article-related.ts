import { absoluteUrl, urlKey } from '../text/url.ts'
import { isInlineLead, isListHeading } from './article-boilerplate.ts'
import { foldText, plainText } from './article-text.ts'
import { findPageDate, type PageDateOptions } from './page-date.ts'
import { elementsNamed, holdsNamed, isParentOf, namesOf, type PageElement, visibleText } from './page-dom.ts'
import { linesOf } from './page-lines.ts'
import type { LoadedPage } from './page-document.ts'

export type RelatedLink = { readonly title: string; readonly url: string; readonly date?: string }

const maxRelated = 50
/** Characters of an entry of a list. */
const longestEntry = 250
/** Headings over lists that hold no articles. */
const otherLists =
  /^(?:komentar|tinggalkan|beri komentar|bagikan|tags?|topi|share|follow|comments?|\d+ comments?|leave|join|view|about|advert|sign|subscribe|get our|kommentare?|teilen|coment|compart|comment|partager|condividi|reacties|yorum|комментар|коментар|поделиться|تعليق|التعليق|شارك|评论|評論|留言|分享|コメント|シェア|댓글|공유)/i

/** The articles a page offers beside its own, each with the date written at it. None of these dates is the article's. */
export function findRelated(page: LoadedPage, options: PageDateOptions): readonly RelatedLink[] {
  const related = new Map<string, RelatedLink>()
  const self = urlKey(page.url)
  const pageTitle = foldText(page.document.querySelector('title')?.textContent ?? '')
  const add = (link: PageElement, container: PageElement) => {
    const url = absoluteUrl(link.getAttribute('href') ?? '', page.base)
    const title = titleOf(link)
    if (url === undefined || !isTitle(title) || related.size >= maxRelated) return
    const key = urlKey(url)
    if (
      (key === self && pageTitle.includes(foldText(title))) ||
      related.has(key) ||
      /^\/?$/.test(new URL(url).pathname)
    )
      return
    const date = dateIn(itemOf(link, container), title, options)
    related.set(key, date === undefined ? { title, url } : { title, url, date })
  }
  for (const heading of elementsNamed(page.document, listHeads)) {
    // Most of these are boxes.
    if (isParentOf(heading, innerBlocks)) continue
    const text = visibleText(heading, 61)
    if (text.length <= 60 && isListHeading(text) && !otherLists.test(text)) {
      if (holdsNamed(heading, innerBlocks)) continue
      const container = listUnder(heading)
      for (const link of container === undefined ? [] : container.querySelectorAll('a[href]'))
        add(link, container ?? link)
    } else if (
      inlineHolders.has(heading.localName) &&
      !holdsNamed(heading, innerBlocks) &&
      isInlineLead(visibleText(heading, 401))
    ) {
      for (const link of heading.querySelectorAll('a[href]')) add(link, heading)
    }
  }
  for (const list of elementsNamed(page.document, lists))
    if (isDatedList(list, options)) for (const link of list.querySelectorAll('a[href]')) add(link, list)
  return [...related.values()]
}

/** What the heading of a list may be, and what it holds when it is more than one. */
const listHeads = namesOf('h2 h3 h4 h5 h6 strong b p span div dt legend')
const innerBlocks = namesOf('p div ul')

const inlineHolders = namesOf('p div')
const lists = namesOf('ul ol')
/** Fewest entries of a list that says of each when it was, and nothing else. */
const fewestDated = 2
/** Entries of which the date is looked for. */
const mostAsked = 5

/** Whether a list has nothing but titles that lead elsewhere, each with its date: what it lists needs no heading. */
function isDatedList(list: PageElement, options: PageDateOptions): boolean {
  const entries = [...list.children].filter(({ localName }) => localName === 'li')
  if (entries.length < fewestDated || entries.length > maxRelated) return false
  return entries.slice(0, mostAsked).every((entry) => {
    const text = visibleText(entry, longestEntry)
    if (text.length >= longestEntry || !/\p{Nd}/u.test(text)) return false
    const [link, ...others] = entry.querySelectorAll('a[href]')
    const title = link === undefined || others.length > 0 ? '' : titleOf(link)
    if (!isTitle(title) || !text.includes(title)) return false
    const rest = text.replace(title, ' ').trim()
    const date = rest.length <= mostAroundDate ? findPageDate(rest, options)?.text : undefined
    return date !== undefined && rest.length - date.length <= mostBeside
  })
}

/** Characters of an entry beside its title. */
const mostAroundDate = 60

/** The first line of an item that is a date; its title is none, whatever numbers are in it. */
function dateIn(item: PageElement, title: string, options: PageDateOptions): string | undefined {
  const time = item.querySelector('time[datetime]')?.getAttribute('datetime')
  if (time) return findPageDate(plainText(time), options)?.text
  for (const { text } of linesOf(item, 12)) {
    const rest = text.replace(title, ' ').trim()
    const date = rest.length <= 80 ? findPageDate(rest, options) : undefined
    if (date !== undefined) return date.text
  }
  return undefined
}

function titleOf(link: PageElement): string {
  const heading = link.querySelector('h1, h2, h3, h4, h5, h6, [class*="title" i]')
  return plainText(visibleText(heading ?? link, 400)).slice(0, 300) || plainText(link.getAttribute('title') ?? '')
}

/** A title has several words, or as many letters in a script without spaces. */
function isTitle(text: string): boolean {
  return text.length >= 12 && (/\S\s+\S+\s+\S/.test(text) || !/[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(text))
}

/** The smallest block around a list's heading that has links in it, unless that is the article itself. */
function listUnder(heading: PageElement): PageElement | undefined {
  let block: PageElement | null = heading
  for (let level = 0; level < 5 && block !== null && block.localName !== 'body'; level++) {
    if (block.querySelector('h1') !== null) return undefined
    const links = [...block.querySelectorAll('a[href]')].filter((link) => !heading.contains(link))
    if (links.length > 0) return proseLength(block) < 600 ? block : undefined
    block = block.parentElement
  }
  return undefined
}

function proseLength(element: PageElement): number {
  let length = 0
  for (const paragraph of element.querySelectorAll('p'))
    if (paragraph.querySelector('a') === null) length += visibleText(paragraph, 1000).length
  return length
}

/** The part of the list that belongs to one link: up to where another link's part begins. */
function itemOf(link: PageElement, container: PageElement): PageElement {
  const href = link.getAttribute('href')
  let item = link
  while (item !== container && item.parentElement !== null && item.parentElement !== container.parentElement) {
    const parent: PageElement = item.parentElement
    const foreign = [...parent.querySelectorAll('a[href]')].some(
      (other) => other.getAttribute('href') !== href && isTitle(titleOf(other)),
    )
    if (foreign) break
    item = parent
  }
  return item
}

/**
 * Whether a date is that of another piece in a list: its block has a link beside it, and so has a sibling of the same make; one
 * of these links bears a title.
 */
export function isDatedLink(date: PageElement, text: string, heading: PageElement | undefined): boolean {
  let block: PageElement | null = date
  for (let level = 0; level < 4 && block !== null && block.localName !== 'body'; level++, block = block.parentElement) {
    if (heading !== undefined && block.contains(heading)) return false
    const { localName, className, parentElement } = block
    if (!/^(?:li|article|div|section|tr|dd)$/.test(localName) && !(localName === 'p' && className !== '')) continue
    const own = linkBeside(block, text)
    if (own === undefined) continue
    const siblings = [...(parentElement?.children ?? [])].filter(
      (sibling) => sibling !== block && sibling.localName === localName && sibling.className === className,
    )
    const others = siblings.slice(0, 10).flatMap((sibling) => linkBeside(sibling, text) ?? [])
    return others.length > 0 && [own, ...others].some((link) => isTitle(titleOf(link)))
  }
  return false
}

/** Characters of a line beside its link and its date: marks, a label. */
const mostBeside = 25

/**
 * Whether a line is a link with the date of where it leads (`<a>Silk in a new shop</a> (20/11/2026)`): it says that it points
 * elsewhere, or stands in the text or behind it, and its link is a headline rather than a name.
 */
export function isDatedPointer(element: PageElement, line: string, date: string, isBehindText: boolean): boolean {
  const isSaid = isInlineLead(line)
  if (!isSaid && !isBehindText) return false
  // The element of a line may be its first part or its last.
  const places =
    element.localName === 'a' || element.parentElement === null ? [element] : [element, element.parentElement]
  return places
    .flatMap((place) => (place.localName === 'a' ? [place] : [...place.querySelectorAll('a[href]')]).slice(0, 20))
    .some((link) => {
      const title = titleOf(link)
      if (title === '' || title.includes(date) || !line.includes(title)) return false
      return isSaid || (isHeadline(title) && line.length - title.length - date.length <= mostBeside)
    })
}

/** More words than a name has. */
function isHeadline(text: string): boolean {
  return isTitle(text) && (text.split(/\s+/u).length > 4 || !/[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(text))
}

/** The first link of a short block that is not its date. */
function linkBeside(block: PageElement, date: string): PageElement | undefined {
  if (visibleText(block, longestEntry).length >= longestEntry) return undefined
  return [...block.querySelectorAll('a[href]')].find((link) => {
    const said = titleOf(link)
    return said !== '' && !said.includes(date) && !/^\P{L}*$/u.test(said)
  })
}
