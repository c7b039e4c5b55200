import { chooseEdition, type SectionOutcome, withoutWithdrawn } from './choose-edition.ts'
import { inOrderOfMaking } from './curate/sections.ts'
import { type Desk, recall } from './desk.ts'
import type { Instant } from './model/instant.ts'
import { writeEditions } from './write-editions.ts'

export type { SectionOutcome } from './choose-edition.ts'

/** What became of the sections, and whether any published file is another: of all of them together, of the theme, too. */
export type Publication = { readonly sections: readonly SectionOutcome[]; readonly changed: boolean }

/**
 * Renews every section whose inputs changed, then what is made of all of them. No network. A section that did not
 * change is not rendered; the same inputs give the same bytes.
 * @param at the publication: the instant all decisions are made at
 * @param mayRenew whether a section's `schedule` lets it be renewed now
 */
export async function syndicate(
  desk: Desk,
  at: Instant,
  mayRenew: (slug: string) => boolean = () => true,
): Promise<Publication> {
  const memory = await recall(desk)
  const outcomes = new Map<string, SectionOutcome>()
  for (const section of inOrderOfMaking(desk.sections)) {
    const outcome = await chooseEdition(desk, memory, section, { at, mayRenew: mayRenew(section.slug) })
    outcomes.set(section.slug, outcome)
  }
  const changed = await writeEditions(desk, memory, outcomes, at)
  return { sections: [...outcomes.values()], changed }
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
  const changed = outcomes.size > 0 && (await writeEditions(desk, memory, outcomes, at))
  return { sections: [...outcomes.values()], changed }
}
