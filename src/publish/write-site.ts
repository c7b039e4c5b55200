import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PublishError } from '../errors.ts'
import type { SiteFile } from '../model/site-file.ts'
import { lstatOrUndefined, prepareFolder, removeTemporaries, replaceFile, SEGMENT, syncFolder } from './site-folder.ts'

/** What writing came to. */
export type Written = {
  readonly written: number
  readonly unchanged: number
  /** Files of sections that are no more. */
  readonly removed: number
  /** The paths whose bytes are new, in the order they were written. */
  readonly changed: readonly string[]
}

export type WriteOptions = {
  /** The slugs the site has, `all` included: the files of any other section that Warta wrote are removed, last. */
  readonly sections?: readonly string[]
}

const SECTION = /^[a-z0-9][a-z0-9-]{0,63}$/
/** A page of headlines that an edition goes on in. */
const FURTHER = /(?:^|\/)page-\d{1,3}\.html$/
const AT_ONCE = 4

/**
 * Brings the published folder up to date: each file whole or not at all (written beside, synced, renamed), and only when
 * its bytes differ, so that a file that did not change keeps its time. Documents come before the pages and lists that
 * link to them. One writer at a time (the store's lock sees to it). A symbolic link or anything else that is not a plain
 * file or folder in our way is refused: it would let us write elsewhere.
 * @throws PublishError; what was replaced until then stays, each file complete.
 */
export async function writeSite(
  folder: string,
  files: readonly SiteFile[],
  options: WriteOptions = {},
): Promise<Written> {
  try {
    return await write(folder, files, options)
  } catch (error) {
    if (error instanceof PublishError) throw error
    throw new PublishError(`${folder}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

async function write(folder: string, files: readonly SiteFile[], options: WriteOptions): Promise<Written> {
  for (const { path } of files) {
    if (!path.split('/').every((segment) => SEGMENT.test(segment))) throw new PublishError(`not a site path: ${path}`)
  }
  const folders = new Set<string>()
  await prepareFolder(folder)
  folders.add(folder)
  for (const parent of new Set(files.flatMap(({ path }) => parentsOf(path)))) {
    const full = join(folder, parent)
    await prepareFolder(full)
    folders.add(full)
  }
  for (const touched of folders) await removeTemporaries(touched)

  const changed: string[] = []
  for (const stage of stages(files)) {
    const replaced = await mapAtOnce(stage, async (file) => ((await replaceFile(folder, file)) ? file.path : undefined))
    const paths = replaced.filter((path) => path !== undefined)
    // The stage is on disk, names included, before the next one links to it.
    for (const parent of new Set(paths.map((path) => join(folder, parentsOf(path).at(-1) ?? '')))) {
      await syncFolder(parent)
    }
    changed.push(...paths)
  }
  let removed = await removeFurther(folder, files)
  if (options.sections !== undefined) {
    removed += await removeOthers(folder, new Set(options.sections))
    if (!options.sections.includes('theme')) removed += await removeFromTheme(folder, files)
  }
  return { written: changed.length, unchanged: files.length - changed.length, removed, changed }
}

/** Documents, then pages from the deepest up to the front page: nothing links to what is not there yet. */
function stages(files: readonly SiteFile[]): readonly (readonly SiteFile[])[] {
  const documents = files.filter(({ kind }) => kind === 'document')
  const pages = files.filter(({ kind }) => kind === 'page')
  const further = pages.filter(({ path }) => FURTHER.test(path))
  const inner = pages.filter(({ path }) => path.includes('/') && !FURTHER.test(path))
  const root = pages.filter(({ path }) => !path.includes('/'))
  return [documents, further, inner, root]
}

/** `a/b/c.xml` → `a`, `a/b`. */
function parentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** The pages that an edition which has grown shorter no longer goes on in. */
async function removeFurther(folder: string, files: readonly SiteFile[]): Promise<number> {
  const paths = new Set(files.map(({ path }) => path))
  let removed = 0
  for (const section of paths) {
    if (!/^[^/]+\/index\.html$/.test(section)) continue
    const parent = section.slice(0, -'/index.html'.length)
    for (const name of await readdir(join(folder, parent))) {
      if (!FURTHER.test(name) || paths.has(`${parent}/${name}`)) continue
      await rm(join(folder, parent, name), { force: true })
      removed += 1
    }
  }
  return removed
}

/** `theme/` is ours: what the operator took out of his theme goes. */
async function removeFromTheme(folder: string, files: readonly SiteFile[]): Promise<number> {
  const theme = join(folder, 'theme')
  if (!(await lstatOrUndefined(theme))?.isDirectory()) return 0
  const kept = new Set(files.map(({ path }) => path))
  const names = await readdir(theme)
  return removeFiles(
    theme,
    names.filter((name) => ASSET.test(name) && !kept.has(`theme/${name}`)),
  )
}

/** The kinds of file a theme may bring. */
const ASSET = /\.(?:svg|png|jpe?g|webp|avif|gif|ico|woff2?)$/i
const SECTION_FILES = ['index.html', 'fragment.html', 'latest-5.json', 'feed.json', 'atom.xml', 'rss.xml']

/** Removes the sections that are no more: only folders with all three feeds in them, and only files of our names. */
async function removeOthers(folder: string, sections: ReadonlySet<string>): Promise<number> {
  let removed = 0
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !SECTION.test(entry.name) || sections.has(entry.name)) continue
    const path = join(folder, entry.name)
    const names = new Set(await readdir(path))
    if (!['rss.xml', 'atom.xml', 'feed.json'].every((name) => names.has(name))) continue
    removed += await removeFiles(
      path,
      [...names].filter((name) => SECTION_FILES.includes(name) || FURTHER.test(name)),
    )
    if (names.has('archive')) {
      const archive = join(path, 'archive')
      removed += await removeFiles(
        archive,
        (await readdir(archive)).filter((name) => /^\d{4}-\d{2}(?:-\d{3})?\.xml$/.test(name)),
      )
    }
    const embed = join(folder, 'embed', entry.name)
    if ((await lstatOrUndefined(embed))?.isDirectory()) removed += await removeFiles(embed, ['index.html'])
  }
  return removed
}

/** Removes files and then the folder, unless something else is in it. */
async function removeFiles(folder: string, names: readonly string[]): Promise<number> {
  for (const name of names) await rm(join(folder, name), { force: true })
  if ((await readdir(folder)).length === 0) await rmdir(folder)
  return names.length
}

/**
 * At most a few at a time: fsync waits for the disk, and the disk takes several at once. Rejects with the first failure,
 * once nothing is under way any more.
 */
async function mapAtOnce<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (let at = 0; at < values.length; at += AT_ONCE) {
    for (const outcome of await Promise.allSettled(values.slice(at, at + AT_ONCE).map(work))) {
      if (outcome.status === 'rejected') throw outcome.reason
      results.push(outcome.value)
    }
  }
  return results
}
