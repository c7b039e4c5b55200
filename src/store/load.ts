import { basename } from 'node:path'
import { Low } from 'lowdb'
import { StoreError } from '../errors.ts'
import { inspectArchives } from './archive-files.ts'
import { Contents } from './contents.ts'
import { type DocumentData, DurableDocument, messageOf, readWhole } from './document.ts'
import { EntryIndex } from './entry-index.ts'
import { type File, type FileSystem, hasCode } from './file-system.ts'
import type { JournalFile } from './journal.ts'
import { KEY_HASH_BYTES, type KeyHash } from './key-hash.ts'
import { openInTurn } from './read-ahead.ts'
import { changesOf, type Scan, type ScannedCommit, scanJournal } from './scan.ts'
import type { TableChange } from './line.ts'
import { SeenMemory } from './seen-memory.ts'
import {
  applyChange,
  DOCUMENTS,
  type DocumentName,
  emptyTables,
  isTableName,
  type TableName,
  type Tables,
} from './tables.ts'

/** A document of the store: lowdb's, and the adapter under it. */
export type StoreDocument = { readonly low: Low<DocumentData>; readonly file: DurableDocument }

export type LoadOptions = {
  readonly fs: FileSystem
  readonly folder: string
  /** Owners set damaged files aside; readers touch nothing. */
  readonly owner: boolean
  readonly stamp: () => string
  readonly warn: (detail: string) => void
}

/** A segment with its number in the index. */
export type Segment = { readonly ordinal: number; readonly file: JournalFile }

/** What a crash, or a commit that failed, left past the end of a file. */
export type Leftover = { readonly path: string; readonly end: number; readonly size: number }

/** Everything that is in memory, as of the last commit. */
export type Loaded = {
  readonly documents: Readonly<Record<DocumentName, StoreDocument>>
  readonly tables: Tables
  readonly index: EntryIndex
  readonly segments: Map<number, Segment>
  readonly changes: JournalFile[]
  readonly seen: SeenMemory
  readonly lastCommit: number
  readonly highestNumber: number
  readonly leftovers: readonly Leftover[]
  /** Files that no longer count. */
  readonly orphans: readonly string[]
}

export type TailCommit = {
  readonly commit: ScannedCommit
  readonly file: JournalFile
  /** Undefined for files of changes. */
  readonly segment: Segment | undefined
}

export const SEGMENT_NAME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}\.([0-9]{1,15})\.jsonl$/
export const CONTENTS_NAME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}\.[0-9]{1,15}\.contents$/
export const CHANGES_NAME = /^([0-9]{1,15})\.jsonl$/
export const SEEN_NAME = /^[0-9]{6,}\.seen$/

/** The documents of a store, empty. */
export function makeDocuments(options: LoadOptions): {
  readonly documents: Readonly<Record<DocumentName, StoreDocument>>
  readonly tables: Tables
} {
  const tables = emptyTables()
  const documentOf = (name: DocumentName): StoreDocument => {
    const file = new DurableDocument({ ...options, name })
    const own = DOCUMENTS[name].map((table: TableName): [string, Map<string, unknown>] => [table, tables[table]])
    return { file, low: new Low<DocumentData>(file, { commit: 0, tables: Object.fromEntries(own) }) }
  }
  const documents = {
    sources: documentOf('sources'),
    editions: documentOf('editions'),
    segments: documentOf('segments'),
  }
  return { documents, tables }
}

/**
 * Reads the whole store: snapshots, then every segment and every change since, verified line by line. Throws StoreError
 * and changes nothing where anything that was acknowledged cannot be found again.
 */
export async function loadStore(options: LoadOptions): Promise<Loaded> {
  const { fs, folder } = options
  const { documents, tables } = makeDocuments(options)
  for (const { low, file } of Object.values(documents)) {
    const defaults = low.data
    await low.read()
    if (low.data === defaults) throw new StoreError(`${file.path} is missing: restore a backup, or move ${folder} away`)
    // What was read is put into the tables the defaults were made of: one set of maps for all.
    for (const [table, rows] of Object.entries(low.data.tables)) {
      if (isTableName(table)) for (const [key, row] of rows) (tables[table] as Map<string, unknown>).set(key, row)
    }
    low.data = { commit: low.data.commit, tables: defaults.tables }
  }
  const commits = Object.values(documents).map(({ low }) => low.data.commit)
  const oldest = Math.min(...commits)
  const newest = Math.max(...commits)
  const loading = new Loading(options, tables, documents, oldest)
  await loading.readSegments()
  await loading.readChanges()
  const chain = chainOf(loading.tail, { oldest, newest, folder })
  for (const tail of chain) loading.replay(tail)
  const lastCommit = chain.at(-1)?.commit.mark.n ?? newest
  for (const { low } of Object.values(documents)) low.data.commit = lastCommit
  await inspectArchives(fs, folder, tables)
  const seen = new SeenMemory(fs, `${folder}/seen`)
  const segments = loading.finish()
  try {
    await seen.open(tables.seen.keys())
  } catch (error) {
    await seen.close()
    if (!hasCode(error, 'ENOENT')) throw error
    throw new StoreError(`a file of ${folder}/seen is missing: ${messageOf(error)}; restore a backup`, { cause: error })
  }
  const orphans = [...loading.orphans]
  const described = new Set([...segments.values()].map(({ file }) => contentsPath(file.path)))
  for (const name of await fs.list(`${folder}/entries`)) {
    const path = `${folder}/entries/${name}`
    if (CONTENTS_NAME.test(name) && !described.has(path)) orphans.push(path)
  }
  for (const name of await fs.list(`${folder}/seen`)) {
    if (SEEN_NAME.test(name) && !tables.seen.has(name)) orphans.push(`${folder}/seen/${name}`)
  }
  return {
    documents,
    tables,
    index: loading.index,
    segments,
    changes: loading.changes,
    seen,
    lastCommit,
    highestNumber: Math.max(lastCommit, loading.highestNumber),
    leftovers: loading.leftovers(),
    orphans,
  }
}

/** The file that says what a segment holds. */
export function contentsPath(segmentPath: string): string {
  return segmentPath.replace(/jsonl$/, 'contents')
}

/** The journal's files of one kind, in the order of their commits. */
export async function journalFiles(
  { fs, folder }: { readonly fs: FileSystem; readonly folder: string },
  kind: 'entries' | 'changes',
): Promise<readonly { readonly name: string; readonly firstCommit: number; readonly path: string }[]> {
  const pattern = kind === 'entries' ? SEGMENT_NAME : CHANGES_NAME
  const names = await fs.list(`${folder}/${kind}`)
  const files = names.flatMap((name) => {
    const number = pattern.exec(name)?.[1]
    return number === undefined ? [] : [{ name, firstCommit: Number(number), path: `${folder}/${kind}/${name}` }]
  })
  return files.sort((a, b) => a.firstCommit - b.firstCommit)
}

/**
 * The commits after `oldest`, in order. Each names its predecessor, so one that is missing is noticed, and one that
 * failed and was left behind is passed over.
 */
export function chainOf(
  tail: readonly TailCommit[],
  known: { readonly oldest: number; readonly newest: number; readonly folder: string },
): readonly TailCommit[] {
  const { oldest, newest, folder } = known
  const byNumber = new Map(tail.map((each) => [each.commit.mark.n, each]))
  const chain: TailCommit[] = []
  let n = newest
  for (const { commit } of tail) n = Math.max(n, commit.mark.n)
  while (n > oldest) {
    const link = byNumber.get(n)
    if (link === undefined) throw new StoreError(`${folder}: commit ${n} is missing: restore a backup`)
    chain.push(link)
    n = link.commit.mark.prev
  }
  if (n !== oldest) throw new StoreError(`${folder}: commit ${oldest} has no successor: restore a backup`)
  return chain.reverse()
}

class Loading {
  readonly index = new EntryIndex()
  readonly changes: JournalFile[] = []
  readonly orphans: string[] = []
  /** Commits that some snapshot does not know yet, in no order. */
  readonly tail: TailCommit[] = []
  highestNumber = 0
  readonly #options: LoadOptions
  readonly #tables: Tables
  readonly #commits: Readonly<Record<DocumentName, number>>
  readonly #oldest: number
  readonly #segments = new Map<number, Segment>()
  readonly #sizes = new Map<JournalFile, number>()
  /** Entries that files beside the segments tell of. */
  #told = 0
  /** By hash (base64url), the last commit whose line of it no longer counts, as the snapshot had it. */
  readonly #expired = new Map<string, number>()

  constructor(
    options: LoadOptions,
    tables: Tables,
    documents: Readonly<Record<DocumentName, StoreDocument>>,
    oldest: number,
  ) {
    this.#options = options
    this.#tables = tables
    this.#oldest = oldest
    this.#commits = {
      sources: documents.sources.low.data.commit,
      editions: documents.editions.low.data.commit,
      segments: documents.segments.low.data.commit,
    }
  }

  async readSegments(): Promise<void> {
    for (const [commit, packed] of this.#tables.expired) {
      for (const hash of hashesIn(packed)) {
        const key = hash.toString('base64url')
        this.#expired.set(key, Math.max(this.#expired.get(key) ?? 0, Number(commit)))
      }
    }
    const files = await journalFiles(this.#options, 'entries')
    const isOurs = ({ name, firstCommit }: (typeof files)[number]): boolean =>
      this.#tables.segments.has(name) || firstCommit > this.#commits.segments
    for (const file of files) if (!isOurs(file)) this.orphans.push(file.path)
    const names = new Set(await this.#options.fs.list(`${this.#options.folder}/entries`))
    const last = files.findLast(isOurs)
    await this.#inTurn(files.filter(isOurs), async (found, handle) => {
      const { name, firstCommit, path } = found
      const row = this.#tables.segments.get(name)
      const counts = row?.bytes ?? 0
      const file: JournalFile = {
        kind: 'entries',
        name,
        path,
        firstCommit,
        lastCommit: row?.lastCommit ?? 0,
        end: counts,
        shared: undefined,
      }
      const segment = { ordinal: this.#segments.size, file }
      this.#segments.set(segment.ordinal, segment)
      const onCommit = (commit: ScannedCommit): void => {
        if (commit.end <= counts) this.#indexSealed(commit, segment)
        const isNew = commit.end > counts && commit.mark.n > this.#commits.segments
        const isMissed = commit.end <= counts && commit.mark.n > this.#oldest
        if (isNew || isMissed) this.tail.push({ commit, file, segment })
      }
      const contents = names.has(basename(contentsPath(name))) ? await this.#contentsOf(path) : undefined
      // To the last of them more may be added.
      const isKept = found === last && this.#options.owner
      const scan = await this.#scan(file, handle, onCommit, { contents, isKept })
      if (scan.end < counts) {
        throw new StoreError(`${path} ends at byte ${scan.end} and had ${counts}: restore a backup`)
      }
    })
  }

  async readChanges(): Promise<void> {
    const files = await journalFiles(this.#options, 'changes')
    await this.#inTurn(files, async ({ name, firstCommit, path }, handle) => {
      const file: JournalFile = { kind: 'changes', name, path, firstCommit, lastCommit: 0, end: 0, shared: undefined }
      this.changes.push(file)
      await this.#scan(file, handle, (commit) => {
        file.end = commit.end
        file.lastCommit = Math.max(file.lastCommit, commit.mark.n)
        if (commit.mark.n > this.#oldest) this.tail.push({ commit, file, segment: undefined })
      })
    })
  }

  /** Brings what the snapshots did not know yet. */
  replay({ commit, file, segment }: TailCommit): void {
    const { n, moved } = commit.mark
    const place = n > this.#commits.segments ? segment?.ordinal : undefined
    const isNew = n > this.#commits.sources && moved === undefined
    // Once: each time they are asked for, they are made anew.
    for (const entry of place !== undefined || isNew ? commit.entries : []) {
      if (place !== undefined) this.index.put(entry, place)
      if (isNew) addRevision(this.#tables, entry.sourceId)
    }
    if (place !== undefined) {
      file.end = Math.max(file.end, commit.end)
      file.lastCommit = Math.max(file.lastCommit, n)
    }
    for (const change of changesOf(commit)) {
      const document = documentOf(change.table)
      if (document === undefined) {
        throw new StoreError(`${file.path}: commit ${n} changes ${change.table}, which this Warta does not know`)
      }
      if (n <= this.#commits[document]) continue
      applyChange(this.#tables, change)
      if (change.table === 'segments') this.#dropSegments(change.del ?? [])
      if (change.table === 'expired') forgetExpired(this.index, change)
    }
  }

  finish(): Map<number, Segment> {
    const names = new Set([...this.#segments.values()].map(({ file }) => file.name))
    for (const name of this.#tables.segments.keys()) {
      if (!names.has(name)) throw new StoreError(`${this.#options.folder}/entries/${name} is missing: restore a backup`)
    }
    // A file without any commit that counts is what a failed commit left.
    for (const [ordinal, { file }] of this.#segments) {
      // A commit that failed may lie past the end, and is written over.
      if (file.contents !== undefined && file.contents.beginning.bytes > file.end) file.contents = undefined
      if (file.end > 0) continue
      this.orphans.push(file.path)
      this.#segments.delete(ordinal)
    }
    for (const file of this.changes.filter(({ end }) => end === 0)) this.orphans.push(file.path)
    this.changes.splice(0, this.changes.length, ...this.changes.filter(({ end }) => end > 0))
    return this.#segments
  }

  leftovers(): readonly Leftover[] {
    const files = [...this.#segments.values()].map(({ file }) => file).concat(this.changes)
    return files
      .map((file) => ({ path: file.path, end: file.end, size: this.#sizes.get(file) ?? file.end }))
      .filter(({ end, size }) => size > end)
  }

  async #inTurn<T extends { readonly path: string }>(
    files: readonly T[],
    work: (file: T, handle: File) => Promise<void>,
  ): Promise<void> {
    const handles = openInTurn(
      this.#options.fs,
      files.map(({ path }) => path),
    )
    let at = 0
    for await (const handle of handles) {
      const file = files[at++]
      if (file !== undefined) await work(file, handle)
    }
  }

  /** What a segment holds, where that was written down. It can be found out again: nothing is refused because of it. */
  async #contentsOf(path: string): Promise<Contents | undefined> {
    const { fs, warn } = this.#options
    const own = contentsPath(path)
    try {
      const bytes = await readWhole(fs, own)
      const contents = bytes && Contents.decode(bytes)
      if (bytes !== undefined && contents === undefined) warn(`${own} is damaged: all of its segment was read instead`)
      return contents
    } catch (error) {
      warn(`${messageOf(error)}: all of its segment was read instead`)
      return undefined
    }
  }

  async #scan(
    file: JournalFile,
    handle: File,
    onCommit: (commit: ScannedCommit) => void,
    { contents, isKept }: { readonly contents?: Contents | undefined; readonly isKept?: boolean } = {},
  ): Promise<Scan> {
    const take = (commit: ScannedCommit): void => {
      this.highestNumber = Math.max(this.highestNumber, commit.mark.n)
      onCommit(commit)
    }
    try {
      const known = (await contents?.read(handle, this.#oldest, take)) ? contents : undefined
      this.#told += known?.size ?? 0
      this.index.reserve(this.#told)
      if (isKept) file.contents = known ?? new Contents()
      const scan = await scanJournal(
        handle,
        (commit, sum) => {
          file.contents?.add(commit, sum)
          take(commit)
        },
        known?.beginning,
      )
      if (scan.damage !== undefined) {
        const { offset, detail } = scan.damage
        throw new StoreError(`${file.path} is damaged at byte ${offset}: ${detail}; restore a backup`)
      }
      this.#sizes.set(file, scan.size)
      return scan
    } catch (error) {
      if (error instanceof StoreError) throw error
      throw new StoreError(`cannot read ${file.path}: ${String(error)}`, { cause: error })
    } finally {
      await handle.close()
    }
  }

  #indexSealed(commit: ScannedCommit, segment: Segment): void {
    const expired = this.#expired.size === 0 ? undefined : this.#expired
    for (const entry of commit.entries) {
      const gone = expired?.get(entry.digest.toString('base64url', 0, KEY_HASH_BYTES))
      if (gone === undefined || gone < commit.mark.n) this.index.put(entry, segment.ordinal)
    }
  }

  #dropSegments(names: readonly string[]): void {
    for (const [ordinal, { file }] of this.#segments) {
      if (!names.includes(file.name)) continue
      this.index.deleteSegment(ordinal)
      this.orphans.push(file.path)
      this.#segments.delete(ordinal)
    }
  }
}

/** Takes out of the index what rows of `expired` name. */
export function forgetExpired(index: EntryIndex, { put = [] }: TableChange): void {
  for (const [, packed] of put) {
    for (const hash of hashesIn(String(packed))) {
      const slot = index.find(hash)
      if (slot !== -1) index.delete(slot)
    }
  }
}

function* hashesIn(packed: string): Generator<KeyHash> {
  const bytes = Buffer.from(packed, 'base64')
  for (let at = 0; at < bytes.length; at += KEY_HASH_BYTES) yield bytes.subarray(at, at + KEY_HASH_BYTES)
}

export function addRevision(tables: Tables, sourceId: string): void {
  tables.revisions.set(sourceId, (tables.revisions.get(sourceId) ?? 0) + 1)
}

function documentOf(table: string): DocumentName | undefined {
  if (DOCUMENTS.sources.some((own) => own === table)) return 'sources'
  if (DOCUMENTS.editions.some((own) => own === table)) return 'editions'
  return DOCUMENTS.segments.some((own) => own === table) ? 'segments' : undefined
}
