/**
 * What every answer carries, errors too (no answer of ours needs a script, a frame or a form elsewhere):
 * even if markup of a publisher slipped through, a browser would not run it. Flat: name, value, name, value.
 */
const COMMON = ['X-Content-Type-Options', 'nosniff', 'Referrer-Policy', 'strict-origin-when-cross-origin'] as const

function policy(frames: string): string {
  return `default-src 'none'; img-src https:; style-src 'self'; frame-ancestors ${frames}; base-uri 'none'; form-action 'self'`
}

const NOWHERE: readonly string[] = ['Content-Security-Policy', policy("'none'"), ...COMMON]
const ANYWHERE: readonly string[] = ['Content-Security-Policy', policy('*'), ...COMMON]

/** The headers for a path; only what lies under `/embed/` may be framed by other sites. */
export function securityHeaders(path: string): readonly string[] {
  return path.startsWith('/embed/') ? ANYWHERE : NOWHERE
}
