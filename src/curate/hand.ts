import type { Correction } from '../model/correction.ts'
import type { Decision, EntryDecision, Hand, SourceDecision } from '../model/decision.ts'
import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'

/** What holds of one entry in one section, and the decision that says so. */
export type Ruling = { readonly hand: Hand; readonly decision: EntryDecision | SourceDecision }

/** The editor's decisions as they hold in one section at one instant. */
export type EditorsHand = {
  /** What holds of an entry; undefined: nothing was decided. */
  of(entry: Pick<Entry, 'key' | 'sourceId'>): Ruling | undefined
  readonly corrections: readonly Correction[]
  /** Every decision that holds, oldest first. */
  readonly holding: readonly Decision[]
  /** Keys that any decision names, one that is over too: these are looked at in every choice. */
  readonly keys: readonly EntryKey[]
}

/**
 * Reads the decisions for a section. A retraction holds whatever else was decided; what was decided for the section
 * holds before what was decided for all.
 */
export function handIn(decisions: readonly Decision[], slug: string, at: Instant): EditorsHand {
  const own = decisions.filter((each) => 'keys' in each || each.section === undefined || each.section === slug)
  const holding = own.filter((each) => 'keys' in each || (each.until ?? Number.POSITIVE_INFINITY) > at)
  const entries = new Map<EntryKey, EntryDecision>()
  const sources = new Map<string, SourceDecision>()
  const corrections: Correction[] = []
  for (const decision of holding) {
    if ('keys' in decision) {
      corrections.push(decision)
      continue
    }
    if ('sourceId' in decision) sources.set(decision.sourceId, decision)
    else if (outranks(decision, entries.get(decision.key))) entries.set(decision.key, decision)
  }
  return {
    of({ key, sourceId }) {
      const entry = entries.get(key)
      if (entry?.kind === 'retract') return { hand: 'retract', decision: entry }
      const source = sources.get(sourceId)
      if (source !== undefined) return { hand: 'retract', decision: source }
      return entry === undefined ? undefined : { hand: entry.kind, decision: entry }
    },
    corrections,
    holding,
    keys: own.flatMap((each) => ('keys' in each ? each.keys : 'key' in each ? [each.key] : [])),
  }
}

function outranks(a: EntryDecision, b: EntryDecision | undefined): boolean {
  if (b === undefined || (a.kind === 'retract') !== (b.kind === 'retract')) return b?.kind !== 'retract'
  return a.section !== undefined || b.section === undefined
}

/** Why an entry is not shown, where the editor took it out. */
export function withheldFor(ruling: Ruling | undefined): 'hidden' | 'retracted' | undefined {
  if (ruling === undefined || ruling.hand === 'pin') return undefined
  return ruling.hand === 'hide' ? 'hidden' : 'retracted'
}
