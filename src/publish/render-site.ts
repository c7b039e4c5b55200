import type { Edition, Month } from '../model/edition.ts'
import type { SiteFile } from '../model/site-file.ts'
import { renderAtom } from './atom.ts'
import { maxAgeOf, PAGE_MAX_AGE } from './cache-time.ts'
import { contentTypeOf } from './content-type.ts'
import { guardEdition } from './guard.ts'
import { renderAboutPage } from './about-page.ts'
import { renderEmbedPage, renderFragment } from './embed.ts'
import { renderFrontPage, renderNotFoundPage } from './html.ts'
import { renderJsonFeed, renderLatest } from './json-feed.ts'
import { feedLinks } from './links.ts'
import { renderOpml } from './opml.ts'
import { renderRss } from './rss.ts'
import { renderSectionPages } from './section-pages.ts'
import type { SiteContext } from './site-context.ts'
import { stylesheet } from './stylesheet.ts'

export type { SiteFile } from '../model/site-file.ts'
export type { SiteContext } from './site-context.ts'

/**
 * All files of one section, of one guarded edition: the same entries with the same ids, links, titles and dates in every
 * format. Pure: the same edition and context give the same bytes.
 * @param newestArchive the month of the newest document of what was pushed off its feed
 */
export function renderSection(edition: Edition, context: SiteContext, newestArchive?: Month): readonly SiteFile[] {
  const safe = guardEdition(edition).edition
  const links = feedLinks(safe, context.site, context.version)
  const { slug } = safe
  const maxAgeSeconds = maxAgeOf(safe.ttlMinutes)
  const document = documentsOf(safe)
  return [
    ...feedsOf(safe, links, newestArchive),
    document('latest-5.json', renderLatest(safe, links, 5)),
    document('fragment.html', renderFragment(safe, context)),
    ...renderSectionPages(safe, context).map(
      ({ name, body }): SiteFile => ({ ...document(name, body), kind: 'page', maxAgeSeconds: PAGE_MAX_AGE }),
    ),
    {
      path: `embed/${slug}/index.html`,
      body: renderEmbedPage(safe, context),
      contentType: contentTypeOf('index.html'),
      kind: 'page',
      maxAgeSeconds,
    },
  ]
}

/** The feeds of a section alone, as `renderSection` has them. */
export function renderFeeds(edition: Edition, { site, version }: SiteContext): readonly SiteFile[] {
  const safe = guardEdition(edition).edition
  return feedsOf(safe, feedLinks(safe, site, version))
}

function feedsOf(safe: Edition, links: ReturnType<typeof feedLinks>, newestArchive?: Month): readonly SiteFile[] {
  const document = documentsOf(safe)
  return [
    document('rss.xml', renderRss(safe, links)),
    document('atom.xml', renderAtom(safe, links, newestArchive)),
    document('feed.json', renderJsonFeed(safe, links)),
  ]
}

function documentsOf({ slug, ttlMinutes }: Edition): (name: string, body: string) => SiteFile {
  const maxAgeSeconds = maxAgeOf(ttlMinutes)
  return (name, body) => ({
    path: `${slug}/${name}`,
    body,
    contentType: contentTypeOf(name),
    kind: 'document',
    maxAgeSeconds,
  })
}

/** Where the operator's own pictures and fonts are published. */
const THEME_FOLDER = 'theme'

/** What is made of all sections: the front page, the list of feeds, the page for publishers, the stylesheet, the theme. */
export function renderIndex(editions: readonly Edition[], context: SiteContext): readonly SiteFile[] {
  const safe = editions.map((edition) => guardEdition(edition).edition)
  const file = (path: string, kind: SiteFile['kind'], body: string): SiteFile => ({
    path,
    body,
    contentType: contentTypeOf(path),
    kind,
    maxAgeSeconds: PAGE_MAX_AGE,
  })
  return [
    file('style.css', 'document', stylesheet(context)),
    file('feeds.opml', 'page', renderOpml(safe, context.site, context.version)),
    file('about/index.html', 'page', renderAboutPage(safe, context)),
    file('404.html', 'page', renderNotFoundPage(context)),
    file('index.html', 'page', renderFrontPage(safe, context)),
    ...(context.theme?.assets ?? []).map(
      ({ name, body }): SiteFile => ({ ...file(`${THEME_FOLDER}/${name}`, 'document', ''), body }),
    ),
  ]
}
