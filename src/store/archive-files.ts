import { StoreError } from '../errors.ts'
import type { EditionEntry, Month, Withdrawn } from '../model/edition.ts'
import { messageOf } from './document.ts'
import type { File, FileSystem } from './file-system.ts'
import { encodeLine, isWhole, NEWLINE, parseLine } from './line.ts'
import type { Archived, Withdrawal } from './store.ts'
import type { ArchiveRow, Tables } from './tables.ts'

/** `world.2026-11.jsonl`: one section, one month; `world.2026-11-002.jsonl` goes on with it. */
export const ARCHIVE_NAME = /^([A-Za-z0-9_-]{1,64}\.[0-9]{4}-[0-9]{2}(?:-[0-9]{3})?)\.jsonl$/

/** What happened to an archive: an entry came, or one that lies before it is taken out, perhaps for another. */
export type ArchiveLine = { readonly archived: EditionEntry } | { readonly withdrawn: Omit<Withdrawal, 'month'> }

/** The lines that a publication adds, by month: what goes before what comes. */
export function archiveLines(archived: Archived | undefined): ReadonlyMap<Month, readonly ArchiveLine[]> {
  const lines = new Map<Month, ArchiveLine[]>()
  const add = (month: Month, line: ArchiveLine): void => {
    const own = lines.get(month)
    if (own === undefined) lines.set(month, [line])
    else own.push(line)
  }
  for (const { month, ...withdrawn } of archived?.withdrawals ?? []) add(month, { withdrawn })
  for (const entry of archived?.entries ?? []) add(archived?.month ?? '', { archived: entry })
  return lines
}

/** What the lines of a month come to: what stands, in the order it came, and what was retracted, by id. */
export function archiveOf(lines: readonly ArchiveLine[]): {
  readonly entries: readonly EditionEntry[]
  readonly withdrawn: readonly Withdrawn[]
} {
  let entries: EditionEntry[] = []
  const retracted = new Map<string, number>()
  for (const line of lines) {
    if ('archived' in line) {
      entries.push(line.archived)
      continue
    }
    const { id, at, instead } = line.withdrawn
    if (instead === undefined) {
      entries = entries.filter((entry) => entry.id !== id)
      if (at === undefined) retracted.delete(id)
      else retracted.set(id, at)
    } else entries = entries.map((entry) => (entry.id === id ? instead : entry))
  }
  const withdrawn = [...retracted].map(([id, at]) => ({ id, at }))
  return { entries, withdrawn: withdrawn.sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

/** The name a section's month has in the table of archives and, with `.jsonl`, in the folder. */
export function archiveName(slug: string, month: Month): string {
  const name = `${slug}.${month}`
  if (!ARCHIVE_NAME.test(`${name}.jsonl`)) throw new StoreError(`no archive can be named ${JSON.stringify(name)}`)
  return name
}

/** The months of a section that have an archive, oldest first, with the rows that say what of their files counts. */
export function archiveMonths(tables: Tables, slug: string): readonly (readonly [Month, ArchiveRow])[] {
  const months = [...tables.archives].flatMap(([name, row]): (readonly [Month, ArchiveRow])[] => {
    const dot = name.lastIndexOf('.')
    return name.slice(0, dot) === slug ? [[name.slice(dot + 1), row]] : []
  })
  return months.sort(([a], [b]) => (a < b ? -1 : 1))
}

export function archivePath(folder: string, name: string): string {
  return `${folder}/archives/${name}.jsonl`
}

/**
 * Adds lines behind what counts of an archive's file, and returns the row under which they will count: until that row is
 * committed they are nothing, and whoever adds next writes over them. On disk when it resolves. One at a time for each file.
 */
export async function addToArchive(
  fs: FileSystem,
  folder: string,
  archive: { readonly name: string; readonly row: ArchiveRow | undefined; readonly lines: readonly ArchiveLine[] },
): Promise<ArchiveRow> {
  const { name, row = { bytes: 0, lines: 0 } } = archive
  const path = archivePath(folder, name)
  const lines = Buffer.concat(archive.lines.map((line) => encodeLine(JSON.stringify(line))))
  const there = await fs.look(path)
  mustReach(path, there?.bytes ?? 0, row)
  const file = await fs.open(path, there === undefined ? 'create' : 'write')
  try {
    if (there !== undefined && there.bytes > row.bytes) await file.truncate(row.bytes)
    await file.write(lines, row.bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  // Its name may be there since an attempt whose folder was never synced.
  if (row.bytes === 0) await fs.syncFolder(`${folder}/archives`)
  return { bytes: row.bytes + lines.length, lines: row.lines + archive.lines.length }
}

/** What counts of an archive's file, in the order it was added. Every line is verified. */
export async function readArchiveFile(fs: FileSystem, path: string, row: ArchiveRow): Promise<readonly ArchiveLine[]> {
  const lines: ArchiveLine[] = []
  for (const { line, at } of linesOf(await readCounted(fs, path, row), path)) {
    const { archived, withdrawn } = parseLine(line) as Partial<Record<'archived' | 'withdrawn', unknown>>
    if (archived !== undefined) lines.push({ archived: archived as EditionEntry })
    else if (withdrawn !== undefined) lines.push({ withdrawn: withdrawn as Omit<Withdrawal, 'month'> })
    else throw new StoreError(`${path} has a line at byte ${at} that this Warta does not know: update Warta`)
  }
  return lines
}

/** What counts of an archive's file as it lies on disk, every line verified. */
export async function readVerified(fs: FileSystem, path: string, row: ArchiveRow): Promise<Buffer> {
  const bytes = await readCounted(fs, path, row)
  let lines = 0
  for (const _ of linesOf(bytes, path)) lines++
  if (lines !== row.lines) throw new StoreError(`${path} has ${lines} lines and had ${row.lines}: restore a backup`)
  return bytes
}

function* linesOf(text: Buffer, path: string): Generator<{ readonly line: Buffer; readonly at: number }> {
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf(NEWLINE, at)
    const line = text.subarray(at, newline === -1 ? text.length : newline)
    if (newline === -1 || !isWhole(line)) {
      throw new StoreError(`${path} is damaged at byte ${at}: a line does not match its checksum; restore a backup`)
    }
    yield { line, at }
    at = newline + 1
  }
}

/** Start-up looks whether all that counts is there; its lines are verified when they are read. */
export async function inspectArchives(fs: FileSystem, folder: string, tables: Tables): Promise<void> {
  for (const [name, row] of tables.archives) {
    const path = archivePath(folder, name)
    const look = await fs.look(path)
    if (look === undefined) throw new StoreError(`${path} is missing: restore a backup`)
    mustReach(path, look.bytes, row)
  }
}

async function readCounted(fs: FileSystem, path: string, row: ArchiveRow): Promise<Buffer> {
  let file: File
  try {
    file = await fs.open(path, 'read')
  } catch (error) {
    throw new StoreError(`cannot read ${path}: ${messageOf(error)}`, { cause: error })
  }
  try {
    const bytes = Buffer.allocUnsafeSlow(row.bytes)
    mustReach(path, await file.read(bytes, 0), row)
    return bytes
  } finally {
    await file.close()
  }
}

function mustReach(path: string, bytes: number, row: ArchiveRow): void {
  if (bytes < row.bytes) throw new StoreError(`${path} ends at byte ${bytes} and had ${row.bytes}: restore a backup`)
}
