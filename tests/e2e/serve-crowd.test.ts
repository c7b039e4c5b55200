import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/serve/app.ts'
import { listen } from '../../src/serve/node-server.ts'
import { generation } from './publish/generation.ts'

const options = {
  site: { title: 'Kabar Dunia', url: undefined, hub: undefined, timezone: 'UTC' },
  clock: { now: () => Date.now() },
}

describe('the server in a crowd', () => {
  test('answers others while two thousand sockets say nothing', async () => {
    const app = createApp({ ...options, files: generation(0) })
    const server = await listen(app, { host: '127.0.0.1', port: 0 })
    const port = Number(new URL(server.url).port)
    const idle: Socket[] = []
    try {
      for (let n = 0; n < 2_000; n += 1) {
        const socket = connect(port, '127.0.0.1')
        socket.on('error', () => {})
        idle.push(socket)
        await new Promise((resolve) => socket.once('connect', resolve))
      }
      for (let n = 0; n < 20; n += 1) expect((await fetch(`${server.url}world/rss.xml`)).status).toBe(200)
    } finally {
      for (const socket of idle) socket.destroy()
      await server.close()
    }
  })

  test('gives each reader one whole publication while the site is replaced forty times', async () => {
    const app = createApp({ ...options, files: generation(0) })
    const server = await listen(app, { host: '127.0.0.1', port: 0 })
    const statuses = new Set<number>()
    const mixed: string[] = []
    let replaced = 0
    try {
      const readers = Array.from({ length: 8 }, async (_, reader) => {
        let seen = 0
        while (replaced < 40) {
          const path = ['world/rss.xml', 'economy/atom.xml', 'world/', 'feeds.opml'][reader % 4]
          const response = await fetch(`${server.url}${path}`, {
            headers: { 'accept-encoding': reader % 2 === 0 ? 'br' : 'gzip' },
          })
          statuses.add(response.status)
          const numbers = new Set((await response.text()).match(/Publication \d{8}/g))
          if (numbers.size !== 1) mixed.push(path ?? '')
          // Never back to an earlier one.
          const number = Number([...numbers][0]?.slice(-8))
          if (number < seen) mixed.push(`${path}: ${number} after ${seen}`)
          seen = number
        }
      })
      while (replaced < 40) {
        await app.replace(generation(replaced + 1))
        replaced += 1
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      await Promise.all(readers)
    } finally {
      await server.close()
    }
    expect([...statuses]).toEqual([200])
    expect(mixed).toEqual([])
  }, 180_000)
})
