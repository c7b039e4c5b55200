import { Worker } from 'node:worker_threads'
import { ParseError } from '../errors.ts'
import type { Feed } from '../model/feed.ts'
import type { Article, Proposed } from './page.ts'
import {
  type ArticleOptions,
  doPageJob,
  type ListingOptions,
  type PageAnswer,
  type PageJob,
  type ProposeOptions,
} from './page-job.ts'
import type { SitemapIndex, SitemapOptions } from './sitemap.ts'

/**
 * Parses pages without standing in the way of others: in a thread, each within a deadline. The smallest ones too: what a
 * page costs hangs on what stands in it, and 30 KB of dates in words or of open tags can take a second.
 */
export type PageParser = {
  /** As `parseArticle`; a page that takes longer than the deadline is `unreadable`. */
  parseArticle(bytes: Uint8Array, options: ArticleOptions): Promise<Article>
  /** As `parseListing`, likewise. */
  parseListing(bytes: Uint8Array, options: ListingOptions): Promise<Feed>
  /** As `proposeListing`, likewise. */
  proposeListing(bytes: Uint8Array, options: ProposeOptions): Promise<Proposed>
  /** As `parseSitemap`, likewise; what is small and not packed is read in place. */
  parseSitemap(bytes: Uint8Array, options: SitemapOptions): Promise<Feed | SitemapIndex>
  /** Ends the thread; what is still being parsed rejects. */
  close(): Promise<void>
}

export type PageParserOptions = {
  readonly deadlineMs?: number
}

type Waiting = {
  readonly job: PageJob
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * What a thread may take, in MB. A page of 5 MB, read whole, needs about 100 of them; with more room V8 lets what reading
 * leaves behind pile up, ten times the page and more, before it looks for it.
 */
const memory = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 }

const defaults = { deadlineMs: 15_000 }

/** A page parser for the whole life of a process; its thread starts with the first page. */
export function createPageParser(options: PageParserOptions = {}): PageParser {
  const parser = new ThreadedPageParser({ ...defaults, ...options })
  return {
    parseArticle: (bytes, given) => parser.parse({ kind: 'article', bytes, options: given }) as Promise<Article>,
    parseListing: (bytes, given) => parser.parse({ kind: 'listing', bytes, options: given }) as Promise<Feed>,
    proposeListing: (bytes, given) => parser.parse({ kind: 'propose', bytes, options: given }) as Promise<Proposed>,
    parseSitemap: (bytes, given) =>
      parser.parse({ kind: 'sitemap', bytes, options: given }) as Promise<Feed | SitemapIndex>,
    close: () => parser.close(),
  }
}

/** One thread and a queue. A page that does not end takes its thread with it; the next page gets a new one. */
class ThreadedPageParser {
  readonly #options: Required<PageParserOptions>
  readonly #queue: Waiting[] = []
  #worker: Worker | undefined
  #busy: { readonly waiting: Waiting; timer: NodeJS.Timeout | undefined } | undefined
  /** Whether the thread runs: what it takes to start is not the page's time. */
  #runs = false
  #closed = false

  constructor(options: Required<PageParserOptions>) {
    this.#options = options
  }

  parse(job: PageJob): Promise<unknown> {
    if (this.#closed) return Promise.reject(new ParseError('unreadable', job.options.url, 'the parser is closed'))
    if (isSmallSitemap(job)) return doPageJob(job)
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject })
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    const waiting = this.#queue.splice(0)
    for (const { job, reject } of waiting)
      reject(new ParseError('unreadable', job.options.url, 'the parser was closed'))
    const worker = this.#end((url) => new ParseError('unreadable', url, 'the parser was closed'))
    await worker?.terminate()
  }

  #next(): void {
    if (this.#busy !== undefined) return
    const waiting = this.#queue.shift()
    if (waiting === undefined) return
    this.#worker ??= this.#start()
    this.#busy = { waiting, timer: undefined }
    this.#worker.ref()
    this.#worker.postMessage(waiting.job)
    if (this.#runs) this.#watch()
  }

  /** From now on the page that the thread is at has so much time. */
  #watch(): void {
    const { deadlineMs } = this.#options
    if (this.#busy === undefined) return
    this.#busy.timer = setTimeout(
      () => void this.#end((url) => new ParseError('unreadable', url, `not read within ${deadlineMs} ms`))?.terminate(),
      deadlineMs,
    )
  }

  #start(): Worker {
    // The worker lies beside this file, as .ts in the sources and as .js in the built package.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const worker = new Worker(new URL(`./page-worker.${extension}`, import.meta.url), {
      resourceLimits: memory,
    })
    worker.once('online', () => {
      if (worker !== this.#worker) return
      this.#runs = true
      this.#watch()
    })
    worker.on('message', (answer: PageAnswer) => {
      if (worker === this.#worker) this.#answered(answer)
    })
    // Out of memory is the page's fault, anything else ours.
    worker.on('error', (error) => {
      if (worker !== this.#worker) return
      const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      void this.#end((url) =>
        outOfMemory ? new ParseError('unreadable', url, 'more memory than there is', { cause: error }) : error,
      )
    })
    return worker
  }

  #answered(answer: PageAnswer): void {
    const busy = this.#busy
    this.#busy = undefined
    if (busy === undefined) return
    clearTimeout(busy.timer)
    // An idle thread must not keep a finished process alive.
    this.#worker?.unref()
    const { url } = busy.waiting.job.options
    if (answer.status === 'parsed') busy.waiting.resolve(answer.result)
    else if (answer.status === 'refused')
      busy.waiting.reject(new ParseError(answer.code, url, withoutUrl(answer.message, url)))
    else busy.waiting.reject(new Error(`parsing ${url}: ${answer.message}`))
    this.#next()
  }

  /** Lets the thread go, with an error for the page it was at, and goes on with the next. Returns the thread. */
  #end(errorFor: (url: string) => Error): Worker | undefined {
    const [worker, busy] = [this.#worker, this.#busy]
    this.#worker = undefined
    this.#runs = false
    this.#busy = undefined
    clearTimeout(busy?.timer)
    busy?.waiting.reject(errorFor(busy.waiting.job.options.url))
    this.#next()
    return worker
  }
}

/** A date in strange words may cost milliseconds, and each entry has one; what is packed may be of any size. */
const smallSitemap = 8 * 1024

function isSmallSitemap({ kind, bytes }: PageJob): boolean {
  return kind === 'sitemap' && bytes.length <= smallSitemap && bytes[0] !== 0x1f
}

function withoutUrl(message: string, url: string): string {
  return message.startsWith(`${url}: `) ? message.slice(url.length + 2) : message
}
