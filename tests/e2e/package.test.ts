import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Publisher, rss, startPublisher } from './publisher.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const execute = promisify(execFile)
let folder: string
let publisher: Publisher

type Lock = { readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>> }

/** What `npm install warta-x.y.z.tgz --omit=dev` leaves, put together without a registry from what is installed here. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warta-package-'))
  publisher = await startPublisher()
  const { stdout } = await execute('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root })
  const [packed] = Object.values(JSON.parse(stdout.slice(stdout.search(/^[[{]/m)))) as [{ filename: string }]
  const home = join(folder, 'node_modules/warta')
  await mkdir(home, { recursive: true })
  await execute('tar', ['-xzf', join(folder, packed.filename), '-C', home, '--strip-components=1'])
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock
  for (const [path, { dev, optional }] of Object.entries(lock.packages)) {
    if (path.startsWith('node_modules/') && !dev && !optional && !path.slice(13).includes('/node_modules/')) {
      await cp(join(root, path), join(folder, path), { recursive: true })
    }
  }
}, 180_000)

afterAll(async () => {
  await publisher.close()
  await rm(folder, { recursive: true, force: true })
})

async function warta(...args: readonly string[]) {
  const cli = join(folder, 'node_modules/warta/dist/cli.js')
  return execute(process.execPath, [cli, ...args], {
    cwd: folder,
    maxBuffer: 64 << 20,
    env: { PATH: process.env['PATH'] },
  })
}

describe('the package as users install it', () => {
  test('brings neither compiler nor browser nor database', async () => {
    const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    const names = Object.keys(dependencies)
    expect(
      names.filter((name) => /typescript|playwright|puppeteer|postgres|^pg|^node$|vitest|biome/.test(name)),
    ).toEqual([])
  })

  test('knows its version and its commands', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    expect((await warta('--version')).stdout.trim()).toBe(version)
    expect((await warta('--help')).stdout).toContain('serve')
  })

  test('polls and publishes', async () => {
    publisher.set('/a', { body: rss('Alpha', [{ title: 'One', link: 'https://alpha.example/1' }]) })
    await mkdir(join(folder, 'feeds'), { recursive: true })
    await writeFile(
      join(folder, 'feeds/site.yaml'),
      `url: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    )
    await writeFile(join(folder, 'feeds/world.yaml'), `title: World\nsources:\n  - ${publisher.url}/a\n`)
    expect(await warta('run')).toEqual({ stdout: '', stderr: '' })
    expect(await readFile(join(folder, 'data/public/world/rss.xml'), 'utf8')).toContain('One')
  })

  test('answers readers from its other thread, and ends when it is told to', async () => {
    const cli = join(folder, 'node_modules/warta/dist/cli.js')
    const serving = spawn(process.execPath, [cli, 'serve', '--listen', '127.0.0.1:0'], { cwd: folder, env: {} })
    const ended = new Promise((resolve) => serving.once('exit', resolve))
    const url = await new Promise<string>((resolve, reject) => {
      let said = ''
      serving.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const found = /"url":"(http:[^"]+)"/.exec(said)?.[1]
        if (found !== undefined) resolve(found)
      })
      serving.once('exit', () => reject(new Error(said)))
    })
    expect((await fetch(`${url}-/healthz`)).status).toBe(200)
    serving.kill()
    expect(await ended).toBe(0)
  })

  test('finds its worker: a large document is parsed off the main thread', async () => {
    const items = Array.from({ length: 4000 }, (_, i) => ({ title: `Item ${i}`, text: 'x'.repeat(1000) }))
    await writeFile(join(folder, 'large.xml'), rss('Large', items))
    const { stdout } = await warta('parse', 'large.xml')
    expect(JSON.parse(stdout).items).toHaveLength(4000)
  })

  test('shows the demo', async () => {
    const { stdout, stderr } = await warta('demo', '--once')
    expect(stdout + stderr).toContain('http://127.0.0.1')
  })
})
