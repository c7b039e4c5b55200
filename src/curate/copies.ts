import type { Entry, EntryKey } from '../model/entry.ts'
import type { Closeness } from './home.ts'
import { NearCopies, type Sketch } from './near-copies.ts'
import type { Instant } from '../model/instant.ts'
import type { SourceId } from '../model/source.ts'
import { type Recurrent, RecurringParts } from './recurring-parts.ts'
import { countsFrom, toldUntil } from './order.ts'
import { goesOnWith } from './moved-on.ts'
import { COPY_WINDOW, compare, type Likeness, mayBeTwo, sayOtherThings } from './similarity.ts'
import type { Piece } from './piece.ts'

/** Two entries whose sketches meet. */
export type NearPair = readonly [EntryKey, EntryKey]

/**
 * Which entries may be copies of one another, by their sketches, each asked for once and not kept. The same entries give
 * the same pairs, whatever their order.
 */
export async function nearPairs(
  entries: readonly Entry[],
  sketchOf: (entry: Entry) => Sketch | Promise<Sketch>,
): Promise<readonly NearPair[]> {
  const sights = entries.flatMap(sightsOf).sort((a, b) => a.at - b.at || (a.entry.key < b.entry.key ? -1 : 1))
  const index = new NearCopies(COPY_WINDOW, Math.max(sights.length, 16))
  const sources = new Map<SourceId, number>()
  const pairs: NearPair[] = []
  for (const { at, entry } of sights) {
    const source = sources.get(entry.sourceId) ?? sources.size
    sources.set(entry.sourceId, source)
    const sketch = sketchOf(entry)
    // Most are known: nothing is waited for.
    const ready = sketch instanceof Promise ? await sketch : sketch
    for (const number of index.add(at, ready, source)) {
      const other = sights[number]?.entry
      if (other !== undefined && other !== entry) pairs.push([other.key, entry.key])
    }
  }
  return sights.length === entries.length ? pairs : withoutRepeated(pairs)
}

type Sight = { readonly at: Instant; readonly entry: Entry }

/** An entry whose date proves nothing stands in two places: else a date before the window would keep a copy from being known. */
function sightsOf(entry: Entry): readonly Sight[] {
  const [dated, last] = [countsFrom(entry), toldUntil(entry)]
  return last === dated
    ? [{ at: dated, entry }]
    : [
        { at: dated, entry },
        { at: last, entry },
      ]
}

/** Two that stand in two places each meet more than once. */
function withoutRepeated(pairs: readonly NearPair[]): readonly NearPair[] {
  const met = new Set<string>()
  return pairs.filter(([a, b]) => {
    const pair = a < b ? `${a} ${b}` : `${b} ${a}`
    return !met.has(pair) && met.add(pair)
  })
}

const HOUR = 60 * 60 * 1000
/** Two pieces of one source under one title are a series when they lie so far apart: most of a day. */
const SERIES_APART = 16 * HOUR
/** A piece is sent again at once a few times (of 39 real feeds none has a title twice); what comes more often is a flood. */
const MOST_SENT = 5
/** So many are a series where no date shows that they came at once, or where their texts begin otherwise. */
const SEVERAL = 3
/** A text under so many titles of its source is boilerplate. */
const BOILERPLATE = 2

/** What recurs within the sources of the pieces: titles that name a series, texts that are boilerplate, and parts of texts. */
export type Recurring = {
  readonly titles: ReadonlySet<EntryKey>
  readonly texts: ReadonlySet<EntryKey>
  readonly parts: RecurringParts
}

/** What all pieces around say of each: found once, however many pairs are compared. */
export function recurringIn(pieces: ReadonlyMap<EntryKey, Recurrent>): Recurring {
  const titles = new Map<string, Recurrence>()
  const texts = new Map<string, { readonly keys: EntryKey[]; readonly titles: Set<string> }>()
  for (const { key, at, isDated, sourceId, wording, opening } of pieces.values()) {
    const title = `${sourceId}\n${wording}`
    const known = titles.get(title)
    const recurrence = known ?? { keys: [], openings: new Set(), areDated: true, first: at, last: at }
    if (known === undefined) titles.set(title, recurrence)
    recurrence.keys.push(key)
    recurrence.areDated &&= isDated
    recurrence.first = Math.min(recurrence.first, at)
    recurrence.last = Math.max(recurrence.last, at)
    if (opening === undefined) continue
    recurrence.openings.add(opening)
    const text = `${sourceId}\n${opening}`
    const same = texts.get(text)
    if (same === undefined) texts.set(text, { keys: [key], titles: new Set([title]) })
    else {
      same.keys.push(key)
      same.titles.add(title)
    }
  }
  return {
    titles: new Set([...titles.values()].filter(isSeries).flatMap(({ keys }) => keys)),
    texts: new Set([...texts.values()].filter((text) => text.titles.size >= BOILERPLATE).flatMap(({ keys }) => keys)),
    parts: new RecurringParts(pieces),
  }
}

/**
 * Compares the pairs, each judged with what all pieces around say: a title that recurs within a source names a series,
 * a text that recurs under other titles is boilerplate.
 */
export function likenesses(
  pairs: readonly NearPair[],
  pieces: ReadonlyMap<EntryKey, Piece>,
  recurring: Recurring = recurringIn(pieces),
): readonly Likeness[] {
  return pairs.flatMap(([one, other]) => {
    const [a, b] = [pieces.get(one), pieces.get(other)]
    return a === undefined || b === undefined ? [] : [compareAmong(a, b, recurring).likeness]
  })
}

/** A comparison, and what it rests on of all that pieces around say. */
export type Comparison = {
  readonly likeness: Likeness
  readonly titleRecurs: boolean
  readonly textRecurs: boolean
  /** It was asked which parts of the texts recur. */
  readonly restsOnParts: boolean
}

/** Compares two pieces among others. */
export function compareAmong(a: Piece, b: Piece, recurring: Recurring): Comparison {
  const { titleRecurs, textRecurs } = recurrenceOf([a.key, b.key], recurring)
  let restsOnParts = false
  const recurs = (shingle: number): boolean => {
    restsOnParts = true
    return recurring.parts.recurs(shingle, a, b)
  }
  const likeness = compare(a, b, { titleRecurs, textRecurs, recurs })
  return { likeness, titleRecurs, textRecurs, restsOnParts }
}

/** Whether two pieces compared before would come to the same among these. */
export function holdsAmong({ likeness: { a, b }, ...before }: Comparison, recurring: Recurring): boolean {
  const { titleRecurs, textRecurs } = recurrenceOf([a, b], recurring)
  return !before.restsOnParts && before.titleRecurs === titleRecurs && before.textRecurs === textRecurs
}

function recurrenceOf([one, other]: NearPair, { titles, texts }: Recurring) {
  return {
    titleRecurs: titles.has(one) || titles.has(other),
    textRecurs: texts.has(one) || texts.has(other),
  }
}

/** Of a flood of copies each is looked at beside so many. */
const MOST_BESIDE = 60
/** So far a story is followed from what never changed over what goes on with it. */
const MOST_STEPS = 3

/**
 * Of entries that were copies of one piece, those that changed since and are another piece than those that never did, and than
 * what goes on with these: two that changed alike vouch for nothing. What is by now a copy of a piece that was none of them goes on
 * only with what it is a copy of, too. Where all changed, the last that did leaves first, if it is
 * another piece than every other, so that who is left alone with another stays.
 * @param changedAt when an entry last changed since it was first seen
 */
export function estrangedIn(
  kept: readonly (readonly EntryKey[])[],
  pieces: ReadonlyMap<EntryKey, Piece>,
  changedAt: (key: EntryKey) => Instant | undefined,
  likenesses: readonly Likeness[] = [],
  sourceOf: SourceOf = (key) => pieces.get(key)?.sourceId,
): ReadonlySet<EntryKey> {
  const estranged = new Set<EntryKey>()
  const ofOthers = copiesOfOthers(kept, likenesses, sourceOf)
  const goesOn: GoesOn = (piece, other) =>
    ofOthers.has(piece.key) ? compare(piece, other).isCopy : goesOnWith(piece, other)
  for (const keys of kept) {
    let left = [...new Set(keys)].flatMap((key) => pieces.get(key) ?? [])
    const changed = left.flatMap((piece) => {
      const at = changedAt(piece.key)
      return at === undefined ? [] : [{ piece, at }]
    })
    changed.sort((a, b) => b.at - a.at || (a.piece.key < b.piece.key ? -1 : 1))
    if (changed.length === 0) continue
    if (changed.length < left.length) {
      const after = new Set(changed.map(({ piece }) => piece))
      for (const { key } of strayedFrom(
        left.filter((piece) => !after.has(piece)),
        after,
        goesOn,
      ))
        estranged.add(key)
      continue
    }
    for (const { piece } of changed) {
      const others = left.filter((other) => other !== piece)
      if (others.length === 0 || goesOnAmong(piece, others, goesOn)) continue
      estranged.add(piece.key)
      left = others
    }
  }
  return estranged
}

type SourceOf = (key: EntryKey) => SourceId | undefined

type GoesOn = (piece: Piece, other: Piece) => boolean

/** Of these entries those that are copies of another source's that was folded with none of theirs. */
function copiesOfOthers(
  kept: readonly (readonly EntryKey[])[],
  likenesses: readonly Likeness[],
  sourceOf: SourceOf,
): ReadonlySet<EntryKey> {
  const companions = new Map<EntryKey, Set<EntryKey>>()
  for (const keys of kept) {
    for (const key of keys) companions.set(key, new Set([...(companions.get(key) ?? []), ...keys]))
  }
  return new Set(
    likenesses.flatMap(({ a, b, isCopy }) => {
      if (!isCopy || sourceOf(a) === sourceOf(b)) return []
      const [ofA, ofB] = [companions.get(a), companions.get(b)]
      return [...(ofA?.has(b) === false ? [a] : []), ...(ofB?.has(a) === false ? [b] : [])]
    }),
  )
}

/** What changed and goes on neither with what never did, nor with what goes on with that. */
function strayedFrom(told: readonly Piece[], changed: ReadonlySet<Piece>, goesOn: GoesOn): ReadonlySet<Piece> {
  let [strayed, known] = [changed, told]
  for (let step = 0; step < MOST_STEPS && known.length > 0 && strayed.size > 0; step++) {
    const beside = known
    known = [...strayed].filter((piece) => goesOnAmong(piece, beside, goesOn))
    strayed = strayed.difference(new Set(known))
  }
  return strayed
}

/** What its own source says beside it proves nothing. */
function goesOnAmong(piece: Piece, others: readonly Piece[], goesOn: GoesOn): boolean {
  const foreign = others.filter(({ sourceId }) => sourceId !== piece.sourceId)
  return (foreign.length > 0 ? foreign : others).slice(0, MOST_BESIDE).some((other) => goesOn(piece, other))
}

type Recurrence = {
  readonly keys: EntryKey[]
  /** How their texts begin. */
  readonly openings: Set<number>
  areDated: boolean
  first: Instant
  last: Instant
}

/** A title that a source sent a few times at once is one piece sent again, unless the texts say that it is not. */
function isSeries({ keys, openings, areDated, first, last }: Recurrence): boolean {
  if (last - first >= SERIES_APART || keys.length > MOST_SENT) return true
  return keys.length >= SEVERAL && (!areDated || openings.size > 1)
}

/** Of a link that more entries have, the first so many are compared. */
const MOST_OF_ONE_LINK = 60

/**
 * Pairs of entries under one link that need not be one piece: both sources claim its site and neither is the closer, and they
 * say other things of it. Whoever is told a link before its publisher is read could put anything over it, also under the
 * publisher's own headline; what its sources send tells then not even which is the closer.
 * @param areOneHost whether two sources are polled at one place, as the feeds of one outlet are
 */
export function strangersOfOneLink(
  entries: readonly Entry[],
  pieces: ReadonlyMap<EntryKey, Piece>,
  atHome: ReadonlyMap<EntryKey, Closeness>,
  areOneHost: (a: SourceId, b: SourceId) => boolean = () => false,
): readonly NearPair[] {
  return claimedPairs(entries, pieces, atHome).flatMap(([a, b]): readonly NearPair[] => {
    const areTwo =
      (atHome.get(a.key) === atHome.get(b.key) && mayBeTwo(a, b)) ||
      (sayOtherThings(a, b) && !areOneHost(a.sourceId, b.sourceId))
    return areTwo ? [[a.key, b.key]] : []
  })
}

/**
 * Pairs of entries under one link of which the one is a copy of a piece that has another, and says other things than what stands
 * behind its own: whoever gives a link under somebody else's words tells that piece, and not what he links to.
 */
export function copiesUnderForeignLinks(
  links: ReadonlyMap<string, readonly Entry[]>,
  pieces: ReadonlyMap<EntryKey, Piece>,
  {
    likenesses,
    sourceOf = (key) => pieces.get(key)?.sourceId,
    areOneHost = () => false,
  }: {
    readonly likenesses: readonly Likeness[]
    readonly sourceOf?: SourceOf
    readonly areOneHost?: (a: SourceId, b: SourceId) => boolean
  },
): readonly NearPair[] {
  const linkOf = new Map<EntryKey, string>()
  for (const [link, same] of links) for (const { key } of same) linkOf.set(key, link)
  if (linkOf.size === 0) return []
  const elsewhere = new Set(
    likenesses.flatMap(({ a, b, isCopy }) => {
      const isOne = linkOf.has(a) && linkOf.get(a) === linkOf.get(b)
      return isCopy && !isOne && sourceOf(a) !== sourceOf(b) ? [a, b] : []
    }),
  )
  return [...elsewhere].flatMap((key): readonly NearPair[] => {
    const own = pieces.get(key)
    const same = links.get(linkOf.get(key) ?? '') ?? []
    if (own === undefined) return []
    return firstSeenOf(same, pieces).flatMap((other): readonly NearPair[] => {
      const isOther = other.sourceId !== own.sourceId && !areOneHost(other.sourceId, own.sourceId)
      return isOther && sayOtherThings(own, other) ? [[own.key, other.key]] : []
    })
  })
}

/**
 * Of entries under one link those that say what another says and then more, where both sources claim its site and neither is
 * the closer: what was put behind it may be anything, what both say is the piece.
 */
export function appendedUnderOneLink(
  entries: readonly Entry[],
  pieces: ReadonlyMap<EntryKey, Piece>,
  atHome: ReadonlyMap<EntryKey, Closeness>,
  areOneHost: (a: SourceId, b: SourceId) => boolean = () => false,
): readonly EntryKey[] {
  return claimedPairs(entries, pieces, atHome).flatMap(([a, b]) => {
    const isContested = atHome.get(a.key) === atHome.get(b.key) && !areOneHost(a.sourceId, b.sourceId)
    if (!isContested || sayOtherThings(a, b)) return []
    const [shorter, longer] = a.shingles.length <= b.shingles.length ? [a, b] : [b, a]
    const hasText = shorter.shingles.length > 0
    return hasText && longer.shingles.length > APPENDED * shorter.shingles.length ? [longer.key] : []
  })
}

/** A text that is so much longer than another goes on with something of its own. */
const APPENDED = 1.25

/** Pairs of two sources under one link whose site both claim. */
function claimedPairs(
  entries: readonly Entry[],
  pieces: ReadonlyMap<EntryKey, Piece>,
  atHome: ReadonlyMap<EntryKey, Closeness>,
): readonly (readonly [Piece, Piece])[] {
  if (atHome.size === 0) return []
  const claimed = entries.filter(({ key }) => CLAIMED.includes(atHome.get(key) ?? 0))
  return [...Map.groupBy(claimed, ({ urlKey }) => urlKey).values()].flatMap((copies) => {
    const first = firstSeenOf(copies, pieces)
    return first.flatMap((a, place) =>
      first.slice(place + 1).flatMap((b) => (a.sourceId === b.sourceId ? [] : [[a, b] as const])),
    )
  })
}

function firstSeenOf(copies: readonly Entry[], pieces: ReadonlyMap<EntryKey, Piece>): readonly Piece[] {
  return copies
    .toSorted((a, b) => a.firstSeen - b.firstSeen || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_OF_ONE_LINK)
    .flatMap(({ key }) => pieces.get(key) ?? [])
}

/** What a source can claim by what it sends: where it is polled is another matter. */
const CLAIMED: readonly Closeness[] = [1, 2]
