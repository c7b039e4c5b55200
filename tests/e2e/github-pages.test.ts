import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { renderIndex, renderSection } from '../../src/publish/render-site.ts'
import { edition, entry, site } from '../fixtures/publish/edition.ts'

/** The folder on a static host, below a path. */

const HOME = 'https://user.github.io/news/'
const editions = ['world', 'sport', 'all'].map((slug) =>
  edition({ slug, title: slug, entries: Array.from({ length: 150 }, (_, n) => entry({ id: `tag:a:${slug}:${n}` })) }),
)
const context = {
  site: { ...site, url: HOME },
  sections: editions.slice(0, 2).map(({ slug, title }) => ({ slug, title })),
  version: '1.0.0',
}
const files = [
  ...editions.flatMap((each) => renderSection(each, context)),
  ...renderIndex(editions.slice(0, 2), context),
]
const pages = files.filter(({ path }) => path.endsWith('.html'))
const there = new Set(files.flatMap(({ path }) => [path, path.replace(/(^|\/)index\.html$/, '$1')]))

/** What a page's attributes lead to, as they stand in it. */
function linksOf(body: string): readonly string[] {
  return [...body.matchAll(/\s(?:href|src|action|cite|poster)="([^"]*)"/g)].map(([, link = '']) => link)
}

describe('a site below a path', () => {
  test.each(pages.map(({ path }) => path))('%s leads to nothing outside it that is not meant to be', (path) => {
    const page = pages.find((file) => file.path === path)
    const links = linksOf(String(page?.body))
    expect(links.length).toBeGreaterThan(0)
    // What is shown at any depth cannot be relative.
    const isEverywhere = path === '404.html'
    for (const link of links) {
      if (/^(?:https?:|mailto:|#)/.test(link) && !link.startsWith(HOME)) continue
      expect(link.startsWith('/'), link).toBe(isEverywhere)
      const { href } = new URL(link, `${HOME}${path}`)
      expect(href.startsWith(HOME), href).toBe(true)
      expect(there, link).toContain(decodeURIComponent(href.slice(HOME.length)).replace(/[?#].*$/, ''))
    }
  })

  test('feeds name themselves and their pages there', () => {
    for (const name of ['rss.xml', 'atom.xml', 'feed.json']) {
      const feed = String(files.find(({ path }) => path === `world/${name}`)?.body)
      expect(feed).toContain(`${HOME}world/${name}`)
      expect(feed).not.toMatch(/(?:href|url)="\//)
    }
  })
})

type Step = { readonly uses?: string; readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }

test('the documented workflow is one, and publishes what a run writes', async () => {
  const documentation = await readFile(new URL('../../docs/publishing.md', import.meta.url), 'utf8')
  const text = /```yaml\n(# \.github\/workflows\/.*?)```/s.exec(documentation)?.[1] ?? ''
  const workflow = parse(text, { strict: true, uniqueKeys: true })
  expect(Object.keys(workflow)).toEqual(['name', 'on', 'permissions', 'concurrency', 'jobs'])
  expect(workflow.on).toEqual({ schedule: [{ cron: '7,37 * * * *' }], workflow_dispatch: null })
  const steps: readonly Step[] = workflow.jobs.publish.steps
  for (const { uses, run } of steps) expect([uses, run].filter((part) => part !== undefined)).toHaveLength(1)
  expect(steps.flatMap(({ run = [] }) => run)).toEqual(['npm install --global warta', 'warta run'])
  const of = (name: string) => steps.find(({ uses }) => uses?.startsWith(`${name}@`))?.with
  expect(of('actions/upload-pages-artifact')).toEqual({ path: 'data/public' })
  expect(of('actions/cache/save')?.['key']).toBe(of('actions/cache/restore')?.['key'])
  const { engines } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(`>=${of('actions/setup-node')?.['node-version']}`).toBe(engines.node)
})
