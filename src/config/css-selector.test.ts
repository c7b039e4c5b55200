import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { selectorMistake } from './css-selector.ts'

const { document } = parseHTML(
  '<!DOCTYPE html><html><body><article class="card" id="a"><h2>x</h2><a href="/b">y</a></article><ul><li>1</li></ul></body></html>',
)

/** What the page reader's engine says: found, or thrown. */
function engineTakes(selector: string): boolean {
  try {
    document.querySelectorAll(selector)
    return true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

test.each([
  'a',
  '*',
  'article.card',
  '#main > .list li:nth-child(2n+1)',
  'a[href]',
  'a[href^="/news/" i]',
  "a[data-x='a]b']",
  'a:not(.x, .y)',
  'li:has(> a)',
  'ul li:first-child, ol li',
  'h2 + p ~ div',
  '.\\31 0',
  '.naïve',
  '.版面',
  'a[rel~=tag]',
  'div:contains("a (b)")',
  'a:is(h1, h2):not([hidden])',
  '.-x',
  '.--y',
  'tr:nth-of-type(odd) td',
  '  a  ',
  '.a\n.b',
  'div:nth-child(2 of .a)',
  ':scope > li',
  'p:lang(id, en)',
  'li:nth-child( -n + 3 )',
  'p:contains(a (b) c)',
  'a:any-link',
  'A:Not(.X)',
  '[a!=b]',
  '#1',
  'p:empty',
  'a:where(.b c, d)',
])('%j is a selector', (text) => {
  expect(selectorMistake(text)).toBeUndefined()
  expect(engineTakes(text)).toBe(true)
})

test.each([
  ['a..b', 1],
  ['.a >', 4],
  ['> .a', 0],
  ['a,', 2],
  ['a,,b', 2],
  ['article[', 7],
  ['a[href', 1],
  ['a:not(', 6],
  ['a)', 1],
  ['.', 0],
  ['#', 0],
  ['a{b}', 1],
  ['.1a', 0],
  ['a > > b', 4],
  ['a:', 1],
  ['a[=x]', 1],
  ['', 0],
  ['<div>', 0],
  ['a:not(.x', 8],
  ['//div', 0],
  ['a@href', 1],
  ['p:nonsense', 1],
  ['p:eq(1)', 1],
  ['p:first', 1],
  ['p::before', 1],
  ['svg|a', 3],
  ['a || b', 2],
  ['p:nth-child(x)', 12],
  ['p:nth-child', 1],
  ['p:first-child(2)', 1],
  ['p:not()', 6],
  ['p:not(:nope)', 6],
  ['p:nth-of-type(1 of .a)', 16],
  ['[svg|href]', 0],
] as const)('%j is none', (text, at) => {
  expect(selectorMistake(text)).toBe(at)
})

test('what is a selector here never makes the page reader throw', () => {
  const piece = fc.constantFrom(
    'a',
    '*',
    '.b',
    '#c',
    '[d]',
    '[e=f]',
    '[g="h" i]',
    '[i!=j]',
    ':not(',
    ':is(',
    ':has(',
    ':where(',
    ':matches(',
    ':nth-child(',
    ':nth-last-of-type(',
    ':contains(',
    ':lang(',
    ')',
    '2n+1',
    'odd',
    '-n + 3',
    ' of ',
    ', ',
    ' ',
    ' > ',
    ' + ',
    '~',
    ':first-child',
    ':empty',
    ':root',
    ':scope',
    ':header',
    ':parent',
    ':checked',
    ':hover',
    ':read-only',
    '\\31 ',
    '"',
    "'",
    '(',
    '|',
    ':',
    '.',
    '版',
    '-',
    '--x',
    '\\',
    ':text',
    ':selected',
    ':image',
  )
  let taken = 0
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 9 }), (pieces) => {
      const text = pieces.join('')
      if (selectorMistake(text) !== undefined) return
      taken++
      expect(engineTakes(text), text).toBe(true)
    }),
    { numRuns: 20_000 },
  )
  expect(taken).toBeGreaterThan(200)
})

test.each([':lang(":matches(")', 'p:contains("(")', "p:contains(')')", "p:contains('a )b(')"])(
  'the engine counts parentheses within quotes too: %s is refused before a page is read',
  (text) => {
    expect(engineTakes(text)).toBe(false)
    expect(selectorMistake(text)).toBe(text.indexOf('(') + 1)
  },
)

test('every pseudo-class of the engine is known here, with and without argument', () => {
  const names =
    'contains icontains nth-child nth-last-child nth-of-type nth-last-of-type root scope lang hover visited active empty first-child last-child first-of-type last-of-type only-of-type only-child any-link link disabled enabled checked required optional read-only read-write selected checkbox file password radio reset image submit parent header button input text is matches where not has'
  for (const name of names.split(' ')) {
    const known = ['', '(2)', '(a)'].map((argument) => selectorMistake(`p:${name}${argument}`) === undefined)
    expect(known.includes(true), name).toBe(true)
  }
})

test('a long selector is read in a moment', () => {
  expect(selectorMistake(`${'a:not('.repeat(5000)}b${')'.repeat(5000)}`)).toBeGreaterThan(0)
  expect(selectorMistake('a '.repeat(20_000))).toBeUndefined()
  expect(selectorMistake(`p:contains(${'('.repeat(20_000)}`)).toBeGreaterThan(0)
})
