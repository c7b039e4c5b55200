import { defaultSourceId, sameDocumentKey } from './config/source-url.ts'
import type { Member, Section } from './model/section.ts'
import type { Source, SourceId } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'

/** What is polled and which sections publish from it. */
export type Assignment = { readonly sections: readonly Section[]; readonly sources: ReadonlyMap<SourceId, Source> }

/**
 * The configuration with what its remote lists held when they were last read: each feed of a list is a source, polled and
 * published as the list's own settings say, in the sections that have the list. One that is configured itself keeps its
 * own settings. Pure.
 */
export function withLists({ sections, sources }: Assignment, states: ReadonlyMap<SourceId, SourceState>): Assignment {
  const lists = [...sources.values()].filter(({ kind }) => kind === 'list')
  if (lists.length === 0) return { sections, sources }
  const all = new Map(sources)
  const byDocument = new Map([...sources.values()].map(({ id, url }) => [sameDocumentKey(url), id]))
  const membersOf = new Map<SourceId, readonly SourceId[]>()
  for (const list of lists) {
    const state = states.get(list.id)
    const feeds = state?.url === list.url ? (state.feeds ?? []) : []
    const ids = feeds.map((feed) => {
      const key = sameDocumentKey(feed.url)
      const id = byDocument.get(key) ?? freeId(defaultSourceId(key), all)
      if (!all.has(id)) all.set(id, sourceOf(id, feed, list))
      byDocument.set(key, id)
      return id
    })
    membersOf.set(list.id, [...new Set(ids)])
  }
  return { sections: sections.map((section) => expanded(section, membersOf)), sources: all }
}

/** Two documents never share an id: that of another gets a number. */
function freeId(id: SourceId, taken: ReadonlyMap<SourceId, Source>): SourceId {
  let free = id
  for (let number = 2; taken.has(free); number++) free = `${id}-${number}`
  return free
}

/** The operator's headers are for the list, and go to nobody else. */
function sourceOf(id: SourceId, feed: NonNullable<SourceState['feeds']>[number], list: Source): Source {
  const { timezone, everyMs, maxEveryMs, everyGiven, fullText } = list
  return {
    kind: 'feed',
    id,
    url: feed.url,
    name: feed.name,
    language: feed.language ?? list.language,
    timezone,
    headers: {},
    everyMs,
    maxEveryMs,
    everyGiven,
    fullText,
  }
}

function expanded(section: Section, membersOf: ReadonlyMap<SourceId, readonly SourceId[]>): Section {
  const own = new Set(section.members.map(({ sourceId }) => sourceId))
  const members = section.members.flatMap((member): readonly Member[] => {
    const listed = membersOf.get(member.sourceId)
    if (listed === undefined) return [member]
    const fresh = listed.filter((id) => !own.has(id))
    for (const id of fresh) own.add(id)
    return fresh.map((sourceId) => ({ ...member, sourceId }))
  })
  return { ...section, members }
}
