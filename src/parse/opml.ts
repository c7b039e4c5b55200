import { ParseError } from '../errors.ts'
import type { Opml, Outline } from '../model/opml.ts'
import { cleanText } from '../text/plain.ts'
import { decodeInPlace } from './decode.ts'
import { detectFormat } from './detect-format.ts'
import { refuseHtml } from './html-answer.ts'
import { defaultLimits } from './limits.ts'
import { resolveUrl } from './link.ts'
import type { Spelling } from './spelling.ts'
import { scanXml, type XmlAttribute, type XmlSink } from './xml.ts'
import { childOf, childrenOf, TreeBuilder, textOf, treeShape, type XmlElement } from './xml-tree.ts'

/** How many outlines of a list that somebody else keeps are read: it is read where others wait. */
export const followedOutlines = 10_000

const shape = treeShape({ items: [], containers: ['opml', 'head', 'body', 'outline'], fields: [], bare: '' })

/** The name under which an outline carries the number of its own attributes: no document can write it. */
const numberKey = ' number'

/** A tree knows attributes by their keys; a list that is written again needs them as they were. */
class Attributes implements XmlSink {
  readonly #tree: TreeBuilder
  readonly #written: (readonly XmlAttribute[])[] = []

  constructor(tree: TreeBuilder) {
    this.#tree = tree
  }

  get wantsText(): boolean {
    return this.#tree.wantsText
  }

  get openName(): string {
    return this.#tree.openName
  }

  get innermost(): Spelling {
    return this.#tree.innermost
  }

  get full(): boolean {
    return this.#tree.full
  }

  open(name: string, attributes: readonly XmlAttribute[], empty: boolean): void {
    const number = this.#written.push(attributes) - 1
    this.#tree.open(name, [...attributes, { name: numberKey, value: String(number) }], empty)
  }

  close(name: string): void {
    this.#tree.close(name)
  }

  text(value: string): void {
    this.#tree.text(value)
  }

  /** As written: the first of each name. */
  of(element: XmlElement): Readonly<Record<string, string>> {
    const number = Number(element.attributes.find(({ name }) => name === numberKey)?.value)
    const attributes: Record<string, string> = Object.create(null)
    for (const { name, value } of this.#written[number] ?? []) attributes[name] ??= value
    return { ...attributes }
  }
}

function readOutline(element: XmlElement, written: Attributes): Outline {
  const known = new Map(element.attributes.map(({ name, value }) => [name, value.trim()]))
  const get = (name: string): string | undefined => known.get(name) || undefined
  const title = get('title')
  const type = get('type')
  // `feed://host/rss`, `feed:https://host/rss`: how browsers once gave a feed to its reader.
  const address = (get('xmlurl') ?? '')
    .replace(/^\s*feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^\s*feed:\/\//i, 'http://')
  const xmlUrl = resolveUrl(address, element.base)
  const htmlUrl = resolveUrl(get('htmlurl') ?? '', element.base)
  const language = get('language')
  const description = get('description')
  const categories = (get('category') ?? '').split(',').map((category) => category.trim())
  return {
    text: get('text') ?? title ?? '',
    ...(title === undefined ? {} : { title }),
    ...(type === undefined ? {} : { type }),
    ...(xmlUrl === undefined ? {} : { xmlUrl }),
    ...(htmlUrl === undefined ? {} : { htmlUrl }),
    ...(language === undefined ? {} : { language }),
    ...(description === undefined ? {} : { description }),
    categories: categories.filter((category) => category !== ''),
    attributes: written.of(element),
    children: outlinesIn(element, written),
  }
}

function outlinesIn(element: XmlElement, written: Attributes): Outline[] {
  return childrenOf(element)
    .filter(({ name }) => name.key === 'outline')
    .map((outline) => readOutline(outline, written))
}

/** Of a list that is followed at most so many feeds are polled. */
const mostFeeds = 1_000

/** A feed of a list, with what the list says of it. */
export type ListedFeed = { readonly url: string; readonly name?: string; readonly language?: string }

/** The feeds of a list wherever they stand in it, each address once, with what the list says of them. */
export function feedsIn({ outlines }: Opml): readonly ListedFeed[] {
  const feeds = new Map<string, ListedFeed>()
  const visit = (outline: Outline): void => {
    const { xmlUrl, language } = outline
    if (xmlUrl !== undefined && feeds.size < mostFeeds) {
      const url = xmlUrl.replace(/#.*$/s, '')
      const name = cleanText(outline.text)
      const said = { ...(name === '' ? {} : { name }), ...(language === undefined ? {} : { language }) }
      if (!feeds.has(url)) feeds.set(url, { url, ...said })
    }
    for (const child of outline.children) visit(child)
  }
  for (const outline of outlines) visit(outline)
  return [...feeds.values()]
}

/**
 * Reads a list of feeds: OPML 1.0 to 2.0, as its many writers write it (any case of attribute names, outlines outside
 * `body`). Feed addresses are absolute http(s) or absent. Nested deeper than 256, outlines are left out. An operator's
 * own list is limited by its bytes only; of `outlines` elements and more the rest is left out.
 *
 * Rejects only with ParseError: `empty`, `too-large`, `not-a-feed` (anything that is no OPML), `sign-in`, `challenge`,
 * `unreadable`.
 */
export async function parseOpml(
  bytes: Uint8Array,
  options: { readonly url: string; readonly outlines?: number },
): Promise<Opml> {
  const { url, outlines: elements = Number.POSITIVE_INFINITY } = options
  if (bytes.length === 0) throw new ParseError('empty', url, 'an empty document')
  if (bytes.length > defaultLimits.bytes) throw new ParseError('too-large', url, `${bytes.length} bytes`)
  const { characters } = decodeInPlace(bytes)
  const detected = detectFormat(characters)
  if (detected.status === 'empty') throw new ParseError('empty', url, 'nothing but white space')
  if (detected.status === 'html') {
    const { code } = refuseHtml(characters)
    throw new ParseError(code, url, 'an HTML page, not OPML')
  }
  if (detected.status !== 'xml' || detected.root !== 'opml') throw new ParseError('not-a-feed', url, 'not OPML')
  const tree = new TreeBuilder({ url, shape, limits: { ...defaultLimits, elements }, onItem: () => {} })
  const written = new Attributes(tree)
  scanXml(characters, written, { start: detected.start, attributes: defaultLimits.attributes })
  tree.end()
  const opml = childOf(tree.root, 'opml') ?? tree.root
  const head = childOf(opml, 'head')
  const titled = head === undefined ? undefined : childOf(head, 'title')
  const title = titled === undefined ? undefined : textOf(titled)
  const body = childOf(opml, 'body')
  const outlines = [...(body === undefined ? [] : outlinesIn(body, written)), ...outlinesIn(opml, written)]
  if (body === undefined && outlines.length === 0 && tree.truncated) {
    throw new ParseError('unreadable', url, 'the document ends before it says anything')
  }
  return { ...(title ? { title } : {}), outlines }
}
