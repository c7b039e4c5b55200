import { cleanText } from '../text/plain.ts'
import { isElement, isText, type PageDocument, type PageElement, type PageNode } from './page-dom.ts'

/** One line of a page as a reader sees it, and the innermost element that begins it. */
export type Line = { readonly text: string; readonly element: PageElement }

const unseen = new Set(
  'script style template noscript head svg iframe object select textarea button option rt rp rtc'.split(' '),
)
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)

/** Whether an element stands in a line. */
export function isInline({ localName }: PageElement): boolean {
  return inline.has(localName)
}

/** Whether nobody sees the text of an element. */
export function isUnseen({ localName }: PageElement): boolean {
  return unseen.has(localName)
}

/** The lines of `root` in document order, at most `limit`, each cut at `maxLength` characters. */
export function linesOf(root: PageNode, limit = 5000, maxLength = 400): readonly Line[] {
  const lines: Line[] = []
  let text = ''
  let element: PageElement | undefined
  const flush = () => {
    const line = cleanText(text)
    if (line !== '' && element !== undefined) lines.push({ text: line, element })
    text = ''
    element = undefined
  }
  let node: PageNode = root
  let entering = true
  while (lines.length < limit) {
    if (entering) {
      if (isText(node)) {
        if (element === undefined && node.data.trim() !== '') element = node.parentElement ?? undefined
        if (text.length < maxLength) text += node.data
      } else if (isElement(node) && !inline.has(node.localName)) flush()
      const child: PageNode | null = isElement(node) && unseen.has(node.localName) ? null : node.firstChild
      if (child !== null) {
        node = child
        continue
      }
    } else if (isElement(node)) {
      if (node.localName === 'span' || node.localName === 'a' || node.localName === 'time') text += ' '
      else if (!inline.has(node.localName)) flush()
    }
    if (node === root) break
    const next: PageNode | null = node.nextSibling
    const parent: PageNode | null = node.parentNode
    if (next !== null) {
      node = next
      entering = true
    } else if (parent !== null) {
      node = parent
      entering = false
    } else break
  }
  flush()
  return lines
}

/** Most lines of a page that are asked for. */
const mostOfPage = 4000

/**
 * The lines of all of a page that were made last, by its elements, of which a changed page has others: several stages ask for
 * them one after another, and leave the page as it is.
 */
const remembered = new WeakMap<readonly PageElement[], readonly Line[]>()

/** The lines of a page before its text is taken out of it, at most `limit`. */
export function linesOfPage({ body, elements }: PageDocument, limit: number): readonly Line[] {
  const lines = remembered.get(elements) ?? linesOf(body, mostOfPage)
  remembered.set(elements, lines)
  return lines.slice(0, limit)
}

/** Of elements that hold one another the outer ones: what is inside is a part. */
export function outermost(elements: readonly PageElement[]): readonly PageElement[] {
  const matched = new Set(elements)
  return elements.filter((element) => {
    for (let outer = element.parentElement; outer !== null; outer = outer.parentElement)
      if (matched.has(outer)) return false
    return true
  })
}
