import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../clock.ts'
import type { PageSelectors } from '../model/source.ts'
import { bulletin, randomFrom } from './bulletin.ts'
import { arabic } from './news-ar.ts'
import { business, english } from './news-en.ts'
import { spanish } from './news-es.ts'
import { ekonomi, indonesian, portal as portalPieces } from './news-id.ts'
import { russian } from './news-ru.ts'
import { chinese } from './news-zh.ts'
import type { Piece } from './piece.ts'
import { articlePage, listingPage } from './portal-page.ts'
import { articleUrl, correct, publish, type Publisher, type PublisherFormat } from './publisher.ts'
import { publisherFeed } from './publisher-feed.ts'
import { brokenXml, hostileFeed, privateTarget } from './troublemakers.ts'

/** A newsroom as a configuration lists it. */
export type WorldPublisher = {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly kind: 'feed' | 'page'
  readonly language: string
  /** Slug of the section it belongs to. */
  readonly section: string
  readonly selectors?: PageSelectors
  /** IANA zone of the dates it writes without one. */
  readonly timezone?: string
  /** Whose copy leads when several have one piece. */
  readonly rank?: number
  /** What is wrong with it, where something is. */
  readonly trouble?: string
}

/** What newsrooms did in one turn. */
export type WorldEvent = {
  readonly kind: 'published' | 'corrected' | 'relisted'
  readonly publisher: string
  readonly headline: string
}

export type WorldStats = {
  readonly requests: number
  readonly notModified: number
  readonly failures: number
  readonly pieces: number
  readonly requestsBy: Readonly<Record<string, number>>
}

/** A press of its own on the loopback: it needs no network and runs until it is closed. */
export type World = {
  readonly publishers: readonly WorldPublisher[]
  /** Lets some newsrooms publish, correct or relist a piece. */
  publishMore(): readonly WorldEvent[]
  stats(): WorldStats
  close(): Promise<void>
}

export type WorldOptions = {
  /** What the newsrooms' clocks show. */
  readonly clock: Clock
  /** The same seed, the same world. */
  readonly seed?: number
  /** Publish by themselves every so many milliseconds; otherwise only when told to. */
  readonly paceMs?: number
  /** How long the slow publisher keeps a reader waiting before it breaks off; 6 s unless given. */
  readonly tarpitMs?: number
}

const minute = 60_000
const internasional = 'internasional'
const ekonomiSlug = 'ekonomi'

type Desk = {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly format: PublisherFormat
  readonly section: string
  readonly pieces: readonly Piece[]
  readonly first: number
}

/** Who publishes, in what, and how much of it is out when the world begins. */
const desks: readonly Desk[] = [
  {
    id: 'kabar-nusa',
    name: 'Kabar Nusa Tanara',
    language: 'id',
    format: 'rss',
    section: internasional,
    pieces: indonesian,
    first: 4,
  },
  {
    id: 'whitsand',
    name: 'Whitsand Harbour Gazette',
    language: 'en',
    format: 'atom',
    section: internasional,
    pieces: english,
    first: 4,
  },
  {
    id: 'manara',
    name: 'منارة الخليج الأزرق',
    language: 'ar',
    format: 'rss',
    section: internasional,
    pieces: arabic,
    first: 3,
  },
  {
    id: 'lanjiang',
    name: '澜江晨报',
    language: 'zh',
    format: 'json',
    section: internasional,
    pieces: chinese,
    first: 3,
  },
  {
    id: 'valdeluna',
    name: 'La Gaceta de Valdeluna',
    language: 'es',
    format: 'atom',
    section: internasional,
    pieces: spanish,
    first: 3,
  },
  {
    id: 'zalessk',
    name: 'Залесский курьер',
    language: 'ru',
    format: 'rss',
    section: internasional,
    pieces: russian,
    first: 3,
  },
  {
    id: 'suara-selat',
    name: 'Radio Suara Selat',
    language: 'id',
    format: 'page',
    section: internasional,
    pieces: portalPieces,
    first: 6,
  },
  { id: 'digest', name: 'Marana Digest', language: 'en', format: 'json', section: internasional, pieces: [], first: 0 },
  {
    id: 'selat-wire',
    name: 'Selat Wire',
    language: 'en',
    format: 'json',
    section: ekonomiSlug,
    pieces: business,
    first: 3,
  },
  { id: 'pasar', name: 'Pasar Tanara', language: 'id', format: 'rss', section: ekonomiSlug, pieces: ekonomi, first: 2 },
]

/** Starts every newsroom on a port of its own on 127.0.0.1. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { clock } = options
  const random = randomFrom(options.seed ?? 1)
  const servers: Server[] = []
  const counts = { requests: 0, notModified: 0, failures: 0 }
  const requestsBy: Record<string, number> = {}
  const began = clock.now() - (clock.now() % 1000)

  const listen = async (id: string, handle: Handler): Promise<string> => {
    const server = createServer((request, response) => {
      counts.requests++
      requestsBy[id] = (requestsBy[id] ?? 0) + 1
      response.on('finish', () => {
        if (response.statusCode === 304) counts.notModified++
        if (response.statusCode >= 400) counts.failures++
      })
      handle(request, response)
    })
    servers.push(server)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }

  const rooms = new Map<string, Publisher>()
  const publishers: WorldPublisher[] = []
  for (const desk of desks) {
    const room: Publisher = {
      name: desk.name,
      language: desk.language,
      format: desk.format,
      section: desk.section,
      origin: '',
      published: [],
      drafts: [...desk.pieces],
    }
    rooms.set(desk.id, room)
    room.origin = await listen(desk.id, (request, response) => answerFor(room, clock, request, response))
    // The first pieces are some hours old, each newsroom at minutes of its own; the first of the list is the newest.
    const first = room.drafts.splice(0, desk.first)
    first.reverse().forEach((piece, index) => {
      publish(room, piece, began - (first.length - index) * 47 * minute + Math.floor(random() * 20) * minute)
    })
    publishers.push(describe(desk, room))
  }
  const gazette = rooms.get('whitsand')
  const digest = rooms.get('digest')
  const relist = (): WorldEvent | undefined => {
    const piece = gazette?.published[0]
    if (
      gazette === undefined ||
      digest === undefined ||
      piece === undefined ||
      digest.published.some(({ link }) => link?.startsWith(articleUrl(gazette, piece)))
    )
      return undefined
    publish(
      digest,
      piece.piece,
      clock.now(),
      `${articleUrl(gazette, piece)}?utm_source=marana-digest&utm_medium=rss&utm_campaign=daily`,
    )
    return { kind: 'relisted', publisher: digest.name, headline: piece.piece.headline }
  }
  // Two of the gazette's pieces are in the digest as well from the start, the newest twice, with other tracking.
  if (gazette !== undefined && digest !== undefined)
    for (const [index, published] of gazette.published.slice(0, 2).entries())
      publish(
        digest,
        published.piece,
        published.at + minute,
        `${articleUrl(gazette, published)}?utm_source=marana-digest&utm_medium=rss&utm_campaign=${index}`,
      )

  publishers.push(...(await startTroublemakers(listen, options)))

  let turn = 0
  const publishMore = (): readonly WorldEvent[] => {
    turn++
    const events: WorldEvent[] = []
    const writers = desks.filter(({ id }) => id !== 'digest')
    for (let count = 0; count < 3; count++) {
      const desk = writers[(turn * 3 + count) % writers.length]
      const room = desk === undefined ? undefined : rooms.get(desk.id)
      if (room === undefined) continue
      const piece = room.drafts.shift() ?? bulletin(room.language, random)
      publish(room, piece, clock.now())
      events.push({ kind: 'published', publisher: room.name, headline: piece.headline })
    }
    const corrected = turn === 2 ? correctQuake(gazette, clock.now()) : undefined
    const relisted = turn % 4 === 0 ? relist() : undefined
    return [...events, ...(corrected === undefined ? [] : [corrected]), ...(relisted === undefined ? [] : [relisted])]
  }
  const pace = options.paceMs === undefined ? undefined : setInterval(publishMore, options.paceMs)
  return {
    publishers,
    publishMore,
    stats: () => ({
      ...counts,
      requestsBy: { ...requestsBy },
      pieces: [...rooms.values()].reduce((sum, { published }) => sum + published.length, 0),
    }),
    async close() {
      clearInterval(pace)
      await Promise.all(
        servers.map((server) => {
          const closed = new Promise<void>((resolve) => server.close(() => resolve()))
          server.closeAllConnections()
          return closed
        }),
      )
    },
  }
}

function describe(desk: Desk, room: Publisher): WorldPublisher {
  // The gazette writes what the digest lists: its own copy is to lead.
  const common = {
    id: desk.id,
    name: desk.name,
    language: desk.language,
    section: desk.section,
    ...(desk.id === 'whitsand' && { rank: 1 }),
  }
  if (desk.format === 'page')
    return {
      ...common,
      url: `${room.origin}kategori/international`,
      kind: 'page',
      selectors: { item: '.item' },
      timezone: 'Asia/Jakarta',
    }
  return { ...common, url: `${room.origin}${desk.format === 'json' ? 'feed.json' : 'feed.xml'}`, kind: 'feed' }
}

/** One piece is corrected after the fact, as happens: fewer were counted in the first hour. */
function correctQuake(gazette: Publisher | undefined, at: number): WorldEvent | undefined {
  const first = gazette?.published.find(({ piece }) => piece.story === 'quake')
  if (gazette === undefined || first === undefined) return undefined
  const change = (text: string) =>
    text.replaceAll('12 people', '14 people').replaceAll('Twelve people', 'Fourteen people')
  const { piece } = first
  const corrected = {
    ...piece,
    headline: change(piece.headline),
    summary: change(piece.summary),
    paragraphs: piece.paragraphs.map(change),
  }
  correct(gazette, first.slug, corrected, at)
  return { kind: 'corrected', publisher: gazette.name, headline: corrected.headline }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

async function startTroublemakers(
  listen: (id: string, handle: Handler) => Promise<string>,
  options: WorldOptions,
): Promise<readonly WorldPublisher[]> {
  let asked = 0
  const broken = await listen('fen-courier', (_, response) => {
    asked++
    if (asked % 2 === 1) response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Internal Server Error</h1>')
    else response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(brokenXml())
  })
  const slow = await listen('slow-coast', (_, response) => drip(response, options.tarpitMs ?? 6000))
  let honest = ''
  const hostileSince = options.clock.now()
  honest = await listen('honest-news', (request, response) => {
    if (request.url?.startsWith('/moved') === true) response.writeHead(302, { location: privateTarget }).end()
    else
      answer(request, response, {
        body: hostileFeed(honest, hostileSince),
        contentType: 'application/rss+xml; charset=utf-8',
      })
  })
  return [
    {
      id: 'fen-courier',
      name: 'Fen & Dyke Courier',
      url: `${broken}feed.xml`,
      kind: 'feed',
      language: 'en',
      section: ekonomiSlug,
      trouble: 'answers 500, then broken XML',
    },
    {
      id: 'slow-coast',
      name: 'Slow Coast Post',
      url: `${slow}feed.xml`,
      kind: 'feed',
      language: 'en',
      section: internasional,
      trouble: 'sends a byte now and then, and never ends',
    },
    {
      id: 'honest-news',
      name: 'Totally Honest News',
      url: `${honest}feed.xml`,
      kind: 'feed',
      language: 'en',
      section: internasional,
      trouble: 'scripts, forged addresses, dates in the future',
    },
    {
      id: 'honest-moved',
      name: 'Totally Honest News (moved)',
      url: `${honest}moved.xml`,
      kind: 'feed',
      language: 'en',
      section: internasional,
      trouble: 'redirects to a private address',
    },
  ]
}

/** A byte every 200 ms, for a feed that is never finished. */
function drip(response: ServerResponse, forMs: number): void {
  const text = '<?xml version="1.0"?><rss version="2.0"><channel><title>Slow Coast Post</title>'
  response.writeHead(200, { 'content-type': 'application/rss+xml' })
  let at = 0
  const drops = setInterval(() => {
    response.write(text[at % text.length] ?? ' ')
    at++
    if (at * 200 >= forMs) response.destroy()
  }, 200)
  response.on('close', () => clearInterval(drops))
}

type Document = { readonly body: string; readonly contentType: string; readonly modified?: number }

function answerFor(room: Publisher, clock: Clock, request: IncomingMessage, response: ServerResponse): void {
  const document = documentAt(room, request.url?.split('?')[0] ?? '/', clock)
  if (document === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('not here\n')
  else answer(request, response, document)
}

function documentAt(room: Publisher, path: string, clock: Clock): Document | undefined {
  if (room.format !== 'page' && /^\/feed\.(?:xml|json)$/.test(path)) {
    return { ...publisherFeed(room), modified: Math.max(0, ...room.published.map(({ updatedAt }) => updatedAt)) }
  }
  const contentType = 'text/html; charset=utf-8'
  if (room.format === 'page' && path === '/kategori/international')
    return { body: listingPage(room, clock.now()), contentType }
  const slug = /^\/berita\/([\w-]+)$/.exec(path)?.[1]
  const published = room.published.find((candidate) => candidate.slug === slug)
  return published === undefined
    ? undefined
    : { body: articlePage(room, published), contentType, modified: published.updatedAt }
}

/** A conditional answer (RFC 9110 section 13): 304 to who has this version already. */
function answer(request: IncomingMessage, response: ServerResponse, { body, contentType, modified }: Document): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { etag, ...(modified !== undefined && { 'last-modified': new Date(modified).toUTCString() }) }
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known.includes(etag)) response.writeHead(304, headers).end()
  else
    response
      .writeHead(200, { ...headers, 'content-type': contentType, 'content-length': Buffer.byteLength(body) })
      .end(request.method === 'HEAD' ? undefined : body)
}
