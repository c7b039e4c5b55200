import { expect, test } from 'vitest'
import { selectorMistake } from './css-selector.ts'

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
  'svg|a',
  'div:contains("a (b)")',
  'a:is(h1, h2):not([hidden])',
  '.-x',
  '.--y',
  'tr:nth-of-type(odd) td',
  '  a  ',
  '.a\n.b',
  'li:eq(2)',
  'div:nth-child(2 of .a)',
])('%j is a selector', (text) => {
  expect(selectorMistake(text)).toBeUndefined()
})

test.each([
  ['a..b', 1],
  ['.a >', 4],
  ['> .a', 0],
  ['a,', 2],
  ['a..b', 1],
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
] as const)('%j is none', (text, at) => {
  expect(selectorMistake(text)).toBe(at)
})
