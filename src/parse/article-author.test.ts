import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanAuthors } from './article-author.ts'

const names = (...bylines: readonly string[]) => cleanAuthors(bylines.map((name) => ({ name }))).map(({ name }) => name)

describe('cleanAuthors', () => {
  test.each([
    ['By Ada Finch', ['Ada Finch']],
    ['Oleh: Eko Satrio Wibowo', ['Eko Satrio Wibowo']],
    ['Penulis: Bagas Wiratama | Editor', ['Bagas Wiratama']],
    ['Von Anna Weber und Jan Krüger', ['Anna Weber', 'Jan Krüger']],
    ['Par Jeanne Moreau et Luc Petit', ['Jeanne Moreau', 'Luc Petit']],
    ['Ada Finch, Peter Lund and Grace Holt', ['Ada Finch', 'Peter Lund', 'Grace Holt']],
    ['Автор: Вера Лугинина', ['Вера Лугинина']],
    ['记者 顾清和', ['顾清和']],
    ['作者：顾清和', ['顾清和']],
    ['Ada Finch, MS, RDN', ['Ada Finch']],
    ['Ada Finch is a writer in Whitsand', ['Ada Finch']],
    ['Ada Finch ada@harbour.example', ['Ada Finch']],
    ['Moritz Bachmann publiziert am', ['Moritz Bachmann']],
    ['Smith, John', ['Smith, John']],
    ['Ana de Armas', ['Ana de Armas']],
    ['Ian Byers', ['Ian Byers']],
    ['Bywater Jones', ['Bywater Jones']],
    ['Reuters', ['Reuters']],
  ])('%s', (byline, expected) => {
    expect(names(byline)).toEqual(expected)
  })

  test('what stands in the place of a name is none', () => {
    expect(names('admin', 'https://harbour.example/ada', '', '42', 'By', 'None')).toEqual([])
  })

  test('the site is no author where there is another', () => {
    const site = new Set(['harbourgazette'])
    const clean = (...all: string[]) =>
      cleanAuthors(
        all.map((name) => ({ name })),
        site,
      ).map(({ name }) => name)
    expect(clean('Ada Finch', 'Harbour Gazette')).toEqual(['Ada Finch'])
    expect(clean('Harbour Gazette')).toEqual(['Harbour Gazette'])
  })

  test('a name that is given twice is one', () => {
    expect(names('Ada Finch', 'ADA FINCH')).toEqual(['Ada Finch'])
  })

  test('clean names stay as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 5 }), (bylines) => {
        const once = names(...bylines)
        for (const name of once) expect(name).toBe(name?.trim())
        expect(once.length).toBeLessThanOrEqual(20)
      }),
    )
  })
})
