/**
 * Warta itself, for `bench/soak.ts`: the cycles of so many days, one after the other, under a clock that jumps. Tells its
 * parent of each cycle, of each expiry and, once a day, of its memory, handles and disk.
 * `node newsroom.ts FOLDER DAYS CYCLES_A_DAY START`
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openNewsroom } from '../../src/commands/newsroom.ts'
import { loadConfig } from '../../src/config/load.ts'
import { cycle } from '../../src/schedule.ts'
import { boundOldGeneration, createGiveBack, settleYoungGeneration } from '../../src/v8-memory.ts'

const [folder = '', days = '30', perDay = '24', start = '0'] = process.argv.slice(2)
const DAY = 86_400_000

// As `warta serve` does.
settleYoungGeneration()
boundOldGeneration()
setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

function bytesIn(path: string): { readonly bytes: number; readonly files: number } {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  return {
    files: files.length,
    bytes: files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0),
  }
}

function told(message: object): Promise<void> {
  return new Promise((resolve) => {
    process.once('message', () => resolve())
    process.send?.(message)
  })
}

let now = Number(start)
const giveBackMemory = createGiveBack(() => now)
const io = {
  stdout: () => undefined,
  stderr: (text: string) => void process.stderr.write(text),
  stdin: process.stdin,
  env: process.env,
  terminal: false,
  signal: new AbortController().signal,
}
const data = join(folder, 'data')
const options = { feeds: join(folder, 'feeds'), data, json: false, quiet: true, verbose: false }
const config = await loadConfig({ feeds: options.feeds, env: {} })
const { newsroom, close } = await openNewsroom(config, { io, clock: { now: () => now }, options })
const { store } = newsroom
const expire = store.expire.bind(store)
store.expire = async (before) => {
  const gone = await expire(before)
  await told({ kind: 'expired', before, gone })
  return gone
}

for (let day = 0; day < Number(days); day++) {
  const cpu = process.cpuUsage()
  const counts = { polled: 0, failed: 0, added: 0, published: 0 }
  for (let round = 0; round < Number(perDay); round++) {
    now = Number(start) + day * DAY + (round * DAY) / Number(perDay)
    await told({ kind: 'cycle', at: now })
    const { polled, sections } = await cycle(newsroom)
    giveBackMemory()
    for (const { outcome } of polled) {
      counts.polled++
      if (outcome.status === 'failed') counts.failed++
      if (outcome.status === 'updated') counts.added += outcome.added
    }
    counts.published += sections.filter(({ status }) => status === 'published').length
  }
  collect()
  const { rss, heapUsed, heapTotal, arrayBuffers } = process.memoryUsage()
  const { user, system } = process.cpuUsage(cpu)
  const handles = readdirSync('/proc/self/fd').length
  const measured = {
    day: day + 1,
    rss,
    heapUsed,
    heapTotal,
    arrayBuffers,
    handles,
    cpuMs: (user + system) / 1000,
    ...counts,
  }
  const disk = {
    store: bytesIn(join(data, 'store')),
    archives: bytesIn(join(data, 'store/archives')),
    public: bytesIn(join(data, 'public')),
  }
  await told({ kind: 'day', ...measured, disk })
}
await close()
process.disconnect?.()
