// The engine behind the page reader (css-select) forgives much: `a..b` and `.a >` find nothing for ever.
// Other things it throws at, but only when a page is read. So selectors are held against the grammar of Selectors Level 4
// here, as far as the engine knows it; a test holds the two together. Sticky expressions, each for one thing at one place.
const escaped = String.raw`\\[0-9a-fA-F]{1,6}\s?|\\[^\n\r\f0-9a-fA-F]`
const start = String.raw`[_a-zA-Z\u0080-\u{10ffff}]|${escaped}`
const inside = String.raw`[\w\-\u0080-\u{10ffff}]|${escaped}`
const identifier = `(?:--|-?(?:${start}))(?:${inside})*`
const quoted = String.raw`"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'`

const space = /\s*/y
const combinator = /\s*[>+~]\s*|\s+(?=[^\s,)])/y
const leadingCombinator = /\s*[>+~]\s*/y
const closing = /\)/y
const comma = /\s*,\s*/y
const type = new RegExp(`${identifier}|\\*`, 'uy')
const idOrClass = new RegExp(`#(?:${inside})+|\\.${identifier}`, 'uy')
const attribute = new RegExp(
  `\\[\\s*${identifier}\\s*(?:[~|^$*!]?=\\s*(?:${identifier}|[\\w.-]+|${quoted})\\s*(?:[isIS]\\s*)?)?\\]`,
  'uy',
)
const pseudo = /:([a-z-]+)(\(\s*)?/iy
const plainText = new RegExp(`(?:[^()"'\\\\]|\\\\[\\s\\S]|${quoted})*`, 'uy')
const nth = /(?:odd|even|[+-]?\d*n(?:\s*[+-]\s*\d+)?|[+-]?\d+)/iy
const of = /\s+of\s+/iy

const withoutArgument = new Set(
  (
    'empty first-child last-child first-of-type last-of-type only-of-type only-child root scope hover visited active any-link link ' +
    'disabled enabled checked required optional read-only read-write selected checkbox file password radio reset image submit ' +
    'parent header button input text'
  ).split(' '),
)
const ofText = new Set(['contains', 'icontains', 'lang'])
const ofNumbers = new Set(['nth-child', 'nth-last-child', 'nth-of-type', 'nth-last-of-type'])
const ofSelectors = new Set(['is', 'matches', 'where', 'not', 'has'])

type Cursor = { readonly text: string; at: number; match: RegExpExecArray | null }

function take(cursor: Cursor, what: RegExp): boolean {
  what.lastIndex = cursor.at
  cursor.match = what.exec(cursor.text)
  if (cursor.match === null) return false
  cursor.at = what.lastIndex
  return true
}

/** The text of `:contains` and its like: the engine counts parentheses within quotes too, and finds no end where they are in no pairs. */
function takeArgument(cursor: Cursor, depth: number): boolean {
  const from = cursor.at
  if (!takeText(cursor, depth)) return false
  if (isInPairs(cursor.text.slice(from, cursor.at))) return true
  cursor.at = from
  return false
}

function isInPairs(text: string): boolean {
  let open = 0
  for (const [parenthesis] of text.replace(/\\[\s\S]/g, '').matchAll(/[()]/g)) {
    open += parenthesis === '(' ? 1 : -1
    if (open < 0) return false
  }
  return open === 0
}

/** Anything whose parentheses are in pairs. */
function takeText(cursor: Cursor, depth: number): boolean {
  take(cursor, plainText)
  while (cursor.text[cursor.at] === '(') {
    if (depth > 16) return false
    cursor.at++
    if (!takeText(cursor, depth + 1) || !take(cursor, closing)) return false
    take(cursor, plainText)
  }
  return true
}

function takeNumbers(cursor: Cursor, name: string, depth: number): boolean {
  if (!take(cursor, nth)) return false
  return name.endsWith('-type') || !take(cursor, of) || takeList(cursor, depth + 1, false)
}

function takePseudo(cursor: Cursor, depth: number): boolean {
  const from = cursor.at
  if (!take(cursor, pseudo)) return false
  const name = cursor.match?.[1]?.toLowerCase() ?? ''
  if (cursor.match?.[2] === undefined) {
    if (withoutArgument.has(name)) return true
    cursor.at = from
    return false
  }
  const isRight =
    (ofText.has(name) && takeArgument(cursor, depth)) ||
    (ofNumbers.has(name) && takeNumbers(cursor, name, depth)) ||
    (ofSelectors.has(name) && takeList(cursor, depth + 1, name === 'has'))
  if (!isRight) {
    if (![ofText, ofNumbers, ofSelectors].some((names) => names.has(name))) cursor.at = from
    return false
  }
  take(cursor, space)
  return take(cursor, closing)
}

function takeCompound(cursor: Cursor, depth: number): boolean {
  const from = cursor.at
  take(cursor, type)
  for (;;) {
    if (take(cursor, idOrClass) || take(cursor, attribute)) continue
    if (cursor.text[cursor.at] !== ':') return cursor.at > from
    if (!takePseudo(cursor, depth)) return false
  }
}

function takeList(cursor: Cursor, depth: number, isRelative: boolean): boolean {
  if (depth > 16) return false
  do {
    if (isRelative) take(cursor, leadingCombinator)
    do {
      if (!takeCompound(cursor, depth)) return false
    } while (take(cursor, combinator))
  } while (take(cursor, comma))
  return true
}

/** Where a text stops being a selector that the page reader knows, counted from 0 in characters; undefined: it is one. */
export function selectorMistake(text: string): number | undefined {
  const cursor: Cursor = { text, at: 0, match: null }
  take(cursor, space)
  const isRight = takeList(cursor, 0, false)
  take(cursor, space)
  return isRight && cursor.at >= text.length ? undefined : Math.min(cursor.at, text.length)
}
