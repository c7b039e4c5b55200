/**
 * What every answer carries, errors too (no answer of ours needs a script, a frame or a form elsewhere):
 * even if markup of a publisher slipped through, a browser would not run it. Flat: name, value, name, value.
 */
const COMMON = ['X-Content-Type-Options', 'nosniff', 'Referrer-Policy', 'strict-origin-when-cross-origin'] as const

function headers(frames: string, own: string): readonly string[] {
  const policy = `default-src 'none'; ${own}; style-src 'self'; frame-ancestors ${frames}; base-uri 'none'; form-action 'self'`
  return ['Content-Security-Policy', policy, ...COMMON]
}

const PLAIN = 'img-src https:'
const THEMED = "img-src 'self' https:; font-src 'self'"
const BY_KIND = {
  page: headers("'none'", PLAIN),
  embed: headers('*', PLAIN),
  themedPage: headers("'none'", THEMED),
  themedEmbed: headers('*', THEMED),
}

/**
 * The headers for a path; only what lies under `/embed/` may be framed by other sites.
 * @param themed whether the operator brought pictures or fonts of his own: only then may pages load such from this site
 */
export function securityHeaders(path: string, themed = false): readonly string[] {
  if (path.startsWith('/embed/')) return themed ? BY_KIND.themedEmbed : BY_KIND.embed
  return themed ? BY_KIND.themedPage : BY_KIND.page
}
