import { isNamedBoilerplate, isNamedVoice } from './article-boilerplate.ts'
import { linkShare, proseOf } from './article-prose.ts'
import { endsSentence } from './article-text.ts'
import { closestThat, elementsNamed, namesOf, type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { linesOf } from './page-lines.ts'

/** What a report of the day, questions and answers or a list of reasons is made of: blocks of one make, each a part of the text. */
export type Posts = readonly PageElement[]

const blocks = namesOf('div section article li a')
const heads = namesOf('h2 h3 h4 h5 h6')
const links = namesOf('a')
const paragraphs = namesOf('p')
/** Characters of the line a post begins with, and of what it says below. */
const longestHead = 90
const leastSaid = 25
const longest = 6000
/** Fewest posts of one make. */
const fewest = 2

/**
 * Blocks of one make beside one another below the heading, each a time or a heading that leads nowhere over sentences. What is
 * told of other articles leads to them, and what readers say is told from it elsewhere.
 */
export function findPosts(document: PageDocument, heading: PageElement | undefined): readonly Posts[] {
  return rowsBelow(document, heading).flatMap((row) => {
    const posts = row.filter(isPost)
    return posts.length >= fewest && posts.length * 2 > row.length ? [posts] : []
  })
}

/** Fewest teasers in a row; characters of each; of the text beside them. */
const fewestTeasers = 3
const longestTeaser = 500
const leastText = 300

/**
 * Takes out rows of blocks of one make behind the text, each little more than a headline that leads to another page of the site:
 * in the box of the text they would be taken for a part of it, and in a box of their own, where they are longer, for all of it.
 */
export function dropRowsBehind(document: PageDocument, heading: PageElement | undefined, url: string): void {
  for (const row of rowsBelow(document, heading)) {
    const teasers = row.filter((block) => isTeaser(block, url))
    const [first] = teasers
    if (first === undefined || teasers.length < fewestTeasers || teasers.length * 1.3 < row.length) continue
    const before = textBetween(document, heading, first)
    const isLast = textBehind(teasers.at(-1) ?? first, heading) < leastSaid
    if (before >= leastText && isLast) for (const block of row) block.remove()
  }
}

function isTeaser(block: PageElement, url: string): boolean {
  const text = visibleText(block, longestTeaser + 1)
  if (text.length > longestTeaser || text === '' || block.querySelector('h1') !== null) return false
  const [head] = elementsNamed(block, heads)
  if (head === undefined) return false
  const link = elementsNamed(head, links)[0] ?? closestThat(head, ({ localName }) => localName === 'a')
  const href = link?.getAttribute('href')?.trim() ?? ''
  // Another site's page is what an editor recommends.
  return href !== '' && !/^(?:#|javascript:)/i.test(href) && URL.parse(href, url)?.host === URL.parse(url)?.host
}

/** Characters of the paragraphs of prose between a heading and a block, which are in no teaser. */
function textBetween({ elements }: PageDocument, heading: PageElement | undefined, block: PageElement): number {
  const start = heading === undefined ? 0 : elements.indexOf(heading)
  return elements
    .slice(start + 1, elements.indexOf(block))
    .filter((element) => paragraphs.has(element.localName) && linkShare(element) < 0.5)
    .reduce((sum, element) => sum + visibleText(element).length, 0)
}

/** Characters of the prose that follows a block in the boxes around it, up to the one that holds the heading. */
function textBehind(block: PageElement, heading: PageElement | undefined): number {
  let sum = 0
  for (let at: PageElement | null = block; at !== null && at.localName !== 'body'; at = at.parentElement) {
    if (heading !== undefined && at.contains(heading)) break
    for (let next = at.nextElementSibling; next !== null; next = next.nextElementSibling)
      if (!isBeside(next)) sum += paragraphs.has(next.localName) ? visibleText(next).length : proseOf(next).length
  }
  return sum
}

/** Blocks of one make that stand beside one another below the heading, in nothing that is beside the article. */
function rowsBelow(document: PageDocument, heading: PageElement | undefined): readonly (readonly PageElement[])[] {
  if (heading === undefined) return []
  const { elements } = document
  const rows = new Map<PageElement, Map<string, PageElement[]>>()
  for (const element of elements.slice(elements.indexOf(heading) + 1)) {
    // Most links hold words only.
    if (!blocks.has(element.localName) || element.children.length === 0) continue
    const parent = element.parentElement
    if (parent === null || (element.nextElementSibling === null && element.previousElementSibling === null)) continue
    const row = rows.get(parent) ?? new Map<string, PageElement[]>()
    const make = `${element.localName}.${element.className.split(/\s+/)[0]?.replaceAll(/\d+/g, '')}`
    const known = row.get(make)
    if (known === undefined) row.set(make, [element])
    else known.push(element)
    rows.set(parent, row)
  }
  return [...rows].flatMap(([parent, row]) =>
    closestThat(parent, isBeside) === null ? [...row.values()].filter((alike) => alike.length >= fewest) : [],
  )
}

function isBeside({ localName, className, id }: PageElement): boolean {
  if (/^(?:html|body|main|article)$/.test(localName)) return false
  const names = `${className} ${id}`
  return /^(?:aside|nav|footer|form|table)$/.test(localName) || isNamedBoilerplate(names) || isNamedVoice(names)
}

function isPost(block: PageElement): boolean {
  if (isBeside(block)) return false
  const text = visibleText(block, longest + 1)
  if (text.length < leastSaid || text.length > longest) return false
  const [first, ...others] = linesOf(block, 200)
  if (first === undefined || first.text.length > longestHead || endsSentence(first.text.replace(/\?$/u, '')))
    return false
  const isHead = first.element.closest('h2, h3, h4, h5, h6, time, dt, strong, b') !== null || isClock(first.text)
  if (!isHead || !others.some(({ text: line }) => line.length >= leastSaid && endsSentence(line))) return false
  return !leadsElsewhere(block) && linkShare(block) < 0.3
}

/** `14:20`, `14.20 Uhr`, `26.11.2026, 18:02` */
function isClock(line: string): boolean {
  return /\p{Nd}[:.h時시]\s?\p{Nd}{2}/u.test(line) && line.length <= 40
}

/** Whether its heading is a link to another page. */
function leadsElsewhere(block: PageElement): boolean {
  const isElsewhere = (link: PageElement): boolean =>
    !/^(?:#|$|javascript:)/i.test(link.getAttribute('href')?.trim() ?? '')
  if (closestThat(block, ({ localName }) => localName === 'a') !== null) return true
  return elementsNamed(block, heads).some(
    (head) =>
      elementsNamed(head, links).some(isElsewhere) ||
      (head.parentElement?.localName === 'a' && isElsewhere(head.parentElement)),
  )
}

/** Leaves of each post what it holds: Readability takes of blocks beside a paragraph only the long ones (0.6.0, `_grabArticle`). */
export function openPosts(posts: Posts): void {
  for (const post of posts) {
    const { parentNode } = post
    if (parentNode === null || post.localName === 'li') continue
    while (post.firstChild !== null) parentNode.insertBefore(post.firstChild, post)
    post.remove()
  }
}
