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

test('the large stories that lead a front page are of its list, and other headings before it are not', async () => {
  const places = ['harbour', 'bridge', 'school', 'market', 'tunnel', 'airport', 'library', 'museum']
  const time = (n: number) => `<time datetime="2026-03-0${9 - n}T08:00:00Z"></time>`
  const card = (n: number, rank: number, dated = time(n)) =>
    `<a href="/town/${n}"><h${rank}>The ${places[n]} of the town opens again</h${rank}></a>${dated}`
  const boxes = (name: string, numbers: readonly number[], rank: number) =>
    numbers.map((n) => `<div class="${name}">${card(n, rank)}</div>`).join('')
  const front = (more = '') =>
    new TextEncoder().encode(
      `<!doctype html><html lang="en"><title>Gazette</title><body><div id="main">${more}<div class="hero">${card(0, 2)}</div><div class="two">${boxes('big', [1, 2], 3)}</div><div class="grid">${boxes('small', [3, 4, 5, 6, 7], 4)}</div></div>`,
    )
  const pathsOf = async (bytes: Uint8Array) =>
    (await parseListing(bytes, { ...options, selectors: {} })).items.map(({ url = '' }) => new URL(url).pathname)
  const all = places.map((_, n) => `/town/${n}`)
  expect(await pathsOf(front())).toEqual(all)
  const promise = `<div class="us">${card(0, 2, '').replaceAll('/town/0', '/town/members')}</div>`
  const section = '<h2><a href="/tag/harbour">All about the harbour of the town</a></h2>'
  const aside = `<aside>${card(1, 2).replaceAll('/town/1', '/town/99')}</aside>`
  expect(await pathsOf(front(promise + section + aside))).toEqual(all)
  const [best] = (await proposeListing(front(), options)).lists
  const chosen = await parseListing(front(), { ...options, selectors: { item: best?.item ?? '' } })
  expect(chosen.items).toHaveLength(8)
  const again = await parseListing(front(), { ...options, selectors: {}, ...(chosen.list && { list: chosen.list }) })
  expect(again.items).toHaveLength(8)
})

test('what stands beside the list that a script makes is not taken for it, unless it is dated', async () => {
  const rows = (dated: string) =>
    ['harbour', 'bridge', 'school', 'market']
      .map((place, n) => `<li><a href="/old/${n}">The ${place} of the town opens again</a>${dated}</li>`)
      .join('')
  const page = (dated = '') =>
    new TextEncoder().encode(
      `<!doctype html><html lang="en"><title>Gazette</title><body><div id="app"></div><aside><h4>Top</h4><ol>${rows(dated)}</ol></aside>`,
    )
  expect((await parseListing(page(), { ...options, selectors: {} })).items).toEqual([])
  const dated = page('<time datetime="2026-03-08T08:00:00Z"></time>')
  expect((await parseListing(dated, { ...options, selectors: {} })).items).toHaveLength(4)
  // By the operator's word it is the list.
  expect((await parseListing(page(), { ...options, selectors: { item: 'aside li' } })).items).toHaveLength(4)
})
