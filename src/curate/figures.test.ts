import { expect, test } from 'vitest'
import { wordsOf } from '../text/words.ts'
import { numbersOf } from './figures.ts'

test.each([
  ['id', 'Dua belas orang tewas', ['12']],
  ['id', 'dua puluh orang tewas, tiga selamat', ['20', '3']],
  ['ms', 'Empat belas mangsa banjir', ['14']],
  ['id', 'Dua orang tewas', ['2']],
  ['de', 'zwölf Tote, 4,5 Tausend Helfer', ['12', '4500']],
])('numbers are read as they are told: %s %s', (language, text, numbers) => {
  expect([...numbersOf(wordsOf(text, language))].toSorted()).toEqual(numbers)
})
