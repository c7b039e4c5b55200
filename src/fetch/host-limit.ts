import { getDomain } from 'tldts'
import type { Clock } from '../clock.ts'
import type { Instant } from '../model/instant.ts'
import type { HostState } from '../model/source-state.ts'
import type { Failure } from './backoff.ts'
import { stableJitter } from './stable-jitter.ts'

export type HostLimitOptions = {
  /** Least time between two starts on one host, in milliseconds. */
  readonly gapMs: number
  /** The same for hosts in `allowPrivate`; undefined: they have neither gap nor queue. */
  readonly privateGapMs?: number | undefined
  /** Whether a host, given as `name:port`, is in `allowPrivate`. */
  isPrivate(host: string): boolean
  readonly clock: Clock
  /** What earlier processes left: pauses and last starts. */
  readonly states: Iterable<HostState>
  /** Tasks under way at once. One that takes long gives its place to another, up to four times as many. */
  readonly concurrency: number
}

/** What became of a task: it ran, its host is paused (ask again then), or `stop` came first. */
export type Turn<T> =
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'paused'; readonly until: Instant; readonly reason: string }
  | { readonly status: 'stopped' }

export type HostLimit = {
  /**
   * Runs `task` when the turn of `url`'s host has come: one at a time per host, `gapMs` between starts. Rejects with what
   * the task rejects with. The task should call `sent` when its request goes out, from which the gap is counted, and `observe`
   * before it ends.
   */
  schedule<T>(url: string, task: (sent: () => void) => Promise<T>): Promise<Turn<T>>
  /**
   * How the host of `url` answered; undefined: well. A document that is missing or broken is the source's affair. A 429,
   * a 503 that says when to come back, and a burst of 403, 503, bot walls or silence to sources that were `healthyBefore`
   * pause the whole host; afterwards one source probes, and one such answer is enough. A private host is never paused.
   * Returns the pause that began, for whoever wants to tell of it.
   */
  observe(url: string, failure: Failure | undefined, healthyBefore?: boolean): HostState | undefined
  /**
   * Runs what is done with a document of so many bytes after its task: meanwhile it is in memory, with all that is made of
   * it. While there are too many of them no further task starts. `work` must not wait for a task.
   */
  hold<T>(bytes: number, work: () => Promise<T>): Promise<T>
  /**
   * Resolves when a document of so many bytes that was fetched may be read: first come, first served, a few at a time. It is
   * held until what this resolves with is called; whoever waits counts as held. What is done until then must not wait for a task.
   */
  admit(bytes: number): Promise<() => void>
  /** States that changed since the last call, to be persisted. */
  takeChanges(): readonly HostState[]
  /** Drops all that has not begun. */
  stop(): void
}

const HOUR_MS = 3_600_000
const LONGEST_PAUSE_MS = 24 * HOUR_MS
const FORGOTTEN_AFTER_MS = 7 * 24 * HOUR_MS
/** A host that is silent has not asked to be left alone: it may be back soon, and only costs each that asks its deadline. */
const SILENT_PAUSE_MS = HOUR_MS / 4
const LONGEST_SILENT_PAUSE_MS = HOUR_MS
/** A task that takes longer waits for a slow server and not for us. */
const SLOW_MS = 1_000
const SLOW_FACTOR = 4
const BURST = 3
/** Of documents that were read and are not saved yet; with what is made of them they take several times as much. */
const MOST_HELD_BYTES = 512 * 1024
/** Of those that are read and saved at once. One that waits is its bytes alone; how many have come depends on the machine. */
const MOST_READ_BYTES = MOST_HELD_BYTES / 2
/** A document counts for no more, so that a few huge ones keep nobody from starting. */
const MOST_COUNTED_BYTES = MOST_HELD_BYTES / 8

/**
 * The name under which a server's patience is shared: the registrable domain, or `host:port` where there is none
 * (addresses, localhost). Names under one public suffix of a hosting company count as its one domain.
 */
export function hostOf(url: string): string {
  const parsed = URL.parse(url)
  if (parsed === null) return url
  const hostname = parsed.hostname.replace(/\.$/, '')
  return getDomain(hostname) ?? `${hostname}:${portOf(parsed)}`
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80')
}

/** What need not be remembered of hosts any more, as states that say nothing: they were not asked for a week. Pure. */
export function outdatedHosts(states: Iterable<HostState>, now: Instant): readonly HostState[] {
  return [...states].flatMap(({ host, robots, pausedUntil = 0, lastStartAt = 0 }) =>
    Math.max(robots?.until ?? 0, pausedUntil, lastStartAt) < now - FORGOTTEN_AFTER_MS ? [{ host }] : [],
  )
}

/** Whether the host did its part: the document may be missing or broken, but we were not turned away. */
function wasServed({ code, status }: Failure): boolean {
  const silent = code === 'dns' || code === 'connect' || code === 'timeout' || code === 'tls' || code === 'protocol'
  return !silent && status !== 403 && status !== 429 && (status ?? 0) < 500
}

type Task = { run(sent: () => void): Promise<void>; refuse(turn: Turn<never>): void }

type Host = {
  state: HostState
  readonly gapMs: number
  /** Neither queue nor gap nor pause: a private host. */
  readonly free: boolean
  readonly private: boolean
  tasks: Task[]
  next: number
  busy: boolean
  underWay: number
  timer: NodeJS.Timeout | undefined
  /** Refusals in a row. */
  refusals: number
  /** Requests in a row that met silence, and the name that was silent: what it costs to ask says nothing of another server. */
  silences: number
  silentName: string | undefined
}

/** First come, first served. */
class Line<T> {
  #waiting: T[] = []
  #first = 0

  push(one: T): void {
    this.#waiting.push(one)
  }

  shift(): T | undefined {
    const one = this.#waiting[this.#first]
    this.#first += 1
    if (this.#first >= this.#waiting.length) {
      this.#waiting = []
      this.#first = 0
    }
    return one
  }
}

/** Shares out requests so that no host is asked faster, or by more at once, than it should be. */
export function createHostLimit(options: HostLimitOptions): HostLimit {
  const { clock } = options
  const stored = new Map<string, HostState>()
  for (const state of options.states) stored.set(state.host, state)
  const hosts = new Map<string, Host>()
  const changed = new Set<Host>()
  const ready = new Line<Host>()
  /** Free hosts that are asked already: their other tasks come when no other host waits, or take the place of the first. */
  const asked = new Line<Host>()
  /** Tasks that count against `concurrency`, and all that are under way. */
  let active = 0
  let running = 0
  let heldBytes = 0
  let readBytes = 0
  const waiting = new Line<{ readonly counted: number; readonly enter: () => void }>()
  let stopped = false

  /** Each is asked for when a task is scheduled, and again when its answer is observed. */
  const byUrl = new Map<string, Host>()

  function hostFor(url: string): Host {
    const known = byUrl.get(url)
    if (known !== undefined) return known
    const host = hostNamed(hostOf(url), url)
    byUrl.set(url, host)
    return host
  }

  function hostNamed(key: string, url: string): Host {
    const known = hosts.get(key)
    if (known !== undefined) return known
    const parsed = URL.parse(url)
    const isPrivate = parsed !== null && options.isPrivate(`${parsed.hostname}:${portOf(parsed)}`)
    const host: Host = {
      state: stored.get(key) ?? { host: key },
      gapMs: isPrivate ? (options.privateGapMs ?? 0) : options.gapMs,
      free: isPrivate && options.privateGapMs === undefined,
      private: isPrivate,
      tasks: [],
      next: 0,
      busy: false,
      underWay: 0,
      timer: undefined,
      refusals: 0,
      silences: 0,
      silentName: undefined,
    }
    hosts.set(key, host)
    return host
  }

  /** What was written before the clock was set back begins anew: a host is not to wait, nor we for it, until the clock catches up. */
  function afterSetBack(host: Host): void {
    const { lastStartAt, pausedUntil } = host.state
    const backMs = (lastStartAt ?? 0) - clock.now()
    if (lastStartAt === undefined || backMs <= 0) return
    host.state = {
      ...host.state,
      lastStartAt: lastStartAt - backMs,
      ...(pausedUntil === undefined ? {} : { pausedUntil: pausedUntil - backMs }),
    }
    changed.add(host)
  }

  function pauseOf(host: Host): { readonly until: Instant; readonly reason: string } | undefined {
    const { pausedUntil, reason } = host.state
    const now = clock.now()
    // So is a pause that ends farther off than any can last.
    const held = pausedUntil !== undefined && pausedUntil > now && pausedUntil - now <= 2 * LONGEST_PAUSE_MS
    return held && !host.private ? { until: pausedUntil, reason: reason ?? 'asked to' } : undefined
  }

  function refuseAll(host: Host, turn: Turn<never>): void {
    const waiting = host.tasks.slice(host.next)
    host.tasks = []
    host.next = 0
    for (const task of waiting) task.refuse(turn)
  }

  /** Puts a host in the line when its next task may start, or sets a timer for when it may. */
  function consider(host: Host): void {
    if (host.busy || host.timer !== undefined || host.next >= host.tasks.length) return
    afterSetBack(host)
    const pause = pauseOf(host)
    if (pause !== undefined) {
      refuseAll(host, { status: 'paused', ...pause })
      return
    }
    const wait = (host.state.lastStartAt ?? -Infinity) + host.gapMs - clock.now()
    if (wait > 0) {
      host.timer = setTimeout(() => {
        host.timer = undefined
        consider(host)
        startReady()
      }, wait)
      return
    }
    host.busy = true
    ready.push(host)
  }

  function hasRoom(): boolean {
    return heldBytes < MOST_HELD_BYTES
  }

  function letIn(): void {
    while (readBytes < MOST_READ_BYTES) {
      const next = waiting.shift()
      if (next === undefined) return
      readBytes += next.counted
      next.enter()
    }
  }

  function startReady(): void {
    while (hasRoom() && active < options.concurrency && running < options.concurrency * SLOW_FACTOR) {
      const host = ready.shift() ?? asked.shift()
      if (host === undefined) return
      start(host)
    }
  }

  function start(host: Host): void {
    const task = host.tasks[host.next]
    if (task === undefined) {
      // Refused or stopped while the host stood in the line.
      host.busy = false
      return
    }
    host.next += 1
    if (host.next === host.tasks.length) {
      host.tasks = []
      host.next = 0
    }
    // Nothing of a free host's is worth remembering: it has no gap and no pause.
    const sent = (): void => {
      if (host.free) return
      host.state = { ...host.state, lastStartAt: clock.now() }
      changed.add(host)
    }
    sent()
    host.underWay += 1
    active += 1
    running += 1
    let counted = true
    const release = (): void => {
      if (counted) active -= 1
      counted = false
    }
    const slow = setTimeout(() => {
      release()
      startReady()
    }, SLOW_MS)
    void task.run(sent).then(() => {
      clearTimeout(slow)
      release()
      running -= 1
      host.underWay -= 1
      if (host.free && host.next < host.tasks.length) {
        goOn(host)
        return
      }
      if (!host.free) {
        host.busy = false
        consider(host)
      }
      startReady()
    })
  }

  /** What else a free host has comes next, in the same place: its connection is open, and can be used after this turn. */
  function goOn(host: Host): void {
    active += 1
    running += 1
    setImmediate(() => {
      active -= 1
      running -= 1
      if (hasRoom()) start(host)
      else asked.push(host)
      startReady()
    })
  }

  function pause(host: Host, ms: number, reason: string): HostState {
    const pauses = (host.state.pauses ?? 0) + 1
    const until = Math.ceil(clock.now() + ms)
    host.state = { ...host.state, pausedUntil: until, reason, pauses }
    host.refusals = 0
    host.silences = 0
    changed.add(host)
    refuseAll(host, { status: 'paused', until, reason })
    return host.state
  }

  /** How often in a row this name was silent, this time included. */
  function silencesOf(host: Host, url: string): number {
    const name = URL.parse(url)?.hostname
    host.silences = name === host.silentName ? host.silences + 1 : 1
    host.silentName = name
    return host.silences
  }

  return {
    schedule: (url, task) =>
      new Promise((resolve, reject) => {
        if (stopped) return resolve({ status: 'stopped' })
        const host = hostFor(url)
        host.tasks.push({
          run: async (sent) => {
            try {
              resolve({ status: 'done', value: await task(sent) })
            } catch (error) {
              reject(error)
            }
          },
          refuse: resolve,
        })
        if (host.free) (host.underWay === 0 && host.tasks.length === 1 ? ready : asked).push(host)
        else consider(host)
        startReady()
      }),
    observe(url, failure, healthyBefore = true) {
      const host = hostFor(url)
      if (host.private) return undefined
      if (failure === undefined || wasServed(failure)) {
        host.refusals = 0
        host.silences = 0
        const { pausedUntil, reason: _reason, pauses: _pauses, ...calm } = host.state
        if (pausedUntil !== undefined) {
          host.state = calm
          changed.add(host)
        }
        return undefined
      }
      const pauses = host.state.pauses ?? 0
      const jittered = (first: number, longest: number): number =>
        Math.min(longest, first * 2 ** Math.min(pauses, 10)) * (1 + 0.1 * stableJitter(`${host.state.host} ${pauses}`))
      const asked = failure.retryAfterMs === undefined ? undefined : Math.min(failure.retryAfterMs, LONGEST_PAUSE_MS)
      if (failure.code === 'rate-limited') {
        return pause(host, asked ?? jittered(HOUR_MS, LONGEST_PAUSE_MS), 'it answered 429')
      }
      if (failure.status === 503 && asked !== undefined) return pause(host, asked, 'it answered 503')
      const isSilent = failure.code === 'timeout' || failure.code === 'connect'
      if (!isSilent && failure.status !== 403 && failure.status !== 503) return undefined
      if (!healthyBefore && pauses === 0) return undefined
      if (isSilent) {
        if (silencesOf(host, url) < BURST && pauses === 0) return undefined
        return pause(host, jittered(SILENT_PAUSE_MS, LONGEST_SILENT_PAUSE_MS), 'it does not answer')
      }
      host.refusals += 1
      return host.refusals >= BURST || pauses > 0
        ? pause(host, jittered(HOUR_MS, LONGEST_PAUSE_MS), `it answered ${failure.status} to one after another`)
        : undefined
    },
    async hold(bytes, work) {
      const counted = Math.min(bytes, MOST_COUNTED_BYTES)
      heldBytes += counted
      try {
        return await work()
      } finally {
        heldBytes -= counted
        startReady()
      }
    },
    admit(bytes) {
      const counted = Math.min(bytes, MOST_COUNTED_BYTES)
      heldBytes += counted
      const leave = (): void => {
        heldBytes -= counted
        readBytes -= counted
        letIn()
        startReady()
      }
      return new Promise((resolve) => {
        waiting.push({ counted, enter: () => resolve(leave) })
        letIn()
      })
    },
    takeChanges() {
      const states = Array.from(changed, (host) => host.state)
      changed.clear()
      return states
    },
    stop() {
      stopped = true
      for (const host of hosts.values()) {
        clearTimeout(host.timer)
        host.timer = undefined
        refuseAll(host, { status: 'stopped' })
      }
    },
  }
}
