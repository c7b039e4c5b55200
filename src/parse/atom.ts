import type { FeedItem, FeedLink } from '../model/feed.ts'
import { better, categoryOf, type FeedDraft, finishItem, type ItemDraft, newItemDraft, withOne } from './draft.ts'
import { fieldsOf, itemFields, readFields } from './item-fields.ts'
import { resolveUrl } from './link.ts'
import { betterDate, itemModules, linkOf, makeEnclosure, readFeedModule, writtenIn } from './modules.ts'
import { atomPerson } from './person.ts'
import { atomText, htmlText, plainOf } from './text-construct.ts'
import { attribute, childOf, childrenOf, textOf, type XmlElement } from './xml-tree.ts'

const relations = /^https?:\/\/www\.iana\.org\/assignments\/relation\//i

/** An Atom link, absolute; undefined where it leads nowhere. Some write it as RSS does, as text. RFC 4287 section 4.2.7.2: no `rel` means `alternate`. */
function readLink(element: XmlElement): FeedLink | undefined {
  const written = attribute(element, 'href') ?? attribute(element, 'rdf:resource') ?? textOf(element)
  const href = resolveUrl(written, element.base)
  if (href === undefined) return undefined
  const rel = (attribute(element, 'rel') || 'alternate').replace(relations, '').toLowerCase()
  const type = attribute(element, 'type')?.toLowerCase()
  const language = attribute(element, 'hreflang')
  const title = attribute(element, 'title')
  return {
    href,
    rel,
    ...(type ? { type } : {}),
    ...(language ? { language } : {}),
    ...(title ? { title } : {}),
  }
}

/** Whether a link of this type is a page for people. */
function isPage(type: string | undefined): boolean {
  return type === undefined || /^(?:text\/html|application\/xhtml\+xml)\b/.test(type)
}

function readItemLink(element: XmlElement, draft: ItemDraft): void {
  const link = readLink(element)
  if (link === undefined) return
  if (link.rel === 'enclosure') {
    const enclosure = makeEnclosure(link.href, link.type, attribute(element, 'length'))
    if (enclosure !== undefined) draft.enclosures = withOne(draft.enclosures, enclosure)
    return
  }
  draft.links = withOne(draft.links, link)
  if (link.rel === 'alternate') draft.url = better(draft.url, isPage(link.type) ? 2 : 3, link.href)
  else if (link.rel === 'license') draft.rights = better(draft.rights, 6, link.href)
  else if (link.rel === 'replies') {
    draft.commentsUrl = better(draft.commentsUrl, isPage(link.type) ? 1 : 2, link.href)
    const count = attribute(element, 'thr:count') ?? attribute(element, 'count')
    if (count !== undefined && /^\d{1,9}$/.test(count))
      draft.commentsCount = better(draft.commentsCount, 2, Number(count))
  }
}

/** Where an entry was taken from (RFC 4287 section 4.2.11). */
function readSource(element: XmlElement, draft: ItemDraft): void {
  const source: { title?: string; url?: string; id?: string } = {}
  let self: string | undefined
  for (const child of childrenOf(element)) {
    const { key } = child.name
    if (key === 'atom:id') source.id ??= writtenIn(child) ?? ''
    else if (key === 'atom:title') source.title ??= plainOf(atomText(child)) ?? ''
    else if (key === 'atom:author') {
      const person = atomPerson(child)
      if (person !== undefined) draft.sourceAuthors = withOne(draft.sourceAuthors, person)
    } else if (key === 'atom:rights') draft.rights = better(draft.rights, 4, plainOf(atomText(child)))
    else if (key === 'atom:link') {
      const link = readLink(child)
      if (link?.rel === 'alternate') source.url ??= link.href
      else if (link?.rel === 'self') self ??= link.href
    }
  }
  if (source.url === undefined && self !== undefined) source.url = self
  if (!source.title) delete source.title
  if (!source.id) delete source.id
  draft.source = source
}

/** `content` with `src` lies elsewhere (section 4.1.3.2): a page to open, or media. */
function readContent(element: XmlElement, draft: ItemDraft): void {
  const src = attribute(element, 'src')
  if (!src) {
    draft.content = better(draft.content, 2, atomText(element))
    return
  }
  const url = resolveUrl(src, element.base)
  const type = attribute(element, 'type')?.toLowerCase()
  if (isPage(type)) draft.url = better(draft.url, 6, url)
  else {
    const enclosure = makeEnclosure(url, type, undefined)
    if (enclosure !== undefined) draft.enclosures = withOne(draft.enclosures, enclosure)
  }
}

/** Atom's elements in an item, also in RSS that borrows it; and those of RSS that Atom documents borrow. */
export const atomFields = itemFields({
  'atom:id': (element, draft) => {
    draft.id = better(draft.id, 1, writtenIn(element))
  },
  'atom:link': readItemLink,
  'atom:title': (element, draft) => {
    draft.title = better(draft.title, 1, atomText(element))
  },
  'atom:summary': (element, draft) => {
    draft.summary = better(draft.summary, 1, atomText(element))
  },
  'atom:content': readContent,
  'atom:published atom:issued': (element, draft) => {
    draft.published = betterDate(draft.published, 1, writtenIn(element))
  },
  'atom:pubdate atom:date': (element, draft) => {
    draft.published = betterDate(draft.published, 6, writtenIn(element))
  },
  'atom:description': (element, draft) => {
    draft.summary = better(draft.summary, 7, htmlText(element))
  },
  'atom:guid': (element, draft) => {
    draft.id = better(draft.id, 5, writtenIn(element))
  },
  'atom:updated': (element, draft) => {
    draft.updated = betterDate(draft.updated, 0, writtenIn(element))
  },
  'atom:modified': (element, draft) => {
    draft.updated = betterDate(draft.updated, 1, writtenIn(element))
  },
  'atom:created': (element, draft) => {
    draft.created = betterDate(draft.created, 0, writtenIn(element))
  },
  'atom:author': (element, draft) => {
    const person = atomPerson(element)
    if (person !== undefined) draft.authors = withOne(draft.authors, person)
  },
  'atom:category': (element, draft) => {
    const term = attribute(element, 'term') || writtenIn(element) || attribute(element, 'label')
    const label = attribute(element, 'label')
    const scheme = attribute(element, 'scheme')
    if (term) draft.categories = withOne(draft.categories, categoryOf(term, label, scheme))
  },
  'atom:rights atom:copyright': (element, draft) => {
    draft.rights = better(draft.rights, 0, plainOf(atomText(element)))
  },
  'atom:source': readSource,
})

/** How items of Atom are read. */
export const atomItemFields = fieldsOf(atomFields, itemModules)

/** An Atom entry. */
export function readEntry(entry: XmlElement, textChars: number): FeedItem {
  const draft = newItemDraft()
  if (entry.language !== undefined) draft.language = { rank: 0, value: entry.language }
  readFields(entry, atomItemFields, draft)
  // An id may be any URI; one of the web, where nothing else says where the entry lies, is nearly always its page.
  const id = draft.id?.value ?? ''
  if (/^https?:\/\//i.test(id)) draft.url = better(draft.url, 8, resolveUrl(id, entry.base))
  return finishItem(draft, textChars)
}

/** A link of the feed itself, in Atom and in RSS that borrows it. */
export function readFeedLink(element: XmlElement, draft: FeedDraft): void {
  const link = readLink(element)
  if (link === undefined) return
  if (link.rel === 'self') draft.self = better(draft.self, 0, link.href)
  else if (link.rel === 'hub') draft.hubs.push(link.href)
  else if (link.rel === 'next') draft.next = better(draft.next, 0, link.href)
  else if (link.rel === 'alternate') draft.url = better(draft.url, isPage(link.type) ? 2 : 3, link.href)
}

/** One of Atom's elements in a feed. */
export function readAtomFeedField(element: XmlElement, draft: FeedDraft): void {
  switch (element.name.key) {
    case 'atom:id':
      draft.id = better(draft.id, 0, writtenIn(element))
      return
    case 'atom:link':
      readFeedLink(element, draft)
      return
    case 'atom:title':
      draft.title = better(draft.title, 1, atomText(element))
      return
    case 'atom:subtitle':
    case 'atom:tagline':
    case 'atom:info':
      draft.description = better(draft.description, element.name.key === 'atom:info' ? 5 : 1, atomText(element))
      return
    case 'atom:updated':
    case 'atom:modified':
      draft.updated = betterDate(draft.updated, 1, writtenIn(element))
      return
    case 'atom:author': {
      const person = atomPerson(element)
      if (person !== undefined) draft.authors = withOne(draft.authors, person)
      return
    }
    case 'atom:rights':
    case 'atom:copyright':
      draft.rights = better(draft.rights, 0, plainOf(atomText(element)))
      return
    case 'atom:logo':
      draft.image = better(draft.image, 0, linkOf(element))
      return
    case 'atom:icon':
      draft.icon = better(draft.icon, 0, linkOf(element))
      return
    default:
  }
}

/** What an Atom document says of itself, once all of it was read. */
export function readAtomFeed(root: XmlElement, draft: FeedDraft): void {
  const feed = childOf(root, 'atom:feed')
  if (feed === undefined) return
  if (feed.language !== undefined) draft.language = { rank: 0, value: feed.language }
  for (const child of childrenOf(feed)) {
    if (child.name.prefix === 'atom') readAtomFeedField(child, draft)
    else readFeedModule(child, draft)
  }
}
