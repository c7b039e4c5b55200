import { expect, test } from 'vitest'
import { markOf, refusalOf } from './article-check.ts'

const text = (words: string) =>
  Array.from({ length: 8 }, () => `${words} as was said on the day, and more besides.`).join(' ')
const claim = { title: 'Harbour of Jakarta opens again', summary: '', content: '' }

test('a text with the words of the title is the piece, however they are bent', () => {
  expect(refusalOf({ text: text('The harbour in Jakarta was opened') }, claim)).toBeUndefined()
  expect(
    refusalOf(
      { text: text('В порту открыли новую гавань для кораблей') },
      { ...claim, title: 'Новая гавань открыта в порту' },
    ),
  ).toBeUndefined()
  expect(refusalOf({ text: text('上海港口今天重新开放') }, { ...claim, title: '上海港口重新开放' })).toBeUndefined()
})

test('a text about something else is not', () => {
  expect(refusalOf({ text: text('Subscribe now to read everything we publish') }, claim)).toBe(
    'another text than the title and summary promise',
  )
  expect(refusalOf({ text: text('请订阅以继续阅读') }, { ...claim, title: '上海港口重新开放' })).toBeDefined()
})

test('the summary may speak for it where the title plays with words', () => {
  const play = { ...claim, title: 'Full steam ahead', summary: 'Ships may enter Jakarta harbour again' }
  expect(refusalOf({ text: text('Ships entered the harbour of Jakarta') }, play)).toBeUndefined()
})

test('a teaser shorter than what the source itself sends is refused', () => {
  const sent = text('The harbour in Jakarta was opened')
  expect(refusalOf({ text: sent.slice(0, 300) }, { ...claim, content: sent })).toBe('the source itself says more')
  expect(refusalOf({ text: 'Harbour of Jakarta' }, claim)).toBe('too little text')
})

test('a title that says nothing to compare is no reason to refuse', () => {
  expect(refusalOf({ text: text('The harbour') }, { title: 'Live', summary: '', content: '' })).toBeUndefined()
})

const title = 'Harbour of Whitsand opens again after two weeks of storm'
const summary = 'Ships may enter the harbour of Whitsand from Monday, the port authority said.'

test.each([
  [
    'en',
    `Continue reading “${title}”\nTo continue reading this article, subscribe today. Get unlimited access to all our stories on all your devices. Only $1 for the first month, cancel any time.\nAlready a subscriber? Log in.`,
  ],
  [
    'en',
    `We and our 842 partners store and/or access information on a device, such as cookies, and process personal data, such as unique identifiers sent by a device for personalised ads and content. ${title}. With your permission we may use precise geolocation data. You may click to consent to our processing.`,
  ],
  [
    'en',
    `Checking your browser before accessing the site. This process is automatic. Your browser will redirect to your requested content shortly. Please allow up to 5 seconds. Please enable JavaScript and cookies to continue. Ray ID: 81a2b3c4d5. Requested: ${title}`,
  ],
  [
    'en',
    `${summary} The last storm had closed it, and fishermen waited for days.\nThis story is for subscribers only. Subscribe now from $2 a week.\nThe best of our journalism, on every device, with puzzles, podcasts and newsletters from our editors.`,
  ],
  [
    'de',
    `${title}\nDieser Artikel ist nur für Abonnenten. Jetzt weiterlesen mit dem Digitalabo: Alle Artikel auf unserer Seite lesen und die App nutzen. 4 Wochen für nur 1 Euro testen, danach 9,90 Euro im Monat, jederzeit kündbar.`,
  ],
  [
    'id',
    `${title}\nArtikel ini khusus untuk pelanggan. Silakan berlangganan untuk melanjutkan membaca. Dapatkan akses tanpa batas ke semua konten premium mulai Rp 25.000 per bulan, tanpa iklan, di semua perangkat Anda. Sudah berlangganan? Masuk di sini.`,
  ],
  [
    'ja',
    `${title}\nこの記事は有料会員限定です。続きを読むには会員登録が必要です。初月無料で、すべての記事を読み放題でお楽しみいただけます。すでに会員の方はログインしてください。ご不明な点はお問い合わせ窓口までご連絡ください。`,
  ],
])('a wall is none, though it repeats the title: %s %#', (language, wall) => {
  for (const said of [summary, '', title])
    expect(refusalOf({ text: wall, languages: [language, 'en'] }, { title, summary: said, content: '' })).toBeDefined()
})

test('an article is one, though it is about subscriptions or ends with a word to its reader', () => {
  const about = `Streamline raises its prices. The streaming service will ask 18 dollars per month from March. "You can cancel any time", a speaker said. ${'Competitors had raised the prices of their streaming services before, and analysts expected as much from Streamline. '.repeat(4)}`
  expect(refusalOf({ text: about }, { ...claim, title: 'Streaming service Streamline raises prices' })).toBeUndefined()
  const ended = `${'Ships entered the harbour of Whitsand on Monday morning, as the port authority had said. The wind had turned in the night, and the crews were ready. '.repeat(3)}\nSubscribe to our newsletter here.\nRead more about ferries.`
  expect(refusalOf({ text: ended }, { title, summary, content: '' })).toBeUndefined()
  // Function words alone are no overlap.
  expect(
    refusalOf(
      { text: text('What they have said about this will have been with them from then on') },
      { ...claim, title: 'What will this have said about them then' },
    ),
  ).toBeUndefined()
  expect(
    refusalOf(
      { text: text('What they have said about this will have been with them from then on') },
      { ...claim, title: 'What Fernbrook will have said about its lighthouse' },
    ),
  ).toBe('another text than the title and summary promise')
})

test('a title that is only repeated is no proof where the summary promises something else', () => {
  const empty = `${title}\n${'Our readers know where to look for whatever they like best of all things. '.repeat(4)}`
  const promised = 'Fishermen cheered while the authority lifted every restriction on trawlers and cutters.'
  expect(refusalOf({ text: empty }, { title, summary: promised, content: '' })).toBeDefined()
  expect(refusalOf({ text: empty }, { title, summary: '', content: '' })).toBeUndefined()
})

test('a text that differs from those of two other entries by the title and the day only is a wall', () => {
  const wallFor = (name: string, day: number) =>
    `${name}\nOn 9.${day}.2026 you came here.\n${'Our readers know where to look for whatever they like best of all things. '.repeat(4)}`
  const others = [markOf(wallFor('Bridge closes', 1), 'Bridge closes'), markOf(wallFor('Mayor goes', 2), 'Mayor goes')]
  expect(others[0]).toBe(others[1])
  const wall = { text: wallFor(title, 3), others }
  expect(refusalOf(wall, { title, summary: '', content: '' })).toBe('the same text as on the pages of other entries')
  expect(refusalOf({ ...wall, others: others.slice(1) }, { title, summary: '', content: '' })).toBeUndefined()
  // A bulletin that is written by a template says in other sentences too what its title is about.
  const bulletin = { text: `${wall.text} The harbour of Whitsand opens after a storm.`, others: [] }
  const same = [markOf(bulletin.text, title), markOf(bulletin.text, title)]
  expect(refusalOf({ ...bulletin, others: same }, { title, summary: '', content: '' })).toBeUndefined()
})

test('a short text of a page that is not free is its beginning, a long one all of it', () => {
  const short = text('The harbour of Whitsand was opened')
  expect(refusalOf({ text: short, mayBeCut: true }, { title, summary, content: '' })).toBeDefined()
  expect(refusalOf({ text: short.repeat(4), mayBeCut: true }, { title, summary, content: '' })).toBeUndefined()
})
