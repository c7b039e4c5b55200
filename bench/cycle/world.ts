/**
 * A world of feeds on the loopback: every feed on one of many addresses, RSS and Atom mixed, some 42 KB and 30 items
 * each, ETag, 304 and gzip. The same seed and the same ticks give the same bytes. `POST /_tick?share=0.1` lets that share
 * of the feeds publish three items more; `GET /_stats` counts requests and bytes.
 */
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

const words =
  'river council market harbour winter signal garden engine letter bridge forest minister orbit ledger museum tunnel budget valley glacier tariff festival satellite vaccine railway election archive turbine lantern mortgage senate drought embassy ferry hospital island jury'.split(
    ' ',
  )

type Document = { readonly body: Buffer; readonly zipped: Buffer; readonly etag: string; readonly type: string }

/** A small deterministic generator (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function text(seed: number, count: number): string {
  const next = random(seed)
  return Array.from({ length: count }, () => words[Math.floor(next() * words.length)]).join(' ')
}

/** Feed `n` after `added` items more than its first thirty: the newest thirty of them. */
function render(n: number, added: number, epoch: number): Document {
  const atom = n % 5 < 2
  const items = Array.from({ length: 30 }, (_, i) => {
    const serial = added + 29 - i
    const seed = n * 100_000 + serial
    const at = new Date(epoch - (30 - serial) * 1_200_000 - n * 1000)
    const url = `https://publisher${n}.example/piece/${serial}`
    const title = text(seed, 9)
    const html = `&lt;p&gt;${text(seed + 1, 140)}&lt;/p&gt;`
    return atom
      ? `<entry><id>${url}</id><title>${title}</title><link href="${url}"/><updated>${at.toISOString()}</updated><content type="html">${html}</content></entry>`
      : `<item><guid>${url}</guid><title>${title}</title><link>${url}</link><pubDate>${at.toUTCString()}</pubDate><description>${html}</description></item>`
  }).join('\n')
  const body = Buffer.from(
    atom
      ? `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:feed:${n}</id><title>Publisher ${n}</title><updated>${new Date(epoch).toISOString()}</updated>${items}</feed>`
      : `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Publisher ${n}</title><link>https://publisher${n}.example/</link><description>News</description>${items}</channel></rss>`,
  )
  const type = atom ? 'application/atom+xml' : 'application/rss+xml'
  return { body, zipped: gzipSync(body), etag: `"${n}-${added}"`, type }
}

const [feeds = 1000, hosts = 500] = process.argv.slice(2).map(Number)
const epoch = Date.UTC(2026, 0, 10)
const added = new Array<number>(feeds).fill(0)
const documents = Array.from({ length: feeds }, (_, n) => render(n, 0, epoch))
const stats = { requests: 0, bytes: 0, notModified: 0, most: 0 }
const perFeed = new Map<number, number>()
let ticks = 0

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://world')
  if (url.pathname === '/_tick') {
    ticks += 1
    const share = Number(url.searchParams.get('share'))
    for (let n = 0; n < feeds; n += 1) {
      if (random(n * 7919 + ticks)() >= share) continue
      added[n] = (added[n] ?? 0) + 3
      documents[n] = render(n, added[n] ?? 0, epoch)
    }
    return void response.end()
  }
  if (url.pathname === '/_stats') {
    response.end(JSON.stringify({ ...stats, most: Math.max(0, ...perFeed.values()) }))
    Object.assign(stats, { requests: 0, bytes: 0, notModified: 0 })
    perFeed.clear()
    return
  }
  const n = Number(/^\/f\/(\d+)\.xml$/.exec(url.pathname)?.[1])
  const document = documents[n]
  if (document === undefined) return void response.writeHead(404).end()
  stats.requests += 1
  perFeed.set(n, (perFeed.get(n) ?? 0) + 1)
  if (request.headers['if-none-match'] === document.etag) {
    stats.notModified += 1
    return void response.writeHead(304, { etag: document.etag }).end()
  }
  const zip = /gzip/.test(request.headers['accept-encoding'] ?? '')
  const body = zip ? document.zipped : document.body
  stats.bytes += body.length
  const coding = zip ? { 'content-encoding': 'gzip' } : {}
  response.writeHead(200, {
    'content-type': document.type,
    'content-length': body.length,
    etag: document.etag,
    ...coding,
  })
  response.end(body)
})
server.listen(0, '0.0.0.0', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const port = address.port
  const urls = Array.from({ length: feeds }, (_, n) => {
    const host = n % hosts
    return `http://127.0.${1 + Math.floor(host / 250)}.${1 + (host % 250)}:${port}/f/${n}.xml`
  })
  process.send?.({ port, urls })
})
