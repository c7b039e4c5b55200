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
 * line. A crash leaves the beginning of a commit at the end of the file, or unwritten blocks; a line that is complete
 * and does not match its checksum is damage.
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

  for (;;) {
    let lineAt = 0
    for (let newline = buffer.indexOf(NEWLINE); newline !== -1; newline = buffer.indexOf(NEWLINE, lineAt)) {
      const line = buffer.subarray(lineAt, newline)
      const offset = bufferAt + lineAt
      if (!isWhole(line)) {
        const unwritten = line.includes(UNWRITTEN) || line[0] === 0
        if (unwritten) return { end, size }
        return { end, size, damage: { offset, detail: 'a line does not match its checksum' } }
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
      lineAt = newline + 1
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
