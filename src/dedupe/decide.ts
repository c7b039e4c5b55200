import type { EntryDate, EntryDraft, EntryKey, EntryToSave, Known } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'

/**
 * What one entry of a document is to us.
 * `new` and `changed` carry the entry to save; `returned` was seen once and is no longer stored: old, never news again.
 */
export type Decision =
  | { readonly status: 'new' | 'changed'; readonly entry: EntryToSave }
  | { readonly status: 'same' | 'returned'; readonly key: EntryKey }

/**
 * Decides from what the store knows of the draft's key. `published` is frozen as first claimed; `updated` moves only
 * with the fingerprint, to the publisher's own date where that is later than ours and not in the future, else to `at`.
 * @param at the instant of first sight: when the poll was due or its cycle began
 */
export function decide(draft: EntryDraft, known: Known | undefined, at: Instant): Decision {
  if (known === undefined) return { status: 'new', entry: firstVersion(draft, at) }
  const { entry } = known
  if (entry === undefined) return { status: 'returned', key: draft.key }
  if (entry.fingerprint === draft.fingerprint) return { status: 'same', key: draft.key }
  const { bodyRef: _, published: frozen, ...kept } = entry
  const { published: __, ...fresh } = draft
  return {
    status: 'changed',
    entry: {
      ...fresh,
      ...(frozen === undefined ? {} : { published: frozen }),
      updated: laterClaim(draft.updated, kept.updated ?? frozen, at),
      position: kept.position,
      firstSeen: kept.firstSeen,
      changedAt: at,
    },
  }
}

function firstVersion(draft: EntryDraft, at: Instant): EntryToSave {
  const published = draft.published ?? draft.updated
  return { ...draft, ...(published === undefined ? {} : { published }), firstSeen: at, changedAt: at }
}

function laterClaim(claim: EntryDate | undefined, before: EntryDate | undefined, at: Instant): EntryDate {
  const plausible = claim !== undefined && claim.confidence === 'high' && claim.at <= at
  if (plausible && (before === undefined || claim.at > before.at)) return claim
  return { at, confidence: 'high', from: 'first_seen' }
}
