/**
 * How fast bombs are stopped, and what they cost in memory: `node bench/fetch-bombs.ts`.
 * The server is another process, so that the figures are the client's alone. Exits 1 when a bomb takes more than
 * 300 ms or 20 MB.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { FetchError } from '../src/errors.ts'
import { createClient } from '../src/fetch/client.ts'
import { fetchDocument } from '../src/fetch/fetch-document.ts'

const MIB = 1024 * 1024
const MOST_MS = 300
const MOST_BYTES = 20 * MIB

if (process.argv[2] === 'serve') serve()
else await measure()

function serve(): void {
  const zeros = Buffer.alloc(200 * MIB)
  const gzip = gzipSync(zeros, { level: 9 })
  const bodies = new Map<string, { coding: string; body: Buffer; times: number }>([
    ['/gzip', { coding: 'gzip', body: gzip, times: 1 }],

    ['/br', { coding: 'br', body: brotliCompressSync(zeros), times: 1 }],
    ['/zstd', { coding: 'zstd', body: zstdCompressSync(zeros), times: 1 }],
    ['/gzip-gzip', { coding: 'gzip, gzip', body: gzipSync(gzip), times: 1 }],
    ['/10-GB-of-gzip', { coding: 'gzip', body: gzipSync(Buffer.alloc(MIB)), times: 10_000 }],
    ['/10-GB-plain', { coding: 'identity', body: Buffer.alloc(MIB, 32), times: 10_000 }],
  ])
  const ordinary = gzipSync(Array.from({ length: 8_000 }, (_, n) => `${(n * 7919) % 100_003}`).join(' '))
  const server = createServer((request, response) => {
    const bomb = bodies.get(request.url ?? '')
    response.writeHead(200, { 'content-encoding': bomb?.coding ?? 'gzip' })
    if (bomb !== undefined) pour(response, bomb.body, bomb.times)
    else response.end(ordinary)
  })
  server.listen(0, '127.0.0.1', () => process.send?.([(server.address() as AddressInfo).port, ...bodies.keys()]))
}

function pour(response: ServerResponse, block: Buffer, times: number): void {
  let left = times
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1
      if (!response.write(block)) {
        response.once('drain', more)
        return
      }
    }
    response.end()
  }
  response.on('error', () => response.destroy())
  more()
}

async function measure(): Promise<void> {
  const server = fork(import.meta.filename, ['serve'])
  const [[port, ...paths]] = (await once(server, 'message')) as [[number, ...string[]]]
  const client = createClient({ userAgent: 'Warta/bench', allowPrivate: ['127.0.0.1'] })
  // A process that has polled before: what a first answer costs is not the bomb's.
  for (let n = 0; n < 200; n += 1) await fetchDocument(client, { url: `http://127.0.0.1:${port}/feed` })
  let failed = false
  for (const path of paths) {
    const rss = process.memoryUsage.rss()
    let peak = rss
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss())
    }, 2)
    const start = performance.now()
    const code = await fetchDocument(client, { url: `http://127.0.0.1:${port}${path}` }).then(
      () => 'fetched',
      (error: unknown) => (error instanceof FetchError ? error.code : String(error)),
    )
    const ms = performance.now() - start
    clearInterval(watch)
    const grown = Math.max(peak, process.memoryUsage.rss()) - rss
    failed ||= code !== 'too-large' || ms > MOST_MS || grown > MOST_BYTES
    console.log(
      `${path.padEnd(16)} ${code.padEnd(10)} ${ms.toFixed(0).padStart(5)} ms  +${(grown / MIB).toFixed(1)} MB`,
    )
  }
  await client.close()
  server.kill()
  if (failed) process.exitCode = 1
}
