import type { EntryKey } from '../model/entry.ts'
import type { TableChange } from './line.ts'
import type { Publication } from './store.ts'
import type { Tables } from './tables.ts'

/** The keys of entries by the id that they were published with. */
export class PublishedIds {
  readonly #keys = new Map<string, Set<EntryKey>>()

  constructor(publications: Tables['publications']) {
    for (const publication of publications.values()) this.#note(publication)
  }

  /** In the order of keys. */
  keysOf(id: string): readonly EntryKey[] {
    return [...(this.#keys.get(id) ?? [])].sort()
  }

  /** @param publications as they were before the change */
  apply({ put = [], del = [] }: TableChange, publications: Tables['publications']): void {
    for (const key of [...put.map(([key]) => key), ...del]) {
      const old = publications.get(key)
      if (old === undefined) continue
      this.#keys.get(old.id)?.delete(key)
      if (this.#keys.get(old.id)?.size === 0) this.#keys.delete(old.id)
    }
    for (const [, publication] of put) this.#note(publication as Publication)
  }

  #note({ id, key }: Publication): void {
    const keys = this.#keys.get(id)
    if (keys === undefined) this.#keys.set(id, new Set([key]))
    else keys.add(key)
  }
}
