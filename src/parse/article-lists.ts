import { isListHeading, isNamedBoilerplate } from './article-boilerplate.ts'
import {
  elementsNamed,
  holdsNamed,
  isParentOf,
  namesOf,
  type PageDocument,
  type PageElement,
  visibleText,
} from './page-dom.ts'
import { anchors, linkShare, proseOf } from './article-prose.ts'

/** What stands beside the article and lists others: where that is short, they would be taken for more of it. */
export function dropTeasersBeside(document: PageDocument, heading: PageElement | undefined): void {
  for (const aside of elementsNamed(document, asides))
    if (aside.parentNode !== null && !(heading !== undefined && aside.contains(heading)) && isTeasers(aside))
      aside.remove()
}

const asides = namesOf('aside')

/** Whether a block is a list of other articles: headings that lead elsewhere, and little at each. */
export function isTeasers(root: PageElement): boolean {
  const heads = elementsNamed(root, cardHeads).filter(
    (head) => holdsNamed(head, anchors) || head.parentElement?.localName === 'a',
  )
  return heads.length >= fewestCards && visibleText(root).length / heads.length < 600
}

/** Takes out lists of other articles, comments and buttons: by the names of their parts, and by what stands over them. */
export function dropLists(root: PageElement, parts: readonly PageElement[]): void {
  const whole = visibleText(root).length
  for (const element of parts) {
    if (
      element.parentNode === null ||
      /^(?:html|body|main|article|h1|img|picture|table|td|tr)$/.test(element.localName)
    )
      continue
    if (!isNamedBoilerplate(`${element.className} ${element.id}`)) continue
    // Of paragraphs only what is nothing but links: tags, a way through the site.
    if (element.localName === 'p' && linkShare(element) < 0.7) continue
    if (element.querySelector('h1, article, [itemprop~="articleBody"]') !== null) continue
    if (visibleText(element, whole).length < whole * 0.3 && proseOf(element).length < 800) element.remove()
  }
  for (const heading of elementsNamed(root, listHeads)) {
    if (heading.parentElement === null) continue
    // Most of these are boxes.
    if (isParentOf(heading, innerBlocks)) continue
    const text = visibleText(heading, 61)
    if (text.length > 60 || !isListHeading(text) || holdsNamed(heading, innerBlocks)) continue
    dropListUnder(heading, root)
  }
}

/** What the heading of a list may be, and what it holds when it is more than one. */
const listHeads = namesOf('h2 h3 h4 h5 h6 strong b p span div dt legend')
const innerBlocks = namesOf('p div ul')

/** A list's heading with the list: the block it begins, or what follows it as long as that is links. */
function dropListUnder(heading: PageElement, root: PageElement): void {
  let block: PageElement = heading
  // Up to the outermost block that begins with this heading.
  while (
    block.parentElement !== null &&
    block.parentElement !== root &&
    isFirst(block) &&
    proseOf(block.parentElement).length < 300
  )
    block = block.parentElement
  let next = block.nextElementSibling
  const isOfList = (part: PageElement): boolean =>
    isCard(part) || ((visibleText(part, 10) === '' || linkShare(part) > 0.5) && proseOf(part).length < 300)
  while (next !== null && isOfList(next)) {
    const after = next.nextElementSibling
    next.remove()
    next = after
  }
  block.remove()
}

/** A teaser: a block of little text whose heading leads elsewhere. */
function isCard(element: PageElement): boolean {
  if (!/^(?:article|li|div)$/.test(element.localName) || visibleText(element, 401).length > 400) return false
  const [head] = elementsNamed(element, cardHeads)
  return head !== undefined && (holdsNamed(head, anchors) || head.closest('a[href]') !== null)
}

function isFirst(element: PageElement): boolean {
  let before = element.previousSibling
  while (before !== null) {
    if ((before.textContent ?? '').trim() !== '') return false
    before = before.previousSibling
  }
  return true
}

export const cardHeads = namesOf('h2 h3 h4 h5 h6')
/** Fewest cards that make a row of teasers. */
const fewestCards = 3

/** Rows of teasers inside a text: siblings of one make, each little more than a heading that leads elsewhere. */
export function dropCards(root: PageElement): void {
  const rows = new Map<PageElement, Map<string, Set<PageElement>>>()
  // Asked once of each block, for every link in a large one would ask again.
  const headed = new Map<PageElement, boolean>()
  const hasHeading = (block: PageElement): boolean => {
    const known = headed.get(block)
    if (known !== undefined) return known
    const answer = holdsNamed(block, cardHeads)
    headed.set(block, answer)
    return answer
  }
  const total = visibleText(root).length
  for (const link of root.querySelectorAll('a[href]')) {
    for (
      let block: PageElement | null = link.parentElement, level = 0;
      block !== null && block !== root && level < 5;
      block = block.parentElement, level++
    ) {
      const parent: PageElement | null = block.parentElement
      if (parent === null || !/^(?:div|article|section|aside|li)$/.test(block.localName) || block.className === '')
        continue
      if (!hasHeading(block)) continue
      const make = `${block.localName}.${block.className.split(/\s+/)[0]}`
      const row = rows.get(parent) ?? new Map<string, Set<PageElement>>()
      const cards = row.get(make) ?? new Set()
      cards.add(block)
      row.set(make, cards)
      rows.set(parent, row)
    }
  }
  for (const row of rows.values()) {
    for (const cards of row.values()) {
      const texts = Array.from(cards, (card) => visibleText(card, 1000).length)
      const sum = texts.reduce((a, b) => a + b, 0)
      if (cards.size < fewestCards || sum / cards.size > 350 || sum > total * 0.5) continue
      for (const card of cards) card.remove()
    }
  }
}
