import { loadConfig } from '../config/load.ts'
import { UsageError } from '../errors.ts'
import { withLists } from '../lists.ts'
import { NEVER } from '../fetch/next-check.ts'
import { type Messenger, notify, type NotifyReport, toldTogether } from '../notify.ts'
import type { Source } from '../model/source.ts'
import type { SourceId } from '../model/source.ts'
import { type CycleReport, cycle, type Newsroom } from '../schedule.ts'
import type { Context, ExitCode } from './context.ts'
import { openNewsroom } from './newsroom.ts'
import { jsonLines, noneAnswers, sentence, stateChanges, unanswered, verboseLines } from './report.ts'

/** How long after its cycle a run tells others of what is published; what is left then is the next one's. */
const notifyMs = 20_000

/**
 * `warta run`: one cycle, for cron. Exit 1 when not one of the sources asked answered; StoreError and PublishError are
 * thrown. Off a terminal it says nothing unless a source changed its state.
 */
export async function run(args: { readonly source?: string }, context: Context): Promise<ExitCode> {
  const { io, options } = context
  const config = await loadConfig({ feeds: options.feeds, env: io.env })
  const hasLists = config.sources.some(({ kind }) => kind === 'list')
  if (!hasLists) refuseUnknown(args.source, config.sources)
  const { newsroom, close } = await openNewsroom(config, context)
  const progress = await progressLine(context)
  const telling = createTelling(newsroom, io.signal)
  try {
    if (hasLists) refuseUnknown(args.source, withLists(newsroom, await newsroom.store.readSources()).sources.values())
    const report = await cycle(newsroom, {
      signal: io.signal,
      onPolled: progress.show,
      async onPublished(settled) {
        telling.tell(settled)
      },
      ...(args.source === undefined ? {} : { only: args.source }),
    })
    progress.stop()
    const told = await telling.end(notifyMs)
    if (options.json) io.stdout(jsonLines(report, told))
    const own = [...stateChanges(report), ...told.changes]
    const all = hasLists ? withLists(newsroom, await newsroom.store.readSources()).sources.size : config.sources.length
    const changes = own.length > 0 ? own : noneAnswers(report, all)
    if (!options.quiet) for (const line of changes) io.stderr(`${line}\n`)
    if (options.verbose) for (const line of verboseLines(report)) io.stderr(`${line}\n`)
    if (args.source !== undefined && report.polled.length === 0 && !options.quiet) {
      io.stderr(`${args.source} is not asked now: ${await whyNot(newsroom, args.source)}\n`)
    }
    if ((io.terminal && !options.quiet && !options.json) || options.verbose) io.stderr(`${sentence(report)}\n`)
    return exitCode(report)
  } finally {
    progress.stop()
    await telling.stop()
    await close()
  }
}

/** Tells others of one publication after the other while a cycle goes on: one that is slow does not hold it up. */
function createTelling(room: Messenger, signal: AbortSignal) {
  const leaving = new AbortController()
  const stopped = AbortSignal.any([signal, leaving.signal])
  const reports: NotifyReport[] = []
  let telling: Promise<void> = Promise.resolve()
  const tell = (settled?: readonly string[]): void => {
    telling = telling.then(async () => void reports.push(await notify(room, stopped, settled)))
    // What failed is thrown at the end.
    telling.catch(() => leaving.abort())
  }
  return {
    tell,
    /** Tells of the last publication too; what is not told after so long is left. */
    async end(ms: number): Promise<NotifyReport> {
      tell()
      const timer = setTimeout(() => leaving.abort(), ms)
      await telling.finally(() => clearTimeout(timer))
      return toldTogether(reports)
    },
    /** Nothing goes on after this. What failed was thrown before, or something worse is. */
    async stop(): Promise<void> {
      leaving.abort()
      await Promise.allSettled([telling])
    },
  }
}

/** Why a source that the operator names is not asked all the same. */
async function whyNot({ store }: Newsroom, id: SourceId): Promise<string> {
  const state = (await store.readSources()).get(id)
  if (state?.lastAttemptAt === undefined || state.nextDueAt === NEVER) {
    return 'its publisher says that it is gone for good (410); under another address it is asked again'
  }
  return `it was asked at ${new Date(state.lastAttemptAt).toISOString()}, and no source is asked twice within 15 minutes`
}

function refuseUnknown(id: string | undefined, sources: Iterable<Source>): void {
  const ids = Array.from(sources, (source) => source.id)
  if (id !== undefined && !ids.includes(id)) throw new UsageError(`no source ${id}; there are: ${ids.join(', ')}`)
}

/** 1 when a gate is closed, or when sources were asked and not one answered. */
function exitCode({ polled, sections }: CycleReport): ExitCode {
  if (sections.some(({ gate }) => gate !== undefined)) return 1
  return unanswered(polled).length > 0 ? 1 : 0
}

/** On a terminal, how far the polls have come; elsewhere nothing. */
async function progressLine({ io, options }: Context) {
  if (!io.terminal || options.quiet || options.json) return { show: () => {}, stop: () => {} }
  const { SingleBar } = await import('cli-progress')
  const bar = new SingleBar({
    format: '{bar} {value}/{total} {source}',
    barsize: 20,
    clearOnComplete: true,
    hideCursor: true,
    stopOnComplete: true,
    gracefulExit: false,
  })
  return {
    show(done: number, all: number, { source }: { readonly source: { readonly id: string } }) {
      if (bar.isActive) bar.update(done, { source: source.id })
      else if (done < all) bar.start(all, done, { source: source.id })
    },
    stop: () => bar.stop(),
  }
}
