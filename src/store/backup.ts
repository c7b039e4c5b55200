import { open, rename, rm, statfs } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { createGunzip, createGzip } from 'node:zlib'
import type { Clock } from '../clock.ts'
import { StoreError } from '../errors.ts'
import { archivePath, readVerified } from './archive-files.ts'
import { messageOf, readWhole } from './document.ts'
import { type File, type FileSystem, machineFileSystem } from './file-system.ts'
import { inspectFolder, isStoreFile, makeFolders, readMarker, removeEmptyStore } from './folder.ts'
import { openJsonStore } from './json-store.ts'
import { loadStore } from './load.ts'
import type { ArchiveRow } from './tables.ts'
import { type PackedFile, packTar, unpackTar } from './tar.ts'
import { patiently } from './patience.ts'
import { PinnedFiles } from './pinned-files.ts'

/** What was copied: the commit up to which, and how much. */
export type BackupReport = { readonly commit: number; readonly files: number; readonly bytes: number }

const PIECE_BYTES = 1 << 20

type Copy = {
  readonly pinned: PinnedFiles
  readonly commit: number
  /** What of the journal's files counts. */
  readonly ends: ReadonlyMap<string, number>
  /** Archives are only added to and never removed: they need not be held open. */
  readonly archives: ReadonlyMap<string, ArchiveRow>
}

/**
 * Writes a store to one file, a tar archive compressed with gzip, while its owner goes on working: the state of one
 * moment, verified as a start would verify it. An older file of that name is replaced once the new one is on disk.
 */
export async function backUpStore(options: {
  readonly folder: string
  readonly file: string
  readonly clock: Clock
  readonly fs?: FileSystem
}): Promise<BackupReport> {
  const { file, clock, fs = machineFileSystem } = options
  const folder = resolve(options.folder)
  if ((await inspectFolder(fs, folder)) !== 'store') throw new StoreError(`${folder} holds no store`)
  const copy = await pin(fs, folder, clock)
  const temporary = join(dirname(resolve(file)), `.${basename(file)}.${process.pid}.tmp`)
  try {
    const packed = await filesOf(folder, copy)
    await writeCompressed(temporary, packTar(packed, clock.now()))
    await rename(temporary, file)
    await machineFileSystem.syncFolder(dirname(resolve(file)))
    return { commit: copy.commit, files: packed.length, bytes: packed.reduce((sum, { bytes }) => sum + bytes, 0) }
  } catch (error) {
    await rm(temporary, { force: true })
    if (error instanceof StoreError) throw error
    throw new StoreError(`cannot write ${file}: ${messageOf(error)}`, { cause: error })
  } finally {
    await copy.pinned.closeAll()
  }
}

/** Opens all that makes up the store at one moment, whatever its owner removes meanwhile. */
async function pin(fs: FileSystem, folder: string, clock: Clock): Promise<Copy> {
  return patiently(fs, folder, async () => {
    const pinned = new PinnedFiles(fs)
    try {
      // All at once, so that little can be removed between the first and the last; reading them takes longer.
      await pinned.pinFolders([folder, `${folder}/changes`, `${folder}/seen`, `${folder}/entries`])
      await readMarker(pinned, folder)
      const options = { fs: pinned, folder, owner: false, stamp: () => String(clock.now()), warn: () => undefined }
      const { segments, changes, lastCommit, seen, tables } = await loadStore(options)
      await seen.close()
      const files = [...segments.values()].map((segment) => segment.file).concat(changes)
      const ends = new Map(files.map(({ path, end }) => [path, end]))
      return { pinned, commit: lastCommit, ends, archives: new Map(tables.archives) }
    } catch (error) {
      await pinned.closeAll()
      throw error
    }
  })
}

async function filesOf(folder: string, { pinned, commit, ends, archives }: Copy): Promise<readonly PackedFile[]> {
  const closed = Buffer.from(`{"warta":"closed","commit":${commit}}\n`)
  const packed: PackedFile[] = [{ name: 'closed.json', bytes: closed.length, pieces: [closed] }]
  for (const path of pinned.paths()) {
    const name = path.slice(folder.length + 1)
    // What a segment holds is found out again.
    if (!isStoreFile(name)) continue
    const isLog = name.endsWith('.jsonl')
    // Of the journal's files only those that count, and of them only what was committed at that moment.
    if (isLog && !ends.has(path)) continue
    const file = await pinned.open(path, 'read')
    const bytes = ends.get(path) ?? (await file.look()).bytes
    packed.push({ name, bytes, pieces: piecesOf(file, bytes) })
  }
  for (const [name, row] of archives) {
    packed.push({
      name: `archives/${name}.jsonl`,
      bytes: row.bytes,
      pieces: verifiedPieces(archivePath(folder, name), row),
    })
  }
  return packed
}

/** Opened only when its turn comes: there may be more of them than files a process may hold. */
async function* verifiedPieces(path: string, row: ArchiveRow): AsyncGenerator<Buffer> {
  yield await readVerified(machineFileSystem, path, row)
}

async function* piecesOf(file: File, bytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, bytes - at))
    const got = await file.read(piece, at)
    if (got === 0) return
    yield piece.subarray(0, got)
    at += got
  }
}

async function writeCompressed(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    const gzip = createGzip()
    const feeding = feed(gzip, pieces)
    for await (const piece of gzip) await handle.write(piece)
    await feeding
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function feed(gzip: ReturnType<typeof createGzip>, pieces: AsyncIterable<Buffer>): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve))
    }
    gzip.end()
  } catch (error) {
    gzip.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

/**
 * Makes a store of a backup in a folder that holds none. All or nothing: it is unpacked beside the folder, opened and
 * verified there, and only then takes its name. Throws StoreError where the folder holds a store, or the file is damaged.
 */
export async function restoreStore(options: {
  readonly folder: string
  readonly file: string
  readonly clock: Clock
}): Promise<BackupReport> {
  const { file, clock } = options
  const folder = resolve(options.folder)
  const fs = machineFileSystem
  if ((await inspectFolder(fs, folder)) !== 'empty') throw new StoreError(`${folder} holds a store: move it away first`)
  const unpacked = `${folder}.restoring-${process.pid}`
  try {
    await makeFolders(fs, unpacked)
    const report = await unpack(fs, file, unpacked)
    const store = await openJsonStore({ folder: unpacked, clock })
    await store.close()
    await verifyArchives(fs, unpacked, clock)
    await fs.remove(`${unpacked}/lock`)
    await removeEmptyStore(folder)
    await rename(unpacked, folder)
    await fs.syncFolder(dirname(folder))
    return report
  } catch (error) {
    await rm(unpacked, { recursive: true, force: true })
    if (error instanceof StoreError) throw error
    throw new StoreError(`cannot restore ${file}: ${messageOf(error)}`, { cause: error })
  }
}

/** A start leaves archives for when they are read. */
async function verifyArchives(fs: FileSystem, folder: string, clock: Clock): Promise<void> {
  const stamp = (): string => String(clock.now())
  const { tables, seen } = await loadStore({ fs, folder, owner: false, stamp, warn: () => undefined })
  await seen.close()
  for (const [name, row] of tables.archives) await readVerified(fs, archivePath(folder, name), row)
}

async function unpack(fs: FileSystem, file: string, folder: string): Promise<BackupReport> {
  let [files, bytes] = [0, 0]
  const { bavail, bsize } = await statfs(folder)
  const handle = await open(file, 'r')
  try {
    const stream = handle.createReadStream({ autoClose: false })
    const gunzip = createGunzip()
    stream.once('error', (error) => gunzip.destroy(error))
    for await (const packed of unpackTar(stream.pipe(gunzip))) {
      if (!isStoreFile(packed.name))
        throw new StoreError(`${file} holds ${JSON.stringify(packed.name)}: not a backup of Warta`)
      if (bytes + packed.bytes > bavail * bsize) {
        throw new StoreError(`there is no room for it: ${packed.name} alone has ${packed.bytes} bytes`)
      }
      const target = await fs.open(`${folder}/${packed.name}`, 'create')
      try {
        let at = 0
        for await (const piece of packed.pieces) {
          await target.write(piece, at)
          at += piece.length
        }
        await target.sync()
        bytes += at
        files++
      } finally {
        await target.close()
      }
    }
  } finally {
    await handle.close()
  }
  for (const sub of ['entries', 'changes', 'seen', 'archives']) await fs.syncFolder(`${folder}/${sub}`)
  await fs.syncFolder(folder)
  const closed = await readWhole(fs, `${folder}/closed.json`)
  const commit = Number(/"commit":([0-9]+)/.exec(closed?.toString('latin1') ?? '')?.[1] ?? Number.NaN)
  if (Number.isNaN(commit)) throw new StoreError(`${file} is not a backup of Warta`)
  return { commit, files, bytes }
}
