import { type Decision, decide } from './dedupe/decide.ts'
import { type Aliases, aliasesOf, aliasesToKeep, mayBeRekeyed, underKnownKeys } from './dedupe/rekey.ts'
import { FetchError, SourceError } from './errors.ts'
import type { Client } from './fetch/client.ts'
import { type DocumentRequest, type FetchResult, fetchDocument } from './fetch/fetch-document.ts'
import { askUrl, needsFullFetch, nextCheck, type PollAnswer, type PollOutcome } from './fetch/next-check.ts'
import type { Entry, EntryDraft, EntryKey, EntryToSave, Known } from './model/entry.ts'
import type { Feed } from './model/feed.ts'
import type { Instant } from './model/instant.ts'
import type { Source } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'
import { type NormalizedFeed, normalizeFeed } from './normalize/normalize-feed.ts'
import type { PageParser } from './parse/page-parser.ts'
import type { Parser } from './parse/parser.ts'
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
  /** Not asked: its host is paused. */
  | { readonly status: 'waiting'; readonly until: Instant; readonly reason: string }
  /** Warta was told to stop before the answer came. */
  | { readonly status: 'stopped' }

export type Aggregator = {
  readonly store: Store
  readonly client: Client
  readonly parser: Parser
  /** There when a source is a page: it is large, and most newsrooms have only feeds. */
  readonly pages: PageParser | undefined
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
  { store, client, parser, pages }: Aggregator,
  options: PollOptions,
): Promise<Outcome> {
  try {
    const result = await fetchDocument(client, requestFor(source, state, options))
    if (result.status === 'not-modified' || result.sameBody) {
      const kind = result.status === 'not-modified' ? 'not-modified' : 'same'
      const outcome = { kind, answer: result } as const
      await store.saveStates([nextCheck({ source, state, outcome, now: options.now() })], [])
      return { status: 'not-modified' }
    }
    const feed = await parse(source, result, { parser, pages })
    const normalized = normalizeFeed(feed, { source, now: options.at })
    return await save(source, state, { result, feed, normalized }, store, options)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    // Cut off by our own stop: says nothing about the source.
    if (options.signal?.aborted) return { status: 'stopped' }
    await store.saveStates([nextCheck({ source, state, outcome: { kind: 'failed', error }, now: options.now() })], [])
    return { status: 'failed', error }
  }
}

function requestFor(source: Source, state: SourceState, { at, signal }: PollOptions): DocumentRequest {
  return {
    url: askUrl(state),
    headers: source.headers,
    validators: state.validators,
    force: needsFullFetch(state, at),
    accept: source.kind,
    ...(state.bodyHash === undefined ? {} : { bodyHash: state.bodyHash }),
    ...(state.identityOnly === undefined ? {} : { identityOnly: state.identityOnly }),
    ...(signal === undefined ? {} : { signal }),
  }
}

type Fetched = FetchResult & { readonly status: 'fetched' }

async function parse(
  source: Source,
  result: Fetched,
  { parser, pages }: Pick<Aggregator, 'parser' | 'pages'>,
): Promise<Feed> {
  const options = {
    url: result.url,
    ...(result.contentType === undefined ? {} : { contentType: result.contentType }),
    ...(source.language === undefined ? {} : { language: source.language }),
  }
  if (source.kind === 'page') {
    const zone = source.timezone === undefined ? {} : { timezone: source.timezone }
    if (pages === undefined) throw new Error(`${source.id} is a page and there is no parser for pages`)
    return pages.parseListing(result.body, { ...options, ...zone, selectors: source.selectors })
  }
  const feed = await parser.parseFeed(result.body, options)
  // RFC 9112 section 8: a body that ends with its connection is whole only if the document is.
  if (result.closeDelimited && isTruncated(feed)) {
    throw new FetchError('protocol', result.url, { detail: 'the answer was cut short' })
  }
  return feed
}

function isTruncated(feed: Feed): boolean {
  return feed.warnings.includes('truncated')
}

/** One commit: entries, validators, next due time, the memory of what was listed. */
async function save(
  source: Source,
  state: SourceState,
  { result, feed, normalized }: { result: Fetched; feed: Feed; normalized: NormalizedFeed },
  store: Store,
  { at, now }: PollOptions,
): Promise<Outcome> {
  const { drafts, aliases } = await recognized(source, state, normalized.entries, store)
  const keys = [...new Set(drafts.map(({ key }) => key))]
  const known = await store.readKnown(keys)
  const decisions = await decideAll(drafts, known, store, at)
  const entries: EntryToSave[] = decisions.flatMap((decision) => ('entry' in decision ? [decision.entry] : []))
  const fresh = decisions.flatMap((decision) => (decision.status === 'new' ? [decision.entry] : []))
  const outcome: PollOutcome = {
    kind: entries.length > 0 ? 'new' : 'same',
    answer: answerOf(result, feed, decisions),
    newEntries: fresh.length,
    newDates: fresh.flatMap(({ published }) => (published?.confidence === 'high' ? [published.at] : [])),
    listed: keys.length,
    rhythm: feed.rhythm,
  }
  const checked = nextCheck({ source, state, outcome, now: now() })
  const described = { ...checked, ...selfDescription(normalized, feed), ...aliases }
  await store.savePoll({ state: described, entries, listed: keys })
  return {
    status: 'updated',
    read: keys.length,
    added: fresh.length,
    changed: entries.length - fresh.length,
    returned: decisions.filter(({ status }) => status === 'returned').length,
  }
}

/**
 * The drafts under the keys their entries are known by. Where most of a document is unknown its source may have named
 * everything anew (another host, scheme or guid): then what it lists is looked for among what is stored of it.
 */
async function recognized(
  source: Source,
  { aliases: before = {}, firstSuccessAt }: SourceState,
  listed: readonly EntryDraft[],
  store: Store,
): Promise<{ readonly drafts: readonly EntryDraft[]; readonly aliases: { readonly aliases?: Aliases } }> {
  const drafts = underKnownKeys(listed, before)
  const known = firstSuccessAt === undefined ? new Map() : await store.readKnown(drafts.map(({ key }) => key))
  let found: Aliases = {}
  if (firstSuccessAt !== undefined && mayBeRekeyed(drafts, (key) => known.has(key))) {
    const keys = new Set(drafts.map(({ key }) => key))
    const stored: Entry[] = []
    for await (const entry of store.readEntries({ sources: [source.id] })) if (!keys.has(entry.key)) stored.push(entry)
    found = aliasesOf(
      drafts.filter(({ key }) => !known.has(key)),
      stored,
    )
  }
  const aliases = aliasesToKeep(before, found, new Set(listed.map(({ key }) => key)))
  return {
    drafts: underKnownKeys(drafts, found),
    aliases: Object.keys(aliases).length === 0 ? {} : { aliases },
  }
}

/** Each entry once; the stored body is read where the fingerprint differs. */
async function decideAll(
  drafts: readonly EntryDraft[],
  known: ReadonlyMap<EntryKey, Known>,
  store: Store,
  at: Instant,
): Promise<readonly Decision[]> {
  const decisions = new Map<EntryKey, Decision>()
  for (const draft of drafts) {
    if (decisions.has(draft.key)) continue
    const stored = known.get(draft.key)
    const { entry } = stored ?? {}
    const differs = entry !== undefined && entry.fingerprint !== draft.fingerprint
    const before = differs ? await store.readBody(entry.bodyRef) : undefined
    decisions.set(draft.key, decide(draft, stored, at, before))
  }
  return [...decisions.values()]
}

/** Where a change has to wait, the same body is to be looked at again. */
function answerOf(result: Fetched, feed: Feed, decisions: readonly Decision[]): PollAnswer {
  if (isTruncated(feed)) return withoutProof(result)
  if (decisions.every(({ status }) => status !== 'unsettled')) return result
  const { bodyHash: _, ...unproven } = result
  return unproven
}

/** Validators are kept only for a body that was read to its end (M6). */
function withoutProof({ bodyHash: _, ...result }: Fetched): PollAnswer {
  return { ...result, validators: {} }
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
