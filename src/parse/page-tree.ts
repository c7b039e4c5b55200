import { escapeAttribute, escapeText } from 'entities/escape'
import { testOf } from './page-selectors.ts'

/**
 * The tree of a page: of the DOM standard what reading pages needs, Readability included, and no more. Nodes are plain
 * records that point at one another, for a page has ten thousand of them and every stage walks through all: no listeners,
 * no observers, no live collections. A list that was handed out does not change with the tree.
 */
export abstract class TreeNode {
  abstract readonly nodeType: number
  readonly ownerDocument: TreeDocument
  parentNode: TreeNode | null = null
  previousSibling: TreeNode | null = null
  nextSibling: TreeNode | null = null
  firstChild: TreeNode | null = null
  lastChild: TreeNode | null = null
  #childNodes: TreeNode[] | undefined
  #children: TreeElement[] | undefined

  constructor(ownerDocument: TreeDocument | undefined) {
    // Only a document is without one, and is its own.
    this.ownerDocument = ownerDocument ?? (this as unknown as TreeDocument)
  }

  get parentElement(): TreeElement | null {
    return this.parentNode instanceof TreeElement ? this.parentNode : null
  }

  get childNodes(): readonly TreeNode[] {
    if (this.#childNodes !== undefined) return this.#childNodes
    const nodes: TreeNode[] = []
    for (let node = this.firstChild; node !== null; node = node.nextSibling) nodes.push(node)
    this.#childNodes = nodes
    return nodes
  }

  get children(): readonly TreeElement[] {
    if (this.#children !== undefined) return this.#children
    const elements: TreeElement[] = []
    for (let node = this.firstChild; node !== null; node = node.nextSibling)
      if (node instanceof TreeElement) elements.push(node)
    this.#children = elements
    return elements
  }

  get firstElementChild(): TreeElement | null {
    return elementFrom(this.firstChild, 'nextSibling')
  }

  get nextElementSibling(): TreeElement | null {
    return elementFrom(this.nextSibling, 'nextSibling')
  }

  get previousElementSibling(): TreeElement | null {
    return elementFrom(this.previousSibling, 'previousSibling')
  }

  get textContent(): string {
    let text = ''
    for (let node = this.firstChild; node !== null; node = nodeAfter(node, this))
      if (node instanceof TreeText) text += node.data
    return text
  }

  appendChild<N extends TreeNode>(node: N): N {
    return this.insertBefore(node, null)
  }

  insertBefore<N extends TreeNode>(node: N, before: TreeNode | null): N {
    if (node === before) return node
    // What holds nothing, as all that is new, cannot hold this: the depth of a page is its writer's choice.
    if (node === (this as TreeNode) || (node.firstChild !== null && node.contains(this)))
      throw new Error('a node cannot hold what it is in')
    node.remove()
    const previous = before === null ? this.lastChild : before.previousSibling
    node.parentNode = this
    node.previousSibling = previous
    node.nextSibling = before
    if (previous === null) this.firstChild = node
    else previous.nextSibling = node
    if (before === null) this.lastChild = node
    else before.previousSibling = node
    this.#changed()
    return node
  }

  remove(): void {
    const { parentNode: parent, previousSibling: previous, nextSibling: next } = this
    if (parent === null) return
    if (previous === null) parent.firstChild = next
    else previous.nextSibling = next
    if (next === null) parent.lastChild = previous
    else next.previousSibling = previous
    this.parentNode = null
    this.previousSibling = null
    this.nextSibling = null
    parent.#changed()
  }

  removeChild<N extends TreeNode>(node: N): N {
    if (node.parentNode === this) node.remove()
    return node
  }

  replaceChild<N extends TreeNode>(node: TreeNode, old: N): N {
    if (node === old) return old
    this.insertBefore(node, old)
    old.remove()
    return old
  }

  contains(node: TreeNode): boolean {
    let at: TreeNode | null = node
    while (at !== null && at !== this) at = at.parentNode
    return at !== null
  }

  /** Elements in this one by name; `*` is any. */
  getElementsByTagName(name: string): readonly TreeElement[] {
    const wanted = name.toLowerCase()
    const found: TreeElement[] = []
    for (let node = this.firstChild; node !== null; node = nodeAfter(node, this))
      if (node instanceof TreeElement && (wanted === '*' || node.localName === wanted)) found.push(node)
    return found
  }

  querySelector(selector: string): TreeElement | null {
    const test = testOf(selector, this)
    for (let node = this.firstChild; node !== null; node = nodeAfter(node, this))
      if (node instanceof TreeElement && test(node)) return node
    return null
  }

  querySelectorAll(selector: string): readonly TreeElement[] {
    const test = testOf(selector, this)
    const found: TreeElement[] = []
    for (let node = this.firstChild; node !== null; node = nodeAfter(node, this))
      if (node instanceof TreeElement && test(node)) found.push(node)
    return found
  }

  #changed(): void {
    this.#childNodes = undefined
    this.#children = undefined
    this.ownerDocument.forget()
  }
}

export class TreeText extends TreeNode {
  readonly nodeType = 3
  readonly nodeName = '#text'
  data: string

  constructor(ownerDocument: TreeDocument, data: string) {
    super(ownerDocument)
    this.data = data
  }

  override get textContent(): string {
    return this.data
  }
}

export class TreeAttribute {
  readonly name: string
  value: string

  constructor(name: string, value: string) {
    this.name = name
    this.value = value
  }

  cloneNode(): TreeAttribute {
    return new TreeAttribute(this.name, this.value)
  }
}

/** Names in capitals, as `tagName` gives them: made once for all elements of a name. */
const capitals = new Map<string, string>()
const mostCapitals = 1000

function capitalsOf(name: string): string {
  const known = capitals.get(name)
  if (known !== undefined) return known
  const made = name.toUpperCase()
  if (capitals.size < mostCapitals) capitals.set(name, made)
  return made
}

const untidy = /^\s|\s$|[^\S ]| {2}/

export class TreeElement extends TreeNode {
  readonly nodeType = 1
  readonly localName: string
  readonly namespaceURI: string
  readonly tagName: string
  readonly attributes: TreeAttribute[] = []
  #id = ''
  #className = ''

  constructor(ownerDocument: TreeDocument, localName: string, namespaceURI: string) {
    super(ownerDocument)
    this.localName = localName
    this.namespaceURI = namespaceURI
    this.tagName = capitalsOf(localName)
  }

  get nodeName(): string {
    return this.tagName
  }

  get id(): string {
    return this.#id
  }

  set id(value: string) {
    this.setAttribute('id', value)
  }

  /** The names of `class`, one space apart. */
  get className(): string {
    return this.#className
  }

  set className(value: string) {
    this.setAttribute('class', value)
  }

  get src(): string {
    return this.getAttribute('src') ?? ''
  }

  get srcset(): string {
    return this.getAttribute('srcset') ?? ''
  }

  /** What the element's own style says of whether it is seen. */
  get style(): { readonly display: string; readonly visibility: string } | undefined {
    const written = this.getAttribute('style')
    return written === null
      ? undefined
      : {
          display: isOffPage(written) ? 'none' : declared(written, 'display'),
          visibility: declared(written, 'visibility'),
        }
  }

  getAttribute(name: string): string | null {
    for (const attribute of this.attributes) if (attribute.name === name) return attribute.value
    return null
  }

  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null
  }

  setAttribute(name: string, value: string): void {
    const known = this.attributes.find((attribute) => attribute.name === name)
    if (known === undefined) this.attributes.push(new TreeAttribute(name, value))
    else known.value = value
    this.#named(name, value)
  }

  setAttributeNode({ name, value }: TreeAttribute): void {
    this.setAttribute(name, value)
  }

  removeAttribute(name: string): void {
    const at = this.attributes.findIndex((attribute) => attribute.name === name)
    if (at < 0) return
    this.attributes.splice(at, 1)
    this.#named(name, '')
  }

  /** Takes attributes that are known to be new and different. */
  adopt(attributes: readonly TreeAttribute[]): void {
    for (const attribute of attributes) {
      this.attributes.push(attribute)
      this.#named(attribute.name, attribute.value)
    }
  }

  matches(selector: string): boolean {
    return testOf(selector, this)(this)
  }

  closest(selector: string): TreeElement | null {
    const test = testOf(selector, this)
    let at: TreeElement | null = this
    while (at !== null && !test(at)) at = at.parentElement
    return at
  }

  cloneNode(deep: boolean): TreeElement {
    const copy = this.#bare()
    if (!deep) return copy
    let into: TreeNode = copy
    let node: TreeNode = this
    while (true) {
      if (node.firstChild !== null) node = node.firstChild
      else {
        while (node !== this && node.nextSibling === null && node.parentNode !== null) {
          node = node.parentNode
          into = into.parentNode ?? copy
        }
        if (node === this || node.nextSibling === null) return copy
        node = node.nextSibling
        into = into.parentNode ?? copy
      }
      const twin = node instanceof TreeElement ? node.#bare() : new TreeText(this.ownerDocument, node.textContent)
      into = into.appendChild(twin)
    }
  }

  get innerHTML(): string {
    return htmlIn(this)
  }

  set innerHTML(html: string) {
    const nodes = this.ownerDocument.readFragment(html, this)
    for (const node of this.childNodes) node.remove()
    for (const node of nodes) this.appendChild(node)
  }

  #bare(): TreeElement {
    const copy = new TreeElement(this.ownerDocument, this.localName, this.namespaceURI)
    copy.adopt(this.attributes.map((attribute) => attribute.cloneNode()))
    return copy
  }

  #named(name: string, value: string): void {
    if (name === 'id') this.#id = value
    else if (name === 'class') this.#className = untidy.test(value) ? value.trim().replace(/\s+/g, ' ') : value
  }
}

/** What a fragment of HTML is read as, where `context` is what it will stand in. */
type ReadFragment = (html: string, context: TreeElement) => readonly TreeNode[]

const htmlNamespace = 'http://www.w3.org/1999/xhtml'

/** What holds children and is no element: a document, and the part of one that is not in it yet. */
export class TreeFragment extends TreeNode {
  readonly nodeType: number = 11
}

export class TreeDocument extends TreeFragment {
  override readonly nodeType = 9
  readonly nodeName = '#document'
  readonly readFragment: ReadFragment
  /** Whether more was to be read than was. */
  isCut = false
  #elements: readonly TreeElement[] | undefined

  constructor(readFragment: ReadFragment) {
    super(undefined)
    this.readFragment = readFragment
  }

  /** All elements, in the document's order: gathered once for the many that look for some before anything is changed. */
  get elements(): readonly TreeElement[] {
    this.#elements ??= super.getElementsByTagName('*')
    return this.#elements
  }

  forget(): void {
    this.#elements = undefined
  }

  override getElementsByTagName(name: string): readonly TreeElement[] {
    const wanted = name.toLowerCase()
    return wanted === '*' ? this.elements : this.elements.filter(({ localName }) => localName === wanted)
  }

  override querySelector(selector: string): TreeElement | null {
    return this.elements.find(testOf(selector, this)) ?? null
  }

  override querySelectorAll(selector: string): readonly TreeElement[] {
    return this.elements.filter(testOf(selector, this))
  }

  /** HTML's parser makes one of anything. */
  get documentElement(): TreeElement {
    return this.firstElementChild ?? this.appendChild(this.createElement('html'))
  }

  /** A page of frames has none; it gets one that is empty. */
  get body(): TreeElement {
    const root = this.documentElement
    return root.children.find(({ localName }) => localName === 'body') ?? root.appendChild(this.createElement('body'))
  }

  get title(): string {
    const head = this.documentElement.children.find(({ localName }) => localName === 'head')
    return head?.getElementsByTagName('title')[0]?.textContent ?? ''
  }

  get baseURI(): string | null {
    return this.getElementsByTagName('base')[0]?.getAttribute('href') ?? null
  }

  /** HTML folds the names it is given. */
  createElement(name: string): TreeElement {
    return new TreeElement(this, name.toLowerCase(), htmlNamespace)
  }

  createTextNode(data: string): TreeText {
    return new TreeText(this, data)
  }
}

/** The node after one in the document's order, within `root`. */
function nodeAfter(node: TreeNode, root: TreeNode): TreeNode | null {
  if (node.firstChild !== null) return node.firstChild
  let at: TreeNode | null = node
  while (at !== null && at !== root) {
    if (at.nextSibling !== null) return at.nextSibling
    at = at.parentNode
  }
  return null
}

function elementFrom(node: TreeNode | null, side: 'nextSibling' | 'previousSibling'): TreeElement | null {
  let at = node
  while (at !== null && !(at instanceof TreeElement)) at = at[side]
  return at
}

/**
 * Placed far off the page: for screen readers, or for search engines. No size or no opacity say less: whole texts have
 * them until a script shows them.
 */
function isOffPage(style: string): boolean {
  if (!/^(?:absolute|fixed)/i.test(declared(style, 'position'))) return false
  return ['left', 'top', 'right', 'bottom'].some((side) => Number.parseFloat(declared(style, side)) <= FAR)
}

/** The value that the last declaration of a property gives it in a `style`. */
function declared(style: string, property: string): string {
  let value = ''
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon > 0 && declaration.slice(0, colon).trim().toLowerCase() === property)
      value = declaration.slice(colon + 1).trim()
  }
  return value
}

/** In pixels or whatever else: nobody sees that. */
const FAR = -500

const voids = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(' '),
)
const verbatim = new Set('style script xmp iframe noembed noframes plaintext'.split(' '))

/** What is in an element, as HTML (HTML standard, section 13.3). Walks without recursion, as all do here. */
function htmlIn(root: TreeElement): string {
  let html = ''
  let node: TreeNode = root
  while (true) {
    if (node.firstChild !== null) node = node.firstChild
    else {
      while (node !== root && node.nextSibling === null && node.parentNode !== null) {
        node = node.parentNode
        if (node !== root && node instanceof TreeElement) html += `</${node.localName}>`
      }
      if (node === root || node.nextSibling === null) return html
      node = node.nextSibling
    }
    if (node instanceof TreeText)
      html +=
        node.parentNode instanceof TreeElement && verbatim.has(node.parentNode.localName)
          ? node.data
          : escapeText(node.data)
    else if (node instanceof TreeElement) {
      html += `<${node.localName}`
      for (const { name, value } of node.attributes) html += ` ${name}="${escapeAttribute(value)}"`
      html += '>'
      if (node.firstChild === null && !voids.has(node.localName)) html += `</${node.localName}>`
    }
  }
}
