import type { FeedItem } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'
import { parseDate } from '../text/date.ts'

const yearMs = 365 * 86_400_000

/** That a source gives nothing, or nothing new for a year, in words; undefined where it lives or nobody can tell. */
export function idleness(items: readonly FeedItem[], now: Instant): string | undefined {
  if (items.length === 0) return 'it has no entries now'
  const newest = newestOf(items, now)
  if (newest === undefined || newest > now - yearMs) return undefined
  return `its newest entry is of ${new Date(newest).toISOString().slice(0, 10)}: it may be written no more`
}

/** Whether `items` are what a source lacks that is idle: entries where it has none, and newer ones where it has old ones. */
export function isLivelier(items: readonly FeedItem[], than: readonly FeedItem[], now: Instant): boolean {
  if (idleness(than, now) === undefined || idleness(items, now) !== undefined) return false
  return than.length === 0 || newestOf(items, now) !== undefined
}

function newestOf(items: readonly FeedItem[], now: Instant): Instant | undefined {
  const dates = items.flatMap(({ published, updated }) => parseDate(published ?? updated ?? '', { now })?.at ?? [])
  return dates.length === 0 ? undefined : Math.max(...dates)
}
