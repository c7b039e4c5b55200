import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Client } from 'undici'
import { Connections } from './connections.ts'
import { Exchange } from './exchange.ts'

/** Answers are given by hand, in any order. */
let held: ServerResponse[] = []
let dialled = 0
const server = createServer((request, response) => {
  if (request.url === '/close') response.setHeader('connection', 'close')
  if (request.url === '/held') held.push(response)
  else response.end('here')
})
server.on('connection', () => {
  dialled += 1
})
let connections: Connections
const BOUND = { bytes: 1024 * 1024, reason: () => new Error('too much') }

beforeEach(async () => {
  held = []
  dialled = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  connections = new Connections((origin) => new Client(origin))
})

afterEach(async () => {
  await connections.destroy()
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

function send(path: string): Exchange {
  const exchange = new Exchange()
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  connections.dispatch({ origin, path, method: 'GET' }, exchange, BOUND)
  return exchange
}

async function read(exchange: Exchange): Promise<string> {
  await exchange.head
  let text = ''
  for await (const chunk of exchange) text += Buffer.from(chunk).toString()
  return text
}

test('requests one after the other take one connection', async () => {
  for (let i = 0; i < 3; i++) expect(await read(send('/'))).toBe('here')
  expect(dialled).toBe(1)
  expect(connections.size).toBe(1)
})

test('a request beside a slow one does not wait for it', async () => {
  const slow = send('/held')
  expect(await read(send('/'))).toBe('here')
  expect(dialled).toBe(2)
  await expect.poll(() => held.length).toBe(1)
  held[0]?.end('at last')
  expect(await read(slow)).toBe('at last')
  // Both are idle now: neither a third is dialled, nor is one of them forgotten.
  expect(await read(send('/'))).toBe('here')
  expect(dialled).toBe(2)
  expect(connections.size).toBe(2)
})

test('a connection that was closed is forgotten, and the origin is asked over another', async () => {
  expect(await read(send('/close'))).toBe('here')
  await expect.poll(() => connections.size).toBe(0)
  expect(await read(send('/'))).toBe('here')
  expect(dialled).toBe(2)
})

test('a connection that could not be made is forgotten', async () => {
  const refused = new Exchange()
  connections.dispatch({ origin: 'http://127.0.0.1:1', path: '/', method: 'GET' }, refused, BOUND)
  await expect(refused.head).rejects.toThrow()
  await expect.poll(() => connections.size).toBe(0)
})

test('what is under way ends with the connections, and nothing is sent afterwards', async () => {
  const slow = send('/held')
  const ended = expect(slow.head).rejects.toThrow()
  await connections.destroy()
  await ended
  expect(() => send('/')).toThrow('closed')
})
