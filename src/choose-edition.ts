import { pushedOff } from './archive-editions.ts'
import { type CopyEvidence, copyEvidence } from './copy-evidence.ts'
import { type Considered, considering } from './curate/consider.ts'
import { type ChosenStory, type Curation, curate, keptTogether } from './curate/curate.ts'
import type { CurateInput, Reason } from './curate/choice.ts'
import { type ClosedGate, closedGate } from './curate/gate.ts'
import { type EditorsHand, handIn, withheldFor } from './curate/hand.ts'
import { emptyRecord, recordOf } from './curate/record.ts'
import { compileRules, type Subject } from './curate/rules.ts'
import { membersOf } from './curate/sections.ts'
import {
  candidates,
  type Desk,
  digest,
  editionOf,
  isStarted,
  type Memory,
  rememberedOf,
  siteContext,
  subjectOf,
  subjectsOf,
} from './desk.ts'
import type { Edition, EditionRecord } from './model/edition.ts'
import type { Entry, EntryKey, Publication } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { OutboxEvent } from './model/outbox.ts'
import type { Section } from './model/section.ts'
import type { SourceId } from './model/source.ts'
import { linkStories } from './link-stories.ts'
import { editionEvents, shownIn, withdrawnEvents } from './publish/events.ts'
import { guardEdition } from './publish/guard.ts'
import { renderFeeds } from './publish/render-site.ts'
import type { Archived, Withdrawal } from './store/store.ts'
import { version } from './version.ts'
import { retractedStories, takeBack, withoutWithheld } from './withdraw.ts'

/** What one section's publication came to. `waiting`: no source of it ever answered; `held-back`: a gate closed. */
export type SectionOutcome = {
  readonly slug: string
  readonly status: 'published' | 'unchanged' | 'waiting' | 'held-back'
  readonly entries: number
  /** Stories that came in. */
  readonly added: number
  /** How many of the entries looked at were left out, by reason; only where the section was looked at again. */
  readonly left: Readonly<Partial<Record<Reason, number>>>
  /** The gate that keeps the last good edition. */
  readonly gate?: ClosedGate & { readonly since: Instant }
}

/** What of a cycle has not ended while some of it is published. */
export type UnderWay = {
  /** Sources that are still asked, or whose articles are. */
  readonly sources: ReadonlySet<SourceId>
  /** Those of them whose entries are published with what their articles' pages say. */
  readonly unread: ReadonlySet<SourceId>
  /** Sections of which it is not known yet which sources they have: a remote list of theirs is asked. */
  readonly sections: ReadonlySet<string>
  /** The revisions of all sources before any was asked. */
  readonly revisions: ReadonlyMap<SourceId, number>
  /** Whether this takes so long already that nobody waits for all of it any more. */
  readonly isLong: boolean
}

/** What of its sources a section leaves for the cycle's next publication: what those under way brought, and joining. */
export type LeftForLater = {
  readonly underWay: UnderWay
  /** Entries whose articles are being fetched. */
  readonly awaiting: ReadonlySet<EntryKey>
}

type ChoiceOptions = {
  readonly at: Instant
  readonly mayRenew: boolean
  readonly later?: LeftForLater | undefined
}

/** Chooses a section's edition and remembers it, its files not yet written, where its inputs changed. */
export async function chooseEdition(
  desk: Desk,
  recalled: Memory,
  section: Section,
  { at, mayRenew, later }: ChoiceOptions,
): Promise<SectionOutcome> {
  const before = recalled.records.get(section.slug)
  const memory = later === undefined ? recalled : withoutUnderWay(recalled, section, later.underWay)
  const settings = settingsOf(desk, memory, section)
  const hand = handIn(memory.decisions, section.slug, at)
  const inputs = inputsOf(memory, section, settings, hand)
  const rests = before?.inputs === inputs && before.gate === undefined && !isDue(before, at)
  if (before !== undefined && rests) return unchanged(before)
  if (before !== undefined && !mayRenew) {
    return (await withoutWithdrawn(desk, memory, section, { before, at })) ?? unchanged(before)
  }

  const chosen = await chooseStories(desk, memory, section, { at, settings, hand, later })
  const { startedAt, verdicts } = chosen
  const kept = before && { ...before, stories: withoutWithheld(before.stories, verdicts) }
  const linked = await linkStories(desk, memory, chosen.stories, kept)
  const curation = { ...chosen, stories: linked.map((story) => linkedInSight(story, hand)) }
  if (startedAt === undefined) return { slug: section.slug, status: 'waiting', entries: 0, added: 0, left: {} }
  const { archives } = before ?? {}
  const shown = new Set(curation.stories.map(({ id }) => id))
  const taken = {
    slug: section.slug,
    before,
    holding: hand.holding,
    gone: retractedStories(before?.stories ?? [], shown, verdicts),
  }
  const returned = returnedStories(curation, section, before)
  const back = await takeBack(desk, memory, { ...taken, shown, returned })
  const record = {
    ...recordOf(section.slug, curation, { before, at, startedAt, withdrawn: back.withdrawn }),
    ...back.remembered,
    inputs,
    settings,
    ...(archives === undefined ? {} : { archives }),
  }
  const { edition, left } = guardEdition(await editionOf(desk, memory, section, record, curation.stories))
  const gate = closedGate({
    edition,
    published: kept?.stories.length,
    isTakenFrom: (kept?.stories.length ?? 0) < (before?.stories.length ?? 0),
    gate: section.gate,
    reread: await reread(desk, memory, edition),
  })
  const { listeners = [] } = desk
  const context = { section: section.slug, at, isFirst: !isStarted(before), listeners }
  if (gate !== undefined) {
    if (kept === undefined) return holdBack(desk, memory, gate, { good: emptyRecord(section.slug, startedAt), at })
    // What the editor takes out goes all the same.
    const shown = new Set(kept.stories.map(({ id }) => id))
    const { good, withdrawals, events } = await keptEdition(desk, memory, section, {
      before: before ?? kept,
      kept,
      withheld: curation.withheld,
      taken: { ...taken, shown },
      at,
    })
    return holdBack(desk, memory, gate, { good, at, withdrawals, events })
  }
  const off = before && (await pushedOff(desk, memory, section, { before, record, verdicts }))
  const archived = withWithdrawals(off, back.withdrawals)
  const remembered = listeners.length === 0 ? record : { ...record, shown: shownIn(edition) }
  const events = [
    ...(await unsaid(desk, section, back.withdrawn)),
    ...editionEvents(before, edition, context, back.withdrawn),
  ]
  await desk.store.saveEdition(remembered, curation.publications, archived, events)
  memory.records.set(section.slug, remembered)
  memory.editions.set(section.slug, edition)
  const known = new Set(before?.stories.map(({ id }) => id))
  return {
    slug: section.slug,
    status: 'unchanged',
    entries: edition.entries.length,
    added: edition.entries.filter(({ id }) => !known.has(id)).length,
    left: { ...countReasons(curation), ...(left.length === 0 ? {} : { unpublishable: left.length }) },
  }
}

/**
 * Takes out of the edition as it is what the editor hid or took back since it was made, and out of its archives; what came
 * meanwhile waits until the section is renewed. Undefined where there is nothing to take out.
 */
export async function withoutWithdrawn(
  desk: Desk,
  memory: Memory,
  section: Section,
  { before, at }: { readonly before: EditionRecord; readonly at: Instant },
): Promise<SectionOutcome | undefined> {
  const hand = handIn(memory.decisions, section.slug, at)
  if (!(await isWithdrawnFrom(desk, before, hand))) return undefined
  const settings = settingsOf(desk, memory, section)
  const { verdicts, withheld } = await chooseStories(desk, memory, section, { at, settings, hand })
  const kept = { ...before, stories: withoutWithheld(before.stories, verdicts) }
  const shown = new Set(kept.stories.map(({ id }) => id))
  const gone = retractedStories(before.stories, shown, verdicts)
  const taken = { slug: section.slug, before, holding: hand.holding, gone, shown }
  const { good, withdrawals, events } = await keptEdition(desk, memory, section, { before, kept, withheld, taken, at })
  await desk.store.saveEdition(good, [], withWithdrawals(undefined, withdrawals), events)
  memory.records.set(section.slug, good)
  return unchanged(good)
}

/** Whether it shows what the editor keeps out by now, or its archives may. */
async function isWithdrawnFrom({ store }: Desk, before: EditionRecord, hand: EditorsHand): Promise<boolean> {
  const { stories, decidedAt = Number.NEGATIVE_INFINITY } = before
  const taking = hand.holding.filter(({ kind }) => kind === 'hide' || kind === 'retract' || kind === 'retract-source')
  if (taking.some(({ kind, at }) => kind !== 'hide' && at > decidedAt)) return true
  if (taking.length === 0) return false
  const shown = await store.readEntriesByKey(stories.flatMap(({ members }) => members))
  return [...shown.values()].some((entry) => withheldFor(hand.of(entry)) !== undefined)
}

/** The edition before, without what the editor takes out of it; to be written again only where that is something. */
async function keptEdition(
  desk: Desk,
  memory: Memory,
  section: Section,
  {
    before,
    kept,
    withheld,
    taken,
    at,
  }: {
    readonly before: EditionRecord
    readonly kept: EditionRecord
    readonly withheld: Curation['withheld']
    readonly taken: Parameters<typeof takeBack>[2]
    readonly at: Instant
  },
) {
  const { listeners = [] } = desk
  const { remembered, withdrawals, withdrawn } = await takeBack(desk, memory, taken)
  const isSame = digest(kept.stories) === digest(before.stories) && withdrawals.length === 0
  const context = { section: section.slug, at, isFirst: !isStarted(before), listeners }
  // What comes back is news to who is told of what is published.
  const shown = Object.entries(kept.shown ?? {}).filter(([id]) => taken.shown.has(id))
  return {
    good: {
      ...kept,
      ...remembered,
      ...(isSame ? {} : { withheld, updated: at, written: '' }),
      ...(kept.shown === undefined ? {} : { shown: Object.fromEntries(shown) }),
    },
    withdrawals,
    events: [
      ...(await unsaid(desk, section, withdrawn)),
      ...editionEvents(before, { entries: [] }, context, withdrawn),
    ],
  }
}

/**
 * What is known of a section's sources as if those under way had not been asked. None joins a section that has begun: those
 * that do, do it together.
 */
function withoutUnderWay(memory: Memory, section: Section, { sources, revisions }: UnderWay): Memory {
  const joined = Object.keys(memory.records.get(section.slug)?.joined ?? {})
  const settled = [...memory.revisions].filter(([id]) => !sources.has(id))
  const before = [...revisions].filter(([id]) => sources.has(id))
  const answered = joined.length > 0 ? joined : [...memory.answered].filter((id) => !sources.has(id))
  return { ...memory, revisions: new Map([...settled, ...before]), answered: new Set(answered) }
}

/**
 * Chooses a section's stories and forgets them.
 * @param settings what the operator had decided at the last choice; undefined: everything is decided again
 */
export async function chooseStories(
  desk: Desk,
  memory: Memory,
  section: Section,
  {
    at,
    settings,
    hand,
    later,
  }: { at: Instant; settings: string | undefined; hand: EditorsHand; later?: LeftForLater | undefined },
): Promise<Curation & Pick<CopyEvidence, 'likenesses'> & Pick<Considered, 'candidates'>> {
  const record = memory.records.get(section.slug)
  const isSettled = later === undefined ? () => true : settledIn(section, record, { at, hand, later })
  const rules = compileRules(section.rules)
  const publications = new Map<EntryKey, Publication>()
  let subjects: ReadonlyMap<EntryKey, Subject> = new Map()
  const read: CurateInput = {
    section,
    at,
    timezone: desk.site.timezone,
    idBase: memory.idBase,
    record,
    members: membersOf(section, desk.sections),
    publications,
    answered: memory.answered,
    rules,
    hand,
    subject: (entry) => subjects.get(entry.key) ?? subjectOf(entry, ''),
  }
  const consideration = considering(read)
  for await (const piece of candidates(desk, memory, section, { settings, hand })) {
    const entries = piece.filter(isSettled)
    subjects = await subjectsOf(desk, entries, rules)
    const known = await desk.store.readPublications(entries.map(({ key }) => key))
    for (const [key, publication] of known) publications.set(key, publication)
    consideration.add(entries)
  }
  const considered = consideration.end()
  const input = { ...read, publications: firstSeenFirst(publications, considered) }
  const foldable = considered.candidates.map(({ entry }) => entry)
  const evidence = await copyEvidence(desk, section, foldable, {
    at,
    record,
    kept: keptTogether(input),
    homeUrlOf: (id) => memory.states.get(id)?.homeUrl,
  })
  const { likenesses } = evidence
  return { ...curate({ ...input, ...evidence }, considered), likenesses, candidates: considered.candidates }
}

/** However they were read. */
function firstSeenFirst(
  publications: ReadonlyMap<EntryKey, Publication>,
  { stored }: Considered,
): ReadonlyMap<EntryKey, Publication> {
  const seenAt = (key: EntryKey): Instant => stored.get(key) ?? 0
  return new Map([...publications].sort(([a], [b]) => seenAt(a) - seenAt(b) || (a < b ? -1 : a > b ? 1 : 0)))
}

/** Whose turn it is while sources are under way: no entry that these bring, none of sources yet to join. */
function settledIn(
  section: Section,
  record: EditionRecord | undefined,
  { at, hand, later }: { at: Instant; hand: EditorsHand; later: LeftForLater },
): (entry: Entry) => boolean {
  const { underWay, awaiting } = later
  const known = new Set([...rememberedOf(record), ...hand.keys])
  const isBegun = Object.keys(record?.joined ?? {}).length > 0
  const isLeft = (id: SourceId): boolean => record?.joined[id] === undefined && (isBegun || underWay.sources.has(id))
  const joining = new Set(section.members.flatMap(({ sourceId }) => (isLeft(sourceId) ? [sourceId] : [])))
  const isBrought = ({ sourceId, firstSeen }: Entry): boolean => underWay.sources.has(sourceId) && firstSeen >= at
  return (entry) =>
    known.has(entry.key) || !(joining.has(entry.sourceId) || isBrought(entry) || awaiting.has(entry.key))
}

/** No link to what the editor keeps out, whichever section still has it. */
function linkedInSight(story: ChosenStory, hand: EditorsHand): ChosenStory {
  const related = story.related?.filter((entry) => withheldFor(hand.of(entry)) === undefined)
  return related === undefined ? story : { ...story, related }
}

/** Stories that were off this section and are in again, as the editor wants: their archives had them. */
function returnedStories(
  { stories, publications }: Curation,
  { slug }: Section,
  before: EditionRecord | undefined,
): ReadonlySet<string> {
  const there = new Set(before?.stories.map(({ id }) => id))
  const fresh = new Set(publications.filter(({ sections }) => sections.includes(slug)).map(({ key }) => key))
  const isNew = ({ copies }: Curation['stories'][number]): boolean => copies.every(({ entry }) => fresh.has(entry.key))
  return new Set(before === undefined ? [] : stories.filter((s) => !there.has(s.id) && !isNew(s)).map(({ id }) => id))
}

/** What waited to be told of entries that are taken back. */
async function unsaid(
  { store }: Desk,
  { slug }: Section,
  withdrawn: EditionRecord['withdrawn'] & {},
): Promise<readonly OutboxEvent[]> {
  return withdrawn.length === 0 ? [] : withdrawnEvents((await store.readOutbox()).events, slug, withdrawn)
}

function withWithdrawals(off: Archived | undefined, withdrawals: readonly Withdrawal[]): Archived | undefined {
  return withdrawals.length === 0 ? off : { ...(off ?? { month: '', entries: [] }), withdrawals }
}

function isDue(record: EditionRecord, at: Instant): boolean {
  return record.wakeAt !== undefined && record.wakeAt <= at
}

function unchanged(record: EditionRecord): SectionOutcome {
  return { slug: record.slug, status: 'unchanged', entries: record.stories.length, added: 0, left: {} }
}

/** What the operator decided for the section, short: while it is the same, what was decided once need not be again. */
export function settingsOf(desk: Desk, memory: Memory, section: Section): string {
  return digest({
    version,
    section,
    timezone: desk.site.timezone,
    idBase: memory.idBase,
    members: [...membersOf(section, desk.sections)],
  })
}

/** Everything an edition is chosen from, short: the same digest again needs no choosing. */
export function inputsOf(memory: Memory, section: Section, settings: string, { holding }: EditorsHand): string {
  return digest({
    settings,
    sources: section.members.map(({ sourceId }) => [memory.revisions.get(sourceId), memory.answered.has(sourceId)]),
    // With their newest change: the stories alone do not tell that a text is another.
    // What these are linked to is each section's own.
    from: section.from.map((slug) => [
      memory.records.get(slug)?.stories.map(({ related: _, ...story }) => story),
      memory.records.get(slug)?.updated,
    ]),
    ...(holding.length === 0 ? {} : { holding }),
  })
}

/** Reads the feeds back as any reader would, before a subscriber does. */
async function reread(desk: Desk, memory: Memory, edition: Edition) {
  return Promise.all(
    renderFeeds(edition, siteContext(desk, memory)).map(async ({ path, body, contentType }) => {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body
      return { file: path, feed: await desk.parser.parseFeed(bytes, { url: 'https://localhost/', contentType }) }
    }),
  )
}

/** The last good edition stays; the record says which gate closed, and since when. Each cycle tries again. */
async function holdBack(
  desk: Desk,
  memory: Memory,
  gate: ClosedGate,
  {
    good,
    at,
    withdrawals = [],
    events = [],
  }: {
    good: EditionRecord
    at: Instant
    withdrawals?: readonly Withdrawal[]
    events?: readonly OutboxEvent[]
  },
): Promise<SectionOutcome> {
  const since = good.gate?.name === gate.name ? good.gate.since : at
  const record = { ...good, gate: { ...gate, since } }
  await desk.store.saveEdition(record, [], withWithdrawals(undefined, withdrawals), events)
  memory.records.set(good.slug, record)
  return { slug: good.slug, status: 'held-back', entries: good.stories.length, added: 0, left: {}, gate: record.gate }
}

function countReasons({ verdicts }: Curation): Partial<Record<Reason, number>> {
  const counts: Partial<Record<Reason, number>> = {}
  for (const verdict of verdicts.values()) {
    if (!verdict.in) counts[verdict.reason] = (counts[verdict.reason] ?? 0) + 1
  }
  return counts
}
