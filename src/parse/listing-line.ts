import { plainText } from './article-text.ts'
import { isDateAlone } from './listing-headline.ts'
import type { PageDateOptions } from './page-date.ts'
import { isElement, isText, type PageElement, type PageNode } from './page-dom.ts'
import { isInline, isUnseen } from './page-lines.ts'

/** A line of a box as its breaks and blocks make it: its links, the runs of text between them, and all elements in it. */
type Line = {
  readonly texts: readonly string[]
  readonly links: readonly PageElement[]
  readonly elements: ReadonlySet<PageElement>
}

/** Lines of one box, and nodes in it, that are looked at. */
const mostLines = 2000
const mostNodes = 20_000

/** The lines of boxes whose entries were asked about: all entries of a list of lines stand in one. A pure function's memory. */
const remembered = new WeakMap<PageElement, readonly Line[]>()

/**
 * What stands in the line of an entry that is a link, before and after it, as far as no other link; none for what has a box of
 * its own. Where the line says no date, the line may that stands over it by itself, or under it. Of several links in a line, and
 * of lines, the first tells whether dates stand before what they date.
 */
export function textsBeside(element: PageElement, hints: PageDateOptions): readonly string[] {
  const place = lineOf(element)
  if (place === undefined) return []
  const { lines, at, line, link } = place
  const saysDate = (text: string) => isDateAlone(text, hints)
  const [first = '', ...others] = line.texts
  const isBefore = partsOf(first).some(saysDate)
  const [before = '', after = ''] = [line.texts[link], others[link]]
  const own = (others.length === 1 ? [before, after] : isBefore ? [before] : [after]).flatMap(partsOf)
  if (own.some(saysDate)) return own
  const date = lineOfDate(lines, at, hints)
  return date === undefined ? own : [...own, date]
}

/** Whether an element stands in a line with links, and another element in another line: what the one says is not of the other. */
export function isOfOtherLine(element: PageElement, other: PageElement): boolean {
  const box = isInline(element) ? boxOf(element) : null
  const line = box === null ? undefined : linesIn(box).find(({ elements }) => elements.has(element))
  return line !== undefined && line.links.length > 0 && !line.elements.has(other)
}

/** What brackets, bars and dashes part: `Title (12 November) – by the editor`. */
function partsOf(text: string): readonly string[] {
  return text.split(/[|·•()[\]–—]|\s-\s/).flatMap((part) => plainText(part.replace(/^[\s,:;]+|[\s,:;]+$/g, '')) || [])
}

function lineOf(element: PageElement) {
  const box = isInline(element) ? boxOf(element) : null
  if (box === null) return undefined
  const lines = linesIn(box)
  const at = lines.findIndex(({ links }) => links.some((link) => element.contains(link)))
  const line = lines[at]
  if (line === undefined) return undefined
  return { lines, at, line, link: line.links.findIndex((link) => element.contains(link)) }
}

/** The date that a line without links says alone: over an entry, or under it. One over several entries has others beside it. */
function lineOfDate(lines: readonly Line[], at: number, hints: PageDateOptions): string | undefined {
  const dateIn = ({ texts: [text = ''], links }: Line): string | undefined =>
    links.length === 0 && isDateAlone(text, hints) ? text : undefined
  const first = lines.findIndex(({ links }) => links.length > 0)
  const isOver = lines.slice(0, first).some((line) => dateIn(line) !== undefined)
  if (!isOver) {
    const after = lines.slice(at + 1)
    const next = after.findIndex(({ links }) => links.length > 0)
    return after.slice(0, next === -1 ? undefined : next).flatMap((line) => dateIn(line) ?? [])[0]
  }
  const isOnly = lines.filter(({ links }) => links.length > 0).length === 1
  // One alone may be the date of today.
  if (!isOnly && new Set(lines.flatMap((line) => dateIn(line) ?? [])).size < 2) return undefined
  return lines
    .slice(0, at)
    .flatMap((line) => dateIn(line) ?? [])
    .at(-1)
}

function boxOf(element: PageElement): PageElement | null {
  let box = element.parentElement
  while (box !== null && isInline(box)) box = box.parentElement
  return box
}

function linesIn(box: PageElement): readonly Line[] {
  const lines = remembered.get(box) ?? readLines(box)
  remembered.set(box, lines)
  return lines
}

/** The lines that a box itself has, none of those in blocks within it. */
function readLines(box: PageElement): readonly Line[] {
  const lines: Line[] = []
  let texts = ['']
  let links: PageElement[] = []
  let elements = new Set<PageElement>()
  const flush = (): void => {
    const said = texts.map(plainText)
    if (links.length > 0 || said.some((text) => text !== '')) lines.push({ texts: said, links, elements })
    texts = ['']
    links = []
    elements = new Set()
  }
  let nodes = 0
  let node: PageNode | null = box.firstChild
  while (node !== null && lines.length < mostLines && nodes++ < mostNodes) {
    const isLink = isElement(node) && node.localName === 'a' && node.hasAttribute('href')
    if (isLink && isElement(node)) {
      links.push(node)
      texts.push('')
    } else if (isText(node)) texts.push(`${texts.pop() ?? ''}${node.data}`)
    if (isElement(node) && isInline(node)) elements.add(node)
    else if (isElement(node)) flush()
    const isEntered: boolean = isElement(node) && !isLink && isInline(node) && !isUnseen(node)
    let next: PageNode | null = isEntered ? node.firstChild : null
    while (next === null && node !== null && node !== box) {
      next = node.nextSibling
      if (next === null) node = node.parentNode
    }
    node = next
  }
  flush()
  return lines
}
