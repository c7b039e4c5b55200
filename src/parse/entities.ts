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

const unended = /^&(?:#(\d{2,7})(?![\d;])|([a-z]{2,8}\d?)(?=\s))/i

/** So many units of a text, or bytes of UTF-8, show what its first reference is. */
export const referenceRoom = longestReference + 2

/** The character that a reference means, and how long it is written. */
type Reference = { readonly character: string; readonly length: number }

/** A reference that a `;` ends, from its `&` on; undefined where there is none that XML or HTML defines. */
export function endedReference(text: string, at: number): Reference | undefined {
  const end = endOfReference(text, at + 1)
  const character = end < 0 ? undefined : referenced(text.slice(at + 1, end))
  return character === undefined ? undefined : { character, length: end + 1 - at }
}

/**
 * A reference at the beginning of a text that nothing ends, as browsers read it: a number, or one of the names that HTML
 * always knew. Names only before white space: `?a=1&copy=2` is an address.
 */
export function unendedReference(text: string): Reference | undefined {
  const found = unended.exec(text)
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
    const reference = endedReference(text, at) ?? unendedReference(text.slice(at, at + referenceRoom))
    if (reference !== undefined) {
      decoded += text.slice(from, at) + reference.character
      from = at + reference.length
    }
    at = text.indexOf('&', Math.max(from, at + 1))
  }
  return from === 0 ? text : decoded + text.slice(from)
}
