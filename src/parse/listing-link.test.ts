import { expect, test } from 'vitest'
import { parseListing } from './page.ts'

const url = 'https://g.example/news'
const titles = [
  'Harbour opens again after the storm',
  'Bridge over the bay closes for repairs',
  'Mayor resigns after a long debate',
  'Library stays open on Sundays now',
  'Strike ends',
]
const names = ['Jane Novak', 'Tom Reed', 'Siti Rahma', 'Anne Roux', 'Johanna Lindqvist']

async function linksAndTitles(inside: (href: string, title: string, at: number) => string) {
  const items = titles.map((title, at) => `<div class="it">${inside(`/n/${at}.html`, title, at)}</div>`).join('')
  const html = `<!doctype html><html lang="en"><title>The Gazette</title><main>${items}</main></html>`
  const { items: read } = await parseListing(new TextEncoder().encode(html), { url, selectors: { item: '.it' } })
  return read.map((item) => [item.url, item.title?.value])
}

test.each([
  ['leads to the comments', (href: string) => `<a href="${href}#respond">Leave a comment</a>`],
  ['counts the comments', (href: string, at: number) => `<a href="${href}/comments">${at} comments here</a>`],
  ['shares on another site', (href: string) => `<a href="https://wa.example/send?u=${href}">Bagikan</a>`],
  ['leads to the author', (_href: string, at: number) => `<a href="/author/p${at}">${names[at]}</a>`],
  ['is said to be the author’s', (_href: string, at: number) => `<a rel="author" href="/~p${at}">${names[at]}</a>`],
  ['leads to a tag', (_href: string, at: number) => `<a href="/tag/t${at}">A topic ${at}</a>`],
  ['leads to a section', (_href: string, at: number) => `<a href="/s${at % 2}/">Section ${at % 2}</a>`],
])('the headline’s link is taken, not one before it that %s', async (_, before) => {
  expect(await linksAndTitles((href, title, at) => `${before(href, at)} <a href="${href}">${title}</a>`)).toEqual(
    titles.map((title, at) => [`https://g.example/n/${at}.html`, title]),
  )
})

test('headlines that lead to other sites are taken, with comments of the page’s own beside them', async () => {
  expect(
    await linksAndTitles(
      (href, title, at) => `<a href="https://s${at}.example${href}">${title}</a> <a href="${href}#c">12 comments</a>`,
    ),
  ).toEqual(titles.map((title, at) => [`https://s${at}.example/n/${at}.html`, title]))
})

test('the only link of an entry is taken, whatever it says', async () => {
  expect(await linksAndTitles((href, title) => `<h3>${title}</h3><a href="${href}#more">Read more</a>`)).toEqual(
    titles.map((title, at) => [`https://g.example/n/${at}.html#more`, title]),
  )
})
