import { type File, type FileSystem, hasCode } from './file-system.ts'

/**
 * A file system that keeps what it has once opened: later openings give the same file, whatever has become of its name.
 * What was loaded through it can so be copied while the owner goes on replacing and removing files.
 */
export class PinnedFiles implements FileSystem {
  readonly #fs: FileSystem
  readonly #open = new Map<string, File>()
  readonly #lists = new Map<string, readonly string[]>()
  readonly #used = new Set<string>()

  constructor(fs: FileSystem) {
    this.#fs = fs
  }

  async open(path: string, how: 'read' | 'write' | 'create'): Promise<File> {
    if (how !== 'read') throw new TypeError('pinned files are only read')
    const file = await this.#pin(path)
    this.#used.add(path)
    return { ...file, close: async () => undefined }
  }

  /** Opens all files of these folders at once, so that they can be opened later. What is removed meanwhile is left out. */
  async pinFolders(folders: readonly string[]): Promise<void> {
    for (const folder of folders) {
      for (const name of await this.list(folder)) {
        const path = `${folder}/${name}`
        if ((await this.look(path))?.kind !== 'file') continue
        try {
          await this.#pin(path)
        } catch (error) {
          if (!hasCode(error, 'ENOENT')) throw error
        }
      }
    }
  }

  async #pin(path: string): Promise<File> {
    const pinned = this.#open.get(path) ?? (await this.#fs.open(path, 'read'))
    this.#open.set(path, pinned)
    return pinned
  }

  /** Which paths were opened since by whoever reads. */
  paths(): readonly string[] {
    return [...this.#used]
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
    this.#used.clear()
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
