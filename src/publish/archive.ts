import type { Edition, EditionEntry, Month, Withdrawn } from '../model/edition.ts'
import type { SiteFile } from '../model/site-file.ts'
import { atomEntry, atomOpening, deletedEntry } from './atom.ts'
import { contentTypeOf } from './content-type.ts'
import { rfc3339Utc } from './date-format.ts'
import { archiveUrl, feedLinks, feedTitle } from './links.ts'
import type { SiteContext } from './site-context.ts'
import { attribute, element } from './xml.ts'

/**
 * Archived feeds (RFC 5005, 4): what newer entries pushed off a section's Atom feed is kept in a document a month, and
 * whoever walks back from the feed finds every entry once. The month is that of the feed's `updated` when they left, so
 * that only the newest document grows; the ones before it stay as they are. A busy month has several documents.
 */

/** One month among those of its section. */
export type ArchivePlace = {
  readonly month: Month
  /** The months before and after it that have a document. */
  readonly previous: Month | undefined
  readonly next: Month | undefined
}

/** What makes a document an archive, in the namespace of RFC 5005. */
const MARK = '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>\n'

export function archivePathOf(slug: string, month: Month): string {
  return `${slug}/archive/${month}.xml`
}

/** A document of so many entries grows no more: another one goes on with the month. */
const FULL = 500
const LAST_PART = 999

/**
 * The month that what leaves an edition is kept under: the archive only goes on, whatever becomes of `updated`, and what
 * a publication writes of it does not grow with the month.
 */
export function archiveMonth(updated: number, newest: { month: Month; lines: number } | undefined): Month {
  const month = new Date(updated).toISOString().slice(0, 7)
  if (newest === undefined || newest.month.slice(0, 7) < month) return month
  const part = Number(newest.month.slice(8) || 1)
  if (newest.lines < FULL || part === LAST_PART) return newest.month
  return `${newest.month.slice(0, 7)}-${String(part + 1).padStart(3, '0')}`
}

/** What a month's document says beside its entries; it changes only with the section's own name and place. */
export function archiveOpening(edition: Omit<Edition, 'entries'>, context: SiteContext, place: ArchivePlace): string {
  const { site, version } = context
  const { month, previous, next } = place
  const links = feedLinks(edition, site, version)
  const link = (rel: string, to: Month | undefined): string =>
    to === undefined ? '' : `<link rel="${rel}"${attribute('href', archiveUrl(links, to))}/>\n`
  return [
    atomOpening(edition.language),
    element('id', `${links.id}:archive:${month}`),
    element('title', `${feedTitle(edition, links)} — ${month}`),
    element('subtitle', edition.description),
    `<author>${element('name', links.siteTitle)}${element('uri', links.base)}</author>\n`,
    // Without a version: what is over need not change with it.
    '<generator>Warta</generator>\n',
    `<link rel="alternate" type="text/html"${attribute('href', links.page)}/>\n`,
    `<link rel="current" type="application/atom+xml"${attribute('href', links.atom)}/>\n`,
    `<link rel="self" type="application/atom+xml"${attribute('href', archiveUrl(links, month))}/>\n`,
    link('next-archive', next),
    link('prev-archive', previous),
    MARK,
  ].join('')
}

/** A month's document: what was taken back of it, then each entry once, as it was archived last, newest first. The same entries give the same bytes. */
export function renderArchive(
  edition: Omit<Edition, 'entries'>,
  context: SiteContext,
  place: ArchivePlace,
  archived: readonly EditionEntry[],
  retracted: readonly Withdrawn[] = [],
): SiteFile {
  const byId = new Map(archived.map((entry) => [entry.id, entry]))
  const entries = [...byId.values()].sort((a, b) => b.published.at - a.published.at || (a.id < b.id ? -1 : 1))
  const withdrawn = retracted.filter(({ id }) => !byId.has(id))
  const updated = Math.max(0, ...entries.map((entry) => entry.updated.at), ...withdrawn.map(({ at }) => at))
  const path = archivePathOf(edition.slug, place.month)
  return {
    path,
    body: [
      archiveOpening(edition, context, place),
      element('updated', rfc3339Utc(updated)),
      ...withdrawn.map(deletedEntry),
      ...entries.map(atomEntry),
      '</feed>\n',
    ].join(''),
    contentType: contentTypeOf(path),
    kind: 'document',
  }
}
