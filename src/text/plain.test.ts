import { expect, test } from 'vitest'
import { cleanText, collapseSpace, xmlLegal } from './plain.ts'

test('what XML cannot carry goes, all else stays', () => {
  expect(xmlLegal('a\u0000\u0008\u000B\uFFFE\uFFFFb\t\n\r😀 \u0085')).toBe('ab\t\n\r😀 \u0085')
})

test('a lone surrogate becomes a replacement character', () => {
  expect(xmlLegal('x\uD800y\uDC00')).toBe('x\uFFFDy\uFFFD')
})

test('white space of every kind is one space', () => {
  expect(cleanText('  Satu\u00A0\u00A0dua \n\ttiga\u2003\uFEFF ')).toBe('Satu dua tiga')
})

test('controls that turn the reading order around go, the marks of right-to-left languages stay', () => {
  expect(cleanText('a\u202Eb\u2066c\u2069')).toBe('abc')
  expect(cleanText('שלום\u200F!')).toBe('שלום\u200F!')
})

test('white space is found wherever it stands, every kind of it', () => {
  const codes = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code))
  const others = codes.filter((one) =>
    [`a${one}b`, `a ${one}b`, `a${one} b`].some((text) => collapseSpace(text) !== text.replace(/[\s\x85]+/g, ' ')),
  )
  expect(others).toEqual([])
})

test('a text that is cleaned has no white space but single spaces, whichever kind it had', () => {
  const codes = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code))
  const others = codes.filter((one) => /[^\S ]|\x85|^ | $| {2}/.test(cleanText(`a${one}b`)))
  expect(others).toEqual([])
})
