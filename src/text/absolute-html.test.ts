import { expect, it } from 'vitest'
import { absoluteHtml } from './absolute-html.ts'

it('makes no more links of one text absolute than an article could have, and is done with it after once', () => {
  const links = absoluteHtml('<a href="/x">x</a>'.repeat(20_000), 'https://example.org/')
  expect(links.split('"https://example.org/x"')).toHaveLength(10_001)
  expect(links.split('"/x"')).toHaveLength(10_001)
  expect(absoluteHtml(links, 'https://example.org/')).toBe(links)
  const sets = `<img srcset="${'/x 1w,'.repeat(20_000)}"><a href="/y">y</a>`
  expect(absoluteHtml(sets, 'https://example.org/')).toBe(sets)
})
