import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordsOf } from './words.ts'

test('a text in ASCII has the same words as within a text that is not', () => {
  const pieces = [
    'a',
    'the',
    'government',
    'dogs',
    'glass',
    'U.S.',
    'x',
    '.',
    "'",
    ',',
    ' ',
    '1',
    '23',
    '-',
    'J.R.',
    '\n',
  ]
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces)),
      fc.constantFrom('en', 'id', undefined, 'xx'),
      (parts, language) => {
        const text = parts.join('')
        expect(wordsOf(text, language)).toEqual(wordsOf(`${text} é`, language).slice(0, -1))
      },
    ),
  )
})

test('reads initials, possessives, numbers and tails as one desk and the next writes them', () => {
  const forms = wordsOf("J.R. Smith's U.S.-led 1,354 of 15.40% a.m. 13-year-old o'clock b.", 'en').map(
    ({ form }) => form,
  )
  expect(forms).toEqual(['jr', 'smith', 'unitedstate', 'led', '1354', 'of', '15.4', 'am', '13', 'oclock', 'b'])
})

test('an elided article is no part of a word', () => {
  const forms = (text: string, language: string) => wordsOf(text, language).map(({ form }) => form)
  expect(forms("l'ex dell’ancien d'Orléans un'ottima", 'it')).toEqual(['ex', 'ancien', 'orlean', 'ottima'])
  expect(forms("o'neill can't aujourd'hui all'", 'en')).toEqual(['oneill', 'cant', 'aujourdhui', 'all'])
})
