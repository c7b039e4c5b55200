import { setTimeout } from 'node:timers/promises'
import { StoreError } from '../errors.ts'
import { messageOf } from './document.ts'
import { type FileSystem, hasCode, listed } from './file-system.ts'

/** Where nothing was replaced meanwhile, it is damage and no change that one looks at. */
const ATTEMPTS = 5
const BETWEEN_ATTEMPTS_MS = 40
const GIVE_UP_MS = 30_000

/**
 * Reads a store that another process owns. The owner goes on adding, replacing and removing files, so what a reader
 * finds may be of two moments, or gone when it is opened: then all is looked at again, for up to 30 s as long as files
 * are replaced. Throws the last StoreError, or one that says what the system said.
 */
export async function patiently<T>(fs: FileSystem, folder: string, work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + GIVE_UP_MS
  for (let calm = 0; ; ) {
    const before = await picture(fs, folder)
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreError || hasCode(error, 'ENOENT'))) throw error
      if (before === (await picture(fs, folder))) calm++
      if (calm >= ATTEMPTS || performance.now() > giveUpAt) {
        if (error instanceof StoreError) throw error
        throw new StoreError(`${folder}: ${messageOf(error)}`, { cause: error })
      }
      await setTimeout(BETWEEN_ATTEMPTS_MS)
    }
  }
}

/** Which files there are: snapshots keep their names, so they are told apart by inode. */
async function picture(fs: FileSystem, folder: string): Promise<string> {
  const seen: string[] = []
  for (const name of ['sources.json', 'editions.json', 'segments.json']) {
    seen.push(String((await fs.look(`${folder}/${name}`))?.inode))
  }
  for (const sub of ['entries', 'changes', 'seen']) seen.push((await listed(fs, `${folder}/${sub}`)).join())
  return seen.join('\n')
}
