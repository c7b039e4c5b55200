import { isObject, type Json, type JsonObject, listOf, readLenientJson } from './article-json.ts'
import { plainText } from './article-text.ts'
import type { LoadedPage } from './page-document.ts'

/** What schema.org markup says of the article, by field, in the page's words. */
export type StructuredArticle = {
  readonly title?: string
  readonly authors: readonly { readonly name: string; readonly url?: string }[]
  readonly published?: string
  /** When a page was published of which nothing says that it is this one. */
  readonly publishedOfSome?: string
  /** It is no article that is dated `published`, but a page of that name: a template may have been. */
  readonly isPageDated?: boolean
  readonly modified?: string
  readonly body?: string
  readonly section?: string
  readonly image?: string
  readonly summary?: string
  readonly language?: string
  readonly keywords: readonly string[]
  readonly site?: string
  /** That not everybody may read all of it, with what the markup calls the parts that are kept back: `.paywall`. */
  readonly keptBack?: readonly string[]
}

export type ListedItem = {
  readonly url: string
  readonly title?: string
  readonly published?: string
  readonly image?: string
  readonly summary?: string
  readonly authors: readonly { readonly name: string; readonly url?: string }[]
}

const articleTypes =
  /^(?:(?:schema:|https?:\/\/schema\.org\/)?)(?:(?:\w*News)?Article|AdvertiserContentArticle|SatiricalArticle|ScholarlyArticle|TechArticle|Report(?:age)?|BlogPosting|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Review|CreativeWork|VideoObject|PodcastEpisode|Recipe|WebPage|ItemPage)$/
/** Types that describe the article itself come before those that describe its page or a part of it. */
const weakTypes = /(?:VideoObject|PodcastEpisode|CreativeWork|WebPage|ItemPage|Review)$/

const maxNodes = 2000

/**
 * Every object of every JSON-LD script, nested ones and `@graph` included, with an index by `@id`; and which of them only
 * stand in another's list: other articles, comments, the posts of a live blog.
 */
type Graph = {
  readonly nodes: readonly JsonObject[]
  readonly parts: ReadonlySet<JsonObject>
  readonly byId: ReadonlyMap<string, JsonObject>
}

/** Properties whose values are the piece itself; those of all others are pieces of their own: a part, a whole, a comment. */
const ownFields = new Set(['@graph', '@list', '@set', 'mainEntity', 'mainEntityOfPage'])

export function readJsonLd({ facts }: LoadedPage): Graph {
  const nodes: JsonObject[] = []
  const parts = new Set<JsonObject>()
  const byId = new Map<string, JsonObject>()
  const queue: { readonly value: Json; readonly isPart: boolean }[] = []
  const push = (values: readonly Json[], isPart: boolean) => {
    for (const value of values.slice(0, maxNodes)) queue.push({ value, isPart })
  }
  for (const script of facts)
    if (script.localName === 'script' && /ld\+json/i.test(script.getAttribute('type') ?? ''))
      push(readLenientJson(script.textContent ?? ''), false)
  for (let at = 0; at < queue.length && nodes.length < maxNodes; at++) {
    const { value, isPart } = queue[at] ?? { value: null, isPart: false }
    if (Array.isArray(value)) push(value as readonly Json[], isPart)
    else if (isObject(value)) {
      nodes.push(value)
      if (isPart) parts.add(value)
      const id = value['@id']
      // A node that only points elsewhere has nothing but its @id.
      if (typeof id === 'string' && Object.keys(value).length > 1 && !byId.has(id)) byId.set(id, value)
      for (const [key, child] of Object.entries(value))
        if (typeof child === 'object' && child !== null && key !== '@context')
          queue.push({ value: child, isPart: isPart || !ownFields.has(key) })
    }
  }
  return { nodes, parts, byId }
}

function typesOf(node: JsonObject): readonly string[] {
  return listOf(node['@type']).filter((type) => typeof type === 'string')
}

/** What the page is called: its address, the titles that it and its heading have, and what its site is called. */
export type PageNames = { readonly url: string; readonly titles: readonly string[]; readonly sites: readonly string[] }

/**
 * What the graph says of this page's article: the node that describes it best, and of what that leaves out what the nodes
 * of its page say. Undefined when none describes it.
 */
export function findArticle(graph: Graph, names: PageNames): StructuredArticle | undefined {
  const claims: {
    readonly node: JsonObject
    readonly score: number
    readonly isNamed: boolean
    readonly isWeak: boolean
  }[] = []
  for (const node of graph.nodes) {
    const types = typesOf(node).filter((type) => articleTypes.test(type))
    const isHere = isAbout(node, names.url)
    // Pieces in a list are other pieces, unless they say that they are this page.
    if (types.length === 0 || (graph.parts.has(node) && !isHere)) continue
    const isWeak = types.every((type) => weakTypes.test(type))
    if (!isHere && (isOfAnother(node, names) || (isWeak && isCalledOtherwise(node, names)))) continue
    const score = scoreOf(node, isWeak, isHere)
    if (score > 0) claims.push({ node, score, isNamed: !isWeak || isHere || isCalledAs(node, names), isWeak })
  }
  claims.sort((a, b) => b.score - a.score)
  const [best, ...others] = claims.map(({ node, isNamed, isWeak }) => ({
    ...describe(node, graph, isNamed),
    ...(isWeak && { isPageDated: true }),
  }))
  if (best === undefined) return undefined
  const isOfPage = (_: StructuredArticle, at: number) => {
    const node = claims[at + 1]?.node
    return node !== undefined && (isAbout(node, names.url) || typesOf(node).every((type) => weakTypes.test(type)))
  }
  return others.filter(isOfPage).reduce(completed, best)
}

/** `article` with what only `other` says. */
function completed(article: StructuredArticle, other: StructuredArticle): StructuredArticle {
  return {
    ...other,
    ...article,
    authors: article.authors.length > 0 ? article.authors : other.authors,
    keywords: article.keywords.length > 0 ? article.keywords : other.keywords,
  }
}

function scoreOf(node: JsonObject, isWeak: boolean, isHere: boolean): number {
  let score = 0
  for (const field of [
    'headline',
    'datePublished',
    'author',
    'articleBody',
    'description',
    'image',
    'dateCreated',
    'uploadDate',
  ])
    if (node[field] !== undefined && node[field] !== null && node[field] !== '') score += field === 'headline' ? 3 : 2
  if (score === 0) return 0
  if (isWeak) score -= 6
  return Math.max(isHere ? score + 6 : score, 1)
}

/** Whether a node says that it is about the page at `url`. */
function isAbout(node: JsonObject, url: string): boolean {
  const addresses = [
    node['url'],
    node['@id'],
    node['mainEntityOfPage'],
    isObject(node['mainEntityOfPage']) ? node['mainEntityOfPage']['@id'] : undefined,
  ]
  const here = pathOf(url)
  return here !== undefined && addresses.some((address) => typeof address === 'string' && pathOf(address, url) === here)
}

/**
 * Whether a node names an address and a headline, and the page is called by no word of that: it is of another article. Without
 * an address the page must have a headline of its own, said twice.
 */
function isOfAnother(node: JsonObject, { titles, sites }: PageNames): boolean {
  const address = addressOf(node)
  const written = calledBy(node) ?? ''
  const headline = wordsOf(written)
  const called = titles.map(wordsOf).filter(({ size }) => size >= 2)
  if (headline.size < 2 || called.length === 0 || called.some((words) => !words.isDisjointFrom(headline))) return false
  // An address of a section or of the site says nothing of which article it is.
  if (address !== undefined && /\/[^/?#]*[-_\d][^/?#]*\/?(?:[?#]|$)/.test(address)) return true
  const site = new Set(sites.flatMap((name) => [...wordsOf(name)]))
  const own = called.map((words) => words.difference(site))
  const isSaidTwice = own.some((words, at) =>
    own.slice(at + 1).some((others) => words.intersection(others).size >= leastAgreed),
  )
  return headline.size >= leastAgreed && isSaidTwice && titles.some((title) => isLatin(title) === isLatin(written))
}

function calledBy(node: JsonObject): string | undefined {
  return textOf(node['headline']) ?? textOf(node['name'])
}

function addressOf(node: JsonObject): string | undefined {
  const page = node['mainEntityOfPage']
  const pageId = isObject(page) ? textOf(page['@id']) : undefined
  return textOf(node['url']) ?? pageId ?? textOf(page) ?? textOf(node['@id'])
}

/** Whether a node bears a title of the page: most words of either are the other's. */
function isCalledAs(node: JsonObject, { titles }: PageNames): boolean {
  const own = wordsOf(calledBy(node) ?? '')
  if (own.size === 0) return false
  return titles.some((title) => {
    const words = wordsOf(title)
    return words.intersection(own).size * 2 >= Math.max(words.size, own.size)
  })
}

/**
 * Whether what is no article by its type (a page, an episode, a recipe) bears another name than the page, in the same letters, or
 * is the site's front page: templates say these of the site, of what is embedded and of what is sold beside the article.
 */
function isCalledOtherwise(node: JsonObject, names: PageNames): boolean {
  if (isCalledAs(node, names)) return false
  const address = addressOf(node)
  if (address !== undefined && pathOf(address, names.url) === '') return true
  const written = calledBy(node)
  return written !== undefined && names.titles.some((title) => isLatin(title) === isLatin(written))
}

/** Words that a headline must have to be told from the name of a site. */
const leastAgreed = 3

function isLatin(text: string): boolean {
  return /\p{Script=Latin}/u.test(text.match(/\p{L}/u)?.[0] ?? '')
}

/** The words of a headline that tell one from another: not the shortest; of scripts without spaces each two characters. */
function wordsOf(headline: string): ReadonlySet<string> {
  const words = headline.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return new Set(
    words.flatMap((word) => {
      if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word))
        return word.length >= 4 ? [word.slice(0, 5)] : []
      return Array.from({ length: Math.max(1, word.length - 1) }, (_, at) => word.slice(at, at + 2))
    }),
  )
}

function pathOf(address: string, base?: string): string | undefined {
  return URL.parse(address, base)?.pathname.replace(/\/$/, '')
}

function describe(node: JsonObject, graph: Graph, isNamed: boolean): StructuredArticle {
  const title = textOf(node['headline']) ?? textOf(node['name'])
  const published = dateOf(node['datePublished']) ?? dateOf(node['dateCreated']) ?? dateOf(node['uploadDate'])
  const modified = dateOf(node['dateModified'])
  const body = linesOf(node['articleBody']) ?? linesOf(node['text'])
  const section = textOf(node['articleSection'])
  const image = imageOf(node['image'], graph) ?? imageOf(node['thumbnailUrl'], graph)
  const summary = textOf(node['description']) ?? textOf(node['alternativeHeadline'])
  const language =
    textOf(node['inLanguage']) ?? textOf(isObject(node['inLanguage']) ? node['inLanguage']['alternateName'] : undefined)
  const site = namesOf(listOf(node['publisher'])[0], graph)[0]?.name
  const keptBack = keptBackIn(node)
  return {
    ...(title && { title }),
    authors: authorsOf(node, graph),
    ...(published && (isNamed ? { published } : { publishedOfSome: published })),
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
    ...(keptBack && { keptBack }),
  }
}

function authorsOf(node: JsonObject, graph: Graph): StructuredArticle['authors'] {
  for (const field of ['author', 'creator', 'contributor']) {
    const authors = listOf(node[field])
      .flatMap(listOf)
      .slice(0, 30)
      .flatMap((value) => namesOf(value, graph))
    if (authors.length > 0) return authors
  }
  return []
}

/** The names that a person or organisation has here: mostly one; templates also write many into one (`"name": ["A", "B"]`). */
function namesOf(value: Json | undefined, graph: Graph): readonly { readonly name: string; readonly url?: string }[] {
  if (typeof value === 'string') return plainText(value) === '' ? [] : [{ name: plainText(value) }]
  if (!isObject(value)) return []
  const id = value['@id']
  const node = value['name'] === undefined && typeof id === 'string' ? graph.byId.get(id) : value
  if (node === undefined) return []
  // A name may be an object once more: `"name": {"@type": "Person", "name": "A"}`.
  const given = listOf(node['name']).map((name) => (isObject(name) ? (name['name'] ?? name) : name))
  const names = given.slice(0, 30).flatMap((name) => textOf(name) ?? [])
  if (names.length === 0) {
    const whole = [textOf(node['givenName']), textOf(node['familyName'])].filter(Boolean).join(' ')
    return whole === '' ? [] : [{ name: whole }]
  }
  const url = names.length > 1 ? undefined : (textOf(node['url']) ?? textOf(node['sameAs']))
  return names.map((name) => ({ name, ...(url && /^https?:/.test(url) && { url }) }))
}

/** Google's markup for paywalled content: `isAccessibleForFree`, of the whole or of the parts that a selector names. */
function keptBackIn(node: JsonObject): readonly string[] | undefined {
  const parts = listOf(node['hasPart']).slice(0, 20).filter(isObject)
  const kept = parts.filter((part) => part['headline'] === undefined && isNotFree(part))
  const selectors = kept.flatMap((part) => listOf(part['cssSelector'])).filter((name) => typeof name === 'string')
  return isNotFree(node) || kept.length > 0 ? selectors : undefined
}

function isNotFree(node: JsonObject): boolean {
  return listOf(node['isAccessibleForFree']).some(
    (free) => free === false || /^(?:\S*\/)?(?:false|no)$/i.test(`${free}`),
  )
}

/** A date as written; some write the seconds since 1970 as a number. */
function dateOf(value: Json | undefined): string | undefined {
  const [first] = listOf(value)
  return typeof first === 'number' ? String(first) : textOf(value)
}

/** What the site calls itself, by the nodes that describe it. */
export function findSiteNames(graph: Graph): readonly string[] {
  return graph.nodes
    .filter((node) => typesOf(node).some((type) => /(?:^|[:/])(?:WebSite|NewsMediaOrganization)$/.test(type)))
    .flatMap((node) => [...listOf(node['name']), ...listOf(node['alternateName'])])
    .flatMap((name) => textOf(name) ?? [])
    .filter((name) => name.length <= 80)
    .slice(0, 10)
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
  if (typeof element === 'string') return /^(?:https?:)?\//.test(element) ? { url: element, authors: [] } : undefined
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
  const summary = textOf(whole['description']) ?? textOf(whole['abstract'])
  return {
    url,
    ...(title && { title }),
    ...(published && { published }),
    ...(image && { image }),
    ...(summary && { summary }),
    authors: authorsOf(whole, graph),
  }
}
