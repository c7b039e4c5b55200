import { createGzip } from 'node:zlib'
import { StoreError } from '../errors.ts'
import { readWhole, STORE_VERSION } from './document.ts'
import { type FileSystem, hasCode } from './file-system.ts'
import { isStoreFile, writeMarker } from './folder.ts'
import { type PackedFile, packTar } from './tar.ts'

/**
 * Brings the files of a store from one version to the next. It may be killed anywhere and is then begun again, so it must
 * do no harm to what it has done before: replace files by writing a new one and renaming it.
 */
export type Migration = { readonly from: number; migrate(fs: FileSystem, folder: string): Promise<void> }

/**
 * Every migration there is, oldest first. Version 1 is the first. Version 2 has more tables and another kind of line in
 * archives, and reads all that 1 wrote; an older Warta would drop the rows of tables that it does not know.
 */
export const MIGRATIONS: readonly Migration[] = [{ from: 1, migrate: async () => undefined }]

/**
 * Brings a store up to this version. Before each step all its files are copied to `store.v1.tar.gz` beside the folder;
 * the marker changes last, so a step that was interrupted is begun again, and its copy is not made again from what it left.
 */
export async function bringUpToDate(
  fs: FileSystem,
  folder: string,
  version: number,
  options: { readonly migrations: readonly Migration[]; readonly now: number },
): Promise<void> {
  for (let from = version; from < STORE_VERSION; from++) {
    const migration = options.migrations.find((each) => each.from === from)
    if (migration === undefined)
      throw new StoreError(`${folder} is of store version ${from}, and there is no migration from it`)
    await copyAside(fs, folder, from, options.now)
    await migration.migrate(fs, folder)
    await writeMarker(fs, folder, from + 1)
  }
}

async function copyAside(fs: FileSystem, folder: string, version: number, now: number): Promise<void> {
  const path = `${folder}.v${version}.tar.gz`
  if ((await fs.look(path)) !== undefined) return
  const temporary = `${path}.tmp`
  try {
    await fs.remove(temporary)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  const file = await fs.open(temporary, 'create')
  try {
    const gzip = createGzip()
    const feeding = (async () => {
      for await (const piece of packTar(filesOf(fs, folder), now)) {
        if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve))
      }
      gzip.end()
    })().catch((error: unknown) => gzip.destroy(error instanceof Error ? error : new Error(String(error))))
    let at = 0
    for await (const piece of gzip as AsyncIterable<Buffer>) {
      await file.write(piece, at)
      at += piece.length
    }
    await feeding
    await file.sync()
  } finally {
    await file.close()
  }
  await fs.rename(temporary, path)
  await fs.syncFolder(folder.slice(0, folder.lastIndexOf('/')))
}

async function* filesOf(fs: FileSystem, folder: string): AsyncGenerator<PackedFile> {
  const names: string[] = []
  for (const name of await fs.list(folder)) {
    const look = await fs.look(`${folder}/${name}`)
    if (look?.kind === 'folder') for (const inner of await fs.list(`${folder}/${name}`)) names.push(`${name}/${inner}`)
    else names.push(name)
  }
  for (const name of names.filter(isStoreFile)) {
    const bytes = await readWhole(fs, `${folder}/${name}`)
    if (bytes !== undefined) yield { name, bytes: bytes.length, pieces: [bytes] }
  }
}
