import type { Edition } from '../model/edition.ts'
import type { Site } from '../model/section.ts'
import { rfc822 } from './date-format.ts'
import { feedLinks, feedTitle } from './links.ts'
import { attribute, element } from './xml.ts'

/** Our own feeds as an OPML 2.0 list (opml.org/spec2), one outline a section: what a reader imports to have them all. */
export function renderOpml(editions: readonly Edition[], site: Site, version: string): string {
  const updated = Math.max(0, ...editions.map((edition) => edition.updated))
  const outlines = editions.map((edition) => {
    const links = feedLinks(edition, site, version)
    const title = feedTitle(edition, links)
    return (
      `<outline type="rss"${attribute('text', title)}${attribute('title', title)}` +
      `${attribute('description', edition.description)}${attribute('language', edition.language)}` +
      `${attribute('xmlUrl', links.rss)}${attribute('htmlUrl', links.page)} version="RSS2"/>\n`
    )
  })
  return (
    '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n<head>\n' +
    element('title', site.title) +
    element('dateModified', rfc822(updated)) +
    element('docs', 'https://opml.org/spec2.opml') +
    `</head>\n<body>\n<outline${attribute('text', site.title)}>\n` +
    `${outlines.join('')}</outline>\n</body>\n</opml>\n`
  )
}
