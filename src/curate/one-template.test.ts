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

const HOUR = 3_600_000
const DAYS: readonly (readonly [name: string, title: string, texts: readonly string[]])[] = [
  [
    'the weather',
    'Weather for Hexham',
    [
      'Dry and bright in Hexham with highs of 7C. Winds light from the west. Chance of rain 5 percent.',
      'Dry and dull in Hexham with highs of 9C. Winds light from the east. Chance of rain 15 percent.',
      'Dry and bright in Hexham with highs of 5C. Winds light from the north. Chance of rain 25 percent.',
    ],
  ],
  [
    'prices',
    'Fuel prices today in Accra',
    [
      'Petrol costs 14.2 cedis a litre in Accra, diesel 15.1 cedis. Prices are set by the regulator.',
      'Petrol costs 14.6 cedis a litre in Accra, diesel 15.3 cedis. Prices are set by the regulator.',
      'Petrol costs 13.9 cedis a litre in Accra, diesel 14.8 cedis. Prices are set by the regulator.',
    ],
  ],
  [
    'tables',
    'Northern League results',
    [
      'Ashford 1 Barton 2, Coleby 0 Dunmore 0, Elkington 3 Farley 1',
      'Gorton 2 Hadley 2, Ilkton 1 Jarrow Town 0',
      'Keswell 4 Lindale 1, Morton 0 Norbury 2',
    ],
  ],
]

test.each(DAYS)('%s of one day are not linked to those of another, of one source as of two', (_, title, texts) => {
  const pieces = texts.flatMap((text, day) =>
    ['a', 'b'].map((sourceId, i) => {
      const told = entryOf(`${sourceId}${day}`, title, { language: 'en', sourceId, firstSeen: day * 24 * HOUR })
      return eventPieceOf(told, texts[(day + i) % texts.length] ?? text)
    }),
  )
  const said = new Map(pieces.map(({ key, text }) => [key, text.map(({ form }) => form).join(' ')]))
  for (const [key, others] of relatedPieces(pieces))
    for (const other of others) expect(said.get(other)).toBe(said.get(key))
})

test('what a newer count says of the same day under one headline is linked', () => {
  const title = 'Hundreds evacuated as river Wear floods Durham'
  const told = [12, 15].map((dead, i) =>
    eventPieceOf(
      entryOf(`k${i}`, title, { language: 'en', firstSeen: i * HOUR }),
      `${dead} people have died and ${dead * 20} were taken to safety as the river Wear flooded Durham on Friday, police said.`,
    ),
  )
  expect(relatedPieces(told).size).toBe(2)
})
