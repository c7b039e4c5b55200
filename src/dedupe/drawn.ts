import type { Entry, EntryDraft, EntryKey } from '../model/entry.ts'
import { type DrawnParts, looksDrawn, partIn, partsApart, tellApart, withoutParts } from '../text/drawn-parts.ts'
import type { Aliases } from './rekey.ts'

/** Fewer links prove nothing of a list. */
const FEWEST = 3
/** How much of a list has to be known by its titles, and to have other links in the same parts. */
const MOST = 0.6
/** Dates of one piece: a day that a list gives, and the time that its page has. The next day's of a column is another. */
const MOST_APART_MS = 24 * 60 * 60 * 1000 - 1
/** The day of an issue, which has the same columns each time. */
const DAY = /^(?:19|20)\d\d([-._]?)\d\d\1\d\d$/

/** Parts of links that are drawn for each who asks; those that may be, if they are others the next time too; and whose links they were. */
export type Found = { readonly drawn: DrawnParts; readonly doubtful: DrawnParts; readonly pairs: readonly Pair[] }
type Pair = { readonly draft: EntryDraft; readonly entry: Entry }

/**
 * What a server draws for each who asks is told by this: the pieces of a list are those of before, by their titles, and all
 * their links are other ones in the same part. One that all links of a document have alike (a session) names no piece, and
 * neither does one that looks drawn; of any other it takes a second time, for a site may have numbered its pieces anew. What tells the
 * links of a document apart is never such a part. A list whose pieces have the dates of before and other links altogether is
 * known by that alone. Pure.
 * @param drafts under their own keys
 * @param stored entries of the source
 * @param doubted what was doubtful the last time
 */
export function findDrawn(
  drafts: readonly EntryDraft[],
  stored: readonly Entry[],
  isKnown: (key: EntryKey) => boolean,
  doubted: DrawnParts,
): Found {
  const nothing = { drawn: [], doubtful: [], pairs: [] }
  const pairs = pairsOf(
    drafts.filter(({ key }) => !isKnown(key)),
    stored,
  )
  const apart = pairs.flatMap(({ draft, entry }) => {
    const parts = partsApart(draft.url ?? '', entry.url ?? '')
    return parts === undefined || parts.length === 0 ? [] : [{ draft, entry, parts }]
  })
  const isMost = (count: number): boolean => count >= FEWEST && count >= MOST * drafts.length
  // Under other links altogether: what has the dates of before as well is what it was.
  const dated = pairs.filter(({ draft, entry }) => draft.published !== undefined && entry.published !== undefined)
  const moved = isMost(dated.length) ? { ...nothing, pairs: dated } : nothing
  if (!isMost(apart.length)) return moved
  const common = (apart[0]?.parts ?? []).filter((part) => apart.every(({ parts }) => parts.includes(part)))
  const same = apart.filter(({ parts }) => parts.length === common.length)
  if (common.length === 0 || same.length < MOST * drafts.length || !tellApart(drafts, common)) return moved
  const valuesOf = (part: string) => same.map(({ draft }) => partIn(draft.url ?? '', part))
  const isOne = (part: string) => new Set(valuesOf(part)).size === 1
  // Of the places of a path only what all links have alike.
  if (common.some((part) => part.startsWith('/') && (!isOne(part) || valuesOf(part)[0] === undefined))) return moved
  if (common.some((part) => valuesOf(part).some((value) => value !== undefined && DAY.test(value)))) return nothing
  const isSure = (part: string) =>
    isOne(part) || doubted.includes(part) || valuesOf(part).every((value) => value !== undefined && looksDrawn(value))
  return common.every(isSure)
    ? { drawn: common, doubtful: [], pairs: same }
    : { drawn: [], doubtful: common, pairs: same }
}

/** The keys that entries are known by whose links were found to be drawn in part, for drafts that are keyed without it. */
export function drawnAliases(drafts: readonly EntryDraft[], { pairs, drawn }: Found): Aliases {
  const entries = new Map(pairs.map(({ draft, entry }) => [withoutParts(draft.url ?? '', drawn), entry.key]))
  return Object.fromEntries(
    drafts.flatMap(({ key, url }) => {
      const known = entries.get(withoutParts(url ?? '', drawn))
      return known === undefined || known === key ? [] : [[key, known] as const]
    }),
  )
}

/** Drafts and entries of one title, which no other has; another day is another piece. */
function pairsOf(drafts: readonly EntryDraft[], stored: readonly Entry[]): readonly Pair[] {
  const entries = Map.groupBy(stored, ({ title, listedTitle = title }) => listedTitle)
  return [...Map.groupBy(drafts, ({ title }) => title)].flatMap(([title, [draft, ...others]]) => {
    const [entry, ...more] = entries.get(title) ?? []
    if (draft === undefined || entry === undefined || others.length > 0 || more.length > 0) return []
    if (draft.url === undefined || entry.url === undefined) return []
    const [date, before] = [draft.published, entry.published]
    const isOther = date !== undefined && before !== undefined && Math.abs(date.at - before.at) > MOST_APART_MS
    return isOther ? [] : [{ draft, entry }]
  })
}
