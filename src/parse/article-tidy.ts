import { isFurniture, isInlineLead, isListHeading, placeholder } from './article-boilerplate.ts'
import { cardHeads, dropCards, dropLists } from './article-lists.ts'
import { afterLabel } from './article-author.ts'
import { endsSentence, foldText, widthOf } from './article-text.ts'
import {
  elementsNamed,
  holdsNamed,
  isElement,
  isText,
  namesOf,
  type PageElement,
  type PageNode,
  visibleText,
} from './page-dom.ts'
import { linesOf } from './page-lines.ts'
import { anchors, boxes, fewCharacters, linkShare, paragraphs } from './article-prose.ts'

const lineHolders = namesOf('p li h2 h3 h4 h5 h6 div span strong em blockquote')
const hollow = namesOf('p div span figure section header ul li a')
const shown = namesOf('img video audio iframe br hr table')

/** Whether a time stands over or before what happened then, in a report of the day, and is not how long a film takes. */
function isHourOfReport(element: PageElement, text: string): boolean {
  if (!/^\p{Nd}{1,2}[:.]\p{Nd}{2}$/u.test(text)) return false
  let head = element
  while (head.parentElement !== null && visibleText(head.parentElement, 10) === text) head = head.parentElement
  const below = head.nextElementSibling
  const isHeaded = below !== null && /^h[2-6]$/.test(below.localName)
  const next = isHeaded ? (below.nextElementSibling ?? below) : below
  if (next !== null) return endsSentence(visibleText(next, 2000)) && linkShare(next) < 0.5
  // `<b>21:40</b> The polls have closed.`
  const line = head.parentElement === null ? '' : visibleText(head.parentElement, 2000)
  return line.startsWith(text) && endsSentence(line)
}

/** Whether a heading is one of several with numbers: the days of a chronicle, each over what happened then. */
function isDayOfChronicle(element: PageElement, root: PageElement): boolean {
  const head = element.closest('h2, h3, h4, h5, h6')
  if (head === null) return false
  return [...root.querySelectorAll(head.localName)].filter((other) => /\p{Nd}/u.test(visibleText(other, 80))).length > 1
}

/** Takes out of a text what stands in it and is none of it, and what is empty then. */
export function tidy(root: PageElement, isPreamble: ((line: string) => boolean) | undefined, url: string): void {
  dropPlaceholders(root)
  dropCaptions(root)
  dropCredited(root)
  dropLinesOfPictures(root)
  dropPullQuotes(root)
  dropTwins(root)
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
      (isInlineLead(text) || isLeadToLink(element) || isPointer(element, text, url))
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

/** Characters of a line that heads something. */
const longestHead = 60

/** A heading at the end heads nothing: what stood under it is none of the text. */
export function dropLastHead(root: PageElement): void {
  for (let turn = 0; turn < 3; turn++) {
    let last = lastShown(root)
    while (last !== undefined && /^(?:div|section|article|main|aside)$/.test(last.localName)) {
      const inner = lastShown(last)
      if (inner === undefined) break
      last = inner
    }
    if (last === undefined || holdsNamed(last, pictures)) return
    const text = visibleText(last, longestHead + 1)
    if (text === '' || text.length > longestHead || endsSentence(text)) return
    const isHead = /^h[2-6]$/.test(last.localName) || isBold(last, text)
    if (!isHead || visibleText(root).length - text.length < fewCharacters) return
    last.remove()
  }
}

const bolds = namesOf('strong b')

function isBold(element: PageElement, text: string): boolean {
  if (!/^(?:p|div|strong|b)$/.test(element.localName)) return false
  if (bolds.has(element.localName)) return true
  return elementsNamed(element, bolds).some((bold) => visibleText(bold, longestHead + 1) === text)
}

/** Links at the end that stand alone in their paragraphs or lists lead to other articles. */
export function dropLastLinks(root: PageElement): void {
  for (let turn = 0; turn < 10; turn++) {
    let last = lastShown(root)
    while (last !== undefined && /^(?:div|section|article|main|aside)$/.test(last.localName)) {
      const inner = lastShown(last)
      if (inner === undefined) break
      last = inner
    }
    if (last === undefined || !/^(?:ul|ol|p|h[2-6]|div)$/.test(last.localName)) return
    if (
      (linkShare(last) < 0.95 && !hasOnlyNumbersBeside(last)) ||
      visibleText(last, 1) === '' ||
      holdsNamed(last, pictures)
    )
      return
    // A text of nothing but links is a list that somebody wrote.
    if (visibleText(root).length - visibleText(last).length < fewCharacters) return
    last.remove()
  }
}

/** Whether beside the links of a list there are no words: their dates, how often they were read. */
function hasOnlyNumbersBeside(element: PageElement): boolean {
  if (!/^[uo]l$/.test(element.localName) || !holdsNamed(element, anchors)) return false
  const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0
  const linked = elementsNamed(element, anchors).reduce((sum, link) => sum + letters(visibleText(link)), 0)
  return letters(visibleText(element)) <= linked
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

/** What stands before a headline that a line points to, in whatever language: `LEES OOK. …`, `More: …`. */
const pointing =
  /^[^\p{L}\p{Nd}]*(?:\p{L}[\p{L}\p{M}’'-]*\s?){1,4}\s*[:：|>›»–—-]+\s*$|^\p{Lu}{2,}(?:\s\p{Lu}{2,}){0,3}[.!]\s*$/u
const longestPointing = 32
/** Narrower, what a link says is a place or a document. */
const leastPointed = 22

/** Whether a line is a word or two and then, linked as a whole, the headline of another page of the site. */
function isPointer(element: PageElement, text: string, url: string): boolean {
  const links = elementsNamed(element, anchors)
  const [link] = links
  if (link === undefined || links.length > 1 || !/^(?:p|div|li|strong|em|h[2-6])$/.test(element.localName)) return false
  const said = visibleText(link, 400)
  if (!text.endsWith(said) || widthOf(said) < leastPointed || /^(?:https?:|www\.)|@/i.test(said)) return false
  const label = text.slice(0, text.length - said.length)
  if (label.length > longestPointing || !pointing.test(label)) return false
  return URL.parse(link.getAttribute('href') ?? '', url)?.host === URL.parse(url)?.host
}

/** The last lines, where each names who wrote or edited: `Penulis: … Editor: …`. */
export function dropLastLabels(root: PageElement): void {
  let last = lastShown(root)
  while (last !== undefined && /^(?:div|section|article|main)$/.test(last.localName)) {
    const inner = lastShown(last)
    if (inner === undefined) break
    last = inner
  }
  if (last?.localName !== 'p') return
  const said = linesOf(last, 5)
  if (said.length > 4 || visibleText(root).length - visibleText(last).length < fewCharacters) return
  // What an agency says in brackets of who reported is of its text.
  const isLabel = (text: string): boolean =>
    text.length <= 80 && /^[^([]/.test(text) && (afterLabel(text) !== undefined || isFurniture(text))
  if (said.every(({ text }) => isLabel(text))) last.remove()
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

/** Characters of a line that only a picture explains, and of a quote that is pulled out of its text. */
const mostOfPictureLine = 150
const mostOfPulled = 250
const notes = namesOf('p span em small i div cite')

/** A line that is alone with its picture in a box and no sentence: it says what is shown. */
function dropLinesOfPictures(root: PageElement): void {
  for (const image of [...root.querySelectorAll('img, picture')].slice(0, 200)) {
    let box = image.parentElement
    while (box !== null && box !== root && visibleText(box, 1) === '') box = box.parentElement
    if (box === null || box === root || !/^(?:div|span|section|figure)$/.test(box.localName)) continue
    const text = visibleText(box, mostOfPictureLine + 1)
    if (text.length > mostOfPictureLine || endsSentence(text)) continue
    const [line, ...others] = linesOf(box, 2)
    if (line === undefined || others.length > 0 || line.element === box || !notes.has(line.element.localName)) continue
    if (!line.element.contains(image)) line.element.remove()
  }
}

/** Quotes that repeat what stands in the text: a page shows them large, to be read at a glance. */
function dropPullQuotes(root: PageElement): void {
  const quotes = [...root.querySelectorAll('blockquote, aside, [class*="pull" i][class*="quote" i]')].slice(0, 50)
  if (quotes.length === 0) return
  for (const quote of quotes) {
    if (quote.parentNode === null) continue
    const text = foldText(visibleText(quote, mostOfPulled + 1))
    if (text.length < 15 || text.length > mostOfPulled) continue
    const isAgain = elementsNamed(root, paragraphs).some(
      (paragraph) => !quote.contains(paragraph) && foldText(visibleText(paragraph, 3000)).includes(text),
    )
    if (isAgain) quote.remove()
  }
}

/** Characters of a paragraph that nobody writes twice, and of a line beside it that is its twin's too. */
const leastOfTwin = 60
const leastBesideTwin = 15
/** Fewest paragraphs of a text that stands there twice, for wide windows and for narrow ones. */
const fewestTwins = 2
const lines = namesOf('p li h2 h3 h4 h5 h6')

/** A text that a page has twice, to show either: the box behind, of which every paragraph was there before, is left out. */
function dropTwins(root: PageElement): void {
  const seen = new Map<string, PageElement | null>()
  const boxed = new Map<PageElement | null, { readonly again: PageElement[]; isTwin: boolean; count: number }>()
  for (const element of elementsNamed(root, lines)) {
    const text = foldText(visibleText(element, 5000))
    if (text.length < leastBesideTwin) continue
    const box = element.parentElement
    const first = seen.get(text)
    const isAgain = first !== undefined && first !== box
    if (first === undefined) seen.set(text, box)
    const known = boxed.get(box) ?? { again: [], isTwin: true, count: 0 }
    if (isAgain) known.again.push(element)
    if (text.length >= leastOfTwin) {
      known.count++
      known.isTwin &&= isAgain
    }
    boxed.set(box, known)
  }
  for (const { again, isTwin, count } of boxed.values())
    if (isTwin && count >= fewestTwins) for (const element of again) element.remove()
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

/** The last lines, when they introduce the author: `A. Writer is a reporter in Whitsand.` */
export function dropBiography(root: PageElement, names: readonly string[]): void {
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
    if ((!isPreamble(text) && !crumbs.test(text)) || isDayOfChronicle(element, root)) {
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
