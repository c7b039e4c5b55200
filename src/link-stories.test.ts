import { expect, test } from 'vitest'
import { withMore } from './link-stories.ts'

/** Keys are `language-source`. */
const originOf = (key: string) => {
  const [language, sourceId] = key.split('-')
  return { language, sourceId }
}

test('of other languages the likeliest five are shown, one each, beside five of the own one', () => {
  const own = ['en-a', 'en-b', 'en-c', 'en-d', 'en-e', 'en-f']
  const others = ['fr-g', 'fr-h', 'de-i', 'es-j', 'it-k', 'pt-l', 'nl-m', 'ja-n']
  const shown = withMore([], [...own, ...others], 'en', originOf)
  expect(shown).toEqual([...own.slice(0, 5), 'fr-g', 'de-i', 'es-j', 'it-k', 'pt-l'])
  // What was shown stays, and what comes later takes no sixth place.
  expect(withMore(shown, ['ko-o', 'en-p'], 'en', originOf)).toEqual(shown)
})

test('a source has two places at most, in other languages one', () => {
  const more = ['en-a', 'en-a2', 'en-x', 'en-x', 'fr-x', 'de-y', 'es-y', 'it-y', 'pt-z']
  const numbered = more.map((key, i) => `${key}-${i}`)
  expect(withMore([], numbered, 'en', originOf)).toEqual(['en-a-0', 'en-a2-1', 'en-x-2', 'en-x-3', 'de-y-5', 'pt-z-8'])
})
