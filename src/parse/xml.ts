import { decodeEntities } from './entities.ts'

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
  /** The name the next element probably has, because it had it last time at this place; empty for none. */
  readonly expected?: string
  /** Set when nothing more is wanted. */
  readonly full: boolean
}

/**
 * The characters of a document. Markup is ASCII, so it is found in a `view` of the bytes as they are; only what is kept
 * is decoded, and has memory of its own (a string cut out of a document keeps all of it).
 */
export type Characters = {
  /** One unit for each byte, or for each character. */
  readonly view: string
  /** Whether units are all of ASCII. */
  readonly isAscii: boolean
  /** What stands between two places of the view. */
  read(from: number, to: number): string
  /** The same with references decoded. */
  decode(from: number, to: number): string
}

/** A text that is there already. */
export function charactersOf(text: string): Characters {
  return {
    view: text,
    isAscii: true,
    read: (from, to) => text.slice(from, to),
    decode: (from, to) => decodeEntities(text.slice(from, to)),
  }
}

export type ScanOptions = {
  /** Where to begin: the place of the root's `<`. */
  readonly start: number
  /** Attributes kept of one element. */
  readonly attributes: number
}

const none: readonly XmlAttribute[] = []

/** So much of a text is told at once, and of an attribute's value kept: `data:` URLs aside, none is as long. */
const longest = 256 * 1024

/** The longest reference and what must be known of what follows it. */
const referenceRoom = 40

/** A place near `at`, before it, that divides neither a reference nor a character nor the end of a line. */
function cutBefore(text: string, at: number): number {
  const reference = text.slice(at - referenceRoom, at).lastIndexOf('&')
  let cut = reference < 0 ? at : at - referenceRoom + reference
  const least = at - 2 * referenceRoom
  while (cut > least && isInside(text.charCodeAt(cut))) cut--
  return text.charCodeAt(cut) === 10 && text.charCodeAt(cut - 1) === 13 ? cut - 1 : cut
}

/** Bytes of UTF-8 after a character's first. */
function isInside(code: number): boolean {
  return code >= 0x80 && code <= 0xbf
}

/** Of so many elements names are kept. */
const namesKept = 1_000

/** What is no tag. */
const lost = { end: -1, empty: false, attributes: none }

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isSpace(text.charCodeAt(at))) return false
  return true
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12
}

/** XML's NameStartChar, roughly: letters, `_`, `:` and all beyond ASCII. */
function startsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 58 || code > 127
}

/**
 * Finds one mark further on: what was found stays found until the scan is past it, what is not there is not searched
 * again. That keeps a scan linear.
 */
export class Mark {
  readonly #text: string
  readonly #what: string
  #from = 0
  #at = -1
  #known = false

  constructor(text: string, what: string) {
    this.#text = text
    this.#what = what
  }

  /** Its place at or after `from`; -1 when there is none. */
  find(from: number): number {
    if (this.#known && from >= this.#from && (this.#at < 0 || this.#at >= from)) return this.#at
    this.#known = true
    this.#from = from
    this.#at = this.#text.indexOf(this.#what, from)
    return this.#at
  }
}

/** The marks a scan looks for. */
class Finder {
  readonly double: Mark
  readonly single: Mark
  readonly tagEnd: Mark
  readonly reference: Mark
  /** `[CDATA[`: of what opens a section the part that is rare in HTML, which is found faster. */
  readonly section: Mark
  readonly sectionEnd: Mark
  readonly commentEnd: Mark
  readonly instructionEnd: Mark
  /** Room for the attributes of one element after another: an array that grows takes room for 16 at once. */
  readonly attributes: XmlAttribute[] = []
  /** The names of attributes that elements of a name had last, each at its place. */
  readonly #attributeNames = new Map<string, string[]>()

  constructor(text: string) {
    this.double = new Mark(text, '"')
    this.single = new Mark(text, "'")
    this.tagEnd = new Mark(text, '>')
    this.reference = new Mark(text, '&')
    this.section = new Mark(text, '[CDATA[')
    this.sectionEnd = new Mark(text, ']]>')
    this.commentEnd = new Mark(text, '-->')
    this.instructionEnd = new Mark(text, '?>')
  }

  attributeNamesOf(element: string): string[] {
    const known = this.#attributeNames.get(element)
    if (known !== undefined) return known
    const names: string[] = []
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

/** A name. Nearly all are of ASCII in documents of any language, and read from the view. */
function nameAt({ view, isAscii, read }: Characters, from: number, to: number): string {
  const name = view.slice(from, to)
  return isAscii || !beyondAscii.test(name) ? name : read(from, to)
}

/** Whether a name is over before this character (NaN: the document is). */
function endsName(code: number): boolean {
  return !(code > 47 ? code !== 62 && code !== 60 && code !== 61 : code === 46 || code === 45)
}

/** Where an attribute's value is no longer kept. */
function valueEnd(view: string, from: number, to: number): number {
  return to - from > longest ? cutBefore(view, from + longest) : to
}

/** A value whose quote never ends, up to the end of its tag. */
function lostValueAt({ view, read }: Characters, from: number, to: number): string {
  const value = read(from, valueEnd(view, from, to))
  return decodeEntities((value.endsWith('/') ? value.slice(0, -1) : value).trimEnd())
}

function valueAt({ view, read }: Characters, from: number, to: number, finder: Finder): string {
  const end = valueEnd(view, from, to)
  const value = read(from, end)
  const reference = finder.reference.find(from)
  return reference < 0 || reference >= end ? value : decodeEntities(value)
}

/** Attributes from `at` (after the name) to the end of the tag. `end` is -1 where no tag ends before the next `<`. */
function readAttributes(
  source: Characters,
  element: string,
  at: number,
  limit: number,
  finder: Finder,
): { end: number; empty: boolean; attributes: readonly XmlAttribute[] } {
  const text = source.view
  const { attributes } = finder
  const names = finder.attributeNamesOf(element)
  let count = 0
  const length = text.length
  let position = at
  for (;;) {
    let code = text.charCodeAt(position)
    while (isSpace(code)) code = text.charCodeAt(++position)
    if (position >= length || code === 60) return lost
    if (code === 62) return { end: position + 1, empty: false, attributes: attributes.slice(0, count) }
    if (code === 47 || code === 63) {
      if (text.charCodeAt(position + 1) === 62) {
        return { end: position + 2, empty: code === 47, attributes: attributes.slice(0, count) }
      }
      position++
      continue
    }
    const nameStart = position
    // As with elements: nearly always the name that stood here last time.
    const expected = names[count] ?? ''
    const isExpected =
      expected !== '' && text.startsWith(expected, position) && text.charCodeAt(position + expected.length) === 61
    if (isExpected) {
      position += expected.length
      code = 61
    }
    while (position < length && code !== 61 && code !== 62 && code !== 60 && !isSpace(code)) {
      if (code === 47 && text.charCodeAt(position + 1) === 62) break
      code = text.charCodeAt(++position)
    }
    const isKept = count < limit && position > nameStart
    const nameEnd = position
    while (isSpace(code)) code = text.charCodeAt(++position)
    let value = ''
    if (code === 61) {
      code = text.charCodeAt(++position)
      while (isSpace(code)) code = text.charCodeAt(++position)
      if (code === 34 || code === 39) {
        let end = (code === 34 ? finder.double : finder.single).find(position + 1)
        // A quote that never ends would swallow elements: `<` cannot stand in a value, so the tag ended before it.
        if (end < 0) end = finder.tagEnd.find(position + 1)
        if (end < 0) return lost
        const tagEnd = finder.tagEnd.find(position + 1)
        if (tagEnd >= 0 && tagEnd < end && text.slice(tagEnd, end).includes('<')) end = tagEnd
        const isLost = text.charCodeAt(end) === 62
        if (isKept) value = isLost ? lostValueAt(source, position + 1, end) : valueAt(source, position + 1, end, finder)
        position = !isLost ? end + 1 : text.charCodeAt(end - 1) === 47 ? end - 1 : end
      } else {
        const valueStart = position
        while (position < length && code !== 62 && code !== 60 && !isSpace(code)) {
          if (code === 47 && text.charCodeAt(position + 1) === 62) break
          code = text.charCodeAt(++position)
        }
        if (isKept) value = valueAt(source, valueStart, position, finder)
      }
    } else if (nameStart === position) {
      position++
      continue
    }
    if (!isKept) continue
    const name = isExpected ? expected : nameAt(source, nameStart, nameEnd)
    if (!isExpected) names[count] = name
    attributes[count++] = { name, value }
  }
}

/** The place after `<!DOCTYPE …>`, its internal subset included; nothing in it is read, so nothing can be expanded. */
function afterDeclaration(text: string, at: number, finder: Finder): number {
  const end = finder.tagEnd.find(at)
  if (end < 0) return text.length
  const subset = text.slice(at, end).indexOf('[')
  if (subset < 0 || !text.startsWith('<!DOCTYPE', at)) return end + 1
  const close = /\]\s*>/g
  close.lastIndex = at + subset
  return close.test(text) ? close.lastIndex : text.length
}

/** Whether the root's end tag is missing where a document ends (statistics and scripts may follow it). */
function isCutOff(text: string, start: number): boolean {
  const root = /^<([^\s/>]+)/.exec(text.slice(start, start + 256))?.[1]
  return root === undefined || !text.slice(Math.max(start + 1, text.length - 4096)).includes(`</${root}`)
}

type Scan = {
  readonly source: Characters
  readonly text: string
  readonly sink: XmlSink
  readonly finder: Finder
  /** The document itself ends too early: then nothing is mended that its rest might have ended. */
  readonly cutOff: boolean
}

/** Whether the tag at `tag` ends an element of this name. */
function isEndTag(text: string, tag: number, name: string): boolean {
  return text.charCodeAt(tag + 2 + name.length) === 62 && name !== '' && text.startsWith(name, tag + 2)
}

/** Tells of the end tag at `tag`. Returns where it is over: nowhere (the document's end) when it is cut off itself. */
function endTag({ source, text, sink }: Scan, tag: number): number {
  // Nearly every end tag is that of the innermost element: then its name need not be cut out again.
  const expected = sink.openName ?? ''
  if (isEndTag(text, tag, expected)) {
    sink.close(expected)
    return tag + 2 + expected.length + 1
  }
  let end = tag + 2
  let nameEnd = 0
  let code = text.charCodeAt(end)
  while (end < text.length && code !== 62 && code !== 60) {
    if (nameEnd === 0 && isSpace(code)) nameEnd = end
    code = text.charCodeAt(++end)
  }
  // An end tag cut off by the document's end says nothing yet: `</titl` may become anything.
  if (end >= text.length) return end
  const name = nameAt(source, tag + 2, nameEnd || end)
  if (name !== '') sink.close(name)
  return code === 62 ? end + 1 : end
}

/** Upper case is the rule, lower case is found too. */
function opensSection(text: string, tag: number): boolean {
  return text.startsWith('<![CDATA[', tag) || text.slice(tag, tag + 9).toUpperCase() === '<![CDATA['
}

function withoutLostEnd(written: string): string {
  const text = written.trimEnd()
  return text.endsWith(']') ? text.slice(0, text.endsWith(']]') ? -2 : -1) : written
}

/** Tells of the CDATA section at `tag`; returns where it is over. */
function section(scan: Scan, tag: number): number {
  const { source, text, sink, finder } = scan
  const begin = tag + 9
  const end = finder.sectionEnd.find(begin)
  const lost = lostCdataEnd(scan, begin, end)
  const last = lost >= 0 ? lost : end >= 0 ? end : text.length
  if (sink.wantsText && last > begin) {
    const written = source.read(begin, last)
    // What ended it in vain (`]]</title>`) is no part of the text.
    const inner = lost >= 0 ? withoutLostEnd(written) : written
    sink.text(inner)
  }
  return lost >= 0 ? lost : last + 3
}

/** Where a comment, an instruction or a declaration is over; what they say is not for readers. */
function afterOther({ text, finder, cutOff }: Scan, tag: number): number {
  const comment = text.startsWith('<!--', tag)
  if (!comment && text.charCodeAt(tag + 1) === 33) return afterDeclaration(text, tag, finder)
  const end = (comment ? finder.commentEnd : finder.instructionEnd).find(tag + 2)
  if (end >= 0) return end + (comment ? 3 : 2)
  const tagEnd = comment && cutOff ? -1 : finder.tagEnd.find(tag + 2)
  return tagEnd < 0 ? text.length : tagEnd + 1
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
  const text = source.view
  const scan: Scan = { source, text, sink, finder: new Finder(text), cutOff: isCutOff(text, options.start) }
  let position = options.start
  return (characters) => {
    const begin = position
    position = scanOn(scan, begin, begin + characters, options)
    return position - begin
  }
}

/** Scans from the `position` of something not told yet until past `until`; returns where the next call begins. */
function scanOn(scan: Scan, begin: number, until: number, options: ScanOptions): number {
  const { source, text, sink, finder } = scan
  // Text that was not told yet begins at `position`; before `seek` no `<` in it is a tag's.
  let position = begin
  let seek = position
  let opened = false
  const stop = Math.min(until, text.length)
  while (position < stop && !sink.full) {
    const tag = text.indexOf('<', seek)
    const code = tag < 0 ? 0 : text.charCodeAt(tag + 1)
    const named = startsName(code)
    // A long text is told in parts: what follows it, and whether `<` is one, is looked for again after each.
    while ((tag < 0 ? text.length : tag) - position > longest) {
      const cut = cutBefore(text, position + longest)
      if (sink.wantsText) sink.text(textAt(source, position, cut, finder))
      position = cut
      if (position >= stop) return position
    }
    if (tag >= 0 && !named && code !== 47 && code !== 33 && code !== 63) {
      seek = tag + 1
      continue
    }
    let name = ''
    let nameEnd = tag + 2
    let rest: ReturnType<typeof readAttributes> | undefined
    if (named) {
      // Items repeat the same elements in the same order: then the name need not be cut out again.
      name = sink.expected ?? ''
      nameEnd = tag + 1 + name.length
      let c = text.charCodeAt(nameEnd)
      if (name === '' || !endsName(c) || !text.startsWith(name, tag + 1)) {
        nameEnd = tag + 2
        c = text.charCodeAt(nameEnd)
        while (!endsName(c)) c = text.charCodeAt(++nameEnd)
        name = nameAt(source, tag + 1, nameEnd)
      }
      if (c !== 62) rest = readAttributes(source, name, nameEnd, options.attributes, finder)
      if (rest !== undefined && rest.end < 0) {
        seek = tag + 1
        continue
      }
    }
    const end = tag < 0 ? text.length : tag
    if (end > position && sink.wantsText) {
      // What editors write around a section, on lines of their own, would only be put together with it.
      const isEdge = sink.trimsText === true && (opened || (code === 47 && isEndTag(text, tag, sink.openName ?? '')))
      if (!isEdge || !isBlank(text, position, end)) sink.text(textAt(source, position, end, finder))
    }
    if (tag < 0) return text.length
    opened = named
    if (named) {
      sink.open(name, rest?.attributes ?? none, rest?.empty ?? false)
      position = rest?.end ?? nameEnd + 1
    } else if (code === 47) position = endTag(scan, tag)
    else position = opensSection(text, tag) ? section(scan, tag) : afterOther(scan, tag)
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
function lostCdataEnd({ text, sink, finder, cutOff }: Scan, begin: number, end: number): number {
  const element = sink.openName
  if (!element) return -1
  if (end < 0) return cutOff ? -1 : text.indexOf(`</${element}`, begin)
  const next = finder.section.find(begin)
  if (next < 0 || next > end) return -1
  const inner = text.slice(begin, end).lastIndexOf('<![CDATA[')
  const close = text.indexOf(`</${element}`, begin)
  return close >= 0 && close < begin + inner ? close : -1
}
