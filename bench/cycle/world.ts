/**
 * A world of feeds on the loopback: every feed on one of many addresses, RSS and Atom mixed, 20 to 60 KB (42 on average)
 * and 30 items each, with author, category, summary and content, ETag, Last-Modified, 304 and gzip; one item in twenty is
 * a story that other feeds carry too, under the same title and link. The same seed and the same ticks give the same
 * bytes. `GET /_tick?share=0.1` lets that share of the feeds publish three items more; `GET /_stats` counts requests,
 * connections and bytes on the wire, headers included.
 */
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

const words =
  'river council market harbour winter signal garden engine letter bridge forest minister orbit ledger museum tunnel budget valley glacier tariff festival satellite vaccine railway election archive turbine lantern mortgage senate drought embassy ferry hospital island jury'.split(
    ' ',
  )

type Document = {
  readonly body: Buffer
  readonly zipped: Buffer
  readonly etag: string
  readonly modified: string
  readonly type: string
}

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

const STORIES = 500

/** Feed `n` after `added` items more than its first thirty: the newest thirty of them. */
function render(n: number, added: number, epoch: number): Document {
  const atom = n % 5 < 2
  const words = Math.floor(((20 + random(n * 31 + 7)() * 40) * 1024) / 30 / 7.2 - 75)
  const items = Array.from({ length: 30 }, (_, i) => {
    const serial = added + 29 - i
    const own = n * 100_000 + serial
    const isShared = random(own + 13)() < 0.05
    const story = Math.floor(random(own + 17)() * STORIES)
    const seed = isShared ? 900_000_000 + story * 1000 : own
    const at = new Date(epoch - (30 - Math.min(serial, 29)) * 900_000 - n * 1000)
    const address = isShared
      ? `http://stories.example/${story}?utm_source=feed${n}&amp;utm_medium=rss`
      : `http://publisher${n}.example/a/${serial}`
    const guid = isShared ? address : `tag:world,2026:${n}/${serial}`
    const title = text(seed, 9)
    const [author, category] = [text(seed + 3, 2), text(seed + 4, 1)]
    const summary = text(seed + 2, 22)
    const half = Math.max(10, words >> 1)
    const html = `<p>${text(seed + 1, half)}.</p><p>${text(seed + 5, half)} &amp; more.</p>`
    const escaped = html.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    const iso = at.toISOString()
    return atom
      ? `<entry><title>${title}</title><id>${guid}</id><link rel="alternate" href="${address}"/><published>${iso}</published><updated>${iso}</updated><author><name>${author}</name></author><category term="${category}"/><summary>${summary}</summary><content type="html">${escaped}</content></entry>`
      : `<item><title>${title}</title><link>${address}</link><guid isPermaLink="false">${guid}</guid><pubDate>${at.toUTCString()}</pubDate><dc:creator>${author}</dc:creator><category>${category}</category><description>${summary}</description><content:encoded><![CDATA[${html}]]></content:encoded></item>`
  }).join('\n')
  const body = Buffer.from(
    atom
      ? `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<title>Publisher ${n}</title>\n<id>urn:feed:${n}</id>\n<updated>${new Date(epoch).toISOString()}</updated>\n${items}\n</feed>\n`
      : `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n<title>Publisher ${n}</title>\n<link>http://publisher${n}.example/</link>\n<description>News</description>\n${items}\n</channel>\n</rss>\n`,
  )
  const type = `application/${atom ? 'atom' : 'rss'}+xml; charset=utf-8`
  const modified = new Date(epoch + added * 900_000).toUTCString()
  return { body, zipped: gzipSync(body, { level: 5 }), etag: `"${n}-${added}"`, modified, type }
}

const [feeds = 1000, hosts = 500] = process.argv.slice(2).map(Number)
const epoch = Date.UTC(2026, 0, 10)
const added = new Array<number>(feeds).fill(0)
const documents = Array.from({ length: feeds }, (_, n) => render(n, 0, epoch))
const stats = { requests: 0, connections: 0 }
const sockets = new Set<Socket>()
/** Bytes of connections that are closed, less those of open ones when counting began. */
let wire = 0
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
    const open = [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0)
    response.end(JSON.stringify({ ...stats, wire: wire + open, most: Math.max(0, ...perFeed.values()) }))
    wire = -open
    Object.assign(stats, { requests: 0, connections: 0 })
    perFeed.clear()
    return
  }
  const n = Number(/^\/f\/(\d+)\.xml$/.exec(url.pathname)?.[1])
  const document = documents[n]
  if (document === undefined) return void response.writeHead(404).end()
  stats.requests += 1
  perFeed.set(n, (perFeed.get(n) ?? 0) + 1)
  const validators = { etag: document.etag, 'last-modified': document.modified }
  if (request.headers['if-none-match'] === document.etag) return void response.writeHead(304, validators).end()
  const zip = /gzip/.test(request.headers['accept-encoding'] ?? '')
  const body = zip ? document.zipped : document.body
  const coding = zip ? { 'content-encoding': 'gzip' } : {}
  response.writeHead(200, {
    'content-type': document.type,
    'content-length': body.length,
    ...validators,
    ...coding,
  })
  response.end(body)
})
server.on('connection', (socket: Socket) => {
  stats.connections += 1
  sockets.add(socket)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    sockets.delete(socket)
    wire += socket.bytesWritten
  })
})
server.keepAliveTimeout = 30_000
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
