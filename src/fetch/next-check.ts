import type { FeedRhythm } from '../model/feed.ts'
import type { Instant } from '../model/instant.ts'
import type { Source } from '../model/source.ts'
import type { SourceState, Validators } from '../model/source-state.ts'
import { backoffMs, type Failure } from './backoff.ts'
import type { Caching } from './caching.ts'
import { afterSkipped, publisherWait, sensibleRhythm } from './publisher-wait.ts'
import { ownInterval, spell } from './own-interval.ts'
import { learnArrivals, newRhythm, type Rhythm } from './rhythm.ts'
import { stableJitter } from './stable-jitter.ts'

/** What of a source decides when it is asked. */
export type PollPolicy = Pick<Source, 'id' | 'url' | 'everyMs' | 'maxEveryMs' | 'everyGiven'>

/** What of a `FetchResult` decides when to ask again; a FetchResult has this shape. */
export type PollAnswer = {
  readonly status: 'fetched' | 'not-modified'
  /** The final URL. */
  readonly url: string
  readonly permanent: boolean
  readonly hops: readonly unknown[]
  readonly validators: Readonly<Record<string, Validators>>
  readonly caching: Caching
  readonly bodyHash?: string
  readonly validatorsLied?: boolean
}

/**
 * How a poll ended. `new`: the document was read and had entries not seen before or changed ones. `same`: it was read,
 * or its body was the one before, and had none. An outcome other than `failed` is only given once the poll can be
 * saved whole: validators are stored with what they stand for (M6).
 */
export type PollOutcome =
  | {
      readonly kind: 'new' | 'same' | 'not-modified'
      readonly answer: PollAnswer
      /** Entries never seen before; absent or 0 where there were only changes. */
      readonly newEntries?: number
      /** Publication dates those entries claim, as far as they have any. */
      readonly newDates?: readonly Instant[]
      /** Entries the document listed; absent where it was not read. */
      readonly listed?: number
      /** What the document says of its rhythm; absent where it was not read. */
      readonly rhythm?: FeedRhythm
    }
  | { readonly kind: 'failed'; readonly error: Failure }

/** Never: a source that is gone. The last instant a Date can hold, so that it can be shown and compared. */
export const NEVER: Instant = 8_640_000_000_000_000

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** No source is asked more often, whatever anyone says. */
const FLOOR_MS = 15 * MINUTE_MS
/** After so long of nothing but 304, one request without condition finds out validators that lie. */
const FULL_FETCH_AFTER_MS = 8 * DAY_MS
/** A permanent redirect is believed after so many polls over so long. */
const MOVE_TIMES = 3
const MOVE_AFTER_MS = DAY_MS
/** An adopted address that fails this long is given up for the one the operator wrote. */
const MOVE_BACK_AFTER_MS = 7 * DAY_MS
const GONE_AGAIN_AFTER_MS = DAY_MS
/**
 * Bad request, precondition failed, headers too large: it may be the validators that a server cannot bear to get back. The
 * next request goes without, or the source would be lost until the next full fetch.
 */
const BAD_CONDITIONS: ReadonlySet<number> = new Set([400, 412, 431])
/** Taken off `every`, so that a timer that fires a moment early, or a slow start before, does not cost a whole round. */
const SLACK_MS = 45_000
const SPREAD_MS = 30_000
/** The longest a `nextDueAt` can lie ahead: a day or `maxEvery`, jitter, and a week of skipped days. */
const LONGEST_AHEAD_MS = 8 * DAY_MS

/** The URL to ask now: the configured one, or the one it has moved to for good. */
export function askUrl(state: SourceState): string {
  return state.movedTo ?? state.url
}

/** The operator's headers for `askUrl`: none where the source has moved to another origin than he wrote them for (M33). */
export function headersToAsk(
  source: Pick<Source, 'url' | 'headers'>,
  state: SourceState,
): Readonly<Record<string, string>> {
  return URL.parse(askUrl(state))?.origin === URL.parse(source.url)?.origin ? source.headers : {}
}

/** A source never asked before, or configured with another URL: nothing is known of it, and it is due. */
export function initialState(source: PollPolicy, now: Instant): SourceState {
  return { sourceId: source.id, url: source.url, validators: {}, nextDueAt: now, dueReason: 'never asked', failures: 0 }
}

/**
 * Whether a source is to be asked now. True for one without state or with another configured URL (M12), and for one
 * whose due time lies farther ahead than any can: then the clock was set back (M27). Never true within 15 minutes of
 * the last request (M50), nor in hours and days that the publisher asked to skip (M18).
 */
export function isDue(state: SourceState | undefined, source: PollPolicy, now: Instant): boolean {
  if (state === undefined || state.url !== source.url) return true
  if (state.nextDueAt === NEVER || withinFloor(state, now) || isSkipped(state, now)) return false
  return (
    state.nextDueAt <= now ||
    state.nextDueAt - now > LONGEST_AHEAD_MS + Math.max(DAY_MS, source.maxEveryMs, source.everyMs)
  )
}

/** Whether the operator's "now" may be obeyed: not within 15 minutes of the last request, and not when the source is gone (M34, M50). */
export function mayAskByHand(state: SourceState | undefined, source: PollPolicy, now: Instant): boolean {
  if (state === undefined || state.url !== source.url) return true
  return state.nextDueAt !== NEVER && !withinFloor(state, now)
}

/**
 * Whether the publisher asks to be left alone now. Where a failure, a pause or a late start made it so; but a source that
 * is only ever looked at in such hours, by a timer that runs once a day, is asked when it has waited them out once.
 */
function isSkipped(state: SourceState, now: Instant): boolean {
  const feed = skippedBy(state)
  const patienceMs = feed.skipDays === undefined ? DAY_MS : 7 * DAY_MS
  return afterSkipped(now, feed) !== now && now - state.nextDueAt < patienceMs
}

function withinFloor({ lastAttemptAt }: SourceState, now: Instant): boolean {
  return lastAttemptAt !== undefined && lastAttemptAt <= now && now - lastAttemptAt < FLOOR_MS - SLACK_MS
}

/** Whether this poll should be unconditional (`force`): only 304 for 8 days (M11). */
export function needsFullFetch(state: SourceState, now: Instant): boolean {
  const { lastFullFetchAt } = state
  return lastFullFetchAt !== undefined && now - lastFullFetchAt >= FULL_FETCH_AFTER_MS
}

/** The state to persist before a request leaves, so that a crash, however often, makes no further request (M25). */
export function reserve(source: PollPolicy, state: SourceState | undefined, now: Instant): SourceState {
  const current = state === undefined || state.url !== source.url ? initialState(source, now) : state
  return {
    ...current,
    lastAttemptAt: now,
    nextDueAt: roundFrom(source, now, everyMs(source)),
    dueReason: 'asked, and no answer was recorded',
  }
}

/**
 * The state where the clock was set back since the last request (M27): how long ago that was nobody knows. The wait begins
 * anew, so that it is not longer by the hours that are told twice. Undefined where the clock was not set back.
 */
export function afterSetBack(state: SourceState, now: Instant): SourceState | undefined {
  const { lastAttemptAt = now, nextDueAt } = state
  const backMs = lastAttemptAt - now
  if (backMs <= MINUTE_MS || nextDueAt === NEVER) return undefined
  return { ...state, lastAttemptAt: now, nextDueAt: Math.max(now, nextDueAt - backMs) }
}

/** The state of a source whose host is paused: due again when the pause ends. */
export function hostPaused(state: SourceState, until: Instant, reason: string): SourceState {
  return outsideSkipped({
    ...state,
    nextDueAt: Math.max(until, state.nextDueAt),
    dueReason: `host paused: ${reason}`,
  })
}

/** The state of a source that could not be reached because we were cut off: as soon as `every` lets it, however often that was. */
export function afterCutOff(source: PollPolicy, failed: SourceState, now: Instant): SourceState {
  const { lastFailureAt: _, ...state } = failed
  const again = roundFrom(source, now, everyMs(source))
  if (state.nextDueAt <= again) return state
  return outsideSkipped({
    ...state,
    nextDueAt: again,
    dueReason: 'nobody could be reached: is this machine connected?',
  })
}

/**
 * The state after a poll: when to ask again and why then, failures counted or forgotten, validators kept, replaced or
 * left, rhythm learnt, redirects weighed. `state` is the reserved one; `now` the instant of the answer, `asked` that at
 * which the request left, unless it left when it was reserved: rounds are counted from the latter, so that the queue of a
 * host does not make them longer, the quarter of an hour between two requests from the former.
 */
export function nextCheck(input: {
  readonly source: PollPolicy
  readonly state: SourceState
  readonly outcome: PollOutcome
  readonly now: Instant
  readonly asked?: Instant
}): SourceState {
  const { source, state, outcome, now, asked } = input
  const checked = outsideSkipped(
    outcome.kind === 'failed'
      ? afterFailure(source, state, outcome.error, now)
      : afterSuccess(source, state, outcome, now),
  )
  if (asked === undefined || checked.lastAttemptAt === undefined) return checked
  return { ...checked, lastAttemptAt: asked, nextDueAt: Math.max(checked.nextDueAt, asked + FLOOR_MS - SLACK_MS) }
}

type Success = Exclude<PollOutcome, { kind: 'failed' }>

function afterSuccess(source: PollPolicy, state: SourceState, outcome: Success, now: Instant): SourceState {
  const { answer } = outcome
  const before = readRhythm(state, now)
  const rhythm = learn(before, state, outcome, now)
  const { failure: _failure, lastFailureAt: _lastFailureAt, warnings: _warnings, move: _move, ...kept } = state
  const answered: SourceState = {
    ...kept,
    validators: rhythm.distrusted ? {} : answer.validators,
    ...(answer.bodyHash === undefined ? {} : { bodyHash: answer.bodyHash }),
    failures: 0,
    firstSuccessAt: state.firstSuccessAt ?? now,
    lastSuccessAt: now,
    ...(answer.status === 'fetched' ? { lastFullFetchAt: now } : {}),
    ...(outcome.kind === 'new' ? { lastNewAt: now } : {}),
    rhythm,
  }
  const isEmpty = (outcome.listed === 0 && (before.listed ?? 0) > 0) || (outcome.listed === undefined && state.isEmpty)
  const moved = isEmpty ? answered : weighMove(answered, state.move, answer, now)
  const due = dueAfterSuccess(source, moved, rhythm, answer, now)
  const warnings = [
    ...(due.capped ? ['capped'] : []),
    ...(outcome.listed === 0 && (before.listed ?? 0) > 0 ? [`0 items where ${before.listed} were`] : []),
  ]
  return {
    ...moved,
    nextDueAt: due.at,
    dueReason: due.reason,
    ...(warnings.length > 0 ? { warnings } : {}),
  }
}

function learn(before: Rhythm, state: SourceState, outcome: Success, now: Instant): Rhythm {
  const { answer } = outcome
  // What the first document lists came at times we know nothing of.
  const learnt =
    state.lastSuccessAt === undefined
      ? before
      : learnArrivals(before, {
          from: state.lastSuccessAt,
          to: now,
          count: outcome.newEntries ?? 0,
          dates: outcome.newDates ?? [],
        })
  const lied = answer.validatorsLied === true && outcome.kind === 'new'
  // A 304 without Cache-Control leaves the stored one in force (RFC 9111 section 4.3.4).
  const maxAgeMs = answer.caching.maxAgeMs ?? (answer.status === 'not-modified' ? before.maxAgeMs : undefined)
  const { maxAgeMs: _, ...rest } = learnt
  return {
    ...rest,
    ...(outcome.listed === undefined || outcome.listed === 0 ? {} : { listed: outcome.listed }),
    ...(outcome.rhythm === undefined ? {} : { feed: sensibleRhythm(outcome.rhythm) }),
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
    ...(lied ? { distrusted: true as const } : {}),
  }
}

type Due = { readonly at: Instant; readonly reason: string; readonly capped?: boolean }

/** M18: never in an hour or on a day that the publisher asked to skip. */
function outsideSkipped(state: SourceState): SourceState {
  if (state.nextDueAt === NEVER) return state
  const at = afterSkipped(state.nextDueAt, skippedBy(state))
  if (at === state.nextDueAt) return state
  return {
    ...state,
    nextDueAt: at,
    dueReason: `${state.dueReason}, and the publisher asks to be left alone until then`,
  }
}

function skippedBy({ rhythm }: SourceState): FeedRhythm {
  return isRhythm(rhythm) ? (rhythm.feed ?? {}) : {}
}

function dueAfterSuccess(
  source: PollPolicy,
  state: SourceState,
  rhythm: Rhythm,
  answer: PollAnswer,
  now: Instant,
): Due {
  const asked = Math.min(state.lastAttemptAt ?? now, now)
  const capMs = Math.max(source.maxEveryMs, everyMs(source))
  const ours = ownInterval({
    everyMs: everyMs(source),
    capMs,
    everyGiven: source.everyGiven,
    conditional: rhythm.distrusted !== true && answer.validators[answer.url] !== undefined,
    silentSince: state.lastNewAt ?? state.firstSuccessAt ?? now,
    rhythm,
    now,
  })
  const caching = rhythm.maxAgeMs === undefined ? answer.caching : { ...answer.caching, maxAgeMs: rhythm.maxAgeMs }
  const theirs = publisherWait(caching, rhythm.feed ?? {})
  const own = roundFrom(source, asked, ours.ms)
  if (now + theirs.ms <= own) return { at: own, reason: ours.reason }
  if (theirs.ms > capMs) return { at: now + capMs, reason: `${theirs.said} ${spell(theirs.ms)}, capped`, capped: true }
  const later = Math.min(0.1 * theirs.ms, 10 * MINUTE_MS) * stableJitter(source.id)
  return { at: Math.ceil(now + Math.min(capMs, theirs.ms + later)), reason: `${theirs.said} ${spell(theirs.ms)}` }
}

/**
 * M28 to M30: a permanent redirect is adopted after three polls over a day that ended at the same readable document.
 * Any other answer starts the count anew, and one in which nothing is of what was listed. The URLs before stay known, so that nothing of them reappears as new.
 */
function weighMove(state: SourceState, move: SourceState['move'], answer: PollAnswer, now: Instant): SourceState {
  if (answer.hops.length === 0 || !answer.permanent) return state
  const same = move?.to === answer.url
  const observed = { to: answer.url, since: same ? move.since : now, times: same ? move.times + 1 : 1 }
  if (observed.times < MOVE_TIMES || now - observed.since < MOVE_AFTER_MS) return { ...state, move: observed }
  const { bodyHash: _, ...fresh } = state
  const formerUrls = [...new Set([...(state.formerUrls ?? []), askUrl(state)])].filter((url) => url !== answer.url)
  return { ...fresh, validators: {}, movedTo: answer.url, formerUrls }
}

function afterFailure(source: PollPolicy, state: SourceState, error: Failure, now: Instant): SourceState {
  const failures = state.failures + 1
  const since = state.failure?.code === error.code ? state.failure.since : now
  const failed: SourceState = {
    ...state,
    failures,
    lastFailureAt: now,
    failure: {
      code: error.code,
      message: error.message.slice(0, 500),
      ...(error.status === undefined ? {} : { status: error.status }),
      since,
    },
    ...(error.code === 'encoding' ? { identityOnly: true } : {}),
    ...(BAD_CONDITIONS.has(error.status ?? 0) ? { validators: {} } : {}),
    // Asked without condition and answered 304 all the same: asking so again tomorrow would only be told it again.
    ...(error.code === 'unexpected-not-modified' && state.lastFullFetchAt !== undefined
      ? { lastFullFetchAt: now }
      : {}),
  }
  if (error.code === 'gone') return afterGone(source, failed, now, now - since)
  const returned = now - since >= MOVE_BACK_AFTER_MS ? withoutMove(failed) : failed
  if (error.code === 'refused-address' && error.url === askUrl(state)) return afterOurOwnRefusal(returned, now)
  const firstBrokenCoding = error.code === 'encoding' && state.identityOnly !== true
  const wait = firstBrokenCoding ? everyMs(source) : backoffMs(error, failures, everyMs(source), source.maxEveryMs)
  const capped = (error.retryAfterMs ?? 0) > wait ? ', capped' : ''
  return {
    ...returned,
    nextDueAt: Math.ceil(now + wait * (1 + 0.1 * stableJitter(`${source.id} ${failures}`))),
    dueReason: `${reasonAfterFailure(error, failures, firstBrokenCoding)}${capped}`,
  }
}

/** Our own guard refused the address itself: nothing was sent, nothing is owed; it may be allowed at any time. */
function afterOurOwnRefusal(state: SourceState, now: Instant): SourceState {
  const { lastAttemptAt: _, ...kept } = state
  return { ...kept, nextDueAt: now, dueReason: 'not asked: the address is refused here' }
}

function reasonAfterFailure(error: Failure, failures: number, firstBrokenCoding: boolean): string {
  if (firstBrokenCoding) return 'once more without compression'
  if (error.retryAfterMs !== undefined) return `the server asked to wait ${spell(error.retryAfterMs)}`
  return failures === 1 ? 'after a failure' : `after ${failures} failures in a row`
}

/** M34: 410 twice, a day apart, is the publisher's word; an adopted address that is gone is only given up for the configured one. */
function afterGone(source: PollPolicy, state: SourceState, now: Instant, goneForMs: number): SourceState {
  const again = Math.ceil(now + Math.max(GONE_AGAIN_AFTER_MS, everyMs(source)) * (1 + 0.1 * stableJitter(source.id)))
  if (goneForMs < GONE_AGAIN_AFTER_MS) return { ...state, nextDueAt: again, dueReason: 'gone (410): asked once more' }
  if (state.movedTo !== undefined)
    return { ...withoutMove(state), nextDueAt: again, dueReason: 'gone where it had moved' }
  return { ...state, validators: {}, nextDueAt: NEVER, dueReason: 'gone for good: 410 twice' }
}

function withoutMove(state: SourceState): SourceState {
  if (state.movedTo === undefined) return state
  const { movedTo, bodyHash: _, ...kept } = state
  return { ...kept, validators: {}, formerUrls: [...new Set([...(state.formerUrls ?? []), movedTo])] }
}

function everyMs(source: PollPolicy): number {
  return Math.max(source.everyMs, FLOOR_MS)
}

/** An interval of our own choosing from the request on: a few seconds less, spread stably; never below the floor less that. */
function roundFrom(source: PollPolicy, asked: Instant, ms: number): Instant {
  return Math.round(asked + ms - SLACK_MS + SPREAD_MS * stableJitter(source.id))
}

function readRhythm(state: SourceState, now: Instant): Rhythm {
  const stored = state.rhythm
  return isRhythm(stored) ? stored : newRhythm(now)
}

function isRhythm(value: Readonly<Record<string, unknown>> | undefined): value is Rhythm {
  if (value === undefined) return false
  const { since, at, hours, days, idle } = value
  const numbers = (list: unknown, length: number): boolean =>
    Array.isArray(list) && list.length === length && list.every((item) => typeof item === 'number')
  return (
    typeof since === 'number' &&
    typeof at === 'number' &&
    typeof idle === 'number' &&
    numbers(hours, 24) &&
    numbers(days, 7)
  )
}
