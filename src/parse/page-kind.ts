import type { LoadedPage } from './page-document.ts'
import { type PageElement, visibleText } from './page-dom.ts'

/** A paragraph of prose; a text that is the page's matter has some of them, and is longer than what stands over a list. */
const leastParagraphChars = 80
const leastParagraphs = 3
const leastChars = 600
/** Paragraphs that are looked at. */
const mostParagraphs = 2000

/**
 * Whether a page is that of one article, whatever it lists beside it: it says when the article was published, or has one
 * text, of paragraphs that stand side by side. A front page is none, nor one that shows several texts whole.
 */
export function isArticlePage(page: LoadedPage): boolean {
  if ((URL.parse(page.url)?.pathname ?? '/') === '/') return false
  return isDeclared(page) || hasOneText(page)
}

/** Whether a page says when it was published, as articles do. */
function isDeclared(page: LoadedPage): boolean {
  return page.facts.some(
    (element) =>
      element.localName === 'meta' &&
      /^(?:og:)?article:published_time$/i.test(
        element.getAttribute('property') ?? element.getAttribute('name') ?? '',
      ) &&
      (element.getAttribute('content') ?? '').trim() !== '',
  )
}

/** More links than an article has with all that stands around it. */
const mostLinksOfArticle = 2000

/** How many links a page has that is a directory of them and no article: no paragraphs of prose stand side by side on it. */
export function linksOfDirectory(page: LoadedPage): number | undefined {
  const links = page.document.querySelectorAll('a[href]').length
  return links > mostLinksOfArticle && !isDeclared(page) && textsOf(page).length === 0 ? links : undefined
}

function hasOneText(page: LoadedPage): boolean {
  const texts = textsOf(page)
  const [text] = texts
  return text !== undefined && texts.length === 1 && text.reduce((sum, length) => sum + length, 0) >= leastChars
}

/** The lengths of the paragraphs of prose that stand side by side, of each box that holds some. */
function textsOf({ document }: LoadedPage): readonly (readonly number[])[] {
  const prose = new Map<PageElement, number[]>()
  for (const paragraph of [...document.querySelectorAll('p')].slice(0, mostParagraphs)) {
    const length = visibleText(paragraph, 2000).length
    const linked = [...paragraph.querySelectorAll('a')].reduce((sum, link) => sum + visibleText(link, 2000).length, 0)
    const box = paragraph.parentElement
    if (box === null || length < leastParagraphChars || linked > length / 2) continue
    prose.set(box, [...(prose.get(box) ?? []), length])
  }
  return [...prose.values()].filter((lengths) => lengths.length >= leastParagraphs)
}
