import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { fetchDocument } from '../../src/fetch/fetch-document.ts'
import { bytesOrigin, closeAfterEach, httpOrigin, rawOrigin, testClient } from './fetch-origin.ts'

closeAfterEach()

const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
const TEXT = '<rss>Selamat pagi</rss>'.repeat(50)
const gz = gzipSync(TEXT)

async function fetchCoded(coding: string, body: Buffer) {
  const origin = await httpOrigin((_, response) => response.writeHead(200, { 'content-encoding': coding }).end(body))
  return await fetchDocument(testClient(), { url: origin.url })
}

describe('content codings', () => {
  test.each([
    ['gzip', gz],
    ['GZIP', gz],
    ['x-gzip', gz],
    ['br', brotliCompressSync(TEXT)],
    ['zstd', zstdCompressSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['identity', Buffer.from(TEXT)],
    ['gzip, gzip', gzipSync(gz)],
    ['deflate, br', brotliCompressSync(deflateSync(TEXT))],
  ])('M40: %s is decoded', async (coding, body) => {
    expect(await fetchCoded(coding, body)).toMatchObject({ status: 'fetched', body: Buffer.from(TEXT) })
  })

  test('M40: a bare deflate stream, without the zlib header, is decoded too', async () => {
    expect(await fetchCoded('deflate', deflateRawSync(TEXT))).toMatchObject({ body: Buffer.from(TEXT) })
  })

  test('M40: a gzip body of two members is decoded whole', async () => {
    for (const first of [TEXT, TEXT.repeat(20)]) {
      expect(await fetchCoded('gzip', Buffer.concat([gzipSync(first), gzipSync('tail')]))).toMatchObject({
        body: Buffer.from(`${first}tail`),
      })
    }
  })

  test.each([
    ['a plain body that says gzip', 'gzip', Buffer.from(TEXT)],
    ['a plain body that says br', 'br', Buffer.from(TEXT)],
    ['a plain body that says zstd', 'zstd', Buffer.from(TEXT)],
    ['a truncated gzip', 'gzip', gz.subarray(0, -6)],
    ['a truncated br', 'br', brotliCompressSync(TEXT).subarray(0, -3)],
    ['a truncated zstd', 'zstd', zstdCompressSync(TEXT).subarray(0, -6)],
    ['garbage after gzip', 'gzip', Buffer.concat([gz, Buffer.from('garbage')])],
    ['an empty body that says gzip', 'gzip', Buffer.alloc(0)],
    ['an unknown coding', 'x-foo', Buffer.from(TEXT)],
    ['a dictionary coding', 'dcb', Buffer.from(TEXT)],
    ['six layers', 'gzip, gzip, gzip, gzip, gzip, gzip', [1, 2, 3, 4, 5].reduce((body) => gzipSync(body), gz)],
    ['a coding that is markup', '<script>alert(1)</script>', Buffer.from(TEXT)],
  ])('M40: %s is an encoding error, told before anything is parsed', async (_, coding, body) => {
    await expect(fetchCoded(coding, body)).rejects.toMatchObject({
      name: 'FetchError',
      code: 'encoding',
      message: expect.not.stringContaining('<'),
    })
  })

  test('M40: a large body is decoded as a stream, with the same outcomes', async () => {
    const large = Buffer.from(Array.from({ length: 300_000 }, (_, n) => `${(n * 7919) % 100_003} `).join(''))
    expect(await fetchCoded('gzip', gzipSync(large))).toMatchObject({ body: large })
    expect(await fetchCoded('deflate', deflateRawSync(large))).toMatchObject({ body: large })
    expect(await fetchCoded('gzip, br', brotliCompressSync(gzipSync(large), QUICK))).toMatchObject({ body: large })
    await expect(fetchCoded('gzip', gzipSync(large).subarray(0, -9))).rejects.toMatchObject({ code: 'encoding' })
    await expect(fetchCoded('br', large)).rejects.toMatchObject({ code: 'encoding' })
  })

  test('M40: after a broken coding a request can ask for none', async () => {
    const origin = await httpOrigin((request, response) => {
      const coded = request.headers['accept-encoding'] !== 'identity'
      response.writeHead(200, coded ? { 'content-encoding': 'gzip' } : {}).end(TEXT)
    })
    const client = testClient()
    await expect(fetchDocument(client, { url: origin.url })).rejects.toMatchObject({ code: 'encoding' })
    expect(await fetchDocument(client, { url: origin.url, identityOnly: true })).toMatchObject({
      body: Buffer.from(TEXT),
    })
  })
})

describe('bodies cut short', () => {
  test('M41: fewer bytes than Content-Length said is an error', async () => {
    const origin = await bytesOrigin('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<rss>')
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({
      name: 'FetchError',
      code: 'protocol',
    })
  })

  test('M41: a chunked body without its last chunk is an error, compressed or not', async () => {
    const plain = await bytesOrigin('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n<rss>\r\n')
    await expect(fetchDocument(testClient(), { url: plain.url })).rejects.toMatchObject({
      name: 'FetchError',
      code: 'protocol',
    })
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n${gz.length.toString(16)}\r\n`
    const coded = await bytesOrigin(Buffer.concat([Buffer.from(head), gz, Buffer.from('\r\n')]))
    await expect(fetchDocument(testClient(), { url: coded.url })).rejects.toMatchObject({
      name: 'FetchError',
      code: 'protocol',
    })
  })

  test('M41: a large compressed body that breaks off is the fault of the wire, not of the coding', async () => {
    const large = gzipSync(Buffer.from(Array.from({ length: 200_000 }, (_, n) => `${(n * 7919) % 100_003} `).join('')))
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${large.length}\r\n\r\n`
    const origin = await bytesOrigin(Buffer.concat([Buffer.from(head), large.subarray(0, large.length - 1000)]))
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({
      name: 'FetchError',
      code: 'protocol',
    })
  })

  test('M41: a body that ends with its connection is handed on with a warning that it may not be whole', async () => {
    const open = await bytesOrigin('HTTP/1.1 200 OK\r\n\r\n<rss></rss>')
    expect(await fetchDocument(testClient(), { url: open.url })).toMatchObject({ closeDelimited: true })
    const framed = await bytesOrigin('HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n<rss></rss>')
    expect(await fetchDocument(testClient(), { url: framed.url })).toMatchObject({ closeDelimited: false })
  })
})

/** Writes until the other end has had enough; resolves with how much that was. */
function pour(response: ServerResponse, block: Buffer, mostBytes: number): Promise<number> {
  return new Promise((resolve) => {
    let poured = 0
    const more = (): void => {
      while (poured < mostBytes && !response.destroyed) {
        poured += block.length
        if (!response.write(block)) {
          response.once('drain', more)
          return
        }
      }
      response.end()
    }
    response.on('close', () => resolve(poured))
    response.on('error', () => response.destroy())
    more()
  })
}

const MIB = 1024 * 1024

describe('bombs', () => {
  const zeros = Buffer.alloc(200 * MIB)
  const gzipBomb = gzipSync(zeros, { level: 9 })
  test.each([
    ['gzip', gzipBomb],
    ['br', brotliCompressSync(zeros)],
    ['zstd', zstdCompressSync(zeros)],
    ['gzip, gzip', gzipSync(gzipBomb)],
  ])('S9: 200 MB behind %s are stopped at the limit', async (coding, bomb) => {
    const failed = fetchCoded(coding, bomb)
    await expect(failed).rejects.toMatchObject({ name: 'FetchError', code: 'too-large' })
  })

  test('S9: a bomb that is itself made of empty members is stopped between the layers', async () => {
    const empties = Buffer.concat(Array.from({ length: 1024 }, () => gzipSync('')))
    const members = gzipSync(Buffer.concat(Array.from({ length: 1024 }, () => empties)))
    await expect(fetchCoded('gzip, gzip', members)).rejects.toMatchObject({ code: 'too-large' })
  })

  test('S9: an endless stream of gzip members is left long before its end', async () => {
    let poured: Promise<number> | undefined
    const block = gzipSync(Buffer.alloc(4 * MIB))
    const origin = await httpOrigin((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      poured = pour(response, block, 10_000 * MIB)
    })
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({ code: 'too-large' })
    expect(await poured).toBeLessThan(20 * MIB)
  })

  const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'
  test.each([
    ['the extension of a chunk', `${chunked}1;`, Buffer.alloc(64 * 1024, 97), 'too-large'],
    ['a chunk’s length', chunked, Buffer.alloc(64 * 1024, 48), 'too-large'],
    ['extensions of many chunks', chunked, Buffer.from(`1;${'a'.repeat(8000)}\r\nx\r\n`.repeat(8)), 'too-large'],
    ['empty lines before the answer', '', Buffer.from('\r\n'.repeat(32 * 1024)), 'too-large'],
    ['chunks of a byte each', chunked, Buffer.from('1\r\nx\r\n'.repeat(10_000)), 'protocol'],
  ])('S10: %s without end is stopped long before the deadline', async (_, head, more, code) => {
    const origin = await rawOrigin((socket) => {
      socket.once('data', () => {
        socket.write(head)
        const go = (): void => {
          while (socket.writable && socket.write(more)) {}
          socket.once('drain', go)
        }
        go()
      })
    })
    const client = testClient({ deadlineMs: 600_000 })
    await expect(fetchDocument(client, { url: origin.url })).rejects.toMatchObject({ code })
  })

  test('S10: what is announced to be over the limit is not sent for', async () => {
    const origin = await httpOrigin((_, response) => {
      response.writeHead(200, { 'content-length': 50 * MIB }).write('x')
    })
    const client = testClient({ deadlineMs: 600_000 })
    await expect(fetchDocument(client, { url: origin.url })).rejects.toMatchObject({ code: 'too-large' })
  })

  test('S10: an endless plain body is stopped at the limit, which can be set', async () => {
    const poured: Promise<number>[] = []
    const origin = await httpOrigin((_, response) => {
      poured.push(pour(response, Buffer.alloc(64 * 1024, 32), 10_000 * MIB))
    })
    const client = testClient()
    await expect(fetchDocument(client, { url: origin.url })).rejects.toMatchObject({ code: 'too-large' })
    await expect(fetchDocument(client, { url: origin.url, maxBytes: 100_000 })).rejects.toMatchObject({
      code: 'too-large',
    })
    expect(await poured[0]).toBeLessThan(40 * MIB)
    expect(await poured[1]).toBeLessThan(20 * MIB)
  })

  test.each([
    ['plain', [], Buffer.alloc(3 * MIB, 32)],
    ['gzip', ['gzip'], gzipSync(Buffer.alloc(64 * MIB, 32))],
    ['gzip twice', ['gzip, gzip'], gzipSync(gzipSync(Buffer.alloc(64 * MIB, 32)))],
    ['zstd', ['zstd'], zstdCompressSync(Buffer.alloc(64 * MIB, 32))],
  ])('of a long body, %s, the beginning is handed over where that is enough', async (_, codings, body) => {
    const origin = await httpOrigin((__, response) => {
      for (const coding of codings) response.setHeader('content-encoding', coding)
      response.end(body)
    })
    const request = { url: origin.url, maxBytes: 100_001, beginning: true }
    expect(await fetchDocument(testClient(), request)).toMatchObject({ body: Buffer.alloc(100_001, 32) })
  })

  test('where the beginning is enough, a stream without any text in it is still stopped at the limit', async () => {
    let poured: Promise<number> | undefined
    const origin = await httpOrigin((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      poured = pour(response, gzipSync(''), 10_000 * MIB)
    })
    const request = { url: origin.url, maxBytes: 100_000, beginning: true }
    await expect(fetchDocument(testClient(), request)).rejects.toMatchObject({ code: 'too-large' })
    expect(await poured).toBeLessThan(20 * MIB)
  })
})

describe('answers that are no answers', () => {
  test.each([
    ['20 kB in one header', `HTTP/1.1 200 OK\r\nx-long: ${'a'.repeat(20_000)}\r\ncontent-length: 2\r\n\r\nok`],
    ['20 kB in many headers', `HTTP/1.1 200 OK\r\n${'x: aaaaaaaaaa\r\n'.repeat(1500)}content-length: 2\r\n\r\nok`],
    [
      'both Content-Length and chunked',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    ],
    ['ICY 200', 'ICY 200 OK\r\ncontent-length: 2\r\n\r\nok'],
    ['HTTP/0.9', '<rss></rss>'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\noki'],
    ['a bare CR in a header', 'HTTP/1.1 200 OK\r\netag: "a\rb"\r\ncontent-length: 2\r\n\r\nok'],
    ['nothing at all', ''],
  ])('S12 S30: %s is a FetchError, and the next request is fine', async (_, bytes) => {
    const bad = await bytesOrigin(bytes)
    const good = await httpOrigin((__, response) => response.end('ok'))
    const client = testClient()
    await expect(fetchDocument(client, { url: bad.url })).rejects.toMatchObject({ name: 'FetchError' })
    expect((await fetchDocument(client, { url: good.url })).status).toBe('fetched')
  })

  test('S12 M44: two thousand 103 before the answer are passed over', async () => {
    const origin = await bytesOrigin(
      `${'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(2000)}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok`,
    )
    expect(await fetchDocument(testClient(), { url: origin.url })).toMatchObject({ body: Buffer.from('ok') })
  })

  test('S12 M44: interim answers without end end the request long before its deadline', async () => {
    const origin = await rawOrigin((socket) => {
      const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(500)
      const more = (): void => {
        while (!socket.destroyed && socket.write(hints)) {}
      }
      socket.on('drain', more)
      more()
    })
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({
      code: 'protocol',
      message: expect.stringContaining('interim answers without end'),
    })
  })

  test('S12: endless headers end the request', async () => {
    const origin = await rawOrigin((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const more = (): void => {
        while (!socket.destroyed && socket.write(`x: ${'a'.repeat(1000)}\r\n`)) {}
      }
      socket.on('drain', more)
      more()
    })
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({ code: 'too-large' })
  })

  test.each([201, 202, 204, 205, 206, 226, 300, 305, 400])('M43 M44: status %d is an error', async (status) => {
    const origin = await httpOrigin((_, response) => response.writeHead(status).end())
    await expect(fetchDocument(testClient(), { url: origin.url })).rejects.toMatchObject({
      code: 'http-status',
      status,
    })
  })
})
