import { editedAliases, isBare, type Stored } from './dedupe/bare.ts'
import { type Decision, decide } from './dedupe/decide.ts'
import { drawnAliases, findDrawn } from './dedupe/drawn.ts'
import { lookedAtOf } from './dedupe/late.ts'
import { referredAliases } from './dedupe/referred.ts'
import { areReusedBySight, isKnownBySight, isReused, mayBeReused, reusedAliases } from './dedupe/reused.ts'
import { believedTitles, type Titled, underKnownTitles } from './dedupe/titles.ts'
import {
  type Aliases,
  aliasesOf,
  aliasesToKeep,
  mayBeRekeyed,
  retitledAliases,
  retoldSince,
  underKnownKeys,
} from './dedupe/rekey.ts'
import { queueArticles } from './article-queue.ts'
import { SourceError } from './errors.ts'
import { fetchDocument } from './fetch/fetch-document.ts'
import { askUrl, nextCheck, type PollAnswer, type PollOutcome } from './fetch/next-check.ts'
import type { Body, Entry, EntryDraft, EntryKey, EntryToSave, Known } from './model/entry.ts'
import type { Feed } from './model/feed.ts'
import type { Instant } from './model/instant.ts'
import type { ListMemory } from './model/list-memory.ts'
import type { Source } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'
import { weighFill } from './normalize/fill.ts'
import { languageMismatch } from './normalize/language-check.ts'
import { pageIsCut } from './parse/cut-page.ts'
import { feedsIn, followedOutlines, parseOpml } from './parse/opml.ts'
import { type NormalizedFeed, normalizeInPieces } from './normalize/normalize-feed.ts'
import { nameOfPage } from './normalize/source-name.ts'
import { titleFlood } from './normalize/title-flood.ts'
import {
  configuredRequest,
  isTruncated,
  type Parts,
  type Reader,
  type ReadingOptions,
  readDocuments,
} from './source-documents.ts'
import type { Store } from './store/store.ts'
import { tellApart, withoutParts } from './text/drawn-parts.ts'
import { textOf } from './text/fingerprint.ts'

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

export type Aggregator = Reader & { readonly store: Store }

export type PollOptions = {
  /** First sight of what is new: when the poll was due or its cycle began. */
  readonly at: Instant
  /** What the clock says when the answer has been read. */
  readonly now: () => Instant
  /** When the first request left: long after `at` where many of its host were before it. */
  readonly asked: () => Instant | undefined
  readonly signal?: AbortSignal
  readonly turn: ReadingOptions['turn']
  readonly sitemaps: ReadingOptions['sitemaps']
  /** Resolves when a document of so many bytes may be read, with what is to be called when all that came of it is saved. */
  admit(bytes: number): Promise<() => void>
}

/**
 * Brings one source up to date: fetch, parse, normalize, decide, and one commit of all that came of it.
 * @param state as persisted before the request leaves (see `reserve` in fetch/next-check.ts)
 */
export async function aggregateSource(
  source: Source,
  state: SourceState,
  { store, ...reader }: Aggregator,
  options: PollOptions,
): Promise<Outcome> {
  let leave: (() => void) | undefined
  const admit = async (bytes: number): Promise<void> => {
    leave ??= await options.admit(bytes)
  }
  try {
    if (source.kind === 'list') return await followList(source, state, { store, ...reader }, options)
    const read = await readDocuments(source, state, reader, {
      ...options,
      admit,
      endsKnown: (feed) => endsKnown(source, state, feed, store, options.at),
    })
    if (read.status === 'paused') return { ...read, status: 'waiting' }
    if (read.status === 'stopped') return read
    const { answer, feed, parts } = read
    if (feed === undefined) {
      const kind = answer.status === 'not-modified' ? 'not-modified' : 'same'
      const checked = nextCheck({ source, state, outcome: { kind, answer }, ...instants(options) })
      await store.saveStates([withParts(stillSo(checked, state), parts)], [])
      return { status: 'not-modified' }
    }
    await admit(answer.bytes)
    const { normalized, learnt } = await entriesOf(source, state, feed, store, options.at)
    return await save(source, withParts(learnt, parts), { result: answer, feed, normalized }, store, options)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    // Cut off by our own stop: says nothing about the source.
    if (options.signal?.aborted) return { status: 'stopped' }
    await store.saveStates([nextCheck({ source, state, outcome: { kind: 'failed', error }, ...instants(options) })], [])
    return { status: 'failed', error }
  } finally {
    leave?.()
  }
}

/** When a poll was asked, and answered. */
function instants({ now, asked }: PollOptions): { readonly now: Instant; readonly asked?: Instant } {
  const left = asked()
  return { now: now(), ...(left === undefined ? {} : { asked: left }) }
}

/** Reads a remote list. One that suddenly holds nothing is believed to be broken: what it held before stays. */
async function followList(
  source: Source,
  state: SourceState,
  { store, client }: Aggregator,
  options: PollOptions,
): Promise<Outcome> {
  const turn = await options.turn(askUrl(state), async (leg) => {
    const answer = await fetchDocument(client, configuredRequest(leg, source, state, options))
    if (answer.status === 'not-modified' || answer.sameBody) return { answer, feeds: undefined }
    return { answer, feeds: feedsIn(await parseOpml(answer.body, { url: answer.url, outlines: followedOutlines })) }
  })
  if (turn.status === 'paused') return { ...turn, status: 'waiting' }
  if (turn.status === 'stopped') return turn
  const { answer, feeds } = turn.value
  const { feeds: before = [] } = state
  const isLost = feeds !== undefined && feeds.length === 0 && before.length > 0
  const known = new Set(before.map(({ url }) => url))
  const added = feeds?.filter(({ url }) => !known.has(url)).length ?? 0
  const unread = answer.status === 'not-modified' ? 'not-modified' : 'same'
  const kind = feeds === undefined ? unread : added > 0 ? 'new' : 'same'
  const checked = nextCheck({ source, state, outcome: { kind, answer, newEntries: added }, ...instants(options) })
  const kept = feeds === undefined ? stillSo(checked, state) : checked
  const described = isLost ? { ...kept, warnings: [`0 sources where ${before.length} were`] } : kept
  await store.saveStates([feeds === undefined || isLost ? described : { ...described, feeds }], [])
  if (feeds === undefined) return { status: 'not-modified' }
  return { status: 'updated', read: 0, added: 0, changed: 0, returned: 0 }
}

/** An index that became a sitemap leads nowhere any more. */
function withParts({ parts: _, ...state }: SourceState, parts: Parts | undefined): SourceState {
  return parts === undefined ? state : { ...state, parts }
}

/** Whether the last entry of a list was seen before: what follows is older. */
async function endsKnown(
  source: Source,
  { drawn }: SourceState,
  feed: Feed,
  store: Store,
  now: Instant,
): Promise<boolean> {
  const last = (await normalizeInPieces(feed, { source: { ...source, drawn }, now })).entries.at(-1)
  return last === undefined || (await store.readKnown([last.key])).size > 0
}

/**
 * The entries of a document, keyed without what the links of their source are known to have drawn for each who asks; and the
 * state with what was learnt of that.
 */
async function entriesOf(
  source: Source,
  state: SourceState,
  feed: Feed,
  store: Store,
  now: Instant,
): Promise<{ readonly normalized: NormalizedFeed; readonly learnt: SourceState }> {
  const normalizedBy = (drawn: readonly string[]) => normalizeInPieces(feed, { source: { ...source, drawn }, now })
  const { drawn = [], doubted = [], aliases = {}, ...rest } = state
  const first = await normalizedBy(drawn)
  if (source.kind !== 'page' || state.firstSuccessAt === undefined) return { normalized: first, learnt: state }
  const isTold = tellApart(first.entries, drawn)
  const normalized = isTold ? first : await normalizedBy([])
  const { entries } = normalized
  const known = await store.readKnown(underKnownKeys(entries, aliases).map(({ key }) => key))
  const isKnown = (key: EntryKey) => known.has(aliases[key] ?? key)
  const stored: Entry[] = []
  if (mayBeRekeyed(entries, isKnown))
    for await (const entry of store.readEntries({ sources: [source.id] })) stored.push(entry)
  const found = findDrawn(entries, stored, isKnown, doubted)
  const all = [...new Set([...(isTold ? drawn : []), ...found.drawn])]
  const again = found.drawn.length === 0 ? normalized : await normalizedBy(all)
  const names = { ...aliases, ...drawnAliases(again.entries, found) }
  const learnt = {
    ...rest,
    ...(all.length === 0 ? {} : { drawn: all }),
    ...(found.doubtful.length === 0 ? {} : { doubted: found.doubtful }),
    ...(Object.keys(names).length === 0 ? {} : { aliases: names }),
  }
  return { normalized: again, learnt }
}

/** Drafts under the links that their entries came with, where those are drawn in part. */
function underKnownLinks(
  drafts: readonly EntryDraft[],
  known: ReadonlyMap<EntryKey, Known>,
  drawn: readonly string[],
): readonly EntryDraft[] {
  if (drawn.length === 0) return drafts
  return drafts.map((draft) => {
    const url = known.get(draft.key)?.entry?.url
    if (url === undefined || draft.url === undefined) return draft
    return withoutParts(url, drawn) === withoutParts(draft.url, drawn) ? { ...draft, url } : draft
  })
}

/** One commit: entries, validators, next due time, the memory of what was listed. */
async function save(
  source: Source,
  state: SourceState,
  { result, feed, normalized }: { result: PollAnswer; feed: Feed; normalized: NormalizedFeed },
  store: Store,
  options: PollOptions,
): Promise<Outcome> {
  const { at } = options
  const { drafts: listed, said } = await titled(source, state, normalized.entries, store)
  const { drafts: named, known, aliases } = await recognized(source, state, listed, { store, at })
  const linked = underKnownLinks(named, known, state.drawn ?? [])
  const { drafts, said: saidOfOthers } = underKnownTitles(linked, known)
  const keys = [...new Set(drafts.map(({ key }) => key))]
  const decisions = await decideAll(drafts, known, store, { at, lookedAt: lookedAtOf(state) })
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
  const { isEmpty: _, otherTitle: __, ...checked } = nextCheck({ source, state, outcome, ...instants(options) })
  const described = {
    ...checked,
    ...drift(source, state, feed, normalized, [
      ...(checked.warnings ?? []),
      ...(said.length > 0 ? said : saidOfOthers),
    ]),
    ...(source.kind === 'page' && keys.length === 0 ? { isEmpty: true as const } : {}),
    ...selfDescription(source, state, normalized, feed, at),
    ...aliases,
    ...queueArticles(source, state, entries, options.at),
  }
  await store.savePoll({ state: described, entries, listed: keys })
  return {
    status: 'updated',
    read: keys.length,
    added: fresh.length,
    changed: entries.length - fresh.length,
    returned: decisions.filter(({ status }) => status === 'returned').length,
  }
}

/** The entries of a page under the titles that are believed; and what is to be told of them. */
async function titled(
  source: Source,
  { aliases = {} }: SourceState,
  entries: readonly EntryDraft[],
  store: Store,
): Promise<Titled> {
  if (source.kind !== 'page') return { drafts: entries, said: [] }
  const drafts = underKnownKeys(entries, aliases)
  const known = await store.readKnown(drafts.map(({ key }) => key))
  const { drafts: believed, said } = believedTitles(drafts, known, source.selectors.title !== undefined)
  return { drafts: believed.map((draft, i) => ({ ...draft, key: entries[i]?.key ?? draft.key })), said }
}

/**
 * The drafts under the keys their entries are known by. Where most of a document is unknown its source may have named
 * everything anew (another host, scheme or guid), and where a guid or link has another piece by now its pieces may have changed
 * places: then what it lists is looked for among what is stored of it.
 */
async function recognized(
  source: Source,
  state: SourceState,
  listed: readonly EntryDraft[],
  { store, at }: { readonly store: Store; readonly at: Instant },
): Promise<{
  readonly drafts: readonly EntryDraft[]
  readonly known: ReadonlyMap<EntryKey, Known>
  readonly aliases: { readonly aliases?: Aliases }
}> {
  const { aliases: before = {}, firstSuccessAt } = state
  const named = underKnownKeys(listed, before)
  const known = await store.readKnown(named.map(({ key }) => key))
  // What a page's list says of its entries is as much its design's as theirs.
  const others = await reusedAmong(named, known, { store, ...(source.kind === 'page' ? {} : { at }) })
  // Known by no name any more, whatever its own was an alias of.
  const drafts = named.map((draft, i) => (others.has(draft) ? (listed[i] ?? draft) : draft))
  const reused = drafts.filter((draft, i) => others.has(named[i] ?? draft))
  let found: Aliases = {}
  const unknown = named.filter(({ key }) => !known.has(key))
  const mayBeAll = mayBeRekeyed(named, (key) => known.has(key))
  // Links of a page say where on the site they stand, one by one too: a story that leads has another than below.
  const mayBeReferred = source.kind === 'page' && unknown.length > 0
  const mayBeAny = mayBeAll || mayBeReferred || reused.length > 0 || unknown.some(isBare)
  // One that should have been there at the last look may have been, under another headline and the address made of that.
  const retold = retoldSince(unknown, lookedAtOf(state))
  if (firstSuccessAt !== undefined && (mayBeAny || retold !== undefined)) {
    const keys = new Set(named.flatMap((draft) => (others.has(draft) ? [] : [draft.key])))
    const query = { sources: [source.id], ...(mayBeAny || retold === undefined ? {} : { since: retold }) }
    const stored: Entry[] = []
    for await (const entry of store.readEntries(query)) if (!keys.has(entry.key)) stored.push(entry)
    found = mayBeAll ? aliasesOf(unknown, stored) : {}
    if (mayBeReferred) found = { ...referred(unknown, stored, found), ...found }
    found = { ...(await edited(unknown, stored, found, store)), ...found }
    const open = unknown.filter(({ key }) => found[key] === undefined)
    found = { ...retitledAliases(open, withoutTaken(stored, found), named), ...found }
    found = { ...found, ...reusedAliases(reused, withoutTaken(stored, found)) }
  }
  const aliases = aliasesToKeep(before, found, new Set(listed.map(({ key }) => key)))
  const again = Object.values(found)
  return {
    drafts: underKnownKeys(drafts, found),
    known: again.length === 0 ? known : new Map([...known, ...(await store.readKnown(again))]),
    aliases: Object.keys(aliases).length === 0 ? {} : { aliases },
  }
}

/** Drafts whose guid or link is known for another piece. */
async function reusedAmong(
  drafts: readonly EntryDraft[],
  known: ReadonlyMap<EntryKey, Known>,
  { store, at }: { readonly store: Store; readonly at?: Instant },
): Promise<ReadonlySet<EntryDraft>> {
  const reused = new Set<EntryDraft>()
  const bySight = new Set<EntryDraft>()
  for (const draft of drafts) {
    const entry = known.get(draft.key)?.entry
    if (entry === undefined || !mayBeReused(draft, entry, at)) continue
    // What one document names twice names neither.
    if (drafts.some((other) => other !== draft && other.key === draft.key)) continue
    const text = textOf(ownBody(await store.readBody(entry.bodyRef)))
    if (!isReused({ draft, text: textOf(draft.body) }, { entry, text }, at)) continue
    ;(isKnownBySight(draft, entry) ? bySight : reused).add(draft)
  }
  return areReusedBySight({ reused: bySight.size, known: known.size }) ? reused.union(bySight) : reused
}

/** Those among unknown drafts that are stored under a link of another place, beside what was found. */
function referred(unknown: readonly EntryDraft[], stored: readonly Entry[], found: Aliases): Aliases {
  return referredAliases(
    unknown.filter(({ key }) => found[key] === undefined),
    withoutTaken(stored, found),
  )
}

function withoutTaken(stored: readonly Entry[], found: Aliases): readonly Entry[] {
  const taken = new Set(Object.values(found))
  return stored.filter(({ key }) => !taken.has(key))
}

/** Entries without guid and link that are looked at for what was edited. */
const MOST_BARE = 100

/** The bare ones among unknown drafts that are entries of the document before, edited. */
async function edited(
  unknown: readonly EntryDraft[],
  stored: readonly Entry[],
  found: Aliases,
  store: Store,
): Promise<Aliases> {
  const listed = unknown.filter((draft) => isBare(draft) && found[draft.key] === undefined)
  if (listed.length === 0) return {}
  const latest = withoutTaken(stored, found)
    .filter(isBare)
    .sort((a, b) => b.firstSeen - a.firstSeen || a.position - b.position)
    .slice(0, MOST_BARE)
  const before: Stored[] = []
  for (const entry of latest) before.push({ entry, text: textOf(ownBody(await store.readBody(entry.bodyRef))) })
  return editedAliases(
    listed.slice(0, MOST_BARE).map((draft) => ({ draft, text: textOf(draft.body) })),
    before,
  )
}

/** What the source itself sent, whatever its article's page had besides. */
function ownBody({ own, ...body }: Body): Body {
  return own ?? body
}

/** Each entry once; the stored body is read where the fingerprint differs. */
async function decideAll(
  drafts: readonly EntryDraft[],
  known: ReadonlyMap<EntryKey, Known>,
  store: Store,
  { at, lookedAt }: { readonly at: Instant; readonly lookedAt: Instant | undefined },
): Promise<readonly Decision[]> {
  const decisions = new Map<EntryKey, Decision>()
  for (const draft of drafts) {
    if (decisions.has(draft.key)) continue
    const stored = known.get(draft.key)
    const { entry } = stored ?? {}
    const differs = entry !== undefined && entry.fingerprint !== draft.fingerprint
    const body = differs ? await store.readBody(entry.bodyRef) : undefined
    const decision = decide(draft, stored, at, body && ownBody(body), lookedAt)
    decisions.set(draft.key, entry === undefined ? decision : withFormer(decision, entry, body))
  }
  return [...decisions.values()]
}

/** An edit of an entry that has the text of its article, or that is to have its title: until it has it again, it can be shown as it was. */
function withFormer(decision: Decision, { bodyRef: _, ...before }: Entry, body: Body | undefined): Decision {
  if (decision.status !== 'changed' || body === undefined) return decision
  const { entry } = decision
  if (body.own === undefined && entry.titleIs === undefined) return decision
  return { ...decision, entry: { ...entry, body: { ...entry.body, former: { ...before, body } } } }
}

/** Where a change has to wait, the same body is to be looked at again. */
function answerOf(result: PollAnswer, feed: Feed, decisions: readonly Decision[]): PollAnswer {
  if (isTruncated(feed)) return withoutProof(result)
  if (decisions.every(({ status }) => status !== 'unsettled')) return result
  const { bodyHash: _, ...unproven } = result
  return unproven
}

/**
 * How the document differs from what its source used to be or says it is, or why less of it was read: its list elsewhere than
 * the operator says, its fields gone, its texts in another language, its entries under one title.
 */
function drift(
  source: Source,
  { fill: before, list: held, lastNewAt }: SourceState,
  feed: Feed,
  { entries }: NormalizedFeed,
  known: readonly string[] = [],
): Pick<SourceState, 'fill' | 'list' | 'warnings'> {
  const { fill, warnings: faded } = weighFill(before, entries)
  const warnings = [
    ...known,
    ...feed.warnings.filter(
      (warning) => warning === pageIsCut || (feed.format === 'page' && warning.startsWith('items over ')),
    ),
    ...lostList(source, feed, held),
    ...(feed.unmatched ?? []).map((selector) => `${selector} matches nothing in any entry`),
    ...(lastNewAt === undefined ? neverAny(source, feed, held) : []),
    ...faded,
    ...languageMismatch(entries),
    ...titleFlood(entries),
  ]
  const list = feed.list ?? held
  return {
    ...(fill === undefined ? {} : { fill }),
    ...(list === undefined ? {} : { list }),
    ...(warnings.length === 0 ? {} : { warnings }),
  }
}

/** What has never given an entry, and why that may be. */
function neverAny(source: Source, feed: Feed, held: ListMemory | undefined): readonly string[] {
  if (feed.items.length > 0) return []
  // One of news is empty where nothing was written for two days; of one that is no such thing something is said.
  if (source.kind === 'sitemap' && feed.warnings.length === 0) return []
  if (source.kind === 'sitemap') return ['no entry: the sitemap has no titles, as those of news do']
  const isUnfound = source.kind === 'page' && source.selectors.item === undefined && held === undefined
  return isUnfound ? ['no entry: no list was found on the page, name its entries with item'] : []
}

/** Where the list of a page is not what the operator said, or was `held` by before. */
function lostList(source: Source, feed: Feed, held: ListMemory | undefined): readonly string[] {
  if (source.kind !== 'page' || feed.found === 'selector') return []
  if (feed.isArticle === true) return ['no entries: an article is in the place of the list']
  const { item } = source.selectors
  if (item !== undefined) {
    return [`${missed(item, feed)}: ${instead(feed, held)}`]
  }
  return feed.found === undefined && held !== undefined ? [`no entries: ${instead(feed, held)}`] : []
}

/** Why what an operator's selector matches is not the list. */
function missed(item: string, { leadsNowhere, leadsAway, isOther }: Feed): string {
  if (leadsNowhere === true) return `what matches ${item} leads nowhere`
  if (isOther === true) return `what matches ${item} is something else`
  return leadsAway === true ? `what matches ${item} leads to other sites` : `nothing matches ${item}`
}

/** What a page has in the place of its list. */
function instead({ found, emptied }: Feed, held: ListMemory | undefined): string {
  if (found !== undefined) return `the list was found otherwise (${found})`
  if (emptied !== undefined) return `the list is empty (${emptied} is there)`
  if (held?.container !== undefined) return `${held.container} is gone, and no other list is like it`
  return held === undefined ? 'there is no other list' : 'no other list is like the one before'
}

/** What was said of a document holds until another is read. */
function stillSo(checked: SourceState, { warnings: before = [] }: SourceState): SourceState {
  const warnings = [...new Set([...(checked.warnings ?? []), ...before.filter((warning) => warning !== 'capped')])]
  return warnings.length === 0 ? checked : { ...checked, warnings }
}

/** Validators are kept only for a body that was read to its end (M6). */
function withoutProof({ bodyHash: _, ...result }: PollAnswer): PollAnswer {
  return { ...result, validators: {} }
}

/** What the document says of itself; of a page without its list (a domain for sale, a challenge) nothing is believed. */
function selfDescription(
  source: Source,
  state: SourceState,
  { title, homeUrl, language, hubs, entries }: NormalizedFeed,
  { format }: Feed,
  at: Instant,
): Partial<SourceState> {
  const { otherTitle } = state
  const isPage = source.kind === 'page'
  const described = { format, hubs: [...hubs] }
  if (isPage && entries.length === 0) return { ...described, ...(otherTitle === undefined ? {} : { otherTitle }) }
  return {
    ...described,
    ...(isPage ? nameOfPage(state, title, at) : title === undefined ? {} : { title }),
    ...(homeUrl === undefined ? {} : { homeUrl }),
    ...(language === undefined ? {} : { language }),
  }
}
