import { estrangedIn, likenesses, type NearPair, nearPairs, recurringIn, strangersOfOneLink } from './curate/copies.ts'
import { bodyText, languageOf } from './curate/edition-entry.ts'
import { areOneHost, type Closeness, closenessOf } from './curate/home.ts'
import { type Sketch, sketchOf } from './curate/near-copies.ts'
import { membersOf } from './curate/sections.ts'
import { sharedLinks } from './curate/shared-links.ts'
import { COPY_WINDOW, type Likeness } from './curate/similarity.ts'
import { type Piece, pieceOf } from './curate/piece.ts'
import type { Desk } from './desk.ts'
import type { EditionRecord } from './model/edition.ts'
import type { Entry, EntryKey } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Section } from './model/section.ts'
import type { SourceId } from './model/source.ts'
import { headlineWords } from './curate/title.ts'
import { isLongContent, isWholeText } from './curate/whole-text.ts'
import { breather } from './store/breathe.ts'
import { knowsWords, type Word } from './text/words.ts'

/** What folding needs beside the entries: comparisons of those that look alike, and who gives whole texts. */
export type CopyEvidence = {
  readonly likenesses: readonly Likeness[]
  readonly fullText: ReadonlySet<EntryKey>
  /** Those of which the text says nothing. */
  readonly idle: ReadonlySet<EntryKey>
  /** Of those that share a link, how surely it is their own source's. */
  readonly atHome: ReadonlyMap<EntryKey, Closeness>
  /** Those that were copies and have become another piece. */
  readonly estranged: ReadonlySet<EntryKey>
  /** Those that are no copies for all that they share a link. */
  readonly strangers: readonly NearPair[]
}

/** What is needed of a desk to compare. */
type Comparing = Pick<Desk, 'sections' | 'sources' | 'sketches'> & { readonly store: Pick<Desk['store'], 'readBody'> }

/**
 * Compares the entries of the folding window that may be copies. Each is sketched once, and kept by fingerprint; bodies
 * of the few that look alike, or that are copies already, are read again.
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
  const read = new Map<EntryKey, Reading>()
  const pairs = await nearPairs(recent, (entry) => sketchOnce(desk, entry, read))
  const alike = new Set(pairs.flat())
  const links = sharedLinks(foldable, ({ urlKey }) => urlKey)
  for (const copies of links.values()) for (const { key } of copies) alike.add(key)
  const whereabouts = (id: SourceId) => ({ url: desk.sources.get(id)?.url, homeUrl: homeUrlOf(id) })
  const atHome = closenessOf(foldable, whereabouts, links)
  for (const { members: keys } of record?.stories ?? []) if (keys.length > 1) for (const key of keys) alike.add(key)
  const changed = new Map(
    foldable.flatMap(({ key, firstSeen, changedAt }) => (changedAt > firstSeen ? [[key, changedAt] as const] : [])),
  )
  const doubted = kept.filter((keys) => keys.some((key) => changed.has(key)))
  for (const key of doubted.flat()) alike.add(key)
  const pieces = new Map<EntryKey, Piece>()
  const fullText = new Set<EntryKey>()
  for (const entry of foldable) {
    if (!alike.has(entry.key)) continue
    const { text, language, words, isLong } = read.get(entry.key) ?? (await readingOf(desk, entry))
    pieces.set(entry.key, pieceOf(entry, text, language, words))
    if (isLong && isWholeText(await desk.store.readBody(entry.bodyRef), words, language)) fullText.add(entry.key)
  }
  const found: Likeness[] = []
  const recurring = recurringIn(pieces)
  const breathe = breather()
  // Thousands of comparisons after a busy poll: readers are answered in between.
  for (let from = 0; from < pairs.length; from += PAIRS_AT_ONCE) {
    found.push(...likenesses(pairs.slice(from, from + PAIRS_AT_ONCE), pieces, recurring))
    await breathe()
  }
  const estranged = estrangedIn(doubted, pieces, (key) => changed.get(key))
  const strangers = strangersOfOneLink(foldable, pieces, atHome, (a, b) => areOneHost(whereabouts(a), whereabouts(b)))
  const copies = [
    ...found.flatMap(({ a, b, isCopy }) => (isCopy ? [a, b] : [])),
    ...kept.flat(),
    ...[...links.values()].flatMap((same) => same.map(({ key }) => key)),
  ]
  const idle = new Set(copies.filter((key) => pieces.get(key)?.isIdle === true))
  return { likenesses: found, fullText, idle, atHome, estranged, strangers }
}

const PAIRS_AT_ONCE = 250

/** What is read of an entry to sketch it, and again if it looks like another. */
type Reading = {
  readonly text: string
  readonly language: string | undefined
  /** Of the headline. */
  readonly words: readonly Word[]
  /** Its content may be the whole text. */
  readonly isLong: boolean
}

/** Readings that are kept until the end of a choice, a few megabytes at most; others are made again. */
const MOST_KEPT = 2_000
const LONGEST_KEPT = 2_000

function sketchOnce(desk: Comparing, entry: Entry, read: Map<EntryKey, Reading>): Sketch | Promise<Sketch> {
  return desk.sketches?.get(entry.fingerprint) ?? firstSketch(desk, entry, read)
}

async function firstSketch(desk: Comparing, entry: Entry, read: Map<EntryKey, Reading>): Promise<Sketch> {
  const reading = await readingOf(desk, entry)
  if (read.size < MOST_KEPT && reading.text.length <= LONGEST_KEPT) read.set(entry.key, reading)
  const sketch = sketchOf(entry, reading.text, reading.words)
  desk.sketches?.set(entry.fingerprint, sketch, entry.firstSeen)
  return sketch
}

async function readingOf(desk: Comparing, entry: Entry): Promise<Reading> {
  const body = await desk.store.readBody(entry.bodyRef)
  const text = bodyText(body)
  const language = languageFor(desk, entry, text)
  return { text, language, words: headlineWords(entry.title, entry.url, language), isLong: isLongContent(body) }
}

/**
 * Whose common words weigh less: of the declared language, else of the one the entry is surely written in. A few English
 * headlines are taken for a language whose words nobody knows; that would make each of them weigh as much as a name.
 */
function languageFor(desk: Comparing, entry: Entry, text: string): string | undefined {
  const declared = entry.language ?? desk.sources.get(entry.sourceId)?.language
  if (declared !== undefined) return declared
  const found = languageOf(entry, text)
  return found !== undefined && knowsWords(found) ? found : undefined
}
