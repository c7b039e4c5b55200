import { describe, expect, test } from 'vitest'
import { entryOf } from '../../tests/fixtures/entry.ts'
import { compare } from './similarity.ts'
import { pieceOf } from './piece.ts'

const hour = 3_600_000

type Side = { readonly title: string; readonly text?: string; readonly hours?: number }

function likeness(language: string, a: Side, b: Side) {
  const piece = ({ title, text = '', hours = 0 }: Side, key: string) =>
    pieceOf(entryOf(key, title, { language, firstSeen: hours * hour }), text)
  return compare(piece(a, 'a'), piece(b, 'b'))
}

/** A small word more or another, within the hour, and it is other news. */
const TURNED: readonly (readonly [language: string, a: string, b: string, veto: string])[] = [
  ['en', 'Trump to meet Xi in Beijing for trade talks', 'Trump meets Xi in Beijing for trade talks', 'not-yet'],
  [
    'en',
    'Iran threatens to attack Israel after Damascus strike',
    'Iran attacks Israel after Damascus strike',
    'not-yet',
  ],
  [
    'tr',
    'Eczacıbaşı kadın voleybol takımı Vakıfbank’ı yendi',
    'Eczacıbaşı voleybol takımı Vakıfbank’ı yendi',
    'distinction',
  ],
  [
    'it',
    'Serie A, la Fiorentina batte il Sassuolo',
    'Serie A femminile, la Fiorentina batte il Sassuolo',
    'distinction',
  ],
  [
    'pl',
    'Siatkarki: w finale kobiet Polska pokonała Serbię',
    'Siatkarki: w finale Polska pokonała Serbię',
    'distinction',
  ],
  ['pl', 'Rząd może obniżyć podatek od paliw', 'Rząd obniżył podatek od paliw', 'not-yet'],
  ['sv', 'Kommunen ska stänga simhallen i Arboga', 'Kommunen stänger simhallen i Arboga', 'not-yet'],
  ['ja', '中部空港、滑走路を再開か', '中部空港、滑走路を再開', 'question'],
  ['sw', 'Serikali yafungua bandari ya Lamu kwa meli', 'Serikali yafunga bandari ya Lamu kwa meli', 'opposite'],
  ['en', 'Ford will close its plant in Saarlouis', 'Ford closes its plant in Saarlouis', 'not-yet'],
  ['en', 'Boeing plans to cut 2,000 jobs in Seattle', 'Boeing cuts 2,000 jobs in Seattle', 'not-yet'],
  [
    'id',
    'KPK akan periksa Bupati Sidoarjo soal kasus korupsi',
    'KPK periksa Bupati Sidoarjo soal kasus korupsi',
    'not-yet',
  ],
  ['fr', 'Macron va recevoir Zelensky à Paris mardi', 'Macron recevoir Zelensky à Paris mardi', 'not-yet'],
  ['es', 'Petro amenaza expulsar al embajador de Israel', 'Petro expulsa al embajador de Israel', 'not-yet'],
  ['ru', 'Зеленский встретится с Макроном в Париже', 'Зеленский встретился с Макроном в Париже', 'not-yet'],
  ['uk', 'Зеленський зустрінеться з Макроном у Парижі', 'Зеленський зустрівся з Макроном у Парижі', 'exchanged-words'],
  ['en', 'Hamas frees three hostages in Gaza', 'Hamas frees three more hostages in Gaza', 'distinction'],
  ['es', 'Hamás libera a tres rehenes en Gaza', 'Hamás libera a otros tres rehenes en Gaza', 'distinction'],
  ['de', 'Hamas lässt drei Geiseln in Gaza frei', 'Hamas lässt drei weitere Geiseln in Gaza frei', 'distinction'],
  ['en', 'Bob Dylan dies at 78', 'Bob Dylan drummer dies at 78', 'distinction'],
  ['en', 'Princess Diana killed in Paris crash', 'Princess Diana chauffeur killed in Paris crash', 'distinction'],
  [
    'en',
    'Nelson Mandela dies in Johannesburg hospital',
    'Biographer of Nelson Mandela dies in Johannesburg hospital',
    'distinction',
  ],
  [
    'en',
    'Hepatitis B outbreak reported in Kenyan refugee camp',
    'Hepatitis E outbreak reported in Kenyan refugee camp',
    'distinction',
  ],
  ['en', 'World War I bomb found in Belgian field', 'World War II bomb found in Belgian field', 'distinction'],
  ['it', 'Serie A, il calendario della nuova stagione', 'Serie B, il calendario della nuova stagione', 'distinction'],
  [
    'en',
    'Ship seized by pirates off Somalia with 23 crew',
    'Ship seized by pirates off Somalia with 23 crew freed',
    'opposite',
  ],
  ['en', 'Wildfire near Athens forces evacuations', 'Live: Wildfire near Athens forces evacuations', 'own-kind'],
  ['en', 'Wildfire near Athens forces evacuations', 'Wildfire near Athens forces evacuations - live', 'own-kind'],
  [
    'en',
    'Police officer shot during traffic stop in Tulsa',
    'Police officer shot dead during traffic stop in Tulsa',
    'distinction',
  ],
  [
    'es',
    'Dos alpinistas rescatados en el Aneto tras un alud',
    'Dos alpinistas muertos en el Aneto tras un alud',
    'distinction',
  ],
  ['en', 'Arsenal draw with Everton at Goodison Park', 'Arsenal beat Everton at Goodison Park', 'opposite'],
  [
    'en',
    'Ohio senate primary results tonight as they come in | Walsh wins',
    'Ohio senate primary results tonight as they come in | Ortega wins',
    'exchanged-words',
  ],
  [
    'en',
    'Storm warning issued for the coast of Maine | Cancelled',
    'Storm warning issued for the coast of Maine',
    'distinction',
  ],
  [
    'en',
    'Death toll in western Nepal quake now stands at - 140',
    'Death toll in western Nepal quake now stands at - 157',
    'numbers',
  ],
  [
    'en',
    'Women | Lyon beat Barcelona in Champions League final',
    'Men | Lyon beat Barcelona in Champions League final',
    'distinction',
  ],
  [
    'en',
    'Senegal | Ferry sinks in storm with 60 aboard',
    'Indonesia | Ferry sinks in storm with 60 aboard',
    'exchanged-words',
  ],
  [
    'en',
    'Tens of thousands march in Paris over pension plan',
    'Tens of thousands march in Paris over pension plan | Editorial',
    'kind',
  ],
  [
    'fr',
    'Ce qu’il faut retenir de l’actualité du jour en France',
    'Ce qu’il faut retenir de l’actualité du jour en France',
    'own-kind',
  ],
  ['ru', 'Главные новости к этому часу в Самаре', 'Главные новости к этому часу в Самаре', 'own-kind'],
  ['ar', 'أبرز عناوين الصحف العربية الصادرة في لندن', 'أبرز عناوين الصحف العربية الصادرة في لندن', 'own-kind'],
  ['hi', 'आज का राशिफल: मेष से मीन तक सभी राशियां', 'आज का राशिफल: मेष से मीन तक सभी राशियां', 'own-kind'],
  [
    'tr',
    'Hava durumu: İstanbul ve Ankara için yağmur uyarısı',
    'Hava durumu: İstanbul ve Ankara için yağmur uyarısı',
    'own-kind',
  ],
]

/** One formula of the trade, told of two events within hours. */
const FORMULAS: readonly (readonly [language: string, title: string, a: string, b: string])[] = [
  [
    'de',
    'Mann bei Brand in Mehrfamilienhaus schwer verletzt',
    'In Bielefeld hat am Montag ein Feuer im Dachgeschoss gewütet, der Bewohner rief selbst um Hilfe.',
    'Ein Bewohner aus Schwerin sprang am Mittwoch aus dem Fenster.',
  ],
  [
    'fr',
    'Un homme tué par balles dans un quartier populaire de la ville',
    'La victime, âgée de 22 ans, a été touchée lundi soir à Roubaix devant un bar.',
    'À Béziers, un père de famille de 35 ans est mort mercredi dans sa voiture.',
  ],
  [
    'ja',
    '埼玉県で住宅火災、1人死亡',
    '川口市で25日未明に木造二階建ての家が焼けた。',
    '所沢市の団地で27日夕方、煙が出ていると通報があった。',
  ],
  [
    'hi',
    'यूपी में सड़क हादसा, एक ही परिवार के चार लोगों की मौत',
    'आगरा के पास एक्सप्रेसवे पर ट्रक ने कार को टक्कर मारी।',
    'झांसी जिले में बस खाई में गिरी, बारात लौट रही थी।',
  ],
  [
    'fr',
    'Un homme mis en examen pour féminicide',
    'Un homme de 41 ans a été mis en examen et écroué à Évreux après la mort de son ex-compagne, a annoncé le parquet.',
    'Le conjoint d’une infirmière retrouvée morte à Béziers a été mis en examen dimanche pour meurtre.',
  ],
  [
    'de',
    'Geldautomat gesprengt: Täter flüchten mit hoher Beute',
    'Unbekannte haben in der Nacht in Goslar einen Geldautomaten gesprengt.',
    'In Trier haben Unbekannte einen Geldautomaten gesprengt.',
  ],
  [
    'it',
    'Incidente sul lavoro, muore operaio di 56 anni',
    'Un operaio è morto a Rovigo cadendo da un’impalcatura nel cantiere di una scuola.',
    'Schiacciato da un muletto in un deposito a Foggia: inutili i soccorsi per un operaio.',
  ],
  [
    'en',
    'Magistrates jail driver over fatal crash on coast road',
    'Kevin Marsh, 44, of Whitby lost control near Sandsend.',
    'Swansea crown court heard that Owain Pugh had been using his phone.',
  ],
  [
    'tr',
    'Freni patlayan kamyon durağa daldı: 3 yaralı',
    'Kırşehir’de freni patlayan kamyon durakta bekleyenlere çarptı.',
    'Kaza Rize’nin Pazar ilçesinde öğle saatlerinde oldu.',
  ],
  [
    'tr',
    'Sobadan zehirlenen yaşlı çift evlerinde ölü bulundu',
    'Van’da yaşlı çift evlerinde ölü bulundu.',
    'Bolu’daki olayda çiftin sobadan sızan gazdan zehirlendiği belirtildi.',
  ],
  [
    'vi',
    'Xe tải mất lái lao vào nhà dân lúc rạng sáng',
    'Chiếc xe tải lao vào nhà dân tại huyện Đức Trọng, không ai bị thương.',
    'Tài xế ngủ gật khiến xe tải lao vào nhà dân ở thành phố Huế.',
  ],
  [
    'ja',
    '倉庫で火事 けが人なし 消防が出動',
    '富山市の倉庫から火が出て、およそ2時間後に消し止められました。',
    '岡崎市で倉庫が焼け、消防車8台が出動した。',
  ],
  [
    'ja',
    '山で遭難か 登山の男性と連絡取れず',
    '長野県で登山をしていた男性が戻らず、警察が捜しています。',
    '山梨県の山に入った男性の行方がわからなくなっている。',
  ],
  [
    'fi',
    'Omakotitalo tuhoutui täysin tulipalossa yöllä',
    'Talo paloi maan tasalle yöllä Kuopiossa, asukkaat pääsivät ulos.',
    'Palo syttyi saunasta, kertoo pelastuslaitos Salossa.',
  ],
  [
    'hu',
    'Kigyulladt egy családi ház tetőszerkezete hajnalban',
    'A tűz hajnalban ütött ki egy házban, Debrecenben.',
    'Három raj oltotta a lángokat, közölték a tűzoltók Veszprémben.',
  ],
]

/** Said otherwise, and the same. */
const SAME: readonly (readonly [language: string, a: string, b: string])[] = [
  ['en', 'Rail firm to pay $3 billion for depots in Ohio', 'Rail firm to pay $3bn for depots in Ohio'],
  ['hi', 'इसरो ने किया चौथे रॉकेट का सफल परीक्षण', 'इसरो ने किया चौथे रॉकेट का सफ़ल परीक्षण'],
  [
    'en',
    'Tokyo 2020 | Nishiya wins skateboarding gold at thirteen',
    'Nishiya wins skateboarding gold at thirteen | The Dominion Post',
  ],
  ['en', 'Ferry sinks off Lombok with 60 aboard | WTOP', 'World News | Ferry sinks off Lombok with 60 aboard'],
  ['en', 'Trump to meet Xi in Beijing for trade talks', 'Trump set to meet Xi in Beijing for trade talks'],
  ['en', 'Israel to let aid trucks into northern Gaza', 'Israel will let aid trucks into northern Gaza'],
  ['en', 'More than 20 dead in Kerala bus crash', '20 dead in Kerala bus crash'],
  ['es', 'Más de 20 muertos en un accidente de autobús en Perú', '20 muertos en un accidente de autobús en Perú'],
  ['en', 'Singer Bob Dylan dies at 78 in California', 'Bob Dylan dies at 78 in California'],
  ['en', 'World War II bomb found in Belgian field', 'World War II bomb found in field in Belgium'],
  [
    'en',
    '6.1 magnitude quake hits Crete, no damage reported',
    'Earthquake of magnitude 6.1 hits Crete, no damage reported',
  ],
]

describe('what one small word makes of a headline', () => {
  test.each(TURNED)('%s: “%s” is not “%s”', (language, a, b, veto) => {
    expect(likeness(language, { title: a }, { title: b })).toMatchObject({ isCopy: false, veto })
    expect(likeness(language, { title: b }, { title: a })).toMatchObject({ isCopy: false, veto })
  })

  test.each(SAME)('%s: “%s” is “%s”', (language, a, b) => {
    expect(likeness(language, { title: a }, { title: b })).toMatchObject({ isCopy: true })
    expect(likeness(language, { title: b }, { title: a })).toMatchObject({ isCopy: true })
  })
})

describe('one headline of two events', () => {
  test.each(FORMULAS)('%s: “%s”', (language, title, one, other) => {
    const [a, b] = [
      { title, text: one },
      { title, text: other, hours: 3 },
    ]
    expect(likeness(language, a, b)).toMatchObject({ isCopy: false })
    expect(likeness(language, a, { ...b, text: `${one} ${one}` })).toMatchObject({ isCopy: true })
  })

  test('is one headline of one event where the texts name the same', () => {
    const title = 'Mann bei Brand in Mehrfamilienhaus schwer verletzt'
    expect(
      likeness(
        'de',
        {
          title,
          text: 'In Bielefeld hat am Montag ein Feuer im Dachgeschoss gewütet, der Bewohner rief selbst um Hilfe.',
        },
        { title, text: 'Ein 40-jähriger Bewohner aus Bielefeld kam am Montag in eine Klinik.', hours: 3 },
      ),
    ).toMatchObject({ isCopy: true })
  })

  test.each([
    [
      'ja',
      '倉庫で火事 けが人なし 消防が出動',
      '富山県の倉庫から火が出て、けが人はいない。',
      '富山市の倉庫から火が出た。けが人はいない。',
    ],
    ['ja', '倉庫で火事 けが人なし 消防が出動', '富山県富山市の倉庫で火が出た。', '富山市で未明に倉庫が焼けた。'],
    [
      'tr',
      'Freni patlayan kamyon durağa daldı: 3 yaralı',
      'Kaza Rize’de oldu.',
      'Rize’nin Pazar ilçesindeki kazada 3 kişi yaralandı.',
    ],
    [
      'id',
      'Gudang tekstil terbakar, asap hitam membubung',
      'Api muncul di Kota Bandung.',
      'Gudang itu berada di kawasan padat Bandung.',
    ],
  ])('is one event where one text says more of the place: %s, “%s”', (language, title, one, other) => {
    expect(likeness(language, { title, text: one }, { title, text: other, hours: 3 })).toMatchObject({ isCopy: true })
  })
})

describe('one headline on another day', () => {
  const title = 'Russia launches massive drone attack on Kyiv overnight'
  const monday =
    'Russia fired 88 drones at the Ukrainian capital overnight, killing two people in the Podil district, the mayor said on Monday. Air defences shot down most of them.'
  const wednesday =
    'Russian forces sent 140 drones and nine missiles to the Ukrainian capital before dawn, setting a hospital in Obolon on fire and wounding 31 people, the mayor said on Wednesday.'

  test('with other figures and another day in the texts is other news', () => {
    expect(likeness('en', { title, text: monday }, { title, text: wednesday, hours: 48 })).toMatchObject({
      isCopy: false,
      veto: 'numbers',
    })
  })

  test('without texts proves nothing from one day to the next, and is enough within a day', () => {
    const close = { title: 'Wall Street closes higher as tech shares rally' }
    expect(likeness('en', close, { ...close, hours: 24 })).toMatchObject({ isCopy: false, veto: 'another-day' })
    expect(likeness('en', close, { ...close, hours: 8 })).toMatchObject({ isCopy: true })
  })

  test('with the same text is one piece', () => {
    expect(likeness('en', { title, text: monday }, { title, text: monday, hours: 48 })).toMatchObject({ isCopy: true })
  })
})

describe('a text that is nearly the same', () => {
  const toll = (dead: number) =>
    `Rescue teams in western Nepal dug through collapsed houses for a second day after an earthquake of magnitude 6.4 struck the district of Jajarkot, where at least ${dead} people have died and some 90 villages are cut off from the valley by landslides, officials in Kathmandu said.`

  test('is an update when a day later it has another toll', () => {
    const title = 'Toll of Nepal quake rises'
    expect(likeness('en', { title, text: toll(128) }, { title, text: toll(157), hours: 24 })).toMatchObject({
      isCopy: false,
      veto: 'numbers',
    })
  })

  test.each([
    [
      'ko',
      '부산시 내년도 예산안 확정',
      '대구시 내년도 예산안 확정',
      (town: string) =>
        `${town}는 내년도 예산안을 확정하고 복지와 교통 분야에 가장 많은 재원을 배분하기로 했다고 밝혔다. ${town}는 노후 도로 정비와 청년 일자리 지원에도 예산을 늘리며 시의회는 다음 달 본회의에서 이를 최종 의결할 예정이라고 설명했다.`,
      ['부산시', '대구시'],
    ],
    [
      'de',
      'Haushalt in Ulm beschlossen',
      'Haushalt in Wolfsburg beschlossen',
      (town: string) =>
        `Der Stadtrat von ${town} hat am Abend nach langer Aussprache den Haushalt für das kommende Jahr beschlossen. Der größte Posten sind Schulen und Kindergärten, gespart wird bei Straßen und Grünanlagen. Die Opposition in ${town} kritisierte die Erhöhung der Grundsteuer und kündigte an, im Frühjahr einen eigenen Antrag vorzulegen.`,
      ['Ulm', 'Wolfsburg'],
    ],
  ] as const)('%s: folds not of two towns, however short their names', (language, one, other, told, [a, b]) => {
    expect(likeness(language, { title: one, text: told(a) }, { title: other, text: told(b) })).toMatchObject({
      isCopy: false,
    })
  })

  const verdict = (word: string) =>
    `A jury in Newark on Friday found former mayor Alvin Reyes ${word} of defrauding the city of 2.4 million dollars through a scheme of sham contracts, ending a trial of eleven weeks in which 62 witnesses were heard and which divided the city. Reyes, who had led the city for two terms, left the courthouse without speaking to reporters.`

  test('folds under no headline that denies the other', () => {
    expect(
      likeness(
        'en',
        { title: 'Jury finds former mayor guilty of fraud in Newark trial', text: verdict('guilty') },
        { title: 'Jury finds former mayor not guilty of fraud in Newark trial', text: verdict('not guilty') },
      ),
    ).toMatchObject({ isCopy: false, veto: 'negation' })
  })

  test('folds under no headline that says the contrary', () => {
    const vote = (verb: string) =>
      `Parliament in Ljubljana ${verb} a ban on Sunday trading by a majority of six votes after a debate of nine hours in which shop workers and small traders filled the galleries, and the government said that it would look at the consequences for wages before the summer recess begins.`
    expect(
      likeness(
        'en',
        { title: 'Parliament rejects ban on Sunday trading', text: vote('rejected') },
        { title: 'Parliament accepts ban on Sunday trading', text: vote('accepted') },
      ),
    ).toMatchObject({ isCopy: false, veto: 'opposite' })
  })

  test('is a copy though it is one sentence, or stands whole at the beginning of the other', () => {
    const text =
      'Marmara Denizi açıklarında dün gece fırtınaya yakalanan kuru yük gemisi battı, kayıp beş denizciyi arama çalışmaları sürüyor.'
    const [a, b] = [
      { title: 'Marmara’da gemi battı: 5 denizci aranıyor', text },
      { title: 'Marmara’da yük gemisi battı, beş denizci aranıyor', text: `${text} Bakanlık üç gemi gönderdi.` },
    ]
    expect(likeness('tr', a, b)).toMatchObject({ isCopy: true, rule: 'same-text' })
    const other = b.text.replace('kuru yük gemisi', 'balıkçı teknesi')
    expect(likeness('tr', a, { ...b, text: other })).not.toMatchObject({ isCopy: true, rule: 'same-text' })
  })

  test('folds under headlines that name two of its figures', () => {
    const text =
      'Plus de 600 pompiers luttaient lundi contre un incendie qui a parcouru 2.000 hectares de pinède dans les Corbières, où trois villages ont été évacués et deux routes départementales coupées, selon la préfecture de l’Aude.'
    expect(
      likeness(
        'fr',
        { title: 'Incendie dans les Corbières : 600 pompiers mobilisés', text },
        { title: 'Aude : un incendie parcourt 2.000 hectares de pinède', text },
      ),
    ).toMatchObject({ isCopy: true, rule: 'same-text' })
  })
})
