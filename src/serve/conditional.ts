/** What a client said of the copy it has. */
export type Conditions = { readonly ifNoneMatch: string | undefined; readonly ifModifiedSince: string | undefined }

/**
 * Whether the client's copy is still good (RFC 9110, 13.2.2): by `If-None-Match`, compared weakly; only without it by
 * `If-Modified-Since`. `tag` is the opaque part without the mark of its coding: the forms of one body are one version.
 */
export function isNotModified(conditions: Conditions, tag: string, modifiedAt: number): boolean {
  const { ifNoneMatch, ifModifiedSince } = conditions
  if (ifNoneMatch !== undefined) return matchesTag(ifNoneMatch, tag)
  if (ifModifiedSince === undefined) return false
  const since = HTTP_DATE.test(ifModifiedSince) ? Date.parse(ifModifiedSince) : Number.NaN
  return !Number.isNaN(since) && modifiedAt <= since
}

// IMF-fixdate and its two obsolete forms (5.6.7); anything else is ignored, as the RFC asks.
const HTTP_DATE =
  /^[A-Z][a-z]{2,8},? (?:\d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} [\d:]{8} GMT|[A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/

/** `W/"x"`, `"x-br"`, a list, `*`; also without quotes, as some clients send them back. */
function matchesTag(field: string, tag: string): boolean {
  if (field.trim() === '*') return true
  return field.split(',').some((candidate) => {
    const opaque = candidate.trim().replace(/^W\//, '').replace(/^"|"$/g, '')
    return opaque.replace(/-(?:br|gz|gzip)$/, '') === tag
  })
}
