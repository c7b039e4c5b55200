import { elementsNamed, holdsNamed, namesOf, type PageElement, visibleText } from './page-dom.ts'
import { anchors, linkShare } from './article-prose.ts'
import { endsSentence } from './article-text.ts'

/** Characters of what stands over a heading; of a text in its column. */
const mostOver = 200
const mostOfKicker = 60
const leastInColumn = 60
/** Fewest links of a column that leads elsewhere. */
const fewestLinks = 2

const cells = namesOf('td')
const sentences = namesOf('p li br')
const subheadings = namesOf('h2 h3 h4 h5 h6')
const shown = namesOf('img picture video iframe p')

/**
 * Takes out what stands beside an article's column and over its heading: the menus in the cells of a page laid out as a table,
 * a narrower column of a grid that has a heading of its own, and the name of the section.
 */
export function dropColumnsBeside(heading: PageElement | undefined): void {
  if (heading === undefined) return
  for (
    let part = heading, parent = part.parentElement;
    parent !== null && parent.localName !== 'html';
    part = parent, parent = part.parentElement
  ) {
    if (/^(?:article|header|hgroup|div|section|main)$/.test(parent.localName)) dropKicker(parent, part)
    for (const other of [...parent.children]) {
      if (other === part || other.parentNode === null) continue
      if (cells.has(part.localName) ? isCellBeside(other, part) : isNarrowerBeside(other, part)) other.remove()
    }
  }
}

/** A line right over the heading, in the box that holds it: no text stands there. */
function dropKicker(box: PageElement, heading: PageElement): void {
  if (!/^h[1-3]$/.test(heading.localName) && heading.localName !== 'header' && heading.localName !== 'hgroup') return
  for (const element of [...box.children]) {
    if (element === heading) return
    if (holdsNamed(element, shown) || /^(?:h1|nav)$/.test(element.localName)) continue
    const text = visibleText(element, mostOver + 1)
    const most = element.localName === 'p' ? mostOfKicker : mostOver
    if (text !== '' && text.length <= most && !endsSentence(text)) element.remove()
  }
}

/** A cell of links beside the one that holds heading and text. */
function isCellBeside(cell: PageElement, own: PageElement): boolean {
  if (!cells.has(cell.localName)) return false
  const length = visibleText(cell).length
  if (length * 2 > visibleText(own).length) return false
  return elementsNamed(cell, anchors).length >= fewestLinks && linkShare(cell) > 0.3
}

/** A column that is narrower by its name than the one that holds the heading and sentences, and begins with its own heading. */
function isNarrowerBeside(column: PageElement, own: PageElement): boolean {
  const [width, wider] = [widthOfColumn(column), widthOfColumn(own)]
  if (width === undefined || wider === undefined || width >= wider) return false
  const [head] = elementsNamed(column, subheadings)
  if (head === undefined || !visibleText(column, 200).startsWith(visibleText(head, 100))) return false
  const told = elementsNamed(own, sentences).filter((element) => endsSentence(visibleText(element, 1000)))
  return told.reduce((sum, element) => sum + visibleText(element, 1000).length, 0) >= leastInColumn
}

/** How many of its grid's columns one takes: `col-md-8`, `span8`, `large-8`. */
function widthOfColumn({ className }: PageElement): number | undefined {
  const widths = [
    ...className.matchAll(
      /(?:^|\s)(?:col(?:-(?:xs|sm|md|lg|xl|xxl))?-|span|(?:small|medium|large)-)(\d{1,2})(?=\s|$)/g,
    ),
  ]
  return widths.length === 0 ? undefined : Math.min(...widths.map(([, width]) => Number(width)))
}
