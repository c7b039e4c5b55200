import { decodeHTML } from 'entities/decode'
import { collapseSpace } from './plain.ts'
import { TagScanner } from './tag-scanner.ts'

/** Elements whose content is not text for a reader. */
const SKIPPED = 'script style template noscript iframe noembed noframes object svg head title textarea select'

/** Elements of inline content: they do not end a word. All others do. */
const INLINE =
  'a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd mark nobr q ruby s samp small ' +
  'span strike strong sub sup time tt u var wbr'

/** How the characters of a ruby are read, which stands there besides (HTML standard, section 4.5.10), and what ends that. */
const READINGS = 'rt rp rtc'
const RUBY_BASES = 'rb'

/** Elements that separate words but not lines. */
const SPACED = 'td th img input button label audio video'

/** What a tag does to the text around it; the names of the lists above, so that each is looked up once. */
const EFFECTS: ReadonlyMap<string, 'skipped' | 'inline' | 'reading' | 'base' | 'spaced'> = new Map([
  ...SKIPPED.split(' ').map((name) => [name, 'skipped'] as const),
  ...INLINE.split(' ').map((name) => [name, 'inline'] as const),
  ...SPACED.split(' ').map((name) => [name, 'spaced'] as const),
  ...READINGS.split(' ').map((name) => [name, 'reading'] as const),
  ...RUBY_BASES.split(' ').map((name) => [name, 'base'] as const),
])

/** `text` with HTML character references decoded as a browser does: named, numeric, windows-1252 numbers, without semicolon. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text
}

/**
 * What a reader sees of `html`: entities decoded, tags away, block elements and `br` ended by a line feed, other white
 * space collapsed. Scripts, styles and comments leave nothing. Takes time linear in the length, whatever is unclosed.
 */
export function htmlToText(html: string): string {
  return toText(html, '\n')
}

/** The same as one line: block elements and `br` end a word. */
export function htmlToLine(html: string): string {
  return toText(html, ' ')
}

function toText(html: string, blockEnd: '\n' | ' '): string {
  if (!html.includes('<')) return collapseSpace(decodeEntities(html)).trim()
  const block = html.includes('\0') ? WIDE_BLOCK : BLOCK
  const scanner = new TagScanner(html)
  let text = ''
  /** What `text` ends with, where that is no text: a second end of a block, or space, says nothing more. */
  let last = ''
  let from = 0
  /** Whether what comes is a reading: its end may be left out. */
  let isReading = false
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', Math.max(from, open + 1))) {
    const end = scanner.endOfMarkup(open)
    // A `<` that is mere text.
    if (end === undefined) continue
    if (open > from && !isReading) {
      text += decodeEntities(html.slice(from, open))
      last = ''
    }
    from = end
    const closing = html.charCodeAt(open + 1) === 0x2f
    const name = scanner.tagName(closing ? open + 2 : open + 1)
    if (name === undefined) continue
    const effect = EFFECTS.get(name)
    if (effect === 'reading') isReading = !closing
    else if (effect === 'base' || effect === undefined || name === 'ruby') isReading = false
    if (effect === 'skipped') {
      if (!closing && html.charCodeAt(end - 2) !== 0x2f) from = scanner.endOfElement(name, end)
      if (last === '') text += last = ' '
    } else if (effect === 'spaced') {
      if (last === '') text += last = ' '
    } else if (effect === undefined && last !== block) {
      text += last = block
    }
  }
  const line = collapseSpace(isReading ? text : text + decodeEntities(html.slice(from)))
  return (line.includes(block) ? line.replace(BLOCK_ENDS[block], blockEnd) : line).trim()
}

/**
 * Stands for the end of a block until white space is collapsed: line feeds of the source mean nothing. One of one byte,
 * where the text has none: V8 keeps the whole of a text in twice the bytes for one wide character.
 */
const BLOCK = '\0'
const WIDE_BLOCK = '\uFFFF'
const BLOCK_ENDS = { [BLOCK]: / ?\0[ \0]*/g, [WIDE_BLOCK]: / ?\uFFFF[ \uFFFF]*/g }
