import { Readability } from '@mozilla/readability'
import { isNamedVoice } from './article-boilerplate.ts'
import type { Way } from './article-metadata.ts'
import { foldText } from './article-text.ts'
import {
  elementsNamed,
  holdsNamed,
  isText,
  namesOf,
  type PageDocument,
  type PageElement,
  type PageNode,
  visibleText,
} from './page-dom.ts'
import { dropColumnsBeside } from './article-columns.ts'
import { denseContainer, joinFollowing, manySentences, narrow, partWithMost } from './article-containers.ts'
import { dropLists, dropTeasersBeside, isTeasers } from './article-lists.ts'
import { dropBiography, dropLastHead, dropLastLabels, dropLastLinks, tidy } from './article-tidy.ts'
import { dropMachineSummaries } from './article-summaries.ts'
import { dropUnseen } from './article-unseen.ts'
import { dropRowsBehind, findPosts, openPosts } from './article-posts.ts'
import { boxes, fewCharacters, linkShare, paragraphs, proseOf } from './article-prose.ts'

export type ArticleBody = { readonly html: string; readonly text: string; readonly way: Way }

export type BodyOptions = {
  /** Of the authors: what introduces one at the end is no text of his. */
  readonly authors?: readonly string[]
  /** The page's address: what leads to another site is no teaser. */
  readonly url: string
  readonly selector?: string
  readonly drop?: readonly string[]
  /** The heading over the article: its text follows it, and a later heading of its rank begins another. */
  readonly heading?: PageElement | undefined
  /** Whether a line before the first paragraph is no text: the title again, the byline, the date, the section. */
  readonly isPreamble?: (line: string) => boolean
}

/** Elements of more than this many are no article, and Readability would take long to say so. */
const maxElements = 30_000

/**
 * The article's text, taken out of `document`, which is used up by it: by the operator's selector, else by Readability, else
 * the container with the most prose. Undefined when there is no prose.
 */
export function extractBody(document: PageDocument, options: BodyOptions): ArticleBody | undefined {
  dropDeck(document)
  const lead = findLead(document, options)
  const body = extract(document, options)
  if (body === undefined || lead === undefined || body.way === 'selector') return body
  if (foldText(body.text).includes(foldText(lead))) return body
  const { html, text } = bodyFromText(lead)
  return { ...body, html: `${html}\n${body.html}`, text: `${text}\n${body.text}` }
}

/** The summary over a text, where the markup tells the text apart from it. */
function dropDeck(document: PageDocument): void {
  const decks = [...document.querySelectorAll('[itemprop~="description"]')].slice(0, 20)
  if (decks.length === 0) return
  const body = document.querySelector('[itemprop~="articleBody"]')
  if (body === null || visibleText(body, fewCharacters).length < fewCharacters) return
  for (const deck of decks)
    if (!deck.contains(body) && !body.contains(deck) && visibleText(deck, 1000).length < 1000) deck.remove()
}

/** Names of the sentence or two that stand between the title and the text and belong to it. */
const leadNames =
  /(?:^|[\s_-])(?:sapo|lead|lede|standfirst|chapo|chapeau|perex|ingress|manchet|bajada|entradilla|copete|sommario|anons|zajawka|teras|vorspann|spot)(?:$|[\s_-])/i

const leadHolders = namesOf('h2 h3 h4 div')
/** Elements behind the heading among which a lead is looked for. */
const nearHeading = 40

/** A lead in a heading of its own, which Readability takes for one of another article. */
function findLead(document: PageDocument, { heading, isPreamble }: BodyOptions): string | undefined {
  if (heading === undefined) return undefined
  const at = document.elements.indexOf(heading)
  for (const element of document.elements.slice(at + 1, at + 1 + nearHeading)) {
    const names = `${element.className} ${element.id}`
    if (
      !leadHolders.has(element.localName) ||
      !leadNames.test(names) ||
      /image|img|photo|foto|media|caption|video/i.test(names)
    )
      continue
    const text = visibleText(element, 700)
    if (text.length < 40 || text.length > 600 || linkShare(element) > 0.5) continue
    if (holdsNamed(element, boxes) && !isOneParagraph(element)) continue
    if (isPreamble?.(text) !== true) return text
  }
  return undefined
}

function isOneParagraph({ children }: PageElement): boolean {
  const [only] = children
  return children.length === 1 && only?.localName === 'p' && !holdsNamed(only, boxes)
}

function extract(document: PageDocument, options: BodyOptions): ArticleBody | undefined {
  for (const selector of options.drop ?? []) removeAll(document, selector)
  if (options.selector !== undefined) {
    const selected = selectBody(document, options.selector)
    if (selected !== undefined) return finish(selected, 'selector', options)
  }
  dropLetterBoxes(document, options.heading)
  removeNamed(document, machinery)
  dropUnseen(document)
  dropMachineSummaries(document, options.heading)
  const parts = [...document.querySelectorAll('[class], [id]')]
  dropVoices(parts, options.heading)
  dropNextArticles(document, options.heading)
  dropColumnsBeside(options.heading)
  dropOtherItems(document, options.heading)
  dropLists(document.body, parts)
  dropTeasersBeside(document, options.heading)
  dropRowsBehind(document, options.heading, options.url)
  for (const posts of findPosts(document, options.heading)) openPosts(posts)
  const prosaic = denseContainer(document)
  if (prosaic !== undefined) joinFollowing(partWithMost(prosaic))
  const densest = prosaic ?? manySentences(document, options.heading)
  // Only where the most prose is elsewhere does the block around the heading have to be kept for later.
  const around = homeOf(options.heading)
  const isApart =
    densest !== undefined && around !== undefined && !around.contains(densest) && !densest.contains(around)
  const home = isApart ? around : undefined
  const homeText = home === undefined ? '' : foldText(visibleText(home))
  const homeCopy = home?.cloneNode(true)
  const densestText = densest === undefined ? '' : prosaic === undefined ? visibleText(densest) : proseOf(densest)
  const densestCopy = densest?.cloneNode(true)
  const read = readReadably(document)
  const isList = read !== undefined && homeCopy !== undefined && isTeasers(read) && !isIn(visibleText(read), homeText)
  if (isList) return finish(narrow(homeCopy), 'container', options)
  const body = read === undefined ? undefined : finish(narrow(read), 'readability', options)
  if (densestCopy === undefined || (body !== undefined && body.text.length >= Math.min(densestText.length * 0.5, 1500)))
    return body
  // Teasers of others are longer than a short article, and none of it.
  if (body !== undefined && isApart && isTeasers(densestCopy)) return body
  const fallback = finish(densestCopy, 'container', options)
  if (fallback === undefined) return body
  return body === undefined || fallback.text.length > body.text.length * 2 ? fallback : body
}

function dropVoices(parts: readonly PageElement[], heading: PageElement | undefined): void {
  for (const element of parts) {
    if (element.parentNode === null || /^(?:html|body|main|article)$/.test(element.localName)) continue
    if (!isNamedVoice(`${element.className} ${element.id}`) || (heading !== undefined && element.contains(heading)))
      continue
    if (element.querySelector('h1, article, [itemprop~="articleBody"]') === null) element.remove()
  }
}

const titles = namesOf('h1')

/** Pages that go on for ever add the next article below: a block that begins with another title and has its own prose. */
function dropNextArticles(document: PageDocument, heading: PageElement | undefined): void {
  if (heading?.localName !== 'h1') return
  const all = elementsNamed(document, titles)
  for (const title of all.slice(all.indexOf(heading) + 1)) {
    if (title.contains(heading)) continue
    let block = title
    while (block.parentElement !== null && !block.parentElement.contains(heading)) block = block.parentElement
    if (block === title || block.parentElement === null) continue
    const before = visibleText(block, 400).indexOf(visibleText(title, 100))
    const own = proseOf(block)
    // Some write the headings inside an article as titles too: something of it must stand before.
    if (before < 0 || before > 150) continue
    const isOfItsMake = isMadeAs(block, heading)
    if (own.length < fewCharacters && !isOfItsMake) continue
    if (isOfItsMake || proseBetween(heading, block) >= fewCharacters) block.remove()
  }
}

/** Whether a block is made as the one beside it that holds a heading, and both say when they were written before they begin. */
function isMadeAs(block: PageElement, heading: PageElement): boolean {
  const own = [...(block.parentElement?.children ?? [])].find((sibling) => sibling.contains(heading))
  if (own === undefined || own === heading || own.localName !== block.localName || own.className !== block.className)
    return false
  return [own, block].every((part) => proseOf(part) !== '' && isDatedOver(part))
}

/** Whether a year stands between the beginning of a block and its prose. */
function isDatedOver(block: PageElement): boolean {
  const [first = ''] = proseOf(block).split('\n')
  const text = visibleText(block)
  return /\p{Nd}{4}|\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2}/u.test(
    text.slice(0, Math.max(0, text.indexOf(first.slice(0, 40)))),
  )
}

/** Other articles as items of their own in the text's markup: their headlines are theirs. */
function dropOtherItems(document: PageDocument, heading: PageElement | undefined): void {
  for (const item of [...document.querySelectorAll('[itemprop~="articleBody"] [itemscope][itemtype]')].slice(0, 50)) {
    if (!/\/(?:\w*Article|BlogPosting|Report)$/.test(item.getAttribute('itemtype') ?? '')) continue
    if (heading !== undefined && item.contains(heading)) continue
    if (visibleText(item, 401).length <= 400) item.remove()
  }
}

/** Characters of prose between a heading and a block that comes later. */
function proseBetween(heading: PageElement, block: PageElement): number {
  let box: PageElement = heading
  while (box.parentElement !== null && !box.parentElement.contains(block)) box = box.parentElement
  let length = box === heading ? 0 : proseOf(box).length
  for (let next = box.nextElementSibling; next !== null && !next.contains(block); next = next.nextElementSibling)
    length += next.localName === 'p' ? visibleText(next).length : proseOf(next).length
  return length
}

/** The smallest block around the heading that has prose in it. */
function homeOf(heading: PageElement | undefined): PageElement | undefined {
  let box = heading?.parentElement ?? null
  while (
    box !== null &&
    box.localName !== 'body' &&
    (box.localName === 'header' || proseOf(box).length < fewCharacters)
  )
    box = box.parentElement
  return box === null || box.localName === 'body' ? undefined : box
}

/** Whether most of a text's longer lines are in another, which is folded. */
function isIn(text: string, folded: string): boolean {
  const lines = text.split('\n').filter((line) => line.length >= 40)
  return lines.filter((line) => folded.includes(foldText(line))).length >= lines.length * 0.3
}

/** Whether `declared`, long enough to be an article, is for the most part not in `text`. */
export function isMissed(declared: string | undefined, text: string): boolean {
  if (declared === undefined || declared.length < 3 * fewCharacters) return false
  const there = foldText(text)
  const folded = foldText(declared)
  const samples = 20
  const length = 24
  let missing = 0
  for (let sample = 0; sample < samples; sample++) {
    const at = Math.floor((sample * (folded.length - length)) / samples)
    if (!there.includes(folded.slice(at, at + length))) missing++
  }
  return missing > samples / 2
}

/** Text without markup as an article: its lines are the paragraphs. */
export function bodyFromText(text: string): ArticleBody {
  const paragraphs = text.split(/\s*\n\s*/).filter((paragraph) => paragraph !== '')
  const escaped = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return {
    html: paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n'),
    text: paragraphs.join('\n'),
    way: 'jsonld',
  }
}

function selectBody(document: PageDocument, selector: string): PageElement | undefined {
  const selected: PageElement[] = []
  for (const element of document.querySelectorAll(selector))
    if (!selected.some((outer) => outer.contains(element))) selected.push(element)
  if (selected.length === 0) return undefined
  const holder = document.createElement('div')
  for (const element of selected) holder.appendChild(element.cloneNode(true))
  return visibleText(holder, 1) === '' && holder.querySelector('img') === null ? undefined : holder
}

/** Readability asks for the whole text of every element, and only then whether the element is called a byline (0.6.0, `_isValidByline`). */
class PageReadability extends Readability<PageElement> {
  protected _isValidByline(element: PageElement, names: string): boolean {
    const isCalledByline =
      element.getAttribute('rel') === 'author' ||
      element.getAttribute('itemprop')?.includes('author') ||
      /byline|author|dateline|writtenby|p-author/i.test(names)
    if (!isCalledByline) return false
    const { length } = element.textContent.trim()
    return length > 0 && length < 100
  }
}

/**
 * Readability as a step that may fail: it is written for browsers, and on a DOM that is none it has thrown for 4 % of pages.
 * Whatever it throws means that this way found nothing; the next way takes over.
 */
function readReadably(document: PageDocument): PageElement | undefined {
  try {
    const article = new PageReadability(document as never, {
      serializer: (node) => node as unknown as PageElement,
      maxElemsToParse: maxElements,
      charThreshold: fewCharacters,
      keepClasses: true,
      disableJSONLD: true,
    }).parse()
    return article?.content ?? undefined
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

/** Characters of a box that asks for an address of mail, and of a paragraph in it. */
const mostOfLetterBox = 450
const mostOfInvitation = 220

/** Boxes that ask for an address of mail, with what they say for themselves. Called before forms go. */
function dropLetterBoxes(document: PageDocument, heading: PageElement | undefined): void {
  const fields = document.elements.filter(
    (element) =>
      element.localName === 'input' &&
      /mail/i.test(`${element.getAttribute('type') ?? ''} ${element.getAttribute('name') ?? ''}`) &&
      element.getAttribute('type') !== 'hidden',
  )
  for (const field of fields.slice(0, 10)) {
    let box: PageElement = field.closest('form') ?? field
    if (heading !== undefined && box.contains(heading)) continue
    // Who may write a comment there writes below the text: what stands around that is no invitation.
    if (box.querySelector('textarea') !== null) continue
    while (box.parentElement !== null && isLetterBox(box.parentElement, heading)) box = box.parentElement
    box.remove()
  }
}

function isLetterBox(box: PageElement, heading: PageElement | undefined): boolean {
  if (!/^(?:div|section|aside|fieldset|form)$/.test(box.localName) || (heading !== undefined && box.contains(heading)))
    return false
  if (visibleText(box, mostOfLetterBox + 1).length > mostOfLetterBox) return false
  return elementsNamed(box, paragraphs).every((paragraph) => visibleText(paragraph).length <= mostOfInvitation)
}

const machinery = namesOf('script style template link meta object embed form button input select textarea dialog')
const controls = namesOf('script style template form button input select textarea nav')

function removeNamed(root: PageNode, names: ReadonlySet<string>): void {
  for (const element of elementsNamed(root, names)) element.remove()
}

function removeAll(root: PageDocument | PageElement, selector: string): void {
  for (const element of [...root.querySelectorAll(selector)])
    if (element.localName !== 'body' && element.localName !== 'html') element.remove()
}

/** Cleans what was found of what is not the article, and gives it as HTML and as text. */
function finish(root: PageElement, way: Way, options: BodyOptions): ArticleBody | undefined {
  removeNamed(root, controls)
  if (way !== 'selector') {
    tidy(root, options.isPreamble, options.url)
    dropLastLinks(root)
    dropLastLabels(root)
    dropLastHead(root)
    dropBiography(root, options.authors ?? [])
  }
  const text = visibleText(root)
  if (text === '' && root.querySelector('img, video, audio, iframe') === null) return undefined
  return { html: unwrapped(root).innerHTML.trim(), text, way }
}

/** The innermost of boxes that hold nothing but one another. */
function unwrapped(root: PageElement): PageElement {
  let box = root
  while (true) {
    const only = box.children[0]
    if (box.children.length !== 1 || only === undefined || !/^(?:div|section|article|main)$/.test(only.localName))
      return box
    for (const node of box.childNodes) if (isText(node) && node.data.trim() !== '') return box
    box = only
  }
}
