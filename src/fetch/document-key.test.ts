import { expect, test } from 'vitest'
import { documentKey } from './document-key.ts'

test.each([
  'http://example.org/feed',
  'https://example.org/feed',
  'https://example.org:443/feed',
  'http://example.org:80/feed',
  'https://EXAMPLE.org/feed',
  'https://example.org./feed',
  'https://example.org/feed#top',
  'https://example.org/a/../feed',
])('M46: %s is the same document as the others', (url) => {
  expect(documentKey(url)).toBe('//example.org/feed')
})

test.each([
  'https://example.org/Feed',
  'https://example.org/feed/',
  'https://example.org/feed?x',
  'https://example.org:8443/feed',
  'https://www.example.org/feed',
])('M46: %s is another document', (url) => {
  expect(documentKey(url)).not.toBe('//example.org/feed')
})

test('what is no URL is its own key', () => {
  expect(documentKey('feed')).toBe('feed')
})
