import { getDomain } from 'tldts'
import type { Entry, EntryKey } from '../model/entry.ts'
import type { SourceId } from '../model/source.ts'
import { sharedLinks } from './shared-links.ts'

/** How surely a link leads to its own source's site: 0, not at all. */
export type Closeness = 0 | 1 | 2 | 3

/** Where a source is: the address it is polled at, and the site that it says it is of. */
export type Whereabouts = { readonly url?: string | undefined; readonly homeUrl?: string | undefined }

/** Of a source's other entries so many lead to its own site. */
const NEARLY_ALL = 0.8

/**
 * Of entries that share a link with another source's, how surely it is their own source's: its feed is on that site; or elsewhere
 * (`feeds.bbci.co.uk`, a service, an address of numbers) while nearly all else that it has leads there; or it only says that it is of
 * that site. A link by itself can be given by anybody.
 * @param links those that more than one of the entries has, where they are known
 */
export function closenessOf(
  entries: readonly Entry[],
  whereabouts: (source: SourceId) => Whereabouts,
  links: ReadonlyMap<string, readonly Entry[]> = sharedLinks(entries, ({ urlKey }) => urlKey),
): ReadonlyMap<EntryKey, Closeness> {
  const contested = new Set<string>()
  for (const [urlKey, [first, ...others]] of links) {
    if (others.some(({ sourceId }) => sourceId !== first?.sourceId)) contested.add(urlKey)
  }
  if (contested.size === 0) return new Map()
  const isContested = ({ urlKey }: Entry) => urlKey !== undefined && contested.has(urlKey)
  const bySource = Map.groupBy(entries, ({ sourceId }) => sourceId)
  const closenesses = new Map<SourceId, (site: string) => Closeness>()
  return new Map(
    entries.filter(isContested).map(({ key, url, sourceId }) => {
      // What others have too says nothing.
      const own = () => (bySource.get(sourceId) ?? []).filter((entry) => !isContested(entry))
      const closeness = closenesses.get(sourceId) ?? closenessTo(own(), whereabouts(sourceId))
      closenesses.set(sourceId, closeness)
      const site = siteOf(url)
      return [key, site === undefined ? 0 : closeness(site)]
    }),
  )
}

/**
 * Of these entries those whose link leads to another site than their source is at, and nearly all else that it has leads to: a
 * link that was changed since, or one that was only passed on. What has one entry alone has no other site.
 */
export function awayFromHome(
  keys: ReadonlySet<EntryKey>,
  entries: readonly Entry[],
  whereabouts: (source: SourceId) => Whereabouts,
): readonly EntryKey[] {
  const feeds = new Map<SourceId, string | undefined>()
  const domain = domainsOnce()
  const isElsewhere = ({ url, sourceId }: Entry) => {
    if (!feeds.has(sourceId)) feeds.set(sourceId, siteOf(whereabouts(sourceId).url))
    return url !== undefined && siteOf(url, domain) !== feeds.get(sourceId)
  }
  const elsewhere = entries.filter((entry) => keys.has(entry.key) && isElsewhere(entry))
  if (elsewhere.length === 0) return []
  const sources = new Set(elsewhere.map(({ sourceId }) => sourceId))
  const bySource = Map.groupBy(
    entries.filter(({ sourceId }) => sources.has(sourceId)),
    ({ sourceId }) => sourceId,
  )
  const closenesses = new Map(
    Array.from(bySource, ([source, own]) => [source, closenessTo(own, whereabouts(source), domain)] as const),
  )
  return elsewhere.flatMap(({ key, url, sourceId }) => {
    const site = siteOf(url, domain)
    return site !== undefined && closenesses.get(sourceId)?.(site) === 0 ? [key] : []
  })
}

function closenessTo(
  own: readonly Entry[],
  { url, homeUrl }: Whereabouts,
  domain = domainsOnce(),
): (site: string) => Closeness {
  const [feed, home] = [siteOf(url), siteOf(homeUrl)]
  const counts = new Map<string, number>()
  let all = 0
  for (const entry of own) {
    const site = siteOf(entry.url, domain)
    if (site === undefined) continue
    counts.set(site, (counts.get(site) ?? 0) + 1)
    all++
  }
  return (site) => {
    if (site === feed) return 3
    const count = counts.get(site) ?? 0
    if (count > 0 && count >= all * NEARLY_ALL) return 2
    return site === home ? 1 : 0
  }
}

/** `domainOf` of many links: nearly all links of a source begin alike, and each beginning is looked up once. */
function domainsOnce(): (link: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  let last: { readonly beginning: string; readonly domain: string | undefined } | undefined
  return (link) => {
    if (last !== undefined && link.startsWith(last.beginning)) return last.domain
    const end = link.indexOf('/', BEHIND_SCHEME)
    const site = end === -1 ? link : link.slice(0, end)
    if (!known.has(site)) known.set(site, domainOf(site))
    const domain = known.get(site)
    if (end !== -1) last = { beginning: link.slice(0, end + 1), domain }
    return domain
  }
}

/** Of `https://`. */
const BEHIND_SCHEME = 8

/** Whether two sources are polled at one place. */
export function areOneHost({ url: a }: Whereabouts, { url: b }: Whereabouts): boolean {
  const site = siteOf(a)
  return site !== undefined && site === siteOf(b)
}

/**
 * The registrable domain, or the host that has none; names that a hosting company gives away are domains of their own, and so are the
 * places of people on one host: `/@anna/feed`, `/@anna.rss`, `/~anna/`.
 */
function siteOf(url: string | undefined, domain = domainOf): string | undefined {
  if (url === undefined) return undefined
  const host = domain(url)
  if (!url.includes('@') && !url.includes('~')) return host
  const [owner] = OWNER.exec(url) ?? []
  return host === undefined || owner === undefined ? host : `${host}${owner.toLowerCase()}`
}

function domainOf(url: string): string | undefined {
  return getDomain(url, { allowPrivateDomains: true }) ?? URL.parse(url)?.hostname
}

const OWNER = /(?<=^[^?#]*\/)[@~][\w-]+/
