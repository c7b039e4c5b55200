/**
 * Serving one feed: Warta beside a bare node:http server with the same bytes ready, and fastify and nginx where they are
 * installed.
 * `node bench/serve.ts [requests]`. Each server is a process of its own; what counts is the processor time it takes for a
 * request (the least of six rounds), so that neither the client nor what else the machine does is measured. The goal is 0.8 of the bare server's rate.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderRss } from '../src/publish/rss.ts'
import { feedLinks } from '../src/publish/links.ts'
import { createApp } from '../src/serve/app.ts'
import { listen } from '../src/serve/node-server.ts'
import { edition, entry, site } from '../tests/fixtures/publish/edition.ts'

type Kind = 'bare' | 'warta' | 'fastify' | 'nginx'
type Fastify = {
  default(): {
    get(path: string, handle: (request: Asked, reply: Reply) => unknown): void
    listen(options: object): Promise<string>
  }
}
type Asked = { readonly headers: Readonly<Record<string, string | undefined>> }
type Reply = { code(status: number): Reply; headers(headers: object): Reply; send(body?: Buffer): unknown }

const subject = edition({
  entries: Array.from({ length: 60 }, (_, n) => entry({ id: `tag:news.example.org,2026:${n}` })),
})
const body = Buffer.from(renderRss(subject, feedLinks(subject, site, '1.0.0')))
const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
const PATH = '/international/rss.xml'
const CONTENT_TYPE = 'application/rss+xml; charset=utf-8'

// FASTIFY names another place it is installed in.
const FASTIFY: string = process.env['FASTIFY'] ?? 'fastify'

const kind = process.argv[3] as Kind | undefined
if (process.argv[2] === 'serve' && kind !== undefined) await serve(kind)
else await measure(Number(process.argv[2] ?? 8_000))

async function serve(which: Kind): Promise<void> {
  const url = await start(which)
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.((user + system) / 1000)
  })
  process.send?.(url)
}

type Running = {
  readonly child: ChildProcess
  readonly port: number
  readonly tag: string
  /** Processor time it has taken so far. */
  cpuMs(): Promise<number>
}

async function run(which: Kind): Promise<Running> {
  const child = fork(new URL(import.meta.url), ['serve', which])
  const port = Number(new URL(String(await told(child))).port)
  const cpuMs = async () => {
    child.send('cpu')
    return Number(await told(child))
  }
  return { child, port, tag, cpuMs }
}

/** nginx as one process, the file on disk in its cache of open files. */
async function runNginx(): Promise<(Running & { readonly folder: string }) | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'warta-nginx-'))
  const port = 18_000 + (process.pid % 1_000)
  mkdirSync(join(folder, 'international'))
  writeFileSync(join(folder, PATH), body)
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; user root; pid ${folder}/pid; error_log ${folder}/error.log; events { worker_connections 512; }
http { access_log off; sendfile on; open_file_cache max=100; keepalive_requests 1000000; default_type application/rss+xml;
server { listen 127.0.0.1:${port}; root ${folder}; } }`,
  )
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
  const started = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false))
    setTimeout(() => resolve(child.exitCode === null), 500)
  })
  if (!started) {
    rmSync(folder, { recursive: true })
    return undefined
  }
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`)
  // User and system time in hundredths of a second (proc(5)).
  const cpuMs = () => {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ')
    return Promise.resolve((Number(fields[13]) + Number(fields[14])) * 10)
  }
  return { child, port, tag: response.headers.get('etag') ?? '', cpuMs, folder }
}

async function start(which: Kind): Promise<string> {
  if (which === 'warta') {
    const file = { path: PATH.slice(1), body, contentType: CONTENT_TYPE, kind: 'document' } as const
    const app = createApp({ site: { ...site, url: undefined }, clock: { now: () => Date.now() }, files: [file] })
    return (await listen(app, { host: '127.0.0.1', port: 0 })).url
  }
  const headers = { 'Content-Type': CONTENT_TYPE, ETag: tag }
  if (which === 'fastify') {
    const server = ((await import(FASTIFY)) as Fastify).default()
    server.get(PATH, (request, reply) =>
      request.headers['if-none-match'] === tag
        ? reply.code(304).headers(headers).send()
        : reply.headers(headers).send(body),
    )
    return server.listen({ host: '127.0.0.1', port: 0 })
  }
  const whole = { ...headers, 'Content-Length': body.length }
  const server = createServer((request, response) => {
    if (request.url !== PATH) response.writeHead(404).end()
    else if (request.headers['if-none-match'] === tag) response.writeHead(304, headers).end()
    else response.writeHead(200, whole).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
}

/** `count` requests over 16 connections that stay open, one after the other on each. */
async function load(port: number, count: number, condition: string): Promise<void> {
  const request = `GET ${PATH} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: bench\r\nAccept: */*\r\n${condition}\r\n`
  const connections = 16
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1')
      let left = count / connections
      let missing = 0
      await new Promise<void>((resolve, reject) => {
        socket.on('error', reject)
        socket.on('connect', () => socket.write(request))
        socket.on('data', (chunk: Buffer) => {
          if (missing === 0) {
            const end = chunk.indexOf('\r\n\r\n')
            const status = chunk.toString('latin1', 9, 12)
            if (end === -1 || (status !== '200' && status !== '304'))
              return reject(new Error(chunk.toString('latin1', 0, 40)))
            missing = end + 4 + (status === '200' ? body.length : 0)
          }
          missing -= chunk.length
          if (missing > 0) return
          missing = 0
          left -= 1
          if (left > 0) socket.write(request)
          else socket.end(resolve)
        })
      })
    }),
  )
}

async function measure(count: number): Promise<void> {
  const kinds: Kind[] = ['bare', 'warta']
  if (
    import.meta.resolve !== undefined &&
    (await import(FASTIFY).then(
      () => true,
      () => false,
    ))
  )
    kinds.push('fastify')
  const servers = new Map<Kind, Running>()
  for (const which of kinds) servers.set(which, await run(which))
  const nginx = await runNginx()
  if (nginx !== undefined) servers.set('nginx', nginx)
  for (const [name, condition] of [
    ['200', ''],
    ['304', `If-None-Match: ${tag}\r\n`],
  ] as const) {
    const spent = new Map<Kind, number[]>([...servers.keys()].map((which) => [which, []]))
    for (let round = 0; round < 7; round += 1) {
      for (const [which, { port, cpuMs, tag: own }] of servers) {
        const before = await cpuMs()
        await load(port, count, condition.replace(tag, own))
        spent.get(which)?.push((((await cpuMs()) - before) * 1000) / count)
      }
    }
    const micros = (which: Kind) =>
      spent
        .get(which)
        ?.slice(2)
        .toSorted((a, b) => a - b)[2] ?? Number.NaN
    const line = [...servers.keys()].map(
      (which) => `${which} ${micros(which).toFixed(1)} µs (${(micros('bare') / micros(which)).toFixed(2)})`,
    )
    process.stdout.write(`${name}, ${body.length} bytes: ${line.join(', ')} a request\n`)
  }
  for (const { child } of servers.values()) child.kill()
  if (nginx !== undefined) rmSync(nginx.folder, { recursive: true })
}

function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('message', resolve))
}
