import { expect, it } from 'vitest'
import { readNames, readPatterns, writeNames, writePatterns } from './cldr.ts'
import { DATE_NAMES, DAY_REFERENCES, JALALI_NAMES, PATTERNS } from './cldr-table.ts'
import { foldWord } from './fold.ts'
import { languagesNaming, lexiconOf } from './lexicon.ts'
import { meaningsIn } from './meaning.ts'
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

it('reads all that stands in the tables of CLDR', () => {
  for (const line of [...Object.values(DATE_NAMES), ...Object.values(DAY_REFERENCES), JALALI_NAMES])
    expect(writeNames(readNames(line))).toBe(line)
  for (const line of Object.values(PATTERNS)) expect(writePatterns(readPatterns(line))).toBe(line)
})

it('knows the words of languages that have a table, and of others', () => {
  expect(meaningsIn(lexiconOf('id'), 'agustus')).toEqual([{ kind: 'month', value: 8, calendar: 'gregorian' }])
  expect(meaningsIn(lexiconOf('fa'), 'مهر')).toContainEqual({ kind: 'month', value: 7, calendar: 'jalali' })
  expect(meaningsIn(lexiconOf('fi'), 'maanantaina')).toEqual([{ kind: 'weekday', value: 1 }])
  expect(meaningsIn(lexiconOf('de'), 'vorgestern')).toEqual([{ kind: 'dayref', value: -2 }])
  expect(meaningsIn(lexiconOf('sw'), 'desemba')).toEqual([{ kind: 'month', value: 12, calendar: 'gregorian' }])
})
