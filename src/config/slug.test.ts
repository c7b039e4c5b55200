import { expect, test } from 'vitest'
import { slugFromTitle, slugRefusal, titleFromSlug } from './slug.ts'

test.each([
  ['World News', 'world-news'],
  ['Wirtschaft & Börse', 'wirtschaft-borse'],
  ['Straße', 'strasse'],
  ['Łódź', 'lodz'],
  ['  --a--  ', 'a'],
  ['All', 'all-section'],
  ['con', 'con-section'],
  ['x'.repeat(100), 'x'.repeat(64)],
])('%j makes %s', (title, slug) => {
  expect(slugFromTitle(title)).toBe(slug)
})

test.each([
  '国际',
  'Новости',
  '经济 2026',
  'أخبار',
  '',
  '***',
  '__proto__',
  '../../etc',
  'NUL',
  `all${'-'.repeat(70)}`,
])('%j makes a slug, always the same', (title) => {
  expect(slugRefusal(slugFromTitle(title))).toBeUndefined()
  expect(slugFromTitle(title)).toBe(slugFromTitle(title))
})

test('titles in another script do not meet', () => {
  expect(new Set(['国际', '国内', 'Новости', 'Новости 2', 'Мир'].map(slugFromTitle)).size).toBe(5)
})

test('a slug reads as a title', () => {
  expect(['world', 'world-news', '2026', '-'].map(titleFromSlug)).toEqual(['World', 'World news', '2026', '-'])
})
