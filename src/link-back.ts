import { handIn, withheldFor } from './curate/hand.ts'
import type { Desk, Memory } from './desk.ts'
import { originOf, withMore } from './link-stories.ts'
import type { EditionRecord, StoryRecord } from './model/edition.ts'
import type { Entry, EntryKey } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Section } from './model/section.ts'

type LinkBackOptions = {
  readonly at: Instant
  /** Whether a section's edition may be another now. */
  readonly mayChange: (slug: string) => boolean
}

/** A story of another section, and which entry it is linked to. */
type Teller = { readonly slug: string; readonly story: StoryRecord; readonly to: EntryKey }

/**
 * Links every section's stories to those of others that link to them: a section that was chosen before another could not know
 * what comes there, and one without anything new looks at nothing. Links are told from both sides, whatever sections are called.
 */
export async function linkBack(desk: Desk, memory: Memory, { at, mayChange }: LinkBackOptions): Promise<void> {
  const tellers = tellersIn([...memory.records.values()])
  if (tellers.size === 0) return
  const changed: EditionRecord[] = []
  for (const section of desk.sections) {
    const record = memory.records.get(section.slug)
    if (record === undefined || record.gate !== undefined || !mayChange(section.slug)) continue
    const linked = await linkedBack(desk, memory, section, { record, tellers, at })
    if (linked !== undefined) changed.push(linked)
  }
  for (const record of changed) {
    memory.records.set(record.slug, record)
    memory.editions.delete(record.slug)
  }
}

function tellersIn(records: readonly EditionRecord[]): ReadonlyMap<EntryKey, readonly Teller[]> {
  const tellers = records.flatMap(({ slug, stories }) =>
    stories.flatMap((story) => (story.related ?? []).map((to) => ({ slug, story, to }))),
  )
  return Map.groupBy(tellers, ({ to }) => to)
}

/** The record with the links back that it has not yet; undefined where it has all. */
async function linkedBack(
  desk: Desk,
  memory: Memory,
  section: Section,
  {
    record,
    tellers,
    at,
  }: {
    readonly record: EditionRecord
    readonly tellers: ReadonlyMap<EntryKey, readonly Teller[]>
    readonly at: Instant
  },
): Promise<EditionRecord | undefined> {
  const wanted = new Map(
    record.stories.flatMap((story) => {
      const from = story.members
        .flatMap((key) => tellers.get(key) ?? [])
        .filter((teller) => isMissing(teller, section, story))
      return from.length === 0 ? [] : [[story.id, from] as const]
    }),
  )
  if (wanted.size === 0) return undefined
  const stories = record.stories.filter(({ id }) => wanted.has(id))
  const keys = stories.flatMap(({ members, related = [] }) => [...members, ...related])
  const lead = [...wanted.values()].flat().map((teller) => teller.story.lead)
  const entries = await desk.store.readEntriesByKey([...new Set([...keys, ...lead])])
  const hand = handIn(memory.decisions, section.slug, at)
  const isShown = (entry: Entry) => entry.isRemade !== true && withheldFor(hand.of(entry)) === undefined
  const linked = record.stories.map((story) => {
    const own = story.members.flatMap((key) => entries.get(key) ?? [])
    const shown = new Set([...own, ...(story.related ?? []).flatMap((key) => entries.get(key) ?? [])].map(addressOf))
    const more = (wanted.get(story.id) ?? []).flatMap((teller) => {
      const [to, entry] = [entries.get(teller.to), entries.get(teller.story.lead)]
      if (to === undefined || entry?.url === undefined || !isShown(to) || !isShown(entry)) return []
      return shown.has(addressOf(entry)) ? [] : [entry.key]
    })
    const known = story.related ?? []
    const { language } = originOf(desk, entries.get(story.lead))
    const related = withMore(known, more.toSorted(), language, (key) => originOf(desk, entries.get(key)))
    return related.length === known.length ? story : { ...story, related }
  })
  return linked.every((story, i) => story === record.stories[i]) ? undefined : { ...record, stories: linked }
}

/** Neither of this section, nor a copy of the story or of what it is linked to already. */
function isMissing({ slug, story: teller }: Teller, section: Section, { members, related = [] }: StoryRecord): boolean {
  const known = new Set([...members, ...related])
  return slug !== section.slug && !teller.members.some((key) => known.has(key))
}

function addressOf({ urlKey, key }: Entry): string {
  return urlKey ?? key
}
