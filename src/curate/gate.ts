import type { Edition } from '../model/edition.ts'
import type { Feed } from '../model/feed.ts'
import type { Section } from '../model/section.ts'
import { isMachineText } from './machine-text.ts'

/** The gate that closed, and what it saw, in a few words. */
export type ClosedGate = {
  readonly name: 'min' | 'collapse' | 'ids' | 'links' | 'machine-text' | 'reread'
  readonly detail: string
}

export type GateInput = {
  readonly edition: Edition
  /** Entries of the edition that is published now, without what the editor takes out; undefined: none is. */
  readonly published: number | undefined
  /** Whether the editor has taken something out of that edition now: its minimum asks for no more than is left. */
  readonly isTakenFrom: boolean
  readonly gate: Section['gate']
  /** Each rendered feed as our own parser reads it back, by file name. */
  readonly reread: readonly { readonly file: string; readonly feed: Feed }[]
}

/**
 * Whether an edition may replace the one before it; undefined: it may. Checked before anything is remembered or
 * written, so that a closed gate leaves the last good edition as it is.
 */
export function closedGate({ edition, published, isTakenFrom, gate, reread }: GateInput): ClosedGate | undefined {
  const { entries } = edition
  const wanted = isTakenFrom ? Math.min(gate.min, published ?? 0) : gate.min
  if (entries.length < wanted && (published ?? 0) > 0) {
    return { name: 'min', detail: `${entries.length} entries, at least ${gate.min} wanted` }
  }
  if (published !== undefined && published > 0 && (published - entries.length) / published > gate.collapse) {
    return { name: 'collapse', detail: `${entries.length} entries where ${published} were` }
  }
  const ids = new Set(entries.map(({ id }) => id))
  if (ids.size < entries.length) return { name: 'ids', detail: `${entries.length - ids.size} entries share an id` }
  const relative = entries.find(({ url }) => url !== undefined && !/^https?:\/\/[^/]/.test(url))
  if (relative !== undefined) return { name: 'links', detail: `not an absolute link: ${relative.url}` }
  const machine = entries.find(({ title }) => isMachineText(title))
  if (machine !== undefined) return { name: 'machine-text', detail: `a machine's error as an entry: ${machine.title}` }
  for (const { file, feed } of reread) {
    const difference = differenceOf(edition, feed)
    if (difference !== undefined) return { name: 'reread', detail: `${file} reads back otherwise: ${difference}` }
  }
  return undefined
}

/** What our own parser makes of a rendered feed must be the edition: the same ids and links in the same order. */
function differenceOf({ entries }: Edition, { items }: Feed): string | undefined {
  if (items.length !== entries.length) return `${items.length} entries for ${entries.length}`
  for (const [i, entry] of entries.entries()) {
    if (items[i]?.guid !== entry.id) return `id ${items[i]?.guid} for ${entry.id}`
    // Who reads an address that was escaped once too often puts it right.
    const link = entry.url?.replaceAll('&amp;', '&')
    if (link !== undefined && items[i]?.url !== link) return `link ${items[i]?.url} for ${entry.url}`
  }
  return undefined
}
