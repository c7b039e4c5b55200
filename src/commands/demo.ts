import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadConfig } from '../config/load.ts'
import type { Reason } from '../curate/choice.ts'
import { demoClock, type DemoClock } from '../demo/clock.ts'
import { writeConfiguration } from '../demo/configuration.ts'
import { createSubscriber, type News, type ReadEntry, type ReadFeed } from '../demo/subscriber.ts'
import { startWorld, type World, type WorldEvent } from '../demo/world.ts'
import { UsageError } from '../errors.ts'
import { createClient } from '../fetch/client.ts'
import { readSite } from '../publish/read-site.ts'
import { type CycleReport, cycle, type Newsroom } from '../schedule.ts'
import { createApp } from '../serve/app.ts'
import { listen } from '../serve/node-server.ts'
import { cleanText } from '../text/plain.ts'
import type { Context, ExitCode } from './context.ts'
import { explain } from './explain.ts'
import { openNewsroom, userAgent } from './newsroom.ts'
import { sentence } from './report.ts'
import { readAddress } from './serve.ts'
import { statusReport } from './status-report.ts'

/** How far the demo's clock is put forward for each round: just past the shortest time between two polls. */
const roundMs = 16 * 60_000
/** Real time between two rounds. */
const pauseMs = 5000
/** No publisher of the demo is far away: who is slower than this is the slow one. The default is 30 s. */
const deadlineMs = 4000

/**
 * `warta demo`: publishers, Warta and a subscriber on this machine, without any network. Ends after the first edition with
 * `once`, else on SIGINT. All is written into a folder of its own, which goes when the demo ends, unless `--data` names
 * one (empty or not yet there), which stays.
 */
export async function demo(
  args: { readonly once: boolean; readonly listen?: string },
  context: Context,
): Promise<ExitCode> {
  const { io } = context
  const clock = demoClock(context.clock)
  const folder = await ownFolder(context.options.data)
  const world = await startWorld({ clock, tarpitMs: 60_000 })
  try {
    const address = args.listen === undefined ? { host: '127.0.0.1', port: await freePort() } : readAddress(args.listen)
    const options = { ...context.options, feeds: join(folder.path, 'feeds'), data: join(folder.path, 'data') }
    await writeConfiguration(options.feeds, world.publishers, `http://127.0.0.1:${address.port}/`)
    const config = await loadConfig({ feeds: options.feeds, env: io.env })
    const { newsroom, close } = await openNewsroom(config, { ...context, clock, options })
    const client = createClient({ userAgent: userAgent(config), allowPrivate: config.allowPrivate, deadlineMs })
    const app = createApp({
      site: config.site,
      clock,
      files: await readSite(newsroom.publicFolder),
      status: () => statusReport(config, newsroom.store),
      onError: (error) => io.stderr(`${explain(error)}\n`),
    })
    try {
      const server = await listen(app, { ...address, onError: (error) => io.stderr(`${explain(error)}\n`) }).catch(
        (cause) => {
          throw new UsageError(`cannot listen at ${address.host}:${address.port}`, { cause })
        },
      )
      try {
        const show = createShow({
          newsroom: { ...newsroom, client },
          world,
          clock,
          url: server.url,
          context,
          folder: folder.path,
          replace: async () => app.replace(await readSite(newsroom.publicFolder)),
        })
        await show.open(args.once)
        if (!args.once) await show.goOn()
      } finally {
        await server.close()
      }
    } finally {
      await client.close()
      await close()
    }
    return 0
  } finally {
    await world.close()
    await folder.leave()
  }
}

/** Where the demo keeps its files. A folder in which somebody's data may lie is refused. */
async function ownFolder(data: string): Promise<{ readonly path: string; leave(): Promise<void> }> {
  if (data === 'data') {
    const path = await mkdtemp(join(tmpdir(), 'warta-demo-'))
    return { path, leave: () => rm(path, { recursive: true, force: true }) }
  }
  await mkdir(data, { recursive: true })
  if ((await readdir(data)).length > 0)
    throw new UsageError(`--data ${data}: the demo wants an empty folder, or one that is not there yet`)
  return { path: data, leave: async () => {} }
}

/** A port nobody listens at: the configuration wants the site's address before the site can be served. */
async function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}

type Stage = {
  readonly newsroom: Newsroom
  readonly world: World
  readonly clock: DemoClock
  /** Of the published site. */
  readonly url: string
  readonly folder: string
  readonly context: Context
  replace(): Promise<void>
}

/** What the demo shows, round by round. */
function createShow({ newsroom, world, clock, url, folder, context, replace }: Stage) {
  const { io, options } = context
  const subscriber = createSubscriber()
  const say = (text = '') => {
    if (!options.json && !options.quiet) io.stdout(`${text}\n`)
  }
  const tell = (event: Readonly<Record<string, unknown>>) => {
    if (options.json) io.stdout(`${JSON.stringify(event)}\n`)
  }
  let lastLeftOut = ''
  const sayLeftOut = (report: CycleReport) => {
    const lines = leftOut(report)
    if (lines.length === 0 || lines.join('\n') === lastLeftOut) return
    lastLeftOut = lines.join('\n')
    for (const text of lines) say(text)
  }
  const names = new Map(world.publishers.map(({ id, name }) => [id, name]))

  const round = async () => {
    const report = await cycle(newsroom, { signal: io.signal })
    await replace()
    const readings: { readonly slug: string; readonly feed: ReadFeed; readonly news: News }[] = []
    for (const { slug, status } of report.sections) {
      if (status !== 'waiting') readings.push({ slug, ...(await subscriber.read(`${url}${slug}/rss.xml`)) })
    }
    tell({
      event: 'edition',
      at: new Date(report.at).toISOString(),
      summary: sentence(report),
      readings: readings.map(({ slug, feed, news }) => ({
        slug,
        url: feed.url,
        entries: feed.entries.length,
        arrived: news.arrived.map(({ title }) => title),
        changed: news.changed.map(({ after }) => after.title),
      })),
    })
    return { report, readings }
  }

  return {
    /** The first edition, and where to look. */
    async open(once: boolean): Promise<void> {
      say(`A newsroom on this machine, without any network: ${world.publishers.length} sources in six languages.`)
      say(
        `${world.publishers.filter(({ trouble }) => trouble !== undefined).length} of them misbehave. All names and news are invented.`,
      )
      say()
      if (io.terminal && !options.quiet) io.stderr('Polling (the slow one is given four seconds) …\n')
      const { report, readings } = await round()
      say(sentence(report))
      for (const { slug, feed } of readings.filter(({ slug }) => slug !== 'all')) {
        say()
        say(`What a subscriber to ${feed.url} reads (${slug}, ${feed.entries.length} entries, by rss-parser)`)
        for (const entry of feed.entries) say(line(entry))
      }
      sayLeftOut(report)
      for (const text of await unshown(
        newsroom,
        readings.map(({ feed }) => feed),
        names,
      ))
        say(text)
      for (const text of failures(report)) say(text)
      say()
      if (once) {
        say(
          'That was the first edition, as --once asks. Without it the demo goes on, and the site stays to be looked at.',
        )
        return
      }
      say(`Look here:     ${url}`)
      say(`  as feeds:    ${readings.map(({ slug }) => `${url}${slug}/rss.xml`).join('  ')}`)
      say(`  its status:  ${url}-/status`)
      say(`  its files:   ${folder}`)
      tell({ event: 'serving', url, folder })
    },

    /** Round after round until somebody stops it. */
    async goOn(): Promise<void> {
      say()
      say(
        `The newsrooms go on. Warta asks each at most once in 15 minutes, so the demo's clock is put ${roundMs / 60_000} minutes`,
      )
      say(`forward every ${pauseMs / 1000} seconds; nothing else is different. Ctrl-C ends it.`)
      while (!(await stopped(io.signal, pauseMs))) {
        clock.advance(roundMs)
        const events = world.publishMore()
        const { report, readings } = await round()
        if (io.signal.aborted) return
        say()
        say(`${timeOf(new Date(report.at))}  ${events.map(describeEvent).join('; ')}`)
        say(
          `       Warta: ${sentence(report)}; ${report.polled.filter(({ outcome }) => outcome.status === 'not-modified').length} not modified`,
        )
        for (const { slug, news } of readings.filter(({ slug }) => slug !== 'all')) {
          for (const entry of news.arrived) say(`     + ${slug}: ${short(entry.title)} (${entry.source})`)
          for (const { before, after } of news.changed)
            say(`     ~ ${slug}: ${short(before.title)} → ${short(after.title)}`)
        }
        sayLeftOut(report)
        for (const text of failures(report)) say(text)
      }
    },
  }
}

/** Resolves after `ms`, or at once and with true when the demo is to stop. */
async function stopped(signal: AbortSignal, ms: number): Promise<boolean> {
  if (signal.aborted) return true
  return pause(ms, false, { signal }).catch((error: unknown) => {
    if (signal.aborted) return true
    throw error
  })
}

function line({ at, title, source }: ReadEntry): string {
  return `  ${at === undefined ? '     ' : timeOf(at)}  ${short(title)}${source === '' ? '' : `  (${source})`}`
}

function timeOf(date: Date): string {
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}

/** At most 90 characters, whole ones. */
function short(title: string): string {
  const clean = cleanText(title)
  const characters = Array.from(new Intl.Segmenter().segment(clean), ({ segment }) => segment)
  return characters.length <= 90 ? clean : `${characters.slice(0, 89).join('')}…`
}

const reasons: Readonly<Partial<Record<Reason, string>>> = {
  history: 'older than a first run shows',
  'too-old': 'too old when first seen',
  rule: 'dropped by a rule',
  duplicate: 'another copy of a piece that is shown',
  'source-limit': 'over the limit of its source',
  'per-day': 'over the limit of a day',
  limit: 'over the limit of the section',
  'pushed-off': 'newer ones took its place',
  held: 'dated in the future: waits',
  future: 'dated in the future: not wanted',
  'machine-text': 'a machine’s words about its own error',
  untitled: 'without a title',
  unpublishable: 'not to be put right',
}

function leftOut({ sections }: CycleReport): readonly string[] {
  const lines = sections.flatMap(({ slug, left }) =>
    Object.entries(left).flatMap(([reason, count]) =>
      count > 0 ? [`  ${slug}: ${count} × ${reasons[reason as Reason] ?? reason}`] : [],
    ),
  )
  return lines.length === 0 ? [] : ['', 'Left out, and why', ...lines]
}

/** The entries that Warta has and no reader sees. */
async function unshown(
  newsroom: Newsroom,
  feeds: readonly ReadFeed[],
  names: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const shown = new Set(feeds.flatMap(({ entries }) => entries.map(({ title, source }) => `${source}\n${title}`)))
  const lines: string[] = []
  for await (const entry of newsroom.store.readEntries({})) {
    const source = names.get(entry.sourceId) ?? entry.sourceId
    if (!shown.has(`${source}\n${entry.title}`)) lines.push(`  ${short(entry.title)}  (${source})`)
  }
  return lines.length === 0 ? [] : ['  These are:', ...lines.map((text) => `  ${text}`)]
}

function failures({ polled }: CycleReport): readonly string[] {
  const lines = polled.flatMap(({ source, outcome, after }) =>
    outcome.status === 'failed'
      ? [
          `  ${source.name ?? source.id}: ${cleanText(outcome.error.message)}${after === undefined ? '' : `; asked again at ${timeOf(new Date(after.nextDueAt))}`}`,
        ]
      : [],
  )
  return lines.length === 0 ? [] : ['', 'Sources that failed; the others lost nothing by it', ...lines]
}

function describeEvent({ kind, publisher, headline }: WorldEvent): string {
  const verb = { published: 'publishes', corrected: 'corrects', relisted: 'lists again' }[kind]
  return `${publisher} ${verb} “${short(headline)}”`
}
