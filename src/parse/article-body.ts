import { Readability } from '@mozilla/readability'
import {
  isFurniture,
  isInlineLead,
  isListHeading,
  isNamedBoilerplate,
  isNamedVoice,
  placeholder,
} from './article-boilerplate.ts'
import type { Way } from './article-metadata.ts'
import { endsSentence, foldText, widthOf } from './article-text.ts'
import {
  closestThat,
  elementsNamed,
  holdsNamed,
  isElement,
  isParentOf,
  isText,
  namesOf,
  type PageDocument,
  type PageElement,
  type PageNode,
  visibleText,
} from './page-dom.ts'
import { linesOf } from './page-lines.ts'

export type ArticleBody = { readonly html: string; readonly text: string; readonly way: Way }

export type BodyOptions = {
  /** Of the authors: what introduces one at the end is no text of his. */
  readonly authors?: readonly string[]
  readonly selector?: string
  readonly drop?: readonly string[]
  /** The heading over the article: its text follows it, and a later heading of its rank begins another. */
  readonly heading?: PageElement | undefined
  /** Whether a line before the first paragraph is no text: the title again, the byline, the date, the section. */
  readonly isPreamble?: (line: string) => boolean
}

/** Elements of more than this many are no article, and Readability would take long to say so. */
const maxElements = 30_000
/** Characters below which a text is a teaser, a caption or a message rather than an article. */
const fewCharacters = 200

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
  /(?:^|[\s_-])(?:sapo|lead|lede|standfirst|chapo|chapeau|perex|ingress|manchet|bajada|entradilla|copete|sommario|anons|zajawka|teras|vorspann)(?:$|[\s_-])/i
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
    if (text.length < 40 || text.length > 600 || holdsNamed(element, boxes) || linkShare(element) > 0.5) continue
    if (isPreamble?.(text) !== true) return text
  }
  return undefined
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
  const parts = [...document.querySelectorAll('[class], [id]')]
  dropVoices(parts, options.heading)
  dropNextArticles(document, options.heading)
  dropLists(document.body, parts)
  dropTeasersBeside(document, options.heading)
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
    if (before < 0 || before > 150 || own.length < fewCharacters) continue
    if (proseBetween(heading, block) >= fewCharacters) block.remove()
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

/** What stands beside the article and lists others: where that is short, they would be taken for more of it. */
function dropTeasersBeside(document: PageDocument, heading: PageElement | undefined): void {
  for (const aside of elementsNamed(document, asides))
    if (aside.parentNode !== null && !(heading !== undefined && aside.contains(heading)) && isTeasers(aside))
      aside.remove()
}

const asides = namesOf('aside')

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

/** Whether a block is a list of other articles: headings that lead elsewhere, and little at each. */
function isTeasers(root: PageElement): boolean {
  const heads = elementsNamed(root, cardHeads).filter(
    (head) => holdsNamed(head, anchors) || head.parentElement?.localName === 'a',
  )
  return heads.length >= fewestCards && visibleText(root).length / heads.length < 600
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

/** Parts that no reader sees. */
function dropUnseen(document: PageDocument): void {
  const marked = document.elements.filter(
    (element) => element.hasAttribute('style') || element.hasAttribute('hidden') || element.hasAttribute('aria-hidden'),
  )
  for (const element of marked) {
    const style = element.getAttribute('style') ?? ''
    const unseen =
      element.hasAttribute('hidden') ||
      element.getAttribute('aria-hidden') === 'true' ||
      /display\s*:\s*none/i.test(style)
    // Scripts unhide whole articles: only what is small beside the page is believed to be hidden.
    if (unseen && element.localName !== 'body' && visibleText(element, 3000).length < 2000) element.remove()
  }
  dropInvisible(document, marked)
}

/** What styles make too small, too clear or too far away to be read. */
const invisible =
  /(?:^|;)\s*(?:font-size\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?|opacity\s*:\s*0(?:\.0+)?%?|visibility\s*:\s*hidden|text-indent\s*:\s*-\d{3,}(?:px|pt|r?em|%)?)\s*(?:!important\s*)?(?:;|$)/i
/** How much of a page may be hidden so: scripts let whole texts appear, paragraph by paragraph, as the reader comes to them. */
const mostInvisible = 0.2

/** Paragraphs whose own style lets nobody read them. Boxes undo what they hold: a font of no size closes gaps between them. */
function dropInvisible(document: PageDocument, marked: readonly PageElement[]): void {
  const hidden = marked.filter((element) => {
    const style = element.getAttribute('style') ?? ''
    if (!style.includes(':') || element.parentNode === null) return false
    return (invisible.test(style) || isOfOneColour(style)) && !holdsNamed(element, shownBoxes)
  })
  if (hidden.length === 0) return
  const length = hidden.reduce((sum, element) => sum + visibleText(element).length, 0)
  if (length > visibleText(document.body).length * mostInvisible) return
  for (const element of hidden) if (visibleText(element, 1) !== '') element.remove()
}

const shownBoxes = namesOf('p div section article ul ol table img picture video iframe')

const inkOf = /(?:^|;)\s*color\s*:\s*(#[\da-f]{3,8}|[a-z]+)\s*(?:;|$)/i
const groundOf = /(?:^|;)\s*background(?:-color)?\s*:\s*(#[\da-f]{3,8}|[a-z]+)\s*(?:;|$)/i

/** Whether a text is written in the colour it stands on. */
function isOfOneColour(style: string): boolean {
  const [ink, ground] = [inkOf, groundOf].map((pattern) =>
    pattern
      .exec(style)?.[1]
      ?.toLowerCase()
      .replace(/^(?:white|#ffffff)$/, '#fff'),
  )
  return ink !== undefined && ink === ground && !/^(?:inherit|initial|unset|transparent|currentcolor)$/.test(ink)
}

/** Takes out lists of other articles, comments and buttons: by the names of their parts, and by what stands over them. */
function dropLists(root: PageElement, parts: readonly PageElement[]): void {
  const whole = visibleText(root).length
  for (const element of parts) {
    if (
      element.parentNode === null ||
      /^(?:html|body|main|article|h1|p|img|picture|table|td|tr)$/.test(element.localName)
    )
      continue
    if (!isNamedBoilerplate(`${element.className} ${element.id}`)) continue
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
const anchors = namesOf('a')
const paragraphs = namesOf('p')

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

/** How much of an element's text is links, 0 to 1. */
export function linkShare(element: PageElement): number {
  const text = visibleText(element).length
  if (text === 0) return 0
  let links = 0
  if (element.localName === 'a') return 1
  for (const link of elementsNamed(element, anchors)) links += visibleText(link).length
  return Math.min(1, links / text)
}

/** The text of the paragraphs in an element that are prose: long enough, and not made of links. */
function proseOf(element: PageElement): string {
  const parts: string[] = []
  for (const paragraph of elementsNamed(element, paragraphs)) {
    const text = visibleText(paragraph)
    if (text.length > 40 && linkShare(paragraph) < 0.5) parts.push(text)
  }
  return parts.join('\n')
}

const proseBlocks = namesOf('p pre blockquote')
const containers = namesOf('div article section td main')

function isAside({ localName }: PageElement): boolean {
  return /^(?:aside|nav|footer)$/.test(localName)
}

/** The smallest container that holds most of the page's prose; of pages without paragraphs, the one with the most bare text. */
function denseContainer(document: PageDocument): PageElement | undefined {
  const scores = new Map<PageElement, number>()
  for (const paragraph of elementsNamed(document, proseBlocks)) {
    if (closestThat(paragraph, isAside) !== null) continue
    const length = visibleText(paragraph, 5000).length
    if (length < 40 || linkShare(paragraph) > 0.5) continue
    let ancestor = paragraph.parentElement
    for (let level = 0; level < 3 && ancestor !== null && ancestor !== document.documentElement; level++) {
      scores.set(ancestor, (scores.get(ancestor) ?? 0) + length / 2 ** level)
      ancestor = ancestor.parentElement
    }
  }
  if (scores.size === 0) {
    for (const element of elementsNamed(document, containers)) {
      let own = 0
      for (const child of element.childNodes) if (!isElement(child)) own += (child.textContent ?? '').trim().length
      if (own > fewCharacters) scores.set(element, own)
    }
  }
  let best: PageElement | undefined
  for (const [element, score] of scores) if (best === undefined || score > (scores.get(best) ?? 0)) best = element
  return best
}

/** The box right in a container that holds most of its prose, where more text follows it; else the container itself. */
function partWithMost(container: PageElement): PageElement {
  const parts = [...container.children].filter(
    (child) => boxed.has(child.localName) && ofText.has(child.nextElementSibling?.localName ?? ''),
  )
  if (parts.length === 0 || parts.length > mostParts) return container
  const half = proseOf(container).length / 2
  return parts.find((part) => proseOf(part).length > half) ?? container
}

/** Boxes among paragraphs: a text of more is in none of them. */
const mostParts = 10
const boxed = namesOf('div section')
const ofText = namesOf('p ul ol blockquote figure h2 h3 h4 h5 h6')

/**
 * Puts what goes on behind the container of a text, in its own box, into it: subheadings, lists, paragraphs, quotes. Readability
 * takes of such only the paragraphs that are long or end with a full stop (0.6.0, `_grabArticle`).
 */
function joinFollowing(container: PageElement): void {
  if (!boxed.has(container.localName)) return
  const run: PageElement[] = []
  let end = 0
  let goesOn = false
  for (let next = container.nextElementSibling; next !== null && run.length < 200; next = next.nextElementSibling) {
    if (!ofText.has(next.localName) || linkShare(next) > 0.2) break
    const text = visibleText(next, 200)
    if (isListHeading(text) || isNamedBoilerplate(`${next.className} ${next.id}`)) break
    run.push(next)
    if (next.localName !== 'p' || !endsSentence(text)) {
      if (/^(?:ul|ol|blockquote)$/.test(next.localName)) end = run.length
      continue
    }
    end = run.length
    goesOn = true
  }
  if (goesOn) for (const element of run.slice(0, end)) container.appendChild(element)
}

/** Fewest paragraphs of a text that has none of prose, and characters of them together. */
const fewestSentences = 4
const leastSentences = 60

/**
 * The container under the heading with the most short sentences, where no paragraph is long enough to be known as prose: an
 * interview, or a text that gives a line to each sentence.
 */
function manySentences(document: PageDocument, heading: PageElement | undefined): PageElement | undefined {
  if (heading === undefined) return undefined
  const { elements } = document
  const said = new Map<PageElement, { count: number; width: number }>()
  for (const paragraph of elements.slice(elements.indexOf(heading) + 1)) {
    const { parentElement: parent } = paragraph
    if (paragraph.localName !== 'p' || parent === null || closestThat(paragraph, isAside) !== null) continue
    const text = visibleText(paragraph, 500)
    if (!endsSentence(text) || linkShare(paragraph) > 0.2) continue
    const known = said.get(parent) ?? { count: 0, width: 0 }
    said.set(parent, { count: known.count + 1, width: known.width + widthOf(text) })
  }
  let best: PageElement | undefined
  let most = leastSentences
  for (const [parent, { count, width }] of said) {
    if (count < fewestSentences || width < most) continue
    best = parent
    most = width
  }
  return best?.localName === 'body' || best?.contains(heading) === true ? undefined : best
}

/** Cleans what was found of what is not the article, and gives it as HTML and as text. */
function finish(root: PageElement, way: Way, options: BodyOptions): ArticleBody | undefined {
  removeNamed(root, controls)
  if (way !== 'selector') {
    tidy(root, options.isPreamble)
    dropLastLinks(root)
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

const lineHolders = namesOf('p li h2 h3 h4 h5 h6 div span strong em blockquote')
const boxes = namesOf('p div ul ol table figure img')
const hollow = namesOf('p div span figure section header ul li a')
const shown = namesOf('img video audio iframe br hr table')

/** Whether a time stands over or before what happened then, in a report of the day, and is not how long a film takes. */
function isHourOfReport(element: PageElement, text: string): boolean {
  if (!/^\p{Nd}{1,2}[:.]\p{Nd}{2}$/u.test(text)) return false
  let head = element
  while (head.parentElement !== null && visibleText(head.parentElement, 10) === text) head = head.parentElement
  const next = head.nextElementSibling
  return next !== null && endsSentence(visibleText(next, 2000)) && linkShare(next) < 0.5
}

function tidy(root: PageElement, isPreamble: BodyOptions['isPreamble']): void {
  dropPlaceholders(root)
  dropCaptions(root)
  dropCredited(root)
  dropCards(root)
  for (const element of [...root.querySelectorAll('figcaption, [class*="caption" i]')])
    if (visibleText(element, 600).length < 500) element.remove()
  dropLists(root, [...root.querySelectorAll('[class], [id]')])
  for (const element of elementsNamed(root, lineHolders)) {
    if (element.parentNode === null) continue
    const text = visibleText(element, 500)
    if (text === '' || text.length > 450 || holdsNamed(element, boxes)) continue
    if ((isFurniture(text) && !isHourOfReport(element, text)) || isListHeading(text)) removeWithHeading(element, root)
    else if (
      element.localName !== 'span' &&
      holdsNamed(element, anchors) &&
      (isInlineLead(text) || isLeadToLink(element))
    )
      element.remove()
  }
  for (const image of [...root.querySelectorAll('img')]) if (isBanner(image)) image.remove()
  if (isPreamble !== undefined) dropPreamble(root, isPreamble)
  // Backwards, so that what holds only empty elements is empty in its turn.
  for (const element of elementsNamed(root, hollow).toReversed())
    if (element.firstChild === null || (visibleText(element, 1) === '' && !holdsNamed(element, shown))) element.remove()
}

/** A line with the box that holds nothing else but a heading: what invites to letters has one. */
function removeWithHeading(line: PageElement, root: PageElement): void {
  const box = line.parentElement
  line.remove()
  if (box === null || box === root || !root.contains(box)) return
  const [heading] = elementsNamed(box, cardHeads)
  if (heading !== undefined && visibleText(box, 201) === visibleText(heading, 200)) box.remove()
}

/** Links at the end that stand alone in their paragraphs or lists lead to other articles. */
function dropLastLinks(root: PageElement): void {
  for (let turn = 0; turn < 10; turn++) {
    let last = lastShown(root)
    while (last !== undefined && /^(?:div|section|article|main|aside)$/.test(last.localName)) {
      const inner = lastShown(last)
      if (inner === undefined) break
      last = inner
    }
    if (last === undefined || !/^(?:ul|ol|p|h[2-6]|div)$/.test(last.localName)) return
    if (linkShare(last) < 0.95 || visibleText(last, 1) === '' || holdsNamed(last, pictures)) return
    // A text of nothing but links is a list that somebody wrote.
    if (visibleText(root).length - visibleText(last).length < fewCharacters) return
    last.remove()
  }
}

const pictures = namesOf('img video audio iframe')

/** The last part of an element that a reader sees; undefined where text follows it that stands in no element of its own. */
function lastShown(element: PageElement): PageElement | undefined {
  for (const node of [...element.childNodes].toReversed()) {
    if (isElement(node)) {
      if (visibleText(node, 1) !== '' || holdsNamed(node, pictures)) return node
    } else if ((node.textContent ?? '').trim() !== '') return undefined
  }
  return undefined
}

/** Whether a line is links and, before them, what points to other articles: `BACA JUGA <a>…</a>`. */
function isLeadToLink(element: PageElement): boolean {
  let own = visibleText(element, 500)
  for (const link of elementsNamed(element, anchors)) own = own.replace(visibleText(link), '')
  return isInlineLead(`${own.replace(/[\s:：|>»–—()-]+$/u, '')}:`)
}

/** The text without what stands for films that are not there. */
function dropPlaceholders(root: PageElement): void {
  if (!visibleText(root).includes('[')) return
  let node: PageNode | null = root.firstChild
  while (node !== null) {
    if (isText(node) && node.data.includes('[')) node.data = node.data.replace(placeholder, '')
    let next: PageNode | null = node.firstChild
    while (next === null && node !== null) {
      next = node.nextSibling
      if (next === null) {
        node = node.parentNode
        if (node === root) return
      }
    }
    node = next
  }
}

/** Whose a picture is. */
const credit =
  /(?:^|[.!?()（[|–—/]\s*)(?:photo|foto|fotó|image|imagen|bild|picture|credit|crédit|credito|crédito|zdjęcie|kuva|ảnh|фото|снимка|φωτο)\p{L}{0,8}\s*(?:by |[:：/©])|写真\s*[:：/＝=]|撮影\s*[:：/]|[图圖]\s*[:：/／]|사진\s*[=:/]|(?:صورة|عکس|צילום|ภาพ)\s*[:：/]|[©ⓒ]|getty images|shutterstock|istock|(?<!\p{L})(?:AP|AFP|Reuters|EPA|EFE|dpa|ANSA|REUTERS)(?: ?Photo|\s*[)\]]$|\/\S+)/iu

function spokenIn(box: PageElement): number {
  return elementsNamed(box, paragraphs).filter((paragraph) => visibleText(paragraph, 1) !== '').length
}

/** The words beside a picture in a box of its own, where they say whose it is. */
function dropCredited(root: PageElement): void {
  for (const image of [...root.querySelectorAll('img')].slice(0, 200)) {
    let box = image.parentElement
    for (let level = 0; level < 3 && box !== null && box !== root; level++, box = box.parentElement) {
      const text = visibleText(box, 400)
      if (text === '') continue
      if (text.length < 350 && credit.test(text) && spokenIn(box) <= 1) {
        for (const node of [...box.childNodes])
          if (!(isElement(node) && (node === image || node.contains(image)))) node.remove()
      }
      break
    }
  }
}

/** The words at pictures: whose they are and what they show, but nothing of the text. */
function dropCaptions(root: PageElement): void {
  for (const figure of root.querySelectorAll('figure')) {
    if (figure.querySelector('table, pre, blockquote, ul, ol') !== null || visibleText(figure, 800).length > 700)
      continue
    for (const child of [
      ...figure.querySelectorAll('figcaption, span, div, p, small, cite, strong, em, a, h4, h5, h6'),
    ])
      if (child.querySelector('img, picture, video, audio, iframe') === null) child.remove()
    for (const child of [...figure.childNodes]) if (isText(child)) child.remove()
  }
}

const cardHeads = namesOf('h2 h3 h4 h5 h6')
/** Fewest cards that make a row of teasers. */
const fewestCards = 3

/** Rows of teasers inside a text: siblings of one make, each little more than a heading that leads elsewhere. */
function dropCards(root: PageElement): void {
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

/** What editors write the text into, by the names that most systems give it. */
const bodyNames =
  '[itemprop~="articleBody"], .e-content, .entry-content, .post-content, .article-body, .article__body, .article-content, .article__content, .articleBody, .article_body, .article-text, .story-body, .story-content, .post-body, .content-body, .isi-berita, .detail-text, .news-content, .news-text, [class*="articlebody" i], [class*="article-body" i], [class*="ArticleBody"]'

/** The part of what was found that is named as the body, when it holds nearly all of its prose: the rest is around it. */
function narrow(root: PageElement): PageElement {
  const whole = proseOf(root).length
  if (whole < fewCharacters) return root
  let best = root
  let most = 0
  for (const candidate of root.querySelectorAll(`${bodyNames}, article, main`)) {
    const prose = proseOf(candidate).length
    const named = candidate.matches(bodyNames)
    // Of nested ones the inner, as long as it loses nothing.
    if (prose >= whole * (named ? 0.75 : 0.9) && prose >= most * 0.98) {
      best = candidate
      most = prose
    }
  }
  return best
}

/** The last lines, when they introduce the author: `A. Writer is a reporter in Whitsand.` */
function dropBiography(root: PageElement, names: readonly string[]): void {
  const paragraphs = [...root.querySelectorAll('p')].filter((paragraph) => visibleText(paragraph, 1) !== '')
  for (const paragraph of paragraphs.slice(-2)) {
    const text = visibleText(paragraph, 400)
    if (paragraphs.length < 4 || text.length > 350) continue
    const name = names.find((candidate) => candidate.length > 5 && text.startsWith(candidate))
    if (
      name !== undefined &&
      /^(?:,.{0,60},)?\s+(?:is|was|are|covers|writes|reports|has been|adalah|es|est|ist|è|é)\s/u.test(
        text.slice(name.length),
      )
    )
      paragraph.remove()
  }
}

/** Pictures that sell or decorate: by what they are called, and the ones of a pixel. */
function isBanner(image: PageElement): boolean {
  const path = (URL.parse(image.getAttribute('src') ?? '', 'http://page.invalid/')?.pathname ?? '').toLowerCase()
  const words = `${image.getAttribute('alt') ?? ''} ${image.className} ${image.id}`.trim()
  if (
    /^(?:banner|iklan|advert(?:isement)?|logo|avatar|icon|spacer|pixel)$/i.test(words) ||
    /\/(?:banners?|iklan|ads?|pixel|spacer)\//.test(path)
  )
    return true
  return [image.getAttribute('width'), image.getAttribute('height')].some((size) => size === '1' || size === '0')
}

/** How many lines a preamble may have; the first that is none ends it. */
const maxPreamble = 12

/** The way to a page through its site: `Home > News > Sea`. */
const crumbs = /^[^.!?。>›»]{1,30}(?:\s*[>›»]\s*[^.!?。>›»]{1,60}){2,6}$/u

function dropPreamble(root: PageElement, isPreamble: (line: string) => boolean): void {
  let hasLead = false
  for (const { text, element } of linesOf(root, maxPreamble)) {
    if (!isPreamble(text) && !crumbs.test(text)) {
      const isProse = text.length > 120 || (text.length > 90 && /[.!?。…]['"”»]?$/u.test(text))
      // The lead may stand before who wrote the article and when; what comes next but one is the text.
      if (hasLead) return
      hasLead = isProse
      continue
    }
    // All of the line goes, and what holds nothing else.
    const line = foldText(text)
    let whole: PageElement = element
    while (
      whole.parentElement !== null &&
      whole.parentElement !== root &&
      line.includes(foldText(visibleText(whole.parentElement, 400)))
    )
      whole = whole.parentElement
    if (whole !== root) whole.remove()
  }
}
