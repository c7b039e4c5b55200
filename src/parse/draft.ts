import type {
  Feed,
  FeedCategory,
  FeedEnclosure,
  FeedItem,
  FeedLink,
  FeedMedia,
  FeedPerson,
  FeedRhythm,
  FeedText,
} from '../model/feed.ts'
import type { Mutable } from '../model/mutable.ts'
import { mergePeople } from './person.ts'

/** The best value so far of a field that several elements may fill; the lowest rank wins, then the first. */
export type Ranked<T> = { readonly rank: number; readonly value: T } | undefined

/** Keeps the better of what is known and what is offered; nothing offered changes nothing. */
export function better<T>(known: Ranked<T>, rank: number, value: T | undefined): Ranked<T> {
  if (value === undefined || (known !== undefined && known.rank <= rank)) return known
  return { rank, value }
}

/** The list of an item that has none; thousands of items share it. Made so that V8 knows it and the lists of some for one kind. */
const none: readonly never[] = [''].slice(1) as never[]

/** A list of a draft with one more. It is the draft's own but for the empty one; most have one, and room for no others. */
export function withOne<T>(list: readonly T[], one: T): readonly T[] {
  const [first] = list
  if (first === undefined) return [one]
  // An array that grows takes room for 16.
  if (list.length === 1) return [first, one]
  ;(list as T[]).push(one)
  return list
}

/** Put together by hand, as all that comes by the thousand: a spread costs more than all the rest. */
export function categoryOf(term: string, label: string | undefined, scheme: string | undefined): FeedCategory {
  const category: Mutable<FeedCategory> = { term }
  if (label) category.label = label
  if (scheme) category.scheme = scheme
  return category
}

/** What items and feeds have in common while they are read. */
type Draft = {
  title: Ranked<FeedText>
  updated: Ranked<string>
  published: Ranked<string>
  language: Ranked<string>
  rights: Ranked<string>
  image: Ranked<string>
  id: Ranked<string>
  url: Ranked<string>
  authors: readonly FeedPerson[]
  /** Named by modules that repeat or replace an author (iTunes): used when there is no other. */
  otherAuthors: readonly FeedPerson[]
}

/** An item while its elements are read, in whatever order they come. */
export type ItemDraft = Draft & {
  permalink: boolean
  created: Ranked<string>
  summary: Ranked<FeedText>
  content: Ranked<FeedText>
  links: readonly FeedLink[]
  categories: readonly FeedCategory[]
  enclosures: readonly FeedEnclosure[]
  /** Where the publisher has the file that a proxy hands out. */
  originalEnclosure: string | undefined
  media: readonly FeedMedia[]
  /** Of media that say nothing themselves. */
  mediaCredit: string | undefined
  mediaDescription: string | undefined
  /** itunes:duration: of the item's only enclosure. */
  seconds: number | undefined
  commentsUrl: Ranked<string>
  commentsCount: Ranked<number>
  source: Mutable<NonNullable<FeedItem['source']>> | undefined
  sourceAuthors: readonly FeedPerson[]
}

export type FeedDraft = Draft & {
  description: Ranked<FeedText>
  self: Ranked<string>
  next: Ranked<string>
  icon: Ranked<string>
  hubs: string[]
  rhythm: Mutable<FeedRhythm>
}

export function newItemDraft(): ItemDraft {
  return {
    title: undefined,
    updated: undefined,
    published: undefined,
    language: undefined,
    rights: undefined,
    image: undefined,
    id: undefined,
    url: undefined,
    authors: none,
    otherAuthors: none,
    permalink: false,
    created: undefined,
    summary: undefined,
    content: undefined,
    links: none,
    categories: none,
    enclosures: none,
    originalEnclosure: undefined,
    media: none,
    mediaCredit: undefined,
    mediaDescription: undefined,
    seconds: undefined,
    commentsUrl: undefined,
    commentsCount: undefined,
    source: undefined,
    sourceAuthors: none,
  }
}

export function newFeedDraft(): FeedDraft {
  return {
    title: undefined,
    updated: undefined,
    published: undefined,
    language: undefined,
    rights: undefined,
    image: undefined,
    id: undefined,
    url: undefined,
    authors: none,
    otherAuthors: none,
    description: undefined,
    self: undefined,
    next: undefined,
    icon: undefined,
    hubs: [],
    rhythm: {},
  }
}

type Part<T> = (one: T) => string | undefined

const urlOf: Part<{ readonly url: string }> = (one) => one.url
const hrefOf: Part<FeedLink> = (one) => one.href
const relOf: Part<FeedLink> = (one) => one.rel
const termOf: Part<FeedCategory> = (one) => one.term
const schemeOf: Part<FeedCategory> = (one) => one.scheme
const nothing: Part<unknown> = () => undefined

/** Up to so many are compared with one another sooner than by a set. */
const few = 16

function isKnown<T>(list: readonly T[], one: T, to: number, name: Part<T>, group: Part<T>): boolean {
  const wanted = name(one)
  for (let at = 0; at < to; at++) {
    const other = list[at]
    if (other !== undefined && name(other) === wanted && group(other) === group(one)) return true
  }
  return false
}

function holdsDouble<T>(list: readonly T[], name: Part<T>, group: Part<T>): boolean {
  for (let at = 1; at < list.length; at++) {
    const one = list[at]
    if (one !== undefined && isKnown(list, one, at, name, group)) return true
  }
  return false
}

/** Each once, by its name in its group. A list that has grown keeps room for many more; the copy that items keep has none. */
function unique<T>(list: readonly T[], name: Part<T>, group: Part<T> = nothing): readonly T[] {
  if (list.length < 2) return list
  if (list.length <= few) {
    return holdsDouble(list, name, group)
      ? list.filter((one, at) => !isKnown(list, one, at, name, group))
      : list.slice()
  }
  const seen = new Set<string>()
  return list.filter((one) => {
    const key = `${group(one) ?? ''} ${name(one)}`
    return !seen.has(key) && seen.add(key)
  })
}

function withText(text: FeedText, limit: number): FeedText {
  return text.value.length > limit ? { ...text, value: text.value.slice(0, limit).toWellFormed() } : text
}

function isImage({ url, type }: FeedEnclosure): boolean {
  return type === undefined ? /\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)/i.test(url) : type.startsWith('image/')
}

function mediaOf(draft: ItemDraft): readonly FeedMedia[] {
  const { mediaCredit: credit, mediaDescription: description } = draft
  const media = unique(draft.media, urlOf)
  if (credit === undefined && description === undefined) return media
  const common = { ...(credit === undefined ? {} : { credit }), ...(description === undefined ? {} : { description }) }
  return media.map((one) => ({ ...common, ...one }))
}

function fileName(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^.*\//s, '')
}

/** The enclosure that a proxy hands out under the publisher's own address: the only one, or the one of that file name. */
function withOriginal(enclosures: readonly FeedEnclosure[], url: string): readonly FeedEnclosure[] {
  const name = fileName(url)
  return enclosures.map((one) => (enclosures.length === 1 || fileName(one.url) === name ? { ...one, url } : one))
}

/** The item that its elements make, fields chosen by precedence. */
export function finishItem(draft: ItemDraft, textChars: number): Mutable<FeedItem> {
  const { originalEnclosure } = draft
  const enclosures = unique(
    originalEnclosure === undefined ? draft.enclosures : withOriginal(draft.enclosures, originalEnclosure),
    urlOf,
  )
  const only = enclosures[0]
  const named = draft.authors.length > 0 ? draft.authors : draft.otherAuthors
  const authors = named.length > 0 ? named : draft.sourceAuthors
  const item: Mutable<FeedItem> = {
    links: unique(draft.links, hrefOf, relOf),
    authors: authors.length === 0 ? none : mergePeople(authors),
    categories: unique(draft.categories, termOf, schemeOf),
    enclosures:
      draft.seconds !== undefined && only !== undefined && enclosures.length === 1
        ? [{ seconds: draft.seconds, ...only }]
        : enclosures,
    media: mediaOf(draft),
  }
  if (draft.id) {
    item.guid = draft.id.value.length > textChars ? draft.id.value.slice(0, textChars) : draft.id.value
    if (draft.permalink) item.guidIsPermalink = true
  }
  if (draft.url) item.url = draft.url.value
  if (draft.title) item.title = withText(draft.title.value, textChars)
  if (draft.summary) item.summary = withText(draft.summary.value, textChars)
  if (draft.content) item.content = withText(draft.content.value, textChars)
  if (draft.published) item.published = draft.published.value
  if (draft.updated) item.updated = draft.updated.value
  if (draft.created) item.created = draft.created.value
  const image = draft.image?.value ?? enclosures.find(isImage)?.url
  if (image !== undefined) item.image = image
  if (draft.commentsUrl || draft.commentsCount) {
    const comments: Mutable<NonNullable<FeedItem['comments']>> = {}
    if (draft.commentsUrl) comments.url = draft.commentsUrl.value
    if (draft.commentsCount) comments.count = draft.commentsCount.value
    item.comments = comments
  }
  if (draft.source && Object.keys(draft.source).length > 0) item.source = draft.source
  if (draft.language) item.language = draft.language.value
  if (draft.rights) item.rights = draft.rights.value
  return item
}

/** What a whole document is made of, beside its feed's own fields. */
export type Document = {
  readonly format: Feed['format']
  readonly encoding: string
  readonly items: readonly Mutable<FeedItem>[]
  readonly warnings: readonly string[]
  /** The feed's authors are the authors of items that name none (RFC 4287 section 4.2.1, JSON Feed 1.1 "authors"). */
  readonly authorsInherited: boolean
}

/** The feed that a document makes, its language and, where the format says so, its authors handed down. */
export function finishFeed(draft: FeedDraft, document: Document): Feed {
  const { items, format, encoding, warnings } = document
  const language = draft.language?.value
  const authors = mergePeople(draft.authors.length > 0 ? draft.authors : draft.otherAuthors)
  for (const item of items) {
    if (item.language === undefined && language !== undefined) item.language = language
    if (item.language === '') delete item.language
    if (document.authorsInherited && item.authors.length === 0) item.authors = authors
  }
  const feed: Mutable<Feed> = {
    format,
    encoding,
    hubs: [...new Set(draft.hubs)],
    authors,
    rhythm: draft.rhythm,
    items,
    warnings,
  }
  if (draft.id) feed.id = draft.id.value
  if (draft.title) feed.title = draft.title.value
  if (draft.description) feed.description = draft.description.value
  if (draft.url) feed.homeUrl = draft.url.value
  if (draft.self) feed.selfUrl = draft.self.value
  if (draft.next) feed.nextUrl = draft.next.value
  if (language) feed.language = language
  const updated = draft.updated ?? draft.published
  if (updated) feed.updated = updated.value
  if (draft.image) feed.image = draft.image.value
  if (draft.icon) feed.icon = draft.icon.value
  if (draft.rights) feed.rights = draft.rights.value
  return feed
}
