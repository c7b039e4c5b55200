import { decodeHTML } from 'entities/decode'
import { collapseSpace } from './plain.ts'
import { TagScanner } from './tag-scanner.ts'

/** Elements whose content is not text for a reader. */
const SKIPPED = new Set(
  'script style template noscript iframe noembed noframes object svg head title textarea select'.split(' '),
)

/** Elements of inline content: they do not end a word. All others do. */
const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd mark nobr q rb rp rt ruby s samp small ' +
    'span strike strong sub sup time tt u var wbr'
  ).split(' '),
)

/** Elements that separate words but not lines. */
const SPACED = new Set('td th img input button label audio video'.split(' '))

/** `text` with HTML character references decoded as a browser does: named, numeric, windows-1252 numbers, without semicolon. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text
}

/**
 * What a reader sees of `html`: entities decoded, tags away, block elements and `br` ended by a line feed, other white
 * space collapsed. Scripts, styles and comments leave nothing. Takes time linear in the length, whatever is unclosed.
 */
export function htmlToText(html: string): string {
  if (!html.includes('<')) return collapseSpace(decodeEntities(html)).trim()
  const block = html.includes('\0') ? WIDE_BLOCK : BLOCK
  const scanner = new TagScanner(html)
  let text = ''
  let from = 0
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', Math.max(from, open + 1))) {
    const end = scanner.endOfMarkup(open)
    // A `<` that is mere text.
    if (end === undefined) continue
    text += decodeEntities(html.slice(from, open))
    from = end
    const closing = html.charCodeAt(open + 1) === 0x2f
    const name = scanner.tagName(closing ? open + 2 : open + 1)
    if (name === undefined) continue
    if (SKIPPED.has(name)) {
      if (!closing && html.charCodeAt(end - 2) !== 0x2f) from = scanner.endOfElement(name, end)
      text += ' '
    } else if (SPACED.has(name)) {
      text += ' '
    } else if (!INLINE.has(name)) {
      text += block
    }
  }
  const line = collapseSpace(text + decodeEntities(html.slice(from)))
  return (line.includes(block) ? line.replace(BLOCK_ENDS[block], '\n') : line).trim()
}

/**
 * Stands for the end of a block until white space is collapsed: line feeds of the source mean nothing. One of one byte,
 * where the text has none: V8 keeps the whole of a text in twice the bytes for one wide character.
 */
const BLOCK = '\0'
const WIDE_BLOCK = '\uFFFF'
const BLOCK_ENDS = { [BLOCK]: / ?\0[ \0]*/g, [WIDE_BLOCK]: / ?\uFFFF[ \uFFFF]*/g }
