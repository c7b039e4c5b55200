import { StoreError } from '../errors.ts'
import type { File, FileSystem } from './file-system.ts'

/** A store may have thousands of files: while one is worked on, these many more are opened, and small ones read. */
const FILES_AHEAD = 8
const SMALL_BYTES = 1 << 20

/** Opens files for reading in their order, some ahead of their turn. Whoever takes one closes it. @throws StoreError */
export async function* openInTurn(fs: FileSystem, paths: readonly string[]): AsyncGenerator<File> {
  const ahead: Promise<PromiseSettledResult<File>[]>[] = []
  let at = 0
  try {
    for (;;) {
      for (const path of paths.slice(at, at + FILES_AHEAD - ahead.length)) {
        ahead.push(Promise.allSettled([openAhead(fs, path)]))
        at++
      }
      const [next] = (await ahead.shift()) ?? []
      if (next === undefined) return
      if (next.status === 'rejected') throw next.reason
      yield next.value
    }
  } finally {
    for (const [left] of await Promise.all(ahead)) if (left?.status === 'fulfilled') await left.value.close()
  }
}

async function openAhead(fs: FileSystem, path: string): Promise<File> {
  try {
    const file = await fs.open(path, 'read')
    try {
      const look = await file.look()
      if (look.bytes > SMALL_BYTES) return file
      const whole = Buffer.allocUnsafe(look.bytes)
      const read = whole.subarray(0, await file.read(whole, 0))
      await file.close()
      return inMemory(read, { ...look, bytes: read.length })
    } catch (error) {
      await file.close()
      throw error
    }
  } catch (error) {
    throw new StoreError(`cannot read ${path}: ${String(error)}`, { cause: error })
  }
}

function inMemory(bytes: Buffer, look: Awaited<ReturnType<File['look']>>): File {
  const refuse = (): never => {
    throw new StoreError('the file was opened for reading')
  }
  return {
    read: async (into, position) => bytes.copy(into, 0, position),
    look: async () => look,
    close: async () => undefined,
    write: refuse,
    sync: refuse,
    truncate: refuse,
  }
}
