import { describe, expect, test } from 'vitest'
import { withoutCounters, withoutTitleCounter } from './counters.ts'

const text = 'Three people were hurt when a tram left the rails in Linz on Monday, the police said.'

describe('counters that stand by themselves go', () => {
  test.each([
    ['en', `${text} 1,204 views`],
    ['en', `${text}\n1,204 views | 12 comments | 3 shares`],
    ['en', `Points: 120\n# Comments: 45\n${text}`],
    ['en', `${text}\n120 points\n45 comments`],
    ['en', `120 views · 5 minutes ago\n${text}`],
    ['en', `2 hours ago ${text}`],
    ['en', `Published 3 hours ago. ${text}`],
    ['en', `${text} Updated: 5 mins ago`],
    ['de', `Veröffentlicht vor 3 Stunden. ${text}`],
    ['es', `Publicado hace 3 horas\n${text}`],
    ['ru', `Опубликовано 3 часа назад. ${text}`],
    ['ja', `3時間前に更新\n${text}`],
    ['en', `${text} (12 comments)`],
    ['en', `${text} Last updated: Wednesday, 12 June 2024 at 10:15 am GMT`],
    ['en', `${text}\n1.2K views`],
    ['en', `${text} Views: 120. Comments: 4.`],
    ['en', `${text}\n👁 120 ❤ 3 likes`.replace('120 ', '120 views ')],
    ['id', `Dibaca: 120 kali ${text}`],
    ['id', `${text}\nDiperbarui: 12 Juni 2024 pukul 10.15 WIB`],
    ['id', `3 jam yang lalu\n${text}`],
    ['es', `${text}\n120 visitas | 4 comentarios`],
    ['fr', `${text}\nMis à jour le 12 juin 2024 à 10:15`],
    ['fr', `il y a 5 minutes\n${text}`],
    ['de', `${text} 12 Kommentare`],
    ['pt', `${text}\n1.204 visualizações`],
    ['it', `${text}\n12 commenti`],
    ['nl', `${text}\n12 reacties`],
    ['pl', `${text}\n12 komentarzy`],
    ['ru', `${text}\n1204 просмотра`],
    ['ru', `${text}\nПросмотров: 1204`],
    ['uk', `${text}\n12 коментарів`],
    ['tr', `${text}\n120 görüntülenme`],
    ['vi', `${text}\n120 lượt xem`],
    ['zh', `${text}\n120次阅读`],
    ['zh', `${text}\n阅读(1.2万) 评论(12)`],
    ['zh', `5分钟前\n${text}`],
    ['ja', `${text}\n閲覧数：120`],
    ['ko', `${text}\n조회수 120 | 댓글 3`],
    ['ar', `${text}\n120 مشاهدة`],
    ['hi', `${text}\n12 टिप्पणियाँ`],
    ['th', `อ่าน 120 ครั้ง\n${text}`],
    ['th', `${text}\nผู้เข้าชม 2,310 คน`],
    ['uk', `${text} Переглядів: 12 450`],
    ['fr', `${text}\n1 204 567 vues`],
    ['hi', `${text}\n640 बार पढ़ा गया`],
    ['bn', `${text}\n৫১২ বার পঠিত`],
    ['sv', `${text}\nUppdaterad 10.32`],
    ['sv', `${text}\nFör 5 minuter sedan`],
    ['da', `${text}\nOpdateret kl. 10.32`],
    ['fi', `${text}\nPäivitetty 10.32`],
    ['cs', `${text}\nAktualizováno před 5 minutami`],
    ['pl', `${text}\n5 godzin temu`],
    ['el', `${text}\nΕνημερώθηκε 10:32`],
    ['ro', `${text}\nActualizat la 10:32`],
    ['fr', `${text}\nMis à jour à 10h32`],
    ['ja', `${text}\n更新：10時32分`],
    ['ko', `${text}\n수정 10시 32분`],
    ['ar', `${text}\nعدد المشاهدات: 3٬455`],
    ['ta', `${text}\nபார்வைகள்: 4455`],
    ['pt', `${text}\nTempo de leitura: 2 min`],
    ['de', `Lesezeit: 3 Minuten\n${text}`],
    ['en', `${text}\nBoosts: 3 Favourites: 12`],
    ['en', `${text} 👍 120 💬 14`],
    ['en', `${text} Points: 12 # Comments: 3`],
  ])('%s: %s', (_, page) => {
    expect(withoutCounters(page).trim()).toBe(text)
  })
})

describe('figures of the news stay', () => {
  test.each([
    'The candidate leads the count with 1,204 votes, the commission said on Monday.',
    'The candidate leads the count with 1,204 votes.',
    'Ein Film hatte 2 500 000 Besucher.',
    'He won by a landslide. 1,204 votes were cast.',
    'The Dow lost 120 points on Monday.',
    'The Dow lost 120 points',
    'The founder sold 5,000 shares of the firm',
    '5,000 shares were sold by the founder.',
    'Labour came third (1,204 votes)',
    'The film drew 3 million views in a day.',
    'The ministry received comments: 1,204 of them in favour.',
    'The minister resigned 3 days ago, the palace said.',
    'The train left 5 minutes ago',
    'Three days ago the dam broke.',
    'The ministry updated the toll to 13 on Monday.',
    'Updated death toll: 13',
    'Updated figures show that 2024 was the hottest year.',
    'He was held for 5 hours',
    'Toll: 13',
    'Doors open 20.30',
    'Bus 12 to Aue: 10:32',
    'Er starb vor 3 Jahren. Heute um 10.32 Uhr begann die Feier.',
    'Smith: 1,204 votes\nJones: 987 votes',
    'Result of the vote.\nVotes: 1,204\nJones wins in the north.',
    'Kandidat itu unggul dengan 1.204 suara.',
    'Der Kandidat führt mit 1.204 Stimmen',
    'Кандидат набрал 1204 голоса',
    '候选人获得1204票。',
    '该视频获得120评论',
    '候補者は1204票を獲得した。',
    '후보는 1204표를 얻었다.',
    'حصل المرشح على 1204 صوت',
    'उम्मीदवार को 1204 वोट मिले।',
    'ผู้สมัครได้ 1204 คะแนน',
  ])('%s', (news) => {
    expect(withoutCounters(news)).toBe(news)
  })
})

test('a count in brackets behind a title goes, and no other figure there', () => {
  expect(withoutTitleCounter('Fire at harbour (12 comments)')).toBe('Fire at harbour')
  expect(withoutTitleCounter('Brand im Hafen [3 Kommentare]')).toBe('Brand im Hafen')
  for (const title of [
    'Fire at harbour (12 hurt)',
    'Smith leads (1,204 votes)',
    'Fire draws 12 comments',
    'Tom Hill (31)',
  ]) {
    expect(withoutTitleCounter(title)).toBe(title)
  }
})

test.each([
  '1 '.repeat(200_000),
  'updated '.repeat(100_000),
  '1 views '.repeat(100_000),
  '\n1'.repeat(200_000),
  `${'('.repeat(100_000)}1 views`,
])('a hostile text is looked at by its edges and short lines only', (hostile) => {
  expect(withoutCounters(hostile).length).toBeLessThanOrEqual(hostile.length)
})
