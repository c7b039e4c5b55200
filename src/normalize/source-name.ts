import type { Instant } from '../model/instant.ts'
import type { SourceState } from '../model/source-state.ts'

/** How often, and for how long, the lists of a page say another name before it is the source's. */
const leastTimes = 3
const leastMs = 24 * 60 * 60_000

type Named = Pick<SourceState, 'title' | 'otherTitle'>

/**
 * What the source of a page is called, when a list of it was read on a page that calls itself `said`. Every reader sees the name,
 * under all entries that there are: it gives way to another only where lists have said that one again and again, for a day,
 * because an address may answer with another of the site's pages, or with a stranger's, for a while. Pure.
 */
export function nameOfPage({ title, otherTitle }: Named, said: string | undefined, at: Instant): Named {
  if (said === undefined) return title === undefined ? {} : { title }
  if (title === undefined || title === said) return { title: said }
  const { since, times } = otherTitle?.said === said ? otherTitle : { since: at, times: 0 }
  if (times + 1 >= leastTimes && at - since >= leastMs) return { title: said }
  return { title, otherTitle: { said, since, times: times + 1 } }
}
