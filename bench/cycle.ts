/**
 * A whole `warta run` over a world of 1,000 feeds, beside a script of rss-parser, lowdb and feed on the same world in the
 * same run: CPU time of the process as a ratio, with and without what starting costs, memory, requests and bytes. `node bench/cycle.ts [feeds] [hosts]`
 */
import { fork, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Usage = { readonly cpuMs: number; readonly peakMb: number }

const here = fileURLToPath(new URL('cycle/', import.meta.url))
const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const [feeds = '1000', hosts = '500'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'warta-bench-'))

function run(script: string, args: readonly string[], allowed: readonly number[] = [0]): Promise<Usage> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', join(here, 'usage.ts'), script, ...args], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    })
    let told = ''
    child.stdio[3]?.on('data', (chunk) => {
      told += chunk
    })
    child.on('close', (code) =>
      allowed.includes(code ?? -1) ? resolve(JSON.parse(told) as Usage) : reject(new Error(`${script}: ${code}`)),
    )
  })
}

const world = fork(join(here, 'world.ts'), [feeds, hosts])
const { port, urls } = await new Promise<{ port: number; urls: string[] }>((resolve) => {
  world.once('message', (message) => resolve(message as { port: number; urls: string[] }))
})
const control = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)

try {
  mkdirSync(join(folder, 'feeds'))
  writeFileSync(
    join(folder, 'feeds/site.yaml'),
    'url: https://news.example.org/\nallowPrivate: [127.0.0.0/8]\ndefaults: { every: 15m }\n',
  )
  writeFileSync(
    join(folder, 'feeds/world.yaml'),
    `title: World\nsources:\n${urls.map((url) => `  - ${url}\n`).join('')}`,
  )
  writeFileSync(join(folder, 'urls.json'), JSON.stringify(urls))
  const start = Date.UTC(2026, 0, 10, 1)
  const folders = ['--feeds', join(folder, 'feeds'), '--data', join(folder, 'data')]
  const steps = [
    { name: 'all new', share: 0, limit: 1 },
    { name: 'nothing changed', share: 0, limit: 0.3 },
    { name: 'a tenth changed', share: 0.1, limit: 0.4 },
  ]
  // Its one source is refused before anything is sent, so the run ends with 1: it loads all that a run loads.
  const nowhere = ['--feeds', join(folder, 'nowhere'), '--data', join(folder, 'nothing')]
  mkdirSync(join(folder, 'nowhere'))
  writeFileSync(join(folder, 'nowhere/one.yaml'), 'title: One\nsources: [http://127.0.0.1:9/]\n')
  await run(cli, ['run', '--quiet', ...nowhere], [1])
  const idle = await run(cli, ['run', '--quiet', ...nowhere], [1])
  process.stdout.write(`start-up alone: ${idle.cpuMs.toFixed(0)} ms CPU, ${idle.peakMb.toFixed(0)} MB\n`)
  for (const [i, { name, share, limit }] of steps.entries()) {
    if (share > 0) await control(`/_tick?share=${share}`)
    await control('/_stats')
    const now = new Date(start + i * 30 * 3_600_000).toISOString()
    const warta = await run(cli, ['run', '--now', now, ...folders])
    const stats = (await (await control('/_stats')).json()) as {
      requests: number
      connections: number
      wire: number
      most: number
    }
    const rival = await run(join(here, 'rival.ts'), [folder])
    const ratio = (startUp: number) => ((warta.cpuMs - startUp) / rival.cpuMs).toFixed(2)
    process.stdout.write(
      `${name}: CPU ${warta.cpuMs.toFixed(0)} ms, rival ${rival.cpuMs.toFixed(0)} ms, ratio ${ratio(0)}, without start-up ` +
        `${ratio(idle.cpuMs)} (limit ${limit}) · peak ${warta.peakMb.toFixed(0)} MB, rival ${rival.peakMb.toFixed(0)} MB · ` +
        `${stats.requests} requests, at most ${stats.most} to one feed, ${stats.connections} connections, ` +
        `${(stats.wire / 1e6).toFixed(2)} MB on the wire\n`,
    )
  }
} finally {
  world.kill()
  rmSync(folder, { recursive: true, force: true })
}
