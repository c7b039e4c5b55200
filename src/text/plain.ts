/**
 * What XML 1.0 section 2.2 forbids (controls but tab, LF, CR; U+FFFE, U+FFFF), and lone surrogates.
 * The other noncharacters are legal there and mean nothing anywhere, so they go as well.
 */
const XML_ILLEGAL = /[^\t\n\r\x20-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|\p{Noncharacter_Code_Point}/gu

/** Embeddings, overrides and isolates: they reorder what stands around a title (CVE-2021-42574). Marks (LRM, RLM) stay: Hebrew, Arabic and Persian need them. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g

/** C1 controls other than NEL: never shown, left behind by wrong encodings. */
const C1_CONTROLS = /[\x7F-\x84\x86-\x9F]/g

const NEEDS_CLEANING = /[^\x20-\x7E\u00A1-\u1FFF\u3001-\uD7FF]|^ | $| {2}/

/** `text` without what XML 1.0 cannot carry; a lone surrogate becomes U+FFFD. Otherwise unchanged. */
export function xmlLegal(text: string): string {
  return text.toWellFormed().replace(XML_ILLEGAL, '')
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
  if (!NEEDS_CLEANING.test(text)) return text
  return withoutBidiControls(xmlLegal(text))
    .replace(C1_CONTROLS, '')
    .replace(/[\s\x85]+/g, ' ')
    .trim()
}
