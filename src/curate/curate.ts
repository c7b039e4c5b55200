import type { ShownDate, StoryRecord } from '../model/edition.ts'
import type { Entry, EntryKey, Publication } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { Rule, Section } from '../model/section.ts'
import type { SourceId } from '../model/source.ts'
import { type Candidate, Corrections, type Fold, foldCopies, type FoldReason } from './fold.ts'
import type { CurateInput, Reason, Verdict } from './choice.ts'
import { type Ruling, withheldFor } from './hand.ts'
import { backfillBounds, type Considered } from './consider.ts'
import { agesFrom, countsFrom, latenessOf, newestFirst } from './order.ts'
import { publishedOf, updatedOf } from './shown-dates.ts'

/** A story in the edition: its entries, the lead first. */
export type ChosenStory = {
  readonly id: string
  readonly copies: readonly Candidate[]
  readonly admittedAt: Instant
  /** As it is shown, whichever copy leads. */
  readonly published?: ShownDate
  readonly updated?: ShownDate
  /** Entries about the same event. */
  readonly related?: readonly Entry[]
}

export type Curation = {
  /** In the order of publication. */
  readonly stories: readonly ChosenStory[]
  readonly verdicts: ReadonlyMap<EntryKey, Verdict>
  /** Undefined while no source of the section ever answered: then there is nothing to publish. */
  readonly startedAt: Instant | undefined
  readonly joined: Readonly<Record<SourceId, Instant>>
  /** New and changed ones only. */
  readonly publications: readonly Publication[]
  /** What the editor took out though it was in, or might have come in. */
  readonly withheld: readonly StoryRecord[]
  /** What was in and left for another reason than newer ones or the editor. */
  readonly dropped: readonly StoryRecord[]
  /** When a held entry falls due. */
  readonly wakeAt: Instant | undefined
}

const dayMs = 24 * 60 * 60 * 1000
/** How many entries of the last 24 hours a feed holds at most when they are more than its limit. */
const burst = 200

/**
 * Chooses an edition of what was considered: folding, per-source limit, `perDay`, order, limit. Pure: the same entries after the same
 * earlier editions give the same edition, whatever their order; `at` matters only for what is seen for the first time
 * and for held entries that fall due.
 */
export function curate(input: CurateInput, considered: Considered): Curation {
  const { joined, startedAt } = considered
  const verdicts = new Map(considered.verdicts)
  const out: Out = (entry, verdict) => void verdicts.set(entry.key, { in: false, ...verdict })
  const folds = foldsOf(input, considered)
  const reasons = new Map(folds.flatMap((fold) => (fold.reasons.size === 0 ? [] : [...fold.reasons])))
  const shown = withoutWithheld(input, folds, out)
  const { pool, off } = poolOf(input, shown, joined, out)
  const chosen = withinLimits(input, pool, considered, out)
  const stories = withIds(input, chosen, considered)
  for (const story of stories) {
    for (const [i, { entry }] of story.copies.entries()) {
      if (i === 0) verdicts.set(entry.key, { in: true, id: story.id })
      else out(entry, { reason: 'duplicate', lead: leadOf(story.copies).key, ...reasonOf(entry, reasons) })
    }
  }
  const withheld = withheldStories(input, considered, verdicts)
  return {
    stories,
    verdicts,
    startedAt,
    joined,
    publications: [...stories.flatMap((story) => publicationsOf(input, story)), ...off],
    withheld,
    dropped: droppedStories(input, considered, { stories, withheld, verdicts }),
    wakeAt: considered.wakeAt,
  }
}

function foldsOf(input: CurateInput, { candidates, joined }: Considered): readonly Fold[] {
  const {
    section,
    record,
    likenesses = [],
    fullText = new Set(),
    idle = new Set(),
    behind = new Set(),
    atHome = new Map(),
    estranged = new Set(),
    strangers = [],
    vouched = [],
    hand,
  } = input
  const aged = { 'too-old': new Set<EntryKey>(), history: new Set<EntryKey>() }
  for (const { entry } of candidates) {
    const age = ageOf(entry, section, joined)
    if (age !== 'news') aged[age].add(entry.key)
  }
  return foldCopies(candidates, {
    likenesses,
    strangers,
    vouched,
    fullText,
    idle,
    behind,
    atHome,
    estranged,
    leads: new Set(record?.stories.map(({ lead }) => lead)),
    outdated: aged['too-old'],
    found: aged.history,
    corrections: hand?.corrections ?? [],
    kept: keptTogether(input).map((keys) => keys.filter((key) => !estranged.has(key))),
  })
}

type Joined = Readonly<Record<SourceId, Instant>>

type Age = 'news' | 'too-old' | 'history'

/** Whether an entry came after its source had joined the section, and was not older then than the section takes for news. */
function ageOf(entry: Entry, { maxAgeMs }: Section, joined: Joined): Age {
  const joinedAt = joined[entry.sourceId]
  if (joinedAt === undefined) return 'news'
  if (entry.firstSeen <= joinedAt) return 'history'
  return entry.firstSeen - agesFrom(entry) > maxAgeMs ? 'too-old' : 'news'
}

/** Entries that are copies of one piece already: in the edition, in what it remembers, or published under one id. */
export function keptTogether({
  record,
  publications,
}: Pick<CurateInput, 'record' | 'publications'>): readonly (readonly EntryKey[])[] {
  const published = Map.groupBy(publications.values(), ({ id }) => id)
  return [
    ...[...(record?.stories ?? []), ...(record?.withheld ?? []), ...(record?.dropped ?? [])].map(
      ({ members }) => members,
    ),
    ...[...published.values()].map((copies) => copies.map(({ key }) => key)),
  ].filter((keys) => keys.length > 1)
}

function reasonOf(entry: Entry, reasons: ReadonlyMap<EntryKey, FoldReason>): { fold?: FoldReason } {
  const fold = reasons.get(entry.key)
  return fold === undefined ? {} : { fold }
}

/** What is left when a story that the editor hid or took back goes, with every copy of it. */
function withoutWithheld({ hand }: CurateInput, folds: readonly Fold[], out: Out): readonly Fold[] {
  if (hand === undefined) return folds
  return folds.filter(({ copies, reasons }) => {
    const cause = copies
      .map(({ entry }) => ({ entry, ruling: hand.of(entry) }))
      .find(({ ruling }) => withheldFor(ruling) !== undefined)
    const reason = withheldFor(cause?.ruling)
    if (cause?.ruling === undefined || reason === undefined) return true
    for (const { entry } of copies) {
      const isOwn = withheldFor(hand.of(entry)) !== undefined
      const { ruling } = isOwn ? { ruling: hand.of(entry) } : cause
      const copyOf = isOwn ? {} : { lead: cause.entry.key, ...reasonOf(entry, reasons) }
      out(entry, { reason, ...(ruling === undefined ? {} : { ruling }), ...copyOf })
    }
    return false
  })
}

/**
 * The stories that the editor keeps out, as long as their entries are stored: those that were in come back when the
 * decision ends or is taken back, and copies of all of them are known as such.
 */
function withheldStories(
  { record, publications, section, idBase, at }: CurateInput,
  { stored }: Considered,
  verdicts: ReadonlyMap<EntryKey, Verdict>,
): readonly StoryRecord[] {
  const isOut = (key: EntryKey): boolean => {
    const verdict = verdicts.get(key)
    return verdict?.in === false && (verdict.reason === 'hidden' || verdict.reason === 'retracted')
  }
  const before = [...(record?.stories ?? []), ...(record?.withheld ?? []), ...(record?.dropped ?? [])]
  const known = before.flatMap((story) => {
    const members = story.members.filter(isOut)
    const lead = members.includes(story.lead) ? story.lead : members[0]
    return lead === undefined ? [] : [{ ...withoutLinks(story), lead, members }]
  })
  const byId = new Map<string, StoryRecord>()
  for (const story of known) {
    const same = byId.get(story.id)
    const members = [...new Set([...(same?.members ?? []), ...story.members])]
    byId.set(story.id, { ...story, lead: same?.lead ?? story.lead, members })
  }
  const remembered = new Set(known.flatMap(({ members }) => members))
  // What never was in may still come in; what was pushed off stays off.
  const others = [...stored.keys()]
    .filter((key) => isOut(key) && !remembered.has(key))
    .filter((key) => publications.get(key)?.sections.includes(section.slug) !== true)
    .map((key) => ({ id: `${idBase}${key}`, lead: key, members: [key], admittedAt: at }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return [...byId.values(), ...others]
}

function withoutLinks({ related: _, ...story }: StoryRecord): StoryRecord {
  return story
}

/** As much as is remembered of these: each was shown once. */
const mostDropped = 2000

/**
 * What was in and is not any more though nothing newer took its place: a rule that is new, a source that was taken out,
 * a title that became a machine's. Whether it has its place is decided when that is undone.
 */
function droppedStories(
  input: CurateInput,
  { stored }: Considered,
  { stories, withheld, verdicts }: Pick<Curation, 'stories' | 'withheld' | 'verdicts'>,
): readonly StoryRecord[] {
  const ids = new Set([...stories, ...withheld].map(({ id }) => id))
  const shown = new Set(stories.flatMap(({ copies }) => copies.map(({ entry }) => entry.key)))
  const isPushedOff = (key: EntryKey): boolean => {
    const verdict = verdicts.get(key)
    return verdict?.in === false && (verdict.reason === 'pushed-off' || verdict.reason === 'source-limit')
  }
  const dropped = returning(input).flatMap((story) => {
    const { id, lead, members } = story
    const left = members.filter((key) => stored.has(key))
    const first = left.includes(lead) ? lead : left[0]
    if (first === undefined || ids.has(id) || left.some((key) => shown.has(key) || isPushedOff(key))) return []
    return [{ ...withoutLinks(story), lead: first, members: left }]
  })
  return dropped.slice(0, mostDropped)
}

type Story = {
  readonly copies: readonly Candidate[]
  /** Those by which it is known, and has its id. */
  readonly named: readonly Candidate[]
  /** What the section remembers of it, if it is in the current edition. */
  readonly current: StoryRecord | undefined
  /** The editor wants it in, whatever the bounds. */
  readonly pinned: boolean
}
type Out = (
  entry: Entry,
  verdict: { reason: Reason; rule?: Rule; lead?: EntryKey; fold?: FoldReason; ruling?: Ruling },
) => void

type Pool = {
  /** The stories that are in or may come in: what was pushed off does not return, what is history never enters. */
  readonly pool: readonly Story[]
  /** Copies that came of what was pushed off: known as such also when nobody is left whom they are copies of. */
  readonly off: readonly Publication[]
}

function poolOf(input: CurateInput, folds: readonly Fold[], joined: Joined, out: Out): Pool {
  const { section, hand } = input
  const known = returning(input)
  const current = new Map(known.flatMap((story) => story.members.map((key) => [key, story] as const)))
  const dropped = new Set(input.record?.dropped)
  // A copy that is shown keeps its id.
  const droppedLast = (a: StoryRecord, b: StoryRecord) => Number(dropped.has(a)) - Number(dropped.has(b))
  const pool: Story[] = []
  const fresh: Story[] = []
  const off: Publication[] = []
  const heirs = heirsOf(folds, known, input)
  const before = shownBefore(input)
  for (const { copies, turned } of folds) {
    const pinned = hand !== undefined && copies.some(({ entry }) => hand.of(entry)?.hand === 'pin')
    const named = pinned ? copies : namersOf(copies, section, joined)
    const stories = named.flatMap(({ entry }) => current.get(entry.key) ?? [])
    if (stories.length > 1) {
      // Who turned to the story after others had it brings the id of another.
      const isOfTurned = ({ members }: StoryRecord) =>
        turned.size > 0 && copies.every(({ entry: { key } }) => !members.includes(key) || turned.has(key))
      const turnedLast = (a: StoryRecord, b: StoryRecord) => Number(isOfTurned(a)) - Number(isOfTurned(b))
      stories.sort(
        (a, b) => droppedLast(a, b) || turnedLast(a, b) || a.admittedAt - b.admittedAt || (a.id < b.id ? -1 : 1),
      )
    }
    const inherited = stories.find((story) => heirs.get(story) === copies)
    const isCurrent = stories[0] !== undefined || pinned
    const published = isCurrent ? undefined : named.flatMap(({ entry }) => before(entry) ?? [])[0]
    if (isCurrent) pool.push({ copies, named, current: inherited, pinned })
    else if (published === undefined) fresh.push({ copies, named, current: undefined, pinned })
    else {
      leaveOut({ copies }, 'pushed-off', out)
      off.push(...publicationsOf(input, { id: published.id, copies }))
    }
  }
  return { pool: [...pool, ...eligible(input, fresh, joined, out)], off }
}

/** What an entry was published as in the section; a copy that the editor parted from that since has yet to be, by itself. */
function shownBefore({ publications, section, hand, idBase }: CurateInput): (entry: Entry) => Publication | undefined {
  const corrections = new Corrections(hand?.corrections ?? [])
  return ({ key }) => {
    const published = publications.get(key)
    if (published?.sections.includes(section.slug) !== true) return undefined
    return corrections.splitOf(key) === undefined || isOwn(published.id, key, idBase) ? published : undefined
  }
}

/** Whether an id was made for the entry. */
function isOwn(id: string, key: EntryKey, idBase: string): boolean {
  return id === `${idBase}${key}` || id === `${idBase}${key}-2`
}

/**
 * The stories that are in, then those that the editor took out while they were, then those that the configuration keeps
 * out: these come back when they are let, unless newer ones have their place.
 */
function returning({ record, publications, section }: CurateInput): readonly StoryRecord[] {
  const wasIn = ({ members }: StoryRecord): boolean =>
    members.some((key) => publications.get(key)?.sections.includes(section.slug))
  const stories = record?.stories ?? []
  const kept = [...stories, ...(record?.withheld ?? []).filter(wasIn), ...(record?.dropped ?? [])]
  const first = new Map(kept.toReversed().map((story) => [story.id, story]))
  return kept.filter((story) => first.get(story.id) === story)
}

/**
 * Which group goes on as each story of the record: where copies were parted, the one that the id is of, else the lead's; none of
 * what became another piece since, as long as anybody is left who tells the story, neither then nor later.
 */
function heirsOf(
  folds: readonly Fold[],
  stories: readonly StoryRecord[],
  { idBase, record, estranged = new Set() }: Pick<CurateInput, 'idBase' | 'record' | 'estranged'>,
): ReadonlyMap<StoryRecord, readonly Candidate[]> {
  const byKey = new Map<EntryKey, { readonly entry: Entry; readonly copies: readonly Candidate[] }>()
  const named = new Set(stories.flatMap(({ lead, members }) => [lead, ...members]))
  for (const { copies } of folds)
    for (const { entry } of copies) if (named.has(entry.key)) byKey.set(entry.key, { entry, copies })
  // What it became before is what readers know under the id.
  const hasLeft = ({ entry }: { readonly entry: Entry }): boolean =>
    estranged.has(entry.key) || (entry.isRemade === true && entry.changedAt >= (record?.chosenAt ?? 0))
  return new Map(
    stories.flatMap((story) => {
      // Who is no member any more has a story of its own.
      const ownerFirst = (key: EntryKey) => Number(story.id !== `${idBase}${key}`)
      const inTurn = [story.lead, ...story.members].toSorted((a, b) => ownerFirst(a) - ownerFirst(b))
      const left = inTurn.flatMap((key) => byKey.get(key) ?? [])
      const heir = left.find((each) => !hasLeft(each)) ?? left[0]
      return heir === undefined ? [] : [[story, heir.copies] as const]
    }),
  )
}

/**
 * The copies by which a group goes on as a story that is known: not by one that came half a day late for its date, where
 * another that is news leads. Else whoever sends a text with an old date before its own publisher is read would bury it.
 */
function namersOf(copies: readonly Candidate[], section: Section, joined: Joined): readonly Candidate[] {
  if (copies.length === 1) return copies
  const timely = copies.filter(({ entry }) => latenessOf(entry) < 2)
  const [lead] = timely
  if (lead === undefined || lead !== copies[0] || timely.length === copies.length) return copies
  return firstOfSources(timely).some((entry) => ageOf(entry, section, joined) === 'news') ? timely : copies
}

/** Of each source its copy that was seen first: what a source says again is as old as before. */
function firstOfSources(copies: readonly Candidate[]): readonly Entry[] {
  if (copies.length === 1) return copies.map(({ entry }) => entry)
  const bySource = Map.groupBy(copies, ({ entry }) => entry.sourceId)
  return [...bySource.values()].map(firstSeenAmong)
}

/** Which stories never shown before are news: where one of the sources has brought them in time, whatever the others claim. */
function eligible(
  { section, at, record }: CurateInput,
  fresh: readonly Story[],
  joined: Joined,
  out: Out,
): readonly Story[] {
  const news: Story[] = []
  const initial: Story[] = []
  const age = (entry: Entry) => ageOf(entry, section, joined)
  for (const story of fresh) {
    const firsts = firstOfSources(story.copies)
    const joins = (entry: Entry) => age(entry) === 'history' && record?.joined[entry.sourceId] === undefined
    if (firsts.some((entry) => age(entry) === 'news')) news.push(story)
    else if (firsts.some(joins)) initial.push(story)
    else leaveOutAsOld(story, age, out)
  }
  const { bounds, quietGivesOne } = backfillBounds({ section, record })
  return [...news, ...backfilled(initial, bounds, { at, quietGivesOne }, out)]
}

/** The newest stories within the bounds; a quiet source gives its newest one, however old. The rest is history. */
function backfilled(
  stories: readonly Story[],
  bounds: Section['backfill'],
  { at, quietGivesOne }: { at: Instant; quietGivesOne: boolean },
  out: Out,
): readonly Story[] {
  if (bounds === 'all') return stories
  const taken: Story[] = []
  const perSource = new Map<SourceId, number>()
  for (const story of stories.toSorted(byLead)) {
    const { sourceId } = leadOf(story.copies)
    const count = perSource.get(sourceId) ?? 0
    const recent = bounds !== 'none' && story.copies.some(({ entry }) => at - agesFrom(entry) <= bounds.withinMs)
    const wanted = bounds !== 'none' && count < bounds.perSource && (recent || (quietGivesOne && count === 0))
    if (wanted && taken.length < bounds.total) {
      taken.push(story)
      perSource.set(sourceId, count + 1)
    } else leaveOut(story, 'history', out)
  }
  return taken
}

/** Per-source limit, `perDay`, order, limit. */
function withinLimits(input: CurateInput, pool: readonly Story[], considered: Considered, out: Out): readonly Story[] {
  const { section } = input
  const sources = new Set(pool.map(({ copies }) => leadOf(copies).sourceId)).size
  const fairShare = Math.ceil((2 * section.limit) / Math.max(sources, 1))
  const perSource = new Map<SourceId, number>()
  const limited = inOrderShown(pool).filter((story) => {
    const lead = story.copies[0]
    const count = (perSource.get(lead?.entry.sourceId ?? '') ?? 0) + 1
    perSource.set(lead?.entry.sourceId ?? '', count)
    const within = story.pinned || count <= (lead?.member.limit ?? fairShare)
    if (!within) leaveOut(story, 'source-limit', out)
    return within
  })

  const paced = section.perDay === Number.POSITIVE_INFINITY ? limited : withinDays(input, limited, considered, out)
  const newest = Math.max(...paced.map(({ copies }) => leadOf(copies).firstSeen))
  let places = 0
  return paced.filter((story, i) => {
    const inBurst = newest - leadOf(story.copies).firstSeen <= dayMs && places < burst
    const within = story.pinned || i < section.limit || inBurst
    if (within) places += 1
    else leaveOut(story, story.current === undefined ? 'limit' : 'pushed-off', out)
    return within
  })
}

/** Of each day as many as `perDay` lets in. */
function withinDays(input: CurateInput, stories: readonly Story[], considered: Considered, out: Out): readonly Story[] {
  const { perDay } = input.section
  const dayOf = dayIn(input.timezone)
  const days = admittedPerDay(input, considered, stories, dayOf)
  return stories.filter((story) => {
    if (story.current !== undefined || story.pinned) return true
    const day = dayOf(firstSeenAmong(story.copies).firstSeen)
    const count = (days.get(day) ?? 0) + 1
    if (count > perDay) leaveOut(story, 'per-day', out)
    else days.set(day, count)
    return count <= perDay
  })
}

/** How many stories first seen on each day were ever taken in. */
function admittedPerDay(
  { section, publications }: CurateInput,
  { stored }: Considered,
  pool: readonly Story[],
  dayOf: (at: Instant) => string,
): Map<string, number> {
  const days = new Map<string, number>()
  const counted = new Set<string>()
  const count = (id: string, at: Instant) => {
    if (counted.has(id)) return
    counted.add(id)
    days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + 1)
  }
  for (const story of pool)
    if (story.current !== undefined) count(story.current.id, firstSeenAmong(story.copies).firstSeen)
  const firstSeen = new Map<string, Instant>()
  for (const { key, id, sections } of publications.values()) {
    const at = stored.get(key)
    // Of copies with one id, the day on which the first was seen counts.
    if (at !== undefined && sections.includes(section.slug)) {
      firstSeen.set(id, Math.min(at, firstSeen.get(id) ?? at))
    }
  }
  for (const [id, at] of firstSeen) count(id, at)
  return days
}

/**
 * Gives every story its id: the one it has, else that of its first published member, else a new one. None takes that of another
 * entry that is told apart from it, nor what became another piece that of the piece it was.
 */
function withIds(
  { at, idBase, publications }: CurateInput,
  stories: readonly Story[],
  { stored }: Considered,
): readonly ChosenStory[] {
  const taken = new Set(stories.map(({ current }) => current?.id).filter((id) => id !== undefined))
  return stories.map(({ copies, named, current }) => {
    const dates = (id: string) => datesOf(copies, { id, current, idBase })
    if (current !== undefined) {
      return { id: current.id, copies, admittedAt: current.admittedAt, ...dates(current.id) }
    }
    const minted = `${idBase}${leadOf(copies).key}`
    const keys = new Set(copies.map(({ entry }) => entry.key))
    const isOfAnother = (id: string) => {
      const owner = id.slice(idBase.length).replace(/-2$/, '')
      return stored.has(owner) && !keys.has(owner)
    }
    const earlier = named
      .flatMap(({ entry }) => {
        const publication = publications.get(entry.key)
        if (publication === undefined) return []
        const isLeft = entry.isRemade === true && !isOwn(publication.id, entry.key, idBase)
        return isLeft || isOfAnother(publication.id) ? [] : [publication]
      })
      // Of what was first shown at once, that of the copy which leads: the id of the others' time together.
      .toSorted((a, b) => a.at - b.at)
      .find(({ id }) => !taken.has(id))
    // Whose id goes on with copies that it was joined with needs another.
    const id = earlier?.id ?? (taken.has(minted) ? `${minted}-2` : minted)
    taken.add(id)
    return { id, copies, admittedAt: at, ...dates(id) }
  })
}

/**
 * When a story was published and updated, as it is shown: `published` is that of the copy it was first shown with, and
 * neither moves back, whichever copy leads.
 */
function datesOf(
  copies: readonly Candidate[],
  { id, current, idBase }: { id: string; current: StoryRecord | undefined; idBase: string },
): { published: ShownDate; updated: ShownDate } {
  const withKey = (isIt: (key: EntryKey) => boolean) => copies.find(({ entry }) => isIt(entry.key))?.entry
  const first = withKey((key) => key === current?.lead) ?? withKey((key) => id === `${idBase}${key}`)
  const published = current?.published ?? publishedOf(first ?? leadOf(copies))
  const updated = updatedOf(leadOf(copies), published)
  const isBack = current?.updated !== undefined && current.updated.at > updated.at
  return { published, updated: isBack ? current.updated : updated }
}

function publicationsOf(
  { at, section, publications, idBase }: CurateInput,
  story: Pick<ChosenStory, 'id' | 'copies'>,
): readonly Publication[] {
  const own = new Set(story.copies.flatMap(({ entry: { key } }) => [`${idBase}${key}`, `${idBase}${key}-2`]))
  for (const { entry } of story.copies) own.delete(publications.get(entry.key)?.id ?? '')
  return story.copies.flatMap(({ entry }) => {
    const known = publications.get(entry.key)
    // Parted from the story whose id it had: from now on it has its own.
    const isParted = known !== undefined && known.id !== story.id && own.has(story.id)
    if (known?.sections.includes(section.slug) && !isParted) return []
    return [
      {
        key: entry.key,
        id: isParted ? story.id : (known?.id ?? story.id),
        at: known?.at ?? at,
        sections: [...new Set([...(known?.sections ?? []), section.slug])].toSorted(),
      },
    ]
  })
}

function leaveOut(story: Pick<Story, 'copies'>, reason: Reason, out: Out): void {
  for (const { entry } of story.copies) out(entry, { reason })
}

/** Each copy for its own reason; one that is old only because its source had the piece before, as a copy of that. */
function leaveOutAsOld({ copies }: Story, ageOf: (entry: Entry) => Age, out: Out): void {
  const first = firstSeenAmong(copies)
  for (const { entry } of copies) {
    const reason = ageOf(entry)
    if (reason !== 'news') out(entry, { reason })
    else out(entry, { reason: 'duplicate', lead: first.key })
  }
}

/** Every group has at least one copy: `foldCopies` makes no empty ones. */
function leadOf(copies: readonly Candidate[]): Entry {
  const lead = copies[0]
  if (lead === undefined) throw new Error('a story without entries')
  return lead.entry
}

function firstSeenAmong(copies: readonly Candidate[]): Entry {
  const isSooner = (a: Entry, b: Entry) => a.firstSeen < b.firstSeen || (a.firstSeen === b.firstSeen && a.key < b.key)
  return copies.reduce((first, { entry }) => (isSooner(entry, first) ? entry : first), leadOf(copies))
}

function byLead(a: Story, b: Story): number {
  return newestFirst(leadOf(a.copies), leadOf(b.copies))
}

/** By what is shown: a copy that leads now and bears another date leaves the story in its place. */
function inOrderShown(pool: readonly Story[]): readonly Story[] {
  const placed = pool.map((story) => ({ story, at: placedAt(story) }))
  return placed.sort((a, b) => b.at - a.at || byLead(a.story, b.story)).map(({ story }) => story)
}

function placedAt({ copies, current }: Story): Instant {
  const lead = leadOf(copies)
  const at = current?.published?.at
  return at === undefined || at === publishedOf(lead).at ? countsFrom(lead) : at
}

/** `2026-11-23` in the zone. */
function dayIn(timezone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' })
  return (at) => format.format(at)
}
