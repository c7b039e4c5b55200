import { decodeHTML, decodeHTMLStrict } from 'entities'

/**
 * What windows-1252 has where Unicode has the C1 controls: `&#146;` in a feed means the apostrophe
 * (WHATWG HTML, "numeric character reference end state").
 */
const windows1252 =
  '\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd' +
  '\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178'

/** The longest name HTML knows has 31 letters; a `;` further away ends something else. */
const longestReference = 34

/** The character a numeric reference means; U+FFFD for what XML and HTML allow nowhere. */
export function characterOf(codePoint: number): string {
  if (codePoint >= 0x80 && codePoint <= 0x9f) return windows1252.charAt(codePoint - 0x80)
  if (codePoint < 0x20 && codePoint !== 0x9 && codePoint !== 0xa && codePoint !== 0xd) return '\ufffd'
  if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return '\ufffd'
  if (codePoint === 0xfffe || codePoint === 0xffff || Number.isNaN(codePoint)) return '\ufffd'
  return String.fromCodePoint(codePoint)
}

/** `#65` or `#x41`, as a character; undefined where digits are missing or wrong. */
function numbered(name: string): string | undefined {
  const radix = (name.charCodeAt(1) | 0x20) === 0x78 ? 16 : 10
  const first = radix === 16 ? 2 : 1
  let codePoint = 0
  for (let at = first; at < name.length; at++) {
    const code = name.charCodeAt(at)
    const digit = code <= 57 ? code - 48 : (code | 0x20) - 87
    if (digit < 0 || digit >= radix || (code > 57 && digit < 10)) return undefined
    codePoint = codePoint * radix + digit
  }
  return name.length === first ? undefined : characterOf(codePoint)
}

/** What stands between `&` and `;`, as a character; undefined where it is no reference that XML or HTML defines. */
function referenced(name: string): string | undefined {
  switch (name) {
    case 'amp':
      return '&'
    case 'lt':
      return '<'
    case 'gt':
      return '>'
    case 'quot':
      return '"'
    case 'apos':
      return "'"
    default:
  }
  if (name.charCodeAt(0) === 35) return numbered(name)
  if (!/^[a-z][a-z0-9]*$/i.test(name)) return undefined
  const whole = `&${name};`
  const character = decodeHTMLStrict(whole)
  return character === whole ? undefined : character
}

/** The place of the `;` that ends a reference begun before `at`; -1 where it is none. */
function endOfReference(text: string, at: number): number {
  for (let place = at; place < at + longestReference; place++) {
    const code = text.charCodeAt(place)
    if (code === 59) return place
    const letter = code | 0x20
    if (!(letter >= 97 && letter <= 122) && !(code >= 48 && code <= 57) && code !== 35) return -1
  }
  return -1
}

const unendedReference = /^&(?:#(\d{2,7})(?![\d;])|([a-z]{2,8}\d?)(?=\s))/i

/** So many units of a text, or bytes of UTF-8, show whether a reference is such a one. */
const unendedRoom = 14

/**
 * A reference at the beginning of a text that nothing ends, as browsers read it: a number, or one of the names that HTML
 * always knew. Names only before white space: `?a=1&copy=2` is an address.
 */
function unended(text: string): { readonly character: string; readonly length: number } | undefined {
  const found = unendedReference.exec(text)
  if (found === null) return undefined
  const [written, number, name] = found
  const character = number === undefined ? decodeHTML(written) : characterOf(Number(number))
  // `&notin` begins like `&not`, but is another name.
  if (character === written || (number === undefined && character !== referenced(name ?? ''))) return undefined
  return { character, length: written.length }
}

/**
 * Replaces character references once: XML's five, numeric ones (windows-1252 numbers as browsers read them), and
 * HTML's names, which feeds use without any DTD. Entities that a document declares itself are never expanded:
 * what is not known stays as it is written, and so does a bare `&`.
 */
export function decodeEntities(text: string): string {
  let at = text.indexOf('&')
  let decoded = ''
  let from = 0
  while (at >= 0) {
    const end = endOfReference(text, at + 1)
    const character = end < 0 ? undefined : referenced(text.slice(at + 1, end))
    const open = character === undefined ? unended(text.slice(at, at + unendedRoom)) : undefined
    if (character !== undefined || open !== undefined) {
      decoded += text.slice(from, at) + (character ?? open?.character)
      from = open === undefined ? end + 1 : at + open.length
    }
    at = text.indexOf('&', Math.max(from, at + 1))
  }
  return from === 0 ? text : decoded + text.slice(from)
}

/** Where characters of a text are, and how they get where the text is put together. */
export type Stretch = {
  readonly utf8: Buffer
  /** All of it with one unit a byte. */
  readonly view: string
  readonly from: number
  readonly to: number
  /** Room for twice as many bytes: a reference may mean more than it has itself (`&nGt;`), never twice as many. */
  readonly room: Buffer
  /** Copies what lies between two places of the view into the room, to `at`; returns the place behind it. */
  readonly copy: (from: number, to: number, at: number) => number
}

const lt = { code: 60, length: 4 }
const gt = { code: 62, length: 4 }
const amp = { code: 38, length: 5 }
const quot = { code: 34, length: 6 }

/** One of the four references that escaped markup is made of, by its bytes after `&`. */
function knownAt(utf8: Uint8Array, at: number): { readonly code: number; readonly length: number } | undefined {
  const first = utf8[at]
  const second = utf8[at + 1]
  const third = utf8[at + 2]
  if (second === 116 && third === 59) return first === 108 ? lt : first === 103 ? gt : undefined
  const fourth = utf8[at + 3]
  if (first === 97) return second === 109 && third === 112 && fourth === 59 ? amp : undefined
  if (first !== 113 || second !== 117 || third !== 111) return undefined
  return fourth === 116 && utf8[at + 4] === 59 ? quot : undefined
}

/**
 * `decodeEntities` from bytes to bytes: escaped markup has references by the hundred, and a string would be made of each and
 * of all between them.
 *
 * @returns how many were written
 */
export function decodeReferences({ utf8, view, from, to, room, copy }: Stretch): number {
  let written = 0
  let at = from
  for (;;) {
    const next = view.indexOf('&', at)
    const reference = next < 0 || next > to ? to : next
    if (reference > at) written = copy(at, reference, written)
    if (reference >= to) return written
    at = reference
    const known = knownAt(utf8, at + 1)
    if (known !== undefined) {
      room[written++] = known.code
      at += known.length
    } else {
      const end = endOfReference(view, at + 1)
      const character = end < 0 || end >= to ? undefined : referenced(view.slice(at + 1, end))
      const open =
        character === undefined ? unended(utf8.toString('utf8', at, Math.min(to, at + unendedRoom))) : undefined
      written += room.write(character ?? open?.character ?? '&', written)
      at = character === undefined ? at + (open?.length ?? 1) : end + 1
    }
  }
}
