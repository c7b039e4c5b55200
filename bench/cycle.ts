/**
 * A whole `warta run` over a world of 1,000 feeds, beside a script of rss-parser, lowdb and feed on the same world in the
 * same run: CPU time of the process as a ratio, memory, requests and bytes. `node bench/cycle.ts [feeds] [hosts]`
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

function run(script: string, args: readonly string[]): Promise<Usage> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', join(here, 'usage.ts'), script, ...args], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    })
    let told = ''
    child.stdio[3]?.on('data', (chunk) => {
      told += chunk
    })
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(told) as Usage) : reject(new Error(`${script}: ${code}`)),
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
  const idle = await run(cli, ['--version'])
  process.stdout.write(`start-up alone: ${idle.cpuMs.toFixed(0)} ms CPU, ${idle.peakMb.toFixed(0)} MB\n`)
  for (const [i, { name, share, limit }] of steps.entries()) {
    if (share > 0) await control(`/_tick?share=${share}`)
    await control('/_stats')
    const now = new Date(start + i * 30 * 3_600_000).toISOString()
    const warta = await run(cli, ['run', '--now', now, ...folders])
    const stats = (await (await control('/_stats')).json()) as { requests: number; bytes: number; most: number }
    const rival = await run(join(here, 'rival.ts'), [folder])
    const ratio = warta.cpuMs / rival.cpuMs
    process.stdout.write(
      `${name}: CPU ${warta.cpuMs.toFixed(0)} ms, rival ${rival.cpuMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (limit ${limit}) · ` +
        `peak ${warta.peakMb.toFixed(0)} MB, rival ${rival.peakMb.toFixed(0)} MB · ${stats.requests} requests, at most ` +
        `${stats.most} to one feed, ${(stats.bytes / 1e6).toFixed(2)} MB of bodies\n`,
    )
  }
} finally {
  world.kill()
  rmSync(folder, { recursive: true, force: true })
}
