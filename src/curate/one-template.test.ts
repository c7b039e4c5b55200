import { expect, test } from 'vitest'
import { entryOf } from '../../tests/fixtures/entry.ts'
import { FORMULAS, ONE_EVENT, type Told } from '../../tests/fixtures/formula-pairs.ts'
import { eventPieceOf } from './event-piece.ts'
import { pieceOf } from './piece.ts'
import { compare } from './similarity.ts'
import { relatedPieces } from './story-links.ts'

function linksOf(language: string, told: readonly Told[]) {
  return relatedPieces(told.map(([title, text], i) => eventPieceOf(entryOf(`k${i}`, title, { language }), text)))
}

/** A name without capitals that is one word, and nothing else that is another but an age. */
const MISSED = ['배우 최상훈 별세…향년 81세']

test('what is told in the same sentences of two things is not linked, nor folded', () => {
  const linked = FORMULAS.filter(([language, one, other]) => linksOf(language, [one, other]).size > 0)
  expect(linked.map(([, [title]]) => title)).toEqual(MISSED)
  const folded = FORMULAS.filter(([language, one, other]) => {
    const [a, b] = [one, other].map(([title, text], i) => pieceOf(entryOf(`k${i}`, title, { language }), text))
    return a !== undefined && b !== undefined && compare(a, b).isCopy
  })
  expect(folded).toEqual([])
})

/** Every word that tells is a synonym; so is the only one beside the figure. */
const UNLINKED = ['Feuerwehr rettet Katze aus Schornstein in Kassel', '上海一仓库起火致3人死亡']

test('what is told of one event in nearly the same words is linked, with synonyms, other spellings and newer figures', () => {
  const apart = ONE_EVENT.filter(([language, one, other]) => linksOf(language, [one, other]).size === 0)
  expect(apart.map(([, [title]]) => title)).toEqual(UNLINKED)
})

test('a third of the same sentences brings two that are told of others into no story', () => {
  const pieces = FORMULAS.slice(0, 1).flatMap(([, one, other]) => [one, other])
  const third: Told = [
    'Actor Miles Pemberton dies aged 92',
    'The actor Miles Pemberton, best known for his roles on stage, has died in Torquay at the age of 92, his family said on Friday.',
  ]
  expect(linksOf('en', [...pieces, third]).size).toBe(0)
})
