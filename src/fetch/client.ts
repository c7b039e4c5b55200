import { Readable } from 'node:stream'
import { type BlockList, connect, type LookupFunction, type Socket } from 'node:net'
import { buildConnector, Client as HttpClient } from 'undici'
import { type Clock, systemClock } from '../clock.ts'
import { FetchError } from '../errors.ts'
import { type AddressGuard, bareHost, createAddressGuard } from './address-guard.ts'
import { type Caching, readCaching } from './caching.ts'
import { Connections } from './connections.ts'
import { BodyError, readBody, readCodings } from './decompress.ts'
import { Exchange, type Head } from './exchange.ts'
import { createNameService } from './name-service.ts'
import { DeadlineError, networkFailure } from './network-failure.ts'

export type ClientOptions = {
  /** `Warta/0.1.0 (+https://…)` */
  readonly userAgent: string
  /** Exceptions from the guard against private addresses: `host:port`, host or CIDR. */
  readonly allowPrivate?: readonly string[]
  /** The only ports that may be dialled; by default all but those of services known not to be the web. */
  readonly ports?: readonly number[]
  /** From the first byte sent to the last received, redirects included; 30 s by default. */
  readonly deadlineMs?: number
  /** Of a body, as sent and decoded; 10 MiB by default. */
  readonly maxBytes?: number
  /** Stands in for the system's name service in tests. */
  readonly lookup?: LookupFunction
  readonly tls?: { readonly ca: string | Buffer }
  /** No proxy is ever taken from the environment: a proxy resolves names itself, where the guard cannot look. */
  readonly proxy?: undefined
  readonly clock?: Clock
}

export type ClientRequest = {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  /** The operator's. They go to the origin of `url` and to no other. */
  readonly headers?: Readonly<Record<string, string>>
  /** Headers that belong to one URL (If-None-Match …), asked for at each hop. */
  readonly headersFor?: (url: string) => Readonly<Record<string, string>>
  readonly accept?: string
  readonly body?: string | Uint8Array
  /** Ask for no content coding. */
  readonly identityOnly?: boolean
  readonly maxBytes?: number
  /** Of a body that is longer than `maxBytes` its beginning is the answer, instead of a failure. */
  readonly beginning?: boolean
  readonly deadlineMs?: number
  /** Only the status matters: what is sent with it is not waited for, however long, and not handed over. */
  readonly ignoreBody?: boolean
  /** Redirects followed at most, 5 by default. 0: a redirect is the answer. */
  readonly maxHops?: number
  /** Asked before a redirect is followed; where it says no the redirect is the answer. */
  readonly mayFollow?: (url: string) => boolean
  /** Where redirects that were not followed at once lead on. */
  readonly led?: Led
  /** Called each time that something is sent: to reach a host takes a while, when it was not asked just before. */
  readonly onSent?: (() => void) | undefined
  readonly signal?: AbortSignal
}

/** The way to an address: its redirects, and how much of the deadline it took. */
export type Led = { readonly hops: readonly Hop[]; readonly spentMs: number }

/** One redirect that was followed. URLs are absolute, without fragment and user. */
export type Hop = { readonly status: number; readonly from: string; readonly to: string }

export type Answer = {
  readonly status: number
  /** Of the document that answered, without fragment and user. */
  readonly url: string
  readonly hops: readonly Hop[]
  /** A header by its lower-case name, as received (latin1); the first where it was sent more than once. */
  header(name: string): string | undefined
  /** All values of a header, for those that are lists (`Link`). */
  headers(name: string): readonly string[]
  readonly caching: Caching
  /** Decoded. Empty unless the status is 2xx and the body was wanted. */
  readonly body: Uint8Array
  /** The beginning of what a 403 or a 503 says in HTML, decoded: a bot wall may stand there. */
  readonly notice?: Uint8Array
  /** The body ended because the server hung up: whether it is whole, only the document can tell (RFC 9112 section 6.3). */
  readonly closeDelimited: boolean
}

export type Client = {
  /**
   * Sends one request and follows its redirects. Resolves with whatever status came. Rejects with FetchError, and
   * nothing else: `timeout` also when `signal` was aborted.
   */
  request(request: ClientRequest): Promise<Answer>
  /** Whether the operator listed this URL's host in `allowPrivate`. */
  isPrivate(url: string): boolean
  /** Ends what is under way and closes all connections. */
  close(): Promise<void>
}

const DEADLINE_MS = 30_000
const CONNECT_TIMEOUT_MS = 10_000
const MAX_BYTES = 10 * 1024 * 1024
const MAX_HEADER_BYTES = 16 * 1024
/**
 * An idle connection is kept for as long as its server promises (`Keep-Alive`), else so long. Many servers hang up after
 * two seconds, which is what lies between two requests to a host: a request that meets that is lost.
 */
const IDLE_MS = 1_000
const MAX_HOPS = 5
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
/** Bodies nobody reads are read away to keep the connection, if they are this short and come this soon. */
const DRAIN_BYTES = 64 * 1024
const DRAIN_MS = 1_000
const NOTICE_BYTES = 16 * 1024

/**
 * The one way out: every request Warta makes, whatever for, goes through a client made here. Addresses are checked
 * when they are dialled, for http and https alike and at each redirect; there are no cookies and no proxy.
 */
export function createClient(options: ClientOptions): Client {
  const guard = createAddressGuard(options.allowPrivate, options.ports)
  const clock = options.clock ?? systemClock
  const sockets = new Set<Socket>()
  const names = createNameService()
  const dial = dialer(options.lookup ?? names.lookup, sockets)
  const connector = guardedConnector(guard, dial, options.tls?.ca)
  const connection = {
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: IDLE_MS,
    // Every request has a deadline of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  }
  const connections = new Connections((origin, onDialled) => {
    const connect: buildConnector.connector = (target, done) =>
      connector(target, (...result) => {
        if (result[1] !== null) onDialled(result[1])
        done(...result)
      })
    return new HttpClient(origin, { ...connection, connect })
  })
  return {
    request: (request) => follow(request, { options, guard, clock, connections }),
    isPrivate(url) {
      const parsed = URL.parse(url)
      return parsed !== null && guard.isPrivate(hostAndPort(parsed))
    },
    async close() {
      // A peer that is silent while TLS is begun would otherwise hold us until the connection times out.
      const closed = connections.destroy()
      names.close()
      for (const socket of sockets) socket.destroy(new Error('closed'))
      await closed
    },
  }
}

type Wiring = {
  readonly options: ClientOptions
  readonly guard: AddressGuard
  readonly clock: Clock
  readonly connections: Connections
}

type Dial = (
  hostname: string,
  port: number,
  blockList: BlockList,
  done: (error: Error | null, socket?: Socket) => void,
) => void

/** Dials TCP; Node checks each address against `blockList` at the moment of dialling, and tries several in turn (RFC 8305). */
function dialer(lookup: LookupFunction, sockets: Set<Socket>): Dial {
  return (hostname, port, blockList, done) => {
    const socket = connect({
      host: bareHost(hostname),
      port,
      lookup,
      blockList,
      autoSelectFamily: true,
      noDelay: true,
      keepAlive: true,
    })
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }))
    }, CONNECT_TIMEOUT_MS)
    const failed = (error: Error): void => {
      clearTimeout(timer)
      done(error)
    }
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).once('error', failed)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.off('error', failed)
      done(null, socket)
    })
  }
}

/**
 * undici drops `blockList` for https, so TCP is dialled here with the list, and TLS is spoken over the socket that
 * passed. A name that answers differently the second time, or with one private address among public ones, gains nothing.
 */
function guardedConnector(guard: AddressGuard, dial: Dial, ca: string | Buffer | undefined): buildConnector.connector {
  const secure = buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false, ...(ca === undefined ? {} : { ca }) })
  return (options, callback) => {
    const tls = options.protocol === 'https:'
    const port = Number(options.port || (tls ? 443 : 80))
    dial(options.hostname, port, guard.refusedAddresses(options.hostname, port), (error, socket) => {
      if (socket === undefined) callback(error ?? new Error('no connection'), null)
      else if (tls) beginTls(secure, { ...options, httpSocket: socket }, socket, callback)
      else callback(null, socket)
    })
  }
}

/** A TLS socket does not always tell when the one below it is gone: that is told here, once. */
function beginTls(
  secure: buildConnector.connector,
  options: buildConnector.Options,
  socket: Socket,
  done: buildConnector.Callback,
): void {
  let told = false
  const tell: buildConnector.Callback = (...result) => {
    socket.off('close', closed)
    if (!told) done(...result)
    told = true
  }
  const closed = (): void => tell(new Error('closed before TLS was begun'), null)
  socket.once('close', closed)
  secure(options, tell)
}

async function follow(request: ClientRequest, wiring: Wiring): Promise<Answer> {
  const first = readUrl(request.url, request.url)
  const deadlineMs = request.deadlineMs ?? wiring.options.deadlineMs ?? DEADLINE_MS
  let stopped: DeadlineError | undefined
  let exchange: Exchange | undefined
  const end = (message: string): void => {
    stopped ??= new DeadlineError(message)
    exchange?.stop(stopped)
  }
  const leftMs = Math.max(0, deadlineMs - (request.led?.spentMs ?? 0))
  const timer = setTimeout(end, leftMs, `no complete answer within ${deadlineMs / 1000} s`)
  const stop = (): void => end('stopped')
  if (request.signal?.aborted) stop()
  request.signal?.addEventListener('abort', stop, { once: true })
  let asked = first.url.href
  try {
    const hops: Hop[] = [...(request.led?.hops ?? [])]
    const seen = new Set(hops.map(({ from }) => from))
    let url = first.url
    let method = request.method ?? 'GET'
    let own: Readonly<Record<string, string>> = { ...first.authorization, ...request.headers }
    for (;;) {
      asked = url.href
      seen.add(asked)
      const refusal = wiring.guard.refusal(url)
      if (refusal !== undefined) throw new FetchError('refused-address', asked, { detail: refusal })
      if (stopped !== undefined) throw stopped
      exchange = new Exchange(request.onSent)
      wiring.connections.dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method,
          headers: requestHeaders(request, wiring.options.userAgent, own, asked),
          body: method === 'POST' ? (request.body ?? null) : null,
        },
        exchange,
        { bytes: mostSent(request.maxBytes ?? wiring.options.maxBytes ?? MAX_BYTES), reason: tooMuchSent },
      )
      const head = await exchange.head
      const { status } = head
      if (!REDIRECTS.has(status) || hops.length >= (request.maxHops ?? MAX_HOPS)) {
        if (REDIRECTS.has(status) && request.maxHops !== 0) {
          exchange.stop(new Error('too many redirects'))
          throw new FetchError('redirect', asked, { status, detail: `too many redirects (${hops.length})` })
        }
        return await readAnswer(head, exchange, request, wiring, { url: asked, hops })
      }
      const next = redirectTarget(firstOf(head.headers['location']), url, status)
      const isLoop = seen.has(next.href)
      if (!isLoop && request.mayFollow?.(next.href) === false) {
        return await readAnswer(head, exchange, request, wiring, {
          url: asked,
          hops: [...hops, { status, from: asked, to: next.href }],
        })
      }
      await drain(exchange)
      if (isLoop) throw new FetchError('redirect', asked, { status, detail: 'redirect loop' })
      hops.push({ status, from: asked, to: next.href })
      if (next.origin !== url.origin) own = {}
      // RFC 9110 section 15.4: only 307 and 308 promise to keep the method.
      if (status === 303 || (method === 'POST' && status < 303)) method = 'GET'
      url = next
    }
  } catch (error) {
    throw networkFailure(stopped ?? error, asked)
  } finally {
    clearTimeout(timer)
    request.signal?.removeEventListener('abort', stop)
  }
}

/** Of an answer with all that HTTP puts around and between its parts; its headers and its body have bounds of their own. */
function mostSent(maxBytes: number): number {
  return 2 * maxBytes + 1024 * 1024
}

function tooMuchSent(): Error {
  return new BodyError('too-large', 'more was sent than any document and its headers have')
}

function requestHeaders(
  request: ClientRequest,
  userAgent: string,
  own: Readonly<Record<string, string>>,
  url: string,
): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: request.accept ?? '*/*',
    'accept-encoding': request.identityOnly ? 'identity' : 'gzip, br, zstd',
  }
  for (const [name, value] of Object.entries(own)) headers[name.toLowerCase()] = value
  return { ...headers, ...request.headersFor?.(url) }
}

async function readAnswer(
  { status, headers }: Head,
  body: Exchange,
  request: ClientRequest,
  wiring: Wiring,
  where: { readonly url: string; readonly hops: readonly Hop[] },
): Promise<Answer> {
  const header = (name: string): string | undefined => firstOf(headers[name])
  const all = (name: string): readonly string[] => allOf(headers[name])
  const answer = {
    ...where,
    status,
    header,
    headers: all,
    caching: readCaching({ header, headers: all }, wiring.clock.now()),
    closeDelimited: headers['content-length'] === undefined && headers['transfer-encoding'] === undefined,
  }
  if (status === 304 || status === 204) {
    // They have no body (RFC 9110 section 15.4.5): nothing to wait for.
    body.ignore()
    return { ...answer, body: new Uint8Array() }
  }
  if (status < 200 || status > 299 || request.ignoreBody === true) {
    const beginning = await drain(body)
    const isNotice = (status === 403 || status === 503) && /^text\/html\b/i.test(header('content-type') ?? '')
    if (!isNotice || request.ignoreBody === true) return { ...answer, body: new Uint8Array() }
    const notice = await decodedBeginning(beginning, allOf(headers['content-encoding']).join(','))
    return { ...answer, body: new Uint8Array(), notice }
  }
  try {
    const codings = readCodings(allOf(headers['content-encoding']).join(','))
    const maxBytes = request.maxBytes ?? wiring.options.maxBytes ?? MAX_BYTES
    // Nobody need send what is not going to be taken.
    if (request.beginning !== true && Number(header('content-length')) > maxBytes) {
      throw new BodyError('too-large', `over ${maxBytes} bytes as announced`)
    }
    return { ...answer, body: await readBody(body, codings, maxBytes, request.beginning) }
  } catch (error) {
    body.stop(new Error('the body is not wanted'))
    throw error
  }
}

/**
 * Reads away a body that does not matter, or hangs up; whatever happens to it meanwhile does not matter either. Resolves with
 * its first bytes, as sent.
 */
async function drain(body: Exchange): Promise<readonly Uint8Array[]> {
  const beginning: Uint8Array[] = []
  const timer = setTimeout(() => body.stop(new Error('the body takes too long')), DRAIN_MS)
  let size = 0
  try {
    for await (const chunk of body) {
      if (size < NOTICE_BYTES) beginning.push(chunk.subarray(0, NOTICE_BYTES - size))
      size += chunk.length
      if (size > DRAIN_BYTES) break
    }
  } catch {
    // The status and headers are what was wanted, and they are here.
  } finally {
    clearTimeout(timer)
  }
  return beginning
}

/** Empty where it cannot be decoded: it is an error's body, and the error is known without it. */
async function decodedBeginning(sent: readonly Uint8Array[], codings: string): Promise<Uint8Array> {
  try {
    return await readBody(Readable.from(sent), readCodings(codings), NOTICE_BYTES, true)
  } catch (error) {
    if (error instanceof BodyError) return new Uint8Array()
    throw error
  }
}

function redirectTarget(location: string | undefined, from: URL, status: number): URL {
  const text = location === undefined ? '' : asUtf8(location).trim()
  if (text === '') throw new FetchError('redirect', from.href, { status, detail: 'redirect without Location' })
  return readUrl(text, from.href, from).url
}

/** Header bytes arrive as latin1; a Location in raw UTF-8 would otherwise be encoded twice. */
function asUtf8(value: string): string {
  const decoded = Buffer.from(value, 'latin1').toString('utf8')
  return decoded.includes('\ufffd') ? value : decoded
}

/** An http(s) URL to ask: no fragment, its user and password moved into a header for that origin. */
function readUrl(
  text: string,
  forError: string,
  base?: URL,
): { readonly url: URL; readonly authorization: Record<string, string> } {
  const url = URL.parse(text, base?.href)
  if (url === null) {
    // WHATWG URLs have no zones; only link-local addresses have (RFC 6874).
    const zoned = /^\s*https?:\/\/[^/?#]*\[[^\]/?#]*%/i.test(text)
    if (zoned) {
      // In a redirect it is the target that is refused: the address that was asked is not at fault.
      throw new FetchError('refused-address', withoutUser(text.trim().slice(0, 200)), {
        detail: 'an address with a zone',
      })
    }
    throw new FetchError(base ? 'redirect' : 'protocol', withoutUser(forError), { detail: 'not a URL' })
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const detail = `not http: ${url.protocol}`
    throw new FetchError(base ? 'redirect' : 'protocol', withoutUser(forError), { detail })
  }
  const credentials = `${decode(url.username)}:${decode(url.password)}`
  const authorization: Record<string, string> =
    credentials === ':' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
  url.username = ''
  url.password = ''
  url.hash = ''
  return { url, authorization }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

/** Never a password in an error, whatever else is wrong with the URL. */
function withoutUser(url: string): string {
  return url.replace(/\/\/[^/?#@]*@/, '//')
}

/** `host:port` with the port always written. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

function allOf(value: string | string[] | undefined): readonly string[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}
