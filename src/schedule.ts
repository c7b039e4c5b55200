import { type Aggregator, aggregateSource, type Outcome } from './aggregate.ts'
import type { Clock } from './clock.ts'
import type { Desk } from './desk.ts'
import { membersOf } from './curate/sections.ts'
import { wantsArticles } from './article-queue.ts'
import { type Articles, type Enricher, openArticles } from './enrich.ts'
import { SourceError } from './errors.ts'
import { isCutOff, isUnreached } from './fetch/cut-off.ts'
import { RedirectHeld } from './fetch/fetch-document.ts'
import { createHostLimit, type HostLimit, hostOf, outdatedHosts, type Turn } from './fetch/host-limit.ts'
import { afterCutOff, afterSetBack, askUrl, hostPaused, isDue, mayAskByHand, reserve } from './fetch/next-check.ts'
import type { Instant } from './model/instant.ts'
import type { Source, SourceId } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'
import { withLists } from './lists.ts'
import { BEAT_MS, createPace } from './pace.ts'
import type { Leg, SitemapAnswers } from './source-documents.ts'
import type { Inbox } from './store/inbox.ts'
import { type Publication, type SectionOutcome, syndicate, takeOut, together, type UnderWay } from './syndicate.ts'

/** Everything a cycle works with. */
export type Newsroom = Desk &
  Aggregator &
  Enricher & {
    readonly clock: Clock
    /** What editors decide while this process holds the store. */
    readonly inbox: Inbox
    /** Least time between two requests to one registrable domain, in milliseconds. */
    readonly hostGapMs: number
    /** Whether the operator wrote it himself: then it holds for hosts in `allowPrivate` too. */
    readonly hostGapGiven: boolean
    /** Requests under way at once. */
    readonly concurrency: number
  }

export type SourceReport = {
  readonly source: Source
  readonly outcome: Outcome
  readonly before: SourceState | undefined
  readonly after: SourceState | undefined
}

/** What one cycle came to. */
export type CycleReport = {
  readonly at: Instant
  readonly polled: readonly SourceReport[]
  readonly sections: readonly SectionOutcome[]
  /** Whether any published file is another than before: also where no section is, but all of them together or the theme. */
  readonly changed: boolean
}

export type CycleOptions = {
  /** Poll this source though it is not due; politely all the same. */
  readonly only?: SourceId
  /** Which sections may be renewed now; all unless given. */
  readonly sections?: (slug: string) => boolean
  /** The instant it begins at; the clock's unless given. */
  readonly at?: Instant
  /** Does what is handed to it when no other publication is under way; at once unless given. */
  readonly publishing?: <T>(work: () => Promise<T>) => Promise<T>
  readonly signal?: AbortSignal
  readonly onPolled?: (done: number, all: number, report: SourceReport) => void
  /** Files were written, and the cycle goes on; to these sections it brings nothing more. */
  readonly onPublished?: (settled: readonly string[]) => Promise<void>
  /** Calls `beat` again and again until what it returns is called; every half second unless given. */
  readonly beats?: (beat: () => void) => () => void
}

/** How long after its polls a cycle fetches articles' pages; what is left waits for the next. */
const ARTICLES_MS = 45_000

/**
 * One cycle: polls what is due, fetches the articles that wait, each when its source was polled, then publishes what changed.
 * What takes long holds up nobody else: what is done by then is published meanwhile. The instant it begins is first sight for
 * all it finds.
 */
export async function cycle(configured: Newsroom, options: CycleOptions = {}): Promise<CycleReport> {
  const { at = configured.clock.now(), publishing = (work) => work() } = options
  const before = await statesAt(configured, at)
  const progress = await begin(configured, at, before, options)
  const published: Publication[] = []
  const publish = async (isLast: boolean) => {
    await configured.inbox.take()
    const publication = await publishing(() => {
      const underWay = isLast ? {} : { underWay: underWayOf(configured, progress) }
      progress.hasNews = false
      return syndicate(progress.room, at, { mayRenew: options.sections, ...underWay })
    })
    published.push(publication)
    return publication
  }
  const polled = await meanwhile(gather(configured, at, before, progress, options), options, {
    beat: () => progress.pace.beat(),
    isDue: () => progress.pace.isDue(progress.hasNews) && options.signal?.aborted !== true,
    async act() {
      progress.pace.published()
      const { changed, settled } = await publish(false)
      if (changed) await options.onPublished?.(settled)
    },
  })
  const stopped = options.signal?.aborted === true
  if (!stopped) await publish(true)
  const { room } = progress
  if (!stopped && isFirstOfDay(at, before)) {
    await room.store.expire(at - room.site.retentionMs)
    await room.store.saveStates([], outdatedHosts((await room.store.readHosts()).values(), at))
  }
  return { at, polled, ...together(published) }
}

/** What is known of the sources, by a clock that may have been set back since. */
async function statesAt({ store }: Newsroom, at: Instant): Promise<ReadonlyMap<SourceId, SourceState>> {
  const states = await store.readSources()
  const setBack = [...states.values()].flatMap((state) => afterSetBack(state, at) ?? [])
  if (setBack.length === 0) return states
  await store.saveStates(setBack, [])
  return store.readSources()
}

/** How far a cycle has come. */
type Progress = {
  /** With the sources that remote lists have, as far as that is known. */
  room: Newsroom
  /** Sources that are asked, or whose articles are. */
  readonly underWay: Set<SourceId>
  readonly revisions: ReadonlyMap<SourceId, number>
  /** Something is done since the last publication that may be seen in one. */
  hasNews: boolean
  readonly pace: ReturnType<typeof createPace>
  readonly sitemaps: SitemapAnswers
  /** Every request of the cycle has its turn here, so that articles leave their hosts the gap from the polls too. */
  readonly limit: HostLimit
  readonly articles: Articles
  /** What became of the sources whose articles were asked for, also where that failed. */
  readonly reading: Map<SourceId, Promise<PromiseSettledResult<void>>>
  /** When the last poll had ended. */
  polledAt: Instant | undefined
}

async function begin(
  configured: Newsroom,
  at: Instant,
  before: ReadonlyMap<SourceId, SourceState>,
  { signal }: CycleOptions,
): Promise<Progress> {
  const room = { ...configured, ...withLists(configured, before) }
  const unread = [...room.sources.values()].filter(
    (each) => wantsArticles(each) && hasArticles(before.get(each.id), at),
  )
  const limit = await hostLimit(room)
  const now = () => room.clock.now()
  const progress: Progress = {
    room,
    underWay: new Set(unread.map(({ id }) => id)),
    revisions: await room.store.readRevisions(),
    hasNews: false,
    pace: createPace(),
    sitemaps: new Map(),
    limit,
    articles: await openArticles(room, {
      limit,
      now,
      isOver: () => progress.polledAt !== undefined && now() > progress.polledAt + ARTICLES_MS,
      ...(signal === undefined ? {} : { signal }),
    }),
    reading: new Map(),
    polledAt: undefined,
  }
  return progress
}

/** All that a cycle reads. */
async function gather(
  configured: Newsroom,
  at: Instant,
  before: ReadonlyMap<SourceId, SourceState>,
  progress: Progress,
  options: CycleOptions,
): Promise<readonly SourceReport[]> {
  const { limit, reading, room } = progress
  const { signal } = options
  const stop = () => limit.stop()
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  const [polled] = await Promise.allSettled([pollAll(configured, at, before, progress, options)])
  progress.polledAt = room.clock.now()
  if (polled.status === 'rejected') stop()
  const read = await Promise.all(reading.values())
  stop()
  signal?.removeEventListener('abort', stop)
  if (polled.status === 'rejected') throw polled.reason
  await room.store.saveStates([], limit.takeChanges())
  for (const result of read) if (result.status === 'rejected') throw result.reason
  return polled.value
}

/** Asks what is due, and then at once what a list has just brought. */
async function pollAll(
  configured: Newsroom,
  at: Instant,
  before: ReadonlyMap<SourceId, SourceState>,
  progress: Progress,
  options: CycleOptions,
): Promise<readonly SourceReport[]> {
  const first = progress.room
  const asked = await poll(progress, at, before, options)
  // What a list no longer has is not published from.
  const states = await configured.store.readSources()
  const room = { ...configured, ...withLists(configured, states) }
  progress.room = room
  const isNew = options.only === undefined && room.sources.size > first.sources.size && options.signal?.aborted !== true
  const polled = isNew ? [...asked, ...(await poll(progress, at, states, options))] : asked
  for (const { id, kind } of room.sources.values()) if (kind === 'list') settle(progress, id, true)
  return polled
}

/** Begins with the articles of a source: no poll of it is under way. */
function readArticles(progress: Progress, source: Source): void {
  const read = async () => {
    await progress.articles.read(source)
    settle(progress, source.id, true)
  }
  const result = Promise.allSettled([read()]).then(([only]) => only)
  progress.reading.set(source.id, result)
}

/** A source is done for this cycle. */
function settle(progress: Progress, id: SourceId, hasNews: boolean): void {
  if (!progress.underWay.delete(id)) return
  progress.hasNews ||= hasNews
  progress.pace.moved()
}

function underWayOf(configured: Newsroom, { room, underWay, revisions, pace }: Progress): UnderWay {
  const isOpen = (section: Newsroom['sections'][number]) =>
    [...membersOf(section, configured.sections).keys()].some((id) => underWay.has(id))
  const isUnread = (id: SourceId) => {
    const source = room.sources.get(id)
    return source !== undefined && wantsArticles(source)
  }
  return {
    sources: new Set(underWay),
    unread: new Set([...underWay].filter(isUnread)),
    sections: new Set(configured.sections.filter(isOpen).map(({ slug }) => slug)),
    revisions,
    isLong: pace.isLong(),
  }
}

/**
 * Does something beside `work`, one after the other, whenever it is due. All of it has ended when this does; what failed of
 * it is thrown then.
 */
async function meanwhile<T>(
  work: Promise<T>,
  { beats = everyBeat }: CycleOptions,
  beside: { beat(): void; isDue(): boolean; act(): Promise<void> },
): Promise<T> {
  let acting: Promise<void> = Promise.resolve()
  let isActing = false
  const stop = beats(() => {
    beside.beat()
    if (isActing || !beside.isDue()) return
    isActing = true
    acting = beside.act().then(() => {
      isActing = false
    })
    // What failed is thrown below; it was the last.
    acting.catch(stop)
  })
  const [worked, acted] = await Promise.allSettled([
    work.finally(stop),
    work.then(
      () => acting,
      () => acting,
    ),
  ])
  if (worked.status === 'rejected') throw worked.reason
  if (acted.status === 'rejected') throw acted.reason
  return worked.value
}

function everyBeat(beat: () => void): () => void {
  const timer = setInterval(beat, BEAT_MS)
  return () => clearInterval(timer)
}

/**
 * Takes out of every edition what the editor withdrew, at once: beside polls that are under way, and whatever a section's
 * `schedule` says. Nothing comes in by it. No other publication may be under way.
 * @param at the publication; where a cycle is under way, the instant that began at
 */
export async function carryOut(configured: Newsroom, at: Instant): Promise<Publication> {
  const states = await configured.store.readSources()
  return takeOut({ ...configured, ...withLists(configured, states) }, at)
}

/** Whether no source was asked yet on this day (UTC): what is a day too old need not go sooner. */
function isFirstOfDay(at: Instant, before: ReadonlyMap<SourceId, SourceState>): boolean {
  const dayMs = 24 * 60 * 60 * 1000
  const lastAsked = Math.max(0, ...[...before.values()].map(({ lastAttemptAt = 0 }) => lastAttemptAt))
  return Math.floor(lastAsked / dayMs) !== Math.floor(at / dayMs)
}

/** Asks every due source, each host in its turn; all next due times are on disk before the first request leaves (M25). */
async function poll(
  progress: Progress,
  at: Instant,
  before: ReadonlyMap<SourceId, SourceState>,
  options: CycleOptions,
): Promise<readonly SourceReport[]> {
  const { room, limit, sitemaps } = progress
  const { store } = room
  const due = [...room.sources.values()].filter((source) => isWanted(source, before.get(source.id), at, options.only))
  for (const { id } of due) progress.underWay.add(id)
  const reserved = due.map((source) => ({ source, state: reserve(source, before.get(source.id), at) }))
  if (due.length > 0) {
    await store.saveStates(
      reserved.map(({ state }) => state),
      [],
    )
  }
  const outcomes = new Map<Source, Outcome>()
  const unreached: Source[] = []
  const polls = longestWaitingFirst(reserved, before).map(async ({ source, state }) => {
    const last = before.get(source.id)
    const outcome = await pollInTurn(room, limit, { source, state, before: last, at, sitemaps, options })
    outcomes.set(source, outcome)
    if (awaitsArticles(source, last, outcome, at)) {
      // Of these it is not known yet whether they are to blame, and what is remembered of that.
      if (isUnanswered(outcome)) unreached.push(source)
      else readArticles(progress, source)
    } else if (source.kind !== 'list') settle(progress, source.id, isNews(last, outcome)) // What a list has brought is to be asked first.
    options.onPolled?.(outcomes.size, due.length, { source, outcome, before: last, after: undefined })
  })
  const isDueNow = new Set(due)
  for (const source of room.sources.values()) {
    const isLeft = progress.underWay.has(source.id) && !isDueNow.has(source) && !progress.reading.has(source.id)
    if (isLeft && wantsArticles(source)) readArticles(progress, source)
  }
  await everySettled(polls)
  if (due.length > 0) await store.saveStates([], limit.takeChanges())
  const after = await withoutOwnOutage(room, outcomes, at)
  for (const source of unreached) readArticles(progress, source)
  return [...outcomes].map(([source, outcome]) => ({
    source,
    outcome,
    before: before.get(source.id),
    after: after.get(source.id),
  }))
}

function isUnanswered(outcome: Outcome): boolean {
  return outcome.status === 'failed' && isUnreached(outcome.error)
}

/** Whether what came of a poll may be seen in an edition. */
function isNews(before: SourceState | undefined, outcome: Outcome): boolean {
  if (outcome.status !== 'updated') return false
  return outcome.added + outcome.changed > 0 || before?.firstSuccessAt === undefined
}

function awaitsArticles(source: Source, before: SourceState | undefined, outcome: Outcome, at: Instant): boolean {
  const isLonger = outcome.status === 'updated' && outcome.added + outcome.changed > 0
  return wantsArticles(source) && (isLonger || hasArticles(before, at))
}

/** Whether pages of its entries are to be asked for by now. */
function hasArticles(state: SourceState | undefined, now: Instant): boolean {
  return Object.values(state?.articles ?? {}).some(({ after }) => after <= now)
}

/** The states after a cycle. Where it was our own network that failed, nobody is left alone for longer because of it. */
async function withoutOwnOutage(
  { store, client, clock }: Newsroom,
  outcomes: ReadonlyMap<Source, Outcome>,
  at: Instant,
): Promise<ReadonlyMap<SourceId, SourceState>> {
  const states = await store.readSources()
  const unreached = [...outcomes].filter(([, outcome]) => isUnanswered(outcome))
  if (unreached.length === 0 || !isCutOff(states.values(), (url) => client.isPrivate(url), clock.now())) return states
  const eased = unreached.flatMap(([source]) => {
    const state = states.get(source.id)
    return state === undefined || client.isPrivate(askUrl(state)) ? [] : [afterCutOff(source, state, at)]
  })
  await store.saveStates(eased, [])
  return new Map([...states, ...eased.map((state) => [state.sourceId, state] as const)])
}

/**
 * Those asked longest ago come first: where a host serves only so many at a time, each has its turn in time; and of one that was
 * paused the first to come, which probes, is none of those that it turned away.
 */
function longestWaitingFirst<T extends { readonly source: Source }>(
  polls: readonly T[],
  before: ReadonlyMap<SourceId, SourceState>,
): readonly T[] {
  const askedAt = ({ source }: T): Instant => before.get(source.id)?.lastAttemptAt ?? 0
  return polls.toSorted((a, b) => askedAt(a) - askedAt(b))
}

/** Shares requests out among hosts, from what earlier cycles and processes left on. */
async function hostLimit({ store, clock, client, hostGapMs, hostGapGiven, concurrency }: Newsroom): Promise<HostLimit> {
  return createHostLimit({
    gapMs: hostGapMs,
    privateGapMs: hostGapGiven ? hostGapMs : undefined,
    isPrivate: (host) => client.isPrivate(`http://${host}/`),
    clock,
    states: (await store.readHosts()).values(),
    concurrency,
  })
}

function isWanted(source: Source, state: SourceState | undefined, at: Instant, only: SourceId | undefined): boolean {
  return only === undefined ? isDue(state, source, at) : source.id === only && mayAskByHand(state, source, at)
}

async function pollInTurn(
  room: Newsroom,
  limit: HostLimit,
  poll: {
    source: Source
    state: SourceState
    before: SourceState | undefined
    at: Instant
    sitemaps: SitemapAnswers
    options: CycleOptions
  },
): Promise<Outcome> {
  const { source, state, before, at, sitemaps, options } = poll
  const healthyBefore = before === undefined || before.failures === 0
  let asked: Instant | undefined
  const outcome = await aggregateSource(source, state, room, {
    at,
    sitemaps,
    now: () => room.clock.now(),
    asked: () => asked,
    turn: (url, request) =>
      inTurn(limit, url, (leg) => {
        asked ??= room.clock.now()
        return observed(room, limit, leg.url, healthyBefore, () => request(leg), options.signal)
      }),
    admit: (bytes) => limit.admit(bytes),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  if (outcome.status === 'waiting') {
    await room.store.saveStates(
      [hostPaused(asked === undefined ? (before ?? state) : state, outcome.until, outcome.reason)],
      [],
    )
  }
  return outcome
}

/** A request when its host's turn has come. One that is led to another host stands in line there as that host's own do. */
async function inTurn<T>(limit: HostLimit, url: string, request: (leg: Leg) => Promise<T>): Promise<Turn<T>> {
  const asked = (leg: Leg): Promise<Turn<T>> =>
    limit
      .schedule(leg.url, (sent) => request({ ...leg, sent }))
      .catch((error: unknown) => {
        if (error instanceof RedirectHeld) return asked({ ...error.led, url: error.to })
        throw error
      })
  return asked({ url, hops: [], spentMs: 0 })
}

/** A request whose answer, good or bad, its host is told of: the one that gave it, where redirects led elsewhere. */
async function observed<T>(
  room: Newsroom,
  limit: HostLimit,
  url: string,
  healthyBefore: boolean,
  request: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  try {
    const answer = await request()
    limit.observe(url, undefined, healthyBefore)
    return answer
  } catch (error) {
    // Cut off by our own stop: says nothing about the host.
    if (!(error instanceof SourceError) || signal?.aborted) throw error
    if (hostOf(error.url) !== hostOf(url)) limit.observe(url, undefined, healthyBefore)
    const pause = limit.observe(error.url, error, healthyBefore)
    if (pause !== undefined) await room.store.saveStates([], [pause])
    throw error
  }
}

/** Waits for all, then throws the first failure: one bug must not leave other polls running unwatched. */
async function everySettled(promises: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
