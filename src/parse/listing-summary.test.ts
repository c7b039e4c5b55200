import { expect, test } from 'vitest'
import { parseListing } from './page.ts'

const card = (inside: string) =>
  `<!doctype html><html lang="id"><body><article class="card"><h2><a href="/p/1">Gempa guncang Teluk Karang</a></h2>${inside}</article></body></html>`
const summaryOf = async (inside: string) => {
  const feed = await parseListing(Buffer.from(card(inside)), {
    url: 'https://portal.example/',
    selectors: { item: 'article.card' },
  })
  return feed.items[0]?.summary?.value
}
const sentence = 'Gempa bermagnitudo 6,1 mengguncang Teluk Karang pada Senin pagi dan melukai dua belas orang.'

test.each([
  ['a paragraph', `<time>Senin, 23 November 2026 17:17 WIB</time><p>${sentence}</p>`],
  ['a paragraph with a class', `<p class="summary">${sentence}</p>`],
  ['a block without a paragraph', `<span>Internasional</span><div class="desc">${sentence}</div>`],
])('the summary of a card is found in %s', async (_, inside) => {
  expect(await summaryOf(inside)).toBe(sentence)
})

test.each([
  ['a date', '<p>Diterbitkan pada Senin, 23 November 2026 pukul 17:17 WIB</p>'],
  ['a kicker', '<p>Internasional</p>'],
  ['the headline again', '<p>Gempa guncang Teluk Karang</p>'],
])('%s is no summary', async (_, inside) => {
  expect(await summaryOf(inside)).toBeUndefined()
})
