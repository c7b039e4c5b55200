import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Problem } from './config-error.ts'
import { loadConfig } from './load.ts'
import { readTheme } from './read-theme.ts'

let feeds: string
beforeEach(async () => {
  feeds = await mkdtemp(path.join(tmpdir(), 'warta-theme-'))
})
afterEach(() => rm(feeds, { recursive: true, force: true }))

async function read(files: Readonly<Record<string, string | Uint8Array>>, slugs: readonly string[] = ['world']) {
  await mkdir(path.join(feeds, 'theme'))
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(feeds, 'theme', name), text)
  return reread(slugs)
}

async function reread(slugs: readonly string[] = ['world']) {
  const problems: Problem[] = []
  const input = await readTheme(feeds, slugs, problems)
  return { ...input, problems: problems.map(({ message }) => message.replace(`${feeds}${path.sep}`, '')) }
}

test('a folder without a theme has none', async () => {
  expect(await reread()).toEqual({ problems: [] })
})

test('templates, a stylesheet, pictures and fonts are taken; hidden files are not ours', async () => {
  const { theme, problems } = await read({
    'header.html': '<p>{{site}}</p>',
    'style.css': 'p { color: red }',
    'logo.svg': '<svg/>',
    'news.woff2': 'x',
    '.DS_Store': 'x',
  })
  expect(problems).toEqual([])
  expect(theme?.templates).toEqual({ header: '<p>{{site}}</p>' })
  expect(theme?.style).toBe('p { color: red }')
  expect(theme?.assets.map(({ name }) => name)).toEqual(['logo.svg', 'news.woff2'])
})

test('its digest changes with any byte, and only then', async () => {
  const first = await read({ 'header.html': '<p>1</p>', 'logo.svg': '<svg/>' })
  expect((await reread()).theme?.digest).toBe(first.theme?.digest)
  await writeFile(path.join(feeds, 'theme/logo.svg'), '<svg />')
  expect((await reread()).theme?.digest).not.toBe(first.theme?.digest)
})

test('every fault of every file is told at once, each at its line and column', async () => {
  const { problems } = await read({
    'header.html': '<p>\n  {{sitte}}\n',
    'page.html': '<html>{{head}}',
    'footer.html': new Uint8Array([0x3c, 0xff]),
  })
  expect(problems).toEqual([
    'theme/footer.html:1:2: expected UTF-8, found bytes that are not; save the file as UTF-8',
    'theme/header.html:2:3: expected a name that is known here, found "sitte"; did you mean site?',
    'theme/page.html:1:1: expected {{content}} somewhere, found a template without it',
  ])
})

test.each([
  ['heder.html', 'found "heder.html"; did you mean header.html?'],
  ['script.js', 'found "script.js"'],
  ['bad name.png', 'found "bad name.png"'],
])('a file that is none of a theme (%s) is refused', async (name, found) => {
  expect((await read({ [name]: 'x' })).problems.join('\n')).toContain(found)
})

test('links and folders in place of files are refused (S34), and files that all may write are told', async () => {
  await read({ 'style.css': '' })
  await symlink('/etc/passwd', path.join(feeds, 'theme/logo.png'))
  await mkdir(path.join(feeds, 'theme/header.html'))
  await chmod(path.join(feeds, 'theme/style.css'), 0o666)
  const { problems, worldWritable } = await reread()
  expect(problems.join('\n')).toMatch(/header\.html:1:1: .*found a folder\n.*logo\.png:1:1: .*found a symbolic link/)
  expect(worldWritable).toEqual([path.join(feeds, 'theme/style.css')])
})

test('a section named theme cannot have the address of a theme’s files', async () => {
  expect((await read({ 'logo.svg': '<svg/>' }, ['theme'])).problems.join('\n')).toContain('no section named theme')
  await rm(path.join(feeds, 'theme/logo.svg'))
  expect((await reread(['theme'])).problems).toEqual([])
})

test('a file in place of the folder is refused', async () => {
  await writeFile(path.join(feeds, 'theme'), '')
  expect((await reread()).problems).toEqual(['theme:1:1: expected a folder with templates, found a file'])
})

test('a link in place of the folder is refused (S34)', async () => {
  await mkdir(path.join(feeds, 'elsewhere'))
  await symlink(path.join(feeds, 'elsewhere'), path.join(feeds, 'theme'))
  const { theme, problems } = await reread()
  expect(theme).toBeUndefined()
  expect(problems).toEqual(['theme:1:1: expected a folder with templates, found a symbolic link'])
})

test('a configuration has its theme, and another digest with it', async () => {
  await writeFile(path.join(feeds, 'world.yaml'), 'sources: [https://example.org/rss]\n')
  const plain = await loadConfig({ feeds, env: {} })
  await mkdir(path.join(feeds, 'theme'))
  await writeFile(path.join(feeds, 'theme/style.css'), 'p {}')
  const themed = await loadConfig({ feeds, env: {} })
  expect([plain.theme, themed.theme?.style]).toEqual([undefined, 'p {}'])
  expect(themed.digest).not.toBe(plain.digest)
})
