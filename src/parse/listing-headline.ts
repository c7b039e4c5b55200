import { isWholeName } from './article-author.ts'
import { plainText, widthOf } from './article-text.ts'
import { holdsThat, isElement, isText, type PageElement, type PageNode, visibleText } from './page-dom.ts'
import { findPageDate, type PageDateOptions } from './page-date.ts'
import { isInline, isUnseen } from './page-lines.ts'

/**
 * A piece of what an entry says: a line, or what its markup tells apart in one. `make` is that of the innermost element;
 * `isMixed`: its markup tells parts of it from others, and which of them is the headline is not known.
 */
export type Part = {
  readonly text: string
  readonly make: string
  readonly element: PageElement
  readonly isMixed: boolean
}

/** Parts of an entry, entries of a list and boxes within one another that are looked at. */
const mostParts = 30
const mostEntries = 60
const mostDeep = 40
const mostNodes = 200
const mostChars = 600

/** Narrower is what names a section, a place or a button, where most of its make are so. */
export const leastUsual = 20
/** Wide enough for a headline whatever its make. */
const leastAlone = 24
/** How much of what has one make must differ from entry to entry to be what each of them is about. */
const mostAlike = 0.7

/** What the parts of a list's entries are like: the makes that headlines have, and the texts that several entries have. */
export type ListManner = { readonly makes: ReadonlySet<string>; readonly said: ReadonlySet<string> }

/** What these entries of one list have in common. */
export function mannerOf(elements: readonly PageElement[], hints: PageDateOptions): ListManner {
  const entries = elements.slice(0, mostEntries).map((element) => partsOf(element, hints))
  const links = ownLinks(elements.slice(0, mostEntries))
  const first = new Map<string, number>()
  const said = new Set<string>()
  for (const [at, parts] of entries.entries()) {
    for (const text of [...parts.map((part) => part.text), ...hiddenTexts(elements[at])]) {
      const before = first.get(text) ?? at
      first.set(text, before)
      if (before !== at && !isSamePiece(links[before], links[at])) said.add(text)
    }
  }
  const byMake = Map.groupBy(entries.flat(), ({ make }) => make)
  const makes = [...byMake].filter(([, parts]) => {
    const widths = parts.map(({ text }) => widthOf(text)).sort((a, b) => a - b)
    const own = parts.filter(({ text }) => !said.has(text))
    return (widths[widths.length >> 1] ?? 0) >= leastUsual && own.length >= mostAlike * parts.length
  })
  return { makes: new Set(makes.map(([make]) => make)), said }
}

/** Where each entry leads, without what most of them lead to. */
function ownLinks(elements: readonly PageElement[]): readonly ReadonlySet<string>[] {
  const hrefs = elements.map((element) => {
    const links = [...(element.localName === 'a' ? [element] : []), ...element.querySelectorAll('a[href]')]
    return new Set(links.slice(0, mostParts).map((link) => (link.getAttribute('href') ?? '').replace(/#.*$/, '')))
  })
  const counts = new Map<string, number>()
  for (const href of hrefs.flatMap((set) => [...set])) counts.set(href, (counts.get(href) ?? 0) + 1)
  return hrefs.map((set) => new Set([...set].filter((href) => (counts.get(href) ?? 0) <= elements.length / 2)))
}

/** How much of where two entries lead is the same where they are one piece, which stands twice on a page. */
const mostSame = 0.8

function isSamePiece(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): boolean {
  const least = Math.min(a.size, b.size)
  return least > 0 && a.intersection(b).size >= mostSame * least
}

/** What the links of an entry say to who points at them, or hears them, and its pictures to who does not see them. */
function hiddenTexts(element: PageElement | undefined): readonly string[] {
  if (element === undefined) return []
  const links = [element, ...element.querySelectorAll('a[href]')].slice(0, mostParts)
  const said = links.flatMap((link) => ['title', 'aria-label'].map((name) => plainText(link.getAttribute(name) ?? '')))
  return [...said, pictureText(element)].filter((text) => text !== '')
}

/** What a program names a picture: `IMG_2231`, `header-2.jpg`. */
const nameOfFile = /^\S+\.(?:jpe?g|png|gif|webp|avif|svg)$|^(?:img|dsc[nf]?|pict?|image|photo)[\s_-]*\d+$/i

/** What an element says by its first picture that says anything: the headline, where all that is seen is the picture. */
export function pictureText(element: PageElement): string {
  const [text] = [...element.querySelectorAll('img[alt]')]
    .slice(0, mostParts)
    .map((image) => plainText(image.getAttribute('alt') ?? ''))
    .filter((said) => /\p{L}/u.test(said) && !nameOfFile.test(said))
  return text ?? ''
}

/**
 * What names an entry in its own words, where no heading does: the first of its parts that is made as headlines of its list
 * are, else the first that is long enough, which is not sure. What several entries say, a date, a name and a caption are none.
 */
export function headlineIn(element: PageElement, manner: ListManner, hints: PageDateOptions): Part | undefined {
  const wide = () => ownParts(element, manner, hints).find(({ text }) => widthOf(text) >= leastAlone)
  const unsure = (part: Part | undefined) => part && { ...part, isMixed: true }
  return headlinePart(element, manner, hints) ?? unsure(wide())
}

/** Whether a heading or a link says one thing, as far as its markup tells. */
export function isOnePart(element: PageElement, hints: PageDateOptions): boolean {
  if (element.children.length === 0) return true
  const [part, another] = partsOf(element, hints)
  return another === undefined && part?.isMixed !== true
}

/** The first part of an entry that is made as headlines of its list are. */
export function headlinePart(element: PageElement, manner: ListManner, hints: PageDateOptions): Part | undefined {
  return ownParts(element, manner, hints).find(({ make }) => manner.makes.has(make))
}

/** The longest of the first parts of an entry that may name it. */
export function longestIn(element: PageElement, manner: ListManner, hints: PageDateOptions): string | undefined {
  const texts = ownParts(element, manner, hints).map(({ text }) => text)
  return texts
    .slice(0, 4)
    .reduce<string | undefined>((most, text) => (text.length > (most?.length ?? 0) ? text : most), undefined)
}

function ownParts(element: PageElement, { said }: ListManner, hints: PageDateOptions): readonly Part[] {
  return partsOf(element, hints).filter(
    ({ text, element: box }) =>
      !said.has(text) &&
      /\p{L}/u.test(text) &&
      !isDateAlone(text, hints) &&
      !isByline(text) &&
      box.closest('figcaption') === null,
  )
}

function isByline(text: string): boolean {
  return /^by\s+\p{Lu}/iu.test(text) ? isWholeName(text.slice(3)) : isWholeName(text)
}

/** Letters beside a date that say of what it is: `Published`, a weekday. */
const mostBeside = 12

/** Whether a text is little else than a date. */
export function isDateAlone(text: string, hints: PageDateOptions): boolean {
  const date = text.length > 80 ? undefined : findPageDate(text, hints)
  if (date === undefined) return false
  const beside = text.replace(date.text, ' ').match(/\p{L}/gu)?.length ?? 0
  return beside <= mostBeside
}

/**
 * What an element says in its parts: each block, and in a line each element beside others that are marked otherwise
 * (`<span class="place">…</span><span class="title">…</span>`), or that holds a date before or after the rest.
 */
export function partsOf(element: PageElement, hints: PageDateOptions): readonly Part[] {
  const parts: Part[] = []
  gather(element, 0, hints, parts)
  return parts
}

function gather(box: PageElement, depth: number, hints: PageDateOptions, parts: Part[]): void {
  let run: PageNode[] = []
  const flush = (): void => {
    gatherRun(run, box, depth, hints, parts)
    run = []
  }
  let nodes = 0
  for (const node of box.childNodes) {
    if (parts.length >= mostParts || ++nodes > mostNodes) break
    if (isElement(node) && isUnseen(node)) continue
    if (isElement(node) && (!isInline(node) || holdsThat(node, (child) => !isInline(child)))) {
      flush()
      if (depth < mostDeep) gather(node, depth + 1, hints, parts)
    } else if (isElement(node) || isText(node)) run.push(node)
  }
  flush()
}

/** What stands in one line. */
function gatherRun(
  run: readonly PageNode[],
  box: PageElement,
  depth: number,
  hints: PageDateOptions,
  parts: Part[],
): void {
  const said = run.filter((node) => textOf(node) !== '')
  const elements = said.filter(isElement)
  const [only] = elements
  if (only !== undefined && said.length === 1) {
    if (depth < mostDeep) gather(only, depth + 1, hints, parts)
    return
  }
  const makes = new Set(elements.map((element) => `${element.localName}.${element.className}`))
  const isApart = elements.length === said.length && makes.size === elements.length
  // `Kicker: headline` is one text, whatever its markup.
  const isOne = said.slice(0, -1).some((node) => /[:：]$/u.test(textOf(node)))
  if (isApart && !isOne) {
    for (const element of elements) if (depth < mostDeep) gather(element, depth + 1, hints, parts)
    return
  }
  const [first, last] = [said[0], said.at(-1)]
  const isDate = (node: PageNode | undefined): node is PageElement =>
    isElement(node ?? null) && node !== undefined && isDateAlone(textOf(node), hints)
  const isBefore = isDate(first)
  // A day in bold at its end is the headline's.
  const isAfter = first !== last && isDate(last) && !/^(?:b|strong|mark)$/.test(last.localName)
  const rest = said.slice(isBefore ? 1 : 0, isAfter ? -1 : said.length)
  if (isBefore) add(parts, textOf(first), first)
  add(parts, plainText(rest.map(spaced).join('')), box, rest.length > 1 && rest.some(isElement))
  if (isAfter) add(parts, textOf(last), last)
}

function add(parts: Part[], text: string, element: PageElement, isMixed = false): void {
  if (text !== '') parts.push({ text, make: makeOf(element), element, isMixed })
}

function textOf(node: PageNode): string {
  return plainText(visibleText(node, mostChars))
}

/** Text with the spaces around it, of which `visibleText` leaves none. */
function spaced(node: PageNode): string {
  return isText(node) ? node.data.slice(0, mostChars) : `${visibleText(node, mostChars)} `
}

/** The tag and class of an element; of one without a class its place in the one around it as well. */
function makeOf(element: PageElement): string {
  const own = `${element.localName}.${element.className}`
  const box = element.parentElement
  if (element.className !== '' || box === null) return own
  let place = 0
  for (
    let before = element.previousElementSibling;
    before !== null && place < mostParts;
    before = before.previousElementSibling
  )
    place++
  return `${box.localName}.${box.className} > ${own}:${place}`
}
