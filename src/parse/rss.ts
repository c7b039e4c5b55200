import type { FeedItem } from '../model/feed.ts'
import { atomFields, readAtomFeedField, readFeedLink } from './atom.ts'
import { better, categoryOf, type FeedDraft, finishItem, type ItemDraft, newItemDraft, withOne } from './draft.ts'
import { fieldsOf, itemFields, readFields } from './item-fields.ts'
import { resolveUrl } from './link.ts'
import {
  betterDate,
  imageOf,
  itemModules,
  linkOf,
  makeEnclosure,
  positiveInteger,
  readFeedModule,
  writtenIn,
} from './modules.ts'
import { atomPerson } from './person.ts'
import { guessedText, htmlText, labelIn, plainOf } from './text-construct.ts'
import { attribute, childOf, childrenOf, textOf, type XmlElement } from './xml-tree.ts'

/** A link as RSS has it, in the text, or as Atom has it, in `href`. */
function rssLink(element: XmlElement): string | undefined {
  return (
    linkOf(element) ?? resolveUrl(attribute(element, 'href') ?? attribute(element, 'rdf:resource') ?? '', element.base)
  )
}

function readGuid(element: XmlElement, draft: ItemDraft): void {
  const guid = writtenIn(element)
  if (guid === undefined || draft.id?.rank === 0) return
  draft.id = { rank: 0, value: guid }
  // RSS 2.0: a permalink unless it says `isPermaLink="false"`; a path alone is one only where it says so.
  const says = attribute(element, 'ispermalink')?.toLowerCase()
  if (says === 'false' || !(says === 'true' ? /^(?:https?:\/)?\//i : /^https?:\/\//i).test(guid)) return
  // Where it is what the link says, which is the rule, it was looked at already.
  const url = guid === draft.url?.value && !guid.includes('&amp;') ? guid : resolveUrl(guid, element.base)
  draft.permalink = url !== undefined
  draft.url = better(draft.url, 4, url)
}

/** RSS's own elements in an item. */
const rssFields = itemFields({
  title: (element, draft) => {
    draft.title = better(draft.title, 0, guessedText(element))
  },
  link: (element, draft) => {
    const href = rssLink(element)
    const rel = attribute(element, 'rel')?.toLowerCase() || 'alternate'
    if (href === undefined) return
    if (rel === 'enclosure') {
      const enclosure = makeEnclosure(href, attribute(element, 'type'), attribute(element, 'length'))
      if (enclosure !== undefined) draft.enclosures = withOne(draft.enclosures, enclosure)
      return
    }
    draft.links = withOne(draft.links, { href, rel })
    if (rel === 'alternate') draft.url = better(draft.url, 1, href)
  },
  guid: readGuid,
  description: (element, draft) => {
    // A second one is the whole text of feeds that know no content:encoded.
    if (draft.summary?.rank === 0) draft.content = better(draft.content, 8, htmlText(element))
    else draft.summary = better(draft.summary, 0, htmlText(element))
  },
  'summary abstract': (element, draft) => {
    draft.summary = better(draft.summary, 6, htmlText(element))
  },
  'content body fullitem encoded': (element, draft) => {
    draft.content = better(draft.content, 4, htmlText(element))
  },
  pubdate: (element, draft) => {
    draft.published = betterDate(draft.published, 0, writtenIn(element))
  },
  'date published issued': (element, draft) => {
    draft.published = betterDate(draft.published, 5, writtenIn(element))
  },
  'updated modified lastbuilddate': (element, draft) => {
    draft.updated = betterDate(draft.updated, 3, writtenIn(element))
  },
  'author creator': (element, draft) => {
    const person = atomPerson(element)
    if (person !== undefined) draft.authors = withOne(draft.authors, person)
  },
  category: (element, draft) => {
    const term = labelIn(element) ?? (attribute(element, 'term') || attribute(element, 'label'))
    const scheme = attribute(element, 'domain') ?? attribute(element, 'scheme')
    const label = attribute(element, 'label')
    if (term) draft.categories = withOne(draft.categories, categoryOf(term, label, scheme))
  },
  enclosure: (element, draft) => {
    const written = attribute(element, 'url') ?? attribute(element, 'href') ?? textOf(element)
    const url = resolveUrl(written, element.base)
    const enclosure = makeEnclosure(url, attribute(element, 'type'), attribute(element, 'length'))
    if (enclosure !== undefined) draft.enclosures = withOne(draft.enclosures, enclosure)
  },
  comments: (element, draft) => {
    draft.commentsUrl = better(draft.commentsUrl, 0, linkOf(element))
    if (/^\d{1,9}$/.test(textOf(element))) {
      draft.commentsCount = better(draft.commentsCount, 3, Number(textOf(element)))
      draft.commentsUrl = undefined
    }
  },
  source: (element, draft) => {
    const title = labelIn(element)
    const url = resolveUrl(attribute(element, 'url') ?? attribute(element, 'href') ?? '', element.base)
    draft.source = { ...(title === undefined ? {} : { title }), ...(url === undefined ? {} : { url }) }
  },
  image: (element, draft) => {
    draft.image = better(draft.image, 3, imageOf(element))
  },
  language: (element, draft) => {
    draft.language = better(draft.language, 2, writtenIn(element))
  },
  'copyright rights': (element, draft) => {
    draft.rights = better(draft.rights, 0, plainOf(guessedText(element)))
  },
  id: (element, draft) => {
    draft.id = better(draft.id, 4, writtenIn(element))
  },
})

/** How items of RSS or RDF, which borrow from Atom are read. */
export const rssItemFields = fieldsOf(rssFields, atomFields, itemModules)

/** An item of RSS 0.9x or 2.0, or of RDF, where it is known by `rdf:about` (RSS 1.0 section 5.5). */
export function readRssItem(item: XmlElement, textChars: number): FeedItem {
  const draft = newItemDraft()
  const about = attribute(item, 'rdf:about') ?? attribute(item, 'about')
  if (about) draft.id = { rank: 2, value: about }
  if (item.language !== undefined) draft.language = { rank: 0, value: item.language }
  readFields(item, rssItemFields, draft)
  if (about) draft.url = better(draft.url, 7, /^https?:/i.test(about) ? resolveUrl(about, item.base) : undefined)
  return finishItem(draft, textChars)
}

/** Hours of GMT; RSS 0.91 counted them from 1 to 24. */
function readSkipHours(element: XmlElement): number[] {
  const hours = new Set<number>()
  for (const child of childrenOf(element)) {
    const text = textOf(child)
    if (/^\d{1,2}$/.test(text) && Number(text) <= 24) hours.add(Number(text) % 24)
  }
  return [...hours].sort((a, b) => a - b)
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function readSkipDays(element: XmlElement): string[] {
  const named = new Set(childrenOf(element).map((child) => textOf(child).toLowerCase()))
  return weekdays.filter((day) => named.has(day))
}

/** One of RSS's own elements in a channel. */
function readChannelField(element: XmlElement, draft: FeedDraft): void {
  switch (element.name.key) {
    case 'title':
      draft.title = better(draft.title, 0, guessedText(element))
      return
    case 'link':
      if (attribute(element, 'rel') !== undefined) readFeedLink(element, draft)
      else draft.url = better(draft.url, 0, rssLink(element))
      return
    case 'description':
      draft.description = better(draft.description, 0, htmlText(element))
      return
    case 'tagline':
    case 'subtitle':
      draft.description = better(draft.description, 3, htmlText(element))
      return
    case 'language':
      draft.language = better(draft.language, 0, writtenIn(element))
      return
    case 'copyright':
    case 'rights':
      draft.rights = better(draft.rights, 0, plainOf(guessedText(element)))
      return
    case 'managingeditor':
    case 'author': {
      const person = atomPerson(element)
      if (person !== undefined) draft.authors = withOne(draft.authors, person)
      return
    }
    case 'webmaster': {
      const person = atomPerson(element)
      if (person !== undefined) draft.otherAuthors = withOne(draft.otherAuthors, person)
      return
    }
    case 'lastbuilddate':
      draft.updated = betterDate(draft.updated, 0, writtenIn(element))
      return
    case 'pubdate':
      draft.published = betterDate(draft.published, 0, writtenIn(element))
      return
    case 'image':
      draft.image = better(draft.image, 0, imageOf(element))
      return
    case 'ttl': {
      const minutes = positiveInteger(textOf(element))
      if (minutes !== undefined) draft.rhythm.ttlMinutes ??= minutes
      return
    }
    case 'skiphours': {
      const hours = readSkipHours(element)
      if (hours.length > 0) draft.rhythm.skipHours ??= hours
      return
    }
    case 'skipdays': {
      const days = readSkipDays(element)
      if (days.length > 0) draft.rhythm.skipDays ??= days
      return
    }
    default:
  }
}

/** What an RSS or RDF document says of itself, once all of it was read. The channel's elements may stand outside it. */
export function readChannel(root: XmlElement, draft: FeedDraft): void {
  for (const holder of [childOf(root, 'rss') ?? childOf(root, 'rdf:rdf') ?? root]) {
    if (holder.language !== undefined) draft.language = better(draft.language, 3, holder.language)
    const channels = childrenOf(holder).filter(({ name }) => name.key === 'channel')
    for (const channel of channels.length > 0 ? channels : [holder]) {
      if (channel.language !== undefined) draft.language = better(draft.language, 1, channel.language)
      const about = attribute(channel, 'rdf:about')
      if (about) draft.id = better(draft.id, 1, about)
      for (const child of childrenOf(channel)) readChannelElement(child, draft)
    }
    // RDF puts the image beside the channel.
    if (channels.length > 0) {
      for (const child of childrenOf(holder)) if (child.name.key === 'image') readChannelField(child, draft)
    }
  }
}

function readChannelElement(element: XmlElement, draft: FeedDraft): void {
  if (element.name.prefix === '') readChannelField(element, draft)
  else if (element.name.prefix === 'atom') readAtomFeedField(element, draft)
  else readFeedModule(element, draft)
}
