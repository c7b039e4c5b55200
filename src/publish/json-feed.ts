import type { Edition, EditionEntry } from '../model/edition.ts'
import { rfc3339, rfc3339Utc } from './date-format.ts'
import { type FeedLinks, feedTitle } from './links.ts'

/** A JSON Feed 1.1 document of a guarded edition (jsonfeed.org/version/1.1), one line per item. */
export function renderJsonFeed(edition: Edition, links: FeedLinks): string {
  return document(edition, links, { self: links.json, hub: links.hub, entries: edition.entries })
}

/** The newest `count` entries alone, for other sites' pages. Without a hub: who wants to be told subscribes to the feed. */
export function renderLatest(edition: Edition, links: FeedLinks, count: number): string {
  const self = `${links.page}latest-${count}.json`
  return document(edition, links, { self, hub: undefined, entries: edition.entries.slice(0, count) })
}

function document(
  edition: Edition,
  links: FeedLinks,
  parts: { readonly self: string; readonly hub: string | undefined; readonly entries: readonly EditionEntry[] },
): string {
  const { self, hub, entries } = parts
  const head = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle(edition, links),
    home_page_url: links.page,
    feed_url: self,
    description: edition.description,
    language: edition.language,
    // No authors of the feed: readers would take them for those of every item that names none.
    hubs: hub === undefined ? undefined : [{ type: 'WebSub', url: hub }],
  })
  const items = entries.map((entry) => JSON.stringify(jsonFeedItem(entry)))
  return `${head.slice(0, -1)},"items":[${items.length === 0 ? '' : `\n${items.join(',\n')}\n`}]}\n`
}

/** One item, to be written by JSON.stringify, which leaves out what is undefined. */
export function jsonFeedItem(entry: EditionEntry): unknown {
  return {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    // One of the two is required.
    content_html: entry.content,
    content_text: entry.content === undefined ? (entry.summary ?? entry.title) : undefined,
    summary: entry.summary,
    image: entry.image,
    date_published: rfc3339(entry.published),
    date_modified: rfc3339(entry.updated),
    authors: some(entry.authors.map(({ name, url }) => ({ name, url }))),
    tags: some(entry.categories.map(({ term, label }) => label ?? term)),
    language: entry.language,
    attachments: some(
      entry.enclosures.map(({ url, type, bytes, seconds }) => ({
        url,
        mime_type: type ?? 'application/octet-stream',
        size_in_bytes: bytes,
        duration_in_seconds: seconds,
      })),
    ),
    _warta: {
      source: { ...entry.source, feed: entry.source.feed || undefined },
      first_seen: rfc3339Utc(entry.firstSeen),
      also: entry.also.map(({ title, url, source, language }) => ({ title, url, source, language })),
      dateline: entry.dateline && {
        place: entry.dateline.place,
        agency: entry.dateline.agency,
        credit: entry.dateline.credit,
      },
      date_from: entry.dateFrom,
      fingerprint: entry.fingerprint,
      related: entry.related.map(({ title, url, date }) => ({ title, url, date: date && rfc3339(date) })),
      comments: entry.comments,
      rights: entry.rights,
    },
  }
}

function some<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values
}
