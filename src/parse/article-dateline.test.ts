import { describe, expect, test } from 'vitest'
import { readDateline } from './article-dateline.ts'

const text = ' the ferry would return to its old timetable as soon as the wind allowed it.'

describe('readDateline', () => {
  test.each([
    ['Beijing, Radio Bharata Online - Duta Besar', { place: 'Beijing', agency: 'Radio Bharata Online' }],
    ['JAKARTA, KOMPAS.com – Pemerintah', { place: 'Jakarta', agency: 'KOMPAS.com' }],
    ['Jakarta (ANTARA) - Pemerintah', { place: 'Jakarta', agency: 'ANTARA' }],
    ['LONDON (Reuters) - The harbour office', { place: 'London', agency: 'Reuters' }],
    ['NEW YORK (AP) — The harbour office', { place: 'New York', agency: 'AP' }],
    ['PORT AMERY - The harbour office', { place: 'Port Amery' }],
    ['(Reuters) - The harbour office', { agency: 'Reuters' }],
    ['Madrid, 3 mar (EFE).- La oficina', { place: 'Madrid', agency: 'EFE' }],
    ['МОСКВА, 5 июля. /ТАСС/. Мост открыли', { place: 'Москва', agency: 'ТАСС' }],
    ['新华社北京7月1日电 大桥通车', { place: '北京', agency: '新华社' }],
    ['本报上海11月24日电（记者李晓明）大桥通车', { place: '上海' }],
    ['（中央社記者陳小明台北24日電）大橋通車', { place: '台北', agency: '中央社' }],
    ['【東京】橋が開通した。', { place: '東京' }],
    ['【ロンドン時事】橋が開通した。', { place: 'ロンドン', agency: '時事' }],
    ['【ワシントン＝佐藤健一】橋が開通した。', { place: 'ワシントン' }],
    ['［東京　２４日　ロイター］ - 橋が開通した。', { place: '東京', agency: 'ロイター' }],
    ['[서울=가나통신] 김민수 기자 = 다리가', { place: '서울', agency: '가나통신' }],
    ['(부산=가나통신) 김민수 기자 = 다리가', { place: '부산', agency: '가나통신' }],
    ['नई दिल्ली, 24 नवंबर (भाषा) पुल', { place: 'नई दिल्ली', agency: 'भाषा' }],
    ['WASHINGTON, D.C. — The harbour office', { place: 'Washington, D.c.' }],
    ['KUALA LUMPUR, 12 Mac (Bernama) -- Pejabat', { place: 'Kuala Lumpur', agency: 'Bernama' }],
  ])('reads %s', (start, expected) => {
    const { place } = expected as { place?: string }
    const read = readDateline(start + text)
    expect({ ...read, ...(place !== undefined && { place: read?.place?.toLowerCase() }) }).toEqual({
      ...expected,
      ...(place !== undefined && { place: place.toLowerCase() }),
    })
  })

  test.each([
    'The harbour office said on Monday - for the second time this week - that',
    'Velmar-Sandoria talks are going on, and',
    'She said: "We are fine" - and left for',
    'In 2019 — the last year of the old ferry —',
    'Peter Lund, 71, saw a smudge - where none belonged -',
    'Whitsand - a town of four thousand people - has',
    '【速報】橋が開通した。',
    '[단독] 다리가 열렸다.',
    '[사진=김민수 기자] 다리가 열렸다.',
  ])('takes the beginning of %s for text', (start) => {
    expect(readDateline(start + text)).toBeUndefined()
  })

  test('credits the agency that the text explains by its acronym, and not the organisation it tells of', () => {
    const credit = (words: string) => readDateline(words)?.credit
    expect(credit('Ia mengatakan dalam wawancara dengan China Media Group (CMG) di Beijing.')).toBe(
      'China Media Group (CMG)',
    )
    expect(credit('Pertemuan Shanghai Cooperation Organization (SCO) akan digelar.')).toBeUndefined()
  })

  test('credits the source a last line names', () => {
    expect(readDateline('Naskah berita.\nSumber: Kantor Berita Selat\n')?.credit).toBe('Kantor Berita Selat')
  })

  test('is quick on a text of a megabyte without any end', () => {
    expect(readDateline('A'.repeat(1_000_000))).toBeUndefined()
    expect(readDateline(`${'Harbour News '.repeat(80_000)}(`)).toBeUndefined()
  })
})

test('a place in bold before a dash is one, however it is written', () => {
  const text = 'Demak - Kantor pelabuhan mengatakan pada hari Senin bahwa kapal feri akan kembali.'
  expect(readDateline(text)).toBeUndefined()
  expect(readDateline(text, `<div><p><strong>Demak</strong> - ${text.slice(8)}</p></div>`)).toEqual({ place: 'Demak' })
  expect(readDateline(text, `<p>Demak - <strong>Kantor</strong> - pelabuhan</p>`)).toBeUndefined()
})

test('keeps the letters of Turkish places written in capitals', () => {
  expect(readDateline(`BALIKESİR, (İHA) -${text}`)?.place).toBe('Balıkesir')
  expect(readDateline(`ISPARTA (AA) -${text}`, '', 'tr-TR')?.place).toBe('Isparta')
  expect(readDateline(`İSTANBUL -${text}`, '', 'tr')?.place).toBe('İstanbul')
  expect(readDateline(`DUBLIN (AP) -${text}`, '', 'en')?.place).toBe('Dublin')
})
