import { constants } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'nothing',
  ENOTDIR: 'a file',
  EACCES: 'one that may not be read (EACCES)',
  EPERM: 'one that may not be read (EPERM)',
  ELOOP: 'a symbolic link',
}

/** What stands where a file should, in words, when it could not be read; undefined for what is no such failure. */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  return reasons[error.code] ?? `one that cannot be read (${error.code})`
}

/** A file's bytes, or what was found in its place. */
export type Read =
  | { readonly bytes: Uint8Array; readonly worldWritable: boolean }
  | { readonly found: string; readonly hint?: string }

async function readAll(handle: FileHandle, maxBytes: number): Promise<Read> {
  const facts = await handle.stat()
  if (!facts.isFile()) return { found: 'something else' }
  if (facts.size > maxBytes) return { found: `more than ${maxBytes / 1_000_000} MB` }
  // One byte more than it has: a file that is just being written is noticed.
  const buffer = new Uint8Array(facts.size + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length)
    length += bytesRead
    if (bytesRead === 0 || length > facts.size) break
  }
  if (length > facts.size) return { found: 'a file that is just being written', hint: 'try again' }
  return { bytes: buffer.subarray(0, length), worldWritable: (facts.mode & 0o002) !== 0 }
}

/** Only a regular file is read, never what a link or a pipe leads to: the configuration decides whom we ask and where we write. */
export async function readRegularFile(file: string, maxBytes: number): Promise<Read> {
  try {
    const facts = await lstat(file)
    if (facts.isSymbolicLink()) return { found: 'a symbolic link', hint: 'put the file itself there' }
    if (facts.isDirectory()) return { found: 'a folder' }
    if (!facts.isFile()) return { found: facts.isFIFO() ? 'a named pipe' : 'a device or socket' }
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      return await readAll(handle, maxBytes)
    } finally {
      await handle.close()
    }
  } catch (error) {
    const found = refusalOf(error)
    if (found === undefined) throw error
    return { found }
  }
}
