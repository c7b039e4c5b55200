import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEntities, htmlToCleanLine, htmlToLine, htmlToText } from './html-to-text.ts'
import { cleanText } from './plain.ts'

test('inline tags do not part words, block tags end lines', () => {
  expect(htmlToText('<p>Ja<b>kar</b>ta<wbr>!</p><p>Satu<br>dua</p>')).toBe('Jakarta!\nSatu\ndua')
})

test('cells and images part words', () => {
  expect(htmlToText('<tr><td>a</td><td>b<img src=x>c</td></tr>')).toBe('a b c')
})

test('line feeds of the source are spaces', () => {
  expect(htmlToText('one\n  two\r\n<p>\nthree\n</p>')).toBe('one two\nthree')
})

test('entities are decoded once, after the tags are gone', () => {
  expect(htmlToText('&lt;b&gt; AT&amp;T &amp;lt; caf&eacute; &#8217; &#146; &nbsp;x')).toBe('<b> AT&T &lt; café ’ ’ x')
  expect(decodeEntities('R&D &amp;amp; &copy 2024 &#xD800;')).toBe('R&D &amp; © 2024 \uFFFD')
})

test('scripts, styles and comments leave nothing', () => {
  expect(htmlToText('a<script>if (a<b) x("</p>")</script><style>p{}</style><!-- <p>no</p> -->b')).toBe('a b')
})

test('a less-than sign that opens no tag is text', () => {
  expect(htmlToText('3 < 4 <5 a<')).toBe('3 < 4 <5 a<')
  expect(htmlToText('broken <a href="x')).toBe('broken <a href="x')
})

test('a greater-than sign inside an attribute does not end the tag', () => {
  expect(htmlToText('<a title="a > b" href=x>link</a>')).toBe('link')
})

test('one line is what the lines are without their ends', () => {
  expect(htmlToLine('<p>Ja<b>kar</b>ta<wbr>!</p>\n<p>Satu<br>dua</p>')).toBe('Jakarta! Satu dua')
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<br>',
    '<b>',
    '<td>',
    ' ',
    '\n',
    '\0',
    '\uFFFF',
    '\x85',
    '\u202A',
    '\x01',
    '&#10;',
    'a',
    'é',
    '<',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const html = pieces.join('')
      expect(cleanText(htmlToLine(html))).toBe(cleanText(htmlToText(html)))
    }),
    { numRuns: 500 },
  )
})

test('a line that is read clean is the line that is cleaned afterwards', () => {
  const piece = fc.constantFrom(
    'a',
    ' ',
    '  ',
    '\n',
    '\0',
    '\u00a0',
    '&nbsp;',
    '&#x202e;',
    '\u1680',
    '<p>',
    '</p>',
    '<b>',
    '<td>',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const html = pieces.join('')
      expect(htmlToCleanLine(html)).toBe(cleanText(htmlToLine(html)))
    }),
    { numRuns: 500 },
  )
})

test('no character of a text is taken for the end of a block', () => {
  expect(htmlToText('<p>a\0b\uFFFFc</p>d')).toBe('a\0b\uFFFFc\nd')
})

test('the reading of a ruby is no text, closed or not', () => {
  expect(htmlToLine('<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>の港')).toBe('東京の港')
  expect(htmlToLine('<ruby>漢<rt>かん<rb>字<rt><i>じ</i></ruby>を読む')).toBe('漢字を読む')
  expect(htmlToText('<p><ruby>港<rt>みなと<p>船が出た。')).toBe('港\n船が出た。')
})
