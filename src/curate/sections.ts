import type { Member, Section } from '../model/section.ts'
import type { SourceId } from '../model/source.ts'

/** The sections so ordered that one made of others comes after them; a circle is cut where it closes. */
export function inOrderOfMaking(sections: readonly Section[]): readonly Section[] {
  const bySlug = new Map(sections.map((section) => [section.slug, section]))
  const ordered = new Set<Section>()
  const visit = (section: Section, path: ReadonlySet<Section>) => {
    if (path.has(section)) return
    for (const slug of section.from) {
      const other = bySlug.get(slug)
      if (other !== undefined) visit(other, new Set([...path, section]))
    }
    ordered.add(section)
  }
  for (const section of sections) visit(section, new Set())
  return [...ordered]
}

/** The section's own members, then those of the sections it is made of: the nearest policy wins. */
export function membersOf(section: Section, sections: readonly Section[]): ReadonlyMap<SourceId, Member> {
  const members = new Map<SourceId, Member>()
  const gather = (of: Section, seen: ReadonlySet<string>) => {
    for (const member of of.members) if (!members.has(member.sourceId)) members.set(member.sourceId, member)
    for (const slug of of.from) {
      const other = sections.find((candidate) => candidate.slug === slug)
      if (other !== undefined && !seen.has(slug)) gather(other, new Set([...seen, slug]))
    }
  }
  gather(section, new Set([section.slug]))
  return members
}
