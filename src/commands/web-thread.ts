import { Worker } from 'node:worker_threads'
import type { Clock } from '../clock.ts'
import { ListenError, PublishError, UsageError } from '../errors.ts'
import type { StatusReport } from '../model/status.ts'
import type { AppOptions } from '../serve/app.ts'
import { explain } from './explain.ts'
import type { FromWeb, Question, Settings, ToWeb } from './web-worker.ts'

/** The published site over HTTP, from a thread of its own. */
export type Web = {
  /** Where it listens: `http://127.0.0.1:8080/`. */
  readonly url: string
  /** Hands out what the folder holds now, whole: every answer from then on is of it. @throws PublishError when it cannot be read */
  renew(): Promise<void>
  /** Goes on as this site, in the same place. @throws PublishError when the folder cannot be read */
  configure(site: Settings['site']): Promise<void>
  /** Why nobody answers readers any more, where the thread ended though nobody closed it. */
  readonly ended: Promise<unknown>
  /** Lets answers under way end, then ends the thread. */
  close(): Promise<void>
}

export type WebOptions = {
  readonly address: Settings['address']
  readonly site: Settings['site']
  readonly publicFolder: string
  readonly clock: Clock
  readonly status: () => Promise<StatusReport>
  readonly metrics: AppOptions['metrics'] & {}
  /** Told of failures inside that no client caused. */
  readonly onError: (message: string) => void
}

/**
 * Serves the published folder from a thread of its own: readers are answered at once whatever a cycle is at, and a crowd
 * of readers takes no time from the cycle. The thread reads the folder itself; only `/-/` asks this one.
 * @throws ListenError or UsageError when the address cannot be had
 */
export async function openWeb(options: WebOptions): Promise<Web> {
  const { address, site, publicFolder, clock, status, metrics, onError } = options
  const settings: Settings = {
    address,
    site: named(site),
    publicFolder,
    clockAhead: clock.now() - Date.now(),
    metricsType: metrics.contentType,
  }
  // The worker lies beside this file, as .ts in the sources and as .js in the built package.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./web-worker.${extension}`, import.meta.url), { workerData: settings })
  const started = Promise.withResolvers<string>()
  const end = Promise.withResolvers<unknown>()
  const renewals = new Map<number, PromiseWithResolvers<void>>()
  let asked = 0
  let closing = false

  const answer = async (id: number, what: Question): Promise<void> => {
    const message: ToWeb = await (what === 'status' ? status() : metrics.metrics()).then(
      (value) => ({ kind: 'answer', id, value }),
      (error) => ({ kind: 'no-answer', id, message: explain(error) }),
    )
    worker.postMessage(message)
  }
  const ended = (error: unknown): void => {
    started.reject(error)
    for (const { reject } of renewals.values()) reject(error)
    renewals.clear()
    if (!closing) end.resolve(error)
    closing = true
  }
  worker.on('message', (message: FromWeb) => {
    if (message.kind === 'listening') started.resolve(message.url)
    else if (message.kind === 'not-listening') started.reject(listenError(options, message))
    else if (message.kind === 'unreadable') started.reject(new PublishError(message.message))
    else if (message.kind === 'ask') void answer(message.id, message.what)
    else if (message.kind === 'trouble') onError(message.message)
    else {
      const renewal = renewals.get(message.id)
      renewals.delete(message.id)
      if (message.problem === undefined) renewal?.resolve()
      else renewal?.reject(new PublishError(message.problem))
    }
  })
  worker.once('error', ended)
  worker.once('exit', (code) => ended(new Error(`the thread that answers readers has ended with ${code}`)))

  const close = async (): Promise<void> => {
    if (closing) return
    closing = true
    const exited = new Promise((resolve) => worker.once('exit', resolve))
    worker.postMessage({ kind: 'close' } satisfies ToWeb)
    await exited
  }
  try {
    const url = await started.promise
    const renewed = (as?: Settings['site']): Promise<void> => {
      const renewal = Promise.withResolvers<void>()
      asked += 1
      renewals.set(asked, renewal)
      worker.postMessage({ kind: 'renew', id: asked, ...(as === undefined ? {} : { site: as }) } satisfies ToWeb)
      return renewal.promise
    }
    return {
      url,
      renew: () => renewed(),
      configure: (as) => renewed(named(as)),
      ended: end.promise,
      close,
    }
  } catch (error) {
    closing = true
    await worker.terminate()
    throw error
  }
}

/** Of a site only what the thread needs to know. */
function named({ title, url, hub, timezone }: Settings['site']): Settings['site'] {
  return { title, url, hub, timezone }
}

/** What may pass by itself is no mistake of the command line: a service is started again. */
function listenError({ address: { host, port } }: WebOptions, { code, message }: { code: string; message: string }) {
  const where = `cannot listen at ${host.includes(':') ? `[${host}]` : host}:${port}`
  const cause = new Error(message)
  return ['EADDRINUSE', 'EADDRNOTAVAIL'].includes(code)
    ? new ListenError(where, { cause })
    : new UsageError(where, { cause })
}
