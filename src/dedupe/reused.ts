import type { EntryDate, EntryDraft, EntryKey } from '../model/entry.ts'
import { shortHash } from '../text/short-hash.ts'
import { wordsOf } from '../text/words.ts'
import type { Listed, Stored } from './bare.ts'
import { differForReader } from './referred.ts'
import type { Aliases } from './rekey.ts'

const MINUTE = 60_000
/** One page shows its next piece most of a day later; before that it was rewritten. */
const NEXT_DAY = 16 * 60 * MINUTE
/** Shorter texts tell nothing of what they are about; of two days and pages a few words are enough. */
const LEAST_WORDS = 5
const LEAST_WORDS_OF_DAY = 3

/** Shares of their words that two pieces have in common: of the titles, and of titles and texts together. */
const STRANGE_TITLES = 0.2
const STRANGE = { otherDayAndLink: 0.4, otherDay: 0.3, otherLink: 0.15 } as const
/** Formulas head another piece (`man dies after crash`): then of the texts alone. */
const UNLIKE_TITLES = 0.7
const STRANGE_TEXTS = 0.15

type Look = 'otherDayAndLink' | 'otherDay' | 'otherLink' | 'formula'

/**
 * Whether a draft may be another piece than the entry that its guid, or its link, is known for: some publishers number the
 * places of a list (`slot1`), or show each day's piece at one address. It has another link, or a date of another day.
 */
export function mayBeReused(draft: Listed['draft'], entry: Stored['entry']): boolean {
  return draft.fingerprint !== entry.fingerprint && lookOf(draft, entry) !== undefined
}

/**
 * Whether it is: what makes it one is that next to nothing of what it says is the same. A piece that is rewritten under another
 * headline still speaks of whom it spoke of.
 */
export function isReused({ draft, text }: Listed, { entry, text: before }: Stored): boolean {
  const { language, title } = draft
  const look = lookOf(draft, entry)
  const words = Math.min(...[text, before].map((each) => wordsOf(each, language).length))
  switch (look) {
    case undefined:
      return false
    case 'formula':
      return words >= LEAST_WORDS && commonShare(text, before, language) < STRANGE_TEXTS
    case 'otherLink':
    case 'otherDay':
      if (words < (look === 'otherDay' ? LEAST_WORDS_OF_DAY : LEAST_WORDS)) return false
  }
  return commonShare(`${title}\n${text}`, `${entry.title}\n${before}`, language) < STRANGE[look]
}

/** What is another of the two; undefined where link, date or title says that it is the same piece. */
function lookOf(draft: EntryDraft, entry: Stored['entry']): Look | undefined {
  const isOtherDay = isDayApart(draft, entry)
  const isOtherLink = hasOtherLink(draft, entry)
  const apart = msApart(dateOf(draft), dateOf(entry))
  if (!isOtherDay && (!isOtherLink || (apart !== undefined && apart < MINUTE))) return undefined
  const common = commonShare(draft.title, entry.title, draft.language)
  if (common >= STRANGE_TITLES) return isOtherDay && isOtherLink && common < UNLIKE_TITLES ? 'formula' : undefined
  if (!isOtherDay) return 'otherLink'
  return isOtherLink ? 'otherDayAndLink' : 'otherDay'
}

function isDayApart(draft: EntryDraft, entry: Stored['entry']): boolean {
  return (msApart(dateOf(draft), dateOf(entry)) ?? 0) >= NEXT_DAY
}

/**
 * What such drafts are known by: by the entry that has title and date, or title and link (a list whose pieces moved down a place), else by a new
 * key, the same whenever the piece comes back. Pure.
 * @param stored entries of the source that the document does not name otherwise
 */
export function reusedAliases(drafts: readonly EntryDraft[], stored: readonly Stored['entry'][]): Aliases {
  const taken = new Set<EntryKey>()
  return Object.fromEntries(
    drafts.map((draft) => {
      const same = stored.filter((entry) => !taken.has(entry.key) && isSamePiece(draft, entry))
      const key = same.length === 1 && same[0] !== undefined ? same[0].key : mintedKey(draft)
      taken.add(key)
      return [draft.key, key]
    }),
  )
}

function isSamePiece(draft: EntryDraft, entry: Stored['entry']): boolean {
  if (draft.title !== entry.title) return false
  const apart = msApart(dateOf(draft), dateOf(entry))
  return apart === undefined ? draft.urlKey !== undefined && draft.urlKey === entry.urlKey : apart < MINUTE
}

function mintedKey({ key, title, published }: EntryDraft): EntryKey {
  return shortHash(['reused', key, title, `${published?.at ?? ''}`])
}

function dateOf({ published }: { readonly published?: EntryDate }): EntryDate | undefined {
  return published?.confidence === 'high' ? published : undefined
}

function msApart(a: EntryDate | undefined, b: EntryDate | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.abs(a.at - b.at)
}

function hasOtherLink({ urlKey: one }: EntryDraft, { urlKey: other }: Stored['entry']): boolean {
  return one !== undefined && other !== undefined && one !== other && !differForReader(one, other)
}

/** Share of what two say that both say (Dice), from 0 to 1: words weighed by how much they tell; inflected words begin alike. */
export function commonShare(a: string, b: string, language: string | undefined): number {
  const [one, other] = [weightsOf(a, language), weightsOf(b, language)]
  let common = 0
  let all = 0
  for (const [form, weight] of one) if (other.has(form)) common += 2 * weight
  for (const weight of [...one.values(), ...other.values()]) all += weight
  return all === 0 ? 1 : common / all
}

const BEGINNING = 5

function weightsOf(text: string, language: string | undefined): ReadonlyMap<string, number> {
  const words = wordsOf(text, language)
  return new Map(words.map(({ form, weight }) => [form.slice(0, BEGINNING), weight * weight]))
}
