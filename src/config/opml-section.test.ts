import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Config } from './config.ts'
import { loadConfig } from './load.ts'

const feeds = path.join(import.meta.dirname, '../../tests/fixtures/config/opml')
const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function loadOpml(name: string, text: string): Promise<Config> {
  const folder = await mkdtemp(path.join(tmpdir(), 'warta-opml-'))
  folders.push(folder)
  await writeFile(path.join(folder, name), text)
  return loadConfig({ feeds: folder, env: {} })
}

test('each outline with children is a section, loose feeds are one named after the file', async () => {
  const { sections } = await loadConfig({ feeds, env: {} })
  expect(
    sections.map(({ slug, title, from, members }) => [slug, title, from, members.map(({ sourceId }) => sourceId)]),
  ).toEqual([
    ['all-section', 'All', [], ['example.net_all.xml']],
    ['asien', 'Asien', [], ['example.net_asia.xml', 'example.com_boerse.xml', 'example.net_more.xml']],
    ['mine', 'My feeds', [], [expect.stringMatching(/^example\.org_loose-[0-9a-f]{8}$/)]],
    [expect.stringMatching(/^section-[0-9a-f]{8}$/), '国际', [], ['example.net_guoji.xml']],
    ['wirtschaft-borse', 'Wirtschaft & Börse', ['asien'], ['example.com_boerse.xml']],
    ['world', 'World', [], ['example.org_world.xml']],
  ])
})

test('names and languages come from the list, and a language that is none is left out', async () => {
  const { sources } = await loadConfig({ feeds, env: {} })
  const of = (id: string) => sources.find((source) => source.id === id)
  expect(of('example.com_boerse.xml')).toMatchObject({ language: 'de-DE', url: 'https://example.com/boerse.xml' })
  expect(of('example.net_asia.xml')).toMatchObject({ name: 'Antara', language: undefined })
  expect(sources.find(({ id }) => id.startsWith('example.org_loose'))?.url).toBe('https://example.org/loose?a=1&b=2')
})

test('an outline that cannot be polled is left out with a warning at its line', async () => {
  const { warnings } = await loadConfig({ feeds, env: {} })
  const told = warnings
    .filter(({ at }) => at.includes('mine.opml'))
    .map(({ at, message }) => `${path.basename(at)} ${message}`)
  expect(told).toEqual([
    'mine.opml No address has no address of a feed and is left out',
    'mine.opml:8 A file is left out: expected an http or https URL, found "file:///etc/passwd"',
    'mine.opml:16 Empty has no feed in it and is left out',
  ])
})

test('an entity that names a file is not read, and one that multiplies does not grow', async () => {
  const entities =
    '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
  const { sources } = await loadOpml(
    'x.opml',
    `${entities}<opml version="2.0"><body><outline text="&x;&b;" xmlUrl="https://example.org/rss"/></body></opml>`,
  )
  expect(sources).toHaveLength(1)
  expect(sources[0]?.name ?? '').not.toMatch(/root:|aaaa/)
})

test('a list nested a hundred deep is followed', async () => {
  const depth = 100
  const opening = Array.from({ length: depth }, (_, index) => `<outline text="level ${index}">`).join('')
  const text = `<opml><body>${opening}<outline text="f" xmlUrl="https://example.org/rss"/>${'</outline>'.repeat(depth)}</body></opml>`
  const { sections } = await loadOpml('deep.opml', text)
  expect(sections).toHaveLength(depth)
  expect(sections.find(({ slug }) => slug === 'level-99')?.members).toHaveLength(1)
  expect(sections.find(({ slug }) => slug === 'level-0')?.from).toEqual(['level-1'])
})

test('a list of twenty thousand outlines is read whole', async () => {
  const count = 20_000
  const lines = Array.from(
    { length: count },
    (_, index) => `<outline text="feed ${index}" xmlUrl="https://example.org/${index}.xml"/>`,
  )
  const { sources, sourceAt } = await loadOpml(
    'big.opml',
    `<opml version="2.0"><body>\n${lines.join('\n')}\n</body></opml>`,
  )
  expect(sources).toHaveLength(count)
  expect(sourceAt[`example.org_${count - 1}.xml`]).toMatch(new RegExp(`big\\.opml:${count + 1}$`))
}, 120_000)

test('a folder whose name is taken by the site gets another slug', async () => {
  const { sections } = await loadOpml(
    'site.opml',
    '<opml><body><outline text="x" xmlUrl="https://example.org/rss"/></body></opml>',
  )
  expect(sections.map(({ slug }) => slug)).toEqual(['site-section'])
})
