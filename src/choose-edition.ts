import { pushedOff } from './archive-editions.ts'
import { copyEvidence } from './copy-evidence.ts'
import { consider } from './curate/consider.ts'
import { type Curation, curate } from './curate/curate.ts'
import type { CurateInput, Reason } from './curate/choice.ts'
import { type ClosedGate, closedGate } from './curate/gate.ts'
import { emptyRecord, recordOf } from './curate/record.ts'
import { compileRules } from './curate/rules.ts'
import { membersOf } from './curate/sections.ts'
import {
  candidates,
  type Desk,
  digest,
  editionOf,
  isStarted,
  type Memory,
  siteContext,
  subjectOf,
  subjectsOf,
} from './desk.ts'
import type { Edition, EditionRecord } from './model/edition.ts'
import type { Instant } from './model/instant.ts'
import type { Section } from './model/section.ts'
import { linkStories } from './link-stories.ts'
import { editionEvents, shownIn } from './publish/events.ts'
import { guardEdition } from './publish/guard.ts'
import { renderSection } from './publish/render-site.ts'
import { version } from './version.ts'

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

/** Chooses a section's edition and remembers it, its files not yet written, where its inputs changed. */
export async function chooseEdition(
  desk: Desk,
  memory: Memory,
  section: Section,
  { at, mayRenew }: { readonly at: Instant; readonly mayRenew: boolean },
): Promise<SectionOutcome> {
  const before = memory.records.get(section.slug)
  const settings = settingsOf(desk, memory, section)
  const inputs = inputsOf(memory, section, settings)
  const rests = before?.inputs === inputs && before.gate === undefined && !isDue(before, at)
  if (before !== undefined && (rests || !mayRenew)) return unchanged(before)

  const chosen = await chooseStories(desk, memory, section, { at, settings })
  const curation = { ...chosen, stories: await linkStories(desk, memory, chosen.stories, before) }
  const { startedAt } = curation
  if (startedAt === undefined) return { slug: section.slug, status: 'waiting', entries: 0, added: 0, left: {} }
  const { archives } = before ?? {}
  const record = {
    ...recordOf(section.slug, curation, { before, at, startedAt }),
    inputs,
    settings,
    ...(archives === undefined ? {} : { archives }),
  }
  const { edition, left } = guardEdition(await editionOf(desk, memory, section, record, curation.stories))
  const gate = closedGate({
    edition,
    published: before?.stories.length,
    gate: section.gate,
    reread: await reread(desk, memory, edition),
  })
  if (gate !== undefined) return holdBack(desk, memory, gate, before ?? emptyRecord(section.slug, startedAt), at)
  const { verdicts, publications } = curation
  const archived = before && (await pushedOff(desk, memory, section, { before, record, verdicts }))
  const { listeners = [] } = desk
  const remembered = listeners.length === 0 ? record : { ...record, shown: shownIn(edition) }
  const events = editionEvents(before, edition, { section: section.slug, at, isFirst: !isStarted(before), listeners })
  await desk.store.saveEdition(remembered, publications, archived, events)
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

async function chooseStories(
  desk: Desk,
  memory: Memory,
  section: Section,
  { at, settings }: { at: Instant; settings: string },
): Promise<Curation> {
  const record = memory.records.get(section.slug)
  const entries = await candidates(desk, memory, section, settings)
  const rules = compileRules(section.rules)
  const subjects = await subjectsOf(desk, entries, rules)
  const input: CurateInput = {
    section,
    at,
    timezone: desk.site.timezone,
    idBase: memory.idBase,
    record,
    members: membersOf(section, desk.sections),
    entries,
    publications: await desk.store.readPublications(entries.map(({ key }) => key)),
    answered: memory.answered,
    rules,
    corrections: desk.corrections ?? [],
    subject: (entry) => subjects.get(entry.key) ?? subjectOf(entry, ''),
  }
  const considered = consider(input)
  const foldable = considered.candidates.map(({ entry }) => entry)
  const evidence = await copyEvidence(desk, section, foldable, { at, record })
  return curate({ ...input, ...evidence }, considered)
}

function isDue(record: EditionRecord, at: Instant): boolean {
  return record.wakeAt !== undefined && record.wakeAt <= at
}

function unchanged(record: EditionRecord): SectionOutcome {
  return { slug: record.slug, status: 'unchanged', entries: record.stories.length, added: 0, left: {} }
}

/** What the operator decided for the section, short: while it is the same, what was decided once need not be again. */
function settingsOf(desk: Desk, memory: Memory, section: Section): string {
  return digest({
    version,
    section,
    timezone: desk.site.timezone,
    idBase: memory.idBase,
    members: [...membersOf(section, desk.sections)],
    corrections: desk.corrections ?? [],
  })
}

/** Everything an edition is chosen from, short: the same digest again needs no choosing. */
function inputsOf(memory: Memory, section: Section, settings: string): string {
  return digest({
    settings,
    sources: section.members.map(({ sourceId }) => [memory.revisions.get(sourceId), memory.answered.has(sourceId)]),
    // With their newest change: the stories alone do not tell that a text is another.
    from: section.from.map((slug) => [memory.records.get(slug)?.stories, memory.records.get(slug)?.updated]),
  })
}

/** Reads the feeds back as any reader would, before a subscriber does. */
async function reread(desk: Desk, memory: Memory, edition: Edition) {
  const feeds = renderSection(edition, siteContext(desk, memory)).filter(({ path }) =>
    /\/(rss\.xml|atom\.xml|feed\.json)$/.test(path),
  )
  return Promise.all(
    feeds.map(async ({ path, body, contentType }) => {
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
  good: EditionRecord,
  at: Instant,
): Promise<SectionOutcome> {
  const since = good.gate?.name === gate.name ? good.gate.since : at
  const record = { ...good, gate: { ...gate, since } }
  await desk.store.saveEdition(record, [])
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
