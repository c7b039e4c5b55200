import type { Decision } from '../model/decision.ts'
import type { EditionEntry, EditionRecord, Month, Withdrawn } from '../model/edition.ts'
import type { Body, Entry, EntryKey } from '../model/entry.ts'
import type { SourceId } from '../model/source.ts'
import type { HostState, SourceState } from '../model/source-state.ts'
import type { Lane, OutboxEvent, Topic } from '../model/outbox.ts'
import { StoreError } from '../errors.ts'
import { inOrder } from './entry-order.ts'
import { type ArchiveLine, archiveLines, archiveName, archiveOf } from './archive-files.ts'
import { byTime, decisionName, pinnedKeys } from './decisions.ts'
import { saysNothing } from './host-row.ts'
import type {
  Archived,
  ArchiveMonth,
  EntryQuery,
  Known,
  Outbox,
  OutboxChange,
  Poll,
  Publication,
  Store,
  StoreMeta,
} from './store.ts'

/** A store that forgets when the process ends: for tests, and for trying out what a configuration would do. */
export function createMemoryStore(): Store {
  return new MemoryStore()
}

/** What JSON would make of it: no store hands out the caller's own objects, and all drop what is undefined. */
function copy<T>(value: T): T {
  const plain: T = JSON.parse(JSON.stringify(value))
  return plain
}

class MemoryStore implements Store {
  #meta: StoreMeta = {}
  readonly #sources = new Map<SourceId, SourceState>()
  readonly #hosts = new Map<string, HostState>()
  readonly #listed = new Map<SourceId, readonly EntryKey[]>()
  readonly #revisions = new Map<SourceId, number>()
  readonly #entries = new Map<EntryKey, Entry>()
  readonly #bodies = new Map<EntryKey, Body>()
  readonly #seen = new Set<EntryKey>()
  readonly #editions = new Map<string, EditionRecord>()
  readonly #publications = new Map<EntryKey, Publication>()
  readonly #archives = new Map<string, readonly ArchiveLine[]>()
  readonly #decisions = new Map<string, Decision>()
  readonly #events = new Map<string, OutboxEvent>()
  readonly #lanes = new Map<string, Lane>()
  readonly #topics = new Map<string, Topic>()
  #closed = false

  async readMeta(): Promise<StoreMeta> {
    this.#mustBeOpen()
    return this.#meta
  }

  async saveMeta(meta: StoreMeta): Promise<void> {
    this.#mustBeOpen()
    this.#meta = copy(meta)
  }

  async readSources(): Promise<ReadonlyMap<SourceId, SourceState>> {
    this.#mustBeOpen()
    return new Map(this.#sources)
  }

  async readHosts(): Promise<ReadonlyMap<string, HostState>> {
    this.#mustBeOpen()
    return new Map(this.#hosts)
  }

  async saveStates(states: readonly SourceState[], hosts: readonly HostState[]): Promise<void> {
    this.#mustBeOpen()
    for (const state of states) this.#sources.set(state.sourceId, copy(state))
    for (const host of hosts) {
      if (saysNothing(host)) this.#hosts.delete(host.host)
      else this.#hosts.set(host.host, copy(host))
    }
  }

  async readKnown(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Known>> {
    this.#mustBeOpen()
    const known = new Map<EntryKey, Known>()
    for (const key of keys) {
      const entry = this.#entries.get(key)
      if (entry !== undefined || this.#seen.has(key)) known.set(key, { key, entry })
    }
    return known
  }

  async savePoll(poll: Poll): Promise<void> {
    this.#mustBeOpen()
    const { state, entries, listed } = copy(poll)
    this.#sources.set(state.sourceId, state)
    for (const { body, ...fields } of entries) {
      const revision = (this.#revisions.get(fields.sourceId) ?? 0) + 1
      this.#bodies.set(fields.key, body)
      this.#entries.set(fields.key, { ...fields, bodyRef: `${revision}:${fields.key}` })
      this.#revisions.set(fields.sourceId, revision)
    }
    if (listed !== undefined) this.#listed.set(state.sourceId, listed)
  }

  async *readEntries(query: EntryQuery): AsyncIterable<Entry> {
    yield* this.#select(query).sort(inOrder)
  }

  async *readEntriesAsTheyLie(query: EntryQuery): AsyncIterable<readonly Entry[]> {
    yield this.#select(query)
  }

  #select(query: EntryQuery): Entry[] {
    this.#mustBeOpen()
    const sources = query.sources === undefined ? undefined : new Set(query.sources)
    const since = query.since ?? Number.NEGATIVE_INFINITY
    return [...this.#entries.values()].filter(
      (entry) => entry.firstSeen >= since && (sources === undefined || sources.has(entry.sourceId)),
    )
  }

  async readEntriesByKey(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Entry>> {
    this.#mustBeOpen()
    const found = new Map<EntryKey, Entry>()
    for (const key of keys) {
      const entry = this.#entries.get(key)
      if (entry !== undefined) found.set(key, entry)
    }
    return found
  }

  async readBody(ref: string): Promise<Body> {
    this.#mustBeOpen()
    const body = this.#bodies.get(ref.slice(ref.indexOf(':') + 1))
    if (body === undefined) throw new StoreError(`no body ${ref}: its entry has expired`)
    return body
  }

  async readRevisions(): Promise<ReadonlyMap<SourceId, number>> {
    this.#mustBeOpen()
    return new Map(this.#revisions)
  }

  async readEdition(slug: string): Promise<EditionRecord | undefined> {
    this.#mustBeOpen()
    return this.#editions.get(slug)
  }

  async readPublications(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Publication>> {
    this.#mustBeOpen()
    const found = new Map<EntryKey, Publication>()
    for (const key of keys) {
      const publication = this.#publications.get(key)
      if (publication !== undefined) found.set(key, publication)
    }
    return found
  }

  async findPublications(id: string): Promise<readonly Publication[]> {
    this.#mustBeOpen()
    const found = [...this.#publications.values()].filter((publication) => publication.id === id)
    return found.sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  async saveEdition(
    record: EditionRecord,
    publications: readonly Publication[],
    archived?: Archived,
    events: readonly OutboxEvent[] = [],
  ): Promise<void> {
    this.#mustBeOpen()
    const added = [...archiveLines(archived)].map(
      ([month, lines]) => [archiveName(record.slug, month), copy(lines)] as const,
    )
    for (const [name, lines] of added) this.#archives.set(name, [...(this.#archives.get(name) ?? []), ...lines])
    this.#editions.set(record.slug, copy(record))
    for (const publication of publications) this.#publications.set(publication.key, copy(publication))
    for (const event of events) this.#events.set(event.id, copy(event))
  }

  async readArchiveMonths(slug: string): Promise<readonly ArchiveMonth[]> {
    this.#mustBeOpen()
    const own = [...this.#archives].filter(([name]) => name.slice(0, name.lastIndexOf('.')) === slug)
    return own
      .map(([name, lines]) => ({ month: name.slice(slug.length + 1), lines: lines.length }))
      .sort((a, b) => (a.month < b.month ? -1 : 1))
  }

  async readArchive(slug: string, month: Month): Promise<readonly EditionEntry[]> {
    this.#mustBeOpen()
    return archiveOf(this.#archives.get(archiveName(slug, month)) ?? []).entries
  }

  async readWithdrawn(slug: string, month: Month): Promise<readonly Withdrawn[]> {
    this.#mustBeOpen()
    return archiveOf(this.#archives.get(archiveName(slug, month)) ?? []).withdrawn
  }

  async readDecisions(): Promise<readonly Decision[]> {
    this.#mustBeOpen()
    return byTime(this.#decisions.values())
  }

  async saveDecisions(decisions: readonly Decision[], undone: readonly Decision[] = []): Promise<void> {
    this.#mustBeOpen()
    for (const decision of undone) this.#decisions.delete(decisionName(decision))
    for (const decision of decisions) this.#decisions.set(decisionName(decision), copy(decision))
  }

  async readOutbox(): Promise<Outbox> {
    this.#mustBeOpen()
    return { events: [...this.#events.values()], lanes: new Map(this.#lanes), topics: new Map(this.#topics) }
  }

  async readEvent(id: string): Promise<OutboxEvent | undefined> {
    this.#mustBeOpen()
    return this.#events.get(id)
  }

  async saveOutbox({ events, lanes, topics }: OutboxChange): Promise<void> {
    this.#mustBeOpen()
    for (const event of events?.put ?? []) this.#events.set(event.id, copy(event))
    for (const lane of lanes?.put ?? []) this.#lanes.set(lane.key, copy(lane))
    for (const topic of topics?.put ?? []) this.#topics.set(topic.url, copy(topic))
    for (const id of events?.del ?? []) this.#events.delete(id)
    for (const key of lanes?.del ?? []) this.#lanes.delete(key)
    for (const url of topics?.del ?? []) this.#topics.delete(url)
  }

  async expire(before: number): Promise<number> {
    this.#mustBeOpen()
    const spared = new Set<EntryKey>(pinnedKeys(this.#decisions.values(), before))
    for (const keys of this.#listed.values()) for (const key of keys) spared.add(key)
    for (const { stories } of this.#editions.values()) {
      for (const { lead, members } of stories) for (const key of [lead, ...members]) spared.add(key)
    }
    const gone = [...this.#entries.values()].filter((entry) => entry.firstSeen < before && !spared.has(entry.key))
    for (const { key } of gone) {
      this.#entries.delete(key)
      this.#bodies.delete(key)
      this.#publications.delete(key)
      this.#seen.add(key)
    }
    return gone.length
  }

  async close(): Promise<void> {
    this.#closed = true
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreError('the store is closed')
  }
}
