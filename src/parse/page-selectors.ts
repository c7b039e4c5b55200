import { compile, type Options } from 'css-select'
import { isElement, isText, type PageElement, type PageNode } from './page-dom.ts'

type Test = (element: PageElement) => boolean

const options: Options<PageNode, PageElement> = {
  // What is kept is asked again after the tree has changed.
  cacheResults: false,
  adapter: {
    isTag: isElement,
    getAttributeValue: (element, name) => element.getAttribute(name) ?? undefined,
    getChildren: (node) => [...node.childNodes],
    getName: (element) => element.localName.toLowerCase(),
    getParent: (element) => element.parentNode,
    getSiblings: (node) => (node.parentNode === null ? [node] : [...node.parentNode.childNodes]),
    prevElementSibling: (node) => (isElement(node) ? node.previousElementSibling : null),
    getText: (node) => (isText(node) ? node.data : (node.textContent ?? '')),
    hasAttrib: (element, name) => element.hasAttribute(name),
    removeSubsets: (nodes) => nodes.filter((node) => !nodes.some((outer) => outer !== node && holds(outer, node))),
  },
}

function holds(outer: PageNode, node: PageNode): boolean {
  let at = node.parentNode
  while (at !== null && at !== outer) at = at.parentNode
  return at !== null
}

/** Selectors as tests. Ours are a few dozen that are asked thousands of times a page; an operator adds a few of his own. */
const kept = new Map<string, Test>()
const mostKept = 500

/** `h1, h2, p`: nothing but names of elements. */
const onlyNames = /^\s*[a-z][a-z0-9]*(?:\s*,\s*[a-z][a-z0-9]*)*\s*$/i
/** What looks at other elements than the one asked about: answers about these are worth keeping during one search. */
const looksAround = /[>+~:]|[^\s,]\s+[^\s,]/

/**
 * What tells whether an element matches a selector, asked in one go: it may remember what it saw of the tree.
 * `scope` is what `:scope` means. Throws an Error for what is no selector.
 */
export function testOf(selector: string, scope: PageNode): Test {
  const known = kept.get(selector)
  if (known !== undefined) return known
  if (looksAround.test(selector.replace(/\[[^\]]*\]/g, '[]')))
    return compile<PageNode, PageElement>(selector, { ...options, context: scope, cacheResults: true }, scope)
  const test = onlyNames.test(selector) ? namesTest(selector) : compile<PageNode, PageElement>(selector, options)
  if (kept.size >= mostKept) kept.clear()
  kept.set(selector, test)
  return test
}

function namesTest(selector: string): Test {
  const names = new Set(selector.split(',').map((name) => name.trim().toLowerCase()))
  // SVG's names have capitals; `names` has none.
  return ({ localName }) => names.has(localName) || names.has(localName.toLowerCase())
}
