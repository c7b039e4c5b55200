import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ListenError, PublishError, UsageError } from '../errors.ts'
import { openWeb, type Web, type WebOptions } from './web-thread.ts'

const STATUS = { version: '1.0.0', healthy: true, reasons: [], sources: [], sections: [] }

let folder: string
let web: Web | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warta-web-'))
  await writeFile(join(folder, 'index.html'), '<p>one</p>')
})
afterEach(async () => {
  await web?.close()
  web = undefined
  await rm(folder, { recursive: true })
})

function given(): WebOptions {
  return {
    address: { host: '127.0.0.1', port: 0 },
    site: { title: 'News', url: undefined, hub: undefined, timezone: 'UTC' },
    publicFolder: folder,
    clock: { now: () => Date.now() },
    status: async () => STATUS,
    metrics: { contentType: 'text/plain; charset=utf-8', metrics: async () => 'warta_cycles_total 1\n' },
    onError: () => {},
  }
}

async function open(options: Partial<WebOptions> = {}): Promise<Web> {
  web = await openWeb({ ...given(), ...options })
  return web
}

async function text(path: string): Promise<string> {
  return (await fetch(`${web?.url}${path}`)).text()
}

/** Asks when it is told to, and says with a shared number, which a thread can wait for while it does nothing else. */
const READER = `
import { parentPort, workerData } from 'node:worker_threads'
parentPort.once('message', async () => {
  const { status } = await fetch(workerData.url)
  Atomics.store(workerData.answered, 0, status)
  Atomics.notify(workerData.answered, 0)
})
parentPort.postMessage('ready')
`

describe('the thread that answers readers', () => {
  test('answers while the other one is busy and lets nobody have a turn', async () => {
    const { url } = await open()
    const answered = new Int32Array(new SharedArrayBuffer(4))
    const reader = new Worker(new URL(`data:text/javascript,${encodeURIComponent(READER)}`), {
      workerData: { url, answered },
    })
    await new Promise((resolve) => reader.once('message', resolve))
    reader.postMessage('ask')
    Atomics.wait(answered, 0, 0, 30_000)
    expect(answered[0]).toBe(200)
    await reader.terminate()
  })

  test('hands out another publication when it is told to, and not before', async () => {
    const { renew } = await open()
    await writeFile(join(folder, 'index.html'), '<p>two</p>')
    expect(await text('')).toBe('<p>one</p>')
    await renew()
    expect(await text('')).toBe('<p>two</p>')
  })

  test('goes on with what it has where the folder cannot be read, and says so', async () => {
    const { renew } = await open()
    await rm(folder, { recursive: true })
    await writeFile(folder, 'in the way')
    await expect(renew()).rejects.toThrow(PublishError)
    expect(await text('')).toBe('<p>one</p>')
    await rm(folder)
    await mkdir(folder)
    await renew()
    expect((await fetch(`${web?.url}`)).status).toBe(503)
  })

  test('asks the other thread how all is going', async () => {
    await open()
    expect(await text('-/healthz')).toBe('ok\n')
    expect(JSON.parse(await text('-/status.json'))).toEqual(STATUS)
    expect(await text('-/metrics')).toBe('warta_cycles_total 1\n')
  })

  test('says 500 where that cannot be told, why only to the operator, and nothing of it the next time', async () => {
    const said: string[] = []
    let fails = true
    await open({
      status: async () => {
        if (fails) throw new Error('the store is gone')
        return STATUS
      },
      onError: (message) => said.push(message),
    })
    const failed = await fetch(`${web?.url}-/healthz`)
    expect([failed.status, (await failed.text()).includes('store')]).toEqual([500, false])
    expect(said).toEqual([expect.stringContaining('the store is gone')])
    fails = false
    expect(await text('-/healthz')).toBe('ok\n')
  })

  test('cannot have an address that is taken now, or that is none', async () => {
    const { url } = await open()
    const port = Number(new URL(url).port)
    await expect(openWeb({ ...given(), address: { host: '127.0.0.1', port } })).rejects.toThrow(ListenError)
    await expect(openWeb({ ...given(), address: { host: '127.0.0.1', port: 70_000 } })).rejects.toThrow(UsageError)
  })

  test('closes: nobody is answered any more', async () => {
    const { url, close } = await open()
    await close()
    await expect(fetch(url)).rejects.toThrow()
  })
})
