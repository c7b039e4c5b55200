import { describe, expect, test } from 'vitest'
import { findNextPage } from './article-pages.ts'
import { joined } from './joined-article.ts'
import { loadPage } from './page-document.ts'

const next = (first: string, links: string, number = 1) =>
  findNextPage(loadPage(Buffer.from(`<!doctype html><p>Text</p>${links}`), { url: first }), { first, number }).nextUrl
const a = (href: string, text: string, rel = '') => `<a href="${href}"${rel && ` rel="${rel}"`}>${text}</a>`

describe('the next page of an article', () => {
  test.each([
    ['https://a.example/ferry', a('/ferry?page=2', '2'), 'https://a.example/ferry?page=2'],
    ['https://a.example/ferry', a('?page=2', 'Selanjutnya'), 'https://a.example/ferry?page=2'],
    [
      'https://a.example/ferry',
      a('?page=2', '2') + a('?page=all', 'Semua halaman'),
      'https://a.example/ferry?page=all',
    ],
    ['https://a.example/ferry?id=7', a('/ferry?id=7&p=2', '2'), 'https://a.example/ferry?id=7&p=2'],
    ['https://a.example/ferry/', a('/ferry/2/', '2'), 'https://a.example/ferry/2/'],
    ['https://a.example/ferry/', a('/ferry/page/2/', 'Next'), 'https://a.example/ferry/page/2/'],
    ['https://a.example/ferry.html', a('/ferry_2.html', '2'), 'https://a.example/ferry_2.html'],
    ['https://a.example/ferry.shtml', a('ferry-2.shtml', '下一页'), 'https://a.example/ferry-2.shtml'],
    ['https://a.example/ferry', a('/ferry,seite-2', 'Weiter'), 'https://a.example/ferry,seite-2'],
    ['https://a.example/ferry', '<link rel="next" href="/ferry?page=2">', 'https://a.example/ferry?page=2'],
  ])('of %s is found: %s', (first, links, wanted) => {
    expect(next(first, links)).toBe(wanted)
  })

  test.each([
    ['another article', 'https://a.example/news/1', a('/news/2', 'Next', 'next')],
    ['another article of the same name', 'https://a.example/ferry', a('/ferry-2', 'Next', 'next')],
    ['another site', 'https://a.example/ferry', a('https://b.example/ferry?page=2', '2')],
    ['the page after the next', 'https://a.example/ferry', a('?page=3', '3')],
    ['another id', 'https://a.example/view?id=7', a('/view?id=8&page=2', '2')],
    ['a year', 'https://a.example/ferry', a('/ferry/2026', '2026')],
    [
      'a headline',
      'https://a.example/ferry',
      a('/ferry?page=2', 'Everything else that you want to know about ferries'),
    ],
    ['a file', 'file:///tmp/ferry.html', a('/tmp/ferry_2.html', '2')],
  ])('is not %s', (_, first, links) => {
    expect(next(first, links)).toBeUndefined()
  })

  test('of the second page is the third, and of the last none', () => {
    const links = a('/ferry', '1') + a('?page=2', '2') + a('?page=3', '3')
    expect(next('https://a.example/ferry', links, 2)).toBe('https://a.example/ferry?page=3')
    expect(next('https://a.example/ferry', links, 3)).toBeUndefined()
  })
})

test('the page with all of an article may be a file beside it', () => {
  const links = a('2026_1_2.shtml', '2') + a('2026_1_all.shtml', '阅读全文')
  expect(next('https://a.example/c/2026_1.shtml', links)).toBe('https://a.example/c/2026_1_all.shtml')
  expect(next('https://a.example/ferry', a('/ferry_all', 'All ferries'))).toBeUndefined()
})

test('beside the page with all of an article its second one is known, whichever is named first', () => {
  const [all, two] = [a('?page=all', 'All'), a('?page=2', '2')]
  for (const links of [all + two, two + all]) {
    const page = loadPage(Buffer.from(`<!doctype html><p>Text</p>${links}`), { url: 'https://a.example/ferry' })
    expect(findNextPage(page, { first: 'https://a.example/ferry', number: 1 })).toEqual({
      nextUrl: 'https://a.example/ferry?page=all',
      secondUrl: 'https://a.example/ferry?page=2',
    })
  }
})

describe('pages joined', () => {
  const page = (value: string, nextUrl?: string) => ({ item: { content: { value } }, ...(nextUrl && { nextUrl }) })
  const [one, two] = [
    '<p>The first page of a piece on ferries and their crews.</p>',
    '<p>The second page of a piece on ferries and their crews.</p>',
  ]

  test('are one text, and lead where the last leads', () => {
    expect(joined(page(one, 'b'), page(two, 'c'))).toEqual(page(`${one}\n${two}`, 'c'))
    expect(joined(page(one, 'b'), page(two))).toEqual(page(`${one}\n${two}`))
  })

  test('are the page that has all of the text, where one has', () => {
    expect(joined(page(one, 'b'), page(one + two))).toEqual(page(one + two))
  })

  test('have the standfirst once that stands over each', () => {
    const lead = '<p class="lead">The ferries of Whitsand and the people who sail them.</p>'
    expect(joined(page(lead + one), page(`${lead}\n${two}`)).item.content.value.split('people who sail').length).toBe(2)
    expect(joined(page(lead + one), page(`${lead}\n${two}`)).item.content.value).toContain('The second page')
  })

  test('end with a page that says nothing new', () => {
    expect(joined(page(one, 'b'), page(one, 'c'))).toEqual(page(one))
  })
})
