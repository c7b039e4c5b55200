import { describe, expect, test } from 'vitest'
import type { Entry } from '../model/entry.ts'
import { eventPieceOf } from './event-piece.ts'
import { relatedPieces } from './story-links.ts'

const hour = 3_600_000

type Told = readonly [source: string, hours: number, title: string, text?: string]

function linksOf(language: string, told: readonly Told[]) {
  const pieces = told.map(([sourceId, hours, title, text = ''], i) => {
    const entry = { key: `k${i}`, sourceId, title, language, firstSeen: hours * hour } as Entry
    return eventPieceOf(entry, text)
  })
  const links = relatedPieces(pieces)
  expect(relatedPieces(pieces.toReversed())).toEqual(links)
  return links
}

const COLUMNS: readonly (readonly [string, string, readonly Told[]])[] = [
  [
    'a column of each day, which the texts begin alike',
    'fr',
    [
      ['a', 0, 'Le billet de Jeanne Aubrac', 'Ce matin, le billet porte sur la chasse.'],
      ['a', 24, 'Le billet de Jeanne Aubrac', 'Ce matin, le billet porte sur les retraites.'],
      ['b', 25, 'Le billet de Jeanne Aubrac', 'Ce matin, le billet porte sur le budget.'],
    ],
  ],
  [
    'a column with its subject behind the head',
    'fr',
    [
      ['a', 0, 'Le billet de Jeanne Aubrac : la chasse', 'Les chasseurs manifestent samedi contre la loi.'],
      ['a', 24, 'Le billet de Jeanne Aubrac : les retraites', 'La réforme du régime des cheminots revient au Sénat.'],
    ],
  ],
  [
    'a column with its subject before the head',
    'de',
    [
      ['a', 0, 'Der Streik - Aubracs Morgenkolumne', 'Warum die Lokführer diesmal recht haben.'],
      ['a', 24, 'Das Moor - Aubracs Morgenkolumne', 'Ein Spaziergang durch Niedersachsen lehrt Demut.'],
    ],
  ],
  [
    'the press of each day, with its date',
    'pl',
    [
      ['a', 0, 'Prasówka 26.11', 'Rząd przyjął projekt budżetu na przyszły rok.'],
      ['a', 24, 'Prasówka 27.11', 'Szpitale powiatowe toną w długach.'],
      ['b', 1, 'Prasówka 26.11', 'Kolej podniesie ceny biletów od stycznia.'],
    ],
  ],
  [
    'rates of the day',
    'id',
    [
      ['a', 0, 'Kurs rupiah hari ini, Kamis 26 November 2026', 'Rupiah dibuka menguat ke 15.900 per dolar AS.'],
      ['a', 24, 'Kurs rupiah hari ini, Jumat 27 November 2026', 'Rupiah melemah 50 poin akibat data inflasi AS.'],
      ['b', 24, 'Kurs rupiah hari ini, 27 November 2026', 'Nilai tukar turun setelah bank sentral menahan suku bunga.'],
    ],
  ],
  [
    'two sources’ pictures of their first day',
    'es',
    [
      ['a', 0, 'La foto del día', 'Un zorro cruza un campo nevado en los Pirineos.'],
      ['b', 1, 'La foto del día', 'Unos novios bailan en una plaza de Quito.'],
    ],
  ],
  [
    'a head of each hour in a script without capitals',
    'ar',
    [
      ['a', 0, 'كاريكاتير صباح اليوم الجديد', 'رسام الصحيفة يتناول أزمة الخبز.'],
      ['a', 3, 'كاريكاتير صباح اليوم الجديد', 'رسام الصحيفة يتناول الانتخابات.'],
      ['a', 6, 'كاريكاتير صباح اليوم الجديد', 'رسام الصحيفة يتناول المدارس.'],
    ],
  ],
  [
    'titles without text, a day apart',
    'en',
    [
      ['a', 0, 'Stocks to watch in Frankfurt this morning'],
      ['a', 24, 'Stocks to watch in Frankfurt this morning'],
      ['b', 26, 'Stocks to watch in Frankfurt this morning'],
    ],
  ],
]

const EVENTS: readonly (readonly [string, string, readonly Told[]])[] = [
  [
    'reports of one source that begin with the name of the affair',
    'en',
    [
      [
        'a',
        0,
        'Kariba dam: villages evacuated',
        'Thousands fled along the Zambezi on Friday after the Kariba dam broke.',
      ],
      [
        'a',
        14,
        'Kariba dam: death toll rises to 40',
        'Rescuers found more bodies on the Zambezi below the Kariba dam.',
      ],
      [
        'b',
        5,
        'Kariba dam breaks, thousands flee',
        'The Kariba dam on the Zambezi broke on Friday and thousands fled.',
      ],
    ],
  ],
  [
    'one headline of two sources',
    'en',
    [
      [
        'a',
        0,
        'Earthquake strikes Nepal',
        'A magnitude 6.4 earthquake struck Nepal on Friday, killing 150 in Jajarkot.',
      ],
      ['b', 1, 'Earthquake strikes Nepal', 'At least 128 people were killed in Jajarkot when a quake hit Nepal.'],
    ],
  ],
  [
    'a piece that its source sent again',
    'en',
    [
      ['a', 0, 'Fire in Goslar mill', 'A fire in a Goslar mill has killed three people, police said.'],
      ['a', 3, 'Fire in Goslar mill', 'Crews are still at the mill in Goslar after three died in the fire.'],
      [
        'b',
        2,
        'Three die in Goslar mill fire',
        'Three people were killed when a mill burned down in Goslar, police say.',
      ],
    ],
  ],
]

describe('standing heads', () => {
  test.each(COLUMNS)('%s relate to nothing', (_, language, told) => {
    expect([...linksOf(language, told)]).toEqual([])
  })

  test.each(EVENTS)('%s are related', (_, language, told) => {
    const keys = told.map((__, i) => `k${i}`)
    const links = linksOf(language, told)
    for (const key of keys) expect([key, ...(links.get(key) ?? [])].toSorted()).toEqual(keys)
  })
})
