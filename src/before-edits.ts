import type { BodyRef, Entry, EntryKey } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { SourceId } from './model/source.ts'
import type { Store } from './store/store.ts'

/** Before the reference of a body: what is meant is the entry as it was before. */
const FORMER = 'former:'

/**
 * The store as a publication sees it while articles are fetched: an entry of these sources that was edited in this cycle is
 * as it was before, until it has the text of its article again. Everything else is as it is.
 * @param at the instant at which the cycle began
 */
export function beforeEdits(store: Store, sources: ReadonlySet<SourceId>, at: Instant): Store {
  const before = async (entry: Entry): Promise<Entry> => {
    if (!sources.has(entry.sourceId) || entry.edits?.at !== at) return entry
    const { former } = await store.readBody(entry.bodyRef)
    if (former === undefined) return entry
    const { body: _, ...fields } = former
    return { ...fields, bodyRef: `${FORMER}${entry.bodyRef}` }
  }
  const reading: Pick<Store, 'readEntries' | 'readEntriesAsTheyLie' | 'readEntriesByKey' | 'readBody'> = {
    async *readEntries(query) {
      for await (const entry of store.readEntries(query)) yield await before(entry)
    },
    async *readEntriesAsTheyLie(query) {
      for await (const piece of store.readEntriesAsTheyLie(query)) yield await Promise.all(piece.map(before))
    },
    async readEntriesByKey(keys) {
      const entries = new Map<EntryKey, Entry>()
      for (const [key, entry] of await store.readEntriesByKey(keys)) entries.set(key, await before(entry))
      return entries
    },
    async readBody(ref: BodyRef) {
      if (!ref.startsWith(FORMER)) return store.readBody(ref)
      const body = await store.readBody(ref.slice(FORMER.length))
      return body.former?.body ?? body
    },
  }
  return new Proxy(store, {
    get(whole, name) {
      if (Object.hasOwn(reading, name)) return Reflect.get(reading, name)
      const member: unknown = Reflect.get(whole, name)
      return typeof member === 'function' ? member.bind(whole) : member
    },
  })
}
