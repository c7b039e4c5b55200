import { beforeEdits } from './before-edits.ts'
import { chooseEdition, type SectionOutcome, type UnderWay, withoutWithdrawn } from './choose-edition.ts'
import { inOrderOfMaking, membersOf } from './curate/sections.ts'
import { type Desk, type Memory, recall } from './desk.ts'
import { linkBack } from './link-back.ts'
import type { EntryKey } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Section } from './model/section.ts'
import { writeEditions } from './write-editions.ts'

export type { SectionOutcome, UnderWay } from './choose-edition.ts'

/** What became of the sections, and whether any published file is another: of all of them together, of the theme, too. */
export type Publication = { readonly sections: readonly SectionOutcome[]; readonly changed: boolean }

/** One publication of a cycle, with the sections that nothing more comes to in it. */
type Round = Publication & { readonly settled: readonly string[] }

export type SyndicateOptions = {
  /** Whether a section's `schedule` lets it be renewed now. */
  readonly mayRenew?: ((slug: string) => boolean) | undefined
  /** What has not ended yet, where this is not the last publication of its cycle. */
  readonly underWay?: UnderWay
}

/**
 * Renews every section whose inputs changed, then what is made of all of them. No network. A section that did not
 * change is not rendered; the same inputs give the same bytes.
 * @param at the publication: the instant all decisions are made at
 */
export async function syndicate(
  desk: Desk,
  at: Instant,
  { mayRenew = () => true, underWay }: SyndicateOptions = {},
): Promise<Round> {
  return underWay === undefined
    ? publish(desk, at, mayRenew, undefined)
    : publish({ ...desk, store: beforeEdits(desk.store, underWay.unread, at) }, at, mayRenew, underWay)
}

async function publish(
  desk: Desk,
  at: Instant,
  mayRenew: (slug: string) => boolean,
  underWay: UnderWay | undefined,
): Promise<Round> {
  const memory = await recall(desk)
  const later = underWay && { underWay, awaiting: awaitingArticles(memory, at, underWay) }
  const outcomes = new Map<string, SectionOutcome>()
  const resting = new Set<string>()
  const settled: string[] = []
  for (const section of inOrderOfMaking(desk.sections)) {
    const { slug } = section
    const readiness = underWay === undefined ? 'whole' : readinessOf(desk, memory, section, underWay)
    if (readiness === 'none') resting.add(slug)
    if (readiness === 'whole') settled.push(slug)
    const outcome =
      readiness === 'none' && !memory.records.has(slug)
        ? ({ slug, status: 'waiting', entries: 0, added: 0, left: {} } as const)
        : await chooseEdition(desk, memory, section, {
            at,
            mayRenew: readiness !== 'none' && mayRenew(slug),
            later: readiness === 'part' ? later : undefined,
          })
    outcomes.set(slug, outcome)
  }
  await linkBack(desk, memory, { at, mayChange: (slug) => !resting.has(slug) && mayRenew(slug) })
  const changed = await writeEditions(desk, memory, outcomes, { at, resting })
  return { sections: [...outcomes.values()], changed, settled }
}

/** Entries that get the text of their articles in this cycle, as far as is known. */
function awaitingArticles({ states }: Memory, at: Instant, { unread }: UnderWay): ReadonlySet<EntryKey> {
  const due = [...unread].flatMap((id) => Object.entries(states.get(id)?.articles ?? {}))
  return new Set(due.flatMap(([key, { after }]) => (after <= at ? [key] : [])))
}

/**
 * How much of a section can be published while sources are under way. What those bring is left for later. For a while a
 * section waits for them all the same: before its first publication, which is one choice among all of its sources, and where
 * it has a time of its own, at which it is to be whole.
 */
function readinessOf(
  desk: Desk,
  { records }: Memory,
  section: Section,
  { sources, sections, isLong }: UnderWay,
): 'whole' | 'part' | 'none' {
  const members = [...membersOf(section, desk.sections).keys()]
  const isWhole = !sections.has(section.slug) && !members.some((id) => sources.has(id))
  if (isWhole) return 'whole'
  const record = records.get(section.slug)
  const isBegun = record !== undefined && (section.members.length === 0 || Object.keys(record.joined).length > 0)
  if (isBegun && section.schedule === undefined) return 'part'
  return isLong && (isBegun || section.from.every((slug) => records.has(slug))) ? 'part' : 'none'
}

/** Takes out of the editions what the editor hid or took back since they were made, and nothing else: no section is renewed. */
export async function takeOut(desk: Desk, at: Instant): Promise<Publication> {
  const memory = await recall(desk)
  const outcomes = new Map<string, SectionOutcome>()
  for (const section of inOrderOfMaking(desk.sections)) {
    const before = memory.records.get(section.slug)
    const outcome = before && (await withoutWithdrawn(desk, memory, section, { before, at }))
    if (outcome !== undefined) outcomes.set(section.slug, outcome)
  }
  const changed = outcomes.size > 0 && (await writeEditions(desk, memory, outcomes, { at, resting: new Set() }))
  return { sections: [...outcomes.values()], changed }
}

/** What several publications of one cycle came to together. */
export function together(publications: readonly Publication[]): Publication {
  const bySlug = Map.groupBy(
    publications.flatMap(({ sections }) => sections),
    ({ slug }) => slug,
  )
  return {
    sections: [...bySlug.values()].flatMap(sectionTogether),
    changed: publications.some(({ changed }) => changed),
  }
}

/** A later choice of a section looks at what an earlier one left out once more, or does not look. */
function sectionTogether(outcomes: readonly SectionOutcome[]): readonly SectionOutcome[] {
  const last = outcomes.at(-1)
  if (last === undefined) return []
  const isPublished = last.status === 'unchanged' && outcomes.some(({ status }) => status === 'published')
  return [
    {
      ...last,
      status: isPublished ? 'published' : last.status,
      added: outcomes.reduce((sum, { added }) => sum + added, 0),
      left: outcomes.findLast(({ left }) => Object.keys(left).length > 0)?.left ?? {},
    },
  ]
}
