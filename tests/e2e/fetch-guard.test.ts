import type { LookupFunction } from 'node:net'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { fetchDocument } from '../../src/fetch/fetch-document.ts'
import { type Certificate, selfSigned } from './fetch-certificate.ts'
import { closeAfterEach, httpOrigin, httpsOrigin, testClient } from './fetch-origin.ts'

closeAfterEach()

let certificate: Certificate
beforeAll(() => {
  certificate = selfSigned('localhost')
})

type Address = { readonly address: string; readonly family: number }

/** A name service that answers each time with the next of `answers`, and the last one ever after. */
function names(...answers: readonly (readonly Address[])[]): LookupFunction {
  let asked = 0
  return (_name, options, callback) => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    if (options.all) callback(null, [...answer])
    else callback(null, answer[0]?.address ?? '', answer[0]?.family)
  }
}

const PRIVATE_HOSTS = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0',
  '0.0.0.0',
  '[::]',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  'localhost',
  'localhost.',
  'LOCALHOST',
  '\uff11\uff12\uff17.\uff10.\uff10.\uff11',
]
const ELSEWHERE = [
  '169.254.169.254',
  '[fd00:ec2::254]',
  '100.100.100.200',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '[fe80::1%lo]',
  '[fe80::1]',
  '224.0.0.1',
  '255.255.255.255',
  '[ff02::1]',
  '[2002:7f00:1::]',
  '[::ffff:0:7f00:1]',
  '[64:ff9b::a00:1]',
  '[64:ff9b:1::1]',
]

describe('the guard against private addresses', () => {
  test.each(PRIVATE_HOSTS)('S1: %s is refused over http and https, and the server sees no connection', async (host) => {
    const plain = await httpOrigin((_, response) => response.end('secret'))
    const secure = await httpsOrigin(certificate, (_, response) => response.end('secret'))
    const client = testClient({ allowPrivate: [], tls: { ca: certificate.cert } })
    await expect(fetchDocument(client, { url: `http://${host}:${plain.port}/` })).rejects.toMatchObject({
      code: 'refused-address',
    })
    await expect(fetchDocument(client, { url: `https://${host}:${secure.port}/` })).rejects.toMatchObject({
      code: 'refused-address',
    })
    expect(plain.connections() + secure.connections()).toBe(0)
  })

  test.each(ELSEWHERE)('S1: %s is refused over http and https without dialling', async (host) => {
    const client = testClient({ allowPrivate: [] })
    const refused = { code: 'refused-address' }
    await expect(fetchDocument(client, { url: `http://${host}/` })).rejects.toMatchObject(refused)
    await expect(fetchDocument(client, { url: `https://${host}/` })).rejects.toMatchObject(refused)
  })

  test('S1: what the operator lists may be asked, at that port and no other', async () => {
    const listed = await httpOrigin((_, response) => response.end('listed'))
    const other = await httpOrigin((_, response) => response.end('other'))
    const client = testClient({ allowPrivate: [`127.0.0.1:${listed.port}`] })
    expect((await fetchDocument(client, { url: listed.url })).status).toBe('fetched')
    await expect(fetchDocument(client, { url: other.url })).rejects.toMatchObject({ code: 'refused-address' })
    expect(other.connections()).toBe(0)
  })

  test.each([
    ['A', { address: '127.0.0.1', family: 4 }],
    ['AAAA', { address: '::1', family: 6 }],
    ['IPv4 in IPv6', { address: '::ffff:127.0.0.1', family: 6 }],
    ['NAT64', { address: '64:ff9b::7f00:1', family: 6 }],
  ])('S2: a name with a private address (%s) is refused when it is dialled', async (_, address) => {
    const plain = await httpOrigin((__, response) => response.end('secret'))
    const secure = await httpsOrigin(certificate, (__, response) => response.end('secret'))
    const client = testClient({ allowPrivate: [], lookup: names([address]) })
    const refused = { code: 'refused-address', message: expect.stringContaining('ERR_IP_BLOCKED') }
    await expect(fetchDocument(client, { url: `http://feeds.example:${plain.port}/` })).rejects.toMatchObject(refused)
    await expect(fetchDocument(client, { url: `https://feeds.example:${secure.port}/` })).rejects.toMatchObject(refused)
    expect(plain.connections() + secure.connections()).toBe(0)
  })

  test('S3: a name that answers differently the second time is refused the second time', async () => {
    const origin = await httpOrigin(
      (_, response) => response.writeHead(200, { connection: 'close' }).end('x'),
      '127.0.0.2',
    )
    const lookup = names([{ address: '127.0.0.2', family: 4 }], [{ address: '127.0.0.1', family: 4 }])
    const client = testClient({ allowPrivate: ['127.0.0.2'], lookup })
    const url = `http://rebind.example:${origin.port}/`
    expect((await fetchDocument(client, { url })).status).toBe('fetched')
    await expect(fetchDocument(client, { url })).rejects.toMatchObject({ code: 'refused-address' })
  })

  test('S4: of a private and an allowed address only the allowed one is dialled', async () => {
    const open = await httpOrigin((_, response) => response.end('public'), '127.0.0.2')
    const hidden = await httpOrigin((_, response) => response.end('secret'), '127.0.0.1')
    const lookup = names([
      { address: '127.0.0.1', family: 4 },
      { address: '127.0.0.2', family: 4 },
    ])
    const client = testClient({ allowPrivate: [`127.0.0.2:${open.port}`, `127.0.0.2:${hidden.port}`], lookup })
    const result = await fetchDocument(client, { url: `http://mixed.example:${open.port}/` })
    expect(result).toMatchObject({ status: 'fetched', body: Buffer.from('public') })
    await expect(fetchDocument(client, { url: `http://mixed.example:${hidden.port}/` })).rejects.toMatchObject({
      code: 'connect',
    })
    expect(hidden.connections()).toBe(0)
  })

  test.each([
    ['http', (ports: { plain: number }) => `http://127.0.0.1:${ports.plain}/`],
    ['https', (ports: { secure: number }) => `https://127.0.0.1:${ports.secure}/`],
    [
      'a user that looks like a host',
      (ports: { listed: number; plain: number }) => `http://127.0.0.2:${ports.listed}@127.0.0.1:${ports.plain}/`,
    ],
    ['another port of the allowed host', () => 'http://127.0.0.2:9/'],
  ])('S5: a redirect to a private place is refused: %s', async (_, target) => {
    const plain = await httpOrigin((__, response) => response.end('secret'))
    const secure = await httpsOrigin(certificate, (__, response) => response.end('secret'))
    const listed = await httpOrigin(
      (__, response) => response.writeHead(302, { location: location() }).end(),
      '127.0.0.2',
    )
    const location = () => target({ plain: plain.port, secure: secure.port, listed: listed.port })
    const client = testClient({ allowPrivate: [`127.0.0.2:${listed.port}`] })
    await expect(fetchDocument(client, { url: listed.url })).rejects.toMatchObject({ code: 'refused-address' })
    expect(plain.connections() + secure.connections()).toBe(0)
  })

  test('S5: of a redirect to an address with a zone the target is refused, not the address that was asked', async () => {
    const location = 'http://user:secret@[fe80::1%25lo]/x'
    const origin = await httpOrigin((_, response) => response.writeHead(302, { location }).end())
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({
      code: 'refused-address',
      url: 'http://[fe80::1%25lo]/x',
    })
  })

  test('S6: a POST, to a hub or a webhook, meets the same guard', async () => {
    const origin = await httpOrigin((_, response) => response.end())
    const client = testClient({ allowPrivate: [] })
    await expect(client.request({ url: origin.url, method: 'POST', body: 'hub.mode=publish' })).rejects.toMatchObject({
      code: 'refused-address',
    })
    expect(origin.connections()).toBe(0)
  })

  test('S7: a proxy named in the environment is not used', async () => {
    const proxy = await httpOrigin((_, response) => response.end('by proxy'))
    const origin = await httpOrigin((_, response) => response.end('direct'))
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'])
      vi.stubEnv(name, proxy.url)
    try {
      const result = await fetchDocument(testClient(), { url: origin.url })
      expect(result).toMatchObject({ body: Buffer.from('direct') })
      expect(proxy.connections()).toBe(0)
    } finally {
      vi.unstubAllEnvs()
    }
  })

  test.each([22, 25, 6379, 11211])('S8: port %d is refused, whatever the host', async (port) => {
    const lookup = vi.fn(names([{ address: '127.0.0.1', family: 4 }]))
    const client = testClient({ lookup })
    await expect(fetchDocument(client, { url: `http://feeds.example:${port}/` })).rejects.toMatchObject({
      code: 'refused-address',
      message: expect.stringContaining(`port ${port}`),
    })
    expect(lookup).not.toHaveBeenCalled()
  })

  test('S8: a list of ports, when given, is the only one that counts', async () => {
    const origin = await httpOrigin((_, response) => response.end('x'))
    await expect(fetchDocument(testClient({ ports: [80, 443] }), { url: origin.url })).rejects.toMatchObject({
      code: 'refused-address',
    })
    expect((await fetchDocument(testClient({ ports: [origin.port] }), { url: origin.url })).status).toBe('fetched')
  })

  test('https works to a host the operator listed by name', async () => {
    const origin = await httpsOrigin(certificate, (_, response) => response.end('safe'))
    const client = testClient({ allowPrivate: [`localhost:${origin.port}`], tls: { ca: certificate.cert } })
    expect(await fetchDocument(client, { url: `https://localhost:${origin.port}/` })).toMatchObject({
      body: Buffer.from('safe'),
    })
  })
})
