import { securityHeaders } from './security-headers.ts'

/** A whole answer, ready to be written: headers flat (name, value, …), as node:http takes them without copying. */
export type Answer = {
  readonly status: number
  readonly headers: readonly string[]
  /** Undefined: no body (HEAD, 204, 304). */
  readonly body: Uint8Array | undefined
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  417: 'Expectation failed',
  421: 'Misdirected request',
  431: 'Request header fields too large',
  500: 'Internal error',
  503: 'Service unavailable',
}

/** A short answer in words of our own: nothing of the request is repeated in it. */
export function plainAnswer(status: number, text?: string, more: readonly string[] = []): Answer {
  const body = Buffer.from(`${text ?? REASONS[status] ?? 'Error'}\n`)
  return {
    status,
    headers: [
      'Content-Type',
      'text/plain; charset=utf-8',
      'Content-Length',
      String(body.length),
      'Cache-Control',
      'no-store',
      ...securityHeaders('/'),
      ...more,
    ],
    body,
  }
}

/** The answer as the web platform has it. */
export function toResponse({ status, headers, body }: Answer): Response {
  const list = new Headers()
  for (let at = 0; at + 1 < headers.length; at += 2) list.append(headers[at] ?? '', headers[at + 1] ?? '')
  // A copy: a Response may hand its memory away, ours is served again.
  return new Response(body === undefined ? null : new Uint8Array(body), { status, headers: list })
}

/** The answer as bytes of HTTP/1.1, for where node:http has no response object (a request it could not parse). */
export function toBytes({ status, headers, body }: Answer): Buffer {
  let head = `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}\r\nConnection: close\r\n`
  for (let at = 0; at + 1 < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body ?? Buffer.alloc(0)])
}
