import { resolve } from 'node:path'
import type { Clock } from '../clock.ts'
import { StoreError } from '../errors.ts'
import type { Decision } from '../model/decision.ts'
import type { EditionEntry, EditionRecord, Month, Withdrawn } from '../model/edition.ts'
import type { Body, BodyRef, Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { OutboxEvent } from '../model/outbox.ts'
import type { SourceId } from '../model/source.ts'
import type { HostState, SourceState } from '../model/source-state.ts'
import {
  type ArchiveLine,
  addToArchive,
  archiveLines,
  archiveMonths,
  archiveName,
  archiveOf,
  archivePath,
  readArchiveFile,
} from './archive-files.ts'
import { byTime, decisionName } from './decisions.ts'
import { inOrder } from './entry-order.ts'
import { asTheyLie, bodyOf, bodyPlaceOf, readEntriesAt, readLines, Room } from './entry-lines.ts'
import { type FileSystem, machineFileSystem } from './file-system.ts'
import { cleanFolder, cutLeftover, inspectFolder, makeFolders, readMarker } from './folder.ts'
import { saysNothing } from './host-row.ts'
import { keyHash } from './key-hash.ts'
import type { TableChange } from './line.ts'
import { takeLock } from './lock.ts'
import { createMemoryStore } from './memory-store.ts'
import { bringUpToDate, MIGRATIONS, type Migration } from './migrate.ts'
import { OpenFolder } from './open-folder.ts'
import { createFolder, guarded, openFolder } from './opening.ts'
import type { Parts, StoreEvent } from './parts.ts'
import { patiently } from './patience.ts'
import { isListedIn, rowsChange, sameKeys } from './row-changes.ts'
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

export type { StoreEvent } from './parts.ts'

export type JsonStoreOptions = {
  /** `data/store`. */
  readonly folder: string
  readonly clock: Clock
  /** An owner (default) holds the folder alone; a reader works beside one and cannot save. */
  readonly mode?: 'owner' | 'reader'
  readonly log?: (event: StoreEvent) => void
  /** The seam at which tests let calls fail. */
  readonly fs?: FileSystem
  /** How stores of older versions are brought up to date. */
  readonly migrations?: readonly Migration[]
  /** When snapshots are taken and segments ended; smaller in tests. */
  readonly limits?: {
    readonly snapshotBytes?: number
    readonly segmentBytes?: number
    /** How much a segment grows before it is written down what it holds. */
    readonly contentsBytes?: number
  }
}

/**
 * Opens the store in a folder, and makes one where there is none. Throws StoreBusyError where another process owns it,
 * StoreError where it cannot be read whole; then nothing was changed.
 */
export async function openJsonStore(given: JsonStoreOptions): Promise<Store> {
  const options = { ...given, folder: resolve(given.folder) }
  const { folder, clock, mode = 'owner', log = () => undefined, fs = machineFileSystem } = options
  const stamp = (): string => String(Math.max(0, Math.trunc(clock.now())))
  const warn = (detail: string): void => log({ event: 'recovered', detail })
  const loading = { fs, folder, owner: mode === 'owner', stamp, warn }
  const before = await inspectFolder(fs, folder)
  if (mode === 'reader') {
    // Nothing was ever saved here: that is what there is to read.
    if (before !== 'store') return createMemoryStore()
    const { loaded, closedAt } = await patiently(fs, folder, () => openFolder(fs, folder, loading))
    return new JsonStore(new OpenFolder({ ...options, fs, log }, loaded, closedAt, undefined))
  }
  await guarded(folder, () => makeFolders(fs, folder))
  const lock = takeLock(folder)
  try {
    return await guarded(folder, async () => {
      const state = await inspectFolder(fs, folder)
      await cleanFolder(fs, folder)
      if (state !== 'store') await createFolder(fs, folder, loading)
      const { migrations = MIGRATIONS } = options
      await bringUpToDate(fs, folder, await readMarker(fs, folder), { migrations, now: clock.now() })
      const { loaded, closedAt } = await openFolder(fs, folder, loading)
      for (const leftover of loaded.leftovers) {
        warn(`${leftover.path}: cut ${leftover.size - leftover.end} bytes that were never acknowledged`)
        await cutLeftover(fs, leftover, stamp())
      }
      for (const orphan of loaded.orphans) await fs.remove(orphan)
      return new JsonStore(new OpenFolder({ ...options, fs, log }, loaded, closedAt, lock))
    })
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Entries read at once when all are asked for: so many that, in whatever order, most have a neighbour to be read with. */
const READ_AT_ONCE = 32_768
/** The same where they are read as they lie: so few that they are young when they are let go. */
const READ_AT_ONCE_AS_THEY_LIE = 256

class JsonStore implements Store {
  readonly #folder: OpenFolder

  constructor(folder: OpenFolder) {
    this.#folder = folder
  }

  async readMeta(): Promise<StoreMeta> {
    return (await this.#folder.fresh()).tables.meta.get('store') ?? {}
  }

  async saveMeta(meta: StoreMeta): Promise<void> {
    await this.#folder.commit(() => ({ changes: [{ table: 'meta', put: [['store', meta]] }] }))
  }

  async readSources(): Promise<ReadonlyMap<SourceId, SourceState>> {
    return new Map((await this.#folder.fresh()).tables.sources)
  }

  async readHosts(): Promise<ReadonlyMap<string, HostState>> {
    return new Map((await this.#folder.fresh()).tables.hosts)
  }

  async saveStates(states: readonly SourceState[], hosts: readonly HostState[]): Promise<void> {
    const changes: TableChange[] = []
    if (states.length > 0) changes.push({ table: 'sources', put: states.map((state) => [state.sourceId, state]) })
    const [gone, kept] = [hosts.filter(saysNothing), hosts.filter((host) => !saysNothing(host))]
    if (kept.length > 0) changes.push({ table: 'hosts', put: kept.map((host) => [host.host, host]) })
    if (gone.length > 0) changes.push({ table: 'hosts', del: gone.map(({ host }) => host) })
    await this.#folder.commit(() => (changes.length === 0 ? undefined : { changes }))
  }

  async readKnown(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Known>> {
    const { seen } = await this.#folder.fresh()
    const entries = await this.readEntriesByKey(keys)
    const known = new Map<EntryKey, Known>()
    for (const key of keys) {
      const entry = entries.get(key)
      const isKnown =
        entry !== undefined || (seen.mayHave(keyHash(key)) && (await guarded('seen', () => seen.has(keyHash(key)))))
      if (isKnown) known.set(key, { key, entry })
    }
    return known
  }

  async savePoll(poll: Poll): Promise<void> {
    const { state, entries, listed } = poll
    const { sourceId } = state
    await this.#folder.commit((earlier, tables) => {
      const changes: TableChange[] = [{ table: 'sources', put: [[sourceId, state]] }]
      if (listed !== undefined && (isListedIn(earlier, sourceId) || !sameKeys(tables.listed.get(sourceId), listed))) {
        changes.push({ table: 'listed', put: [[sourceId, listed]] })
      }
      return { entries, changes }
    })
  }

  async *readEntries(query: EntryQuery): AsyncIterable<Entry> {
    const { places, together, retained, segments } = await this.#folder.reading(async ({ index, segments }) => {
      const slots = index.select(query.sources, query.since).sort((a, b) => index.compare(a, b))
      const places = Array.from(slots, (slot) => index.placeOf(slot))
      // Where the beginnings of keys are alike, only the whole keys tell the order: these are read together.
      const together: boolean[] = []
      for (let i = 1; i < slots.length; i++) {
        together.push(index.compare(slots[i - 1] ?? 0, slots[i] ?? 0) === 0)
      }
      return { places, together, segments, retained: await segments.retain(places.map(({ segment }) => segment)) }
    })
    const room = new Room()
    try {
      for (let at = 0; at < places.length; ) {
        let end = Math.min(at + READ_AT_ONCE, places.length)
        while (end < places.length && together[end - 1] === true) end++
        const next = places.slice(at, end)
        const entries = await guarded('entries', () => readEntriesAt(segments, retained.files, next, room))
        // One by one: `yield*` makes an iterator of promises around the list, and there are many.
        for (const entry of [...entries].sort(inOrder)) yield entry
        at = end
      }
    } finally {
      await retained.release()
    }
  }

  async *readEntriesAsTheyLie({ sources, since }: EntryQuery): AsyncIterable<readonly Entry[]> {
    const { places, retained, segments } = await this.#folder.reading(async ({ index, segments }) => {
      const places = Array.from(index.select(sources, since), (slot) => index.placeOf(slot)).sort(asTheyLie)
      return { places, segments, retained: await segments.retain(places.map(({ segment }) => segment)) }
    })
    const room = new Room()
    try {
      for (let at = 0; at < places.length; at += READ_AT_ONCE_AS_THEY_LIE) {
        const next = places.slice(at, at + READ_AT_ONCE_AS_THEY_LIE)
        yield await guarded('entries', () => readEntriesAt(segments, retained.files, next, room))
      }
    } finally {
      await retained.release()
    }
  }

  async readEntriesByKey(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Entry>> {
    return this.#folder.reading(async ({ index, segments }) => {
      const slots = [...new Set(keys)].map((key) => index.find(keyHash(key))).filter((slot) => slot !== -1)
      const places = slots.map((slot) => index.placeOf(slot))
      const retained = await segments.retain(places.map(({ segment }) => segment))
      try {
        const entries = await readEntriesAt(segments, retained.files, places)
        return new Map(entries.map((entry) => [entry.key, entry]))
      } finally {
        await retained.release()
      }
    })
  }

  async readBody(ref: BodyRef): Promise<Body> {
    const asked = bodyPlaceOf(ref)
    return this.#folder.reading(async ({ index, segments }) => {
      const slot = index.find(keyHash(asked.key))
      if (slot === -1) throw new StoreError(`no body ${ref}: its entry has expired`)
      const segment = segments.byName(asked.segmentName)
      if (segment === undefined) {
        // Its segment went and the entry was moved: the reference of today is asked for.
        const entry = (await this.readEntriesByKey([asked.key])).get(asked.key)
        if (entry === undefined) throw new StoreError(`no body ${ref}: its entry has expired`)
        return this.readBody(entry.bodyRef)
      }
      const retained = await segments.retain([segment.ordinal])
      try {
        const place = { segment: segment.ordinal, offset: asked.offset, bytes: asked.bytes }
        const [line] = await readLines(retained.files, [place])
        if (line === undefined) throw new StoreError(`no body ${ref}`)
        return bodyOf(line)
      } finally {
        await retained.release()
      }
    })
  }

  async readRevisions(): Promise<ReadonlyMap<SourceId, number>> {
    return new Map((await this.#folder.fresh()).tables.revisions)
  }

  async readEdition(slug: string): Promise<EditionRecord | undefined> {
    return (await this.#folder.fresh()).tables.editions.get(slug)
  }

  async readPublications(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Publication>> {
    const { publications } = (await this.#folder.fresh()).tables
    const found = new Map<EntryKey, Publication>()
    for (const key of keys) {
      const publication = publications.get(key)
      if (publication !== undefined) found.set(key, publication)
    }
    return found
  }

  async findPublications(id: string): Promise<readonly Publication[]> {
    const { publications } = (await this.#folder.fresh()).tables
    return this.#folder.publishedAs(id).flatMap((key) => publications.get(key) ?? [])
  }

  async saveEdition(
    record: EditionRecord,
    publications: readonly Publication[],
    archived?: Archived,
    events: readonly OutboxEvent[] = [],
  ): Promise<void> {
    const lines = archiveLines(archived)
    return this.#folder.inTurn((parts) => this.#saveEdition(parts, record, publications, events, lines))
  }

  /** The lines of the archive first, which count for nothing, then the commit by which they do. */
  async #saveEdition(
    { tables, journal }: Parts,
    record: EditionRecord,
    publications: readonly Publication[],
    events: readonly OutboxEvent[],
    archived: ReadonlyMap<Month, readonly ArchiveLine[]>,
  ): Promise<void> {
    const changes: TableChange[] = [{ table: 'editions', put: [[record.slug, record]] }]
    if (publications.length > 0) {
      changes.push({ table: 'publications', put: publications.map((publication) => [publication.key, publication]) })
    }
    if (events.length > 0) changes.push({ table: 'events', put: events.map((event) => [event.id, event]) })
    for (const [month, lines] of archived) {
      const { fs, path } = this.#folder
      const name = archiveName(record.slug, month)
      const row = tables.archives.get(name)
      const grown = await guarded(path, () => addToArchive(fs, path, { name, row, lines }))
      changes.push({ table: 'archives', put: [[name, grown]] })
    }
    await journal.commit(() => ({ changes }))
  }

  async readArchiveMonths(slug: string): Promise<readonly ArchiveMonth[]> {
    const { tables } = await this.#folder.fresh()
    return archiveMonths(tables, slug).map(([month, { lines }]) => ({ month, lines }))
  }

  async readArchive(slug: string, month: Month): Promise<readonly EditionEntry[]> {
    return archiveOf(await this.#archiveLines(slug, month)).entries
  }

  async readWithdrawn(slug: string, month: Month): Promise<readonly Withdrawn[]> {
    return archiveOf(await this.#archiveLines(slug, month)).withdrawn
  }

  async #archiveLines(slug: string, month: Month): Promise<readonly ArchiveLine[]> {
    const { fs, path } = this.#folder
    const name = archiveName(slug, month)
    const row = (await this.#folder.fresh()).tables.archives.get(name)
    return row === undefined ? [] : guarded(path, () => readArchiveFile(fs, archivePath(path, name), row))
  }

  async readOutbox(): Promise<Outbox> {
    const { events, lanes, topics } = (await this.#folder.fresh()).tables
    return { events: [...events.values()], lanes: new Map(lanes), topics: new Map(topics) }
  }

  async readEvent(id: string): Promise<OutboxEvent | undefined> {
    return (await this.#folder.fresh()).tables.events.get(id)
  }

  async saveOutbox({ events, lanes, topics }: OutboxChange): Promise<void> {
    const changes = [
      rowsChange('events', events, ({ id }) => id),
      rowsChange('lanes', lanes, ({ key }) => key),
      rowsChange('topics', topics, ({ url }) => url),
    ].filter((change) => change !== undefined)
    return this.#folder.inTurn(({ journal }) => journal.commit(() => (changes.length === 0 ? undefined : { changes })))
  }

  async readDecisions(): Promise<readonly Decision[]> {
    return byTime((await this.#folder.fresh()).tables.decisions.values())
  }

  async saveDecisions(decisions: readonly Decision[], undone: readonly Decision[] = []): Promise<void> {
    const put = decisions.map((decision) => [decisionName(decision), decision] as const)
    const del = undone.map(decisionName)
    // What is taken back and decided anew at once is decided.
    const changes = [
      { table: 'decisions', del },
      { table: 'decisions', put },
    ] as const
    await this.#folder.commit(() => (put.length + del.length === 0 ? undefined : { changes }))
  }

  async expire(before: Instant): Promise<number> {
    return this.#folder.expire(before)
  }

  close(): Promise<void> {
    return this.#folder.close()
  }
}
