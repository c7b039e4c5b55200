import { breather } from './breathe.ts'
import type { Decision } from '../model/decision.ts'
import type { EntryKey } from '../model/entry.ts'
import { pinnedKeys } from './decisions.ts'
import { messageOf } from './document.ts'
import type { Place } from './entry-index.ts'
import { readLines } from './entry-lines.ts'
import type { Committed } from './journal.ts'
import { type KeyHash, keyHash } from './key-hash.ts'
import { entryHeadOf, type TableChange } from './line.ts'
import type { Segment } from './load.ts'
import type { Parts } from './parts.ts'
import type { SeenFile } from './seen-file.ts'

/** Segments that are to go, with the slots that must move out of them first. */
type Leaving = Map<number, { readonly segment: Segment; readonly slots: number[] }>

const MOVED_AT_ONCE = 200
/** More go in several commits, so that none holds up the loop. */
export const EXPIRED_AT_ONCE = 1 << 12

/**
 * Forgets old entries. What is spared is moved out of segments that hold nothing else, so that these can be removed whole;
 * an expired entry in a segment that stays is named in `expired` until its segment goes.
 */
export class Retention {
  readonly #parts: Parts
  /** Slots that were saved, listed, published or pinned while `expire` works: spared by all of its commits. */
  #touched: Set<number> | undefined
  #working: Promise<unknown> = Promise.resolve()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Tells of each commit, after the index knows it. */
  note(commit: Committed): void {
    if (this.#touched === undefined) return
    for (const { digest } of commit.entries) this.#touched.add(this.#parts.index.find(digest))
    const keys: EntryKey[] = []
    for (const { table, put = [] } of commit.changes) {
      if (table === 'publications') keys.push(...put.map(([key]) => key))
      if (table === 'decisions') keys.push(...pinnedKeys(put.map(([, row]) => row as Decision)))
      if (table === 'listed' || table === 'editions') {
        for (const [key] of put) keys.push(...this.#keysOf(table, key))
      }
    }
    for (const key of keys) this.#touched.add(this.#parts.index.find(keyHash(key)))
  }

  /** Returns how many entries went. One at a time. */
  expire(before: number): Promise<number> {
    const result = this.#working.then(() => this.#expire(before))
    this.#working = result.catch(() => undefined)
    return result
  }

  /** Resolves when nothing is being expired. */
  async settled(): Promise<void> {
    await this.#working
  }

  async #expire(before: number): Promise<number> {
    const touched = new Set<number>()
    this.#touched = touched
    try {
      for (let count = 0; ; ) {
        const { gone, isLast } = await this.#expireSome(before, touched)
        count += gone
        if (isLast) return count
      }
    } finally {
      this.#touched = undefined
    }
  }

  async #expireSome(
    before: number,
    touched: ReadonlySet<number>,
  ): Promise<{ readonly gone: number; readonly isLast: boolean }> {
    const { index, segments, seen, journal } = this.#parts
    const { candidates, isLast } = await this.#candidates(before, touched)
    if (candidates.size === 0) return { gone: 0, isLast }
    // While more is to go, segments stay: what is in them would only be moved to expire next.
    const leaving: Leaving = isLast ? await this.#leavingSegments(candidates, before) : new Map()
    for (const { slots } of leaving.values()) await this.#move(slots)
    const hashes: KeyHash[] = []
    const breathe = breather()
    for (const slot of candidates) {
      hashes.push(index.hashOf(slot))
      await breathe()
    }
    const publications = await this.#publicationsOf(candidates)
    const files = await seen.write(hashes)
    let gone: readonly number[] = []
    let dropped: readonly Segment[] = []
    try {
      await journal.commit(() => {
        gone = [...candidates].filter((slot) => !touched.has(slot))
        dropped = this.#emptied(leaving, new Set(gone))
        const applied = (): void => {
          seen.add(files)
          for (const slot of gone) index.delete(slot)
          for (const segment of dropped) segments.take(segment)
        }
        return { changes: this.#changes(gone, dropped, publications, files), applied }
      }, true)
    } catch (error) {
      await this.#tidy(() => seen.discard(files))
      throw error
    }
    // From here on the entries are gone. What cannot be tidied up now is tidied up at the next start.
    await this.#tidy(async () => {
      for (const segment of dropped) await segments.discard(segment)
      await this.#mergeSeen()
    })
    return { gone: gone.length, isLast }
  }

  /**
   * Slots first seen before, in no current edition, not pinned, listed by no source, and not touched meanwhile; as many as
   * go at once, and whether these are the last.
   */
  async #candidates(
    before: number,
    touched: ReadonlySet<number>,
  ): Promise<{ readonly candidates: Set<number>; readonly isLast: boolean }> {
    const { index, tables } = this.#parts
    const breathe = breather()
    const isOld = (slot: number): boolean => index.has(slot) && index.firstSeenOf(slot) < before && !touched.has(slot)
    const first = await firstSlot(index.top, isOld, breathe)
    // On most days there is none: then what may not go need not be asked either.
    if (first === undefined) return { candidates: new Set(), isLast: true }
    const pinned = pinnedKeys(tables.decisions.values(), before)
    const spared = new Set(pinned.map((key) => index.find(keyHash(key))))
    for (const table of ['listed', 'editions'] as const) {
      for (const key of [...tables[table].keys()]) {
        for (const entryKey of this.#keysOf(table, key)) spared.add(index.find(keyHash(entryKey)))
        await breathe()
      }
    }
    const candidates = new Set<number>()
    for (let slot = first; slot < index.top; slot++) {
      if (slot % 4096 === 0) await breathe()
      if (!isOld(slot) || spared.has(slot)) continue
      if (candidates.size === EXPIRED_AT_ONCE) return { candidates, isLast: false }
      candidates.add(slot)
    }
    return { candidates, isLast: true }
  }

  #keysOf(table: 'listed' | 'editions', key: string): readonly string[] {
    const { tables } = this.#parts
    if (table === 'listed') return tables.listed.get(key) ?? []
    return (tables.editions.get(key)?.stories ?? []).flatMap(({ lead, members }) => [lead, ...members])
  }

  /**
   * Segments that hold nothing young, with the slots that must move out of them first. One that a snapshot's predecessor
   * still needs stays until the next time.
   */
  async #leavingSegments(candidates: ReadonlySet<number>, before: number): Promise<Leaving> {
    const { index, segments, journal, snapshots } = this.#parts
    const leaving: Leaving = new Map()
    const ended = segments.all().filter(({ file }) => !journal.isActive(file))
    if (ended.some(({ file }) => file.lastCommit > snapshots.recoverableFrom)) {
      await this.#tidy(() => snapshots.write())
    }
    for (const segment of ended) {
      if (segment.file.lastCommit <= snapshots.recoverableFrom) leaving.set(segment.ordinal, { segment, slots: [] })
    }
    const breathe = breather()
    for (let slot = 0; slot < index.top; slot++) {
      if (!index.has(slot) || candidates.has(slot)) continue
      const ordinal = index.segmentOf(slot)
      if (index.firstSeenOf(slot) >= before) leaving.delete(ordinal)
      else leaving.get(ordinal)?.slots.push(slot)
      if (slot % 4096 === 0) await breathe()
    }
    return leaving
  }

  async #move(slots: readonly number[]): Promise<void> {
    const { index, segments, journal } = this.#parts
    for (let at = 0; at < slots.length; at += MOVED_AT_ONCE) {
      const chosen = slots.slice(at, at + MOVED_AT_ONCE).filter((slot) => index.has(slot))
      const places = chosen.map((slot) => index.placeOf(slot))
      const retained = await segments.retain(places.map(({ segment }) => segment))
      try {
        const lines = await readLines(retained.files, places)
        const bodyPlaces = places.map((place, i): Place => {
          const line = lines[i]
          const bytes = line === undefined ? 0 : entryHeadOf(line).bodyBytes
          return { segment: place.segment, offset: place.offset + place.bytes, bytes }
        })
        const bodies = await readLines(retained.files, bodyPlaces)
        await journal.commit(() => {
          const moved = lines.flatMap((entry, i) => {
            const [slot, place, body] = [chosen[i], places[i], bodies[i]]
            if (slot === undefined || place === undefined || body === undefined) return []
            // Saved again in the meantime: its new line lies elsewhere already.
            if (index.segmentOf(slot) !== place.segment || index.placeOf(slot).offset !== place.offset) return []
            return [{ head: entryHeadOf(entry), entry: withNewline(entry), body: withNewline(body) }]
          })
          return moved.length === 0 ? undefined : { moved }
        }, true)
      } finally {
        await retained.release()
      }
    }
  }

  async #publicationsOf(candidates: ReadonlySet<number>): Promise<ReadonlyMap<number, string>> {
    const { index, tables } = this.#parts
    const found = new Map<number, string>()
    const breathe = breather()
    for (const key of [...tables.publications.keys()]) {
      const slot = index.find(keyHash(key))
      if (candidates.has(slot)) found.set(slot, key)
      await breathe()
    }
    return found
  }

  /** Of the leaving segments, those in which nothing is left once `gone` are gone. */
  #emptied(leaving: ReadonlyMap<number, { readonly segment: Segment }>, gone: ReadonlySet<number>): readonly Segment[] {
    if (leaving.size === 0) return []
    const { index } = this.#parts
    // Not a set: this runs within a commit, for every entry that is stored.
    const occupied = new Uint8Array(Math.max(...leaving.keys()) + 1)
    for (let slot = 0; slot < index.top; slot++) {
      if (index.has(slot) && !gone.has(slot)) occupied[index.segmentOf(slot)] = 1
    }
    return [...leaving.values()].map(({ segment }) => segment).filter(({ ordinal }) => occupied[ordinal] === 0)
  }

  #changes(
    gone: readonly number[],
    dropped: readonly Segment[],
    publications: ReadonlyMap<number, string>,
    files: readonly { readonly name: string; readonly keys: number }[],
  ): readonly TableChange[] {
    const { index, segments, tables, journal } = this.#parts
    const staying = segments.all().filter((segment) => !dropped.includes(segment))
    const oldest = Math.min(...staying.map(({ file }) => file.firstCommit))
    const firstCommits = new Map(segments.all().map(({ ordinal, file }) => [ordinal, file.firstCommit]))
    // Only where no segment stays that is as old as the entry's can a line of it be met again.
    const named = gone.filter((slot) => (firstCommits.get(index.segmentOf(slot)) ?? 0) >= oldest)
    const packed = Buffer.concat(named.map((slot) => index.hashOf(slot)))
    const until = journal.lastCommit
    const outdated = [...tables.expired.keys()].filter((commit) => Number(commit) < oldest)
    const unpublished = gone.flatMap((slot) => publications.get(slot) ?? [])
    return [
      { table: 'seen', put: files.map(({ name, keys }) => [name, { keys }]) },
      { table: 'segments', del: dropped.map(({ file }) => file.name) },
      { table: 'expired', del: outdated },
      { table: 'expired', put: named.length === 0 ? [] : [[String(until), packed.toString('base64')]] },
      { table: 'publications', del: unpublished },
    ]
  }

  async #mergeSeen(): Promise<void> {
    const { seen, journal } = this.#parts
    for (let names = seen.toMerge(); names.length > 0; names = seen.toMerge()) {
      const merged = await seen.merge(names)
      let old: readonly SeenFile[] = []
      const changes = [{ table: 'seen', put: [[merged.name, { keys: merged.keys }]], del: names }] as const
      const applied = (): void => {
        seen.add([merged])
        old = seen.take(names)
      }
      try {
        await journal.commit(() => ({ changes, applied }))
      } catch (error) {
        await this.#tidy(() => seen.discard([merged]))
        throw error
      }
      await seen.discard(old)
    }
  }

  async #tidy(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#parts.report({ event: 'tidying-failed', detail: messageOf(error) })
    }
  }
}

/** The first slot that is meant; undefined where none is. */
async function firstSlot(
  top: number,
  isMeant: (slot: number) => boolean,
  breathe: () => Promise<void>,
): Promise<number | undefined> {
  for (let slot = 0; slot < top; slot++) {
    if (slot % 4096 === 0) await breathe()
    if (isMeant(slot)) return slot
  }
  return undefined
}

function withNewline(line: Buffer): Buffer {
  return Buffer.concat([line, Buffer.from('\n')])
}
