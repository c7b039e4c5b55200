/**
 * `node bench/soak.ts [DAYS] [SOURCES]`: thirty simulated days of Warta's cycle over 200 sources on the loopback, two hours
 * a cycle, with a retention of seven days; of all answers 2 % each are a closed connection, a body cut off, 404, 429, 500, 503,
 * an empty body and a body that is no feed. Warta works in a process of its own (`soak/newsroom.ts`); this one is the world
 * it reads and the oracle: what was served whole is known to the store, and stored until it is too old, and nothing else.
 * RSS must stay within 10 % of the first day's, handles and disk constant.
 */
import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serviceEnvironment } from '../src/commands/service-files.ts'
import { loadConfig } from '../src/config/load.ts'
import { openJsonStore } from '../src/store/json-store.ts'

const days = Number(process.argv[2] ?? 30)
const sources = Number(process.argv[3] ?? 200)
const CYCLES_A_DAY = 12
const ITEMS_A_DAY = 4
const LISTED = 20
const RETENTION_DAYS = 7
const START = Date.UTC(2026, 0, 10)
const ERRORS = ['reset', 'cut', 404, 429, 500, 503, 'empty', 'noise'] as const

let state = 1
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

const words =
  'river council market harbour winter signal garden engine letter bridge forest minister orbit ledger'.split(' ')
const text = (count: number): string => Array.from({ length: count }, () => words[Math.floor(random() * 14)]).join(' ')

type Item = { readonly guid: string; readonly xml: string }
/** Per source its newest items; by guid when each was first served whole. */
const world: Item[][] = Array.from({ length: sources }, () => [])
const versions = new Array<number>(sources).fill(0)
const served = new Map<string, number>()
/** What must be stored, by guid; and what each source's document listed when it was last served whole. */
const kept = new Map<string, number>()
const listed = new Map<number, ReadonlySet<string>>()
let serial = 0
let now = START
let errors = 0

function publish(source: number): void {
  const n = serial++
  const guid = `item-${n}`
  const link = `https://publisher${source}.example/piece/${n}`
  const xml =
    `<item><guid isPermaLink="false">${guid}</guid><title>${text(8)} ${n}</title><link>${link}</link>` +
    `<pubDate>${new Date(now - 60_000).toUTCString()}</pubDate><description>${text(120)}</description></item>`
  world[source] = [{ guid, xml }, ...(world[source] ?? [])].slice(0, LISTED)
  versions[source] = (versions[source] ?? 0) + 1
}

function answerWrongly(how: (typeof ERRORS)[number], response: ServerResponse): void {
  errors++
  const type = { 'content-type': 'application/rss+xml' }
  if (how === 'reset') response.destroy()
  else if (how === 'cut') {
    response.writeHead(200, { ...type, 'content-length': 90_000 })
    response.write('<?xml version="1.0"?><rss version="2.0"><channel><title>Cut', () => response.destroy())
  } else if (how === 'empty') response.writeHead(200, type).end()
  else if (how === 'noise') response.writeHead(200, type).end(text(400))
  else response.writeHead(how, how === 503 ? { 'retry-after': '7200' } : {}).end('no')
}

const server = createServer((request, response) => {
  const source = Number(request.url?.slice(1))
  const wrong = Math.floor(random() * 50)
  const how = ERRORS[wrong]
  if (how !== undefined) return answerWrongly(how, response)
  const etag = `"${source}-${versions[source]}"`
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end()
  const items = world[source] ?? []
  const head = `<title>Publisher ${source}</title><link>https://publisher${source}.example/</link><language>en</language>`
  response.writeHead(200, { 'content-type': 'application/rss+xml', etag })
  response.end(
    `<?xml version="1.0"?><rss version="2.0"><channel>${head}${items.map(({ xml }) => xml).join('')}</channel></rss>`,
  )
  for (const { guid } of items) {
    if (served.has(guid)) continue
    served.set(guid, now)
    kept.set(guid, now)
  }
  listed.set(source, new Set(items.map(({ guid }) => guid)))
})
await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
const { port } = server.address() as AddressInfo

const folder = mkdtempSync(join(tmpdir(), 'warta-soak-'))
const feeds = join(folder, 'feeds')
mkdirSync(feeds)
writeFileSync(
  join(feeds, 'site.yaml'),
  `title: Soak\nurl: https://news.example.org/\nallowPrivate: [127.0.0.0/8]\nretention: ${RETENTION_DAYS}d\ndefaults: { every: 2h }\n`,
)
for (const [i, slug] of ['world', 'economy', 'science', 'sport'].entries()) {
  const own = Array.from({ length: sources }, (_, source) => source).filter((source) => source % 4 === i)
  const urls = own.map((source) => `  - http://127.1.${source >> 7}.${1 + (source & 127)}:${port}/${source}\n`)
  writeFileSync(join(feeds, `${slug}.yaml`), `title: ${slug}\nlanguage: en\nsources:\n${urls.join('')}`)
}

/** In editions, too, entries are spared; they are far younger than any that expire. */
function forget(before: number): void {
  const spared = new Set([...listed.values()].flatMap((guids) => [...guids]))
  for (const [guid, firstSeen] of kept) if (firstSeen < before && !spared.has(guid)) kept.delete(guid)
}

type Size = { readonly bytes: number; readonly files: number }
type Day = {
  readonly kind: 'day'
  readonly day: number
  readonly rss: number
  readonly heapUsed: number
  readonly heapTotal: number
  readonly arrayBuffers: number
  readonly handles: number
  readonly cpuMs: number
  readonly polled: number
  readonly failed: number
  readonly added: number
  readonly published: number
  readonly disk: { readonly store: Size; readonly archives: Size; readonly public: Size }
}
type Told =
  | Day
  | { readonly kind: 'cycle'; readonly at: number }
  | { readonly kind: 'expired'; readonly before: number; readonly gone: number }

const measured: Day[] = []
const mb = (bytes: number): string => (bytes / 1e6).toFixed(0)

function hear(message: Told): void {
  if (message.kind === 'cycle') {
    now = message.at
    for (let source = 0; source < sources; source++) if (random() < ITEMS_A_DAY / CYCLES_A_DAY) publish(source)
  } else if (message.kind === 'expired') {
    const before = kept.size
    forget(message.before)
    const expected = before - kept.size
    if (expected !== message.gone) console.log(`expired ${message.gone} where the oracle had ${expected}`)
  } else {
    measured.push(message)
    const { store, archives, public: site } = message.disk
    console.log(
      `day ${message.day}: RSS ${mb(message.rss)} MB, main heap ${mb(message.heapUsed)} of ${mb(message.heapTotal)} MB, buffers ${mb(message.arrayBuffers)} MB, ` +
        `${message.handles} handles, CPU ${(message.cpuMs / 1000).toFixed(1)} s · ${message.polled} polls, ${message.failed} failed, ` +
        `${message.added} new, ${message.published} editions · store ${mb(store.bytes - archives.bytes)} MB in ` +
        `${store.files - archives.files} files, archives ${mb(archives.bytes)} MB, site ${mb(site.bytes)} MB`,
    )
  }
}

/** The store as it is on disk, beside what was served. */
async function compare(): Promise<string> {
  const ids = new Map((await loadConfig({ feeds, env: {} })).sources.map(({ id, url }) => [id, url]))
  const store = await openJsonStore({ folder: join(folder, 'data/store'), clock: { now: () => now }, mode: 'reader' })
  const found = new Set<string>()
  for await (const { guid = '', sourceId, firstSeen } of store.readEntries({})) {
    if (!ids.has(sourceId)) throw new Error(`an entry of no source: ${sourceId}`)
    if (kept.get(guid) !== firstSeen)
      throw new Error(`${guid}: first seen ${firstSeen}, the oracle has ${kept.get(guid)}`)
    if (found.has(guid)) throw new Error(`${guid} is stored twice`)
    found.add(guid)
  }
  await store.close()
  if (found.size !== kept.size) throw new Error(`${found.size} entries where the oracle has ${kept.size}`)
  const added = measured.reduce((sum, day) => sum + day.added, 0)
  if (added !== served.size) throw new Error(`${added} were new where the oracle served ${served.size}`)
  return `${found.size} entries stored and ${added} ever new, as the oracle has them; ${errors} wrong answers`
}

try {
  const began = performance.now()
  const script = fileURLToPath(new URL('soak/newsroom.ts', import.meta.url))
  // As the unit that `warta init` prints starts it.
  const child = fork(script, [folder, String(days), String(CYCLES_A_DAY), String(START)], {
    env: { ...process.env, ...serviceEnvironment },
  })
  child.on('message', (message: Told) => {
    hear(message)
    child.send('go on')
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`Warta ended with ${String(code)}`)
  console.log(await compare())
  const [first, last] = [measured[0], measured.at(-1)]
  const growth = first === undefined || last === undefined ? 0 : (100 * last.rss) / first.rss - 100
  console.log(`RSS after the first day: ${growth.toFixed(1)} % · ${((performance.now() - began) / 1000).toFixed(0)} s`)
} finally {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
}
