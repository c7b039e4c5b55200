import type { File } from './file-system.ts'
import {
  type CommitMark,
  type EntryHead,
  entryHeadOf,
  isWhole,
  kindOf,
  NEWLINE,
  parseLine,
  type TableChange,
} from './line.ts'

/** An entry as it stands in a file of the journal. */
export type ScannedEntry = { readonly head: EntryHead; readonly offset: number; readonly bytes: number }

/** One commit as it stands in a file of the journal. */
export type ScannedCommit = {
  readonly mark: CommitMark
  /** Where its first line begins and its commit line ends. */
  readonly start: number
  readonly end: number
  readonly entries: readonly ScannedEntry[]
  /** Lines of rows, unparsed. */
  readonly tables: readonly Buffer[]
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

/**
 * Reads a file of the journal, from its beginning or the end of a commit, and hands over each whole commit. Memory: one chunk, or the longest
 * line. A crash leaves the beginning of a batch at the end of the file, or unwritten blocks of it; a line that is complete
 * and does not match its checksum is damage, and so is what stands before a batch that was begun later.
 */
export async function scanJournal(file: File, onCommit: (commit: ScannedCommit) => void, from = 0): Promise<Scan> {
  const size = (await file.look()).bytes
  let buffer: Buffer = Buffer.alloc(0)
  let bufferAt = from
  let read = from
  let end = from
  let start = from
  let lines = 0
  let entries: ScannedEntry[] = []
  let tables: Buffer[] = []
  /** The first line with unwritten blocks. What follows is looked at only to tell whether it was synced before. */
  let hole: number | undefined

  for (;;) {
    let lineAt = 0
    for (let newline = buffer.indexOf(NEWLINE); newline !== -1; newline = buffer.indexOf(NEWLINE, lineAt)) {
      const line = buffer.subarray(lineAt, newline)
      const offset = bufferAt + lineAt
      lineAt = newline + 1
      if (!isWhole(line)) {
        const unwritten = line.includes(UNWRITTEN) || line[0] === 0
        if (!unwritten && hole === undefined) {
          return { end, size, damage: { offset, detail: 'a line does not match its checksum' } }
        }
        hole ??= offset
        start = offset + line.length + 1
        lines = 0
        continue
      }
      if (hole !== undefined) {
        lines++
        if (kindOf(line) !== 'commit') continue
        const mark = commitMarkOf(line)
        const begun = mark.batch ?? (lines > mark.lines ? start : hole)
        if (begun > hole) {
          return { end, size, damage: { offset: hole, detail: `zeros stand before commit ${mark.n}, written later` } }
        }
        start = offset + line.length + 1
        lines = 0
        continue
      }
      switch (kindOf(line)) {
        case 'entry':
          entries.push({ head: entryHeadOf(line), offset, bytes: line.length + 1 })
          break
        case 'body':
          break
        case 'table':
          tables.push(Buffer.from(line))
          break
        case 'commit': {
          const mark = commitMarkOf(line)
          if (mark.lines !== lines) {
            return {
              end,
              size,
              damage: { offset, detail: `commit ${mark.n} has ${lines} lines and says ${mark.lines}` },
            }
          }
          end = offset + line.length + 1
          onCommit({ mark, start, end, entries, tables })
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
    bufferAt += lineAt
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

function commitMarkOf(line: Buffer): CommitMark {
  const { commit } = parseLine(line) as { readonly commit: CommitMark }
  return commit
}

/** The rows a scanned commit set or removed. */
export function changesOf(commit: ScannedCommit): readonly TableChange[] {
  return commit.tables.map((line) => parseLine(line) as TableChange)
}
