import type { Verdict } from './curate/choice.ts'
import { nameOf } from './curate/edition-entry.ts'
import type { Desk, Memory } from './desk.ts'
import type { Decision, EntryDecision, SourceDecision } from './model/decision.ts'
import type { EditionEntry, EditionRecord, StoryRecord, Withdrawn } from './model/edition.ts'
import type { Entry, EntryKey } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { SourceId } from './model/source.ts'
import type { Withdrawal } from './store/store.ts'
import { urlKey } from './text/url.ts'

type Retraction = (EntryDecision & { readonly kind: 'retract' }) | SourceDecision

/** So many retractions does a feed tell of: enough for whoever reads it now and then. */
const MOST_TOLD = 100

/** What is to be taken out of a section's archives, and what its feed is to say was taken back. */
export type TakenBack = {
  readonly withdrawals: readonly Withdrawal[]
  /** For the record, beside what it says already. */
  readonly remembered: Pick<EditionRecord, 'withdrawn' | 'decidedAt'>
  /** What this publication takes back. */
  readonly withdrawn: readonly Withdrawn[]
}

/** Whether the editor keeps an entry out. */
export function isWithheld(verdict: Verdict | undefined): boolean {
  return verdict?.in === false && (verdict.reason === 'hidden' || verdict.reason === 'retracted')
}

/** Stories as they are without entries that the editor keeps out; one that had no others goes. */
export function withoutWithheld(
  stories: readonly StoryRecord[],
  verdicts: ReadonlyMap<EntryKey, Verdict>,
): readonly StoryRecord[] {
  return stories.flatMap((story) => {
    const members = story.members.filter((key) => !isWithheld(verdicts.get(key)))
    const related = story.related?.filter((key) => !isWithheld(verdicts.get(key)))
    const lead = members.includes(story.lead) ? story.lead : members[0]
    return lead === undefined ? [] : [{ ...story, lead, members, ...(related === undefined ? {} : { related }) }]
  })
}

/** The stories that were shown and are not any more because they were retracted, and when. */
export function retractedStories(
  before: readonly StoryRecord[],
  shown: ReadonlySet<string>,
  verdicts: ReadonlyMap<EntryKey, Verdict>,
): readonly Withdrawn[] {
  return before.flatMap(({ id, lead, members }) => {
    const verdict = [lead, ...members].map((key) => verdicts.get(key)).find(isWithheld)
    if (shown.has(id) || verdict?.in !== false || verdict.reason !== 'retracted') return []
    return verdict.ruling === undefined ? [] : [{ id, at: verdict.ruling.decision.at }]
  })
}

/**
 * Carries out what was retracted since the last publication in a section's archives: what was taken back goes, what
 * still names it goes on without. What is shown again stands in no archive.
 * @param gone what its feed showed until now and was taken back
 */
export async function takeBack(
  desk: Desk,
  memory: Memory,
  section: {
    readonly slug: string
    readonly before: EditionRecord | undefined
    readonly holding: readonly Decision[]
    readonly gone: readonly Withdrawn[]
    readonly shown: ReadonlySet<string>
    /** What was not in the feed before, and may stand in an archive. */
    readonly returned?: ReadonlySet<string>
    /** Whether an entry must stay though it is retracted in one section. */
    readonly isShownElsewhere?: (id: string) => Promise<boolean>
  },
): Promise<TakenBack> {
  const { slug, before, gone, shown, returned = new Set() } = section
  const retractions = section.holding.filter((each) => isRetraction(each))
  const since = before?.decidedAt ?? Number.NEGATIVE_INFINITY
  const news = retractions.filter(({ at }) => at > since)
  const withdrawals: Withdrawal[] = []
  if (news.length > 0 || returned.size > 0) {
    const subjects = await subjectsOf(desk, memory, news, section.isShownElsewhere)
    for (const { month } of await desk.store.readArchiveMonths(slug)) {
      for (const entry of await desk.store.readArchive(slug, month)) {
        const { id } = entry
        const cause = subjects.find((subject) => subject.isOf(entry))
        const stays = cause?.decision.section !== undefined && (await section.isShownElsewhere?.(id)) === true
        if (cause !== undefined && !stays) withdrawals.push({ month, id, at: cause.decision.at })
        else if (returned.has(id)) withdrawals.push({ month, id })
        else if (subjects.some((subject) => subject.isNamedIn(entry))) {
          withdrawals.push({ month, id, instead: withoutMention(entry, subjects) })
        }
      }
      for (const { id } of returned.size === 0 ? [] : await desk.store.readWithdrawn(slug, month)) {
        if (returned.has(id)) withdrawals.push({ month, id })
      }
    }
  }
  const archived = withdrawals.flatMap(({ id, at }) => (at === undefined ? [] : [{ id, at }]))
  const withdrawn = newestFirst([...archived, ...gone].filter(({ id }) => !shown.has(id)))
  const told = newestFirst([...(before?.withdrawn ?? []), ...withdrawn].filter(({ id }) => !shown.has(id)))
  const decidedAt = Math.max(since, ...retractions.map(({ at }) => at))
  return {
    withdrawals,
    withdrawn,
    remembered: {
      ...(told.length === 0 ? {} : { withdrawn: told.slice(0, MOST_TOLD) }),
      ...(Number.isFinite(decidedAt) ? { decidedAt } : {}),
    },
  }
}

function isRetraction(decision: Decision): decision is Retraction {
  return decision.kind === 'retract' || decision.kind === 'retract-source'
}

/** Each once, as it was taken back last. */
function newestFirst(withdrawn: readonly Withdrawn[]): readonly Withdrawn[] {
  const latest = new Map<string, Instant>()
  for (const { id, at } of withdrawn) latest.set(id, Math.max(at, latest.get(id) ?? at))
  return [...latest].map(([id, at]) => ({ id, at })).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
}

/** A retraction, and how what it is about is told in an archive: there are no keys there. */
type RetractedSubject = {
  readonly decision: Retraction
  isOf(entry: EditionEntry): boolean
  isMention(link: { readonly url: string; readonly source?: string }): boolean
  isNamedIn(entry: EditionEntry): boolean
}

async function subjectsOf(
  desk: Desk,
  memory: Memory,
  retractions: readonly Retraction[],
  isShownElsewhere: ((id: string) => Promise<boolean>) | undefined,
): Promise<readonly RetractedSubject[]> {
  const keys = retractions.flatMap((each) => ('key' in each ? [each.key] : []))
  const entries = await desk.store.readEntriesByKey(keys)
  const subjects: RetractedSubject[] = []
  for (const decision of retractions) {
    const entry = 'key' in decision ? entries.get(decision.key) : undefined
    // Of what one section took back the others, and `all`, go on to speak.
    const isElsewhere =
      isShownElsewhere !== undefined &&
      decision.section !== undefined &&
      ('sourceId' in decision || (decision.id !== undefined && (await isShownElsewhere(decision.id))))
    const isMention = isElsewhere ? () => false : await mentionsOf(desk, memory, decision, entry)
    subjects.push({
      decision,
      isOf: (archived) => isRetracted(decision, entry, archived),
      isMention,
      isNamedIn: ({ also, related }) => also.some(isMention) || related.some(isMention),
    })
  }
  return subjects
}

function isRetracted(decision: Retraction, entry: Entry | undefined, archived: EditionEntry): boolean {
  if ('sourceId' in decision) return archived.source.id === decision.sourceId
  if (decision.story === true || entry?.urlKey === undefined) return archived.id === decision.id
  return archived.source.id === entry.sourceId && archived.url !== undefined && urlKey(archived.url) === entry.urlKey
}

/** Archives know what is related by its address, and the other sources of a story by name too. */
async function mentionsOf(
  desk: Desk,
  memory: Memory,
  decision: Retraction,
  entry: Entry | undefined,
): Promise<RetractedSubject['isMention']> {
  if ('key' in decision) {
    const addresses = addressesOf(decision, entry)
    return ({ url }) => addresses.has(urlKey(url))
  }
  const addresses = await sourceAddresses(desk, memory, decision.sourceId)
  const source = desk.sources.get(decision.sourceId)
  const state = memory.states.get(decision.sourceId)
  const name = source === undefined ? state?.title : nameOf({ source, state })
  return (link) => (link.source !== undefined && link.source === name) || addresses.has(urlKey(link.url))
}

/** The address a retracted entry has, and the one it had when that was decided. */
function addressesOf({ url }: EntryDecision, entry: Entry | undefined): ReadonlySet<string> {
  return new Set([...(entry?.urlKey === undefined ? [] : [entry.urlKey]), ...(url === undefined ? [] : [urlKey(url)])])
}

/** Of all that a source has in the store and in any archive: read once, before it goes from the first of them. */
async function sourceAddresses(
  { store, sections }: Desk,
  { addresses }: Memory,
  id: SourceId,
): Promise<ReadonlySet<string>> {
  const known = addresses.get(id)
  if (known !== undefined) return known
  const found = new Set<string>()
  for await (const { urlKey: key } of store.readEntries({ sources: [id] })) if (key !== undefined) found.add(key)
  for (const slug of [...sections.map((section) => section.slug), 'all']) {
    for (const { month } of await store.readArchiveMonths(slug)) {
      for (const { source, url } of await store.readArchive(slug, month)) {
        if (source.id === id && url !== undefined) found.add(urlKey(url))
      }
    }
  }
  addresses.set(id, found)
  return found
}

function withoutMention(entry: EditionEntry, subjects: readonly RetractedSubject[]): EditionEntry {
  const isLeft = (link: { readonly url: string; readonly source?: string }): boolean =>
    !subjects.some(({ isMention }) => isMention(link))
  return { ...entry, also: entry.also.filter(isLeft), related: entry.related.filter(isLeft) }
}
