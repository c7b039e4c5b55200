import { publicUrl } from './text/public-url.ts'

/**
 * Why a fetch failed, in the words an operator would search for.
 * `http-status` carries the status; `gone` is 410; `challenge` is a bot wall in front of the publisher.
 */
export type FetchFailure =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'refused-address'
  | 'redirect'
  | 'http-status'
  | 'gone'
  | 'challenge'
  | 'rate-limited'
  | 'encoding'
  | 'protocol'
  | 'unexpected-not-modified'

/** Why a document could not be read; the codes `warta parse` prints. */
export type ParseFailure =
  | 'not-a-feed'
  | 'not-a-page'
  | 'empty'
  | 'sign-in'
  | 'challenge'
  | 'too-large'
  | 'too-deep'
  | 'unreadable'

/** The command line is wrong: unknown flag, missing argument. Exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The address to listen at cannot be had now: another program has it, or this machine has not got it yet. Exit 1. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
}

/** An expected failure of one source: recorded, backed off, and the run goes on. */
export abstract class SourceError extends Error {
  /** As it was asked: there may be secrets in it, and `message` has none of them. */
  readonly url: string
  /** What failed: the message without the address. */
  readonly what: string
  /** The failure in one word: a `FetchFailure` or a `ParseFailure`. */
  abstract readonly code: string

  constructor(what: string, url: string, options?: ErrorOptions) {
    super(`${publicUrl(url)}: ${what}`, options)
    this.name = new.target.name
    this.url = url
    this.what = what
  }
}

/** What a `FetchError` knows beside its failure. `retryAfterMs` is counted from the answer. */
export type FetchErrorDetail = {
  readonly status?: number
  readonly retryAfterMs?: number
  /** A few words for people: the system's code, the server's reason. Never markup. */
  readonly detail?: string
}

/** One document could not be fetched. */
export class FetchError extends SourceError {
  readonly code: FetchFailure
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined

  constructor(code: FetchFailure, url: string, more: FetchErrorDetail & ErrorOptions = {}) {
    const what = [code, more.status, more.detail].filter((part) => part !== undefined).join(' ')
    super(what, url, more)
    this.code = code
    this.status = more.status
    this.retryAfterMs = more.retryAfterMs
  }
}

/** One document was fetched and is not what it should be. */
export class ParseError extends SourceError {
  readonly code: ParseFailure

  constructor(code: ParseFailure, url: string, detail: string, options?: ErrorOptions) {
    super(detail, url, options)
    this.code = code
  }
}

/** The store cannot be read or written. The run stops, the last good data stays. Exit 1. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** Another process holds this data folder. Exit 75. */
export class StoreBusyError extends StoreError {
  readonly pid: number | undefined

  constructor(folder: string, pid: number | undefined) {
    super(`${folder} is held by ${pid === undefined ? 'another process' : `process ${pid}`}`)
    this.pid = pid
  }
}

/** An edition could not be rendered or written. The last good site stays. Exit 1. */
export class PublishError extends Error {
  override readonly name = 'PublishError'
}
