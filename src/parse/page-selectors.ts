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

/** `h1`, `.byline`, `time[datetime]`, `[class*="byline" i]`: an element's name, one class, attributes that it has or what is in them. */
const simple =
  /^([a-z][a-z0-9-]*)?(?:\.([a-z][\w-]*))?((?:\[[a-z][a-z-]*(?:[~*]="[\w/:.-]+" i|(?<=\[(?:class|href|id|itemprop|itemtype|name|property|role))[~*^]?="[\w/:.-]+")?\])*)$/
const attributeIn = /\[([a-z-]+)(?:([~*^]?)="([^"]+)"( i)?)?\]/g
/** What looks at other elements than the one asked about: answers about these are worth keeping during one search. */
const looksAround = /[>+~:]|[^\s,]\s+[^\s,]/

/**
 * What tells whether an element matches a selector, asked in one go: it may remember what it saw of the tree.
 * `scope` is what `:scope` means. Throws an Error for what is no selector.
 */
export function testOf(selector: string, scope: PageNode): Test {
  const known = kept.get(selector)
  if (known !== undefined) return known
  const own = simpleTest(selector)
  if (own === undefined && looksAround.test(selector.replace(/\[[^\]]*\]/g, '[]')))
    return compile<PageNode, PageElement>(selector, { ...options, context: scope, cacheResults: true }, scope)
  const test = own ?? compile<PageNode, PageElement>(selector, options)
  if (kept.size >= mostKept) kept.clear()
  kept.set(selector, test)
  return test
}

/** Where there are none but simple ones in it; most of ours are, and a pattern for each class costs more than all else. */
function simpleTest(selector: string): Test | undefined {
  const names = new Set<string>()
  const others: Test[] = []
  for (const written of selector.split(',')) {
    const [whole, name, className, attributes = ''] = simple.exec(written.trim()) ?? []
    if (!whole) return undefined
    if (name !== undefined && className === undefined && attributes === '') names.add(name)
    else others.push(partsTest(name, className, attributes))
  }
  const isNamed: Test = (element) => names.has(nameOf(element))
  const tests = names.size === 0 ? others : [isNamed, ...others]
  const [only] = tests
  return tests.length === 1 ? only : (element) => tests.some((test) => test(element))
}

/** SVG's names have capitals; ours have none, nor have HTML's. */
function nameOf({ localName, namespaceURI }: PageElement): string {
  return namespaceURI === htmlNamespace ? localName : localName.toLowerCase()
}

const htmlNamespace = 'http://www.w3.org/1999/xhtml'

function partsTest(name: string | undefined, className: string | undefined, attributes: string): Test {
  const tests = Array.from(attributes.matchAll(attributeIn), ([, attribute = '', operator, value, fold]) =>
    attributeTest(attribute, operator, value, fold !== undefined),
  )
  const [only] = tests
  const hasAttributes: Test =
    only !== undefined && tests.length === 1 ? only : (element) => tests.every((test) => test(element))
  return (element) =>
    (className === undefined || hasClass(element, className)) &&
    (name === undefined || nameOf(element) === name) &&
    hasAttributes(element)
}

/** What css-select makes of it, with fewer steps. */
function attributeTest(name: string, operator = '', value: string | undefined, isFolded: boolean): Test {
  if (value === undefined) return (element) => element.hasAttribute(name)
  if (operator === '') return (element) => element.getAttribute(name) === value
  if (operator === '^') return (element) => element.getAttribute(name)?.startsWith(value) === true
  const literal = value.replace(/[-/.]/g, '\\$&')
  const pattern = new RegExp(operator === '~' ? `(?:^|\\s)${literal}(?:$|\\s)` : literal, isFolded ? 'i' : '')
  return (element) => {
    const written = element.getAttribute(name)
    return written !== null && written.length >= value.length && pattern.test(written)
  }
}

/** The names are one space apart. */
function hasClass({ className }: PageElement, name: string): boolean {
  return className.includes(name) && ` ${className} `.includes(` ${name} `)
}
