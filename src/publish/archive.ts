/**
 * Archived feeds (RFC 5005, 4): what newer entries pushed off a section's Atom feed is kept in a document a month, and
 * whoever walks back from the feed finds every entry once. The month is that of the feed's `updated` when they left, so
 * that only the newest document grows; the ones before it stay as they are.
 *
 * These functions read only Atom documents that `atom.ts` or they themselves wrote: one `<entry>` after the other, and no
 * `<` in any text.
 */

/** A month as archives are named: `2024-07`. */
export type Month = string

export type ArchiveStep = {
  /** The new feed, as rendered. */
  readonly head: string
  /** The feed as it is published until now. */
  readonly before: string | undefined
  /** The months that have a document, oldest first, and the newest of these documents. */
  readonly months: readonly Month[]
  readonly newest: string | undefined
}

export type Archived = {
  /** The new feed, with a link to its newest archive where there is one. */
  readonly head: string
  /** Documents that are new or changed, oldest first. */
  readonly documents: readonly { readonly month: Month; readonly text: string }[]
}

/** Moves what left the feed into the archive. The same step twice changes nothing the second time. */
export function archive({ head, before, months, newest }: ArchiveStep): Archived {
  const last = months.at(-1)
  const left = before === undefined ? [] : pushedOff(entriesOf(before), entriesOf(head))
  const now = monthOf(head)
  // A feed's `updated` may go back when its newest entry is withdrawn; the archive only goes on.
  const month = last !== undefined && last > now ? last : now
  const kept = month === last && newest !== undefined ? entriesOf(newest) : []
  const known = new Set(kept.map(({ id }) => id))
  const added = left.filter(({ id }) => !known.has(id))
  if (added.length === 0) return { head: linked(head, 'prev-archive', last), documents: [] }

  const entries = [...kept, ...added].toSorted((a, b) => b.published - a.published || (a.id < b.id ? -1 : 1))
  const previous = month === last ? months.at(-2) : last
  const documents = [{ month, text: documentOf(head, month, previous, entries) }]
  if (last !== undefined && last !== month && newest !== undefined) {
    documents.unshift({ month: last, text: linked(newest, 'next-archive', month) })
  }
  return { head: linked(head, 'prev-archive', month), documents }
}

type ArchivedEntry = { readonly id: string; readonly published: number; readonly source: string; readonly xml: string }

const ENTRY = /<entry[ >][\s\S]*?<\/entry>\n/g

function entriesOf(document: string): readonly ArchivedEntry[] {
  return (document.match(ENTRY) ?? []).map((xml) => ({
    id: textOf(xml, 'id'),
    published: Date.parse(textOf(xml, 'published')),
    source: textOf(xml.slice(xml.indexOf('<source>')), 'id'),
    xml,
  }))
}

/**
 * What newer entries pushed off: from the end of the feed, or from the end of its source's share of it. An entry that left
 * from elsewhere was taken out (hidden, dropped by a rule, folded into another), and is published no more, here neither.
 */
function pushedOff(before: readonly ArchivedEntry[], now: readonly ArchivedEntry[]): readonly ArchivedEntry[] {
  const had = new Set(before.map(({ id }) => id))
  const has = new Set(now.map(({ id }) => id))
  const arrived = now.filter(({ id }) => !had.has(id))
  return before.filter(({ id, published, source }) => {
    const isNewer = (other: ArchivedEntry) => other.published >= published
    const isOfSource = (other: ArchivedEntry) => other.source === source
    if (has.has(id) || !arrived.some(isNewer)) return false
    return (
      now.every(isNewer) || (arrived.some((e) => isOfSource(e) && isNewer(e)) && now.filter(isOfSource).every(isNewer))
    )
  })
}

function textOf(xml: string, name: string): string {
  const from = xml.indexOf(`<${name}>`) + name.length + 2
  return xml.slice(from, xml.indexOf('<', from))
}

/** The feed's own `updated` stands before its first entry; it is UTC. */
function monthOf(head: string): Month {
  return textOf(head, 'updated').slice(0, 7)
}

const SELF = /<link rel="self"[^>]* href="([^"]*)"\/>\n/

/** The document with a link to an archive after the one to itself; the same document where there is none. */
function linked(document: string, rel: 'prev-archive' | 'next-archive', month: Month | undefined): string {
  if (month === undefined) return document
  const [self = '', href = ''] = SELF.exec(document) ?? []
  const folder = href.replace(/(?:archive\/)?[^/]*$/, '')
  return document.replace(self, () => `${self}<link rel="${rel}" href="${folder}archive/${month}.xml"/>\n`)
}

/** What makes a document an archive, in the namespace of RFC 5005. */
const MARK = '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>\n'

function documentOf(
  head: string,
  month: Month,
  previous: Month | undefined,
  entries: readonly ArchivedEntry[],
): string {
  const feed = head.slice(0, head.search(ENTRY))
  const [self = '', href = ''] = SELF.exec(feed) ?? []
  const updated = entries.map(({ xml }) => textOf(xml, 'updated')).toSorted((a, b) => Date.parse(b) - Date.parse(a))[0]
  const opening = feed
    .replace(/<id>[^<]*/, (id) => `${id}:archive:${month}`)
    .replace(/<title>[^<]*/, (title) => `${title} — ${month}`)
    .replace(/<updated>[^<]*/, `<updated>${updated ?? ''}`)
    // A hub knows the feed alone.
    .replace(/<link rel="hub"[^>]*>\n/, '')
    .replace(
      self,
      () =>
        `<link rel="current" type="application/atom+xml" href="${href}"/>\n` +
        `<link rel="self" type="application/atom+xml" href="${href.replace(/[^/]*$/, `archive/${month}.xml`)}"/>\n`,
    )
  return `${linked(opening, 'prev-archive', previous)}${MARK}${entries.map(({ xml }) => xml).join('')}</feed>\n`
}
