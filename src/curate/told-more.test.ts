import { describe, expect, test } from 'vitest'
import { entryOf } from '../../tests/fixtures/entry.ts'
import { pieceOf } from './piece.ts'
import { compare } from './similarity.ts'

type Side = { readonly title: string; readonly text: string }

function likeness(language: string, a: Side, b: Side, hours = 1) {
  const piece = ({ title, text }: Side, key: string, firstSeen: number) =>
    pieceOf(entryOf(key, title, { language, firstSeen }), text, language)
  return compare(piece(a, 'a', 0), piece(b, 'b', hours * 3_600_000))
}

describe('what one says more in headline and text', () => {
  test.each([
    [
      'a reaction, in words of no list',
      'en',
      'Iceland doubles its fee for cruise ships',
      'Iceland’s parliament agreed on Tuesday to double the fee that cruise ships pay for each passenger from next summer.',
      'Hoteliers dismayed as Iceland doubles its fee for cruise ships',
      'Hoteliers were dismayed after Iceland’s parliament agreed on Tuesday to double the fee that cruise ships pay for each passenger from next summer.',
    ],
    [
      'a denial, in a language without a list',
      'pa',
      'ਲੁਧਿਆਣਾ ਦਾ ਪੁਲ ਖੁੱਲ੍ਹੇਗਾ',
      'ਲੁਧਿਆਣਾ ਦਾ ਪੁਰਾਣਾ ਪੁਲ ਸੋਮਵਾਰ ਨੂੰ ਖੁੱਲ੍ਹੇਗਾ, ਮੇਅਰ ਨੇ ਦੱਸਿਆ।',
      'ਲੁਧਿਆਣਾ ਦਾ ਪੁਲ ਨਹੀਂ ਖੁੱਲ੍ਹੇਗਾ',
      'ਲੁਧਿਆਣਾ ਦਾ ਪੁਰਾਣਾ ਪੁਲ ਸੋਮਵਾਰ ਨੂੰ ਨਹੀਂ ਖੁੱਲ੍ਹੇਗਾ, ਮੇਅਰ ਨੇ ਦੱਸਿਆ।',
    ],
    [
      'who was in office',
      'vi',
      'Khởi tố chủ tịch huyện Đắk Song',
      'Công an tỉnh khởi tố chủ tịch huyện Đắk Song vì sai phạm đất đai.',
      'Khởi tố nguyên chủ tịch huyện Đắk Song',
      'Công an tỉnh khởi tố nguyên chủ tịch huyện Đắk Song vì sai phạm đất đai.',
    ],
    [
      'the women’s team',
      'ur',
      'بنگلہ دیش ٹیم نے نیپال کو شکست دے دی',
      'بنگلہ دیش ٹیم نے ڈھاکہ میں نیپال کو شکست دے دی۔',
      'بنگلہ دیش ویمنز ٹیم نے نیپال کو شکست دے دی',
      'بنگلہ دیش ویمنز ٹیم نے ڈھاکہ میں نیپال کو شکست دے دی۔',
    ],
    [
      'the second film',
      'pt',
      'O Pátio das Cigarras estreia em Coimbra',
      'A comédia O Pátio das Cigarras estreia quinta-feira em Coimbra.',
      'O Pátio das Cigarras 2 estreia em Coimbra',
      'A comédia O Pátio das Cigarras 2 estreia quinta-feira em Coimbra.',
    ],
    [
      'the year after, in a script without spaces',
      'zh',
      '洛阳酒店火灾造成七人死亡',
      '洛阳一家酒店昨晚发生火灾，造成七人死亡，消防部门出动三十辆消防车。',
      '洛阳酒店火灾周年祭造成七人死亡',
      '洛阳一家酒店昨晚发生火灾周年祭，造成七人死亡，消防部门出动三十辆消防车。',
    ],
    [
      'a commemoration in the headline, the years in the text',
      'ja',
      '笹子トンネル崩落、9人死亡',
      '中央道の笹子トンネルで天井板が崩落し、車3台の9人が死亡、2人がけがをした。',
      '笹子トンネル崩落14年、9人を追悼',
      '中央道の笹子トンネルで天井板が崩落し車3台の9人が死亡、2人がけがをして14年を迎えた。',
    ],
  ])('is another piece: %s', (_what, language, title, text, otherTitle, otherText) => {
    const [a, b] = [
      { title, text },
      { title: otherTitle, text: otherText },
    ]
    expect(likeness(language, a, b)).toMatchObject({ isCopy: false })
    expect(likeness(language, b, a)).toMatchObject({ isCopy: false })
  })

  const series = {
    zh: '张婆婆一辈子没有离开过这座海岛。本报记者跟着她走遍了岛上的四个渔村。',
    ru: 'Наш автор прошёл пешком вдоль Камы от истока до устья и записал, что ему рассказывали бакенщики.',
    hi: 'चंबल के बीहड़ों में रहने वाले परिवारों की कहानी',
    en: 'The mayor told the council that the bridge had been inspected every year. Letters seen by this paper say otherwise.',
  }

  test.each([
    ['zh', '海岛上的一辈子（上）', '海岛上的一辈子（下）'],
    ['ru', 'Пешком по Каме. Глава первая', 'Пешком по Каме. Глава последняя'],
    ['hi', 'चंबल के लोग: भाग एक', 'चंबल के लोग: भाग तीन'],
  ] as const)('%s: is another part of a series, whose text is one', (language, one, other) => {
    const text = series[language]
    expect(likeness(language, { title: one, text }, { title: other, text })).toMatchObject({ isCopy: false })
  })

  test.each([
    [
      'en',
      'Weaver reaches semi-final in Malmo',
      'Weaver reaches final in Malmo',
      'Ida Weaver beat Lena Moss 6-3 6-2 in Malmo on Saturday.',
    ],
    [
      'ar',
      'لينا حداد إلى نصف نهائي مالمو',
      'لينا حداد إلى نهائي مالمو',
      'فازت لينا حداد بنتيجة 6-3 و6-2 في مالمو السبت.',
    ],
    [
      'tr',
      'Derya Aksu Malmö’de yarı finalde',
      'Derya Aksu Malmö’de finalde',
      'Derya Aksu Malmö’de rakibini 6-3 6-2 yendi.',
    ],
    [
      'vi',
      'Hoàng Yến vào bán kết ở Malmo',
      'Hoàng Yến vào chung kết ở Malmo',
      'Nguyễn Hoàng Yến thắng 21-12, 21-18 ở Malmo hôm thứ Bảy.',
    ],
    [
      'en',
      'Salt Road | Official Trailer',
      'Salt Road | Official Teaser',
      'Salt Road, in cinemas from May. A film by Jonas Reker about two sisters and a caravan. Follow us everywhere.',
    ],
    [
      'en',
      'Salt Road - Official Trailer',
      'Salt Road - Official Trailer 2',
      'Salt Road, in cinemas from May. A film by Jonas Reker about two sisters and a caravan. Follow us everywhere.',
    ],
  ])('%s: “%s” is not “%s”, though the text is one', (language, one, other, text) => {
    expect(likeness(language, { title: one, text }, { title: other, text })).toMatchObject({ isCopy: false })
    expect(likeness(language, { title: other, text }, { title: one, text })).toMatchObject({ isCopy: false })
    expect(likeness(language, { title: one, text }, { title: `${one} (21.11.2026)`, text })).toMatchObject({
      isCopy: true,
    })
  })

  test('is a copy still, under another word for saying so', () => {
    const [title, other] = ['Bridge inspected every year, mayor tells', 'Bridge inspected every year, mayor says']
    expect(likeness('en', { title, text: series.en }, { title: other, text: series.en })).toMatchObject({
      isCopy: true,
    })
  })

  test('is the less of a headline that says what the text does not, over one text', () => {
    const [told, advert] = [
      'Mayor: bridge inspected every year',
      'Casino bonus and spins: bridge inspected, mayor told council',
    ]
    const one = likeness('en', { title: told, text: series.en }, { title: advert, text: series.en })
    expect(one).toMatchObject({ isCopy: true, misheaded: 'b' })
    expect(likeness('en', { title: told, text: series.en }, { title: told, text: series.en })).not.toHaveProperty(
      'misheaded',
    )
  })

  test('is a headline without a text, and one over an advertisement, beside a text that tells it', () => {
    const title = 'Harbour bridge in Antwerp to close for six weeks after cracks found'
    const told = {
      title,
      text: `Inspectors found cracks in two girders, and the harbour bridge in Antwerp closes for six weeks.`,
    }
    const bare = { title, text: '' }
    const advert = {
      title,
      text: 'Play now at our casino in Antwerp with the code BRIDGE. The harbour of luck awaits.',
    }
    expect(likeness('en', bare, told)).toMatchObject({ isCopy: true, misheaded: 'a' })
    expect(likeness('en', told, advert)).toMatchObject({ isCopy: true, misheaded: 'b' })
    // Nor does an advertisement come before a headline alone.
    expect(likeness('en', bare, advert)).not.toHaveProperty('misheaded')
  })

  test('is a question beside its statement, over one text', () => {
    const [title, other] = ['Did the mayor mislead the council?', 'The mayor did mislead the council']
    expect(likeness('en', { title, text: series.en }, { title: other, text: series.en })).toMatchObject({
      isCopy: false,
      veto: 'question',
    })
  })

  test.each([
    ['sv', 'Rättelse: ', 'Kommunalrådet köpte villa av sin svåger'],
    ['nl', 'Rectificatie: ', 'Wethouder kocht villa van zijn zwager'],
    ['ko', '[정정보도] ', '군수가 처남의 땅을 사들였다'],
    ['zh', '辟谣：', '西安地铁8号线明起停运'],
    ['de', 'Leitartikel: ', 'Senat verschiebt Bau der Messehalle erneut'],
    ['ja', '【社説】', '県、ダム建設を来春再開'],
    ['vi', 'TRỰC TIẾP: ', 'Lễ khai mạc SEA Games tại Băng Cốc'],
    ['pl', 'Na żywo: ', 'Ceremonia otwarcia igrzysk w Krakowie'],
  ])('%s: is a correction or a ticker, as the label says: %s', (language, label, title) => {
    const text = ''
    expect(likeness(language, { title, text }, { title, text }, 2).isCopy).toBe(true)
    expect(likeness(language, { title, text }, { title: `${label}${title}`, text })).toMatchObject({ isCopy: false })
  })

  test.each([
    ['ta', 'சேலம் ரயில் நிலையம் திறக்கப்படும்', 'சேலம் ரயில் நிலையம் திறக்கப்படாது'],
    [
      'de',
      'Grubenunglück von Lengede: Neunundzwanzig Tote',
      'Grubenunglück von Lengede: Jahrestag für neunundzwanzig Tote',
    ],
  ])('%s: is a denial or a commemoration', (language, title, other) => {
    expect(likeness(language, { title, text: '' }, { title: other, text: '' })).toMatchObject({ isCopy: false })
  })

  const text =
    'Rescuers on Sunday freed eleven miners who had been trapped for two days below the copper mine of Tierra Roja, the company said.'

  test.each([
    ['a word that the other text has too', 'Trapped miners freed at Tierra Roja copper mine', text],
    ['a word of the headline alone', 'Joy as miners freed at Tierra Roja mine', text],
    ['the day', 'Miners freed on Sunday at Tierra Roja mine', text.replace('who had', 'on Sunday who had')],
    [
      'what comes where the other text has ended',
      'Rich miners freed at Tierra Roja mine',
      `${text} None of them is rich.`,
    ],
  ])('is a copy still: %s', (_what, title, otherText) => {
    expect(
      likeness('en', { title: 'Miners freed at Tierra Roja mine', text }, { title, text: otherText }),
    ).toMatchObject({
      isCopy: true,
    })
  })
})

describe('a word that stands in the place of another, in headline and text', () => {
  test.each([
    [
      'who was in office, behind an elided article',
      'it',
      'Assolto il comandante del porto di Gaeta',
      'Il tribunale di Cassino ha assolto il comandante del porto di Gaeta dalle accuse di falso. La procura aveva chiesto un anno.',
      'Assolto l’ex comandante del porto di Gaeta',
      'Il tribunale di Cassino ha assolto l’ex comandante del porto di Gaeta dalle accuse di falso. La procura aveva chiesto un anno.',
    ],
    [
      'the same, where the article changes with it',
      'fr',
      'Le doyen de la faculté de Nancy quitte son poste',
      'Le doyen de la faculté de Nancy a annoncé mardi qu’il quitte son poste pour des raisons de santé.',
      'L’ancien doyen de la faculté de Nancy quitte son poste',
      'L’ancien doyen de la faculté de Nancy a annoncé mardi qu’il quitte son poste pour des raisons de santé.',
    ],
    [
      'a deputy, in one word',
      'es',
      'El presidente de Surinam inaugura un puente en Albina',
      'El presidente de Surinam inauguró el martes un puente en Albina que costó treinta millones de dólares.',
      'El vicepresidente de Surinam inaugura un puente en Albina',
      'El vicepresidente de Surinam inauguró el martes un puente en Albina que costó treinta millones de dólares.',
    ],
    [
      'words of two syllables',
      'vi',
      'Bắt thư ký tòa án ở Kon Tum vì nhận tiền',
      'Công an tỉnh Kon Tum bắt tạm giam thư ký tòa án vì nhận tiền của đương sự. Vụ việc đang được điều tra thêm.',
      'Bắt thẩm phán tòa án ở Kon Tum vì nhận tiền',
      'Công an tỉnh Kon Tum bắt tạm giam thẩm phán tòa án vì nhận tiền của đương sự. Vụ việc đang được điều tra thêm.',
    ],
    [
      'a syllable that looks like another word without its accent',
      'vi',
      'Tàu khách trật bánh ở Hải Vân',
      'Một tàu khách trật bánh ở Hải Vân tối thứ hai. Nguyên nhân vụ tai nạn đang được điều tra, tuyến đường tạm dừng.',
      'Tàu tải trật bánh ở Hải Vân',
      'Một tàu tải trật bánh ở Hải Vân tối thứ hai. Nguyên nhân vụ tai nạn đang được điều tra, tuyến đường tạm dừng.',
    ],
    [
      'the contrary, in a word that is common',
      'fa',
      'پل ورسک بسته شد',
      'پل ورسک در مازندران شامگاه یکشنبه بسته شد و رانندگان در دو سوی آن منتظر ماندند، پلیس راه گفت.',
      'پل ورسک باز شد',
      'پل ورسک در مازندران شامگاه یکشنبه باز شد و رانندگان در دو سوی آن منتظر ماندند، پلیس راه گفت.',
    ],
    [
      'another body',
      'fr',
      'Le gouvernement tchadien ferme deux radios',
      'Le gouvernement tchadien a ordonné lundi la fermeture de deux radios accusées de troubler l’ordre public à Moundou.',
      'Le parlement tchadien ferme deux radios',
      'Le parlement tchadien a ordonné lundi la fermeture de deux radios accusées de troubler l’ordre public à Moundou.',
    ],
  ])('is another piece: %s', (_what, language, title, text, otherTitle, otherText) => {
    const [a, b] = [
      { title, text },
      { title: otherTitle, text: otherText },
    ]
    expect(likeness(language, a, a).isCopy).toBe(true)
    expect(likeness(language, a, b)).toMatchObject({ isCopy: false })
  })

  const text =
    'The lighthouse of Cape Drum will be moved eighty metres inland next spring, as the cliff below it crumbles, the trust said on Monday.'
  const title = 'Cape Drum lighthouse will be moved inland'

  test.each([
    ['who told it', 'Cape Drum lighthouse will be moved inland', text.replace('said', 'announced')],
    ['a word of the headline alone', 'Cape Drum lighthouse to be moved inland', text.replace('crumbles', 'erodes')],
    [
      'words that both texts have, each in its place',
      'Cape Drum lighthouse will be moved inland, trust says',
      text.replace('crumbles', 'erodes'),
    ],
  ])('is a copy still: %s', (_what, otherTitle, otherText) => {
    expect(likeness('en', { title, text }, { title: otherTitle, text: otherText })).toMatchObject({ isCopy: true })
  })
})

test('an order given and an order lifted are told apart by their headlines where the texts say it in other words', () => {
  const order = (verb: string) =>
    `A notice to leave was ${verb} for the village of Tarn on Monday because of a fire in the hills, and some 900 people live there.`
  expect(
    likeness(
      'en',
      { title: 'Evacuation ordered for village of Tarn as hills burn', text: order('issued') },
      { title: 'Evacuation lifted for village of Tarn as hills burn', text: order('lifted') },
    ),
  ).toMatchObject({ isCopy: false, veto: 'opposite' })
})

test.each([
  ['hr', 'Bivši ravnatelj luke Ploče priveden zbog mita', 'Ravnatelj luke Ploče priveden zbog mita'],
  ['et', 'Endine Narva linnapea sai süüdistuse', 'Narva linnapea sai süüdistuse'],
  ['lt', 'Teisiamas buvęs Alytaus meras dėl kyšio', 'Teisiamas Alytaus meras dėl kyšio'],
  ['te', 'మాజీ మేయర్ కడపలో కన్నుమూత', 'మేయర్ కడపలో కన్నుమూత'],
])('%s: who was in office is told by the headline: %s', (language, title, other) => {
  expect(likeness(language, { title, text: '' }, { title: other, text: '' })).toMatchObject({ veto: 'distinction' })
})

test('prices of one title with other figures in the same places are two pieces, however short', () => {
  const prices = (petrol: string, diesel: string) => ({
    title: 'Fuel prices today in Mbarara',
    text: `Petrol costs ${petrol} shillings a litre in Mbarara, diesel ${diesel} shillings.`,
  })
  const a = prices('5,120', '4,890')
  expect(likeness('en', a, prices('5,160', '4,930'))).toMatchObject({ isCopy: false, veto: 'numbers' })
  expect(likeness('en', a, { ...a, text: `${a.text} Taxes are included.` }).isCopy).toBe(true)
})

test('a headline that goes on with what both texts say is one of a copy', () => {
  const text = (told: string) =>
    `Міст через Стрий у Верхньому Синьовидному знову відкрито після ремонту. ${told}. Вантажівки пропускають у дві смуги.`
  const a = { title: 'Відкрито міст через Стрий', text: text('Про це повідомили в Службі відновлення') }
  const b = { title: 'Відкрито міст через Стрий після ремонту', text: text('Про це повідомила Служба відновлення') }
  expect(likeness('uk', a, b)).toMatchObject({ isCopy: true, rule: 'same-text' })
  // Where the other headline says something else instead, that is not enough.
  expect(likeness('uk', { ...a, title: 'Відкрито рух через Стрий: автобуси їдуть' }, b).isCopy).toBe(false)
})
