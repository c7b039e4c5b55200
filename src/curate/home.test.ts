import { expect, test } from 'vitest'
import type { Entry } from '../model/entry.ts'
import { areOneHost, awayFromHome, closenessOf } from './home.ts'

const entry = (key: string, sourceId: string, link: string) =>
  ({ key, sourceId, url: `https://${link}`, urlKey: link }) as Entry
const shared = 'www.bbc.co.uk/news/1'
const closeness = (entries: readonly Entry[], urls: Readonly<Record<string, readonly [string, string?]>>) => {
  const found = closenessOf(entries, (source) => ({ url: urls[source]?.[0], homeUrl: urls[source]?.[1] }))
  return Object.fromEntries(found)
}

test('a link is surest that of a source on its site, then of one that leads there, then of one that says so', () => {
  const entries = [
    entry('host', 'host', shared),
    entry('feed', 'feed', shared),
    entry('feed-2', 'feed', 'www.bbc.co.uk/news/2'),
    entry('says', 'says', shared),
    entry('other', 'other', shared),
    entry('other-2', 'other', 'other.example/2'),
    entry('half', 'half', shared),
    entry('half-2', 'half', 'www.bbc.co.uk/news/3'),
    entry('half-3', 'half', 'half.example/3'),
  ]
  const urls = {
    host: ['https://newsfeed.bbc.co.uk/rss'],
    feed: ['https://feeds.bbci.co.uk/news/rss.xml', 'https://www.bbc.co.uk/'],
    says: ['https://feeds.feedburner.com/says', 'https://www.bbc.co.uk/news'],
    other: ['https://other.example/feed', 'https://other.example/'],
    half: ['https://half.example/feed'],
  } as const
  expect(closeness(entries, urls)).toEqual({ host: 3, feed: 2, says: 1, other: 0, half: 0 })
})

test('what others have too says nothing of whose site it is, and a host without a domain is a site', () => {
  const entries = [
    entry('a', 'a', '127.0.0.2/1'),
    entry('b', 'b', '127.0.0.2/1'),
    entry('a-2', 'a', '127.0.0.2/2'),
    entry('b-2', 'b', '127.0.0.2/2'),
  ]
  const urls = { a: ['http://127.0.0.2:8080/feed'], b: ['http://127.0.0.3:8080/feed'] } as const
  expect(closeness(entries, urls)).toEqual({ a: 3, 'a-2': 3, b: 0, 'b-2': 0 })
  expect(closeness([entry('a', 'a', '127.0.0.2/1'), entry('c', 'a', '127.0.0.2/1')], urls)).toEqual({})
})

test('a link to another site than a source has is away from home', () => {
  const urls = { a: 'https://feeds.example.net/a', b: 'https://b.example/feed', c: 'https://feeds.example.net/c' }
  const entries = [
    entry('a-1', 'a', 'a.example/1'),
    entry('a-2', 'a', 'a.example/2'),
    entry('a-3', 'a', 'a.example/3'),
    entry('a-4', 'a', 'a.example/4'),
    entry('a-5', 'a', 'casino.example/'),
    entry('b-1', 'b', 'www.b.example/1'),
    entry('c-1', 'c', 'c.example/1'),
  ]
  const away = (...keys: string[]) =>
    awayFromHome(new Set(keys), entries, (source) => ({ url: urls[source as keyof typeof urls] }))
  expect(away('a-1', 'a-5', 'b-1', 'c-1')).toEqual(['a-5'])
  expect(away('a-1')).toEqual([])
})

test('on one host what stands below another’s name is another’s', () => {
  const link = 'social.example/@anna/7'
  const entries = [entry('a', 'a', link), entry('x', 'x', link), entry('x-2', 'x', 'social.example/@xeno/3')]
  const urls = { a: ['https://social.example/@anna.rss'], x: ['https://social.example/@xeno/feed'] } as const
  expect(closeness(entries, urls)).toEqual({ a: 3, x: 0 })
  expect(areOneHost({ url: urls.a[0] }, { url: urls.x[0] })).toBe(false)
  expect(areOneHost({ url: urls.a[0] }, { url: 'https://social.example/@anna/replies' })).toBe(true)
})
