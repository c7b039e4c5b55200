import type { Entry, EntryDraft, EntryKey, Known } from '../model/entry.ts'
import { fingerprintOf, textOf } from '../text/fingerprint.ts'
import { bareWords } from '../text/plain.ts'
import { commonShare, sharedOfShorter } from './reused.ts'

/** Fewer entries prove nothing of a list. */
const FEWEST = 3
/** How many of the known entries have other titles at once where a list no longer says titles. */
const MOST = 0.75
/** What says less of what a title says is no edited version of it. */
const STRANGE = 0.25
/** Titles that have less in common are two. Nobody edits so many of so much at once. */
const OTHER = 0.5

/** Entries as they are to be stored, and what is to be told of the titles of their list. */
export type Titled = { readonly drafts: readonly EntryDraft[]; readonly said: readonly string[] }

/**
 * The entries of a page under the titles that are believed. A title that is not sure takes no surer one's place: an entry
 * keeps the title it is known by, unless what the list says now is that title edited: then its article is to decide, as it
 * is where a list suddenly says other things of nearly all that it has. New entries of a list that says no titles any more
 * have none before their articles are read. Pure.
 * @param drafts under the keys that their entries are known by
 * @param isChosen whether the operator says where the titles stand: then they are what he chose
 */
export function believedTitles(
  drafts: readonly EntryDraft[],
  known: ReadonlyMap<EntryKey, Known>,
  isChosen: boolean,
): Titled {
  const surer = (draft: EntryDraft) => surerEntry(draft, known)
  const isNone = areOthers(
    drafts.filter(({ titleIs }) => titleIs !== undefined),
    surer,
    (a, b, language) => sharedOfShorter(a, b, language) < STRANGE,
  )
  const isOther =
    !isChosen &&
    areOthers(
      drafts.filter(({ titleIs }) => titleIs === undefined),
      surer,
      (a, b, language) => commonShare(a, b, language) < OTHER,
    )
  const titled = drafts.map((draft): EntryDraft => {
    const entry = surer(draft)
    // What the list says is what it said when the article was read.
    if (entry !== undefined && draft.title === entry.listedTitle) return underTitleOf(entry, draft)
    if (draft.titleIs === undefined) return isOther ? { ...draft, titleIs: 'unsure' } : draft
    if (entry === undefined) return isNone && !known.has(draft.key) ? { ...draft, titleIs: 'missing' } : draft
    if (isEditOf(draft, entry)) return draft
    return underTitleOf(entry, draft)
  })
  const without = drafts.filter(({ titleIs }) => titleIs === 'missing' || (titleIs === 'unsure' && isNone))
  if (without.length > 0) return { drafts: titled, said: saidInPlace(without) }
  return { drafts: titled, said: isOther ? ['no title: most entries say something else in its place'] : [] }
}

/** Drafts that were found to be known entries only now, under the titles that these are known by. Pure. */
export function underKnownTitles(drafts: readonly EntryDraft[], known: ReadonlyMap<EntryKey, Known>): Titled {
  const others: EntryDraft[] = []
  const titled = drafts.map((draft) => {
    const entry = draft.titleIs === undefined ? undefined : surerEntry(draft, known)
    if (entry === undefined || isEditOf(draft, entry)) return draft
    if (draft.title !== entry.listedTitle && !saysTitleOf(entry, draft)) others.push(draft)
    return underTitleOf(entry, draft)
  })
  return { drafts: titled, said: others.length < FEWEST ? [] : saidInPlace(others) }
}

function saidInPlace(drafts: readonly EntryDraft[]): readonly string[] {
  const [first] = drafts
  return first === undefined ? [] : [`no title: ${drafts.length} entries say “${first.title}” in its place`]
}

/** The entry that a draft is, where it has a title that is surer. */
function surerEntry({ key, titleIs }: EntryDraft, known: ReadonlyMap<EntryKey, Known>): Entry | undefined {
  const entry = known.get(key)?.entry
  const isSurer = entry?.titleIs === undefined || (titleIs === 'missing' && entry.titleIs === 'unsure')
  return isSurer ? entry : undefined
}

/** Whether what is said of nearly all of the known entries is strange to their titles. */
function areOthers(
  drafts: readonly EntryDraft[],
  surer: (draft: EntryDraft) => Entry | undefined,
  isStrange: (said: string, title: string, language: string | undefined) => boolean,
): boolean {
  const pairs = drafts.flatMap((draft) => {
    const entry = surer(draft)
    return entry === undefined ? [] : [{ draft, entry }]
  })
  const strangers = pairs.filter(
    ({ draft, entry }) => !saysTitleOf(entry, draft) && isStrange(draft.title, entry.title, draft.language),
  )
  return strangers.length >= FEWEST && strangers.length >= MOST * pairs.length
}

/** Whether it is what the entry was called, with more beside it, or cut short. */
function saysTitleOf({ title }: Entry, draft: EntryDraft): boolean {
  const [said, own] = [draft.title, title].map(bareWords)
  if (said === undefined || own === undefined || own === '') return false
  return said.includes(own) || (/(?:…|\.\.\.)$/.test(draft.title) && said !== '' && own.startsWith(said))
}

/** Whether a headline that the article gave is edited where its list says it, with more. What the list said for sure is no such one. */
function isEditOf(draft: EntryDraft, entry: Entry): boolean {
  if (entry.listedTitle === undefined || draft.titleIs === 'missing') return false
  if (draft.title === entry.listedTitle || saysTitleOf(entry, draft)) return false
  return sharedOfShorter(draft.title, entry.title, draft.language) >= STRANGE
}

function underTitleOf({ title, titleIs, listedTitle }: Entry, { titleIs: _, ...draft }: EntryDraft): EntryDraft {
  return {
    ...draft,
    title,
    ...(titleIs === undefined ? {} : { titleIs }),
    ...(listedTitle === undefined ? {} : { listedTitle }),
    fingerprint: fingerprintOf(title, textOf(draft.body), draft.urlKey, draft.enclosures),
  }
}
