import type { Entry, EntryDate, EntryDraft, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import { fingerprintOf, textOf } from '../text/fingerprint.ts'
import { urlShape } from '../text/url-shape.ts'
import { hasClock } from './late.ts'

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
 * Finds the stored entries that unknown drafts of the same source are: by URL, by path on another host with the title, by
 * title and date, or by title and text. What several drafts or several entries would answer to is no proof, nor is a page
 * that shows another piece each day. Pure.
 * @param drafts whose keys are unknown
 * @param stored entries of the source that the document does not name by their keys
 */
export function aliasesOf(drafts: readonly EntryDraft[], stored: readonly Entry[]): Aliases {
  const pairs = pairsOf(drafts, stored)
  const titled = pairs.filter(({ mark }) => mark.hasTitle)
  const isNamedAnew = areNamedAnew(titled)
  const moved = movedAmong(titled, drafts.length).union(renamedAmong(titled, drafts, stored))
  const same = titled.filter((pair) => {
    if (moved.has(pair) || pair.kind === 'same' || pair.kind === 'repeat') return true
    return isNamedAnew && pair.kind === 'issue'
  })
  const areMostSame = same.length * 2 >= drafts.length
  const linked = pairs.filter(({ draft, entry, mark }) => !mark.hasTitle && isSameByLink(draft, entry, areMostSame))
  const found = Object.fromEntries([...same, ...linked].map(({ draft, entry }) => [draft.key, entry.key]))
  const taken = new Set(Object.values(found))
  const left = stored.filter(({ key }) => !taken.has(key))
  return {
    ...retitledAliases(
      drafts.filter(({ key }) => found[key] === undefined),
      left,
      drafts,
    ),
    ...found,
  }
}

/** So many entries of one minute came with an import: their dates tell nothing. */
const MOST_OF_MINUTE = 16

/**
 * Finds the stored entries that unknown drafts are by the minute of their date and their text: the address of some sites follows
 * the headline, and headlines are tried in turns. A text that more of the document has is of them all. Pure.
 * @param drafts whose keys are unknown
 * @param stored entries of the source that the document does not name by their keys
 * @param listed all that the document lists
 */
export function retitledAliases(
  drafts: readonly EntryDraft[],
  stored: readonly Entry[],
  listed: readonly EntryDraft[],
): Aliases {
  const open = drafts.filter((draft) => timeOf(draft) !== undefined && textOf(draft.body).length >= LEAST_TEXT)
  if (open.length === 0 || stored.length === 0) return {}
  const minutes = Map.groupBy(stored, timeOf)
  const texts = Map.groupBy(listed, ({ body }) => textOf(body))
  const found = open.flatMap((draft) => {
    const together = minutes.get(timeOf(draft)) ?? []
    const isOwnText = texts.get(textOf(draft.body))?.length === 1
    if (!isOwnText || together.length > MOST_OF_MINUTE) return []
    const same = together.filter((entry) => saysTheSame(draft, entry))
    return same.length === 1 ? same.map((entry) => ({ draft, entry })) : []
  })
  return Object.fromEntries(found.map(({ draft, entry }) => [draft.key, entry.key]))
}

/** The earliest time of drafts that claim one at which their source was yet to be looked at; what tells of one of them was seen after that. */
export function retoldSince(drafts: readonly EntryDraft[], lookedAt: Instant | undefined): Instant | undefined {
  const times = drafts.flatMap((draft) => timeOf(draft) ?? []).map((minute) => minute * 60_000)
  const before = times.filter((time) => lookedAt !== undefined && time < lookedAt)
  return before.length === 0 ? undefined : before.reduce((a, b) => Math.min(a, b))
}

/** The minute of a date that has one. */
function timeOf(entry: EntryDraft | Entry): number | undefined {
  const date = dateOf(entry)
  return date !== undefined && hasClock(date) ? minuteOf(date) : undefined
}

type Pair = {
  readonly draft: EntryDraft
  readonly entry: Entry
  readonly mark: Mark
  /**
   * `issue`: guid, date and what it says are all others, as with the next issue of a page; `repeat`: it says the same
   * under another guid and date; `same`: the date or the text proves it; `namesake`: its title is all there is.
   */
  readonly kind: 'same' | 'repeat' | 'issue' | 'namesake'
}

/** Each draft and each entry in one pair at most. */
function pairsOf(drafts: readonly EntryDraft[], stored: readonly Entry[]): readonly Pair[] {
  const pairs = new Map<EntryKey, Pair>()
  const taken = new Set<EntryKey>()
  for (const mark of MARKS) {
    const byMark = Map.groupBy(
      stored.filter(({ key }) => !taken.has(key)),
      mark.of,
    )
    const open = Map.groupBy(
      drafts.filter(({ key }) => !pairs.has(key)),
      mark.of,
    )
    for (const [value, [draft, ...others]] of open) {
      const [entry, ...doubles] = value === undefined ? [] : (byMark.get(value) ?? [])
      if (draft === undefined || entry === undefined || others.length > 0 || doubles.length > 0) continue
      if (mark.isSame?.(draft, entry) === false) continue
      pairs.set(draft.key, { draft, entry, mark, kind: mark.kind ?? kindOf(draft, entry) })
      taken.add(entry.key)
    }
  }
  return [...pairs.values()]
}

const DAY = 24 * 60 * 60 * 1000

/** Issues come out together; what a blog had for weeks and is all new at once was named anew, whatever it says by now. */
const LONGEST_ISSUE = 1.5 * DAY

/** Whether pairs of one title show a source that named its entries anew, rather than pages with a new issue each. */
function areNamedAnew(pairs: readonly Pair[]): boolean {
  const { same = [], repeat = [], issue = [] } = Object.groupBy(pairs, ({ kind }) => kind)
  if (issue.length <= same.length) return true
  const dates = [...repeat, ...issue].flatMap(({ entry }) => dateOf(entry)?.at ?? [])
  return Math.max(...dates) - Math.min(...dates) > LONGEST_ISSUE
}

/** Fewer prove nothing of a whole source. */
const LEAST_MOVED = 3

/**
 * Of pairs of one title those of a source that went to another site, where nothing but titles stayed: most of what it lists is
 * there what it was here, and a page that has a new issue each day has it in its own place.
 */
function movedAmong(pairs: readonly Pair[], listed: number): ReadonlySet<Pair> {
  const elsewhere = pairs.filter(({ kind, draft, entry }) => isWeak(kind) && isElsewhere(draft, entry))
  if (elsewhere.length < LEAST_MOVED || elsewhere.length * 2 < listed) return new Set()
  const left = new Set(elsewhere.map(({ entry }) => hostOf(entry)))
  return elsewhere.some(({ draft }) => left.has(hostOf(draft))) ? new Set() : new Set(elsewhere)
}

/**
 * Of pairs of one title those of a list without dates whose site was rebuilt: most of what it lists is known by title and stands
 * in the order of before, and the addresses are all of another make. A page that has a new issue each day has it at one of the
 * same make.
 */
function renamedAmong(
  pairs: readonly Pair[],
  drafts: readonly EntryDraft[],
  stored: readonly Entry[],
): ReadonlySet<Pair> {
  const renamed = pairs.filter(({ kind, draft, entry }) => kind === 'namesake' && isRenamed(draft, entry))
  if (renamed.length < LEAST_MOVED || renamed.length * 2 < drafts.length) return new Set()
  const before = new Set(stored.flatMap(shapesOf))
  if (drafts.flatMap(shapesOf).some((shape) => before.has(shape))) return new Set()
  const inOrder = renamed.toSorted((a, b) => a.draft.position - b.draft.position).map(({ entry }) => entry)
  const turned = inOrder.slice(1).filter((entry, at) => stoodBefore(entry, inOrder[at]))
  return turned.length <= MOST_TURNED * renamed.length ? new Set(renamed) : new Set()
}

/** Of the entries of a list that was rebuilt: how many stand behind what they stood before. One that led stands where it belongs. */
const MOST_TURNED = 0.2

function isRenamed(draft: EntryDraft, entry: Entry): boolean {
  const areBare = draft.guid === undefined && entry.guid === undefined
  // Its article may have dated the entry since.
  return areBare && dateOf(draft) === undefined && draft.urlKey !== undefined && entry.urlKey !== undefined
}

function shapesOf({ url }: Pick<EntryDraft, 'url'>): readonly string[] {
  const shape = url === undefined ? undefined : urlShape(url)
  return shape === undefined ? [] : [shape]
}

/** Whether an entry came later than another, or stood before it in the list that both came with. */
function stoodBefore(entry: Entry, other: Entry | undefined): boolean {
  if (other === undefined) return false
  return entry.firstSeen > other.firstSeen || (entry.firstSeen === other.firstSeen && entry.position < other.position)
}

function isWeak(kind: Pair['kind']): boolean {
  return kind === 'issue' || kind === 'namesake'
}

function isElsewhere(draft: EntryDraft, entry: Entry): boolean {
  return draft.urlKey !== undefined && entry.urlKey !== undefined && hostOf(draft) !== hostOf(entry)
}

function hostOf({ urlKey = '' }: EntryDraft | Entry): string {
  return urlKey.replace(/[/?#].*$/s, '')
}

function kindOf(draft: EntryDraft, entry: Entry): Pair['kind'] {
  const [date, before] = [dateOf(draft), dateOf(entry)]
  const areDated = date !== undefined && before !== undefined
  if (!hasNewGuid(draft, entry) || (areDated && isSameMinute(date, before))) return 'same'
  if (!saysTheSame(draft, entry)) return 'issue'
  if (!areDated) return 'same'
  return draft.urlKey === entry.urlKey ? 'repeat' : 'issue'
}

/**
 * A link is a page of its own for a forecast, a live report or the quote of the day, which show another piece under a new
 * guid each time. So with another title the link alone is believed only with the date, or where no guid says otherwise.
 */
function isSameByLink(draft: EntryDraft, entry: Entry, areOthersNamedAnew: boolean): boolean {
  if (!hasNewGuid(draft, entry)) return true
  const [date, before] = [dateOf(draft), dateOf(entry)]
  if (date === undefined || before === undefined) return areOthersNamedAnew
  return isSameMinute(date, before) && (hasClock(date) || areOthersNamedAnew)
}

function hasNewGuid(draft: EntryDraft, entry: Entry): boolean {
  return draft.guid !== undefined && entry.guid !== undefined && draft.guid !== entry.guid
}

/** A date that was guessed, or read with doubt, tells nothing apart. */
function dateOf({ published }: Pick<EntryDraft, 'published'>): EntryDate | undefined {
  return published?.confidence === 'high' ? published : undefined
}

function isSameMinute(a: EntryDate, b: EntryDate): boolean {
  return minuteOf(a) === minuteOf(b)
}

function minuteOf({ at }: EntryDate): number {
  return Math.floor(at / 60_000)
}

/** The same text and files, whatever the link: what the entry's fingerprint would be with them. */
function saysTheSame(draft: EntryDraft, { title, listedTitle = title, urlKey, fingerprint }: Entry): boolean {
  return fingerprintOf(listedTitle, textOf(draft.body), urlKey, draft.enclosures) === fingerprint
}

/** Shorter texts stand under many pieces. */
const LEAST_TEXT = 40

/** Shorter titles are names of columns; in bytes, as a character of Chinese says what three letters do. */
const LEAST_TITLE = 24

type Mark = {
  of(entry: EntryDraft | Entry): string | undefined
  readonly hasTitle: boolean
  /** What it proves; undefined where a page that has a new piece each day would have it as well. */
  readonly kind?: Pair['kind']
  isSame?(draft: EntryDraft, entry: Entry): boolean
}

/** What an entry may be known again by, the surest first. */
const MARKS: readonly Mark[] = [
  {
    of: (entry) => (entry.urlKey === undefined ? undefined : `${entry.urlKey}\n${titleOf(entry)}`),
    hasTitle: true,
  },
  {
    of: (entry) =>
      entry.urlKey === undefined || !hasOwnPath(entry.urlKey)
        ? undefined
        : `${pathOf(entry.urlKey)}\n${titleOf(entry)}`,
    hasTitle: true,
    kind: 'same',
  },
  {
    of: (entry) => (entry.guid === undefined ? undefined : `${bareGuid(entry.guid)}\n${titleOf(entry)}`),
    hasTitle: true,
  },
  {
    of: (entry) => {
      const date = dateOf(entry)
      return date === undefined ? undefined : `${titleOf(entry)}\n${minuteOf(date)}`
    },
    hasTitle: true,
    kind: 'same',
  },
  {
    of: titleOf,
    hasTitle: true,
    isSame: (draft, entry) =>
      (hasNewGuid(draft, entry) || dateOf(draft) === undefined || dateOf(entry) === undefined) &&
      textOf(draft.body).length >= LEAST_TEXT &&
      saysTheSame(draft, entry),
  },
  {
    of: (entry) => (Buffer.byteLength(titleOf(entry)) < LEAST_TITLE ? undefined : titleOf(entry)),
    hasTitle: true,
    kind: 'namesake',
    isSame: (draft, entry) => isElsewhere(draft, entry) || isRenamed(draft, entry),
  },
  {
    of: ({ urlKey }) => (urlKey === undefined || !hasOwnPath(urlKey) ? undefined : urlKey),
    hasTitle: false,
    kind: 'same',
  },
]

/** As its source says it. */
function titleOf({ title, listedTitle = title }: Pick<EntryDraft, 'title' | 'listedTitle'>): string {
  return (
    listedTitle
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [listedTitle]
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
