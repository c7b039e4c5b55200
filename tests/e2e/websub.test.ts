import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closed, type Hub, listening, startHub, startSubscriber, type Subscriber } from './hub.ts'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, rss, startPublisher } from './publisher.ts'

const t0 = '2024-07-01T09:00:00Z'
const minutesLater = (minutes: number) => new Date(Date.parse(t0) + minutes * 60_000).toISOString()

let publisher: Publisher
let hub: Hub
let subscriber: Subscriber
let room: TestNewsroom
let site: string

/** An address that is free, so that the site knows its own before it is served. */
async function freeAddress(): Promise<string> {
  const server = createServer()
  const url = await listening(server)
  await closed(server)
  return url
}

const publish = (...titles: readonly string[]) =>
  publisher.set('/a', {
    body: rss(
      'Alpha',
      titles.map((title) => ({ title, link: `https://alpha.example/${encodeURIComponent(title)}` })),
    ),
  })

beforeEach(async () => {
  publisher = await startPublisher()
  hub = await startHub()
  subscriber = await startSubscriber()
  site = await freeAddress()
  publish('One')
  room = newsroom({
    'site.yaml': `title: Kabar\nurl: ${site}\nhub: ${hub.url}\nallowPrivate: ["${publisher.host}", "${hub.host}"]\n`,
    'world.yaml': `title: World\nlanguage: en\nsources:\n  - { url: "${publisher.url}/a", id: alpha }\n`,
  })
})
afterEach(async () => {
  await publisher.close()
  await hub.close()
  await subscriber.close()
  room.remove()
})

const topicsOf = (slugs: readonly string[]) =>
  ['', ...slugs.flatMap((slug) => ['', 'atom.xml', 'feed.json', 'rss.xml'].map((name) => `${slug}/${name}`))]
    .map((path) => `${site}${path}`)
    .sort()

describe('warta serve and its hub', () => {
  test('a hub that is pinged finds hub and self, the new bytes with a new ETag, and delivers them signed', async () => {
    const serve = async (now: string) => {
      const serving = room.start('serve', '--listen', new URL(site).host, '--now', now)
      await serving.said(/"msg":"told"/)
      await hub.settled()
      return serving
    }
    expect((await (await serve(t0)).stop()).code).toBe(0)
    const earlier = new Map(hub.pings.map((ping) => [ping.topic, ping.etag]))
    const topic = `${site}world/atom.xml`
    await subscriber.subscribe(hub.url, topic)
    publish('Two', 'One')
    const serving = await serve(minutesLater(60))
    const pings = hub.pings.slice(earlier.size)
    expect(pings.map((ping) => ping.topic).sort()).toEqual(topicsOf(['all', 'world']))
    for (const ping of pings) {
      expect(ping.form).toEqual({ 'hub.mode': 'publish', 'hub.url': ping.topic, 'hub.topic': ping.topic })
      expect(ping.contentType).toBe('application/x-www-form-urlencoded; charset=utf-8')
      expect(ping.links, ping.topic).toEqual({ hub: [hub.url], self: [ping.topic] })
      expect(ping.body, ping.topic).toContain('Two')
      expect(ping.etag, ping.topic).toMatch(/^"/)
      expect(ping.etag, ping.topic).not.toBe(earlier.get(ping.topic))
      // Inside the document, once each.
      expect(ping.body.split(hub.url), ping.topic).toHaveLength(2)
    }
    const atom = pings.find((ping) => ping.topic === topic)
    expect(subscriber.deliveries).toEqual([
      { body: atom?.body, type: 'application/atom+xml; charset=utf-8', isSigned: true },
    ])
    expect(atom?.body).toContain(`<link rel="self" type="application/atom+xml" href="${topic}"/>`)
    for (const path of ['style.css', 'about/', 'world/latest-5.json', 'world/fragment.html', 'embed/world/']) {
      expect((await fetch(`${site}${path}`)).headers.get('link'), path).toBeNull()
    }
    expect((await serving.stop()).code).toBe(0)
  })
})

describe('warta run and its hub', () => {
  /** The hub cannot fetch files that nobody serves: what it was asked is what counts. */
  test('is told once of each topic that changed, and of nothing where nothing did', async () => {
    await room.warta('run', '--now', t0)
    const all = topicsOf(['all', 'world'])
    expect(hub.requests()).toBe(all.length)
    await room.warta('run', '--now', minutesLater(60))
    await room.warta('run', '--now', minutesLater(60 * 24))
    expect(hub.requests()).toBe(all.length)
    publish('Two', 'One')
    const said = await room.warta('run', '--now', minutesLater(60 * 48), '--json')
    expect(hub.requests()).toBe(2 * all.length)
    expect(said.stdout).toContain(`{"event":"told","delivered":0,"pinged":${all.length}}\n`)
  })

  test('that fails is asked three times more, in later runs too, and again with the next change', async () => {
    hub.refuse(500)
    for (let minute = 0; minute < 240; minute += 5) {
      const said = await room.warta('run', '--now', minutesLater(minute))
      expect(said.code).toBe(0)
    }
    // Where a hub fails it is asked about one topic only.
    expect(hub.requests()).toBe(4)
    const { stdout } = await room.warta('status', '--now', minutesLater(240))
    expect(stdout).toContain(`hub ${hub.host}: 9 topics wait; 4 attempts failed since 2024-07-01T09:0`)
    expect(stdout).toContain('http-status 500; tried again with the next change')
    hub.refuse(undefined)
    await room.warta('run', '--now', minutesLater(300))
    expect(hub.requests()).toBe(4)
    publish('Two', 'One')
    await room.warta('run', '--now', minutesLater(600))
    expect(hub.requests()).toBe(4 + topicsOf(['all', 'world']).length)
    expect((await room.warta('status')).stdout).not.toContain('hub')
  })

  test('at a private address is refused unless it is allowed', async () => {
    room.configure({ 'site.yaml': `url: ${site}\nhub: ${hub.url}\nallowPrivate: ["${publisher.host}"]\n` })
    const said = await room.warta('run', '--now', t0)
    expect(said.code).toBe(0)
    expect(hub.requests()).toBe(0)
    expect((await room.warta('status')).stdout).toContain('refused-address')
    expect((await room.warta('check')).stdout).toContain(`add ${hub.host} to allowPrivate`)
  })

  test('is told nothing, and named nowhere, while the site has no address', async () => {
    room.configure({ 'site.yaml': `hub: ${hub.url}\nallowPrivate: ["${publisher.host}", "${hub.host}"]\n` })
    await room.warta('run', '--now', t0)
    expect(hub.requests()).toBe(0)
    for (const path of ['world/rss.xml', 'world/atom.xml', 'world/feed.json', 'world/index.html', 'index.html']) {
      expect(room.read(path), path).not.toContain(hub.url)
    }
    expect((await room.warta('check')).stdout).toContain('hub is told nothing while url is missing')
  })
})
