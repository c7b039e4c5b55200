import { FetchError } from './errors.ts'
import type { Client, Led } from './fetch/client.ts'
import { fetchDocument, RedirectHeld } from './fetch/fetch-document.ts'
import { hostOf } from './fetch/host-limit.ts'
import { readRobots, type Robots, robotsOfRules } from './fetch/robots.ts'
import type { Instant } from './model/instant.ts'
import type { HostState } from './model/source-state.ts'
import type { Store } from './store/store.ts'

type Remembered = {
  readonly robots: Robots | 'unreachable'
  readonly until: Instant
  /** Of one that cannot be had: since when. */
  readonly since?: Instant
}

/** What robots.txt of each origin said, and until when that holds. */
export type RobotsMemory = Map<string, Remembered>

export type RobotsAnswer = Robots | 'unreachable' | 'waiting' | 'stopped'

/** A robots.txt that one source is asking for, the others wait for. */
export type RobotsUnderWay = Map<string, Promise<RobotsAnswer>>

export type RobotsRoom = {
  readonly client: Client
  readonly store: Store
  readonly robots: RobotsMemory
  readonly askingRobots: RobotsUnderWay
}

export type RobotsOptions = {
  readonly now: () => Instant
  readonly signal?: AbortSignal
  /** Runs a request when the turn of its host has come. */
  turn<T>(
    url: string,
    request: (sent: () => void) => Promise<T>,
  ): Promise<{ readonly value: T } | 'waiting' | 'stopped'>
}

const hourMs = 60 * 60_000
/** RFC 9309 section 2.4: not kept for more than a day. */
const robotsForMs = 24 * hourMs
/** One that could not be had is tried again after as long as it could not, within these. */
const robotsAgainMs = { least: hourMs / 2, most: 6 * hourMs }
/** Section 2.5 wants 500 KiB read: of a file that is longer than this the beginning. */
const maxBytes = 1024 * 1024
/** Characters of rules that are kept, of all origins together. */
const mostRuleChars = 16 * 1024 * 1024

/** What robots.txt said to earlier runs: it is not asked again as long as that holds. What holds no more is forgotten. */
export async function recallRobots(
  { store, robots }: Pick<RobotsRoom, 'store' | 'robots'>,
  now: Instant,
): Promise<void> {
  for (const { host, robots: kept } of (await store.readHosts()).values()) {
    if (kept === undefined || robots.has(host)) continue
    const { rules, ...times } = kept
    robots.set(host, { robots: rules === 'unreachable' ? rules : robotsOfRules(rules), ...times })
  }
  for (const [origin, { robots: known, until }] of robots) {
    if (until <= now - (known === 'unreachable' ? robotsForMs : 0)) robots.delete(origin)
  }
}

/**
 * RFC 9309 section 2.3.1: a robots.txt that is not there allows everything, one that cannot be reached nothing. The
 * operator listed the source; its articles' pages he did not.
 */
export async function robotsOf(url: string, room: RobotsRoom, options: RobotsOptions): Promise<RobotsAnswer> {
  const { origin } = new URL(url)
  const known = room.robots.get(origin)
  if (known !== undefined && known.until > options.now()) return known.robots
  const underWay = room.askingRobots.get(origin)
  if (underWay !== undefined) return underWay
  const asking = askRobots(origin, room, options).finally(() => room.askingRobots.delete(origin))
  room.askingRobots.set(origin, asking)
  return asking
}

async function askRobots(origin: string, room: RobotsRoom, options: RobotsOptions): Promise<RobotsAnswer> {
  const address = `${origin}/robots.txt`
  const signal = options.signal === undefined ? {} : { signal: options.signal }
  try {
    const turn = await inTurns({ url: address, hops: [], spentMs: 0 }, options, ({ url, ...led }, onSent) =>
      fetchDocument(room.client, {
        url,
        led,
        maxBytes,
        beginning: true,
        mayFollow: (to) => hostOf(to) === hostOf(url),
        onSent,
        ...signal,
      }),
    )
    if (turn === 'waiting' || turn === 'stopped') return turn
    const text = turn.value.status === 'fetched' ? textOf(turn.value.body) : ''
    return await remember(origin, readRobots(text, 'warta'), room, options.now())
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    if (options.signal?.aborted) return 'stopped'
    // A host that is not there, or that may not be asked, will not have the article either.
    if (error.code === 'dns' || error.code === 'refused-address') throw error
    const { status = 500 } = error
    const isMissing = status >= 400 && status < 500 && status !== 429
    return await remember(origin, isMissing ? readRobots('', 'warta') : 'unreachable', room, options.now())
  }
}

/** A request in its host's turn; one that is led to another domain in the turn of that. */
async function inTurns<T>(
  leg: Led & { readonly url: string },
  options: RobotsOptions,
  request: (leg: Led & { readonly url: string }, sent: () => void) => Promise<T>,
): Promise<{ readonly value: T } | 'waiting' | 'stopped'> {
  try {
    return await options.turn(leg.url, (sent) => request(leg, sent))
  } catch (error) {
    if (!(error instanceof RedirectHeld)) throw error
    return inTurns({ ...error.led, url: error.to }, options, request)
  }
}

/** Of a file that was cut its last line might allow or forbid more than it says. */
function textOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body)
  return body.length < maxBytes ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1)
}

async function remember<T extends Robots | 'unreachable'>(
  origin: string,
  robots: T,
  room: RobotsRoom,
  now: Instant,
): Promise<T> {
  const memory = room.robots
  const known = afterAsking(robots, memory.get(origin), now)
  memory.delete(origin)
  memory.set(origin, known)
  const { robots: said, ...times } = known
  const rules = said === 'unreachable' ? said : said.rules
  const forgotten = beyondBound(memory).filter((other) => other !== origin)
  for (const other of forgotten) memory.delete(other)
  const kept: HostState = { host: origin, robots: { rules, ...times } }
  await room.store.saveStates([], [kept, ...forgotten.map((host) => ({ host }))])
  return robots
}

/** How long what came holds. Pure. */
function afterAsking(robots: Robots | 'unreachable', before: Remembered | undefined, now: Instant): Remembered {
  if (robots !== 'unreachable') return { robots, until: now + robotsForMs }
  const since = before?.robots === 'unreachable' ? (before.since ?? now) : now
  const wait = Math.min(Math.max(now - since, robotsAgainMs.least), robotsAgainMs.most)
  return { robots, until: now + wait, since }
}

/** The origins asked longest ago whose rules are too many to be kept. */
function beyondBound(memory: RobotsMemory): readonly string[] {
  let left = mostRuleChars
  return [...memory].reverse().flatMap(([origin, { robots }]) => {
    left -= robots === 'unreachable' ? 0 : robots.size
    return left < 0 ? [origin] : []
  })
}
