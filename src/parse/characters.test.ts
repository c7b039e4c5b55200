import { describe, expect, it } from 'vitest'
import { Characters } from './characters.ts'
import { spellingOf } from './spelling.ts'

/** More than is viewed at once, so that places and texts lie on both sides of an edge, or far away. */
const long = `${'rain over the hills, Überschwemmung 漢字 😀 '.repeat(6_000)}<a href="?b&amp;c">end&mdash;</a>`

describe('a document that is longer than what is viewed at once', () => {
  const utf8 = Buffer.from(long)
  const whole = utf8.toString('latin1')
  const places = Array.from({ length: 200 }, (_, at) => (at * 7_919) % utf8.length)

  it.each(['<', '&', ', ', '</a>', 'rain over', '>', '\u0001'])('%j is found wherever one looks from', (mark) => {
    const characters = new Characters(utf8)
    for (const from of places) expect(characters.indexOf(mark, from)).toBe(whole.indexOf(mark, from))
  })

  it('is viewed from any place to any other', () => {
    const characters = new Characters(utf8)
    for (const from of places) {
      for (const to of [from, from + 5, from + 200_000]) {
        expect(characters.view(from, to)).toBe(whole.slice(from, to))
      }
    }
  })

  it('keeps its characters and reads its references', () => {
    const characters = new Characters(utf8)
    expect(characters.read(0, utf8.length)).toBe(long)
    expect(characters.decode(0, utf8.length)).toBe(long.replace('&amp;', '&').replace('&mdash;', '—'))
  })
})

describe('lines', () => {
  it.each([
    ['a\r\nb\rc\r\r\nd\n\r', 'a\nb\nc\n\nd\n\n'],
    ['a\r\n&lt;\r&#13;\n', 'a\n<\n\r\n'],
  ])('end with a line feed, however they were written: %j', (written, read) => {
    const utf8 = Buffer.from(written)
    expect(new Characters(utf8).decode(0, utf8.length)).toBe(read)
  })
})

describe('a name', () => {
  it.each(['a', 'id', 'rel', 'link', 'title', 'category', 'media:thumbnail', 'заголовок', 'é'])(
    '%s is known where it stands, and no other',
    (name) => {
      const utf8 = Buffer.from(`<x ${name}="1">`)
      const characters = new Characters(utf8)
      const found = Array.from(utf8, (_, at) => at).filter((at) => characters.isAt(spellingOf(name), at))
      expect(found).toEqual([3])
      for (let at = 0; at < name.length; at++) {
        const other = `${name.slice(0, at)}~${name.slice(at + 1)}`
        expect(characters.isAt(spellingOf(other), 3)).toBe(false)
      }
    },
  )

  it('that is none stands nowhere, and no name beyond the end', () => {
    const characters = new Characters(Buffer.from('<title>'))
    expect(characters.isAt(spellingOf(''), 1)).toBe(false)
    expect(characters.isAt(spellingOf('title>>'), 1)).toBe(false)
    expect(characters.isAt(spellingOf('a'), 100)).toBe(false)
  })
})

describe('references', () => {
  it.each([0, 1, 2, 3, 4, 5, 7, 8, 30, 95, 96, 97, 500])('are read where %i bytes stand between them', (size) => {
    const between = 'rain & é'.repeat(80).slice(0, size)
    const written = `${between.replaceAll('&', '&amp;')}&lt;`.repeat(9)
    const utf8 = Buffer.from(`<t>${written}</t>`)
    const read = new Characters(utf8).decode(3, 3 + Buffer.byteLength(written))
    expect(read).toBe(`${between}<`.repeat(9))
  })

  it('are read beside bare ampersands, up to the end of a text and no further', () => {
    const utf8 = Buffer.from('a & b && c&amp;amp;d&nGt;&#8217;&amp;more')
    const characters = new Characters(utf8)
    expect(characters.decode(0, utf8.length - 4)).toBe('a & b && c&amp;d\u226b\u20d2\u2019&')
    expect(characters.decode(0, 3)).toBe('a &')
  })
})

describe('white space', () => {
  it.each(['\n  ', '\n    ', '\n\t\t\t\t\t', '\r\n          ', `\n${' '.repeat(30)}`, '', ' '])(
    '%j is passed over',
    (indent) => {
      const others = ['\n    ', indent, indent, '\n\t   ', indent, '\n     \t ', `${indent} `, '\n\n  x', indent]
      const written = `${others.map((one) => `${one}<a>`).join('')}  `
      const characters = new Characters(Buffer.from(written))
      for (let at = 0; at <= written.length; at++) {
        expect(characters.afterSpace(at)).toBe(at + (/^\s*/.exec(written.slice(at))?.[0].length ?? 0))
      }
    },
  )
})
