import { expect, test } from 'vitest'
import type { Client, ClientRequest, Hop } from './fetch/client.ts'
import { readRobots } from './fetch/robots.ts'
import { type RobotsMemory, recallRobots, robotsOf } from './robots-memory.ts'
import { createMemoryStore } from './store/memory-store.ts'

const hourMs = 3_600_000
const rules = (text: string) => readRobots(`User-agent: *\n${text}`, 'warta').rules

test('what holds no more is forgotten, but not since when a robots.txt cannot be had', async () => {
  const store = createMemoryStore()
  const at = 100 * hourMs
  await store.saveStates(
    [],
    [
      { host: 'https://old.example', robots: { rules: rules('Disallow: /a'), until: at - 1 } },
      { host: 'https://new.example', robots: { rules: rules('Disallow: /a'), until: at + 1 } },
      { host: 'https://dead.example', robots: { rules: 'unreachable', until: at - 1, since: 7 } },
    ],
  )
  const robots: RobotsMemory = new Map()
  await recallRobots({ store, robots }, at)
  expect([...robots.keys()]).toEqual(['https://new.example', 'https://dead.example'])
  expect(robots.get('https://dead.example')?.since).toBe(7)
})

test('the rules of all sites together are bounded: those asked longest ago go, also from the store', async () => {
  const store = createMemoryStore()
  const robots: RobotsMemory = new Map()
  const line = `Disallow: /${'x'.repeat(1000)}\n`
  const body = Buffer.from(`User-agent: *\n${line.repeat(500)}`)
  const client = { request: async ({ url }: { url: string }) => answer(url, body) } as unknown as Client
  const room = { client, store, robots, askingRobots: new Map() }
  for (let n = 0; n < 40; n++) {
    await robotsOf(`https://site${n}.example/a`, room, {
      now: () => n,
      turn: async (_, request) => ({ value: await request(() => undefined) }),
    })
  }
  const kept = [...(await store.readHosts()).keys()]
  expect(kept).toEqual([...robots.keys()])
  expect(kept.length).toBeLessThan(36)
  expect(kept.at(-1)).toBe('https://site39.example')
  expect(kept).not.toContain('https://site0.example')
})

test('a robots.txt that leads to another domain is asked there in the turn of that one', async () => {
  const hop = { status: 301, from: 'https://site.example/robots.txt', to: 'https://rules.example.org/robots.txt' }
  const client = {
    request: async ({ url, mayFollow }: ClientRequest) => {
      if (url !== hop.from) return answer(url, Buffer.from('User-agent: *\nDisallow: /a'))
      return mayFollow?.(hop.to) === false
        ? { ...answer(url, Buffer.of()), status: 301, hops: [hop] }
        : answer(hop.to, Buffer.of(), [hop])
    },
    isPrivate: () => false,
  } as unknown as Client
  const turns: string[] = []
  const room = { client, store: createMemoryStore(), robots: new Map(), askingRobots: new Map() }
  const said = await robotsOf('https://site.example/a', room, {
    now: () => 0,
    async turn(url, request) {
      turns.push(url)
      return { value: await request(() => undefined) }
    },
  })
  expect(turns).toEqual([hop.from, hop.to])
  expect(typeof said === 'string' ? said : said.allows('https://site.example/a')).toBe(false)
})

function answer(url: string, body: Uint8Array, hops: readonly Hop[] = []): object {
  return {
    url,
    body,
    status: 200,
    hops,
    caching: {},
    closeDelimited: false,
    header: () => undefined,
    headers: () => [],
  }
}
