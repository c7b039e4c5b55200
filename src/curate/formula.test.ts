import { describe, expect, test } from 'vitest'
import { entryOf } from '../../tests/fixtures/entry.ts'
import { pieceOf } from './piece.ts'
import { compare } from './similarity.ts'

const at = Date.UTC(2026, 10, 26, 9)

function likeness(language: string, title: string, [one, other]: readonly [string, string], otherTitle = title) {
  const piece = (key: string, headline: string, text: string) =>
    pieceOf(entryOf(key, headline, { language, firstSeen: at }), text)
  return compare(piece('a', title, one), piece('b', otherTitle, other))
}

type Case = readonly [language: string, title: string, one: string, other: string]

const OTHERS: readonly Case[] = [
  [
    'de',
    'Gericht verurteilt Betrüger zu vier Jahren Gefängnis',
    'Das Landgericht Lübeck hat einen 44-Jährigen wegen Betrugs verurteilt. Er hatte Rentner angerufen.',
    'Das Landgericht Hof hat einen 27-Jährigen wegen Betrugs verurteilt. Er hatte Uhren verkauft.',
  ],
  [
    'fr',
    'Un adjoint au maire placé en garde à vue pour corruption',
    'Un adjoint au maire de Sète a été placé en garde à vue jeudi, selon le parquet.',
    'Un adjoint au maire de Vierzon a été placé en garde à vue jeudi puis relâché.',
  ],
  [
    'id',
    'Truk terguling di tol, empat tewas',
    'Sebuah truk kontainer terguling di tol Jagorawi, Kamis (26/11/2026) pagi.',
    'Sebuah truk pasir terguling di tol Gempol-Pandaan, Kamis (26/11/2026) siang.',
  ],
  [
    'es',
    'Un incendio obliga a desalojar un hotel de madrugada',
    'Las llamas se iniciaron en la lavandería del hotel de Mérida; no hay heridos.',
    'Un cortocircuito provocó el fuego en el establecimiento de Torrevieja.',
  ],
  [
    'ro',
    'Accident grav: doi morți și trei răniți',
    'Două persoane au murit după ce un autoturism a intrat într-un copac la Buzău.',
    'Un TIR a lovit frontal o mașină pe DN1, lângă Sinaia.',
  ],
  [
    'en',
    'Teenager charged with murder after man found dead',
    'A 19-year-old from Larne is due in court after the body of Piotr Lis was discovered on Sunday.',
    'A 16-year-old from Yeovil is due in court after the body of Ian Dunn was discovered on Sunday.',
  ],
  [
    'uk',
    'Внаслідок обстрілу міста загинув чоловік',
    'Унаслідок обстрілу Сум загинув 51-річний чоловік.',
    'Унаслідок обстрілу Оріхова загинув 67-річний чоловік.',
  ],
  [
    'vi',
    'Cháy kho hàng, ba người tử vong',
    'Vụ cháy xảy ra tại quận Hải An, Hải Phòng, khiến ba công nhân tử vong.',
    'Vụ cháy xảy ra tại thành phố Thủ Dầu Một, Bình Dương, khiến ba mẹ con tử vong.',
  ],
  [
    'ar',
    'حريق كبير في مصنع يسفر عن إصابات',
    'اندلع حريق في مصنع للبلاستيك بمدينة الفيوم وأصيب سبعة عمال.',
    'التهمت النيران مصنعا للأثاث في صفاقس وأصيب ثلاثة عمال.',
  ],
  [
    'he',
    'פועל נהרג בנפילה באתר בנייה',
    'פועל בן 40 נפל מגובה באתר בנייה בנתניה, ומותו נקבע במקום.',
    'פועל בן 22 נפל מגובה באתר בנייה בערד, ומותו נקבע במקום.',
  ],
  [
    'hi',
    'बस खाई में गिरी, छह यात्रियों की मौत',
    'चमोली के पास बस गहरी खाई में गिरने से छह लोगों की मौत हो गई।',
    'मंडी के पास बस गहरी खाई में गिरने से छह लोगों की मौत हो गई।',
  ],
  [
    'ko',
    '아파트 지하 주차장 화재로 1명 사망',
    '27일 새벽 부산의 한 아파트에서 불이 나 남성 1명이 숨졌다.',
    '27일 새벽 광주의 한 아파트에서 불이 나 여성 1명이 숨졌다.',
  ],
  [
    'zh',
    '男子持刀伤人被警方控制',
    '成都警方通报，27日上午一男子在菜市场持刀伤人，嫌疑人已被控制。',
    '沈阳警方通报，27日上午一男子在公交站持刀伤人，嫌疑人已被控制。',
  ],
  [
    'th',
    'ไฟไหม้โรงงาน คนงานเจ็บ 3 ราย',
    'เกิดเหตุเพลิงไหม้โรงงานพลาสติกย่านบางนา มีผู้บาดเจ็บ 3 ราย',
    'เพลิงไหม้โรงงานเฟอร์นิเจอร์ในจังหวัดชลบุรี คนงานบาดเจ็บ 3 ราย',
  ],
  [
    'en',
    'Teenage boy rescued from swollen river',
    'A boy was pulled from the water by a stranger who heard him scream.',
    'Firefighters used a ladder to reach the child, who had clung to a branch.',
  ],
]

/** Under another's headline. */
const ADVERTS: readonly Case[] = [
  [
    'en',
    'Landslide closes Gotthard tunnel',
    'Landslide closes Gotthard tunnel. Register for bonus spins and win jackpots.',
    'A landslide closed the Gotthard tunnel, canton engineer Reto Furrer said, and trains were diverted.',
  ],
  [
    'id',
    'Longsor tutup jalan Padang ke Bukittinggi',
    'Longsor tutup jalan Padang ke Bukittinggi. Daftar slot gacor, bonus melimpah.',
    'Longsor menutup jalan dari Padang ke Bukittinggi, kata petugas BPBD Syahrul, dan lalu lintas dialihkan lewat Malalak.',
  ],
  [
    'ru',
    'Оползень перекрыл трассу у Алагира',
    'Оползень перекрыл трассу у Алагира. Регистрируйся и забирай бонус.',
    'Оползень перекрыл трассу у Алагира, сообщил инженер Дзагоев, движение пустили через перевал.',
  ],
  [
    'ja',
    '台風で空港が閉鎖',
    '台風で空港が閉鎖。今すぐ登録して無料コインを獲得。',
    '台風で空港が閉鎖され、県によると九十便が欠航した。乗客は体育館で夜を明かした。',
  ],
]

const NAMESAKES: readonly Case[] = [
  [
    'en',
    'Ruth Adair dies at 77',
    'The glass painter Ruth Adair has died at 77, her gallery said on Monday. She worked in Kilkenny.',
    'The hurdler Ruth Adair has died at 77, her club said on Monday. She ran for Toronto.',
  ],
  [
    'sw',
    'Watu wawili wafariki katika moto wa nyumba',
    'Watu wawili wamefariki baada ya nyumba yao kuungua mjini Arusha Jumatatu usiku.',
    'Watu wawili wamefariki baada ya jengo kuungua mjini Tanga Jumatatu usiku.',
  ],
  [
    'en',
    'Parker withdraws from the open after injury in practice',
    'Lena Parker withdrew from the Adelaide tennis open after an injury in practice, Coach Ruth Adair said.',
    'Steven Parker withdrew from the Dundee darts open after an injury in practice, his agent Colm Doyle said.',
  ],
  [
    'es',
    'Ortega gana la presidencia del colegio de médicos',
    'Lucía Ortega ganó la presidencia del colegio de médicos de Burgos.',
    'Ramón Ortega ganó la presidencia del colegio de médicos de Almería.',
  ],
  [
    'pl',
    'Wiśniewski nowym prezesem klubu po burzliwych wyborach',
    'Tomasz Wiśniewski został nowym prezesem klubu szachowego.',
    'Grzegorz Wiśniewski został nowym prezesem klubu żeglarskiego.',
  ],
  [
    'it',
    'Norvegia batte Croazia 4-1 nella finale di Bari',
    'Le ragazze della nazionale femminile norvegese hanno battuto la Croazia 4-1 sabato sera a Bari davanti a novemila spettatori.',
    'I ragazzi della nazionale maschile norvegese hanno battuto la Croazia 4-1 sabato sera a Bari davanti a novemila spettatori.',
  ],
  [
    'uk',
    'Збірна України з водного поло перемогла Грузію в Одесі',
    'Жіноча збірна України з водного поло перемогла Грузію 9:7.',
    'Молодіжна збірна України з водного поло перемогла Грузію 9:7.',
  ],
  [
    'fa',
    'تصادف کامیون و خودرو دو کشته برجای گذاشت',
    'تصادف یک کامیون با خودروی سواری در جاده زنجان دو کشته و هفت زخمی برجای گذاشت.',
    'تصادف یک کامیون با خودروی سواری در جاده بوشهر دو کشته و چند زخمی برجای گذاشت.',
  ],
  [
    'ro',
    'Femeie salvată după ce a căzut în râu',
    'O femeie de 47 de ani a fost salvată joi dimineață după ce a căzut în râul de lângă parcul din Slatina. Traficul a fost oprit.',
    'O femeie a fost salvată joi dimineață după ce a căzut în râul de lângă parcul din Vaslui. Martorii au sunat la poliție.',
  ],
]

const SAME: readonly Case[] = [
  // Who it is, or the name in full.
  [
    'en',
    'Lindqvist resigns as head of the central bank in Oslo',
    'Governor Lindqvist resigned on Friday after a quarrel with the finance ministry over interest.',
    'Astrid Lindqvist resigned on Friday after a quarrel with the finance ministry over interest.',
  ],
  // One tells of the women's match, the other of both.
  [
    'es',
    'Doblete de Uruguay en el sudamericano de remo de Valdivia',
    'La selección femenina de Uruguay ganó el ocho en Valdivia y cerró una jornada histórica para el remo del país.',
    'La selección femenina y la masculina de Uruguay ganaron el ocho en Valdivia y cerraron una jornada histórica para el remo del país.',
  ],
  [
    'en',
    'House fire kills two small children',
    'Two children died in a fire on Maple Street in Dayton, Ohio, early Friday, the department said.',
    'The blaze broke out before dawn at a home on Maple Street in Dayton, firefighters said.',
  ],
  [
    'es',
    'Un incendio obliga a desalojar un hotel de madrugada',
    'Las llamas se iniciaron en la lavandería del hotel de Mérida; no hay heridos.',
    'El fuego se inició en la lavandería del hotel de Mérida, según los servicios de emergencia.',
  ],
  [
    'ru',
    'При пожаре в доме погибли двое детей',
    'Пожар произошел ночью под Рязанью. Мать в больнице.',
    'Пожар произошел ночью под Рязанью, сообщает МЧС.',
  ],
  [
    'he',
    'פועל נהרג בנפילה באתר בנייה',
    'פועל בן 40 נפל מגובה באתר בנייה בנתניה, ומותו נקבע במקום.',
    'פועל בן 40 נפל מגובה באתר בנייה בנתניה. המשטרה חוקרת.',
  ],
  [
    'zh',
    '工厂发生火灾 三人遇难',
    '江苏无锡一家化工厂27日凌晨起火，造成三人遇难。',
    '江苏无锡一家化工厂27日凌晨起火，造成三人遇难。事故原因正在调查。',
  ],
  // A headline that names somebody needs no more than texts that tell of nothing else.
  [
    'ru',
    'Путин и Си проведут встречу в Казани',
    'Встреча пройдет в октябре на саммите.',
    'Об этом сообщил журналистам помощник президента Юрий Ушаков.',
  ],
  [
    'en',
    'Trump Fires FBI Director',
    'President Donald Trump fired him on Tuesday.',
    'The dismissal came late in the evening.',
  ],
]

describe('a formula of a headline', () => {
  test.each(OTHERS)('%s: “%s” heads two events', (language, title, one, other) => {
    expect(likeness(language, title, [one, other])).toMatchObject({ isCopy: false })
    expect(likeness(language, title, [other, one])).toMatchObject({ isCopy: false })
    expect(likeness(language, title, [one, `${one} ${one}`])).toMatchObject({ isCopy: true })
    expect(likeness(language, title, ['', other])).toMatchObject({ isCopy: true })
  })

  test.each(ADVERTS)('%s: “%s” is retold with nothing besides in common', (language, title, one, other) => {
    expect(likeness(language, title, [one, other])).toMatchObject({ isCopy: false })
    expect(likeness(language, title, [other, one])).toMatchObject({ isCopy: false })
    expect(likeness(language, title, [title, other])).toMatchObject({ isCopy: true })
  })

  test.each(NAMESAKES)('%s: “%s” is of two people, teams or towns', (language, title, one, other) => {
    expect(likeness(language, title, [one, other])).toMatchObject({ isCopy: false })
    expect(likeness(language, title, [other, one])).toMatchObject({ isCopy: false })
    expect(likeness(language, title, [one, one])).toMatchObject({ isCopy: true })
  })

  test.each(SAME)('%s: “%s” heads one event where the texts tell of the same', (language, title, one, other) => {
    expect(likeness(language, title, [one, other])).toMatchObject({ isCopy: true })
  })
})

test.each([
  ['fr', 'Mort de l’acteur Bernard Lavigne', 'Mort de l’acteur Bernard Lavigne : les réactions'],
  ['en', 'Explosion rocks refinery in Port Arthur', 'Explosion rocks refinery in Port Arthur – what we know so far'],
  ['tr', 'İzmir Körfezi’nde feribot karaya oturdu', 'İzmir Körfezi’nde feribot karaya oturdu: tepkiler'],
])('%s: “%s” is not “%s”', (language, title, other) => {
  expect(likeness(language, title, ['', ''], other)).toMatchObject({ isCopy: false })
  expect(likeness(language, other, ['', ''], title)).toMatchObject({ isCopy: false })
})

test.each([
  ['en', 'Ferry sinks off Lombok in heavy storm with 60 aboard', ': police'],
  ['en', 'Ferry sinks off Lombok in heavy storm with 60 aboard', ' - Kabar Priangan'],
  ['ru', 'Путин и Си проведут встречу в Казани в октябре', ' — Песков'],
])('%s: “%s” is the same with who told it behind: “%s”', (language, title, teller) => {
  expect(likeness(language, title, ['', ''], title + teller)).toMatchObject({ isCopy: true })
})
