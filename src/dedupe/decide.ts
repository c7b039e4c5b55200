import type { Body, Edits, Entry, EntryDate, EntryDraft, EntryKey, EntryToSave, Known } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import { filesOf, linesOf } from '../text/fingerprint.ts'
import { isLateFor } from './late.ts'
import { differForReader } from './referred.ts'
import { isRemade } from './remade.ts'
import { changeOf, type Version } from './substance.ts'

/**
 * What one entry of a document is to us.
 * `new` and `changed` carry the entry to save; `returned` was seen once and is no longer stored: old, never news again.
 */
export type Decision =
  | { readonly status: 'new' | 'changed'; readonly entry: EntryToSave }
  | { readonly status: 'same' | 'returned'; readonly key: EntryKey }
  /** Changed again too soon: what is stored stays until it has settled, and the document is to be read again then. */
  | { readonly status: 'unsettled'; readonly key: EntryKey }

/**
 * Decides from what the store knows of the draft's key. `published` is frozen as first claimed; `updated` moves only
 * with a change in substance, to the publisher's own date where that is later than ours and not in the future, else to
 * `at`. Counters that ran on change nothing; a slip that was mended changes the entry and not its dates. An entry that
 * changes again and again is taken in at growing intervals.
 * @param before the stored body of a known entry whose fingerprint differs; without it every change is one in substance
 * @param at the instant of first sight: when the poll was due or its cycle began
 * @param lookedAt when its source was looked at last before (see `lookedAtOf`)
 */
export function decide(
  draft: EntryDraft,
  known: Known | undefined,
  at: Instant,
  before?: Body,
  lookedAt?: Instant,
): Decision {
  if (known === undefined) return { status: 'new', entry: firstVersion(draft, at, lookedAt) }
  const { entry } = known
  if (entry === undefined) return { status: 'returned', key: draft.key }
  if (entry.fingerprint === draft.fingerprint) return { status: 'same', key: draft.key }
  // It keeps the link that it came with, whatever else it says now.
  const link = isSamePage(draft, entry) ? linkOf(entry) : {}
  const now = versionOf({ ...draft, ...link }, draft.body)
  const was = before === undefined ? undefined : versionOf(entry, before)
  const change = was === undefined ? 'substance' : changeOf(was, now)
  if (change === 'none') return { status: 'same', key: draft.key }
  const edits = editsOf(entry.edits, at)
  if (edits === undefined) return { status: 'unsettled', key: draft.key }
  const { bodyRef: _, published: frozen, ...kept } = entry
  const isTrivial = change === 'trivial'
  const { published: __, updated: ___, ...fresh } = draft
  return {
    status: 'changed',
    entry: {
      ...fresh,
      ...link,
      ...(frozen === undefined ? {} : { published: frozen }),
      ...updatedOf(isTrivial ? kept.updated : laterClaim(draft.updated, kept.updated ?? frozen, at)),
      position: kept.position,
      firstSeen: kept.firstSeen,
      changedAt: isTrivial ? kept.changedAt : at,
      ...(kept.isLate === undefined ? {} : { isLate: kept.isLate }),
      ...(kept.isRemade || (was !== undefined && change === 'substance' && isRemade(was, now))
        ? { isRemade: true }
        : {}),
      edits,
    },
  }
}

function updatedOf(updated: EntryDate | undefined): { updated?: EntryDate } {
  return updated === undefined ? {} : { updated }
}

/**
 * Whether the link of what has no guid only says otherwise where it was followed, or by whom: a story that leads today and
 * stands below tomorrow keeps the one it came with, and its page is not asked for again.
 */
function isSamePage(draft: EntryDraft, { guid, url }: Entry): boolean {
  if (draft.guid !== undefined || guid !== undefined || draft.url === undefined || url === undefined) return false
  return differForReader(draft.url, url)
}

function linkOf({ url, urlKey }: Entry): Pick<EntryDraft, 'url' | 'urlKey'> {
  return { ...(url === undefined ? {} : { url }), ...(urlKey === undefined ? {} : { urlKey }) }
}

/** What of an entry a reader would notice changing. */
type Shown = Pick<EntryDraft, 'title' | 'enclosures' | 'language'> & { readonly url?: string | undefined }

function versionOf(entry: Shown, body: Body): Version {
  return {
    title: entry.title,
    text: linesOf(body),
    language: entry.language,
    url: entry.url,
    files: filesOf(entry.enclosures),
  }
}

const HOUR = 60 * 60 * 1000
/** Changes that are taken in as they come; each further one has to wait, twice as long each time. */
const AT_ONCE = 3
const LONGEST_WAIT = 24 * HOUR
/** After a week of quiet an entry counts as new to change. */
const FORGOTTEN = 7 * 24 * HOUR

/** The count with this change, or undefined while it has to wait. */
function editsOf(before: Edits | undefined, at: Instant): Edits | undefined {
  if (before === undefined || at - before.at > FORGOTTEN) return { count: 1, at }
  const waitMs = before.count < AT_ONCE ? 0 : Math.min(LONGEST_WAIT, HOUR * 2 ** (before.count - AT_ONCE))
  return at - before.at < waitMs ? undefined : { count: before.count + 1, at }
}

function firstVersion(draft: EntryDraft, at: Instant, lookedAt: Instant | undefined): EntryToSave {
  const published = draft.published ?? draft.updated
  const dated = published === draft.published || published === undefined ? draft : { ...draft, published }
  const first = { ...dated, firstSeen: at, changedAt: at }
  return isLateFor(published, lookedAt) ? { ...first, isLate: true } : first
}

function laterClaim(claim: EntryDate | undefined, before: EntryDate | undefined, at: Instant): EntryDate {
  const plausible = claim !== undefined && claim.confidence === 'high' && claim.at <= at
  if (plausible && (before === undefined || claim.at > before.at)) return claim
  return { at, confidence: 'high', from: 'first_seen' }
}
