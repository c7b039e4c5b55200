const TOPIC = /^(?:[a-z0-9][a-z0-9-]*\/)?(?:index\.html)$|^[a-z0-9][a-z0-9-]*\/(?:rss\.xml|atom\.xml|feed\.json)$/

/**
 * Whether the file at this path of the site is a WebSub topic: it names its hub, and the hub is told when it changes.
 * Feeds and the pages that show the same entries are; extracts for other sites, archives and lists are not.
 */
export function isTopicPath(path: string): boolean {
  return TOPIC.test(path) && !path.startsWith('about/')
}

/** Where a hub finds the file: a folder's page at the folder. */
export function topicUrl(base: string, path: string): string {
  return `${base}${path.replace(/(^|\/)index\.html$/, '$1')}`
}
