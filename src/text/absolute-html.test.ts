import { expect, it } from 'vitest'
import { absoluteHtml, absoluteSrcset } from './absolute-html.ts'

it('makes no more links of one text absolute than an article could have, and is done with it after once', () => {
  const links = absoluteHtml('<a href="/x">x</a>'.repeat(20_000), 'https://example.org/')
  expect(links.split('"https://example.org/x"')).toHaveLength(10_001)
  expect(links.split('"/x"')).toHaveLength(10_001)
  expect(absoluteHtml(links, 'https://example.org/')).toBe(links)
  const sets = `<img srcset="${'/x 1w,'.repeat(20_000)}"><a href="/y">y</a>`
  expect(absoluteHtml(sets, 'https://example.org/')).toBe(sets)
})

it.each([
  ['a.jpg', 'https://e.org/a.jpg'],
  ['a.jpg, /b.jpg  640w', 'https://e.org/a.jpg, https://e.org/b.jpg 640w'],
  [
    'a.jpg 1x,b.jpg\n1.5x , , c.jpg 10w 20h',
    'https://e.org/a.jpg 1x, https://e.org/b.jpg 1.5x, https://e.org/c.jpg 10w 20h',
  ],
  ['t.jpg?s=1,2 2x', 'https://e.org/t.jpg?s=1%2C2 2x'],
  ['my photo.jpg 2x, b.jpg 1x', 'https://e.org/b.jpg 1x'],
  ['a.jpg 1y', undefined],
  [' , ', undefined],
])('reads the srcset %j as browsers do', (written, expected) => {
  expect(absoluteSrcset(written, 'https://e.org/x')).toBe(expected)
})

it('reads a srcset of one endless word, or of descriptors alone, in linear time', () => {
  expect(absoluteSrcset(`${'a'.repeat(100_000)} b`, 'https://e.org/')).toBeUndefined()
  expect(absoluteSrcset(`a${' 1x'.repeat(50_000)} b`, 'https://e.org/')).toBeUndefined()
})
