import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closed, listening, textOf } from './hub.ts'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, rss, startPublisher } from './publisher.ts'

const t0 = '2024-07-01T09:00:00Z'
const minutesLater = (minutes: number) => new Date(Date.parse(t0) + minutes * 60_000).toISOString()
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const SECRET = 'ünì "q" $x%20 \\'

type Event = Readonly<Record<string, unknown>> & {
  readonly event: string
  readonly section: string
  readonly title: string
}
type Got = { readonly body: string; readonly event: Event; readonly headers: IncomingHttpHeaders }

let publisher: Publisher
let cms: Server
let target: string
let got: Got[]
let answer: (response: ServerResponse, event: Event) => void
let room: TestNewsroom

const publish = (...titles: readonly string[]) =>
  publisher.set('/a', {
    body: rss(
      'Alpha',
      titles.map((title) => ({ title, link: `https://alpha.example/${title}`, text: `${title} was.` })),
    ),
  })
const told = () => got.map(({ event }) => `${event.event} ${event.section} ${event.title}`)
const site = (more = '') =>
  `url: https://news.example.org/\nallowPrivate: ["${publisher.host}", "${new URL(target).host}"]\n${more}`
const notify = (more = '') => `notify: [{ url: "${target}hook?token=t0psecret", secret: "\${HOOK}"${more} }]\n`

beforeEach(async () => {
  got = []
  answer = (response) => void response.writeHead(204).end()
  cms = createServer((request, response) => {
    textOf(request).then(
      (body) => {
        const event: Event = JSON.parse(body)
        got.push({ body, event, headers: request.headers })
        answer(response, event)
      },
      () => response.destroy(),
    )
  })
  target = await listening(cms)
  publisher = await startPublisher()
  publish('Two', 'One')
  room = newsroom({
    'site.yaml': site(notify()),
    'world.yaml': `title: World\nlanguage: en\nsources:\n  - { url: "${publisher.url}/a", id: alpha }\n`,
  })
  room.env['HOOK'] = SECRET
})
afterEach(async () => {
  await closed(cms)
  await publisher.close()
  room.remove()
})

describe('a webhook', () => {
  test('is told of each entry once, the oldest first, signed, after its files are written', async () => {
    let isWritten = true
    answer = (response, { id }) => {
      isWritten &&= room.read('world/feed.json').includes(String(id))
      response.writeHead(200).end()
    }
    const said = await room.warta('run', '--now', t0)
    expect(said).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(told()).toEqual(['published world One', 'published world Two'])
    expect(isWritten).toBe(true)
    const item = JSON.parse(room.read('world/feed.json')).items[1]
    const [first] = got
    expect(first?.event).toEqual({
      event: 'published',
      delivery: first?.headers['webhook-id'],
      at: expect.stringMatching(/^2024-07-01T09:0\d:\d\dZ$/),
      section: 'world',
      backfill: true,
      id: item.id,
      url: 'https://alpha.example/One',
      title: 'One',
      published: item.date_published,
      updated: item.date_modified,
      item,
    })
    const body = first?.body ?? ''
    const headers: IncomingHttpHeaders = first?.headers ?? {}
    const sign = (text: string) => createHmac('sha256', SECRET).update(text)
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    expect(headers['webhook-signature']).toBe(`v1,${sign(signed).digest('base64')}`)
    expect(headers['x-hub-signature-256']).toBe(`sha256=${sign(body).digest('hex')}`)
    expect(headers['content-type']).toBe('application/json')
    await room.warta('run', '--now', minutesLater(60))
    expect(got).toHaveLength(2)
  })

  test('hears of changes in substance, and of new entries without backfill', async () => {
    await room.warta('run', '--now', t0)
    publisher.set('/a', {
      body: rss('Alpha', [
        { title: 'Three', link: 'https://alpha.example/Three', text: 'Three was.' },
        { title: 'Two', link: 'https://alpha.example/Two', text: 'Two was something else altogether: 15 hurt.' },
        { title: 'One', link: 'https://alpha.example/One', text: 'One was.' },
      ]),
    })
    await room.warta('run', '--now', minutesLater(60))
    expect(told().slice(2)).toEqual(['updated world Two', 'published world Three'])
    expect(got[2]?.event['id']).toBe(got[1]?.event['id'])
    expect(got[2]?.event['updated']).not.toBe(got[1]?.event['updated'])
    expect(got[3]?.event['backfill']).toBeUndefined()
  })

  test('hears of what the editor takes back, out of the archive too, once; not of what is hidden', async () => {
    const section = `title: World\nlanguage: en\nlimit: 2\nperDay: off\nsources:\n  - { url: "${publisher.url}/a", id: alpha, limit: off }\n`
    room.configure({ 'world.yaml': section })
    await room.warta('run', '--now', t0)
    publish('Four', 'Three', 'Two', 'One')
    await room.warta('run', '--now', minutesLater(60 * 26))
    const idOf = (title: string) => String(got.find(({ event }) => event.title === title)?.event['id'])
    expect(told()).toHaveLength(4)
    // One was pushed off the feed and stands in the archive, Four in the feed, Three is hidden.
    expect(room.read('world/feed.json')).not.toContain(idOf('One'))
    for (const [hand, title] of [
      ['retract', 'One'],
      ['retract', 'Four'],
      ['hide', 'Three'],
    ] as const) {
      expect(await room.warta(hand, idOf(title), '--now', minutesLater(60 * 27))).toMatchObject({ code: 0 })
    }
    await room.warta('run', '--now', minutesLater(60 * 28))
    await room.warta('run', '--now', minutesLater(60 * 29))
    const later = got.slice(4).map(({ event }) => `${event.event} ${event['id']}`)
    expect(later.sort()).toEqual([`retracted ${idOf('Four')}`, `retracted ${idOf('One')}`].sort())
    expect(got[4]?.event).not.toHaveProperty('item')
  })

  test('that was down gets no text of what was retracted meanwhile, only that it was', async () => {
    answer = (response) => void response.writeHead(503).end()
    await room.warta('run', '--now', t0)
    const id = String(got[0]?.event['id'])
    expect(told()).toEqual(['published world One'])
    expect(await room.warta('retract', id, '--now', minutesLater(60))).toMatchObject({ code: 0 })
    await room.warta('run', '--now', minutesLater(61))
    got = []
    answer = (response) => void response.writeHead(204).end()
    await room.warta('run', '--now', minutesLater(240))
    expect(told()).toEqual(['published world Two', 'retracted world undefined'])
    expect(got[1]?.event['id']).toBe(id)
    expect(JSON.stringify(got)).not.toContain('One was.')
    expect((await room.warta('status')).stdout).not.toContain('webhook')
  })

  test('is told only of what it asked for', async () => {
    room.configure({ 'site.yaml': site(notify(', on: [updated]')) })
    await room.warta('run', '--now', t0)
    expect(told()).toEqual([])
    publisher.set('/a', {
      body: rss('Alpha', [{ title: 'One', link: 'https://alpha.example/One', text: 'Quite another story: 7 dead.' }]),
    })
    await room.warta('run', '--now', minutesLater(60))
    expect(told()).toEqual(['updated world One'])
  })

  test('that fails gets everything later, in order and with the same ids; the run does not fail', async () => {
    answer = (response) => void response.writeHead(500).end()
    const first = await room.warta('run', '--now', t0)
    expect(first).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(told()).toEqual(['published world One'])
    expect((await room.warta('status')).stdout).toContain(': 2 events wait; 1 attempt failed since')
    await room.warta('run', '--now', minutesLater(2))
    publish('Three', 'Two', 'One')
    const third = await room.warta('run', '--now', minutesLater(60))
    const { host } = new URL(target)
    expect(third.stderr).toBe(`webhook ${host} does not take events of world (3 wait): http-status 500\n`)
    const { stdout } = await room.warta('status')
    expect(stdout).toContain(`webhook ${host}: 3 events wait; 3 attempts failed since 2024-07-01T09:0`)
    expect(stdout + third.stderr).not.toContain('t0psecret')
    answer = (response) => void response.writeHead(204).end()
    const again = await room.warta('run', '--now', minutesLater(180))
    expect(again.stderr).toBe(`webhook ${host} takes events of world again\n`)
    expect(told().slice(3)).toEqual(['published world One', 'published world Two', 'published world Three'])
    expect(new Set(got.slice(0, 4).map(({ body }) => body)).size).toBe(1)
    expect((await room.warta('status')).stdout).not.toContain('webhook')
  })

  test('that redirects, though it were to a private address, is not followed', async () => {
    answer = (response) => void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end()
    await room.warta('run', '--now', t0)
    expect((await room.warta('status')).stdout).toContain('http-status 307: it has moved, write its new address')
  })

  test('at a private address is refused unless it is allowed', async () => {
    room.configure({ 'site.yaml': `allowPrivate: ["${publisher.host}"]\n${notify()}` })
    expect((await room.warta('run', '--now', t0)).code).toBe(0)
    expect(got).toEqual([])
    expect((await room.warta('status')).stdout).toContain('refused-address')
  })

  test('that answers without end is let go, and has been told', async () => {
    answer = (response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('x'.repeat(1 << 16)), 5)
      response.on('close', () => clearInterval(drip))
    }
    await room.warta('run', '--now', t0)
    await room.warta('run', '--now', minutesLater(60))
    expect(told()).toEqual(['published world One', 'published world Two'])
  })

  test('that is no longer configured takes with it what waited for it', async () => {
    answer = (response) => void response.writeHead(500).end()
    await room.warta('run', '--now', t0)
    room.configure({ 'site.yaml': site() })
    await room.warta('run', '--now', minutesLater(60))
    answer = (response) => void response.writeHead(204).end()
    room.configure({ 'site.yaml': site(notify()) })
    await room.warta('run', '--now', minutesLater(120))
    expect(told()).toEqual(['published world One'])
    publish('Three', 'Two', 'One')
    await room.warta('run', '--now', minutesLater(180))
    expect(told()).toEqual(['published world One', 'published world Three'])
  })

  test('is told in the background of serve', async () => {
    const serving = room.start('serve', '--listen', '127.0.0.1:0')
    await serving.said(/"delivered":2/)
    expect(await serving.stop()).toMatchObject({ code: 0 })
    expect(told()).toEqual(['published world One', 'published world Two'])
  })

  test('without secret is sent no signature', async () => {
    room.configure({ 'site.yaml': site(`notify: [{ url: "${target}" }]\n`) })
    await room.warta('run', '--now', t0)
    expect(Object.keys(got[0]?.headers ?? {}).filter((name) => name.includes('signature'))).toEqual([])
    expect((await room.warta('check')).stdout).toContain('notify[0] has no secret')
  })
})

describe('processes that are killed', () => {
  function start(now: string) {
    const folders = ['--feeds', join(room.folder, 'feeds'), '--data', join(room.folder, 'data')]
    const env = { ...process.env, HOOK: SECRET }
    return spawn(process.execPath, [CLI, 'run', '--now', now, ...folders], { stdio: 'ignore', env })
  }

  test('lose no event: not before it is delivered, nor while it is, and each has one id', async () => {
    const titles: string[] = []
    for (let round = 0; round < 4; round++) {
      titles.unshift(`T${round}a`, `T${round}b`, `T${round}c`)
      publish(...titles)
      const child = start(minutesLater(60 * round))
      const ended = once(child, 'close')
      // Killed with the first, the second … event in hand.
      let left = round
      answer = (response) => {
        if (left-- > 0) return void response.writeHead(204).end()
        child.kill('SIGKILL')
        response.destroy()
      }
      await ended
      answer = (response) => void response.writeHead(204).end()
    }
    await once(start(minutesLater(60 * 20)), 'close')
    const ids = new Map<string, Set<unknown>>()
    for (const { event, headers } of got) {
      expect(event['delivery']).toBe(headers['webhook-id'])
      ids.set(event.title, (ids.get(event.title) ?? new Set()).add(event['delivery']))
    }
    expect([...ids.keys()].sort()).toEqual(titles.toSorted())
    for (const [title, deliveries] of ids) expect(deliveries.size, title).toBe(1)
    // In order, but for what is told again from where it was last saved.
    const firsts = [...ids.keys()]
    const round = (title: string) => Number(title.slice(1, -1))
    expect(firsts.map(round)).toEqual(firsts.map(round).toSorted((a, b) => a - b))
  }, 180_000)

  test('two runs at once tell of each entry once', async () => {
    const answered = answer
    // The second begins while the first has an event in hand, and so holds the store.
    let second: Promise<unknown[]> | undefined
    answer = (response, event) => {
      second ??= once(start(t0), 'close')
      second.then(
        () => answered(response, event),
        () => response.destroy(),
      )
    }
    const [first] = await once(start(t0), 'close')
    expect([first, ...((await second) ?? []).slice(0, 1)]).toEqual([0, 75])
    expect(told()).toEqual(['published world One', 'published world Two'])
  })
})
