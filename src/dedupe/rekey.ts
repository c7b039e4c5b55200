import type { Entry, EntryDraft, EntryKey } from '../model/entry.ts'

/** New key → the key the entry was first stored under. */
export type Aliases = Readonly<Record<EntryKey, EntryKey>>

/** Drafts under the keys their entries are known by; the same draft where it has no alias. */
export function underKnownKeys(drafts: readonly EntryDraft[], aliases: Aliases): readonly EntryDraft[] {
  const known = new Map(Object.entries(aliases))
  return known.size === 0 ? drafts : drafts.map((draft) => ({ ...draft, key: known.get(draft.key) ?? draft.key }))
}

/** Fewer unknown entries, or a smaller share, are what a day brings. */
const LEAST_UNKNOWN = 2
const LEAST_SHARE = 0.5

/** Whether so much of a document is unknown that its source may have named its entries anew. */
export function mayBeRekeyed(drafts: readonly EntryDraft[], isKnown: (key: EntryKey) => boolean): boolean {
  const unknown = drafts.filter(({ key }) => !isKnown(key)).length
  return unknown >= LEAST_UNKNOWN && unknown >= drafts.length * LEAST_SHARE
}

/**
 * Finds the stored entries that unknown drafts of the same source are: by URL, by path on another host with the title, or
 * by title and date. What several drafts or several entries would answer to is no proof. Pure.
 * @param drafts whose keys are unknown
 * @param stored entries of the source that the document does not name by their keys
 */
export function aliasesOf(drafts: readonly EntryDraft[], stored: readonly Entry[]): Aliases {
  const aliases = new Map<EntryKey, EntryKey>()
  const taken = new Set<EntryKey>()
  for (const markOf of MARKS) {
    const byMark = Map.groupBy(
      stored.filter(({ key }) => !taken.has(key)),
      markOf,
    )
    const open = Map.groupBy(
      drafts.filter(({ key }) => !aliases.has(key)),
      markOf,
    )
    for (const [mark, [draft, ...others]] of open) {
      const [entry, ...doubles] = mark === undefined ? [] : (byMark.get(mark) ?? [])
      if (draft === undefined || entry === undefined || others.length > 0 || doubles.length > 0) continue
      aliases.set(draft.key, entry.key)
      taken.add(entry.key)
    }
  }
  return Object.fromEntries(aliases)
}

type Named = Pick<EntryDraft, 'guid' | 'urlKey' | 'title' | 'published'>

/** What an entry may be known again by, the surest first. */
const MARKS: readonly ((entry: Named) => string | undefined)[] = [
  ({ urlKey, title }) => (urlKey === undefined ? undefined : `${urlKey}\n${titleOf(title)}`),
  ({ urlKey }) => (urlKey === undefined || !hasOwnPath(urlKey) ? undefined : urlKey),
  ({ urlKey, title }) =>
    urlKey === undefined || !hasOwnPath(urlKey) ? undefined : `${pathOf(urlKey)}\n${titleOf(title)}`,
  ({ guid, title }) => (guid === undefined ? undefined : `${bareGuid(guid)}\n${titleOf(title)}`),
  ({ title, published }) =>
    published?.confidence === 'high' ? `${titleOf(title)}\n${Math.floor(published.at / 60_000)}` : undefined,
]

function titleOf(title: string): string {
  return (
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [title]
  ).join(' ')
}

/** The front page of a site names no piece. */
function hasOwnPath(urlKey: string): boolean {
  return /[/?].*[\p{L}\p{N}]/u.test(urlKey)
}

function pathOf(urlKey: string): string {
  return urlKey.replace(/^[^/?#]*/, '')
}

/** Without scheme, host and what counts revisions: `http://old.example/?p=12` and `https://new.example/?p=12#rev2`. */
function bareGuid(guid: string): string {
  return guid
    .trim()
    .replace(/^https?:\/\/[^/?#]*/i, '')
    .replace(/#.*$/, '')
}

/** Aliases beyond those the document lists: enough for what comes back. */
const MOST_UNLISTED = 500

/** What to remember: every alias the document still uses, and the latest of the others. */
export function aliasesToKeep(before: Aliases, found: Aliases, listed: ReadonlySet<EntryKey>): Aliases {
  const all = Object.entries({ ...before, ...found })
  const unlisted = all.filter(([key]) => !listed.has(key)).slice(-MOST_UNLISTED)
  return Object.fromEntries([...unlisted, ...all.filter(([key]) => listed.has(key))])
}
