import { describe, expect, test } from 'vitest'
import { entryOf } from '../../tests/fixtures/entry.ts'
import { goesOnWith } from './moved-on.ts'
import { pieceOf } from './piece.ts'

const piece = (key: string, [title, text]: readonly [string, string], language: string) =>
  pieceOf(entryOf(key, title, { language }), text)

const SHIP = [
  'Feri Ketapang kandas, 60 penumpang selamat',
  'Kapal feri dari Ketapang kandas di dekat Gilimanuk Jumat siang, 60 penumpang selamat, kata Basarnas Banyuwangi.',
] as const
const SLIDE = [
  'Bergrutsch schneidet Hallstatt ab',
  'Ein Bergrutsch hat in der Nacht die Straße nach Hallstatt verschüttet. 700 Bewohner sind abgeschnitten, sagte Bürgermeister Scheutz.',
] as const
const BLAST = [
  'Explosion heard in Kabul',
  'An explosion was heard in the west of Kabul on Friday, residents said. Police spokesman Khalid Zadran said that forces had been sent.',
] as const
const ERUPTION = [
  '阿蘇山で噴火、入山規制',
  '気象庁は20日、阿蘇山で噴火が発生したとして入山規制を呼びかけた。けが人の情報はない。',
] as const

/** Language, what was told, what is told now in headline and text. */
type Case = readonly [string, readonly [string, string], string, string]

const MOVED_ON: readonly Case[] = [
  [
    'id',
    SHIP,
    'KNKT selidiki insiden',
    'KNKT menyelidiki insiden kapal feri yang kandas di dekat Gilimanuk. Sebanyak 60 penumpang selamat.',
  ],
  [
    'de',
    SLIDE,
    'Bundesheer fliegt Bewohner aus',
    'Das Bundesheer fliegt Bewohner von Hallstatt aus. Ein Bergrutsch hatte die Straße verschüttet und 700 Menschen abgeschnitten.',
  ],
  [
    'en',
    BLAST,
    'At least 20 dead as suicide bomber attacks mosque',
    'At least 20 people died when a suicide bomber attacked a mosque in the west of Kabul, police spokesman Khalid Zadran said. Residents had heard an explosion.',
  ],
  [
    'ja',
    ERUPTION,
    '登山者2人が負傷',
    '阿蘇山の噴火で登山者2人が負傷した。20日、火口付近にいた。気象庁は入山規制を呼びかけている。',
  ],
  ['en', [BLAST[0], ''], 'Kabul explosion kills 20 in mosque', ''],
]

const ADVERTS: readonly Case[] = [
  [
    'id',
    SHIP,
    'Feri Ketapang kandas, slot gacor bonus 100 persen',
    'Slot gacor bonus 100 persen, daftar sekarang. Kapal feri dari Ketapang kandas. Main sekarang di situs kami.',
  ],
  [
    'de',
    SLIDE,
    'Hallstatt Bergrutsch: Rabatt auf Uhren',
    'Rabatt auf Uhren im Onlineshop. Jetzt bestellen. Bergrutsch in Hallstatt.',
  ],
  [
    'en',
    BLAST,
    'Explosion of bonuses in Kabul casino',
    'Register now for casino bonuses. An explosion of free spins awaits. Play in Kabul or anywhere.',
  ],
  ['ja', ERUPTION, '阿蘇山で噴火、無料コイン獲得', '無料コインを今すぐ獲得。登録はこちら。阿蘇山で噴火。'],
  ['id', SHIP, 'Slot gacor bonus 100 persen daftar sekarang', SHIP[1]],
]

describe('an entry that changed', () => {
  test.each(MOVED_ON)('%s: “%s” goes on as “%s”', (language, before, title, text) => {
    expect(goesOnWith(piece('x', [title, text], language), piece('a', before, language))).toBe(true)
  })

  test.each(ADVERTS)('%s: “%s” is another piece as “%s”', (language, before, title, text) => {
    expect(goesOnWith(piece('x', [title, text], language), piece('a', before, language))).toBe(false)
  })
})
