import type { Entry, EntryDraft, EntryKey } from '../model/entry.ts'
import { wordsOf } from '../text/words.ts'
import type { Aliases } from './rekey.ts'

/** A stored entry and its text. */
export type Stored = { readonly entry: Entry; readonly text: string }
/** An entry of a document and its text. */
export type Listed = { readonly draft: EntryDraft; readonly text: string }

/** What has neither guid nor link is known by its title and text: edited, it comes under another key. */
export function isBare({ guid, url }: Pick<EntryDraft, 'guid' | 'url'>): boolean {
  return guid === undefined && url === undefined
}

/** Of those under one title so much of the words is the same in an edited text; the next of a series has another. */
const LEAST_ALIKE = 0.4
/** Shorter texts stand under many titles. */
const LEAST_TEXT = 40

/**
 * Finds the stored entries that unknown drafts without guid and link are, edited: title or text stayed, and the date, or
 * where there is none most of the other. What several would answer to is no proof. Pure.
 * @param listed drafts whose keys are unknown
 * @param stored entries of the source that the document lists no more
 */
export function editedAliases(listed: readonly Listed[], stored: readonly Stored[]): Aliases {
  const pairs = listed.flatMap((one) =>
    stored.filter((other) => isEdited(one, other)).map(({ entry }) => [one.draft.key, entry.key] as const),
  )
  const count = (key: EntryKey): number => pairs.filter((pair) => pair.includes(key)).length
  return Object.fromEntries(pairs.filter(([draft, entry]) => count(draft) === 1 && count(entry) === 1))
}

function isEdited({ draft, text }: Listed, { entry, text: before }: Stored): boolean {
  const isTitleSame = draft.title === entry.title
  const isTextSame = text === before && text.length >= LEAST_TEXT
  if (!isTitleSame && !isTextSame) return false
  const [date, dateBefore] = [draft.published, entry.published]
  if (date?.confidence === 'high' && dateBefore?.confidence === 'high') return date.at === dateBefore.at
  return isTextSame || alike(text, before, draft.language) >= LEAST_ALIKE
}

/** Share of the words that both have (Dice). */
function alike(a: string, b: string, language: string | undefined): number {
  const [one, other] = [a, b].map((text) => new Set(wordsOf(text, language).map(({ form }) => form)))
  if (one === undefined || other === undefined || one.size + other.size === 0) return 0
  return (2 * one.intersection(other).size) / (one.size + other.size)
}
