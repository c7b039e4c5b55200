import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { webhookHeaders, webhookName } from './webhook.ts'

// The example of standardwebhooks.com's libraries.
const example = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }

test('signs as Standard Webhooks has it', () => {
  const headers = webhookHeaders(example, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 1_614_265_330_000)
  expect(headers).toMatchObject({
    'webhook-id': example.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test.each(['plain', ' spaces ', 'ünï ✓', '"quotes" \\ $', 'whsec_no base64!', 'x'.repeat(5_000)])(
  'takes the secret %j as its own bytes',
  (secret) => {
    const hex = createHmac('sha256', Buffer.from(secret, 'utf8')).update(example.body).digest('hex')
    expect(webhookHeaders(example, secret, 0)['x-hub-signature-256']).toBe(`sha256=${hex}`)
  },
)

test('signs nothing without a secret, and tells nothing of the address in its name', () => {
  expect(Object.keys(webhookHeaders(example, undefined, 0))).toEqual([
    'content-type',
    'webhook-id',
    'webhook-timestamp',
  ])
  expect(webhookName('https://cms.example/t0ken')).toMatch(/^[\w-]{16}$/)
})
