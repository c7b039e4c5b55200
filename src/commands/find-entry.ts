import { UsageError } from '../errors.ts'
import type { Decision, EntryDecision } from '../model/decision.ts'
import type { EditionEntry, EditionRecord, StoryRecord } from '../model/edition.ts'
import type { Entry, EntryKey } from '../model/entry.ts'
import type { Store } from '../store/store.ts'
import { cleanText } from '../text/plain.ts'
import { urlKey } from '../text/url.ts'

/** What an editor's words name. */
export type Found = {
  /** A published id names the story; anything else the entry, or the entries of one address. */
  readonly as: 'story' | 'entry'
  /** The story's published id; undefined where an entry was named. */
  readonly id: string | undefined
  /** The named entries that are stored, oldest first. */
  readonly entries: readonly Entry[]
  /** Where it stands in the archives of sections, when it does. */
  readonly archived: readonly { readonly slug: string; readonly entry: EditionEntry }[]
  /** What was decided of it, where no entry is stored any more that would tell. */
  readonly decided: readonly EntryDecision[]
}

/**
 * Finds what is named by a published id, an address in whatever spelling, a publisher's guid, or a key.
 * @param slugs the configured sections
 * @throws UsageError where it is none of these
 */
export async function findEntry(store: Store, slugs: readonly string[], words: string): Promise<Found> {
  const name = words.trim()
  const records = await recordsOf(store, slugs)
  const publications = await store.findPublications(name)
  const published = new Set(publications.map(({ key }) => key))
  // What was joined with others since is told under their id, and is one with them.
  const stories = records.flatMap((record) =>
    storiesOf(record).filter(({ id, members }) => id === name || members.some((key) => published.has(key))),
  )
  const decided = name === '' ? [] : (await store.readDecisions()).filter((each) => isAbout(each, name))
  if (name !== '' && (stories.length > 0 || publications.length > 0)) {
    const members = stories.flatMap((story) => [story.lead, ...story.members])
    const keys = new Set([...members, ...published])
    return {
      as: 'story',
      id: name,
      entries: await storedOf(store, keys),
      archived: await archivedOf(store, slugs, name),
      decided,
    }
  }
  const entries = name === '' ? [] : await namedEntries(store, name)
  if (entries.length > 0) return { as: 'entry', id: undefined, entries, archived: [], decided }
  const archived = name === '' ? [] : await archivedOf(store, slugs, name)
  const [first] = archived
  if (first !== undefined) return { as: 'story', id: first.entry.id, entries: [], archived, decided }
  // What was taken back of an archive is remembered by that alone.
  const [one] = decided
  if (one !== undefined) return { as: 'story', id: one.id ?? one.key, entries: [], archived: [], decided }
  throw new UsageError(
    `no entry: ${JSON.stringify(cleanText(name))} is neither a published id, nor the address, guid or key of an entry that is stored or archived`,
  )
}

export async function recordsOf(store: Store, slugs: readonly string[]): Promise<readonly EditionRecord[]> {
  const records = await Promise.all(slugs.map((slug) => store.readEdition(slug)))
  return records.filter((record) => record !== undefined)
}

/** Whether a decision names what is named: by id, key or the address that it remembers. */
export function isAbout(decision: Decision, name: string): decision is EntryDecision {
  if (!('key' in decision)) return false
  const address = addressKey(name)
  const isThere = address !== undefined && decision.url !== undefined && urlKey(decision.url) === address
  return decision.id === name || decision.key === name || isThere
}

/** The stories a section shows, and those that are kept out of it. */
export function storiesOf({ stories, withheld = [] }: EditionRecord): readonly StoryRecord[] {
  return [...stories, ...withheld]
}

async function storedOf(store: Store, keys: Iterable<EntryKey>): Promise<readonly Entry[]> {
  const entries = [...(await store.readEntriesByKey([...keys].filter((key) => key !== ''))).values()]
  return entries.sort((a, b) => a.firstSeen - b.firstSeen || (a.key < b.key ? -1 : 1))
}

async function namedEntries(store: Store, name: string): Promise<readonly Entry[]> {
  const byKey = await storedOf(store, [name])
  if (byKey.length > 0) return byKey
  const key = addressKey(name)
  const found: Entry[] = []
  for await (const entry of store.readEntries({})) {
    if (entry.guid === name || (key !== undefined && entry.urlKey === key)) found.push(entry)
  }
  return found
}

function addressKey(name: string): string | undefined {
  return /^https?:\/\//i.test(name) ? urlKey(name) : undefined
}

/** Where the archives of sections have what is named by its id or address. */
export async function archivedOf(store: Store, slugs: readonly string[], name: string): Promise<Found['archived']> {
  const key = addressKey(name)
  const found: { readonly slug: string; readonly entry: EditionEntry }[] = []
  for (const slug of slugs) {
    for (const { month } of await store.readArchiveMonths(slug)) {
      for (const entry of await store.readArchive(slug, month)) {
        const isNamed = entry.id === name || (key !== undefined && entry.url !== undefined && urlKey(entry.url) === key)
        if (isNamed) found.push({ slug, entry })
      }
    }
  }
  return found
}
