import { holdsNamed, namesOf, type PageDocument, type PageElement, visibleText } from './page-dom.ts'

/** What is shown only to whoever may not read the text, as AMP pages and Google's reader revenue have it. */
const keptFromReaders = /^\s*(?:NOT\s|!|content-not-granted|loading|error)/i

/** Parts that no reader sees. */
export function dropUnseen(document: PageDocument): void {
  for (const name of ['amp-access', 'subscriptions-section'])
    for (const element of [...document.querySelectorAll(`[${name}]`)])
      if (keptFromReaders.test(element.getAttribute(name) ?? '')) element.remove()
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
