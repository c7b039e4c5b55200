import type { EntryKey } from '../model/entry.ts'
import { scaled } from './word-vector.ts'
import { affinity, CHANCE, type EventPiece, speakOneLanguage, storyScore } from './event-piece.ts'

/** From here two entries alone are one story: where precision is above 0.97 in English (bench/story-pairs.ts). */
const PAIR_THRESHOLD = 0.45
/** The mean affinity of two groups may be the less the more pairs speak for it, and is never less than this. */
const GROUP_THRESHOLD = 0.06
/** The same of whole texts: they always have some words in common. */
const TEXT_THRESHOLD = 0.3
/** Words of sense that a title has not. */
const TEXT_WEIGHT = 14
const GROUP_EASE = 0.4
/** More pieces than this are not compared: the newest are. */
const MOST_PIECES = 1_000
/** The most neighbours that a piece brings: of a flood of one title the likeliest are enough. */
const MOST_NEIGHBOURS = 100
/** The most comparisons of groups in one choice: what a flood made to cost more leaves ungrouped. */
const MOST_COMPARISONS = 4_000_000

/** Affinities are sums over all pairs of members. */
type Group = {
  readonly members: number[]
  readonly affinities: Map<Group, number>
  /** Whether all of them have a text. */
  isText: boolean
  /** Which other it would join, and how surely. */
  best: Group | undefined
  sureness: number
}

/** What was shown before, and which pieces came since: what was there already is not compared again. */
export type KnownStories = {
  readonly pairs: readonly (readonly [EntryKey, EntryKey])[]
  readonly isNew: (key: EntryKey) => boolean
}

const NOTHING_KNOWN: KnownStories = { pairs: [], isNew: () => true }

/**
 * Groups the entries that tell of one event, by average link: the two groups that are surest join first. Groups that
 * were known before go on.
 * @returns groups of two and more, the same whatever the order of the pieces
 */
export function groupStories(
  pieces: readonly EventPiece[],
  known: KnownStories = NOTHING_KNOWN,
): readonly (readonly EventPiece[])[] {
  const inOrder = dampened(pieces)
    .toSorted((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_PIECES)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const groups = inOrder.map(
    ({ weight }, i): Group => ({
      members: [i],
      affinities: new Map(),
      isText: weight >= TEXT_WEIGHT,
      best: undefined,
      sureness: 0,
    }),
  )
  const places = new Map(inOrder.map(({ key }, i) => [key, i]))
  for (const [a, b] of known.pairs) {
    const [i, j] = [places.get(a) ?? -1, places.get(b) ?? -1]
    const [one, other] = [inOrder[i], inOrder[j]]
    if (one !== undefined && other !== undefined && speakOneLanguage(one, other)) unite(groups, i, j)
  }
  for (const [i, j] of sameWords(inOrder)) unite(groups, i, j)
  for (const [i, j, value] of affinities(inOrder, known.isNew)) {
    const [one, other] = [groups[i], groups[j]]
    if (one === undefined || other === undefined || one === other) continue
    one.affinities.set(other, (one.affinities.get(other) ?? 0) + value)
    other.affinities.set(one, (other.affinities.get(one) ?? 0) + value)
  }
  joinSurest(groups, inOrder)
  return [...new Set(groups)]
    .filter(({ members }) => members.length > 1)
    .map(({ members }) => members.flatMap((i) => inOrder[i] ?? []))
}

/** Pieces in the very same words, where those say enough for one story: a flood of them is compared as one. */
function sameWords(pieces: readonly EventPiece[]): readonly (readonly [number, number])[] {
  const first = new Map<string, number>()
  return pieces.flatMap((piece, i): (readonly [number, number])[] => {
    const words = `${piece.language} ${piece.vector.hashes.join()}`
    const j = first.get(words)
    const other = pieces[j ?? -1]
    if (j === undefined || other === undefined) first.set(words, i)
    return j !== undefined && other !== undefined && storyScore(piece, other) >= PAIR_THRESHOLD ? [[j, i]] : []
  })
}

/** A word in more than this share of the pieces is the topic of the day, not an event. */
const TOPIC_SHARE = 0.1
const SEVERAL_SOURCES = 3
/** Fewer pieces than this say nothing of what is common. */
const LEAST_SAID = 12

/** The pieces with less weight for what so many of them say. */
function dampened(pieces: readonly EventPiece[]): readonly EventPiece[] {
  const byLanguage = [...Map.groupBy(pieces, ({ language }) => language).values()]
  return byLanguage.flatMap((own) => {
    const most = Math.max(LEAST_SAID, own.length * TOPIC_SHARE)
    const bySource = [...Map.groupBy(own, ({ sourceId }) => sourceId).values()]
    // What one of several sources says again and again is its own topic.
    const mostOfSource = bySource.length < SEVERAL_SOURCES ? Number.POSITIVE_INFINITY : most / 2
    const counts = new Map<number, number>()
    for (const pieces of bySource) {
      const ofSource = new Map<number, number>()
      for (const { vector } of pieces)
        for (const word of vector.hashes) ofSource.set(word, (ofSource.get(word) ?? 0) + 1)
      for (const [word, count] of ofSource) counts.set(word, (counts.get(word) ?? 0) + Math.min(count, mostOfSource))
    }
    const factors = new Map(
      [...counts].flatMap(([word, count]) => (count > most ? [[word, Math.sqrt(most / count)] as const] : [])),
    )
    if (factors.size === 0) return own
    return own.map((piece) => ({ ...piece, vector: scaled(piece.vector, factors) }))
  })
}

/** Puts two groups into one; `groups` says which one each piece is in. */
function unite(groups: Group[], i: number, j: number): Group | undefined {
  const [one, other] = [groups[i], groups[j]]
  if (one === undefined || other === undefined || one === other) return undefined
  const [large, small] = one.members.length >= other.members.length ? [one, other] : [other, one]
  for (const [neighbour, sum] of small.affinities) {
    neighbour.affinities.delete(small)
    if (neighbour === large) continue
    large.affinities.set(neighbour, (large.affinities.get(neighbour) ?? 0) + sum)
    neighbour.affinities.set(large, (neighbour.affinities.get(large) ?? 0) + sum)
  }
  large.isText &&= small.isText
  for (const member of small.members) {
    large.members.push(member)
    groups[member] = large
  }
  return large
}

/** Pairs of which one is new, by an index of their words, so that only what shares words costs anything. */
function affinities(
  pieces: readonly EventPiece[],
  isNew: (key: EntryKey) => boolean,
): readonly (readonly [number, number, number])[] {
  const byWord = new Map<number, number[]>()
  const pairs: (readonly [number, number, number])[] = []
  for (const [i, piece] of pieces.entries()) {
    const met = new Set<number>()
    const fresh = isNew(piece.key)
    for (const word of piece.vector.hashes) {
      const others = byWord.get(word)
      if (others === undefined) byWord.set(word, [i])
      else {
        for (const j of others) met.add(j)
        others.push(i)
      }
    }
    const near: [number, number, number][] = []
    for (const j of met) {
      const other = pieces[j]
      if (other === undefined || !speakOneLanguage(piece, other) || !(fresh || isNew(other.key))) continue
      const value = affinity(piece, other)
      if (value >= CHANCE || value < 0) near.push([i, j, value])
    }
    near.sort(([, j, x], [, k, y]) => y - x || j - k)
    pairs.push(...near.slice(0, MOST_NEIGHBOURS))
  }
  return pairs
}

function joinSurest(groups: Group[], pieces: readonly EventPiece[]): void {
  const open = new Set(groups)
  let comparisons = 0
  const findBest = (group: Group) => {
    group.best = undefined
    group.sureness = 0
    comparisons += group.affinities.size
    for (const other of group.affinities.keys()) prefer(group, other, surenessOf(group, other, pieces))
  }
  for (const group of open) findBest(group)
  while (comparisons < MOST_COMPARISONS) {
    let surest: Group | undefined
    for (const group of open) if (group.sureness > (surest?.sureness ?? 0)) surest = group
    if (surest?.best === undefined) return
    const two = [surest, surest.best] as const
    const joined = unite(groups, two[0].members[0] ?? -1, two[1].members[0] ?? -1)
    if (joined === undefined) return
    for (const group of two) if (group !== joined) open.delete(group)
    findBest(joined)
    for (const neighbour of joined.affinities.keys()) {
      const sureness = surenessOf(neighbour, joined, pieces)
      const was = neighbour.best === two[0] || neighbour.best === two[1] ? neighbour.sureness : undefined
      // What was best has become less sure: another may be surer now.
      if (was !== undefined && sureness < was) findBest(neighbour)
      else if (was !== undefined) [neighbour.best, neighbour.sureness] = [joined, sureness]
      else prefer(neighbour, joined, sureness)
    }
  }
}

function prefer(group: Group, other: Group, sureness: number): void {
  if (sureness < 1 || sureness <= group.sureness) return
  group.best = other
  group.sureness = sureness
}

/** From 1 two groups are one story. */
function surenessOf(one: Group, other: Group, pieces: readonly EventPiece[]): number {
  const count = one.members.length * other.members.length
  const sum = one.affinities.get(other) ?? 0
  if (count === 1) {
    // The score of two alone is their affinity, or less.
    if (sum < PAIR_THRESHOLD) return 0
    const [a, b] = [pieces[one.members[0] ?? -1], pieces[other.members[0] ?? -1]]
    return a === undefined || b === undefined ? 0 : storyScore(a, b) / PAIR_THRESHOLD
  }
  const least = one.isText && other.isText ? TEXT_THRESHOLD : GROUP_THRESHOLD
  const needed = Math.max(least, PAIR_THRESHOLD / count ** GROUP_EASE)
  return sum / count / needed
}
