import { isObject, type Json, type JsonObject, listOf, readLenientJson } from './article-json.ts'
import { plainText } from './article-text.ts'
import type { PageDocument } from './page-dom.ts'

/** What schema.org markup says of the article, by field, in the page's words. */
export type StructuredArticle = {
  readonly title?: string
  readonly authors: readonly { readonly name: string; readonly url?: string }[]
  readonly published?: string
  readonly modified?: string
  readonly body?: string
  readonly section?: string
  readonly image?: string
  readonly summary?: string
  readonly language?: string
  readonly keywords: readonly string[]
  readonly site?: string
}

export type ListedItem = {
  readonly url: string
  readonly title?: string
  readonly published?: string
  readonly image?: string
}

const articleTypes =
  /^(?:(?:schema:|https?:\/\/schema\.org\/)?)(?:(?:\w*News)?Article|AdvertiserContentArticle|SatiricalArticle|ScholarlyArticle|TechArticle|Report(?:age)?|BlogPosting|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Review|CreativeWork|VideoObject|PodcastEpisode|Recipe|WebPage|ItemPage)$/
/** Types that describe the article itself come before those that describe its page or a part of it. */
const weakTypes = /(?:VideoObject|PodcastEpisode|CreativeWork|WebPage|ItemPage|Review)$/

const maxNodes = 2000

/** Every object of every JSON-LD script, nested ones and `@graph` included, with an index by `@id`. */
type Graph = { readonly nodes: readonly JsonObject[]; readonly byId: ReadonlyMap<string, JsonObject> }

export function readJsonLd(document: PageDocument): Graph {
  const nodes: JsonObject[] = []
  const byId = new Map<string, JsonObject>()
  const queue: Json[] = []
  for (const script of document.querySelectorAll('script[type*="ld+json" i]'))
    queue.push(...readLenientJson(script.textContent ?? ''))
  for (let at = 0; at < queue.length && nodes.length < maxNodes; at++) {
    const value = queue[at]
    if (value === undefined) continue
    if (Array.isArray(value)) queue.push(...(value as readonly Json[]).slice(0, maxNodes))
    else if (isObject(value)) {
      nodes.push(value)
      const id = value['@id']
      // A node that only points elsewhere has nothing but its @id.
      if (typeof id === 'string' && Object.keys(value).length > 1 && !byId.has(id)) byId.set(id, value)
      for (const [key, child] of Object.entries(value))
        if (typeof child === 'object' && child !== null && key !== '@context') queue.push(child)
    }
  }
  return { nodes, byId }
}

function typesOf(node: JsonObject): readonly string[] {
  return listOf(node['@type']).filter((type) => typeof type === 'string')
}

/** The node that describes this page's article, if one does. */
export function findArticle(graph: Graph, url: string): StructuredArticle | undefined {
  let best: { node: JsonObject; score: number } | undefined
  for (const node of graph.nodes) {
    const types = typesOf(node).filter((type) => articleTypes.test(type))
    if (types.length === 0) continue
    const score = scoreOf(node, types, url)
    if (score > 0 && (best === undefined || score > best.score)) best = { node, score }
  }
  return best === undefined ? undefined : describe(best.node, graph)
}

function scoreOf(node: JsonObject, types: readonly string[], url: string): number {
  let score = 0
  for (const field of ['headline', 'datePublished', 'author', 'articleBody', 'description', 'image', 'dateCreated'])
    if (node[field] !== undefined && node[field] !== null && node[field] !== '') score += field === 'headline' ? 3 : 2
  if (score === 0) return 0
  if (types.every((type) => weakTypes.test(type))) score -= 6
  const addresses = [
    node['url'],
    node['@id'],
    node['mainEntityOfPage'],
    isObject(node['mainEntityOfPage']) ? node['mainEntityOfPage']['@id'] : undefined,
  ]
  const here = pathOf(url)
  if (here !== undefined && addresses.some((address) => typeof address === 'string' && pathOf(address, url) === here))
    score += 6
  return Math.max(score, 1)
}

function pathOf(address: string, base?: string): string | undefined {
  return URL.parse(address, base)?.pathname.replace(/\/$/, '')
}

function describe(node: JsonObject, graph: Graph): StructuredArticle {
  const title = textOf(node['headline']) ?? textOf(node['name'])
  const published = textOf(node['datePublished']) ?? textOf(node['dateCreated']) ?? textOf(node['uploadDate'])
  const modified = textOf(node['dateModified'])
  const body = linesOf(node['articleBody']) ?? linesOf(node['text'])
  const section = textOf(node['articleSection'])
  const image = imageOf(node['image'], graph) ?? imageOf(node['thumbnailUrl'], graph)
  const summary = textOf(node['description']) ?? textOf(node['alternativeHeadline'])
  const language =
    textOf(node['inLanguage']) ?? textOf(isObject(node['inLanguage']) ? node['inLanguage']['alternateName'] : undefined)
  const site = nameOf(listOf(node['publisher'])[0], graph)?.name
  return {
    ...(title && { title }),
    authors: authorsOf(node, graph),
    ...(published && { published }),
    ...(modified && { modified }),
    ...(body && { body }),
    ...(section && { section }),
    ...(image && { image }),
    ...(summary && { summary }),
    ...(language && { language }),
    keywords: listOf(node['keywords'])
      .flatMap((keyword) => (typeof keyword === 'string' ? keyword.split(',') : []))
      .map(plainText)
      .filter((keyword) => keyword !== '')
      .slice(0, 50),
    ...(site && { site }),
  }
}

function authorsOf(node: JsonObject, graph: Graph): StructuredArticle['authors'] {
  for (const field of ['author', 'creator', 'contributor']) {
    const authors = listOf(node[field])
      .slice(0, 30)
      .flatMap((value) => nameOf(value, graph) ?? [])
    if (authors.length > 0) return authors
  }
  return []
}

function nameOf(value: Json | undefined, graph: Graph): { name: string; url?: string } | undefined {
  if (typeof value === 'string') return plainText(value) === '' ? undefined : { name: plainText(value) }
  if (!isObject(value)) return undefined
  const id = value['@id']
  const node = value['name'] === undefined && typeof id === 'string' ? graph.byId.get(id) : value
  if (node === undefined) return undefined
  const name = textOf(node['name']) ?? [textOf(node['givenName']), textOf(node['familyName'])].filter(Boolean).join(' ')
  if (!name) return undefined
  const url = textOf(node['url']) ?? textOf(node['sameAs'])
  return { name, ...(url && /^https?:/.test(url) && { url }) }
}

function imageOf(value: Json | undefined, graph: Graph): string | undefined {
  for (const image of listOf(value)) {
    if (typeof image === 'string' && image.trim() !== '') return image.trim()
    if (!isObject(image)) continue
    const id = image['@id']
    const node = image['url'] === undefined && typeof id === 'string' ? (graph.byId.get(id) ?? image) : image
    const url = textOf(node['url']) ?? textOf(node['contentUrl'])
    if (url !== undefined) return url
  }
  return undefined
}

/** Text as a person reads it: templates escape twice (`&amp;quot;` in JSON). */
function textOf(value: Json | undefined): string | undefined {
  for (const candidate of listOf(value)) {
    const plain = isObject(candidate) ? candidate['@value'] : candidate
    if (typeof plain !== 'string') continue
    const text = plainText(plain)
    if (text !== '') return text
  }
  return undefined
}

/** Text of several paragraphs: their breaks are kept. */
function linesOf(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.includes('<') ? value.replace(/<\/p>|<br\s*\/?>/gi, '\n') : value
  const lines = text
    .slice(0, 500_000)
    .split(/\r?\n/)
    .map(plainText)
    .filter((line) => line !== '')
  return lines.length === 0 ? undefined : lines.join('\n')
}

/** The entries of an `ItemList`, or of a page that lists articles: what a listing says of itself. */
export function findItemList(graph: Graph): readonly ListedItem[] {
  let best: readonly ListedItem[] = []
  for (const node of graph.nodes) {
    if (!typesOf(node).some((type) => /(?:^|[:/])(?:ItemList|CollectionPage|Blog|DataFeed)$/.test(type))) continue
    const elements = ['itemListElement', 'hasPart', 'blogPost', 'dataFeedElement'].flatMap((field) =>
      listOf(node[field]),
    )
    const items = elements.slice(0, maxNodes).flatMap((element) => listedItem(element, graph) ?? [])
    if (items.length > best.length) best = items
  }
  return best
}

function listedItem(element: Json, graph: Graph): ListedItem | undefined {
  if (typeof element === 'string') return /^(?:https?:)?\//.test(element) ? { url: element } : undefined
  if (!isObject(element)) return undefined
  const inner = listOf(element['item'])[0]
  const node = isObject(inner) ? inner : element
  const id = node['@id']
  const whole = typeof id === 'string' ? { ...graph.byId.get(id), ...node } : node
  const url = textOf(whole['url']) ?? (typeof inner === 'string' ? inner : undefined) ?? textOf(whole['@id'])
  if (url === undefined) return undefined
  const title = textOf(whole['headline']) ?? textOf(whole['name'])
  const published = textOf(whole['datePublished'])
  const image = imageOf(whole['image'], graph)
  return { url, ...(title && { title }), ...(published && { published }), ...(image && { image }) }
}
