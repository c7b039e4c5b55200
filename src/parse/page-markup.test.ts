import fc from 'fast-check'
import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { expect, test } from 'vitest'
import { isElement, isText, type PageNode } from './page-dom.ts'
import { parseHtml } from './page-markup.ts'

type Theirs = DefaultTreeAdapterMap['node']

const isUnread = (name: string | undefined) => name === 'script' || name === 'style'

/** What a tree is, without what is in scripts and styles, comments, and templates. */
function ours(node: PageNode): string {
  if (isText(node)) return isUnread(node.parentElement?.localName) ? '' : node.data
  const inside = [...node.childNodes].map(ours).join('')
  return isElement(node) ? `<${node.localName}>${inside}</>` : inside
}

function theirs(node: Theirs, parent = ''): string {
  if (node.nodeName === '#text' && 'value' in node) return isUnread(parent) ? '' : node.value
  if (!('childNodes' in node)) return ''
  const inside = node.childNodes.map((child) => theirs(child, node.nodeName)).join('')
  return 'tagName' in node ? `<${node.tagName}>${inside}</>` : inside
}

const both = (html: string) => [
  ours(parseHtml(html, 'https://markup.example/')),
  theirs(parse(html, { scriptingEnabled: false })),
]

const long = 'x < 1 && y > 2; '.repeat(60)

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
