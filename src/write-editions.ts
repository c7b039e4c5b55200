import { areArchivesWritten, pushedOffWhole, writeArchives } from './archive-editions.ts'
import type { SectionOutcome } from './choose-edition.ts'
import { combineEditions } from './curate/edition.ts'
import { wholeRecord } from './curate/record.ts'
import { membersOf } from './curate/sections.ts'
import { type Desk, digest, isStarted, type Memory, rebuild, siteContext } from './desk.ts'
import type { Edition, EditionRecord } from './model/edition.ts'
import type { Instant } from './model/instant.ts'
import type { Section } from './model/section.ts'
import type { SiteFile } from './model/site-file.ts'
import { isWritten } from './publish/is-written.ts'
import { renderIndex, renderSection } from './publish/render-site.ts'
import { topicsOf } from './publish/topics.ts'
import { writeSite } from './publish/write-site.ts'
import { breather } from './store/breathe.ts'
import { takeBack } from './withdraw.ts'

type Whole = { readonly all: Edition; readonly whole: EditionRecord | undefined }
type Due = { readonly section: Section; readonly record: EditionRecord; readonly looks: string }

type WriteOptions = {
  readonly at: Instant
  /** Sections that are left as they are for now, whatever changed around them. */
  readonly resting: ReadonlySet<string>
}

/**
 * Writes every edition that was chosen again or that is to look different, and with them `all`, the index and the list of
 * feeds: documents before the pages that link to them. A crash before the records say so makes it write again, to the
 * same bytes. Sections that are no longer configured go.
 * @returns whether any published file is another than before, or gone
 */
export async function writeEditions(
  desk: Desk,
  memory: Memory,
  outcomes: Map<string, SectionOutcome>,
  { at, resting }: WriteOptions,
): Promise<boolean> {
  const started = desk.sections.filter(({ slug }) => isStarted(memory.records.get(slug)))
  const due = await dueSections(desk, memory, started, resting)
  const whole = await desk.store.readEdition('all')
  const slugs = digest(desk.sections.map(({ slug }) => slug))
  const rests = due.length === 0 && whole?.written === slugs && (await isThere(desk, 'all'))
  if (started.length === 0 || rests) return false

  const editions = new Map<string, Edition>()
  for (const section of started) editions.set(section.slug, await editionFor(desk, memory, section))
  const context = siteContext(desk, memory)
  const { title, language } = desk.site
  const combined = combineEditions([...editions.values()], { title, language, limit: 60 })
  const archivedBefore = new Set(whole?.off?.map(({ id }) => id))
  const all = { ...combined, entries: combined.entries.filter(({ id }) => !archivedBefore.has(id)) }
  const isHeld = started.some(({ slug }) => memory.records.get(slug)?.gate !== undefined)
  // While a gate keeps a section, what can be shown of it here may be less than what it shows itself.
  const collapsed = isHeld && all.entries.length < stillWanted(whole, memory)
  const archives = new Map<string, Awaited<ReturnType<typeof writeArchives>>>()
  for (const { section, record } of due) {
    archives.set(section.slug, await writeArchives(desk, context, editionIn(editions, section), record))
  }
  const wholeNow = collapsed ? undefined : await archiveWhole(desk, memory, { all, whole, editions, due, at })
  const told = wholeNow?.withdrawn
  const allNow = told === undefined ? all : { ...all, withdrawn: told }
  if (wholeNow !== undefined) archives.set('all', await writeArchives(desk, context, all, wholeNow))
  const render = (edition: Edition) => renderSection(edition, context, archives.get(edition.slug)?.newest)
  const files: SiteFile[] = []
  const breathe = breather()
  for (const { section } of due) {
    files.push(...render(editionIn(editions, section)))
    // Readers are answered by the same process: they need not wait until all sections are rendered.
    await breathe()
  }
  if (!collapsed) files.push(...render(allNow))
  await breathe()
  files.push(...renderIndex([all, ...editions.values()], context))
  const { changed, removed } = await writeSite(desk.publicFolder, files, {
    sections: [...desk.sections.map(({ slug }) => slug), 'all'],
  })
  await noteTopics(desk, files)
  for (const { section, record, looks } of due) {
    const archive = archives.get(section.slug)
    const isChanged = archive?.changed === true || changed.some((path) => path.startsWith(`${section.slug}/`))
    const settled = {
      ...record,
      written: looks,
      revision: record.revision + (isChanged ? 1 : 0),
      ...archive?.remembered,
    }
    await desk.store.saveEdition(settled, [])
    memory.records.set(section.slug, settled)
    const outcome = outcomes.get(section.slug)
    if (outcome !== undefined && isChanged) outcomes.set(section.slug, { ...outcome, status: 'published' })
  }
  if (wholeNow !== undefined) {
    await desk.store.saveEdition({ ...wholeNow, written: slugs, ...archives.get('all')?.remembered }, [])
  }
  return changed.length + removed > 0 || [...archives.values()].some((archive) => archive.changed)
}

/** What a hub is to be told of; before the records say that all is written, so that a crash between makes it noted again. */
async function noteTopics({ store, site: { url, hub } }: Desk, files: readonly SiteFile[]): Promise<void> {
  if (url === undefined || hub === undefined) return
  const { topics } = await store.readOutbox()
  const put = topicsOf(files, url).filter((topic) => topics.get(topic.url)?.digest !== topic.digest)
  await store.saveOutbox({ topics: { put } })
}

/** How much of what `all` showed the editor has not taken out since. */
function stillWanted(whole: EditionRecord | undefined, { records }: Memory): number {
  const taken = [...records.values()].flatMap(({ withheld = [], withdrawn = [] }) => [...withheld, ...withdrawn])
  const ids = new Set(taken.map(({ id }) => id))
  return (whole?.stories ?? []).filter(({ id }) => !ids.has(id)).length
}

/** The record of `all`; saved at once with what left it, before anything is written without that. */
async function archiveWhole(
  desk: Desk,
  memory: Memory,
  {
    all,
    whole,
    editions,
    due,
    at,
  }: Whole & { editions: ReadonlyMap<string, Edition>; due: readonly Due[]; at: Instant },
): Promise<EditionRecord> {
  const changed = due.map(({ section }) => section.slug)
  const { archived, off } = await pushedOffWhole(desk.store, { all, whole }, editions, changed)
  const { withdrawals, remembered } = await takeBackWhole(desk, memory, { all, whole, off, at })
  const { archives } = whole ?? {}
  const record = { ...wholeRecord(all, whole, at), off, ...remembered, ...(archives && { archives }) }
  if (archived === undefined && withdrawals.length === 0) return record
  await desk.store.saveEdition(record, [], { ...(archived ?? { month: '', entries: [] }), withdrawals })
  return record
}

/** What was retracted goes from `all` too, unless another section still has it. */
async function takeBackWhole(
  desk: Desk,
  memory: Memory,
  { all, whole, off, at }: Whole & { off: EditionRecord['off'] & {}; at: Instant },
) {
  const shown = new Set(all.entries.map(({ id }) => id))
  const before = new Set(whole?.stories.map(({ id }) => id))
  const told = [...memory.records.values()].flatMap(({ withdrawn = [] }) => withdrawn)
  const fresh = new Set([...shown].filter((id) => !before.has(id)))
  return takeBack(desk, memory, {
    slug: 'all',
    before: whole,
    holding: memory.decisions.filter((each) => 'keys' in each || (each.until ?? Number.POSITIVE_INFINITY) > at),
    gone: told.filter(({ id }) => before.has(id) && !off.some((story) => story.id === id)),
    shown,
    returned: await publishedBefore(desk, memory, fresh),
    isShownElsewhere: isShownIn(desk, memory),
  })
}

/** Of these stories, those that were published before a section took them in: they were off, or it has them from another. */
async function publishedBefore(
  { store }: Desk,
  { records }: Memory,
  ids: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const stories = [...records.values()].flatMap((record) => record.stories.filter(({ id }) => ids.has(id)))
  const publications = await store.readPublications(stories.map(({ lead }) => lead))
  const earlier = stories.filter(({ lead, admittedAt }) => (publications.get(lead)?.at ?? admittedAt) < admittedAt)
  return new Set(earlier.map(({ id }) => id))
}

/** Whether any section shows an entry or has it in its archive; these are read once, and only where it is asked. */
function isShownIn({ store, sections }: Desk, { records }: Memory): (id: string) => Promise<boolean> {
  let ids: Set<string> | undefined
  return async (id) => {
    if (ids !== undefined) return ids.has(id)
    ids = new Set([...records.values()].flatMap(({ stories }) => stories.map((story) => story.id)))
    for (const { slug } of sections) {
      for (const { month } of await store.readArchiveMonths(slug)) {
        for (const entry of await store.readArchive(slug, month)) ids.add(entry.id)
      }
    }
    return ids.has(id)
  }
}

async function isThere(desk: Desk, slug: string): Promise<boolean> {
  return (await isWritten(desk.publicFolder, slug)) && (await areArchivesWritten(desk, slug))
}

/** What a gate keeps is the edition as it was published: it is not rendered again. */
async function dueSections(
  desk: Desk,
  memory: Memory,
  started: readonly Section[],
  resting: ReadonlySet<string>,
): Promise<readonly Due[]> {
  const { theme, ...rest } = siteContext(desk, memory)
  // A theme's files may be large: its digest stands for them.
  const context = { ...rest, theme: theme?.digest }
  const due: Due[] = []
  for (const section of started) {
    const record = memory.records.get(section.slug)
    // Unless the editor has taken something out of it.
    const isKept = record?.gate !== undefined || resting.has(section.slug)
    if (record === undefined || (isKept && record.written !== '')) continue
    const { inputs, stories } = record
    const looks = digest({ context, inputs, stories, publishers: publishersOf(desk, memory, section) })
    if (record.written !== looks || !(await isThere(desk, section.slug))) due.push({ section, record, looks })
  }
  return due
}

/** What an edition shows beside its stories: names and homes of its sources. */
function publishersOf(desk: Desk, memory: Memory, section: Section): unknown {
  return [...membersOf(section, desk.sections).keys()].map((id) => {
    const { title, homeUrl } = memory.states.get(id) ?? {}
    return [desk.sources.get(id)?.name, desk.sources.get(id)?.language, desk.sources.get(id)?.url, title, homeUrl]
  })
}

async function editionFor(desk: Desk, memory: Memory, section: Section): Promise<Edition> {
  const record = memory.records.get(section.slug)
  if (record === undefined) throw new Error(`section ${section.slug} has no record`)
  return memory.editions.get(section.slug) ?? rebuild(desk, memory, section, record)
}

function editionIn(editions: ReadonlyMap<string, Edition>, { slug }: Section): Edition {
  const edition = editions.get(slug)
  if (edition === undefined) throw new Error(`section ${slug} has no edition`)
  return edition
}
