import { createHash } from 'node:crypto'
import { copyEvidence } from './copy-evidence.ts'
import { type Curation, curate, type Reason } from './curate/curate.ts'
import { combineEditions } from './curate/edition.ts'
import { type ClosedGate, closedGate } from './curate/gate.ts'
import { emptyRecord, recordOf, wholeRecord } from './curate/record.ts'
import { compileRules } from './curate/rules.ts'
import { inOrderOfMaking, membersOf } from './curate/sections.ts'
import { candidates, type Desk, editionOf, type Memory, rebuild, recall, subjectOf, subjectsOf } from './desk.ts'
import type { Edition, EditionRecord } from './model/edition.ts'
import type { Instant } from './model/instant.ts'
import type { Section } from './model/section.ts'
import { guardEdition } from './publish/guard.ts'
import { isWritten } from './publish/is-written.ts'
import { renderIndex, renderSection, type SiteContext } from './publish/render-site.ts'
import { writeSite } from './publish/write-site.ts'
import { version } from './version.ts'

/** What one section's publication came to. `waiting`: no source of it ever answered; `held-back`: a gate closed. */
export type SectionOutcome = {
  readonly slug: string
  readonly status: 'published' | 'unchanged' | 'waiting' | 'held-back'
  readonly entries: number
  /** Stories that came in. */
  readonly added: number
  /** How many entries were left out, by reason; only where the section was looked at again. */
  readonly left: Readonly<Partial<Record<Reason, number>>>
  /** The gate that keeps the last good edition. */
  readonly gate?: ClosedGate & { readonly since: Instant }
}

/**
 * Renews every section whose inputs changed, then what is made of all of them. No network. A section that did not
 * change is not rendered; the same inputs give the same bytes.
 * @param at the publication: the instant all decisions are made at
 * @param mayRenew whether a section's `schedule` lets it be renewed now
 */
export async function syndicate(
  desk: Desk,
  at: Instant,
  mayRenew: (slug: string) => boolean = () => true,
): Promise<readonly SectionOutcome[]> {
  const memory = await recall(desk)
  const outcomes = new Map<string, SectionOutcome>()
  for (const section of inOrderOfMaking(desk.sections)) {
    const outcome = await chooseAgain(desk, memory, section, { at, mayRenew: mayRenew(section.slug) })
    outcomes.set(section.slug, outcome)
  }
  const editions = await writeEditions(desk, memory, outcomes)
  await writeWhole(desk, memory, editions, at)
  return [...outcomes.values()]
}

/** Chooses a section's edition and remembers it, its files not yet written, where its inputs changed. */
async function chooseAgain(
  desk: Desk,
  memory: Memory,
  section: Section,
  { at, mayRenew }: { at: Instant; mayRenew: boolean },
): Promise<SectionOutcome> {
  const before = memory.records.get(section.slug)
  const inputs = inputsOf(desk, memory, section)
  const rests = before?.inputs === inputs && before.gate === undefined && !isDue(before, at)
  if (before !== undefined && (rests || !mayRenew)) return unchanged(before)
  const entries = await candidates(desk, memory, section)
  const rules = compileRules(section.rules)
  const subjects = await subjectsOf(desk, entries, rules)
  const evidence = await copyEvidence(desk, section, entries, { at, record: before })
  const curation = curate({
    section,
    at,
    timezone: desk.site.timezone,
    idBase: memory.idBase,
    record: before,
    members: membersOf(section, desk.sections),
    entries,
    publications: await desk.store.readPublications(entries.map(({ key }) => key)),
    answered: memory.answered,
    rules,
    ...evidence,
    corrections: desk.corrections ?? [],
    subject: (entry) => subjects.get(entry.key) ?? subjectOf(entry, ''),
  })
  const { startedAt } = curation
  if (startedAt === undefined) {
    return { slug: section.slug, status: 'waiting', entries: 0, added: 0, left: {} }
  }
  const record = { ...recordOf(section.slug, curation, { before, at, startedAt }), inputs }
  const { edition } = guardEdition(await editionOf(desk, memory, section, record, curation.stories))
  const gate = closedGate({
    edition,
    published: before?.stories.length,
    gate: section.gate,
    reread: await reread(desk, memory, edition),
  })
  if (gate !== undefined) return holdBack(desk, memory, { section, before, gate, at, startedAt })
  await desk.store.saveEdition({ ...record, written: '' }, curation.publications)
  memory.records.set(section.slug, record)
  const known = new Set(before?.stories.map(({ id }) => id))
  return {
    slug: section.slug,
    status: 'unchanged',
    entries: record.stories.length,
    added: record.stories.filter(({ id }) => !known.has(id)).length,
    left: countReasons(curation),
  }
}

/** Reads the feeds back as any reader would, before a subscriber does. */
async function reread(desk: Desk, memory: Memory, edition: Edition) {
  const feeds = renderSection(edition, contextOf(desk, memory, desk.sections)).filter(({ path }) =>
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
  {
    section,
    before,
    gate,
    at,
    startedAt,
  }: {
    section: Section
    before: EditionRecord | undefined
    gate: ClosedGate
    at: Instant
    startedAt: Instant
  },
): Promise<SectionOutcome> {
  const good = before ?? emptyRecord(section.slug, startedAt)
  const since = good.gate?.name === gate.name ? good.gate.since : at
  const record = { ...good, gate: { ...gate, since } }
  await desk.store.saveEdition(record, [])
  memory.records.set(section.slug, record)
  return {
    slug: section.slug,
    status: 'held-back',
    entries: good.stories.length,
    added: 0,
    left: {},
    gate: record.gate,
  }
}

function unchanged(record: EditionRecord): SectionOutcome {
  return { slug: record.slug, status: 'unchanged', entries: record.stories.length, added: 0, left: {} }
}

function isDue(record: EditionRecord, at: Instant): boolean {
  return record.wakeAt !== undefined && record.wakeAt <= at
}

/** Everything an edition is chosen from, short: the same digest again needs no choosing. */
function inputsOf(desk: Desk, memory: Memory, section: Section): string {
  return digest({
    version,
    section,
    timezone: desk.site.timezone,
    idBase: memory.idBase,
    sources: [...membersOf(section, desk.sections)].map(([id, member]) => {
      return [member, memory.revisions.get(id), memory.answered.has(id)]
    }),
    ...(desk.corrections === undefined ? {} : { corrections: desk.corrections }),
    from: section.from.map((slug) => memory.records.get(slug)?.stories),
  })
}

/**
 * Writes every edition that was chosen again or that is to look different; a crash before the record says so makes it
 * write again, to the same bytes. Answers all editions when any was written.
 */
async function writeEditions(
  desk: Desk,
  memory: Memory,
  outcomes: Map<string, SectionOutcome>,
): Promise<readonly Edition[] | undefined> {
  const started = desk.sections.filter(({ slug }) => isStarted(memory.records.get(slug)))
  const context = contextOf(desk, memory, started)
  const editions = new Map<string, Edition>()
  for (const section of started) {
    const record = memory.records.get(section.slug)
    // What a gate keeps is the edition as it was published: it is not rendered again.
    if (record === undefined || record.gate !== undefined) continue
    const looks = digest({
      context,
      inputs: record.inputs,
      stories: record.stories,
      looks: looksOf(desk, memory, section),
    })
    if (record.written === looks && (await isWritten(desk.publicFolder, section.slug))) continue
    const edition = await rebuild(desk, memory, section, record)
    const { written } = await writeSite(desk.publicFolder, renderSection(edition, context))
    const settled = { ...record, written: looks, revision: record.revision + (written > 0 ? 1 : 0) }
    await desk.store.saveEdition(settled, [])
    memory.records.set(section.slug, settled)
    editions.set(section.slug, edition)
    const outcome = outcomes.get(section.slug)
    if (outcome !== undefined && written > 0) outcomes.set(section.slug, { ...outcome, status: 'published' })
  }
  if (editions.size === 0 && (await isWritten(desk.publicFolder, 'all'))) return undefined
  for (const section of started) {
    const record = memory.records.get(section.slug)
    if (record === undefined || editions.has(section.slug)) continue
    editions.set(section.slug, await rebuild(desk, memory, section, record))
  }
  return started.flatMap(({ slug }) => editions.get(slug) ?? [])
}

/** A section that was held back at its first publication has a record and nothing to show. */
function isStarted(record: EditionRecord | undefined): boolean {
  return record !== undefined && !(record.gate !== undefined && record.revision === 0 && record.stories.length === 0)
}

/** What an edition shows beside its stories: names and homes of its sources. */
function looksOf(desk: Desk, memory: Memory, section: Section): unknown {
  return [...membersOf(section, desk.sections).keys()].map((id) => {
    const { title, homeUrl } = memory.states.get(id) ?? {}
    return [desk.sources.get(id)?.name, desk.sources.get(id)?.language, desk.sources.get(id)?.url, title, homeUrl]
  })
}

/** `all`, which must not collapse either, the index and the list of feeds. */
async function writeWhole(
  desk: Desk,
  memory: Memory,
  editions: readonly Edition[] | undefined,
  at: Instant,
): Promise<void> {
  if (editions === undefined || editions.length === 0) return
  const started = desk.sections.filter(({ slug }) => isStarted(memory.records.get(slug)))
  const context = contextOf(desk, memory, started)
  const { title, language } = desk.site
  const whole = combineEditions(editions, { title, language, limit: 60 })
  const before = await desk.store.readEdition('all')
  const published = before?.stories.length ?? 0
  const collapsed =
    started.some(({ slug }) => memory.records.get(slug)?.gate !== undefined) && whole.entries.length < published
  if (!collapsed) {
    await writeSite(desk.publicFolder, renderSection(whole, context))
    await desk.store.saveEdition(wholeRecord(whole, before, at), [])
  }
  await writeSite(desk.publicFolder, renderIndex([whole, ...editions], context))
}

function contextOf(desk: Desk, memory: Memory, started: readonly Section[]): SiteContext {
  return {
    site: desk.site,
    sections: started.map(({ slug, title }) => ({ slug, title })),
    version,
    sources: [...desk.sources.values()].map(({ id, name, url, everyMs }) => ({
      name: name ?? memory.states.get(id)?.title ?? new URL(url).hostname,
      url: memory.states.get(id)?.homeUrl,
      feed: url,
      everyMinutes: Math.round(everyMs / 60_000),
    })),
  }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}

function countReasons({ verdicts }: Curation): Partial<Record<Reason, number>> {
  const counts: Partial<Record<Reason, number>> = {}
  for (const verdict of verdicts.values()) {
    if (!verdict.in) counts[verdict.reason] = (counts[verdict.reason] ?? 0) + 1
  }
  return counts
}
