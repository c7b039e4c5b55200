import { endsOfChains } from './curate/chains.ts'
import {
  compareAmong,
  copiesUnderForeignLinks,
  estrangedIn,
  type NearPair,
  nearPairs,
  recurringIn,
  appendedUnderOneLink,
  strangersOfOneLink,
} from './curate/copies.ts'
import { Comparisons, type Outline, outlineOf } from './curate/comparisons.ts'
import { areOneHost, awayFromHome, type Closeness, closenessOf } from './curate/home.ts'
import { membersOf } from './curate/sections.ts'
import { sharedLinks } from './curate/shared-links.ts'
import { areMuchTheSame, COPY_WINDOW, type Likeness } from './curate/similarity.ts'
import type { Desk } from './desk.ts'
import { EntryReadings, type Reading } from './entry-readings.ts'
import type { EditionRecord } from './model/edition.ts'
import type { Entry, EntryKey } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Section } from './model/section.ts'
import type { SourceId } from './model/source.ts'
import { breather } from './store/breathe.ts'

/** What folding needs beside the entries: comparisons of those that look alike, and who gives whole texts. */
export type CopyEvidence = {
  readonly likenesses: readonly Likeness[]
  readonly fullText: ReadonlySet<EntryKey>
  /** Those of which the text says nothing. */
  readonly idle: ReadonlySet<EntryKey>
  /** Those that lead nothing that others tell. */
  readonly behind: ReadonlySet<EntryKey>
  /** Of those that share a link, how surely it is their own source's. */
  readonly atHome: ReadonlyMap<EntryKey, Closeness>
  /** Those that were copies and have become another piece. */
  readonly estranged: ReadonlySet<EntryKey>
  /** Those that are no copies for all that they share a link. */
  readonly strangers: readonly NearPair[]
  /** Those that are no copies, and yet much the same. */
  readonly vouched: readonly NearPair[]
}

/** What is needed of a desk to compare. */
type Comparing = Reading & Pick<Desk, 'sections' | 'comparisons'>

/**
 * Compares the entries of the folding window that may be copies. Each is sketched once, and kept by fingerprint; bodies
 * of the few that look alike, or that are copies already, are read again, unless the choice before has compared the same.
 */
export async function copyEvidence(
  desk: Comparing,
  section: Section,
  entries: readonly Entry[],
  {
    at,
    record,
    kept = [],
    homeUrlOf = () => undefined,
  }: {
    at: Instant
    record: EditionRecord | undefined
    kept?: readonly (readonly EntryKey[])[]
    /** What a source says is its site. */
    homeUrlOf?: (source: SourceId) => string | undefined
  },
): Promise<CopyEvidence> {
  const members = membersOf(section, desk.sections)
  const shown = new Set(record?.stories.flatMap((story) => story.members))
  const foldable = entries.filter(({ sourceId }) => members.get(sourceId)?.dedupe === true)
  const recent = foldable.filter(({ key, firstSeen }) => firstSeen >= at - COPY_WINDOW || shown.has(key))
  const readings = new EntryReadings(desk)
  const pairs = await nearPairs(recent, (entry) => readings.sketchOf(entry))
  const alike = new Set<EntryKey>()
  for (const [one, other] of pairs) alike.add(one).add(other)
  const links = sharedLinks(foldable, ({ urlKey }) => urlKey)
  for (const copies of links.values()) for (const { key } of copies) alike.add(key)
  const whereabouts = (id: SourceId) => ({ url: desk.sources.get(id)?.url, homeUrl: homeUrlOf(id) })
  const atHome = closenessOf(foldable, whereabouts, links)
  for (const { members: keys } of record?.stories ?? []) if (keys.length > 1) for (const key of keys) alike.add(key)
  const changed = new Map<EntryKey, Instant>()
  for (const { key, firstSeen, changedAt } of foldable) if (changedAt > firstSeen) changed.set(key, changedAt)
  const doubted = kept.filter((keys) => keys.some((key) => changed.has(key)))
  for (const key of doubted.flat()) alike.add(key)
  const compared = foldable.filter(({ key }) => alike.has(key))
  const reread = new Set([...doubted.flat(), ...atHome.keys()])
  for (const entry of compared) if (reread.has(entry.key)) await readings.pieceOf(entry)

  const before = desk.comparisons?.get(section.slug) ?? new Comparisons(new Map())
  const now = await comparisonsOf(pairs, compared, { before, readings })
  desk.comparisons?.set(section.slug, now)
  const fullText = new Set([...now.outlines.values()].filter(({ isWhole }) => isWhole).map(({ key }) => key))
  const { pieces } = readings
  const sourceOf = (key: EntryKey) => now.outlines.get(key)?.sourceId
  const estranged = estrangedIn(doubted, pieces, (key) => changed.get(key), now.likenesses, sourceOf)
  const haveOneHost = (a: SourceId, b: SourceId) => areOneHost(whereabouts(a), whereabouts(b))
  const strangers = [
    ...strangersOfOneLink(foldable, pieces, atHome, haveOneHost),
    ...copiesUnderForeignLinks(links, pieces, { likenesses: now.likenesses, sourceOf, areOneHost: haveOneHost }),
  ]
  const chains = endsOfChains(foldable, { likenesses: now.likenesses, kept, links })
  const vouched = await muchTheSame(chains, foldable, { before, now, readings })
  const copies = [
    ...now.likenesses.flatMap(({ a, b, isCopy }) => (isCopy ? [a, b] : [])),
    ...kept.flat(),
    ...[...links.values()].flatMap((same) => same.map(({ key }) => key)),
  ]
  const some = new Set(copies)
  const idle = new Set<EntryKey>()
  for (const entry of compared) {
    if (!some.has(entry.key)) continue
    const isIdle = before.isIdle(entry.key, now) ?? (await readings.pieceOf(entry)).isIdle
    now.noteIdle(entry.key, isIdle)
    if (isIdle) idle.add(entry.key)
  }
  for (const { isCopy, misheaded } of now.likenesses) if (isCopy && misheaded !== undefined) idle.add(misheaded)
  const behind = new Set([
    ...awayFromHome(some, foldable, whereabouts),
    ...appendedUnderOneLink(foldable, pieces, atHome, haveOneHost),
  ])
  return { likenesses: now.likenesses, fullText, idle, behind, atHome, estranged, strangers, vouched }
}

type Compared = { readonly before: Comparisons; readonly readings: EntryReadings }

/** Compares pairs; what the choice before knows of them is taken from it. */
async function comparisonsOf(
  pairs: readonly NearPair[],
  entries: readonly Entry[],
  { before, readings }: Compared,
): Promise<Comparisons> {
  const outlines = new Map<EntryKey, Outline>()
  for (const entry of entries) {
    const declared = readings.declaredFor(entry)
    // Most are known: nothing is waited for.
    const outline =
      before.outlineOf(entry, declared) ??
      outlineOf(entry, await readings.pieceOf(entry), await readings.isWhole(entry), declared)
    outlines.set(entry.key, outline)
  }
  const recurring = recurringIn(outlines)
  const now = new Comparisons(outlines)
  const known = pairs.map((pair) => before.of(pair, now, recurring))
  const fresh = new Set(pairs.filter((_, i) => known[i] === undefined).flat())
  for (const entry of entries) if (fresh.has(entry.key)) await readings.pieceOf(entry)
  const breathe = breather()
  // Thousands of comparisons after a busy poll: readers are answered in between.
  for (const [i, pair] of pairs.entries()) {
    const [a, b] = [readings.pieces.get(pair[0]), readings.pieces.get(pair[1])]
    if (known[i] !== undefined) now.add(pair, known[i])
    else if (a !== undefined && b !== undefined) now.add(pair, compareAmong(a, b, recurring))
    if (i % PAIRS_AT_ONCE === 0) await breathe()
  }
  return now
}

const PAIRS_AT_ONCE = 250

/** Those of these pairs that are much the same; what the choice before knows of them is taken from it. */
async function muchTheSame(
  pairs: readonly NearPair[],
  entries: readonly Entry[],
  { before, now, readings }: Compared & { readonly now: Comparisons },
): Promise<readonly NearPair[]> {
  if (pairs.length === 0) return []
  const ends = new Set(pairs.flat())
  const byKey = new Map(entries.flatMap((entry) => (ends.has(entry.key) ? [[entry.key, entry] as const] : [])))
  const alike: NearPair[] = []
  for (const pair of pairs) {
    const [a, b] = [byKey.get(pair[0]), byKey.get(pair[1])]
    if (a === undefined || b === undefined) continue
    const areAlike = before.areAlike(pair, now) ?? areMuchTheSame(await readings.pieceOf(a), await readings.pieceOf(b))
    now.noteAlike(pair, areAlike)
    if (areAlike) alike.push(pair)
  }
  return alike
}
