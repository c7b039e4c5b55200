import { decodeEntities } from '../text/html-to-text.ts'

/** JSON as pages write it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

const maxDepth = 64
/** Characters of one script. */
const maxLength = 2_000_000
/** Values read of one script; more is no description of an article. */
const maxValues = 50_000

/**
 * Reads JSON that a template put together: raw line breaks and unescaped quotes in strings, commas too many or missing,
 * comments, CDATA marks, several documents in one script, an end that is missing. Returns what can be read, in order; never throws.
 */
export function readLenientJson(text: string): readonly Json[] {
  const trimmed = withoutMarks(text.slice(0, maxLength))
  if (trimmed === '') return []
  const strict = readStrictly(trimmed)
  return strict === undefined ? new LenientReader(trimmed).documents() : [strict]
}

/** Takes off what hides a script from old readers: `//<![CDATA[ … //]]>`, `<!-- … -->`; and a last semicolon. */
function withoutMarks(text: string): string {
  // Some templates escape the whole script as if it were an attribute.
  let rest = (text.includes('"') || !text.includes('&quot;') ? text : decodeEntities(text)).trim()
  if (rest.startsWith('//')) rest = rest.slice(2).trimStart()
  for (const mark of ['<![CDATA[', '<!--']) if (rest.startsWith(mark)) rest = rest.slice(mark.length).trimStart()
  for (const mark of [';', ']]>', '-->', '//', ';'])
    if (rest.endsWith(mark)) rest = rest.slice(0, -mark.length).trimEnd()
  return rest
}

function readStrictly(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    // Not JSON in the strict sense is what this file is about: the lenient reader has the next word.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined
    throw error
  }
}

class LenientReader {
  readonly #text: string
  readonly #afterString = new RegExp(afterString, 'y')
  #at = 0
  #commentEnds = true
  #lineEnds = true
  #values = 0

  constructor(text: string) {
    this.#text = text
  }

  documents(): Json[] {
    const documents: Json[] = []
    while (this.#at < this.#text.length && this.#values < maxValues) {
      this.#skip()
      const character = this.#text[this.#at]
      if (character === '{' || character === '[') documents.push(this.#value(0))
      else this.#at++
    }
    return documents
  }

  /** Spaces and comments. A comment that never ends is none; that none ends is found out once. */
  #skip(): void {
    while (this.#at < this.#text.length) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === 47 && this.#text[this.#at + 1] === '*') {
        const end = this.#commentEnds ? this.#text.indexOf('*/', this.#at + 2) : -1
        this.#commentEnds = end >= 0
        if (end < 0) return
        this.#at = end + 2
      } else if (code === 47 && this.#text[this.#at + 1] === '/') {
        const end = this.#lineEnds ? this.#text.indexOf('\n', this.#at + 2) : -1
        this.#lineEnds = end >= 0
        if (end < 0) return
        this.#at = end + 1
      } else if (code <= 32 || code === 0xa0 || code === 0xfeff) this.#at++
      else return
    }
  }

  #value(depth: number): Json {
    this.#skip()
    this.#values++
    const character = this.#text[this.#at]
    if (depth > maxDepth || this.#values > maxValues) {
      this.#at = this.#text.length
      return null
    }
    if (character === '{') return this.#object(depth)
    if (character === '[') return this.#array(depth)
    if (character === '"' || character === "'") return this.#string(character)
    return this.#word()
  }

  #object(depth: number): JsonObject {
    const object: Record<string, Json> = Object.create(null)
    this.#at++
    while (this.#at < this.#text.length) {
      this.#skip()
      const character = this.#text[this.#at]
      if (character === '}') {
        this.#at++
        break
      }
      if (character === ',') {
        this.#at++
        continue
      }
      if (character === ']') break
      const key = character === '"' || character === "'" ? this.#string(character) : this.#bareKey()
      this.#skip()
      if (this.#text[this.#at] !== ':') {
        if (key === '') this.#at++
        continue
      }
      this.#at++
      const value = this.#value(depth + 1)
      if (!(key in object)) object[key] = value
    }
    return object
  }

  #array(depth: number): Json[] {
    const array: Json[] = []
    this.#at++
    while (this.#at < this.#text.length) {
      this.#skip()
      const character = this.#text[this.#at]
      if (character === ']') {
        this.#at++
        break
      }
      if (character === ',') {
        this.#at++
        continue
      }
      if (character === '}') break
      const before = this.#at
      array.push(this.#value(depth + 1))
      if (this.#at === before) this.#at++
    }
    return array
  }

  #bareKey(): string {
    const key = /[\w$@-]*/y
    key.lastIndex = this.#at
    const found = key.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  /** A quote ends its string only where JSON may go on after it: `"He said "no" and left",` is one string. */
  #string(quote: string): string {
    const start = this.#at + 1
    let at = start
    while (at < this.#text.length) {
      const character = this.#text[at]
      if (character === '\\') at += 2
      else if (character === quote && this.#mayEndAt(at + 1)) break
      else at++
    }
    this.#at = Math.min(at + 1, this.#text.length)
    return unescapeJson(this.#text.slice(start, at))
  }

  #mayEndAt(at: number): boolean {
    this.#afterString.lastIndex = at
    return this.#afterString.test(this.#text)
  }

  #word(): Json {
    const word = /[^\s,}\]:"]+/y
    word.lastIndex = this.#at
    const found = word.exec(this.#text)?.[0]
    if (found === undefined) return null
    this.#at += found.length
    if (found === 'true') return true
    if (found === 'false') return false
    const number = Number(found)
    if (Number.isFinite(number)) return number
    return found === 'null' || found === 'undefined' ? null : found
  }
}

/** Spaces, and comments that are short: what follows each quote of a long text is looked at. */
const space = String.raw`(?:\s|\/\*(?:[^*]|\*(?!\/)){0,120}\*\/|\/\/[^\n]{0,120}\n)*`
/** What may stand behind a string: the end, or a mark and what JSON goes on with. */
const afterString = new RegExp(
  String.raw`${space}(?:$|[}\]:]|,(?:${space},)*${space}(?:["'{[}\]\d-]|true|false|null|[\w$]+\s*:|$)|["']\s*[\w@])`,
)

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescapeJson(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:u([0-9a-f]{4})|([\s\S]))/gi, (_, hex: string | undefined, character: string | undefined) =>
    hex === undefined ? (escapes[character ?? ''] ?? character ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as the list it may be: schema.org allows one or many everywhere. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
