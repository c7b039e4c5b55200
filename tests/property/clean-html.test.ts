import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanHtml } from '../../src/curate/clean-html.ts'
import { htmlToText } from '../../src/text/html-to-text.ts'
import { dangersIn, wellFormedProblem } from './html-oracle.ts'

const NAMES =
  'p div span a b i img br hr ul li table tr td script style svg math title textarea noscript iframe video source template select option form xmp pre blockquote h2 x-y'
const tag = fc.constantFrom(...NAMES.split(' '))
const value = fc.constantFrom(
  'https://a.example/x?a=1&b=2',
  '/relative',
  '#f',
  'javascript:alert(1)',
  'data:text/html,x',
  'mailto:a@b.example',
  'x',
  '',
  '1',
  '"><script>alert(1)</script>',
  "a'b",
  '&quot;&lt;&#60;',
  '//b.example/y',
)
const attribute = fc
  .tuple(
    fc.constantFrom(
      'href',
      'src',
      'srcset',
      'data-src',
      'title',
      'alt',
      'width',
      'onerror',
      'style',
      'id',
      'lang',
      'poster',
      'start',
    ),
    value,
  )
  .chain(([name, text]) => fc.constantFrom(`${name}="${text}"`, `${name}='${text}'`, `${name}=${text}`, name))
const piece = fc.oneof(
  fc
    .tuple(tag, fc.array(attribute, { maxLength: 3 }))
    .map(([name, attributes]) => `<${[name, ...attributes].join(' ')}>`),
  tag.map((name) => `</${name}>`),
  tag.map((name) => `<${name}/>`),
  fc.constantFrom(
    'Kata ',
    ' ',
    '\n',
    '&amp;',
    '&lt;b&gt;',
    '&',
    '<',
    '>',
    '"',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&nbsp;',
    '\u0000',
    '\uD800',
    '\u202E',
    '😀',
    '<?x',
  ),
  fc.string({ maxLength: 4 }),
)
const html = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))
const options = fc.record({
  images: fc.constantFrom('none' as const, 'link' as const),
  baseUrl: fc.constant('https://radio.example/b/1'),
})

test('whatever comes in, what goes out is harmless, well-formed, and clean already', () => {
  fc.assert(
    fc.property(html, options, (dirty, given) => {
      const clean = cleanHtml(dirty, given)
      expect(dangersIn(clean, given.images)).toEqual([])
      expect(wellFormedProblem(clean)).toBeUndefined()
      expect(cleanHtml(clean, given)).toBe(clean)
    }),
    { numRuns: 3000 },
  )
})

test('the size is kept, whatever the limit', () => {
  fc.assert(
    fc.property(html, fc.integer({ min: 1, max: 200 }), (dirty, maxChars) => {
      const clean = cleanHtml(dirty, { images: 'none', maxChars })
      expect(clean.length).toBeLessThanOrEqual(maxChars)
      expect(wellFormedProblem(clean)).toBeUndefined()
      expect(cleanHtml(clean, { images: 'none', maxChars })).toBe(clean)
    }),
    { numRuns: 1000 },
  )
})

test('the text of plain markup survives cleaning', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(words, (list) => {
      const dirty = list
        .map((word, i) => (i % 2 === 0 ? `<p class=x>${word}</p>` : `<div><b>${word}</b></div>`))
        .join('')
      expect(htmlToText(cleanHtml(dirty, { images: 'none' }))).toBe(list.join('\n'))
    }),
  )
})
