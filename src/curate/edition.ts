import type { Edition, EditionEntry } from '../model/edition.ts'
import type { Instant } from '../model/instant.ts'
import { urlKey } from '../text/url.ts'

/** The steps a section's rhythm is rounded to, in minutes: a feed must not change because it came a little sooner. */
const ttlSteps = [15, 30, 60, 120, 240, 480, 720, 1440]
const dayMs = 24 * 60 * 60 * 1000

/** How often new entries came lately: the mean gap between the newest first sights, rounded up to a step. */
export function ttlMinutes(firstSeen: readonly Instant[]): number {
  const sights = [...new Set(firstSeen)].toSorted((a, b) => b - a).slice(0, 20)
  const [newest] = sights
  const oldest = sights.at(-1)
  if (newest === undefined || oldest === undefined || sights.length < 3) return 60
  const gap = (newest - oldest) / (sights.length - 1) / 60_000
  return ttlSteps.find((step) => gap <= step) ?? 1440
}

/**
 * The edition `all`: the entries of every section, each piece once. A piece that two sections show keeps the place of
 * the one that was seen first. The same bounds as a section's: `limit`, but a day's entries up to 200.
 */
export function combineEditions(
  editions: readonly Edition[],
  site: { readonly title: string; readonly language: string; readonly limit: number },
): Edition {
  const unique = new Map<string, EditionEntry>()
  const byUrl = new Set<string>()
  const all = editions.flatMap(({ entries }) => entries)
  for (const entry of all.toSorted((a, b) => a.firstSeen - b.firstSeen || compare(a.id, b.id))) {
    const key = entry.url === undefined ? undefined : urlKey(entry.url)
    if (unique.has(entry.id) || (key !== undefined && byUrl.has(key))) continue
    unique.set(entry.id, entry)
    if (key !== undefined) byUrl.add(key)
  }
  const ordered = [...unique.values()].toSorted((a, b) => b.published.at - a.published.at || placeOf(all, a, b))
  const newest = Math.max(...ordered.map(({ firstSeen }) => firstSeen))
  const entries = ordered.filter((entry, i) => i < site.limit || (i < 200 && newest - entry.firstSeen <= dayMs))
  return {
    slug: 'all',
    title: site.title,
    language: site.language,
    updated: Math.max(0, ...editions.map(({ updated }) => updated)),
    entries,
    ttlMinutes: ttlMinutes(entries.map(({ firstSeen }) => firstSeen)),
  }
}

/** Entries of one instant stay in the order of their own edition. */
function placeOf(all: readonly EditionEntry[], a: EditionEntry, b: EditionEntry): number {
  return all.indexOf(a) - all.indexOf(b)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
