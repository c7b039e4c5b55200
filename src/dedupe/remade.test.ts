import { describe, expect, test } from 'vitest'
import { isRemade } from './remade.ts'

const version = (title: string, text: string) => ({ title, text, language: 'en', files: [] })
const tips = version('Ten tips for a better sleep', 'Sleep well with these ten tips from our health editors.')
const ferry = version(
  'Ferry to the northern islands runs again',
  'The ferry Solveig left Bodø on Friday for the first time since the storm, with forty cars on board.',
)

describe('an entry is another piece than before', () => {
  test.each([
    ['under another headline', tips, ferry],
    ['under the same headline', ferry, { ...ferry, text: 'Buy cheap watches at our shop in the old town today only.' }],
    ['without any text', version(tips.title, ''), version(ferry.title, '')],
  ])('%s', (_, before, after) => {
    expect(isRemade(before, after)).toBe(true)
  })

  test.each([
    ['that is told at length', version('Ferry runs again', 'More soon.'), ferry],
    ['with another headline', ferry, { ...ferry, title: 'First cars reach Røst after the storm' }],
    [
      'with another text of the same event',
      ferry,
      {
        ...ferry,
        text: 'Forty cars were on board when the Solveig reached Røst, a week after the storm had stopped it.',
      },
    ],
  ])('not one %s', (_, before, after) => {
    expect(isRemade(before, after)).toBe(false)
  })
})
