import type { Dispatcher } from 'undici'

/** The beginning of an answer. Header names in lower case, values as received (latin1). */
export type Head = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** Interim answers before the final one: nobody has so many to say, and reading them without end costs the others. */
const MOST_INTERIM = 10_000

/** Pieces of a body that may be tiny, as of a server that sends each word when it has it; and what is tiny beyond that. */
const MOST_TINY = 100_000
const TINY_BYTES = 8

/** Bytes that nobody has taken yet: with more, the peer has to wait. */
const MOST_WAITING_BYTES = 128 * 1024

/**
 * One request under way: its head as a promise, its body as an iterable. undici's own `request` makes a stream, an async
 * resource and a listener for each, which is half of what asking a thousand feeds costs.
 */
export class Exchange implements Dispatcher.DispatchHandler, AsyncIterable<Uint8Array> {
  readonly #began = Promise.withResolvers<Head>()
  #controller: Dispatcher.DispatchController | undefined
  #chunks: Uint8Array[] = []
  #waitingBytes = 0
  #interim = 0
  #pieces = 0
  #bytes = 0
  #unwanted = false
  #ended = false
  #failure: Error | undefined
  #wake: (() => void) | undefined
  readonly #onSent: (() => void) | undefined

  /** @param onSent called when the request goes out, over a connection that is there */
  constructor(onSent?: () => void) {
    this.#onSent = onSent
  }

  /** Resolves with the final answer's head; rejects where there will be none. */
  get head(): Promise<Head> {
    return this.#began.promise
  }

  /** Whether nothing more comes of it. */
  get isOver(): boolean {
    return this.#ended || this.#failure !== undefined
  }

  /** Ends it at once, connected or not: whoever waits for it is told the reason. */
  stop(reason: Error): void {
    if (this.isOver) return
    this.#fail(reason)
    this.#controller?.abort(reason)
  }

  /** Lets go whatever is still to come of the body; the connection stays. */
  ignore(): void {
    this.#unwanted = true
    this.#chunks = []
    this.#controller?.resume()
  }

  /** The body as it comes, for one reader. Who leaves it early hangs up. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        if (this.#failure !== undefined) throw this.#failure
        const chunks = this.#chunks
        this.#chunks = []
        this.#waitingBytes = 0
        yield* chunks
        if (this.#chunks.length > 0 || this.#failure !== undefined) continue
        if (this.#ended) return
        const more = new Promise<void>((resolve) => {
          this.#wake = resolve
        })
        // It may hand over what it holds before it returns.
        this.#controller?.resume()
        await more
      }
    } finally {
      this.stop(new Error('the body is not wanted'))
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#failure === undefined) {
      this.#controller = controller
      this.#onSent?.()
    } else controller.abort(this.#failure)
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Head['headers']): void {
    // RFC 9110 section 15.2: interim answers come before the final one.
    if (status >= 200) this.#began.resolve({ status, headers })
    else this.#interim += 1
    if (this.#interim > MOST_INTERIM) this.stop(new Error('interim answers without end'))
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#unwanted) return
    this.#pieces += 1
    this.#bytes += chunk.length
    if (this.#pieces > MOST_TINY && this.#bytes < this.#pieces * TINY_BYTES) {
      this.stop(new Error('a body in crumbs'))
      return
    }
    this.#chunks.push(chunk)
    this.#waitingBytes += chunk.length
    if (this.#waitingBytes > MOST_WAITING_BYTES) controller.pause()
    this.#tell()
  }

  onResponseEnd(): void {
    this.#ended = true
    this.#tell()
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error)
  }

  #fail(reason: Error): void {
    this.#failure ??= reason
    this.#chunks = []
    this.#began.reject(this.#failure)
    this.#tell()
  }

  #tell(): void {
    this.#wake?.()
    this.#wake = undefined
  }
}
