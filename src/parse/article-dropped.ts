import { isFurniture, isInlineLead, isListHeading, isNamedBoilerplate } from './article-boilerplate.ts'
import { foldText } from './article-text.ts'
import type { PageDocument, PageElement } from './page-dom.ts'
import { linesOf } from './page-lines.ts'

/** What stands on an article's page and not in its text, and what it was taken for. */
export type Dropped = { readonly why: string; readonly text: string }

const mostLines = 2000
/** Of one run of lines that were taken for the same. */
const mostCharacters = 300

/** The lines of a page with what they are to be taken for, should they not be in the text. To be asked before the text is taken out. */
export function describeLines(document: PageDocument): readonly Dropped[] {
  return linesOf(document.body, mostLines).map(({ text, element }) => ({ text, why: whyOf(text, element) }))
}

/** Of these lines the ones that are not in `body`, runs of one kind together. */
export function droppedOf(lines: readonly Dropped[], body: string): readonly Dropped[] {
  const kept = foldText(body)
  const dropped: { why: string; text: string }[] = []
  for (const { text, why } of lines) {
    const folded = foldText(text)
    if (folded === '' || kept.includes(folded)) continue
    const last = dropped.at(-1)
    if (last?.why !== why) dropped.push({ why, text: text.slice(0, mostCharacters) })
    else if (last.text.length < mostCharacters) last.text = `${last.text} | ${text}`.slice(0, mostCharacters)
  }
  return dropped
}

function whyOf(text: string, element: PageElement): string {
  if (isListHeading(text) || isInlineLead(text)) return 'other articles'
  if (isFurniture(text)) return 'furniture'
  for (let at: PageElement | null = element; at !== null && at.localName !== 'body'; at = at.parentElement) {
    if (/^(?:nav|footer|aside|form|figcaption|h1)$/.test(at.localName)) return at.localName
    const named = `${at.className} ${at.id}`.trim()
    if (isNamedBoilerplate(named)) return `named "${named.split(/\s+/).slice(0, 3).join(' ')}"`
  }
  return 'outside the text'
}
