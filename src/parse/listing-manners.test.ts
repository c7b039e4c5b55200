import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseListing, proposeListing } from './page.ts'

const read = (name: string) =>
  readFileSync(new URL(`../../tests/fixtures/pages/listings/${name}.html`, import.meta.url))
const options = { url: 'https://g.example/news', now: Date.UTC(2026, 2, 9, 12) }
const first = 'Harbour opens again after the storm'

/** Pages of eight entries each beside a menu, what is read most, a cloud of tags and a footer: their list and its dates. */
test.each([
  ['cards-of-pictures', 8, first, '9 March 2026'],
  ['rows-of-a-table', 8, first, '9.3.2026 00:15'],
  ['plain-list-without-classes', 8, first, undefined],
  ['cards-that-are-links', 8, first, '1 hours ago'],
  ['days-over-entries', 8, first, '2026-03-09'],
  ['jsonld-with-titles', 8, first, undefined],
  ['jsonld-of-addresses-only', 8, first, '2026-03-09T00:30:00Z'],
  ['jsonld-of-the-menu', 8, first, '2026-03-09T00:30:00Z'],
  ['h-feed', 8, first, '2026-03-09T00:30:00Z'],
  ['blocks-with-numbered-classes', 8, first, '9 March 2026'],
  ['blocks-without-classes', 8, first, '9 March 2026'],
  ['lead-story-apart', 8, first, '2026-03-09T00:30:00Z'],
  ['ticker-beside', 8, first, undefined],
  ['cards-in-columns', 8, first, '9 March 2026'],
  ['articles-beside', 8, first, '2026-03-09T08:30:00Z'],
  ['chinese-portal', 5, '两天风暴过后渡轮恢复原来时刻表', '[2026-03-09 15:53]'],
])(
  '%s: the list is found without a selector, and found again by the one that is proposed',
  async (name, count, title, date) => {
    const { items } = await parseListing(read(name), { ...options, selectors: {} })
    expect(items).toHaveLength(count)
    expect(items[0]).toMatchObject({ title: { value: title } })
    expect(items[0]?.published).toBe(date)
    const [best] = (await proposeListing(read(name), options)).lists
    expect(best?.items.map(({ url }) => url)).toEqual(items.map(({ url }) => url))
    if (best?.item === undefined) return
    const chosen = await parseListing(read(name), { ...options, selectors: { item: best.item } })
    expect(chosen.items.map(({ url }) => url)).toEqual(items.map(({ url }) => url))
  },
)

test('a card is found by its own name rather than by the columns around it', async () => {
  const { lists } = await proposeListing(read('cards-in-columns'), options)
  expect(lists[0]?.item).toBe('div.card')
})

test('entries right in the body are found by the class that all of them have, digits or not, and by none of one alone', async () => {
  const row = (named: (n: number) => string) => {
    const rows = [1, 2, 3, 4].map(
      (n) =>
        `<div class="${named(n)}"><a href="/n/${n}">What was said in hall number ${n} of the town</a> ${n} March 2026</div>`,
    )
    return new TextEncoder().encode(`<!doctype html><html lang="en"><title>Bare</title><body>${rows.join('')}`)
  }
  expect(
    (
      await proposeListing(
        row(() => 'row2'),
        options,
      )
    ).lists[0]?.item,
  ).toBe('div.row2')
  expect(
    (
      await proposeListing(
        row((n) => `row2 post-${n}`),
        options,
      )
    ).lists[0]?.item,
  ).toBe('div.row2')
  expect(
    (
      await proposeListing(
        row((n) => `post-${n}`),
        options,
      )
    ).lists[0]?.item,
  ).toBe('body > div')
})
