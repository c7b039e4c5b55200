import { expect, test } from 'vitest'
import { refusalOf } from './article-check.ts'

const text = (words: string) =>
  Array.from({ length: 8 }, () => `${words} as was said on the day, and more besides.`).join(' ')
const claim = { title: 'Harbour of Jakarta opens again', summary: '', content: '' }

test('a text with the words of the title is the piece, however they are bent', () => {
  expect(refusalOf(text('The harbour in Jakarta was opened'), claim)).toBeUndefined()
  expect(
    refusalOf(text('В порту открыли новую гавань для кораблей'), { ...claim, title: 'Новая гавань открыта в порту' }),
  ).toBeUndefined()
  expect(refusalOf(text('上海港口今天重新开放'), { ...claim, title: '上海港口重新开放' })).toBeUndefined()
})

test('a text about something else is not', () => {
  expect(refusalOf(text('Subscribe now to read everything we publish'), claim)).toBe(
    'another text than the title and summary promise',
  )
  expect(refusalOf(text('请订阅以继续阅读'), { ...claim, title: '上海港口重新开放' })).toBeDefined()
})

test('the summary may speak for it where the title plays with words', () => {
  const play = { ...claim, title: 'Full steam ahead', summary: 'Ships may enter Jakarta harbour again' }
  expect(refusalOf(text('Ships entered the harbour of Jakarta'), play)).toBeUndefined()
})

test('a teaser shorter than what the source itself sends is refused', () => {
  const sent = text('The harbour in Jakarta was opened')
  expect(refusalOf(sent.slice(0, 300), { ...claim, content: sent })).toBe('the source itself says more')
  expect(refusalOf('Harbour of Jakarta', claim)).toBe('too little text')
})

test('a title that says nothing to compare is no reason to refuse', () => {
  expect(refusalOf(text('The harbour'), { title: 'Live', summary: '', content: '' })).toBeUndefined()
})
