import { describe, expect, test } from 'vitest'
import type { ListMemory } from '../model/list-memory.ts'
import { parseListing } from './page.ts'

const places = [
  'harbour',
  'bridge',
  'school',
  'market',
  'tunnel',
  'airport',
  'library',
  'hospital',
  'station',
  'museum',
]
const headline = (n: number) => `The ${places[n % places.length]} of district ${n} opens again after repairs`
const day = (n: number) => `<time datetime="2026-03-0${1 + (n % 9)}T08:00:00Z">${1 + (n % 9)} March 2026</time>`
const cards = (numbers: readonly number[], { name = 'card', to = (n: number) => `/world/${n}` } = {}) =>
  numbers.map((n) => `<div class="${name}"><h3><a href="${to(n)}">${headline(n)}</a></h3>${day(n)}</div>`).join('')
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n)

/** What readers like best, of the whole site: as dated as the list, and under a heading in no language that we know. */
const best = (known: readonly number[], others: readonly number[]) =>
  `<section class="b"><h4>Kes loetuimad</h4><ol>${cards(known, { name: 'r' })}${cards(others, { name: 'r', to: (n) => `/sport/${n}` })}</ol></section>`
const page = (list: string, more = best([4, 5], [71, 72, 73])) =>
  `<!doctype html><html lang="en"><title>Portal</title><body><main>${list}</main>${more}`
const box = (inside: string) => `<div class="list">${inside}</div>`

const read = async (html: string, list: ListMemory | undefined, item: string | undefined) => {
  const feed = await parseListing(new TextEncoder().encode(html), {
    url: 'https://portal.example/world',
    now: Date.UTC(2026, 2, 10),
    selectors: item === undefined ? {} : { item },
    ...(list === undefined ? {} : { list }),
  })
  return { ...feed, paths: feed.items.map(({ url = '' }) => new URL(url).pathname) }
}

const paths = (of: readonly number[], folder = 'world') => of.map((n) => `/${folder}/${n}`)

describe.each([[undefined], ['div.card']])('the list of a page, item: %s', (item) => {
  const first = async (more?: string) => (await read(page(box(cards(numbers(1, 10))), more), undefined, item)).list

  test('that is empty for once is empty, whatever else is dated on the page', async () => {
    const feed = await read(page(box('')), await first(), item)
    expect(feed.items).toEqual([])
    expect(feed.emptied).toBe('div.list')
    expect(feed.list).toBeUndefined()
  })

  test('that is gone is not what is read most', async () => {
    const feed = await read(page('<p>Please come back later.</p>'), await first(), item)
    expect(feed.items).toEqual([])
    expect(feed).not.toHaveProperty('emptied')
  })

  test('comes back in its old place with entries that are all new', async () => {
    const feed = await read(page(box(cards(numbers(101, 4)))), await first(), item)
    expect(feed.paths).toEqual(paths(numbers(101, 4)))
  })

  test('is found in another place and make by the entries it had', async () => {
    const html = page(`<ul class="stream">${cards(numbers(6, 8), { name: 'tile' })}</ul>`)
    const feed = await read(html, await first(), item)
    expect(feed.paths).toEqual(paths(numbers(6, 8)))
    expect(feed.found).not.toBe('selector')
    // And goes on from there.
    const next = await read(page(`<ul class="stream">${cards(numbers(40, 8), { name: 'tile' })}</ul>`), feed.list, item)
    expect(next.paths).toEqual(paths(numbers(40, 8)))
  })

  test('is found under new addresses by the titles it had', async () => {
    const to = (n: number) => `/en/2026/piece-${n}.html`
    const feed = await read(
      page(`<ul class="stream">${cards(numbers(6, 8), { name: 'tile', to })}</ul>`),
      await first(),
      item,
    )
    expect(feed.paths).toEqual(numbers(6, 8).map(to))
  })

  test('that was not looked at for long is found by what its addresses look like', async () => {
    const html = page(`<ul class="stream">${cards(numbers(201, 8), { name: 'tile' })}</ul>`, best([], numbers(71, 5)))
    expect((await read(html, await first(), item)).paths).toEqual(paths(numbers(201, 8)))
    const short = page('<p>We are moving.</p>', `<section class="b"><ol>${cards(numbers(201, 3), { name: 'r' })}</ol>`)
    expect((await read(short, await first(), item)).items).toEqual([])
  })

  test('that is gone is not another that stood beside it all the time, however like it that is', async () => {
    const latest = (from: number) => `<section class="partner">${cards(numbers(from, 8), { name: 'bit' })}</section>`
    const held = await first(latest(501))
    expect((await read(page('<p>Back soon.</p>', latest(601)), held, item)).items).toEqual([])
    const moved = `<ul class="stream">${cards(numbers(201, 8), { name: 'tile' })}</ul>`
    expect((await read(page(moved, latest(601)), held, item)).paths).toEqual(paths(numbers(201, 8)))
  })

  test('is expected back in its place after another was taken for it', async () => {
    const held = await first('')
    // All of what is read most was in the list: it does no harm.
    const meanwhile = await read(
      page(box(''), `<section class="b">${cards([1, 2, 3], { name: 'r' })}</section>`),
      held,
      item,
    )
    const feed = await read(page(box(cards(numbers(301, 10)))), meanwhile.list ?? held, item)
    expect(feed.paths).toEqual(paths(numbers(301, 10)))
  })
})

test('what a selector was made for is where the known entries are, when it matches addresses of another make', async () => {
  const plain = (of: readonly number[], to: (n: number) => string) =>
    of.map((n) => `<li><a href="${to(n)}">${headline(n)}</a></li>`).join('')
  const list = (inside: string) => `<ul class="list">${inside}</ul>`
  const entries = (n: number) => `/world/${n}.html`
  const held = (await read(page(list(plain(numbers(1, 4), entries)), ''), undefined, 'ul.list > li')).list
  const moved = `<div class="latest">${numbers(1, 4)
    .map((n) => `<div><a href="${entries(n)}">${headline(n)}</a></div>`)
    .join('')}</div>`
  const adverts = list(plain(numbers(81, 4), (n) => `/cars/${n}`))
  const feed = await read(page(`${adverts}${moved}`, ''), held, 'ul.list > li')
  expect(feed.paths).toEqual([1, 2, 3, 4].map(entries))
  expect(feed.isOther).toBe(true)
  // New entries are its own, whatever stands beside them.
  const renewed = list(plain(numbers(11, 4), entries))
  expect((await read(page(`${renewed}${moved}`, ''), held, 'ul.list > li')).paths).toEqual(numbers(11, 4).map(entries))
})

test('what stands beside the page’s matter is no list that was lost', async () => {
  const before = await read(page(box(cards(numbers(1, 10)))), undefined, undefined)
  const aside = `<aside class="sidebar"><div class="list">${cards(numbers(3, 4), { name: 'card' })}</div></aside>`
  expect((await read(page(box(''), aside), before.list, undefined)).items).toEqual([])
})

test('a list that only JSON-LD names is known again by that, and by its entries where it stands in the page', async () => {
  const listed = (of: readonly number[]) =>
    `<script type="application/ld+json">${JSON.stringify({
      '@type': 'ItemList',
      itemListElement: of.map((n, at) => ({
        '@type': 'ListItem',
        position: at + 1,
        url: `/world/${n}`,
        name: headline(n),
      })),
    })}</script>`
  const first = await read(page(listed(numbers(1, 8)), ''), undefined, undefined)
  expect(first.found).toBe('jsonld')
  const next = await read(page(listed(numbers(101, 8)), ''), first.list, undefined)
  expect(next.paths).toEqual(paths(numbers(101, 8)))
  const shown = await read(page(box(cards(numbers(104, 8)))), next.list, undefined)
  expect(shown.paths).toEqual(paths(numbers(104, 8)))
})

test('a list that was cleared has its first few entries again in its place, and what else is put there is none', async () => {
  const held = (await read(page(box(cards(numbers(1, 10)))), undefined, undefined)).list
  const one = await read(page(box(cards([101]))), held, undefined)
  expect(one.paths).toEqual(paths([101]))
  expect((await read(page(box(cards([101, 102]))), one.list, undefined)).paths).toEqual(paths([101, 102]))
  expect((await read(page(box(cards(numbers(101, 9)))), one.list, undefined)).paths).toEqual(paths(numbers(101, 9)))
  const offer =
    '<div class="card"><h3><a href="/offers/subscribe?now=1">Subscribe now for half the price</a></h3></div>'
  const empty = await read(page(box(offer)), held, undefined)
  expect(empty).toMatchObject({ items: [], emptied: 'div.list' })
})

describe.each([[undefined], ['div.card']])('an article in the place of the list, item: %s', (item) => {
  const prose = Array.from(
    { length: 4 },
    (_, n) => `<p>${'The council said on Monday that the harbour opens again, after long repairs. '.repeat(3)}${n}</p>`,
  ).join('')
  const article = (more: string, head = '') =>
    `<!doctype html><html lang="en"><title>The harbour opens again | Portal</title>${head}<body><main><h1>The harbour opens again</h1><article>${prose}</article>${more}</main>`
  const related = `<div class="list">${cards([3, 4, 71, 72])}</div>`
  const first = async () => (await read(page(box(cards(numbers(1, 10)))), undefined, item)).list

  test('gives none of the links beside it, and leaves the list to be known again', async () => {
    const held = await first()
    const feed = await read(article(related), held, item)
    expect(feed.items).toEqual([])
    expect(feed).toMatchObject({ isArticle: true })
    expect(feed).not.toHaveProperty('list')
    expect((await read(page(box(cards(numbers(4, 10)))), held, item)).paths).toEqual(paths(numbers(4, 10)))
  })

  test('is one whose own address the list had, however much it lists', async () => {
    const canonical = '<link rel="canonical" href="https://portal.example/world/2">'
    const feed = await read(article(box(cards(numbers(1, 10))), canonical), await first(), item)
    expect(feed).toMatchObject({ items: [], isArticle: true })
  })

  test('is none where the whole list stands below it, or always had a text above it', async () => {
    const feed = await read(article(box(cards(numbers(3, 10)))), await first(), item)
    expect(feed.paths).toEqual(paths(numbers(3, 10)))
    const renewed = await read(article(box(cards(numbers(101, 10)))), await first(), item)
    expect(renewed.paths).toEqual(paths(numbers(101, 10)))
    const always = (await read(article(box(cards(numbers(1, 10)))), undefined, item)).list
    expect((await read(article(box(cards(numbers(101, 4)))), always, item)).paths).toEqual(paths(numbers(101, 4)))
  })
})

describe.each([[undefined], ['.card']])('a domain for sale, item: %s', (item) => {
  const offers = [
    'Cheap flights to London today',
    'Best life insurance rates',
    'Online degrees for nurses',
    'Used cars near you',
  ]
  const sale = (to: (n: number) => string, more = '') =>
    `<!doctype html><title>portal.example is for sale</title><body><main><ul class="list">${offers.map((offer, n) => `<li class="card"><a href="${to(n)}">${offer}</a>${more}</li>`).join('')}</ul></main>`
  const first = async () =>
    (
      await read(
        `<!doctype html><html lang="en"><title>Portal</title><main><ul class="list">${cards(numbers(1, 10)).replaceAll('<div', '<li').replaceAll('</div', '</li')}</ul></main>`,
        undefined,
        item,
      )
    ).list

  test('has no entries though its offers are called what those were', async () => {
    const feed = await read(
      sale((n) => `/search?q=${n}`),
      await first(),
      item,
    )
    expect(feed.items).toEqual([])
    expect(feed.isOther).toBe(item === undefined ? undefined : true)
  })

  test('is none where addresses are of the make of before, or dates are', async () => {
    expect(
      (
        await read(
          sale((n) => `/world/${900 + n}`),
          await first(),
          item,
        )
      ).items,
    ).toHaveLength(4)
    expect(
      (
        await read(
          sale((n) => `/w?q=${n}`, day(9)),
          await first(),
          item,
        )
      ).items,
    ).toHaveLength(4)
  })
})
