import { createHash } from 'node:crypto'
import { type ChosenStory, type Curation, curate, type Reason } from './curate/curate.ts'
import { combineEditions, ttlMinutes } from './curate/edition.ts'
import { bodyText, editionEntry, languageOf, type Publisher } from './curate/edition-entry.ts'
import { recordOf } from './curate/record.ts'
import { compileRules, type RuleSet, type Subject } from './curate/rules.ts'
import { inOrderOfMaking, membersOf } from './curate/sections.ts'
import type { Edition, EditionRecord } from './model/edition.ts'
import type { Entry, Publication } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Section, Site } from './model/section.ts'
import type { Source, SourceId } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'
import { isWritten } from './publish/is-written.ts'
import { renderIndex, renderSection, type SiteContext } from './publish/render-site.ts'
import { writeSite } from './publish/write-site.ts'
import type { Store } from './store/store.ts'
import { version } from './version.ts'

export type Desk = {
  readonly store: Store
  readonly site: Site
  readonly sections: readonly Section[]
  readonly sources: ReadonlyMap<SourceId, Source>
  /** The published folder, `data/public`. */
  readonly publicFolder: string
}

/** What one section's publication came to. `waiting`: no source of it ever answered. */
export type SectionOutcome = {
  readonly slug: string
  readonly status: 'published' | 'unchanged' | 'waiting'
  readonly entries: number
  /** Stories that came in. */
  readonly added: number
  /** How many entries were left out, by reason; only where the section was looked at again. */
  readonly left: Readonly<Partial<Record<Reason, number>>>
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
  const outcomes: SectionOutcome[] = []
  for (const section of inOrderOfMaking(desk.sections)) {
    const inputs = digestOf(desk, memory, section)
    const record = memory.records.get(section.slug)
    const rests = record?.inputs === inputs && !isDue(record, at) && (await isWritten(desk.publicFolder, section.slug))
    if (record !== undefined && (rests || !mayRenew(section.slug))) outcomes.push(unchanged(record))
    else outcomes.push(await renew(desk, memory, section, { at, inputs }))
  }
  await publishWhole(desk, memory, outcomes)
  return outcomes
}

/** What the store knows that every section's decisions rest on. */
type Memory = {
  readonly states: ReadonlyMap<SourceId, SourceState>
  readonly revisions: ReadonlyMap<SourceId, number>
  readonly idBase: string
  /** The sections' records, and of `all`; replaced as sections are renewed. */
  readonly records: Map<string, EditionRecord>
  readonly editions: Map<string, Edition>
}

async function recall(desk: Desk): Promise<Memory> {
  const { store, sections } = desk
  const records = new Map<string, EditionRecord>()
  for (const slug of [...sections.map((section) => section.slug), 'all']) {
    const record = await store.readEdition(slug)
    if (record !== undefined) records.set(slug, record)
  }
  return {
    states: await store.readSources(),
    revisions: await store.readRevisions(),
    idBase: await idBaseOf(desk),
    records,
    editions: new Map(),
  }
}

/** As configured; else made from the site's URL at the first publication and kept, so that ids never change. */
async function idBaseOf({ store, site }: Desk): Promise<string> {
  const meta = await store.readMeta()
  if (site.idBase !== undefined) return site.idBase
  if (meta.idBase !== undefined) return meta.idBase
  // RFC 4151; without the clock, so that a lost data folder does not change it.
  const idBase = `tag:${site.url === undefined ? 'localhost' : new URL(site.url).hostname},2026:`
  await store.saveMeta({ ...meta, idBase })
  return idBase
}

/** Everything an edition is made from, short: the same digest again needs no work. */
function digestOf(desk: Desk, memory: Memory, section: Section): string {
  const members = [...membersOf(section, desk.sections).keys()].toSorted()
  return hash({
    version,
    site: desk.site,
    section,
    idBase: memory.idBase,
    sources: members.map((id) => {
      const { title, homeUrl, firstSuccessAt } = memory.states.get(id) ?? {}
      return [desk.sources.get(id), memory.revisions.get(id), title, homeUrl, firstSuccessAt !== undefined]
    }),
    from: section.from.map((slug) => memory.records.get(slug)?.stories),
  })
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}

function isDue(record: EditionRecord, at: Instant): boolean {
  return record.wakeAt !== undefined && record.wakeAt <= at
}

function unchanged(record: EditionRecord): SectionOutcome {
  return { slug: record.slug, status: 'unchanged', entries: record.stories.length, added: 0, left: {} }
}

/** Chooses, remembers, writes, and only then remembers that it is written: a crash between makes it write again. */
async function renew(
  desk: Desk,
  memory: Memory,
  section: Section,
  { at, inputs }: { at: Instant; inputs: string },
): Promise<SectionOutcome> {
  const before = memory.records.get(section.slug)
  const entries = await candidates(desk, memory, section)
  const publications = await desk.store.readPublications(entries.map(({ key }) => key))
  const curation = await choose(desk, memory, section, { at, entries, publications })
  if (curation.startedAt === undefined) {
    return { slug: section.slug, status: 'waiting', entries: 0, added: 0, left: {} }
  }
  const record = recordOf(section.slug, curation, { before, at, startedAt: curation.startedAt })
  await desk.store.saveEdition({ ...record, inputs: '' }, curation.publications)
  const edition = await editionOf(desk, memory, section, record, curation.stories)
  const { written } = await writeSite(desk.publicFolder, renderSection(edition, contextOf(desk)))
  const settled = { ...record, inputs, revision: record.revision + (written > 0 ? 1 : 0) }
  await desk.store.saveEdition(settled, [])
  memory.records.set(section.slug, settled)
  memory.editions.set(section.slug, edition)
  const known = new Set(before?.stories.map(({ id }) => id))
  return {
    slug: section.slug,
    status: written > 0 ? 'published' : 'unchanged',
    entries: record.stories.length,
    added: record.stories.filter(({ id }) => !known.has(id)).length,
    left: countReasons(curation),
  }
}

/** Stored entries of the section's sources; of a section made of others, what those show and what it shows itself. */
async function candidates(desk: Desk, memory: Memory, section: Section): Promise<readonly Entry[]> {
  const own = section.members.map(({ sourceId }) => sourceId)
  const entries = new Map<string, Entry>()
  if (own.length > 0) {
    for await (const entry of desk.store.readEntries({ sources: own })) entries.set(entry.key, entry)
  }
  const shown = [...section.from, section.slug].flatMap((slug) => memory.records.get(slug)?.stories ?? [])
  const missing = shown.flatMap(({ members }) => members).filter((key) => !entries.has(key))
  for (const [key, entry] of await desk.store.readEntriesByKey(missing)) entries.set(key, entry)
  return [...entries.values()]
}

async function choose(
  desk: Desk,
  memory: Memory,
  section: Section,
  {
    at,
    entries,
    publications,
  }: { at: Instant; entries: readonly Entry[]; publications: ReadonlyMap<string, Publication> },
): Promise<Curation> {
  const rules = compileRules(section.rules)
  const subjects = await subjectsOf(desk, entries, rules)
  return curate({
    section,
    at,
    timezone: desk.site.timezone,
    idBase: memory.idBase,
    record: memory.records.get(section.slug),
    members: membersOf(section, desk.sections),
    entries,
    publications,
    answered: new Set([...memory.states.values()].filter(hasAnswered).map(({ sourceId }) => sourceId)),
    rules,
    subject: (entry) => subjects.get(entry.key) ?? subjectOf(entry, ''),
  })
}

function hasAnswered(state: SourceState): boolean {
  return state.firstSuccessAt !== undefined
}

/** What the rules look at; bodies are read only where a rule needs them. */
async function subjectsOf(
  desk: Desk,
  entries: readonly Entry[],
  rules: RuleSet,
): Promise<ReadonlyMap<string, Subject>> {
  const subjects = new Map<string, Subject>()
  for (const entry of rules.fields.size === 0 ? [] : entries) {
    const needsBody = rules.fields.has('text') || (rules.fields.has('language') && entry.language === undefined)
    const text = needsBody ? bodyText(await desk.store.readBody(entry.bodyRef)) : ''
    subjects.set(entry.key, subjectOf(entry, text, rules.fields.has('language') ? languageOf(entry, text) : undefined))
  }
  return subjects
}

function subjectOf(entry: Entry, text: string, language = entry.language): Subject {
  return {
    title: entry.title,
    text,
    authors: entry.authors.map(({ name }) => name),
    categories: entry.categories.map(({ term, label }) => label ?? term),
    link: entry.url ?? '',
    source: entry.sourceId,
    language,
  }
}

async function editionOf(
  desk: Desk,
  memory: Memory,
  section: Section,
  record: EditionRecord,
  stories: readonly ChosenStory[],
): Promise<Edition> {
  const publishers = new Map<SourceId, Publisher>()
  for (const [id, source] of desk.sources) publishers.set(id, { source, state: memory.states.get(id) })
  const entries = []
  for (const story of stories) {
    const lead = story.copies[0]
    if (lead === undefined) continue
    const entry = editionEntry(story, await desk.store.readBody(lead.entry.bodyRef), publishers)
    if (entry !== undefined) entries.push(entry)
  }
  return {
    slug: section.slug,
    title: section.title,
    language: section.language ?? desk.site.language,
    updated: record.updated,
    entries,
    ttlMinutes: ttlMinutes(entries.map(({ firstSeen }) => firstSeen)),
  }
}

/** The edition a record stands for, read again from the store. */
async function rebuild(desk: Desk, memory: Memory, section: Section, record: EditionRecord): Promise<Edition> {
  const members = membersOf(section, desk.sections)
  const entries = await desk.store.readEntriesByKey(record.stories.flatMap((story) => story.members))
  const stories = record.stories.map(({ id, members: keys, admittedAt }) => ({
    id,
    admittedAt,
    copies: keys.flatMap((key) => {
      const entry = entries.get(key)
      const member = entry === undefined ? undefined : members.get(entry.sourceId)
      return entry === undefined || member === undefined ? [] : [{ entry, member }]
    }),
  }))
  return editionOf(desk, memory, section, record, stories)
}

/** `all`, the index and the list of feeds: renewed when any section, the site or the list of sections changed. */
async function publishWhole(desk: Desk, memory: Memory, outcomes: readonly SectionOutcome[]): Promise<void> {
  const started = desk.sections.filter(({ slug }) => memory.records.has(slug))
  const inputs = hash({
    version,
    site: desk.site,
    sections: started.map(({ slug, title, language }) => [slug, title, language, memory.records.get(slug)?.revision]),
  })
  const before = memory.records.get('all')
  if (started.length === 0) return
  const rests = before?.inputs === inputs && outcomes.every(({ status }) => status !== 'published')
  if (rests && (await isWritten(desk.publicFolder, 'all'))) return
  const editions: Edition[] = []
  for (const section of started) {
    const record = memory.records.get(section.slug)
    if (record === undefined) continue
    editions.push(memory.editions.get(section.slug) ?? (await rebuild(desk, memory, section, record)))
  }
  const { title, language } = desk.site
  const whole = combineEditions(editions, { title, language, limit: 60 })
  await writeSite(desk.publicFolder, renderSection(whole, contextOf(desk)))
  await writeSite(desk.publicFolder, renderIndex([whole, ...editions], contextOf(desk)))
  await desk.store.saveEdition(
    {
      slug: 'all',
      revision: (before?.revision ?? 0) + 1,
      startedAt: before?.startedAt ?? whole.updated,
      joined: {},
      stories: [],
      inputs,
      updated: whole.updated,
    },
    [],
  )
}

function contextOf(desk: Desk): SiteContext {
  return { site: desk.site, sections: desk.sections.map(({ slug, title }) => ({ slug, title })), version }
}

function countReasons({ verdicts }: Curation): Partial<Record<Reason, number>> {
  const counts: Partial<Record<Reason, number>> = {}
  for (const verdict of verdicts.values()) {
    if (!verdict.in) counts[verdict.reason] = (counts[verdict.reason] ?? 0) + 1
  }
  return counts
}
