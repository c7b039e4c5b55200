import Parser from 'rss-parser'

/** One entry as a feed reader that is not Warta's shows it. */
export type ReadEntry = {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly link: string | undefined
  readonly at: Date | undefined
}

export type ReadFeed = { readonly title: string; readonly url: string; readonly entries: readonly ReadEntry[] }

/** What is new to the subscriber since he last looked. */
export type News = {
  readonly arrived: readonly ReadEntry[]
  readonly changed: readonly { readonly before: ReadEntry; readonly after: ReadEntry }[]
}

type Subscriber = {
  /** Fetches a feed over HTTP and remembers what it showed. */
  read(url: string): Promise<{ readonly feed: ReadFeed; readonly news: News }>
}

/** A subscriber with a feed reader made of `rss-parser`: he knows an entry by its id, as all readers do. */
export function createSubscriber(): Subscriber {
  const parser = new Parser<Record<string, unknown>, { source?: unknown }>({
    customFields: { item: ['source'] },
    timeout: 10_000,
  })
  const seen = new Map<string, Map<string, ReadEntry>>()
  return {
    async read(url) {
      const document = await parser.parseURL(url)
      const entries = document.items.map((item) => ({
        id: item.guid ?? item.link ?? item.title ?? '',
        title: item.title ?? '',
        source: sourceName(item.source),
        link: item.link,
        at: item.isoDate === undefined ? undefined : new Date(item.isoDate),
      }))
      const known = seen.get(url) ?? new Map<string, ReadEntry>()
      const arrived = entries.filter(({ id }) => !known.has(id))
      const changed = entries.flatMap((after) => {
        const before = known.get(after.id)
        return before !== undefined && before.title !== after.title ? [{ before, after }] : []
      })
      for (const entry of entries) known.set(entry.id, entry)
      seen.set(url, known)
      return { feed: { title: document.title ?? '', url, entries }, news: { arrived, changed } }
    },
  }
}

/** rss-parser hands `<source url="…">name</source>` on as xml2js reads it: `{_: 'name', $: {url}}`, or the name alone. */
function sourceName(source: unknown): string {
  if (typeof source === 'string') return source
  if (typeof source === 'object' && source !== null && '_' in source && typeof source._ === 'string') return source._
  return ''
}
