import type { EntryDraft } from '../model/entry.ts'

/** The share of entries that have each field, 0 to 1. */
export type Fill = Readonly<Record<string, number>>

/** Fewer entries prove nothing. */
const fewest = 4
/** How much one document counts in what is remembered; far less while a field is missing, so that it is told for long. */
const weight = 0.2
const weightMissing = 0.02
/** A field that most entries had, and that not half as many have now. */
const mostHad = 0.5
const lost = 0.5

/** Of the entries of one document: which have a date, authors, a text, a picture. */
export function fillOf(entries: readonly EntryDraft[]): Fill {
  const share = (has: (entry: EntryDraft) => boolean) => entries.filter(has).length / Math.max(1, entries.length)
  return {
    date: share(({ published }) => published !== undefined),
    author: share(({ authors }) => authors.length > 0),
    text: share(({ body }) => body.summary !== undefined || body.content !== undefined),
    image: share(({ image }) => image !== undefined),
  }
}

/**
 * What to remember of the fields of a source after another document, and what has become of those that it used to have:
 * `author 0 %, was 98 %`. A source whose fields fade was redesigned. Pure.
 */
export function weighFill(
  before: Fill | undefined,
  entries: readonly EntryDraft[],
): { readonly fill: Fill | undefined; readonly warnings: readonly string[] } {
  if (entries.length < fewest) return { fill: before, warnings: [] }
  const now = fillOf(entries)
  if (before === undefined) return { fill: rounded(now), warnings: [] }
  const fill: Record<string, number> = {}
  const warnings: string[] = []
  for (const [field, share] of Object.entries(now)) {
    const was = before[field] ?? share
    const isLost = was >= mostHad && share < was * lost
    if (isLost) warnings.push(`${field} ${percent(share)}, was ${percent(was)}`)
    const by = isLost ? weightMissing : weight
    fill[field] = was + (share - was) * by
  }
  return { fill: rounded(fill), warnings }
}

function rounded(fill: Fill): Fill {
  return Object.fromEntries(Object.entries(fill).map(([field, share]) => [field, Math.round(share * 1000) / 1000]))
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
