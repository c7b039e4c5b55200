import { describe, expect, test } from 'vitest'
import { changeOf, type Version } from './substance.ts'

type Pair = readonly [language: string, before: string, after: string]

const titled = (title: string, language: string): Version => ({ title, text: 'x', language, files: [] })
const texted = (text: string, language: string): Version => ({ title: 'x', text, language, files: [] })

const OTHER_TITLES: readonly Pair[] = [
  ['en', 'Club fires coach after derby', 'Club hires coach after derby'],
  ['en', 'Firm pays 3 million to workers', 'Firm pays 3 billion to workers'],
  ['en', 'Iran says border is closed', 'Iraq says border is closed'],
  ['en', 'Spain beats France in final', 'France beats Spain in final'],
  ['en', 'Minister charged after inquiry', 'Minister changed after inquiry'],
  ['en', 'Soldier killed in raid', 'Soldiers killed in raid'],
  ['en', 'County declares an emergency', 'Country declares an emergency'],
  ['en', 'Gambia closes its border', 'Zambia closes its border'],
  ['en', 'Temperature falls to 3 degrees', 'Temperature falls to -3 degrees'],
  ['en', 'Firm fined $3 million', 'Firm fined €3 million'],
  ['en', 'Rates rise by 0.5 percent', 'Rates rise by 0.25 percent'],
  ['en', 'Mayor can run again', 'Mayor can’t run again'],
  ['en', 'Race won by Hansen', 'Race won by Hanson'],
  ['en', '😀', '😭'],
  ['id', 'Harga beras naik di Jawa', 'Harga beras turun di Jawa'],
  ['id', 'Dua warga tewas di Bogor', 'Tiga warga tewas di Bogor'],
  ['id', 'Menteri bantah mundur', 'Menteri mundur'],
  ['de', 'Gericht erklärt Müller für schuldig', 'Gericht erklärt Müller für unschuldig'],
  ['de', 'Firma zahlt 3 Millionen', 'Firma zahlt 3 Milliarden'],
  ['fr', 'Le maire gagne son procès', 'Le maire perd son procès'],
  ['fr', 'Deux morts à Lyon', 'Dix morts à Lyon'],
  ['es', 'El juez condena al alcalde', 'El juez absuelve al alcalde'],
  ['es', 'Suben las tarifas del metro', 'Bajan las tarifas del metro'],
  ['pt', 'Câmara aprova o aumento', 'Câmara rejeita o aumento'],
  ['it', 'Il sindaco resta in carica', 'Il sindaco non resta in carica'],
  ['ru', 'Суд признал мэра виновным', 'Суд признал мэра невиновным'],
  ['ru', 'Иран закрыл границу', 'Ирак закрыл границу'],
  ['tr', 'Ünlü oyuncu öldü', 'Ünlü oyuncu oldu'],
  ['ar', 'المحكمة تقضي بإدانة الوزير', 'المحكمة تقضي ببراءة الوزير'],
  ['fa', 'دولت قیمت بنزین را افزایش داد', 'دولت قیمت بنزین را کاهش داد'],
  ['he', 'בית המשפט הרשיע את השר', 'בית המשפט זיכה את השר'],
  ['hi', 'अदालत ने मंत्री को दोषी ठहराया', 'अदालत ने मंत्री को निर्दोष ठहराया'],
  ['bn', 'আদালত মন্ত্রীকে দোষী বলেছে', 'আদালত মন্ত্রীকে নির্দোষ বলেছে'],
  ['ko', '법원 전 장관에 유죄 선고', '법원 전 장관에 무죄 선고'],
  ['ko', '화재로 3명 사망', '화재로 5명 사망'],
  ['zh', '法院判决被告人有罪引发关注', '法院判决被告人无罪引发关注'],
  ['zh', '四川地震造成三人死亡', '四川地震造成五人死亡'],
  ['zh', '中国队击败日本队', '日本队击败中国队'],
  ['ja', '衆議院本会議で予算案が可決', '衆議院本会議で予算案が否決'],
  ['ja', '首相が辞任へ', '首相が続投へ'],
  ['th', 'ศาลตัดสินให้จำเลยมีความผิด', 'ศาลตัดสินให้จำเลยไม่มีความผิด'],
  ['th', 'รัฐบาลจะขึ้นภาษี', 'รัฐบาลจะลดภาษี'],
  ['km', 'តម្លៃសាំងឡើងនៅភ្នំពេញ', 'តម្លៃសាំងចុះនៅភ្នំពេញ'],
  ['lo', 'ລາຄານ້ຳມັນຂຶ້ນ', 'ລາຄານ້ຳມັນລົງ'],
  ['my', 'ဆီဈေးတက်', 'ဆီဈေးကျ'],
  ['vi', 'Giá xăng tăng từ ngày mai', 'Giá xăng giảm từ ngày mai'],
  ['vi', 'Thành phố cấm xe máy', 'Thành phố cắm xe máy'],
  ['sw', 'Waziri ajiuzulu leo', 'Waziri hajiuzulu leo'],
  ['ta', 'பெட்ரோல் விலை உயர்வு', 'பெட்ரோல் விலை குறைவு'],
]

const OTHER_TEXTS: readonly Pair[] = [
  [
    'en',
    'The candidate leads with 1,204 votes, the commission said.',
    'The candidate leads with 13,377 votes, the commission said.',
  ],
  [
    'en',
    'The man who was arrested is a brother of the victim, the police said on Monday.',
    'The man who was arrested is a neighbour of the victim, the police said on Monday.',
  ],
  [
    'en',
    'The tax will rise in May, the minister of finance said on Monday in the house.',
    'The tax will fall in May, the minister of finance said on Monday in the house.',
  ],
  [
    'en',
    'Nobody survived the crash of the small plane near the lake on Monday, the police said.',
    'Everybody survived the crash of the small plane near the lake on Monday, the police said.',
  ],
  [
    'en',
    'The minister will resign on Friday, two people who know of his plans told us on Monday night.',
    'The minister may resign on Friday, two people who know of his plans told us on Monday night.',
  ],
  [
    'en',
    'In the suit that was filed on Monday Spain accuses France of breaking the treaty of 1984.',
    'In the suit that was filed on Monday France accuses Spain of breaking the treaty of 1984.',
  ],
  [
    'id',
    'Pengadilan menyatakan mantan bupati itu bersalah dalam kasus korupsi dana desa pada Senin pagi.',
    'Pengadilan menyatakan mantan bupati itu tidak bersalah dalam kasus korupsi dana desa pada Senin pagi.',
  ],
  [
    'de',
    'Das Gericht hat den früheren Bürgermeister am Montag schuldig gesprochen, wie ein Sprecher der Stadt sagte.',
    'Das Gericht hat den früheren Bürgermeister am Montag freigesprochen, wie ein Sprecher der Stadt sagte.',
  ],
  [
    'fr',
    'Le nombre des accidents a augmenté cette année, selon le rapport que la ville a publié lundi matin.',
    'Le nombre des accidents a diminué cette année, selon le rapport que la ville a publié lundi matin.',
  ],
  [
    'es',
    'El tribunal declaró culpable al antiguo alcalde de la ciudad por el caso de las obras del puerto.',
    'El tribunal declaró inocente al antiguo alcalde de la ciudad por el caso de las obras del puerto.',
  ],
  [
    'ru',
    'Суд признал бывшего мэра виновным в растрате, сообщила пресс-служба в понедельник.',
    'Суд признал бывшего мэра невиновным в растрате, сообщила пресс-служба в понедельник.',
  ],
  [
    'ar',
    'قضت المحكمة اليوم بإدانة الوزير السابق في قضية الفساد وقال المحامي إنه سيستأنف الحكم',
    'قضت المحكمة اليوم ببراءة الوزير السابق في قضية الفساد وقال المحامي إنه سيستأنف الحكم',
  ],
  [
    'hi',
    'अदालत ने पूर्व मंत्री को दोषी करार दिया और सजा पर सुनवाई अगले सप्ताह होगी।',
    'अदालत ने पूर्व मंत्री को निर्दोष करार दिया और सजा पर सुनवाई अगले सप्ताह होगी।',
  ],
  [
    'ko',
    '법원은 오늘 전 장관에게 유죄를 선고했다고 밝혔다. 변호인은 항소하겠다고 말했다.',
    '법원은 오늘 전 장관에게 무죄를 선고했다고 밝혔다. 변호인은 항소하겠다고 말했다.',
  ],
  [
    'zh',
    '市长表示，地铁三号线将于明年开通，票价不变，市民对此表示欢迎。',
    '市长表示，地铁三号线已经取消建设，票价上涨，市民对此表示欢迎。',
  ],
  [
    'ja',
    '首相は記者会見で、消費税を引き上げると述べた。野党は反発している。',
    '首相は記者会見で、消費税を引き下げると述べた。野党は反発している。',
  ],
  ['th', 'นายกรัฐมนตรีกล่าวว่าจะขึ้นภาษีในปีหน้า ประชาชนไม่พอใจ', 'นายกรัฐมนตรีกล่าวว่าจะลดภาษีในปีหน้า ประชาชนพอใจ'],
]

/** Of some hundred words each; one is another. */
const FILLED: readonly (readonly [language: string, filling: string, before: string, after: string])[] = [
  [
    'en',
    'The street was closed for hours while the firemen worked at it. ',
    'found guilty of fraud',
    'found innocent of fraud',
  ],
  ['en', 'The street was closed for hours while the firemen worked at it. ', 'led by a brother', 'led by a neighbour'],
  ['en', 'The street was closed for hours while the firemen worked at it. ', 'three were hurt', 'seven were hurt'],
  ['en', 'The street was closed for hours while the firemen worked at it. ', 'said Mr Smith', 'said Mr Jones'],
  [
    'de',
    'Die Straße war für Stunden gesperrt, während die Feuerwehr dort arbeitete. ',
    'ist schuldig',
    'ist unschuldig',
  ],
  [
    'ru',
    'Улица была закрыта на несколько часов, пока там работали пожарные. ',
    'признан виновным',
    'признан невиновным',
  ],
  ['id', 'Jalan itu ditutup selama berjam-jam saat petugas bekerja di sana. ', 'harga beras naik', 'harga beras turun'],
  ['zh', '消防员在现场工作期间，这条街道被封闭了数小时。', '他同意这个计划', '他反对这个计划'],
  ['ja', '消防士が現場で作業している間、通りは数時間閉鎖された。', '計画に賛成した', '計画に反対した'],
]

const SAME_TITLES: readonly Pair[] = [
  ['en', 'Tram derails in Linz, three hurt', 'Tram derails in Linz – three hurt'],
  ['en', 'Goverment opens the bridge', 'Government opens the bridge'],
  ['en', 'Police seek teh driver', 'Police seek the driver'],
  ['en', 'Seperate inquiries into the crash', 'Separate inquiries into the crash'],
  ['en', 'Commitee to meet on Monday', 'Committee to meet on Monday'],
  ['en', 'Ships recieve a warning', 'Ships receive a warning'],
  ['en', 'Air strike on the harbour', 'Airstrike on the harbour'],
  ['en', 'U.S. and China to meet', 'US and China to meet'],
  ['en', '“Nothing is lost”, says coach', "'Nothing is lost', says coach"],
  ['en', 'Storm kills 1,204 in the valley', 'Storm kills 1204 in the valley'],
  ['en', 'Storm reaches the coast of Galicia', 'Storm reaches the coast of Galicia (AFP)'],
  ['en', 'Storm reaches the coast of Galicia', 'Storm reaches the coast of Galicia | County Times'],
  ['id', 'Pemeritah buka jembatan', 'Pemerintah buka jembatan'],
  ['id', 'Jembatan di tutup hari ini', 'Jembatan ditutup hari ini'],
  ['de', 'Regierug öffnet die Brücke', 'Regierung öffnet die Brücke'],
  ['de', 'Straße in Köln gesperrt', 'Strasse in Köln gesperrt'],
  ['fr', 'Elections : le président battu', 'Élections: le président battu'],
  ['fr', 'Le gouvernment ouvre le pont', 'Le gouvernement ouvre le pont'],
  ['fr', 'L’accord est signé', "L'accord est signé"],
  ['es', 'El presidnte abre el puente', 'El presidente abre el puente'],
  ['es', 'La union europea se reune', 'La unión europea se reúne'],
  ['pt', 'Governo abre a pnote', 'Governo abre a ponte'],
  ['it', 'Il goverrno apre il ponte', 'Il governo apre il ponte'],
  ['ru', 'Правительсво открыло мост', 'Правительство открыло мост'],
  ['ru', 'Самолёт сел в поле', 'Самолет сел в поле'],
  ['ru', 'Ещё один мост закрыт', 'Еще один мост закрыт'],
  ['uk', 'Уряд відкрив міст: відео', 'Уряд відкрив міст — відео'],
  ['en', 'Café opens on the pier', 'Cafe opens on the pier'],
  ['tr', 'Cumhurbaskani geldi', 'Cumhurbaşkanı geldi'],
  ['pl', 'Pożar w Lodzi', 'Pożar w Łodzi'],
  ['vi', 'Hoà bình ở Trung Đông', 'Hòa bình ở Trung Đông'],
  ['ar', 'الحكومه تفتح الجسر', 'الحكومة تفتح الجسر'],
  ['ar', 'الحكــومة تفتح الجسر', 'الحُكومة تفتح الجسر'],
  ['fa', 'دولت می‌خواهد پل را باز کند', 'دولت می خواهد پل را باز کند'],
  ['hi', 'हिन्दी के लेखक सम्मानित', 'हिंदी के लेखक सम्मानित'],
  ['ko', '법원 전 장관에게 유죄 선고', '법원 전장관에게 유죄 선고'],
  ['zh', '市政府召开发布会，宣布新规定', '市政府召开发布会,宣布新规定'],
  ['zh', '“地铁三号线”明年开通', '「地铁三号线」明年开通'],
  ['zh', '死亡人数升至１２人', '死亡人数升至12人'],
  ['ja', '首相が会見　方針を説明', '首相が会見 方針を説明'],
  ['ja', 'ｱﾒﾘｶの大統領が来日', 'アメリカの大統領が来日'],
  ['th', 'ศาลตัดสิน จำเลยมีความผิด', 'ศาลตัดสินจำเลยมีความผิด'],
  ['th', 'นํ้าท่วมภาคใต้', 'น้ำท่วมภาคใต้'],
  ['km', 'តម្លៃសាំង\u200Bឡើងនៅភ្នំពេញ', 'តម្លៃសាំងឡើងនៅភ្នំពេញ'],
]

const LONG =
  'Three people were hurt when a tram left the rails in Linz on Monday, the police said. Traffic was stopped for hours.'

const SAME_TEXTS: readonly Pair[] = [
  ['en', LONG, LONG.replace('people', 'poeple')],
  ['en', LONG, LONG.replace('tram left', 'tram has left')],
  [
    'en',
    LONG,
    'Traffic was stopped for hours. Three people were hurt when a tram left the rails in Linz on Monday, the police said.',
  ],
  ['en', LONG, `${LONG} (Reuters)`],
  ['en', LONG, `${LONG} Reporting by Jane Doe; Editing by John Roe`],
  ['en', LONG, `${LONG}\nSource: AFP`],
  ['en', LONG, `${LONG} (with inputs from ANI)`],
  ['en', LONG, `LINZ, June 1 (Reuters) - ${LONG}`],
  ['en', LONG, `${LONG}\n5 min read`],
  ['de', LONG, `LINZ (dpa) - ${LONG}`],
  ['en', `${LONG} 12 comments`, `${LONG} 40 comments`],
  ['id', 'Tiga orang terluka, kata polisi.', 'Tiga orang terluka, kata polisi. (ant/ris)'],
  ['id', 'Tiga orang terluka, kata polisi.', 'Tiga orang terluka, kata polisi.\nEditor: Budi Santoso'],
  [
    'de',
    'Drei Menschen wurden verletzt, sagte die Polizei.',
    'Drei Menschen wurden verletzt, sagte die Polizei. (dpa)',
  ],
  ['fr', 'Trois personnes ont été blessées.', 'Trois personnes ont été blessées. (AFP)'],
  ['es', 'Tres personas resultaron heridas.', 'Tres personas resultaron heridas. (EFE)'],
  ['ru', 'Пострадали три человека.', 'Пострадали три человека.\nФото: Иван Петров'],
  ['zh', '事故造成三人受伤。', '事故造成三人受伤。（完）'],
  ['zh', '事故造成三人受伤。', '事故造成三人受伤。\n编辑：李明'],
  ['ja', '三人が負傷した。', '三人が負傷した。（共同）'],
  ['ko', '세 명이 다쳤다.', '세 명이 다쳤다. (연합뉴스)'],
  ['ar', 'أصيب ثلاثة أشخاص.', 'أصيب ثلاثة أشخاص. (رويترز)'],
  ['th', 'มีผู้บาดเจ็บสามคน', 'มีผู้บาดเจ็บสามคน\nที่มา: รอยเตอร์'],
  ['hi', 'तीन लोग घायल हुए।', 'तीन लोग घायल हुए।\nस्रोत: भाषा'],
]

describe('it says something else', () => {
  test.each(OTHER_TITLES)('%s title: %s → %s', (language, before, after) => {
    expect(changeOf(titled(before, language), titled(after, language))).toBe('substance')
    expect(changeOf(titled(after, language), titled(before, language))).toBe('substance')
  })
  test.each(OTHER_TEXTS)('%s text: %s → %s', (language, before, after) => {
    expect(changeOf(texted(before, language), texted(after, language))).toBe('substance')
    expect(changeOf(texted(after, language), texted(before, language))).toBe('substance')
  })
  test.each(OTHER_TITLES)('%s title, its language not declared: %s → %s', (_, title, other) => {
    const [before, after] = [titled(title, ''), titled(other, '')].map(({ language: __, ...version }) => version)
    expect(before && after && changeOf(before, after)).toBe('substance')
  })
})

describe('a word of a long text', () => {
  test.each(FILLED)('%s: %s … %s → %s', (language, filling, before, after) => {
    const [was, is] = [before, after].map((part) =>
      texted(`${filling.repeat(8)}${part} ${filling.repeat(8)}`, language),
    )
    expect(was && is && changeOf(was, is)).toBe('substance')
  })

  test('is trivial where it is small, or one of many', () => {
    const filling = FILLED[0]?.[1] ?? ''
    const [was, is] = ['they were told so', 'they were then told so'].map((part) =>
      texted(filling.repeat(12) + part, 'en'),
    )
    expect(was && is && changeOf(was, is)).toBe('trivial')
    const [big, large] = ['a huge fire', 'a large fire'].map((part) => texted(filling.repeat(30) + part, 'en'))
    expect(big && large && changeOf(big, large)).toBe('trivial')
  })
})

test.each([
  ['A photo of a shark in the street', 'A photo of a shark in the street (FAKE)'],
  ['Storm reaches the coast', 'Storm reaches the coast (3 dead)'],
  ['Storm reaches the coast of Galicia', 'Storm reaches the coast of Galicia | 5 dead, the Times says'],
])('no credit: %s → %s', (before, after) => {
  expect(changeOf(titled(before, 'en'), titled(after, 'en'))).toBe('substance')
})

test.each([
  ['事故已经发生。', '事故已经发生。文化部长辞职'],
  ['Minister out (AFP) - he resigned.', 'Minister in (AFP) - he resigned.'],
  ['事故已经发生。', '事故已经发生。\n来源：官方称有一名工人在事故中死亡并有多人受伤'],
])('no credit: %s → %s', (before, after) => {
  expect(changeOf(texted(before, 'zh'), texted(after, 'zh'))).toBe('substance')
})

describe('it says the same', () => {
  test.each(SAME_TITLES)('%s title: %s → %s', (language, before, after) => {
    expect(changeOf(titled(before, language), titled(after, language))).toBe('trivial')
  })
  test.each(SAME_TEXTS)('%s text: %s → %s', (language, before, after) => {
    expect(changeOf(texted(before, language), texted(after, language))).not.toBe('substance')
  })
})

test.each([
  `x. By: ${'A'.repeat(78)}9`,
  'A, '.repeat(100_000),
  `.${'"'.repeat(200_000)}x`,
  '天'.repeat(100_000),
  '1 '.repeat(100_000),
  '. '.repeat(100_000),
])('a hostile text is compared as any other', (hostile) => {
  expect(changeOf(texted(hostile, 'en'), texted(`${hostile} and no more than that`, 'en'))).toBe('substance')
  expect(changeOf(titled(hostile.slice(0, 1_000), 'en'), titled(`No ${hostile.slice(0, 1_000)}`, 'en'))).toBe(
    'substance',
  )
})
