/** What could be read of a JSON document that is no JSON, or whose end is missing. */
export type Salvaged = { readonly value: unknown; readonly complete: boolean }

const spaces = /[\s\ufeff]*/y
const bare = /[^\s,:[\]{}"]+/y

class BrokenJson {
  readonly #text: string
  readonly #depth: number
  #at = 0

  constructor(text: string, depth: number) {
    this.#text = text
    this.#depth = depth
  }

  /** A value from here on; undefined where there is none. */
  value(depth: number): Salvaged | undefined {
    this.#skip(spaces)
    const first = this.#text[this.#at]
    if (first === undefined || depth > this.#depth) return undefined
    if (first === '{') return this.#object(depth)
    if (first === '[') return this.#array(depth)
    if (first === '"') return this.#string()
    const word = this.#skip(bare)
    if (word === '') return undefined
    return { value: plain(word), complete: this.#at < this.#text.length }
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #object(depth: number): Salvaged {
    const members: [string, unknown][] = []
    const end = (complete: boolean): Salvaged => ({ value: Object.fromEntries(members), complete })
    this.#at++
    for (;;) {
      this.#skip(/[\s,]*/y)
      const next = this.#text[this.#at]
      if (next === undefined) return end(false)
      if (next === '}') {
        this.#at++
        return end(true)
      }
      const key = next === '"' ? this.#string() : { value: this.#skip(bare), complete: true }
      this.#skip(spaces)
      if (this.#text[this.#at] !== ':' || typeof key.value !== 'string') {
        if (this.#at >= this.#text.length) return end(false)
        this.#at++
        continue
      }
      this.#at++
      const value = this.value(depth + 1)
      if (value === undefined) {
        if (this.#at >= this.#text.length || depth >= this.#depth) return end(false)
        continue
      }
      // Of a list that was cut off its whole members are kept; any other value cut off says nothing.
      if (value.complete || (depth === 0 && Array.isArray(value.value))) members.push([key.value, value.value])
      if (!value.complete) return end(false)
    }
  }

  #array(depth: number): Salvaged {
    const list: unknown[] = []
    this.#at++
    for (;;) {
      this.#skip(/[\s,]*/y)
      const next = this.#text[this.#at]
      if (next === undefined) return { value: list, complete: false }
      if (next === ']') {
        this.#at++
        return { value: list, complete: true }
      }
      const value = this.value(depth + 1)
      if (value === undefined) {
        if (depth >= this.#depth) return { value: list, complete: false }
        this.#at++
        continue
      }
      if (!value.complete) return { value: list, complete: false }
      list.push(value.value)
    }
  }

  /** A string; line breaks and other controls inside it are what they are, a wrong escape is its letter. */
  #string(): Salvaged {
    const start = this.#at
    let end = start
    do {
      end = this.#text.indexOf('"', end + 1)
      if (end < 0) {
        this.#at = this.#text.length
        return { value: '', complete: false }
      }
    } while (isEscaped(this.#text, end))
    this.#at = end + 1
    const inner = this.#text.slice(start + 1, end)
    return { value: inner.includes('\\') ? unescaped(inner) : inner, complete: true }
  }
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (escapes[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function plain(word: string): unknown {
  if (word === 'true') return true
  if (word === 'false') return false
  if (word === 'null') return null
  const number = Number(word)
  return Number.isNaN(number) ? word : number
}

/**
 * Reads JSON with trailing commas, raw line breaks in strings, wrong escapes, or without its end. Of a document that
 * ends too early the whole members of the outermost object are returned, and of a list cut off the whole elements.
 */
export function readBrokenJson(text: string, depth: number): Salvaged {
  return new BrokenJson(text, depth).value(0) ?? { value: undefined, complete: false }
}
