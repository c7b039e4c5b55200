import { rm, rmdir } from 'node:fs/promises'
import { StoreError } from '../errors.ts'
import { type FileSystem, hasCode } from './file-system.ts'
import { messageOf, newerVersion, readWhole, STORE_VERSION } from './document.ts'
import { ARCHIVE_NAME } from './archive-files.ts'
import type { Contents } from './contents.ts'
import { CHANGES_NAME, CONTENTS_NAME, contentsPath, SEEN_NAME, SEGMENT_NAME } from './load.ts'

const SUBFOLDERS = ['entries', 'changes', 'seen', 'archives'] as const
const WORLD_WRITABLE = 0o002
const STICKY = 0o1000
/** Files of these kinds may be set aside in any number; the newest so many are kept. */
const KEPT_ASIDE = 10
const ASIDE = /\.(?:corrupt|torn)-[0-9]+$/
const TEMPORARY = /^\.[a-z]+\.[0-9]+\.tmp$/
const MARKER = 'format.json'

/** What a folder holds: nothing, what is left of a creation that was interrupted, or a store. */
export type FolderState = 'empty' | 'unfinished' | 'store'

/**
 * Looks at the folder before anything in it is opened. Throws StoreError where it is not a folder of ours alone, or
 * where something else lies in a file's place: whoever could do that could do more.
 */
export async function inspectFolder(fs: FileSystem, folder: string): Promise<FolderState> {
  try {
    return await inspect(fs, folder)
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw new StoreError(`cannot read ${folder}: ${messageOf(error)}`, { cause: error })
  }
}

async function inspect(fs: FileSystem, folder: string): Promise<FolderState> {
  const parent = folder.replace(/\/[^/]+\/*$/, '')
  // With a dot behind it a link is followed.
  const above = parent === folder || parent === '' ? undefined : await fs.look(`${parent}/.`)
  if (above !== undefined && above.kind === 'folder' && isOpen(above.mode) && (above.mode & STICKY) === 0) {
    throw new StoreError(`${parent} is writable by everyone: chmod o-w ${parent}`)
  }
  const own = await fs.look(folder)
  if (own === undefined) return 'empty'
  if (own.kind !== 'folder') throw new StoreError(`${folder} is not a folder but a ${wordFor(own.kind)}`)
  if (isOpen(own.mode)) throw new StoreError(`${folder} is writable by everyone: chmod 700 ${folder}`)
  const names = await fs.list(folder)
  for (const name of names) {
    const look = await fs.look(`${folder}/${name}`)
    const wanted = SUBFOLDERS.some((sub) => sub === name) ? 'folder' : 'file'
    if (look !== undefined && look.kind !== wanted && isOurs(name)) {
      throw new StoreError(`${folder}/${name} is not a ${wanted} but a ${wordFor(look.kind)}`)
    }
  }
  let filed = 0
  for (const sub of SUBFOLDERS.filter((sub) => names.includes(sub))) {
    const patterns = [SEGMENT_NAME, CONTENTS_NAME, CHANGES_NAME, SEEN_NAME, ARCHIVE_NAME]
    const ours = (await fs.list(`${folder}/${sub}`)).filter((name) => patterns.some((pattern) => pattern.test(name)))
    filed += ours.length
    // Together: there may be thousands.
    const looks = await Promise.all(ours.map((name) => fs.look(`${folder}/${sub}/${name}`)))
    for (const [i, look] of looks.entries()) {
      if (look !== undefined && look.kind !== 'file') {
        throw new StoreError(`${folder}/${sub}/${ours[i]} is not a file but a ${wordFor(look.kind)}`)
      }
    }
  }
  if (names.includes(MARKER)) return 'store'
  if (filed > 0 || names.some((name) => /\.json\.(?:prev|corrupt-[0-9]+)$/.test(name))) {
    throw new StoreError(`${folder}/${MARKER} is missing but other files of a store are there: restore a backup`)
  }
  return names.some((name) => name.endsWith('.json')) ? 'unfinished' : 'empty'
}

function isOpen(mode: number): boolean {
  return (mode & WORLD_WRITABLE) !== 0
}

function isOurs(name: string): boolean {
  return SUBFOLDERS.some((sub) => sub === name) || /^(?:[a-z]+\.json(?:\.prev)?|lock|lock\.pid)$/.test(name)
}

function wordFor(kind: 'file' | 'folder' | 'link' | 'other'): string {
  return kind === 'link' ? 'symbolic link' : kind === 'other' ? 'special file' : kind
}

/** Makes the folder and its subfolders, all 0700. */
export async function makeFolders(fs: FileSystem, folder: string): Promise<void> {
  await fs.makeFolder(folder)
  for (const sub of SUBFOLDERS) await fs.makeFolder(`${folder}/${sub}`)
}

/** Says, last of all, that the store is made: from now on a missing file is a loss, not a beginning. */
export async function writeMarker(fs: FileSystem, folder: string, version: number): Promise<void> {
  await writeSmall(fs, folder, MARKER, `{"warta":"store","version":${version}}\n`)
}

async function writeSmall(fs: FileSystem, folder: string, name: string, text: string): Promise<void> {
  await replaceFile(fs, folder, {
    kind: name.replace('.json', ''),
    path: `${folder}/${name}`,
    bytes: Buffer.from(text),
  })
  await fs.syncFolder(folder)
}

/** Writes a file so that the old or the new one is there whatever happens; which of them, only once its folder is synced. */
async function replaceFile(
  fs: FileSystem,
  folder: string,
  { kind, path, bytes }: { readonly kind: string; readonly path: string; readonly bytes: Buffer },
): Promise<void> {
  const temporary = `${folder}/.${kind}.${process.pid}.tmp`
  try {
    const file = await fs.open(temporary, 'create')
    try {
      await file.write(bytes, 0)
      await file.sync()
    } finally {
      await file.close()
    }
    await fs.rename(temporary, path)
  } catch (error) {
    // What is left of it would be in the way of the next attempt; where it cannot be removed, the next start does it.
    await fs.remove(temporary).catch(() => undefined)
    throw error
  }
}

/** Writes down what a segment holds, beside it. Where that is lost, the next start takes the segment apart. */
export async function writeContents(fs: FileSystem, folder: string, path: string, contents: Contents): Promise<void> {
  await replaceFile(fs, folder, { kind: 'contents', path: contentsPath(path), bytes: contents.encode() })
  contents.written = contents.beginning.bytes
}

/** The version of the store in a folder. Throws StoreError where it is newer than this Warta, or cannot be read. */
export async function readMarker(fs: FileSystem, folder: string): Promise<number> {
  const path = `${folder}/${MARKER}`
  const bytes = await readWhole(fs, path)
  const version = /^\{"warta":"store","version":([0-9]{1,9})\}\s*$/.exec(bytes?.toString('latin1') ?? '')?.[1]
  if (version === undefined) throw new StoreError(`${path} is damaged: restore a backup`)
  if (Number(version) > STORE_VERSION) throw newerVersion(path, Number(version))
  return Number(version)
}

const CLOSED = 'closed.json'

/**
 * Remembers that the store has come to this commit: a journal that ends before it has lost its end, which a cut alone
 * cannot show, and nor can files that are gone together with all that came after them. Written when the store is made,
 * with each file that begins in the journal, and when the store is closed.
 */
export async function writeClosed(fs: FileSystem, folder: string, commit: number): Promise<void> {
  await writeSmall(fs, folder, CLOSED, `{"warta":"closed","commit":${commit}}\n`)
}

/** The commit that the store had come to when it was last remembered; undefined where that is missing or damaged. */
export async function readClosed(fs: FileSystem, folder: string): Promise<number | undefined> {
  const bytes = await readWhole(fs, `${folder}/${CLOSED}`)
  const commit = /^\{"warta":"closed","commit":([0-9]{1,15})\}\n$/.exec(bytes?.toString('latin1') ?? '')?.[1]
  return commit === undefined ? undefined : Number(commit)
}

/** Removes what killed processes left, and the oldest of what was set aside. For the holder of the lock. */
export async function cleanFolder(fs: FileSystem, folder: string): Promise<void> {
  for (const name of await fs.list(folder)) {
    // A folder of such a name is nobody's of ours, and in nobody's way.
    if (TEMPORARY.test(name) && (await fs.look(`${folder}/${name}`))?.kind !== 'folder')
      await fs.remove(`${folder}/${name}`)
  }
  const aside: string[] = []
  for (const sub of ['', ...SUBFOLDERS]) {
    const path = sub === '' ? folder : `${folder}/${sub}`
    for (const name of await fs.list(path)) if (ASIDE.test(name)) aside.push(`${path}/${name}`)
  }
  const stampOf = (path: string): number => Number(path.slice(path.lastIndexOf('-') + 1))
  aside.sort((a, b) => stampOf(b) - stampOf(a))
  for (const path of aside.slice(KEPT_ASIDE)) await fs.remove(path)
}

/** Cuts what a crash left of a commit, after a copy of it has been kept beside the file. */
export async function cutLeftover(
  fs: FileSystem,
  leftover: { readonly path: string; readonly end: number; readonly size: number },
  stamp: string,
): Promise<void> {
  const { path, end, size } = leftover
  const file = await fs.open(path, 'write')
  try {
    const bytes = Buffer.alloc(Math.min(size - end, 16 << 20))
    const length = await file.read(bytes, end)
    const aside = `${path}.torn-${stamp}`
    try {
      const copy = await fs.open(aside, 'create')
      try {
        await copy.write(bytes.subarray(0, length), 0)
      } finally {
        await copy.close()
      }
    } catch (error) {
      // A copy of half a commit that nobody was promised is not worth refusing to start for on a full disk.
      if (!['ENOSPC', 'EDQUOT', 'EEXIST'].some((code) => hasCode(error, code))) throw error
    }
    await file.truncate(end)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Whether a name inside the folder is that of a file a store is made of. */
export function isStoreFile(name: string): boolean {
  const [first = '', second, ...more] = name.split('/')
  if (second === undefined)
    return /^(?:(?:sources|editions|segments)\.json(?:\.prev)?|format\.json|closed\.json)$/.test(first)
  if (more.length > 0) return false
  if (first === 'entries') return SEGMENT_NAME.test(second)
  if (first === 'changes') return CHANGES_NAME.test(second)
  if (first === 'archives') return ARCHIVE_NAME.test(second)
  return first === 'seen' && SEEN_NAME.test(second)
}

/** Removes a folder in which no store was ever made. Throws where anything else lies in it. */
export async function removeEmptyStore(folder: string): Promise<void> {
  for (const name of ['lock', 'lock.pid']) await rm(`${folder}/${name}`, { force: true })
  for (const sub of [...SUBFOLDERS.map((name) => `${folder}/${name}`), folder]) {
    try {
      await rmdir(sub)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }
}
