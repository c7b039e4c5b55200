import { DOMParser } from 'linkedom'
import { html, parse, type Token, type TreeAdapter } from 'parse5'
import { ParseError } from '../errors.ts'

/**
 * What page parsing uses of the DOM. linkedom's own types need the DOM library of a browser, which nothing else here has;
 * these are the members we touch, as the DOM standard defines them.
 */
export type PageNode = {
  readonly nodeType: number
  readonly parentNode: PageNode | null
  readonly parentElement: PageElement | null
  readonly firstChild: PageNode | null
  readonly lastChild: PageNode | null
  readonly nextSibling: PageNode | null
  readonly previousSibling: PageNode | null
  readonly childNodes: ArrayLike<PageNode> & Iterable<PageNode>
  textContent: string | null
  appendChild(node: PageNode): void
  insertBefore(node: PageNode, before: PageNode): void
  remove(): void
}
export type PageText = PageNode & { data: string }
export type PageElement = PageNode & {
  readonly localName: string
  readonly namespaceURI: string | null
  readonly id: string
  readonly className: string
  readonly outerHTML: string
  innerHTML: string
  readonly children: ArrayLike<PageElement> & Iterable<PageElement>
  readonly nextElementSibling: PageElement | null
  readonly previousElementSibling: PageElement | null
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  hasAttribute(name: string): boolean
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement> & ArrayLike<PageElement>
  matches(selector: string): boolean
  closest(selector: string): PageElement | null
  contains(node: PageNode): boolean
  cloneNode(deep: boolean): PageElement
  replaceWith(...nodes: PageNode[]): void
}
export type PageDocument = PageNode & {
  readonly documentElement: PageElement
  readonly body: PageElement
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement> & ArrayLike<PageElement>
  createElement(name: string): PageElement
  createElementNS(namespace: string, name: string): PageElement
  createTextNode(text: string): PageText
  createComment(text: string): PageNode
  createDocumentFragment(): PageNode
}

const ELEMENT = 1
const TEXT = 3
const COMMENT = 8
const DOCTYPE = 10

export function isElement(node: PageNode | null): node is PageElement {
  return node !== null && node.nodeType === ELEMENT
}

export function isText(node: PageNode | null): node is PageText {
  return node !== null && node.nodeType === TEXT
}

/** Where browsers stop nesting (Blink's kMaximumHTMLParserDOMTreeDepth); past it everything done to a tree is quadratic. */
const maxDepth = 512

/** Of one element; linkedom looks through all of them for each. */
const maxAttributes = 128

/** Characters of one `class`: linkedom hands its names over as arguments, of which a call takes only so many. */
const maxClass = 10_000

type PageTree = {
  node: PageNode
  parentNode: PageNode
  childNode: PageNode
  document: PageDocument
  documentFragment: PageNode
  element: PageElement
  commentNode: PageNode
  textNode: PageText
  template: PageElement
  documentType: PageNode
}

/**
 * HTML as a tree, built as the HTML standard says (section 13.2.6): an operator's selector means here what it meant in
 * the browser he found it with, and Readability gets the `html`, `head` and `body` it takes for granted.
 * `url` names the page in errors. Throws ParseError `too-deep`.
 */
export function parseHtml(text: string, url: string): PageDocument {
  const document = new DOMParser().parseFromString('', 'text/html') as unknown as PageDocument
  // linkedom keeps the case of a name it is given, and Readability gives capitals: HTML folds it (DOM, createElement).
  const createElement = document.createElement.bind(document)
  document.createElement = (name) => createElement(name.toLowerCase())
  parse<PageTree>(text, { treeAdapter: linkedomAdapter(document, url), scriptingEnabled: false })
  return document
}

function linkedomAdapter(document: PageDocument, url: string): TreeAdapter<PageTree> {
  const templates = new Map<PageElement, PageNode>()
  let depth = 0
  // The tokenizer has dropped attributes that are written twice (section 13.2.5.33).
  const setAttribute = (element: PageElement, { name, value, prefix }: Token.Attribute) => {
    const kept = name === 'class' && value.length > maxClass ? value.slice(0, maxClass) : value
    element.setAttribute(prefix ? `${prefix}:${name}` : name, kept)
  }
  return {
    createDocument: () => document,
    createDocumentFragment: () => document.createDocumentFragment(),
    createElement(name, namespace, attributes) {
      const element =
        namespace === html.NS.HTML ? document.createElement(name) : document.createElementNS(namespace, name)
      const kept = attributes.length > maxAttributes ? attributes.slice(0, maxAttributes) : attributes
      for (const attribute of kept) setAttribute(element, attribute)
      return element
    },
    createCommentNode: (text) => document.createComment(text),
    createTextNode: (text) => document.createTextNode(text),
    appendChild(parent, node) {
      if (node.nodeType !== COMMENT) parent.appendChild(node)
    },
    insertBefore: (parent, node, before) => parent.insertBefore(node, before),
    detachNode: (node) => node.remove(),
    insertText(parent, text) {
      if (isUnread(parent)) return
      const last = parent.lastChild
      if (isText(last)) last.data += text
      else parent.appendChild(document.createTextNode(text))
    },
    insertTextBefore(parent, text, before) {
      const previous = before.previousSibling
      if (isText(previous)) previous.data += text
      else parent.insertBefore(document.createTextNode(text), before)
    },
    adoptAttributes(element, attributes) {
      for (const attribute of attributes.slice(0, maxAttributes))
        if (!element.hasAttribute(attribute.name)) setAttribute(element, attribute)
    },
    // What a template holds is no part of the page until a script puts it there: kept apart, then forgotten.
    setTemplateContent: (template, content) => templates.set(template, content),
    getTemplateContent: (template) => templates.get(template) ?? template,
    setDocumentType: () => {},
    setDocumentMode: () => {},
    getDocumentMode: () => html.DOCUMENT_MODE.NO_QUIRKS,
    getFirstChild: (node) => node.firstChild,
    getChildNodes: (node) => [...node.childNodes],
    getParentNode: (node) => node.parentNode,
    getAttrList: (element) => [...element.attributes].map(({ name, value }) => ({ name, value })),
    getTagName: (element) => element.localName,
    getNamespaceURI: (element) => (element.namespaceURI ?? html.NS.HTML) as html.NS,
    getTextNodeContent: (node) => node.data,
    getCommentNodeContent: (node) => node.textContent ?? '',
    getDocumentTypeNodeName: () => 'html',
    getDocumentTypeNodePublicId: () => '',
    getDocumentTypeNodeSystemId: () => '',
    isElementNode: isElement,
    isTextNode: isText,
    isCommentNode: (node): node is PageNode => node.nodeType === COMMENT,
    isDocumentTypeNode: (node): node is PageNode => node.nodeType === DOCTYPE,
    setNodeSourceCodeLocation: () => {},
    getNodeSourceCodeLocation: () => undefined,
    updateNodeSourceCodeLocation: () => {},
    onItemPush() {
      depth++
      if (depth > maxDepth) throw new ParseError('too-deep', url, `elements nested deeper than ${maxDepth}`)
    },
    onItemPop() {
      depth--
    },
  }
}

/** Scripts and styles are half of most pages, and of no use here but for JSON-LD. */
function isUnread(parent: PageNode): boolean {
  if (!isElement(parent)) return false
  return (
    parent.localName === 'style' ||
    (parent.localName === 'script' && !/ld\+json/i.test(parent.getAttribute('type') ?? ''))
  )
}

/** Elements whose text nobody sees. */
const unseen = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'svg',
  'iframe',
  'object',
  'select',
  'textarea',
])
const blocks = new Set(
  'address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th tr ul'.split(
    ' ',
  ),
)

/**
 * The text a reader sees: spaces as one, blocks apart by a line break, scripts left out. Not much more than `limit`
 * characters are gathered, so that asking an element of 5 MB for its beginning costs no more than its beginning. Walks
 * without recursion: the depth of a page is its writer's choice.
 */
export function visibleText(root: PageNode, limit = Number.POSITIVE_INFINITY): string {
  let text = ''
  let node: PageNode = root
  let entering = true
  while (true) {
    if (entering) {
      let child: PageNode | null = null
      if (isText(node)) {
        const { data } = node
        if (isBlank(data)) {
          if (text !== '' && !text.endsWith('\n')) text += ' '
        } else text += spacesApart.test(data) ? data.replace(/\s+/g, ' ') : data
        if (text.length >= limit) break
      } else {
        if (isElement(node)) {
          if (blocks.has(node.localName) && text !== '') text += '\n'
          if (node === root || !unseen.has(node.localName)) child = node.firstChild
        } else child = node.firstChild
      }
      if (child !== null) {
        node = child
        continue
      }
    } else if (isElement(node) && blocks.has(node.localName) && text !== '') text += '\n'
    if (node === root) break
    const next: PageNode | null = node.nextSibling
    if (next !== null) {
      node = next
      entering = true
    } else {
      const parent: PageNode | null = node.parentNode
      if (parent === null) break
      node = parent
      entering = false
    }
  }
  if (text.includes('  ')) text = text.replace(/ {2,}/g, ' ')
  if (text.includes('\n')) text = text.replace(/ ?\n\s*/g, '\n')
  return text.trim()
}

/** Whether spaces must be replaced: a run of them, or any but the plain one. */
const spacesApart = /[^\S ]| {2}/

function isBlank(data: string): boolean {
  return data.charCodeAt(0) <= 32 || data.charCodeAt(0) >= 0xa0 ? data.trim() === '' : data === ''
}

/** Names of elements, as in `namesOf('h1 h2 h3')`. */
export function namesOf(names: string): ReadonlySet<string> {
  return new Set(names.split(' '))
}

/**
 * The elements in `root` that bear one of the names, in the document's order: what a selector of names alone finds, which
 * on a page of thousands of elements costs many times as much.
 */
export function elementsNamed(root: PageNode, names: ReadonlySet<string>): readonly PageElement[] {
  const found: PageElement[] = []
  walk(root, (element) => {
    if (names.has(element.localName)) found.push(element)
    return false
  })
  return found
}

/** Whether `root` holds an element that bears one of the names. */
export function holdsNamed(root: PageNode, names: ReadonlySet<string>): boolean {
  return walk(root, (element) => names.has(element.localName))
}

/** Calls `visit` with each element in `root`, not with `root`, until it returns true; whether it did. */
function walk(root: PageNode, visit: (element: PageElement) => boolean): boolean {
  let node: PageNode | null = root.firstChild
  while (node !== null) {
    if (isElement(node) && visit(node)) return true
    let next: PageNode | null = node.firstChild
    while (next === null && node !== null) {
      next = node.nextSibling
      if (next === null) {
        node = node.parentNode
        if (node === root) return false
      }
    }
    node = next
  }
  return false
}

/** The element or the nearest around it of which `test` holds. */
export function closestThat(element: PageElement, test: (element: PageElement) => boolean): PageElement | null {
  let at: PageElement | null = element
  while (at !== null && !test(at)) at = at.parentElement
  return at
}
