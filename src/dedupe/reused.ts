import type { EntryDate, EntryDraft, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import { shortHash } from '../text/short-hash.ts'
import { folded, wordsOf } from '../text/words.ts'
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

/** Where headlines are all there is, or no link leads to the piece: share of what the shorter says. What is told of one event within the hour is one piece. */
const STRANGE_TO_ALL = 0.1
const LEAST_APART = 60 * MINUTE
/** Under one constant title. */
const SAME_TITLES = 0.95

type Look = 'otherDayAndLink' | 'otherDay' | 'otherLink' | 'otherLinkAndHour' | 'otherHour' | 'formula' | 'issue'

/**
 * Whether a draft may be another piece than the entry that its guid, or its link, is known for: some publishers number the
 * places of a list (`slot1`), or show each day's piece at one address. It has another link, or a date of another day; where
 * neither is dated, the day is that on which we see it.
 * @param at when the draft is seen, where that may tell
 */
export function mayBeReused(draft: Listed['draft'], entry: Stored['entry'], at?: Instant): boolean {
  return draft.fingerprint !== entry.fingerprint && lookOf(draft, entry, at) !== undefined
}

/**
 * What a source says otherwise of most of what it lists, and of more than a few, undated, it says so itself (in another
 * language, say): no page's next piece.
 */
export function areReusedBySight({ reused, known }: { readonly reused: number; readonly known: number }): boolean {
  return reused <= FEW || reused * 2 <= known
}

const FEW = 3

/** Whether only our own sight tells the day of both: at one address, without dates. */
export function isKnownBySight(draft: EntryDraft, entry: Stored['entry']): boolean {
  return !hasOtherLink(draft, entry) && dateOf(draft) === undefined && dateOf(entry) === undefined
}

/**
 * Whether it is: what makes it one is that next to nothing of what it says is the same. A piece that is rewritten under another
 * headline still speaks of whom it spoke of.
 */
export function isReused({ draft, text }: Listed, { entry, text: before }: Stored, at?: Instant): boolean {
  const { language, title } = draft
  const look = lookOf(draft, entry, at)
  const counts = [text, before].map((each) => wordsOf(each, language).length)
  const words = Math.min(...counts)
  const whole = [`${title}\n${text}`, `${entry.title}\n${before}`] as const
  const isHeadlineAlone = Math.max(...counts) === 0 && saysEnough(title, language) && saysEnough(entry.title, language)
  switch (look) {
    case undefined:
      return false
    case 'formula':
      return words >= LEAST_WORDS && commonShare(text, before, language) < STRANGE_TEXTS
    case 'issue':
      return words >= LEAST_WORDS_OF_DAY && isNextIssue(text, before, language)
    case 'otherHour':
      return (isHeadlineAlone || words >= LEAST_WORDS) && sharedOfShorter(...whole, language) < STRANGE_TO_ALL
    case 'otherLinkAndHour':
      if (isHeadlineAlone) return sharedOfShorter(...whole, language) < STRANGE_TO_ALL
      return words >= LEAST_WORDS && commonShare(...whole, language) < STRANGE.otherLink
    case 'otherLink':
    case 'otherDay':
      if (words < (look === 'otherDay' ? LEAST_WORDS_OF_DAY : LEAST_WORDS)) return false
  }
  return commonShare(...whole, language) < STRANGE[look]
}

/** Of a series whose texts are made alike (`aged`): so many names in each, and none that both have. */
const LEAST_NAMES = 2
const STRANGE_BUT_FOR_FORM = 0.3
const NUMBERS = /\p{N}+/gu
const NAMES = /\p{Lu}[\p{L}\p{M}]+/gu

/** Whether a text tells nothing that the one of the day before did: death notices, a word of the day, the results of other teams. */
function isNextIssue(text: string, before: string, language: string | undefined): boolean {
  if (commonShare(text, before, language) < STRANGE_TEXTS) return true
  const [names, others] = [namesIn(text), namesIn(before)]
  if (Math.min(names.size, others.size) < LEAST_NAMES || !names.isDisjointFrom(others)) return false
  const [one, other] = [text.replace(NUMBERS, ' '), before.replace(NUMBERS, ' ')]
  return commonShare(one, other, language) < STRANGE_BUT_FOR_FORM
}

function namesIn(text: string): ReadonlySet<string> {
  return new Set((text.match(NAMES) ?? []).map(folded))
}

function saysEnough(title: string, language: string | undefined): boolean {
  return wordsOf(title, language).length >= LEAST_WORDS_OF_DAY
}

/** What is another of the two; undefined where link, date or title says that it is the same piece. */
function lookOf(draft: EntryDraft, entry: Stored['entry'], at: Instant | undefined): Look | undefined {
  const isOtherLink = hasOtherLink(draft, entry)
  const isOtherDay = isDayApart(draft, entry) || isSeenDayApart(draft, entry, at)
  if (!isOtherDay && draft.guid !== undefined && draft.guid === entry.guid && isOwnName(draft.guid)) return undefined
  const apart = msApart(dateOf(draft), dateOf(entry))
  const isHourApart = (apart ?? 0) >= LEAST_APART
  const isNowhere = isHourApart && !leadsToPiece(draft) && !leadsToPiece(entry)
  if (!isOtherDay && !isNowhere && (!isOtherLink || (apart !== undefined && apart < MINUTE))) return undefined
  const common = commonShare(draft.title, entry.title, draft.language)
  if (common >= SAME_TITLES && isOtherDay && draft.guid === undefined && entry.guid === undefined) return 'issue'
  if (common >= STRANGE_TITLES) return isOtherDay && isOtherLink && common < UNLIKE_TITLES ? 'formula' : undefined
  if (isOtherDay) return isOtherLink ? 'otherDayAndLink' : 'otherDay'
  if (!isOtherLink) return 'otherHour'
  return isHourApart ? 'otherLinkAndHour' : 'otherLink'
}

/** A front page is no piece's address. */
function leadsToPiece({ urlKey }: Pick<EntryDraft, 'urlKey'>): boolean {
  return urlKey !== undefined && /[/?#]./.test(urlKey)
}

function isDayApart(draft: EntryDraft, entry: Stored['entry']): boolean {
  return (msApart(dateOf(draft), dateOf(entry)) ?? 0) >= NEXT_DAY
}

/** First seen most of a day ago, at an address of its own or under a guid: a front page alone names nothing. */
function isSeenDayApart(draft: EntryDraft, entry: Stored['entry'], at: Instant | undefined): boolean {
  const isNamed = leadsToPiece(draft) || (draft.guid !== undefined && draft.guid === entry.guid)
  const isKnown = isNamed && isKnownBySight(draft, entry)
  return at !== undefined && isKnown && at - entry.firstSeen >= NEXT_DAY
}

/** A number of four digits, or a hash: a name that a publisher's system gives to one piece, and to no place in a list. */
function isOwnName(guid: string): boolean {
  const named = guid.replace(/(?<!\d)(?:19|20)\d\d(?:[-/.]?\d\d){0,2}(?!\d)/g, ' ')
  return /\d{4}/.test(named) || /(?<![\da-z])(?=[\da-f-]*\d)(?=[\d-]*[a-f])[\da-f-]{8,}(?![\da-z])/i.test(named)
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
  if (draft.title !== (entry.listedTitle ?? entry.title)) return false
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

/** Share of what the one that says less says that the other says too, from 0 to 1. */
export function sharedOfShorter(a: string, b: string, language: string | undefined): number {
  const [one, other] = [weightsOf(a, language), weightsOf(b, language)]
  let common = 0
  for (const [form, weight] of one) if (other.has(form)) common += weight
  const least = Math.min(
    ...[one, other].map((weights) => [...weights.values()].reduce((sum, weight) => sum + weight, 0)),
  )
  return least === 0 ? 1 : common / least
}

const BEGINNING = 5

function weightsOf(text: string, language: string | undefined): ReadonlyMap<string, number> {
  const words = wordsOf(text, language)
  return new Map(words.map(({ form, weight }) => [form.slice(0, BEGINNING), weight * weight]))
}
