import { describe, expect, test } from 'vitest'
import { areCopies } from '../../tests/fixtures/two-sides.ts'

describe('names that are alike', () => {
  test.each([
    [
      'id',
      '{Persib|Persija} perpanjang kontrak kiper muda',
      '{Persib|Persija} memperpanjang kontrak kiper muda asal Garut sampai 2029. Klub mengumumkan hal itu pada Jumat sore. Nilai kontrak tidak disebutkan.',
    ],
    [
      'id',
      '{Persis|Persik} lepas dua pemain belakang',
      '{Persis|Persik} melepas dua pemain belakang ke klub Liga 2 pada Jumat. Keduanya pergi dengan status pinjaman selama satu musim penuh.',
    ],
    [
      'en',
      '{Niger|Nigeria} reopens border with Benin',
      '{Niger|Nigeria} has reopened its border with Benin after two years, the interior minister said on Friday. Lorries began to cross at dawn.',
    ],
    [
      'en',
      '{Indiana|India} court strikes down betting tax',
      'A court in {Indiana|India} on Friday struck down a tax on betting shops, saying that it was levied without a law. Betting firms had sued in March.',
    ],
    [
      'ru',
      '{Нигер|Нигерия} открывает границу с Бенином',
      '{Нигер|Нигерия} открывает границу с Бенином после двух лет, сообщил в пятницу министр внутренних дел. Первые грузовики прошли на рассвете.',
    ],
  ])('%s: %s: are two', (language, title, text) => {
    expect(areCopies(language, title, text)).toBe(false)
  })

  test.each([
    [
      'another spelling of one man',
      'en',
      '{Zelensky|Zelenskiy} visits shipyard in Gdansk',
      'President Volodymyr {Zelensky|Zelenskiy} visited a shipyard in Gdansk on Friday and thanked the workers there. He left for Warsaw in the evening.',
    ],
    [
      'a country and its adjective',
      'en',
      '{Russia|Russian} central bank keeps rate unchanged',
      'The central bank {of Russia|of the Russian federation} kept its rate unchanged on Friday, as analysts had expected. Its governor speaks later today.',
    ],
    [
      'another case of one name',
      'de',
      '{Bundesrat|Bundesrats} Ausschuss lehnt neue Maut ab',
      'Der Ausschuss des {Bundesrat|Bundesrats} hat die neue Maut für Lastwagen am Freitag abgelehnt. Die Länder fordern weniger Ausnahmen und eine Frist.',
    ],
    [
      'both names in one of the texts',
      'en',
      '{Niger|Nigeria} reopens border with Benin',
      '{Niger|Nigeria} has reopened its border with Benin after two years, the interior minister said on Friday. Traders from Niger and Nigeria cheered.',
    ],
  ])('%s is one', (_what, language, title, text) => {
    expect(areCopies(language, title, text)).toBe(true)
  })
})

describe('a club and its second team', () => {
  test.each([
    [
      'pt',
      'Leirense{ B|} vence Vila Chã de Ourique',
      'O Leirense{ B|} venceu esta sexta-feira o Vila Chã de Ourique por 2-1, com golos na segunda parte. O treinador elogiou a equipa.',
    ],
    [
      'es',
      'Náutico{ B|} golea al Torrejunco',
      'El Náutico{ B|} goleó 4-0 al Torrejunco este sábado. Los goles llegaron en la segunda parte. El técnico se mostró contento.',
    ],
    [
      'ru',
      '«{Маяк-2|Маяк}» обыграл «Волну» со счётом 2:1',
      '«{Маяк-2|Маяк}» обыграл «Волну» со счётом 2:1 в матче 15-го тура. Голы забили во втором тайме. Тренер остался доволен игрой.',
    ],
  ])('%s: %s: are two', (language, title, text) => {
    expect(areCopies(language, title, text)).toBe(false)
  })

  test('are one where the text of the other says it too', () => {
    const title = 'Leirense{ B|} vence Vila Chã de Ourique'
    const text =
      'O Leirense B venceu esta sexta-feira o Vila Chã de Ourique por 2-1, com golos na segunda parte. O treinador elogiou a equipa.'
    expect(areCopies('pt', title, text)).toBe(true)
  })
})
