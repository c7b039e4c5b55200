import { crc32 } from 'node:zlib'
import { StoreError } from '../errors.ts'
import { breather } from './breathe.ts'
import type { File, FileSystem } from './file-system.ts'
import { KEY_HASH_BYTES, type KeyHash } from './key-hash.ts'
import { hex, parseJson } from './line.ts'
import { SharedFile } from './shared-file.ts'

/**
 * A file of the memory of having seen: 16-byte hashes in order, a Bloom filter of 10 bits a key, and a last line of JSON
 * that says how many and checks all. 17.3 bytes a key on disk; in memory the filter and every 256th key, 1.4 bytes.
 */
const PAGE_KEYS = 256
const PAGE_BYTES = PAGE_KEYS * KEY_HASH_BYTES
const FILTER_BITS_PER_KEY = 10
const FILTER_PROBES = 7
const FOOTER_BYTES = 96
const CHUNK_BYTES = PAGE_BYTES * 64

/** Calls `visit` with each bit of a key until it says false; whether it never did. */
function everyBit(hash: KeyHash, bits: number, visit: (bit: number) => boolean): boolean {
  const first = hash.readUInt32LE(0)
  const step = hash.readUInt32LE(4) | 1
  for (let probe = 0; probe < FILTER_PROBES; probe++) if (!visit((first + probe * (step >>> 0)) % bits)) return false
  return true
}

/** Writes ordered hashes (several packed in each buffer, none twice) to a new file; durable when it resolves, but for its name. */
export async function writeSeenFile(
  fs: FileSystem,
  path: string,
  atMostKeys: number,
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<number> {
  const filter = new Uint8Array(Math.max(8, Math.ceil((atMostKeys * FILTER_BITS_PER_KEY) / 8)))
  const bits = filter.length * 8
  const breathe = breather()
  const file = await fs.open(path, 'create')
  let at = 0
  let sum = 0
  const append = async (piece: Uint8Array): Promise<void> => {
    sum = crc32(piece, sum)
    await file.write(piece, at)
    at += piece.length
  }
  try {
    for await (const piece of pieces) {
      for (let key = 0; key < piece.length; key += KEY_HASH_BYTES) {
        everyBit(piece.subarray(key, key + KEY_HASH_BYTES), bits, (bit) => {
          filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7))
          return true
        })
      }
      await append(piece)
      await breathe()
    }
    const keys = at / KEY_HASH_BYTES
    for (let from = 0; from < filter.length; from += CHUNK_BYTES) {
      await append(filter.subarray(from, from + CHUNK_BYTES))
      await breathe()
    }
    const footer = `{"warta":"seen","version":1,"keys":${keys},"sum":"${hex(sum)}"}`
    await file.write(Buffer.from(`\n${footer.padEnd(FOOTER_BYTES - 2)}\n`), at)
    await file.sync()
    return keys
  } finally {
    await file.close()
  }
}

export class SeenFile {
  readonly name: string
  readonly path: string
  readonly keys: number
  readonly #filter: Uint8Array
  readonly #fences: Buffer
  readonly #shared: SharedFile

  private constructor(
    name: string,
    path: string,
    parts: { readonly keys: number; readonly filter: Uint8Array; readonly fences: Buffer; readonly file: File },
  ) {
    this.name = name
    this.path = path
    this.keys = parts.keys
    this.#filter = parts.filter
    this.#fences = parts.fences
    this.#shared = new SharedFile(parts.file)
  }

  /** Opens a file and verifies all of it. */
  static async open(fs: FileSystem, path: string, name: string): Promise<SeenFile> {
    const file = await fs.open(path, 'read')
    try {
      return new SeenFile(name, path, { ...(await readParts(file, path)), file })
    } catch (error) {
      await file.close()
      throw error
    }
  }

  get memoryBytes(): number {
    return this.#filter.length + this.#fences.length
  }

  /** Whether it has to be looked for in the file: of a hundred that it does not hold, one may be. */
  mayHave(hash: KeyHash): boolean {
    const filter = this.#filter
    return everyBit(hash, filter.length * 8, (bit) => ((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0)
  }

  async has(hash: KeyHash): Promise<boolean> {
    if (!this.mayHave(hash)) return false
    const page = this.#pageOf(hash)
    if (page === -1) return false
    const buffer = Buffer.allocUnsafe(Math.min(PAGE_BYTES, (this.keys - page * PAGE_KEYS) * KEY_HASH_BYTES))
    await this.#shared.use((file) => file.read(buffer, page * PAGE_BYTES))
    return lowerBound(buffer, hash, true) !== -1
  }

  /** All hashes in order, packed. */
  async *pieces(): AsyncGenerator<Buffer> {
    const end = this.keys * KEY_HASH_BYTES
    for (let at = 0; at < end; at += CHUNK_BYTES) {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - at))
      await this.#shared.use((file) => file.read(buffer, at))
      yield buffer
    }
  }

  async retire(): Promise<void> {
    await this.#shared.retire()
  }

  /** The last page whose first key is not greater, or -1. */
  #pageOf(hash: KeyHash): number {
    return lowerBound(this.#fences, hash, false)
  }
}

/** In packed ordered hashes: the place of `hash` (exact), or of the last one not greater; -1 where none is. */
function lowerBound(packed: Buffer, hash: KeyHash, exact: boolean): number {
  let low = 0
  let high = packed.length / KEY_HASH_BYTES
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = packed.compare(hash, 0, KEY_HASH_BYTES, middle * KEY_HASH_BYTES, (middle + 1) * KEY_HASH_BYTES)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle
  }
  return exact ? -1 : low - 1
}

async function readParts(
  file: File,
  path: string,
): Promise<{ readonly keys: number; readonly filter: Uint8Array; readonly fences: Buffer }> {
  const { bytes } = await file.look()
  const footer = Buffer.alloc(FOOTER_BYTES)
  if (bytes >= FOOTER_BYTES) await file.read(footer, bytes - FOOTER_BYTES)
  const said = /^\n\{"warta":"seen","version":1,"keys":[0-9]+,"sum":"[0-9a-f]{8}"\} *\n$/.test(
    footer.toString('latin1'),
  )
    ? (parseJson(footer.toString('latin1')) as { readonly keys: number; readonly sum: string })
    : undefined
  const end = bytes - FOOTER_BYTES
  const keyBytes = (said?.keys ?? 0) * KEY_HASH_BYTES
  if (said === undefined || keyBytes >= end)
    throw new StoreError(`${path} is damaged (its end is missing): restore a backup`)
  const fences = Buffer.alloc(Math.ceil(said.keys / PAGE_KEYS) * KEY_HASH_BYTES)
  const filter = new Uint8Array(end - keyBytes)
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
  const breathe = breather()
  let sum = 0
  for (let at = 0; at < end; ) {
    const piece = chunk.subarray(0, await file.read(chunk.subarray(0, Math.min(CHUNK_BYTES, end - at)), at))
    if (piece.length === 0) break
    sum = crc32(piece, sum)
    for (let fence = Math.ceil(at / PAGE_BYTES); fence * PAGE_BYTES < Math.min(at + piece.length, keyBytes); fence++) {
      const from = fence * PAGE_BYTES - at
      piece.copy(fences, fence * KEY_HASH_BYTES, from, from + KEY_HASH_BYTES)
    }
    if (at + piece.length > keyBytes) {
      const from = Math.max(0, keyBytes - at)
      filter.set(piece.subarray(from), at + from - keyBytes)
    }
    at += piece.length
    await breathe()
  }
  if (hex(sum) !== said.sum) throw new StoreError(`${path} is damaged (checksum): restore a backup`)
  return { keys: said.keys, filter, fences }
}
