import { expect, it } from 'vitest'
import { parsePerson } from './person.ts'

it.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['Ada  Lovelace', 'Ada Lovelace'],
  ['Ada\nLovelace', 'Ada Lovelace'],
  ['Ada \t Lovelace\n', 'Ada Lovelace'],
  ['Ada\u00a0Lovelace', 'Ada Lovelace'],
  ['Ada \u00a0Lovelace', 'Ada Lovelace'],
  ['Эда\u2003\u3000Лавлейс', 'Эда Лавлейс'],
  ['Ada O’Lovelace', 'Ada O’Lovelace'],
])('white space in the name %j is one space', (written, name) => {
  expect(parsePerson(written)).toEqual({ name })
})
