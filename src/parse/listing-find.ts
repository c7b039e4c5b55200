import { findItemList, type ListedItem, readJsonLd } from './article-json-ld.ts'
import { plainText } from './article-text.ts'
import { findPageDate, type PageDateOptions } from './page-date.ts'
import { type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { outermost } from './page-lines.ts'
import type { LoadedPage } from './page-document.ts'

/** A way to take the entries from a listing: elements, with a selector that finds them again, or what JSON-LD lists. */
export type FoundList =
  | {
      readonly way: 'h-feed' | 'article' | 'repeated'
      readonly elements: readonly PageElement[]
      readonly selector: string
    }
  | { readonly way: 'jsonld'; readonly listed: readonly ListedItem[] }

/** Fewer entries are no list. */
const fewest = 3
/** Links looked at; a page with more is a directory of which the beginning is enough. */
const maxLinks = 3000

/**
 * The lists a page seems to hold, the likeliest first: for a page source without selector, and for a person to choose
 * from. Blocks count for their number, for titles that read like titles, and for dates; menus and lists beside the
 * page's own count little.
 */
export function findLists(page: LoadedPage, hints: PageDateOptions): readonly FoundList[] {
  const { document } = page
  const lists: { readonly list: FoundList; readonly score: number }[] = []
  for (const selector of ['.h-feed .h-entry', '.h-entry', '.hentry']) {
    const elements = [...document.querySelectorAll(selector)]
    if (elements.length >= fewest) {
      lists.push({ list: { way: 'h-feed', elements, selector }, score: scoreOf(elements, hints) * 1.5 })
      break
    }
  }
  const articles = [...document.querySelectorAll('article')].filter(
    (element) => element.querySelector('a[href]') !== null,
  )
  if (articles.length >= fewest)
    lists.push({
      list: { way: 'article', elements: articles, selector: 'article' },
      score: scoreOf(articles, hints) * 1.2,
    })
  for (const { elements, selector } of repeatedBlocks(document))
    lists.push({ list: { way: 'repeated', elements, selector }, score: scoreOf(elements, hints) })
  const listed = findItemList(readJsonLd(page)).filter(({ url }) => /^(?:https?:)?\//.test(url))
  const titled = listed.filter(({ title }) => title !== undefined)
  if (titled.length >= fewest) {
    const dated = titled.filter(({ published }) => published !== undefined).length
    lists.push({
      list: { way: 'jsonld', listed: titled },
      score: worth(
        titled.map(({ title }) => title ?? ''),
        dated,
      ),
    })
  }
  return lists
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ list }) => list)
}

function scoreOf(elements: readonly PageElement[], hints: PageDateOptions): number {
  const titles: string[] = []
  let dated = 0
  let beside = 0
  for (const element of elements.slice(0, 60)) {
    const title = titleIn(element)
    if (title !== '') titles.push(title)
    if (hasDate(element, hints)) dated++
    if (
      element.closest(
        'nav, footer, aside, header, [role="navigation"], [class*="sidebar" i], [class*="widget" i], [class*="related" i], [class*="popular" i], [class*="trending" i], [class*="menu" i]',
      ) !== null
    )
      beside++
  }
  const share = elements.length === 0 ? 0 : beside / Math.min(elements.length, 60)
  return worth(titles, dated) * (1 - 0.8 * share)
}

/** What a list of titles is worth: distinct ones of the length of headlines, more with dates. */
function worth(titles: readonly string[], dated: number): number {
  const distinct = new Set(titles)
  if (distinct.size < fewest) return 0
  let sum = 0
  for (const title of distinct) sum += Math.min(widthOf(title), 60) < 15 ? 0.1 : Math.min(widthOf(title), 60) / 60
  // Lists grow less valuable by length: 20 entries and 40 are both the page's list.
  const length = sum ** 0.7
  return length * (1 + Math.min(1, dated / titles.length))
}

/** Characters as wide as they read: a Han character is as good as two letters. */
function widthOf(text: string): number {
  return (
    text.length +
    (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu)?.length ??
      0)
  )
}

function titleIn(element: PageElement): string {
  let longest = ''
  for (const candidate of element.querySelectorAll('h1, h2, h3, h4, h5, h6, a[href]')) {
    const text = plainText(visibleText(candidate, 300))
    if (text.length > longest.length) longest = text
    if (/^h\d$/.test(candidate.localName) && text !== '') return text
  }
  return longest === '' && element.localName === 'a' ? plainText(visibleText(element, 300)) : longest
}

function hasDate(element: PageElement, hints: PageDateOptions): boolean {
  if (element.querySelector('time') !== null) return true
  const text = plainText(visibleText(element, 300))
  return text.length <= 400 && findPageDate(text.slice(0, 390), hints) !== undefined
}

/**
 * Blocks of one make: siblings, or cousins under siblings, with the same tag and class, each holding the one link of a
 * headline. The innermost that still differ are chosen, which are the cards.
 */
function repeatedBlocks(
  document: PageDocument,
): readonly { readonly elements: readonly PageElement[]; readonly selector: string }[] {
  const groups = new Map<string, Set<PageElement>>()
  let seen = 0
  for (const link of document.querySelectorAll('a[href]')) {
    if (++seen > maxLinks) break
    if (widthOf(plainText(visibleText(link, 200))) < 15 && link.querySelector('img') === null) continue
    let block: PageElement | null = link
    for (let level = 0; level < 6 && block !== null && block.localName !== 'body'; level++) {
      const selector = selectorOf(block)
      if (selector !== undefined) {
        const group = groups.get(selector) ?? new Set()
        group.add(block)
        groups.set(selector, group)
      }
      block = block.parentElement
    }
  }
  const found: { elements: readonly PageElement[]; selector: string; titles: string }[] = []
  for (const [selector, group] of groups) {
    const elements = [...group]
    if (elements.length < fewest) continue
    const outer = outermost(elements)
    const titles = outer.map(titleIn)
    if (new Set(titles).size < Math.max(fewest, outer.length * 0.5)) continue
    found.push({ elements: outer, selector, titles: titles.join('\n') })
  }
  // Several layers of a card give the same titles: the outermost has the date and the summary too.
  const best = new Map<string, (typeof found)[number]>()
  for (const candidate of found) {
    const known = best.get(candidate.titles)
    if (known === undefined || known.elements[0]?.contains(candidate.elements[0] ?? document) === false)
      best.set(candidate.titles, candidate)
  }
  return [...best.values()]
}

/** `ul.news > li`, `div.card`: by the block's own class, else by its parent's; undefined where nothing names it. */
function selectorOf(element: PageElement): string | undefined {
  const own = named(element)
  if (own !== undefined) return own
  const { parentElement: parent } = element
  if (parent === null) return undefined
  const above = named(parent) ?? (parent.id !== '' && /^[a-z][\w-]*$/i.test(parent.id) ? `#${parent.id}` : undefined)
  return above === undefined ? undefined : `${above} > ${element.localName}`
}

function named(element: PageElement): string | undefined {
  // Names with digits are mostly made for one element (post-1234); the others are shared by all cards.
  const names = element.className
    .split(/\s+/)
    .filter((name) => /^[a-z_-][a-z_-]*$/i.test(name) && !/^(?:first|last|odd|even|active|clearfix|row)$/i.test(name))
  return names.length === 0 ? undefined : `${element.localName}.${names.slice(0, 3).join('.')}`
}
