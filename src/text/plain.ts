/**
 * What XML 1.0 section 2.2 forbids (controls but tab, LF, CR; U+FFFE, U+FFFF), and lone surrogates.
 * The other noncharacters are legal there and mean nothing anywhere, so they go as well.
 */
const XML_ILLEGAL = /[^\t\n\r\x20-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|\p{Noncharacter_Code_Point}/gu

/** Nothing of that, and no surrogates that could be lone: nearly all texts. */
const MAYBE_ILLEGAL = /[^\t\n\r\x20-\uD7FF\uE000-\uFDCF\uFDF0-\uFFFD]/

/** Embeddings, overrides and isolates: they reorder what stands around a title (CVE-2021-42574). Marks (LRM, RLM) stay: Hebrew, Arabic and Persian need them. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g

/** C1 controls other than NEL: never shown, left behind by wrong encodings. */
const C1_CONTROLS = /[\x7F-\x84\x86-\x9F]/g

const MAYBE_UNCLEAN = /[^\x20-\x7E\u00A1-\u167F\u1681-\u1FFF\u2010-\u2027\u2030-\u205E\u20A0-\u2FFF\u3001-\uD7FF]| {2}/

/** White space that is not one plain space: what is one already costs nothing. */
const WIDE_SPACE = /(?:[^\S ]|\x85| (?=[\s\x85]))[\s\x85]*/g

/** `text` without what XML 1.0 cannot carry; a lone surrogate becomes U+FFFD. Otherwise unchanged. */
export function xmlLegal(text: string): string {
  return MAYBE_ILLEGAL.test(text) ? text.toWellFormed().replace(XML_ILLEGAL, '') : text
}

/** `text` without the characters that turn reading order around. */
export function withoutBidiControls(text: string): string {
  return text.replace(BIDI_CONTROLS, '')
}

/**
 * One line of plain text, safe in every format: no XML-illegal characters, lone surrogates or bidi controls; runs of
 * white space (also NBSP and U+FEFF) are one space, and none is left at the ends. Twice is once.
 */
export function cleanText(text: string): string {
  if (isClean(text) && !text.startsWith(' ') && !text.endsWith(' ')) return text
  return collapseSpace(withoutBidiControls(xmlLegal(text)).replace(C1_CONTROLS, '')).trim()
}

/** Whether nothing in `text` is to be cleaned, but for a space at an end. Not of each such text: where it takes more to tell, it says no. */
export function isClean(text: string): boolean {
  return !MAYBE_UNCLEAN.test(text)
}

/** Each run of white space as one space. */
export function collapseSpace(text: string): string {
  // Most texts are so already; to see that takes a pattern several times as long.
  return isPlainlySpaced(text) ? text : text.replace(WIDE_SPACE, ' ')
}

/** Whether all white space is plain spaces, one at a time. Not of each such text: where it takes more to tell, it says no. */
function isPlainlySpaced(text: string): boolean {
  let before = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === SPACE ? before === SPACE : code < SPACE || (code > 0x7e && mayBeSpace(code))) return false
    before = code
  }
  return true
}

const SPACE = 0x20

/** NEL and NBSP; Ogham; the general punctuation but dashes and quotation marks; ideographic space; U+FEFF. */
function mayBeSpace(code: number): boolean {
  if (code < 0x2000) return code === 0x85 || code === 0xa0 || code === 0x1680
  return code < 0x2010 || (code > 0x2027 && code < 0x2070) || code === 0x3000 || code === 0xfeff
}

/** Letters and digits with one space between words: the same in a heading, in quotation marks, in capitals. */
export function bareWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
