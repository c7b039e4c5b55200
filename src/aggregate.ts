import { decide } from './dedupe/decide.ts'
import { SourceError } from './errors.ts'
import type { Client } from './fetch/client.ts'
import { type FetchResult, fetchDocument } from './fetch/fetch-document.ts'
import { nextCheck } from './fetch/next-check.ts'
import type { EntryToSave } from './model/entry.ts'
import type { Feed } from './model/feed.ts'
import type { Instant } from './model/instant.ts'
import type { Source } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'
import { type NormalizedFeed, normalizeFeed } from './normalize/normalize-feed.ts'
import type { Parser } from './parse/parser.ts'
import { parseListing } from './parse/page.ts'
import type { Store } from './store/store.ts'

/** What a poll came to. A source that fails is an outcome; a bug or a broken store is thrown. */
export type Outcome =
  | {
      readonly status: 'updated'
      readonly read: number
      readonly added: number
      readonly changed: number
      readonly returned: number
    }
  | { readonly status: 'not-modified' }
  | { readonly status: 'failed'; readonly error: SourceError }

export type Aggregator = {
  readonly store: Store
  readonly client: Client
  readonly parser: Parser
}

export type PollOptions = {
  /** First sight of what is new: when the poll was due or its cycle began. */
  readonly at: Instant
  /** What the clock says when the answer has been read. */
  readonly now: () => Instant
  readonly signal?: AbortSignal
}

/**
 * Brings one source up to date: fetch, parse, normalize, decide, and one commit of all that came of it.
 * @param state as persisted before the request leaves (see `reserve` in fetch/next-check.ts)
 */
export async function aggregateSource(
  source: Source,
  state: SourceState,
  { store, client, parser }: Aggregator,
  options: PollOptions,
): Promise<Outcome> {
  try {
    const result = await fetchDocument(client, requestFor(source, state, options.signal))
    if (result.status === 'not-modified' || result.sameBody) {
      const outcome = { kind: result.status === 'not-modified' ? 'not-modified' : 'same', result } as const
      await store.saveStates([nextCheck({ source, state, outcome, now: options.now() })], [])
      return { status: 'not-modified' }
    }
    const feed = await parse(source, result, parser)
    const normalized = normalizeFeed(feed, { source, now: options.at })
    return await save(source, state, { result, feed, normalized }, store, options)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    await store.saveStates([nextCheck({ source, state, outcome: { kind: 'failed', error }, now: options.now() })], [])
    return { status: 'failed', error }
  }
}

function requestFor(source: Source, state: SourceState, signal: AbortSignal | undefined) {
  return {
    url: state.movedTo ?? source.url,
    headers: source.headers,
    validators: state.validators,
    accept: source.kind === 'page' ? ('page' as const) : ('feed' as const),
    ...(state.bodyHash === undefined ? {} : { bodyHash: state.bodyHash }),
    ...(state.identityOnly === undefined ? {} : { identityOnly: state.identityOnly }),
    ...(signal === undefined ? {} : { signal }),
  }
}

type Fetched = FetchResult & { readonly status: 'fetched' }

async function parse(source: Source, result: Fetched, parser: Parser): Promise<Feed> {
  const options = {
    url: result.url,
    ...(result.contentType === undefined ? {} : { contentType: result.contentType }),
    ...(source.language === undefined ? {} : { language: source.language }),
  }
  if (source.kind !== 'page') return parser.parseFeed(result.body, options)
  return parseListing(result.body, {
    ...options,
    selectors: source.selectors,
    ...(source.timezone === undefined ? {} : { timezone: source.timezone }),
  })
}

async function save(
  source: Source,
  state: SourceState,
  { result, feed, normalized }: { result: Fetched; feed: Feed; normalized: NormalizedFeed },
  store: Store,
  { at, now }: PollOptions,
): Promise<Outcome> {
  const known = await store.readKnown(normalized.entries.map(({ key }) => key))
  const decisions = normalized.entries.map((draft) => decide(draft, known.get(draft.key), at))
  const entries: EntryToSave[] = decisions.flatMap((decision) => ('entry' in decision ? [decision.entry] : []))
  const count = (status: string) => decisions.filter((decision) => decision.status === status).length
  const added = count('new')
  const outcome = {
    kind: added > 0 || count('changed') > 0 ? 'new' : 'same',
    result,
    rhythm: feed.rhythm,
    newEntries: added,
  } as const
  const checked = nextCheck({ source, state, outcome, now: now() })
  await store.savePoll({
    state: { ...checked, ...selfDescription(normalized, feed) },
    entries,
    listed: normalized.entries.map(({ key }) => key),
  })
  return {
    status: 'updated',
    read: normalized.entries.length,
    added,
    changed: count('changed'),
    returned: count('returned'),
  }
}

/** What the document says of itself. */
function selfDescription({ title, homeUrl, language, hubs }: NormalizedFeed, { format }: Feed): Partial<SourceState> {
  return {
    format,
    hubs: [...hubs],
    ...(title === undefined ? {} : { title }),
    ...(homeUrl === undefined ? {} : { homeUrl }),
    ...(language === undefined ? {} : { language }),
  }
}
