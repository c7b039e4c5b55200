import { randomBytes } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { chmod, lstat, mkdir, open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { PublishError } from '../errors.ts'
import type { SiteFile } from '../model/site-file.ts'

/** What the published folder asks of the disk: whole files, modes a web server can read, nothing behind a link. */

/** A name that a file or folder of the site may have: none that is hidden, none that leads elsewhere. */
export const SEGMENT = /^[a-z0-9][a-z0-9._-]*$/i

const FOLDER_MODE = 0o755
const FILE_MODE = 0o644
/** Ours alone, so that what a killed run left can be told from an operator's file. */
const TEMPORARY = /^\..+\.[0-9a-f]{12}\.warta-tmp$/

/** The folder, made where it is missing, with the mode a web server needs. @throws PublishError for anything else there */
export async function prepareFolder(path: string): Promise<void> {
  const found = await lstatOrUndefined(path)
  if (found === undefined) await mkdir(path, { recursive: true })
  else if (!found.isDirectory()) throw new PublishError(`${path} is in the way: it is not a folder`)
  // The umask must not decide whether a web server can read this.
  if (found === undefined || (found.mode & 0o777) !== FOLDER_MODE) await chmod(path, FOLDER_MODE)
}

/**
 * One file with these bytes: written beside, synced, renamed. False when it had them already; then it is not touched.
 * @throws PublishError for anything there that is not a plain file
 */
export async function replaceFile(folder: string, file: SiteFile): Promise<boolean> {
  const path = join(folder, file.path)
  const body = typeof file.body === 'string' ? Buffer.from(file.body.toWellFormed(), 'utf8') : Buffer.from(file.body)
  const found = await lstatOrUndefined(path)
  if (found !== undefined) {
    if (!found.isFile()) throw new PublishError(`${path} is in the way: it is not a plain file`)
    if (found.size === body.length && body.equals(await readFile(path))) {
      if ((found.mode & 0o777) !== FILE_MODE) await chmod(path, FILE_MODE)
      return false
    }
  }
  const slash = path.lastIndexOf('/')
  const temporary = `${path.slice(0, slash)}/.${path.slice(slash + 1)}.${randomBytes(6).toString('hex')}.warta-tmp`
  try {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
    const handle = await open(temporary, flags, FILE_MODE)
    try {
      await handle.chmod(FILE_MODE)
      await handle.writeFile(body)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return true
}

/** What a run that was killed left behind. */
export async function removeTemporaries(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (TEMPORARY.test(name)) await unlink(join(folder, name))
}

/** A folder's names on disk; not every file system can sync a folder, and those need not. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } catch (error) {
    if (!hasCode(error, 'EINVAL', 'ENOTSUP', 'EPERM')) throw error
  } finally {
    await handle.close()
  }
}

/** Of the thing itself, never of what a link leads to; undefined where there is nothing. */
export async function lstatOrUndefined(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
