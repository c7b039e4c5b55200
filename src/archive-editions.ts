import type { Curation } from './curate/curate.ts'
import { type Desk, digest, type Memory, rebuild } from './desk.ts'
import type { Edition, EditionEntry, EditionRecord, Month } from './model/edition.ts'
import type { Section } from './model/section.ts'
import { archiveMonth, archiveOpening, renderArchive } from './publish/archive.ts'
import { guardEdition } from './publish/guard.ts'
import { writtenArchives } from './publish/is-written.ts'
import type { SiteContext } from './publish/render-site.ts'
import { writeSite } from './publish/write-site.ts'
import type { Archived, Store } from './store/store.ts'
import { urlKey } from './text/url.ts'
import { withoutWithheld } from './withdraw.ts'

/**
 * What newer entries pushed off a section since `before`, as it was last shown. What left for another reason (a rule, a
 * copy that stands for it now, a source that was given up) is published no more, in the archive neither.
 */
export async function pushedOff(
  desk: Desk,
  memory: Memory,
  section: Section,
  { before, record, verdicts }: Pick<Curation, 'verdicts'> & { before: EditionRecord; record: EditionRecord },
): Promise<Archived | undefined> {
  const shown = new Set(record.stories.map(({ id }) => id))
  const left = [...before.stories, ...(before.dropped ?? [])]
  const stories = withoutWithheld(left, verdicts).filter(({ id, lead }) => {
    const verdict = verdicts.get(lead)
    if (shown.has(id) || verdict === undefined || verdict.in) return false
    return verdict.reason === 'pushed-off' || verdict.reason === 'source-limit'
  })
  if (stories.length === 0) return undefined
  const { edition } = guardEdition(await rebuild(desk, memory, section, { ...before, stories }))
  return archivedIn(desk.store, section.slug, record.updated, edition.entries)
}

/** What is archived of `all`, and what it must not show again: pieces that a section still shows. */
export type WholeArchive = { readonly archived: Archived | undefined; readonly off: EditionRecord['off'] & {} }

/**
 * What `all` no longer shows though a section does, and what a section has just pushed off.
 * @param changed the sections whose editions were chosen since `all` was last written
 */
export async function pushedOffWhole(
  store: Store,
  { all, whole }: { readonly all: Edition; readonly whole: EditionRecord | undefined },
  editions: ReadonlyMap<string, Edition>,
  changed: readonly string[],
): Promise<WholeArchive> {
  const shown = new Set(all.entries.map(({ id }) => id))
  const shownUrls = new Set(all.entries.flatMap(({ url }) => (url === undefined ? [] : [urlKey(url)])))
  const current = new Map([...editions.values()].flatMap(({ entries }) => entries).map((entry) => [entry.id, entry]))
  const left = new Set((whole?.stories ?? []).map(({ id }) => id).filter((id) => !shown.has(id)))
  const entries: EditionEntry[] = []
  for (const id of left) {
    const entry = current.get(id)
    if (entry === undefined) continue
    left.delete(id)
    // Otherwise another section's entry of the same page has taken its place.
    if (entry.url === undefined || !shownUrls.has(urlKey(entry.url))) entries.push(entry)
  }
  for (const slug of left.size === 0 ? [] : changed) {
    const newest = (await store.readArchiveMonths(slug)).at(-1)
    for (const entry of newest === undefined ? [] : await store.readArchive(slug, newest.month)) {
      if (left.delete(entry.id)) entries.push(entry)
    }
  }
  const gone = new Map(
    entries.map(({ id, firstSeen }) => [id, { id, lead: '', members: [], admittedAt: firstSeen }] as const),
  )
  const off = [...(whole?.off ?? []), ...gone.values()].filter(({ id }) => current.has(id))
  return {
    archived: await archivedIn(store, 'all', all.updated, guardEdition({ ...all, entries }).edition.entries),
    off,
  }
}

async function archivedIn(
  store: Store,
  slug: string,
  updated: number,
  entries: readonly EditionEntry[],
): Promise<Archived | undefined> {
  if (entries.length === 0) return undefined
  const newest = (await store.readArchiveMonths(slug)).at(-1)
  return { month: archiveMonth(updated, newest), entries }
}

/** What was written of a section's archive. */
export type WrittenArchives = {
  readonly newest: Month | undefined
  /** For the section's record; absent where nothing is archived. */
  readonly remembered: Pick<EditionRecord, 'archives'>
  /** Whether any document's bytes are new. */
  readonly changed: boolean
}

/**
 * Writes those documents of a section's archive that are missing or would be different, one at a time, the oldest first:
 * none links back to what is not there.
 * @param record says from what its documents were rendered
 */
export async function writeArchives(
  desk: Desk,
  context: SiteContext,
  edition: Edition,
  record: EditionRecord | undefined,
): Promise<WrittenArchives> {
  const { entries: _, withdrawn: __, ...frame } = edition
  const { slug } = edition
  const looks = digest(archiveOpening(frame, context, { month: '', previous: undefined, next: undefined }))
  const before = record?.archives?.looks === looks ? record.archives : undefined
  const there = await writtenArchives(desk.publicFolder, slug)
  const months = await desk.store.readArchiveMonths(slug)
  const linesBefore = (end: Month): number => months.reduce((sum, each) => sum + (each.month < end ? each.lines : 0), 0)
  // What is over changes only for what is taken out of it.
  const isAsBefore = before?.older === undefined || before.older === linesBefore(before.newest)
  let changed = false
  for (const [i, { month, lines }] of months.entries()) {
    const place = { month, previous: months[i - 1]?.month, next: months[i + 1]?.month }
    const isNewest = before?.newest === month && before.lines === lines && place.next === undefined
    const isSettled = before !== undefined && (isNewest || (month < before.newest && isAsBefore))
    if (isSettled && there.has(month)) continue
    const file = renderArchive(
      frame,
      context,
      place,
      await desk.store.readArchive(slug, month),
      await desk.store.readWithdrawn(slug, month),
    )
    const { written } = await writeSite(desk.publicFolder, [file])
    changed ||= written > 0
  }
  const newest = months.at(-1)
  if (newest === undefined) return { newest: undefined, remembered: {}, changed }
  const archives = { looks, newest: newest.month, lines: newest.lines, older: linesBefore(newest.month) }
  return { newest: newest.month, remembered: { archives }, changed }
}

/** Whether every document of a section's archive lies in the published folder. */
export async function areArchivesWritten({ store, publicFolder }: Desk, slug: string): Promise<boolean> {
  const months = await store.readArchiveMonths(slug)
  if (months.length === 0) return true
  const there = await writtenArchives(publicFolder, slug)
  return months.every(({ month }) => there.has(month))
}
