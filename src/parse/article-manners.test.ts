import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDate } from '../text/date.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { parseArticle } from './page.ts'

/** Article pages in the manner of newsrooms of many countries, one strange thing each, named for it. */
const folder = new URL('../../tests/fixtures/pages/articles/', import.meta.url)

type Expected = {
  readonly url?: string
  readonly timezone?: string
  readonly now?: string
  readonly title: string
  /** Null where the page tells none. */
  readonly published?: string | null
  readonly dateIsDoubtful?: boolean
  readonly authors?: readonly string[]
  readonly contains?: readonly string[]
  readonly lacks?: readonly string[]
}

const names = readdirSync(folder)
  .filter((name) => name.endsWith('.html'))
  .map((name) => name.slice(0, -5))

test.each(names)('%s', async (name) => {
  const expected = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8')) as Expected
  const { timezone, now, url = 'https://gazette.example/2/ferry' } = expected
  const { item, language } = await parseArticle(readFileSync(new URL(`${name}.html`, folder)), {
    url,
    ...(timezone === undefined ? {} : { timezone }),
    ...(now === undefined ? {} : { now: Date.parse(now) }),
  })
  expect(item.title?.value).toBe(expected.title)
  if (expected.authors !== undefined) expect(item.authors.map((author) => author.name)).toEqual(expected.authors)
  if (expected.published !== undefined) {
    const hints = { ...(now && { now: Date.parse(now) }), ...(timezone && { timezone }), ...(language && { language }) }
    const at = parseDate(item.published ?? '', hints)?.at
    expect(at === undefined ? (item.published ?? null) : new Date(at).toISOString().replace('.000Z', 'Z')).toBe(
      expected.published,
    )
  }
  if (expected.dateIsDoubtful !== undefined) expect(item.dateIsDoubtful ?? false).toBe(expected.dateIsDoubtful)
  const body = htmlToText(item.content?.value ?? '')
  for (const part of expected.contains ?? []) expect(body).toContain(part)
  for (const part of expected.lacks ?? []) expect(body).not.toContain(part)
})
