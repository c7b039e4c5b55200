import type { EntryKey } from './entry.ts'
import type { Instant } from './instant.ts'

/**
 * What the operator decided about copies, for good: `split`, that no two of these entries are one piece; `join`, that all
 * of them are. Where two decisions name the same pair, the later one holds.
 */
export type Correction = {
  readonly kind: 'split' | 'join'
  readonly keys: readonly EntryKey[]
  readonly at: Instant
}
