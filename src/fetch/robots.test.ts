import { expect, test } from 'vitest'
import { readRobots, robotsOfRules } from './robots.ts'

const allows = (text: string, path: string) => readRobots(text, 'warta').allows(`https://a.example${path}`)

test.each([
  ['User-agent: *\nDisallow: /', '/x', false],
  ['User-agent: *\nDisallow:', '/x', true],
  ['', '/x', true],
  ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
  ['User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
  ['User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf', false],
  ['User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf?z', true],
  ['User-agent: *\nDisallow: /a*b', '/axxb/c', false],
  ['User-agent: *\nDisallow: /x$', '/xx', true],
  ['User-agent: *\nDisallow: /?s=', '/?s=word', false],
  ['User-agent: *\nDisallow: /café', '/caf%c3%a9', false],
  ['User-agent: *\nDisallow: /a%62c', '/abc', false],
  ['User-agent: *\nDisallow: /robots', '/robots.txt', true],
  ['User-agent: Warta/1.0\nDisallow: /a\n\nUser-agent: *\nDisallow: /', '/b', true],
  ['User-agent: WARTA\nDisallow: /a', '/a', false],
  ['User-agent: other\nUser-agent: warta\nDisallow: /a', '/a', false],
  ['User-agent: other\nDisallow: /\nUser-agent: warta\nAllow: /', '/a', true],
  ['User-agent: warta\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: warta\nDisallow: /b', '/b', false],
  ['User-agent: wartabot\nDisallow: /', '/a', true],
  ['user-AGENT : *  # all\n disallow : /a # not this', '/a', false],
  ['\uFEFFUser-agent: *\r\nDisallow: /a\r\n', '/a', false],
  ['Disallow: /', '/a', true],
  ['<html>User-agent: *', '/a', true],
])('%j lets us fetch %s: %s', (text, path, allowed) => {
  expect(allows(text, path)).toBe(allowed)
})

test('names its sitemaps, whatever group they stand in', () => {
  const text = 'Sitemap: https://a.example/one.xml\nUser-agent: x\nsitemap:https://a.example/two.xml#x\nDisallow: /'
  expect(readRobots(text, 'warta').sitemaps).toEqual(['https://a.example/one.xml', 'https://a.example/two.xml#x'])
})

test.each([
  ['Allow: /private/open', '/private/secret', false],
  ['Disallow: /open/secret', '/open/news', true],
])('the rule that the limit cuts through, %j, does not count', (rule, path, allowed) => {
  const head = 'User-agent: *\nDisallow: /private\n'
  const padding = '#'.repeat(512 * 1024 - head.length - 1 - rule.lastIndexOf('/'))
  expect(allows(`${head}${padding}\n${rule}`, path)).toBe(allowed)
})

test('many stars cost no more than the path is long', () => {
  const text = `User-agent: *\nDisallow: /${'*a'.repeat(20_000)}b`
  expect(allows(text, `/${'a'.repeat(20_000)}`)).toBe(true)
})

test('what is kept of a robots.txt says what all of it said', () => {
  const text = 'User-agent: *\nDisallow: /a\nAllow: /a/b$\nDisallow: /*.pdf\nSitemap: https://a.example/s.xml'
  const [whole, kept] = [readRobots(text, 'warta'), robotsOfRules(readRobots(text, 'warta').rules)]
  for (const path of ['/', '/a', '/a/b', '/a/bc', '/x.pdf', '/robots.txt'])
    expect(kept.allows(`https://a.example${path}`)).toBe(whole.allows(`https://a.example${path}`))
})
