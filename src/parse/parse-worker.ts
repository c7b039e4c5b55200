import { parentPort } from 'node:worker_threads'
import { ParseError } from '../errors.ts'
import type { Feed } from '../model/feed.ts'
import { type ParseOptions, readFeed } from './parse-feed.ts'

/** What the parser asks of a worker. */
export type Job = { readonly bytes: Uint8Array; readonly options: ParseOptions }

/** What a worker answers: an error is taken apart, because classes do not cross threads. */
export type Answer =
  | { readonly status: 'parsed'; readonly feed: Feed }
  | { readonly status: 'refused'; readonly code: ParseError['code']; readonly message: string }
  | { readonly status: 'failed'; readonly message: string }

function answer({ bytes, options }: Job): Answer {
  try {
    return { status: 'parsed', feed: readFeed(bytes, options) }
  } catch (error) {
    if (error instanceof ParseError) return { status: 'refused', code: error.code, message: error.message }
    return { status: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', (job: Job) => parentPort?.postMessage(answer(job)))
