import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ParseError } from '../errors.ts'
import type { FeedItem } from '../model/feed.ts'
import { parseDate } from '../text/date.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { type Article, parseArticle, parseListing, proposeListing } from './page.ts'

const url = 'https://portal.example/berita/123'
const bytesOf = (text: string) => new TextEncoder().encode(text)
const fixture = (name: string) => readFile(new URL(`../../tests/fixtures/pages/${name}`, import.meta.url))
const article = (html: string, more: Partial<Parameters<typeof parseArticle>[1]> = {}): Promise<Article> =>
  parseArticle(bytesOf(html), { url, ...more })
const textOf = (item: FeedItem) => htmlToText(item.content?.value ?? '').trim()

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  )
  return error instanceof ParseError ? error.code : String(error)
}

const prose =
  'The harbour office said on Monday that the ferry would return to its old timetable as soon as the wind allowed it, and that tickets bought for the cancelled sailings remain valid for a month.'
/** A page with a body worth reading, and `head` and `around` as given. */
const page = (head: string, around = '<h1>Ferry returns to its old timetable</h1>') =>
  `<!doctype html><html lang="en"><head>${head}</head><body><main>${around}<p>${prose}</p><p>${prose.replace('Monday', 'Tuesday')}</p><p>${prose.replace('Monday', 'Wednesday')}</p></main></body></html>`

describe('the article of a portal', () => {
  const read = async () => parseArticle(await fixture('portal-article.html'), { url, timezone: 'Asia/Jakarta' })

  test('has its title without the name of the site, its section and its author', async () => {
    const { item } = await read()
    expect(item.title).toEqual({
      kind: 'text',
      value: 'Perundingan Batas Laut Velmar dan Sandoria Capai Kemajuan Penting',
    })
    expect(item.categories).toEqual([{ term: 'International' }])
    expect(item.authors).toEqual([{ name: 'Laras Widyastuti' }])
  })

  test('is dated by the line at its heading, in the zone written there', async () => {
    const { item, found } = await read()
    expect(item.published).toBe('Senin, 9 Maret 2026 8:5:7 WITA')
    expect(parseDate(item.published ?? '')).toMatchObject({ at: Date.UTC(2026, 2, 9, 0, 5, 7), offsetMinutes: 480 })
    expect(found['date']).toBe('text')
    expect(item.dateFrom).toBe('text')
  })

  test('has its paragraphs and nothing of banner, comments or other news', async () => {
    const { item } = await read()
    const paragraphs = textOf(item).split(/\n+/)
    expect(paragraphs).toHaveLength(4)
    expect(paragraphs[0]).toMatch(/^Port Amery, Radio Suara Selat - Velmar dan Sandoria/)
    expect(item.content?.value).not.toMatch(/banner|Komentar|Berita Lainnya|Forum Pangan|<img|Laras/)
  })

  test('names place, agency and the agency its text credits, and leaves the text as written', async () => {
    const { item } = await read()
    expect(item.dateline).toEqual({
      place: 'Port Amery',
      agency: 'Radio Suara Selat',
      credit: 'Tanara Media Group (TMG)',
    })
    expect(textOf(item)).toContain('Port Amery, Radio Suara Selat - ')
  })

  test('lists the other news with dates of their own', async () => {
    const { item } = await read()
    expect(item.related).toEqual([
      {
        title: 'Forum Pangan Kawasan Dibuka di Velmar City',
        url: 'https://portal.example/berita/1',
        date: 'Selasa, 18 Oktober 2022 23:8:41 WIB',
      },
      {
        title: 'Satelit Pemantau Badai Mulai Mengorbit',
        url: 'https://portal.example/berita/2',
        date: "Jum'at, 7 Agt 2020 6:0:9 WIT",
      },
    ])
  })
})

test('other news in the text and below it are listed with the dates that stand beside them', async () => {
  const { item } = await article(
    page(
      '',
      `<h1>The ferry returns</h1><p>${'The ferry returned on Tuesday after two days of storm. '.repeat(5)}</p>
<div class="x">Baca: <a href="/a">Gunung di pulau itu meletus lagi</a> - Rabu, 25 November 2026</div>
<p>À lire aussi : <a href="/b">Le four à pain du village rallumé</a> (12 novembre 2026)</p>
<ul class="y"><li>20. listopadu 2026 <a href="/c">Vydry se vrátily do Litavky</a></li>
<li>18. listopadu 2026 <a href="/d">Čápi letos odletěli dřív</a></li></ul>
<ul><li><a href="/e">Nobody knows when this one was written</a></li><li><a href="/f">Nor that one, which has no date</a></li></ul>`,
    ),
  )
  expect(item.related?.map(({ url, date }) => [new URL(url).pathname, date])).toEqual([
    ['/a', 'Rabu, 25 November 2026'],
    ['/b', '(12 novembre 2026)'],
    ['/c', '20. listopadu 2026'],
    ['/d', '18. listopadu 2026'],
  ])
  expect(item.published).toBeUndefined()
})

describe('what a page says of its article', () => {
  test('JSON-LD is believed first, though it be broken by raw line breaks, stray commas and unescaped quotes', async () => {
    const { item, found } = await article(
      page(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
        "headline":"The "old" timetable returns",
        "datePublished":"2026-03-09T08:00:00+01:00","author":[{"@type":"Person","name":"Ada Finch"},{"@type":"Person","name":"Peter Lund",}],
        "description":"line one
line two",}</script><meta property="article:published_time" content="2020-01-01T00:00:00Z">`),
    )
    expect(item.published).toBe('2026-03-09T08:00:00+01:00')
    expect(item.authors).toEqual([{ name: 'Ada Finch' }, { name: 'Peter Lund' }])
    expect(found).toMatchObject({ date: 'jsonld', author: 'jsonld' })
    expect(item.dateFrom).toBe('jsonld')
  })

  test('authors that a graph names by reference are found', async () => {
    const { item } = await article(
      page(
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"x y z","author":{"@id":"#ada"},"datePublished":"2026-03-09"},{"@type":"Person","@id":"#ada","name":"Ada Finch","url":"https://portal.example/ada"}]}</script>',
      ),
    )
    expect(item.authors).toEqual([{ name: 'Ada Finch', url: 'https://portal.example/ada' }])
  })

  test('a day gives way to a later claim that knows the time of the same day', async () => {
    const { item } = await article(
      page(
        '<script type="application/ld+json">{"@type":"Article","headline":"x","datePublished":"2026-03-09"}</script><meta property="article:published_time" content="2026-03-09T08:30:00Z">',
      ),
    )
    expect(item.published).toBe('2026-03-09T08:30:00Z')
  })

  test.each([
    [
      'opengraph',
      '<meta property="article:published_time" content="2026-03-09T08:30:00Z">',
      '<h1>Ferry returns to its old timetable</h1>',
    ],
    ['meta', '<meta name="pubdate" content="2026-03-09T08:30:00Z">', '<h1>Ferry returns to its old timetable</h1>'],
    [
      'microdata',
      '',
      '<h1>Ferry returns to its old timetable</h1><span itemprop="datePublished" content="2026-03-09T08:30:00Z">today</span>',
    ],
    [
      'time',
      '',
      '<h1>Ferry returns to its old timetable</h1><time datetime="2026-03-09T08:30:00Z">this morning</time>',
    ],
    ['text', '', '<h1>Ferry returns to its old timetable</h1><p class="meta">9 March 2026, 08:30 UTC</p>'],
  ])('the date is found by %s', async (way, head, around) => {
    const { item, found } = await article(page(head, around))
    expect(found['date']).toBe(way)
    expect(parseDate(item.published ?? '')?.at).toBe(Date.UTC(2026, 2, 9, 8, 30))
  })

  test('a date in the prose is not the date of the article', async () => {
    const { item } = await article(page('').replaceAll('on Monday', 'on 4 May 2019'))
    expect(item.published).toBeUndefined()
  })

  test.each([
    [
      'Ferry returns to its old timetable | Harbour Gazette',
      '<meta property="og:site_name" content="Harbour Gazette">',
    ],
    ['Ferry returns to its old timetable - Portal', ''],
    ['Harbour Gazette: Ferry returns to its old timetable', '<meta property="og:site_name" content="Harbour Gazette">'],
    ['Ferry returns to its old timetable » World » The Harbour Gazette', ''],
  ])('the title %s loses the name of the site', async (title, more) => {
    const { item } = await article(page(`<title>${title}</title>${more}`))
    expect(item.title?.value).toBe('Ferry returns to its old timetable')
  })

  test('a dash inside a title stays', async () => {
    const heading = 'Velmar - Sandoria: the night train returns'
    const { item } = await article(page(`<title>${heading} | Harbour Gazette</title>`, `<h1>${heading}</h1>`))
    expect(item.title?.value).toBe(heading)
  })

  test('bylines lose the word for "by" and fall apart into names', async () => {
    const { item } = await article(
      page('', '<h1>Ferry returns to its old timetable</h1><div class="byline">By Ada Finch and Peter Lund</div>'),
    )
    expect(item.authors).toEqual([{ name: 'Ada Finch' }, { name: 'Peter Lund' }])
  })

  test('a byline loses the paper that its markup tells apart', async () => {
    const { item } = await article(
      page(
        '',
        '<h1>Ferry returns to its old timetable</h1><div class="byline-section"><div><span class="author">Ada Finch and Peter Lund</span> <span class="publication">Harbour Argus Leader</span></div><div class="publish-date">Published 10:02 AM EST Mar 9, 2026</div></div>',
      ),
    )
    expect(item.authors).toEqual([{ name: 'Ada Finch' }, { name: 'Peter Lund' }])
    expect(parseDate(item.published ?? '')?.at).toBe(Date.UTC(2026, 2, 9, 15, 2))
    expect(textOf(item)).not.toMatch(/Argus|Published/)
  })

  test.each([
    [
      'Ferry returns to its old timetable after two storms',
      'The ferry returns to its old timetable after the two storms.',
    ],
    ['पुरानी नाव दो तूफानों के बाद घाट पर लौटी', 'वह पुरानी नाव दो तूफानों के बाद घाट पर लौटी है।'],
  ])(
    'a first sentence with the words of the title is text, the title itself and a second headline are not: %s',
    async (title, lead) => {
      const of = async (line: string) =>
        textOf(
          (await article(page('', `<h1>${title}</h1><div class="by">9 March 2026 08:30</div><p>${line}</p>`))).item,
        )
      expect(await of(lead)).toContain(lead)
      expect(await of(lead.replace(/[.।]$/u, ''))).not.toContain(lead.slice(0, 12))
      expect(await of(`${title}.`)).not.toContain(title)
    },
  )

  test('selectors of the operator come before everything', async () => {
    const html = `<html lang="en"><head><meta property="article:published_time" content="2020-01-01T00:00:00Z"><meta name="author" content="Wrong"></head><body>
      <h1>Ferry returns to its old timetable</h1><i class="who">Ada Finch</i><b class="when">9 March 2026 08:30</b>
      <div class="isi">Short text.<div class="iklan">Buy now</div></div><p>${prose}</p></body></html>`
    const { item, found } = await article(html, {
      selectors: { body: '.isi', author: '.who', date: '.when', drop: ['.iklan'] },
    })
    expect(textOf(item)).toBe('Short text.')
    expect(item.authors).toEqual([{ name: 'Ada Finch' }])
    expect(item.published).toBe('9 March 2026 08:30')
    expect(found).toMatchObject({ body: 'selector', author: 'selector', date: 'selector' })
  })

  test('a body selector that matches nothing gives way to the next', async () => {
    const { item, found } = await article(page(''), { selectors: { body: '.gone' } })
    expect(found['body']).toBe('readability')
    expect(textOf(item)).toContain('harbour office')
  })

  test('links inside the text to other articles go', async () => {
    const { item } = await article(
      page('', '<h1>Ferry returns to its old timetable</h1>').replace(
        '</p><p>',
        '</p><p>Baca juga: <a href="/x">Penumpang feri menunggu di pelabuhan sejak pagi</a></p><p>',
      ),
    )
    expect(textOf(item)).not.toContain('Baca juga')
    expect(item.related).toEqual([
      { title: 'Penumpang feri menunggu di pelabuhan sejak pagi', url: 'https://portal.example/x' },
    ])
  })

  test('the canonical address is the entry’s, unless it is the front page', async () => {
    expect((await article(page('<link rel="canonical" href="/berita/123-ferry">'))).item.url).toBe(
      'https://portal.example/berita/123-ferry',
    )
    expect((await article(page('<link rel="canonical" href="https://portal.example/">'))).item.url).toBe(url)
  })

  test('a canonical address in the body, or one that another contradicts, is none', async () => {
    const canonical = (path: string) => `<link rel="canonical" href="${path}">`
    expect((await article(page('', `${canonical('/berita/9')}<h1>Ferry returns</h1>`))).item.url).toBe(url)
    expect((await article(page('', '<meta property="og:url" content="/berita/9"><h1>Ferry</h1>'))).item.url).toBe(url)
    expect((await article(page(`${canonical('/berita/8')}${canonical('/berita/9')}`))).item.url).toBe(url)
    expect(
      (await article(page(`${canonical('/berita/9')}${canonical('https://portal.example/berita/9')}`))).item.url,
    ).toBe('https://portal.example/berita/9')
    expect((await article(page('<meta property="og:url" content="/berita/9">'))).item.url).toBe(
      'https://portal.example/berita/9',
    )
  })

  test('a name of a language where its tag should be is no language', async () => {
    const named = (language: string) =>
      article(
        page(
          `<script type="application/ld+json">{"@type":"Article","headline":"x","inLanguage":"${language}"}</script>`,
          '<h1>Ferry returns to its old timetable</h1><p>x, 9 March 2026</p>',
        ),
      )
    expect((await named('English')).item.language).toBe('en')
    expect((await named('e')).item.language).toBe('en')
    expect((await named('id_ID')).item.language).toBe('id-ID')
  })

  test.each([
    ['County Times: TITLE', '', 'Ferry returns'],
    ['County Times: TITLE', 'County Times', '<h1>County Times: TITLE</h1>'],
    ['TITLE (County Times)', 'County Times', ''],
    ['TITLE, County Times', 'County Times', ''],
    ['【County Times】TITLE', 'County Times', ''],
    ['TITLE ► County Times', 'County Times', ''],
    ['Radio Selat: TITLE', '', '<h1>TITLE</h1>'],
    ['TITLE. Radio Selat', '', '<h1>TITLE</h1>'],
    ['TITLE from County Times', 'County Times', '<h1>TITLE</h1>'],
  ])('a name of the site goes from its title whatever mark parts it: %s, %s, %s', async (written, site, around) => {
    const title = 'Ferry returns to its old timetable'
    const whole = written.replace('TITLE', title)
    const head = `<title>${whole}</title><meta property="og:title" content="${whole}"><meta property="og:site_name" content="${site}">`
    const { item } = await article(page(head, around.replace('TITLE', title)), {
      url: 'https://www.county-times.example/a',
    })
    expect(item.title?.value).toBe(title)
  })

  test.each([
    ['Harbour: TITLE', 'Harbour'],
    ['Exclusive: TITLE', 'County Times'],
    ['TITLE, says mayor', 'County Times'],
  ])('what is part of it stays, were it the name of the site: %s, %s', async (written, site) => {
    const title = written.replace('TITLE', 'Ferry returns to its old timetable')
    const { item } = await article(page(`<title>${title}</title><meta property="og:site_name" content="${site}">`, ''))
    expect(item.title?.value).toBe(title)
  })

  test('the name of the site in a heading is not the title', async () => {
    const { item } = await article(
      page(
        '<title>Ferry returns to its old timetable | Kabar Selat</title>',
        '<h1>Kabar Selat</h1><h2>Ferry returns to its old timetable</h2>',
      ),
    )
    expect(item.title?.value).toBe('Ferry returns to its old timetable')
  })

  test.each([
    ['an h1 with the section', '<title>TITLE | Kabar Selat</title>', '<h1>Ekonomi dan Bisnis</h1><h2>TITLE</h2>'],
    ['a short one that the title has too', '<title>TITLE | Economy | Selat</title>', '<h1>Economy</h1><h3>TITLE</h3>'],
    [
      'an h1 with an appeal',
      '<title>TITLE - Selat</title>',
      '<h1>Get our newsletter</h1><b class="headline">TITLE</b>',
    ],
    ['one heading for each width', '<title>Ferry returns | Selat</title>', '<h1>TITLE</h1><h1 class="s">TITLE</h1>'],
    ['a subtitle in it', '<title>TITLE</title>', '<h1>TITLE<i class="subtitle">Wind dropped at noon</i></h1>'],
    [
      'capitals of the template',
      '<meta property="og:title" content="TITLE">',
      '<h1>FERRY RETURNS TO ITS OLD TIMETABLE</h1>',
    ],
    ['marks nobody sees', '<title>TITLE</title>', '<h1>&lrm;Ferry returns&NoBreak; to its old timetable&rlm;</h1>'],
    [
      'a cut claim and a whole one',
      '<meta property="og:title" content="Ferry returns to its…"><script type="application/ld+json">{"@type":"NewsArticle","headline":"TITLE"}</script>',
      '',
    ],
  ])('the headline is found beside %s', async (_, head, heading) => {
    const title = 'Ferry returns to its old timetable'
    const { item } = await article(page(head.replace('TITLE', title), heading.replaceAll('TITLE', title)))
    expect(item.title?.value).toBe(title)
  })

  test('a lower heading that only the list of others has stays theirs', async () => {
    const title = 'Council says yes to the bridge nobody wanted'
    const { item } = await article(
      page(
        '<title>Tamar bridge: what we know | Post</title>',
        `<h1>${title}</h1><h2>Bridge</h2><h2>What we know of it</h2>`,
      ),
    )
    expect(item.title?.value).toBe(title)
  })

  test.each(['', '<title>Portal</title><meta property="og:site_name" content="Portal">'])(
    'a heading is the title, however short, where nothing else is one: %s',
    async (head) => {
      const { item, found } = await article(`${head}<h1>t</h1><p>Little else.</p>`)
      expect(item.title?.value).toBe('t')
      expect(found['title']).toBe('heading')
      expect(textOf(item)).toBe('Little else.')
    },
  )

  test('the day in the address decides between claims that differ', async () => {
    const html = page(
      '<script type="application/ld+json">{"@type":"Article","headline":"x","datePublished":"2025-01-01T00:00:00Z"}</script><meta property="article:published_time" content="2026-03-09T08:30:00Z">',
    )
    const { item } = await article(html, { url: 'https://portal.example/2026/03/09/ferry' })
    expect(item.published).toBe('2026-03-09T08:30:00Z')
  })

  test('captions, rows of teasers and the biography at the end are not the text', async () => {
    const teaser = (n: number) =>
      `<div class="rail__item"><a href="/${n}"><img src="/${n}.jpg"></a><h3>Loud words ${n}</h3><p>Something else that happened ${n}</p></div>`
    const html = page(
      '<meta name="author" content="Ada Finch">',
      `<h1>Ferry returns to its old timetable</h1><figure><img src="/f.jpg"><span class="c">The ferry. Harbour Pictures</span></figure>`,
    ).replace(
      '</main>',
      `<div class="row">${[1, 2, 3, 4].map(teaser).join('')}</div><p>${prose}</p><p>Ada Finch is a reporter in Whitsand.</p></main>`,
    )
    const { item } = await article(html)
    expect(textOf(item)).not.toMatch(/Harbour Pictures|Loud words|is a reporter/)
    expect(item.content?.value).toContain('/f.jpg')
  })

  test('the text that the markup declares is taken where the page shows something else', async () => {
    const declared = Array.from(
      { length: 6 },
      (_, n) => `Paragraph ${n}: ${prose.replaceAll('harbour', `harbour ${n}`)}`,
    ).join('\n')
    const html = `<html lang="en"><head><script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Ferry returns', articleBody: declared })}</script></head><body><h1>Ferry returns</h1><p>Please subscribe to read this article, which costs little and supports our work in the islands.</p></body></html>`
    const { item, found } = await article(html)
    expect(found['body']).toBe('jsonld')
    expect(textOf(item).split(/\n+/)).toHaveLength(6)
  })

  test.each([
    ['', undefined],
    ['{"isAccessibleForFree": true}', undefined],
    ['{"isAccessibleForFree": false}', true],
    ['{"isAccessibleForFree": "False"}', true],
    ['{"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".gone"}}', true],
    ['{"hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".kept"}]}', undefined],
    ['{"hasPart": [{"@type": "NewsArticle", "headline": "Other", "isAccessibleForFree": false}]}', undefined],
    ['{"isAccessibleForFree": false, "articleBody": "BODY"}', undefined],
  ])('what it says it keeps back is missed unless it is there: %s', async (said, mayBeCut) => {
    const html = page(
      said === ''
        ? ''
        : `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Ferry', ...JSON.parse(said.replace('BODY', [prose, prose.replace('Monday', 'Tuesday'), prose.replace('Monday', 'Wednesday')].join('\\n'))) })}</script>`,
    ).replaceAll('<p>', '<p class="kept">')
    expect((await article(html)).mayBeCut).toBe(mayBeCut)
    const micro = page('', '<meta itemprop="isAccessibleForFree" content="false"><h1>Ferry returns</h1>')
    expect((await article(micro)).mayBeCut).toBe(true)
    expect((await article(page('<meta property="article:content_tier" content="locked">'))).mayBeCut).toBe(true)
  })

  test('relative links keep the base of the page', async () => {
    expect((await article(page('<base href="https://cdn.example/x/">'))).item.content?.base).toBe(
      'https://cdn.example/x/',
    )
  })
})

describe('what is no page', () => {
  test.each([
    ['empty', ''],
    ['empty', ' \n\t'],
    ['not-a-page', '{"a": 1}'],
    ['not-a-page', '%PDF-1.7 x'],
    ['not-a-page', '<?xml version="1.0"?><rss version="2.0"><channel/></rss>'],
    ['not-a-page', 'Just some words without any markup'],
    [
      'challenge',
      '<html><head><title>Just a moment...</title></head><body><h2>Checking your browser</h2><script>window._cf_chl_opt={}</script></body></html>',
    ],
    [
      'sign-in',
      '<html><head><title>Log in - Harbour Gazette</title></head><body><form><input name="u"><input type="password"></form></body></html>',
    ],
    ['too-deep', '<div>'.repeat(100_000)],
    ['empty', '<html><body><div id="root"></div><script src="/app.js"></script></body></html>'],
  ])('is named %s', async (code, html) => {
    expect(await codeOf(article(html))).toBe(code)
    expect(await codeOf(parseListing(bytesOf(html), { url, selectors: { item: 'li' } }))).toBe(code)
  })

  test.each(['<html><body><img src="/a.jpg"></body></html>', `${'<span>'.repeat(480)}${'<i>x</i>'.repeat(31_000)}`])(
    'a page that gives neither a title nor a text is named empty',
    async (html) => {
      expect(await codeOf(article(html))).toBe('empty')
    },
    120_000,
  )

  test('a picture that the operator selects is an article', async () => {
    const { item } = await article('<html><body><img src="/a.jpg"></body></html>', { selectors: { body: 'img' } })
    expect(item.content?.value).toContain('/a.jpg')
  })

  test('more bytes than any page has are refused unread', async () => {
    expect(await codeOf(article(`<p>${'x'.repeat(9_000_000)}`))).toBe('too-large')
  })

  test('an article with a sign-in form beside it is an article', async () => {
    const { item } = await article(
      page('', '<form><input type="password"></form><h1>Ferry returns to its old timetable</h1>'),
    )
    expect(textOf(item)).toContain('harbour office')
  })

  test('a page of 5 MB is read', async () => {
    const { item } = await article(
      page('', `<h1>Ferry returns to its old timetable</h1>${`<p>${prose}</p>`.repeat(25_000)}`),
    )
    expect(textOf(item).length).toBeGreaterThan(1_000_000)
  }, 240_000)

  test.each([
    ['comments that never end', '<!---->'.repeat(2000)],
    ['attributes', `<p ${Array.from({ length: 20_000 }, (_, n) => `a${n}=b`).join(' ')}>`],
    ['a class of a million names', `<div class="${'x '.repeat(1_000_000)}">${`<p>${prose}</p>`}</div>`],
    ['links in a block without headings', `<dl>${'<dd><a href="/n">A headline of the day</a></dd>'.repeat(3000)}</dl>`],
    ['a title of separators', `<title>${' - '.repeat(100_000)}</title>`],
    ['broken JSON-LD', `<script type="application/ld+json">{"a":1,${'/*'.repeat(100_000)}</script>`],
    ['nested JSON-LD', `<script type="application/ld+json">${'{"@type":"Article","author":'.repeat(20_000)}</script>`],
    ['an author of signs', `<meta name="author" content="${'a@'.repeat(100_000)}">`],
    ['capitals', `<p>${'A'.repeat(200_000)}</p>`],
    ['related lists', '<div><h3>Related</h3><a href="/a">A longer headline of the day</a></div>'.repeat(2000)],
    ['headings', '<h1>Same headline again</h1>'.repeat(10_000)],
    ['words at a great depth', `${'<span>'.repeat(480)}${'<i>x</i>'.repeat(15_000)}`],
    ['a drawing that is none', `<svg>${'<path d="M 1" a b c/>'.repeat(4500)}<p></svg>`],
  ])(
    'a page of %s is read in time',
    async (_, html) => {
      expect((await article(`<html lang="en"><body>${html}<p>${prose}</p></body></html>`)).encoding).toBeDefined()
    },
    120_000,
  )

  test('whatever it is, nothing but ParseError is thrown', async () => {
    const parts = fc.constantFrom(
      '<html>',
      '<body>',
      '<p>',
      '</p>',
      '<table>',
      '<td>',
      '<a href="',
      '">',
      '<h1>',
      '</h1>',
      '<script type="application/ld+json">',
      '{"@type":"Article","headline":',
      '"',
      '</script>',
      '<template>',
      '<svg>',
      '<noscript>',
      '<article>',
      '<time datetime="',
      'Senin, 1 Juli 2024',
      'text ',
      '<div class="related">',
      '<b>',
      '<select><option>',
      '<frameset>',
      '\u0000',
      '&#xD800;',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(parts, fc.string({ maxLength: 8 })), { maxLength: 40 }), async (pieces) => {
        for (const parse of [
          () => article(pieces.join('')),
          () => parseListing(bytesOf(pieces.join('')), { url, selectors: { item: 'a, p, div' } }),
        ]) {
          await parse().catch((error: unknown) => {
            if (!(error instanceof ParseError)) throw error
          })
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})

describe('a listing', () => {
  const read = async (selectors = { item: '.item' }) =>
    parseListing(await fixture('portal-listing.html'), {
      url: 'https://portal.example/kategori/international',
      selectors,
      timezone: 'Asia/Jakarta',
    })

  test('gives an entry for each element that leads somewhere, once, with the first date in it', async () => {
    const feed = await read()
    expect(feed.format).toBe('page')
    expect(feed.items.map((item) => [item.url, item.title?.value, item.published])).toEqual([
      [
        'https://portal.example/berita/11',
        'Perundingan Batas Laut Capai Kemajuan Penting',
        'Senin, 9 Maret 2026 8:5:7 WIB',
      ],
      [
        'https://portal.example/berita/12',
        'Forum Pangan Kawasan Bahas Cadangan Beras Bersama',
        'Minggu, 8 Maret 2026 23:59:1 WITA',
      ],
    ])
    expect(feed.items[0]?.image).toBe('https://portal.example/upload/11.jpg')
  })

  test('never takes entries from beside the list', async () => {
    const feed = await read()
    expect(JSON.stringify(feed.items)).not.toMatch(/berita\/99|jadwal/)
  })

  test('tells what it left out, how it was found and how full its fields are', async () => {
    const feed = await read()
    expect(feed.warnings).toEqual(['1 items without link or title'])
    expect(feed.found).toBe('selector')
    expect(feed.fill).toEqual({ date: 1, author: 0, summary: 0.5, image: 0.5 })
  })

  test('names the next page where it is told how to find it', async () => {
    const feed = await parseListing(await fixture('portal-listing.html'), {
      url: 'https://portal.example/kategori/international',
      selectors: { item: '.item', next: { link: 'a.next', pages: 3 } },
    })
    expect(feed.nextUrl).toBe('https://portal.example/kategori/international?page=2')
  })

  test('whose selector matches nothing says so, and makes no news of menus and most read', async () => {
    const html =
      '<html><body><ul class="menu"><li><a href="/a">The most read story of the whole week</a><li><a href="/b">Another story that was read by many</a><li><a href="/c">A third story that people liked a lot</a></ul></body></html>'
    const feed = await parseListing(bytesOf(html), { url, selectors: { item: '.card' } })
    expect(feed.items).toEqual([])
    expect(feed.warnings).toEqual(['nothing on the page matches .card', 'no list of entries on the page'])
  })

  test('without a selector is found by its repeated blocks, not by menus', async () => {
    const cards = Array.from(
      { length: 6 },
      (_, n) =>
        `<div class="card"><a href="/news/${n}"><h3>Headline number ${n} of the harbour town</h3></a><span>${n + 1} March 2026</span></div>`,
    )
    const menu = Array.from(
      { length: 12 },
      (_, n) => `<li class="entry"><a href="/menu/${n}">A menu entry with many words ${n}</a></li>`,
    )
    const html = `<html lang="en"><body><nav><ul>${menu.join('')}</ul></nav><section>${cards.join('')}</section></body></html>`
    const feed = await parseListing(bytesOf(html), { url, selectors: {} })
    expect(feed.items.map((item) => item.url)).toEqual(
      Array.from({ length: 6 }, (_, n) => `https://portal.example/news/${n}`),
    )
    expect(feed.found).toBe('repeated')
    const [best] = (await proposeListing(bytesOf(html), { url })).lists
    expect(best?.item).toBe('div.card')
    expect(best?.fill['date']).toBe(1)
  })

  test('without a selector is found by the ItemList it declares', async () => {
    const list = {
      '@type': 'ItemList',
      itemListElement: [1, 2, 3, 4].map((n) => ({
        '@type': 'ListItem',
        position: n,
        item: {
          '@type': 'NewsArticle',
          url: `/n/${n}`,
          headline: `Headline ${n} of the harbour town`,
          datePublished: `2026-03-0${n}T08:00:00Z`,
        },
      })),
    }
    const feed = await parseListing(
      bytesOf(`<html><body><p>x</p><script type="application/ld+json">${JSON.stringify(list)}</script></body></html>`),
      { url, selectors: {} },
    )
    expect(feed.found).toBe('jsonld')
    expect(feed.items[3]).toMatchObject({
      url: 'https://portal.example/n/4',
      published: '2026-03-04T08:00:00Z',
      dateFrom: 'jsonld',
    })
  })

  test('of ten thousand links is bounded', async () => {
    const html = `<html><body>${Array.from({ length: 10_000 }, (_, n) => `<div class="item"><a href="/n/${n}">Headline number ${n} of the harbour</a></div>`).join('')}</body></html>`
    const feed = await parseListing(bytesOf(html), { url, selectors: { item: '.item' } })
    expect(feed.items).toHaveLength(500)
    expect(feed.warnings).toContain('items over 500')
  })

  test('of thousands of links is no article: no text is made of it, and how to read it is said to who asks', async () => {
    const links = (count: number) =>
      Array.from(
        { length: count },
        (_, n) => `<li class="row"><a href="/n/${n}">Headline number ${n} of the harbour</a></li>`,
      ).join('')
    const directory = `<html><head><title>All of our news</title></head><body><ul>${links(2500)}</ul></body></html>`
    const { item, warnings } = await article(directory, { explain: true })
    expect(item).not.toHaveProperty('content')
    expect(warnings).toEqual(['no article: a list of 2500 links; item: li.row reads it, the first 500 entries'])
    expect((await article(directory)).warnings).toEqual(['no article: a list of 2500 links'])
    const beside = await article(page('', `<h1>Ferry returns to its old timetable</h1><ul>${links(2500)}</ul>`))
    expect(textOf(beside.item)).toContain('The harbour office said')
    expect(beside.warnings).toEqual([])
  })

  test('of links that are their own items takes each as one', async () => {
    const html =
      '<html lang="en"><body><a class="c" href="/1"><h2>First headline of the day</h2><p>Summary</p></a><a class="c" href="/2"><h2>Second headline of the day</h2></a></body></html>'
    const feed = await parseListing(bytesOf(html), { url, selectors: { item: 'a.c' } })
    expect(feed.items.map((item) => item.title?.value)).toEqual([
      'First headline of the day',
      'Second headline of the day',
    ])
  })
})
