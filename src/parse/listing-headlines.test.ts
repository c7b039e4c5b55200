import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseListing, proposeListing } from './page.ts'

const url = 'https://g.example/news'
const titles = [
  'Harbour opens again after the storm',
  'Bridge over the bay closes for repairs',
  'Mayor resigns after a long debate',
  'Library stays open on Sundays now',
]
const teaser = 'The council said on Monday that this would be so until the spring at least, and then again.'

/** Cards between a menu, a column of short links under one heading, and a foot. */
function page(card: (title: string, href: string) => string): Uint8Array {
  const menu = ['World', 'Politics', 'Sport'].map((name) => `<li><a href="/${name}">${name}</a></li>`).join('')
  const column = `<div class="col"><h3>What readers of ours have asked</h3><ul>${menu}</ul></div>`
  const cards = titles.map((title, at) => card(title, `/n/${at}`)).join('')
  return new TextEncoder().encode(
    `<!doctype html><html lang="en"><head><title>The Gazette</title></head><body><header><nav><ul>${menu}</ul></nav></header><main>${cards}</main>${column}<footer><a href="/about">About us</a></footer></body></html>`,
  )
}

test.each([
  [
    'below the teaser',
    (title: string, href: string) => `<h3>${title}</h3><p>${teaser}</p><a href="${href}">Read more</a>`,
  ],
  ['in a box', (title: string, href: string) => `<h2>${title}</h2><div class="more"><a href="${href}">Mehr</a></div>`],
  [
    'beside a section',
    (title: string, href: string) =>
      `<a href="/sport/">Sport</a><h3>${title}</h3><p><a href="${href}">Lire la suite</a></p>`,
  ],
])('headlines without links are a list by the link %s that says nothing', async (_, inside) => {
  const bytes = page((title, href) => `<div class="post">${inside(title, href)}</div>`)
  const { items } = await parseListing(bytes, { url, selectors: {} })
  expect(items.map(({ title }) => title?.value)).toEqual(titles)
  expect(items.map((item) => item.url)).toEqual(titles.map((_title, at) => `https://g.example/n/${at}`))
  expect((await proposeListing(bytes, { url })).lists[0]?.item).toBe('div.post')
})

const days = ['20', '21', '22', '23']

test.each([
  [
    'a card that is one link of blocks',
    '.card',
    (title: string, href: string, day: string) =>
      `<a class="card" href="${href}"><div>World</div><div>${title}</div><div>${teaser}</div><div>Nov ${day}, 2026</div></a>`,
  ],
  [
    'a card that is one link of spans',
    '.card',
    (title: string, href: string, day: string) =>
      `<a class="card" href="${href}"><span class="k">World</span><span class="h">${title}</span><span class="s">${teaser}</span><span class="d">Nov ${day}, 2026</span></a>`,
  ],
  [
    'a link with the date in it',
    'li.row',
    (title: string, href: string, day: string) =>
      `<li class="row"><a href="${href}">${title} <em>Nov ${day}, 2026</em></a></li>`,
  ],
  [
    'a teaser that tells of another day',
    '.card',
    (title: string, href: string, day: string) =>
      `<div class="card"><h3><a href="${href}">${title}</a></h3><p>On 5 December 2026 there is a meeting of all of them</p><small>Nov ${day}, 2026</small></div>`,
  ],
  [
    'a headline beside a link that says the same in each',
    '.card',
    (title: string, href: string, day: string) =>
      `<div class="card"><a href="${href}"><img src="${href}.jpg"></a><div class="t">${title}</div><p>${teaser}</p><a href="${href}">The full story is here for you</a><time>Nov ${day}, 2026</time></div>`,
  ],
])('%s: the headline is told from what stands beside it, and the date is the day of it', async (_, item, card) => {
  let at = 0
  const bytes = page((title, href) => card(title, href, days[at++] ?? ''))
  const { items } = await parseListing(bytes, { url, selectors: { item }, now: Date.UTC(2026, 10, 24) })
  expect(items.map(({ title }) => title?.value)).toEqual(titles)
  expect(items.map(({ published }) => published)).toEqual(days.map((day) => `Nov ${day}, 2026`))
})

test('a piece that stands twice on a page has its headline both times, and markup within a headline is of it', async () => {
  const twice = (title: string, href: string) =>
    `<div class="card"><a href="${href}">${title.replace(/(\w+)/, '<b>$1</b>')}</a><p>${teaser}</p></div>`
  const bytes = page((title, href) => `${href.endsWith('0') ? twice(title, href) : ''}${twice(title, href)}`)
  const { items } = await parseListing(bytes, { url, selectors: { item: '.card' } })
  expect(items.map(({ title }) => title?.value)).toEqual(titles)
})

test('links of several kinds before the headline are none, though no two say the same', async () => {
  const before = [
    '<a href="/gallery/0">15 photos</a>',
    '<a href="/film/1">Watch 2:31</a>',
    '<a href="/print/2">Print it</a>',
    '',
  ]
  let at = 0
  const bytes = page(
    (title, href) =>
      `<div class="card">${before[at++] ?? ''}<p class="t"><a href="${href}">${title}</a></p><p>${teaser}</p></div>`,
  )
  const { items } = await parseListing(bytes, { url, selectors: { item: '.card' } })
  expect(items.map(({ title }) => title?.value)).toEqual(titles)
  expect(items.map((item) => item.url)).toEqual(titles.map((_title, n) => `https://g.example/n/${n}`))
})

test('names that only differ by their numbers are titles, whatever stands beside them', async () => {
  let at = 0
  const bytes = page((_, href) => `<div class="card"><a href="${href}">Issue ${++at}</a><p>${teaser} ${at}</p></div>`)
  const { items } = await parseListing(bytes, { url, selectors: { item: '.card' } })
  expect(items.map(({ title }) => title?.value)).toEqual(['Issue 1', 'Issue 2', 'Issue 3', 'Issue 4'])
})

const sure: readonly (readonly [string, (title: string, href: string, n: number) => string, string | undefined])[] = [
  ['a heading', (title, href) => `<h3><a href="${href}">${title}</a></h3>`, undefined],
  ['a link of a headline’s width', (title, href) => `<a href="${href}">${title}</a>`, undefined],
  [
    'a headline in a span of its own class',
    (title, href) => `<a href="${href}"><span class="k">World</span><span class="h">${title}</span></a>`,
    undefined,
  ],
  [
    'a heading with a kicker in it',
    (title, href) => `<h3><a href="${href}"><small>World</small> ${title}</a></h3>`,
    'unsure',
  ],
  [
    'spans without classes',
    (title, href) => `<a href="${href}"><span>World</span> <span>${title}</span></a>`,
    'unsure',
  ],
  ['a headline cut short', (title, href) => `<a href="${href}">${title.slice(0, -5)}…</a>`, 'unsure'],
  ['a few words', (_, href, n) => `<a href="${href}">The ${['ferry', 'train', 'coach', 'plane'][n]}</a>`, 'unsure'],
  ['a number', (_, href, n) => `<a href="${href}">Open article ${n}</a>`, 'unsure'],
  ['a picture’s description', (title, href) => `<a href="${href}"><img src="a.jpg" alt="${title}"></a>`, 'unsure'],
  ['a sentence of a teaser', (_, href, n) => `<a href="${href}">${teaser.replace('Monday', `day ${n}`)}</a>`, 'unsure'],
  ['a button', (_, href) => `<a href="${href}">Read on</a>`, 'missing'],
  ['a picture', (_, href) => `<a href="${href}"><img src="a.jpg"></a>`, 'missing'],
]

test.each(sure)('how sure a title is: %s', async (_, inside, titleIs) => {
  let n = 0
  const bytes = page((title, href) => `<div class="k">${inside(title, href, n++)}</div>`)
  const { items } = await parseListing(bytes, { url, selectors: { item: '.k' } })
  expect(items.map((item) => item.titleIs)).toEqual(titles.map(() => titleIs))
})

test('of entries with titles, what has none is no entry', async () => {
  const bytes = page(
    (title, href) => `<div class="k"><a href="${href}">${href === '/n/1' ? '<img src="a.jpg">' : title}</a></div>`,
  )
  const { items, warnings } = await parseListing(bytes, { url, selectors: { item: '.k' } })
  expect(items.map(({ title }) => title?.value)).toEqual([titles[0], titles[2], titles[3]])
  expect(warnings).toEqual(['1 items without link or title'])
})

test('what most links say but for their number gives way to the headline beside it, and a headline cut short to what its link says whole', async () => {
  const counted = page(
    (title, href) =>
      `<div class="k"><a href="${href}">${href.slice(-1)} comments</a><div class="t">${title}</div></div>`,
  )
  const cut = page(
    (title, href) => `<div class="k"><a href="${href}" title="${title}">${title.slice(0, 20)}…</a></div>`,
  )
  for (const bytes of [counted, cut]) {
    const { items } = await parseListing(bytes, { url, selectors: { item: '.k' } })
    expect(items.map(({ title }) => title?.value)).toEqual(titles)
  }
})

test('what is read most is not of the list, though it is made as its entries are', async () => {
  const row = (title: string, href: string) => `<div class="i"><a href="${href}">${title}</a></div>`
  const most = titles.map((title, at) => row(`${title}, once before`, `/old/${at}`)).join('')
  const bytes = new TextEncoder().encode(
    `<!doctype html><html lang="en"><body><div class="main">${titles.map((title, at) => row(title, `/n/${at}`)).join('')}</div><div class="right"><h4>Most read</h4>${most}</div></body></html>`,
  )
  const { items } = await parseListing(bytes, { url, selectors: {} })
  expect(items.map(({ title }) => title?.value)).toEqual(titles)
  expect((await proposeListing(bytes, { url })).lists[0]?.item).toBe('div.main div.i')
})

test('a list of nothing but pictures has the titles that they tell who does not see them, and gives way to one of words', async () => {
  const bytes = readFileSync(new URL('../../tests/fixtures/pages/listings/pictures-alone.html', import.meta.url))
  const { items } = await parseListing(bytes, { url: 'https://g.example/news', selectors: {} })
  expect(items.map(({ url }) => url)).toEqual([1, 2, 3, 4].map((n) => `https://g.example/n/${n}`))
  expect(items.map(({ title }) => title?.value)).toEqual([
    'Harbour wall is to be rebuilt before the winter',
    'Library opens its reading room on Sundays again',
    'Council votes for a new bus line to the station',
    'School choir sings in the old market hall',
  ])
  const words = titles.slice(0, 3).map((title, at) => `<p class="w"><a href="/w/${at}">${title}</a></p>`)
  const both = new TextDecoder().decode(bytes).replace('<ul', `${words.join('')}<ul`)
  const other = await parseListing(new TextEncoder().encode(both), { url: 'https://g.example/news', selectors: {} })
  expect(other.items.map(({ url }) => url)).toEqual([0, 1, 2].map((n) => `https://g.example/w/${n}`))
})

test('what a program calls a picture, and what all of them are called, is no title', async () => {
  const html = `<!doctype html><html lang="en">${['photo', 'photo', 'IMG_2231', 'wall-2.jpg', titles[0]]
    .map((alt, at) => `<div class="c"><a href="/n/${at}"><img src="${at}.jpg" alt="${alt}"></a></div>`)
    .join('')}</html>`
  const { items } = await parseListing(new TextEncoder().encode(html), {
    url: 'https://g.example/news',
    selectors: { item: '.c' },
  })
  expect(items.flatMap(({ title }) => title?.value ?? [])).toEqual([titles[0]])
})
