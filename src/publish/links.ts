import type { Edition, Month } from '../model/edition.ts'
import type { Site } from '../model/section.ts'

/** What every writer needs to know of the site around an edition; all URLs absolute. */
export type FeedLinks = {
  /** The published site's address, ending in `/`. */
  readonly base: string
  readonly siteTitle: string
  /** The section's page for people. */
  readonly page: string
  readonly rss: string
  readonly atom: string
  readonly json: string
  /** Atom's permanent name of the feed (RFC 4287, 4.2.6). */
  readonly id: string
  /** WebSub hub; undefined where none is configured, or where it could not reach us. */
  readonly hub: string | undefined
  readonly version: string
}

/**
 * Where a site without `url` says it lives: what `warta serve` listens on by default. Feeds must name themselves with an
 * absolute URL to be valid, and this one works for whoever tries Warta out; `warta check` warns while it is needed.
 */
const FIRST_TRIES_URL = 'http://127.0.0.1:8080/'

/** The site's address for links that must be absolute. */
export function baseUrl(site: Site): string {
  return site.url ?? FIRST_TRIES_URL
}

/** All addresses of one section's documents. */
export function feedLinks(edition: Pick<Edition, 'slug'>, site: Site, version: string): FeedLinks {
  const base = baseUrl(site)
  const page = `${base}${edition.slug}/`
  return {
    base,
    siteTitle: site.title,
    page,
    rss: `${page}rss.xml`,
    atom: `${page}atom.xml`,
    json: `${page}feed.json`,
    id: site.idBase === undefined ? `${page}atom.xml` : `${site.idBase}feed:${edition.slug}`,
    // A hub fetches what it is told of: without a public address there is nothing to fetch.
    hub: site.url === undefined ? undefined : site.hub,
    version,
  }
}

/** A month's document of what was pushed off the section's feed. */
export function archiveUrl({ page }: FeedLinks, month: Month): string {
  return `${page}archive/${month}.xml`
}

/** The title of a feed: its section, and whose it is. */
export function feedTitle(edition: Pick<Edition, 'title'>, links: FeedLinks): string {
  return edition.title === links.siteTitle ? edition.title : `${edition.title} — ${links.siteTitle}`
}
