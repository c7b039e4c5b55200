import fc from 'fast-check'
import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { expect, test } from 'vitest'
import { isElement, isText, type PageNode } from './page-dom.ts'
import { parseHtml } from './page-markup.ts'

type Theirs = DefaultTreeAdapterMap['node']

const isUnread = (name: string | undefined) => name === 'script' || name === 'style'

/** What a tree is, without what is in scripts, styles and drawings, comments, and templates. */
function ours(node: PageNode): string {
  if (isElement(node) && node.localName === 'svg') return '<svg></>'
  if (isText(node)) return isUnread(node.parentElement?.localName) ? '' : node.data
  const inside = [...node.childNodes].map(ours).join('')
  return isElement(node) ? `<${node.localName}>${inside}</>` : inside
}

function theirs(node: Theirs, parent = ''): string {
  if (node.nodeName === '#text' && 'value' in node) return isUnread(parent) ? '' : node.value
  if (!('childNodes' in node)) return ''
  if (node.nodeName === 'svg') return '<svg></>'
  const inside = node.childNodes.map((child) => theirs(child, node.nodeName)).join('')
  return 'tagName' in node ? `<${node.tagName}>${inside}</>` : inside
}

const both = (html: string) => [
  ours(parseHtml(html, 'https://markup.example/')),
  theirs(parse(html, { scriptingEnabled: false })),
]

const long = 'x < 1 && y > 2; '.repeat(60)
const drawn = '<path d="M1 2 3" class=\'a\'/><g ><circle r="1"></circle></g>'.repeat(12)

test.each([
  ['a script', `<p>a<script>${long}</script>b`],
  ['a style with another end tag', `<style>${long}</script></STYLE ><p>b`],
  ['a script in a comment', `<p>a<!-- <script> --> b ${long}</script> c`],
  ['a script in a value', `<p title="<script>">${long}</script>c`],
  ['a script in a script', `<script>if (a) { "<script>${long}" }</script><p>b`],
  ['a script in an escaped script', `<script><!-- <script> ${long} --> </script><p>${long}</script>c`],
  ['an escaped script that ends twice', `<script><!-- <script>${long}</script> ${long} --></script><p>b`],
  ['a script that escapes and does not end', `<script>${long}<!-- </script><p>b`],
  [
    'a script in a heading of its own kind',
    `<title><script>${long}</script></title><textarea><script>${long}</script></textarea>`,
  ],
  ['a style of a drawing', `<svg><style>a<b>${long}</b></style><script>${long}<p>c</script></svg>d`],
  ['a drawing', `<p>a<svg viewBox="0 0 1 1">\n${drawn}<title>A</title></svg>b`],
  ['a drawing that a paragraph ends', `<p>a<svg>${drawn}<p>b</svg>c<svg>${drawn}</p>d</svg>e`],
  ['a drawing in a drawing', `<svg>${drawn}<foreignObject><svg>${drawn}</svg><p>b</p></foreignObject></svg>c`],
  ['a drawing that is closed at once', `<svg/>${drawn}<b>c</b><svg></svg>`],
  ['a drawing whose end stands in a value', `<svg>${drawn}<path d="</svg><b>"/></svg>c`],
  [
    'a drawing in a value, a comment and a title',
    `<p title="<svg>">${drawn}</svg><!-- <svg> -->${drawn}</svg><title><svg>${drawn}</svg></title>`,
  ],
  [
    'a drawing in a table and in a list',
    `<table><svg>${drawn}</svg><tr><td>b</table><select><svg>${drawn}</svg><option>c</select>d`,
  ],
  ['a drawing without an end', `<p>a<svg>${drawn}`],
  ['a script without an end', `<p>a<script>${long}`],
  ['a script that ends without a mark', `<p>a<script>${long}</script`],
  [
    'a script in a list and in a table',
    `<select><script>${long}</script><option>a</select><table><script>${long}</script><tr><td>b`,
  ],
  [
    'line ends and letters of two units around it',
    `a\r\n\u{1F600}<script>\r\n\u{1F600}${long}\r</script>\r\n\u{1F600}b`,
  ],
])('%s is passed over as it would be read', (_, html) => {
  const [read, wanted] = both(html)
  expect(read).toBe(wanted)
})

test('whatever stands around it', () => {
  const pieces = [
    '<script>',
    '</script>',
    '<style>',
    '</style >',
    '<!--',
    '-->',
    long,
    '<p a="',
    '">',
    '<svg>',
    '</svg>',
    drawn,
    '<path d="',
    '</g>',
    '<script ',
    '<title>',
    '</title>',
    'a',
    '<',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
      const [read, wanted] = both(parts.join(''))
      expect(read).toBe(wanted)
    }),
    { numRuns: 500 },
  )
})

test('linked data is read, and other scripts are not', () => {
  const html = `<script type="application/ld+json">{"a": "${long}"}</script><script>${long}</script>`
  const [data, other] = parseHtml(html, 'https://markup.example/').querySelectorAll('script')
  expect([data?.textContent.length, other?.textContent]).toStrictEqual([long.length + 9, ''])
})

const endless = 2_100_000

test.each([
  ['text', `<p>begun ${'word '.repeat(endless / 5)}</p><p>end</p>`, /^begun(?: word)+ ?w?o?r?d?$/],
  ['a tag', `<p>begun</p><p title="${'word> '.repeat(endless / 5)}">end</p>`, /^begun$/],
  ['many tags', `<p>begun</p>${'<p>word</p>'.repeat(endless / 11)}<p>end</p>`, /^begun(?:word)+$/],
])('of a page that goes on for ever the beginning is read, whatever is cut: %s', (_, html, text) => {
  const document = parseHtml(html, 'https://markup.example/')
  expect(document.isCut).toBe(true)
  expect(text.test(document.body.textContent)).toBe(true)
})

test('of a long attribute the beginning is read, and all that stands behind it', () => {
  const html = `<p class="${'name '.repeat(endless / 5)}">begun</p><p>end</p>`
  const document = parseHtml(html, 'https://markup.example/')
  expect(document.isCut).toBe(false)
  expect(document.body.textContent).toBe('begunend')
})

test('what is not read of a page is not counted, nor are pictures that are written into it', () => {
  const html = `<p>begun</p><script>${'x;'.repeat(endless / 2)}</script><img src="data:image/png;base64,${'A'.repeat(endless)}" alt="b"><p>end</p>`
  const document = parseHtml(html, 'https://markup.example/')
  expect(document.isCut).toBe(false)
  expect(document.querySelectorAll('p')[1]?.textContent).toBe('end')
  expect(document.querySelector('img')?.getAttribute('src')).toBe('data:,')
  expect(document.querySelector('img')?.getAttribute('alt')).toBe('b')
})
