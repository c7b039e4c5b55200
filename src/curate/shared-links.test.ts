import { expect, it } from 'vitest'
import { sharedLinks } from './shared-links.ts'

it('finds the links that more than one entry has, each with all that have it in their order, among many of one alone', () => {
  const alone = Array.from({ length: 3_000 }, (_, i) => ({ link: `site.example/${i}` }))
  const [one, other, third, without] = [{ link: 'a.example/1' }, { link: 'b.example/1' }, { link: '' }, {}]
  const entries = [without, other, ...alone, one, third, one, without, other, other, third]
  const links = sharedLinks<{ link?: string }>(entries, ({ link }) => link)
  expect([...links]).toEqual([
    ['a.example/1', [one, one]],
    ['b.example/1', [other, other, other]],
    ['', [third, third]],
  ])
  expect(sharedLinks([], String).size).toBe(0)
})
