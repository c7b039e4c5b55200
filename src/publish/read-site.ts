import { constants, type Dirent } from 'node:fs'
import { lstat, open, readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PublishError } from '../errors.ts'
import type { SiteFile, StoredFile } from '../model/site-file.ts'
import { maxAgeOf, PAGE_MAX_AGE } from './cache-time.ts'
import { contentTypeOf } from './content-type.ts'
import { hasCode, lstatOrUndefined, SEGMENT } from './site-folder.ts'

/** A site's page may be large, what an operator adds beside ours is not served past this. */
const MAX_FILE_BYTES = 16 * 1024 * 1024

/**
 * The published folder as it stands, with the times its files changed; empty when there is none yet. Archives that grow
 * no more stay on disk until somebody asks for them: they become more for ever. Hidden files, symbolic links, temporary
 * files and what is too large to be ours are not part of the site.
 * @throws PublishError when the folder cannot be read
 */
export async function readSite(folder: string): Promise<readonly (SiteFile | StoredFile)[]> {
  const files: (SiteFile | StoredFile)[] = []
  try {
    await readFolder(folder, '', files)
  } catch (error) {
    throw new PublishError(`${folder}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

async function readFolder(root: string, under: string, files: (SiteFile | StoredFile)[]): Promise<void> {
  const folder = join(root, under)
  if ((await lstatOrUndefined(folder)) === undefined && under === '') return
  const found: (SiteFile | StoredFile)[] = []
  const entries = await readdir(folder, { withFileTypes: true })
  const newest = under.endsWith('/archive') ? newestOf(entries) : undefined
  for (const entry of entries) {
    if (!SEGMENT.test(entry.name)) continue
    const path = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.isDirectory()) await readFolder(root, path, files)
    if (!entry.isFile()) continue
    const full = join(folder, entry.name)
    const { mtimeMs, size } = await lstat(full)
    if (size > MAX_FILE_BYTES) continue
    const page = /\.(?:html|opml)$/.test(entry.name)
    const kind = page ? 'page' : 'document'
    const about = { path, contentType: contentTypeOf(path), kind, modifiedAt: mtimeMs } as const
    // The newest archive changes with the feed that leads to it: both are of one generation.
    const isStored = newest !== undefined && entry.name !== newest
    found.push(
      isStored
        ? { ...about, bytes: size, read: () => readStored(root, path) }
        : { ...about, body: await readFile(full) },
    )
  }
  const maxAgeSeconds = cacheSeconds(found.find(({ path }) => path.endsWith('/rss.xml')))
  files.push(...found.map((file) => ({ ...file, maxAgeSeconds: file.kind === 'page' ? PAGE_MAX_AGE : maxAgeSeconds })))
}

function newestOf(entries: readonly Dirent[]): string | undefined {
  return entries
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.xml'))
    .toSorted()
    .at(-1)
}

/**
 * One file whole, as it is now, though it be replaced meanwhile; undefined when it is there no more. Only a plain file in
 * the folder itself is: no link or pipe that stands in its place since, nor what a link in place of its folder leads to.
 */
async function readStored(root: string, path: string): ReturnType<StoredFile['read']> {
  const full = join(root, path)
  try {
    if ((await realpath(dirname(full))) !== join(await realpath(root), dirname(path))) return undefined
    // Without waiting: to open a pipe is to wait for whoever writes into it.
    const handle = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const facts = await handle.stat()
      if (!facts.isFile() || facts.size > MAX_FILE_BYTES) return undefined
      return { body: await handle.readFile(), modifiedAt: facts.mtimeMs }
    } finally {
      await handle.close()
    }
  } catch (error) {
    // ENXIO: a socket.
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO')) return undefined
    throw error
  }
}

/** The rhythm of a section stands in its own feed; without one, five minutes. */
function cacheSeconds(rss: SiteFile | StoredFile | undefined): number {
  const head = rss !== undefined && 'body' in rss ? Buffer.from(rss.body).toString('utf8', 0, 4_096) : ''
  const minutes = /<ttl>(\d{1,6})<\/ttl>/.exec(head)?.[1]
  return maxAgeOf(minutes === undefined ? 5 : Number(minutes))
}
