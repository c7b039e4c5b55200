import { crc32 } from 'node:zlib'
import type { SourceId } from '../model/source.ts'
import type { PlacedEntry } from './entry-index.ts'
import type { File } from './file-system.ts'
import { KEY_DIGEST_BYTES } from './key-hash.ts'
import { NEWLINE, parseLine } from './line.ts'
import type { Beginning, ScannedCommit, ScannedLine } from './scan.ts'

/** What is told of a commit: all but the lines themselves. */
export type Told = Omit<ScannedCommit, 'tables' | 'entries'> & {
  readonly entries: readonly PlacedEntry[]
  readonly tables: readonly Omit<ScannedLine, 'line'>[]
}

/** Its number and its predecessor's, where it ends, how many entries and lines of rows it has, whether the entries only moved. */
const COMMIT_BYTES = 8 * 2 + 4 * 4
/** Where a line of rows begins, and its length. */
const LINE_BYTES = 4 * 2
/** Digest, offset, length, number of the source, first sight. */
const ENTRY_BYTES = KEY_DIGEST_BYTES + 4 * 3 + 8
const SUM_BYTES = 4
const CHUNK_BYTES = 1 << 20
/** Of a segment with more, the rest is scanned: what a process keeps of the segment it adds to is bounded. */
const MOST_ENTRIES = 1 << 18
const BEGINNING = '{"warta":"contents","version":1,'

type Header = Beginning & {
  readonly commits: number
  readonly lines: number
  readonly entries: number
  readonly sources: readonly SourceId[]
}

/** Records of one length, one after the other. */
class Records {
  readonly #length: number
  #bytes: Buffer
  count: number

  constructor(length: number, bytes: Buffer = Buffer.alloc(0)) {
    this.#length = length
    this.#bytes = bytes
    this.count = bytes.length / length
  }

  /** All of them. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.count * this.#length)
  }

  /** Their numbers. */
  get view(): DataView {
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.count * this.#length)
  }

  /** Where the record of a number begins. */
  at(number: number): number {
    return number * this.#length
  }

  /** Makes room for one more and returns where it begins in `bytes`. */
  add(): number {
    const at = this.at(this.count++)
    if (at + this.#length > this.#bytes.length) {
      const longer = Buffer.alloc(Math.max(2 * this.#bytes.length, 64 * this.#length))
      this.#bytes.copy(longer)
      this.#bytes = longer
    }
    return at
  }
}

/**
 * What a segment, or the beginning of one, holds: all that a scan of it would hand over, but for the lines themselves. Kept
 * in a file beside it, so that a start need not take the segment's lines apart. It is believed only where length and CRC-32
 * of that beginning are those it was made from; without it, the segment is scanned.
 */
export class Contents {
  #bytes = 0
  #sum = 0
  readonly #sources = new Map<SourceId, number>()
  #commits = new Records(COMMIT_BYTES)
  #lines = new Records(LINE_BYTES)
  #entries = new Records(ENTRY_BYTES)
  /** How much of the segment the file tells of that was last written. */
  written = 0

  /** How many entries are told of. */
  get size(): number {
    return this.#entries.count
  }

  /** How much of the segment is told of, and its CRC-32. */
  get beginning(): Beginning {
    return { bytes: this.#bytes, sum: this.#sum }
  }

  /** Tells of one commit more, provided that it comes right after what was told; `sum` is of the segment up to its end. */
  add({ mark, start, end, tables, entries }: Told, sum: number): void {
    if (start !== this.#bytes || this.#entries.count + entries.length > MOST_ENTRIES) return
    const at = this.#commits.add()
    const commits = this.#commits.bytes
    commits.writeDoubleLE(mark.n, at)
    commits.writeDoubleLE(mark.prev, at + 8)
    commits.writeUInt32LE(end, at + 16)
    commits.writeUInt32LE(entries.length, at + 20)
    commits.writeUInt32LE(tables.length, at + 24)
    commits.writeUInt32LE(mark.moved === true ? 1 : 0, at + 28)
    for (const { offset, bytes } of tables) {
      const at = this.#lines.add()
      const lines = this.#lines.bytes
      lines.writeUInt32LE(offset, at)
      lines.writeUInt32LE(bytes, at + 4)
    }
    for (const { digest, offset, bytes, sourceId, firstSeen } of entries) {
      const at = this.#entries.add()
      const records = this.#entries.bytes
      digest.copy(records, at)
      records.writeUInt32LE(offset, at + KEY_DIGEST_BYTES)
      records.writeUInt32LE(bytes, at + KEY_DIGEST_BYTES + 4)
      records.writeUInt32LE(this.#numberOf(sourceId), at + KEY_DIGEST_BYTES + 8)
      records.writeDoubleLE(firstSeen, at + KEY_DIGEST_BYTES + 12)
    }
    this.#bytes = end
    this.#sum = sum
  }

  /** The same for commits that were written at once: `data` begins with the first of them. */
  addAll(commits: readonly Told[], data: Buffer): void {
    const from = this.#bytes
    for (const commit of commits) {
      if (commit.start === this.#bytes)
        this.add(commit, crc32(data.subarray(commit.start - from, commit.end - from), this.#sum))
    }
  }

  #numberOf(source: SourceId): number {
    const known = this.#sources.get(source)
    if (known !== undefined) return known
    this.#sources.set(source, this.#sources.size)
    return this.#sources.size - 1
  }

  /** The file. */
  encode(): Buffer {
    const [commits, lines, entries] = [this.#commits, this.#lines, this.#entries]
    const rest = JSON.stringify({
      ...this.beginning,
      commits: commits.count,
      lines: lines.count,
      entries: entries.count,
      sources: [...this.#sources.keys()],
    })
    const head = Buffer.from(`${BEGINNING}${rest.slice(1)}\n`)
    const file = Buffer.concat([head, commits.bytes, lines.bytes, entries.bytes, Buffer.alloc(SUM_BYTES)])
    const end = file.length - SUM_BYTES
    file.writeUInt32LE(crc32(file.subarray(0, end)), end)
    return file
  }

  /** What a file holds; undefined where it is not as it was written. */
  static decode(file: Buffer): Contents | undefined {
    const end = file.length - SUM_BYTES
    const from = file.indexOf(NEWLINE) + 1
    const isOurs = from > 0 && from <= end && file.toString('latin1', 0, BEGINNING.length) === BEGINNING
    if (!isOurs || crc32(file.subarray(0, end)) !== file.readUInt32LE(end)) return undefined
    const head = parseLine(file.subarray(0, from)) as Header
    const linesAt = from + head.commits * COMMIT_BYTES
    const entriesAt = linesAt + head.lines * LINE_BYTES
    if (entriesAt + head.entries * ENTRY_BYTES !== end) return undefined
    const contents = new Contents()
    contents.#bytes = head.bytes
    contents.#sum = head.sum
    contents.written = head.bytes
    for (const source of head.sources) contents.#numberOf(source)
    contents.#commits = new Records(COMMIT_BYTES, file.subarray(from, linesAt))
    contents.#lines = new Records(LINE_BYTES, file.subarray(linesAt, entriesAt))
    contents.#entries = new Records(ENTRY_BYTES, file.subarray(entriesAt, end))
    return contents
  }

  /**
   * Reads the beginning of the segment that this tells of and, where it is what this was made from, hands over its commits
   * as a scan would, but for the rows of those that are not after `after`; whether it is.
   */
  async read(segment: File, after: number, onCommit: (commit: ScannedCommit) => void): Promise<boolean> {
    if ((await segment.look()).bytes < this.#bytes) return false
    const wanted = this.#linesAfter(after)
    if (!(await this.#readBeginning(segment, wanted))) return false
    const commits = this.#commits.bytes
    const sources = [...this.#sources.keys()]
    let [start, entry, line] = [0, 0, 0]
    for (let number = 0; number < this.#commits.count; number++) {
      const at = this.#commits.at(number)
      const n = commits.readDoubleLE(at)
      const end = commits.readUInt32LE(at + 16)
      const entries = this.#entriesFrom(entry, commits.readUInt32LE(at + 20), sources)
      entry += commits.readUInt32LE(at + 20)
      const tables = n > after ? wanted.slice(line, line + commits.readUInt32LE(at + 24)) : []
      line += tables.length
      const moved = commits.readUInt32LE(at + 28) === 1
      const mark = { n, prev: commits.readDoubleLE(at + 8), ...(moved ? { moved } : {}) }
      onCommit({ mark, start, end, entries, tables })
      start = end
    }
    return true
  }

  /** So many entries, taken out of their records when they are asked for, each time: a start asks once, and keeps none. */
  #entriesFrom(first: number, count: number, sources: readonly SourceId[]): Iterable<PlacedEntry> {
    const entries = this.#entries
    return {
      *[Symbol.iterator]() {
        const { bytes: records, view } = entries
        for (let number = first; number < first + count; number++) {
          const at = entries.at(number)
          const rest = at + KEY_DIGEST_BYTES
          yield {
            digest: records.subarray(at, rest),
            offset: view.getUint32(rest, true),
            bytes: view.getUint32(rest + 4, true),
            sourceId: sources[view.getUint32(rest + 8, true)] ?? '',
            firstSeen: view.getFloat64(rest + 12, true),
          }
        }
      },
    }
  }

  /** Room for the lines of rows of all commits after one, in their order. */
  #linesAfter(after: number): readonly ScannedLine[] {
    const [commits, lines] = [this.#commits.bytes, this.#lines.bytes]
    const wanted: ScannedLine[] = []
    let number = 0
    for (let at = 0; at < commits.length; at += COMMIT_BYTES) {
      const count = commits.readUInt32LE(at + 24)
      for (let i = 0; i < count && commits.readDoubleLE(at) > after; i++) {
        const lineAt = this.#lines.at(number + i)
        const bytes = lines.readUInt32LE(lineAt + 4)
        wanted.push({ offset: lines.readUInt32LE(lineAt), bytes, line: Buffer.allocUnsafe(bytes) })
      }
      number += count
    }
    return wanted
  }

  /** Reads all that is told of and fills in the lines; whether it is what this was made from. */
  async #readBeginning(segment: File, wanted: readonly ScannedLine[]): Promise<boolean> {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, this.#bytes))
    let sum = 0
    let next = 0
    for (let at = 0; at < this.#bytes; ) {
      const got = await segment.read(chunk.subarray(0, Math.min(chunk.length, this.#bytes - at)), at)
      if (got === 0) return false
      const end = at + got
      sum = crc32(chunk.subarray(0, got), sum)
      for (let each = wanted[next]; each !== undefined && each.offset < end; each = wanted[next]) {
        const { offset, bytes, line } = each
        const from = Math.max(offset, at)
        chunk.copy(line, from - offset, from - at, Math.min(offset + bytes, end) - at)
        // The rest of it comes with the next chunk.
        if (offset + bytes > end) break
        next++
      }
      at = end
    }
    return sum === this.#sum
  }
}
