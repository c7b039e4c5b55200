import { describe, expect, it } from 'vitest'
import { decode } from './decode.ts'

/** Whichever part of a document a character begins in, its bytes may lie on both sides of an edge. */
it.each([
  ['shift_jis', [0x93, 0xfa, 0x96, 0x7b], '日本'],
  ['gb18030', [0x81, 0x30, 0x81, 0x30, 0xc4, 0xea], '\u0080年'],
  ['euc-jp', [0x8f, 0xb0, 0xa1, 0xa4, 0xa2], '丂あ'],
  ['windows-1251', [0xc4, 0xee, 0xe6, 0xe4, 0xfc, 0x20, 0x96], 'Дождь –'],
  ['windows-1252', [0xe9, 0x20, 0x92, 0x73, 0x80, 0x20], 'é ’s€ '],
  ['iso-8859-16', [0xaa, 0xba, 0xde], 'ȘșȚ'],
])('a long document in %s is read whole', (encoding, bytes, text) => {
  const times = 30_000
  const document = Buffer.concat([
    Buffer.from('<a>'),
    Buffer.concat(Array.from({ length: times }, () => Buffer.from(bytes))),
  ])
  const decoded = decode(document, { contentType: `text/xml; charset=${encoding}` })
  expect(decoded.text === `<a>${text.repeat(times)}`).toBe(true)
  expect(decoded).toMatchObject({ encoding, warnings: [] })
})

it('a long document in UTF-16 is read whole', () => {
  const text = `<a>${'дождь 😀 '.repeat(20_000)}`
  expect(decode(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual({ text, encoding: 'utf-16le', warnings: [] })
})

/** Looked for in different ways: short documents of ASCII in one, all others in another. */
describe.each([
  ['a short document', 'rain over the hills '],
  ['a long document', 'rain over the hills '.repeat(10_000)],
  ['a document beyond ASCII', 'Überschwemmung 漢字 – 😀 '],
])('%s', (_, text) => {
  const forbidden = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).filter(
    // \x1b begins what another encoding says.
    (character) => !['\t', '\n', '\r', '\x1b'].includes(character),
  )

  it.each([...forbidden, '\ufffe', '\uffff', '\x1b\x01'])('is read without %j', (character) => {
    expect(decode(Buffer.from(`${text}${character}${text}${character}`)).text).toBe(`${text}${text}`)
  })

  it('keeps its tabs, its lines and all that XML allows', () => {
    const whole = `${text}\t\n \x7f \ufffd\uffef${text}`
    expect(decode(Buffer.from(whole)).text).toBe(whole)
  })
})

it.each([1, 2, 3, 4, 5, 6, 7, 8, 61])(
  'what was encoded twice is put right wherever it stands: after %i bytes',
  (length) => {
    const right = `${'rain ö '.repeat(20).slice(0, length)}é – 漢字 ${'a'.repeat(length)} ü`
    const twice = Buffer.from(Buffer.from(right).toString('latin1'))
    expect(decode(twice)).toEqual({ text: right, encoding: 'utf-8', warnings: ['utf-8 was encoded twice'] })
  },
)

/** Strings are UTF-8, numbers bytes as they are. */
function pasted(...parts: readonly (string | readonly number[])[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
}

it.each([
  ['café naïve “ok” it’s', pasted('café naïve ', [0x93], 'ok', [0x94], ' it', [0x92], 's')],
  ['😀 it’s it’s', pasted('😀 it', [0x92], 's it', [0x92], 's')],
  ['5 € “ok” – it’s', pasted('5 € ', [0x93], 'ok', [0x94], ' ', [0x96], ' it', [0x92], 's')],
  ['東京 “a” … “b”', pasted('東京 ', [0x93], 'a', [0x94], ' ', [0x85], ' ', [0x93], 'b', [0x94])],
])('punctuation of windows-1252 in UTF-8 is read as what it is, more of it than of all else: %s', (text, bytes) => {
  expect(decode(bytes)).toEqual({ text, encoding: 'utf-8', warnings: ['bytes of windows-1252 inside utf-8'] })
})

it.each([
  ['“CAFÉ” it’s', pasted([0x93], 'CAF', [0xc9, 0x94], ' it', [0x92], 's')],
  ['“a ‘né’” it’s', pasted([0x93], 'a ', [0x91], 'n', [0xe9, 0x92, 0x94], ' it', [0x92], 's')],
  ['« né\u00a0» – l’a', pasted([0xab], ' n', [0xe9, 0xa0, 0xbb], ' ', [0x96], ' l', [0x92], 'a')],
  ['Ã© für süß', pasted([0xc3, 0xa9], ' f', [0xfc], 'r s', [0xfc, 0xdf])],
])('what is a character of UTF-8 by chance leaves windows-1252 what it is: %s', (text, bytes) => {
  expect(decode(bytes, { contentType: 'text/xml; charset=utf-8' })).toMatchObject({ encoding: 'windows-1252', text })
})
