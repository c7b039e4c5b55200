import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import { type Comparison, holdsAmong, type NearPair, type Recurring } from './copies.ts'
import { claimedAt, countsFrom, toldUntil } from './order.ts'
import type { Piece } from './piece.ts'
import type { Recurrent } from './recurring-parts.ts'
import type { Likeness } from './similarity.ts'

/** What is kept of a piece that was compared, without its text: from it is told what recurs around others. */
export type Outline = Recurrent & {
  /** Its content is the whole text. */
  readonly isWhole: boolean
  /** What else it was made of: where all of it is the same, the piece is. */
  readonly madeOf: Made
}

type Made = Pick<Entry, 'fingerprint' | 'bodyRef' | 'changedAt' | 'title'> & {
  readonly url: string | undefined
  readonly language: string | undefined
  readonly agency: string | undefined
  readonly toldUntil: Instant
  /** The language that is declared for its source. */
  readonly ofSource: string | undefined
}

/** @param ofSource the language that is declared for its source */
export function outlineOf(entry: Entry, piece: Piece, isWhole: boolean, ofSource: string | undefined): Outline {
  const { key, sourceId, at, isDated, wording, opening, shingles } = piece
  const { fingerprint, bodyRef, changedAt, title, url, language, dateline } = entry
  const until = { toldUntil: piece.toldUntil }
  const madeOf = { fingerprint, bodyRef, changedAt, title, url, language, agency: dateline?.agency, ofSource, ...until }
  return { key, sourceId, at, isDated, wording, opening, shingles, isWhole, madeOf }
}

/**
 * What one choice of a section compared, for the next one: most of what that looks at it knows, and neither reads nor compares
 * it again. What the next does not look at is let go with it.
 */
export class Comparisons {
  readonly outlines: ReadonlyMap<EntryKey, Outline>
  /** By the names of both. */
  readonly #ofPairs = new Map<string, Comparison>()
  /** Of the few of which it was asked, whether their text says nothing. */
  readonly #idle = new Map<EntryKey, boolean>()
  /** Of pairs of which it was asked, whether they are much the same. */
  readonly #alike = new Map<string, boolean>()

  constructor(outlines: ReadonlyMap<EntryKey, Outline>) {
    this.outlines = outlines
  }

  /** In the order in which they were added. */
  get likenesses(): readonly Likeness[] {
    return Array.from(this.#ofPairs.values(), ({ likeness }) => likeness)
  }

  /** What is known of an entry's piece, unless something that it was made of is other now. */
  outlineOf(entry: Entry, ofSource: string | undefined): Outline | undefined {
    const known = this.outlines.get(entry.key)
    return known !== undefined && isMadeOf(known, entry, ofSource) ? known : undefined
  }

  /** What a pair came to, where it would come to the same now: both are what they were, and so is what recurs around them. */
  of(pair: NearPair, now: Comparisons, recurring: Recurring): Comparison | undefined {
    const isSame = pair.every((key) => this.outlines.get(key) === now.outlines.get(key))
    const known = isSame ? this.#ofPairs.get(pair.join(' ')) : undefined
    return known !== undefined && holdsAmong(known, recurring) ? known : undefined
  }

  /** Whether the text of a piece says nothing of it, where that is known and the piece is as it was. */
  isIdle(key: EntryKey, now: Comparisons): boolean | undefined {
    return this.outlines.get(key) === now.outlines.get(key) ? this.#idle.get(key) : undefined
  }

  noteIdle(key: EntryKey, isIdle: boolean): void {
    this.#idle.set(key, isIdle)
  }

  /** Whether two are much the same, where that is known and both are as they were. */
  areAlike(pair: NearPair, now: Comparisons): boolean | undefined {
    const isSame = pair.every((key) => {
      const outline = this.outlines.get(key)
      return outline !== undefined && outline === now.outlines.get(key)
    })
    return isSame ? this.#alike.get(pair.join(' ')) : undefined
  }

  noteAlike(pair: NearPair, areAlike: boolean): void {
    this.#alike.set(pair.join(' '), areAlike)
  }

  add(pair: NearPair, comparison: Comparison): void {
    this.#ofPairs.set(pair.join(' '), comparison)
  }
}

function isMadeOf({ at, isDated, sourceId, madeOf }: Outline, entry: Entry, ofSource: string | undefined): boolean {
  return (
    madeOf.bodyRef === entry.bodyRef &&
    madeOf.fingerprint === entry.fingerprint &&
    madeOf.changedAt === entry.changedAt &&
    madeOf.title === entry.title &&
    madeOf.url === entry.url &&
    madeOf.language === entry.language &&
    madeOf.agency === entry.dateline?.agency &&
    madeOf.ofSource === ofSource &&
    madeOf.toldUntil === toldUntil(entry) &&
    sourceId === entry.sourceId &&
    at === countsFrom(entry) &&
    isDated === (claimedAt(entry) !== undefined)
  )
}
