import type { FileSystem } from './file-system.ts'
import type { JournalFile } from './journal.ts'
import { chainOf, journalFiles, type TailCommit } from './load.ts'
import { scanJournal } from './scan.ts'
import type { Segments } from './segments.ts'

type FollowOptions = {
  readonly fs: FileSystem
  readonly folder: string
  readonly segments: Segments
  readonly changes: readonly JournalFile[]
}

/** Reads what an owner has written to the journal since it was last read: for readers that stay open. */
export class Follower {
  readonly #options: FollowOptions
  readonly #changes = new Map<string, JournalFile>()

  constructor(options: FollowOptions) {
    this.#options = options
    for (const file of options.changes) this.#changes.set(file.name, file)
  }

  /**
   * The commits after `last`, in order; the files remember how far they were read. Throws StoreError where they cannot all
   * be found: then the owner has written snapshots and removed them, and all must be loaded again.
   */
  async news(last: number): Promise<readonly TailCommit[]> {
    const { folder, segments } = this.#options
    const tail: TailCommit[] = []
    for (const { name, path, firstCommit } of await journalFiles(this.#options, 'entries')) {
      const known = segments.byName(name)
      if (known === undefined && firstCommit <= last) continue
      const segment =
        known ?? segments.of({ kind: 'entries', name, path, firstCommit, lastCommit: 0, end: 0, shared: undefined })
      await this.#read(segment.file, (commit) => tail.push({ commit, file: segment.file, segment }))
    }
    for (const { name, path, firstCommit } of await journalFiles(this.#options, 'changes')) {
      const file = this.#changes.get(name) ?? {
        kind: 'changes',
        name,
        path,
        firstCommit,
        lastCommit: 0,
        end: 0,
        shared: undefined,
      }
      this.#changes.set(name, file)
      await this.#read(file, (commit) => tail.push({ commit, file, segment: undefined }))
    }
    const later = tail.filter(({ commit }) => commit.mark.n > last)
    const chain = chainOf(later, { oldest: last, newest: last, folder })
    for (const { file, commit } of chain) {
      file.end = commit.end
      file.lastCommit = commit.mark.n
    }
    return chain
  }

  async #read(file: JournalFile, onCommit: Parameters<typeof scanJournal>[1]): Promise<void> {
    const { fs } = this.#options
    const look = await fs.look(file.path)
    if (look === undefined || look.bytes <= file.end) return
    const handle = await fs.open(file.path, 'read')
    try {
      await scanJournal(handle, onCommit, { bytes: file.end, sum: 0 })
    } finally {
      await handle.close()
    }
  }
}
