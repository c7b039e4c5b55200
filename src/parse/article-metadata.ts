import type { FeedPerson } from '../model/feed.ts'
import { afterLead } from './article-author.ts'
import { findArticle, findSiteNames, readJsonLd, type StructuredArticle } from './article-json-ld.ts'
import { plainText } from './article-text.ts'
import { type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { type LoadedPage, languageTag } from './page-document.ts'

/** The ways by which a field can be found, best first. */
export type Way =
  | 'selector'
  | 'jsonld'
  | 'opengraph'
  | 'microdata'
  | 'h-entry'
  | 'meta'
  | 'time'
  | 'heading'
  | 'title'
  | 'link'
  | 'text'
  | 'class'
  | 'readability'
  | 'container'
  | 'breadcrumb'
  | 'attribute'
  | 'url'

export type Candidate<T> = { readonly value: T; readonly way: Way }

/** What the page's markup says of the article, every claim of each field, in the order of trust. */
export type Metadata = {
  readonly titles: readonly Candidate<string>[]
  readonly authors: readonly Candidate<readonly FeedPerson[]>[]
  readonly published: readonly Candidate<string>[]
  /** When a page was published, where nothing says that it is this one: worth less than a date that a reader sees. */
  readonly publishedOfSome: readonly Candidate<string>[]
  /** The first of `published` is what JSON-LD says of a page, and not of an article. */
  readonly isPageDated: boolean
  readonly modified: readonly Candidate<string>[]
  readonly sections: readonly Candidate<string>[]
  readonly images: readonly Candidate<string>[]
  readonly summaries: readonly Candidate<string>[]
  readonly keywords: readonly string[]
  readonly siteNames: readonly string[]
  readonly canonical: string | undefined
  readonly language: string | undefined
  /** schema.org `articleBody`: plain text, often cut. */
  readonly body: string | undefined
  /** What the page says it keeps back from some, by class or id where it says so; undefined where all is for everybody. */
  readonly keptBack: readonly string[] | undefined
}

const publishedNames =
  'pubdate publishdate publish-date publish_date published published_at published_date publication_date publicationdate publication-date date dc.date dc.date.issued dc.date.created dcterms.created dcterms.issued dcterms.date dc.issued parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime article.published article_date_original originalpublicationdate created created_at creation_date citation_publication_date citation_online_date bt:pubdate rnews:datepublished vr:published_time content_published shareaholic:article_published_time mediator_published_time firstpublished iso-8601-publish-date apub:time _pubtime weibo:article:create_at article:create_at article:published article:publish_time article:pubdate content_create_date article.created date.created dateposted date_published datepublished displaydate dcsext.articlefirstpublished og:regdate dd:published_time publishtime publish_time publicationtime pubtime ptime article:post_date lastpubdate'.split(
    ' ',
  )
const openGraphPublished =
  'article:published_time og:article:published_time og:published_time og:pubdate article:published_date og:article:published'.split(
    ' ',
  )
const openGraphModified = 'article:modified_time og:article:modified_time og:updated_time article:modified'.split(' ')
const modifiedNames =
  'last-modified lastmod modified datemodified date_modified dcterms.modified dc.date.modified revised updated updated_at article.updated last_updated_date'.split(
    ' ',
  )
const authorNames =
  'author authors byl byline parsely-author sailthru.author dc.creator dc.contributor dcterms.creator cxenseparse:author article_author article.author citation_author mediator_author content_author content-author author_name shareaholic:article_author_name fullauthors og:author og:article:author article:author article:author_name rbauthors cse_authors penulis reporter'.split(
    ' ',
  )
const sectionNames =
  'article:section og:article:section parsely-section sailthru.section cxenseparse:section section category article_section content_category dc.subject'.split(
    ' ',
  )

/** Reads all metadata of a page once. Never throws. */
export function readMetadata(page: LoadedPage): Metadata {
  const metas = readMetas(page)
  const graph = readJsonLd(page)
  const ownSites = findSiteNames(graph)
  const sites = [...(metas.get('og:site_name') ?? []), ...ownSites]
  const jsonld = findArticle(graph, { url: page.url, titles: calledIn(page, metas), sites })
  const micro = readMicrodata(page)
  const hentry = readHentry(page)
  const meta = <W extends Way>(names: readonly string[], way: W) =>
    names.flatMap((name) => (metas.get(name) ?? []).map((value) => ({ value, way })))
  const authorsFrom = (article: StructuredArticle | undefined, way: Way) =>
    article !== undefined && article.authors.length > 0 ? [{ value: article.authors, way }] : []
  const metaAuthors = authorNames
    .map((name) => (metas.get(name) ?? []).filter((value) => !/^(?:https?:)?\/\//.test(value)))
    .filter((values) => values.length > 0)
    .map((values) => ({ value: [...new Set(values)].map((name) => ({ name })), way: 'meta' as const }))
  return {
    titles: [
      ...one(jsonld?.title, 'jsonld'),
      ...meta(['og:title'], 'opengraph'),
      ...one(micro.title, 'microdata'),
      ...one(hentry.title, 'h-entry'),
      ...meta(
        [
          'twitter:title',
          'parsely-title',
          'sailthru.title',
          'dc.title',
          'dcterms.title',
          'citation_title',
          'title',
          'headline',
        ],
        'meta',
      ),
    ],
    authors: [
      ...authorsFrom(jsonld, 'jsonld'),
      ...authorsFrom(micro, 'microdata'),
      ...authorsFrom(hentry, 'h-entry'),
      ...metaAuthors,
      ...labelledAuthors(metas),
    ],
    published: [
      ...one(jsonld?.published, 'jsonld'),
      ...meta(openGraphPublished, 'opengraph'),
      ...one(micro.published, 'microdata'),
      ...one(hentry.published, 'h-entry'),
      ...meta(publishedNames, 'meta'),
    ],
    publishedOfSome: one(jsonld?.publishedOfSome, 'jsonld'),
    isPageDated: jsonld?.published !== undefined && jsonld.isPageDated === true,
    modified: [
      ...one(jsonld?.modified, 'jsonld'),
      ...meta(openGraphModified, 'opengraph'),
      ...one(micro.modified, 'microdata'),
      ...one(hentry.modified, 'h-entry'),
      ...meta(modifiedNames, 'meta'),
    ],
    sections: [...one(jsonld?.section, 'jsonld'), ...meta(sectionNames, 'meta'), ...one(micro.section, 'microdata')],
    images: [
      ...meta(['og:image:secure_url', 'og:image', 'og:image:url'], 'opengraph'),
      ...one(jsonld?.image, 'jsonld'),
      ...one(micro.image, 'microdata'),
      ...meta(['twitter:image', 'twitter:image:src', 'thumbnail', 'parsely-image-url', 'sailthru.image.full'], 'meta'),
      ...one(linkOf(page, 'image_src'), 'link'),
    ],
    summaries: [
      ...meta(['og:description'], 'opengraph'),
      ...one(jsonld?.summary, 'jsonld'),
      ...meta(['description', 'twitter:description', 'dc.description', 'sailthru.description'], 'meta'),
    ],
    keywords: jsonld?.keywords.length ? jsonld.keywords : splitKeywords(metas),
    siteNames: [
      ...(metas.get('og:site_name') ?? []),
      ...(jsonld?.site ? [jsonld.site] : []),
      ...ownSites,
      ...(metas.get('application-name') ?? []),
      ...(metas.get('apple-mobile-web-app-title') ?? []),
      ...(metas.get('publisher') ?? []),
      ...(metas.get('dc.publisher') ?? []),
    ],
    canonical: canonicalOf(page),
    language: languageTag(jsonld?.language ?? '') ?? page.language,
    body: jsonld?.body ?? micro.body,
    keptBack:
      jsonld?.keptBack ?? micro.keptBack ?? (metas.get('article:content_tier')?.includes('locked') ? [] : undefined),
  }
}

/** `twitter:label1` and `twitter:data1`, in which WordPress tells who wrote a piece, in the language of its site. */
function labelledAuthors(metas: ReadonlyMap<string, readonly string[]>): readonly Candidate<readonly FeedPerson[]>[] {
  const names = ['1', '2'].flatMap((number) => {
    const label = metas.get(`twitter:label${number}`)?.[0] ?? ''
    const name = metas.get(`twitter:data${number}`)?.[0] ?? ''
    return label !== '' && label.length <= 40 && afterLead(`${label} ${name}`) === name ? [{ name }] : []
  })
  return names.length > 0 ? [{ value: names, way: 'meta' }] : []
}

/** What the page calls itself, and what stands over its text. */
function calledIn({ document, facts }: LoadedPage, metas: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const title = facts.find(({ localName }) => localName === 'title')
  const headings = [...document.querySelectorAll('h1')].slice(0, 5)
  return [
    plainText(title?.textContent ?? ''),
    ...(metas.get('og:title') ?? []),
    ...headings.map((heading) => plainText(visibleText(heading, 500))),
  ].filter((called) => called !== '')
}

function one<W extends Way>(value: string | null | undefined, way: W): readonly { value: string; way: W }[] {
  const text = value === null || value === undefined ? '' : plainText(value)
  return text === '' ? [] : [{ value: text, way }]
}

/** `<meta>` by `property` or `name`, lower case, several values kept in order. */
function readMetas(page: LoadedPage): ReadonlyMap<string, readonly string[]> {
  const metas = new Map<string, string[]>()
  for (const element of page.facts) {
    if (element.localName !== 'meta') continue
    const value = plainText(element.getAttribute('content') ?? '')
    if (value === '') continue
    for (const attribute of ['property', 'name', 'http-equiv']) {
      for (const name of (element.getAttribute(attribute) ?? '').toLowerCase().split(/\s+/)) {
        if (name === '') continue
        const values = metas.get(name)
        if (values === undefined) metas.set(name, [value])
        else if (!values.includes(value)) values.push(value)
      }
    }
  }
  return metas
}

/** Where the page's `<link>` of this relation leads. */
function linkOf({ facts }: LoadedPage, relation: string): string | undefined {
  const link = facts.find((element) => element.hasAttribute('href') && relationsOf(element).includes(relation))
  return link?.getAttribute('href') ?? undefined
}

function relationsOf(element: PageElement): readonly string[] {
  return element.localName === 'link' ? (element.getAttribute('rel') ?? '').toLowerCase().split(/\s+/) : []
}

function splitKeywords(metas: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const tags = metas.get('article:tag') ?? []
  const keywords =
    tags.length > 0
      ? tags
      : (metas.get('news_keywords') ?? metas.get('keywords') ?? []).flatMap((value) => value.split(/[,;،、，]/))
  return [
    ...new Set(keywords.map((keyword) => keyword.trim()).filter((keyword) => keyword !== '' && keyword.length < 100)),
  ].slice(0, 50)
}

/**
 * The address that the page gives itself in its head: what stands in the body may be a visitor's (HTML standard, section
 * 4.2.4: such a link is not allowed there). Several that contradict one another say nothing.
 */
function canonicalOf(page: LoadedPage): string | undefined {
  const inHead = page.facts.filter((element) => element.closest('head') !== null)
  const links = inHead.filter((element) => relationsOf(element).includes('canonical'))
  const metas = inHead.filter((element) => element.getAttribute('property')?.toLowerCase() === 'og:url')
  for (const [elements, attribute] of [
    [links, 'href'],
    [metas, 'content'],
  ] as const) {
    const addresses = elements.flatMap((element) => element.getAttribute(attribute)?.trim() || [])
    const [url, other] = new Set(addresses.flatMap((address) => URL.parse(address, page.base)?.href ?? []))
    if (other !== undefined) return undefined
    const here = URL.parse(page.url)
    if (url === undefined || here === null || !/^https?:/.test(url)) continue
    // A canonical link to the front page is a template's mistake.
    if (new URL(url).pathname === '/' && here.pathname !== '/') continue
    return url
  }
  return undefined
}

/** schema.org as attributes (HTML standard, section 5): the scope that is an article, else the page as one. */
function readMicrodata(page: LoadedPage): StructuredArticle {
  const { document } = page
  const scopes = [...document.querySelectorAll('[itemscope][itemtype]')].filter((scope) =>
    /schema\.org\/(?:\w*Article|BlogPosting|Report|LiveBlogPosting)\b/i.test(scope.getAttribute('itemtype') ?? ''),
  )
  // A page with many articles is showing others beside its own: only one that holds a heading or a body is the page's.
  const scope =
    scopes.length <= 1
      ? scopes[0]
      : scopes.find((candidate) => candidate.querySelector('h1, [itemprop~="articleBody"]') !== null)
  const root = scope ?? (scopes.length === 0 ? document : undefined)
  if (root === undefined) return { authors: [], keywords: [] }
  const comments = [...document.querySelectorAll('[itemtype*="Comment" i]')]
  const properties = propertiesOf(root, (element) => comments.some((comment) => comment.contains(element)))
  if (properties.size === 0) return { authors: [], keywords: [] }
  const value = (name: string): string | undefined => {
    for (const element of properties.get(name) ?? []) {
      const owner = element.parentElement?.closest('[itemscope]') ?? null
      if (scope !== undefined && owner !== null && owner !== scope && scope.contains(owner)) continue
      const text = propertyValue(element)
      if (text !== '') return text
    }
    return undefined
  }
  // What a teaser within the article says is of another piece.
  const isOwn = (element: PageElement) => {
    const owner = element.parentElement?.closest('[itemscope]') ?? null
    return scope === undefined || owner === null || owner === scope || !scope.contains(owner) || !scopes.includes(owner)
  }
  const named = (properties.get('author') ?? []).filter(isOwn)
  const authors = named.slice(0, 10).flatMap((element) => {
    const named = element.hasAttribute('itemscope') ? element.querySelector('[itemprop~="name"]') : null
    const name = propertyValue(named ?? element)
    return name === '' || /^https?:/.test(name) ? [] : [{ name }]
  })
  const title = value('headline')
  const published = value('datePublished') ?? value('dateCreated')
  const modified = value('dateModified')
  const section = value('articleSection')
  const image = value('image') ?? value('thumbnailUrl')
  const free = value('isAccessibleForFree')
  return {
    authors,
    ...(/^(?:false|no)$/i.test(free ?? '') && { keptBack: [] }),
    keywords: [],
    ...(title && { title }),
    ...(published && { published }),
    ...(modified && { modified }),
    ...(section && section.length < 80 && { section }),
    ...(image && /^(?:https?:)?\/|\.(?:jpe?g|png|webp)/i.test(image) && { image }),
  }
}

/** The elements of `root` by the properties they name, but for what `isOther` says is of something else: one look at the page for all of them. */
function propertiesOf(
  root: PageDocument | PageElement,
  isOther: (element: PageElement) => boolean,
): ReadonlyMap<string, readonly PageElement[]> {
  const properties = new Map<string, PageElement[]>()
  for (const element of root.querySelectorAll('[itemprop], [property]')) {
    if (isOpenGraph(element) || isOther(element)) continue
    for (const name of namesIn(element)) {
      const known = properties.get(name)
      if (known === undefined) properties.set(name, [element])
      else known.push(element)
    }
  }
  return properties
}

function isOpenGraph(element: PageElement): boolean {
  return (
    element.localName === 'meta' &&
    !element.hasAttribute('itemprop') &&
    element.getAttribute('property')?.includes(':') === true
  )
}

/** RDFa says the same with prefixes, and Drupal with those of Dublin Core. */
const rdfa: Readonly<Record<string, string>> = {
  'dc:date': 'datePublished',
  'dc:created': 'datePublished',
  'dc:issued': 'datePublished',
  'dc:modified': 'dateModified',
  'dc:creator': 'author',
}

function namesIn(element: PageElement): readonly string[] {
  const own = (element.getAttribute('itemprop') ?? '').split(/\s+/)
  const property = element.getAttribute('property')
  if (property === null) return own
  const named = property
    .split(/\s+/)
    .map((name) => rdfa[name] ?? name.replace(/^(?:schema|https?:\/\/schema\.org\/):?/, ''))
  return [...own, ...named]
}

function propertyValue(element: PageElement): string {
  for (const name of ['content', 'datetime']) {
    const value = element.getAttribute(name)
    if (value !== null && value.trim() !== '') return plainText(value)
  }
  // Microformats keep the machine's words in an abbreviation's title.
  const title = element.localName === 'abbr' ? element.getAttribute('title') : null
  if (title !== null && title.trim() !== '') return plainText(title)
  if (/^(?:img|source|video|audio|iframe|embed)$/.test(element.localName))
    return (element.getAttribute('src') ?? '').trim()
  if (element.localName === 'link') return (element.getAttribute('href') ?? '').trim()
  return plainText(visibleText(element, 500))
}

/** Microformats: h-entry, and hentry before it; only where the page has one, for a listing has many. */
function readHentry(page: LoadedPage): StructuredArticle {
  const entries = [...page.document.querySelectorAll('.h-entry, .hentry')]
  const entry = entries.length === 1 ? entries[0] : entries.find((candidate) => candidate.querySelector('h1') !== null)
  if (entry === undefined) return { authors: [], keywords: [] }
  const text = (selector: string) => {
    const element = entry.querySelector(selector)
    return element === null ? undefined : propertyValue(element) || undefined
  }
  const title = text('.p-name, .entry-title')
  const published = text('.dt-published, time.published, abbr.published, .entry-date.published, .published[title]')
  const modified = text('.dt-updated, time.updated, abbr.updated')
  const author = text('.p-author .p-name, .p-author, .author .fn, .vcard .fn')
  return {
    authors: author === undefined ? [] : [{ name: author }],
    keywords: [],
    ...(title && { title }),
    ...(published && { published }),
    ...(modified && { modified }),
  }
}
