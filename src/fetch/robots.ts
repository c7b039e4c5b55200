/** What one robots.txt says to us (RFC 9309). */
export type Robots = {
  /** Whether a path (with its query) may be fetched by us. */
  allows(url: string): boolean
  /** The sitemaps it names, as written. */
  readonly sitemaps: readonly string[]
  /** The rules that are ours, to be kept: `-/path`, `+/path`. */
  readonly rules: readonly string[]
  /** Characters of the rules. */
  readonly size: number
}

type Rule = { readonly allow: boolean; readonly path: string }

/** RFC 9309 section 2.5: at least 500 KiB are read. */
const maxChars = 512 * 1024

/**
 * Reads a robots.txt for a crawler of this name (RFC 9309): the groups that name it, else those for all; the longest path
 * that matches decides, `Allow` before `Disallow` where two are as long. What is no rule is skipped; nothing is an error.
 */
export function readRobots(text: string, name: string): Robots {
  const own: Rule[] = []
  const all: Rule[] = []
  const sitemaps: string[] = []
  let isNamed = false
  // Whom the group that is being read is for.
  let isOwn = false
  let isForAll = false
  let inAgents = false
  const lines = text.slice(0, maxChars).split(/\r\n|\r|\n/)
  // The line that the cut goes through might allow or forbid more than it says.
  if (text.length > maxChars) lines.pop()
  for (const line of lines) {
    const [, key = '', value = ''] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line.replace(/^\uFEFF/, '')) ?? []
    const field = key.toLowerCase()
    if (field === 'sitemap') sitemaps.push(line.slice(line.indexOf(':') + 1).trim())
    else if (field === 'user-agent') {
      if (!inAgents) isOwn = isForAll = false
      inAgents = true
      const agent = /^[A-Za-z_-]+|^\*/.exec(value.trim())?.[0].toLowerCase()
      if (agent === name.toLowerCase()) isOwn = isNamed = true
      if (agent === '*') isForAll = true
    } else if (field === 'allow' || field === 'disallow') {
      inAgents = false
      const path = value.trim()
      // An empty Disallow forbids nothing.
      if (path === '') continue
      const rule = { allow: field === 'allow', path: encoded(path) }
      if (isOwn) own.push(rule)
      if (isForAll) all.push(rule)
    }
  }
  return { sitemaps, ...withRules(isNamed ? own : all) }
}

/** What was kept of a robots.txt. */
export function robotsOfRules(kept: readonly string[]): Robots {
  const rules = kept.map((rule) => ({ allow: rule.startsWith('+'), path: rule.slice(1) }))
  return { sitemaps: [], ...withRules(rules) }
}

function withRules(rules: readonly Rule[]): Pick<Robots, 'rules' | 'size' | 'allows'> {
  return {
    rules: rules.map(({ allow, path }) => `${allow ? '+' : '-'}${path}`),
    size: rules.reduce((sum, { path }) => sum + path.length + 1, 0),
    allows(url) {
      const { pathname, search } = new URL(url)
      if (pathname === '/robots.txt') return true
      const path = encoded(`${pathname}${search}`)
      let decisive: Rule | undefined
      for (const rule of rules) {
        if (!matches(path, rule.path)) continue
        const longer = rule.path.length - (decisive?.path.length ?? -1)
        if (longer > 0 || (longer === 0 && rule.allow)) decisive = rule
      }
      return decisive?.allow ?? true
    },
  }
}

/** Paths are compared as octets (section 2.2.2): what may be written with or without `%` is made the same. */
function encoded(path: string): string {
  return path
    .replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(part.toWellFormed()))
    .replace(/%[0-9a-f]{2}/gi, (octet) => {
      const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16))
      return /[A-Za-z0-9._~-]/.test(character) ? character : octet.toUpperCase()
    })
}

/** `*` stands for anything, a final `$` for the end; without it a beginning is enough. Linear: each part is looked for once. */
function matches(path: string, pattern: string): boolean {
  const isWhole = pattern.endsWith('$')
  const parts = (isWhole ? pattern.slice(0, -1) : pattern).split('*')
  const [first = '', ...others] = parts
  if (!path.startsWith(first)) return false
  let at = first.length
  for (const [index, part] of others.entries()) {
    if (isWhole && index === others.length - 1) return path.length - part.length >= at && path.endsWith(part)
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return !isWhole || at === path.length
}
