import { describe, expect, test } from 'vitest'
import { entryOf } from '../../tests/fixtures/entry.ts'
import type { Entry } from '../model/entry.ts'
import type { Member } from '../model/section.ts'
import { likenesses, nearPairs } from './copies.ts'
import { foldCopies } from './fold.ts'
import { sketchOf } from './near-copies.ts'
import { pieceOf } from './piece.ts'

type Piece = { readonly title: string; readonly text: string }

/** How many entries are left when these came at once, from so many sources in turn. */
async function left(language: string, pieces: readonly Piece[], sources: number): Promise<number> {
  const at = Date.UTC(2026, 4, 10)
  const candidates = pieces.map(({ title }, i) => {
    const sourceId = `source${i % sources}`
    const published = { at, confidence: 'high', from: 'feed' } as const
    const entry = entryOf(`key${i}`, title, { sourceId, language, published, position: i, firstSeen: at })
    return { entry, member: { sourceId, dedupe: true } as Member }
  })
  const textOf = ({ position }: Entry) => pieces[position]?.text ?? ''
  const entries = candidates.map(({ entry }) => entry)
  const pairs = await nearPairs(entries, (entry) => sketchOf(entry, textOf(entry)))
  const compared = likenesses(pairs, new Map(entries.map((entry) => [entry.key, pieceOf(entry, textOf(entry))])))
  return foldCopies(candidates, { likenesses: compared, kept: [], corrections: [], fullText: new Set() }).length
}

const HEADLINES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Harbour reopens after the spring storm',
    'Parliament passes budget with narrow margin',
    'Scientists map coral reef near Lombok',
    'Wheat prices fall to lowest in years',
  ],
  id: [
    'Pelabuhan dibuka lagi usai badai musim semi',
    'Parlemen sahkan anggaran dengan selisih tipis',
    'Ilmuwan petakan terumbu karang dekat Lombok',
    'Harga gandum turun ke titik terendah',
  ],
  de: [
    'Hafen öffnet nach dem Frühlingssturm wieder',
    'Parlament verabschiedet Haushalt mit knapper Mehrheit',
    'Forscher kartieren Korallenriff vor Lombok',
    'Weizenpreise fallen auf tiefsten Stand seit Jahren',
  ],
  zh: [
    '港口在春季风暴后重新开放',
    '议会以微弱多数通过预算案',
    '科学家绘制龙目岛附近珊瑚礁地图',
    '小麦价格跌至多年最低',
  ],
}
const AUTHORS = ['Jane Smith', 'Ola Nordmann', 'Budi Santoso', 'Maria Lopez']
const REPORTERS = ['王小明', '李大伟', '张建国', '陈美玲']
const TOWNS = ['Cork', 'Kerry', 'Galway', 'Sligo']
const CITIES = ['苏州', '杭州', '南京', '成都']

/** What a publisher's template makes of one piece. */
const TEMPLATES: readonly (readonly [name: string, language: string, make: (i: number) => Piece])[] = [
  [
    'the author in front',
    'en',
    (i) => ({
      title: HEADLINES['en']?.[i] ?? '',
      text: `Written by our staff writer ${AUTHORS[i]}. Subscribe to our newsletter for the latest reporting from around the region and follow us on all of our channels, where we bring you the stories that matter most.`,
    }),
  ],
  [
    'the author in the middle',
    'en',
    (i) => ({
      title: HEADLINES['en']?.[i] ?? '',
      text: `Thank you for reading the Daily Portal. This story by ${AUTHORS[i]} is free for registered readers only; please log in or register to continue reading it, and consider a subscription to support independent journalism.`,
    }),
  ],
  [
    'the author behind',
    'en',
    (i) => ({
      title: HEADLINES['en']?.[i] ?? '',
      text: `Subscribe to our newsletter for the latest reporting from around the region and follow us on all of our channels, where we bring you the stories that matter most, every single day of the week. Written by ${AUTHORS[i]}.`,
    }),
  ],
  [
    'nothing that changes',
    'en',
    (i) => ({
      title: HEADLINES['en']?.[i] ?? '',
      text: 'Subscribe to our newsletter for the latest reporting from around the region and follow us on all of our channels, where we bring you the stories that matter most, every single day of the week.',
    }),
  ],
  [
    'Indonesian',
    'id',
    (i) => ({
      title: HEADLINES['id']?.[i] ?? '',
      text: `Ditulis oleh ${AUTHORS[i]}. Ikuti terus berita terbaru dari seluruh wilayah hanya di portal kami, dan jangan lupa berlangganan buletin harian agar Anda tidak ketinggalan kabar penting setiap hari dari redaksi kami.`,
    }),
  ],
  [
    'German, whose nouns have capital letters',
    'de',
    (i) => ({
      title: HEADLINES['de']?.[i] ?? '',
      text: `Von unserem Redakteur ${AUTHORS[i]}. Abonnieren Sie unseren Newsletter und folgen Sie uns auf allen Kanälen, um keine wichtige Meldung aus der Region mehr zu verpassen; unsere Redaktion arbeitet für Sie rund um die Uhr.`,
    }),
  ],
  [
    'Chinese',
    'zh',
    (i) => ({
      title: HEADLINES['zh']?.[i] ?? '',
      text: `本报记者${REPORTERS[i]}报道。欢迎订阅我们的新闻简报，关注我们的所有频道，第一时间获取来自全国各地的最新消息，我们每天为您带来最重要的新闻报道和深度分析。`,
    }),
  ],
  [
    'a town in the title alone',
    'en',
    (i) => ({
      title: `Weather forecast and road conditions for ${TOWNS[i]} this weekend`,
      text: 'Sunny spells and scattered showers at first, turning cloudy from the west in the afternoon with outbreaks of rain spreading slowly eastwards, and light to moderate southerly winds throughout the day.',
    }),
  ],
  [
    'a city in the title alone, in Chinese',
    'zh',
    (i) => ({
      title: `${CITIES[i]}天气预报`,
      text: '今日白天多云转晴，夜间有小到中雨，偏南风三到四级，最高气温将达到二十五度，请市民注意增减衣物，出行带好雨具，驾车减速慢行注意安全。',
    }),
  ],
  [
    'two teams in the title alone',
    'en',
    (i) => ({
      title: `Match report: ${TOWNS[i]} v ${TOWNS[(i + 1) % TOWNS.length]}`,
      text: 'All the goals, cards and statistics from the match, with player ratings, the reaction of both managers and what the result means for the table before the next round of fixtures in the county championship.',
    }),
  ],
  [
    'a name in the text alone',
    'en',
    (i) => ({
      title: 'Death notice from the parish community',
      text: `${AUTHORS[i]}, who has died after a short illness, was a much loved teacher, neighbour and friend, and will be remembered by the community for years of service to the parish choir and the rowing club.`,
    }),
  ],
]

describe('pieces of one template', () => {
  test.each(TEMPLATES)('are as many pieces: %s', async (_, language, make) => {
    for (const count of [2, 4]) {
      const pieces = Array.from({ length: count }, (_, i) => make(i))
      for (const sources of [1, 2, 4])
        expect([sources, await left(language, pieces, sources)]).toEqual([sources, count])
    }
  })

  test('what recurs in a source proves nothing, and takes nothing from what the rest of a text proves', async () => {
    const text =
      'At least 14 people died in northern Kenya after the Tana river burst its banks following three days of heavy rain, officials said, and more than 2,000 families have been moved to schools and churches on higher ground, where aid workers brought them food, tents and blankets by boat and from the air as long as the light allowed. '
    const tail = 'Subscribe to our newsletter for the latest reporting from around the region, every single day.'
    const copies = [
      { title: 'Flood kills 14 in northern Kenya as river bursts its banks', text: `${text}${tail}` },
      { title: 'Kenya: Tana river flooding leaves thousands of families homeless', text },
    ]
    const others = (HEADLINES['en'] ?? []).map((title, i) => ({ title, text: `By ${AUTHORS[i]}. ${tail} ${tail}` }))
    expect(await left('en', copies, 2)).toBe(1)
    expect(await left('en', [...copies, ...others], 2)).toBe(1 + others.length)
  })

  test('a word that was edited is no name that was exchanged', async () => {
    const text = (moved: string, ground: string) =>
      `At least 14 people died in northern Kenya on Saturday after the Tana river burst its banks, officials said, and more than 2,000 families have been ${moved} to schools and churches on higher ${ground} near the coast.`
    const pieces = [
      { title: 'Tana river flooding kills 14 in northern Kenya', text: text('evacuated', 'ground') },
      { title: 'Kenya: Tana river flooding leaves families homeless', text: text('relocated', 'land') },
    ]
    expect(await left('en', pieces, 2)).toBe(1)
  })
})

/** Under one headline two texts that differ in what is put between signs, or stands in the place of others. */
const SIGNS: readonly (readonly [string, string, string, string, string])[] = [
  [
    'ja',
    '俳優の山口健一さん死去、78歳',
    '俳優の山口健一さんが肺炎のため東京都内の病院で死去した。葬儀は近親者で営む。長く時代劇で活躍し、多くの映画に出演した。',
    '俳優の山口健一さんが25日、肺炎のため東京都内の病院で死去した。葬儀は近親者で営む。長く時代劇で活躍し、多くの映画に出演した。',
    '俳優の山口健一さんが24日、肺炎のため東京都内の病院で死去した。葬儀は近親者で営む。長く時代劇で活躍し、多くの映画に出演した。',
  ],
  [
    'ja',
    '工場で爆発、従業員らけが',
    '富山市の化学工場で爆発があり従業員らが病院に運ばれた。県警は原因を調べている。工場は操業を止めている。',
    '富山市の化学工場で爆発があり従業員ら12人が病院に運ばれた。県警は原因を調べている。工場は操業を止めている。',
    '福井市の化学工場で爆発があり従業員らが病院に運ばれた。県警は原因を調べている。工場は操業を止めている。',
  ],
  [
    'zh',
    '大桥维修完成恢复通车',
    '武汉市交通部门宣布大桥维修工程全部完成并恢复双向通车。市民可以照常通行，公交线路同时恢复。',
    '武汉市交通部门25日宣布大桥维修工程全部完成并恢复双向通车。市民可以照常通行，公交线路同时恢复。',
    '南京市交通部门宣布大桥维修工程全部完成并恢复双向通车。市民可以照常通行，公交线路同时恢复。',
  ],
  [
    'th',
    'เรือท่องเที่ยวล่มกลางทะเล ช่วยผู้โดยสารปลอดภัย',
    'เจ้าหน้าที่กู้ภัยช่วยผู้โดยสารจากเรือท่องเที่ยวที่ล่มใกล้เกาะสมุย ตำรวจกำลังสอบสวนสาเหตุและสั่งห้ามเรือเล็กออกจากฝั่ง',
    'เจ้าหน้าที่กู้ภัยช่วยผู้โดยสาร 12 คนจากเรือท่องเที่ยวที่ล่มใกล้เกาะสมุย ตำรวจกำลังสอบสวนสาเหตุและสั่งห้ามเรือเล็กออกจากฝั่ง',
    'เจ้าหน้าที่กู้ภัยช่วยผู้โดยสารจากเรือท่องเที่ยวที่ล่มใกล้เกาะลันตา ตำรวจกำลังสอบสวนสาเหตุและสั่งห้ามเรือเล็กออกจากฝั่ง',
  ],
]

describe('in scripts without spaces', () => {
  test.each(SIGNS)(
    'a number that the one puts between two signs is in the place of nothing: %s %s',
    async (...pair) => {
      const [language, title, text, dated, other] = pair
      const pieces = (...texts: readonly string[]) => texts.map((each) => ({ title, text: each }))
      expect(await left(language, pieces(text, dated), 2)).toBe(1)
      expect(await left(language, pieces(dated, text), 2)).toBe(1)
      // What stands there in its place still is.
      expect(await left(language, pieces(dated, other), 2)).toBe(2)
    },
  )

  test('letters put between two signs make another word', async () => {
    const text = (place: string) =>
      `知事は被災地で${place}が運営する避難所を視察し住民の声を聞いた。今後の支援策を来月まとめる方針だ。県議会にも説明する。`
    const pieces = ['京都', '東京都'].map((place) => ({ title: '知事が被災地の避難所を視察', text: text(place) }))
    expect(await left('ja', pieces, 2)).toBe(2)
  })
})
