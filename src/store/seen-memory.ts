import { breather } from './breathe.ts'
import { type FileSystem, hasCode } from './file-system.ts'
import { KEY_HASH_BYTES, type KeyHash } from './key-hash.ts'
import { SeenFile, writeSeenFile } from './seen-file.ts'

/** Keys sorted at once; more are sorted in several files, which are merged later. */
const SORTED_AT_ONCE = 1 << 14

/**
 * The memory of having seen, which outlives the entries: a few ordered files, each at least twice as large as the next
 * smaller one, so that looking up costs about one read and adding is amortized.
 */
export class SeenMemory {
  readonly #fs: FileSystem
  readonly #folder: string
  readonly #files = new Map<string, SeenFile>()
  #number = 0

  constructor(fs: FileSystem, folder: string) {
    this.#fs = fs
    this.#folder = folder
  }

  get keys(): number {
    return [...this.#files.values()].reduce((sum, file) => sum + file.keys, 0)
  }

  get memoryBytes(): number {
    return [...this.#files.values()].reduce((sum, file) => sum + file.memoryBytes, 0)
  }

  /** Opens a file that counts. */
  async open(name: string): Promise<void> {
    this.#files.set(name, await SeenFile.open(this.#fs, this.#path(name), name))
    this.#number = Math.max(this.#number, Number.parseInt(name, 10))
  }

  async has(hash: KeyHash): Promise<boolean> {
    for (const file of this.#files.values()) if (await file.has(hash)) return true
    return false
  }

  /** Writes these hashes to new files that do not count yet: `open` them once a commit has named them. */
  async write(hashes: readonly KeyHash[]): Promise<readonly { readonly name: string; readonly keys: number }[]> {
    const breathe = breather()
    const written: { readonly name: string; readonly keys: number }[] = []
    for (let at = 0; at < hashes.length; at += SORTED_AT_ONCE) {
      const sorted = hashes.slice(at, at + SORTED_AT_ONCE).sort(Buffer.compare)
      written.push(await this.#writeFile(sorted.length, [Buffer.concat(sorted)]))
      await breathe()
    }
    if (written.length > 0) await this.#fs.syncFolder(this.#folder)
    return written
  }

  /** Which files should become one: the smaller ones up to one that is twice as large as they together. */
  toMerge(): readonly string[] {
    const bySize = [...this.#files.values()].sort((a, b) => a.keys - b.keys)
    const chosen: string[] = []
    let sum = 0
    for (const file of bySize) {
      if (chosen.length > 0 && file.keys > sum * 2) break
      chosen.push(file.name)
      sum += file.keys
    }
    return chosen.length > 1 ? chosen : []
  }

  /** Writes the union of some files to a new one that does not count yet. */
  async merge(names: readonly string[]): Promise<{ readonly name: string; readonly keys: number }> {
    const files = names.flatMap((name) => this.#files.get(name) ?? [])
    const atMost = files.reduce((sum, file) => sum + file.keys, 0)
    const written = await this.#writeFile(atMost, union(files.map((file) => file.pieces())))
    await this.#fs.syncFolder(this.#folder)
    return written
  }

  /** Files that no longer count: closed and removed. */
  async drop(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.#files.get(name)?.retire()
      this.#files.delete(name)
      await this.remove(name)
    }
  }

  async remove(name: string): Promise<void> {
    try {
      await this.#fs.remove(this.#path(name))
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) await file.retire()
    this.#files.clear()
  }

  #path(name: string): string {
    return `${this.#folder}/${name}`
  }

  async #writeFile(
    atMostKeys: number,
    pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  ): Promise<{ readonly name: string; readonly keys: number }> {
    const name = `${String(++this.#number).padStart(6, '0')}.seen`
    // What a process left that died before a commit named it.
    await this.remove(name)
    try {
      return { name, keys: await writeSeenFile(this.#fs, this.#path(name), atMostKeys, pieces) }
    } catch (error) {
      await this.remove(name)
      throw error
    }
  }
}

type Cursor = { readonly source: AsyncGenerator<Buffer>; piece: Buffer; at: number }

/** Ordered hashes of several ordered sources, each hash once. */
async function* union(sources: readonly AsyncGenerator<Buffer>[]): AsyncGenerator<Buffer> {
  let cursors: Cursor[] = []
  for (const source of sources) cursors.push({ source, piece: Buffer.alloc(0), at: 0 })
  const refill = async (cursor: Cursor): Promise<boolean> => {
    while (cursor.at >= cursor.piece.length) {
      const next = await cursor.source.next()
      if (next.done === true) return false
      cursor.piece = next.value
      cursor.at = 0
    }
    return true
  }
  const filled: Cursor[] = []
  for (const cursor of cursors) if (await refill(cursor)) filled.push(cursor)
  cursors = filled
  let out = Buffer.allocUnsafe(1 << 16)
  let length = 0
  while (cursors.length > 0) {
    let least = cursors[0]
    for (const cursor of cursors) if (least !== undefined && order(cursor, least) < 0) least = cursor
    if (least === undefined) break
    const same =
      length >= KEY_HASH_BYTES &&
      out.compare(least.piece, least.at, least.at + KEY_HASH_BYTES, length - KEY_HASH_BYTES, length) === 0
    if (!same) {
      // The last hash written stays in the buffer, so that the next can be compared with it.
      if (length === out.length) {
        yield out.subarray(0, length - KEY_HASH_BYTES)
        const fresh = Buffer.allocUnsafe(1 << 16)
        out.copy(fresh, 0, length - KEY_HASH_BYTES, length)
        out = fresh
        length = KEY_HASH_BYTES
      }
      least.piece.copy(out, length, least.at, least.at + KEY_HASH_BYTES)
      length += KEY_HASH_BYTES
    }
    least.at += KEY_HASH_BYTES
    if (least.at >= least.piece.length && !(await refill(least))) cursors = cursors.filter((cursor) => cursor !== least)
  }
  if (length > 0) yield out.subarray(0, length)
}

function order(a: Cursor, b: Cursor): number {
  return a.piece.compare(b.piece, b.at, b.at + KEY_HASH_BYTES, a.at, a.at + KEY_HASH_BYTES)
}
