import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { ParseError } from '../errors.ts'
import type { Feed } from '../model/feed.ts'
import { type FeedReader, openInPieces, type ParseOptions, readFeed } from './parse-feed.ts'
import type { Answer, Job } from './parse-worker.ts'

/** Parses documents without ever standing in the way of others. */
export type Parser = {
  /** As `parseFeed`; a document that takes longer than the deadline is `unreadable`. */
  parseFeed(bytes: Uint8Array, options: ParseOptions): Promise<Feed>
  /** Ends the workers; what is still being parsed rejects. */
  close(): Promise<void>
}

export type ParserOptions = {
  /** Threads for large documents, started when first needed. */
  readonly workers?: number
  /**
   * Documents up to so many bytes are parsed in place: handing one to a thread and its feed back costs more than
   * parsing it (docs/notes/parsing.md), and parsing takes time linear in the bytes.
   */
  readonly inlineBytes?: number
  /**
   * Documents up to so many bytes are parsed in place too, unless their encoding takes long to guess, an item is huge or their
   * JSON is damaged, but in pieces, with others' work between them: a thread takes more memory than such a document.
   */
  readonly piecewiseBytes?: number
  readonly deadlineMs?: number
}

type Waiting = {
  readonly job: Job
  readonly resolve: (feed: Feed) => void
  readonly reject: (error: Error) => void
}

type Thread = {
  readonly worker: Worker
  busy: { readonly waiting: Waiting; readonly timer: NodeJS.Timeout } | undefined
}

const defaults = { workers: 1, inlineBytes: 256 * 1024, piecewiseBytes: 8 * 1024 * 1024, deadlineMs: 10_000 }

/** A parser for the whole life of a process. Close it, or its threads keep nothing alive but stay. */
export function createParser(options: ParserOptions = {}): Parser {
  return new ThreadedParser({ ...defaults, ...options })
}

/** Characters read before others have their turn: a few milliseconds' work, unless they were written to take long. */
const piece = 256 * 1024

/** Characters read before the time is looked at, and after so many milliseconds others have their turn anyway. */
const step = 16 * 1024
const pieceMs = 50

/** Reads on for a piece; says whether the document is over. */
function readPiece(reader: FeedReader): boolean {
  const until = performance.now() + pieceMs
  for (let read = 0; read < piece && performance.now() < until; ) {
    const more = reader.readOn(step)
    if (more === 0) return true
    read += more
  }
  return false
}

/** Undefined for a document that is for a thread. */
async function readInPieces(
  bytes: Uint8Array,
  options: ParseOptions,
  deadlineMs: number,
  closed: () => boolean,
): Promise<Feed | undefined> {
  const { url } = options
  let began = performance.now()
  let spent = 0
  if (closed()) throw new ParseError('unreadable', url, 'the parser is closed')
  const reader = openInPieces(bytes, options)
  if (reader === undefined) return undefined
  while (!readPiece(reader)) {
    spent += performance.now() - began
    if (spent > deadlineMs) throw new ParseError('unreadable', url, `not read within ${deadlineMs} ms`)
    await setImmediate()
    if (closed()) throw new ParseError('unreadable', url, 'the parser was closed')
    began = performance.now()
  }
  // What is made of the last piece comes after the work of others, too.
  await setImmediate()
  return reader.finish()
}

class ThreadedParser implements Parser {
  readonly #options: Required<ParserOptions>
  readonly #threads: Thread[] = []
  readonly #queue: Waiting[] = []
  #closed = false
  /** Fulfilled when the last document that is read in pieces is done. */
  #turn: Promise<void> = Promise.resolve()

  constructor(options: Required<ParserOptions>) {
    this.#options = options
  }

  async parseFeed(bytes: Uint8Array, options: ParseOptions): Promise<Feed> {
    const { inlineBytes, piecewiseBytes, workers, deadlineMs } = this.#options
    if (bytes.length <= inlineBytes || workers < 1) return readFeed(bytes, options)
    const feed = bytes.length <= piecewiseBytes ? await this.#inTurn(bytes, options, deadlineMs) : undefined
    if (feed !== undefined) return feed
    if (this.#closed) throw new ParseError('unreadable', options.url, 'the parser is closed')
    return new Promise((resolve, reject) => {
      this.#queue.push({ job: { bytes, options }, resolve, reject })
      this.#next()
    })
  }

  /** In pieces, one document after the other: so that memory holds the characters of one. */
  async #inTurn(bytes: Uint8Array, options: ParseOptions, deadlineMs: number): Promise<Feed | undefined> {
    const before = this.#turn
    const turn = Promise.withResolvers<void>()
    this.#turn = turn.promise
    await before
    try {
      return await readInPieces(bytes, options, deadlineMs, () => this.#closed)
    } finally {
      turn.resolve()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    const threads = this.#threads.splice(0)
    const waiting = [...this.#queue.splice(0), ...threads.flatMap(({ busy }) => (busy ? [busy.waiting] : []))]
    for (const thread of threads) clearTimeout(thread.busy?.timer)
    for (const { job, reject } of waiting)
      reject(new ParseError('unreadable', job.options.url, 'the parser was closed'))
    await Promise.all(threads.map(({ worker }) => worker.terminate()))
  }

  /** Gives the oldest waiting document to a free thread, if there is one. */
  #next(): void {
    const waiting = this.#queue[0]
    if (waiting === undefined) return
    let thread = this.#threads.find(({ busy }) => busy === undefined)
    if (thread === undefined && this.#threads.length < this.#options.workers) thread = this.#start()
    if (thread === undefined) return
    this.#queue.shift()
    const { worker } = thread
    const { deadlineMs } = this.#options
    const timer = setTimeout(
      (late: Thread) =>
        this.#end(late, new ParseError('unreadable', waiting.job.options.url, `not read within ${deadlineMs} ms`)),
      deadlineMs,
      thread,
    )
    thread.busy = { waiting, timer }
    worker.ref()
    // The thread takes over this copy instead of making two of its own.
    const bytes = new Uint8Array(waiting.job.bytes)
    worker.postMessage({ ...waiting.job, bytes }, [bytes.buffer])
  }

  #start(): Thread {
    // The worker lies beside this file, as .ts in the sources and as .js in the built package.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const worker = new Worker(new URL(`./parse-worker.${extension}`, import.meta.url), {
      // Room for what is new costs memory and, with what a feed keeps of it, no less time (docs/notes/parsing.md).
      resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 4 },
    })
    const thread: Thread = { worker, busy: undefined }
    worker.on('message', (answer: Answer) => this.#answered(thread, answer))
    worker.on('error', (error) => this.#failed(thread, error))
    this.#threads.push(thread)
    return thread
  }

  #answered(thread: Thread, answer: Answer): void {
    const busy = this.#free(thread)
    if (busy === undefined) return
    const { url } = busy.job.options
    if (answer.status === 'parsed') busy.resolve(answer.feed)
    else if (answer.status === 'refused') busy.reject(new ParseError(answer.code, url, withoutUrl(answer.message, url)))
    else busy.reject(new Error(`parsing ${url}: ${answer.message}`))
    this.#next()
  }

  #free(thread: Thread): Waiting | undefined {
    const { busy } = thread
    thread.busy = undefined
    clearTimeout(busy?.timer)
    // An idle thread must not keep a finished process alive.
    thread.worker.unref()
    return busy?.waiting
  }

  /** A thread that broke: out of memory is the document's fault, anything else ours. */
  #failed(thread: Thread, error: Error): void {
    const url = thread.busy?.waiting.job.options.url ?? ''
    const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    this.#end(
      thread,
      outOfMemory ? new ParseError('unreadable', url, 'more memory than there is', { cause: error }) : error,
    )
  }

  #end(thread: Thread, error: Error): void {
    const at = this.#threads.indexOf(thread)
    if (at >= 0) this.#threads.splice(at, 1)
    const waiting = this.#free(thread)
    // It is being ended because it does not answer; nothing waits for its end.
    void thread.worker.terminate()
    waiting?.reject(error)
    this.#next()
  }
}

function withoutUrl(message: string, url: string): string {
  return message.startsWith(`${url}: `) ? message.slice(url.length + 2) : message
}
