import { expect, test } from 'vitest'
import { fingerprintOf } from './fingerprint.ts'

test('composed and decomposed letters are one text', () => {
  const of = (title: string, text: string) => fingerprintOf(title, text, 'news.example/1', [])
  expect(of('Café', 'Việt Nam')).toBe(of('Cafe\u0301', 'Vie\u0323\u0302t Nam'))
  expect(of('Ω', '가')).toBe(of('\u2126', '\u1100\u1161'))
  expect(of('Café', 'a')).not.toBe(of('Cafe', 'a'))
})

test('what needs no composing is what NFC leaves as it is', () => {
  const all = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code))
  const pairs = all.flatMap((first) => all.map((second) => first + second)).join('')
  expect(pairs.normalize('NFC') === pairs).toBe(true)
})
