import { StoreError } from '../errors.ts'
import type { Body, BodyRef, Entry, EntryFields, EntryKey } from '../model/entry.ts'
import type { Place } from './entry-index.ts'
import { type EntryHead, isWhole, parseLine } from './line.ts'
import type { Segments } from './segments.ts'
import type { SharedFile } from './shared-file.ts'

/** Lines nearer than this are read together with what lies between them. */
const GAP_BYTES = 16 << 10
const SPAN_BYTES = 1 << 20

/** Reads lines (checked, without their newline) from segments that are retained; in the order of `places`. */
export async function readLines(
  files: ReadonlyMap<number, SharedFile>,
  places: readonly Place[],
): Promise<readonly Buffer[]> {
  const lines: Buffer[] = new Array(places.length)
  await eachLine(files, places, (line, i) => {
    lines[i] = line
  })
  return lines
}

/** Memory to read into, again and again: what is made for each span and dropped is collected late. */
export class Room {
  #bytes: Buffer = Buffer.alloc(0)

  /** So many bytes of it, until it is asked again. */
  of(length: number): Buffer {
    if (this.#bytes.length < length) this.#bytes = Buffer.allocUnsafeSlow(Math.max(length, SPAN_BYTES))
    return this.#bytes.subarray(0, length)
  }
}

/** In the order of their bytes. */
export function asTheyLie(a: Place, b: Place): number {
  return a.segment - b.segment || a.offset - b.offset
}

/**
 * Hands over each line with its number in `places`, in the order they lie in, so that neighbours are read at once. What
 * was read is let go with the next span, provided that nobody keeps the lines.
 * @param room for lines that nobody keeps
 */
async function eachLine(
  files: ReadonlyMap<number, SharedFile>,
  places: readonly Place[],
  take: (line: Buffer, i: number) => void,
  room?: Room,
): Promise<void> {
  const order = places.map((place, i) => ({ place, i })).sort((a, b) => asTheyLie(a.place, b.place))
  for (let first = 0; first < order.length; ) {
    const start = order[first]?.place
    if (start === undefined) break
    let end = start.offset + start.bytes
    let next = first + 1
    for (; next < order.length; next++) {
      const place = order[next]?.place
      if (place === undefined || place.segment !== start.segment) break
      if (place.offset > end + GAP_BYTES || place.offset + place.bytes > start.offset + SPAN_BYTES) break
      end = Math.max(end, place.offset + place.bytes)
    }
    const length = end - start.offset
    const span = room === undefined ? Buffer.allocUnsafe(length) : room.of(length)
    const got = await files.get(start.segment)?.file.read(span, start.offset)
    for (const { place, i } of order.slice(first, next)) {
      const from = place.offset - start.offset
      const line = span.subarray(from, from + place.bytes - 1)
      if (got !== span.length || !isWhole(line)) {
        throw new StoreError(`an entry's line at byte ${place.offset} of its segment is damaged: restore a backup`)
      }
      take(line, i)
    }
    first = next
  }
}

/** An entry as its line has it, with the reference to its body. */
export function entryOf(line: Buffer, place: Place, segmentName: string): Entry {
  const { entry: head, fields } = parseLine(line) as {
    readonly entry: EntryHead
    readonly fields: Omit<EntryFields, 'sourceId'> & Pick<Entry, 'fingerprint' | 'position' | 'changedAt'>
  }
  const { key, sourceId, firstSeen } = head
  // Joined, not put together: V8 keeps the parts of such a string beside it, and a first run reads all that is stored.
  const bodyRef = [segmentName, place.offset + place.bytes, head.bodyBytes, key].join(':')
  return { ...fields, key, sourceId, firstSeen, bodyRef }
}

export type BodyPlace = {
  readonly segmentName: string
  readonly offset: number
  readonly bytes: number
  readonly key: EntryKey
}

/** Takes a reference apart. Throws StoreError where it is none of ours. */
export function bodyPlaceOf(ref: BodyRef): BodyPlace {
  const [, segmentName, offset, bytes, key] = /^([^:]+):([0-9]+):([0-9]+):(.*)$/s.exec(ref) ?? []
  if (segmentName === undefined || key === undefined) throw new StoreError(`${ref} refers to no body`)
  return { segmentName, offset: Number(offset), bytes: Number(bytes), key }
}

export function bodyOf(line: Buffer): Body {
  const { body } = parseLine(line) as { readonly body: Body }
  return body
}

/** Reads entries from segments that are retained, in the order of `places`. */
export async function readEntriesAt(
  segments: Segments,
  files: ReadonlyMap<number, SharedFile>,
  places: readonly Place[],
  room?: Room,
): Promise<readonly Entry[]> {
  const entries: Entry[] = new Array(places.length)
  const take = (line: Buffer, i: number): void => {
    const place = places[i]
    if (place === undefined) throw new StoreError('an entry lost its place')
    entries[i] = entryOf(line, place, segments.nameOf(place.segment))
  }
  await eachLine(files, places, take, room)
  return entries
}
