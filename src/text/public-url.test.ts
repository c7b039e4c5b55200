import { expect, test } from 'vitest'
import { publicUrl } from './public-url.ts'

test.each([
  ['https://a.example/feed?token=s3cret', 'https://a.example/feed?token=***'],
  [
    'https://a.example/feed?format=rss&feed_token=glft-x%3Dy&page=2#top',
    'https://a.example/feed?format=rss&feed_token=***&page=2#top',
  ],
  ['https://a.example/rss?apiKey=1&auth=2;sid=3', 'https://a.example/rss?apiKey=***&auth=***;sid=***'],
  ['https://b.example/x?X-Amz-Signature=0f&X-Amz-Date=1', 'https://b.example/x?X-Amz-Signature=***&X-Amz-Date=1'],
  ['https://user:pass@a.example/feed', 'https://a.example/feed'],
])('%s is shown as %s', (url, shown) => {
  expect(publicUrl(url)).toBe(shown)
})

test.each([
  'https://a.example/feed',
  'https://www.youtube.com/feeds/videos.xml?channel_id=UCaaaaaaaaaaaaaaaaaaaaaa',
  'https://a.example/?feed=rss2&author=3&monkey=1&keyword=turkey&tag=passage&token=',
  'https://a.example/token=1/@user?q=a@b',
])('%s is shown as it is', (url) => {
  expect(publicUrl(url)).toBe(url)
})
