import { breather } from './breathe.ts'
import { type FileSystem, hasCode } from './file-system.ts'
import { KEY_HASH_BYTES, type KeyHash } from './key-hash.ts'
import { SeenFile, writeSeenFile } from './seen-file.ts'

/** Keys sorted at once; more are sorted in several files, which are merged later. */
const SORTED_AT_ONCE = 1 << 12

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

  /** Opens files that count. */
  async open(names: Iterable<string>): Promise<void> {
    for (const name of names) this.add([await SeenFile.open(this.#fs, this.#path(name), name)])
  }

  /** From now on these files count. */
  add(files: readonly SeenFile[]): void {
    for (const file of files) {
      this.#files.set(file.name, file)
      this.#number = Math.max(this.#number, Number.parseInt(file.name, 10))
    }
  }

  /** False for nearly all that were never seen, and nothing is read for it. */
  mayHave(hash: KeyHash): boolean {
    for (const file of this.#files.values()) if (file.mayHave(hash)) return true
    return false
  }

  async has(hash: KeyHash): Promise<boolean> {
    for (const file of this.#files.values()) if (await file.has(hash)) return true
    return false
  }

  /** Writes these hashes to new files that do not count yet: `add` them once a commit has named them, else `discard`. */
  async write(hashes: readonly KeyHash[]): Promise<readonly SeenFile[]> {
    const breathe = breather()
    const written: SeenFile[] = []
    try {
      for (let at = 0; at < hashes.length; at += SORTED_AT_ONCE) {
        const sorted = hashes.slice(at, at + SORTED_AT_ONCE).sort(Buffer.compare)
        written.push(await this.#writeFile(sorted.length, [Buffer.concat(sorted)]))
        await breathe()
      }
      if (written.length > 0) await this.#fs.syncFolder(this.#folder)
    } catch (error) {
      await this.discard(written)
      throw error
    }
    return written
  }

  /** Which files should become one: the largest that is less than twice its next smaller one, and all smaller ones. */
  toMerge(): readonly string[] {
    const bySize = [...this.#files.values()].sort((a, b) => a.keys - b.keys)
    const last = bySize.findLastIndex(({ keys }, i) => keys < 2 * (bySize[i - 1]?.keys ?? 0))
    return bySize.slice(0, last + 1).map(({ name }) => name)
  }

  /** Writes the union of some files to a new one that does not count yet. */
  async merge(names: readonly string[]): Promise<SeenFile> {
    const files = names.flatMap((name) => this.#files.get(name) ?? [])
    const atMost = files.reduce((sum, file) => sum + file.keys, 0)
    const merged = await this.#writeFile(atMost, union(files.map((file) => file.pieces())))
    try {
      await this.#fs.syncFolder(this.#folder)
    } catch (error) {
      await this.discard([merged])
      throw error
    }
    return merged
  }

  /** From now on these files do not count; returns them, to be discarded. */
  take(names: readonly string[]): readonly SeenFile[] {
    const taken = names.flatMap((name) => this.#files.get(name) ?? [])
    for (const { name } of taken) this.#files.delete(name)
    return taken
  }

  /** Closes and removes files that do not count. */
  async discard(files: readonly SeenFile[]): Promise<void> {
    for (const file of files) {
      await file.retire()
      await this.#remove(file.path)
    }
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) await file.retire()
    this.#files.clear()
  }

  #path(name: string): string {
    return `${this.#folder}/${name}`
  }

  async #writeFile(atMostKeys: number, pieces: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<SeenFile> {
    const name = `${String(++this.#number).padStart(6, '0')}.seen`
    const path = this.#path(name)
    // What a process left that died before a commit named it.
    await this.#remove(path)
    try {
      await writeSeenFile(this.#fs, path, atMostKeys, pieces)
      return await SeenFile.open(this.#fs, path, name)
    } catch (error) {
      await this.#remove(path)
      throw error
    }
  }

  async #remove(path: string): Promise<void> {
    try {
      await this.#fs.remove(path)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
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
