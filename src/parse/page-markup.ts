import { html, Parser, parseFragment, type Token, type TreeAdapter } from 'parse5'
import { ParseError } from '../errors.ts'
import type { PageDocument } from './page-dom.ts'
import { TreeAttribute, TreeDocument, TreeElement, TreeFragment, type TreeNode, TreeText } from './page-tree.ts'

/** Where browsers stop nesting (Blink's kMaximumHTMLParserDOMTreeDepth); past it everything done to a tree is quadratic. */
const maxDepth = 512

/** Of one element: each is looked for among all of them. */
const maxAttributes = 128

/**
 * Characters that are read of a page, scripts, styles and drawings not counted. Of 24 real pages the largest had 0.16 million;
 * of one that goes on for ever the beginning is read, for a tree takes twenty times the memory of its text.
 */
const mostRead = 1_200_000

/** Characters of one `class`: what is looked for in names may take time that grows faster than their length. */
const maxClass = 10_000

type PageTree = {
  node: TreeNode
  parentNode: TreeNode
  childNode: TreeNode
  document: TreeDocument
  documentFragment: TreeFragment
  element: TreeElement
  commentNode: TreeFragment
  textNode: TreeText
  template: TreeElement
  documentType: TreeFragment
}

/**
 * HTML as a tree, built as the HTML standard says (section 13.2.6): an operator's selector means here what it meant in
 * the browser he found it with, and Readability gets the `html`, `head` and `body` it takes for granted.
 * `url` names the page in errors. Throws ParseError `too-deep`.
 */
export function parseHtml(text: string, url: string): PageDocument {
  const document = new TreeDocument((fragment, context) => {
    const options = { treeAdapter: adapterOf(document, url), scriptingEnabled: false }
    return parseFragment<PageTree>(context, fragment, options).childNodes
  })
  let open: TreeElement | undefined
  const treeAdapter = adapterOf(document, url, (element) => {
    open = element
  })
  const parser = new Parser<PageTree>({ treeAdapter, scriptingEnabled: false })
  const isSkipped = () =>
    open !== undefined && (open.namespaceURI === html.NS.HTML ? isUnread(open) : open.localName === 'svg')
  let left = mostRead
  for (const { piece, isLast } of piecesOf(withoutFiles(text), isSkipped)) {
    open = undefined
    document.isCut = piece.length > left
    parser.tokenizer.write(document.isCut ? beginningOf(piece, left) : piece, isLast || document.isCut)
    if (document.isCut) break
    left -= piece.length
  }
  return document
}

/** Of a piece so many characters, and none of a tag that they do not hold whole. */
function beginningOf(piece: string, length: number): string {
  const open = piece.lastIndexOf('<', length)
  return piece.slice(0, open > piece.lastIndexOf('>', length) ? open : length)
}

/**
 * A page without the pictures and films that are written into it, and with the beginnings of attributes that are long: they
 * hold the state of a script, and no text.
 */
function withoutFiles(text: string): string {
  const bare = text.includes('data:') ? text.replace(/=(["'])data:[^"'<>\s]{2000,}\1/g, '=$1data:,$1') : text
  return bare.length > mostRead ? bare.replace(/(=(["'])[^"'<>]{10000})[^"'<>]{10000,}\2/g, '$1$2') : bare
}

/** Scripts, styles and drawings of fewer characters are read over as fast. */
const fewUnread = 500
/** Stops in one page; each may cost as much as what the tokenizer still holds. */
const mostStops = 300
const unreadStart = /<(script|style|svg)(?=[\s/>])[^<>]{0,1000}>/gi
/** Characters of one drawing; more is read as anything else. */
const mostDrawn = 100_000
/** What is in a drawing that is nothing else: shapes with whole attributes. Anything else may end the drawing (section 13.2.6.5). */
const shapes =
  /^(?:[^<]+(?![^<])|<\/?(?:path|g|circle|rect|line|poly(?:gon|line)|ellipse|use|defs|symbol|clippath|mask|(?:linear|radial)gradient|stop|title|desc)(?:\s+[\w:.-]+(?:=(?:"[^"<>]*"|'[^'<>]*'))?)*\s*\/?>)*$/i

/**
 * A page piece by piece, without what is in its scripts, styles and drawings, which is more than half of most: only after the
 * start tag of one, a piece of its own, can `isSkipped` tell whether it began one, or stands in a comment, a value or a
 * script. It ends with the first end tag of its name, but for a script that holds `<!--` (HTML standard, section 13.2.5.4)
 * and a drawing of more than shapes, which are read.
 */
function* piecesOf(
  text: string,
  isSkipped: () => boolean,
): Generator<{ readonly piece: string; readonly isLast: boolean }> {
  const ends = {
    script: finder(text, /<\/script[\s/>]/gi),
    style: finder(text, /<\/style[\s/>]/gi),
    svg: finder(text, /<\/svg[\s/>]/gi),
  }
  const comment = finder(text, /<!--/g)
  const start = new RegExp(unreadStart)
  let from = 0
  let stops = 0
  for (let match = start.exec(text); match !== null && stops < mostStops; match = start.exec(text)) {
    const after = start.lastIndex
    const name = match[1]?.toLowerCase()
    const end = ends[name === 'style' || name === 'svg' ? name : 'script'](after)
    if (end - after < fewUnread || end === text.length || comment(after) < end) continue
    if (name === 'svg' && (end - after > mostDrawn || !shapes.test(text.slice(after, end)))) continue
    stops++
    yield { piece: text.slice(from, match.index), isLast: false }
    yield { piece: match[0], isLast: false }
    from = isSkipped() ? end : after
    start.lastIndex = from
  }
  yield { piece: text.slice(from), isLast: true }
}

/** Finds the next match from a place on, or the end: asked of places in order, it looks at the text once. */
function finder(text: string, pattern: RegExp): (from: number) => number {
  let next = -1
  return (from) => {
    if (next < from) {
      pattern.lastIndex = from
      next = pattern.exec(text)?.index ?? text.length
    }
    return next
  }
}

/** `changed` hears which element was begun, and undefined when one ended. */
function adapterOf(
  document: TreeDocument,
  url: string,
  changed: (element: TreeElement | undefined) => void = () => {},
): TreeAdapter<PageTree> {
  const templates = new Map<TreeElement, TreeNode>()
  // Comments are dropped; all of them are this one.
  const comment = new TreeFragment(document)
  let depth = 0
  return {
    createDocument: () => document,
    createDocumentFragment: () => new TreeFragment(document),
    createElement(name, namespace, attributes) {
      const element = new TreeElement(document, name, namespace)
      // The tokenizer has dropped attributes that are written twice (section 13.2.5.33).
      if (attributes.length > 0) element.adopt(attributes.slice(0, maxAttributes).map(attributeOf))
      return element
    },
    createCommentNode: () => comment,
    createTextNode: (text) => new TreeText(document, text),
    appendChild(parent, node) {
      if (node !== comment) parent.appendChild(node)
    },
    insertBefore: (parent, node, before) => parent.insertBefore(node, before),
    detachNode: (node) => node.remove(),
    insertText(parent, text) {
      if (isUnread(parent)) return
      const last = parent.lastChild
      if (last instanceof TreeText) last.data += text
      else parent.appendChild(new TreeText(document, text))
    },
    insertTextBefore(parent, text, before) {
      const previous = before.previousSibling
      if (previous instanceof TreeText) previous.data += text
      else parent.insertBefore(new TreeText(document, text), before)
    },
    adoptAttributes(element, attributes) {
      const fresh = attributes.slice(0, maxAttributes).filter(({ name }) => !element.hasAttribute(name))
      element.adopt(fresh.map(attributeOf))
    },
    // What a template holds is no part of the page until a script puts it there: kept apart, then forgotten.
    setTemplateContent: (template, content) => templates.set(template, content),
    getTemplateContent: (template) => (templates.get(template) ?? template) as TreeFragment,
    setDocumentType: () => {},
    setDocumentMode: () => {},
    getDocumentMode: () => html.DOCUMENT_MODE.NO_QUIRKS,
    getFirstChild: (node) => node.firstChild,
    getChildNodes: (node) => [...node.childNodes],
    getParentNode: (node) => node.parentNode,
    getAttrList: (element) => element.attributes,
    getTagName: (element) => element.localName,
    getNamespaceURI: (element) => element.namespaceURI as html.NS,
    getTextNodeContent: (node) => node.data,
    getCommentNodeContent: () => '',
    getDocumentTypeNodeName: () => 'html',
    getDocumentTypeNodePublicId: () => '',
    getDocumentTypeNodeSystemId: () => '',
    isElementNode: (node): node is TreeElement => node instanceof TreeElement,
    isTextNode: (node): node is TreeText => node instanceof TreeText,
    isCommentNode: (node): node is TreeFragment => node === comment,
    isDocumentTypeNode: (_node): _node is TreeFragment => false,
    setNodeSourceCodeLocation: () => {},
    getNodeSourceCodeLocation: () => undefined,
    updateNodeSourceCodeLocation: () => {},
    onItemPush(element) {
      changed(element)
      depth++
      if (depth > maxDepth) throw new ParseError('too-deep', url, `elements nested deeper than ${maxDepth}`)
    },
    onItemPop() {
      changed(undefined)
      depth--
    },
  }
}

function attributeOf({ name, value, prefix }: Token.Attribute): TreeAttribute {
  const kept = name === 'class' && value.length > maxClass ? value.slice(0, maxClass) : value
  return new TreeAttribute(prefix ? `${prefix}:${name}` : name, kept)
}

/** Scripts and styles are half of most pages, and of no use here but for JSON-LD. */
function isUnread(parent: TreeNode): boolean {
  if (!(parent instanceof TreeElement)) return false
  return (
    parent.localName === 'style' ||
    (parent.localName === 'script' && !/ld\+json/i.test(parent.getAttribute('type') ?? ''))
  )
}
