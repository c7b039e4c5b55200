import type { FeedEnclosure, FeedMedia } from '../model/feed.ts'
import { namesNoDay, parseDate, parseStandardDate } from '../text/date.ts'
import { better, categoryOf, type FeedDraft, type ItemDraft, type Ranked, withOne } from './draft.ts'
import { itemFields } from './item-fields.ts'
import { resolveUrl } from './link.ts'
import { atomPerson, creatorOf, parsePerson } from './person.ts'
import { guessedText, htmlText, labelIn, plainOf, plainText } from './text-construct.ts'
import { attribute, childOf, childrenOf, textOf, type XmlElement } from './xml-tree.ts'

/** The text of an element; undefined where empty. */
export function writtenIn(element: XmlElement): string | undefined {
  return textOf(element) || undefined
}

/** The link an element's text is, absolute. Line breaks inside it are the layout's. */
export function linkOf(element: XmlElement): string | undefined {
  return resolveUrl(textOf(element), element.base)
}

/** A whole number above zero; undefined for all that publishers write instead (`0`, `-1`, `unknown`). */
export function positiveInteger(written: string | undefined): number | undefined {
  if (written === undefined) return undefined
  const number = digitsIn(written.trim(), 15)
  return number !== undefined && number > 0 ? number : undefined
}

/** A number of ASCII digits and nothing else; by places, because media come with several each. */
function digitsIn(text: string, most: number): number | undefined {
  if (text === '' || text.length > most) return undefined
  let number = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return undefined
    number = number * 10 + digit
  }
  return number
}

function count(element: XmlElement): number | undefined {
  return digitsIn(textOf(element), 9)
}

/** `3723`, `62:03` or `1:02:03` in seconds. */
export function secondsOf(written: string): number | undefined {
  const text = written.trim()
  if (!/^\d{1,7}(?::\d{1,2}){0,2}(?:\.\d+)?$/.test(text)) return undefined
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return seconds > 0 ? Math.round(seconds) : undefined
}

export function makeEnclosure(
  url: string | undefined,
  type: string | undefined,
  length: string | undefined,
): FeedEnclosure | undefined {
  if (url === undefined) return undefined
  // Put together by hand: media come by the dozen in one item, and a spread costs more than all the rest.
  const enclosure: { url: string; type?: string; bytes?: number } = { url }
  const bytes = positiveInteger(length)
  if (type) enclosure.type = type
  if (bytes !== undefined) enclosure.bytes = bytes
  return enclosure
}

/** Whether a text has a digit of ASCII among its first characters, as nearly every date: seen sooner than by an expression. */
function digitsBegin(text: string): boolean {
  for (let at = 0; at < 8; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) return true
  }
  return false
}

/** One without any digit is kept only where nothing better is. */
function dateRank(rank: number, written: string): number {
  return digitsBegin(written) || /\p{Nd}/u.test(written) ? rank : rank + 100
}

/** `better` of dates as written: one that may be a date is better than one that is plainly none, wherever it stands. */
export function betterDate(known: Ranked<string>, rank: number, written: string | undefined): Ranked<string> {
  if (written === undefined) return known
  const offered = { rank: dateRank(rank, written), value: written }
  if (known === undefined) return offered
  const [first, second] = known.rank <= offered.rank ? [known, offered] : [offered, known]
  if (parseStandardDate(first.value) !== undefined) return first
  // What can be read whatever the language wins over what can be read in none (`31 Feb 2024`).
  if (parseStandardDate(second.value) !== undefined && parseDate(first.value) === undefined) return second
  return namesNoDay(first.value) && !namesNoDay(second.value) ? second : first
}

/** Media RSS, wherever it stands: `media:group` and `media:content` hold more of it. */
function readMedia(element: XmlElement, draft: ItemDraft): void {
  switch (element.name.key) {
    case 'media:group':
      for (const child of childrenOf(element)) readMedia(child, draft)
      return
    case 'media:content': {
      readMediaContent(element, draft)
      return
    }
    case 'media:thumbnail': {
      const url = resolveUrl(attribute(element, 'url') ?? textOf(element), element.base)
      draft.image = better(draft.image, 1, url)
      return
    }
    case 'media:title':
      draft.title = better(draft.title, 4, mediaText(element))
      return
    case 'media:description':
      draft.mediaDescription ??= plainOf(mediaText(element))
      draft.summary = better(draft.summary, 5, mediaText(element))
      return
    case 'media:credit':
      draft.mediaCredit ??= labelIn(element)
      return
    case 'media:category':
    case 'media:keywords':
      readCategories(element, draft)
      return
    case 'media:copyright':
      draft.rights = better(draft.rights, 5, plainOf(guessedText(element)))
      return
    default:
  }
}

function mediaText(element: XmlElement): ReturnType<typeof plainText> {
  return attribute(element, 'type') === 'html' ? htmlText(element) : guessedText(element)
}

function readMediaContent(element: XmlElement, draft: ItemDraft): void {
  const player = childOf(element, 'media:player')
  const written = attribute(element, 'url') ?? (player === undefined ? undefined : attribute(player, 'url'))
  const url = written === undefined ? undefined : resolveUrl(written, element.base)
  const type = attribute(element, 'type') || undefined
  const medium = attribute(element, 'medium')?.toLowerCase() || undefined
  const width = positiveInteger(attribute(element, 'width'))
  const height = positiveInteger(attribute(element, 'height'))
  const own: { credit?: string; description?: string } = {}
  for (const child of childrenOf(element)) {
    if (child.name.key === 'media:credit') own.credit ??= labelIn(child) ?? ''
    else if (child.name.key === 'media:description') own.description ??= plainOf(mediaText(child)) ?? ''
    else if (child.name.key !== 'media:title') readMedia(child, draft)
  }
  if (url === undefined) return
  const media: { -readonly [K in keyof FeedMedia]: FeedMedia[K] } = { url }
  if (type !== undefined) media.type = type
  if (medium !== undefined) media.medium = medium
  if (width !== undefined) media.width = width
  if (height !== undefined) media.height = height
  if (own.credit) media.credit = own.credit
  if (own.description) media.description = own.description
  draft.media = withOne(draft.media, media)
  const image = medium === 'image' || type?.startsWith('image/') === true
  if (image || (!medium && !type && /\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)/i.test(url))) {
    draft.image = better(draft.image, 2, url)
  }
}

/** Categories of the modules: lists of keywords, nested iTunes categories, Dublin Core subjects. */
function readCategories(element: XmlElement, draft: ItemDraft): void {
  const { key } = element.name
  if (key === 'itunes:category') {
    const term = attribute(element, 'text')
    if (term) draft.categories = withOne(draft.categories, { term, scheme: 'http://www.itunes.com/' })
    for (const child of childrenOf(element)) if (child.name.key === key) readCategories(child, draft)
    return
  }
  if (key === 'itunes:keywords' || key === 'media:keywords') {
    for (const word of (labelIn(element) ?? '').split(','))
      if (word.trim() !== '') draft.categories = withOne(draft.categories, { term: word.trim() })
    return
  }
  const term = labelIn(element) ?? taxonomyTerm(element)
  if (term === undefined) return
  const scheme = attribute(element, 'scheme')
  const label = attribute(element, 'label')
  draft.categories = withOne(draft.categories, categoryOf(term, label, scheme))
}

/** `<dc:subject><taxo:topic rdf:value="…"/></dc:subject>` and `<rdf:Description><rdf:value>`. */
function taxonomyTerm(element: XmlElement): string | undefined {
  const inner = childrenOf(element)[0]
  return inner === undefined ? undefined : attribute(inner, 'rdf:value') || undefined
}

/** The extension modules of an item, the same in every XML format. */
export const itemModules = itemFields({
  'content:encoded content:encode content:encoding': (element, draft) => {
    draft.content = better(draft.content, 0, htmlText(element))
  },
  'xhtml:body xhtml:div': (element, draft) => {
    draft.content = better(draft.content, 1, htmlText(element))
  },
  'source:markdown': (element, draft) => {
    draft.content = better(draft.content, 9, plainText(element))
  },
  'dc:title dcterms:title': (element, draft) => {
    draft.title = better(draft.title, 2, guessedText(element))
  },
  'itunes:title': (element, draft) => {
    draft.title = better(draft.title, 3, plainText(element))
  },
  'dc:description dcterms:description dcterms:abstract': (element, draft) => {
    draft.summary = better(draft.summary, 2, htmlText(element))
  },
  'itunes:summary googleplay:description': (element, draft) => {
    draft.summary = better(draft.summary, 3, htmlText(element))
  },
  'itunes:subtitle': (element, draft) => {
    draft.summary = better(draft.summary, 4, htmlText(element))
  },
  'dc:creator dc:author dcterms:creator': (element, draft) => {
    const person = creatorOf(element)
    if (person !== undefined) draft.authors = withOne(draft.authors, person)
  },
  'itunes:author googleplay:author': (element, draft) => {
    const person = parsePerson(labelIn(element) ?? '')
    if (person !== undefined) draft.otherAuthors = withOne(draft.otherAuthors, person)
  },
  'dc:date dcterms:date': (element, draft) => {
    draft.published = betterDate(draft.published, 3, writtenIn(element))
  },
  'dcterms:issued dcterms:available prism:publicationdate dcterms:dateaccepted': (element, draft) => {
    draft.published = betterDate(draft.published, 4, writtenIn(element))
  },
  'dcterms:modified': (element, draft) => {
    draft.updated = betterDate(draft.updated, 2, writtenIn(element))
  },
  'dcterms:created': (element, draft) => {
    draft.created = betterDate(draft.created, 1, writtenIn(element))
  },
  'dc:identifier dcterms:identifier': (element, draft) => {
    draft.id = better(draft.id, 3, writtenIn(element))
  },
  'dc:language dcterms:language': (element, draft) => {
    draft.language = better(draft.language, 1, writtenIn(element))
  },
  'dc:rights dcterms:rights': (element, draft) => {
    draft.rights = better(draft.rights, 1, plainOf(guessedText(element)))
  },
  'creativecommons:license cc:license dcterms:license': (element, draft) => {
    draft.rights = better(draft.rights, 2, writtenIn(element) ?? attribute(element, 'rdf:resource'))
  },
  'dc:source': (element, draft) => {
    const value = writtenIn(element)
    if (value === undefined) return
    const url = /^https?:/i.test(value) ? resolveUrl(value, element.base) : undefined
    draft.source ??= url === undefined ? { title: value } : { url }
  },
  'dc:subject dcterms:subject itunes:category itunes:keywords prism:keyword': readCategories,
  'itunes:image googleplay:image': (element, draft) => {
    draft.image = better(draft.image, 0, imageOf(element))
  },
  'image:item': (element, draft) => {
    draft.image = better(draft.image, 3, resolveUrl(attribute(element, 'rdf:about') ?? '', element.base))
  },
  'itunes:duration': (element, draft) => {
    draft.seconds ??= secondsOf(textOf(element))
  },
  'feedburner:origlink': (element, draft) => {
    draft.url = better(draft.url, 0, linkOf(element))
  },
  'feedburner:origenclosurelink': (element, draft) => {
    draft.originalEnclosure ??= linkOf(element)
  },
  'slash:comments': (element, draft) => {
    draft.commentsCount = better(draft.commentsCount, 1, count(element))
  },
  'thr:total': (element, draft) => {
    draft.commentsCount = better(draft.commentsCount, 0, count(element))
  },
  'slash:section': (element, draft) => {
    const term = labelIn(element)
    if (term !== undefined) draft.categories = withOne(draft.categories, { term })
  },
  'enc:enclosure': (element, draft) => {
    const url = resolveUrl(attribute(element, 'rdf:resource') ?? attribute(element, 'enc:url') ?? '', element.base)
    const enclosure = makeEnclosure(url, attribute(element, 'enc:type'), attribute(element, 'enc:length'))
    if (enclosure !== undefined) draft.enclosures = withOne(draft.enclosures, enclosure)
  },
  'media:group media:content media:thumbnail media:title media:description media:credit media:category media:keywords media:copyright':
    readMedia,
})

/** `itunes:image href`, or an address as text or in a `url` inside. */
export function imageOf(element: XmlElement): string | undefined {
  const inner = childOf(element, 'url')
  const written = attribute(element, 'href') ?? attribute(element, 'url') ?? attribute(element, 'rdf:resource')
  return resolveUrl(written ?? textOf(inner ?? element), element.base)
}

/** The extension modules of the feed itself. */
export function readFeedModule(element: XmlElement, draft: FeedDraft): void {
  switch (element.name.key) {
    case 'dc:title':
      draft.title = better(draft.title, 2, guessedText(element))
      return
    case 'dc:description':
    case 'itunes:summary':
    case 'googleplay:description':
      draft.description = better(draft.description, 2, htmlText(element))
      return
    case 'itunes:subtitle':
      draft.description = better(draft.description, 4, htmlText(element))
      return
    case 'dc:creator':
    case 'dc:author': {
      const person = creatorOf(element)
      if (person !== undefined) draft.authors = withOne(draft.authors, person)
      return
    }
    case 'dc:publisher':
    case 'itunes:author':
    case 'googleplay:author': {
      const person = parsePerson(labelIn(element) ?? '')
      if (person !== undefined) draft.otherAuthors = withOne(draft.otherAuthors, person)
      return
    }
    case 'itunes:owner': {
      const person = atomPerson(element)
      if (person !== undefined) draft.otherAuthors = withOne(draft.otherAuthors, person)
      return
    }
    case 'dc:date':
    case 'dcterms:issued':
    case 'dcterms:created':
      draft.published = betterDate(draft.published, 2, writtenIn(element))
      return
    case 'dcterms:modified':
      draft.updated = betterDate(draft.updated, 2, writtenIn(element))
      return
    case 'dc:language':
      draft.language = better(draft.language, 1, writtenIn(element))
      return
    case 'dc:rights':
    case 'dcterms:rights':
      draft.rights = better(draft.rights, 1, plainOf(guessedText(element)))
      return
    case 'creativecommons:license':
    case 'cc:license':
      draft.rights = better(draft.rights, 2, writtenIn(element) ?? attribute(element, 'rdf:resource'))
      return
    case 'itunes:image':
    case 'googleplay:image':
      draft.image = better(draft.image, 1, imageOf(element))
      return
    case 'media:thumbnail':
      draft.image = better(draft.image, 2, imageOf(element))
      return
    case 'sy:updateperiod': {
      const period = textOf(element).toLowerCase()
      if (/^(?:hourly|daily|weekly|monthly|yearly)$/.test(period)) draft.rhythm.updatePeriod ??= period
      return
    }
    case 'sy:updatefrequency': {
      const frequency = positiveInteger(textOf(element))
      if (frequency !== undefined) draft.rhythm.updateFrequency ??= frequency
      return
    }
    default:
  }
}
