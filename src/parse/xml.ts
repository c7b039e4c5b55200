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
  /** The innermost open element as written. */
  readonly openName: string | undefined
  /** Set when nothing more is wanted. */
  readonly full: boolean
}

export type ScanOptions = {
  /** Where to begin: the place of the root's `<`. */
  readonly start: number
  /** Attributes kept of one element. */
  readonly attributes: number
}

const none: readonly XmlAttribute[] = []

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12
}

/** XML's NameStartChar, roughly: letters, `_`, `:` and all beyond ASCII. */
function startsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 58 || code > 127
}

/** An index that is asked for repeatedly: once it was not found, it is not searched again, which keeps a scan linear. */
class Finder {
  readonly #text: string
  readonly #absentFrom = new Map<string, number>()

  constructor(text: string) {
    this.#text = text
  }

  /** The place of `what` at or after `from`; -1 when there is none. */
  find(what: string, from: number): number {
    const absent = this.#absentFrom.get(what)
    if (absent !== undefined && from >= absent) return -1
    const at = this.#text.indexOf(what, from)
    if (at < 0) this.#absentFrom.set(what, from)
    return at
  }
}

/** Attributes from `at` (after the name) to the end of the tag. `end` is -1 where no tag ends before the next `<`. */
function readAttributes(
  text: string,
  at: number,
  limit: number,
  finder: Finder,
): { end: number; empty: boolean; attributes: readonly XmlAttribute[] } {
  const attributes: XmlAttribute[] = []
  const length = text.length
  let position = at
  for (;;) {
    let code = text.charCodeAt(position)
    while (isSpace(code)) code = text.charCodeAt(++position)
    if (position >= length || code === 60) return { end: -1, empty: false, attributes }
    if (code === 62) return { end: position + 1, empty: false, attributes }
    if (code === 47 || code === 63) {
      if (text.charCodeAt(position + 1) === 62) return { end: position + 2, empty: code === 47, attributes }
      position++
      continue
    }
    const nameStart = position
    while (position < length && code !== 61 && code !== 62 && code !== 60 && !isSpace(code)) {
      if (code === 47 && text.charCodeAt(position + 1) === 62) break
      code = text.charCodeAt(++position)
    }
    const name = text.slice(nameStart, position)
    while (isSpace(code)) code = text.charCodeAt(++position)
    let value = ''
    if (code === 61) {
      code = text.charCodeAt(++position)
      while (isSpace(code)) code = text.charCodeAt(++position)
      if (code === 34 || code === 39) {
        let end = finder.find(code === 34 ? '"' : "'", position + 1)
        // A quote that never ends would swallow elements: `<` cannot stand in a value, so the tag ended before it.
        if (end < 0) end = finder.find('>', position + 1)
        else {
          const tagEnd = text.slice(position + 1, end).indexOf('>')
          if (tagEnd >= 0 && text.slice(position + 1 + tagEnd, end).includes('<')) end = position + 1 + tagEnd
        }
        if (end < 0) return { end: -1, empty: false, attributes }
        value = text.slice(position + 1, end)
        position = end + 1
        if (text.charCodeAt(end) === 62) {
          position = text.charCodeAt(end - 1) === 47 ? end - 1 : end
          value = value.replace(/\s*\/?$/, '')
        }
      } else {
        const valueStart = position
        while (position < length && code !== 62 && code !== 60 && !isSpace(code)) {
          if (code === 47 && text.charCodeAt(position + 1) === 62) break
          code = text.charCodeAt(++position)
        }
        value = text.slice(valueStart, position)
      }
    } else if (nameStart === position) {
      position++
      continue
    }
    if (attributes.length < limit && name !== '') attributes.push({ name, value: decodeEntities(value) })
  }
}

/** The place after `<!DOCTYPE …>`, its internal subset included; nothing in it is read, so nothing can be expanded. */
function afterDeclaration(text: string, at: number, finder: Finder): number {
  const end = finder.find('>', at)
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

/**
 * Reads XML as it is found in feeds, in one pass and linear time, and tells a sink what it sees. It never fails: a
 * bare `<` or `&` is text, attributes may lack quotes or values, a section that never ends is ended where its
 * element is (only in a document that is not cut off itself).
 */
export function scanXml(text: string, sink: XmlSink, options: ScanOptions): void {
  const length = text.length
  const finder = new Finder(text)
  const cutOff = isCutOff(text, options.start)
  let position = options.start
  while (position < length) {
    const tag = text.indexOf('<', position)
    if (tag < 0) {
      if (sink.wantsText) sink.text(decodeEntities(text.slice(position)))
      return
    }
    if (tag > position && sink.wantsText) sink.text(decodeEntities(text.slice(position, tag)))
    const code = text.charCodeAt(tag + 1)
    if (code === 47) {
      // Nearly every end tag is that of the innermost element: then its name need not be cut out again.
      const name = sink.openName ?? ''
      let end = tag + 2 + name.length
      if (text.charCodeAt(end) === 62 && name !== '' && text.startsWith(name, tag + 2)) {
        sink.close(name)
        position = end + 1
        continue
      }
      end = tag + 2
      let c = text.charCodeAt(end)
      while (end < length && c !== 62 && c !== 60) c = text.charCodeAt(++end)
      let nameEnd = tag + 2
      c = text.charCodeAt(nameEnd)
      while (nameEnd < end && !isSpace(c)) c = text.charCodeAt(++nameEnd)
      // An end tag cut off by the document's end says nothing yet: `</titl` may become anything.
      if (end >= length) return
      if (nameEnd > tag + 2) sink.close(text.slice(tag + 2, nameEnd))
      position = text.charCodeAt(end) === 62 ? end + 1 : end
    } else if (startsName(code)) {
      let nameEnd = tag + 2
      let c = text.charCodeAt(nameEnd)
      while (c > 47 ? c !== 62 && c !== 60 && c !== 61 : c === 46 || c === 45) c = text.charCodeAt(++nameEnd)
      if (c === 62) {
        sink.open(text.slice(tag + 1, nameEnd), none, false)
        position = nameEnd + 1
      } else {
        const { end, empty, attributes } = readAttributes(text, nameEnd, options.attributes, finder)
        if (end < 0) {
          if (sink.wantsText) sink.text('<')
          position = tag + 1
        } else {
          sink.open(text.slice(tag + 1, nameEnd), attributes, empty)
          position = end
        }
      }
    } else if (code === 33) {
      if (text.startsWith('<![CDATA[', tag)) {
        const begin = tag + 9
        let end = finder.find(']]>', begin)
        let next = end + 3
        const lost = lostCdataEnd(text, begin, end, cutOff, sink.openName)
        if (lost >= 0) {
          end = lost
          next = lost
        }
        if (end < 0) {
          if (sink.wantsText) sink.text(text.slice(begin))
          return
        }
        if (sink.wantsText && end > begin) sink.text(text.slice(begin, end))
        position = next
      } else if (text.startsWith('<!--', tag)) {
        const end = finder.find('-->', tag + 4)
        if (end >= 0) position = end + 3
        else {
          const tagEnd = cutOff ? -1 : finder.find('>', tag + 4)
          if (tagEnd < 0) return
          position = tagEnd + 1
        }
      } else position = afterDeclaration(text, tag, finder)
    } else if (code === 63) {
      const end = finder.find('?>', tag + 2)
      if (end >= 0) position = end + 2
      else {
        const tagEnd = finder.find('>', tag + 2)
        if (tagEnd < 0) return
        position = tagEnd + 1
      }
    } else {
      if (sink.wantsText) sink.text('<')
      position = tag + 1
    }
    if (sink.full) return
  }
}

/**
 * Where a CDATA section should have ended but did not: its element's end tag, when the section never ends in a
 * document that does, or when it runs on into the next section. -1 where the section is fine.
 */
function lostCdataEnd(text: string, begin: number, end: number, cutOff: boolean, element: string | undefined): number {
  if (!element) return -1
  if (end < 0) return cutOff ? -1 : text.indexOf(`</${element}`, begin)
  const inner = text.slice(begin, end).lastIndexOf('<![CDATA[')
  if (inner < 0) return -1
  const close = text.indexOf(`</${element}`, begin)
  return close >= 0 && close < begin + inner ? close : -1
}
