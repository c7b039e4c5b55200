import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type Answer, plainAnswer, toBytes } from './answer.ts'
import type { App, RequestHead } from './app.ts'

export type ListenOptions = {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Connections at a time; more are closed at once. */
  readonly maxConnections?: number
  /** Requests on one connection; it ends with the answer to the last of them. */
  readonly maxRequests?: number
  /** Requests on one connection, and on all together, whose turn to be answered has not come: past that the connection ends. */
  readonly maxWaiting?: number
  readonly maxWaitingInAll?: number
  /** How long a client may take to read one answer, in milliseconds. */
  readonly readDeadlineMs?: number
  /** How long `close` waits for answers under way, in milliseconds. */
  readonly closeWithinMs?: number
  readonly timeouts?: Partial<Timeouts>
  /** Told of failures that no client caused: out of file descriptors, a bug in a route. */
  readonly onError?: (error: unknown) => void
}

/** What a client may take of our time, in milliseconds (Node's own are a minute, five minutes, for ever). */
export type Timeouts = {
  readonly headersMs: number
  readonly requestMs: number
  readonly checkEveryMs: number
  readonly idleSocketMs: number
  readonly keepAliveMs: number
}

const TIMEOUTS: Timeouts = {
  headersMs: 10_000,
  requestMs: 30_000,
  checkEveryMs: 5_000,
  idleSocketMs: 30_000,
  keepAliveMs: 10_000,
}

export type Listener = {
  /** Where it listens: `http://127.0.0.1:8080/`. */
  readonly url: string
  /** Takes no more, lets answers under way end within five seconds, then closes all. */
  close(): Promise<void>
}

/**
 * Serves an app over HTTP/1.1, within limits that no slow or hostile client can stretch.
 * Rejects when the address cannot be had (EADDRINUSE, EACCES).
 */
export async function listen(app: Pick<App, 'answer' | 'handle'>, options: ListenOptions): Promise<Listener> {
  const timeouts = { ...TIMEOUTS, ...options.timeouts }
  const { maxRequests = 1_000, readDeadlineMs = 60_000, closeWithinMs = 4_500, onError } = options
  const { maxWaiting = 64, maxWaitingInAll = 10_000 } = options
  let closing = false
  /** Sockets that may hold unread bytes of an answer, and since when. */
  const slow = new Map<Socket, number>()
  /** How many requests each connection has made: one that sends thousands at once must not hold up the others. */
  const asked = new WeakMap<Socket, number>()
  /** Answers that wait for one before them to be read: a client that sends and never reads fills our memory with them. */
  const waiting = new WeakMap<Socket, number>()
  let waitingInAll = 0

  const server = createServer(
    {
      headersTimeout: timeouts.headersMs,
      requestTimeout: timeouts.requestMs,
      connectionsCheckingInterval: timeouts.checkEveryMs,
      keepAliveTimeout: timeouts.keepAliveMs,
      maxHeaderSize: 16 * 1024,
      // Answered below, with the headers all our answers have.
      requireHostHeader: false,
      noDelay: true,
    },
    (request, response) => {
      if (request.socket.destroyed || !mayWait(request.socket, response)) return
      const count = (asked.get(request.socket) ?? 0) + 1
      asked.set(request.socket, count)
      // What a client sent behind its last request goes with the connection; it may ask again (RFC 9112, 9.3.2).
      if (count > maxRequests) return
      if (count === maxRequests) response.shouldKeepAlive = false
      const head = headOf(request)
      if (head === undefined) {
        response.shouldKeepAlive = false
        send(response, plainAnswer(400))
      } else {
        const answer = app.answer(head)
        if (answer === undefined) later(request, response, viaRequest(app, request, head))
        else if (answer instanceof Promise) later(request, response, answer)
        else send(response, answer)
      }
    },
  )
  server.maxConnections = options.maxConnections ?? 4_096
  server.setTimeout(timeouts.idleSocketMs)

  function mayWait(socket: Socket, response: ServerResponse): boolean {
    // Node gives the socket to an answer when those before it are read.
    if (response.socket !== null) return true
    const count = (waiting.get(socket) ?? 0) + 1
    if (count > maxWaiting || waitingInAll >= maxWaitingInAll) {
      socket.destroy()
      return false
    }
    waiting.set(socket, count)
    waitingInAll += 1
    response.once('close', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1)
      waitingInAll -= 1
    })
    return true
  }

  function send(response: ServerResponse, { status, headers, body }: Answer): void {
    if (closing) response.shouldKeepAlive = false
    // The client asked for our patience with a body nobody reads: this connection ends with the answer.
    if (!response.req.complete && hasBody(response.req)) response.shouldKeepAlive = false
    response.writeHead(status, headers as string[])
    response.end(body)
    const { socket } = response
    if (socket !== null && socket.writableLength > 0) slow.set(socket, performance.now())
  }

  function later(request: IncomingMessage, response: ServerResponse, answer: Promise<Answer>): void {
    const { socket } = request
    answer
      .catch((error: unknown) => {
        onError?.(error)
        return plainAnswer(500)
      })
      .then((made) => {
        // Gone meanwhile, or told already that it was too slow.
        if (!response.destroyed && socket.writable)
          send(response, request.method === 'HEAD' ? { ...made, body: undefined } : made)
      })
      .catch((error: unknown) => {
        onError?.(error)
        socket.destroy()
      })
  }

  // Node has no limit on how slowly an answer may be read.
  const sweep = setInterval(
    () => {
      const now = performance.now()
      for (const [socket, since] of slow) {
        if (socket.writableLength === 0 || socket.destroyed) slow.delete(socket)
        else if (now - since > readDeadlineMs) socket.destroy()
      }
    },
    Math.min(timeouts.checkEveryMs, readDeadlineMs),
  )
  sweep.unref()

  // Answers are written whole, so nothing of another one stands in the way of this.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy()
      return
    }
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
    socket.end(toBytes(plainAnswer(status)), () => socket.destroy())
  })
  // We never say 100: who waits for it (`Expect: 100-continue`) gets the answer itself, who expects more gets 417.
  server.on('checkContinue', (request, response) => {
    server.emit('request', request, response)
  })
  server.on('checkExpectation', (_, response: ServerResponse) => send(response, plainAnswer(417)))
  // CONNECT and tunnels: not here.
  server.on('connect', (_, socket) => socket.end(toBytes(plainAnswer(405, undefined, ['Allow', 'GET, HEAD, OPTIONS']))))

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: options.host, port: options.port, backlog: 511 }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  // EMFILE and the like: the connection is lost, the server goes on accepting.
  server.on('error', (error) => onError?.(error))

  return {
    url: urlOf(server.address() as AddressInfo),
    async close() {
      if (closing) return
      closing = true
      clearInterval(sweep)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const deadline = setTimeout(() => server.closeAllConnections(), closeWithinMs)
      await closed
      clearTimeout(deadline)
    },
  }
}

/**
 * What of the request decides; undefined when it is none we may answer: no Host, or two (RFC 9112, 3.2), or another HTTP
 * than 1. A whole address as the target says which host is meant, whatever `Host` says (3.2.2).
 */
function headOf(request: IncomingMessage): RequestHead | undefined {
  const raw = request.rawHeaders
  let host: string | undefined
  let hosts = 0
  let acceptEncoding: string | undefined
  let ifNoneMatch: string | undefined
  let ifModifiedSince: string | undefined
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? ''
    const value = raw[at + 1]
    // By length first: lower-casing every header of every request is a tenth of the work.
    if (name.length === 4 && name.toLowerCase() === 'host') {
      host = value
      hosts += 1
    } else if (name.length === 15 && name.toLowerCase() === 'accept-encoding') {
      acceptEncoding = joined(acceptEncoding, value)
    } else if (name.length === 13 && name.toLowerCase() === 'if-none-match') {
      ifNoneMatch = joined(ifNoneMatch, value)
    } else if (name.length === 17 && name.toLowerCase() === 'if-modified-since') {
      ifModifiedSince = value
    }
  }
  if (request.httpVersionMajor !== 1 || hosts > 1 || (hosts === 0 && request.httpVersion !== '1.0')) return undefined
  let target = request.url ?? ''
  if (!target.startsWith('/')) {
    const [, authority, rest = ''] = /^https?:\/\/([^/?#]+)(.*)$/is.exec(target) ?? []
    if (authority !== undefined) {
      host = authority
      target = rest.startsWith('/') ? rest : `/${rest}`
    }
  }
  return { method: request.method ?? '', target, host, acceptEncoding, ifNoneMatch, ifModifiedSince }
}

function joined(before: string | undefined, value: string | undefined): string | undefined {
  return before === undefined ? value : `${before}, ${value ?? ''}`
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
}

/**
 * The long way, for routes that want a Request. It has no body: none of ours takes one, and what is kept of a body until
 * it is whole is memory that any client could fill.
 */
async function viaRequest(app: Pick<App, 'handle'>, request: IncomingMessage, head: RequestHead): Promise<Answer> {
  const url = URL.parse(`http://${head.host ?? 'localhost'}${head.target}`)
  if (url === null) return plainAnswer(400)
  const headers = new Headers()
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    headers.append(request.rawHeaders[at] ?? '', request.rawHeaders[at + 1] ?? '')
  }
  if (head.method === 'TRACE') return plainAnswer(405, undefined, ['Allow', 'GET, HEAD, OPTIONS'])
  const response = await app.handle(new Request(url, { method: head.method, headers }))
  const bytes = Buffer.from(await response.arrayBuffer())
  const flat: string[] = []
  for (const [name, value] of response.headers) if (name !== 'content-length') flat.push(name, value)
  // Not `bytes`' own length for HEAD: there is no body to count.
  if (head.method !== 'HEAD') flat.push('Content-Length', String(bytes.length))
  return { status: response.status, headers: flat, body: bytes }
}

function urlOf({ address, family, port }: AddressInfo): string {
  const name = family === 'IPv6' ? `[${address}]` : address
  return `http://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${port}/`
}
