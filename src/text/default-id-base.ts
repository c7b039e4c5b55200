/**
 * The beginning of published ids where the operator gave none: a tag URI (RFC 4151) of the site's host. The year is
 * Warta's own first and never today's, so that a lost data folder does not change it.
 */
export function defaultIdBase(siteUrl: string | undefined): string {
  return `tag:${siteUrl === undefined ? 'localhost' : new URL(siteUrl).hostname},2026:`
}
