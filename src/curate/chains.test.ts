import { describe, expect, test } from 'vitest'
import { candidateOf } from '../../tests/fixtures/candidate.ts'
import { entryOf } from '../../tests/fixtures/entry.ts'
import { endsOfChains } from './chains.ts'
import { copiesUnderForeignLinks, estrangedIn, likenesses } from './copies.ts'
import { type FoldContext, foldCopies } from './fold.ts'
import { pieceOf } from './piece.ts'
import { areMuchTheSame, type Likeness } from './similarity.ts'

const CLOSES = {
  title: 'Antwerp harbour bridge to close for six weeks after cracks found',
  text: 'The Antwerp harbour bridge closes on Monday for six weeks after inspectors found cracks in two girders, the port authority said. Lorries are diverted through the Kennedy tunnel.',
}
const FALLS = {
  title: 'Antwerp harbour bridge collapses hours before planned closure',
  text: 'The Antwerp harbour bridge collapsed on Friday evening, hours before it was to be closed because of cracks. Three lorries fell into the Scheldt, and divers searched for their drivers.',
}
const ZINC = {
  title: 'Zinc prices soar as Lapland mine floods in autumn rain',
  text: 'Zinc prices rose to a record on Friday after the mine near Kittila flooded. The company declared force majeure, and smelters in Odda have stocks for a month.',
}

type Said = { readonly title: string; readonly text: string; readonly source?: string; readonly link?: string }

const entriesOf = (said: Readonly<Record<string, Said>>) =>
  Object.entries(said).map(([key, { title, source = key, link }]) =>
    entryOf(key, title, { sourceId: source, language: 'en', ...(link === undefined ? {} : { urlKey: link }) }),
  )
const piecesOf = (said: Readonly<Record<string, Said>>) =>
  new Map(entriesOf(said).map((entry) => [entry.key, pieceOf(entry, said[entry.key]?.text ?? '')]))

/** Groups of what is said, by key; all that are not compared here were never seen to be alike. */
function fold(said: Readonly<Record<string, Said>>, { kept = [], ...more }: Partial<FoldContext> = {}) {
  const entries = entriesOf(said)
  const pieces = piecesOf(said)
  const pairs = entries.flatMap(({ key: a }, i) => entries.slice(i + 1).map(({ key: b }) => [a, b] as const))
  const found = likenesses(pairs, pieces).filter(({ isCopy }) => isCopy)
  const links = Map.groupBy(entries, ({ urlKey }) => urlKey ?? '')
  links.delete('')
  const ends = endsOfChains(entries, { likenesses: found, kept, links })
  const vouched = ends.filter(([a, b]) => {
    const [one, other] = [pieces.get(a), pieces.get(b)]
    return one !== undefined && other !== undefined && areMuchTheSame(one, other)
  })
  const grouped = (candidates: ReturnType<typeof candidateOf>[]) =>
    foldCopies(candidates, { likenesses: found, kept, vouched, corrections: [], fullText: new Set(), ...more })
      .map(({ copies }) => copies.map(({ entry }) => entry.key).toSorted())
      .toSorted()
  const groups = grouped(entries.map((entry) => candidateOf(entry)))
  expect(grouped(entries.toReversed().map((entry) => candidateOf(entry)))).toEqual(groups)
  return groups
}

describe('one entry', () => {
  test('that says what two pieces say makes no one piece of them', () => {
    const both = { title: ZINC.title, text: `${CLOSES.text} ${ZINC.text}` }
    expect(fold({ closes: CLOSES, evil: both, zinc: ZINC })).toHaveLength(2)
    expect(fold({ closes: CLOSES, evil: both, zinc: ZINC }, { kept: [['closes', 'evil']] })).toEqual([
      ['closes', 'evil'],
      ['zinc'],
    ])
  })

  test('that was folded with the one and says what the other says brings nobody with it', () => {
    const said = { closes: CLOSES, evil: FALLS, falls: { ...FALLS, source: 'closes' } }
    expect(fold(said, { kept: [['closes', 'evil']] })).toEqual([['closes', 'evil'], ['falls']])
  })

  test('brings none with it under others of its source', () => {
    const evil = (said: Said) => ({ ...said, source: 'evil' })
    const said = { closes: CLOSES, x: evil(FALLS), y: evil({ ...FALLS, text: `${FALLS.text} More.` }), falls: FALLS }
    expect(fold(said, { kept: [['closes', 'x', 'y']] })).toEqual([['closes', 'x', 'y'], ['falls']])
  })

  test('with the link of the one and the words of the other makes no one piece of them', () => {
    const owner = (said: Said, link: string) => ({ ...said, source: 'owner', link })
    const said = { closes: owner(CLOSES, 'o.example/1'), falls: owner(FALLS, 'o.example/2') }
    const atHome = new Map([
      ['closes', 3],
      ['falls', 3],
    ] as const)
    const under = (words: Said, link: string) => fold({ ...said, evil: { ...words, link } }, { atHome })
    expect(under(CLOSES, 'o.example/2')).toHaveLength(2)
    expect(under(FALLS, 'o.example/1')).toHaveLength(2)
    const kept = [['closes', 'evil']]
    expect(fold({ ...said, evil: { ...CLOSES, link: 'o.example/2' } }, { kept, atHome })).toHaveLength(2)
  })

  test('that only links to one of two copies keeps them not apart', () => {
    const own = { ...CLOSES, link: 'o.example/1' }
    const other = { title: 'Six weeks without Antwerp harbour bridge: cracks found', text: CLOSES.text }
    const passedOn = { title: 'Antwerp, their bridge and 31 comments', text: '', link: 'o.example/1' }
    expect(fold({ own, other, passedOn })).toEqual([['other', 'own', 'passedOn']])
  })

  test('that the operator joined with another brings its copies', () => {
    const said = { closes: CLOSES, falls: FALLS, copy: FALLS }
    const corrections = [{ kind: 'join' as const, keys: ['closes', 'falls'], at: 1 }]
    expect(fold(said, { corrections })).toEqual([['closes', 'copy', 'falls']])
  })
})

describe('the ends of a chain', () => {
  const like = (a: string, b: string): Likeness => ({
    ...{ a, b, isCopy: true, rule: 'same-text', score: 0.9, threshold: 0.6, shared: [] },
  })
  const known = { likenesses: [like('a', 'b'), like('b', 'c')], kept: [], links: new Map() }
  const entries = ['a', 'b', 'c'].map((key) => entryOf(key, CLOSES.title))

  test('are what one entry brings together, whatever the order', () => {
    expect(endsOfChains(entries, known)).toEqual([['a', 'c']])
    expect(endsOfChains(entries.toReversed(), { ...known, likenesses: known.likenesses.toReversed() })).toEqual([
      ['a', 'c'],
    ])
    expect(endsOfChains(entries, { ...known, likenesses: [...known.likenesses, like('a', 'c')] })).toEqual([])
    expect(endsOfChains(entries, { ...known, likenesses: [like('b', 'c')], kept: [['a', 'b']] })).toEqual([['a', 'c']])
  })

  test('fold where they are much the same', () => {
    const [short = '', long = ''] = [
      CLOSES.text.split(' The ')[0],
      `${CLOSES.text} ${'It was built in 1961. '.repeat(2)}`,
    ]
    const cut = { title: CLOSES.title, text: short }
    const retold = { title: 'Bridge in Antwerp harbour shut for weeks', text: `Engineers are at work. ${long}` }
    expect(
      areMuchTheSame(pieceOf(entryOf('x', cut.title), cut.text), pieceOf(entryOf('y', retold.title), retold.text)),
    ).toBe(true)
    expect(fold({ cut, middle: { title: CLOSES.title, text: long }, retold })).toHaveLength(1)
  })

  test.each([
    ['another piece of one subject', CLOSES, FALLS],
    ['what has nothing in common', CLOSES, ZINC],
    [
      'the contrary',
      CLOSES,
      { title: CLOSES.title.replace('to close', 'not to close'), text: `${CLOSES.text.slice(0, 130)} and denied it.` },
    ],
    ['other figures', CLOSES, { ...CLOSES, text: `${CLOSES.text.replace('six', '9')}`.replace('two', '14') }],
  ])('are not much the same: %s', (_, a, b) => {
    const of = (key: string, { title, text }: Said) => pieceOf(entryOf(key, title, { language: 'en' }), text)
    expect(areMuchTheSame(of('a', a), of('b', b))).toBe(false)
    expect(areMuchTheSame(of('a', a), of('b', a))).toBe(true)
  })
})

test('a copy that became one of another piece leaves its story, though it goes on with it', () => {
  const said = { closes: CLOSES, evil: FALLS, falls: { ...FALLS, source: 'closes' } }
  const pieces = piecesOf(said)
  const left = (pairs: readonly (readonly [string, string])[]) => [
    ...estrangedIn([['closes', 'evil']], pieces, (key) => (key === 'evil' ? 2 : undefined), likenesses(pairs, pieces)),
  ]
  expect(left([])).toEqual([])
  expect(left([['evil', 'falls']])).toEqual(['evil'])
  // What was folded with it already, or is its own source's, says nothing.
  const own = piecesOf({ ...said, falls: { ...FALLS, source: 'evil' } })
  expect([...estrangedIn([['closes', 'evil']], own, () => undefined, likenesses([['evil', 'falls']], own))]).toEqual([])
})

test('a copy of one piece under the link of another is a stranger to that', () => {
  const said = {
    closes: { ...CLOSES, link: 'o.example/1' },
    falls: { ...FALLS, source: 'closes', link: 'o.example/2' },
    evil: { ...CLOSES, link: 'o.example/2' },
  }
  const links = Map.groupBy(entriesOf(said), ({ urlKey }) => urlKey ?? '')
  const pieces = piecesOf(said)
  const found = likenesses([['closes', 'evil']], pieces)
  expect(copiesUnderForeignLinks(links, pieces, { likenesses: found })).toEqual([['evil', 'falls']])
  expect(copiesUnderForeignLinks(links, pieces, { likenesses: [] })).toEqual([])
  expect(copiesUnderForeignLinks(links, pieces, { likenesses: found, areOneHost: () => true })).toEqual([])
})
