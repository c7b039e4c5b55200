import type { Entry } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'

/** The publisher's claim where it may be shown as fact; a date of low confidence is none. */
export function claimedAt(entry: Entry): Instant | undefined {
  return entry.published?.confidence === 'high' ? entry.published.at : undefined
}

/** The instant an entry counts from: the earlier of the publisher's date and first sight; the undated, from first sight. */
export function countsFrom(entry: Entry): Instant {
  return Math.min(claimedAt(entry) ?? entry.firstSeen, entry.firstSeen)
}

/** How old an entry is at most: here a doubtful date is believed too, so that a doubt never makes old things news. */
export function agesFrom(entry: Entry): Instant {
  return Math.min(entry.published?.at ?? entry.firstSeen, entry.firstSeen)
}

/** So far back a claim made late tells of another day. */
const DAY_BEFORE = 12 * 60 * 60 * 1000

/**
 * How late an entry came for the date that it claims: not, so that the date proves nothing, or by half a day and more. What
 * became another piece claims the date of the one before.
 */
export function latenessOf(entry: Entry): 0 | 1 | 2 {
  if (entry.isRemade === true) return 2
  if (entry.isLate !== true) return 0
  return entry.firstSeen - countsFrom(entry) >= DAY_BEFORE ? 2 : 1
}

/** Until when an entry may have been told: at its date; where that proves nothing, until it was first seen saying what it says. */
export function toldUntil(entry: Entry): Instant {
  if (latenessOf(entry) === 0) return countsFrom(entry)
  return entry.isRemade === true ? entry.changedAt : entry.firstSeen
}

/** Newest first; the undated of one sight in their document's order; then by key, so that the order is total. */
export function newestFirst(a: Entry, b: Entry): number {
  return countsFrom(b) - countsFrom(a) || placeOf(a) - placeOf(b) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

/** The place in their document tells which of the undated is the newer; the dated stand before them, and theirs says nothing. */
function placeOf(entry: Entry): number {
  return claimedAt(entry) === undefined ? entry.position : -1
}
