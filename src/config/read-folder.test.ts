import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './load.ts'
import { readFolder } from './read-folder.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'warta-folder-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  return folder
}

/** The one problem's message, without the folder. */
async function refusal(folder: string): Promise<string> {
  const { files, problems } = await readFolder(folder)
  expect(files).toEqual([])
  return problems.map(({ message }) => message.replace(`${folder}${path.sep}`, '')).join('\n')
}

const section = 'sources: [https://example.org/rss]\n'

test('a symbolic link in place of a file is refused (S34)', async () => {
  const folder = await folderOf({})
  const elsewhere = await folderOf({ 'real.yaml': section })
  await symlink(path.join(elsewhere, 'real.yaml'), path.join(folder, 'world.yaml'))
  expect(await refusal(folder)).toMatch(/^world\.yaml:1:1: expected a regular file .*found a symbolic link/)
})

test('a folder in place of a file is refused (S34)', async () => {
  const folder = await folderOf({})
  await mkdir(path.join(folder, 'site.yaml'))
  expect(await refusal(folder)).toMatch(/^site\.yaml:1:1: .*found a folder$/)
})

test('a named pipe in place of a file is refused, and nobody waits for it (S34)', async () => {
  const folder = await folderOf({})
  await promisify(execFile)('mkfifo', [path.join(folder, 'world.yaml')])
  expect(await refusal(folder)).toMatch(/^world\.yaml:1:1: .*found a named pipe$/)
})

test('a file of more than a megabyte is refused before it is read', async () => {
  const folder = await folderOf({ 'world.yaml': `# ${'x'.repeat(1_000_000)}\n${section}` })
  expect(await refusal(folder)).toMatch(/^world\.yaml:1:1: .*at most 1 MB, found more than 1 MB$/)
})

test('a file in place of the folder is named as such', async () => {
  const folder = await folderOf({ file: '' })
  const { problems } = await readFolder(path.join(folder, 'file'))
  expect(problems[0]?.message).toMatch(/expected a folder .*, found a file; warta init makes one$/)
})

test('an empty folder names the command that fills it', async () => {
  expect((await readFolder(await folderOf({}))).problems[0]?.message).toMatch(
    /expected one YAML file per section, found none; warta init makes one$/,
  )
})

test('what is no configuration is left alone: hidden files, notes, backups', async () => {
  const folder = await folderOf({
    'world.yaml': section,
    '.world.yaml.swp': 'x',
    '.hidden.yaml': ']',
    'README.md': '# x',
    'world.yaml~': ']',
    'old.yaml.bak': ']',
  })
  expect((await readFolder(folder)).files.map(({ name }) => name)).toEqual(['world'])
})

test.each([
  '..%2f',
  '%5c',
  'con',
  'COM1',
  'lpt9',
  'x'.repeat(100),
  '…',
  '__proto__',
  'all',
  'about',
  'embed',
  'a b',
  'ä',
  '-',
])('a section cannot be called %j (S22)', async (name) => {
  const { problems, files } = await readFolder(await folderOf({ [`${name}.yaml`]: section }))
  expect(files).toEqual([])
  expect(problems[0]?.expected).toBe('a file named for its section, such as world.yaml')
})

test.each(['a', '0', 'world-news', 'com', 'com10', 'sites', 'x'.repeat(64)])(
  'a section can be called %j',
  async (name) => {
    expect((await readFolder(await folderOf({ [`${name}.yaml`]: section }))).files[0]?.name).toBe(name)
  },
)

test('a file that everyone may change is a risk', async () => {
  const folder = await folderOf({ 'world.yaml': section })
  await chmod(path.join(folder, 'world.yaml'), 0o666)
  const { warnings } = await loadConfig({ feeds: folder, env: {} })
  expect(warnings).toContainEqual({
    at: path.join(folder, 'world.yaml'),
    message: 'every user of this machine may change it',
  })
})

test('BOM and CRLF are read, and places are the same as without', async () => {
  const text = 'title: World\nsources:\n  - url: ftp://example.org/\n'
  const place = async (written: string) => {
    const error: unknown = await loadConfig({ feeds: await folderOf({ 'world.yaml': written }), env: {} }).catch(
      (reason: unknown) => reason,
    )
    return error instanceof ConfigError ? error.problems.map(({ line, column }) => [line, column]) : error
  }
  expect(await place(text)).toEqual([[3, 10]])
  expect(await place(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual([[3, 10]])
})

test('reading writes nothing', async () => {
  const folder = await folderOf({ 'world.yaml': section })
  await loadConfig({ feeds: folder, env: {} })
  expect(await readdir(folder)).toEqual(['world.yaml'])
})

test('a name on the way to the folder may have dots and a slash at its end', async () => {
  const folder = await folderOf({ 'world.yaml': 'x: 1' })
  const error: unknown = await loadConfig({ feeds: `${folder}/../${path.basename(folder)}/`, env: {} }).catch(
    (reason: unknown) => reason,
  )
  expect(error instanceof ConfigError && error.problems[0]?.file).toBe(path.join(folder, 'world.yaml'))
})

test.each([
  ['brackets', '['.repeat(100_000)],
  ['dashes', '- '.repeat(100_000)],
  ['braces', '{a: '.repeat(50_000)],
  ['question marks', '? '.repeat(50_000)],
  ['quotes', '"'.repeat(200_000)],
  ['stars', '*a '.repeat(100_000)],
  ['keys', Array.from({ length: 5_000 }, (_, index) => `k${index}: *a`).join('\n')],
  ['levels', Array.from({ length: 600 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ['anchors', `${Array.from({ length: 20_000 }, (_, index) => `- &a${index} x`).join('\n')}\n- *a0`],
])(
  'a file full of %s ends in a ConfigError',
  async (_, text) => {
    const folder = await folderOf({ 'world.yaml': text })
    await expect(loadConfig({ feeds: folder, env: {} })).rejects.toThrow(ConfigError)
  },
  60_000,
)
