import type { Lexicons } from './curate/concepts.ts'
import { createHash } from 'node:crypto'
import type { ChosenStory } from './curate/curate.ts'
import { ttlMinutes } from './curate/edition.ts'
import { bodyText, editionEntry, languageOf, type Publisher } from './curate/edition-entry.ts'
import type { EventPiece } from './curate/event-piece.ts'
import type { RuleSet, Subject } from './curate/rules.ts'
import { membersOf } from './curate/sections.ts'
import type { Comparisons } from './curate/comparisons.ts'
import type { SketchCache } from './curate/sketch-cache.ts'
import { type EditorsHand, handIn, withheldFor } from './curate/hand.ts'
import type { Decision } from './model/decision.ts'
import type { Edition, EditionRecord } from './model/edition.ts'
import type { Entry, EntryKey } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Section, Site } from './model/section.ts'
import type { Source, SourceId } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'
import type { Theme } from './model/theme.ts'
import type { Parser } from './parse/parser.ts'
import type { Listener } from './publish/events.ts'
import type { SiteContext } from './publish/render-site.ts'
import type { Store } from './store/store.ts'
import { defaultIdBase } from './text/default-id-base.ts'
import { publicUrl } from './text/public-url.ts'
import { urlKey } from './text/url.ts'
import { version } from './version.ts'

/** What an edition is made from and for. */
export type Desk = {
  readonly store: Store
  /** Reads every edition back before it is published. */
  readonly parser: Parser
  readonly site: Site
  readonly sections: readonly Section[]
  readonly sources: ReadonlyMap<SourceId, Source>
  /** What stands in place of our looks. */
  readonly theme?: Theme | undefined
  /** The published folder, `data/public`. */
  readonly publicFolder: string
  /** Who is told of what is published. */
  readonly listeners?: readonly Listener[]
  /** Kept from cycle to cycle while the process lives. */
  readonly sketches?: SketchCache
  /** By section. */
  readonly comparisons?: Map<string, Comparisons>
  readonly lexicons?: LexiconShelf
}

/** Where the lexicons are had. */
export type LexiconShelf = () => Promise<Lexicons>

/** They are large, and only editions in several languages need them: the first that does has them loaded, for all. */
export function createLexiconShelf(): LexiconShelf {
  let lexicons: Promise<Lexicons> | undefined
  return () => {
    lexicons ??= import('./curate/concepts.ts').then(({ Lexicons }) => new Lexicons())
    return lexicons
  }
}

/** What the store knows that every section's decisions rest on. */
export type Memory = {
  readonly states: ReadonlyMap<SourceId, SourceState>
  readonly revisions: ReadonlyMap<SourceId, number>
  /** What editors decided, oldest first. */
  readonly decisions: readonly Decision[]
  readonly idBase: string
  /** Sources that have answered at least once. */
  readonly answered: ReadonlySet<SourceId>
  /** The sections' records; replaced as sections are renewed. */
  readonly records: Map<string, EditionRecord>
  /** The editions chosen in this publication. */
  readonly editions: Map<string, Edition>
  /** The leads of stories that came in this publication, as they are compared: another section need not read them again. */
  readonly told: Map<EntryKey, EventPiece>
  /** Addresses of sources that were retracted, as they were before this publication took anything out of archives. */
  readonly addresses: Map<SourceId, ReadonlySet<string>>
}

/**
 * Reads what every section's decisions rest on.
 * @param isReader nothing is written: the beginning of ids is what it would be
 */
export async function recall(desk: Desk, isReader = false): Promise<Memory> {
  const { store, sections } = desk
  const records = new Map<string, EditionRecord>()
  for (const { slug } of sections) {
    const record = await store.readEdition(slug)
    if (record !== undefined) records.set(slug, record)
  }
  const states = await store.readSources()
  return {
    states,
    answered: new Set(
      [...states.values()].flatMap(({ sourceId, firstSuccessAt }) => (firstSuccessAt === undefined ? [] : [sourceId])),
    ),
    revisions: await store.readRevisions(),
    decisions: await store.readDecisions(),
    idBase: await idBaseOf(desk, isReader),
    records,
    editions: new Map(),
    told: new Map(),
    addresses: new Map(),
  }
}

/** As configured; else made from the site's URL at the first publication and kept, so that ids never change. */
async function idBaseOf({ store, site }: Desk, isReader: boolean): Promise<string> {
  const meta = await store.readMeta()
  if (site.idBase !== undefined) return site.idBase
  if (meta.idBase !== undefined) return meta.idBase
  const idBase = defaultIdBase(site.url)
  if (!isReader) await store.saveMeta({ ...meta, idBase })
  return idBase
}

/**
 * The entries a choice is made from: what came since the last one, what the section shows, what left it lately, so
 * that a copy does not bring it back, and what the editor named. Where the operator decided something else since, all that is stored.
 * A section made of others takes from what those show. In no order, some at a time: all that is stored is more than need be in memory.
 */
export async function* candidates(
  desk: Desk,
  memory: Memory,
  section: Section,
  { settings, hand }: { readonly settings: string | undefined; readonly hand: EditorsHand },
): AsyncIterable<readonly Entry[]> {
  const record = memory.records.get(section.slug)
  const goesOn =
    settings !== undefined &&
    record?.settings === settings &&
    record.chosenAt !== undefined &&
    record.wakeAt === undefined
  const sources = section.members.map(({ sourceId }) => sourceId)
  const shown = section.from.flatMap((slug) => memory.records.get(slug)?.stories ?? [])
  const missing = new Set([...shown.flatMap(({ members }) => members), ...rememberedOf(record), ...hand.keys])
  if (sources.length > 0) {
    for (const query of goesOn ? since(record, record.chosenAt, sources) : [{ sources }]) {
      for await (const piece of desk.store.readEntriesAsTheyLie(query)) {
        for (const { key } of piece) missing.delete(key)
        yield piece
      }
    }
  }
  yield [...(await desk.store.readEntriesByKey([...missing])).values()]
}

/** What a section shows, and what left it lately. */
export function rememberedOf(record: EditionRecord | undefined): readonly EntryKey[] {
  const { stories = [], off = [], withheld = [], dropped = [] } = record ?? {}
  return [...stories, ...off, ...withheld, ...dropped].flatMap(({ members }) => members)
}

/**
 * Of a source that joined with the last choice, what was there then is history for good: it need not be read again. One that
 * is yet to join may have been read for long: by another section, or while this one did not wait for it.
 */
function since(
  { joined }: EditionRecord,
  chosenAt: Instant,
  sources: readonly SourceId[],
): readonly { readonly sources: readonly SourceId[]; readonly since?: Instant }[] {
  const [fresh, old, joining] = [[] as SourceId[], [] as SourceId[], [] as SourceId[]]
  for (const source of sources) {
    const at = joined[source]
    const those = at === undefined ? joining : at === chosenAt ? fresh : old
    those.push(source)
  }
  const queries = [{ sources: old, since: chosenAt }, { sources: fresh, since: chosenAt + 1 }, { sources: joining }]
  return queries.filter((query) => query.sources.length > 0)
}

/** What the rules look at; bodies are read only where a rule needs them. */
export async function subjectsOf(
  desk: Desk,
  entries: readonly Entry[],
  rules: RuleSet,
): Promise<ReadonlyMap<string, Subject>> {
  const subjects = new Map<string, Subject>()
  for (const entry of rules.fields.size === 0 ? [] : entries) {
    const needsBody = rules.fields.has('text') || rules.fields.has('language')
    const text = needsBody ? bodyText(await desk.store.readBody(entry.bodyRef)) : ''
    subjects.set(entry.key, subjectOf(entry, text, rules.fields.has('language') ? languageOf(entry, text) : undefined))
  }
  return subjects
}

export function subjectOf(entry: Entry, text: string, language = entry.language): Subject {
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

/** The edition of these stories, each with its lead's body read from the store. */
export async function editionOf(
  desk: Desk,
  memory: Memory,
  section: Section,
  record: EditionRecord,
  stories: readonly ChosenStory[],
): Promise<Edition> {
  const publishers = new Map<SourceId, Publisher>()
  for (const [id, source] of desk.sources) publishers.set(id, { source, state: memory.states.get(id) })
  const hand = handIn(memory.decisions, section.slug, record.chosenAt ?? record.updated)
  const entries = []
  for (const story of stories) {
    const lead = story.copies[0]
    if (lead === undefined) continue
    const entry = editionEntry(withoutLinksTo(hand, story), await desk.store.readBody(lead.entry.bodyRef), publishers)
    if (entry !== undefined) entries.push(entry)
  }
  return {
    slug: section.slug,
    title: section.title,
    ...(section.description === undefined ? {} : { description: section.description }),
    language: section.language ?? desk.site.language,
    updated: record.updated,
    entries,
    ...(record.withdrawn === undefined ? {} : { withdrawn: record.withdrawn }),
    ttlMinutes: ttlMinutes(entries.map(({ firstSeen }) => firstSeen)),
  }
}

/** A story without links to what the editor keeps out, and to addresses that he took back, whoever links there. */
function withoutLinksTo(hand: EditorsHand, story: ChosenStory): ChosenStory {
  const related = story.related?.filter((entry) => withheldFor(hand.of(entry)) === undefined)
  const retracted = new Set(
    hand.holding.flatMap((each) => (each.kind === 'retract' && each.url !== undefined ? [urlKey(each.url)] : [])),
  )
  const copies = story.copies.map((copy) => {
    const own = copy.entry.related
    if (own === undefined || retracted.size === 0) return copy
    return { ...copy, entry: { ...copy.entry, related: own.filter(({ url }) => !retracted.has(urlKey(url))) } }
  })
  return { ...story, copies, ...(related === undefined ? {} : { related }) }
}

/** The edition a record stands for, read again from the store. */
export async function rebuild(desk: Desk, memory: Memory, section: Section, record: EditionRecord): Promise<Edition> {
  const members = membersOf(section, desk.sections)
  const entries = await desk.store.readEntriesByKey(
    record.stories.flatMap(({ members: keys, related = [] }) => [...keys, ...related]),
  )
  const stories = record.stories.map(({ members: keys, related = [], ...story }) => ({
    ...story,
    related: related.flatMap((key) => entries.get(key) ?? []),
    copies: keys.flatMap((key) => {
      const entry = entries.get(key)
      const member = entry === undefined ? undefined : members.get(entry.sourceId)
      return entry === undefined || member === undefined ? [] : [{ entry, member }]
    }),
  }))
  return editionOf(desk, memory, section, record, stories)
}

/** A section that was held back at its first publication has a record and nothing to show. */
export function isStarted(record: EditionRecord | undefined): boolean {
  return record !== undefined && !(record.gate !== undefined && record.revision === 0 && record.stories.length === 0)
}

/** What pages and feeds say beside their entries; only sections that are there are linked to. */
export function siteContext(desk: Desk, memory: Memory): SiteContext {
  const started = desk.sections.filter(({ slug }) => isStarted(memory.records.get(slug)))
  return {
    site: { ...desk.site, idBase: memory.idBase },
    sections: started.map(({ slug, title }) => ({ slug, title })),
    version,
    ...(desk.theme === undefined ? {} : { theme: desk.theme }),
    sources: [...desk.sources.values()].map(({ id, name, url, everyMs }) => ({
      name: name ?? memory.states.get(id)?.title ?? new URL(url).hostname,
      url: memory.states.get(id)?.homeUrl,
      feed: publicUrl(url),
      everyMinutes: Math.round(everyMs / 60_000),
    })),
  }
}

/** A short name for a value: the same again, nothing changed. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
