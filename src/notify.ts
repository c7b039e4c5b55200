import type { Clock } from './clock.ts'
import { FetchError } from './errors.ts'
import type { Client, ClientRequest } from './fetch/client.ts'
import { parseRetryAfter } from './fetch/retry-after.ts'
import type { Instant } from './model/instant.ts'
import type { Lane, OutboxEvent, Topic, Webhook } from './model/outbox.ts'
import type { Section, Site } from './model/section.ts'
import { failedAgain, mayAttempt } from './publish/attempts.ts'
import { pingBody, sectionTopicUrls, topicUrls } from './publish/topics.ts'
import { webhookHeaders, webhookName } from './publish/webhook.ts'
import type { Outbox, OutboxChange, Store } from './store/store.ts'

/** What telling others needs. */
export type Messenger = {
  readonly store: Store
  readonly client: Client
  readonly clock: Clock
  readonly site: Pick<Site, 'url' | 'hub'>
  readonly sections: readonly Pick<Section, 'slug'>[]
  readonly webhooks: readonly Webhook[]
}

/** What came of telling others. */
export type NotifyReport = {
  readonly delivered: number
  readonly pinged: number
  /** What an operator wants to be woken for, a sentence each. */
  readonly changes: readonly string[]
}

/** Receivers have to be quick: what they do with it they can do later. */
const DEADLINE_MS = 10_000
/** Events on their way to one webhook at once, each of another section. */
const AT_ONCE = 4
/** What was delivered is saved after so many events or milliseconds: after a crash no more are sent twice. */
const SAVE_EVERY = 100
const SAVE_EVERY_MS = 1_000
/** A receiver that does not answer is reported after so many failures in a row: all have bad minutes. */
const FAILURES_TO_NOTICE = 3
/** Answers that say the event itself is unwelcome: waiting does not mend it. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 415, 422])
const REFUSALS_TO_GIVE_UP = 5
/** Of a webhook that failed for so long, so often, events older than that are given up. */
const PATIENCE_MS = 7 * 24 * 60 * 60 * 1000
const FAILURES_TO_GIVE_UP = 10
/** More than these are not kept for one webhook: the oldest go. They are in memory. */
const MOST_WAITING = 10_000
const MOST_CHARACTERS = 64 << 20
/** Between two pings of one topic. */
const PING_GAP_MS = 60_000
/** One ping, and three more where it failed; the next change begins anew. */
const PINGS = 4

/**
 * Tells others what was published: hubs of topics whose bytes are others than they were told of, webhooks of events whose
 * files are written. What could not be told is told later, by whichever process; nothing that fails here fails a run.
 * @param signal ends it; what is under way then is taken up again
 * @param settled the hub is told of these sections only: what else is published changes soon, and it is told once a minute
 */
export async function notify(room: Messenger, signal: AbortSignal, settled?: readonly string[]): Promise<NotifyReport> {
  const outbox = await room.store.readOutbox()
  if (outbox.events.length + outbox.lanes.size + outbox.topics.size === 0) return NOTHING
  const { events, lanes, lost } = await tidied(room, outbox)
  const reports = await allDone([
    pingHub(room, { ...outbox, lanes }, signal, settled),
    ...room.webhooks.map((webhook) => deliver(room, webhook, { events, lanes }, signal)),
  ])
  return toldTogether([{ ...NOTHING, changes: lost }, ...reports])
}

const NOTHING: NotifyReport = { delivered: 0, pinged: 0, changes: [] }

/** What came of telling others several times. */
export function toldTogether(reports: readonly NotifyReport[]): NotifyReport {
  return {
    delivered: sum(reports.map(({ delivered }) => delivered)),
    pinged: sum(reports.map(({ pinged }) => pinged)),
    changes: reports.flatMap(({ changes }) => changes),
  }
}

type Waiting = { readonly events: readonly Pending[]; readonly lanes: ReadonlyMap<string, Lane> }

/** An event with those who are still to get it; every webhook takes itself out. */
type Pending = { readonly event: OutboxEvent; readonly to: Set<string> }

/** Forgets what is for nobody: webhooks and topics that are no longer configured, and the oldest of too many events. */
async function tidied(room: Messenger, outbox: Outbox): Promise<Waiting & { readonly lost: readonly string[] }> {
  const names = new Map(room.webhooks.map((webhook) => [webhookName(webhook.url), webhook]))
  const topics = new Set(topicsOf(room))
  const lanes = new Map([...outbox.lanes].filter(([key]) => topics.has(key) || names.has(key.split(' ')[0] ?? '')))
  const events = outbox.events.map((event) => ({ event, to: new Set(event.to.filter((name) => names.has(name))) }))
  const lost: string[] = []
  const given: Lane[] = []
  for (const [name, { url }] of names) {
    const tooMany = oldestTooMany(events.filter(({ to }) => to.has(name)))
    if (tooMany.length === 0) continue
    for (const { to } of tooMany) to.delete(name)
    for (const [section, those] of Map.groupBy(tooMany, ({ event }) => event.section)) {
      const key = laneKey(name, section)
      const lane = gaveUp(lanes.get(key) ?? { key, failures: 0 }, those.length, room.clock.now())
      lanes.set(key, lane)
      given.push(lane)
    }
    lost.push(`webhook ${hostOf(url)} has too many events to get: the oldest ${tooMany.length} are given up`)
  }
  const gone = [...outbox.topics.keys()].filter((url) => !topics.has(url))
  const change = {
    events: changesOf(events),
    lanes: { put: given, del: [...outbox.lanes.keys()].filter((key) => !lanes.has(key)) },
    topics: { del: gone },
  }
  await room.store.saveOutbox(change)
  return { events: events.filter(({ to }) => to.size > 0), lanes, lost }
}

/** What is more than can be kept for one webhook, counted from the newest. */
function oldestTooMany(waiting: readonly Pending[]): readonly Pending[] {
  let kept = 0
  let characters = 0
  for (const { event } of waiting.toReversed()) {
    characters += event.body.length
    if (kept === MOST_WAITING || characters > MOST_CHARACTERS) break
    kept++
  }
  return waiting.slice(0, waiting.length - kept)
}

/** What is to be saved of events that some have got: whole events go, of others who is left is kept. */
function changesOf(events: readonly Pending[]): NonNullable<OutboxChange['events']> {
  const changed = events.filter(({ event, to }) => to.size === 0 || to.size < event.to.length)
  return {
    del: changed.filter(({ to }) => to.size === 0).map(({ event }) => event.id),
    put: changed.filter(({ to }) => to.size > 0).map(({ event, to }) => ({ ...event, to: [...to] })),
  }
}

/** The topics of the site as it is configured; none where a hub could not fetch them. */
function topicsOf({ site: { url, hub }, sections }: Messenger): readonly string[] {
  return url === undefined || hub === undefined ? [] : topicUrls(url, [...sections.map(({ slug }) => slug), 'all'])
}

// Webhooks.

/** Takes one webhook its events: each section's one after the other, several sections at once. */
async function deliver(
  room: Messenger,
  webhook: Webhook,
  { events, lanes }: Waiting,
  signal: AbortSignal,
): Promise<NotifyReport> {
  const name = webhookName(webhook.url)
  const waiting = events.filter(({ to }) => to.has(name))
  const sections = [...Map.groupBy(waiting, ({ event }) => event.section)]
  const delivery = new Delivery(room, webhook, name, signal)
  const work = async (): Promise<void> => {
    for (let next = sections.shift(); next !== undefined; next = sections.shift()) {
      const [section, own] = next
      const key = laneKey(name, section)
      // Its files first: who is told of an entry may fetch them.
      if (!(await room.store.readEdition(section))?.written) continue
      await delivery.lane(lanes.get(key) ?? { key, failures: 0 }, own)
    }
  }
  await allDone(Array.from({ length: AT_ONCE }, work))
  await delivery.save()
  return { delivered: delivery.delivered, pinged: 0, changes: delivery.changes }
}

/** One webhook's deliveries of one pass. */
class Delivery {
  readonly #room: Messenger
  readonly #webhook: Webhook
  readonly #name: string
  readonly #signal: AbortSignal
  readonly changes: string[] = []
  delivered = 0
  /** Whether it does not answer, or asks for rest: its other sections wait for another pass then. */
  #down = false
  #done: Pending[] = []
  #lanes = new Map<string, Lane | undefined>()
  #savedAt = performance.now()
  #saving: Promise<void> = Promise.resolve()

  constructor(room: Messenger, webhook: Webhook, name: string, signal: AbortSignal) {
    this.#room = room
    this.#webhook = webhook
    this.#name = name
    this.#signal = signal
  }

  /** Sends a section's events in order until one cannot be delivered. */
  async lane(known: Lane, waiting: readonly Pending[]): Promise<void> {
    const host = hostOf(this.#webhook.url)
    let lane = known
    for (const [i, pending] of waiting.entries()) {
      const now = this.#room.clock.now()
      if (!pending.to.has(this.#name)) continue
      if (this.#signal.aborted || this.#down || !mayAttempt(lane, now)) return
      // This pass may have begun a while ago: what was taken back since is for nobody.
      const current = await this.#room.store.readEvent(pending.event.id)
      if (current === undefined || current.to.length === 0) {
        this.#finish([pending])
        continue
      }
      const sent = await send(this.#room, this.#signal, {
        url: this.#webhook.url,
        headers: webhookHeaders(pending.event, this.#webhook.secret, now),
        body: pending.event.body,
      })
      if (sent === 'stopped') return
      if (sent === undefined) {
        this.delivered++
        if (lane.failures >= FAILURES_TO_NOTICE)
          this.changes.push(`webhook ${host} takes events of ${pending.event.section} again`)
        this.#finish([pending])
        lane = this.#settled(lane, now)
      } else {
        this.#down ||= sent.status === undefined || sent.status === 429 || sent.status === 503
        const isRefused = sent.status !== undefined && REFUSALS.has(sent.status)
        const refusals = isRefused ? (lane.refusals ?? 0) + 1 : 0
        lane = { ...lane, refusals, ...failedAgain(lane, { at: now, ...sent }) }
        const left = waiting.slice(i)
        const hopeless = this.#hopeless(lane, left, now)
        if (lane.failures === FAILURES_TO_NOTICE) {
          this.changes.push(
            `webhook ${host} does not take events of ${pending.event.section} (${left.length} wait): ${sent.problem}`,
          )
        }
        if (hopeless.length > 0) {
          this.changes.push(
            `webhook ${host} will not get ${hopeless.length} events of ${pending.event.section}: ${sent.problem}`,
          )
          this.#finish(hopeless)
          lane = gaveUp(lane, hopeless.length, now)
        }
        this.#lanes.set(lane.key, lane)
      }
      await this.#saveNowAndThen()
    }
  }

  /** The events that are given up after a failure. */
  #hopeless(lane: Lane, left: readonly Pending[], now: Instant): readonly Pending[] {
    if ((lane.refusals ?? 0) >= REFUSALS_TO_GIVE_UP) return left.slice(0, 1)
    const isDead = lane.failures >= FAILURES_TO_GIVE_UP && now - (lane.failingSince ?? now) >= PATIENCE_MS
    return isDead ? left.filter(({ event }) => now - event.at >= PATIENCE_MS) : []
  }

  /** A lane that works is not remembered, but what was given up on it for as long as anybody would ask. */
  #settled({ key, givenUp, gaveUpAt }: Lane, now: Instant): Lane {
    const isRemembered = givenUp !== undefined && gaveUpAt !== undefined && now - gaveUpAt < PATIENCE_MS
    const lane: Lane = { key, failures: 0, ...(isRemembered ? { givenUp, gaveUpAt } : {}) }
    this.#lanes.set(key, isRemembered ? lane : undefined)
    return lane
  }

  #finish(events: readonly Pending[]): void {
    for (const { to } of events) to.delete(this.#name)
    this.#done.push(...events)
  }

  async #saveNowAndThen(): Promise<void> {
    const isTime = this.#done.length >= SAVE_EVERY || performance.now() - this.#savedAt >= SAVE_EVERY_MS
    if (isTime) await this.save()
  }

  save(): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      const [done, lanes] = [this.#done, this.#lanes]
      this.#done = []
      this.#lanes = new Map()
      this.#savedAt = performance.now()
      // As they are now: what was taken back meanwhile is for nobody, and its text does not come back.
      const now = new Map((await this.#room.store.readOutbox()).events.map((event) => [event.id, event]))
      const there = done.flatMap(({ event, to }) => {
        const current = now.get(event.id)
        return current === undefined ? [] : [{ event: current, to: current.to.length === 0 ? new Set<string>() : to }]
      })
      await this.#room.store.saveOutbox({
        events: changesOf(there),
        lanes: {
          put: [...lanes.values()].filter((lane) => lane !== undefined),
          del: [...lanes].filter(([, lane]) => lane === undefined).map(([key]) => key),
        },
      })
    })
    return this.#saving
  }
}

function laneKey(name: string, section: string): string {
  return `${name} ${section}`
}

function gaveUp({ key, givenUp = 0, problem }: Lane, count: number, at: Instant): Lane {
  return { key, failures: 0, givenUp: givenUp + count, gaveUpAt: at, ...(problem === undefined ? {} : { problem }) }
}

// WebSub.

/** Tells the hub of each topic whose bytes it does not know, one after the other; where it does not answer, of no more. */
async function pingHub(
  room: Messenger,
  { topics, lanes }: Outbox,
  signal: AbortSignal,
  settled: readonly string[] | undefined,
): Promise<NotifyReport> {
  const { hub, url: base } = room.site
  const urls = base === undefined || settled === undefined ? topicsOf(room) : sectionTopicUrls(base, settled)
  const due = urls.flatMap((url) => topics.get(url) ?? [])
  const changes: string[] = []
  const put: Lane[] = []
  let pinged = 0
  let down: Failure | undefined
  // One for all: what fails together is tried again together, however long each took.
  const began = room.clock.now()
  for (const topic of hub === undefined ? [] : due) {
    const lane = laneOf(topic, lanes.get(topic.url))
    if (signal.aborted || hub === undefined || !isPingDue(topic, lane, began)) continue
    const sent = down ?? (await send(room, signal, { url: hub, headers: FORM, body: pingBody(topic.url) }))
    if (sent === 'stopped') continue
    if (sent === undefined) {
      pinged++
      put.push({ key: topic.url, failures: 0, lastAttemptAt: room.clock.now(), told: topic.digest })
      continue
    }
    if (sent.status === undefined || sent.status >= 500 || sent.status === 429) down = sent
    const failed = { ...lane, ...failedAgain(lane, { at: began, ...sent }) }
    put.push(failed)
    if (isGivenUp(failed)) changes.push(`hub ${hostOf(hub)} could not be told of ${topic.url}: ${sent.problem}`)
  }
  await room.store.saveOutbox({ lanes: { put } })
  return { delivered: 0, pinged, changes }
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }

/** Failures count for the bytes they are about: another change begins anew. */
function laneOf(
  { url, digest }: Topic,
  { told, tried, lastAttemptAt, ...attempts }: Lane = { key: url, failures: 0 },
): Lane {
  return {
    ...(tried === digest ? attempts : { failures: 0 }),
    key: url,
    tried: digest,
    ...(told === undefined ? {} : { told }),
    ...(lastAttemptAt === undefined ? {} : { lastAttemptAt }),
  }
}

/** Whether a topic waits for another change: all pings of this one failed. */
export function isGivenUp({ tried, failures }: Lane): boolean {
  return tried !== undefined && failures >= PINGS
}

function isPingDue({ digest }: Topic, lane: Lane, now: Instant): boolean {
  const { told, lastAttemptAt = Number.NEGATIVE_INFINITY } = lane
  const isRecent = now >= lastAttemptAt && now - lastAttemptAt < PING_GAP_MS
  return told !== digest && !isGivenUp(lane) && !isRecent && mayAttempt(lane, now)
}

// Sending.

type Failure = {
  readonly problem: string
  /** Undefined where there was no answer. */
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
}

/**
 * Sends one message: undefined when it was taken. Redirects are not followed: what is signed for one address is not for
 * another, and a ping would arrive as a question.
 */
async function send(
  { client, clock }: Messenger,
  signal: AbortSignal,
  message: Pick<ClientRequest, 'url' | 'headers' | 'body'>,
): Promise<Failure | 'stopped' | undefined> {
  try {
    const answer = await client.request({
      ...message,
      method: 'POST',
      maxHops: 0,
      deadlineMs: DEADLINE_MS,
      ignoreBody: true,
      signal,
    })
    const { status } = answer
    if (status >= 200 && status <= 299) return undefined
    const moved = status >= 300 && status <= 399 ? ': it has moved, write its new address' : ''
    const retryAfterMs = parseRetryAfter(answer.header('retry-after'), answer.header('date'), clock.now())
    return { problem: `http-status ${status}${moved}`, status, retryAfterMs }
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    if (signal.aborted) return 'stopped'
    // Without its address, in which there may be a secret.
    return { problem: error.what, status: error.status, retryAfterMs: error.retryAfterMs }
  }
}

/** What may be shown of a receiver's address: the rest of it may be a secret. */
export function hostOf(url: string): string {
  return new URL(url).host
}

/** Waits for all, then throws the first failure: nothing goes on unwatched. */
async function allDone<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}
