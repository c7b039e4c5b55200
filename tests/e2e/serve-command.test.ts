import { spawn } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, rss, startPublisher } from './publisher.ts'

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
let publisher: Publisher
let room: TestNewsroom

beforeEach(async () => {
  publisher = await startPublisher()
  publisher.set('/a', { body: rss('Alpha', [{ title: 'Harbour opens', link: 'https://alpha.example/1' }]) })
  room = newsroom({
    'site.yaml': `allowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': `title: World\nsources:\n  - { url: "${publisher.url}/a", id: alpha }\n`,
  })
})
afterEach(async () => {
  await publisher.close()
  room.remove()
})

describe('warta serve', () => {
  test('polls at once, publishes, answers, and stops cleanly when told to', async () => {
    const serving = room.start('serve', '--listen', '127.0.0.1:0')
    const url = await serving.said(/"url":"(http:[^"]+)"/)
    await serving.said(/"msg":"published"/)
    const feed = await fetch(`${url}world/rss.xml`)
    expect(feed.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    expect(await feed.text()).toContain('Harbour opens')
    const etag = feed.headers.get('etag') ?? ''
    expect((await fetch(`${url}world/rss.xml`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await fetch(`${url}-/healthz`)).status).toBe(200)
    expect(await (await fetch(`${url}-/status.json`)).json()).toMatchObject({
      healthy: true,
      sources: [{ id: 'alpha', state: 'ok' }],
      sections: [{ slug: 'world', entries: 1 }],
    })
    expect(await (await fetch(`${url}-/metrics`)).text()).toContain('warta_polls_total{outcome="updated"} 1')
    expect(await serving.stop()).toMatchObject({ code: 0, stdout: '' })
    await expect(fetch(url)).rejects.toThrow()
  })

  test('serves what was published before while not one source answers', async () => {
    await room.warta('run')
    publisher.set('/a', { status: 500 })
    const serving = room.start('serve', '--listen', '127.0.0.1:0')
    const url = await serving.said(/"url":"(http:[^"]+)"/)
    expect(await (await fetch(`${url}world/feed.json`)).text()).toContain('Harbour opens')
    expect((await serving.stop()).code).toBe(0)
  })

  test('hands out what was written anew though no section changed: all of them together, a theme’s files', async () => {
    const folder = join(room.folder, 'feeds/theme')
    mkdirSync(folder)
    writeFileSync(join(folder, 'logo.svg'), '<svg id="old"/>')
    await room.warta('run')
    rmSync(join(room.folder, 'data/public/all'), { recursive: true })
    writeFileSync(join(folder, 'logo.svg'), '<svg id="new"/>')
    const serving = room.start('serve', '--listen', '127.0.0.1:0')
    const url = await serving.said(/"url":"(http:[^"]+)"/)
    await vi.waitFor(
      async () => {
        expect((await fetch(`${url}all/rss.xml`)).status).toBe(200)
        expect(await (await fetch(`${url}theme/logo.svg`)).text()).toBe('<svg id="new"/>')
      },
      { timeout: 45_000 },
    )
    const { stderr } = await serving.stop()
    expect(stderr).not.toContain('"msg":"published"')
  })

  test('answers with what was published and says that it is not well while its data folder is away', async () => {
    const serving = room.start('serve', '--listen', '127.0.0.1:0')
    const url = await serving.said(/"url":"(http:[^"]+)"/)
    await serving.said(/"msg":"published"/)
    const health = async (): Promise<[number, string]> => {
      const response = await fetch(`${url}-/healthz`)
      return [response.status, await response.text()]
    }
    const data = join(room.folder, 'data')
    renameSync(data, `${data}.away`)
    await vi.waitFor(async () => expect((await health())[0]).toBe(503), { timeout: 45_000, interval: 200 })
    expect((await health())[1]).toBe('failing\nthe store cannot be reached: ENOENT\n')
    expect((await fetch(`${url}world/rss.xml`)).status).toBe(200)
    renameSync(`${data}.away`, data)
    await vi.waitFor(async () => expect((await health())[0]).toBe(200), { timeout: 45_000, interval: 200 })
    expect((await serving.stop()).code).toBe(0)
  })

  test('holds its data folder alone, and readers work beside it', async () => {
    const serving = room.start('serve', '--listen', '127.0.0.1:0')
    await serving.said(/"msg":"published"/)
    expect((await room.warta('run')).code).toBe(75)
    const status = await room.warta('status', '--json')
    expect(JSON.parse(status.stdout)).toMatchObject({ id: 'alpha', state: 'ok' })
    await serving.stop()
  })

  test('an address that is none ends with 2; one that is taken with 1, so that a service is started again', async () => {
    expect((await room.warta('serve', '--listen', 'nowhere')).code).toBe(2)
    const taken = new URL(publisher.url).host
    expect(await room.warta('serve', '--listen', taken)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(taken),
    })
  })

  test('SIGHUP has it read its configuration again; a wrong one is reported and the old one goes on', async () => {
    const folders = ['--feeds', join(room.folder, 'feeds'), '--data', join(room.folder, 'data')]
    const serving = spawn(process.execPath, [CLI, ...folders, 'serve', '--listen', '127.0.0.1:0'])
    const ended = new Promise((resolve) => serving.once('exit', resolve))
    let said = ''
    serving.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const says = (pattern: RegExp) => vi.waitFor(() => expect(said).toMatch(pattern), { timeout: 60_000, interval: 50 })
    try {
      await says(/"msg":"published"/)
      const url = /"url":"(http:[^"]+)"/.exec(said)?.[1] ?? ''
      publisher.set('/b', { body: rss('Beta', [{ title: 'Derby drawn', link: 'https://beta.example/1' }]) })
      room.configure({ 'sport.yaml': `title: Sport\nsources: ["${publisher.url}/b"]\n` })
      serving.kill('SIGHUP')
      await says(/"sections":2,"sources":2,.*read again/)
      await says(/"section":"sport".*"msg":"published"/)
      await vi.waitFor(async () => expect((await fetch(`${url}sport/rss.xml`)).status).toBe(200), { timeout: 60_000 })
      room.configure({ 'sport.yaml': 'title: Sport\nsuorces: []\n' })
      serving.kill('SIGHUP')
      await says(/suorces.*the configuration that was read before goes on/)
      expect((await fetch(`${url}sport/rss.xml`)).status).toBe(200)
      expect(await (await fetch(`${url}-/status.json`)).json()).toMatchObject({ sections: [{}, { slug: 'world' }] })
      room.configure({ 'site.yaml': `url: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n` })
      rmSync(join(room.folder, 'feeds/sport.yaml'))
      serving.kill('SIGHUP')
      await vi.waitFor(async () => expect((await fetch(`${url}sport/rss.xml`)).status).toBe(404), { timeout: 60_000 })
      expect(await (await fetch(`${url}world/rss.xml`)).text()).toContain('https://news.example.org/world/rss.xml')
    } finally {
      serving.kill('SIGTERM')
    }
    expect(await ended).toBe(0)
  }, 240_000)
})
