import { findItemList, type ListedItem, readJsonLd } from './article-json-ld.ts'
import { absoluteUrl, urlKey } from '../text/url.ts'
import { plainText, widthOf } from './article-text.ts'
import { findPageDate, type PageDateOptions } from './page-date.ts'
import {
  closestThat,
  elementsNamed,
  holdsNamed,
  namesOf,
  type PageDocument,
  type PageElement,
  visibleText,
} from './page-dom.ts'
import { pictureText } from './listing-headline.ts'
import { dateOver } from './listing-day.ts'
import { textsBeside } from './listing-line.ts'
import { shapesOf } from './listing-memory.ts'
import { linesOf, outermost } from './page-lines.ts'
import type { LoadedPage } from './page-document.ts'

/** A way to take the entries from a listing: elements, with a selector that finds them again, or what JSON-LD lists. */
export type FoundList =
  | {
      readonly way: 'h-feed' | 'article' | 'repeated'
      readonly elements: readonly PageElement[]
      readonly selector: string
      /** The elements without the leads before them, where there are such. */
      readonly small?: readonly PageElement[]
    }
  | { readonly way: 'jsonld'; readonly listed: readonly ListedItem[] }

/** Fewer entries are no list. */
const fewest = 3
/** Links looked at; a page with more is a directory of which the beginning is enough. */
const maxLinks = 3000

/**
 * The lists a page seems to hold, the likeliest first: for a page source without selector, and for a person to choose
 * from. Blocks count for their number, for titles that read like headlines, for dates, headings and pictures, and when the
 * page's own JSON-LD lists them; menus, tags and what is read most count little.
 * @param isKnown whether an address is that of an entry of before: what leads there is a list whatever it says
 */
export function findLists(page: LoadedPage, hints: PageDateOptions, isKnown: IsKnown = never): readonly FoundList[] {
  const { document } = page
  const lists: { readonly list: FoundList; readonly score: number }[] = []
  const listed = findItemList(readJsonLd(page)).filter(({ url }) => /^(?:https?:)?\//.test(url))
  const declared = new Set(listed.flatMap(({ url }) => absoluteUrl(url, page.base) ?? []).map(urlKey))
  const scoreOf = (elements: readonly PageElement[]) => scoreList(elements, { page, hints, declared })
  for (const selector of ['.h-feed .h-entry', '.h-entry', '.hentry']) {
    const elements = [...document.querySelectorAll(selector)]
    if (elements.length >= fewest) {
      lists.push({ list: { way: 'h-feed', elements, selector }, score: scoreOf(elements) * 1.5 })
      break
    }
  }
  const allArticles = elementsNamed(document, articleNames).filter((element) => holdsNamed(element, anchorNames))
  // What stands beside the page's matter is no part of its list, whatever it is made of; alone it may be the list.
  const ownArticles = allArticles.filter((element) => closestThat(element, isBeside) === null)
  const articles = ownArticles.length >= fewest ? ownArticles : allArticles
  if (articles.length >= fewest)
    lists.push({ list: { way: 'article', elements: articles, selector: 'article' }, score: scoreOf(articles) * 1.2 })
  const leadsToKnown = (link: PageElement): boolean => {
    const url = isKnown === never ? undefined : absoluteUrl(link.getAttribute('href') ?? '', page.base)
    return url !== undefined && isKnown(url)
  }
  const blocks = repeatedBlocks(page, leadsToKnown).map((block) => withoutBeside(block, document))
  for (const { elements, selector, known = 0 } of blocks)
    lists.push({ list: { way: 'repeated', elements, selector }, score: Math.max(scoreOf(elements), known) })
  const titled = listed.filter(({ title }) => title !== undefined)
  if (titled.length >= fewest) {
    const dated = titled.filter(({ published }) => published !== undefined).length
    const worth = worthOf(titled.map(({ title }) => title ?? ''))
    lists.push({ list: { way: 'jsonld', listed: titled }, score: worth * (1 + (2 * dated) / titled.length) * 2.2 })
  }
  const ordered = lists.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)
  const likely = ordered.slice(0, mostLikely).map(({ list, score }) => ({ list, score: score * precision(list, page) }))
  const best = likely.sort((a, b) => b.score - a.score)
  return [...best.map(({ list }) => withLeads(list, page, hints)), ...ordered.slice(mostLikely).map(({ list }) => list)]
}

/**
 * A list with the stories that lead to it on a front page: one large, two smaller, each in a block of its own make before the
 * blocks of the rest. They have headings, lead to where the others do, and are dated where those are; three of one make are a list themselves.
 */
function withLeads(list: FoundList, page: LoadedPage, hints: PageDateOptions): FoundList {
  const [first] = list.way === 'repeated' ? list.elements : []
  if (list.way !== 'repeated' || first === undefined) return list
  const { elements, selector } = list
  const urls = new Set(elements.flatMap((element) => urlKeysIn(element, page)))
  const shapes = new Set(elements.flatMap((element) => shapesOf({ url: urlIn(element, page) ?? page.url })))
  const isDated = elements.filter((element) => hasDate(element, hints)).length * 2 > elements.length
  const headings: PageElement[] = []
  for (const element of elementsNamed(page.document, headingNames)) {
    if (elements.some((other) => other === element || other.contains(element))) break
    const url = urlIn(element.closest('a[href]') ?? element, page)
    if (url === undefined || urls.has(urlKey(url)) || closestThat(element, isBeside) !== null) continue
    const isLead = widthOf(plainText(visibleText(element, 300))) >= leastWidth && !listPath.test(new URL(url).pathname)
    if (isLead && shapesOf({ url }).some((shape) => shapes.has(shape))) headings.push(element)
    if (isLead) urls.add(urlKey(url))
  }
  const leads = headings
    .map((heading) => blockAround(heading, [first, ...headings]))
    .filter((block) => !isDated || hasDate(block, hints))
  const named = Map.groupBy(leads, selectorOf)
  if (leads.length === 0 || leads.length > elements.length || named.has(undefined)) return list
  if ([...named.values()].some(({ length }) => length >= fewest)) return list
  const whole = [...named.keys(), selector].join(', ')
  const found = [...page.document.querySelectorAll(whole)]
  return found.length === leads.length + elements.length
    ? { ...list, elements: [...leads, ...elements], selector: whole, small: elements }
    : list
}

/** The largest box around a heading in which none of the others stands. */
function blockAround(heading: PageElement, others: readonly PageElement[]): PageElement {
  let block = heading
  for (let box = block.parentElement; box !== null && box.localName !== 'body'; box = box.parentElement) {
    if (others.some((other) => other !== heading && box?.contains(other))) break
    block = box
  }
  return block
}

function urlIn(element: PageElement, page: LoadedPage): string | undefined {
  const link = element.localName === 'a' ? element : element.querySelector('a[href]')
  return link === null ? undefined : absoluteUrl(link.getAttribute('href') ?? '', page.base)
}

function urlKeysIn(element: PageElement, page: LoadedPage): readonly string[] {
  const links = element.localName === 'a' ? [element] : elementsNamed(element, anchorNames).slice(0, 10)
  return links.flatMap((link) => absoluteUrl(link.getAttribute('href') ?? '', page.base) ?? []).map(urlKey)
}

/** Whether an address is known. */
export type IsKnown = (url: string) => boolean
const never: IsKnown = () => false

/** Lists whose selectors are tried out. */
const mostLikely = 8

/** How much of what a selector finds is the list: an operator who writes it down gets all of it. */
function precision(list: FoundList, page: LoadedPage): number {
  if (list.way === 'jsonld') return 1
  const matched = page.document.querySelectorAll(list.selector).length
  return matched === 0 ? 0 : Math.min(1, list.elements.length / matched)
}

const articleNames = namesOf('article')
const anchorNames = namesOf('a')
const headingNames = namesOf('h1 h2 h3 h4 h5 h6')
const pictureNames = namesOf('img picture')

/** Elements of a list that are looked at. */
const sample = 60
/** Class and id tokens of what stands beside a list, or is a list of something else. */
const besideNames =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|sidebar|widget|related|recommend\w*|popular|populer|terpopuler|trending|tags?|tagcloud|cloud|topics?|topik|keywords?|breadcrumbs?|most(?:read|popular|viewed)?|rank|ranking|ticker|social|share|promo|sponsor\w*|ads?|iklan)(?:$|[\s_-])/i
/** What stands over lists of what is read most, and of tags. */
const besideHeading =
  /^(?:(?:the )?most (?:read|popular|viewed|shared|commented)|popular\b|trending|hot topics?|tags?|topics?|topik|related|terpopuler|populer|paling (?:banyak )?dibaca|terkait|meistgelesen|am meisten gelesen|les plus (?:lus|populaires)|lo más (?:leído|visto)|más leíd[oa]s|mais lid[oa]s|i più letti|più letti|meest gelezen|mest (?:läst|lest|læst)|luetuimmat|najczęściej czytane|nejčtenější|legolvasottabb|cele mai citite|най-четени|популярное|самое читаемое|найпопулярніше|najčitanije|çok okunanlar|en çok okunan|الأكثر|پربازدید|הנקראות ביותר|đọc nhiều|ยอดนิยม|热门|熱門|排行|热榜|ランキング|人気|많이 본|인기)/iu
/** Addresses of lists, persons and forms: no article lies there. */
export const listPath =
  /\/(?:tags?|topics?|topik|label|labels|keywords?|category|categories|kategori|kategorie|rubrik|author|authors|penulis|autor|auteur|search|cari|login|about|tentang|contact|kontak|privacy|terms)(?:[/?]|$)/i

/** What a list is worth as the list of the page's entries. */
function scoreList(
  elements: readonly PageElement[],
  { page, hints, declared }: { page: LoadedPage; hints: PageDateOptions; declared: ReadonlySet<string> },
): number {
  const titles: string[] = []
  const has = { date: 0, heading: 0, picture: 0, declared: 0, beside: 0, elsewhere: 0, unsaid: 0 }
  const looked = elements.slice(0, sample)
  for (const element of looked) {
    const title = titleOrPicture(element, page)
    if (title !== '') titles.push(title)
    if (title !== '' && titleIn(element) === '') has.unsaid++
    if (hasDate(element, hints)) has.date++
    if (holdsNamed(element, headingNames)) has.heading++
    if (holdsNamed(element, pictureNames)) has.picture++
    if (closestThat(element, isBeside) !== null) has.beside++
    const links = element.localName === 'a' ? [element] : elementsNamed(element, anchorNames)
    const urls = links.slice(0, 10).flatMap((link) => absoluteUrl(link.getAttribute('href') ?? '', page.base) ?? [])
    if (urls.some((url) => declared.has(urlKey(url)))) has.declared++
    if (urls.length > 0 && urls.every((url) => listPath.test(new URL(url).pathname))) has.elsewhere++
  }
  const share = (count: number) => count / Math.max(1, looked.length)
  const good = 1 + 2 * share(has.date) + 0.4 * share(has.heading) + 0.3 * share(has.picture) + share(has.declared)
  const bad =
    (1 - 0.85 * share(has.beside)) *
    (1 - 0.9 * share(has.elsewhere)) *
    (1 - 0.6 * share(has.unsaid)) *
    (isUnderOtherHeading(looked) ? 0.2 : 1)
  return worthOf(titles) * good * bad
}

/** Whether an element is beside the page's own matter: by its kind, by what it is called. */
function isBeside(element: PageElement): boolean {
  return (
    /^(?:nav|footer|aside|header)$/.test(element.localName) ||
    element.getAttribute('role') === 'navigation' ||
    besideNames.test(`${element.className} ${element.id}`)
  )
}

/** Whether most of a list stands beside the page's own matter, or under a heading that says that it is of something else. */
export function standsBeside(elements: readonly PageElement[]): boolean {
  const looked = elements.slice(0, sample)
  const beside = looked.filter((element) => closestThat(element, isBeside) !== null).length
  return beside > looked.length / 2 || isUnderOtherHeading(looked)
}

/** Whether a list stands in what the markup itself calls no matter of the page, all of it. */
export function isAside(elements: readonly PageElement[]): boolean {
  return elements
    .slice(0, sample)
    .every((element) => element.closest('aside, nav, footer, [role="navigation"], [role="complementary"]') !== null)
}

/** Whether the heading over a list says that it is of something else: up to three boxes around, what stands before it. */
function isUnderOtherHeading([first]: readonly PageElement[]): boolean {
  let box = first ?? null
  for (let level = 0; level < 4 && box !== null && box.localName !== 'body'; level++) {
    let before = box.previousElementSibling
    for (let steps = 0; before !== null && steps < 3; steps++, before = before.previousElementSibling) {
      const text = plainText(visibleText(before, 80))
      if (text !== '' && text.length <= 40) return besideHeading.test(text)
    }
    box = box.parentElement
  }
  return false
}

/** What a list of titles is worth: distinct ones, the more like headlines the more. */
function worthOf(titles: readonly string[]): number {
  const distinct = new Set(titles)
  if (distinct.size < fewest) return 0
  let sum = 0
  for (const title of distinct) {
    const width = widthOf(title)
    sum += width < 15 ? 0.05 : width < 24 ? 0.25 : width < 34 ? 0.7 : 1
  }
  // Lists grow less valuable by length: 20 entries and 40 are both the page's list.
  return Math.min(sum, 40) ** 0.7
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

/** The title of an element; where no heading nor link says any, what its picture says, if that leads to this site: a partner's sign does not. */
function titleOrPicture(element: PageElement, page: LoadedPage): string {
  const title = titleIn(element)
  const url = title === '' ? urlIn(element, page) : undefined
  return url !== undefined && new URL(url).host === new URL(page.url).host ? pictureText(element) : title
}

/** Whether a date stands in the element, or over it. */
function hasDate(element: PageElement, hints: PageDateOptions): boolean {
  if (holdsNamed(element, timeNames) || element.querySelector('[itemprop~="datePublished"]') !== null) return true
  const title = titleIn(element)
  const isDated = linesOf(element, 12).some(
    ({ text }) => text.length <= 120 && findPageDate(text.replace(title, ' ').trim(), hints) !== undefined,
  )
  const isDate = (text: string) => findPageDate(text, hints) !== undefined
  return isDated || textsBeside(element, hints).some(isDate) || dateOver(element, hints) !== undefined
}

const timeNames = namesOf('time')

/**
 * Blocks of one make: siblings, or cousins under siblings, with the same tag and class, each holding the one link of a
 * headline. The innermost that still differ are chosen, which are the cards.
 */
function repeatedBlocks(page: LoadedPage, isKnown: (link: PageElement) => boolean): readonly Block[] {
  const { document } = page
  const groups = new Map<string, Set<PageElement>>()
  const headed = new Map<PageElement, string>()
  const known = new Set<PageElement>()
  let seen = 0
  for (const link of document.querySelectorAll('a[href]')) {
    if (++seen > maxLinks) break
    const isWide = widthOf(plainText(visibleText(link, 200))) >= leastWidth
    const leadsToKnown = isKnown(link)
    if (leadsToKnown) known.add(link)
    else if (!isWide && link.querySelector('img') === null && !isUnderHeadline(link, headed)) continue
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
  const found: (Block & { readonly titles: string })[] = []
  for (const [selector, group] of groups) {
    const elements = [...group]
    if (elements.length < fewest) continue
    const outer = outermost(elements)
    const titles = outer.map((element) => titleOrPicture(element, page))
    const leading = [...known].filter((link) => outer.some((element) => element.contains(link)))
    const places = new Set(leading.map((link) => link.getAttribute('href')?.replace(/[?#].*$/, '')))
    const least = Math.max(fewest, outer.length * 0.5)
    if (new Set(titles).size < least && places.size < least) continue
    found.push({
      elements: outer,
      selector,
      titles: titles.join('\n'),
      ...(places.size >= least && { known: places.size }),
    })
  }
  // Several layers of a card give the same titles: the outermost has the date and the summary too.
  const best = new Map<string, (typeof found)[number]>()
  for (const candidate of found) {
    const known = best.get(candidate.titles)
    if (known === undefined || known.elements[0]?.contains(candidate.elements[0] ?? document) === false)
      best.set(candidate.titles, candidate)
  }
  // A layer that has a name, and all that the one around it says, is found again when the page is built a little otherwise.
  return [...best.values()].map((outer) => {
    if (isNamed(outer)) return outer
    const says = ({ elements }: Block) => elements.slice(0, 3).map((element) => plainText(visibleText(element, 2000)))
    const named = found.filter(
      (layer) =>
        layer.titles === outer.titles &&
        isNamed(layer) &&
        layer.elements.length === outer.elements.length &&
        layer.elements.every((element, at) => outer.elements[at]?.contains(element)),
    )
    return (
      named.find((layer) => says(layer).join('\n') === says(outer).join('\n')) ?? byOwnClass(outer, document) ?? outer
    )
  })
}

/** Narrower words are those of a button or a section. */
const leastWidth = 15
/** Boxes around a link that may hold its headline. */
const mostBoxes = 3

/** Whether a link that says little (`Read more`) leads to what a headline says: the one heading of the box around both. */
function isUnderHeadline(link: PageElement, headed: Map<PageElement, string>): boolean {
  let box = link.parentElement
  for (let level = 0; level < mostBoxes && box !== null && box.localName !== 'body'; level++, box = box.parentElement) {
    const said = headed.get(box) ?? onlyHeadingIn(box)
    headed.set(box, said)
    if (said !== '') return widthOf(said) >= leastWidth
  }
  return false
}

/** The text of the one heading in a box; of several none is that of a link, and `?` stands for them. */
function onlyHeadingIn(box: PageElement): string {
  const [heading, another] = elementsNamed(box, headingNames)
  if (heading === undefined) return ''
  return another === undefined ? plainText(visibleText(heading, 300)) || '?' : '?'
}

/**
 * Blocks right in the body or its `main`, by the class that all of them have, and nothing else: one made for an element alone
 * (`post-1234`) is none, whatever digits are in it. What a redesign puts beside them is not found with them.
 */
function byOwnClass({ elements, selector, ...rest }: Block, document: PageDocument): Block | undefined {
  const [first, ...others] = elements
  if (first === undefined || !/^(?:body|main) > /.test(selector)) return undefined
  const shared = first.className
    .split(/\s+/)
    .filter(
      (name) => /^[a-z_-][\w-]*$/i.test(name) && others.every((other) => other.className.split(/\s+/).includes(name)),
    )
  return shared
    .map((name) => ({ ...rest, elements, selector: `${first.localName}.${name}` }))
    .find((own) => document.querySelectorAll(own.selector).length === elements.length)
}

/** Blocks without those of their make that stand beside the page's matter, or under what says that they are something else. */
function withoutBeside(block: Block, document: PageDocument): Block {
  const { elements, selector } = block
  const boxes = [...Map.groupBy(elements, ({ parentElement }) => parentElement).values()]
  const own = boxes.length === 1 ? elements : boxes.filter((those) => !standsBeside(those)).flat()
  if (own.length < fewest || own.length === elements.length) return block
  const within = `${containerOf(own) ?? 'body'} ${selector}`
  const isFound = document.querySelectorAll(within).length === own.length
  return { ...block, elements: own, selector: isFound ? within : selector }
}

type Block = {
  readonly elements: readonly PageElement[]
  readonly selector: string
  /** To how many known entries they lead, where that makes them the list. */
  readonly known?: number
}

/** Whether the blocks are found by a class of their own. */
function isNamed({ selector }: Block): boolean {
  return !selector.includes(' > ')
}

/** `ul.news > li`, `div.card`, `main > div`: by the block's own class, else by the nearest box with a name. */
function selectorOf(element: PageElement): string | undefined {
  const own = named(element, /^[a-z_-][a-z_-]*$/i)
  if (own !== undefined) return own
  let path = element.localName
  let box = element.parentElement
  for (let level = 0; level < 4 && box !== null && box.localName !== 'html'; level++, box = box.parentElement) {
    // Of a box there is one: a number in its name does no harm.
    const above =
      named(box, /^[a-z_][\w-]*$/i) ??
      (/^[a-z][\w-]*$/i.test(box.id) ? `${box.localName}#${box.id}` : undefined) ??
      (box.localName === 'main' || box.localName === 'body' ? box.localName : undefined)
    if (above !== undefined) return `${above} > ${path}`
    path = `${box.localName} > ${path}`
  }
  return undefined
}

/** A selector of the innermost element that holds all of these, were they taken out. Undefined where it has no name. */
export function containerOf(elements: readonly PageElement[]): string | undefined {
  let box = elements[0]?.parentElement ?? null
  while (box !== null && !elements.every((element) => box?.contains(element))) box = box.parentElement
  return box === null || /^(?:html|body)$/.test(box.localName) ? undefined : selectorOf(box)
}

/** By the names of its class that are of the given kind. Names with digits are mostly made for one element (post-1234). */
function named(element: PageElement, kind: RegExp): string | undefined {
  const names = element.className
    .split(/\s+/)
    .filter((name) => kind.test(name) && !/^(?:first|last|odd|even|active|clearfix|row)$/i.test(name))
  return names.length === 0 ? undefined : `${element.localName}.${names.slice(0, 3).join('.')}`
}
