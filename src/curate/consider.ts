import type { EditionRecord } from '../model/edition.ts'
import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { Backfill, Section } from '../model/section.ts'
import type { SourceId } from '../model/source.ts'
import type { CurateInput, Reason, Verdict } from './choice.ts'
import type { Candidate } from './fold.ts'
import { isMachineText } from './machine-text.ts'
import { withheldFor } from './hand.ts'
import { agesFrom, claimedAt, newestFirst } from './order.ts'

/** What is left to fold and to choose from, and why the rest is not. */
export type Considered = {
  /** By first sight, then by key. */
  readonly candidates: readonly Candidate[]
  /** When each entry that was considered was first seen. */
  readonly stored: ReadonlyMap<EntryKey, Instant>
  readonly verdicts: ReadonlyMap<EntryKey, Verdict>
  /** Undefined while no source of the section ever answered. */
  readonly startedAt: Instant | undefined
  readonly joined: Readonly<Record<SourceId, Instant>>
  /** When a held entry falls due. */
  readonly wakeAt: Instant | undefined
}

/** What a source that joins a running section shows, unless `backfill` says otherwise. */
const addedLater = { withinMs: 24 * 60 * 60 * 1000, perSource: 3, total: Number.POSITIVE_INFINITY }

/** What of a first run the section may show: the bounds, and whether a quiet source gives its newest entry. */
export function backfillBounds({ section, record }: Pick<CurateInput, 'section' | 'record'>) {
  const firstRun = Object.keys(record?.joined ?? {}).length === 0
  const bounds: Backfill = firstRun || section.backfillGiven ? section.backfill : addedLater
  return { bounds, quietGivesOne: firstRun }
}

/** Takes the entries that may enter, in any order, a piece at a time: what is out for good is let go with its piece. */
export type Consideration = {
  /** What `publications` and `subject` of the input say of these is to be known by now. */
  add(entries: readonly Entry[]): void
  /** Nothing is added any more. */
  end(): Considered
}

/** When there are so many more of a first run, and twice as many, those that it can never show are let go. */
const SIFTED_AT_ONCE = 512

/**
 * The first half of a choice, cheap for each entry: dates in the future, rules, and what is history for good, so that the
 * dear half (comparing texts) sees only what may be published. What a first run can never show is set aside here; a few
 * more than it shows are kept, for the places that copies leave free.
 */
export function considering(input: CurateInput): Consideration {
  const { section, record, answered, at } = input
  const joinedAt = joinedSources(section, record, answered, at)
  const bounds = backfillBounds(input)
  const stored = new Map<EntryKey, Instant>()
  const verdicts = new Map<EntryKey, Verdict>()
  // Many thousands have the same one.
  const plain = new Map<Reason, Verdict>()
  const out = (entry: Entry, reason: Reason, more?: Omit<Verdict & { in: false }, 'in' | 'reason'>) => {
    const verdict = more === undefined ? plain.get(reason) : { in: false as const, reason, ...more }
    if (verdict !== undefined) return void verdicts.set(entry.key, verdict)
    plain.set(reason, { in: false, reason })
    out(entry, reason)
  }
  const candidates: Candidate[] = []
  let initial: readonly Candidate[] = []
  let sifted = 0
  const most = mostShown(bounds)
  /** The oldest of those kept, when there are as many as there may be: nothing older is ever kept. */
  let oldest: Candidate | undefined
  const sift = () => {
    const kept = mayBeShown(initial, bounds, at)
    const those = new Set(kept)
    for (const one of initial) if (!those.has(one)) out(one.entry, 'history')
    initial = kept
    sifted = kept.length
    oldest = kept.length < most ? undefined : kept.at(-1)
  }
  const current = new Set(record?.stories.flatMap(({ members }) => members))
  // Of a piece that the editor made one, each copy is named, also one that was never to be shown by itself.
  const joined = new Set(input.hand?.corrections.flatMap(({ kind, keys }) => (kind === 'join' ? keys : [])))
  let wakeAt: Instant | undefined

  /** Whether it was there when its source joined the section, and nothing else is known of it. */
  function isOnlyInitial(candidate: Candidate): boolean {
    const { entry, member } = candidate
    const claimed = claimedAt(entry)
    const ahead = claimed !== undefined && claimed > entry.firstSeen
    const ruling = input.hand?.of(entry)
    const withheld = withheldFor(ruling)
    if (isMachineText(entry.title)) out(entry, 'machine-text')
    else if (entry.titleIs === 'missing') out(entry, 'untitled')
    else if (ruling !== undefined && withheld !== undefined) {
      // Copies of a story that the editor took out go with it: they are found by folding.
      if ('story' in ruling.decision) candidates.push(candidate)
      else out(entry, withheld, { ruling })
    } else if (ruling !== undefined) candidates.push(candidate)
    else if (ahead && member.futureDates === 'drop') out(entry, 'future')
    else if (ahead && member.futureDates === 'hold' && claimed > at) {
      out(entry, 'held')
      wakeAt = Math.min(wakeAt ?? claimed, claimed)
    } else {
      const outcome = section.rules.length === 0 ? undefined : input.rules.decide(input.subject(entry))
      if (outcome?.kept === false) out(entry, 'rule', { rule: outcome.rule })
      else if (current.has(entry.key) || joined.has(entry.key) || wasShown(input, entry.key)) candidates.push(candidate)
      else if (!isInitial(entry, joinedAt)) candidates.push(candidate)
      else if (record?.joined[entry.sourceId] !== undefined) out(entry, 'history')
      else return true
    }
    return false
  }

  return {
    add(entries) {
      const more: Candidate[] = []
      for (const entry of entries) {
        stored.set(entry.key, entry.firstSeen)
        const member = input.members.get(entry.sourceId)
        if (member === undefined) continue
        const candidate = { entry, member }
        if (!isOnlyInitial(candidate)) continue
        if (oldest !== undefined && newestFirst(entry, oldest.entry) > 0) out(entry, 'history')
        else more.push(candidate)
      }
      initial = [...initial, ...more]
      // What others push out stays out, whatever comes besides.
      if (initial.length - sifted >= Math.max(SIFTED_AT_ONCE, sifted)) sift()
    },
    end() {
      sift()
      const started = Object.keys(joinedAt).length > 0 || section.from.length > 0
      return {
        candidates: [...candidates, ...initial].sort(firstSeenFirst),
        stored,
        verdicts,
        startedAt: record?.startedAt ?? (started ? at : undefined),
        joined: joinedAt,
        wakeAt,
      }
    },
  }
}

/** The same for entries that are all at hand. */
export function consider(input: CurateInput, entries: readonly Entry[]): Considered {
  const consideration = considering(input)
  consideration.add(entries)
  return consideration.end()
}

function firstSeenFirst({ entry: a }: Candidate, { entry: b }: Candidate): number {
  return a.firstSeen - b.firstSeen || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

/** A source joins at the first publication after it answered; one that left and returns joins anew. */
function joinedSources(
  section: Section,
  record: EditionRecord | undefined,
  answered: ReadonlySet<SourceId>,
  at: Instant,
): Readonly<Record<SourceId, Instant>> {
  const known = new Map(Object.entries(record?.joined ?? {}))
  const answering = section.members.map(({ sourceId }) => sourceId).filter((id) => known.has(id) || answered.has(id))
  return Object.fromEntries(answering.toSorted().map((id) => [id, known.get(id) ?? at]))
}

function wasShown({ publications, section }: CurateInput, key: EntryKey): boolean {
  return publications.get(key)?.sections.includes(section.slug) === true
}

/** Whether the entry was there when its source joined the section. */
function isInitial(entry: Entry, joined: Readonly<Record<SourceId, Instant>>): boolean {
  const joinedAt = joined[entry.sourceId]
  return joinedAt !== undefined && entry.firstSeen <= joinedAt
}

/** How many times what a first run shows is compared for copies. */
const spare = { perSource: 2, total: 4 }

/** How many of a first run may be kept. */
function mostShown({ bounds }: ReturnType<typeof backfillBounds>): number {
  return typeof bounds === 'string' ? Number.POSITIVE_INFINITY : bounds.total * spare.total
}

function mayBeShown(
  initial: readonly Candidate[],
  { bounds, quietGivesOne }: ReturnType<typeof backfillBounds>,
  at: Instant,
): readonly Candidate[] {
  if (bounds === 'all') return initial
  if (bounds === 'none') return []
  const shown = [...Map.groupBy(initial, ({ entry }) => entry.sourceId).values()].flatMap((own) => {
    const newest = own.reduce((before, one) => (newestFirst(one.entry, before.entry) < 0 ? one : before))
    const recent = own.filter((one) => at - agesFrom(one.entry) <= bounds.withinMs || (quietGivesOne && one === newest))
    return recent.toSorted((a, b) => newestFirst(a.entry, b.entry)).slice(0, bounds.perSource * spare.perSource)
  })
  return shown.toSorted((a, b) => newestFirst(a.entry, b.entry)).slice(0, mostShown({ bounds, quietGivesOne }))
}
