import { StoreError } from '../errors.ts'
import type { Clock } from '../clock.ts'
import type { Instant } from '../model/instant.ts'
import { Contents, type Told } from './contents.ts'
import { messageOf } from './document.ts'
import type { PlacedEntry } from './entry-index.ts'
import type { File, FileSystem } from './file-system.ts'
import { keyDigest } from './key-hash.ts'
import { type CommitMark, type EntryHead, lineBytes, type TableChange, writeLine } from './line.ts'
import type { SharedFile } from './shared-file.ts'
import type { EntryToSave } from './store.ts'

/** What one commit is to hold. */
export type Draft = {
  readonly entries?: readonly EntryToSave[]
  /** Entries that only move, with their lines and their body's as they stand. */
  readonly moved?: readonly { readonly head: EntryHead; readonly entry: Buffer; readonly body: Buffer }[]
  readonly changes?: readonly TableChange[]
  /** Called when it is on disk, before anything later is drafted. */
  readonly applied?: () => void
}

/** What one commit holds, now on disk. */
export type Committed = {
  readonly n: number
  readonly changes: readonly TableChange[]
  readonly entries: readonly PlacedEntry[]
  readonly moved: boolean
  readonly file: JournalFile
  readonly applied: (() => void) | undefined
  /** How much of it replay has to read that is not entries. */
  readonly changeBytes: number
}

/** A file of the journal: `entries/2026-11-23.57.jsonl` or `changes/57.jsonl`, named for its first commit. */
export type JournalFile = {
  readonly kind: 'entries' | 'changes'
  readonly name: string
  readonly path: string
  readonly firstCommit: number
  lastCommit: number
  /** What of it counts. */
  end: number
  /** Open while entries are read from it. */
  shared: SharedFile | undefined
  /** Of the segment that is added to: what is to be known of it at the next start. */
  contents?: Contents | undefined
}

type Request = {
  readonly draft: (earlier: readonly Draft[]) => Draft | undefined
  readonly alone: boolean
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** The text of a line, or a whole line that only moves; and how long the line is. */
type Line = { readonly content: string | Buffer; readonly bytes: number }

type Encoded = {
  readonly request: Request
  readonly draft: Draft
  readonly lines: readonly Line[]
  readonly bytes: number
  readonly changes: readonly TableChange[]
  /** Lengths of the lines of changes, which come last. */
  readonly changeLines: readonly number[]
  /** With their offsets from where the commit begins. */
  readonly entries: readonly PlacedEntry[]
}

const BATCH_BYTES = 4 << 20
/** So much memory is kept from batch to batch. */
const MOST_PACKED = BATCH_BYTES + (1 << 20)
const SEGMENT_BYTES = 256 << 20
const LAST_DAY = Date.UTC(9999, 11, 31)

export type JournalOptions = {
  readonly fs: FileSystem
  readonly folder: string
  readonly clock: Clock
  /** The last commit that counts, and the highest number ever used. */
  readonly lastCommit: number
  readonly highestNumber: number
  readonly segment: JournalFile | undefined
  readonly changes: JournalFile | undefined
  /** A longer segment is followed by another of the same day. */
  readonly segmentBytes?: number
  /** Called with each batch, once it is on disk and before its promises resolve. */
  readonly apply: (batch: readonly Committed[]) => void
  /** Called when a file has begun, with its first batch on disk and applied; again with the next batch where it says no. */
  readonly began: () => Promise<boolean>
}

/**
 * Writes commits, one batch at a time: all that wait are written with one write and one fsync to one file. A batch with
 * entries goes to the day's segment, any other to the file of changes, so that what is kept for weeks and what is soon
 * in a snapshot do not lie together.
 */
export class Journal {
  readonly #options: JournalOptions
  #lastCommit: number
  #highestNumber: number
  #segment: JournalFile | undefined
  #changes: JournalFile | undefined
  readonly #queue: Request[] = []
  #running = false
  /** Whether a file has begun that is not yet told of. */
  #isBegun = false
  #drained: Promise<void> = Promise.resolve()
  /** The files that are open for writing, one of each kind. */
  readonly #writers = new Map<JournalFile['kind'], { readonly file: JournalFile; readonly handle: File }>()
  #packed: Buffer = Buffer.alloc(0)
  /** Files whose fsync failed: what the kernel then has of them is unknown, nothing is added to them. */
  readonly #suspect = new Set<JournalFile>()
  /** Files in which a failed write may have left something past their end. */
  readonly #untidy = new Set<JournalFile>()

  constructor(options: JournalOptions) {
    this.#options = options
    this.#lastCommit = options.lastCommit
    this.#highestNumber = options.highestNumber
    this.#segment = options.segment
    this.#changes = options.changes
  }

  get lastCommit(): number {
    return this.#lastCommit
  }

  isActive(file: JournalFile): boolean {
    return file === this.#segment || file === this.#changes
  }

  /** The next change starts a new file. */
  startNewChanges(): void {
    this.#changes = undefined
  }

  /**
   * Writes what `draft` returns; undefined writes nothing. The draft is asked for when its batch is made, after all
   * earlier batches have been applied; `earlier` are those before it in the batch, none when `alone`.
   */
  commit(draft: (earlier: readonly Draft[]) => Draft | undefined, alone = false): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ draft, alone, resolve, reject })
      if (this.#running) return
      this.#running = true
      this.#drained = this.#drain()
    })
  }

  /**
   * Makes sure that what was refused is not found by the next start: where it could not be taken back, an empty commit
   * names its predecessor and so passes over it.
   */
  async disown(): Promise<void> {
    await this.settled()
    if (this.#untidy.size > 0) await this.commit(() => ({}))
  }

  async close(): Promise<void> {
    await this.disown()
    for (const { handle } of this.#writers.values()) await handle.close()
    this.#writers.clear()
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    while (this.#running) await this.#drained
  }

  async #drain(): Promise<void> {
    // Calls made in the same turn share a batch.
    await Promise.resolve()
    while (this.#queue.length > 0) {
      const batch = this.#nextBatch()
      if (batch.length === 0) continue
      try {
        this.#options.apply(await this.#write(batch))
        if (this.#isBegun) this.#isBegun = !(await this.#options.began())
      } catch (error) {
        for (const { request } of batch) request.reject(error)
        continue
      }
      for (const { request } of batch) request.resolve()
    }
    this.#running = false
  }

  #nextBatch(): readonly Encoded[] {
    const batch: Encoded[] = []
    let bytes = 0
    while (bytes < BATCH_BYTES) {
      const request = this.#queue[0]
      if (request === undefined || (request.alone && batch.length > 0)) break
      this.#queue.shift()
      try {
        const draft = request.draft(batch.map((earlier) => earlier.draft))
        if (draft === undefined) request.resolve()
        else {
          const encoded = encode(request, draft)
          batch.push(encoded)
          bytes += encoded.bytes
        }
      } catch (error) {
        request.reject(error)
      }
      if (request.alone) break
    }
    return batch
  }

  async #write(batch: readonly Encoded[]): Promise<readonly Committed[]> {
    const now = this.#options.clock.now()
    const first = this.#highestNumber + 1
    this.#highestNumber += batch.length
    let file: JournalFile | undefined
    try {
      file = await this.#fileFor(batch.some(({ entries }) => entries.length > 0) ? 'entries' : 'changes', first, now)
      const all: Line[] = []
      const commits: Committed[] = []
      const told: Told[] = []
      let at = file.end
      let prev = this.#lastCommit
      for (const [i, { draft, lines, bytes, changeLines, changes, entries }] of batch.entries()) {
        const moved = draft.moved !== undefined
        const mark: CommitMark = {
          n: first + i,
          prev,
          lines: lines.length,
          at: isoOf(now),
          ...(moved ? { moved } : {}),
          ...(i > 0 ? { batch: file.end } : {}),
        }
        const closing = lineOf({ commit: mark })
        const start = at
        const end = start + bytes + closing.bytes
        const placed = entries.map((entry) => ({ ...entry, offset: start + entry.offset }))
        const changeBytes = changeLines.reduce((sum, length) => sum + length, 0)
        commits.push({ n: mark.n, changes, entries: placed, moved, file, applied: draft.applied, changeBytes })
        told.push({ mark, start, end, entries: placed, tables: linesFrom(start + bytes - changeBytes, changeLines) })
        for (const line of lines) all.push(line)
        all.push(closing)
        at = end
        prev = mark.n
      }
      const data = this.#pack(all, at - file.end)
      await this.#append(file, data)
      file.contents?.addAll(told, data)
      file.end = at
      file.lastCommit = prev
      this.#lastCommit = prev
      return commits
    } catch (error) {
      if (error instanceof StoreError) throw error
      throw new StoreError(`cannot write ${file?.path ?? this.#options.folder}: ${messageOf(error)}`, { cause: error })
    }
  }

  /** All lines in one piece of memory, the same for every batch: what it held is on disk when the next is made. */
  #pack(lines: readonly Line[], bytes: number): Buffer {
    if (this.#packed.length < bytes) this.#packed = Buffer.allocUnsafeSlow(bytes)
    const data = this.#packed.subarray(0, bytes)
    if (bytes > MOST_PACKED) this.#packed = Buffer.alloc(0)
    let at = 0
    for (const { content, bytes } of lines) {
      if (typeof content === 'string') writeLine(data, at, content, bytes)
      else content.copy(data, at)
      at += bytes
    }
    return data
  }

  async #fileFor(kind: 'entries' | 'changes', firstCommit: number, now: Instant): Promise<JournalFile> {
    const current = kind === 'entries' ? this.#segment : this.#changes
    const day = isoOf(now).slice(0, 10)
    const fits =
      current !== undefined &&
      !this.#suspect.has(current) &&
      (kind === 'changes' ||
        (current.name.startsWith(`${day}.`) && current.end < (this.#options.segmentBytes ?? SEGMENT_BYTES)))
    if (fits) return current
    const name = kind === 'entries' ? `${day}.${firstCommit}.jsonl` : `${firstCommit}.jsonl`
    return {
      kind,
      name,
      path: `${this.#options.folder}/${kind}/${name}`,
      firstCommit,
      lastCommit: 0,
      end: 0,
      shared: undefined,
      contents: kind === 'entries' ? new Contents() : undefined,
    }
  }

  async #append(file: JournalFile, data: Buffer): Promise<void> {
    const { fs, folder } = this.#options
    const isNew = file.end === 0 && !this.isActive(file)
    const handle = isNew ? await fs.open(file.path, 'create') : await this.#writer(file)
    try {
      if (this.#untidy.has(file)) await handle.truncate(file.end)
      this.#untidy.delete(file)
      await handle.write(data, file.end)
    } catch (error) {
      await this.#undo(file, handle, isNew)
      throw error
    }
    try {
      await handle.sync()
      if (isNew) await fs.syncFolder(`${folder}/${file.kind}`)
    } catch (error) {
      // After a failed fsync the kernel may call lost pages clean: never sync this file again.
      this.#suspect.add(file)
      await this.#undo(file, handle, isNew)
      throw error
    }
    if (!isNew) return
    this.#isBegun = true
    if (file.kind === 'entries') this.#segment = file
    else this.#changes = file
    const before = this.#writers.get(file.kind)
    this.#writers.set(file.kind, { file, handle })
    await before?.handle.close()
  }

  /** The open file that is added to, provided that it is still the one that lies at its path. */
  async #writer(file: JournalFile): Promise<File> {
    const open = this.#writers.get(file.kind)
    if (open?.file === file) {
      await this.#mustBeInPlace(file, open.handle)
      return open.handle
    }
    const handle = await this.#options.fs.open(file.path, 'write')
    this.#writers.set(file.kind, { file, handle })
    await open?.handle.close()
    return handle
  }

  /** Takes back what a failed write may have left. Where that fails too, the next start does it. */
  async #undo(file: JournalFile, handle: File, isNew: boolean): Promise<void> {
    try {
      await handle.truncate(file.end)
    } catch {
      this.#untidy.add(file)
    }
    if (isNew) {
      await handle.close()
      await this.#options.fs.remove(file.path).catch(() => undefined)
    }
  }

  /** Writing to a file that was removed or replaced under us would succeed, and be lost. */
  async #mustBeInPlace(file: JournalFile, handle: File): Promise<void> {
    const [own, there] = await Promise.all([handle.look(), this.#options.fs.look(file.path)])
    if (there === undefined) throw new StoreError(`${file.path} was removed while Warta runs`)
    if (there.inode !== own.inode || there.device !== own.device) {
      throw new StoreError(`${file.path} was replaced while Warta runs: restart Warta`)
    }
  }
}

function isoOf(now: Instant): string {
  return new Date(Math.min(Math.max(now, 0), LAST_DAY)).toISOString()
}

function encode(request: Request, draft: Draft): Encoded {
  const entries: PlacedEntry[] = []
  const lines: Line[] = []
  let bytes = 0
  for (const entry of draft.entries ?? []) {
    const { body, key, sourceId, firstSeen } = entry
    const bodyLine = lineOf({ body })
    const head: EntryHead = { key, sourceId, firstSeen, bodyBytes: bodyLine.bytes }
    // JSON leaves out what is undefined; a copy without these members would take six times as long.
    const fields = { ...entry, body: undefined, key: undefined, sourceId: undefined, firstSeen: undefined }
    const line = lineOf({ entry: head, fields })
    entries.push({ digest: keyDigest(key), sourceId, firstSeen, offset: bytes, bytes: line.bytes })
    lines.push(line, bodyLine)
    bytes += line.bytes + bodyLine.bytes
  }
  for (const { head, entry, body } of draft.moved ?? []) {
    const { key, sourceId, firstSeen } = head
    entries.push({ digest: keyDigest(key), sourceId, firstSeen, offset: bytes, bytes: entry.length })
    lines.push({ content: entry, bytes: entry.length }, { content: body, bytes: body.length })
    bytes += entry.length + body.length
  }
  const changeTexts = (draft.changes ?? []).map((change) => JSON.stringify(change))
  const changeLines = changeTexts.map(lineBytes)
  for (const [i, content] of changeTexts.entries()) {
    const length = changeLines[i] ?? 0
    lines.push({ content, bytes: length })
    bytes += length
  }
  return {
    request,
    draft,
    lines,
    bytes,
    changeLines,
    // What is remembered is what was written, not an object that its caller may still hold.
    changes: changeTexts.map((text) => JSON.parse(text) as TableChange),
    entries,
  }
}

function lineOf(object: object): Line {
  const content = JSON.stringify(object)
  return { content, bytes: lineBytes(content) }
}

/** Lines of these lengths, newline included, one after the other. */
function linesFrom(offset: number, lengths: readonly number[]): Told['tables'] {
  let at = offset
  return lengths.map((length) => {
    const line = { offset: at, bytes: length - 1 }
    at += length
    return line
  })
}
