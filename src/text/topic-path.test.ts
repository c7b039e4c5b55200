import { expect, test } from 'vitest'
import { isTopicPath, topicUrl } from './topic-path.ts'

test.each([
  ['index.html', ''],
  ['world/index.html', 'world/'],
  ['world/rss.xml', 'world/rss.xml'],
  ['all/atom.xml', 'all/atom.xml'],
  ['a-1/feed.json', 'a-1/feed.json'],
])('%s is a topic', (path, url) => {
  expect(isTopicPath(path)).toBe(true)
  expect(topicUrl('https://news.example/', path)).toBe(`https://news.example/${url}`)
})

test.each([
  'about/index.html',
  'embed/world/index.html',
  'world/latest-5.json',
  'world/fragment.html',
  'world/archive/2026-11.xml',
  '404.html',
  'style.css',
  'feeds.opml',
])('%s is none', (path) => expect(isTopicPath(path)).toBe(false))
