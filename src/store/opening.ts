import { dirname } from 'node:path'
import { StoreError } from '../errors.ts'
import { messageOf, STORE_VERSION } from './document.ts'
import type { FileSystem } from './file-system.ts'
import { readClosed, readMarker, writeClosed, writeMarker } from './folder.ts'
import { type Loaded, type LoadOptions, loadStore, makeDocuments } from './load.ts'

/**
 * Reads all of a store's folder and verifies that it is whole and of this version. `closedAt`: the commit it had come to
 * when that was last written down. @throws StoreError
 */
export async function openFolder(
  fs: FileSystem,
  folder: string,
  loading: LoadOptions,
): Promise<{ readonly loaded: Loaded; readonly closedAt: number }> {
  const version = await readMarker(fs, folder)
  if (version < STORE_VERSION) {
    throw new StoreError(`${folder} is of an older version: run Warta once, so that it is brought up to date`)
  }
  const closedAt = await readClosed(fs, folder)
  const loaded = await loadStore(loading)
  const { lastCommit, seen } = loaded
  if (closedAt !== undefined && lastCommit >= closedAt) return { loaded, closedAt }
  const path = `${folder}/closed.json`
  if (closedAt === undefined && lastCommit > 0) {
    // Everything else is there and whole.
    loading.warn(`${path} is missing or damaged: that the end of the journal is there could not be verified`)
    return { loaded, closedAt: 0 }
  }
  await seen.close()
  if (closedAt === undefined)
    throw new StoreError(`${path} is missing or damaged, and nothing else is there: restore a backup`)
  throw new StoreError(`${folder} ends at commit ${lastCommit} and had come to ${closedAt}: restore a backup`)
}

/** Makes an empty store. */
export async function createFolder(fs: FileSystem, folder: string, loading: LoadOptions): Promise<void> {
  const { documents } = makeDocuments(loading)
  for (const { low } of Object.values(documents)) await low.write()
  await writeClosed(fs, folder, 0)
  await writeMarker(fs, folder, STORE_VERSION)
  await fs.syncFolder(dirname(folder))
}

/** What the system says of the folder becomes a StoreError. */
export async function guarded<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw new StoreError(`${folder}: ${messageOf(error)}`, { cause: error })
  }
}
