import { expect, it } from 'vitest'
import { foldWord } from './fold.ts'
import { languagesNaming } from './lexicon.ts'
import { LANGUAGES, SPELLINGS } from './spellings.ts'

it.each(LANGUAGES)('the table of names has all that are spelled otherwise than CLDR does: %s', (language) => {
  const { months = '', weekdays = '', today = 'a' } = SPELLINGS[language] ?? {}
  const isLatin = (text: string) => /\p{Script=Latin}/u.test(text)
  const words = [months, weekdays].flatMap((list) => list.split(/[|,]/)).flatMap((name) => foldWord(name).split(' '))
  const own = words.filter((word) => word !== '' && isLatin(word) === isLatin(today))
  expect(own.filter((word) => !languagesNaming([word]).includes(language))).toEqual([])
})

it('knows who uses a name, in the order of the spellings', () => {
  expect(languagesNaming(['agustus'])).toEqual(['id', 'jv'])
  expect(languagesNaming(['января'])).toEqual(['ru'])
  expect(languagesNaming(['sesuatu', 'кабинет'])).toEqual([])
})
