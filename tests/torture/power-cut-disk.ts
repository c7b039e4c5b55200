import { dirname } from 'node:path'
import type { File, FileSystem, Look } from '../../src/store/file-system.ts'
import { type Judge, systemError } from './faulty-file-system.ts'

type Inode = { readonly number: number; seen: Buffer; onDisk: Buffer }

/** What a power cut makes of what was not synced: `none` of it is there, `all` of it, or any part. */
export type Cut = 'none' | 'all' | { readonly random: () => number }

/**
 * A disk that may forget: what was written but not synced, and names made, moved or removed in a folder that was not
 * synced, are there or not after a power cut. Stricter than any real file system.
 */
export class PowerCutDisk implements FileSystem {
  #names = new Map<string, Inode>()
  #namesOnDisk = new Map<string, Inode>()
  readonly #folders = new Set<string>()
  #inodes = 0
  readonly #judge: Judge

  constructor(judge: Judge) {
    this.#judge = judge
  }

  #ask(call: Parameters<Judge>[0], path: string): void {
    const verdict = this.#judge(call, path)
    if (verdict !== undefined) throw verdict.error
  }

  async open(path: string, how: 'read' | 'write' | 'create'): Promise<File> {
    this.#ask(how === 'create' ? 'create' : 'open', path)
    let inode = this.#names.get(path)
    if (how === 'create') {
      if (inode !== undefined) throw systemError('EEXIST')
      inode = { number: ++this.#inodes, seen: Buffer.alloc(0), onDisk: Buffer.alloc(0) }
      this.#names.set(path, inode)
    }
    if (inode === undefined) throw systemError('ENOENT')
    const own = inode
    return {
      read: async (into, position) => {
        this.#ask('read', path)
        return own.seen.copy(into, 0, position)
      },
      write: async (data, position) => {
        this.#ask('write', path)
        const bytes = Buffer.alloc(Math.max(own.seen.length, position + data.length))
        own.seen.copy(bytes)
        bytes.set(data, position)
        own.seen = bytes
      },
      sync: async () => {
        this.#ask('sync', path)
        own.onDisk = own.seen
      },
      truncate: async (bytes) => {
        this.#ask('truncate', path)
        own.seen = Buffer.from(own.seen.subarray(0, bytes))
      },
      look: async () => lookOf(own),
      close: async () => undefined,
    }
  }

  async look(path: string): Promise<Look | undefined> {
    if (this.#folders.has(path)) return { kind: 'folder', mode: 0o700, bytes: 0, inode: 0, device: 0 }
    const inode = this.#names.get(path)
    return inode === undefined ? undefined : lookOf(inode)
  }

  async list(folder: string): Promise<readonly string[]> {
    this.#ask('list', folder)
    const paths = [...this.#names.keys(), ...this.#folders].filter((path) => dirname(path) === folder)
    return paths.map((path) => path.slice(folder.length + 1)).sort()
  }

  async makeFolder(folder: string): Promise<void> {
    this.#ask('makeFolder', folder)
    this.#folders.add(folder)
  }

  async rename(from: string, to: string): Promise<void> {
    this.#ask('rename', from)
    const inode = this.#names.get(from)
    if (inode === undefined) throw systemError('ENOENT')
    this.#names.delete(from)
    this.#names.set(to, inode)
  }

  async link(path: string, name: string): Promise<void> {
    this.#ask('link', path)
    const inode = this.#names.get(path)
    if (inode === undefined) throw systemError('ENOENT')
    if (this.#names.has(name)) throw systemError('EEXIST')
    this.#names.set(name, inode)
  }

  async remove(path: string): Promise<void> {
    this.#ask('remove', path)
    if (!this.#names.delete(path)) throw systemError('ENOENT')
  }

  async syncFolder(folder: string): Promise<void> {
    this.#ask('syncFolder', folder)
    for (const path of this.#namesOnDisk.keys()) if (dirname(path) === folder) this.#namesOnDisk.delete(path)
    for (const [path, inode] of this.#names) if (dirname(path) === folder) this.#namesOnDisk.set(path, inode)
  }

  /** Cuts the power; what is found afterwards is the disk that is handed back. */
  cut(how: Cut, judge: Judge): PowerCutDisk {
    const after = new PowerCutDisk(judge)
    for (const folder of this.#folders) after.#folders.add(folder)
    const chance = (): boolean => (how === 'none' ? false : how === 'all' ? true : how.random() < 0.5)
    for (const path of new Set([...this.#names.keys(), ...this.#namesOnDisk.keys()])) {
      const inode = (chance() ? this.#names : this.#namesOnDisk).get(path)
      if (inode === undefined) continue
      const bytes = partOf(inode, how)
      const found = { number: ++after.#inodes, seen: bytes, onDisk: bytes }
      after.#names.set(path, found)
      after.#namesOnDisk.set(path, found)
    }
    return after
  }
}

function partOf({ seen, onDisk }: Inode, how: Cut): Buffer {
  if (how === 'none') return onDisk
  if (how === 'all' || seen.length <= onDisk.length) return seen
  // Whole blocks are missing, or the end.
  const bytes = Buffer.from(
    seen.subarray(0, onDisk.length + Math.floor(how.random() * (seen.length - onDisk.length + 1))),
  )
  for (let block = Math.ceil(onDisk.length / 512) * 512; block + 512 <= bytes.length; block += 512) {
    if (how.random() < 0.3) bytes.fill(0, block, block + 512)
  }
  return bytes
}

function lookOf(inode: Inode): Look {
  return { kind: 'file', mode: 0o600, bytes: inode.seen.length, inode: inode.number, device: 1 }
}
