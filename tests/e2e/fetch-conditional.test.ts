import { describe, expect, test } from 'vitest'
import { fetchDocument } from '../../src/fetch/fetch-document.ts'
import { closeAfterEach, httpOrigin, testClient } from './fetch-origin.ts'

closeAfterEach()

describe('conditional requests', () => {
  const tags = ['W/"abc-gzip"', 'abc', '"caf\u00e9"', '"a, b\\c"', '" spaced "', "'single'"]
  test.each(tags)('M1 M2: the ETag %s is sent back byte for byte', async (etag) => {
    const origin = await httpOrigin((_, response) => response.writeHead(200, { etag }).end('x'))
    const client = testClient()
    const first = await fetchDocument(client, { url: `${origin.url}/f` })
    await fetchDocument(client, { url: `${origin.url}/f`, validators: first.validators })
    expect(origin.requests[0]?.headers['if-none-match']).toBeUndefined()
    expect(origin.requests[1]?.headers['if-none-match']).toBe(etag)
  })

  test('M3: a Last-Modified that is no date is sent back as it came', async () => {
    const date = 'Sat, 31 Feb 2026 25:61:00 XYZ'
    const origin = await httpOrigin((_, response) => response.writeHead(200, { 'last-modified': date }).end('x'))
    const client = testClient()
    const first = await fetchDocument(client, { url: `${origin.url}/f` })
    await fetchDocument(client, { url: `${origin.url}/f`, validators: first.validators })
    expect(origin.requests[1]?.headers['if-modified-since']).toBe(date)
  })

  test('M4: without validators no condition is sent, and the body is told by its hash', async () => {
    const origin = await httpOrigin((_, response) => response.end('same'))
    const client = testClient()
    const first = await fetchDocument(client, { url: origin.url })
    expect(first).toMatchObject({ status: 'fetched', validators: {}, sameBody: false })
    const bodyHash = first.status === 'fetched' ? first.bodyHash : ''
    const second = await fetchDocument(client, { url: origin.url, validators: first.validators, bodyHash })
    expect(second).toMatchObject({ status: 'fetched', sameBody: true })
    expect(origin.requests[1]?.headers).not.toHaveProperty('if-none-match')
    expect(origin.requests[1]?.headers).not.toHaveProperty('if-modified-since')
  })

  test('M5 M7: both validators are sent; a 304 with a new ETag renews it and keeps the date', async () => {
    const origin = await httpOrigin((request, response) => {
      if (request.headers['if-none-match']) response.writeHead(304, { etag: '"2"' }).end()
      else response.writeHead(200, { etag: '"1"', 'last-modified': 'yesterday' }).end('x')
    })
    const client = testClient()
    const url = `${origin.url}/f`
    const first = await fetchDocument(client, { url })
    const second = await fetchDocument(client, { url, validators: first.validators })
    expect(origin.requests[1]?.headers).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'yesterday' })
    expect(second).toMatchObject({
      status: 'not-modified',
      validators: { [url]: { etag: '"2"', lastModified: 'yesterday' } },
    })
  })

  test('M8: the same body under another ETag is the same body, with new validators', async () => {
    let count = 0
    const origin = await httpOrigin((_, response) =>
      response.writeHead(200, { etag: `"${++count}"`, 'last-modified': 'd' }).end('x'),
    )
    const client = testClient()
    const url = `${origin.url}/f`
    const first = await fetchDocument(client, { url })
    const bodyHash = first.status === 'fetched' ? first.bodyHash : ''
    const second = await fetchDocument(client, { url, validators: first.validators, bodyHash })
    expect(second).toMatchObject({
      status: 'fetched',
      sameBody: true,
      validatorsLied: false,
      validators: { [url]: { etag: '"2"', lastModified: 'd' } },
    })
  })

  test('M9: a 200 with an ETag alone drops the stored date', async () => {
    const origin = await httpOrigin((_, response) => response.writeHead(200, { etag: '"2"' }).end('x'))
    const url = `${origin.url}/f`
    const result = await fetchDocument(testClient(), { url, validators: { [url]: { etag: '"1"', lastModified: 'd' } } })
    expect(result.validators).toEqual({ [url]: { etag: '"2"' } })
  })

  test('M10: a 304 nobody asked for is an error, also when the condition was left out on purpose', async () => {
    const origin = await httpOrigin((_, response) => response.writeHead(304, { etag: '"1"' }).end())
    const client = testClient()
    const url = `${origin.url}/f`
    await expect(fetchDocument(client, { url })).rejects.toMatchObject({
      name: 'FetchError',
      code: 'unexpected-not-modified',
    })
    const forced = fetchDocument(client, { url, validators: { [url]: { etag: '"1"' } }, force: true })
    await expect(forced).rejects.toMatchObject({ code: 'unexpected-not-modified' })
  })

  test('M11: a forced request has no condition, and finds out an ETag that stands over another body', async () => {
    const origin = await httpOrigin((_, response) => response.writeHead(200, { etag: '"1"' }).end('new'))
    const url = `${origin.url}/f`
    const result = await fetchDocument(testClient(), {
      url,
      validators: { [url]: { etag: '"1"' } },
      bodyHash: 'of the old',
      force: true,
    })
    expect(origin.requests[0]?.headers).not.toHaveProperty('if-none-match')
    expect(result).toMatchObject({ status: 'fetched', validatorsLied: true })
  })

  test('M13: validators go only to the URL they came from, also across a redirect', async () => {
    const origin = await httpOrigin((request, response) => {
      if (request.url === '/a') response.writeHead(302, { location: '/b', etag: '"redirect"' }).end()
      else response.writeHead(200, { etag: '"b"' }).end('x')
    })
    const client = testClient()
    const [a, b] = [`${origin.url}/a`, `${origin.url}/b`]
    const first = await fetchDocument(client, { url: a, validators: { [a]: { etag: '"a"' } } })
    expect(origin.requests.map((request) => request.headers['if-none-match'])).toEqual(['"a"', undefined])
    expect(first.validators).toEqual({ [a]: { etag: '"a"' }, [b]: { etag: '"b"' } })
    await fetchDocument(client, { url: a, validators: first.validators })
    expect(origin.requests.slice(2).map((request) => request.headers['if-none-match'])).toEqual(['"a"', '"b"'])
  })

  test('S30: a stored validator that no header can carry is left out, and nothing breaks', async () => {
    const origin = await httpOrigin((_, response) => response.end('x'))
    const url = `${origin.url}/f`
    const result = await fetchDocument(testClient(), {
      url,
      validators: { [url]: { etag: '"a"\r\nX-Evil: 1', lastModified: 'd\u2603' } },
    })
    expect(result.status).toBe('fetched')
    expect(origin.requests[0]?.headers).not.toHaveProperty('if-none-match')
    expect(origin.requests[0]?.headers).not.toHaveProperty('if-modified-since')
  })
})
