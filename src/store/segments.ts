import { StoreError } from '../errors.ts'
import { messageOf } from './document.ts'
import type { File, FileSystem } from './file-system.ts'
import type { JournalFile } from './journal.ts'
import { contentsPath, type Segment } from './load.ts'
import { SharedFile } from './shared-file.ts'

const OPEN_AT_ONCE = 12

/** The segments that hold entries, oldest first. */
export class Segments {
  readonly #fs: FileSystem
  readonly #byOrdinal: Map<number, Segment>
  #nextOrdinal: number
  readonly #names = new Map<number, string>()
  /** Segments whose files were opened to be read, the last one last. */
  readonly #recent = new Set<number>()

  constructor(fs: FileSystem, segments: Map<number, Segment>) {
    this.#fs = fs
    this.#byOrdinal = segments
    this.#nextOrdinal = Math.max(-1, ...segments.keys()) + 1
    for (const { ordinal, file } of segments.values()) this.#names.set(ordinal, file.name)
  }

  all(): readonly Segment[] {
    return [...this.#byOrdinal.values()]
  }

  byName(name: string): Segment | undefined {
    return this.all().find(({ file }) => file.name === name)
  }

  /** The name of a segment, also of one that was dropped while it is read. */
  nameOf(ordinal: number): string {
    return this.#names.get(ordinal) ?? ''
  }

  /** The segment of a file that entries were just written to. */
  of(file: JournalFile): Segment {
    const last = this.#byOrdinal.get(this.#nextOrdinal - 1)
    const known = last?.file === file ? last : this.all().find((segment) => segment.file === file)
    if (known !== undefined) return known
    const segment = { ordinal: this.#nextOrdinal++, file }
    this.#byOrdinal.set(segment.ordinal, segment)
    this.#names.set(segment.ordinal, file.name)
    return segment
  }

  /** Keeps these segments readable until `release` is called, even when retention drops them. */
  async retain(
    ordinals: Iterable<number>,
  ): Promise<{ readonly files: ReadonlyMap<number, SharedFile>; release(): Promise<void> }> {
    const files = new Map<number, SharedFile>()
    const release = async (): Promise<void> => {
      for (const file of files.values()) await file.release()
    }
    try {
      for (const ordinal of new Set(ordinals)) {
        const file = await this.#shared(ordinal)
        files.set(ordinal, file)
      }
    } catch (error) {
      await release()
      throw error
    }
    return { files, release }
  }

  /** From now on this segment does not count. */
  take(segment: Segment): void {
    this.#byOrdinal.delete(segment.ordinal)
  }

  /** Closes and removes the file of a segment that does not count. */
  async discard({ file }: Segment): Promise<void> {
    await file.shared?.retire()
    await this.#fs.remove(file.path)
    const contents = contentsPath(file.path)
    if ((await this.#fs.look(contents)) !== undefined) await this.#fs.remove(contents)
  }

  async close(): Promise<void> {
    for (const { file } of this.all()) await file.shared?.retire()
  }

  async #shared(ordinal: number): Promise<SharedFile> {
    const file = this.#byOrdinal.get(ordinal)?.file
    if (file === undefined) throw new StoreError('the entry has expired')
    if (file.shared === undefined) {
      const opened = new SharedFile(await this.#openFile(file.path))
      // Two readers may have opened it at once: the first one stays.
      if (file.shared === undefined) file.shared = opened
      else await opened.retire()
    }
    this.#recent.delete(ordinal)
    this.#recent.add(ordinal)
    const shared = file.shared
    shared.retain()
    await this.#closeSome()
    return shared
  }

  async #openFile(path: string): Promise<File> {
    try {
      return await this.#fs.open(path, 'read')
    } catch (error) {
      throw new StoreError(`cannot read ${path}: ${messageOf(error)}`, { cause: error })
    }
  }

  /** Keeps only those open that were read last. */
  async #closeSome(): Promise<void> {
    for (const ordinal of this.#recent) {
      if (this.#recent.size <= OPEN_AT_ONCE) return
      this.#recent.delete(ordinal)
      const file = this.#byOrdinal.get(ordinal)?.file
      const shared = file?.shared
      if (file === undefined || shared === undefined) continue
      file.shared = undefined
      await shared.retire()
    }
  }
}
