import type { Edition, EditionRecord, StoryRecord, Withdrawn } from '../model/edition.ts'
import type { Instant } from '../model/instant.ts'
import type { Curation } from './curate.ts'

/** What a section remembers of a curation whose files are not written yet. */
export function recordOf(
  slug: string,
  { stories, joined, wakeAt, withheld, dropped }: Curation,
  {
    before,
    at,
    startedAt,
    withdrawn = [],
  }: { before: EditionRecord | undefined; at: Instant; startedAt: Instant; withdrawn?: readonly Withdrawn[] },
): EditionRecord {
  const retractions = withdrawn.map((each) => each.at)
  const changes = stories.flatMap(({ admittedAt, copies }) => [admittedAt, copies[0]?.entry.changedAt ?? 0])
  return {
    slug,
    revision: before?.revision ?? 0,
    startedAt,
    joined,
    stories: stories.map(({ id, copies, admittedAt, published, updated, related = [] }) => {
      const keys = copies.map(({ entry }) => entry.key)
      const links = related.length === 0 ? {} : { related: related.map(({ key }) => key) }
      const dates = {
        ...(published === undefined ? {} : { published }),
        ...(updated === undefined ? {} : { updated }),
      }
      return { id, lead: keys[0] ?? '', members: keys, admittedAt, ...dates, ...links }
    }),
    off: pushedOff(before, stories, at),
    ...(withheld.length === 0 ? {} : { withheld }),
    ...(dropped.length === 0 ? {} : { dropped }),
    chosenAt: at,
    inputs: '',
    written: '',
    updated: Math.min(at, Math.max(startedAt, before?.updated ?? 0, ...changes, ...retractions)),
    ...(wakeAt === undefined ? {} : { wakeAt }),
  }
}

/** How long a copy of a piece that left the edition is known as such: as long as copies are looked for. */
const rememberedMs = 72 * 60 * 60 * 1000
const mostRemembered = 2000

function pushedOff(
  before: EditionRecord | undefined,
  stories: Curation['stories'],
  at: Instant,
): readonly StoryRecord[] {
  const shown = new Set(stories.map(({ id }) => id))
  return [...(before?.stories ?? []), ...(before?.off ?? [])]
    .filter(({ id, admittedAt }) => !shown.has(id) && at - admittedAt <= rememberedMs)
    .slice(0, mostRemembered)
}

/** Of a section that has not published yet because a gate closed: it will start as if for the first time. */
export function emptyRecord(slug: string, startedAt: Instant): EditionRecord {
  return { slug, revision: 0, startedAt, joined: {}, stories: [], inputs: '', written: '', updated: startedAt }
}

/** What is remembered of `all`: how much it showed. Its entries are its sections'. */
export function wholeRecord(whole: Edition, before: EditionRecord | undefined, at: Instant): EditionRecord {
  return {
    slug: whole.slug,
    revision: (before?.revision ?? 0) + 1,
    startedAt: before?.startedAt ?? at,
    joined: {},
    stories: whole.entries.map(({ id, firstSeen }) => ({ id, lead: '', members: [], admittedAt: firstSeen })),
    inputs: '',
    updated: whole.updated,
  }
}
