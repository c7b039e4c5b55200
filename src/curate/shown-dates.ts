import type { ShownDate } from '../model/edition.ts'
import type { Entry, EntryDate } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import { claimedAt } from './order.ts'

/** The claim as first seen, never later than first sight; the undated are published when first seen. */
export function publishedOf(entry: Entry): ShownDate {
  const claimed = claimedAt(entry)
  if (claimed === undefined || entry.published === undefined || claimed > entry.firstSeen) {
    return { at: wholeSecond(entry.firstSeen) }
  }
  return shown(entry.published)
}

/** Moves only when the text changed in substance; before that, what the publisher said at first sight. */
export function updatedOf(entry: Entry, published: ShownDate): ShownDate {
  const { updated } = entry
  if (updated?.confidence !== 'high' || updated.at > entry.changedAt || updated.at <= published.at) {
    return entry.changedAt > entry.firstSeen ? { at: Math.max(wholeSecond(entry.changedAt), published.at) } : published
  }
  return shown(updated)
}

/** As it is shown. */
export function shown(date: EntryDate): ShownDate {
  return {
    at: wholeSecond(date.at),
    ...(date.offsetMinutes === undefined ? {} : { offsetMinutes: date.offsetMinutes }),
  }
}

/** RSS knows no fractions, and all formats say the same. */
function wholeSecond(at: Instant): Instant {
  return Math.floor(at / 1000) * 1000
}
