import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a path answers: `etag` and `lastModified` make it conditional. */
export type Answer = {
  readonly status?: number
  readonly type?: string
  readonly body?: string | Uint8Array
  readonly etag?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Takes the request and never says a word. */
  readonly silent?: boolean
  /** Answers when this resolves. */
  readonly after?: Promise<unknown>
}

/** A publisher's server on the loopback, whose documents a test sets, with all it was asked. */
export type Publisher = {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** `127.0.0.1:PORT`, for allowPrivate. */
  readonly host: string
  readonly requests: IncomingMessage[]
  set(path: string, answer: Answer): void
  close(): Promise<void>
}

export async function startPublisher(): Promise<Publisher> {
  const answers = new Map<string, Answer>()
  const requests: IncomingMessage[] = []
  const server = createServer(async (request, response) => {
    requests.push(request)
    const answer = answers.get(request.url ?? '')
    if (answer === undefined) return void response.writeHead(404).end('no such document')
    if (answer.silent) return
    await answer.after
    const headers = { ...(answer.etag === undefined ? {} : { etag: answer.etag }), ...answer.headers }
    if (answer.etag !== undefined && request.headers['if-none-match'] === answer.etag) {
      return void response.writeHead(304, headers).end()
    }
    response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/xml', ...headers })
    response.end(answer.body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    requests,
    set: (path, answer) => void answers.set(path, answer),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Item = {
  readonly title: string
  readonly guid?: string
  readonly link?: string
  readonly date?: Date
  readonly text?: string
}

/** An RSS 2.0 document of these items. */
export function rss(title: string, items: readonly Item[], language = 'en'): string {
  const element = (name: string, text: string | undefined) => (text === undefined ? '' : `<${name}>${text}</${name}>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>${title}</title><link>https://publisher.example/</link><language>${language}</language>
${items
  .map(
    (item) => `<item>${element('title', item.title)}${element('link', item.link)}
<guid isPermaLink="false">${item.guid ?? item.title}</guid>${element('pubDate', item.date?.toUTCString())}
${element('description', item.text)}</item>`,
  )
  .join('\n')}
</channel></rss>`
}
