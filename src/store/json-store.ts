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
import { bodyOf, bodyPlaceOf, readEntriesAt, readLines, Room } from './entry-lines.ts'
import { messageOf } from './document.ts'
import { type FileSystem, hasCode, machineFileSystem } from './file-system.ts'
import { Follower } from './follow.ts'
import {
  cleanFolder,
  cutLeftover,
  inspectFolder,
  makeFolders,
  readMarker,
  writeClosed,
  writeContents,
} from './folder.ts'
import { saysNothing } from './host-row.ts'
import { type Committed, type Draft, Journal, type JournalFile } from './journal.ts'
import { keyHash } from './key-hash.ts'
import type { TableChange } from './line.ts'
import { addRevision, forgetExpired, type Loaded, type TailCommit } from './load.ts'
import { type Lock, takeLock } from './lock.ts'
import { createMemoryStore } from './memory-store.ts'
import { bringUpToDate, MIGRATIONS, type Migration } from './migrate.ts'
import { createFolder, guarded, openFolder } from './opening.ts'
import type { Parts, StoreEvent } from './parts.ts'
import { patiently } from './patience.ts'
import { changesOf } from './scan.ts'
import { Retention } from './retention.ts'
import { Segments } from './segments.ts'
import { Snapshots } from './snapshots.ts'
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
import { applyChange, type TableName } from './tables.ts'

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
    return new JsonStore({ ...options, fs, log }, loaded, closedAt, undefined)
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
      return new JsonStore({ ...options, fs, log }, loaded, closedAt, lock)
    })
  } catch (error) {
    lock.release()
    throw error
  }
}

type Opened = JsonStoreOptions & { readonly fs: FileSystem; readonly log: (event: StoreEvent) => void }

/** How long a reader may be behind its owner. */
const FOLLOW_EVERY_MS = 500

/** How often a reader looks again for what its owner removes while it looks. */
const LOOKS_AGAIN = 20

/** What a start takes apart in a few milliseconds. */
const CONTENTS_BYTES = 1 << 20

/** Entries read at once when all are asked for: so many that, in whatever order, most have a neighbour to be read with. */
const READ_AT_ONCE = 32_768
/** The same where they are read as they lie. */
const READ_AT_ONCE_AS_THEY_LIE = 1_024

class JsonStore implements Store {
  readonly #options: Opened
  readonly #closedAt: number
  #parts: Parts
  readonly #retention: Retention
  readonly #lock: Lock | undefined
  /** Keys by published id. */
  readonly #published = new Map<string, Set<EntryKey>>()
  #follower: Follower | undefined
  /** Of a reader: the last commit it knows, when it last looked, and whether it looks now. */
  #followed = 0
  #lookedAt = performance.now()
  #looking: Promise<void> | undefined
  /** Editions and the outbox are saved one after the other: an archive is added to before its commit. */
  #savingEdition: Promise<void> = Promise.resolve()
  #closing: Promise<void> | undefined

  constructor(options: Opened, loaded: Loaded, closedAt: number, lock: Lock | undefined) {
    this.#options = options
    this.#closedAt = closedAt
    this.#lock = lock
    this.#parts = this.#assemble(loaded)
    this.#retention = new Retention(this.#parts)
  }

  #assemble(loaded: Loaded): Parts {
    const { fs, folder, clock, log, limits = {} } = this.#options
    const { tables, index, seen, documents } = loaded
    const segments = new Segments(fs, loaded.segments)
    const journal = new Journal({
      fs,
      folder,
      clock,
      lastCommit: loaded.lastCommit,
      highestNumber: loaded.highestNumber,
      segment: segments.all().at(-1)?.file,
      changes: loaded.changes.at(-1),
      apply: (batch) => {
        for (const commit of batch) this.#apply(commit)
        this.#parts.snapshots.consider()
      },
      began: () => this.#began(),
      ...(limits.segmentBytes === undefined ? {} : { segmentBytes: limits.segmentBytes }),
    })
    const snapshots = new Snapshots({
      fs,
      documents,
      tables,
      segments,
      journal,
      changes: loaded.changes,
      failed: (error: unknown) => log({ event: 'snapshot-failed', detail: messageOf(error) }),
      ...(limits.snapshotBytes === undefined ? {} : { leastBytes: limits.snapshotBytes }),
    })
    this.#published.clear()
    for (const publication of tables.publications.values()) this.#notePublication(publication)
    this.#follower = new Follower({ fs, folder, segments, changes: loaded.changes })
    this.#followed = loaded.lastCommit
    return { tables, index, segments, seen, journal, snapshots, report: log }
  }

  async readMeta(): Promise<StoreMeta> {
    return (await this.#fresh()).tables.meta.get('store') ?? {}
  }

  async saveMeta(meta: StoreMeta): Promise<void> {
    await this.#commit(() => ({ changes: [{ table: 'meta', put: [['store', meta]] }] }))
  }

  async readSources(): Promise<ReadonlyMap<SourceId, SourceState>> {
    return new Map((await this.#fresh()).tables.sources)
  }

  async readHosts(): Promise<ReadonlyMap<string, HostState>> {
    return new Map((await this.#fresh()).tables.hosts)
  }

  async saveStates(states: readonly SourceState[], hosts: readonly HostState[]): Promise<void> {
    const changes: TableChange[] = []
    if (states.length > 0) changes.push({ table: 'sources', put: states.map((state) => [state.sourceId, state]) })
    const [gone, kept] = [hosts.filter(saysNothing), hosts.filter((host) => !saysNothing(host))]
    if (kept.length > 0) changes.push({ table: 'hosts', put: kept.map((host) => [host.host, host]) })
    if (gone.length > 0) changes.push({ table: 'hosts', del: gone.map(({ host }) => host) })
    await this.#commit(() => (changes.length === 0 ? undefined : { changes }))
  }

  async readKnown(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Known>> {
    const { seen } = await this.#fresh()
    const entries = await this.readEntriesByKey(keys)
    const known = new Map<EntryKey, Known>()
    for (const key of keys) {
      const entry = entries.get(key)
      if (entry !== undefined || (await guarded('seen', () => seen.has(keyHash(key))))) known.set(key, { key, entry })
    }
    return known
  }

  async savePoll(poll: Poll): Promise<void> {
    const { state, entries, listed } = poll
    const { sourceId } = state
    await this.#commit((earlier) => {
      const changes: TableChange[] = [{ table: 'sources', put: [[sourceId, state]] }]
      if (listed !== undefined && (isListedIn(earlier, sourceId) || !sameKeys(this.#listed(sourceId), listed))) {
        changes.push({ table: 'listed', put: [[sourceId, listed]] })
      }
      return { entries, changes }
    })
  }

  async *readEntries(query: EntryQuery): AsyncIterable<Entry> {
    const { isAnyOrder = false } = query
    const { places, together, retained, segments } = await this.#reading(async ({ index, segments }) => {
      const slots = index.select(query.sources, query.since)
      if (!isAnyOrder) slots.sort((a, b) => index.compare(a, b))
      const places = Array.from(slots, (slot) => index.placeOf(slot))
      if (isAnyOrder) places.sort((a, b) => a.segment - b.segment || a.offset - b.offset)
      // Where the beginnings of keys are alike, only the whole keys tell the order: these are read together.
      const together: boolean[] = []
      for (let i = 1; !isAnyOrder && i < slots.length; i++) {
        together.push(index.compare(slots[i - 1] ?? 0, slots[i] ?? 0) === 0)
      }
      return { places, together, segments, retained: await segments.retain(places.map(({ segment }) => segment)) }
    })
    const room = new Room()
    try {
      for (let at = 0; at < places.length; ) {
        let end = Math.min(at + (isAnyOrder ? READ_AT_ONCE_AS_THEY_LIE : READ_AT_ONCE), places.length)
        while (end < places.length && together[end - 1] === true) end++
        const next = places.slice(at, end)
        const entries = await guarded('entries', () => readEntriesAt(segments, retained.files, next, room))
        // One by one: `yield*` makes an iterator of promises around the list, and there are many.
        for (const entry of isAnyOrder ? entries : [...entries].sort(inOrder)) yield entry
        at = end
      }
    } finally {
      await retained.release()
    }
  }

  async readEntriesByKey(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Entry>> {
    return this.#reading(async ({ index, segments }) => {
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
    return this.#reading(async ({ index, segments }) => {
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
    return new Map((await this.#fresh()).tables.revisions)
  }

  async readEdition(slug: string): Promise<EditionRecord | undefined> {
    return (await this.#fresh()).tables.editions.get(slug)
  }

  async readPublications(keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, Publication>> {
    const { publications } = (await this.#fresh()).tables
    const found = new Map<EntryKey, Publication>()
    for (const key of keys) {
      const publication = publications.get(key)
      if (publication !== undefined) found.set(key, publication)
    }
    return found
  }

  async findPublications(id: string): Promise<readonly Publication[]> {
    const { publications } = (await this.#fresh()).tables
    const keys = [...(this.#published.get(id) ?? [])].sort()
    return keys.flatMap((key) => publications.get(key) ?? [])
  }

  async saveEdition(
    record: EditionRecord,
    publications: readonly Publication[],
    archived?: Archived,
    events: readonly OutboxEvent[] = [],
  ): Promise<void> {
    const lines = archiveLines(archived)
    return this.#afterEditions(() => this.#saveEdition(record, publications, events, lines))
  }

  /** After the editions that were to be saved before. */
  async #afterEditions(save: () => Promise<void>): Promise<void> {
    this.#open()
    this.#mustOwn()
    const saving = this.#savingEdition.then(save)
    this.#savingEdition = saving.catch(() => undefined)
    return saving
  }

  /** The lines of the archive first, which count for nothing, then the commit by which they do. */
  async #saveEdition(
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
      const { fs, folder } = this.#options
      const name = archiveName(record.slug, month)
      const row = this.#parts.tables.archives.get(name)
      const grown = await guarded(folder, () => addToArchive(fs, folder, { name, row, lines }))
      changes.push({ table: 'archives', put: [[name, grown]] })
    }
    await this.#parts.journal.commit(() => ({ changes }))
  }

  async readArchiveMonths(slug: string): Promise<readonly ArchiveMonth[]> {
    const { tables } = await this.#fresh()
    return archiveMonths(tables, slug).map(([month, { lines }]) => ({ month, lines }))
  }

  async readArchive(slug: string, month: Month): Promise<readonly EditionEntry[]> {
    return archiveOf(await this.#archiveLines(slug, month)).entries
  }

  async readWithdrawn(slug: string, month: Month): Promise<readonly Withdrawn[]> {
    return archiveOf(await this.#archiveLines(slug, month)).withdrawn
  }

  async #archiveLines(slug: string, month: Month): Promise<readonly ArchiveLine[]> {
    const { fs, folder } = this.#options
    const name = archiveName(slug, month)
    const row = (await this.#fresh()).tables.archives.get(name)
    return row === undefined ? [] : guarded(folder, () => readArchiveFile(fs, archivePath(folder, name), row))
  }

  async readOutbox(): Promise<Outbox> {
    const { events, lanes, topics } = (await this.#fresh()).tables
    return { events: [...events.values()], lanes: new Map(lanes), topics: new Map(topics) }
  }

  async readEvent(id: string): Promise<OutboxEvent | undefined> {
    return (await this.#fresh()).tables.events.get(id)
  }

  async saveOutbox({ events, lanes, topics }: OutboxChange): Promise<void> {
    const changes = [
      rowsChange('events', events, ({ id }) => id),
      rowsChange('lanes', lanes, ({ key }) => key),
      rowsChange('topics', topics, ({ url }) => url),
    ].filter((change) => change !== undefined)
    const { journal } = this.#parts
    return this.#afterEditions(() => journal.commit(() => (changes.length === 0 ? undefined : { changes })))
  }

  async readDecisions(): Promise<readonly Decision[]> {
    return byTime((await this.#fresh()).tables.decisions.values())
  }

  async saveDecisions(decisions: readonly Decision[], undone: readonly Decision[] = []): Promise<void> {
    const put = decisions.map((decision) => [decisionName(decision), decision] as const)
    const del = undone.map(decisionName)
    // What is taken back and decided anew at once is decided.
    const changes = [
      { table: 'decisions', del },
      { table: 'decisions', put },
    ] as const
    await this.#commit(() => (put.length + del.length === 0 ? undefined : { changes }))
  }

  async expire(before: Instant): Promise<number> {
    this.#open()
    this.#mustOwn()
    return guarded('retention', () => this.#retention.expire(before))
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const { journal, snapshots, segments, seen } = this.#parts
    const { fs, folder, log } = this.#options
    try {
      await this.#savingEdition
      await this.#retention.settled()
      await journal.disown()
      await snapshots.settled()
      await journal.close()
      await segments.close()
      await seen.close()
      if (this.#lock !== undefined && journal.lastCommit > this.#closedAt)
        await writeClosed(fs, folder, journal.lastCommit)
      await this.#writeContents(() => true)
    } catch (error) {
      // All is saved already; only a later loss of the journal's end would be harder to notice.
      log({ event: 'tidying-failed', detail: messageOf(error) })
    } finally {
      this.#lock?.release()
    }
  }

  /** A file of the journal has begun; whether the folder knows. */
  async #began(): Promise<boolean> {
    const { journal } = this.#parts
    try {
      await this.#writeContents((file) => !journal.isActive(file))
    } catch (error) {
      this.#options.log({ event: 'tidying-failed', detail: messageOf(error) })
    }
    return this.#remember()
  }

  /** Writes down what segments hold that have grown, so that the next start need not take their lines apart. */
  async #writeContents(isDue: (file: JournalFile) => boolean): Promise<void> {
    const { fs, folder, limits = {} } = this.#options
    for (const { file } of this.#parts.segments.all().filter(({ file }) => isDue(file))) {
      const { contents } = file
      // Nothing more is added to it, or nothing at all.
      file.contents = undefined
      if (contents === undefined) continue
      const { bytes } = contents.beginning
      const least = Math.max(limits.contentsBytes ?? CONTENTS_BYTES, contents.written / 8)
      if (bytes - contents.written >= least) await writeContents(fs, folder, file.path, contents)
    }
  }

  /** Tells the folder which commit it has come to; whether that could be told. */
  async #remember(): Promise<boolean> {
    const { fs, folder, log } = this.#options
    try {
      await writeClosed(fs, folder, this.#parts.journal.lastCommit)
      return true
    } catch (error) {
      // All is saved already; only a later loss of the journal's files would be harder to notice.
      log({ event: 'tidying-failed', detail: messageOf(error) })
      return false
    }
  }

  #open(): Parts {
    if (this.#closing !== undefined) throw new StoreError('the store is closed')
    return this.#parts
  }

  /** What is open; a reader first looks whether its owner has written more. */
  async #fresh(): Promise<Parts> {
    const parts = this.#open()
    if (this.#lock !== undefined) return parts
    if (this.#looking === undefined && performance.now() - this.#lookedAt >= FOLLOW_EVERY_MS) {
      this.#looking = guarded(this.#options.folder, () => this.#follow()).finally(() => {
        this.#lookedAt = performance.now()
        this.#looking = undefined
      })
    }
    await this.#looking
    return this.#open()
  }

  /**
   * Works on what lies in files. Of a reader the owner may have removed one since it last looked, and has said so in the
   * journal before: then it looks again first.
   */
  async #reading<T>(work: (parts: Parts) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const parts = await this.#fresh()
      try {
        return await guarded('entries', () => work(parts))
      } catch (error) {
        const isGone = error instanceof StoreError && hasCode(error.cause, 'ENOENT')
        if (!isGone || this.#lock !== undefined || attempt === LOOKS_AGAIN) throw error
        this.#lookedAt = Number.NEGATIVE_INFINITY
      }
    }
  }

  async #follow(): Promise<void> {
    const { fs, folder, log, clock } = this.#options
    try {
      for (const tail of (await this.#follower?.news(this.#followed)) ?? []) await this.#applyOther(tail)
    } catch (error) {
      if (!(error instanceof StoreError || hasCode(error, 'ENOENT'))) throw error
      // The owner has removed what lies between: read all of it again. What was open stays so for who still reads it.
      const stamp = (): string => String(clock.now())
      const warn = (detail: string): void => log({ event: 'recovered', detail })
      const { loaded } = await patiently(fs, folder, () =>
        openFolder(fs, folder, { fs, folder, owner: false, stamp, warn }),
      )
      const { segments, seen } = this.#parts
      this.#parts = this.#assemble(loaded)
      await segments.close()
      await seen.close()
    }
  }

  /** Brings a commit of the owner into a reader's memory. */
  async #applyOther({ commit, file, segment }: TailCommit): Promise<void> {
    const { index, segments, seen } = this.#parts
    const changes = changesOf(commit)
    for (const change of changes) {
      const { table, put = [], del = [] } = change
      if (table === 'seen') {
        // One that was merged away since is missed by nobody: a later commit names its successor.
        await seen.open(put.map(([name]) => name))
        for (const old of seen.take(del)) await old.retire()
      }
      if (table === 'segments') {
        for (const name of del) {
          const dropped = segments.byName(name)
          if (dropped === undefined) continue
          index.deleteSegment(dropped.ordinal)
          segments.take(dropped)
          await dropped.file.shared?.retire()
        }
      }
      if (change.table === 'expired') forgetExpired(index, change)
    }
    const entries = segment === undefined ? [] : [...commit.entries]
    this.#apply({
      n: commit.mark.n,
      changes,
      entries,
      moved: commit.mark.moved === true,
      file,
      applied: undefined,
      changeBytes: 0,
    })
    this.#followed = commit.mark.n
  }

  #mustOwn(): void {
    if (this.#lock === undefined) throw new StoreError('the store is open for reading only')
  }

  async #commit(draft: (earlier: readonly Draft[]) => Draft | undefined): Promise<void> {
    const { journal } = this.#open()
    this.#mustOwn()
    await journal.commit(draft)
  }

  #listed(sourceId: SourceId): readonly EntryKey[] | undefined {
    return this.#parts.tables.listed.get(sourceId)
  }

  /** Brings a commit that is on disk into memory. */
  #apply(commit: Committed): void {
    const { tables, index, segments, snapshots } = this.#parts
    for (const entry of commit.entries) {
      index.put(entry, segments.of(commit.file).ordinal)
      if (!commit.moved) addRevision(tables, entry.sourceId)
    }
    for (const change of commit.changes) {
      if (change.table === 'publications') this.#noteChange(change)
      applyChange(tables, change)
    }
    commit.applied?.()
    this.#retention.note(commit)
    snapshots.note(commit.file, commit.changeBytes)
  }

  #noteChange({ put = [], del = [] }: TableChange): void {
    const { publications } = this.#parts.tables
    for (const key of [...put.map(([key]) => key), ...del]) {
      const old = publications.get(key)
      if (old !== undefined) this.#published.get(old.id)?.delete(key)
      if (old !== undefined && this.#published.get(old.id)?.size === 0) this.#published.delete(old.id)
    }
    for (const [, publication] of put) this.#notePublication(publication as Publication)
  }

  #notePublication({ id, key }: Publication): void {
    const keys = this.#published.get(id)
    if (keys === undefined) this.#published.set(id, new Set([key]))
    else keys.add(key)
  }
}

function rowsChange<T>(
  table: TableName,
  { put = [], del = [] }: { readonly put?: readonly T[]; readonly del?: readonly string[] } = {},
  keyOf: (row: T) => string,
): TableChange | undefined {
  if (put.length + del.length === 0) return undefined
  return { table, put: put.map((row) => [keyOf(row), row]), del }
}

function isListedIn(drafts: readonly Draft[], sourceId: SourceId): boolean {
  return drafts.some(({ changes = [] }) =>
    changes.some(({ table, put = [] }) => table === 'listed' && put.some(([key]) => key === sourceId)),
  )
}

function sameKeys(a: readonly EntryKey[] | undefined, b: readonly EntryKey[]): boolean {
  return a !== undefined && a.length === b.length && a.every((key, i) => key === b[i])
}
