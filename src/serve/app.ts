import type { Clock } from '../clock.ts'
import type { Site } from '../model/section.ts'
import type { SiteFile, StoredFile } from '../model/site-file.ts'
import type { StatusReport } from '../model/status.ts'
import { type Answer, plainAnswer, toResponse } from './answer.ts'
import { createGeneration, prepareGeneration } from './generation.ts'
import { isKnownHost } from './host.ts'
import { type Coding, isForPrograms } from './resource.ts'
import { securityHeaders } from './security-headers.ts'
import { createShelf } from './shelf.ts'
import { statusJson } from './status-json.ts'
import { renderStatusPage, STATUS_STYLE } from './status-page.ts'

/** A part of the site that somebody else answers for: WebSub callbacks, the desk. */
export type Route = {
  /** Paths that begin with this: `/-/websub/`. */
  readonly prefix: string
  /** Is handed the head of a request: a body is never read. */
  handle(request: Request): Promise<Response>
}

export type AppOptions = {
  readonly site: Pick<Site, 'title' | 'url' | 'hub' | 'timezone'>
  readonly clock: Clock
  /** What is published at the start. */
  readonly files?: readonly (SiteFile | StoredFile)[]
  /** How all is going; without it there is no status, and `/-/healthz` says that the server is there. */
  readonly status?: () => Promise<StatusReport> | StatusReport
  /** A prom-client registry. */
  readonly metrics?: { readonly contentType: string; metrics(): Promise<string> }
  readonly routes?: readonly Route[]
  /**
   * Which routes are here: all (default), the published site without status and metrics (they are on a listener of their
   * own), or those alone. `/-/healthz` is always there.
   */
  readonly part?: 'all' | 'site' | 'admin'
  /** Told of what went wrong inside; the client hears only that it did. */
  readonly onError?: (error: unknown) => void
}

/** What of a request decides its answer. Header values as received. */
export type RequestHead = {
  readonly method: string
  /** The request target as received: `/international/?x=1`. */
  readonly target: string
  /** Undefined where none was sent (HTTP/1.0). */
  readonly host: string | undefined
  readonly acceptEncoding: string | undefined
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
}

export type App = {
  /** Any request; never rejects. */
  handle(request: Request): Promise<Response>
  /**
   * The answer where it needs nothing but the head of the request: published files and errors. Undefined: ask `handle`.
   * The same answers as `handle` gives, without the cost of Request and Response.
   */
  answer(head: RequestHead): Answer | Promise<Answer> | undefined
  /**
   * Another generation of the whole site, at once: no reader sees a part of each. Resolves when it is there; until it is
   * ready to be handed out as quickly, the one before is.
   */
  replace(files: readonly (SiteFile | StoredFile)[]): Promise<void>
}

/** How old a report of how all is going may be. */
const REPORT_MS = 1_000
/** What of archives is kept in memory, before compression. */
const SHELF_BYTES = 16 * 1024 * 1024

/**
 * The published site and the machine routes as one function of a request. Opens nothing itself; archives are read as the
 * files it is handed say.
 */
export function createApp(options: AppOptions): App {
  const { site, clock, part = 'all' } = options
  const shelf = createShelf(SHELF_BYTES)
  /** The path of the site's address without its last slash: `/news` of `https://example.org/news/`, else nothing. */
  const below = site.url === undefined ? '' : new URL(site.url).pathname.slice(0, -1)
  let generation = createGeneration(part === 'admin' ? [] : (options.files ?? []), { now: clock.now(), site, shelf })

  let replacing: Promise<void> = Promise.resolve()
  let report: { readonly at: number; readonly made: Promise<StatusReport | undefined> } | undefined

  /** Which of our paths is asked for: below the address's own path, or at the root, where a proxy has taken that off. */
  function placeOf(path: string): string {
    if (below === '' || !path.startsWith(`${below}/`)) return path
    const place = path.slice(below.length)
    // A section may be named like the path: the published address goes first, then what is there otherwise.
    const isOurs = place === '/' || place.startsWith('/-/') || isThere(place)
    return isOurs ? place : path
  }

  function isThere(path: string): boolean {
    return generation.resources.has(path) || generation.redirects.has(path)
  }

  function answer(head: RequestHead): Answer | Promise<Answer> | undefined {
    const asked = pathOf(head.target)
    if (asked === undefined) return plainAnswer(400)
    const path = placeOf(asked)
    // A probe asks by whatever address it has; the answer tells nothing.
    if (path !== HEALTH && !isKnownHost(head.host, site.url)) return plainAnswer(421)
    const resource = generation.resources.get(path)
    if (resource !== undefined) {
      if (head.method !== 'GET' && head.method !== 'HEAD') return otherMethod(head.method, path)
      return resource.answer(codingFor(head.acceptEncoding), head.method, head)
    }
    if (path.startsWith('/-/')) return machineRefusal(path, head.method)
    const folder = generation.redirects.get(path)
    if (folder !== undefined) return movedTo(`${below}${folder}`)
    if (below !== '' && path === below) return movedTo(`${below}/`)
    if (path === '/') return plainAnswer(503, 'Nothing is published yet.', ['Retry-After', '60'])
    return generation.notFound
  }

  /** How all is going: those who ask within a second share one answer, since to make it is to read much of the store. */
  function reported(): Promise<StatusReport | undefined> {
    const now = performance.now()
    if (report !== undefined && now - report.at < REPORT_MS) return report.made
    const asked = { at: now, made: Promise.resolve(options.status?.()) }
    report = asked
    // What went wrong is told to who asked, and to nobody after.
    asked.made.catch(() => {
      if (report === asked) report = undefined
    })
    return asked.made
  }

  async function replaceWith(files: readonly (SiteFile | StoredFile)[]): Promise<void> {
    if (part === 'admin') return
    const next = createGeneration(files, { before: generation, now: clock.now(), site, shelf })
    await prepareGeneration(next, generation)
    // What is kept there carries the policy of then.
    if (generation.themed !== next.themed) shelf.clear()
    generation = next
    // It may be about what was published.
    report = undefined
  }

  /** What is refused below `/-/` by its head alone; undefined for what is there. */
  function machineRefusal(path: string, method: string): Answer | undefined {
    if (routeOf(path) !== undefined) return undefined
    if (!isMachineRoute(path)) return plainAnswer(404)
    return method === 'GET' || method === 'HEAD' ? undefined : otherMethod(method, path)
  }

  function routeOf(path: string): Route | undefined {
    return options.routes?.find(({ prefix }) => path.startsWith(prefix))
  }

  function isMachineRoute(path: string): boolean {
    if (path === HEALTH) return true
    if (part === 'site') return false
    if (path === METRICS) return options.metrics !== undefined
    return path === STYLE || ((path === STATUS || path === STATUS_JSON) && options.status !== undefined)
  }

  async function handle(request: Request): Promise<Response> {
    try {
      const url = new URL(request.url)
      const target = request.url.slice(request.url.indexOf('/', url.protocol.length + 2))
      const ready = answer({
        method: request.method,
        target,
        host: request.headers.get('host') ?? url.host,
        acceptEncoding: request.headers.get('accept-encoding') ?? undefined,
        ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
        ifModifiedSince: request.headers.get('if-modified-since') ?? undefined,
      })
      if (ready !== undefined) return toResponse(await ready)
      const path = placeOf(url.pathname)
      return hardened(await machineRoute(request, path), path)
    } catch (error) {
      options.onError?.(error)
      return toResponse(plainAnswer(500))
    }
  }

  async function machineRoute(request: Request, path: string): Promise<Response> {
    const route = routeOf(path)
    if (route !== undefined) return route.handle(request)
    const response = await machineAnswer(path)
    return request.method === 'HEAD' ? new Response(null, response) : response
  }

  async function machineAnswer(path: string): Promise<Response> {
    const { metrics } = options
    if (path === STYLE) return fresh(STATUS_STYLE, 'text/css; charset=utf-8')
    if (path === METRICS && metrics !== undefined) return fresh(await metrics.metrics(), metrics.contentType)
    const report = await reported()
    if (path === HEALTH) {
      const { healthy, reasons } = report ?? { healthy: true, reasons: [] }
      const text = healthy ? 'ok\n' : `failing\n${reasons.map((reason) => `${oneLine(reason)}\n`).join('')}`
      return fresh(text, 'text/plain; charset=utf-8', healthy ? 200 : 503)
    }
    if (report === undefined) return toResponse(plainAnswer(404))
    if (path === STATUS_JSON) return fresh(`${statusJson(report)}\n`, 'application/json; charset=utf-8')
    return fresh(renderStatusPage(report, site), 'text/html; charset=utf-8')
  }

  return {
    handle,
    answer,
    replace(files) {
      const next = () => replaceWith(files)
      replacing = replacing.then(next, next)
      return replacing
    },
  }
}

const HEALTH = '/-/healthz'
const STATUS = '/-/status'
const STATUS_JSON = '/-/status.json'
const METRICS = '/-/metrics'
const STYLE = '/-/status.css'

// Slashes and zeros in disguise: our paths have none, and what stands behind us may take them for real ones.
const DISGUISED = /%(?:2f|5c|00)|\\/i
const VISIBLE = /^[!-~]+$/

/** The path of an origin-form target (RFC 9112, 3.2.1); undefined for the other forms and for what is malformed. */
function pathOf(target: string): string | undefined {
  if (!target.startsWith('/') || target.startsWith('//') || !VISIBLE.test(target)) return undefined
  const query = target.indexOf('?')
  const path = query === -1 ? target : target.slice(0, query)
  if (!path.includes('%')) return path.includes('\\') ? undefined : path
  if (DISGUISED.test(path)) return undefined
  try {
    decodeURIComponent(path)
    return path
  } catch (error) {
    // URIError: `%E0%A4%A`, `%zz`.
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** What is asked for again and again, and how it is answered. */
const codings = new Map<string, Coding>()
const MOST_CODINGS = 100

/** The coding that the client likes best (RFC 9110, 12.5.3); of those it likes as much, the smallest. */
function codingFor(accepted: string | undefined): Coding {
  if (accepted === undefined) return 'identity'
  let coding = codings.get(accepted)
  if (coding === undefined) {
    coding = readAccepted(accepted)
    if (codings.size >= MOST_CODINGS) codings.clear()
    codings.set(accepted, coding)
  }
  return coding
}

function readAccepted(accepted: string): Coding {
  const weights = new Map<string, number>()
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';')
    const weight = parameters.map((parameter) => /^\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*$/.exec(parameter)?.[1])
    weights.set(name.trim(), Number(weight.find((found) => found !== undefined) ?? 1))
  }
  // Who takes anything may know brotli or not.
  const gzip = weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0
  const brotli = weights.get('br') ?? 0
  const identity = weights.get('identity') ?? 0
  if (brotli > 0 && brotli >= gzip && brotli >= identity) return 'br'
  return gzip > 0 && gzip >= identity ? 'gzip' : 'identity'
}

function movedTo(folder: string): Answer {
  return plainAnswer(308, 'Moved', ['Location', folder])
}

function otherMethod(method: string, path: string): Answer {
  if (method !== 'OPTIONS') return plainAnswer(405, undefined, ['Allow', 'GET, HEAD, OPTIONS'])
  const cors = isForPrograms(path)
    ? [
        'Access-Control-Allow-Origin',
        '*',
        'Access-Control-Allow-Methods',
        'GET, HEAD',
        'Access-Control-Allow-Headers',
        'If-None-Match, If-Modified-Since, Cache-Control',
        'Access-Control-Max-Age',
        '86400',
      ]
    : []
  return { status: 204, headers: ['Allow', 'GET, HEAD, OPTIONS', ...cors, ...securityHeaders(path)], body: undefined }
}

function fresh(body: string, contentType: string, status = 200): Response {
  return new Response(body, { status, headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } })
}

/** The answer with the headers that every answer has, unless it brought stricter ones of its own. */
function hardened(response: Response, path: string): Response {
  const headers = new Headers(response.headers)
  const common = securityHeaders(path)
  for (let at = 0; at + 1 < common.length; at += 2) {
    const name = common[at] ?? ''
    if (!headers.has(name)) headers.set(name, common[at + 1] ?? '')
  }
  return new Response(response.body, { status: response.status, headers })
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 500)
}
