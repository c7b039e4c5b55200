import { constants, fstatSync, lstatSync, type Stats } from 'node:fs'
import { chmod, link, mkdir, open, readdir, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/** An open file. Every position is explicit, so a write that failed can simply be made again. */
export type File = {
  /** Fills `into` from `position`; fewer bytes than asked only at the end of the file. */
  read(into: Uint8Array, position: number): Promise<number>
  /** Writes all of `data`, however many calls that takes. */
  write(data: Uint8Array, position: number): Promise<void>
  /** Returns when data and length are on disk. */
  sync(): Promise<void>
  truncate(bytes: number): Promise<void>
  look(): Promise<Look>
  close(): Promise<void>
}

/** What lies at a path; links are not followed. */
export type Look = {
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** Permission bits. */
  readonly mode: number
  readonly bytes: number
  readonly inode: number
  readonly device: number
}

/** Every call the JSON store makes of the file system: the seam at which tests let the Nth call fail. */
export type FileSystem = {
  /** `create` makes a new file (0600 whatever the umask) and fails where one is. Links are never followed. */
  open(path: string, how: 'read' | 'write' | 'create'): Promise<File>
  look(path: string): Promise<Look | undefined>
  /** Names in a folder, sorted. */
  list(folder: string): Promise<readonly string[]>
  /** Makes a folder and its parents; the folder itself is 0700 afterwards, whatever the umask and whether or not it was there. */
  makeFolder(folder: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Gives a file a second name. */
  link(path: string, name: string): Promise<void>
  remove(path: string): Promise<void>
  /** Returns when the names in a folder are on disk. */
  syncFolder(folder: string): Promise<void>
}

function lookOf(stats: Stats): Look {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : 'other'
  return {
    kind,
    mode: stats.mode & 0o7777,
    bytes: stats.size,
    inode: stats.ino,
    device: stats.dev,
  }
}

/** Whether an error of the system has this code: `ENOENT`, `ENOSPC`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** Names in a folder, sorted; none where it is not there. */
export async function listed(fs: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return await fs.list(folder)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}

// O_NONBLOCK: opening a FIFO that someone put in a file's place must fail later, not hang now.
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
const WRITE = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK
const CREATE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW

async function openFile(path: string, how: 'read' | 'write' | 'create'): Promise<File> {
  const handle = await open(path, how === 'read' ? READ : how === 'write' ? WRITE : CREATE, 0o600)
  if (how === 'create') await handle.chmod(0o600)
  return {
    async read(into, position) {
      let done = 0
      while (done < into.length) {
        const { bytesRead } = await handle.read(into, done, into.length - done, position + done)
        if (bytesRead === 0) break
        done += bytesRead
      }
      return done
    },
    async write(data, position) {
      let done = 0
      while (done < data.length) {
        const { bytesWritten } = await handle.write(data, done, data.length - done, position + done)
        done += bytesWritten
      }
    },
    // fdatasync writes the length too where it grew; what it leaves out is only the time of change.
    sync: () => handle.datasync(),
    truncate: (bytes) => handle.truncate(bytes),
    look: async () => lookOf(fstatSync(handle.fd)),
    close: () => handle.close(),
  }
}

/** On the spot, as with a file that is open: two are taken before each batch of the journal, and a trip to the thread pool costs far more. */
async function look(path: string): Promise<Look | undefined> {
  try {
    return lookOf(lstatSync(path))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  await chmod(folder, 0o700)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The file system of the machine. */
export const machineFileSystem: FileSystem = {
  open: openFile,
  look,
  list: async (folder) => (await readdir(folder)).sort(),
  makeFolder,
  rename,
  link,
  remove: unlink,
  syncFolder,
}
