import { crc32 } from 'node:zlib'
import type { PlacedEntry } from './entry-index.ts'
import type { File } from './file-system.ts'
import { keyDigest } from './key-hash.ts'
import { type CommitMark, HeadReader, isWhole, kindOf, NEWLINE, parseLine, type TableChange } from './line.ts'

/** A line without its newline, and where it begins. */
export type ScannedLine = { readonly offset: number; readonly bytes: number; readonly line: Buffer }

/** One commit as it stands in a file of the journal. */
export type ScannedCommit = {
  readonly mark: Pick<CommitMark, 'n' | 'prev' | 'moved'>
  /** Where its first line begins and its commit line ends. */
  readonly start: number
  readonly end: number
  readonly entries: Iterable<PlacedEntry>
  /** Lines of rows, unparsed. */
  readonly tables: readonly ScannedLine[]
}

export type Scan = {
  /** Where the last whole commit ends. */
  readonly end: number
  /** Where the file ends. Past `end` lies what a crash left of a commit. */
  readonly size: number
  /** Set where something stands that no crash leaves behind. */
  readonly damage?: { readonly offset: number; readonly detail: string }
}

const CHUNK_BYTES = 4 << 20
/** A power cut may leave whole blocks unwritten, which then read as zeros; the journal itself never holds one. */
const UNWRITTEN = Buffer.alloc(64)

/** The beginning of a file of the journal that is known: where it ends, always with a commit, and its CRC-32. */
export type Beginning = { readonly bytes: number; readonly sum: number }

/**
 * Reads a file of the journal, from its beginning or where what is known of it ends, and hands over each whole commit, with
 * the CRC-32 of the file up to its end. Memory: one chunk, or the longest line. A crash leaves the beginning of a batch at the end of the file, or unwritten blocks of it; a line that is complete
 * and does not match its checksum is damage, and so is what stands before a batch that was begun later.
 */
export async function scanJournal(
  file: File,
  onCommit: (commit: ScannedCommit & { readonly entries: readonly PlacedEntry[] }, sum: number) => void,
  { bytes: from, sum: known }: Beginning = { bytes: 0, sum: 0 },
): Promise<Scan> {
  const size = (await file.look()).bytes
  let buffer: Buffer = Buffer.alloc(0)
  let bufferAt = from
  let read = from
  let end = from
  let start = from
  let lines = 0
  let entries: PlacedEntry[] = []
  let tables: ScannedLine[] = []
  /** Of all that lies before `summedTo`. */
  let sum = known
  let summedTo = from
  const heads = new HeadReader()
  /** Of the line that comes next, newline included, where it is an entry's body; else 0. */
  let bodyBytes = 0
  /** The first line with unwritten blocks. What follows is looked at only to tell whether it was synced before. */
  let hole: number | undefined

  for (;;) {
    let lineAt = 0
    for (let newline = lineEnd(buffer, 0, bodyBytes); newline !== -1; newline = lineEnd(buffer, lineAt, bodyBytes)) {
      const at = lineAt
      const offset = bufferAt + at
      if (!isWhole(buffer, at, newline)) {
        if (bodyBytes > 0) {
          // Not what its entry announced: where it ends only a newline can tell.
          bodyBytes = 0
          continue
        }
        lineAt = newline + 1
        const line = buffer.subarray(at, newline)
        const unwritten = line.includes(UNWRITTEN) || line[0] === 0
        if (!unwritten && hole === undefined) {
          return { end, size, damage: { offset, detail: 'a line does not match its checksum' } }
        }
        hole ??= offset
        start = bufferAt + lineAt
        lines = 0
        continue
      }
      lineAt = newline + 1
      bodyBytes = 0
      if (hole !== undefined) {
        lines++
        if (kindOf(buffer, at) !== 'commit') continue
        const mark = commitMarkOf(buffer.subarray(at, newline))
        const begun = mark.batch ?? (lines > mark.lines ? start : hole)
        if (begun > hole) {
          return { end, size, damage: { offset: hole, detail: `zeros stand before commit ${mark.n}, written later` } }
        }
        start = bufferAt + lineAt
        lines = 0
        continue
      }
      switch (kindOf(buffer, at)) {
        case 'entry': {
          const { key, sourceId, firstSeen, bodyBytes: announced } = heads.read(buffer, at)
          entries.push({ digest: keyDigest(key), sourceId, firstSeen, offset, bytes: lineAt - at })
          bodyBytes = announced
          break
        }
        case 'body':
          break
        case 'table':
          tables.push({ offset, bytes: newline - at, line: Buffer.from(buffer.subarray(at, newline)) })
          break
        case 'commit': {
          const mark = commitMarkOf(buffer.subarray(at, newline))
          if (mark.lines !== lines) {
            return {
              end,
              size,
              damage: { offset, detail: `commit ${mark.n} has ${lines} lines and says ${mark.lines}` },
            }
          }
          end = bufferAt + lineAt
          sum = crc32(buffer.subarray(summedTo - bufferAt, lineAt), sum)
          summedTo = end
          onCommit({ mark, start, end, entries, tables }, sum)
          start = end
          lines = -1
          entries = []
          tables = []
          break
        }
        default:
          return { end, size, damage: { offset, detail: 'a line of an unknown kind' } }
      }
      lines++
    }
    const rest = buffer.subarray(lineAt)
    sum = crc32(buffer.subarray(summedTo - bufferAt, lineAt), sum)
    bufferAt += lineAt
    summedTo = bufferAt
    if (read >= size) {
      // A last line that only lacks its newline was complete once: a crash cuts anywhere but rarely just there.
      if (rest.length > 1 && isWhole(rest.subarray(0, -1))) {
        return { end, size, damage: { offset: bufferAt, detail: 'the last line does not end as it was written' } }
      }
      return { end, size }
    }
    // Long lines double the chunk, so that reading them stays linear.
    const chunk = Buffer.allocUnsafe(rest.length + Math.min(Math.max(CHUNK_BYTES, rest.length), size - read))
    rest.copy(chunk)
    const got = await file.read(chunk.subarray(rest.length), read)
    if (got === 0) return { end, size: read }
    read += got
    buffer = chunk.subarray(0, rest.length + got)
  }
}

/**
 * Where the line that begins at `at` ends, -1 where its end was not read yet. An entry says how long its body is, so that
 * most of a file need not be searched for newlines.
 */
function lineEnd(buffer: Buffer, at: number, bodyBytes: number): number {
  const announced = at + bodyBytes - 1
  return bodyBytes > 0 && buffer[announced] === NEWLINE ? announced : buffer.indexOf(NEWLINE, at)
}

function commitMarkOf(line: Buffer): CommitMark {
  const { commit } = parseLine(line) as { readonly commit: CommitMark }
  return commit
}

/** The rows a scanned commit set or removed. */
export function changesOf(commit: ScannedCommit): readonly TableChange[] {
  return commit.tables.map(({ line }) => parseLine(line) as TableChange)
}
