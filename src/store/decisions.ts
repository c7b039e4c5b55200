import type { Decision } from '../model/decision.ts'
import type { EntryKey } from '../model/entry.ts'

/** What a decision is about, as the key of its row: of two about the same, the later one is kept. */
export function decisionName(decision: Decision): string {
  if ('keys' in decision) return `copies ${[...new Set(decision.keys)].sort().join(' ')}`
  // A slug holds no `*`, and no slug, id or key of ours a space.
  const where = decision.section ?? '*'
  return 'sourceId' in decision ? `source ${where} ${decision.sourceId}` : `entry ${where} ${decision.key}`
}

/** Oldest first. */
export function byTime(decisions: Iterable<Decision>): readonly Decision[] {
  return [...decisions].sort((a, b) => a.at - b.at || (decisionName(a) < decisionName(b) ? -1 : 1))
}

/** Keys of entries that are pinned, at an instant or later where it is given. */
export function pinnedKeys(decisions: Iterable<Decision>, at = Number.NEGATIVE_INFINITY): readonly EntryKey[] {
  return [...decisions].flatMap((decision) =>
    decision.kind === 'pin' && (decision.until ?? Number.POSITIVE_INFINITY) > at ? [decision.key] : [],
  )
}
