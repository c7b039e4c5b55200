import { expect, test } from 'vitest'
import { themeRisks } from './theme-risks.ts'

const told = (kind: 'template' | 'style', text: string, ...assets: readonly string[]) =>
  themeRisks([{ file: 'f', text, kind }], new Set(assets)).map(({ at, message }) => `${at}: ${message}`)

test('pictures that a template asks for and the theme does not have are told with their line', () => {
  const header = `<a href="{{home}}">\n<img src="{{root}}theme/logo.svg" srcset="{{root}}theme/big.png 2x">
<link rel="icon" href='/theme/icon.ico'></a>`
  expect(told('template', header, 'big.png')).toEqual([
    'f:2: theme/logo.svg is asked for and is not in the theme',
    'f:3: theme/icon.ico is asked for and is not in the theme',
  ])
  expect(told('template', header, 'logo.svg', 'big.png', 'icon.ico')).toEqual([])
})

test.each([
  '<!-- <img src="{{root}}theme/old.svg"> -->',
  '{{! <script> goes here }}',
  '<img src="https://cdn.example.org/theme/logo.svg"> theme/logo.svg',
  '<script type="application/ld+json">{}</script>',
])('nothing is told of %s', (template) => expect(told('template', template)).toEqual([]))

test('scripts and styles in a page are told: the policy of the site lets neither work', () => {
  expect(told('template', '<p>\n<SCRIPT src="{{root}}theme/x.js"></SCRIPT>\n<style>p {}</style>')).toEqual([
    'f:2: theme/x.js is asked for and is not in the theme',
    'f:2: a script does not run: pages allow none',
    'f:3: a style in the page has no effect: write it into style.css',
  ])
})

test('what a stylesheet asks for is told where it is not there, and where it would be', () => {
  const style = `/* url(theme/old.woff2) */
@font-face { src: url("theme/station.woff2") format("woff2"), url(theme/station.woff?v=1); }
p { background: url('paper.png'), url(data:image/gif;base64,R0), url(https://a.example/x.png), url(#filter); }`
  expect(told('style', style, 'station.woff', 'paper.png')).toEqual([
    'f:2: theme/station.woff2 is asked for and is not in the theme',
    'f:3: paper.png is asked for and is not in the theme: it is at theme/paper.png',
  ])
})
