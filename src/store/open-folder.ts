import type { Clock } from '../clock.ts'
import { StoreError } from '../errors.ts'
import type { EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import { messageOf } from './document.ts'
import { type FileSystem, hasCode } from './file-system.ts'
import { writeClosed, writeContents } from './folder.ts'
import { Follower } from './follow.ts'
import { type Committed, type Draft, Journal, type JournalFile } from './journal.ts'
import { addRevision, forgetExpired, type Loaded, type TailCommit } from './load.ts'
import type { Lock } from './lock.ts'
import { guarded, openFolder } from './opening.ts'
import type { Parts, StoreEvent } from './parts.ts'
import { patiently } from './patience.ts'
import { PublishedIds } from './published-ids.ts'
import { Retention } from './retention.ts'
import { changesOf } from './scan.ts'
import { Segments } from './segments.ts'
import { Snapshots } from './snapshots.ts'
import { applyChange, type Tables } from './tables.ts'

/** How long a reader may be behind its owner. */
const FOLLOW_EVERY_MS = 500

/** How often a reader looks again for what its owner removes while it looks. */
const LOOKS_AGAIN = 20

/** What a start takes apart in a few milliseconds. */
const CONTENTS_BYTES = 1 << 20

type FolderOptions = {
  readonly fs: FileSystem
  readonly folder: string
  readonly clock: Clock
  readonly log: (event: StoreEvent) => void
  readonly limits?: {
    readonly snapshotBytes?: number
    readonly segmentBytes?: number
    readonly contentsBytes?: number
  }
}

/**
 * The folder of a store while it is open. Its owner brings into memory what it has committed; a reader follows what its owner
 * has committed since, and both work on files that may be removed meanwhile.
 */
export class OpenFolder {
  readonly #options: FolderOptions
  readonly #closedAt: number
  #parts: Parts
  readonly #retention: Retention
  readonly #lock: Lock | undefined
  #published = new PublishedIds(new Map())
  #follower: Follower | undefined
  /** Of a reader: the last commit it knows, when it last looked, and whether it looks now. */
  #followed = 0
  #lookedAt = performance.now()
  #looking: Promise<void> | undefined
  /** What is saved one after the other: an archive is added to before its commit. */
  #saving: Promise<void> = Promise.resolve()
  #closing: Promise<void> | undefined

  /**
   * @param closedAt the commit that the folder knows to have come to
   * @param lock of the owner; a reader has none
   */
  constructor(options: FolderOptions, loaded: Loaded, closedAt: number, lock: Lock | undefined) {
    this.#options = options
    this.#closedAt = closedAt
    this.#lock = lock
    this.#parts = this.#assemble(loaded)
    this.#retention = new Retention(this.#parts)
  }

  get fs(): FileSystem {
    return this.#options.fs
  }

  /** Its path. */
  get path(): string {
    return this.#options.folder
  }

  /** The keys of what was published under an id, as this process knows it. */
  publishedAs(id: string): readonly EntryKey[] {
    return this.#published.keysOf(id)
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
    this.#published = new PublishedIds(tables.publications)
    this.#follower = new Follower({ fs, folder, segments, changes: loaded.changes })
    this.#followed = loaded.lastCommit
    return { tables, index, segments, seen, journal, snapshots, report: log }
  }

  #open(): Parts {
    if (this.#closing !== undefined) throw new StoreError('the store is closed')
    return this.#parts
  }

  /** What is open; a reader first looks whether its owner has written more. */
  async fresh(): Promise<Parts> {
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
  async reading<T>(work: (parts: Parts) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const parts = await this.fresh()
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

  /** Saves what the draft says by then, given what is already about to be saved; nothing where it says nothing. */
  async commit(draft: (earlier: readonly Draft[], tables: Tables) => Draft | undefined): Promise<void> {
    const { journal, tables } = this.#open()
    this.#mustOwn()
    await journal.commit((earlier) => draft(earlier, tables))
  }

  /** Brings a commit that is on disk into memory. */
  #apply(commit: Committed): void {
    const { tables, index, segments, snapshots } = this.#parts
    const place = commit.entries.length > 0 ? segments.of(commit.file).ordinal : 0
    for (const entry of commit.entries) {
      index.put(entry, place)
      if (!commit.moved) addRevision(tables, entry.sourceId)
    }
    for (const change of commit.changes) {
      if (change.table === 'publications') this.#published.apply(change, tables.publications)
      applyChange(tables, change)
    }
    commit.applied?.()
    this.#retention.note(commit)
    snapshots.note(commit.file, commit.changeBytes)
  }

  /** Saves after all that was to be saved in turn before: for what takes more than its commit. */
  async inTurn(save: (parts: Parts) => Promise<void>): Promise<void> {
    const parts = this.#open()
    this.#mustOwn()
    const saving = this.#saving.then(() => save(parts))
    this.#saving = saving.catch(() => undefined)
    return saving
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
      await this.#saving
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
}
