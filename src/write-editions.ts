import type { SectionOutcome } from './choose-edition.ts'
import { combineEditions } from './curate/edition.ts'
import { wholeRecord } from './curate/record.ts'
import { membersOf } from './curate/sections.ts'
import { type Desk, digest, isStarted, type Memory, rebuild, siteContext } from './desk.ts'
import type { Edition, EditionRecord } from './model/edition.ts'
import type { Instant } from './model/instant.ts'
import type { Section } from './model/section.ts'
import { isWritten } from './publish/is-written.ts'
import { renderIndex, renderSection } from './publish/render-site.ts'
import { writeSite } from './publish/write-site.ts'

type Due = { readonly section: Section; readonly record: EditionRecord; readonly looks: string }

/**
 * Writes every edition that was chosen again or that is to look different, and with them `all`, the index and the list of
 * feeds: documents before the pages that link to them. A crash before the records say so makes it write again, to the
 * same bytes. Sections that are no longer configured go.
 */
export async function writeEditions(
  desk: Desk,
  memory: Memory,
  outcomes: Map<string, SectionOutcome>,
  at: Instant,
): Promise<void> {
  const started = desk.sections.filter(({ slug }) => isStarted(memory.records.get(slug)))
  const due = await dueSections(desk, memory, started)
  const whole = await desk.store.readEdition('all')
  const slugs = digest(desk.sections.map(({ slug }) => slug))
  const rests = due.length === 0 && whole?.written === slugs && (await isWritten(desk.publicFolder, 'all'))
  if (started.length === 0 || rests) return

  const editions = new Map<string, Edition>()
  for (const section of started) editions.set(section.slug, await editionFor(desk, memory, section))
  const context = siteContext(desk, memory)
  const { title, language } = desk.site
  const all = combineEditions([...editions.values()], { title, language, limit: 60 })
  const isHeld = started.some(({ slug }) => memory.records.get(slug)?.gate !== undefined)
  // While a gate keeps a section, what can be shown of it here may be less than what it shows itself.
  const collapsed = isHeld && all.entries.length < (whole?.stories.length ?? 0)
  const { changed } = await writeSite(
    desk.publicFolder,
    [
      ...due.flatMap(({ section }) => renderSection(editionIn(editions, section), context)),
      ...(collapsed ? [] : renderSection(all, context)),
      ...renderIndex([all, ...editions.values()], context),
    ],
    { sections: [...desk.sections.map(({ slug }) => slug), 'all'] },
  )
  for (const { section, record, looks } of due) {
    const isChanged = changed.some((path) => path.startsWith(`${section.slug}/`))
    const settled = { ...record, written: looks, revision: record.revision + (isChanged ? 1 : 0) }
    await desk.store.saveEdition(settled, [])
    memory.records.set(section.slug, settled)
    const outcome = outcomes.get(section.slug)
    if (outcome !== undefined && isChanged) outcomes.set(section.slug, { ...outcome, status: 'published' })
  }
  if (!collapsed) await desk.store.saveEdition({ ...wholeRecord(all, whole, at), written: slugs }, [])
}

/** What a gate keeps is the edition as it was published: it is not rendered again. */
async function dueSections(desk: Desk, memory: Memory, started: readonly Section[]): Promise<readonly Due[]> {
  const context = siteContext(desk, memory)
  const due: Due[] = []
  for (const section of started) {
    const record = memory.records.get(section.slug)
    if (record === undefined || record.gate !== undefined) continue
    const { inputs, stories } = record
    const looks = digest({ context, inputs, stories, publishers: publishersOf(desk, memory, section) })
    if (record.written !== looks || !(await isWritten(desk.publicFolder, section.slug))) {
      due.push({ section, record, looks })
    }
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
