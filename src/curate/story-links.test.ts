import { describe, expect, test } from 'vitest'
import type { Entry } from '../model/entry.ts'
import { eventPieceOf } from './event-piece.ts'
import { relatedPieces } from './story-links.ts'

const hour = 3_600_000

function piece(key: string, title: string, more: Partial<Entry> = {}, text = '') {
  return eventPieceOf({ key, sourceId: key, title, language: 'en', firstSeen: 0, ...more } as Entry, text)
}

const ACQUITTAL = [
  piece(
    'a',
    'Spanish court acquits five men of rape of unconscious teenager',
    {},
    'A court in Barcelona cleared the men of rape because they used no violence against the victim, who was 14.',
  ),
  piece(
    'b',
    'Spain court clears five men of rape of unconscious victim, 14',
    {},
    'Five men in Barcelona were acquitted of rape because no violence was needed, the court said.',
  ),
]

describe('relatedPieces', () => {
  test('links what tells of one event, both ways, whatever the order', () => {
    const others = [piece('c', 'Volcano erupts near Grindavik in Iceland', {}, 'Lava came near the town at night.')]
    const links = relatedPieces([...ACQUITTAL, ...others])
    expect([...links]).toEqual([
      ['a', ['b']],
      ['b', ['a']],
    ])
    expect(relatedPieces([...others, ...ACQUITTAL.toReversed()])).toEqual(links)
  })

  test.each([
    ['weather of two towns', 'Weather forecast for Minsk on 17 May', 'Weather forecast for Gomel on 17 May'],
    ['digests', 'Morning news briefing for Tuesday', 'Morning news briefing for Tuesday'],
    ['titles of a word', 'Live', 'Live'],
    ['addresses that stand for titles', 'https://goslar.example/news/n1', 'https://trier.example/news/n1'],
    ['two fires', 'Fire destroys warehouse in Leeds', 'Fire destroys school in Lyon'],
  ])('does not link %s', (_, a, b) => {
    expect(relatedPieces([piece('a', a), piece('b', b)]).size).toBe(0)
  })

  test.each([
    [
      'tr',
      [
        'Samsun’da kuyumcu soygunu: üç şüpheli yakalandı',
        'Samsun’da bir kuyumcuyu soyan üç şüpheli cuma günü yakalandı.',
      ],
      [
        'Adana’da kuyumcu soygunu: üç şüpheli yakalandı',
        'Adana’da bir kuyumcuyu soyan üç şüpheli cuma günü yakalandı.',
      ],
    ],
    [
      'el',
      ['Μεγάλη φωτιά στην Εύβοια, εκκενώνονται χωριά', 'Μεγάλη φωτιά καίει στην Εύβοια και εκκενώνονται τρία χωριά.'],
      [
        'Μεγάλη φωτιά στη Ρόδο, εκκενώνονται ξενοδοχεία',
        'Μεγάλη φωτιά καίει στη Ρόδο και εκκενώνονται πέντε ξενοδοχεία.',
      ],
    ],
    [
      'en',
      ['Two held after jewellery heist in Goslar', 'Two men were held after a jewellery heist in Goslar on Friday.'],
      ['Two held after jewellery heist in Trier', 'Two men were held after a jewellery heist in Trier on Friday.'],
    ],
  ])('does not link two events of two towns that are told in the same words: %s', (language, one, other) => {
    const [a, b] = [one, other].map(([title = '', text], i) => piece(`k${i}`, title, { language }, text))
    if (a === undefined || b === undefined) throw new Error('two pieces')
    expect(relatedPieces([a, b]).size).toBe(0)
    // The same words of one town are linked.
    const again = piece('k2', one[0] ?? '', { language }, one[1])
    expect([...relatedPieces([a, again, b]).keys()].toSorted()).toEqual(['k0', 'k2'])
  })

  test('a flood of one source about an event does not take reports of it apart', () => {
    const report = [
      piece(
        'a',
        'Dam bursts at Kariba, villages evacuated',
        {},
        'The Kariba dam between Zambia and Zimbabwe burst on Friday and 12,000 people were evacuated, president Hichilema said.',
      ),
      piece(
        'b',
        'Thousands flee after Kariba dam breaks',
        {},
        'Thousands fled along the Zambezi after the Kariba dam broke on Friday. President Hichilema of Zambia asked for help.',
      ),
    ]
    const flood = Array.from({ length: 60 }, (_, i) =>
      piece(
        `x${i}`,
        `Kariba dam tip ${i}: token${i} offer for Zambia`,
        { sourceId: 'x' },
        `Hichilema Kariba Zambezi dam Friday Zambia evacuated thousands word${i} token${i * 7} coin${i * 13} bet${i * 17}.`,
      ),
    )
    expect(relatedPieces([...report, ...flood]).get('a')).toContain('b')
  })

  test('a nearer report in the other language does not take two reports of one event apart, whichever language is first', () => {
    const told = (language: string, key: string, features: readonly string[], title = ACQUITTAL[0]) => ({
      ...piece(key, title?.headline ?? '', { language, sourceId: key }, 'Barcelona court cleared five men of rape.'),
      concepts: new Map(features.map((feature) => [feature, 1 / Math.sqrt(features.length)])),
      names: [],
    })
    const common = Array.from({ length: 12 }, (_, i) => `${i % 2 === 0 ? 'k' : 't'}${i}`)
    const near = [...common, 't12', 't13', 't14', 't15']
    for (const [one, other] of [
      ['en', 'fr'],
      ['fr', 'en'],
    ] as const) {
      const links = relatedPieces([
        told(one, 'a', near),
        told(other, 'nearer', near),
        told(other, 'b', [...common, 't20', 't21', 't22', 't23']),
      ])
      expect(links.get('a')).toEqual(['nearer', 'b'])
      expect(links.get('b')).toEqual(['nearer', 'a'])
    }
  })

  test('does not link what lies five days apart', () => {
    const [a, b] = ACQUITTAL
    if (a === undefined || b === undefined) throw new Error('two pieces')
    expect(relatedPieces([a, { ...b, at: 120 * hour }]).size).toBe(0)
  })
})

const FERRY = [
  piece(
    'report',
    'Ferry Aurelia sinks off Tromso with 140 aboard',
    {},
    'Rescuers in Norway searched on Monday for 12 people after the ferry Aurelia sank off Tromso in a storm. Captain Lars Hagen and 127 passengers were taken ashore.',
  ),
  piece(
    'other',
    'Aurelia ferry sinks near Tromso, 140 were aboard',
    {},
    'The ferry Aurelia sank near Tromso in Norway on Monday; 12 people are missing after the storm, while Captain Lars Hagen was among those taken ashore.',
  ),
]

test.each([
  ['under the headline itself', 'Ferry Aurelia sinks off Tromso with 140 aboard'],
  ['under a headline of its own', 'Aurelia Tromso Lars Hagen Norway: win a bonus'],
])('an advertisement stuffed with the names of a story is not linked to it: %s', (_, title) => {
  const text =
    'Norway, Aurelia, Tromso, Lars Hagen, Monday. Play the best slots now and win a bonus on your first deposit. Our casino offers live dealers and quick payouts around the clock.'
  const links = relatedPieces([...FERRY, piece('spam', title, { language: 'en' }, text)])
  expect(new Set(links.keys())).toEqual(new Set(['report', 'other']))
})
