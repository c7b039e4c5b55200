import { lookup } from 'node:dns'
import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { fetchDocument } from '../../src/fetch/fetch-document.ts'
import { selfSigned } from './fetch-certificate.ts'
import { bytesOrigin, closeAfterEach, httpOrigin, httpsOrigin, testClient } from './fetch-origin.ts'

closeAfterEach()

/** Redirects by path: `/a` to what `map` says for it; anything else is the document. */
function redirects(map: Readonly<Record<string, readonly [number, string]>>): RequestListener {
  return (request, response) => {
    const [status, location] = map[request.url ?? ''] ?? []
    if (status === undefined || location === undefined) response.end('document')
    else response.writeHead(status, { location }).end('moved')
  }
}

describe('redirects', () => {
  test('M28: a chain of 301 and 308 is permanent, and told with its hops', async () => {
    const origin = await httpOrigin(redirects({ '/a': [301, '/b'], '/b': [308, '/c'] }))
    const result = await fetchDocument(testClient(), { url: `${origin.url}/a` })
    expect(result).toMatchObject({
      url: `${origin.url}/c`,
      permanent: true,
      hops: [
        { status: 301, from: `${origin.url}/a`, to: `${origin.url}/b` },
        { status: 308, from: `${origin.url}/b`, to: `${origin.url}/c` },
      ],
    })
  })

  test.each([302, 303, 307])('M29: a %d is followed and not permanent, nor is a chain with one', async (status) => {
    const origin = await httpOrigin(redirects({ '/a': [status, '/c'], '/m': [301, '/a'] }))
    const client = testClient()
    expect(await fetchDocument(client, { url: `${origin.url}/a` })).toMatchObject({
      url: `${origin.url}/c`,
      permanent: false,
    })
    expect(await fetchDocument(client, { url: `${origin.url}/m` })).toMatchObject({
      url: `${origin.url}/c`,
      permanent: false,
    })
  })

  test('M26: who asks is told of each request when it goes out, over a connection that was dialled for it', async () => {
    const origin = await httpOrigin(redirects({ '/a': [302, '/b'] }))
    const dialled: string[] = []
    const client = testClient({
      lookup: (name, options, done) => {
        dialled.push('dialled')
        lookup(name, options, done)
      },
    })
    const onSent = (): void => void dialled.push('sent')
    await fetchDocument(client, { url: `${origin.url.replace('127.0.0.1', 'localhost')}/a`, onSent })
    expect(dialled).toEqual(['dialled', 'sent', 'sent'])
    const gone = testClient()
    await expect(fetchDocument(gone, { url: 'http://127.0.0.1:1/', onSent })).rejects.toThrow()
    expect(dialled).toHaveLength(3)
  })

  test('no redirect is not a permanent one', async () => {
    const origin = await httpOrigin(redirects({}))
    expect(await fetchDocument(testClient(), { url: origin.url })).toMatchObject({ permanent: false, hops: [] })
  })

  test('M30: a permanent redirect from https to http is followed and does not count as permanent', async () => {
    const certificate = selfSigned('127.0.0.1')
    const plain = await httpOrigin((_, response) => response.end('x'))
    const secure = await httpsOrigin(certificate, (_, response) =>
      response.writeHead(301, { location: plain.url }).end(),
    )
    const result = await fetchDocument(testClient({ tls: { ca: certificate.cert } }), { url: secure.url })
    expect(result).toMatchObject({ status: 'fetched', permanent: false })
  })

  test('M30: a permanent redirect from a public host to a private one that is allowed does not count as permanent', async () => {
    const inner = await httpOrigin((_, response) => response.end('x'), '127.0.0.2')
    const outer = await httpOrigin((_, response) => response.writeHead(301, { location: inner.url }).end(), '127.0.0.3')
    // The name stands for a public host: its address may be dialled, and the host itself is not in the list.
    const client = testClient({
      allowPrivate: ['127.0.0.0/8'],
      lookup: (_, __, callback) => callback(null, [{ address: '127.0.0.3', family: 4 }]),
    })
    const result = await fetchDocument(client, { url: `http://public.example:${outer.port}/` })
    expect(result).toMatchObject({ status: 'fetched', permanent: false, url: `${inner.url}/` })
  })

  test.each([
    ['in a circle', { '/a': [302, '/b'], '/b': [302, '/a'] }, 'redirect loop', 2],
    ['to itself', { '/a': [302, '/a'] }, 'redirect loop', 1],
  ] as const)('M31: redirects %s end at once', async (_, map, message, requests) => {
    const origin = await httpOrigin(redirects(map))
    await expect(fetchDocument(testClient(), { url: `${origin.url}/a` })).rejects.toMatchObject({
      code: 'redirect',
      message: expect.stringContaining(message),
    })
    expect(origin.requests).toHaveLength(requests)
  })

  test('M31: a chain of 21 hops ends after five', async () => {
    const origin = await httpOrigin((request, response) => {
      const n = Number(request.url?.slice(1))
      response.writeHead(302, { location: `/${n + 1}` }).end()
    })
    await expect(fetchDocument(testClient(), { url: `${origin.url}/1` })).rejects.toMatchObject({
      code: 'redirect',
      message: expect.stringContaining('too many'),
    })
    expect(origin.requests).toHaveLength(6)
  })

  test.each([
    ['a relative path', '../x/y', '/x/y'],
    ['a query alone', '?page=2', '/a/b?page=2'],
    ['a fragment', '/c#top', '/c'],
    ['spaces', '/a b', '/a%20b'],
    ['what is encoded already', '/caf%C3%A9', '/caf%C3%A9'],
  ])('M32: Location with %s', async (_, location, path) => {
    const origin = await httpOrigin(redirects({ '/a/b': [302, location] }))
    expect((await fetchDocument(testClient(), { url: `${origin.url}/a/b` })).url).toBe(`${origin.url}${path}`)
    expect(origin.requests[1]?.url).toBe(path)
  })

  test('M32: Location in raw UTF-8 is encoded once; in latin1 it is taken as that', async () => {
    const target = await httpOrigin((_, response) => response.end('x'))
    const answer = (path: Buffer): Buffer =>
      Buffer.concat([
        Buffer.from(`HTTP/1.1 302 Found\r\ncontent-length: 0\r\nlocation: ${target.url}/`),
        path,
        Buffer.from('\r\n\r\n'),
      ])
    const utf8 = await bytesOrigin(answer(Buffer.from('caf\u00e9', 'utf8')))
    const latin1 = await bytesOrigin(answer(Buffer.from('caf\u00e9', 'latin1')))
    const client = testClient()
    expect((await fetchDocument(client, { url: utf8.url })).url).toBe(`${target.url}/caf%C3%A9`)
    expect((await fetchDocument(client, { url: latin1.url })).url).toBe(`${target.url}/caf%C3%A9`)
  })

  test('M32: Location with another host and no scheme', async () => {
    const other = await httpOrigin((_, response) => response.end('x'), '127.0.0.2')
    const origin = await httpOrigin((_, response) =>
      response.writeHead(301, { location: `//127.0.0.2:${other.port}/h` }).end(),
    )
    expect((await fetchDocument(testClient(), { url: origin.url })).url).toBe(`${other.url}/h`)
  })

  test.each([
    '',
    ' ',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ftp://example.org/',
    'data:text/xml,<rss/>',
    'http://',
    'http://[::1',
  ])('M32: Location %j is an error', async (location) => {
    const origin = await httpOrigin((_, response) => response.writeHead(302, { location }).end())
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({
      name: 'FetchError',
      code: 'redirect',
    })
  })

  test('M32: a redirect without Location is an error', async () => {
    const origin = await httpOrigin((_, response) => response.writeHead(301).end())
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({ code: 'redirect' })
  })

  test("M33: the operator's headers go to the origin they were written for, and to no other, not even after coming back", async () => {
    const home = await httpOrigin((request, response) => {
      if (request.url === '/a') response.writeHead(302, { location: '/b' }).end()
      else if (request.url === '/b') response.writeHead(302, { location: `${away.url}/x` }).end()
      else response.end('document')
    })
    const away = await httpOrigin((_, response) => response.writeHead(302, { location: `${home.url}/end` }).end())
    const headers = { Authorization: 'Bearer secret', Cookie: 'a=1', 'X-Api-Key': 'secret' }
    await fetchDocument(testClient(), { url: `${home.url}/a`, headers })
    const seen = (request: { headers: NodeJS.Dict<string | string[]> } | undefined) =>
      ['authorization', 'cookie', 'x-api-key'].map((name) => request?.headers[name])
    const all = ['Bearer secret', 'a=1', 'secret']
    const none = [undefined, undefined, undefined]
    expect(home.requests.map(seen)).toEqual([all, all, none])
    expect(away.requests.map(seen)).toEqual([none])
  })

  test('M33: a user and password in the URL become a header for that origin, and appear nowhere else', async () => {
    const away = await httpOrigin((_, response) => response.writeHead(500).end())
    const home = await httpOrigin((_, response) => response.writeHead(302, { location: `${away.url}/` }).end())
    const url = home.url.replace('//', '//ann:p%40ss@')
    const failed = fetchDocument(testClient(), { url })
    await expect(failed).rejects.toMatchObject({ code: 'http-status' })
    expect(home.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ann:p@ss').toString('base64')}`)
    expect(away.requests[0]?.headers.authorization).toBeUndefined()
    const nonsense = fetchDocument(testClient(), { url: 'ftp://ann:secret@example.org/' })
    await expect(nonsense).rejects.toMatchObject({ message: expect.not.stringContaining('secret') })
  })

  test('a POST is sent again after 307 and 308, and becomes a GET after 301, 302 and 303', async () => {
    const origin = await httpOrigin((request, response) => {
      const status = Number(request.url?.slice(1))
      if (status > 300) response.writeHead(status, { location: '/0' }).end()
      else request.on('data', (data: Buffer) => bodies.push(data.toString())).on('end', () => response.end())
    })
    const bodies: string[] = []
    const client = testClient()
    for (const status of [301, 302, 303, 307, 308]) {
      await client.request({ url: `${origin.url}/${status}`, method: 'POST', body: 'hub.mode=subscribe' })
    }
    expect(origin.requests.filter(({ url }) => url === '/0').map(({ method }) => method)).toEqual([
      'GET',
      'GET',
      'GET',
      'POST',
      'POST',
    ])
    expect(bodies).toEqual(['hub.mode=subscribe', 'hub.mode=subscribe'])
  })

  test('a redirect can be taken as the answer', async () => {
    const origin = await httpOrigin(redirects({ '/a': [301, '/b'] }))
    const answer = await testClient().request({ url: `${origin.url}/a`, maxHops: 0 })
    expect(answer).toMatchObject({ status: 301, hops: [] })
    expect(answer.header('location')).toBe('/b')
  })
})
