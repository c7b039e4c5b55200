import { expect, test } from 'vitest'
import { parseArticle } from './page.ts'

const prose =
  '<p>The old lighthouse will be restored by the end of this year, the city said on Tuesday, at a cost of three million pounds.</p><p>It was built more than a hundred years ago, and people who live nearby were glad of the news, though some fear the noise.</p>'

type Page = { readonly head?: string; readonly below?: string }

/** Who wrote an article with this under its heading, in this language. */
async function authorsOf(language: string, under: string, { head = '', below = '' }: Page = {}) {
  const title = 'Lighthouse to be restored before the winter'
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title} - Harbour Star</title><meta property="og:site_name" content="Harbour Star">${head}</head><body><header><a href="/">Harbour Star</a><nav><a href="/world">World</a></nav></header><main><article><h1>${title}</h1>${under}<div class="text">${prose}</div>${below}</article></main></body></html>`
  const { item } = await parseArticle(new TextEncoder().encode(html), { url: 'https://gazette.example/2/lighthouse' })
  return { authors: item.authors.map(({ name }) => name), credit: item.dateline?.credit }
}

test.each([
  ['en', '<p>Words by Ada Finch. Pictures: Peter Lund</p>', ['Ada Finch']],
  ['en', '<p>Words: Ada Finch / Photographs: Peter Lund</p>', ['Ada Finch']],
  ['en', '<p>Ada Finch<br>Chief Reporter</p>', ['Ada Finch']],
  ['en', '<p>Ada dela Cruz - Harbour Star</p><p>November 24, 2026 | 12:00am</p>', ['Ada dela Cruz']],
  ['en', '<p>November 24, 2026 by Ada Finch Leave a Comment</p>', ['Ada Finch']],
  ['en', '<ul><li>Ada Finch</li><li>24 November 2026</li><li>14:20</li></ul>', ['Ada Finch']],
  ['sv', '<div>Anna Berg</div><div>anna.berg@star.example</div>', ['Anna Berg']],
  ['da', '<div>Mette Holm, journalist</div>', ['Mette Holm']],
  ['fi', '<p>Teksti Matti Laine, kuvat Liisa Aho</p>', ['Matti Laine']],
  ['es', '<div>María Gómez y Juan Ruiz</div><div>24 nov 2026</div>', ['María Gómez', 'Juan Ruiz']],
  ['es', '<p>EFE | Madrid</p><p>24/11/2026 a las 08:15h.</p>', ['EFE']],
  ['pt', '<div>Ana Prado</div><div>Da Redação</div><div>24/11/2026 08h15</div>', ['Ana Prado']],
  ['fr', '<p>Par La rédaction</p>', ['La rédaction']],
  ['it', '<p>Articolo a cura di Luca Ferri</p>', ['Luca Ferri']],
  ['it', '<p>Da Luca Ferri</p>', ['Luca Ferri']],
  ['gl', '<div>Por <b>Uxía Lago</b>. Muros. 24/11/2026 ás 20:10</div>', ['Uxía Lago']],
  ['cy', '<p>Gan Elin Morris, 25 Tachwedd 2026</p>', ['Elin Morris']],
  ['ga', '<p>Le Máire Ní Bhriain — 25 Samhain 2026</p>', ['Máire Ní Bhriain']],
  ['uz', '<p>Muallif: Dilnoza Karimova. 2026-yil 25-noyabr, 12:30</p>', ['Dilnoza Karimova']],
  ['so', '<p>W/Q: Cabdi Warsame | 25 Nofeembar 2026</p>', ['Cabdi Warsame']],
  ['mn', '<p>Б.Номин · 2026 оны 11 сарын 25 · 09:30</p>', ['Б.Номин']],
  ['sk', '<div>25. 11. 2026, 16:30 (aktualizované: 26. 11. 2026, 8:00), Jana Hôrková, TASR</div>', ['Jana Hôrková']],
  ['th', '<small>วันที่ 25 พ.ย. 69 เวลา 14:20 น. โดย สมชาย ใจดี</small>', ['สมชาย ใจดี']],
  ['ko', '<div>김하늘 기자 / 등록일 : 2026-11-25 오후 4:30:12 / 조회수 : 2,026</div>', ['김하늘']],
  ['lt', '<p>Jonas Petraitis, Harbour Star</p>', ['Jonas Petraitis']],
  ['sr', '<p>Аутор: Марко Јовић</p>', ['Марко Јовић']],
  ['id', '<div>Penulis: <a>Siti Rahma</a> | Editor: <a>Budi Santoso</a></div>', ['Siti Rahma']],
  ['zh', '<div>文 | 张伟 编辑 | 王芳</div>', ['张伟']],
  ['zh', '<div>文/图 张伟 李娜</div>', ['张伟', '李娜']],
  ['zh-TW', '<div>記者 陳小明 / 台北報導</div>', ['陳小明']],
  ['ja', '<div>2026年11月24日 8時15分</div><div>田中一郎</div>', ['田中一郎']],
  ['ja', '<div>【社会部・山田太郎】</div>', ['山田太郎']],
  ['ko', '<div>홍길동·김영희 기자</div>', ['홍길동', '김영희']],
  ['ar', '<div>القاهرة - أحمد حسن</div><div>24 نوفمبر 2026</div>', ['أحمد حسن']],
  ['ar', '<div>حاورتها: ليلى منصور - القاهرة</div>', ['ليلى منصور']],
  ['fa', '<div>رضا کریمی</div><div>۳ آذر ۱۴۰۵ - ۰۸:۱۵</div>', ['رضا کریمی']],
  ['hi', '<div>राजेश शर्मा, नई दिल्ली</div><div>24 नवंबर 2026</div>', ['राजेश शर्मा']],
  ['bn', '<div>নিজস্ব প্রতিবেদক</div><div>প্রকাশ: ২৪ নভেম্বর ২০২৬, ০৮:১৫</div>', ['নিজস্ব প্রতিবেদক']],
])('in %s, %s is a byline', async (language, under, authors) => {
  expect((await authorsOf(language, under)).authors).toEqual(authors)
})

test.each([
  ['en', '<div>New York</div><div>24 November 2026 08:15</div>'],
  ['en', '<p>Story Highlights</p><p>24 November 2026</p>'],
  ['ar', '<div>كرة القدم</div><div>24 نوفمبر 2026</div>'],
  ['hi', '<div>उत्तर प्रदेश समाचार</div><div>24 नवंबर 2026</div>'],
  ['he', '<div>חדשות בארץ</div><div>24.11.26, 08:15</div>'],
  ['ja', '<div>会員限定</div><div>2026年11月24日 8:15</div>'],
])('in %s, %s names nobody', async (language, under) => {
  expect((await authorsOf(language, under)).authors).toEqual([])
})

test('names under the heading that lead to pages of one folder are authors, and an agency beside them is credited', async () => {
  const links = '<a href="/redakce/novak">Jan Novák</a>, <a href="/redakce/kucera">Eva Kučerová</a>, ČTK'
  expect(await authorsOf('cs', `<div>${links}</div>`)).toEqual({
    authors: ['Jan Novák', 'Eva Kučerová'],
    credit: 'ČTK',
  })
})

test('of a byline with an agency in brackets the person is the author, and the agency credited', async () => {
  expect(await authorsOf('fr', '<p>Par Claire Dupuis (avec AFP)</p>')).toEqual({
    authors: ['Claire Dupuis'],
    credit: 'AFP',
  })
})

test('people under the heading of whom the text tells are topics', async () => {
  const topics = '<div><a href="/topics/ada-finch">Ada Finch</a></div>'
  expect((await authorsOf('en', topics, { below: '<p>Ada Finch was there.</p>' })).authors).toEqual([])
})

test.each([
  '<p style="text-align:right"><strong>Nguyễn Văn An</strong></p>',
  '<p><em>Nguyễn Văn An is a freelance journalist based in Whitsand.</em></p>',
  '<div class="author-bio"><h3>About the author</h3><p><b>Nguyễn Văn An</b> is a reporter who covers the coast and keeps bees, and has lived in Whitsand for years.</p></div>',
])('who signs or is told of below the text is its author: %s', async (below) => {
  expect((await authorsOf('en', '', { below })).authors).toEqual(['Nguyễn Văn An'])
})

test('a name for a machine gives way to the one in print', async () => {
  const head = '<meta name="author" content="afinch">'
  expect((await authorsOf('en', '<p>By Ada Finch</p>', { head })).authors).toEqual(['Ada Finch'])
  expect((await authorsOf('en', '', { head })).authors).toEqual(['afinch'])
})

test('authors in lists within lists are all named', async () => {
  const graph = { '@type': 'NewsArticle', headline: 'Lighthouse', author: [['Joe Ash'], { name: ['Mary Elm'] }] }
  const head = `<script type="application/ld+json">${JSON.stringify(graph)}</script>`
  expect((await authorsOf('en', '', { head })).authors).toEqual(['Joe Ash', 'Mary Elm'])
})

test('the author of a teaser within the article’s own microdata is another piece’s', async () => {
  const scope = (inside: string) =>
    `<div itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="author">${inside}</span></div>`
  const teaser = scope('Piet Bos')
  const below = `<div itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="author">Sanne de Wit</span><div itemprop="articleBody">${prose}${teaser}</div></div>`
  expect((await authorsOf('nl', '', { below })).authors).toEqual(['Sanne de Wit'])
})

/** A page as it is, with what is found of it. */
async function pageOf(html: string) {
  const { item } = await parseArticle(new TextEncoder().encode(html), { url: 'https://gazette.example/2/lighthouse' })
  return { title: item.title?.value, published: item.published, language: item.language }
}

test('a title without a heading is the line that says it, where the site’s name stands on the page too', async () => {
  const html = `<meta charset="utf-8"><title>長洲渡輪加班 - 離島日報</title><body><div id="hd">離島日報</div><div class="t">長洲渡輪加班</div><div>2026/11/24 18:30</div>${prose}`
  expect((await pageOf(html)).title).toBe('長洲渡輪加班')
})

test('a page that does not say its language is read in the one whose script it is in', async () => {
  const html =
    '<meta charset="utf-8"><title>เทศบาลซ่อมประภาคารเก่าท่าเรือ</title><h1>เทศบาลซ่อมประภาคารเก่าท่าเรือ</h1><div>25 พ.ย. 69 เวลา 14:20 น.</div><p>เทศบาลประกาศเมื่อวานนี้ว่าประภาคารเก่าในเขตท่าเรือจะได้รับการบูรณะให้แล้วเสร็จภายในสิ้นปีนี้</p>'
  expect(await pageOf(html)).toMatchObject({ published: '25 พ.ย. 69 เวลา 14:20', language: 'th' })
})

test.each([
  ['25 November 2026, 4.30pm', '25 November 2026, 4.30pm'],
  ['2 February 2019, 4.30pm', '2019-02-01T00:00:00Z'],
])('the date of a page gives way to what a reader sees days away from it: %s', async (seen, expected) => {
  const graph = { '@type': 'WebPage', datePublished: '2019-02-01T00:00:00Z', name: 'Bell returns to Wenhaston' }
  const html = `<html lang="en"><title>Bell returns to Wenhaston</title><script type="application/ld+json">${JSON.stringify(graph)}</script><article><h1>Bell returns to Wenhaston</h1><p>${seen}</p>${prose}</article>`
  expect((await pageOf(html)).published).toBe(expected)
})
