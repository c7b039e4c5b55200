import { TagScanner } from '../text/tag-scanner.ts'

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/**
 * `html` without the tags that would nest deeper than `maxDepth`; their content stays. Follows open elements as a
 * parser does, in time linear in the length.
 */
export function withinDepth(html: string, maxDepth: number): string {
  if (!mayNestDeeper(html, maxDepth)) return html
  const scanner = new TagScanner(html)
  const open: string[] = []
  const parts: string[] = []
  let from = 0
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', Math.max(from, at + 1))) {
    const end = scanner.endOfMarkup(at)
    if (end === undefined) continue
    const closing = html.charCodeAt(at + 1) === 0x2f
    const name = scanner.tagName(closing ? at + 2 : at + 1)
    const kept = name === undefined || (closing ? closeElement(open, name) : openElement(open, name, maxDepth))
    parts.push(html.slice(from, kept ? end : at))
    from = end
  }
  parts.push(html.slice(from))
  return parts.join('')
}

function mayNestDeeper(html: string, maxDepth: number): boolean {
  let tags = 0
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    if (++tags > maxDepth) return true
  }
  return false
}

function openElement(open: string[], name: string, maxDepth: number): boolean {
  if (VOID.has(name)) return true
  // `<p>` and `<li>` that nobody closes end the one before.
  if (open.at(-1) === name && (name === 'p' || name === 'li')) return true
  if (open.length >= maxDepth) return false
  open.push(name)
  return true
}

function closeElement(open: string[], name: string): boolean {
  const found = open.lastIndexOf(name)
  if (found === -1) return name === 'br'
  open.length = found
  return true
}
