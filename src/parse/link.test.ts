import { expect, it } from 'vitest'
import { resolveUrl } from './link.ts'

it.each([
  ['https://News.example.org/a?b=1#c', 'https://News.example.org/a?b=1#c'],
  ['HTTP://example.org', 'HTTP://example.org'],
  [' https://example.org/a ', 'https://example.org/a'],
  ['https://example.org/a?b=1&amp;c=2', 'https://example.org/a?b=1&c=2'],
  ['https://example.org/xn--a', 'https://example.org/xn--a'],
  ['https://xn--bcher-kva.example/a', 'https://xn--bcher-kva.example/a'],
  ['/a b', 'https://example.com/a%20b'],
  ['https://example.org/\u00fc', 'https://example.org/%C3%BC'],
  ['javascript:alert(1)', undefined],
  ['https://', undefined],
  [' ', undefined],
])('%j is the address %j', (written, url) => {
  expect(resolveUrl(written, 'https://example.com/feed')).toBe(url)
})
