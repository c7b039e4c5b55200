import { describe, expect, test } from 'vitest'
import { wordsOf } from '../text/words.ts'
import { isWholeText, saysNothing } from './whole-text.ts'

const HEADLINE = 'Museum of Oviedo recovers a stolen codex'
const SUMMARY =
  'The codex of the 12th century, stolen in 1977, was found in a Lisbon bookshop, director Pilar Ruiz said.'
const advert = `<p>${'Invest in TokenPlus now: guaranteed returns of forty percent each month for everybody who signs up. '.repeat(20)}</p>`
const article = `<p>${'Pilar Ruiz held the codex in gloved hands. '.repeat(2)}</p>${'<p>A dealer of Lisbon had offered it to collectors, and one of them called the police of that city on Thursday.</p>'.repeat(20)}`

const isWhole = (content: string, summary?: string) =>
  isWholeText({ content, ...(summary === undefined ? {} : { summary }) }, wordsOf(HEADLINE, 'en'), 'en')

describe('a content is the full text', () => {
  test('where it says what the summary says, or without one the headline', () => {
    expect(isWhole(article, SUMMARY)).toBe(true)
    expect(isWhole(article)).toBe(true)
    expect(isWhole(article, 'Read more')).toBe(true)
  })

  test('not where it says nothing of it, or the headline alone', () => {
    expect(isWhole(advert, SUMMARY)).toBe(false)
    expect(isWhole(`<p>${HEADLINE}</p>${advert}`, SUMMARY)).toBe(false)
    expect(isWhole(advert)).toBe(false)
  })

  test('not where an advertisement follows what the summary says', () => {
    const offers = Array.from(
      { length: 30 },
      (_, i) => `<p>Offer ${i}: sign up with our partners and get forty percent on ${i} tokens.</p>`,
    )
    expect(isWhole(`<p>${SUMMARY}</p>${offers.join('')}`, SUMMARY)).toBe(false)
    expect(isWhole(`<p>${SUMMARY}</p>${article}`, SUMMARY)).toBe(true)
  })

  test('not where it is a beginning, or no longer than the summary', () => {
    expect(isWhole(`<p>${SUMMARY}</p>`)).toBe(false)
    expect(isWhole(article, article.repeat(2))).toBe(false)
  })
})

describe('a text says nothing of its piece', () => {
  const isIdle = (text: string, headline = HEADLINE) => saysNothing(wordsOf(headline, 'en'), wordsOf(text, 'en'))

  test('where it is the headline again with a word or so, or speaks of something else alone', () => {
    expect(isIdle(HEADLINE)).toBe(true)
    expect(isIdle(`${HEADLINE}. Click here for TokenPlus.`)).toBe(true)
    expect(isIdle('Guaranteed returns of forty percent each month for everybody who signs up.')).toBe(true)
  })

  test('not where it tells something besides, or there is none', () => {
    expect(isIdle(SUMMARY)).toBe(false)
    expect(isIdle(`${HEADLINE}, says Pilar Ruiz.`)).toBe(false)
    expect(isIdle('')).toBe(false)
    expect(isIdle('Ministers leave the castle by boat.', 'What now?')).toBe(false)
  })
})
