import type { FileSystem } from './file-system.ts'
import type { Journal, JournalFile } from './journal.ts'
import type { StoreDocument } from './load.ts'
import type { Segments } from './segments.ts'
import type { DocumentName, Tables } from './tables.ts'

/** Changes worth a snapshot: as many bytes as the last one had, and never fewer than these. */
const LEAST_BYTES = 4 << 20

export type SnapshotsOptions = {
  readonly fs: FileSystem
  readonly documents: Readonly<Record<DocumentName, StoreDocument>>
  readonly tables: Tables
  readonly segments: Segments
  readonly journal: Journal
  /** Files of changes that start-up found, oldest first. */
  readonly changes: JournalFile[]
  /** Fewest bytes of changes that make a snapshot worth while. */
  readonly leastBytes?: number
  readonly failed: (error: unknown) => void
}

/**
 * Writes the tables down now and then, so that start-up need not replay all changes ever made, and removes the files of
 * changes that neither the snapshots nor their predecessors need.
 */
export class Snapshots {
  readonly #options: SnapshotsOptions
  readonly #changes: JournalFile[]
  #bytesSince: number
  #running: Promise<void> | undefined

  constructor(options: SnapshotsOptions) {
    this.#options = options
    this.#changes = options.changes
    this.#bytesSince = options.changes.reduce((sum, { end }) => sum + end, 0)
  }

  /** Later commits are found even if every snapshot turns out damaged and its predecessor is read. */
  get recoverableFrom(): number {
    return Math.min(...Object.values(this.#options.documents).map(({ file }) => file.previousCommit ?? 0))
  }

  /** Counts what was committed. */
  note(file: JournalFile, bytes: number): void {
    if (file.kind === 'changes' && !this.#changes.includes(file)) this.#changes.push(file)
    this.#bytesSince += bytes
  }

  /** Starts a snapshot in the background when it is time; between batches, when the tables are as of the last commit. */
  consider(): void {
    const last = Object.values(this.#options.documents).reduce((sum, { file }) => sum + file.bytes, 0)
    const enough = Math.max(this.#options.leastBytes ?? LEAST_BYTES, last)
    if (this.#bytesSince >= enough && this.#running === undefined) this.write().catch(this.#options.failed)
  }

  /** Resolves when no snapshot is being written. */
  async settled(): Promise<void> {
    await this.#running
  }

  /** Takes a snapshot of all tables as of the last commit; one at a time. */
  async write(): Promise<void> {
    while (this.#running !== undefined) await this.#running
    const writing = this.#write()
    this.#running = writing.then(
      () => undefined,
      () => undefined,
    )
    try {
      await writing
    } finally {
      this.#running = undefined
    }
  }

  async #write(): Promise<void> {
    const { documents, tables, segments, journal, fs } = this.#options
    const commit = journal.lastCommit
    tables.segments.clear()
    for (const { file } of segments.all()) {
      tables.segments.set(file.name, { bytes: file.end, lastCommit: file.lastCommit })
    }
    this.#bytesSince = 0
    journal.startNewChanges()
    const writing = Object.values(documents).map(({ low }) => {
      low.data.commit = commit
      return low.write()
    })
    const results = await Promise.allSettled(writing)
    for (const result of results) if (result.status === 'rejected') throw result.reason
    const needed = this.recoverableFrom
    while (
      this.#changes[0] !== undefined &&
      this.#changes[0].lastCommit <= needed &&
      !journal.isActive(this.#changes[0])
    ) {
      const file = this.#changes.shift()
      if (file !== undefined) await fs.remove(file.path)
    }
  }
}
