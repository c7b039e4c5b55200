import { crc32 } from 'node:zlib'
import type { Adapter } from 'lowdb'
import { StoreError } from '../errors.ts'
import { breather } from './breathe.ts'
import { type FileSystem, hasCode } from './file-system.ts'
import { hex, parseJson } from './line.ts'

/** What Warta writes; a store written by a newer one is refused. */
export const STORE_VERSION = 2

/** Rows by key, by table; and the commit up to which they count. */
export type DocumentData = {
  commit: number
  readonly tables: Readonly<Record<string, Map<string, unknown>>>
}

type DocumentOptions = {
  readonly fs: FileSystem
  readonly folder: string
  readonly name: string
  /** Names what is set aside. */
  readonly stamp: () => string
  readonly warn: (detail: string) => void
  /** Whether damaged files may be moved aside. */
  readonly owner: boolean
}

const SUM = /,\n"sum":"([0-9a-f]{8})"\}\n$/
const SUM_BYTES = ',\n"sum":"00000000"}\n'.length
const PIECE_CHARACTERS = 1 << 16

/**
 * A lowdb adapter that writes a document so that the old or the new one is there whatever happens: to a temporary file,
 * fsync, the old one kept as `.prev`, rename, fsync of the folder (lowdb's own adapter never syncs, shares one
 * temporary name and takes a missing file for an empty one). The file is JSON, a row a line, and ends with a checksum
 * of itself. Writing takes its copy at once and then works in slices.
 */
export class DurableDocument implements Adapter<DocumentData> {
  readonly #options: DocumentOptions
  /** The commits of the file and of its predecessor; undefined where there is none. */
  commit: number | undefined
  previousCommit: number | undefined
  bytes = 0

  constructor(options: DocumentOptions) {
    this.#options = options
  }

  get path(): string {
    return `${this.#options.folder}/${this.#options.name}.json`
  }

  /** The document; a damaged one is set aside and its predecessor read. Null where there is neither. */
  async read(): Promise<DocumentData | null> {
    const { warn, owner, fs, stamp } = this.#options
    const current = await this.#load(this.path)
    const previous = await this.#load(`${this.path}.prev`)
    if (isData(previous)) this.previousCommit = previous.data.commit
    if (isData(current)) {
      this.commit = current.data.commit
      this.bytes = current.bytes
      return current.data
    }
    if (current === undefined && previous === undefined) return null
    const found = current === undefined ? `${this.path} is missing` : `${this.path} is damaged (${current.damage})`
    if (!isData(previous)) throw new StoreError(`${found} and so is its predecessor: restore a backup`)
    warn(`${found}; its predecessor is used`)
    if (owner && current !== undefined) await fs.rename(this.path, `${this.path}.corrupt-${stamp()}`)
    this.commit = undefined
    this.bytes = previous.bytes
    return previous.data
  }

  async write(data: DocumentData): Promise<void> {
    const { fs, folder, name } = this.#options
    const commit = data.commit
    const copies = Object.entries(data.tables).map(([table, rows]) => ({ table, rows: [...rows] }))
    const temporary = `${folder}/.${name}.${process.pid}.tmp`
    try {
      await this.#removeIfThere(temporary)
      const bytes = await this.#writeText(temporary, name, commit, copies)
      if (this.commit !== undefined) await this.#keep(this.commit)
      await fs.rename(temporary, this.path)
      await fs.syncFolder(folder)
      this.commit = commit
      this.bytes = bytes
    } catch (error) {
      await this.#removeIfThere(temporary).catch(() => undefined)
      throw new StoreError(`cannot write ${this.path}: ${messageOf(error)}`, { cause: error })
    }
  }

  /** Keeps the file as the next one's predecessor; its own name stays until the new file takes it. */
  async #keep(commit: number): Promise<void> {
    const { fs } = this.#options
    const previous = `${this.path}.prev`
    await this.#removeIfThere(previous)
    this.previousCommit = undefined
    try {
      await fs.link(this.path, previous)
    } catch (error) {
      // Not every file system has hard links.
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].some((code) => hasCode(error, code))) throw error
      await fs.rename(this.path, previous)
    }
    this.previousCommit = commit
    this.commit = undefined
  }

  async #writeText(
    path: string,
    name: string,
    commit: number,
    copies: readonly { readonly table: string; readonly rows: readonly (readonly [string, unknown])[] }[],
  ): Promise<number> {
    const file = await this.#options.fs.open(path, 'create')
    const breathe = breather()
    let at = 0
    let sum = 0
    let text = `{"warta":${JSON.stringify(name)},"version":${STORE_VERSION},"commit":${commit}`
    const flush = async (): Promise<void> => {
      const piece = Buffer.from(text)
      text = ''
      sum = crc32(piece, sum)
      await file.write(piece, at)
      at += piece.length
    }
    try {
      for (const { table, rows } of copies) {
        text += `,\n${JSON.stringify(table)}:[`
        let separator = '\n'
        for (const row of rows) {
          text += separator + JSON.stringify(row)
          separator = ',\n'
          if (text.length >= PIECE_CHARACTERS) {
            await flush()
            await breathe()
          }
        }
        text += ']'
      }
      await flush()
      text = `,\n"sum":"${hex(sum)}"}\n`
      await flush()
      await file.sync()
    } finally {
      await file.close()
    }
    return at
  }

  async #removeIfThere(path: string): Promise<void> {
    try {
      await this.#options.fs.remove(path)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }

  async #load(path: string): Promise<Loaded | undefined> {
    const { fs, name } = this.#options
    const bytes = await readWhole(fs, path)
    if (bytes === undefined) return undefined
    return readDocument(name, bytes, path)
  }
}

type Loaded = { readonly data: DocumentData; readonly bytes: number } | { readonly damage: string }

function isData(loaded: Loaded | undefined): loaded is { readonly data: DocumentData; readonly bytes: number } {
  return loaded !== undefined && 'data' in loaded
}

/** Errors of the system (EIO, EACCES) are never taken for an absent file. */
export async function readWhole(fs: FileSystem, path: string): Promise<Buffer | undefined> {
  try {
    const file = await fs.open(path, 'read')
    try {
      const { bytes } = await file.look()
      const buffer = Buffer.allocUnsafe(bytes)
      return buffer.subarray(0, await file.read(buffer, 0))
    } finally {
      await file.close()
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw new StoreError(`cannot read ${path}: ${messageOf(error)}`, { cause: error })
  }
}

function readDocument(name: string, bytes: Buffer, path: string): Loaded {
  const tail = SUM.exec(bytes.toString('latin1', Math.max(0, bytes.length - SUM_BYTES)))
  if (tail === null) return { damage: bytes.length === 0 ? 'empty' : 'its end is missing' }
  if (hex(crc32(bytes.subarray(0, bytes.length - SUM_BYTES))) !== tail[1]) return { damage: 'checksum' }
  const value = parseJson(bytes.toString('utf8')) as Readonly<Record<string, unknown>>
  if (typeof value['version'] !== 'number' || value['warta'] !== name || typeof value['commit'] !== 'number') {
    return { damage: 'not this document' }
  }
  if (value['version'] > STORE_VERSION) throw newerVersion(path, value['version'])
  const tables = Object.entries(value).filter((member): member is [string, [string, unknown][]] =>
    Array.isArray(member[1]),
  )
  const data = {
    commit: value['commit'],
    tables: Object.fromEntries(tables.map(([table, rows]) => [table, new Map(rows)])),
  }
  return { data, bytes: bytes.length }
}

export function newerVersion(path: string, version: number): StoreError {
  return new StoreError(
    `${path} was written by a newer Warta (store version ${version}, this one knows ${STORE_VERSION}): update Warta`,
  )
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
