import type { Edition, EditionEntry } from '../model/edition.ts'
import { markupOfText } from './clean-markup.ts'
import { rfc822 } from './date-format.ts'
import { type FeedLinks, feedTitle } from './links.ts'
import { licenseUrl } from './rights.ts'
import { attribute, element, rssTitle, xmlAttribute, xmlMarkup, xmlText } from './xml.ts'

const OPENING =
  '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"' +
  ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"' +
  ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"' +
  ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"' +
  ' xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule">\n<channel>\n'

/** An RSS 2.0 document of a guarded edition (rssboard.org/rss-specification). The same edition gives the same text. */
export function renderRss(edition: Edition, links: FeedLinks): string {
  const title = feedTitle(edition, links)
  const parts = [
    OPENING,
    `<title>${rssTitle(title)}</title>\n`,
    element('link', links.page),
    element('description', markupOfText(edition.description ?? title)),
    element('language', edition.language),
    element('lastBuildDate', rfc822(edition.updated)),
    element('generator', `Warta ${links.version}`),
    element('docs', 'https://www.rssboard.org/rss-specification'),
    element('ttl', String(edition.ttlMinutes)),
    rhythm(edition.ttlMinutes),
    `<atom:link rel="self" type="application/rss+xml"${attribute('href', links.rss)}/>\n`,
    links.hub === undefined ? '' : `<atom:link rel="hub"${attribute('href', links.hub)}/>\n`,
  ]
  for (const entry of edition.entries) parts.push(item(entry, edition.language))
  parts.push('</channel>\n</rss>\n')
  return parts.join('')
}

function item(entry: EditionEntry, feedLanguage: string): string {
  const [enclosure] = entry.enclosures
  const license = entry.rights === undefined ? undefined : licenseUrl(entry.rights)
  let xml = `<item>\n<title>${rssTitle(entry.title)}</title>\n`
  // Whole lines: every piece of a text costs when it is put together.
  if (entry.url !== undefined) xml += `<link>${xmlText(entry.url)}</link>\n`
  xml += `<guid isPermaLink="false">${xmlText(entry.id)}</guid>\n<pubDate>${rfc822(entry.published.at)}</pubDate>\n`
  // RSS has no field for one entry's language; Dublin Core's is the one readers know.
  if (entry.language !== undefined && entry.language !== feedLanguage) xml += element('dc:language', entry.language)
  // RSS `author` must be an e-mail address; names go into Dublin Core (Best Practices Profile).
  for (const author of entry.authors) xml += `<dc:creator>${xmlText(author.name)}</dc:creator>\n`
  for (const category of entry.categories) {
    xml += `<category>${xmlText(category.label ?? category.term)}</category>\n`
  }
  if (entry.summary !== undefined) {
    xml += `<description>${xmlText(markupOfText(entry.summary))}</description>\n`
  }
  if (entry.content !== undefined) xml += `<content:encoded>${xmlMarkup(entry.content)}</content:encoded>\n`
  // More than one enclosure is not RSS: readers take the first or the last. Atom and JSON Feed carry them all.
  if (enclosure !== undefined) {
    xml += `<enclosure${attribute('url', enclosure.url)} length="${enclosure.bytes ?? 0}"${attribute('type', enclosure.type)}/>\n`
  }
  if (entry.image !== undefined) xml += `<media:thumbnail${attribute('url', entry.image)}/>\n`
  xml += element('comments', entry.comments?.url)
  if (entry.comments?.count !== undefined) xml += element('slash:comments', String(entry.comments.count))
  xml += element('dc:rights', entry.rights)
  xml += element('creativeCommons:license', license)
  if (entry.source.feed !== '') {
    xml += `<source url="${xmlAttribute(entry.source.feed)}">${xmlText(entry.source.name)}</source>\n`
  }
  return `${xml}</item>\n`
}

/** The syndication module: so many times a period, nearest to one in `minutes`. */
function rhythm(minutes: number): string {
  const [period, length] =
    minutes <= 60 ? ['hourly', 60] : minutes <= 24 * 60 ? ['daily', 24 * 60] : ['weekly', 7 * 24 * 60]
  const frequency = Math.max(1, Math.round(length / minutes))
  return element('sy:updatePeriod', period) + element('sy:updateFrequency', String(frequency))
}
