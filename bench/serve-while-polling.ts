/**
 * Answering readers while sources are polled and editions published: one process does both, each in its thread, as `warta serve` does, with 50
 * feeds that all have news at every poll; beside it a bare node:http server, asked as often, shows what the machine adds.
 * `node bench/serve-while-polling.ts [seconds]`: 200 requests a second; status codes and latencies. The goal: no 5xx, 99 of
 * a hundred answers within 50 ms; on a busy machine the bare server tells how much of that is the machine's.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { createMetrics } from '../src/commands/metrics.ts'
import { openNewsroom } from '../src/commands/newsroom.ts'
import { statusReport } from '../src/commands/status-report.ts'
import { openWeb } from '../src/commands/web-thread.ts'
import { loadConfig } from '../src/config/load.ts'
import { demoClock } from '../src/demo/clock.ts'
import { cycle } from '../src/schedule.ts'

const FEEDS = 50
const PER_SECOND = 200
const PATHS = ['world/rss.xml', 'world/atom.xml', 'world/feed.json', 'world/', '', 'all/rss.xml', 'feeds.opml']

if (process.argv[2] === 'desk') await desk(JSON.parse(process.argv[3] ?? '[]') as readonly string[])
else if (process.argv[2] === 'bare') bare()
else await measure(Number(process.argv[2] ?? 20))

/** Polls and publishes over and over, and serves; tells its address, then at the end what it did. */
async function desk(urls: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'warta-bench-'))
  const feeds = join(folder, 'feeds')
  await mkdir(feeds)
  const sources = urls.map((url) => `  - ${url}\n`).join('')
  await writeFile(join(feeds, 'site.yaml'), `allowPrivate: ["127.0.0.0/8"]\n`)
  await writeFile(join(feeds, 'world.yaml'), `title: World\nlanguage: en\nlimit: 200\nsources:\n${sources}`)
  const clock = demoClock({ now: () => Date.now() })
  const never = new AbortController()
  const nothing = (async function* () {})()
  const io = { stdout() {}, stderr() {}, stdin: nothing, env: {}, terminal: false, signal: never.signal }
  const options = { feeds, data: join(folder, 'data'), json: false, quiet: true, verbose: false }
  const config = await loadConfig({ feeds, env: {} })
  const { newsroom, close } = await openNewsroom(config, { io, clock, options })
  const web = await openWeb({
    address: { host: '127.0.0.1', port: 0 },
    site: config.site,
    publicFolder: newsroom.publicFolder,
    clock,
    status: () => statusReport(config, newsroom.store),
    metrics: createMetrics().registry,
    onError: (message) => process.stderr.write(`${message}\n`),
  })
  const renew = async () => {
    await fetch(new URL('/_tick?share=1', urls[0]), { method: 'POST' })
    clock.advance(16 * 60_000)
    const { polled } = await cycle(newsroom)
    await web.renew()
    return polled.filter(({ outcome }) => outcome.status === 'updated').length
  }
  await renew()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  let stopping = false
  process.once('message', () => {
    stopping = true
  })
  process.send?.(web.url)
  let cycles = 0
  let polls = 0
  while (!stopping) {
    polls += await renew()
    cycles += 1
    await pause(1000)
  }
  process.send?.(
    `${cycles} cycles, ${polls} polls with news, longest stall of the cycle's thread ${(delay.max / 1e6).toFixed(0)} ms`,
  )
  await web.close()
  await close()
  await rm(folder, { recursive: true })
  process.disconnect()
}

function bare(): void {
  const body = Buffer.alloc(40_000, 'x')
  const server = createServer((_, response) => response.writeHead(200, { 'Content-Length': body.length }).end(body))
  server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`))
}

type Answers = { readonly times: number[]; readonly statuses: Map<number, number> }

async function measure(seconds: number): Promise<void> {
  const world = fork(new URL('cycle/world.ts', import.meta.url), [String(FEEDS), String(FEEDS)])
  const { urls } = (await told(world)) as { readonly urls: readonly string[] }
  const children = [
    fork(new URL(import.meta.url), ['desk', JSON.stringify(urls)]),
    fork(new URL(import.meta.url), ['bare']),
  ]
  const bases = (await Promise.all(children.map(told))) as readonly string[]
  const results = bases.map((): Answers => ({ times: [], statuses: new Map() }))
  const agents = bases.map(() => new Agent({ keepAlive: true, maxSockets: 64 }))
  const waiting: Promise<void>[] = []
  const start = performance.now()
  for (let sent = 0; sent < seconds * PER_SECOND; sent += 1) {
    const early = start + (sent * 1000) / PER_SECOND - performance.now()
    if (early > 1) await pause(early)
    for (const [n, base] of bases.entries()) {
      const [agent, answers] = [agents[n], results[n]]
      if (agent !== undefined && answers !== undefined) {
        waiting.push(ask(`${base}${PATHS[sent % PATHS.length]}`, agent, answers))
      }
    }
  }
  await Promise.all(waiting)
  const [child] = children
  child?.send('stop')
  const did = child === undefined ? '' : await told(child)
  await new Promise((resolve) => child?.once('exit', resolve))
  for (const [n, name] of ['warta', 'bare'].entries()) {
    const { times = [], statuses = new Map() } = results[n] ?? {}
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => `${(sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)} ms`
    const codes = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
    process.stdout.write(`${name}: ${codes}; p50 ${at(0.5)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}\n`)
  }
  process.stdout.write(`${did}; load ${loadavg()[0]?.toFixed(1)}\n`)
  for (const one of [world, ...children]) one.kill()
  for (const agent of agents) agent.destroy()
}

function ask(url: string, agent: Agent, { times, statuses }: Answers): Promise<void> {
  const since = performance.now()
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      response.resume()
      response.once('end', () => {
        times.push(performance.now() - since)
        statuses.set(response.statusCode ?? 0, (statuses.get(response.statusCode ?? 0) ?? 0) + 1)
        resolve()
      })
    }).once('error', reject)
  })
}

function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('message', resolve))
}
