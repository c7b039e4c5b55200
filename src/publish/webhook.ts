import { createHash, createHmac } from 'node:crypto'
import type { Instant } from '../model/instant.ts'
import type { OutboxEvent } from '../model/outbox.ts'

/** The name a webhook has in the store: its URL may hold a secret. */
export function webhookName(url: string): string {
  return createHash('sha256').update(url).digest('base64url').slice(0, 16)
}

/**
 * The headers an event is sent with. Signed in two ways, by the same secret: as Standard Webhooks has it (over id, time
 * and body, so that a copy sent later is known as such; libraries in most languages check it), and as GitHub and WebSub
 * have it, which is over the body alone and three lines of PHP to check.
 */
export function webhookHeaders(
  { id, body }: Pick<OutboxEvent, 'id' | 'body'>,
  secret: string | undefined,
  at: Instant,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000))
  const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp }
  if (secret === undefined) return headers
  const sign = (text: string) => createHmac('sha256', keyOf(secret)).update(text)
  return {
    ...headers,
    'webhook-signature': `v1,${sign(`${id}.${timestamp}.${body}`).digest('base64')}`,
    'x-hub-signature-256': `sha256=${sign(body).digest('hex')}`,
  }
}

/** `whsec_` and base64 are bytes, as Standard Webhooks writes them; any other secret is its own UTF-8. */
function keyOf(secret: string): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? []
  return encoded === undefined ? Buffer.from(secret) : Buffer.from(encoded, 'base64')
}
