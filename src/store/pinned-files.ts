import type { File, FileSystem } from './file-system.ts'

/**
 * A file system that keeps what it has once opened: later openings give the same file, whatever has become of its name.
 * What was loaded through it can so be copied while the owner goes on replacing and removing files.
 */
export class PinnedFiles implements FileSystem {
  readonly #fs: FileSystem
  readonly #open = new Map<string, File>()
  readonly #lists = new Map<string, readonly string[]>()

  constructor(fs: FileSystem) {
    this.#fs = fs
  }

  async open(path: string, how: 'read' | 'write' | 'create'): Promise<File> {
    if (how !== 'read') throw new TypeError('pinned files are only read')
    let file = this.#open.get(path)
    if (file === undefined) {
      file = await this.#fs.open(path, 'read')
      this.#open.set(path, file)
    }
    return { ...file, close: async () => undefined }
  }

  /** Which paths were opened. */
  paths(): readonly string[] {
    return [...this.#open.keys()]
  }

  async list(folder: string): Promise<readonly string[]> {
    const names = this.#lists.get(folder) ?? (await this.#fs.list(folder))
    this.#lists.set(folder, names)
    return names
  }

  look(path: string): ReturnType<FileSystem['look']> {
    return this.#fs.look(path)
  }

  async closeAll(): Promise<void> {
    for (const file of this.#open.values()) await file.close()
    this.#open.clear()
  }

  makeFolder = refuse
  rename = refuse
  link = refuse
  remove = refuse
  syncFolder = refuse
}

async function refuse(): Promise<never> {
  throw new TypeError('pinned files are only read')
}
