import { expect, test } from 'vitest'
import { withoutReadOn } from './read-on.ts'

const title = 'Ship “Anna” sold in Emden'
const text = 'The ship was sold in Emden on Friday.'

test.each([
  `${text} Read more…`,
  `${text}\n[Continue reading]`,
  `${text} Weiterlesen »`,
  `${text} Lire la suite...`,
  `${text} 続きを読む`,
  `${text} The post Ship &quot;Anna&quot; sold in Emden appeared first on Hafenblatt.`.replaceAll('&quot;', '"'),
  `${text}\nDer Beitrag Ship „Anna“ sold in Emden erschien zuerst auf Hafenblatt.`,
  `${text} L’article Ship « Anna » sold in Emden est apparu en premier sur Le Port.`,
  `${text} Read more… The post ${title} appeared first on Hafenblatt.`,
])('what leads to the whole piece goes: %s', (page) => {
  expect(withoutReadOn(page, title)).toBe(text)
})

test.each([
  'Children should read more',
  'Read more',
  `${text} The post that the minister deleted appeared first on Mastodon.`,
  `${text} Read more: buyer withdraws`,
  `${text} The buyer withdrew.`,
  `${text} Correction: ${title} was never said.`,
])('what is said stays: %s', (page) => {
  expect(withoutReadOn(page, title)).toBe(page)
})

test('a long text is looked at by its end only', () => {
  expect(withoutReadOn('. Read more'.repeat(100_000), title).length).toBeGreaterThan(0)
})
