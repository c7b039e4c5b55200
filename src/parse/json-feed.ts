import type { Feed, FeedEnclosure, FeedItem, FeedPerson, FeedText } from '../model/feed.ts'
import { xmlLegal } from '../text/plain.ts'
import { readBrokenJson } from './broken-json.ts'
import { better, finishFeed, finishItem, type ItemDraft, newFeedDraft, newItemDraft, withOne } from './draft.ts'
import { parseExactJson, wholeIds } from './exact-json.ts'
import type { ParseLimits } from './limits.ts'
import { resolveUrl } from './link.ts'

type Members = Readonly<Record<string, unknown>>

/** The members of an object; undefined for all that is none. */
export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A string with something in it; lone surrogates, which `\ud800` can make, are replaced. */
function stringOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  return xmlLegal(value).trim() || undefined
}

function textOf(value: unknown, kind: FeedText['kind'], base: string): FeedText | undefined {
  const text = stringOf(value)
  if (text === undefined) return undefined
  return kind === 'html' ? { kind, value: text, base } : { kind, value: text }
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : undefined
}

function personOf(value: unknown, base: string): FeedPerson | undefined {
  const name = stringOf(value)
  if (name !== undefined) return { name }
  const members = membersOf(value)
  if (members === undefined) return undefined
  const person: { name?: string; url?: string; email?: string } = {}
  const own = stringOf(members['name'])
  if (own !== undefined) person.name = own
  const written = stringOf(members['url'])
  if (written?.toLowerCase().startsWith('mailto:')) person.email = written.slice(7)
  else if (written !== undefined) {
    const url = resolveUrl(written, base)
    if (url !== undefined) person.url = url
  }
  return Object.keys(person).length === 0 ? undefined : person
}

/** 1.1 has `authors`, 1.0 `author`; both are read in either. */
function authorsOf(members: Members, base: string): FeedPerson[] {
  const listed = listOf(members['authors']).map((one) => personOf(one, base))
  const people = listed.length > 0 ? listed : [personOf(members['author'], base)]
  return people.filter((person) => person !== undefined)
}

function attachmentOf(value: unknown, base: string): FeedEnclosure | undefined {
  const members = membersOf(value)
  const url = resolveUrl(stringOf(members?.['url']) ?? '', base)
  if (members === undefined || url === undefined) return undefined
  const type = stringOf(members['mime_type'])
  const bytes = numberOf(members['size_in_bytes'])
  const seconds = numberOf(members['duration_in_seconds'])
  return {
    url,
    ...(type === undefined ? {} : { type }),
    ...(bytes === undefined ? {} : { bytes: Math.round(bytes) }),
    ...(seconds === undefined ? {} : { seconds }),
  }
}

/** `_warta.source` of a feed that Warta published. */
function readSource(members: Members, draft: ItemDraft, base: string): void {
  const source = membersOf(membersOf(members['_warta'])?.['source'])
  if (source === undefined) return
  const title = stringOf(source['name'])
  const url = resolveUrl(stringOf(source['url']) ?? '', base)
  draft.source = { ...(title === undefined ? {} : { title }), ...(url === undefined ? {} : { url }) }
}

function readItem(members: Members, base: string, textChars: number): FeedItem {
  const draft = newItemDraft()
  const id = members['id']
  // "If an id is presented as a number, a reader must coerce it to a string."
  const guid = typeof id === 'number' ? String(id) : stringOf(id)
  draft.id = better(draft.id, 0, guid)
  const url = resolveUrl(stringOf(members['url']) ?? '', base)
  const external = resolveUrl(stringOf(members['external_url']) ?? '', base)
  if (url !== undefined) draft.links = withOne(draft.links, { href: url, rel: 'alternate' })
  if (external !== undefined) draft.links = withOne(draft.links, { href: external, rel: 'related' })
  const permalink = guid !== undefined && /^https?:\/\//i.test(guid) ? resolveUrl(guid, base) : undefined
  draft.permalink = permalink !== undefined
  draft.url = better(better(better(draft.url, 0, url), 2, external), 1, permalink)
  draft.title = better(draft.title, 0, textOf(members['title'], 'text', base))
  draft.content = better(draft.content, 0, textOf(members['content_html'], 'html', base))
  draft.content = better(draft.content, 1, textOf(members['content_text'], 'text', base))
  draft.summary = better(draft.summary, 0, textOf(members['summary'], 'text', base))
  draft.image = better(draft.image, 0, resolveUrl(stringOf(members['image']) ?? '', base))
  draft.image = better(draft.image, 1, resolveUrl(stringOf(members['banner_image']) ?? '', base))
  draft.published = better(draft.published, 0, stringOf(members['date_published']))
  draft.updated = better(draft.updated, 0, stringOf(members['date_modified']))
  draft.language = better(draft.language, 0, stringOf(members['language']))
  draft.authors = authorsOf(members, base)
  for (const tag of listOf(members['tags'])) {
    const term = stringOf(tag)
    if (term !== undefined) draft.categories = withOne(draft.categories, { term })
  }
  for (const one of listOf(members['attachments'])) {
    const enclosure = attachmentOf(one, base)
    if (enclosure !== undefined) draft.enclosures = withOne(draft.enclosures, enclosure)
  }
  readSource(members, draft, base)
  return finishItem(draft, textChars)
}

/** The items of a document, read as they come. */
export class JsonItems {
  readonly items: FeedItem[] = []
  /** Whether there are more than are kept. */
  over = false
  /** Whether all that was listed can be an item. */
  areObjects = true
  readonly #url: string
  readonly #limits: ParseLimits

  constructor({ url, limits }: JsonFeedOptions) {
    this.#url = url
    this.#limits = limits
  }

  add(value: unknown): void {
    const members = membersOf(value)
    if (members === undefined) this.areObjects = false
    else if (this.items.length >= this.#limits.items) this.over = true
    else this.items.push(readItem(members, this.#url, this.#limits.textChars))
  }
}

function isJsonFeed(members: Members, { areObjects }: JsonItems): boolean {
  if (/jsonfeed\.org\/version/i.test(stringOf(members['version']) ?? '')) return true
  return (
    Array.isArray(members['items']) &&
    areObjects &&
    ['title', 'home_page_url', 'feed_url'].some((name) => stringOf(members[name]) !== undefined)
  )
}

export type JsonFeedOptions = {
  readonly url: string
  readonly encoding: string
  readonly limits: ParseLimits
  readonly warnings: readonly string[]
}

/** A JSON Feed (versions 1 and 1.1); `not-json` and `not-a-feed` say why it is none. */
export type JsonFeedResult =
  | { readonly status: 'feed'; readonly feed: Feed }
  | { readonly status: 'not-json' | 'not-a-feed' }

function parseJson(text: string, depth: number): { value: unknown; warnings: string[] } {
  try {
    return { value: parseExactJson(text), warnings: [] }
  } catch (error) {
    // Not JSON as it stands: what can be read of it is.
    if (!(error instanceof SyntaxError)) throw error
    const { value, complete } = readBrokenJson(wholeIds(text), depth)
    return { value, warnings: [complete ? 'broken json' : 'truncated'] }
  }
}

export function readJsonFeed(text: string, options: JsonFeedOptions): JsonFeedResult {
  const { value, warnings } = parseJson(text, options.limits.depth)
  const members = membersOf(value)
  if (members === undefined) return { status: warnings.length > 0 ? 'not-json' : 'not-a-feed' }
  const items = new JsonItems(options)
  for (const item of listOf(members['items'])) items.add(item)
  return finishJsonFeed(members, items, { ...options, warnings: [...options.warnings, ...warnings] })
}

/** The feed that a document makes. Of its `items` only that it is a list is looked at: what it lists was read before. */
export function finishJsonFeed(value: unknown, list: JsonItems, options: JsonFeedOptions): JsonFeedResult {
  const { url, encoding, warnings } = options
  const members = membersOf(value)
  if (members === undefined || !isJsonFeed(members, list)) return { status: 'not-a-feed' }
  const draft = newFeedDraft()
  draft.title = better(draft.title, 0, textOf(members['title'], 'text', url))
  draft.description = better(draft.description, 0, textOf(members['description'], 'text', url))
  draft.url = better(draft.url, 0, resolveUrl(stringOf(members['home_page_url']) ?? '', url))
  draft.self = better(draft.self, 0, resolveUrl(stringOf(members['feed_url']) ?? '', url))
  draft.next = better(draft.next, 0, resolveUrl(stringOf(members['next_url']) ?? '', url))
  draft.image = better(draft.image, 0, resolveUrl(stringOf(members['icon']) ?? '', url))
  draft.icon = better(draft.icon, 0, resolveUrl(stringOf(members['favicon']) ?? '', url))
  draft.language = better(draft.language, 0, stringOf(members['language']))
  draft.authors = authorsOf(members, url)
  for (const hub of listOf(members['hubs'])) {
    const address = resolveUrl(stringOf(membersOf(hub)?.['url']) ?? '', url)
    if (address !== undefined) draft.hubs.push(address)
  }
  return {
    status: 'feed',
    feed: finishFeed(draft, {
      format: /version\/1\/?$|version\/1\.0/.test(stringOf(members['version']) ?? '')
        ? 'json-feed-1.0'
        : 'json-feed-1.1',
      encoding,
      items: list.items,
      warnings: [...warnings, ...(list.over ? [`items over ${options.limits.items}`] : [])],
      authorsInherited: true,
    }),
  }
}
