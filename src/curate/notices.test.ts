import { expect, test } from 'vitest'
import { entryOf } from '../../tests/fixtures/entry.ts'
import { pieceOf } from './piece.ts'
import { compare } from './similarity.ts'

/** One template with two things in it: `{one|other}`. */
type Notice = readonly [language: string, title: string, text: string]

function likenessOf([language, title, text]: Notice) {
  const pieces = [0, 1].map((i) => {
    const told = (template: string) => template.replace(/\{([^{}|]*)\|([^{}]*)\}/g, (_, a, b) => (i === 0 ? a : b))
    return pieceOf(entryOf(`k${i}`, told(title), { language }), told(text))
  })
  const [a, b] = pieces
  if (a === undefined || b === undefined) throw new Error('two pieces')
  return compare(a, b)
}

const BID = 'The contract will run for 24 months with an option to extend. Bids are due on the portal by 12 December.'

test.each<Notice>([
  [
    'en',
    'Recipe of the day',
    'Heat the oven to 180C. Season the {chicken|salmon} with salt and lemon, add potatoes and onions and roast until golden. Serve with a salad and bread.',
  ],
  [
    'en',
    'Invitation to tender',
    `The council invites tenders for the {repair of the pool|supply of school meals}. ${BID}`,
  ],
  ['en', 'Contract notice', `The county invites offers for school {meals|transport} in all its districts. ${BID}`],
  [
    'fr',
    'Offre d’emploi',
    'Nous recrutons un {comptable|technicien} en CDI à temps plein pour notre agence de Nantes. Vous avez le sens du travail en équipe. Envoyez votre CV par courriel.',
  ],
  [
    'de',
    'Podcast: neue Folge',
    'Diese Woche zu Gast: {Lena Hofer|Paul Stern}. Wir sprechen über Forschung, Alltag und die großen Fragen der Zeit. Jetzt anhören, überall, wo es Podcasts gibt.',
  ],
  [
    'it',
    'Bando di gara del Comune',
    'Il Comune ha pubblicato il bando per il servizio di {refezione|vigilanza} nelle scuole per il triennio. Le offerte devono pervenire entro le ore 12 del 15 dicembre tramite il portale.',
  ],
  [
    'es',
    'Oferta de empleo',
    'Restaurante del centro busca {camarero|cocinero} con experiencia para contrato indefinido a jornada completa. Salario según convenio. Enviar currículum por correo.',
  ],
  [
    'id',
    'Lowongan Kerja',
    'Perusahaan ritel membuka lowongan kerja untuk posisi {kasir|sopir} di semua cabang. Pelamar minimal lulusan SMA dan bersedia bekerja sif. Kirim lamaran sebelum 15 Desember.',
  ],
  [
    'ru',
    'Рецепт дня',
    'Простой рецепт на каждый день. Обжарьте лук на масле, добавьте {тыкву|грибы} и бульон, варите 20 минут и взбейте блендером. Посолите и поперчите по вкусу.',
  ],
  [
    'ja',
    '今日のレシピ',
    '寒い日にぴったりのスープです。玉ねぎをバターで炒め、{かぼちゃ|にんじん}と水を加えて20分煮て、ミキサーにかけます。塩とこしょうで味を調えます。',
  ],
])('of one template with another thing in it two notices stay two: %s %s', (...notice) => {
  expect(likenessOf(notice)).toMatchObject({ isCopy: false })
})

test.each<Notice>([
  [
    'en',
    'Recipe of the day',
    'Heat the oven to 180C. Season the chicken with salt and lemon, add potatoes and onions and roast until golden. Serve with a salad and bread.{| Serves four, says our cook.}',
  ],
  ['en', 'Invitation to tender', `The council invites tenders for the repair of the pool. ${BID}`],
])('a notice in two sources is one: %s %s', (...notice) => {
  expect(likenessOf(notice)).toMatchObject({ isCopy: true })
})
