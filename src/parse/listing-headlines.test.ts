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
