import type { Mutable } from '../model/mutable.ts'
import type { ParseLimits } from './limits.ts'
import { isCustomary, prefixOf } from './namespaces.ts'
import { type Spelling, spellingOf } from './spelling.ts'
import { type ElementSpelling, noAttributes, type XmlAttribute, type XmlSink } from './xml.ts'

/** A name as written, and as Warta knows it. */
export type XmlName = ElementSpelling & {
  /** `prefix:local` in lower case, with the prefixes of namespaces.ts; `?:local` in a namespace Warta does not read. */
  readonly key: string
  /** A number for `local` in lower case, the same for the same; `unnumbered` where there were too many, `unasked` before. */
  number: number
  /** The local part as written. */
  readonly local: string
  /** What stands before the colon of `key`; empty where there is none. */
  readonly prefix: string
  /** As TreeShape numbers its key; -1 where it does not. */
  readonly field: number
  /** As TreeShape says of its key. */
  readonly isItem: boolean
  readonly isContainer: boolean
  /** Where it means this. */
  readonly scope: Scope
  /** What stood first inside it and next after it the last time, and what stood there when it was something else. */
  inside: XmlName | undefined
  beyond: XmlName | undefined
  otherwise: XmlName | undefined
  /** What its attributes were called the last time that all of them were known by the names they are written with, and said nothing about what is inside. */
  attributes: readonly string[]
}

export type XmlNode = string | XmlElement

export type XmlElement = {
  readonly name: XmlName
  readonly attributes: readonly XmlAttribute[]
  /** Text and elements in their order. Adjacent text is one string. */
  nodes: readonly XmlNode[]
  /** What relative URLs inside are resolved against: nested xml:base, then the document's URL. */
  readonly base: string
  /** xml:lang in scope; empty where the document says "none". */
  readonly language: string | undefined
}

/** What the tree must know of a format while it grows. */
export type TreeShape = {
  /** Elements of which something is known, by their key. */
  readonly known: ReadonlyMap<string, KnownKey>
  /** Elements of items and of the feed, which never stand inside another: they end one that was left open. */
  readonly fields: ReadonlySet<string>
  /** What a name without a known namespace stands for: `atom:` in an Atom document that forgot its namespace. */
  readonly bare: string
  /** The attribute, in lower case, that is the format's own `xml:base`. */
  readonly base?: string
}

/** What is known of a key, asked once for a name. */
type KnownKey = {
  /** The key itself: all that is compared with it is then the same string. */
  readonly key: string
  readonly prefix: string
  /** Its number, by which whoever reads items finds how; -1 for none. */
  readonly field: number
  readonly isItem: boolean
  readonly isContainer: boolean
}

type ShapeKeys = Pick<TreeShape, 'bare' | 'base'> & {
  /** Elements that are handed over when they end, and then forgotten. */
  readonly items: readonly string[]
  /** Elements that only hold others: their own text means nothing. */
  readonly containers: readonly string[]
  readonly fields: readonly string[]
  readonly numbers?: ReadonlyMap<string, number>
}

export function treeShape({ items, containers, fields, numbers, ...names }: ShapeKeys): TreeShape {
  const keys = [...items, ...containers, ...(numbers?.keys() ?? [])]
  const known = keys.map((key): [string, KnownKey] => [
    key,
    {
      key,
      prefix: prefixIn(key),
      field: numbers?.get(key) ?? -1,
      isItem: items.includes(key),
      isContainer: containers.includes(key),
    },
  ])
  return { known: new Map(known), fields: new Set(fields), ...names }
}

function prefixIn(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf(':')))
}

export type TreeOptions = {
  readonly url: string
  readonly shape: TreeShape
  readonly limits: ParseLimits
  /** Called with each item when it has ended. */
  readonly onItem: (item: XmlElement) => void
}

/** Namespaces declared by one element; what it does not declare is its parent's. */
type Scope = {
  readonly parent: Scope | undefined
  /** Our prefix for each of the document's; undefined for namespaces that Warta does not read. */
  readonly prefixes: ReadonlyMap<string, string | undefined>
  readonly names: Map<string, XmlName>
  /** Attributes' names as Warta knows them, by how they are written. */
  readonly attributes: Map<string, string>
}

/** Our prefix for a namespace that Warta does not read, where it is the default one. */
const unread = '?'

/** Endless different names would make the memory of names endless too. */
const namesKept = 1_000

/** Of names without a number. None is the same as one with a number. */
const unnumbered = -1

/** Of names whose number nobody asked for. */
const unasked = -2

/** What most elements have inside until something comes: one list for all of them. */
const nothing: readonly XmlNode[] = [''].slice(1)

const none: readonly string[] = [''].slice(1)

/** The key of what holds the root. */
const outermost: KnownKey = { key: '', prefix: '', field: -1, isItem: false, isContainer: true }

const inlineTypes = /^(?:xhtml|application\/xhtml\+xml|text\/xml|application\/xml|.*\+xml)$/i

/** The value of an attribute by its key (`rdf:about`, `href`), trimmed; undefined where absent. */
export function attribute(element: XmlElement, key: string): string | undefined {
  for (const { name, value } of element.attributes) if (name === key) return value.trim()
  return undefined
}

function append(element: XmlElement, node: XmlNode): void {
  // A list made for one: nearly all elements hold just their text, and an array that grows from nothing takes room for 16.
  if (element.nodes === nothing) element.nodes = [node]
  else (element.nodes as XmlNode[]).push(node)
}

function areCalled(attributes: readonly XmlAttribute[], names: readonly string[]): boolean {
  if (attributes.length !== names.length) return false
  for (let at = 0; at < names.length; at++) if (attributes[at]?.name !== names[at]) return false
  return true
}

function declaresNamespaces(attributes: readonly XmlAttribute[]): boolean {
  for (const { name } of attributes) if (name.startsWith('xmlns')) return true
  return false
}

function resolveBase(base: string, reference: string): string {
  const url = URL.parse(reference.trim(), base)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : base
}

/**
 * Builds the elements of a feed from what `scanXml` tells, item by item: an item is handed over as soon as it ends,
 * so memory holds one at a time. Tags that do not match are mended: an end tag closes what was left open inside its
 * element, a new item ends the one before it, and a field left open gives back the fields it swallowed.
 */
export class TreeBuilder implements XmlSink {
  readonly root: XmlElement
  wantsText = false
  trimsText = false
  full = false
  /** The document ended with elements open. */
  truncated = false
  /** Elements beyond the depth limit were left out. */
  tooDeep = false
  /** Elements beyond the limit of one item were left out. */
  tooMany = false
  readonly #options: TreeOptions
  readonly #stack: XmlElement[] = []
  readonly #numbers = new Map<string, number>()
  #top: XmlElement
  /** The place of the open item in the stack; -1 for none. */
  #item = -1
  /** The place of the innermost element whose children are fields, and what it was before the item. */
  #holder = 0
  #holderOutside = 0
  #opened = false
  #inItem = 0
  #outside = 0
  /** The end tag that fitted nothing, until something opens. */
  #stray = ''
  /** What opened or ended last, and which of both. */
  #last: XmlName
  #lastOpened = true

  constructor(options: TreeOptions) {
    this.#options = options
    const scope: Scope = { parent: undefined, prefixes: new Map(), names: new Map(), attributes: new Map() }
    const name = newName('', '', outermost, scope)
    this.#last = name
    this.root = { name, attributes: noAttributes, nodes: nothing, base: options.url, language: undefined }
    this.#top = this.root
    this.#stack.push(this.root)
  }

  get expected(): XmlName | undefined {
    return this.#lastOpened ? this.#last.inside : this.#last.beyond
  }

  get otherwise(): XmlName | undefined {
    return this.#lastOpened ? undefined : this.#last.otherwise
  }

  get trimsWhole(): boolean {
    return this.#holder === this.#stack.length - 1
  }

  get openName(): string {
    return this.#top.name.raw
  }

  get innermost(): Spelling {
    return this.#top.name
  }

  open(raw: string, attributes: readonly XmlAttribute[], empty: boolean): void {
    let { scope } = this.#top.name
    const deepest = this.#stack.length > this.#options.limits.depth
    const expected = this.expected?.raw === raw ? this.expected : this.otherwise
    // Names that come again are the same strings: nothing need be asked of them.
    const isAsExpected =
      expected !== undefined &&
      expected.scope === scope &&
      expected.raw === raw &&
      (attributes.length === 0 || areCalled(attributes, expected.attributes))
    if (!isAsExpected && !deepest && declaresNamespaces(attributes)) scope = this.#nested(raw, scope, attributes)
    const name =
      expected !== undefined && expected.scope === scope && expected.raw === raw ? expected : this.#nameOf(raw, scope)
    if (name !== expected) this.#expect(name)
    const isItem = name.isItem && !this.#inline()
    if (isItem) this.#endOpenFields()
    if (!isItem && this.#isOverLimit(deepest)) return
    const parent = this.#top
    const element: XmlElement = {
      name,
      attributes,
      nodes: nothing,
      base: parent.base,
      language: parent.language,
    }
    if (!isAsExpected) this.#readAttributes(element)
    this.#opened = true
    this.#stray = ''
    if (isItem) {
      this.#item = this.#stack.length
      this.#inItem = 0
    } else append(parent, element)
    this.#top = element
    this.#stack.push(element)
    this.#last = name
    this.#lastOpened = true
    if (empty) this.#pop()
    else {
      this.wantsText = !isItem && !name.isContainer
      const place = this.#stack.length - 1
      const isField = this.#holder === place - 1
      // Whoever reads a field trims it; what stands inside one is left as it is.
      this.trimsText = isField && this.wantsText
      if (isItem) this.#holderOutside = this.#holder
      if (isItem || (isField && name.isContainer)) this.#holder = place
    }
  }

  whole(spelling: ElementSpelling, attributes: readonly XmlAttribute[], text: string): boolean {
    const name = this.expected === spelling ? this.expected : this.otherwise
    const parent = this.#top
    if (name !== spelling || name.scope !== parent.name.scope) return false
    if (attributes.length > 0 && !areCalled(attributes, name.attributes)) return false
    const { depth, elements, textChars } = this.#options.limits
    if (this.#stack.length > depth) return false
    if (this.#item > 0) {
      if (this.#inItem >= elements) return false
      this.#inItem++
    } else {
      if (this.#outside >= elements) return false
      this.#outside++
    }
    append(parent, {
      name,
      attributes,
      nodes: text === '' ? nothing : [text.length > textChars + 1 ? text.slice(0, textChars + 1) : text],
      base: parent.base,
      language: parent.language,
    })
    this.#opened = true
    this.#stray = ''
    this.#last = name
    this.#lastOpened = false
    this.trimsText = false
    return true
  }

  /** Knows attributes by their keys, and what they say about all that is inside. */
  #readAttributes(element: Mutable<XmlElement>): void {
    const { attributes, name } = element
    let isPlain = true
    for (let at = 0; at < attributes.length; at++) {
      const one = attributes[at]
      if (one === undefined) continue
      const key = attributeKey(one.name, name.scope)
      const isBase = key === 'xml:base' || key === this.#options.shape.base
      if (isBase) element.base = resolveBase(element.base, one.value)
      else if (key === 'xml:lang') element.language = one.value.trim()
      if (isBase || key === 'xml:lang' || key.startsWith('xmlns')) isPlain = false
      if (key === one.name) continue
      isPlain = false
      if (element.attributes === attributes) element.attributes = attributes.slice()
      ;(element.attributes as XmlAttribute[])[at] = { name: key, value: one.value }
    }
    if (isPlain && !areCalled(attributes, name.attributes)) name.attributes = attributes.map((one) => one.name)
  }

  /** For the next time. Not where namespaces were declared between them, or names would keep the scopes of a whole item. */
  #expect(name: XmlName): void {
    const next = name.scope === this.#last.scope ? name : undefined
    if (this.#lastOpened) this.#last.inside = next
    else {
      this.#last.otherwise = this.#last.beyond
      this.#last.beyond = next
    }
  }

  /** Whether the open element at this place of the stack only holds others. */
  #isContainer(at: number): boolean {
    return at === this.#item || this.#stack[at]?.name.isContainer === true
  }

  #isOverLimit(deepest: boolean): boolean {
    if (deepest) {
      this.tooDeep = true
      return true
    }
    const elements = this.#item > 0 ? ++this.#inItem : ++this.#outside
    if (elements <= this.#options.limits.elements) return false
    this.tooMany = true
    return true
  }

  close(raw: string): void {
    const stack = this.#stack
    const top = stack.length - 1
    if (top > 0 && this.#top.name.raw === raw) {
      this.#pop()
      return
    }
    // The same stray end tag again: nothing was opened meanwhile that it could end.
    if (raw === this.#stray) return
    // A name means what it means where its element began: unclosed XHTML inside may call the same otherwise.
    let at = top
    let { scope } = this.#top.name
    const name = this.#nameOf(raw, scope)
    const number = this.#numberOf(name)
    let { key } = name
    for (let open = stack[at]; at > 0 && open !== undefined; open = stack[--at]) {
      if (this.#numberOf(open.name) !== number) continue
      if (open.name.scope !== scope) {
        scope = open.name.scope
        key = this.#nameOf(raw, scope).key
      }
      if (open.name.key === key) break
    }
    if (at === 0) {
      this.#stray = raw
      return
    }
    // Only the end of what holds items may end an item from outside: a stray `</title>` may not.
    if (at < this.#item && !this.#isContainer(at)) return
    while (stack.length - 1 > at) this.#mend()
    this.#pop()
  }

  text(value: string): void {
    const element = this.#top
    // Never at place -1: V8 looks that up as a name, in C++.
    const last = element.nodes.length - 1
    const before = last < 0 ? undefined : element.nodes[last]
    // One more than is kept, so that it is known to be cut.
    const room = this.#options.limits.textChars + 1 - (typeof before === 'string' ? before.length : 0)
    if (room <= 0) return
    const kept = value.length > room ? value.slice(0, room) : value
    if (typeof before === 'string') (element.nodes as XmlNode[])[last] = before + kept
    else append(element, kept)
  }

  /** The document has ended. What was not read to its end is left out, because the rest might contradict it. */
  end(): void {
    const stack = this.#stack
    this.truncated = stack.length > 1 || !this.#opened
    if (this.#item > 0) {
      stack.length = this.#item
      this.#item = -1
    }
    for (let at = stack.length - 1; at > 0; at--) {
      const parent = stack[at - 1]
      if (!this.#isContainer(at) && parent !== undefined) parent.nodes = parent.nodes.slice(0, -1)
    }
  }

  #nested(raw: string, scope: Scope, attributes: readonly XmlAttribute[]): Scope {
    const prefixes = new Map<string, string | undefined>()
    for (const { name, value } of attributes) {
      if (name === 'xmlns') prefixes.set('', prefixOf(value) ?? (value.trim() === '' ? undefined : unread))
      else if (name.startsWith('xmlns:')) prefixes.set(name.slice(6), prefixOf(value))
    }
    const said = prefixes.get('')
    if (said !== undefined && this.#isMistaken(raw, said, prefixes)) prefixes.set('', undefined)
    return { parent: scope, prefixes, names: new Map(), attributes: new Map() }
  }

  /**
   * Whether a default namespace that is not the format's is meant to be it: many feeds have a wrong one at the root, or at
   * what holds other elements, and no other vocabulary has elements of those names. At any other element, beside the
   * right one, or where the vocabulary does have such an element, it is what it says.
   */
  #isMistaken(raw: string, said: string, prefixes: ReadonlyMap<string, string | undefined>): boolean {
    const { bare, known } = this.#options.shape
    const name = raw.toLowerCase()
    if (said === bare.replace(':', '') || known.has(`${said}:${name}`)) return false
    const own = raw.includes(':') ? undefined : known.get(bare + name)
    if (own?.isItem === true || own?.isContainer === true) return true
    return this.#stack.length === 1 && ![...prefixes.values()].some((prefix) => prefix === bare.replace(':', ''))
  }

  #nameOf(raw: string, scope: Scope): XmlName {
    const known = scope.names.get(raw)
    if (known !== undefined) return known
    const colon = raw.indexOf(':')
    const prefix = colon < 0 ? '' : raw.slice(0, colon)
    const local = colon < 0 ? raw : raw.slice(colon + 1)
    const room = scope.names.size < namesKept
    const written = this.#keyOf(prefix, local.toLowerCase(), scope)
    const own = this.#options.shape.known.get(written) ?? unknownKey(written)
    const name = newName(raw, local, own, scope)
    if (room) scope.names.set(raw, name)
    return name
  }

  /** End tags that fit nothing are compared with all that is open: numbers cost a tenth of what strings do. */
  #numberOf(name: XmlName): number {
    if (name.number === unasked) {
      const local = name.local.toLowerCase()
      const room = this.#numbers.size < namesKept
      name.number = this.#numbers.get(local) ?? (room ? this.#numbers.size : unnumbered)
      if (room) this.#numbers.set(local, name.number)
    }
    return name.number
  }

  #keyOf(prefix: string, local: string, scope: Scope): string {
    const { bare } = this.#options.shape
    const declaring = declaringScope(scope, prefix)
    if (declaring === undefined) {
      if (prefix === '') return bare + local
      const lower = prefix.toLowerCase()
      return isCustomary(lower) ? `${lower}:${local}` : `?:${local}`
    }
    const ours = declaring.prefixes.get(prefix)
    if (ours === undefined) return prefix === '' ? bare + local : `?:${local}`
    return ours === '' ? bare + local : `${ours}:${local}`
  }

  /** Inside content that is XML itself, declared so or XHTML by its names, names mean nothing to the feed. */
  #inline(): boolean {
    for (let at = this.#stack.length - 1; at > this.#item && at > 0; at--) {
      const element = this.#stack[at]
      if (element === undefined || this.#isContainer(at)) continue
      if (element.name.prefix === 'xhtml' && this.#item > 0) return true
      const type = attribute(element, 'type')
      if (type !== undefined && inlineTypes.test(type)) return true
    }
    return false
  }

  /** A new item begins: whatever is open below what holds items has lost its end tag. */
  #endOpenFields(): void {
    if (this.#item > 0) {
      while (this.#stack.length - 1 > this.#item) this.#mend()
      this.#pop()
      return
    }
    while (!this.#isContainer(this.#stack.length - 1)) this.#mend()
  }

  /** Closes an element that has no end tag; fields that fell into it are its parent's. */
  #mend(): void {
    const element = this.#top
    const { fields } = this.#options.shape
    if (fields.has(element.name.key)) {
      const first = element.nodes.findIndex((node) => typeof node !== 'string' && fields.has(node.name.key))
      if (first >= 0) {
        const parent = this.#stack.at(-2)
        if (parent !== undefined)
          for (const node of element.nodes.slice(first)) if (typeof node !== 'string') append(parent, node)
        element.nodes = element.nodes.slice(0, first)
      }
    }
    this.#pop()
  }

  #pop(): void {
    const closed = this.#stack.pop()
    const top = this.#stack[this.#stack.length - 1]
    if (closed === undefined || top === undefined) return
    this.#top = top
    this.#last = closed.name
    this.#lastOpened = false
    this.trimsText = false
    if (this.#stack.length === this.#holder) this.#holder--
    if (this.#stack.length === this.#item) {
      this.#holder = this.#holderOutside
      this.#item = -1
      this.#options.onItem(closed)
    }
    this.wantsText = !this.#isContainer(this.#stack.length - 1)
  }
}

function unknownKey(key: string): KnownKey {
  return { key, prefix: prefixIn(key), field: -1, isItem: false, isContainer: false }
}

/** The one place where names are made: V8 knows them by how they are put together. */
function newName(
  raw: string,
  local: string,
  { key, prefix, field, isItem, isContainer }: KnownKey,
  scope: Scope,
): XmlName {
  const { size, words } = spellingOf(raw)
  return {
    raw,
    size,
    words,
    attributeNames: [],
    mayHoldText: !isItem && !isContainer,
    key,
    field,
    number: unasked,
    local,
    prefix,
    isItem,
    isContainer,
    scope,
    inside: undefined,
    beyond: undefined,
    otherwise: undefined,
    attributes: none,
  }
}

function declaringScope(scope: Scope, prefix: string): Scope | undefined {
  let at: Scope | undefined = scope
  while (at !== undefined && !at.prefixes.has(prefix)) at = at.parent
  return at
}

/** Attributes are in no namespace unless prefixed; `rdf:about` is known whatever its prefix is called. */
function attributeKey(name: string, scope: Scope): string {
  const known = scope.attributes.get(name)
  if (known !== undefined) return known
  const lower = name.toLowerCase()
  const colon = lower.indexOf(':')
  const ours = colon < 0 ? '' : declaringScope(scope, name.slice(0, colon))?.prefixes.get(name.slice(0, colon))
  const key = !ours ? lower : `${ours}:${lower.slice(colon + 1)}`
  if (scope.attributes.size < namesKept) scope.attributes.set(name, key)
  return key
}

/** The elements directly inside, in order. */
export function childrenOf(element: XmlElement): readonly XmlElement[] {
  const children: XmlElement[] = []
  for (const node of element.nodes) if (typeof node !== 'string') children.push(node)
  return children
}

/** The first element inside with this key. */
export function childOf(element: XmlElement, key: string): XmlElement | undefined {
  for (const node of element.nodes) if (typeof node !== 'string' && node.name.key === key) return node
  return undefined
}

/** All characters inside, markup left out, trimmed. */
export function textOf(element: XmlElement): string {
  if (element.nodes.length === 0) return ''
  const only = element.nodes[0]
  if (element.nodes.length === 1 && typeof only === 'string') return withoutSection(only.trim())
  let text = ''
  for (const node of element.nodes) text += typeof node === 'string' ? node : textOf(node)
  return withoutSection(text.trim())
}

/** The text of a CDATA section that was escaped itself, marks and all. */
function withoutSection(text: string): string {
  if (text.charCodeAt(0) !== 60 || !text.startsWith('<![CDATA[') || !text.endsWith(']]>')) return text
  return text.slice(9, -3).trim()
}
