import { type Characters, Mark } from './characters.ts'
import { decodeEntities } from './entities.ts'
import { type Spelling, spellingOf } from './spelling.ts'

export type XmlAttribute = { readonly name: string; readonly value: string }

/** What is told while a document is read, in its order. */
export type XmlSink = {
  /** `empty`: `<a/>`, which no end tag follows. */
  open(name: string, attributes: readonly XmlAttribute[], empty: boolean): void
  close(name: string): void
  /** Characters, references decoded. */
  text(value: string): void
  /** Whether characters at this place are of interest; where not, they are not even copied. */
  readonly wantsText: boolean
  /** Whether white space at the beginning and at the end of the innermost open element means nothing. */
  readonly trimsText?: boolean
  /** The innermost open element as written. */
  readonly openName: string | undefined
  /** The same, to be found again. */
  readonly innermost?: Spelling
  /** The name the next element probably has, because it had it last time at this place. */
  readonly expected?: ElementSpelling | undefined
  /** The name it has if not that one: what stands after a category may be one more, or what follows the last. */
  readonly otherwise?: ElementSpelling | undefined
  /**
   * `open`, `text` and `close` in one, for an expected element that holds nothing but this text (empty for none), as nearly
   * all do. False where it is for those three to tell, and nothing was done.
   */
  whole?(name: ElementSpelling, attributes: readonly XmlAttribute[], text: string): boolean
  /** `trimsText` as it would be inside such an element. */
  readonly trimsWhole?: boolean
  /** Set when nothing more is wanted. */
  readonly full: boolean
}

/** An element's name, and the names its attributes had last, each at its place. */
export type ElementSpelling = Spelling & {
  readonly attributeNames: Spelling[]
  /** Whether its text may mean something. */
  readonly mayHoldText: boolean
}

export type ScanOptions = {
  /** Where to begin: the place of the root's `<`. */
  readonly start: number
  /** Attributes kept of one element. */
  readonly attributes: number
}

/**
 * None, in a list of the kind that lists with something in them are: of `[]` V8 thinks that it will hold numbers, and code made for
 * one kind is thrown away when the other comes.
 */
export const noAttributes: readonly XmlAttribute[] = [{ name: '', value: '' }].slice(1)

/** So much of a text is told at once, and of an attribute's value kept: `data:` URLs aside, none is as long. */
const longest = 256 * 1024

/** The longest reference and what must be known of what follows it. */
const referenceRoom = 40

/** A place near `at`, before it, that divides neither a reference nor a character nor the end of a line. */
function cutBefore(bytes: Buffer, at: number): number {
  const reference = bytes.subarray(at - referenceRoom, at).lastIndexOf(38)
  let cut = reference < 0 ? at : at - referenceRoom + reference
  const least = at - 2 * referenceRoom
  while (cut > least && isInside(byteAt(bytes, cut))) cut--
  return byteAt(bytes, cut) === 10 && byteAt(bytes, cut - 1) === 13 ? cut - 1 : cut
}

/** 0, which no document holds, beyond its end. */
function byteAt(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? (bytes[at] ?? 0) : 0
}

/** Bytes of UTF-8 after a character's first. */
function isInside(code: number): boolean {
  return code >= 0x80 && code <= 0xbf
}

/** Of so many elements names are kept. */
const namesKept = 1_000

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isSpace(byteAt(bytes, at))) return false
  return true
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12
}

/** XML's NameStartChar, roughly: letters, `_`, `:` and all beyond ASCII. */
function startsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 58 || code > 127
}

/** What a scan looks for, and what it found last. */
class Finder {
  readonly tag: Mark
  readonly double: Mark
  readonly single: Mark
  readonly tagEnd: Mark
  readonly reference: Mark
  /** `[CDATA[`: of what opens a section the part that is rare in HTML, which is found faster. */
  readonly section: Mark
  readonly sectionEnd: Mark
  readonly commentEnd: Mark
  readonly instructionEnd: Mark
  /** Where the tag that was read last is over; -1 where it was none. */
  end = 0
  /** Whether it is `<a/>`. */
  empty = false
  /** Room for the attributes of one element after another: an array that grows takes room for 16 at once. */
  readonly attributes: XmlAttribute[] = noAttributes.slice()
  /** What attributes of elements that were not expected were called last. */
  readonly #attributeNames = new Map<string, Spelling[]>()

  constructor(source: Characters) {
    this.tag = new Mark(source, '<')
    this.double = new Mark(source, '"')
    this.single = new Mark(source, "'")
    this.tagEnd = new Mark(source, '>')
    this.reference = new Mark(source, '&')
    this.section = new Mark(source, '[CDATA[')
    this.sectionEnd = new Mark(source, ']]>')
    this.commentEnd = new Mark(source, '-->')
    this.instructionEnd = new Mark(source, '?>')
  }

  /** What the attributes of an element of this name were called last. */
  attributeNamesOf(element: string): Spelling[] {
    const known = this.#attributeNames.get(element)
    if (known !== undefined) return known
    const names: Spelling[] = []
    // Endless different elements would make this endless too.
    if (this.#attributeNames.size < namesKept) this.#attributeNames.set(element, names)
    return names
  }
}

/** Characters of a text, references decoded. */
function textAt(source: Characters, from: number, to: number, finder: Finder): string {
  const reference = finder.reference.find(from)
  return reference < 0 || reference >= to ? source.read(from, to) : source.decode(from, to)
}

const beyondAscii = /[^\0-\x7f]/

/** A name. Nearly all are of ASCII in documents of any language, and need not be decoded. */
function nameAt(source: Characters, from: number, to: number): string {
  const name = source.view(from, to)
  return source.isAscii || !beyondAscii.test(name) ? name : source.read(from, to)
}

/** Whether a name is over before this character (0: the document is). */
function endsName(code: number): boolean {
  return !(code > 47 ? code !== 62 && code !== 60 && code !== 61 : code === 46 || code === 45)
}

/** Where an attribute's value is no longer kept. */
function valueEnd(source: Characters, from: number, to: number): number {
  return to - from > longest ? cutBefore(source.bytes, from + longest) : to
}

/** A value whose quote never ends, up to the end of its tag. */
function lostValueAt(source: Characters, from: number, to: number): string {
  const value = source.read(from, valueEnd(source, from, to))
  return decodeEntities((value.endsWith('/') ? value.slice(0, -1) : value).trimEnd())
}

function valueAt(source: Characters, from: number, to: number, finder: Finder): string {
  const end = valueEnd(source, from, to)
  const value = source.read(from, end)
  const reference = finder.reference.find(from)
  return reference < 0 || reference >= end ? value : decodeEntities(value)
}

/** A list as long as what it holds. */
function theFirst(attributes: readonly XmlAttribute[], count: number): readonly XmlAttribute[] {
  const [first] = attributes
  // Made by hand where it is short, as nearly always: `slice` is a call out of this code.
  return count === 0 || first === undefined ? noAttributes : count === 1 ? [first] : attributes.slice(0, count)
}

/**
 * Attributes from `at` (after the name) to the end of the tag. Where that is, the finder knows: nowhere when no tag ends
 * before the next `<`.
 *
 * @param names what they were called last
 */
function readAttributes(
  { source, bytes, finder }: Scan,
  names: Spelling[],
  at: number,
  limit: number,
): readonly XmlAttribute[] {
  const { attributes } = finder
  let count = 0
  const { length } = bytes
  let position = at
  finder.empty = false
  finder.end = -1
  for (;;) {
    let code = byteAt(bytes, position)
    while (isSpace(code)) code = byteAt(bytes, ++position)
    if (position >= length || code === 60) return noAttributes
    if (code === 62) {
      finder.end = position + 1
      return theFirst(attributes, count)
    }
    if (code === 47 || code === 63) {
      position++
      if (byteAt(bytes, position) !== 62) continue
      finder.end = position + 1
      finder.empty = code === 47
      return theFirst(attributes, count)
    }
    const nameStart = position
    // As with elements: nearly always the name that stood here last time.
    const expected = names[count]
    const isExpected =
      expected !== undefined &&
      byteAt(bytes, position + expected.size) === 61 &&
      expected.size > 0 &&
      source.isAt(expected, position)
    if (isExpected) {
      position += expected.size
      code = 61
    }
    while (position < length && code !== 61 && code !== 62 && code !== 60 && !isSpace(code)) {
      if (code === 47 && byteAt(bytes, position + 1) === 62) break
      code = byteAt(bytes, ++position)
    }
    const isKept = count < limit && position > nameStart
    const nameEnd = position
    while (isSpace(code)) code = byteAt(bytes, ++position)
    let value = ''
    if (code === 61) {
      code = byteAt(bytes, ++position)
      while (isSpace(code)) code = byteAt(bytes, ++position)
      if (code === 34 || code === 39) {
        let end = (code === 34 ? finder.double : finder.single).find(position + 1)
        // A quote that never ends would swallow elements: `<` cannot stand in a value, so the tag ended before it.
        if (end < 0) end = finder.tagEnd.find(position + 1)
        if (end < 0) return noAttributes
        const tagEnd = finder.tagEnd.find(position + 1)
        if (tagEnd >= 0 && tagEnd < end && bytes.subarray(tagEnd, end).includes(60)) end = tagEnd
        const isLost = byteAt(bytes, end) === 62
        if (isKept) value = isLost ? lostValueAt(source, position + 1, end) : valueAt(source, position + 1, end, finder)
        position = !isLost ? end + 1 : byteAt(bytes, end - 1) === 47 ? end - 1 : end
      } else {
        const valueStart = position
        while (position < length && code !== 62 && code !== 60 && !isSpace(code)) {
          if (code === 47 && byteAt(bytes, position + 1) === 62) break
          code = byteAt(bytes, ++position)
        }
        if (isKept) value = valueAt(source, valueStart, position, finder)
      }
    } else if (nameStart === position) {
      position++
      continue
    }
    if (!isKept) continue
    const spelling = isExpected ? expected : spellingOf(nameAt(source, nameStart, nameEnd))
    names[count] = spelling
    attributes[count++] = { name: spelling.raw, value }
  }
}

/** The place after `<!DOCTYPE …>`, its internal subset included; nothing in it is read, so nothing can be expanded. */
function afterDeclaration({ source, bytes, finder }: Scan, at: number): number {
  const end = finder.tagEnd.find(at)
  if (end < 0) return bytes.length
  const subset = bytes.subarray(at, end).indexOf(91)
  if (subset < 0 || source.view(at, at + 9) !== '<!DOCTYPE') return end + 1
  for (let close = bytes.indexOf(93, at + subset); close >= 0; close = bytes.indexOf(93, close + 1)) {
    let place = close + 1
    while (isSpace(byteAt(bytes, place))) place++
    if (byteAt(bytes, place) === 62) return place + 1
  }
  return bytes.length
}

/** Whether the root's end tag is missing where a document ends (statistics and scripts may follow it). */
function isCutOff(source: Characters, start: number): boolean {
  const { length } = source.bytes
  const root = /^<([^\s/>]+)/.exec(source.view(start, Math.min(length, start + 256)))?.[1]
  return root === undefined || !source.view(Math.max(start + 1, length - 4096), length).includes(`</${root}`)
}

type Scan = {
  readonly source: Characters
  readonly bytes: Buffer
  readonly sink: XmlSink
  readonly finder: Finder
  /** The document itself ends too early: then nothing is mended that its rest might have ended. */
  readonly cutOff: boolean
}

/** Whether the tag at `tag` ends an element of this name. */
function isEndTag({ source, bytes }: Scan, tag: number, name: Spelling): boolean {
  return byteAt(bytes, tag + 2 + name.size) === 62 && source.isAt(name, tag + 2)
}

/** A name that may be that of the element whose name begins at `at`, if it is. */
function ifNamed({ source, bytes }: Scan, name: ElementSpelling | undefined, at: number): ElementSpelling | undefined {
  return name !== undefined && endsName(byteAt(bytes, at + name.size)) && source.isAt(name, at) ? name : undefined
}

/** Tells of the end tag at `tag`. Returns where it is over: nowhere (the document's end) when it is cut off itself. */
function endTag(scan: Scan, tag: number): number {
  const { source, bytes, sink } = scan
  // Nearly every end tag is that of the innermost element: then its name need not be cut out again.
  const { innermost } = sink
  if (innermost !== undefined && isEndTag(scan, tag, innermost)) {
    sink.close(innermost.raw)
    return tag + 2 + innermost.size + 1
  }
  let end = tag + 2
  let nameEnd = 0
  let code = byteAt(bytes, end)
  while (end < bytes.length && code !== 62 && code !== 60) {
    if (nameEnd === 0 && isSpace(code)) nameEnd = end
    code = byteAt(bytes, ++end)
  }
  // An end tag cut off by the document's end says nothing yet: `</titl` may become anything.
  if (end >= bytes.length) return end
  const name = nameAt(source, tag + 2, nameEnd || end)
  if (name !== '') sink.close(name)
  return code === 62 ? end + 1 : end
}

const sectionBegin = spellingOf('<![CDATA[')

/** Upper case is the rule, lower case is found too. */
function opensSection({ source, bytes }: Scan, tag: number): boolean {
  if (source.isAt(sectionBegin, tag)) return true
  return source.view(tag, Math.min(bytes.length, tag + 9)).toUpperCase() === sectionBegin.raw
}

function withoutLostEnd(written: string): string {
  const text = written.trimEnd()
  return text.endsWith(']') ? text.slice(0, text.endsWith(']]') ? -2 : -1) : written
}

/** Tells of the CDATA section at `tag`; returns where it is over. */
function section(scan: Scan, tag: number): number {
  const { source, bytes, sink, finder } = scan
  const begin = tag + 9
  const end = finder.sectionEnd.find(begin)
  const lost = lostCdataEnd(scan, begin, end)
  const last = lost >= 0 ? lost : end >= 0 ? end : bytes.length
  if (sink.wantsText && last > begin) {
    const written = source.read(begin, last)
    // What ended it in vain (`]]</title>`) is no part of the text.
    const inner = lost >= 0 ? withoutLostEnd(written) : written
    sink.text(inner)
  }
  return lost >= 0 ? lost : last + 3
}

/** Where a comment, an instruction or a declaration is over; what they say is not for readers. */
function afterOther(scan: Scan, tag: number): number {
  const { source, bytes, finder, cutOff } = scan
  const comment = source.view(tag, Math.min(bytes.length, tag + 4)) === '<!--'
  if (!comment && byteAt(bytes, tag + 1) === 33) return afterDeclaration(scan, tag)
  const end = (comment ? finder.commentEnd : finder.instructionEnd).find(tag + 2)
  if (end >= 0) return end + (comment ? 3 : 2)
  const tagEnd = comment && cutOff ? -1 : finder.tagEnd.find(tag + 2)
  return tagEnd < 0 ? bytes.length : tagEnd + 1
}

/**
 * Reads XML as it is found in feeds, in one pass and linear time, and tells a sink what it sees. It never fails: a
 * bare `<` or `&` is text, attributes may lack quotes or values, a section that never ends is ended where its
 * element is (only in a document that is not cut off itself).
 */
export function scanXml(source: Characters, sink: XmlSink, options: ScanOptions): void {
  startScan(source, sink, options)(Number.POSITIVE_INFINITY)
}

/**
 * `scanXml` in pieces, for who must not stand in the way of others: each call reads on for about so many characters
 * and says how many, none where the document is over or nothing more is wanted.
 */
export function startScan(source: Characters, sink: XmlSink, options: ScanOptions): (characters: number) => number {
  const { bytes } = source
  const scan: Scan = { source, bytes, sink, finder: new Finder(source), cutOff: isCutOff(source, options.start) }
  let position = options.start
  return (characters) => {
    const begin = position
    position = scanOn(scan, begin, begin + characters, options)
    return position - begin
  }
}

/**
 * Tells of an expected element that begins at its content `begin`, if it holds nothing but a text or a section, whole.
 * Returns where it is over; -1 where it is not so, and nothing was told.
 */
function wholeElement(
  scan: Scan,
  expected: ElementSpelling,
  attributes: readonly XmlAttribute[],
  begin: number,
  empty: boolean,
): number {
  const { source, bytes, sink, finder } = scan
  if (sink.whole === undefined || !expected.mayHoldText) return -1
  if (empty) return sink.whole(expected, attributes, '') ? begin : -1
  let from = begin
  let end = begin
  let tag = begin
  const first = source.afterSpace(begin)
  if (byteAt(bytes, first) !== 60) {
    tag = finder.tag.find(first)
    if (tag < 0 || tag - begin > longest) return -1
    end = tag
  } else if (source.isAt(sectionBegin, first)) {
    from = first + 9
    end = finder.sectionEnd.find(from)
    const next = finder.section.find(from)
    if (end < 0 || (next >= 0 && next < end)) return -1
    tag = source.afterSpace(end + 3)
    // White space on either side belongs to the text, but where all of it is trimmed.
    if ((first > begin || tag > end + 3) && sink.trimsWhole !== true) return -1
  } else if (first > begin) return -1
  if (byteAt(bytes, tag + 1) !== 47 || byteAt(bytes, tag) !== 60 || !isEndTag(scan, tag, expected)) return -1
  const text = from === end ? '' : from === begin ? textAt(source, from, end, finder) : source.read(from, end)
  return sink.whole(expected, attributes, text) ? tag + 3 + expected.size : -1
}

/** Scans from the `position` of something not told yet until past `until`; returns where the next call begins. */
function scanOn(scan: Scan, begin: number, until: number, options: ScanOptions): number {
  const { source, bytes, sink, finder } = scan
  const { length } = bytes
  // Text that was not told yet begins at `position`; before `seek` no `<` in it is a tag's.
  let position = begin
  let seek = position
  let opened = false
  // A whole number for V8 too, where all of it is asked for.
  const stop = Math.min(until, length) | 0
  while (position < stop && !sink.full) {
    // Nearly every other search begins at the white space between two tags.
    let tag = source.afterSpace(seek)
    if (byteAt(bytes, tag) !== 60) tag = finder.tag.find(tag)
    const code = tag < 0 ? 0 : byteAt(bytes, tag + 1)
    const named = startsName(code)
    // A long text is told in parts: what follows it, and whether `<` is one, is looked for again after each.
    while ((tag < 0 ? length : tag) - position > longest) {
      const cut = cutBefore(bytes, position + longest)
      if (sink.wantsText) sink.text(textAt(source, position, cut, finder))
      position = cut
      if (position >= stop) return position
    }
    if (tag >= 0 && !named && code !== 47 && code !== 33 && code !== 63) {
      seek = tag + 1
      continue
    }
    let name = ''
    let next = 0
    let attributes = noAttributes
    let empty = false
    let known: ElementSpelling | undefined
    if (named) {
      // Items repeat the same elements in the same order: then the name need not be cut out again.
      known = ifNamed(scan, sink.expected, tag + 1) ?? ifNamed(scan, sink.otherwise, tag + 1)
      let nameEnd = tag + 2
      if (known !== undefined) {
        name = known.raw
        nameEnd = tag + 1 + known.size
      } else {
        while (!endsName(byteAt(bytes, nameEnd))) nameEnd++
        name = nameAt(source, tag + 1, nameEnd)
      }
      next = nameEnd + 1
      if (byteAt(bytes, nameEnd) !== 62) {
        const names = known !== undefined ? known.attributeNames : finder.attributeNamesOf(name)
        attributes = readAttributes(scan, names, nameEnd, options.attributes)
        next = finder.end
        empty = finder.empty
        if (next < 0) {
          seek = tag + 1
          continue
        }
      }
    }
    const end = tag < 0 ? length : tag
    if (end > position && sink.wantsText) {
      // What editors write around a section, on lines of their own, would only be put together with it.
      const { innermost } = sink
      const isEdge =
        sink.trimsText === true &&
        (opened || (code === 47 && innermost !== undefined && isEndTag(scan, tag, innermost)))
      if (!isEdge || !isBlank(bytes, position, end)) sink.text(textAt(source, position, end, finder))
    }
    if (tag < 0) return length
    opened = named
    if (named) {
      position = known === undefined ? -1 : wholeElement(scan, known, attributes, next, empty)
      if (position >= 0) opened = false
      else {
        sink.open(name, attributes, empty)
        position = next
      }
    } else if (code === 47) position = endTag(scan, tag)
    else position = opensSection(scan, tag) ? section(scan, tag) : afterOther(scan, tag)
    seek = position
  }
  return position
}

/**
 * Where a CDATA section should have ended but did not: its element's end tag, when the section never ends in a
 * document that does, or when it runs on into the next section. -1 where the section is fine.
 *
 * @param end of the next `]]>`; -1 for none
 */
function lostCdataEnd({ bytes, sink, finder, cutOff }: Scan, begin: number, end: number): number {
  const element = sink.openName
  if (!element) return -1
  if (end < 0) return cutOff ? -1 : bytes.indexOf(`</${element}`, begin)
  const next = finder.section.find(begin)
  if (next < 0 || next > end) return -1
  const inner = bytes.subarray(begin, end).lastIndexOf('<![CDATA[')
  const close = bytes.indexOf(`</${element}`, begin)
  return close >= 0 && close < begin + inner ? close : -1
}
