import { isListHeading, isNamedBoilerplate } from './article-boilerplate.ts'
import { endsSentence, widthOf } from './article-text.ts'
import {
  closestThat,
  elementsNamed,
  isElement,
  namesOf,
  type PageDocument,
  type PageElement,
  visibleText,
} from './page-dom.ts'
import { fewCharacters, linkShare, proseOf } from './article-prose.ts'

const proseBlocks = namesOf('p pre blockquote')
const containers = namesOf('div article section td main')

function isAside({ localName }: PageElement): boolean {
  return /^(?:aside|nav|footer)$/.test(localName)
}

/** The smallest container that holds most of the page's prose; of pages without paragraphs, the one with the most bare text. */
export function denseContainer(document: PageDocument): PageElement | undefined {
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
export function partWithMost(container: PageElement): PageElement {
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
export function joinFollowing(container: PageElement): void {
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
export function manySentences(document: PageDocument, heading: PageElement | undefined): PageElement | undefined {
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

/** What editors write the text into, by the names that most systems give it. */
const bodyNames =
  '[itemprop~="articleBody"], .e-content, .entry-content, .post-content, .article-body, .article__body, .article-content, .article__content, .articleBody, .article_body, .article-text, .story-body, .story-content, .post-body, .content-body, .isi-berita, .detail-text, .news-content, .news-text, [class*="articlebody" i], [class*="article-body" i], [class*="ArticleBody"]'

/** The part of what was found that is named as the body, when it holds nearly all of its prose: the rest is around it. */
export function narrow(root: PageElement): PageElement {
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
