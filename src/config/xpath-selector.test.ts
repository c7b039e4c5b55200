import { expect, test } from 'vitest'
import { selectorFromXPath } from './xpath-selector.ts'

test.each([
  ['//article', 'article'],
  ['//div[@class="news card"]', 'div[class="news card"]'],
  ["descendant::div[contains(@class, 'card')]", 'div[class*="card"]'],
  ["//li[contains(concat(' ', normalize-space(@class), ' '), ' item ')]", 'li.item'],
  ['//main//ul/li', 'main ul > li'],
  ['./a/@href', 'a'],
  ['.//h2/a/text()', 'h2 > a'],
  ['descendant::a[@rel]/@href', 'a[rel]'],
  ['//*[@id="list"]/div', '[id="list"] > div'],
  ['h2', 'h2'],
  ['normalize-space(.//time/@datetime)', 'time'],
])('the XPath %s is the selector %s', (xpath, selector) => {
  expect(selectorFromXPath(xpath)).toBe(selector)
})

test.each([
  '//div[1]',
  '//a[not(@class)]',
  '//h2/following-sibling::p',
  '//a | //b',
  '..',
  'concat("a", @b)',
  '',
  '//div[a]',
])('the XPath %s is none', (xpath) => {
  expect(selectorFromXPath(xpath)).toBeUndefined()
})
