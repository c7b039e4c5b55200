import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { StoreError, UsageError } from '../errors.ts'
import { openJsonStore } from '../store/json-store.ts'
import type { Store } from '../store/store.ts'

/** Warta's folders inside `data/`. */
export function dataFolders(data: string): { readonly store: string; readonly public: string } {
  return { store: join(data, 'store'), public: join(data, 'public') }
}

/**
 * Opens the store that the configuration names. An owner holds the data folder alone (StoreBusyError otherwise);
 * a reader works beside one.
 */
export async function openStore(
  config: { readonly store: string },
  options: {
    readonly data: string
    readonly clock: Clock
    readonly mode: 'owner' | 'reader'
    /** Told, in a sentence, of what was mended and what could not be tidied up. */
    readonly warn: (message: string) => void
  },
): Promise<Store> {
  if (config.store !== 'json') {
    // The URL may hold a password: its scheme is enough.
    throw new UsageError(`store ${config.store.split(':')[0]} is not in force yet: only json is`)
  }
  if (options.mode === 'owner') await makeFolder(options.data)
  return openJsonStore({
    folder: dataFolders(options.data).store,
    clock: options.clock,
    mode: options.mode,
    log: ({ event, detail }) => options.warn(`store: ${event}: ${detail}`),
  })
}

/** Rejects with StoreError where the folder cannot be made: a file in its place, a disk that may not be written. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (cause) {
    throw new StoreError(`${folder} cannot be made`, { cause })
  }
}
