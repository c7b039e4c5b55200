import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a hub did with one ping whose topic it could fetch. */
export type Ping = {
  readonly topic: string
  readonly contentType: string | undefined
  readonly form: Readonly<Record<string, string>>
  /** What it fetched then. */
  readonly etag: string | null
  readonly body: string
  /** The rel=hub and rel=self of its Link header, all of them. */
  readonly links: { readonly hub: readonly string[]; readonly self: readonly string[] }
}

/** A WebSub hub on the loopback (W3C Recommendation, 5 to 7): verifies subscribers, fetches what it is pinged, delivers it signed. */
export type Hub = {
  readonly url: string
  readonly host: string
  readonly pings: readonly Ping[]
  /** Answers the next requests with this status instead of doing its work. */
  refuse(status: number | undefined): void
  /** How many requests came, refused ones too. */
  requests(): number
  settled(): Promise<void>
  close(): Promise<void>
}

/** A subscriber's callback, with what was delivered to it. */
export type Subscriber = {
  readonly deliveries: readonly {
    readonly body: string
    readonly type: string | undefined
    readonly isSigned: boolean
  }[]
  subscribe(hub: string, topic: string): Promise<void>
  close(): Promise<void>
}

type Subscription = { readonly topic: string; readonly callback: string; readonly secret: string }

export async function startHub(): Promise<Hub> {
  const subscriptions: Subscription[] = []
  const pings: Ping[] = []
  const work = new Set<Promise<void>>()
  let refusing: number | undefined
  let requests = 0

  async function verify(form: Readonly<Record<string, string>>): Promise<void> {
    const { 'hub.topic': topic = '', 'hub.callback': callback = '', 'hub.secret': secret = '' } = form
    const challenge = randomBytes(8).toString('hex')
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.challenge': challenge,
      'hub.lease_seconds': '3600',
    })
    const answer = await fetch(`${callback}?${query}`)
    if (answer.ok && (await answer.text()) === challenge) subscriptions.push({ topic, callback, secret })
  }

  async function distribute(
    topic: string,
    contentType: string | undefined,
    form: Readonly<Record<string, string>>,
  ): Promise<void> {
    const fetched = await fetch(topic).catch(() => undefined)
    // What nobody serves cannot be distributed.
    if (fetched === undefined) return
    const body = await fetched.text()
    const links = linksIn(fetched.headers.get('link') ?? '')
    pings.push({ topic, contentType, form, etag: fetched.headers.get('etag'), body, links })
    const type = fetched.headers.get('content-type') ?? ''
    for (const { callback, secret } of subscriptions.filter((one) => one.topic === topic)) {
      const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
      const link = `<${self}>; rel="hub", <${topic}>; rel="self"`
      await fetch(callback, {
        method: 'POST',
        body,
        headers: { 'content-type': type, link, 'x-hub-signature': signature },
      })
    }
  }

  const server = createServer((request, response) => {
    requests++
    if (refusing !== undefined) return void response.writeHead(refusing).end('not now')
    formOf(request).then(
      (form) => {
        const topic = form['hub.url'] ?? form['hub.topic'] ?? ''
        response.writeHead(202).end()
        const doing =
          form['hub.mode'] === 'publish' ? distribute(topic, request.headers['content-type'], form) : verify(form)
        const done = doing.finally(() => work.delete(done))
        work.add(done)
      },
      () => response.writeHead(400).end(),
    )
  })
  const self = await listening(server)
  return {
    url: self,
    host: new URL(self).host,
    pings,
    refuse(status) {
      refusing = status
    },
    requests: () => requests,
    async settled() {
      while (work.size > 0) await Promise.all(work)
    },
    close: () => closed(server),
  }
}

export async function startSubscriber(): Promise<Subscriber> {
  const secret = randomBytes(16).toString('hex')
  const deliveries: { body: string; type: string | undefined; isSigned: boolean }[] = []
  const verified = new Map<string, () => void>()
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://subscriber').searchParams
    const challenge = asked.get('hub.challenge')
    if (challenge !== null) {
      response.end(challenge, verified.get(asked.get('hub.topic') ?? ''))
      return
    }
    textOf(request).then(
      (body) => {
        const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
        const isSigned = request.headers['x-hub-signature'] === signature
        deliveries.push({ body, type: request.headers['content-type'], isSigned })
        response.end()
      },
      () => response.destroy(),
    )
  })
  const callback = await listening(server)
  return {
    deliveries,
    async subscribe(hub, topic) {
      const done = new Promise<void>((resolve) => verified.set(topic, resolve))
      const body = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.topic': topic,
        'hub.callback': callback,
        'hub.secret': secret,
      })
      await fetch(hub, { method: 'POST', body })
      await done
    },
    close: () => closed(server),
  }
}

function linksIn(header: string): Ping['links'] {
  const found = [...header.matchAll(/<([^>]*)>\s*;\s*rel="?([\w -]+)"?/g)]
  const of = (rel: string) => found.filter(([, , rels]) => rels?.split(' ').includes(rel)).map(([, url = '']) => url)
  return { hub: of('hub'), self: of('self') }
}

async function formOf(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(new URLSearchParams(await textOf(request)))
}

export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
