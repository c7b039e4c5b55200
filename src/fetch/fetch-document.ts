import { hash } from 'node:crypto'
import { FetchError } from '../errors.ts'
import type { Validators } from '../model/source-state.ts'
import { isBotWall } from '../text/bot-wall.ts'
import type { Caching } from './caching.ts'
import type { Answer, Client, Hop, Led } from './client.ts'
import { conditionalHeaders, refreshedValidators, validatorsOf, withValidators } from './validators.ts'

/** What kind of document is wanted; decides the `Accept` header. */
export type Wanted = 'feed' | 'page' | 'sitemap' | 'list' | 'any'

export type DocumentRequest = {
  readonly url: string
  /** The operator's; sent to the origin of `url` only. */
  readonly headers?: Readonly<Record<string, string>>
  /** Stored pairs by the URL they came from. */
  readonly validators?: Readonly<Record<string, Validators>>
  /** SHA-256 of the last body that was parsed and saved. */
  readonly bodyHash?: string
  /** Ask without condition, whatever is stored (M11). */
  readonly force?: boolean
  readonly identityOnly?: boolean
  readonly accept?: Wanted
  readonly maxBytes?: number
  /** Of a document that is longer than `maxBytes` its beginning is enough. */
  readonly beginning?: boolean
  readonly deadlineMs?: number
  /** Asked before a redirect is followed. Where it says no, `RedirectHeld` is thrown. */
  readonly mayFollow?: (url: string) => boolean
  /** How redirects led to `url` that were held before; the operator's headers are for where they began. */
  readonly led?: Led
  /** Called each time that something is sent, for the gap between two requests to a host. */
  readonly onSent?: (() => void) | undefined
  readonly signal?: AbortSignal
}

/** A redirect that was not followed, because who asked would have to ask somebody else first. */
export class RedirectHeld extends FetchError {
  readonly to: string
  readonly led: Led

  constructor({ from, to, status }: Hop, led: Led) {
    super('redirect', from, { status, detail: 'not followed' })
    this.to = to
    this.led = led
  }
}

type Fetched = {
  /** Where the document lies after its redirects. */
  readonly url: string
  readonly hops: readonly Hop[]
  /** All hops were 301 or 308, none went from https to http or from a public host to one in `allowPrivate` (M28, M30). */
  readonly permanent: boolean
  /** To be stored once the body was parsed and saved. */
  readonly validators: Readonly<Record<string, Validators>>
  readonly caching: Caching
}

export type FetchResult =
  | (Fetched & { readonly status: 'not-modified' })
  | (Fetched & {
      readonly status: 'fetched'
      readonly body: Uint8Array
      readonly bodyHash: string
      /** The body is the one that `bodyHash` was taken of. */
      readonly sameBody: boolean
      readonly contentType?: string
      /** Link headers (hub, self), as received. */
      readonly links: readonly string[]
      /** Another body under validators that had not changed: what they say cannot be believed. */
      readonly validatorsLied: boolean
      /** The body ended with the connection: to be believed only if the document ends properly (M41). */
      readonly closeDelimited: boolean
    })

const ACCEPT: Readonly<Record<Wanted, string>> = {
  feed: 'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5',
  page: 'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5',
  sitemap: 'application/xml, text/xml, */*;q=0.5',
  list: 'text/x-opml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
  any: '*/*',
}

/**
 * Fetches one document with one conditional GET and its redirects.
 *
 * Rejects with FetchError for anything a server can do wrong, and nothing else. When `signal` is aborted the error is
 * a `timeout` that says nothing about the source: the caller looks at its signal first.
 */
export async function fetchDocument(client: Client, request: DocumentRequest): Promise<FetchResult> {
  const stored = request.validators ?? {}
  const began = performance.now()
  let conditional = false
  const answer = await client.request({
    url: request.url,
    accept: ACCEPT[request.accept ?? 'any'],
    headersFor: (url) => {
      const headers = request.force ? {} : conditionalHeaders(stored[url])
      conditional = Object.keys(headers).length > 0
      return headers
    },
    ...(request.headers === undefined ? {} : { headers: request.headers }),
    ...(request.identityOnly === undefined ? {} : { identityOnly: request.identityOnly }),
    ...(request.maxBytes === undefined ? {} : { maxBytes: request.maxBytes }),
    ...(request.beginning === undefined ? {} : { beginning: request.beginning }),
    ...(request.deadlineMs === undefined ? {} : { deadlineMs: request.deadlineMs }),
    ...(request.mayFollow === undefined ? {} : { mayFollow: request.mayFollow }),
    ...(request.led === undefined ? {} : { led: request.led }),
    onSent: request.onSent,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  })
  const { url, hops, caching } = answer
  const fetched = { url, hops, caching, permanent: isPermanent(hops, client) }
  const known = stored[url]
  if (answer.status === 304 && conditional) {
    const validators = withValidators(stored, url, refreshedValidators(known ?? {}, answer.header))
    return { ...fetched, status: 'not-modified', validators }
  }
  const held = hops.at(-1)
  if (held !== undefined && held.from === url) {
    throw new RedirectHeld(held, { hops, spentMs: (request.led?.spentMs ?? 0) + performance.now() - began })
  }
  if (answer.status !== 200 && answer.status !== 203) throw statusFailure(answer)
  const fresh = validatorsOf(answer.header)
  const bodyHash = hash('sha256', answer.body, 'hex')
  const sameBody = bodyHash === request.bodyHash
  const contentType = answer.header('content-type')
  return {
    ...fetched,
    status: 'fetched',
    body: answer.body,
    bodyHash,
    sameBody,
    ...(contentType === undefined ? {} : { contentType }),
    links: answer.headers('link'),
    validators: withValidators(stored, url, fresh),
    validatorsLied: request.bodyHash !== undefined && !sameBody && claimsSame(known, fresh),
    closeDelimited: answer.closeDelimited,
  }
}

/** The ETag decides where there is one (RFC 9110 section 13.2.2), else the date. */
function claimsSame(before: Validators | undefined, after: Validators | undefined): boolean {
  if (before === undefined || after === undefined) return false
  if (before.etag !== undefined || after.etag !== undefined) return before.etag === after.etag
  return before.lastModified !== undefined && before.lastModified === after.lastModified
}

/** Whether redirects led to a document for good, and to where one may be led (M28, M30). */
export function isPermanent(hops: readonly Hop[], client: Client): boolean {
  return (
    hops.length > 0 &&
    hops.every(({ status, from, to }) => {
      const downgrade = from.startsWith('https:') && to.startsWith('http:')
      const inward = client.isPrivate(to) && !client.isPrivate(from)
      return (status === 301 || status === 308) && !downgrade && !inward
    })
  )
}

/** What an answer without a document says: a bot wall, that it is gone, a pause. */
export function statusFailure({ status, url, hops, header, caching, notice }: Answer): FetchError {
  const wall = botWall(header, notice)
  const retryAfterMs = longest(caching.retryAfterMs, status === 429 ? caching.maxAgeMs : undefined)
  const more = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  if (wall !== undefined && status !== 404 && status !== 410)
    return new FetchError('challenge', url, { ...more, detail: wall })
  switch (status) {
    case 304:
      return new FetchError('unexpected-not-modified', url, more)
    case 410: {
      // What the publisher is sent away to for a while may be gone, and come again: he has not said that his own is.
      const isForGood = hops.every((hop) => hop.status === 301 || hop.status === 308)
      return new FetchError(isForGood ? 'gone' : 'http-status', url, more)
    }
    case 429:
      return new FetchError('rate-limited', url, more)
    default:
      return new FetchError('http-status', url, more)
  }
}

/** Who stands in front of the publisher and wants to see a browser. */
function botWall(header: Answer['header'], notice: Answer['notice']): string | undefined {
  if (header('cf-mitigated')?.toLowerCase() === 'challenge') return 'blocked by Cloudflare'
  if (header('x-vercel-mitigated')?.toLowerCase() === 'challenge') return 'blocked by Vercel'
  if (header('x-amzn-waf-action') !== undefined) return 'blocked by AWS WAF'
  if (header('x-datadome') !== undefined) return 'blocked by DataDome'
  const isWall = notice !== undefined && isBotWall(new TextDecoder().decode(notice))
  return isWall ? 'a bot wall is the answer' : undefined
}

/** M23: a 429 may say how long in two ways. */
function longest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b)
}
