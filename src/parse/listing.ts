import type { Feed, FeedItem } from '../model/feed.ts'
import type { ListMemory } from '../model/list-memory.ts'
import type { PageSelectors } from '../model/source.ts'
import { parseDate } from '../text/date.ts'
import { absoluteUrl, urlKey } from '../text/url.ts'
import { cleanAuthors } from './article-author.ts'
import { machineTime } from './article-date.ts'
import { findItemList, type ListedItem, readJsonLd } from './article-json-ld.ts'
import { type Metadata, readMetadata } from './article-metadata.ts'
import { plainText, widthOf } from './article-text.ts'
import { findPageDate, type PageDate, type PageDateOptions, saysUpdated } from './page-date.ts'
import { containerOf, findLists, type FoundList, isAside, standsBeside } from './listing-find.ts'
import { dayAndTime, withTimeIn } from './listing-day.ts'
import { authorsOf, itemOfListed, summaryOf, withDeclared } from './listing-fields.ts'
import {
  headlineIn,
  headlinePart,
  isDateAlone,
  isOnePart,
  leastUsual,
  type ListManner,
  longestIn,
  mannerOf,
  partsOf,
  pictureText,
} from './listing-headline.ts'
import { textsBeside } from './listing-line.ts'
import { type ItemLink, linkOf, type SharedLinks, sharedLinks, wordingOf } from './listing-link.ts'
import {
  isAlike,
  isAnyKnown,
  isDatedList,
  isKnownTo,
  isLeft,
  isOtherList,
  isSameList,
  isUnlikeBefore,
  isWhole,
  leadsAway,
  type Place,
  rememberList,
} from './listing-memory.ts'
import { cutWarnings, type LoadedPage, type PageLimits } from './page-document.ts'
import { type PageElement, visibleText } from './page-dom.ts'
import { isArticlePage } from './page-kind.ts'
import { linesOf, outermost } from './page-lines.ts'

/** Entries of one page beyond which a page is no listing of news but a directory. */
const defaultMaxItems = 500

export type ListingOptions = {
  readonly selectors: PageSelectors
  readonly language?: string
  readonly timezone?: string
  readonly now?: number
  /** The list when there last was one: another is not taken for it, and where what held it is there still, it is empty. */
  readonly list?: ListMemory
  readonly limits?: PageLimits
}

/**
 * The entries of a listing as a feed. `options.selectors.item` says which elements are entries; where it matches nothing,
 * or none is given, the list is looked for. A list that was found because the operator's selector failed is a warning.
 */
export function readListing(page: LoadedPage, options: ListingOptions): Feed {
  const { selectors } = options
  const metadata = readMetadata(page)
  const hints = hintsOf(page, options)
  const warnings: string[] = [...cutWarnings(page)]
  const selected = readSelected(page, options, hints, warnings)
  const leadsNowhere = selected?.items.length === 0
  const isStrange = selected !== undefined && leadsAway(selected.items, options.list, page.url)
  const isUnlike = selected !== undefined && !leadsNowhere && isUnlikeBefore(selected.items, options.list)
  const mayBeLeft = selected !== undefined && options.list !== undefined && !isAnyKnown(selected.items, options.list)
  const isSought = selected === undefined || leadsNowhere || isStrange || isUnlike
  const found = isSought ? readFound(page, options, hints) : undefined
  // What the operator chose is believed, wherever it leads, unless the list is elsewhere or had what this has not.
  const isAway = isStrange && (found !== undefined || (options.list?.isDated === true && !isDatedList(selected.items)))
  const moved = mayBeLeft && !leadsNowhere && !isAway ? readMoved(page, options, hints, selected.items) : undefined
  const isElsewhere = moved !== undefined || (isUnlike && !isAway)
  const taken = moved ?? (selected === undefined || leadsNowhere || isAway || isUnlike ? found : selected)
  const isArticle = isArticlePage(page)
  const isReplaced = options.list !== undefined && isArticle && isArticleInstead(taken, options.list, metadata, page)
  const read = isReplaced ? undefined : taken
  const items = read?.items ?? []
  const container =
    read === undefined && !isReplaced && standing(page, options.list).length > 0 ? options.list?.container : undefined
  const next = nextOf(page, selectors)
  const title = plainText(page.document.querySelector('title')?.textContent ?? '')
  const name = metadata.siteNames[0] ?? title
  return {
    format: 'page',
    encoding: page.encoding,
    ...(name !== '' && { title: { kind: 'text' as const, value: name } }),
    homeUrl: page.url,
    ...(next !== undefined && { nextUrl: next }),
    hubs: [],
    ...(page.language && { language: page.language }),
    authors: [],
    rhythm: {},
    items,
    warnings: [
      ...warnings,
      ...(read?.warnings ?? []),
      ...(items.length === 0 ? ['no list of entries on the page'] : []),
    ],
    ...(read !== undefined && {
      found: read.way,
      list: rememberList(
        options.list,
        read.items,
        { ...read.place, isArticle, ...(read.item !== undefined && { item: read.item }) },
        othersBeside(read, page, options, hints),
      ),
    }),
    ...(isReplaced && { isArticle: true }),
    ...(leadsNowhere && { leadsNowhere }),
    ...(isAway && { leadsAway: isAway }),
    ...(isElsewhere && { isOther: isElsewhere }),
    ...(read !== undefined && read.unmatched.length > 0 && { unmatched: read.unmatched }),
    ...(container !== undefined && { emptied: container }),
    ...(items.length > 0 && { fill: fillOf(items) }),
  }
}

/**
 * Whether one article is in the place of the list: its page was none before, and what it lists is not the list of before, all of
 * it; or the page itself is one of the list's entries.
 */
function isArticleInstead(
  taken: Read | undefined,
  memory: ListMemory,
  { canonical = '' }: Metadata,
  { url }: LoadedPage,
): boolean {
  if (memory.isArticle === true) return false
  if ([url, canonical].some(isKnownTo(memory))) return true
  return memory.isArticle === false && (taken === undefined || !isWhole(taken.items, taken.place, memory))
}

/** One way to take entries from a page, as a person may choose it. */
export type ListingProposal = {
  readonly way: string
  /** What to write into the configuration; undefined where JSON-LD lists the entries and no selector is needed. */
  readonly item: string | undefined
  readonly items: readonly FeedItem[]
  readonly fill: Readonly<Record<string, number>>
}

/** The lists that a page seems to hold, the likeliest first, at most five. */
export function proposeLists(page: LoadedPage, options: ListingOptions): readonly ListingProposal[] {
  const hints = hintsOf(page, options)
  return findLists(page, hints)
    .slice(0, 5)
    .map((list) => ({ list, read: readList(list, page, options, hints) }))
    .filter(({ read }) => read.items.length > 0)
    .map(({ list, read }) => ({
      way: list.way,
      item: list.way === 'jsonld' ? undefined : list.selector,
      items: read.items,
      fill: fillOf(read.items),
    }))
}

type Read = {
  readonly way: string
  readonly items: readonly FeedItem[]
  readonly warnings: readonly string[]
  readonly place: Place
  /** What finds the entries again, unless the operator's selector did, or JSON-LD. */
  readonly item?: string
  /** The operator's selectors of fields that match in none of the entries: `title: h3.t`. */
  readonly unmatched: readonly string[]
}

/** What held a list before, where the page still has it. */
function standing({ document }: LoadedPage, list: ListMemory | undefined): readonly PageElement[] {
  return list?.container === undefined ? [] : [...document.querySelectorAll(list.container)]
}

/** What the operator's selector matches, with no items where it leads nowhere. Undefined where it matches nothing. */
function readSelected(page: LoadedPage, options: ListingOptions, hints: Hints, warnings: string[]): Read | undefined {
  const { item } = options.selectors
  if (item === undefined) return undefined
  const elements = outermost([...page.document.querySelectorAll(item)])
  if (elements.length === 0) {
    warnings.push(`nothing on the page matches ${item}`)
    return undefined
  }
  const read = readElements(elements, page, options, hints)
  if (read.items.length === 0) warnings.push(`nothing that matches ${item} leads anywhere`)
  return { way: 'selector', ...read }
}

/** Lists of a page that are tried, the likeliest first. */
const mostFound = 5

function readFound(page: LoadedPage, options: ListingOptions, hints: Hints): Read | undefined {
  const { list: memory } = options
  const lists = findLists(page, hints, memory && isKnownTo(memory)).slice(0, mostFound)
  if (memory === undefined) {
    // In the place of a selector that failed only a list with dates is believed: a page whose list is empty for once
    // still has its menus, its most read and its advertisements.
    const isReplacement = options.selectors.item !== undefined
    for (const list of lists) {
      const read = readList(list, page, options, hints)
      const { items, place } = read
      // Of a page whose list a script makes what stands beside it is all there is, and no news.
      if (list.way !== 'jsonld' && isAside(list.elements) && !isDatedList(items)) continue
      if (items.length > 0 && (!isReplacement || (place.isBeside !== true && isDatedList(items)))) return read
    }
    return undefined
  }
  const boxes = standing(page, memory)
  const held = lists.filter((list) => isHeldBy(boxes, list))
  for (const list of [...held, ...lists.filter((each) => !held.includes(each))]) {
    const read = readList(list, page, options, hints)
    const isHeld = held.includes(list)
    const selector = list.way === 'jsonld' ? undefined : list.selector
    const candidate = { ...read.place, items: read.items, selector, isHeld }
    if (read.items.length === 0 || leadsAway(read.items, memory, page.url)) continue
    if (isUnlikeBefore(read.items, memory)) continue
    if (!isSameList(candidate, memory, boxes.length > 0)) continue
    // Where its old place is there still, the list is expected back in it.
    return isHeld || boxes.length === 0 ? read : { ...read, place: placeOf(memory) }
  }
  return readFew(boxes, memory, page, options, hints)
}

/** The entries in the list's place where there are too few for a list by themselves: a page that was cleared has its first one. */
function readFew(
  boxes: readonly PageElement[],
  memory: ListMemory,
  page: LoadedPage,
  options: ListingOptions,
  hints: Hints,
): Read | undefined {
  if (memory.item === undefined) return undefined
  const matched = outermost([...page.document.querySelectorAll(memory.item)])
  const elements = matched.filter((element) => boxes.some((box) => box.contains(element)))
  if (elements.length === 0 || elements.length >= fewest) return undefined
  const read = readElements(elements, page, options, hints)
  if (read.items.length === 0 || !(isAnyKnown(read.items, memory) || isAlike(read.items, memory))) return undefined
  return { way: 'repeated', ...read, place: placeOf(memory), item: memory.item }
}

/** The list of the page that has the entries of before, where what the operator's selector matches (`items`) has none of them. */
function readMoved(
  page: LoadedPage,
  options: ListingOptions,
  hints: Hints,
  items: readonly FeedItem[],
): Read | undefined {
  const { list: memory } = options
  if (memory === undefined) return undefined
  for (const list of findLists(page, hints, isKnownTo(memory)).slice(0, mostFound)) {
    const read = readList(list, page, options, hints)
    const selector = list.way === 'jsonld' ? undefined : list.selector
    const candidate = { ...read.place, items: read.items, selector, isHeld: false }
    if (isSameList(candidate, memory, true) && isLeft(items, memory, read.items)) return read
  }
  return undefined
}

/** The other lists of a page, by their selectors. They are those of its template: looked for again where the list has moved. */
function othersBeside(read: Read, page: LoadedPage, options: ListingOptions, hints: Hints): readonly string[] {
  const { list: memory } = options
  if (memory !== undefined && memory.container === read.place.container) return memory.others
  return findLists(page, hints)
    .slice(0, mostFound)
    .flatMap((list) => {
      if (list.way === 'jsonld') return []
      const { items } = readList(list, page, options, hints)
      return items.length > 0 && isOtherList(items, read.items) ? [list.selector] : []
    })
}

function isHeldBy(boxes: readonly PageElement[], list: FoundList): boolean {
  return (
    list.way !== 'jsonld' &&
    boxes.some((box) => (list.small ?? list.elements).every((element) => box.contains(element)))
  )
}

function placeOf({ container, isBeside }: ListMemory): Place {
  return { ...(container !== undefined && { container }), ...(isBeside !== undefined && { isBeside }) }
}

function readList(list: FoundList, page: LoadedPage, options: ListingOptions, hints: Hints): Read {
  if (list.way !== 'jsonld') {
    const { elements, small = elements } = list
    const read = readElements(outermost(elements), page, options, hints)
    return { way: list.way, ...read, place: placeIn(small), item: list.selector }
  }
  const items = list.listed.flatMap((listed) => itemOfListed(listed, page) ?? [])
  const place = { isDeclared: true }
  return {
    way: 'jsonld',
    items: items.slice(0, options.limits?.maxItems ?? defaultMaxItems),
    warnings: [],
    place,
    unmatched: [],
  }
}

function readElements(
  elements: readonly PageElement[],
  page: LoadedPage,
  { selectors, limits }: ListingOptions,
  hints: Hints,
): Omit<Read, 'way'> {
  const maxItems = limits?.maxItems ?? defaultMaxItems
  const own = elements.slice(0, maxItems)
  const shared = sharedLinks(own, page)
  let known: ListManner | undefined
  // Asked only where headings do not tell the headlines.
  const manner = (): ListManner => (known ??= mannerOf(own, hints))
  const read = own.flatMap((element) => readItem(element, page, selectors, { ...hints, shared, manner }) ?? [])
  // Where most entries have titles, what has none is a picture, or an advertisement.
  const named = read.filter(({ title }) => title !== undefined)
  const believed = named.length * 2 > read.length ? named : read
  const without = own.length - believed.length
  const items = new Map<string, FeedItem>()
  for (const item of believed) {
    const key = urlKey(item.url ?? '')
    // A picture and a headline that lead to the same article are one entry: the first with a title.
    if (!items.has(key) || (items.get(key)?.titleIs === 'missing' && item.titleIs !== 'missing'))
      items.set(key, withDeclared(item, hints.declared.get(key), page))
  }
  const warnings = [
    ...(elements.length > maxItems ? [`items over ${maxItems}`] : []),
    ...(without > 0 ? [`${without} items without link or title`] : []),
  ]
  return { items: [...items.values()], warnings, place: placeIn(elements), unmatched: unmatchedIn(own, selectors) }
}

function placeIn(elements: readonly PageElement[]): Place {
  const container = containerOf(elements)
  return { ...(container !== undefined && { container }), ...(standsBeside(elements) && { isBeside: true }) }
}

/** Fewer entries prove nothing. */
const fewest = 3

/** The selectors of what every entry has, or should, that match in none of them: what is taken instead may not be it. */
function unmatchedIn(elements: readonly PageElement[], selectors: PageSelectors): readonly string[] {
  if (elements.length < fewest) return []
  return (['title', 'link', 'date'] as const).flatMap((field) => {
    const selector = selectors[field]
    if (selector === undefined || elements.some((element) => element.querySelector(selector) !== null)) return []
    return [`${field}: ${selector}`]
  })
}

/** What helps to read the entries of a page: how dates are written, and what its JSON-LD says of them, by their addresses. */
type Hints = PageDateOptions & { readonly declared: ReadonlyMap<string, ListedItem> }

/** The same, and what several entries have alike. */
type ItemHints = Hints & { readonly shared: SharedLinks; readonly manner: () => ListManner }

function hintsOf(page: LoadedPage, { language, timezone, now }: ListingOptions): Hints {
  const spoken = page.language ?? language
  const declared = findItemList(readJsonLd(page)).flatMap((listed) => {
    const url = absoluteUrl(listed.url, page.base)
    return url === undefined ? [] : [[urlKey(url), listed] as const]
  })
  return {
    declared: new Map(declared),
    ...(spoken && { language: spoken }),
    ...(timezone && { timezone }),
    ...(now !== undefined && { now }),
  }
}

function nextOf(page: LoadedPage, { next }: PageSelectors): string | undefined {
  const chosen = next === undefined ? null : page.document.querySelector(next.link)
  const link = chosen === null || chosen.localName === 'a' ? chosen : (chosen.querySelector('a[href]') ?? chosen)
  const url = link === null ? undefined : absoluteUrl(link.getAttribute('href') ?? '', page.base)
  return url === undefined || urlKey(url) === urlKey(page.url) ? undefined : url
}

function fillOf(items: readonly FeedItem[]): Readonly<Record<string, number>> {
  const share = (has: (item: FeedItem) => boolean) =>
    Math.round((items.filter(has).length / Math.max(1, items.length)) * 100) / 100
  return {
    date: share(({ published }) => published !== undefined),
    author: share(({ authors }) => authors.length > 0),
    summary: share(({ summary }) => summary !== undefined),
    image: share(({ image }) => image !== undefined),
  }
}

/** One entry. Undefined when the element leads nowhere or says nothing. */
function readItem(
  element: PageElement,
  page: LoadedPage,
  selectors: PageSelectors,
  hints: ItemHints,
): FeedItem | undefined {
  const first = linkOf(element, page, selectors, hints.shared)
  if (first === undefined) return undefined
  const link = selectors.link === undefined ? (linkOfHeadline(element, first, page, hints) ?? first) : first
  const { text: title, way, titleIs } = titleOf(element, link.element, selectors, hints)
  const date = dateOf(element, title, selectors, hints)
  const chosen = textAt(element, selectors.author)
  const authors = chosen === undefined ? authorsOf(element, title) : cleanAuthors([{ name: chosen }])
  const summary = textAt(element, selectors.summary) ?? summaryOf(element, title, hints)
  const image = imageOf(element, page, selectors)
  return {
    links: [{ href: link.url, rel: 'alternate' }],
    url: link.url,
    ...(title !== '' && { title: { kind: 'text' as const, value: title } }),
    ...(titleIs !== undefined && { titleIs }),
    ...(summary !== undefined && { summary: { kind: 'text' as const, value: summary } }),
    ...(date !== undefined && { published: date.text, dateFrom: date.from }),
    authors,
    categories: [],
    enclosures: [],
    media: [],
    ...(image !== undefined && { image }),
    ...(page.language && { language: page.language }),
    found: {
      title: way,
      link: selectors.link === undefined ? 'first link' : 'selector',
      ...(date !== undefined && { date: date.from }),
      ...(authors.length > 0 && { author: chosen === undefined ? 'byline' : 'selector' }),
      ...(summary !== undefined && { summary: selectors.summary === undefined ? 'text' : 'selector' }),
      ...(image !== undefined && { image: selectors.image === undefined ? 'first image' : 'selector' }),
    },
  }
}

/** Narrower is what a gallery, a film or a button is called, where a headline is beside it. */
const leastWide = 20

/**
 * The link with the headline, made as those of the list are, where the first one says little: `15 photos` of one entry and
 * `Watch 2:31` of the next are no more than a button's words, though no two are alike.
 */
function linkOfHeadline(
  element: PageElement,
  first: ItemLink,
  page: LoadedPage,
  hints: ItemHints,
): ItemLink | undefined {
  const says = plainText(visibleText(first.element, 300))
  if (says === '' || widthOf(says) >= leastWide || first.element.closest('h1, h2, h3, h4, h5, h6') !== null)
    return undefined
  const link = headlinePart(element, hints.manner(), hints)?.element.closest('a[href]') ?? null
  if (link === null || link === first.element || !element.contains(link)) return undefined
  const url = absoluteUrl(link.getAttribute('href') ?? '', page.base)
  const isOwn = url !== undefined && new URL(url).host === new URL(page.url).host
  return isOwn && !hints.shared.urls.has(url) ? { element: link, url } : undefined
}

/**
 * What names an entry: its heading, else the headline in its link, in another link to the same place, or beside it. What most
 * links of the list say (`Read more`) names none. Sure is what the operator chose, a heading, and what a link says, where
 * that is one thing, wide enough for a headline, whole, and no other entry's.
 */
function titleOf(element: PageElement, link: PageElement, selectors: PageSelectors, hints: ItemHints): Title {
  const chosen = textAt(element, selectors.title)
  if (chosen !== undefined) return { text: chosen, way: 'selector' }
  const heading = link.querySelector('h1, h2, h3, h4, h5, h6') ?? element.querySelector('h1, h2, h3, h4, h5, h6')
  const others = [...element.querySelectorAll('a[href]')].filter(
    (other) => other !== link && other.getAttribute('href') === link.getAttribute('href'),
  )
  const ways: readonly (() => Said)[] = [
    () => (heading === null ? nothing : { text: visibleText(heading, 600), isSure: isOnePart(heading, hints) }),
    () => headlineOfLink(link, hints),
    // The first link may be the picture's: another to the same place has the words.
    ...others.map((other) => () => headlineOfLink(other, hints)),
    () => ({ text: unlessSaid(link.getAttribute('title'), hints), isSure: false }),
    () => ({ text: headlineIn(element, hints.manner(), hints)?.text ?? '', isSure: false }),
    () => ({ text: unlessSaid(link.getAttribute('aria-label'), hints), isSure: false }),
    () => ({ text: unlessSaid(pictureText(link), hints), isSure: false }),
  ]
  let button = ''
  for (const way of ways) {
    const said = way()
    const text = plainText(said.text).slice(0, 500)
    // An arrow or a number is no title, unless it is a heading's.
    if (text !== '' && (said.isSure || /\p{L}/u.test(text)) && !isButton(text, hints)) {
      if (said.isSure && isHeadline(text, hints)) return { text, way: 'heading or link' }
      return { text: surerThan(text, element, link, hints), way: 'heading or link', titleIs: 'unsure' }
    }
    if (button === '') button = text
  }
  return { text: button, way: 'button', titleIs: 'missing' }
}

const cutShort = /\s*(?:…|\.\.\.)$/

/** Wider texts that end as sentences do are some. */
const leastOfProse = 80

/** Whether a text is a headline as far as its words tell: whole, no sentence of a teaser, and no other entry's. */
function isHeadline(text: string, { shared }: ItemHints): boolean {
  if (shared.texts.has(wordingOf(text)) || cutShort.test(text)) return false
  return !/[.。।۔]$/u.test(text) || widthOf(text) < leastOfProse
}

/**
 * What names an entry better than the words that most links say but for their number (`4 comments`): what is made as headlines
 * of the list are, and is no teaser. And than a headline that is cut short: what the link says whole to who points at it.
 */
function surerThan(text: string, element: PageElement, link: PageElement, hints: ItemHints): string {
  if (cutShort.test(text)) {
    const whole = plainText(link.getAttribute('title') ?? '').slice(0, 500)
    return whole.startsWith(text.replace(cutShort, '')) && !cutShort.test(whole) ? whole : text
  }
  if (!hints.shared.buttons.has(wordingOf(text))) return text
  const part = headlinePart(element, hints.manner(), hints)?.text
  return part === undefined || widthOf(part) >= leastOfProse ? text : part
}

/** Whether most links say it, word for word: `Issue 12` and `Issue 13` are names. */
function isButton(text: string, { shared, manner }: ItemHints): boolean {
  return shared.buttons.has(wordingOf(text)) && manner().said.has(text)
}

/** `button`: most links of the list say it, or nothing says anything. */
type Title = {
  readonly text: string
  readonly way: 'selector' | 'heading or link' | 'button'
  readonly titleIs?: NonNullable<FeedItem['titleIs']>
}

type Said = { readonly text: string; readonly isSure: boolean }

const nothing: Said = { text: '', isSure: false }

/** What a link says of what it leads to: of a card that is one link its headline, else all of it. */
function headlineOfLink(link: PageElement, hints: ItemHints): Said {
  if (link.children.length === 0) {
    const text = visibleText(link, 600)
    return { text, isSure: widthOf(plainText(text)) >= leastUsual }
  }
  const { manner } = hints
  const part = headlineIn(link, manner(), hints)
  if (part !== undefined) return { text: part.text, isSure: !part.isMixed }
  return { text: longestIn(link, manner(), hints) ?? visibleText(link, 600), isSure: false }
}

function unlessSaid(text: string | null, { manner }: ItemHints): string {
  return text === null || manner().said.has(plainText(text)) ? '' : text
}

function dateOf(
  element: PageElement,
  title: string,
  selectors: PageSelectors,
  hints: ItemHints,
): { text: string; from: 'selector' | 'meta' | 'text' } | undefined {
  if (selectors.date !== undefined) {
    const chosen = element.querySelector(selectors.date)
    if (chosen !== null) {
      const text = plainText(machineTime(chosen) ?? chosen.getAttribute('content') ?? visibleText(chosen, 300))
      const date = findPageDate(text, hints)
      if (date !== undefined) return { text: date.text, from: 'selector' }
    }
  }
  for (const time of machineTimes(element)) {
    const machine = findPageDate(plainText(time), hints)
    if (machine !== undefined) return { text: withTimeIn(element, title, machine, hints), from: 'meta' }
  }
  const date = dateInText(element, title, hints) ?? dateAmong(textsBeside(element, hints), hints)
  if (date !== undefined) return { text: withTimeIn(element, title, date, hints), from: 'text' }
  const over = dayAndTime(element, title, hints)
  return over === undefined ? undefined : { text: over, from: 'text' }
}

/** Letters beside a date beyond which a text tells of something that is on that day, rather than being dated so. */
const mostBesideDate = 30
/** How far ahead of us an entry may be dated by its own clock. */
const mostAheadMs = 36 * 60 * 60 * 1000

/**
 * The first date in the texts of an entry. One in prose, or of a day to come, gives way to a date that stands by itself:
 * `On 5 December there is a meeting` was not written then.
 */
function dateInText(element: PageElement, title: string, hints: ItemHints): PageDate | undefined {
  return dateAmong(textsOf(element, title, hints), hints)
}

function dateAmong(texts: readonly string[], hints: ItemHints): PageDate | undefined {
  let first: PageDate | undefined
  for (const text of texts) {
    // A number in the headline is none; what stands beside it may be.
    const date = findPageDate(text, hints)
    if (date === undefined) continue
    if (first === undefined && !isOfWhatIsTold(text, date, hints)) return date
    if (first !== undefined && isDateAlone(text, hints) && !isToCome(date, hints) && !saysUpdated(text)) return date
    first ??= date
  }
  return first
}

/** The lines of an entry without its title; of long ones the parts that their markup tells apart. */
function textsOf(element: PageElement, title: string, hints: ItemHints): readonly string[] {
  let parts: readonly string[] | undefined
  return linesOf(element, 50, 2000).flatMap(({ text }) => {
    const rest = text.replace(title, ' ').trim()
    if (rest.length <= mostBesideDate) return [rest]
    parts ??= partsOf(element, hints).flatMap((part) => (part.text === title ? [] : [part.text]))
    const within = parts.filter((part) => rest.includes(part))
    return within.length > 1 ? within : [rest]
  })
}

function isOfWhatIsTold(text: string, date: PageDate, hints: PageDateOptions): boolean {
  const beside = text.replace(date.text, ' ').match(/\p{L}/gu)?.length ?? 0
  return beside > mostBesideDate || isToCome(date, hints)
}

function isToCome({ text }: PageDate, hints: PageDateOptions): boolean {
  const at = parseDate(text, hints)?.at
  return at !== undefined && hints.now !== undefined && at > hints.now + mostAheadMs
}

/** What an entry's markup says of its time, that of a change last. */
function machineTimes(element: PageElement): readonly string[] {
  const times = [
    ...element.querySelectorAll('time[datetime], [itemprop~="datePublished"], .dt-published, abbr[title], span[title]'),
  ].slice(0, 20)
  const isOfChange = ({ className }: PageElement) => /updat|modif/i.test(className)
  return [...times.filter((time) => !isOfChange(time)), ...times.filter(isOfChange)].flatMap(
    (time) => machineTime(time) ?? time.getAttribute('content') ?? [],
  )
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
