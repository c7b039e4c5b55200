import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import type { StatusReport } from '../model/status.ts'
import { renderStatusPage } from './status-page.ts'

const at = Date.UTC(2026, 10, 26, 9)
const report: StatusReport = { version: '1', healthy: true, reasons: [], sources: [], sections: [] }
const site = { title: 'Kabar', timezone: 'Asia/Jakarta' }
const tables = (more: Partial<StatusReport>) =>
  [...parseHTML(renderStatusPage({ ...report, ...more }, site)).document.querySelectorAll('table')].map((table) =>
    [...table.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()),
    ),
  )

test('who is told of what is published, what waits, what failed and what was given up', () => {
  const [, , told] = tables({
    receivers: [
      { kind: 'hub', host: 'hub.example.org', waiting: 0, failures: 0, givenUp: 0 },
      {
        kind: 'webhook',
        host: 'cms.example.org',
        waiting: 12,
        failures: 5,
        since: at,
        problem: 'http-status 500 <b>',
        next: at + 3_600_000,
        givenUp: 2,
        gaveUpAt: at,
      },
    ],
  })
  expect(told).toEqual([
    ['hub hub.example.org', '0', 'none', '—'],
    [
      'webhook cms.example.org',
      '12 2 given up 26 Nov 2026, 16:00',
      '5 http-status 500 <b>, since 26 Nov 2026, 16:00',
      '26 Nov 2026, 17:00',
    ],
  ])
})

test('leads to the sections and its style from wherever the site is', () => {
  const section = { slug: 'dunia', title: 'Dunia', entries: 1 }
  const { document } = parseHTML(renderStatusPage({ ...report, sections: [section] }, site))
  const at = (under: string, selector: string) =>
    new URL(document.querySelector(selector)?.getAttribute('href') ?? '', `https://news.example.org${under}/-/status`)
  expect(at('/berita', 'td a, th a').pathname).toBe('/berita/dunia/')
  expect(at('', 'link').pathname).toBe('/-/status.css')
})

test('nothing of telling where nobody is told', () => {
  expect(tables({})).toHaveLength(2)
})

test('a source that fails says what can be done about it, one that moved where it is asked', () => {
  const source = { id: 'a', name: 'A', url: 'https://a.example/', sections: [], why: 'after a failure' } as const
  const failure = { code: 'gone', message: 'gone 410', since: at, advice: 'Find its new <address>.' }
  const [, sources] = tables({
    sources: [
      { ...source, state: 'gone', failure },
      { ...source, state: 'ok', movedTo: 'https://b.example/' },
    ],
  })
  expect(sources).toEqual([
    [
      'Ahttps://a.example/',
      'gonegone: gone 410, since 26 Nov 2026, 16:00Find its new <address>.',
      '—',
      '—',
      'after a failure',
    ],
    ['Ahttps://a.example/moved for good to https://b.example/', 'ok', '—', '—', 'after a failure'],
  ])
})
