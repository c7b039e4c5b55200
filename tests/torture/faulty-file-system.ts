import type { File, FileSystem } from '../../src/store/file-system.ts'

export type Call =
  | 'open'
  | 'create'
  | 'write'
  | 'sync'
  | 'truncate'
  | 'rename'
  | 'link'
  | 'remove'
  | 'syncFolder'
  | 'makeFolder'
  | 'read'
  | 'look'
  | 'list'

/** What to do at each call: nothing, or throw; `torn` first writes half of what was to be written. */
export type Judge = (call: Call, path: string) => { readonly error: Error; readonly torn?: boolean } | undefined

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code })
}

/** A file system that asks a judge before every call. */
export function judgedFileSystem(real: FileSystem, judge: Judge): FileSystem {
  const ask = (call: Call, path: string): void => {
    const verdict = judge(call, path)
    if (verdict !== undefined) throw verdict.error
  }
  const wrap = (file: File, path: string): File => ({
    async read(into, position) {
      ask('read', path)
      return file.read(into, position)
    },
    async write(data, position) {
      const verdict = judge('write', path)
      if (verdict?.torn === true) await file.write(data.subarray(0, data.length >> 1), position)
      if (verdict !== undefined) throw verdict.error
      await file.write(data, position)
    },
    async sync() {
      ask('sync', path)
      await file.sync()
    },
    async truncate(bytes) {
      ask('truncate', path)
      await file.truncate(bytes)
    },
    look: () => file.look(),
    close: () => file.close(),
  })
  return {
    async open(path, how) {
      ask(how === 'create' ? 'create' : 'open', path)
      return wrap(await real.open(path, how), path)
    },
    async look(path) {
      ask('look', path)
      return real.look(path)
    },
    async list(folder) {
      ask('list', folder)
      return real.list(folder)
    },
    async makeFolder(folder) {
      ask('makeFolder', folder)
      await real.makeFolder(folder)
    },
    async rename(from, to) {
      ask('rename', from)
      await real.rename(from, to)
    },
    async link(path, name) {
      ask('link', path)
      await real.link(path, name)
    },
    async remove(path) {
      ask('remove', path)
      await real.remove(path)
    },
    async syncFolder(folder) {
      ask('syncFolder', folder)
      await real.syncFolder(folder)
    },
  }
}

/** Lets the Nth call from now fail, or all from the Nth on until `heal`. */
export class Faults {
  #left = Number.POSITIVE_INFINITY
  #for: 'one' | 'all' = 'one'
  #code = 'EIO'
  #torn = false
  /** Calls that failed. */
  failed = 0

  arm(n: number, how: { readonly code: string; readonly torn: boolean; readonly for: 'one' | 'all' }): void {
    this.#left = n
    this.#code = how.code
    this.#torn = how.torn
    this.#for = how.for
  }

  heal(): void {
    this.#left = Number.POSITIVE_INFINITY
  }

  readonly judge: Judge = () => {
    this.#left--
    if (this.#left > 0 || (this.#for === 'one' && this.#left < 0)) return undefined
    this.failed++
    return { error: systemError(this.#code), torn: this.#torn }
  }
}
