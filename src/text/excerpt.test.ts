import { expect, test } from 'vitest'
import { excerpt } from './excerpt.ts'

test('a text that fits stays whole', () => {
  expect(excerpt('Pendek.', 7)).toBe('Pendek.')
})

test('an excerpt ends with the last sentence that fits', () => {
  expect(excerpt('Satu dua tiga. Empat lima enam. Tujuh delapan sembilan.', 40, 'id')).toBe(
    'Satu dua tiga. Empat lima enam.',
  )
})

test('a sentence that does not fit ends with a word and an ellipsis', () => {
  expect(excerpt('Satu dua tiga empat lima enam tujuh', 20, 'id')).toBe('Satu dua tiga empat…')
})

test('an abbreviation, an initial or an ordinal ends no sentence', () => {
  expect(excerpt('He met Mr. Smith of the J. P. Morgan bank in Geneva today', 12, 'en')).toBe('He met Mr.…')
  expect(excerpt('Er kommt am 3. Oktober zu uns nach Berlin zurück', 20, 'de')).toBe('Er kommt am 3.…')
})

test.each([
  ['zh', '这是第一句话。这是第二句话，它还没有结束', 12, '这是第一句话。'],
  ['ja', '今日は晴れです。明日は雨が降るかもしれないと', 12, '今日は晴れです。'],
  ['hi', 'यह पहला वाक्य है। यह दूसरा वाक्य बहुत लंबा है और', 22, 'यह पहला वाक्य है।'],
  ['ar', 'هل هذه جملة؟ وهذه جملة أخرى طويلة جدا لا تنتهي', 20, 'هل هذه جملة؟'],
  ['ur', 'یہ پہلا جملہ ہے۔ یہ دوسرا جملہ بہت لمبا ہے اور', 22, 'یہ پہلا جملہ ہے۔'],
])('sentences of %s end with its own marks', (language, text, maxChars, expected) => {
  expect(excerpt(text, maxChars, language)).toBe(expected)
})

test('a text without spaces is cut between words', () => {
  const cut = excerpt('สวัสดีครับนี่คือข้อความภาษาไทยที่ยาวมาก', 20, 'th')
  expect(cut).toBe('สวัสดีครับนี่คือ…')
})

test('a grapheme is never cut', () => {
  const family = '👨‍👩‍👧‍👦'
  expect(excerpt(family.repeat(4), family.length * 2 + 3)).toBe(`${family.repeat(2)}…`)
})

test('a nonsensical language tag does no harm', () => {
  expect(excerpt('Satu dua tiga empat', 10, 'not a tag')).toBe('Satu dua…')
})
