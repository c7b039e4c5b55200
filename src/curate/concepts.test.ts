import { describe, expect, test } from 'vitest'
import type { Entry } from '../model/entry.ts'
import { Lexicons } from './concepts.ts'
import { namesInChinese, skeletonOf } from './skeleton.ts'
import { eventPieceOf } from './event-piece.ts'
import { relatedPieces } from './story-links.ts'

const lexicons = new Lexicons()

function piece(key: string, language: string, title: string, text: string) {
  const entry = { key, sourceId: key, title, language, firstSeen: 0 } as Entry
  const concepts = lexicons.conceptsOf(title, text, language)
  return { ...eventPieceOf(entry, text), concepts, names: lexicons.namesIn(text, language) }
}

const QUAKE = [
  piece(
    'en',
    'en',
    'Earthquake in Japan: 48 dead in Ishikawa',
    'Rescuers search for survivors in Wajima after a magnitude 7.6 earthquake on Monday set fires and sent a tsunami towards the coast, Prime Minister Kishida said.',
  ),
  piece(
    'id',
    'id',
    'Gempa Jepang: 48 Orang Tewas di Ishikawa',
    'Tim penyelamat mencari korban selamat di Wajima setelah gempa bumi magnitudo 7,6 pada hari Senin memicu kebakaran dan tsunami, kata Perdana Menteri Kishida.',
  ),
  piece(
    'de',
    'de',
    'Erdbeben in Japan: 48 Tote in Ishikawa',
    'Retter suchen in Wajima nach Überlebenden, nachdem ein Erdbeben der Stärke 7,6 am Montag Brände und einen Tsunami ausgelöst hatte, sagte Premierminister Kishida.',
  ),
]
const OTHERS = [
  piece(
    'x',
    'en',
    'Brazil wins volleyball final against Italy',
    'Brazil beat Italy in five sets in Paris on Sunday and takes its third gold medal, in front of 12,000 people.',
  ),
  piece(
    'y',
    'id',
    'Harga Beras Naik di Jakarta',
    'Harga beras di pasar Jakarta naik 15 persen pada bulan Maret karena panen terlambat, kata pedagang.',
  ),
  piece(
    'z',
    'de',
    'Bundestag beschließt Haushalt',
    'Der Bundestag in Berlin hat am Freitag den Haushalt von 477 Milliarden Euro beschlossen.',
  ),
]

describe('across languages', () => {
  test('pieces that speak of the same people, places, things and figures are linked, others not', () => {
    const links = relatedPieces([...QUAKE, ...OTHERS])
    expect(new Set(links.keys())).toEqual(new Set(['en', 'id', 'de']))
    expect(new Set(links.get('en'))).toEqual(new Set(['id', 'de']))
    expect(relatedPieces([...OTHERS, ...QUAKE].toReversed())).toEqual(links)
  })

  test.each([
    [
      'accidents of one kind',
      [
        piece(
          'en',
          'en',
          'Explosion at fireworks plant in Goslar kills two',
          'Two workers died on Friday when a fireworks plant exploded in Goslar, Braunschweig police said.',
        ),
        piece(
          'fr',
          'fr',
          'Deux morts dans l’explosion d’une usine de feux d’artifice à Jarnac',
          'Deux ouvriers sont morts vendredi dans l’explosion d’une usine de feux d’artifice à Jarnac, a indiqué la police de Charente.',
        ),
        piece(
          'ru',
          'ru',
          'При взрыве на фабрике фейерверков в Кимрах погибли двое',
          'Двое рабочих погибли в пятницу при взрыве на фабрике фейерверков в Кимрах, сообщила полиция Твери.',
        ),
      ],
    ],
    [
      'deaths at one age',
      [
        piece(
          'es',
          'es',
          'Muere Antonio Vega a los 82 años',
          'El torero Antonio Vega murió el viernes en Ronda a los 82 años.',
        ),
        piece(
          'pt',
          'pt',
          'Morre João Prates aos 82 anos',
          'O sambista João Prates morreu na sexta-feira em Niterói aos 82 anos.',
        ),
      ],
    ],
  ])('%s in two countries are not linked: neither text has the names of the other', (_, pieces) => {
    expect([...relatedPieces(pieces)]).toEqual([])
  })

  test('an advertisement in another language stuffed with the names of a report is not linked to it', () => {
    const report = piece(
      'report',
      'en',
      'Harald Lindqvist meets Tomasz Wolkowski in Gothenburg',
      'Over lunch in Gothenburg, Harald Lindqvist told Tomasz Wolkowski and Marek Brzezina of Polimex that Norsk Kraftverk would not sell Vestfjord, as Bergens Tidende wrote.',
    )
    const spam = piece(
      'spam',
      'fr',
      'Harald Lindqvist, Tomasz Wolkowski, Gothenburg, Vestfjord',
      'Harald Lindqvist, Tomasz Wolkowski, Marek Brzezina, Polimex, Norsk Kraftverk, Vestfjord. Jouez aux meilleures machines et gagnez un bonus.',
    )
    expect([...relatedPieces([report, spam])]).toEqual([])
  })

  test('another report of the same event is no rival', () => {
    const text =
      'Rescuers search for survivors in Wajima after a magnitude 7.6 earthquake on Monday set fires and sent a tsunami towards the coast'
    const report = piece('en2', 'en', 'Earthquake in Japan: 48 dead in Ishikawa, rescue goes on', text)
    expect(new Set(relatedPieces([...QUAKE.slice(0, 2), report]).get('id'))).toEqual(new Set(['en', 'en2']))
  })

  test('of two events that both might be meant none is', () => {
    const [en, id] = QUAKE
    if (en === undefined || id === undefined) throw new Error('two pieces')
    // As alike to the third in what they speak of, and one story with each other by nothing.
    const rival = { ...piece('rival', 'en', 'Kishida travels', 'Nothing of it.'), concepts: en.concepts }
    expect(relatedPieces([en, id, rival]).get('id')).toBeUndefined()
  })

  test('a language without lexicon is no error', () => {
    expect(lexicons.conceptsOf('Umhlaba', 'Umhlaba', 'zu')).toBeUndefined()
  })

  test('a title alone proves nothing', () => {
    expect(relatedPieces([piece('a', 'en', 'Japan', ''), piece('b', 'de', 'Japan', '')]).size).toBe(0)
  })
})

describe('skeletonOf', () => {
  test.each([
    ['netanyahu', 'нетаньяху'],
    ['biden', 'байден'],
    ['macron', 'макрон'],
    ['ishikawa', 'исикава'],
    ['vladimir', 'βλαντιμιρ'],
  ])('%s and %s sound alike', (a, b) => {
    const [one, other] = [skeletonOf(a), skeletonOf(b)]
    expect(one.length).toBeGreaterThanOrEqual(2)
    expect(other.startsWith(one.slice(0, 2))).toBe(true)
  })

  test('foreign names in Chinese are found and read by their consonants', () => {
    expect(namesInChinese('美国总统特朗普在华盛顿发表讲话')).toEqual(['特朗普'])
    expect(skeletonOf('特朗普')).toBe(skeletonOf('trump'))
    expect(skeletonOf('马克龙')).toBe(skeletonOf('makron'))
    // What stands before or behind may be a word of its own.
    expect(namesInChinese('卡瓦诺法官')).toContain('卡瓦诺')
    expect(namesInChinese('昨天下午的会议')).toEqual([])
  })

  test('the vowels and the doubling of letters do not count', () => {
    expect(skeletonOf('mohammed')).toBe(skeletonOf('muhamad'))
  })
})
