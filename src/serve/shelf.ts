import type { StoredFile } from '../model/site-file.ts'
import type { FileResource, Resource } from './resource.ts'
import type { Answer } from './answer.ts'

/** What was read from disk lately, so that who asks for the same is answered from memory. */
export type Shelf = {
  /** The file as a resource: read when first asked for, `make` turns its bytes into one, `gone` is said where it is no more. */
  resource(file: StoredFile, make: (bytes: Buffer, modifiedAt: number) => FileResource, gone: () => Answer): Resource
  /** Lets go of all. */
  clear(): void
}

type Kept = { readonly stamp: string; readonly bytes: number; readonly made: Promise<FileResource | undefined> }

/** A shelf that lets go of what was not asked for longest when it holds more than `maxBytes`. */
export function createShelf(maxBytes: number): Shelf {
  const kept = new Map<string, Kept>()
  let held = 0

  function forget(path: string): void {
    held -= kept.get(path)?.bytes ?? 0
    kept.delete(path)
  }

  function take(file: StoredFile, make: (bytes: Buffer, modifiedAt: number) => FileResource): Kept['made'] {
    const stamp = `${file.modifiedAt} ${file.bytes}`
    const there = kept.get(file.path)
    forget(file.path)
    const made =
      there?.stamp === stamp
        ? there.made
        : file.read().then((read) => (read === undefined ? undefined : make(Buffer.from(read.body), read.modifiedAt)))
    kept.set(file.path, { stamp, bytes: file.bytes, made })
    held += file.bytes
    // Last asked for is last in a Map.
    for (const oldest of kept.keys()) {
      if (held <= maxBytes || oldest === file.path) break
      forget(oldest)
    }
    if (there?.made !== made) {
      const drop = () => {
        if (kept.get(file.path)?.made === made) forget(file.path)
      }
      made.then((resource) => resource ?? drop(), drop)
    }
    return made
  }

  return {
    clear() {
      kept.clear()
      held = 0
    },
    resource: (file, make, gone) => ({
      async answer(coding, method, conditions) {
        const resource = await take(file, make)
        return resource === undefined ? gone() : resource.answer(coding, method, conditions)
      },
    }),
  }
}
