import { hash } from 'node:crypto'
import type { FeedItem } from '../model/feed.ts'
import type { ListMemory } from '../model/list-memory.ts'
import { urlKey } from '../text/url.ts'
import { urlShape } from '../text/url-shape.ts'

/** Entries of a list that are compared, the first ones; two marks of each are kept, and a few shapes of addresses. */
const mostEntries = 60
const mostShapes = 8
/** Shorter titles are those of columns: many entries have them. */
const leastTitleChars = 12
/** How much of a list must be so to be said of it. */
const most = 0.5

/** Where a list of the page stands. */
export type Place = Pick<ListMemory, 'container' | 'isDeclared' | 'isBeside'>

/** The same, and what its page is, and what found its entries. */
export type Placed = Place & Pick<ListMemory, 'isArticle' | 'item'>

/** What to remember of a list after it was read again, with the `others` on its page. Pure. */
export function rememberList(
  before: ListMemory | undefined,
  items: readonly FeedItem[],
  place: Placed,
  others: readonly string[],
): ListMemory {
  const seen = new Set([...items.slice(0, mostEntries).flatMap(marksOf), ...(before?.seen ?? [])])
  const shapes = new Set([...commonest(items.flatMap(shapesOf)), ...(before?.shapes ?? [])])
  return {
    ...place,
    others,
    seen: [...seen].slice(0, 2 * mostEntries),
    shapes: [...shapes].slice(0, mostShapes),
    size: items.length,
    isDated: shareOf(items, isDated) >= most,
  }
}

/** A list found on a page, and how it stands to what held the list before. */
export type Candidate = Place & {
  readonly items: readonly FeedItem[]
  readonly selector: string | undefined
  /** It stands in what held the list before. */
  readonly isHeld: boolean
}

/** Whether a list of a page is another than the one that was read from it. */
export function isOtherList(items: readonly FeedItem[], read: readonly FeedItem[]): boolean {
  const own = new Set(read.flatMap(marksOf))
  return shareOf(items, (item) => marksOf(item).some((mark) => own.has(mark))) < most
}

/**
 * Whether a list that was found is the one that is remembered. In its old place it is; elsewhere it has to have the same
 * entries, because a page whose list is empty for once still has what is read most; and where the old place is gone, it has
 * to look like it at least. Pure.
 */
export function isSameList(candidate: Candidate, memory: ListMemory, containerStands: boolean): boolean {
  const { items, selector, isBeside = false, isDeclared = false } = candidate
  const stoodBeside = selector !== undefined && memory.others.includes(selector)
  const isStranger = stoodBeside || (isBeside && memory.isBeside !== true)
  if (!isStranger && (candidate.isHeld || (isDeclared && memory.isDeclared === true))) return true
  const seen = new Set(memory.seen)
  const looked = items.slice(0, mostEntries)
  const known = looked.filter((item) => isSeen(item, seen)).length
  // What is read most was in the list, most of it: only most of the list makes such a one the list.
  const wanted = isStranger ? Math.min(mostEntries, Math.max(memory.size, looked.length)) : looked.length
  if (known > 0 && known >= most * wanted) return true
  if (containerStands || isStranger) return false
  const isAsLong = memory.container === undefined || items.length >= most * memory.size
  return isAsLong && isAlike(items, memory)
}

/** Whether entries have addresses of the make of before, and dates where those had some. */
export function isAlike(items: readonly FeedItem[], memory: ListMemory): boolean {
  const shapes = new Set(memory.shapes)
  const isOfMake = shareOf(items, (item) => shapesOf(item).some((shape) => shapes.has(shape))) >= most
  return isOfMake && (!memory.isDated || shareOf(items, isDated) >= most)
}

/**
 * Whether most of a list leads to other sites, where all that is remembered led to the page's own, and nothing of it is known:
 * what an advertiser's cards are called now is what the entries were called before.
 */
export function leadsAway(items: readonly FeedItem[], memory: ListMemory | undefined, pageUrl: string): boolean {
  const own = hostKey(pageUrl)
  if (memory === undefined || memory.shapes.length === 0) return false
  if (!memory.shapes.every((shape) => shape.split('/', 1)[0] === own)) return false
  const seen = new Set(memory.seen)
  if (items.some((item) => isSeen(item, seen))) return false
  return items.length > 0 && shareOf(items, ({ url }) => url !== undefined && hostKey(url) !== own) > most
}

/**
 * Whether a list has nothing of the one before: none of its entries, no address of their make, and no dates where those had
 * some. A domain that is for sale may call its offers what a site called its articles.
 */
export function isUnlikeBefore(items: readonly FeedItem[], memory: ListMemory | undefined): boolean {
  if (memory === undefined || !memory.isDated || items.length === 0 || items.some(isDated)) return false
  const shapes = new Set(memory.shapes)
  return !isAnyKnown(items, memory) && !items.some((item) => shapesOf(item).some((shape) => shapes.has(shape)))
}

/** Whether a list is the one before as it is found again: as dated, and most of it known; or as long, in the same place. */
export function isWhole(items: readonly FeedItem[], { container }: Place, memory: ListMemory): boolean {
  if (memory.isDated && !isDatedList(items)) return false
  const seen = new Set(memory.seen)
  const known = items.slice(0, mostEntries).filter((item) => isSeen(item, seen)).length
  const isInPlace = container !== undefined && container === memory.container
  const size = Math.min(mostEntries, memory.size)
  return known >= most * size || (isInPlace && items.length >= nearlyAll * size)
}

/** What stands beside an article is shorter than a list. */
const nearlyAll = 0.8

/**
 * Whether nothing that a selector matches is known, nor as it was (dated, as long, addresses of that make), where another list of the page has what is
 * known: what the selector was made for is there now.
 */
export function isLeft(items: readonly FeedItem[], memory: ListMemory, other: readonly FeedItem[]): boolean {
  if (isAnyKnown(items, memory)) return false
  const seen = new Set(memory.seen)
  const shapes = new Set(memory.shapes)
  const isOfOtherMake = !items.some((item) => shapesOf(item).some((shape) => shapes.has(shape)))
  const known = other.filter((item) => isSeen(item, seen)).length
  const isPoor =
    (memory.isDated && !isDatedList(items)) ||
    items.length < most * memory.size ||
    (isOfOtherMake && known > most * memory.size)
  return isPoor && known >= Math.max(fewestKnown, most * other.length)
}

/** Whether any of these is an entry of before. */
export function isAnyKnown(items: readonly FeedItem[], memory: ListMemory): boolean {
  const seen = new Set(memory.seen)
  return items.some((item) => isSeen(item, seen))
}

/** Fewer known entries are no list. */
const fewestKnown = 3

/** Whether an address is that of an entry of before, with whatever parameters by now. */
export function isKnownTo(memory: ListMemory): (url: string) => boolean {
  const seen = new Set(memory.seen)
  return (url) => addressMarks(url).some((mark) => seen.has(mark))
}

function isSeen(item: FeedItem, seen: ReadonlySet<string>): boolean {
  return [...marksOf(item), ...addressMarks(item.url ?? '')].some((mark) => seen.has(mark))
}

function addressMarks(url: string): readonly string[] {
  return [urlKey(url), urlKey(url.replace(/\?[^#]*/, ''))].map(markOf)
}

function markOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 6)
}

function hostKey(url: string): string {
  return urlKey(new URL(url).origin)
}

/** Whether most entries of a list have dates. */
export function isDatedList(items: readonly FeedItem[]): boolean {
  return shareOf(items, isDated) >= most
}

function isDated({ published }: FeedItem): boolean {
  return published !== undefined
}

function shareOf(items: readonly FeedItem[], has: (item: FeedItem) => boolean): number {
  return items.filter(has).length / Math.max(1, items.length)
}

/** By its address an entry is known again, by its title where the addresses have changed. */
function marksOf({ url, title }: FeedItem): readonly string[] {
  const words = title?.value ?? ''
  return [...(url === undefined ? [] : [urlKey(url)]), ...(words.length < leastTitleChars ? [] : [words])].map(markOf)
}

/** What an address looks like, where there is one. */
export function shapesOf({ url }: Pick<FeedItem, 'url'>): readonly string[] {
  const shape = url === undefined ? undefined : urlShape(url)
  return shape === undefined ? [] : [shape]
}

function commonest(texts: readonly string[]): readonly string[] {
  const counts = Map.groupBy(texts, (text) => text)
  return [...counts].sort(([, a], [, b]) => b.length - a.length).map(([text]) => text)
}
