import type { Outline } from '../model/opml.ts'

/** What Warta has keys of its own for, and what is the same for every feed. */
const known = new Set(['text', 'xmlurl', 'language'])

/**
 * What an outline says beside its name, address and language: kept for when the list is written again. Nothing where it
 * says nothing.
 */
export function keptAttributes(outline: Outline): { readonly opml?: Readonly<Record<string, string>> } {
  const kept = Object.entries(outline.attributes).filter(([name, value]) => {
    const key = name.toLowerCase()
    if (known.has(key) || key.startsWith('xmlns') || key.startsWith('warta:')) return false
    if (key === 'title') return value.trim() !== outline.text
    if (key === 'type') return value.trim() !== 'rss'
    return /^[\p{L}_][\p{L}\p{N}_.-]*(:[\p{L}_][\p{L}\p{N}_.-]*)?$/u.test(name)
  })
  return kept.length === 0 ? {} : { opml: Object.fromEntries(kept) }
}

/** FreshRSS's name for a page that it takes entries from. */
export function isXPathType(type: string | undefined): boolean {
  return type !== undefined && /^html\+xpath$/i.test(type)
}
