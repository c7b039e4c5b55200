/**
 * What may not stand in a published text, whatever the format:
 * - C0 and C1 controls, U+FFFE, U+FFFF and the other noncharacters (XML 1.0, 2.2; what JSON carries ends in XML too);
 * - surrogates without their other half, which UTF-8 cannot encode;
 * - U+FFFD and U+FEFF: what a wrong decoding left behind;
 * - explicit bidirectional embeddings, overrides and isolates (U+202A–202E, U+2066–2069): one that is not closed turns
 *   the rest of a reader's page around. The marks LRM, RLM and ALM are harmless, and needed; they stay.
 */
const UNWANTED = /[[\p{Cc}--[\t\n]]\p{Cs}\p{Noncharacter_Code_Point}\ufffd\ufeff\u202a-\u202e\u2066-\u2069]/v
/** Nearly every text is made of these alone, and that is seen at a fifth of the cost. */
const ORDINARY =
  /^[\t\n\x20-\x7e\u00a0-\u1fff\u2000-\u2027\u2030-\u205f\u2070-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\ufffc]*$/
const EACH_UNWANTED = new RegExp(UNWANTED, 'gv')
// Line ends and other white space among the controls: CR, VT, FF, NEL.
const OTHER_SPACE = /\r\n?|[\v\f\u0085]/g

/** The text without what no format can carry; the very same string where there is nothing to put right. */
export function publishableText(text: string): string {
  if (ORDINARY.test(text) || !UNWANTED.test(text)) return text
  return text.replace(OTHER_SPACE, '\n').replace(EACH_UNWANTED, '')
}

const SPACES = /\s+/g
const NEEDS_COLLAPSE = /^\s|\s$|[^\S ]|\s\s/

/** The same on one line: white space collapsed, ends trimmed. */
export function publishableLine(text: string): string {
  const clean = publishableText(text)
  return NEEDS_COLLAPSE.test(clean) ? clean.replace(SPACES, ' ').trim() : clean
}

/** At most `limit` characters (code points are never split), ended at a word where there is one, and an ellipsis. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text
  let end = text.lastIndexOf(' ', limit - 1)
  if (end < limit * 0.6) end = limit - 1
  const last = text.charCodeAt(end - 1)
  if (last >= 0xd800 && last <= 0xdbff) end -= 1
  return `${text.slice(0, end).trimEnd()}…`
}
