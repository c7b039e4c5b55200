/** What page parsing uses of the DOM: the members we touch, as the DOM standard defines them. `page-tree.ts` has them. */
export type PageNode = {
  readonly nodeType: number
  readonly parentNode: PageNode | null
  readonly parentElement: PageElement | null
  readonly firstChild: PageNode | null
  readonly lastChild: PageNode | null
  readonly nextSibling: PageNode | null
  readonly previousSibling: PageNode | null
  readonly childNodes: ArrayLike<PageNode> & Iterable<PageNode>
  readonly textContent: string
  appendChild(node: PageNode): void
  insertBefore(node: PageNode, before: PageNode | null): void
  remove(): void
}
export type PageText = PageNode & { data: string }
export type PageElement = PageNode & {
  readonly localName: string
  readonly namespaceURI: string
  readonly id: string
  readonly className: string
  readonly innerHTML: string
  readonly children: ArrayLike<PageElement> & Iterable<PageElement>
  readonly nextElementSibling: PageElement | null
  readonly previousElementSibling: PageElement | null
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement> & ArrayLike<PageElement>
  matches(selector: string): boolean
  closest(selector: string): PageElement | null
  contains(node: PageNode): boolean
  cloneNode(deep: boolean): PageElement
}
export type PageDocument = PageNode & {
  readonly documentElement: PageElement
  readonly body: PageElement
  readonly elements: readonly PageElement[]
  /** Whether it is the beginning of a page that is too long to be read whole. */
  readonly isCut: boolean
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement> & ArrayLike<PageElement>
  createElement(name: string): PageElement
}

const ELEMENT = 1
const TEXT = 3
const DOCUMENT = 9

export function isElement(node: PageNode | null): node is PageElement {
  return node !== null && node.nodeType === ELEMENT
}

export function isText(node: PageNode | null): node is PageText {
  return node !== null && node.nodeType === TEXT
}

function isDocument(node: PageNode): node is PageDocument {
  return node.nodeType === DOCUMENT
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
  // How the characters of a ruby are read, besides.
  'rt',
  'rp',
  'rtc',
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
  // Whether the text ends with a line break: one is enough, however many blocks begin and end there.
  let isBroken = true
  let node: PageNode = root
  let entering = true
  while (true) {
    if (entering) {
      let child: PageNode | null = null
      if (isText(node)) {
        const { data } = node
        if (!isBlank(data)) {
          text += spacesApart.test(data) ? data.replace(/\s+/g, ' ') : data
          isBroken = false
        } else if (!isBroken) text += ' '
        if (text.length >= limit) break
      } else {
        if (isElement(node)) {
          if (!isBroken && blocks.has(node.localName)) {
            text += '\n'
            isBroken = true
          }
          if (node === root || !unseen.has(node.localName)) child = node.firstChild
        } else child = node.firstChild
      }
      if (child !== null) {
        node = child
        continue
      }
    } else if (!isBroken && isElement(node) && blocks.has(node.localName)) {
      text += '\n'
      isBroken = true
    }
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
  if (isDocument(root)) return root.elements.filter(({ localName }) => names.has(localName))
  const found: PageElement[] = []
  holdsThat(root, (element) => {
    if (names.has(element.localName)) found.push(element)
    return false
  })
  return found
}

/** Whether `root` holds an element that bears one of the names. */
export function holdsNamed(root: PageNode, names: ReadonlySet<string>): boolean {
  return holdsThat(root, (element) => names.has(element.localName))
}

/** Whether an element that bears one of the names is a child of `root`: sooner told than whether one is anywhere in it. */
export function isParentOf(root: PageNode, names: ReadonlySet<string>): boolean {
  for (let node = root.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node) && names.has(node.localName)) return true
  return false
}

/** Calls `visit` with each element in `root`, not with `root`, until it returns true; whether it did. */
export function holdsThat(root: PageNode, visit: (element: PageElement) => boolean): boolean {
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
