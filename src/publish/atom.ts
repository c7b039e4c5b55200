import type { Edition, EditionEntry, Month, Withdrawn } from '../model/edition.ts'
import type { Author } from '../model/entry.ts'
import { looksEscaped, markupOfText } from './clean-markup.ts'
import { rfc3339, rfc3339Utc } from './date-format.ts'
import { archiveUrl, type FeedLinks, feedTitle } from './links.ts'
import { licenseUrl } from './rights.ts'
import { attribute, element, xmlAttribute, xmlMarkup, xmlText } from './xml.ts'

/**
 * An Atom 1.0 document of a guarded edition (RFC 4287). The same edition gives the same text.
 * @param newestArchive the month of its newest archive, to link to (RFC 5005)
 */
export function renderAtom(edition: Edition, links: FeedLinks, newestArchive?: Month): string {
  const parts = [
    atomOpening(edition.language),
    element('id', links.id),
    element('title', feedTitle(edition, links)),
    element('subtitle', edition.description),
    element('updated', rfc3339Utc(edition.updated)),
    // An entry without an author takes the feed's (4.1.1): the site itself.
    `<author>${element('name', links.siteTitle)}${element('uri', links.base)}</author>\n`,
    `<generator${attribute('version', links.version)}>Warta</generator>\n`,
    `<link rel="alternate" type="text/html"${attribute('href', links.page)}/>\n`,
    `<link rel="self" type="application/atom+xml"${attribute('href', links.atom)}/>\n`,
    newestArchive === undefined
      ? ''
      : `<link rel="prev-archive"${attribute('href', archiveUrl(links, newestArchive))}/>\n`,
    links.hub === undefined ? '' : `<link rel="hub"${attribute('href', links.hub)}/>\n`,
  ]
  for (const withdrawn of edition.withdrawn ?? []) parts.push(deletedEntry(withdrawn))
  for (const entry of edition.entries) parts.push(atomEntry(entry))
  parts.push('</feed>\n')
  return parts.join('')
}

/** The beginning of a feed document, with the namespaces its entries use. */
export function atomOpening(language: string): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"' +
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:thr="http://purl.org/syndication/thread/1.0"' +
    `${attribute('xml:lang', language)}>\n`
  )
}

/** RFC 6721: who has the entry is to take it out. The prefix is declared here, so that no other document changes. */
export function deletedEntry({ id, at }: Withdrawn): string {
  const when = rfc3339Utc(at)
  return `<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0"${attribute('ref', id)}${attribute('when', when)}/>\n`
}

/** One `entry` element. */
export function atomEntry(entry: EditionEntry): string {
  const updated = rfc3339(entry.updated)
  let xml = `<entry${attribute('xml:lang', entry.language)}>\n`
  // Whole lines: every piece of a text costs when it is put together.
  xml += `<id>${xmlText(entry.id)}</id>\n<title>${xmlText(entry.title)}</title>\n`
  xml += `<published>${rfc3339(entry.published)}</published>\n<updated>${updated}</updated>\n`
  if (entry.url !== undefined) xml += `<link rel="alternate" href="${xmlAttribute(entry.url)}"/>\n`
  for (const author of entry.authors) xml += person(author)
  for (const { term, label } of entry.categories) {
    xml += `<category${attribute('term', term)}${attribute('label', label)}/>\n`
  }
  if (entry.summary !== undefined) {
    xml += looksEscaped(entry.summary)
      ? `<summary type="html">${xmlText(markupOfText(entry.summary))}</summary>\n`
      : element('summary', entry.summary)
  }
  if (entry.content !== undefined) xml += `<content type="html">${xmlMarkup(entry.content)}</content>\n`
  // Without a link to the original there must be content (4.1.2).
  else if (entry.url === undefined) {
    xml += `<content type="html">${xmlText(markupOfText(entry.summary ?? entry.title))}</content>\n`
  }
  for (const { url, type, bytes } of entry.enclosures) {
    xml += `<link rel="enclosure"${attribute('type', type)}${attribute('length', bytes)}${attribute('href', url)}/>\n`
  }
  if (entry.image !== undefined) xml += `<media:thumbnail${attribute('url', entry.image)}/>\n`
  xml += replies(entry.comments)
  for (const also of entry.also) {
    xml += related(also.url, `${also.source}: ${also.title}`, also.language)
  }
  for (const { url, title } of entry.related) xml += related(url, title, undefined)
  if (entry.rights !== undefined) {
    const license = licenseUrl(entry.rights)
    xml += element('rights', entry.rights)
    // RFC 4946.
    if (license !== undefined) xml += `<link rel="license"${attribute('href', license)}/>\n`
  }
  return `${xml}${source(entry, updated)}</entry>\n`
}

function related(url: string, title: string, language: string | undefined): string {
  return `<link rel="related"${attribute('href', url)}${attribute('title', title)}${attribute('hreflang', language)}/>\n`
}

function person(author: Author): string {
  return `<author>${element('name', author.name)}${element('uri', author.url)}${element('email', author.email)}</author>\n`
}

/** RFC 4685: where replies are, and how many. */
function replies(comments: EditionEntry['comments']): string {
  if (comments === undefined) return ''
  const count = comments.count === undefined ? '' : String(comments.count)
  if (comments.url === undefined) return element('thr:total', count)
  return `<link rel="replies" type="text/html"${attribute('href', comments.url)}${attribute('thr:count', count)}/>\n`
}

/**
 * Whence the entry came (4.2.11). Its author is the source, so that an entry without one is not taken for ours; its
 * `updated` is the entry's, for another entry's change must not change this one's bytes.
 */
function source(entry: EditionEntry, updated: string): string {
  const { name, url, feed } = entry.source
  if (feed === '') return ''
  return (
    `<source>\n<id>${xmlText(feed)}</id>\n<title>${xmlText(name)}</title>\n<updated>${updated}</updated>\n` +
    `<author><name>${xmlText(name)}</name>\n${element('uri', url)}</author>\n` +
    // Of an entry without a link of its own, sfeed takes this one for it: its author's `uri` says the same.
    (url === undefined || entry.url === undefined
      ? ''
      : `<link rel="alternate" type="text/html" href="${xmlAttribute(url)}"/>\n`) +
    `<link rel="self" href="${xmlAttribute(feed)}"/>\n</source>\n`
  )
}
