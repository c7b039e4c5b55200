import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { afterEach } from 'vitest'
import { type Client, type ClientOptions, createClient } from '../../src/fetch/client.ts'

/** A loopback server of one test: where it is, and what it was asked. */
export type Origin = {
  readonly url: string
  readonly port: number
  readonly requests: readonly IncomingMessage[]
  /** TCP connections accepted so far. */
  connections(): number
}

const closers: (() => Promise<void>)[] = []

/** Closes whatever the tests of a file opened, after each of them. */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
  })
}

export async function httpOrigin(answer: RequestListener, host = '127.0.0.1'): Promise<Origin> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  return await listen(server, 'http', host, requests)
}

export async function httpsOrigin(
  tls: { readonly key: string; readonly cert: string },
  answer: RequestListener,
  host = '127.0.0.1',
): Promise<Origin> {
  const requests: IncomingMessage[] = []
  const server = createTlsServer(tls, (request, response) => {
    requests.push(request)
    answer(request, response)
  })
  return await listen(server, 'https', host, requests)
}

/** A server that speaks bytes: what no HTTP library would send. */
export async function rawOrigin(answer: (socket: Socket) => void, host = '127.0.0.1'): Promise<Origin> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy())
    answer(socket)
  })
  return await listen(server, 'http', host, [])
}

/** Answers the request with these bytes as soon as it has come, and hangs up unless told not to. */
export async function bytesOrigin(bytes: string | Buffer, hangUp = true): Promise<Origin> {
  return await rawOrigin((socket) => {
    socket.once('data', () => (hangUp ? socket.end(bytes) : socket.write(bytes)))
  })
}

export function testClient(options: Partial<ClientOptions> = {}): Client {
  const client = createClient({
    userAgent: 'Warta/test',
    allowPrivate: ['127.0.0.0/8', 'localhost'],
    deadlineMs: 10_000,
    ...options,
  })
  closers.push(() => client.close())
  return client
}

async function listen(
  server: ReturnType<typeof createServer> | ReturnType<typeof createTlsServer> | ReturnType<typeof createTcpServer>,
  scheme: string,
  host: string,
  requests: readonly IncomingMessage[],
): Promise<Origin> {
  let accepted = 0
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    accepted += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  closers.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  )
  const { port } = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return { url: `${scheme}://${name}:${port}`, port, requests, connections: () => accepted }
}
