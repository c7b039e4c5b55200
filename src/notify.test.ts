import { describe, expect, test } from 'vitest'
import { editionOf, eventOf, topicOf } from '../tests/contract/store-suite.ts'
import { FetchError } from './errors.ts'
import type { Answer, Client, ClientRequest } from './fetch/client.ts'
import type { OutboxEvent, Webhook } from './model/outbox.ts'
import { type Messenger, notify } from './notify.ts'
import { webhookName } from './publish/webhook.ts'
import { createMemoryStore } from './store/memory-store.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const CMS = 'https://cms.example/hook?token=s3cret'
const HUB = 'https://hub.example/'
const BASE = 'https://news.example/'

/** What a receiver answers: a status, or that there is none. */
type Reply = number | 'silent' | { readonly status: number; readonly retryAfter: string }

/** A newsroom at a time that only the test moves, whose requests a test answers. */
function world(
  more: { readonly webhooks?: readonly Webhook[]; readonly hub?: string; readonly slugs?: readonly string[] } = {},
) {
  const {
    webhooks = [{ url: CMS, on: ['published', 'updated', 'retracted'], secret: 'x' }],
    hub,
    slugs = ['world', 'economy'],
  } = more
  const store = createMemoryStore()
  const sent: ClientRequest[] = []
  const it = {
    now: Date.UTC(2026, 10, 26),
    store,
    sent,
    webhooks,
    reply: (_: ClientRequest): Reply | Promise<Reply> => 204,
    /** Names of the events that were sent since last asked. */
    names: () =>
      sent
        .splice(0)
        .map(({ headers, body }) => headers?.['webhook-id'] ?? new URLSearchParams(String(body)).get('hub.url')),
    room(): Messenger {
      const sections = slugs.map((slug) => ({ slug }))
      return { store, client, clock: { now: () => it.now }, site: { url: BASE, hub }, sections, webhooks: it.webhooks }
    },
    tell: (signal = new AbortController().signal) => notify(it.room(), signal),
    /** Publishes: the section's files are written, unless it is said that they are not. */
    async publish(events: readonly OutboxEvent[], written = 'yes') {
      for (const slug of new Set(events.map(({ section }) => section))) {
        const own = events.filter(({ section }) => section === slug)
        await store.saveEdition(editionOf(slug, [], { written }), [], undefined, own)
      }
    },
    async left() {
      return (await store.readOutbox()).events.map(({ id }) => id)
    },
  }
  const client: Client = {
    async request(request) {
      sent.push(request)
      const reply = await it.reply(request)
      if (request.signal?.aborted === true) throw new FetchError('timeout', request.url, { detail: 'stopped' })
      if (reply === 'silent') throw new FetchError('timeout', request.url, { detail: 'no complete answer within 10 s' })
      const { status, retryAfter } = typeof reply === 'number' ? { status: reply, retryAfter: undefined } : reply
      const header = (name: string) => (name === 'retry-after' ? retryAfter : undefined)
      return { status, header } as Answer
    },
    isPrivate: () => false,
    close: async () => undefined,
  }
  return it
}

const name = webhookName(CMS)
const event = (id: string, more: Partial<OutboxEvent> = {}) => eventOf(id, { to: [name], ...more })
const events = (...ids: readonly string[]) => ids.map((id) => event(id))

describe('a webhook', () => {
  test('gets the events of a section one after the other; one that fails holds up its section alone', async () => {
    const it = world()
    await it.publish([...events('w1', 'w2'), event('e1', { section: 'economy' }), event('e2', { section: 'economy' })])
    it.reply = ({ headers }) => (headers?.['webhook-id'] === 'w1' ? 500 : 204)
    await it.tell()
    expect(it.names().sort()).toEqual(['e1', 'e2', 'w1'])
    expect(await it.left()).toEqual(['w1', 'w2'])
    await it.tell()
    expect(it.names()).toEqual([])
    it.reply = () => 204
    it.now += MINUTE
    await it.tell()
    expect(it.names()).toEqual(['w1', 'w2'])
    expect(await it.left()).toEqual([])
    expect((await it.store.readOutbox()).lanes.size).toBe(0)
  })

  test('is not told before the files are written', async () => {
    const it = world()
    await it.publish(events('w1'), '')
    await it.tell()
    expect(it.names()).toEqual([])
    await it.store.saveEdition(editionOf('world', [], { written: 'yes' }), [])
    await it.tell()
    expect(it.names()).toEqual(['w1'])
  })

  test('is tried again after 1, 5, 15 minutes, 1, 3, 6 and 6 hours, and sooner only when the clock was set back', async () => {
    const it = world()
    await it.publish(events('w1'))
    it.reply = () => 'silent'
    const begin = it.now
    const attempts: number[] = []
    for (; it.now < begin + DAY; it.now += MINUTE) {
      await it.tell()
      if (it.names().length > 0) attempts.push((it.now - begin) / MINUTE)
    }
    expect(attempts).toEqual([0, 1, 6, 21, 81, 261, 621, 981, 1341])
    it.now = begin - 300 * DAY
    await it.tell()
    expect(it.names()).toEqual(['w1'])
  })

  test('that does not answer is not asked about every section in turn', async () => {
    const slugs = Array.from({ length: 12 }, (_, i) => `s${i}`)
    const it = world({ slugs })
    await it.publish(slugs.map((slug) => event(slug, { section: slug })))
    it.reply = () => 'silent'
    await it.tell()
    // So many at once as there were before the first was known to fail.
    expect(it.names()).toHaveLength(4)
    it.reply = () => 204
    it.now += MINUTE
    await it.tell()
    expect(await it.left()).toEqual([])
  })

  test('is left alone for as long as it asks', async () => {
    const it = world()
    await it.publish(events('w1'))
    it.reply = () => ({ status: 503, retryAfter: '7200' })
    await it.tell()
    it.now += 119 * MINUTE
    await it.tell()
    expect(it.names()).toEqual(['w1'])
    it.now += MINUTE
    await it.tell()
    expect(it.names()).toEqual(['w1'])
  })

  test('that refuses an event five times will not get it, and gets the ones after it', async () => {
    const it = world()
    await it.publish(events('bad', 'good'))
    it.reply = ({ headers }) => (headers?.['webhook-id'] === 'bad' ? 422 : 204)
    const changes: string[] = []
    for (let hour = 0; hour < 8; hour++, it.now += 60 * MINUTE) changes.push(...(await it.tell()).changes)
    expect(it.names()).toEqual(['bad', 'bad', 'bad', 'bad', 'bad', 'good'])
    expect(changes).toEqual([
      'webhook cms.example does not take events of world (2 wait): http-status 422',
      'webhook cms.example will not get 1 events of world: http-status 422',
    ])
    expect([...(await it.store.readOutbox()).lanes.values()]).toMatchObject([{ failures: 0, givenUp: 1 }])
  })

  test('that was down does not lose an event for refusing it once', async () => {
    const it = world()
    await it.publish(events('w1'))
    const replies: Reply[] = ['silent', 500, 502, 'silent', 400, 204]
    it.reply = () => replies.shift() ?? 204
    for (let hour = 0; hour < 40; hour++, it.now += 60 * MINUTE) await it.tell()
    expect(replies).toEqual([])
    expect(await it.left()).toEqual([])
    expect((await it.store.readOutbox()).lanes.size).toBe(0)
  })

  test('that is dead for weeks loses what is older than a week, and says so; a jump of the clock loses nothing', async () => {
    const it = world()
    await it.publish([event('old', { at: it.now }), event('new', { at: it.now + 6 * DAY })])
    it.reply = () => 'silent'
    await it.tell()
    it.now += 400 * DAY
    await it.tell()
    expect(await it.left()).toEqual(['old', 'new'])
    it.now -= 400 * DAY
    const end = it.now + 9 * DAY
    const changes: string[] = []
    for (; it.now < end; it.now += 60 * MINUTE) changes.push(...(await it.tell()).changes)
    expect(await it.left()).toEqual(['new'])
    expect(changes).toContain(
      'webhook cms.example will not get 1 events of world: timeout no complete answer within 10 s',
    )
    expect(changes.join()).not.toContain('s3cret')
  })

  test('has at most 10,000 events waiting: the oldest go', async () => {
    const it = world()
    const ids = Array.from({ length: 10_010 }, (_, i) => `n${i}`)
    await it.publish(events(...ids))
    it.reply = () => 'silent'
    const { changes } = await it.tell()
    expect(changes[0]).toBe('webhook cms.example has too many events to get: the oldest 10 are given up')
    expect(await it.left()).toEqual(ids.slice(10))
    it.reply = () => 204
    it.now += MINUTE
    it.names()
    expect((await it.tell()).delivered).toBe(10_000)
    expect(it.names()).toEqual(ids.slice(10))
    expect(await it.left()).toEqual([])
  })

  test('has at most 64 MB of events waiting', async () => {
    const it = world()
    const body = 'x'.repeat(15 << 20)
    await it.publish(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => event(id, { body })))
    it.reply = () => 'silent'
    await it.tell()
    expect(await it.left()).toEqual(['c', 'd', 'e', 'f'])
  })

  test('shares an event with others: each gets it once, whenever it can', async () => {
    const other = { url: 'https://other.example/', on: ['published' as const], secret: undefined }
    const it = world({ webhooks: [{ url: CMS, on: ['published'], secret: 'x' }, other] })
    await it.publish([eventOf('w1', { to: [name, webhookName(other.url)] })])
    it.reply = ({ url }) => (url === CMS ? 204 : 500)
    await it.tell()
    expect((await it.store.readOutbox()).events).toEqual([eventOf('w1', { to: [webhookName(other.url)] })])
    it.reply = () => 204
    it.now += MINUTE
    it.names()
    await it.tell()
    expect(it.sent.map(({ url }) => url)).toEqual([other.url])
    expect(await it.left()).toEqual([])
  })

  test('does not bring back what was taken back while others were told of it', async () => {
    const other = { url: 'https://other.example/', on: ['published' as const], secret: undefined }
    const it = world({ webhooks: [{ url: CMS, on: ['published'], secret: 'x' }, other] })
    const waiting = eventOf('w1', { to: [name, webhookName(other.url)] })
    await it.publish([waiting])
    const asked = Promise.withResolvers<void>()
    it.reply = async ({ url }) => {
      if (url === CMS) await asked.promise
      else {
        await it.store.saveOutbox({ events: { put: [{ ...waiting, to: [], body: '' }] } })
        asked.resolve()
      }
      return url === CMS ? 204 : 500
    }
    await it.tell()
    expect(await it.left()).toEqual([])
  })

  test('is not sent what is taken back while it is told of something before it', async () => {
    const it = world()
    const waiting = events('w1', 'w2', 'w3')
    await it.publish(waiting)
    it.reply = async ({ headers }) => {
      const retracted = waiting[1]
      if (headers?.['webhook-id'] === 'w1' && retracted !== undefined) {
        await it.store.saveOutbox({ events: { put: [{ ...retracted, to: [], body: '' }] } })
      }
      return 204
    }
    expect(await it.tell()).toMatchObject({ delivered: 2 })
    expect(it.names()).toEqual(['w1', 'w3'])
    expect(await it.left()).toEqual([])
  })

  test('that is no longer configured is forgotten, and what only it was to get', async () => {
    const it = world()
    await it.publish(events('w1'))
    it.reply = () => 500
    await it.tell()
    it.webhooks = []
    await it.tell()
    expect(await it.store.readOutbox()).toEqual({ events: [], lanes: new Map(), topics: new Map() })
  })

  test('that is being told when all is stopped is told again, with nothing held against it', async () => {
    const it = world()
    await it.publish(events('w1', 'w2', 'w3'))
    const stopping = new AbortController()
    it.reply = ({ headers }) => {
      if (headers?.['webhook-id'] === 'w2') stopping.abort()
      return 204
    }
    expect(await it.tell(stopping.signal)).toMatchObject({ delivered: 1, changes: [] })
    expect(await it.left()).toEqual(['w2', 'w3'])
    expect((await it.store.readOutbox()).lanes.size).toBe(0)
  })
})

describe('a hub', () => {
  const topic = `${BASE}world/rss.xml`
  const note = async (it: ReturnType<typeof world>, digest: string, ...urls: readonly string[]) =>
    it.store.saveOutbox({
      topics: { put: (urls.length === 0 ? [topic] : urls).map((url) => topicOf(url, { digest })) },
    })

  test('is told of a topic once for all changes of a minute, also of the last of them', async () => {
    const it = world({ hub: HUB })
    await note(it, 'a')
    await it.tell()
    for (const digest of ['b', 'c']) {
      it.now += 20_000
      await note(it, digest)
      await it.tell()
    }
    expect(it.names()).toEqual([topic])
    it.now += 20_000
    await it.tell()
    await it.tell()
    expect(it.names()).toEqual([topic])
    it.now += DAY
    await it.tell()
    expect(it.names()).toEqual([])
  })

  test('is not told of a change that was taken back before it was told', async () => {
    const it = world({ hub: HUB })
    await note(it, 'a')
    await it.tell()
    await note(it, 'b')
    await it.tell()
    await note(it, 'a')
    it.now += 5 * MINUTE
    await it.tell()
    expect(it.names()).toEqual([topic])
  })

  test('that refuses one topic is told of the others; one that does not answer is asked no more', async () => {
    const it = world({ hub: HUB })
    const urls = ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `${BASE}world/${file}`)
    await note(it, 'a', ...urls)
    it.reply = ({ body }) => (String(body).includes('atom') ? 404 : 202)
    await it.tell()
    expect(it.names().sort()).toEqual(urls.toSorted())
    await note(it, 'b', ...urls)
    it.now += 2 * MINUTE
    it.reply = () => 'silent'
    await it.tell()
    expect(it.names()).toHaveLength(1)
    expect([...(await it.store.readOutbox()).lanes.values()].map(({ failures }) => failures)).toEqual([1, 1, 1])
  })

  test('that was slow to fail is asked again about all topics at once', async () => {
    const it = world({ hub: HUB })
    const urls = ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `${BASE}world/${file}`)
    await note(it, 'a', ...urls)
    const began = it.now
    it.reply = () => {
      it.now += 50
      return 500
    }
    await it.tell()
    it.now = began + MINUTE + 10
    await it.tell()
    expect(it.names()).toHaveLength(2)
    expect([...(await it.store.readOutbox()).lanes.values()].map(({ failures }) => failures)).toEqual([2, 2, 2])
  })

  test('that fails four times waits for the next change', async () => {
    const it = world({ hub: HUB })
    await note(it, 'a')
    it.reply = () => 500
    const changes: string[] = []
    for (let hour = 0; hour < 30; hour++, it.now += 60 * MINUTE) changes.push(...(await it.tell()).changes)
    expect(it.names()).toHaveLength(4)
    expect(changes).toEqual([`hub hub.example could not be told of ${topic}: http-status 500`])
    await note(it, 'b')
    it.reply = () => 202
    await it.tell()
    expect(it.names()).toEqual([topic])
  })

  test('is forgotten with its topics when it is no longer configured, as is a topic whose section is gone', async () => {
    const it = world({ hub: HUB })
    await note(it, 'a', topic, `${BASE}gone/rss.xml`)
    await it.tell()
    expect(it.names()).toEqual([topic])
    expect([...(await it.store.readOutbox()).topics.keys()]).toEqual([topic])
    await notify({ ...it.room(), site: { url: BASE, hub: undefined } }, new AbortController().signal)
    expect(await it.store.readOutbox()).toEqual({ events: [], lanes: new Map(), topics: new Map() })
  })
})
