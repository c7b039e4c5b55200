import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { loadConfig } from '../config/load.ts'
import { UsageError } from '../errors.ts'
import type { Context } from './context.ts'
import { type InitOptions, init } from './init.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'warta-init-'))
  folders.push(folder)
  return folder
}

type Done = { readonly code: number; readonly stdout: string; readonly stderr: string }

async function run(folder: string, options: InitOptions = {}, common: Partial<Context['options']> = {}): Promise<Done> {
  let stdout = ''
  let stderr = ''
  const code = await init(options, {
    io: {
      stdout: (text) => {
        stdout += text
      },
      stderr: (text) => {
        stderr += text
      },
      stdin: (async function* () {})(),
      env: {},
      terminal: false,
      signal: new AbortController().signal,
    },
    clock: { now: () => Date.UTC(2031, 4, 1) },
    options: {
      feeds: path.join(folder, 'feeds'),
      data: path.join(folder, 'data'),
      json: false,
      quiet: false,
      verbose: false,
      ...common,
    },
  })
  return { code, stdout, stderr }
}

test('what init writes is a configuration that is right, with an idBase', async () => {
  const folder = await emptyFolder()
  const { code, stdout, stderr } = await run(folder)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('*/5 * * * * cd ')
  expect(stdout).toContain('ExecStart=')
  const { site, sections, sources } = await loadConfig({ feeds: path.join(folder, 'feeds'), env: {} })
  expect(site.idBase).toMatch(/^tag:[0-9a-f]{12}\.warta\.invalid,2031:$/)
  expect(sections.map(({ slug }) => slug)).toEqual(['world'])
  expect(sources.length).toBeGreaterThan(1)
})

test('every line that is commented out is right as well', async () => {
  const folder = await emptyFolder()
  await run(folder)
  for (const name of ['site.yaml', 'world.yaml']) {
    const file = path.join(folder, 'feeds', name)
    const text = await readFile(file, 'utf8')
    expect(text).toMatch(/^ *#\w/m)
    await writeFile(file, text.replace(/^( *)#(?=[\w ]+(:|-))(?! )/gm, '$1').replace(/^#( {2}\w| {2}- )/gm, '$1'))
  }
  const config = await loadConfig({ feeds: path.join(folder, 'feeds'), env: { HOOK: 'secret' } })
  expect(config.site.contact).toBe('editor@example.org')
  expect(config.notify).toHaveLength(1)
  expect(config.sections[0]?.rules).toHaveLength(3)
})

test('two folders never get the same idBase', async () => {
  const [one, other] = [await emptyFolder(), await emptyFolder()]
  await run(one)
  await run(other)
  const [first, second] = await Promise.all(
    [one, other].map((folder) => loadConfig({ feeds: path.join(folder, 'feeds'), env: {} })),
  )
  expect(first?.site.idBase).not.toBe(second?.site.idBase)
})

test('with the address of the site the idBase bears its name', async () => {
  const folder = await emptyFolder()
  await run(folder, { url: 'https://news.example.org/world' })
  const { site } = await loadConfig({ feeds: path.join(folder, 'feeds'), env: {} })
  expect(site).toMatchObject({ idBase: 'tag:news.example.org,2031:', url: 'https://news.example.org/world/' })
})

test('a second init changes nothing, and says so', async () => {
  const folder = await emptyFolder()
  await run(folder)
  const file = path.join(folder, 'feeds', 'site.yaml')
  const before = [await readFile(file, 'utf8'), (await stat(file)).mtimeMs]
  const { code, stdout } = await run(folder)
  expect(code).toBe(0)
  expect(stdout).toMatch(/site\.yaml is there already and stays as it is/)
  expect([await readFile(file, 'utf8'), (await stat(file)).mtimeMs]).toEqual(before)
})

test('where there is a section already, none is added', async () => {
  const folder = await emptyFolder()
  await mkdir(path.join(folder, 'feeds'))
  await writeFile(path.join(folder, 'feeds', 'mine.opml'), '')
  await run(folder)
  await expect(stat(path.join(folder, 'feeds', 'world.yaml'))).rejects.toThrow(/ENOENT/)
})

test('a link in place of site.yaml is not followed', async () => {
  const folder = await emptyFolder()
  await mkdir(path.join(folder, 'feeds'))
  await symlink(path.join(folder, 'elsewhere'), path.join(folder, 'feeds', 'site.yaml'))
  await run(folder)
  await expect(stat(path.join(folder, 'elsewhere'))).rejects.toThrow(/ENOENT/)
})

test('a file in place of the folder is an error of usage', async () => {
  const folder = await emptyFolder()
  await writeFile(path.join(folder, 'feeds'), '')
  await expect(run(folder)).rejects.toThrow(UsageError)
})

test('an address of the site that is none is an error of usage, and nothing is written', async () => {
  const folder = await emptyFolder()
  await expect(run(folder, { url: 'ftp://example.org/' })).rejects.toThrow(/--url: expected an http or https URL/)
  await expect(stat(path.join(folder, 'feeds'))).rejects.toThrow(/ENOENT/)
})

test('--json prints one line, --quiet none', async () => {
  const folder = await emptyFolder()
  const { stdout } = await run(folder, {}, { json: true })
  expect(JSON.parse(stdout)).toMatchObject({
    event: 'init',
    kept: [],
    written: [expect.any(String), expect.any(String)],
  })
  expect(stdout.trim().split('\n')).toHaveLength(1)
  expect((await run(folder, {}, { quiet: true })).stdout).toBe('')
})
