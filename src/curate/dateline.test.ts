import { expect, test } from 'vitest'
import { withoutCredit, withoutDateline } from './dateline.ts'

test.each([
  ['(빈=연합뉴스) 홍길동 특파원 = ', '국제원자력기구는 이란이 사찰을 거부했다고 밝혔다.'],
  ['(서울=뉴스1) 김철수 기자 = ', '시는 예산안을 확정했다.'],
  ['[서울=뉴시스] 김철수 이영희 기자 = ', '시는 예산안을 확정했다.'],
  ['新华社北京11月27日电（记者张三）', '国务院总理会见了外宾。'],
  ['（中央社記者張三台北27日電）', '行政院通過預算。'],
  ['【ソウル共同】', '韓国政府は予算案を発表した。'],
  ['[東京 27日 ロイター] - ', '日銀は利上げを決めた。'],
  ['МОСКВА, 27 ноября. /ТАСС/. ', 'Суд отклонил иск.'],
  ['МОСКВА, 27 ноя - РИА Новости. ', 'Суд отклонил иск.'],
  ['الخرطوم (رويترز) - ', 'قالت وزارة الصحة إن الكوليرا تتفشى.'],
  ['ANKARA (AA) - ', 'Bakanlık yeni önlemleri açıkladı.'],
  ['JAKARTA, KOMPAS.com - ', 'Pemerintah menaikkan harga.'],
  ['BEIJING (Reuters) — ', 'Exports rose in May.'],
  ['TURKU, Finland, Nov. 20, 2026 /PRNewswire/ -- ', 'Kaarna opened a mill.'],
  ['TURKU, Finland--(BUSINESS WIRE)--', 'Kaarna opened a mill.'],
  ['TURKU, Finland, Nov. 20, 2026 (GLOBE NEWSWIRE) -- ', 'Kaarna opened a mill.'],
])('%s says where and through whom, not what', (dateline, text) => {
  expect(withoutDateline(`${dateline}${text}`)).toBe(text)
})

test.each([
  'The mayor (62) said on Monday that the bridge will open.',
  'A = B is an equation, the teacher said.',
  '新華社は27日、北京で会見があったと伝えた。',
  'قال الوزير إن الجسر (الجديد) سيفتح غدا.',
])('a text that begins by itself stays: %s', (text) => {
  expect(withoutDateline(text)).toBe(text)
})

test.each([
  ['Kaarna opened a mill.', ' (Photos: Anna Bell)'],
  ['県は予算案を発表した。', '（共同）'],
  ['Суд отклонил иск.', ' [ТАСС]'],
])('behind the last sentence brackets say who brought it: %s', (text, credit) => {
  expect(withoutCredit(`${text}${credit}`)).toBe(text)
})

test.each(['Ajax won in Breda (3-1)', 'The mill (built in 1911) burnt down.', 'Kaarna opened a mill.'])(
  'brackets in a sentence stay: %s',
  (text) => {
    expect(withoutCredit(text)).toBe(text)
  },
)
