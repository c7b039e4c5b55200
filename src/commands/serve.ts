import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { Cron } from 'croner'
import cron from 'node-cron'
import type { Clock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { UsageError } from '../errors.ts'
import { createLog, type Log } from '../log.ts'
import { type Messenger, notify } from '../notify.ts'
import type { Instant } from '../model/instant.ts'
import type { Section, Site } from '../model/section.ts'
import { carryOut, type CycleReport, cycle, type Newsroom } from '../schedule.ts'
import type { Context, ExitCode } from './context.ts'
import { exitCodeOf, explain } from './explain.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { openNewsroom } from './newsroom.ts'
import { sentence, stateChanges } from './report.ts'
import { createGiveBack } from '../v8-memory.ts'
import { statusReport } from './status-report.ts'
import { openWeb, type Web } from './web-thread.ts'

/** `warta serve`: polls and publishes on a tick a minute, and answers over HTTP, until SIGINT or SIGTERM. */
export async function serve(args: { readonly listen: string }, context: Context): Promise<ExitCode> {
  const { io, options, clock } = context
  const address = readAddress(args.listen)
  const read = () => loadConfig({ feeds: options.feeds, env: io.env })
  let config = await read()
  const log = createLog(io.stderr, options.quiet ? 'warn' : options.verbose ? 'debug' : 'info')
  const { newsroom, refurnish, close } = await openNewsroom(config, context)
  try {
    const metrics = createMetrics()
    const troubles = new Set<string>()
    const web = await openWeb({
      address,
      site: config.site,
      publicFolder: newsroom.publicFolder,
      clock,
      status: async () => statusReport(config, newsroom.store, [...troubles, ...(await storeTroubles(options.data))]),
      metrics: metrics.registry,
      onError: (message) => log.error(message),
    })
    log.info({ url: web.url, sections: config.sections.length, sources: config.sources.length }, 'serving')
    const reading = readAgain(io, log, read)
    try {
      for (let room = newsroom; ; room = await refurnish(config)) {
        const next = await unattended({
          newsroom: room,
          web,
          log,
          metrics,
          troubles,
          signal: io.signal,
          next: reading.next(),
        })
        if (next === undefined) break
        config = next
        await web.configure(config.site)
        log.info({ sections: config.sections.length, sources: config.sources.length }, 'configuration read again')
      }
    } finally {
      reading.stop()
      await web.close()
    }
    log.info('stopped')
    return 0
  } finally {
    await close()
  }
}

/**
 * At each SIGHUP the configuration is read again. A wrong one is reported, and the old one goes on (R16). From a terminal
 * the signal says that the terminal is gone: it ends the process there.
 */
function readAgain(io: Context['io'], log: Log, read: () => Promise<Config>) {
  let fresh: Config | undefined
  let arrived = Promise.withResolvers<void>()
  let reading: Promise<void> = Promise.resolve()
  const readOnce = async () => {
    try {
      fresh = await read()
      arrived.resolve()
    } catch (error) {
      if (exitCodeOf(error) === 70) arrived.reject(error)
      else log.error(`${explain(error)}\nthe configuration that was read before goes on`)
    }
  }
  const stop = io.terminal
    ? undefined
    : io.onHangup?.(() => {
        reading = reading.then(readOnce)
      })
  return {
    /** The next configuration that is right: the newest, where several came since the last was asked for. */
    async next(): Promise<Config> {
      for (;;) {
        const config = fresh
        fresh = undefined
        if (config !== undefined) return config
        await arrived.promise
        arrived = Promise.withResolvers()
      }
    },
    stop: () => stop?.(),
  }
}

/** A cycle in which nothing is due would not notice it. */
async function storeTroubles(data: string): Promise<readonly string[]> {
  try {
    await access(join(data, 'store', 'format.json'), constants.R_OK)
    return []
  } catch (error) {
    return [
      `the store cannot be reached: ${error instanceof Error && 'code' in error ? String(error.code) : 'see the log'}`,
    ]
  }
}

/** `127.0.0.1:8080`, `[::1]:8080` or `8080`. */
export function readAddress(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits] = /^(?:(?:\[([0-9a-f:.]+)\]|([^[\]:]+)):)?(\d{1,5})$/i.exec(text) ?? []
  const port = Number(digits)
  if (digits === undefined || port > 65_535) throw new UsageError(`--listen: expected host:port, got "${text}"`)
  return { host: bracketed ?? plain ?? '127.0.0.1', port }
}

type Desk = {
  readonly newsroom: Newsroom & Messenger
  readonly web: Web
  readonly log: Log
  readonly metrics: Metrics
  /** What the last cycle failed of. */
  readonly troubles: Set<string>
  readonly signal: AbortSignal
  /** Another configuration: what is at work ends as it would, then that is returned. */
  readonly next: Promise<Config>
}

/** How often it is looked whether an editor decided something, and when again after that failed. */
const HEAR_MS = 500
const DEAF_MS = 60_000
/** How long others are told in one go; the next tick goes on where this one ended. */
const notifyMs = 50_000

/**
 * One tick a minute in UTC, which knows no daylight saving; the due times are the store's. A tick that finds the one
 * before it still at work does nothing. A cycle that fails because of the store or the site is logged and tried again.
 */
async function unattended({ newsroom, web, log, metrics, troubles, signal, next }: Desk): Promise<Config | undefined> {
  const calendar = sectionCalendar(newsroom.sections, newsroom.site, newsroom.clock)
  let working: Promise<void> | undefined
  let telling: Promise<void> | undefined
  let bug: unknown
  let replaced: Config | undefined
  let isStopping = false
  const leaving = new AbortController()
  const giveBackMemory = createGiveBack(() => newsroom.clock.now())
  const stopped = Promise.withResolvers<void>()
  const failed = (error: unknown) => {
    if (exitCodeOf(error) === 70) {
      bug = error
      stopped.resolve()
    } else log.error(explain(error))
  }
  const tellOthers = async () => {
    const { delivered, pinged, changes } = await notify(
      newsroom,
      AbortSignal.any([signal, leaving.signal, AbortSignal.timeout(notifyMs)]),
    )
    for (const change of changes) log.warn(change)
    if (delivered + pinged > 0) log.info({ delivered, pinged }, 'told')
  }
  // A publication that fails may have written some of its files.
  let isStale = false
  /** Hands out what is written, while nothing else is being written. */
  const handOut = async (changed: boolean) => {
    if (!changed && !isStale) return
    isStale = true
    await web.renew()
    isStale = false
  }
  /** In the background, now that what others are told of can be fetched: they may be slow. What was published meanwhile comes after it. */
  let isToldAgain = false
  const tell = () => {
    isToldAgain = telling !== undefined
    telling ??= tellOthers()
      .catch(failed)
      .finally(() => {
        telling = undefined
        if (isToldAgain && !isStopping) tell()
      })
  }
  const publishing = inTurn()
  let cycleAt: Instant | undefined
  const tick = async () => {
    const at = newsroom.clock.now()
    cycleAt = at
    try {
      const report = await cycle(newsroom, {
        at,
        publishing,
        signal,
        sections: (slug) => calendar.isDue(slug, at),
        async onPublished() {
          await publishing(() => handOut(true))
          tell()
        },
      })
      cycleAt = undefined
      troubles.clear()
      calendar.renewed(report)
      metrics.count(report)
      await publishing(() => handOut(report.changed))
      logReport(log, report)
      giveBackMemory()
      tell()
    } catch (error) {
      cycleAt = undefined
      isStale = true
      troubles.clear()
      // Probes are answered to anybody: paths and addresses stay in the log.
      troubles.add('the last cycle failed: see the log')
      failed(error)
    }
  }
  /** Something was decided that the cycle at work may not have seen. */
  let isCalledAgain = false
  const begin = () => {
    working ??= tick().finally(() => {
      working = undefined
      if (!isCalledAgain || isStopping) return
      isCalledAgain = false
      begin()
    })
  }
  /** Carries out what editors decided meanwhile: what is withdrawn goes at once, whatever the cycle is at; the rest with the next. */
  const hearEditors = async () => {
    if ((await newsroom.inbox.take()) === 0) return
    await publishing(async () => {
      const { changed, sections } = await carryOut(newsroom, cycleAt ?? newsroom.clock.now())
      await handOut(changed)
      for (const { slug, entries } of sections) log.info({ section: slug, entries }, 'withdrawn')
    })
    isCalledAgain = working !== undefined
    begin()
  }
  let hearing: Promise<void> | undefined
  let deafUntil = 0
  const ears = setInterval(() => {
    if (performance.now() < deafUntil) return
    hearing ??= hearEditors()
      .catch((error: unknown) => {
        deafUntil = performance.now() + DEAF_MS
        isStale = true
        failed(error)
      })
      .finally(() => {
        hearing = undefined
      })
  }, HEAR_MS)
  const task = cron.schedule('* * * * *', begin, { timezone: 'Etc/UTC' })
  signal.addEventListener('abort', () => stopped.resolve(), { once: true })
  void web.ended.then(failed)
  const replace = (config: Config) => {
    replaced = config
    stopped.resolve()
  }
  next.then(replace, failed)
  if (signal.aborted) stopped.resolve()
  else begin()
  await stopped.promise
  isStopping = true
  clearInterval(ears)
  await task.destroy()
  await hearing
  await working
  // What is not delivered yet is taken up again.
  leaving.abort()
  await telling
  if (bug !== undefined) throw bug
  return signal.aborted ? undefined : replaced
}

/** Does one piece of work after the other, whatever becomes of each. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work, work)
    last = turn
    return turn
  }
}

function logReport(log: Log, report: CycleReport): void {
  for (const change of stateChanges(report)) log.warn(change)
  if (report.polled.length > 0) log.info(sentence(report))
  for (const { slug, status, entries, added } of report.sections) {
    if (status === 'published') log.info({ section: slug, entries, added }, 'published')
  }
}

/** When a section with a `schedule` may be renewed: once for each time it names, in the site's zone. */
function sectionCalendar(sections: readonly Section[], site: Site, clock: Clock) {
  const next = new Map<string, { readonly cron: Cron; at: Instant }>()
  for (const { slug, schedule } of sections) {
    if (schedule !== undefined)
      next.set(slug, { cron: new Cron(schedule, { timezone: site.timezone }), at: clock.now() })
  }
  return {
    isDue: (slug: string, now: Instant) => (next.get(slug)?.at ?? now) <= now,
    renewed(report: CycleReport) {
      for (const entry of next.values()) {
        if (entry.at <= report.at)
          entry.at = entry.cron.nextRun(new Date(report.at))?.getTime() ?? Number.POSITIVE_INFINITY
      }
    },
  }
}
