/**
 * CPU of the client per request, beside bare undici: `node bench/fetch-cost.ts [requests]`. The server is another
 * process. All new (gzip, 42 KB), then nothing changed (304).
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Agent, request } from 'undici'
import { createClient } from '../src/fetch/client.ts'
import { fetchDocument } from '../src/fetch/fetch-document.ts'

const HOSTS = 200
const CONCURRENCY = 32

if (process.argv[2] === 'serve') serve()
else await measure(Number(process.argv[2] ?? 1000))

function serve(): void {
  const words = Array.from({ length: 7_000 }, (_, n) => `${(n * 7919) % 100_003}`).join(' ')
  const body = gzipSync(words)
  const server = createServer((incoming, response) => {
    if (incoming.headers['if-none-match']) response.writeHead(304, { etag: '"1"' }).end()
    else response.writeHead(200, { etag: '"1"', 'content-encoding': 'gzip', 'content-length': body.length }).end(body)
  })
  server.listen(0, '0.0.0.0', () => process.send?.((server.address() as AddressInfo).port))
}

async function measure(requests: number): Promise<void> {
  const server = fork(import.meta.filename, ['serve'])
  const [port] = (await once(server, 'message')) as [number]
  const urls = Array.from({ length: requests }, (_, n) => `http://127.0.1.${(n % HOSTS) + 1}:${port}/${n}`)
  const client = createClient({ userAgent: 'Warta/bench', allowPrivate: ['127.0.0.0/8'] })
  const agent = new Agent()
  const bare = async (url: string, headers: Record<string, string>): Promise<void> => {
    const { body } = await request(url, { dispatcher: agent, headers: { 'accept-encoding': 'gzip', ...headers } })
    const bytes = await body.bytes()
    if (bytes.length > 0) gunzipSync(bytes)
  }
  const etag = { etag: '"1"' }
  const rounds: readonly (readonly [string, (url: string) => Promise<unknown>])[] = [
    ['bare undici, all new', (url) => bare(url, {})],
    ['Warta, all new', (url) => fetchDocument(client, { url })],
    ['bare undici, 304', (url) => bare(url, { 'if-none-match': '"1"' })],
    ['Warta, 304', (url) => fetchDocument(client, { url, validators: { [url]: etag } })],
  ]
  for (const round of [1, 2, 3]) {
    for (const [name, ask] of rounds) {
      const cpu = process.cpuUsage()
      await inParallel(urls, ask)
      const { user, system } = process.cpuUsage(cpu)
      const ms = (user + system) / 1000
      console.log(
        `round ${round}  ${name.padEnd(22)} ${ms.toFixed(0).padStart(6)} ms CPU  ${(ms / requests).toFixed(3)} ms a request`,
      )
    }
  }
  await client.close()
  await agent.destroy()
  server.kill()
}

async function inParallel(urls: readonly string[], ask: (url: string) => Promise<unknown>): Promise<void> {
  const queue = urls.values()
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (const url of queue) await ask(url)
    }),
  )
}
