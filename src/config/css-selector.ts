// css-what, which our selector engine is built on, forgives much (`a..b`, `.a >`), and then finds nothing for ever. So the
// text is held against the grammar of Selectors Level 4 first. Sticky expressions, each for one thing at one place.
const escaped = String.raw`\\[0-9a-fA-F]{1,6}\s?|\\[^\n\r\f0-9a-fA-F]`
const start = String.raw`[_a-zA-Z\u0080-\u{10ffff}]|${escaped}`
const inside = String.raw`[\w\-\u0080-\u{10ffff}]|${escaped}`
const identifier = `(?:--|-?(?:${start}))(?:${inside})*`
const quoted = String.raw`"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'`

const space = /\s*/y
const combinator = /\s*(?:[>+~]|\|\|)\s*|\s+(?=[^\s,)])/uy
const comma = /\s*,\s*/y
const type = new RegExp(`(?:(?:${identifier}|\\*)?\\|)?(?:${identifier}|\\*)`, 'uy')
const idOrClass = new RegExp(`#(?:${inside})+|\\.${identifier}`, 'uy')
const attribute = new RegExp(
  `\\[\\s*(?:(?:${identifier}|\\*)?\\|)?${identifier}\\s*(?:[~|^$*!]?=\\s*(?:${identifier}|[\\w.-]+|${quoted})\\s*(?:[isIS]\\s*)?)?\\]`,
  'uy',
)
const pseudo = new RegExp(`::?${identifier}(\\()?`, 'uy')
const plainArgument = new RegExp(`(?:[^()"']|${quoted})*`, 'uy')

/** Pseudo-classes whose argument is a list of selectors, of `has` relative ones. */
const ofSelectors = /^:(?:not|is|where|matches|any|-webkit-any|has)\($/i

type Cursor = { readonly text: string; at: number; match: RegExpExecArray | null }

function take(cursor: Cursor, what: RegExp): boolean {
  what.lastIndex = cursor.at
  cursor.match = what.exec(cursor.text)
  if (cursor.match === null) return false
  cursor.at = what.lastIndex
  return true
}

function takePseudo(cursor: Cursor, depth: number): boolean {
  if (!take(cursor, pseudo)) return false
  const [name = '', opened] = cursor.match ?? []
  if (opened === undefined) return true
  take(cursor, space)
  if (ofSelectors.test(name)) {
    if (!takeList(cursor, depth + 1, /^:has/i.test(name))) return false
  } else {
    take(cursor, plainArgument)
    while (cursor.text[cursor.at] === '(') {
      cursor.at++
      take(cursor, plainArgument)
      if (cursor.text[cursor.at++] !== ')') return false
      take(cursor, plainArgument)
    }
  }
  take(cursor, space)
  return cursor.text[cursor.at++] === ')'
}

function takeCompound(cursor: Cursor, depth: number): boolean {
  const from = cursor.at
  take(cursor, type)
  for (;;) {
    if (take(cursor, idOrClass) || take(cursor, attribute)) continue
    const before = cursor.at
    if (cursor.text[before] !== ':') break
    if (!takePseudo(cursor, depth)) return false
  }
  return cursor.at > from
}

function takeList(cursor: Cursor, depth: number, relative: boolean): boolean {
  if (depth > 16) return false
  do {
    if (relative) take(cursor, /\s*[>+~]\s*/y)
    do {
      if (!takeCompound(cursor, depth)) return false
    } while (take(cursor, combinator))
  } while (take(cursor, comma))
  return true
}

/** Where a selector stops being one, counted from 0 in characters; undefined where it is right to its end. */
export function selectorMistake(text: string): number | undefined {
  const cursor: Cursor = { text, at: 0, match: null }
  take(cursor, space)
  const valid = takeList(cursor, 0, false)
  take(cursor, space)
  return valid && cursor.at >= text.length ? undefined : Math.min(cursor.at, text.length)
}
