import { createHash } from 'node:crypto'
import type { Edition, EditionEntry, EditionRecord, Withdrawn } from '../model/edition.ts'
import type { Instant } from '../model/instant.ts'
import type { EventKind, OutboxEvent } from '../model/outbox.ts'
import { rfc3339, rfc3339Utc } from './date-format.ts'
import { jsonFeedItem } from './json-feed.ts'

/** Who wants to be told of what. */
export type Listener = { readonly name: string; readonly on: readonly EventKind[] }

/** What of an entry an event tells; the whole of it only where it is published. */
type Subject = {
  readonly id: string
  readonly url?: string | undefined
  readonly title?: string
  readonly entry?: EditionEntry
}

type Happening = { readonly kind: EventKind; readonly subject: Subject }

export type EventContext = {
  readonly section: string
  readonly at: Instant
  /** The section's first publication, which shows what was there before. */
  readonly isFirst: boolean
  readonly listeners: readonly Listener[]
}

/** When each entry that an edition shows last changed in substance: by it the next one knows what is new. */
export function shownIn({ entries }: Pick<Edition, 'entries'>): Readonly<Record<string, Instant>> {
  return Object.fromEntries(entries.map(({ id, updated }) => [id, updated.at]))
}

/**
 * What an edition has to tell that the one before it had not: what changed in substance (its `updated` moved; who else
 * reports it is no such change), then what is new, the oldest first, then what the editor took back. What newer entries
 * push off is no event.
 * @param withdrawn what this publication takes back
 */
export function editionEvents(
  before: EditionRecord | undefined,
  { entries }: Pick<Edition, 'entries'>,
  context: EventContext,
  withdrawn: readonly Withdrawn[] = [],
): readonly OutboxEvent[] {
  const shown = new Map(Object.entries(before?.shown ?? {}))
  const known = before?.shown === undefined ? new Set(before?.stories.map(({ id }) => id)) : new Set(shown.keys())
  const oldestFirst = entries.toReversed()
  const updated = oldestFirst.filter(({ id, updated }) => updated.at > (shown.get(id) ?? Number.POSITIVE_INFINITY))
  const published = oldestFirst.filter(({ id }) => !known.has(id))
  return toTell(
    [
      ...updated.map((entry) => ({ kind: 'updated' as const, subject: { ...entry, entry } })),
      ...published.map((entry) => ({ kind: 'published' as const, subject: { ...entry, entry } })),
      ...withdrawn.toReversed().map(({ id }) => ({ kind: 'retracted' as const, subject: { id } })),
    ],
    context,
  )
}

/**
 * What nobody is to be told any more of what still waits: that an entry was published or changed which is taken back now.
 * For nobody and without its text; who has it already, or may have, is told of the retraction.
 */
export function withdrawnEvents(
  waiting: readonly OutboxEvent[],
  section: string,
  withdrawn: readonly Withdrawn[],
): readonly OutboxEvent[] {
  const ids = new Set(withdrawn.map(({ id }) => id))
  return waiting.flatMap((event) => {
    if (ids.size === 0 || event.section !== section || event.kind === 'retracted' || event.to.length === 0) return []
    const { id }: Pick<Subject, 'id'> = JSON.parse(event.body)
    return ids.has(id) ? [{ ...event, to: [], body: '' }] : []
  })
}

/** As events, those that anybody wants. */
function toTell(happenings: readonly Happening[], context: EventContext): readonly OutboxEvent[] {
  const { section, at, listeners } = context
  return happenings.flatMap(({ kind, subject }) => {
    const to = listeners.filter(({ on }) => on.includes(kind)).map(({ name }) => name)
    if (to.length === 0) return []
    const { id: entryId, entry } = subject
    const about = JSON.stringify([section, kind, entryId, at, entry?.updated.at])
    const id = `evt_${createHash('sha256').update(about).digest('base64url').slice(0, 32)}`
    return [{ id, section, kind, at, to, body: bodyOf(kind, subject, id, context) }]
  })
}

/** One event as JSON; what is undefined is left out. */
function bodyOf(kind: EventKind, { id, url, title, entry }: Subject, delivery: string, context: EventContext): string {
  const { section, at, isFirst } = context
  return JSON.stringify({
    event: kind,
    delivery,
    at: rfc3339Utc(at),
    section,
    backfill: isFirst || undefined,
    id,
    url,
    title,
    published: entry && rfc3339(entry.published),
    updated: entry && rfc3339(entry.updated),
    item: entry && jsonFeedItem(entry),
  })
}
