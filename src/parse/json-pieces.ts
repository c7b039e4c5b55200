import type { Characters } from './characters.ts'
import { parseExactJson } from './exact-json.ts'
import { finishJsonFeed, type JsonFeedOptions, type JsonFeedResult, JsonItems, membersOf } from './json-feed.ts'

/** Bytes that are parsed at once: of an item, and of all that is around the items. */
const largest = 256 * 1024

const quote = 34
const comma = 44
const colon = 58
const listBegin = 91
const backslash = 92
const listEnd = 93
const objectBegin = 123
const objectEnd = 125

const itemsName = Buffer.from('items')

/** `sound`: it is JSON, and its items can be read. */
type State = 'looking' | 'sound' | 'not in pieces'

/** Whether an odd number of backslashes stands before a quote. */
function isEscaped(bytes: Uint8Array, at: number): boolean {
  let before = at
  while (bytes[before - 1] === backslash) before--
  return (at - before) % 2 === 1
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseExactJson(text) }
  } catch (error) {
    // No JSON: an answer, not a failure.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * A JSON Feed, one item of its `items` after the other. Only as much is looked at as shows where an item ends. Each is parsed
 * as what it is, and so is the document without them; where all are JSON and commas stand between the items, so was the whole,
 * and of the same values. Where anything is otherwise, the whole must be read at once: therefore nothing is kept before all
 * was looked at, and what is kept is parsed twice.
 */
export class JsonPieces {
  readonly #characters: Characters
  readonly #bytes: Buffer
  readonly #options: JsonFeedOptions
  readonly #items: JsonItems
  /** The mark before the next member or item. */
  #at = -1
  /** The brackets of the list of items. */
  #begin = 0
  #end = 0
  #inItems = false
  /** Whether a member of that name was seen: of two the last counts. */
  #named = false
  #state: State = 'looking'
  /** Where the items that are kept, and one more if there are more, begin and end. */
  readonly #places: number[] = []
  #nextPlace = 0
  /** The document without its items. */
  #head: unknown

  constructor(characters: Characters, options: JsonFeedOptions) {
    this.#characters = characters
    this.#bytes = characters.bytes
    this.#options = options
    this.#items = new JsonItems(options)
    this.#at = this.#afterSpace(0)
    if (this.#code(this.#at) !== objectBegin) this.#state = 'not in pieces'
  }

  /** Reads on for about so many characters; says how many, none where the document is over. */
  readOn(characters: number): number {
    let read = 0
    for (let more = 1; more > 0 && read < characters; read += more) more = this.#step()
    return read
  }

  /** What the document is, once it is over; undefined where that does not show in pieces. */
  finish(): JsonFeedResult | undefined {
    return this.#state === 'sound' ? finishJsonFeed(this.#head, this.#items, this.#options) : undefined
  }

  /** Says how many characters further it is, at least one unless the document is over. */
  #step(): number {
    if (this.#state === 'sound') return this.#readItem()
    if (this.#state !== 'looking') return 0
    const from = this.#at
    this.#state = this.#inItems ? this.#item() : this.#member()
    if (this.#state === 'sound') this.#state = this.#readHead()
    return Math.max(1, this.#at - from)
  }

  #readHead(): State {
    const { length } = this.#bytes
    if (length - (this.#end - this.#begin) > largest) return 'not in pieces'
    const head = parsed(this.#characters.read(0, this.#begin) + this.#characters.read(this.#end, length))
    this.#head = head?.value
    return head === undefined ? 'not in pieces' : 'sound'
  }

  #readItem(): number {
    const begin = this.#places[this.#nextPlace]
    const end = this.#places[this.#nextPlace + 1]
    if (begin === undefined || end === undefined) return 0
    this.#nextPlace += 2
    this.#items.add(parseExactJson(this.#characters.read(begin, end)))
    return end - begin
  }

  /** Passes over a member of the document, or up to its items. */
  #member(): State {
    const name = this.#afterSpace(this.#at + 1)
    // No name, but the end: of nothing, or after a comma, which parsing what is around the items tells.
    if (this.#code(name) !== quote) return this.#code(name) === objectEnd ? 'sound' : 'not in pieces'
    const nameEnd = this.#afterString(name, name + largest)
    if (nameEnd < 0) return 'not in pieces'
    const sign = this.#afterSpace(nameEnd)
    const written = this.#bytes.subarray(name + 1, nameEnd - 1)
    // A name with escapes may be any.
    if (this.#code(sign) !== colon || written.includes(backslash)) return 'not in pieces'
    const value = this.#afterSpace(sign + 1)
    if (!written.equals(itemsName)) return this.#goOn(this.#afterValue(value))
    if (this.#named) return 'not in pieces'
    this.#named = true
    if (this.#code(value) !== listBegin) return this.#goOn(this.#afterValue(value))
    this.#at = value
    this.#begin = value + 1
    this.#inItems = true
    return 'looking'
  }

  /** To the next member, behind the value that ends here. */
  #goOn(valueEnd: number): State {
    if (valueEnd < 0) return 'not in pieces'
    const next = this.#afterSpace(valueEnd)
    if (this.#code(next) === objectEnd) return 'sound'
    if (this.#code(next) !== comma) return 'not in pieces'
    this.#at = next
    return 'looking'
  }

  #item(): State {
    const start = this.#afterSpace(this.#at + 1)
    if (this.#code(start) === listEnd && this.#at < this.#begin) return this.#endItems(start)
    const end = this.#afterValue(start)
    const item = end < 0 ? undefined : parsed(this.#characters.read(start, end))
    if (item === undefined) return 'not in pieces'
    if (membersOf(item.value) === undefined) this.#items.add(item.value)
    else if (this.#places.length <= 2 * this.#options.limits.items) this.#places.push(start, end)
    const next = this.#afterSpace(end)
    if (this.#code(next) === listEnd) return this.#endItems(next)
    if (this.#code(next) !== comma) return 'not in pieces'
    this.#at = next
    return 'looking'
  }

  #endItems(at: number): State {
    this.#end = at
    this.#inItems = false
    return this.#goOn(at + 1)
  }

  /** 0, which no document holds, beyond its end. */
  #code(at: number): number {
    return at < this.#bytes.length ? (this.#bytes[at] ?? 0) : 0
  }

  #afterSpace(from: number): number {
    let at = from
    while (isSpace(this.#code(at))) at++
    return at
  }

  /** The place after a string that begins here; -1 where it is not over before `limit`. */
  #afterString(at: number, limit: number): number {
    let end = this.#characters.indexOf('"', at + 1)
    while (end >= 0 && end < limit && isEscaped(this.#bytes, end)) end = this.#characters.indexOf('"', end + 1)
    return end < limit ? end + (end < 0 ? 0 : 1) : -1
  }

  /** The place after a value, or what stands in its place; -1 where it is huge or not over. */
  #afterValue(start: number): number {
    const limit = Math.min(start + largest, this.#bytes.length)
    let depth = 0
    let at = start
    while (at < limit) {
      const code = this.#code(at)
      if (code === quote) {
        at = this.#afterString(at, limit)
        if (at < 0 || depth === 0) return at
      } else if (code === objectBegin || code === listBegin) {
        depth++
        at++
      } else if (code === objectEnd || code === listEnd) {
        if (depth === 0) return at
        at++
        if (--depth === 0) return at
      } else if (code === comma && depth === 0) return at
      else at++
    }
    return -1
  }
}
