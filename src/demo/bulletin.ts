import type { Piece } from './piece.ts'

/** A small generator (mulberry32): the same seed gives the same world. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Figures = { readonly place: string; readonly degrees: number; readonly wind: number; readonly ships: number }
type Wording = {
  readonly author: string
  readonly category: string
  readonly places: readonly string[]
  readonly write: (figures: Figures) => readonly [string, string, string]
}

/** What a newsroom publishes when its written pieces have run out: the weather and the harbour, every time with other figures. */
const wordings: Readonly<Record<string, Wording>> = {
  en: {
    author: 'Harbour desk',
    category: 'Weather',
    places: ['Whitsand', 'Port Amery', 'Hollin', 'Karang Bay', 'Velmar City'],
    write: ({ place, degrees, wind, ships }) => [
      `${place}: ${degrees} degrees, wind force ${wind}, ${ships} ships in port`,
      `Temperatures of ${degrees} degrees and wind of force ${wind} are expected in ${place} tonight.`,
      `The harbour office of ${place} expects ${degrees} degrees and wind of force ${wind} tonight. ${ships} ships were in port at the last count.`,
    ],
  },
  id: {
    author: 'Redaksi Cuaca',
    category: 'Cuaca',
    places: ['Lembayung', 'Teluk Karang', 'Port Amery', 'Velmar City', 'Hollin'],
    write: ({ place, degrees, wind, ships }) => [
      `Cuaca ${place}: Suhu ${degrees} Derajat, ${ships} Kapal Bersandar`,
      `Suhu di ${place} malam ini diperkirakan ${degrees} derajat dengan angin skala ${wind}.`,
      `Kantor pelabuhan ${place} memperkirakan suhu ${degrees} derajat dan angin skala ${wind} malam ini. Pada hitungan terakhir ${ships} kapal bersandar.`,
    ],
  },
  ar: {
    author: 'مكتب الأرصاد',
    category: 'الطقس',
    places: ['بورت أميري', 'خليج كارانغ', 'هولين', 'فيلمار'],
    write: ({ place, degrees, wind, ships }) => [
      `طقس ${place}: ${degrees} درجة و${ships} سفينة في الميناء`,
      `يُتوقع أن تبلغ الحرارة في ${place} هذه الليلة ${degrees} درجة مع رياح بقوة ${wind}.`,
      `قال مكتب الميناء في ${place} إن الحرارة ستبلغ هذه الليلة ${degrees} درجة مع رياح بقوة ${wind}. وفي الميناء الآن ${ships} سفينة.`,
    ],
  },
  zh: {
    author: '气象组',
    category: '天气',
    places: ['澜江', '阿默里港', '卡朗湾', '韦尔马'],
    write: ({ place, degrees, wind, ships }) => [
      `${place}今夜气温${degrees}度 港内停泊${ships}艘船`,
      `${place}今夜预计气温${degrees}度，风力${wind}级。`,
      `${place}港务处预计今夜气温${degrees}度，风力${wind}级。最近一次统计显示港内停泊${ships}艘船。`,
    ],
  },
  es: {
    author: 'Redacción del tiempo',
    category: 'El tiempo',
    places: ['Valdeluna', 'Puerto Sereno', 'Port Amery', 'Hollin'],
    write: ({ place, degrees, wind, ships }) => [
      `El tiempo en ${place}: ${degrees} grados y ${ships} barcos en puerto`,
      `Se esperan ${degrees} grados y viento de fuerza ${wind} esta noche en ${place}.`,
      `La capitanía de ${place} espera esta noche ${degrees} grados y viento de fuerza ${wind}. En el último recuento había ${ships} barcos en puerto.`,
    ],
  },
  ru: {
    author: 'Служба погоды',
    category: 'Погода',
    places: ['Залесск', 'Порт-Эмери', 'Уитсанд', 'Холлин'],
    write: ({ place, degrees, wind, ships }) => [
      `${place}: ${degrees} градусов, в порту ${ships} судов`,
      `${place}: ночью ожидается ${degrees} градусов и ветер силой ${wind} баллов.`,
      `${place}: портовая служба ожидает ночью ${degrees} градусов и ветер силой ${wind} баллов. По последним данным, в порту ${ships} судов.`,
    ],
  },
}

/** A bulletin in `language`; the same random numbers give the same one. */
export function bulletin(language: string, random: () => number): Piece {
  const wording = wordings[language] ?? (wordings['en'] as Wording)
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const place = wording.places[whole(0, wording.places.length - 1)] ?? ''
  const [headline, summary, paragraph] = wording.write({
    place,
    degrees: whole(-4, 33),
    wind: whole(1, 8),
    ships: whole(12, 96),
  })
  return {
    story: 'bulletin',
    headline,
    summary,
    paragraphs: [paragraph],
    author: wording.author,
    category: wording.category,
  }
}
