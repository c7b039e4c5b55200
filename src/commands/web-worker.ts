import { parentPort, workerData } from 'node:worker_threads'
import type { Site } from '../model/section.ts'
import type { StatusReport } from '../model/status.ts'
import { readSite } from '../publish/read-site.ts'
import { type App, createApp, type RequestHead } from '../serve/app.ts'
import { type Listener, listen } from '../serve/node-server.ts'

/** What the thread is told at its start. */
export type Settings = {
  readonly address: { readonly host: string; readonly port: number }
  readonly site: Pick<Site, 'title' | 'url' | 'hub' | 'timezone'>
  readonly publicFolder: string
  /** Of the other thread's clock before the machine's, in milliseconds. */
  readonly clockAhead: number
  /** The content type of the metrics. */
  readonly metricsType: string
}

/** What only the other thread knows. */
export type Question = 'status' | 'metrics'

export type ToWeb =
  /** With `site`: as another one from then on. */
  | { readonly kind: 'renew'; readonly id: number; readonly site?: Settings['site'] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: StatusReport | string }
  | { readonly kind: 'no-answer'; readonly id: number; readonly message: string }
  | { readonly kind: 'close' }

export type FromWeb =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'not-listening'; readonly code: string; readonly message: string }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'renewed'; readonly id: number; readonly problem?: string }
  | { readonly kind: 'ask'; readonly id: number; readonly what: Question }
  | { readonly kind: 'trouble'; readonly message: string }

const { address, publicFolder, clockAhead, metricsType, ...settings } = workerData as Settings
const waiting = new Map<number, PromiseWithResolvers<StatusReport | string>>()
let asked = 0

function say(message: FromWeb): void {
  parentPort?.postMessage(message)
}

function ask(what: Question): Promise<StatusReport | string> {
  const answer = Promise.withResolvers<StatusReport | string>()
  asked += 1
  waiting.set(asked, answer)
  say({ kind: 'ask', id: asked, what })
  return answer.promise
}

function onError(error: unknown): void {
  say({ kind: 'trouble', message: error instanceof Error ? error.message : String(error) })
}

function appOf(site: Settings['site']): App {
  return createApp({
    site,
    clock: { now: () => Date.now() + clockAhead },
    status: () => ask('status') as Promise<StatusReport>,
    metrics: { contentType: metricsType, metrics: () => ask('metrics') as Promise<string> },
    onError,
  })
}

let app = appOf(settings.site)

async function renew(id: number, site?: Settings['site']): Promise<void> {
  try {
    const next = site === undefined ? app : appOf(site)
    await next.replace(await readSite(publicFolder))
    app = next
    say({ kind: 'renewed', id })
  } catch (error) {
    say({ kind: 'renewed', id, problem: messageOf(error) })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function open(): Promise<Listener | undefined> {
  try {
    await app.replace(await readSite(publicFolder))
  } catch (error) {
    say({ kind: 'unreadable', message: messageOf(error) })
    return undefined
  }
  try {
    const current = {
      handle: (request: Request) => app.handle(request),
      answer: (head: RequestHead) => app.answer(head),
    }
    return await listen(current, { ...address, onError })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    say({ kind: 'not-listening', code, message: messageOf(error) })
    return undefined
  }
}

const server = await open()
let renewing: Promise<void> = Promise.resolve()
parentPort?.on('message', (message: ToWeb) => {
  if (message.kind === 'renew') renewing = renewing.then(() => renew(message.id, message.site))
  else if (message.kind === 'close') void server?.close().then(() => parentPort?.close())
  else {
    const answer = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'answer') answer?.resolve(message.value)
    else answer?.reject(new Error(message.message))
  }
})
if (server !== undefined) say({ kind: 'listening', url: server.url })
