import { expect, test } from 'vitest'
import { parseListing } from './page.ts'

const title = 'Harbour opens again after the storm'
const text = 'The ferries run by their old timetable from Monday on.'
const read = async (html: string, selectors: { readonly item?: string } = { item: '.card' }) => {
  const bytes = new TextEncoder().encode(`<!doctype html><html lang="en"><body>${html}`)
  const feed = await parseListing(bytes, { url: 'https://g.example/news', now: Date.UTC(2026, 2, 9), selectors })
  return feed.items
}
const card = (inside: string, name = 'card') =>
  `<div class="${name}"><h3><a href="/n/1">${title}</a></h3>${inside}<time datetime="2026-03-09">9 March</time></div>`

test.each([
  ['h-card', '<a class="p-author h-card" href="/a"><img alt="" src="/a.jpg"><span class="p-name">Ada Finch</span></a>'],
  ['microdata', '<span itemprop="author" itemscope><meta itemprop="name" content="Ada Finch"></span>'],
  ['rel', 'in <a rel="author" href="/a">Ada Finch</a>'],
  ['class', '<span class="entry-author">By Ada Finch</span>'],
  ['byline', '<p class="post__byline">By <b>Ada Finch</b> | 9 March 2026</p>'],
  ['label', '<p>Penulis: Ada Finch</p>'],
  ['words', '<p>By Ada Finch</p>'],
])('the author of a card is found by its %s', async (_, inside) => {
  const [item] = await read(card(inside))
  expect(item?.authors.map(({ name }) => name)).toEqual(['Ada Finch'])
  expect(item?.found).toMatchObject({ author: 'byline' })
})

test('two authors are two', async () => {
  const [item] = await read(card('<i class="p-author">Ada Finch</i> <i class="p-author">Ben Howe</i>'))
  expect(item?.authors.map(({ name }) => name)).toEqual(['Ada Finch', 'Ben Howe'])
})

test.each([
  '<p>By the old harbour the ferries wait for better weather</p>',
  '<a class="author-link" href="/all">read all of the stories of this week</a>',
  '<p class="byline">9 March 2026</p>',
  `<div class="author">${title}</div>`,
])('no author is made of %s', async (inside) => {
  expect((await read(card(inside)))[0]?.authors).toEqual([])
})

test.each([
  [
    'h-entry',
    '<p>Sponsored by the friends of the harbour and its lighthouse.</p><p class="p-summary">Ferries run again.</p>',
  ],
  ['microdata', '<meta itemprop="description" content="Ferries run again.">'],
  [
    'class',
    '<div class="card__kicker">Sea and land, and all that lies between the two of them</div><div class="card__excerpt">Ferries run again.</div>',
  ],
])('the summary of a card is what its %s says', async (_, inside) => {
  expect((await read(card(inside)))[0]?.summary?.value).toBe('Ferries run again.')
})

test('a summary may begin as the headline does, where the markup says that it is one', async () => {
  const [item] = await read(card(`<p class="p-summary">${title}, and the ferries run.</p>`))
  expect(item?.summary?.value).toBe(`${title}, and the ferries run.`)
  const [other] = await read(card(`<p class="excerpt">${title}</p><p>${title} 9 March 2026</p>`))
  expect(other?.summary).toBeUndefined()
})

test('a box called by its summary that holds the headline too is not the summary', async () => {
  const [item] = await read(card(`<p>${text}</p>`, 'card teaser'))
  expect(item?.summary?.value).toBe(text)
  const [other] = await read(
    `<div class="card"><div class="teaser"><h3><a href="/n/1">${title}</a></h3><p>${text}</p></div></div>`,
  )
  expect(other?.summary?.value).toBe(text)
})

const listed = (more: object) =>
  `<script type="application/ld+json">${JSON.stringify({
    '@type': 'ItemList',
    itemListElement: [1, 2, 3].map((n) => ({
      '@type': 'ListItem',
      position: n,
      item: {
        '@type': 'NewsArticle',
        url: `/n/${n}`,
        headline: `${title}, part ${n}`,
        author: { '@type': 'Person', name: 'Ada Finch' },
        description: text,
        ...more,
      },
    })),
  })}</script>`

test('a list that JSON-LD names has its authors and descriptions', async () => {
  const items = await read(listed({ datePublished: '2026-03-09T08:00:00Z' }), {})
  expect(items).toHaveLength(3)
  expect(items[0]).toMatchObject({
    authors: [{ name: 'Ada Finch' }],
    summary: { value: text },
    published: '2026-03-09T08:00:00Z',
  })
})

test('what a card does not say its page’s JSON-LD does', async () => {
  const dated = listed({ datePublished: '2026-03-09T08:00:00+07:00', image: '/1.jpg' })
  const bare = `<div class="card"><a href="/n/1">${title}</a> 9 March 2026</div>`
  expect((await read(bare + dated))[0]).toMatchObject({
    title: { value: title },
    authors: [{ name: 'Ada Finch' }],
    summary: { value: text },
    published: '2026-03-09T08:00:00+07:00',
    dateFrom: 'jsonld',
    image: 'https://g.example/1.jpg',
    found: { author: 'jsonld', summary: 'jsonld', date: 'jsonld', image: 'jsonld' },
  })
  const own = card('<i class="byline">Ben Howe</i>')
  expect((await read(own + dated))[0]).toMatchObject({ authors: [{ name: 'Ben Howe' }], dateFrom: 'meta' })
})

test.each([
  ['microdata', '<meta itemprop="datePublished" content="2026-03-08T08:30:00Z">'],
  ['microdata that shows a word', '<span itemprop="datePublished" content="2026-03-08T08:30:00Z">today</span>'],
  ['an abbreviation', '<abbr class="published" title="2026-03-08T08:30:00Z">Sun</abbr>'],
  [
    'a time after that of a change',
    '<time class="updated" datetime="2026-03-09T07:00:00Z">now</time><time datetime="2026-03-08T08:30:00Z">x</time>',
  ],
])('the date of a card is what its markup says for machines: %s', async (_, inside) => {
  const [item] = await read(`<div class="card"><h3><a href="/n/1">${title}</a></h3>${inside}</div>`)
  expect(item).toMatchObject({ published: '2026-03-08T08:30:00Z', dateFrom: 'meta' })
})

test('a link that several entries share is that of their section', async () => {
  const entries = Array.from({ length: 10 }, (_, n) => {
    const [section, name] = n % 3 === 0 ? ['/politics/', 'Politics'] : ['/sport/', 'Sport']
    return `<div class="post"><a class="tag" href="${section}">${name}</a><a class="ttl" href="/n/${n}">${title}, part ${n}</a><a href="/author/ada">Ada Finch</a><span>Mar 8, 2026 08:3${n % 10} AM</span></div>`
  }).join('')
  for (const selectors of [{ item: '.post' }, {}]) {
    const items = await read(entries, selectors)
    expect(items.map(({ url }) => url)).toEqual(items.map((_, n) => `https://g.example/n/${n}`))
    expect(items).toHaveLength(10)
    expect(items[3]?.title?.value).toBe(`${title}, part 3`)
  }
})
