import { elementsNamed, namesOf, type PageElement, visibleText } from './page-dom.ts'

/** Characters below which a text is a teaser, a caption or a message rather than an article. */
export const fewCharacters = 200

/** Names of elements that several of the files beside this one look for. */
export const anchors = namesOf('a')
export const paragraphs = namesOf('p')
export const boxes = namesOf('p div ul ol table figure img')

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
export function proseOf(element: PageElement): string {
  const parts: string[] = []
  for (const paragraph of elementsNamed(element, paragraphs)) {
    const text = visibleText(paragraph)
    if (text.length > 40 && linkShare(paragraph) < 0.5) parts.push(text)
  }
  return parts.join('\n')
}
