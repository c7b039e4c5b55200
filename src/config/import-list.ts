import type { Opml, Outline } from '../model/opml.ts'
import { cleanText } from '../text/plain.ts'
import type { Problem } from './config-error.ts'
import type { Told } from './explain.ts'
import { isXPathType, keptAttributes } from './outline-attributes.ts'
import { readSource } from './read-section.ts'
import { slugFromTitle, slugRefusal } from './slug.ts'
import { languageTag } from './values.ts'
import { selectorFromXPath } from './xpath-selector.ts'

/** A source as it is written into a section's file. */
export type ImportedSource = {
  readonly name: string
  readonly url: string
  readonly kind: 'url' | 'page' | 'sitemap' | 'list'
  /** The same for every way to write its address. */
  readonly documentKey: string
  /** All that is said of it. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** A folder of the list, as a section. */
export type ImportedSection = {
  readonly slug: string
  readonly title: string
  readonly language?: string
  readonly description?: string
  readonly from: readonly string[]
  readonly sources: readonly ImportedSource[]
}

/** What a list comes to. */
export type Import = {
  readonly sections: readonly ImportedSection[]
  /** Addresses that a section has already. */
  readonly doubles: readonly string[]
  /** What cannot be carried over, a line each. */
  readonly lost: readonly string[]
}

type Draft = {
  readonly slug: string
  title: string
  /** Named after the list, of which it holds what lies outside of any folder: a folder of its slug may give it a title. */
  isOfList: boolean
  language?: string
  description?: string
  readonly from: Set<string>
  readonly sources: Map<string, ImportedSource>
}

type Importing = { readonly drafts: Map<string, Draft>; readonly doubles: string[]; readonly lost: string[] }

/**
 * Makes sections of a list's folders: one of each, a folder inside of another is what that is made of too. Outlines outside
 * of any are a section named `name`. Pure.
 */
export function importList(opml: Opml, name: string): Import {
  const importing: Importing = { drafts: new Map(), doubles: [], lost: [] }
  const slug = slugFromTitle(name)
  const title = cleanText(opml.title ?? '') || name
  addOutlines(opml.outlines, () => draftOf(slug, title, importing, true), undefined, importing)
  const drafts = withoutEmpty(importing.drafts)
  return {
    sections: drafts.map(({ slug: own, title, language, description, from, sources }) => ({
      slug: own,
      title,
      ...(language === undefined ? {} : { language }),
      ...(description === undefined ? {} : { description }),
      from: [...from],
      sources: [...sources.values()],
    })),
    doubles: importing.doubles,
    lost: importing.lost,
  }
}

function draftOf(slug: string, title: string, { drafts }: Importing, isOfList = false): Draft {
  const known = drafts.get(slug)
  if (known?.isOfList && !isOfList) Object.assign(known, { title, isOfList })
  if (known !== undefined) return known
  const draft: Draft = { slug, title, isOfList, from: new Set(), sources: new Map() }
  drafts.set(slug, draft)
  return draft
}

function attributeOf(outline: Outline, name: string): string | undefined {
  const found = Object.entries(outline.attributes).find(([key]) => key.toLowerCase() === name)
  return found?.[1].trim() || undefined
}

function addOutlines(
  outlines: readonly Outline[],
  draft: () => Draft,
  outer: Draft | undefined,
  importing: Importing,
): void {
  for (const outline of outlines) {
    const listUrl = attributeOf(outline, 'frss:opmlurl')
    const isFolder =
      outline.children.length > 0 || listUrl !== undefined || attributeOf(outline, 'warta:from') !== undefined
    if (!isFolder) {
      if (!isEmptyFolder(outline)) addSource(outline, draft(), importing)
      continue
    }
    const inner = addFolder(outline, importing)
    if (outer !== undefined && outer !== inner) outer.from.add(inner.slug)
    // FreshRSS: a folder that follows a remote list.
    if (listUrl !== undefined) addTo(inner, { kind: 'list', url: listUrl, name: inner.title, settings: {} }, importing)
    if (outline.xmlUrl !== undefined) addSource(outline, inner, importing)
    addOutlines(outline.children, () => inner, inner, importing)
  }
}

/** An outline that is neither a feed nor holds any: a note, or a folder without feeds. */
function isEmptyFolder(outline: Outline): boolean {
  return (
    outline.type === undefined &&
    attributeOf(outline, 'xmlurl') === undefined &&
    attributeOf(outline, 'url') === undefined
  )
}

function addFolder(outline: Outline, importing: Importing): Draft {
  const title = cleanText(outline.title ?? outline.text) || 'Untitled'
  const own = attributeOf(outline, 'warta:slug')
  const draft = draftOf(
    own !== undefined && slugRefusal(own) === undefined ? own : slugFromTitle(title),
    title,
    importing,
  )
  const language = outline.language === undefined ? undefined : languageTag(outline.language)
  if (language !== undefined) draft.language ??= language
  const description = cleanText(outline.description ?? '')
  if (description !== '') draft.description ??= description
  for (const slug of attributeOf(outline, 'warta:from')?.split(',') ?? []) draft.from.add(slug.trim())
  const known = /^(text|title|language|description|type|isopen|iscomment|warta:.*|frss:opmlurl|xmlns.*)$/i
  for (const [name, value] of Object.entries(outline.attributes)) {
    if (known.test(name) || outline.xmlUrl !== undefined) continue
    importing.lost.push(`${title}: ${name}=${JSON.stringify(value.slice(0, 80))} of the folder`)
  }
  return draft
}

type Found = {
  readonly kind: ImportedSource['kind']
  readonly url: string | undefined
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
}

function addSource(outline: Outline, draft: Draft, importing: Importing): void {
  const { found, lost } = sourceOf(outline)
  importing.lost.push(...lost)
  if (found !== undefined) addTo(draft, found, importing)
}

/** What an outline is the source of, and what of it cannot be carried over, a line each. Pure. */
export function sourceOf(outline: Outline): { readonly found: Found | undefined; readonly lost: readonly string[] } {
  const name = cleanText(outline.text)
  const type = (outline.type ?? '').toLowerCase()
  const link = attributeOf(outline, 'url')
  const address = attributeOf(outline, 'xmlurl')
  const kind = attributeOf(outline, 'warta:kind')
  const lost: string[] = []
  const common = { name, settings: { ...settingsOf(outline, lost, name), ...languageOf(outline) } }
  if (link !== undefined && (kind === 'page' || kind === 'sitemap'))
    return { found: { ...common, kind, url: link }, lost }
  // OPML 2.0: `include` takes another list in, and so does a `link` to a file that is one.
  if (link !== undefined && (type === 'include' || (type === 'link' && /\.opml$/i.test(link))))
    return { found: { ...common, kind: 'list', url: link }, lost }
  if (isXPathType(type)) {
    // What Warta itself wrote beside it is newer than the XPath that it was made from.
    const selectors = kind === 'page' ? {} : selectorsOf(outline, lost, name)
    const settings = { ...selectors, ...common.settings }
    return { found: { name, kind: 'page', url: outline.xmlUrl ?? address, settings }, lost }
  }
  if (isForeignType(type)) {
    return { found: undefined, lost: [`${name || address}: a source of the type ${outline.type} is left out`] }
  }
  if (address !== undefined) return { found: { ...common, kind: 'url', url: outline.xmlUrl ?? address }, lost }
  return { found: undefined, lost: [...lost, `${name || 'an outline'}: it has no address of a feed and is left out`] }
}

/** What other programs read by rules that Warta has none for: `XML+XPath`, `JSON+DotNotation`. */
function isForeignType(type: string): boolean {
  return /\+(?:xpath|dotnotation|dotpath)|^json\+/i.test(type)
}

function addTo(draft: Draft, { kind, url, name, settings }: Found, importing: Importing): void {
  const problems: Problem[] = []
  const { opml, ...rest } = settings
  const named = name === '' || name === url ? {} : { name }
  const kept = opml === undefined ? {} : { opml }
  const read = readSource({ [kind]: url, ...named, ...rest, ...kept }, ['source'], nowhere, problems)
  // What another program wrote wrong costs that setting, not the source.
  const plain = problems.length === 0 ? read : readSource({ [kind]: url, ...named }, ['source'], nowhere, [])
  if (plain === undefined || url === undefined) {
    importing.lost.push(`${name || 'an outline'}: expected an http or https URL, found ${JSON.stringify(url ?? '')}`)
    return
  }
  for (const { found, expected } of problems)
    importing.lost.push(`${name || url}: expected ${expected}, found ${found}`)
  if (draft.sources.has(plain.documentKey)) {
    importing.doubles.push(url)
    return
  }
  draft.sources.set(plain.documentKey, {
    name: name || url,
    url,
    kind,
    documentKey: plain.documentKey,
    settings: problems.length === 0 ? { ...named, ...rest, ...kept } : named,
  })
}

const place = { line: 1, column: 1, keyLine: 1, keyColumn: 1 }
const nowhere: Told = { file: 'list', yaml: { place: () => place } }

function languageOf(outline: Outline): { readonly language?: string } {
  const language = outline.language === undefined ? undefined : languageTag(outline.language)
  return language === undefined ? {} : { language }
}

/** What Warta itself wrote beside an outline's own attributes, and what FreshRSS says that Warta knows of. */
function settingsOf(outline: Outline, lost: string[], name: string): Record<string, unknown> {
  const { opml = {} } = keptAttributes(outline)
  const kept = { ...opml }
  delete kept['url']
  if (attributeOf(outline, 'url') !== undefined) delete kept['type']
  const ours = readSettings(attributeOf(outline, 'warta:settings'))
  const fullText = attributeOf(outline, 'frss:cssfullcontent')
  for (const [attribute, value] of Object.entries(kept)) {
    if (!/^frss:/i.test(attribute) || /^frss:(xpath|cssfullcontent$|csscontentfilter$)/i.test(attribute)) continue
    if (value !== '') lost.push(`${name}: ${attribute}=${JSON.stringify(value.slice(0, 80))} has no effect here`)
  }
  const isPage = isXPathType(outline.type)
  const isOurs = attributeOf(outline, 'warta:kind') !== undefined
  const drop = attributeOf(outline, 'frss:csscontentfilter')
  if (!isPage && fullText !== undefined)
    lost.push(`${name}: of its article pages the text is found, not selected by ${JSON.stringify(fullText)}`)
  const article = {
    ...(fullText === undefined ? {} : { body: fullText }),
    ...(drop === undefined ? {} : { drop: [drop] }),
  }
  return {
    ...ours,
    ...(fullText === undefined || isPage ? {} : { fullText: true }),
    ...(isPage && !isOurs && Object.keys(article).length > 0 ? { article } : {}),
    ...(Object.keys(kept).length === 0 ? {} : { opml: kept }),
  }
}

function readSettings(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** FreshRSS scrapes pages by XPath: our selectors for each where there is one. */
const scraped: Readonly<Record<string, string>> = {
  'frss:xpathitem': 'item',
  'frss:xpathitemtitle': 'title',
  'frss:xpathitemcontent': 'summary',
  'frss:xpathitemuri': 'link',
  'frss:xpathitemauthor': 'author',
  'frss:xpathitemtimestamp': 'date',
  'frss:xpathitemthumbnail': 'image',
}

function selectorsOf(outline: Outline, lost: string[], name: string): Record<string, string> {
  const selectors: Record<string, string> = {}
  for (const [attribute, value] of Object.entries(outline.attributes)) {
    const key = attribute.toLowerCase()
    if (!key.startsWith('frss:xpath') || value.trim() === '') continue
    const field = scraped[key]
    const selector = field === undefined ? undefined : selectorFromXPath(value)
    if (field !== undefined && selector !== undefined) selectors[field] = selector
    else {
      const what = field === undefined ? 'has no effect here' : 'has no selector; what it selects is looked for'
      lost.push(`${name}: ${attribute}=${JSON.stringify(value.slice(0, 80))} ${what}`)
    }
  }
  return selectors
}

/** Folders without any source inside are left out, and then those made only of such. */
function withoutEmpty(drafts: ReadonlyMap<string, Draft>): readonly Draft[] {
  const kept = new Map(drafts)
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const draft of kept.values()) {
      for (const slug of draft.from) if (!kept.has(slug) && drafts.has(slug)) draft.from.delete(slug)
      if (draft.sources.size === 0 && draft.from.size === 0) kept.delete(draft.slug)
    }
  }
  return [...kept.values()]
}
