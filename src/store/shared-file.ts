import type { File } from './file-system.ts'

/** A file that readers use while its owner may be done with it: closed when both are. */
export class SharedFile {
  readonly #file: File
  #users = 0
  #retired = false

  constructor(file: File) {
    this.#file = file
  }

  /** The file itself, for its owner. */
  get file(): File {
    return this.#file
  }

  retain(): void {
    this.#users++
  }

  async release(): Promise<void> {
    this.#users--
    if (this.#retired && this.#users === 0) await this.#file.close()
  }

  /** Closes it now, or when the last reader lets go. */
  async retire(): Promise<void> {
    if (this.#retired) return
    this.#retired = true
    if (this.#users === 0) await this.#file.close()
  }

  async use<T>(work: (file: File) => Promise<T>): Promise<T> {
    this.retain()
    try {
      return await work(this.#file)
    } finally {
      await this.release()
    }
  }
}
