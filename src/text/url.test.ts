import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absoluteUrl, publishedUrl, urlKey } from './url.ts'

describe('an absolute URL', () => {
  test('is resolved against the base as a browser does', () => {
    expect(absoluteUrl(' ../b?x=1#c\n', 'https://example.org/news/a/')).toBe('https://example.org/news/b?x=1#c')
    expect(absoluteUrl('//cdn.example.org/x', 'https://example.org/')).toBe('https://cdn.example.org/x')
    expect(absoluteUrl('/\\cdn.example.org/x', 'https://example.org/')).toBe('https://cdn.example.org/x')
  })

  test('has its white space and other characters escaped', () => {
    expect(absoluteUrl('https://example.org/a b/ñ?q="', undefined)).toBe('https://example.org/a%20b/%C3%B1?q=%22')
  })

  test('is what the URL parser makes of it, plain or not', () => {
    const part = fc.constantFrom(...'aB0-._~/,;:=@+!&?#%[ \\|^"$é'.split(''), 'xn--a', '/..', '%2e')
    const label = fc.constantFrom('a', 'xn--a', 'm', '0x1', '12', 'a-b', 'a--b', '-a', 'www', 'Com', 'org', '0')
    const written = fc.tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.array(part, { maxLength: 12 }))
    fc.assert(
      fc.property(written, ([host, path]) => {
        const url = `https://${host.join('.')}/${path.join('')}`
        expect(absoluteUrl(url, undefined)).toBe(URL.parse(url.trim())?.href)
        expect(urlKey(url)).toBe(urlKey(` ${url}`))
      }),
    )
  })

  test('is the same with a base as without one, where it needs none', () => {
    const part = fc.constantFrom(
      'h',
      'ttps',
      ':',
      '//',
      '/',
      '\n',
      '\t',
      '\u0001',
      ' ',
      'a.example',
      '?',
      '#',
      '%',
      '\\',
      '@',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const written = parts.join('').trim()
        const expected = URL.parse(written) ?? URL.parse(written, 'https://example.org/a/b')
        const isWeb = written !== '' && /^https?:$/.test(expected?.protocol ?? '')
        const bare = expected?.username === '' && /^[a-z0-9.-]+$/.test(expected.hostname)
        if (bare) expect(absoluteUrl(written, 'https://example.org/a/b')).toBe(isWeb ? expected.href : undefined)
      }),
    )
  })

  test('is never anything but http or https', () => {
    for (const href of [
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'ftp://example.org/',
    ])
      expect(absoluteUrl(href, 'https://example.org/')).toBeUndefined()
  })

  test('is refused where no server can have such a name', () => {
    expect(absoluteUrl('http://a"onmouseover=', undefined)).toBeUndefined()
    expect(absoluteUrl('http://', undefined)).toBeUndefined()
    expect(absoluteUrl('', 'https://example.org/')).toBeUndefined()
    expect(absoluteUrl(`https://example.org/${'a'.repeat(9000)}`, undefined)).toBeUndefined()
  })

  test('carries no credentials', () => {
    expect(absoluteUrl('https://bank.example@example.org/x', undefined)).toBe('https://example.org/x')
    expect(absoluteUrl('x', 'https://me:secret@example.org/feed')).toBe('https://example.org/x')
  })
})

describe('a published URL', () => {
  test.each([
    ['https://e.org/a?utm_source=rss&utm_medium=feed', 'https://e.org/a'],
    ['https://e.org/a?id=7&at_medium=RSS&at_campaign=KARANGA', 'https://e.org/a?id=7'],
    ['https://e.org/a?fbclid=x&p=2&gclid=y#part', 'https://e.org/a?p=2#part'],
    ['https://e.org/a?CMP=share_btn', 'https://e.org/a'],
    ['https://e.org/a?partner=rss&emc=rss', 'https://e.org/a'],
    ['https://e.org/a?source=rss----8a---4', 'https://e.org/a'],
    ['https://e.org/a.html#xtor=RSS-3208', 'https://e.org/a.html'],
    ['https://e.org/a?x=1&amp;utm_source=rss', 'https://e.org/a?x=1'],
    ['https://e.org/v.php?id=5&PHPSESSID=9f86d081884c7d659a2feaa0c55ad015', 'https://e.org/v.php?id=5'],
    ['https://e.org/news/5;jsessionid=0A1B2C.node1?p=2', 'https://e.org/news/5?p=2'],
    ['https://e.org/(S(lit3py55t21z5v55vlm25s55))/news/5', 'https://e.org/news/5'],
    ['https://e.org/v?sid=9f86d081884c7d659a2f&id=5', 'https://e.org/v?id=5'],
    ['https://e.org/v?sid=5', 'https://e.org/v?sid=5'],
    ['https://e.org/v?session=2026-3', 'https://e.org/v?session=2026-3'],
  ])('%s loses its tracking', (url, published) => {
    expect(publishedUrl(url)).toBe(published)
  })

  test.each([
    'https://e.org/?p=12',
    'https://e.org/a?source=reuters&ref=front',
    'https://e.org/a?q=%20b+c&empty=&x#!/y?z=1',
    'https://e.org/story.php?id=1&cid=99',
    'https://e.org/a#L10',
    'https://e.org/a?pk_id=7&sc_article=3&compare=1&guid=2',
  ])('%s stays byte for byte', (url) => {
    expect(publishedUrl(url)).toBe(url)
  })
})

describe('the key of a URL', () => {
  test.each([
    ['http://www.e.org/a/', 'https://e.org/a'],
    ['https://m.e.org/a', 'https://e.org/a'],
    ['https://amp.e.org/a', 'https://www.e.org/a'],
    ['https://e.org/a/amp/', 'https://e.org/a'],
    ['https://e.org/a.amp.html', 'https://e.org/a.html'],
    ['https://www.google.com/amp/s/e.org/a', 'https://e.org/a'],
    ['https://e-org.cdn.ampproject.org/c/s/e.org/a', 'https://e.org/a'],
    ['http://e.org:80/a', 'https://e.org/a'],
    ['https://E.org/index.html', 'http://e.org'],
    ['https://e.org/a?b=2&a=1', 'https://e.org/a?a=1&b=2'],
    ['https://e.org/%7Euser/%e2%82%ac', 'https://e.org/~user/%E2%82%AC'],
    ['https://e.org/a#comments', 'https://e.org/a'],
    ['https://e.org/a#:~:text=x', 'https://e.org/a'],
    ['https://en.m.wikipedia.org/wiki/X', 'https://en.wikipedia.org/wiki/X'],
  ])('%s is that of %s', (one, other) => {
    expect(urlKey(one)).toBe(urlKey(other))
  })

  test.each([
    ['https://e.org/a', 'https://e.org/A'],
    ['https://e.org/?p=1', 'https://e.org/?p=2'],
    ['https://e.org/#!/a', 'https://e.org/#!/b'],
    ['https://e.org/day.html#a1', 'https://e.org/day.html#a2'],
    ['https://e.org:8080/a', 'https://e.org/a'],
    ['https://m.com/a', 'https://com/a'],
    ['https://id.e.org/a', 'https://e.org/a'],
  ])('%s is not that of %s', (one, other) => {
    expect(urlKey(one)).not.toBe(urlKey(other))
  })
})
