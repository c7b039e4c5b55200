import { isNamedBoilerplate, isNamedVoice } from './article-boilerplate.ts'
import { linkShare } from './article-prose.ts'
import { endsSentence } from './article-text.ts'
import { closestThat, elementsNamed, namesOf, type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { linesOf } from './page-lines.ts'

/** What a report of the day, questions and answers or a list of reasons is made of: blocks of one make, each a part of the text. */
export type Posts = readonly PageElement[]

const blocks = namesOf('div section article li')
const heads = namesOf('h2 h3 h4 h5 h6')
const links = namesOf('a')
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
  if (heading === undefined) return []
  const { elements } = document
  const rows = new Map<PageElement, Map<string, PageElement[]>>()
  for (const element of elements.slice(elements.indexOf(heading) + 1)) {
    if (!blocks.has(element.localName)) continue
    const parent = element.parentElement
    const next = element.nextElementSibling
    if (parent === null || (next === null && element.previousElementSibling === null)) continue
    const row = rows.get(parent) ?? new Map<string, PageElement[]>()
    const make = `${element.localName}.${element.className.split(/\s+/)[0]?.replaceAll(/\d+/g, '')}`
    const known = row.get(make)
    if (known === undefined) row.set(make, [element])
    else known.push(element)
    rows.set(parent, row)
  }
  const found: Posts[] = []
  for (const [parent, row] of rows) {
    for (const alike of row.values()) {
      if (alike.length < fewest || closestThat(parent, isBeside) !== null) continue
      const posts = alike.filter(isPost)
      if (posts.length >= fewest && posts.length * 2 > alike.length) found.push(posts)
    }
  }
  return found
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
