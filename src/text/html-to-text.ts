import { decodeHTML } from 'entities/decode'
import { cleanText, collapseSpace, isClean } from './plain.ts'
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
  return read(html, '\n').text
}

/** The same as one line: block elements and `br` end a word. */
export function htmlToLine(html: string): string {
  return read(html, ' ').text
}

/** The same, as `cleanText` leaves it: what was read as it is clean is not looked at again. */
export function htmlToCleanLine(html: string): string {
  const { text, isClean } = read(html, ' ')
  return isClean ? text : cleanText(text)
}

function read(html: string, blockEnd: '\n' | ' '): Pieces {
  const pieces = new Pieces()
  if (!html.includes('<')) {
    pieces.add(html)
    return pieces
  }
  const scanner = new TagScanner(html)
  let from = 0
  /** Whether what comes is a reading: its end may be left out. */
  let isReading = false
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', Math.max(from, open + 1))) {
    const end = scanner.endOfMarkup(open)
    // A `<` that is mere text.
    if (end === undefined) continue
    if (open > from && !isReading) pieces.add(html.slice(from, open))
    from = end
    const closing = html.charCodeAt(open + 1) === 0x2f
    const name = scanner.tagName(closing ? open + 2 : open + 1)
    if (name === undefined) continue
    const effect = EFFECTS.get(name)
    if (effect === 'reading') isReading = !closing
    else if (effect === 'base' || effect === undefined || name === 'ruby') isReading = false
    if (effect === undefined) pieces.part(blockEnd)
    if (effect === 'spaced' || effect === 'skipped') pieces.space()
    if (effect === 'skipped' && !closing && html.charCodeAt(end - 2) !== 0x2f) from = scanner.endOfElement(name, end)
  }
  if (!isReading) pieces.add(html.slice(from))
  return pieces
}

/** Text that is put together of what stands between tags. White space means one space, and nothing beside the end of a block. */
class Pieces {
  text = ''
  /** Nothing in it was to be collapsed or is to be cleaned. */
  isClean = true
  /** What comes before the next piece, if any comes. */
  #between: '' | ' ' | '\n' = ''
  #isParted = false

  add(written: string): void {
    let piece = decodeEntities(written)
    if (!isClean(piece)) {
      this.isClean = false
      piece = collapseSpace(piece)
    }
    if (piece.startsWith(' ')) this.space()
    const words = piece.trim()
    if (words === '') return
    if (this.text !== '') this.text += this.#between
    this.text += words
    this.#between = piece.endsWith(' ') ? ' ' : ''
    this.#isParted = false
  }

  space(): void {
    if (!this.#isParted) this.#between = ' '
  }

  part(blockEnd: '\n' | ' '): void {
    this.#between = blockEnd
    this.#isParted = true
  }
}
