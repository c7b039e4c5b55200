import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from './date/spellings.ts'
import { findDate, namesNoDay, parseDate } from './date.ts'

const now = Date.UTC(2024, 6, 1, 9)

function lines(name: string): readonly string[] {
  return readFileSync(new URL(`../../tests/fixtures/dates/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
}

/** Columns: text, language, zone, the instant meant or `invalid`. */
function rows(name: string): readonly (readonly [string, string | undefined, string | undefined, string])[] {
  return lines(name)
    .slice(1)
    .map((line) => {
      const [text = '', language = '', timezone = '', expected = ''] = line.split('\t')
      return [text, language || undefined, timezone || undefined, expected] as const
    })
}

function hints(language: string | undefined, timezone: string | undefined) {
  return { ...(language === undefined ? {} : { language }), ...(timezone === undefined ? {} : { timezone }) }
}

function instant(at: number | undefined): string {
  return at === undefined ? 'invalid' : new Date(at).toISOString().replace('.000Z', 'Z')
}

describe.each(['standards.tsv', 'words.tsv', 'press.tsv'])('dates of %s', (file) => {
  test.each(rows(file))('%s (%s, %s) is %s', (text, language, timezone, expected) => {
    expect(instant(parseDate(text, hints(language, timezone))?.at)).toBe(expected)
    expect(instant(findDate(text, hints(language, timezone))?.at)).toBe(expected)
  })
})

test.each(rows('relative.tsv'))(
  '%s (%s, %s), said on 1 July 2024 at 9:00 UTC, is %s',
  (text, language, timezone, expected) => {
    expect(instant(parseDate(text, { ...hints(language, timezone), now })?.at)).toBe(expected)
  },
)

test.each(lines('rejected.txt'))('%s is no date in any language', (text) => {
  for (const language of ['id', 'en', 'de', 'fa', 'zh', 'th', undefined]) {
    expect(parseDate(text, hints(language, undefined))).toBeUndefined()
    expect(parseDate(text, { ...hints(language, 'Asia/Jakarta'), now })).toBeUndefined()
  }
})

describe('confidence', () => {
  test('a complete date with a zone is sure', () => {
    expect(parseDate('Senin, 1 Juli 2024 15:53:15 WIB', { language: 'id' })).toEqual({
      at: Date.UTC(2024, 6, 1, 8, 53, 15),
      offsetMinutes: 420,
      confidence: 'high',
      precision: 'instant',
    })
  })

  test('a weekday that contradicts is told, and makes the date doubtful', () => {
    expect(parseDate('Selasa, 1 Juli 2024 15:53:15 WIB', { language: 'id' })).toMatchObject({
      confidence: 'low',
      weekdayMismatch: true,
    })
    expect(parseDate('Tue, 01 Jul 2024 15:53:15 GMT')).toMatchObject({ confidence: 'low', weekdayMismatch: true })
  })

  test.each([
    ['Sa, 1. Juli 2024', 'de'],
    ['вт, 1 июля 2024 г.', 'ru'],
    ['2024年7月1日(火)', 'ja'],
    ['2024년 7월 1일 화요일', 'ko'],
    ['2024年7月1日周六', 'zh'],
    ['2024年7月1日(日)', 'ja'],
    ['2024年7月1日周二', 'zh'],
    ['Min, 1 Jul 2024', 'id'],
    ['mar. 1 juill. 2024', 'fr'],
    ['mar 1 lug 2024', 'it'],
    ['Do., 1. Juli 2024', 'de'],
    ['di 1 juli 2024', 'nl'],
    ['so 1. 7. 2024', 'cs'],
    ['la 1.7.2024', 'fi'],
    ['sunnuntaina 1. heinäkuuta 2024', 'fi'],
    ['2024. júl. 1., V', 'hu'],
    ['2024-07-01, an', 'lt'],
  ])('so does a short one: %s', (text, language) => {
    expect(parseDate(text, { language })).toMatchObject({ at: Date.UTC(2024, 6, 1), weekdayMismatch: true })
  })

  test.each([
    ['martedì 07/01/2024', 'it', Date.UTC(2024, 0, 7)],
    ['Senin, 07/01/2024', 'id', Date.UTC(2024, 6, 1)],
    ['Mo. 07.01.2024', 'de', Date.UTC(2024, 0, 7)],
  ])('one that fits only the order of other languages leaves the day doubtful: %s', (text, language, at) => {
    expect(parseDate(text, { language })).toMatchObject({ at, confidence: 'low' })
  })

  test.each([
    ['mar. 02/07/2024', 'fr'],
    ['mar., 02.07.2024', 'ro'],
    ['martes, 2/7/2024', 'es'],
    ['2, జులై 2024, మంగళవారం 00:00కి', 'te'],
  ])('a name of a weekday that is a month too is the weekday before a date in numbers: %s', (text, language) => {
    const date = parseDate(text, { language, timezone: 'UTC' })
    expect(date).toMatchObject({ at: Date.UTC(2024, 6, 2), confidence: 'high' })
  })

  test('a clock time without zone is sure only where the source says which', () => {
    expect(parseDate('2024-07-01 15:53')).toMatchObject({ confidence: 'low', precision: 'minute' })
    expect(parseDate('2024-07-01 15:53', { timezone: 'Asia/Jakarta' })).toMatchObject({
      confidence: 'high',
      precision: 'minute',
      offsetMinutes: 420,
    })
  })

  test('day and month that could be exchanged are doubtful where nothing tells the order', () => {
    expect(parseDate('01/07/2024 15:53 +0700')?.confidence).toBe('low')
    expect(parseDate('01/07/2024 15:53 +0700', { language: 'id' })?.confidence).toBe('high')
    expect(parseDate('13/07/2024 15:53 +0700')?.confidence).toBe('high')
    expect(parseDate('Mon, 01/07/2024 15:53 +0700')).toMatchObject({
      at: Date.UTC(2024, 6, 1, 8, 53),
      confidence: 'high',
    })
  })

  test.each([
    ['Fri 28/6 09:15', 'en'],
    ['Pá 28.6. 9:15', 'cs'],
    ['28.06. 09:15 Uhr', 'de'],
    ['pe 28.6. klo 9.15', 'fi'],
    ['ven 28/6, 09:15', 'it'],
    ['mar 25/6, 09:15', 'it'],
    ['pt. 28.06, 9:15', 'pl'],
  ])('two numbers before a time are a doubtful day, beside its weekday or with an ordinal: %s', (text, language) => {
    const at = Date.UTC(2024, 5, text.startsWith('mar') ? 25 : 28, 9, 15)
    expect(parseDate(text, { language, now, timezone: 'UTC' })).toMatchObject({ at, confidence: 'low' })
    expect(parseDate(text, { language, timezone: 'UTC' })).toBeUndefined()
  })

  test.each([
    ['Mon 28/6 09:15', 'en'],
    ['Po 28.6. 9:15', 'cs'],
    ['28/6 09:15', 'en'],
    ['28.6 09:15', 'de'],
  ])('two numbers beside another weekday, or none, are no day: %s', (text, language) => {
    expect(parseDate(text, { language, now, timezone: 'UTC' })).toBeUndefined()
  })

  test('hours counted from sunset are doubtful where the clock has them at night too', () => {
    const sure = (text: string) => parseDate(text, { language: 'sw', timezone: 'Africa/Nairobi' })?.confidence
    expect(sure('24 Novemba 2026 saa 5:15 asubuhi')).toBe('high')
    expect(sure('24 Novemba 2026 saa 2:15 usiku')).toBe('low')
  })

  test('a missing year and a distance from now are doubtful', () => {
    expect(parseDate('1 Juli', { language: 'id', now })?.confidence).toBe('low')
    expect(parseDate('3 jam lalu', { language: 'id', now })?.confidence).toBe('low')
    expect(parseDate('Hari ini 15:53 WIB', { language: 'id', now })?.confidence).toBe('high')
    expect(parseDate('1 Juli', { language: 'id' })).toBeUndefined()
  })

  test.each([
    ['an unknown zone', 'Mon, 01 Jul 2024 15:53:15 XYZ'],
    ['an area that the zone database does not have', 'Mon, 01 Jul 2024 15:53:15 Mars/Phobos'],
    ['a sign without its offset', 'Mon, 01 Jul 2024 15:53:15 +'],
    ['letters that touch the time', '2024-07-01 15:53:15X'],
    ["a program's time that is cut off", '2024-07-01T15:53:'],
    ['two zones', '2024-07-01T15:53:15Z+07:00'],
    ['two times', '2024-07-01 12:30/13:45'],
    ['a day below zero', 'Mon, -1 Jul 2024 15:53:15 GMT'],
    ['a year below zero', '-2024-07-01'],
    ['a half of the day that contradicts', '1 July 2024 13:00 AM'],
  ])('%s makes a date doubtful, also where the zone is hinted: %s', (_, text) => {
    expect(parseDate(text)?.confidence).toBe('low')
    expect(parseDate(text, { language: 'en', timezone: 'Asia/Jakarta', now })?.confidence).toBe('low')
  })

  test('a range of days is doubtful as the day of a piece', () => {
    expect(findDate('Pameran 1 Juli 2024 - 5 Juli 2024', { language: 'id' })?.confidence).toBe('low')
    expect(findDate('1 Juli 2024 | 5 Juli 2024', { language: 'id' })?.confidence).toBe('high')
  })

  test('words of two languages that disagree are doubtful', () => {
    // Polish and Czech November, Croatian October.
    expect(parseDate('3 listopad 2023')).toMatchObject({ confidence: 'low' })
    expect(parseDate('3 listopad 2023', { language: 'hr' })).toMatchObject({
      at: Date.UTC(2023, 9, 3),
      confidence: 'high',
    })
    expect(parseDate('3 listopad 2023', { language: 'pl' })).toMatchObject({
      at: Date.UTC(2023, 10, 3),
      confidence: 'high',
    })
  })
})

describe('a date inside a longer text', () => {
  test.each([
    ['International · Selasa, 18 Oktober 2022 23:8:41 WIB', '2022-10-18T16:08:41Z'],
    ['Eko Satrio Wibowo | Senin, 1 Juli 2024 15:53:15 WIB | Dibaca 1.234 kali', '2024-07-01T08:53:15Z'],
    ['Piala Dunia 2022: menang 3-1 | 01/07/2024 15:53 WIB', '2024-07-01T08:53:00Z'],
    ['5 Fakta Pemilu 2024 - 3 jam lalu', '2024-07-01T06:00:00Z'],
    ['31 Februari 2024, ralat: 1 Maret 2024 00:00 GMT', '2024-03-01T00:00:00Z'],
    ['Hubungi 0812-3456-7890, buka 24/7', 'invalid'],
  ])('%s', (text, expected) => {
    expect(instant(findDate(text, { language: 'id', now })?.at)).toBe(expected)
  })
})

test('a text of another language than declared is read all the same', () => {
  expect(instant(parseDate('Mon, 01 juil. 2024 15:53:15 +0200', { language: 'id' })?.at)).toBe('2024-07-01T13:53:15Z')
  expect(instant(parseDate('2024年7月1日 15:53', { language: 'en', timezone: 'Asia/Shanghai' })?.at)).toBe(
    '2024-07-01T07:53:00Z',
  )
})

test('where no language is declared, distances from now are read in all that CLDR knows', () => {
  const now = Date.UTC(2024, 6, 1, 9)
  const unread = LANGUAGES.filter((language) => {
    if (Intl.RelativeTimeFormat.supportedLocalesOf(language).length === 0) return false
    const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
    const [hours, day] = [format.format(-3, 'hour'), format.format(-1, 'day')].map((text) => parseDate(text, { now }))
    return hours?.at !== now - 3 * 3_600_000 || day === undefined
  })
  expect(unread).toEqual([])
})

test.each([
  ['0000-00-00 00:00:00', true],
  ['Thu, 01 Jan 1970 00:00:00 +0000', true],
  ['99/99/9999', true],
  ['2024-07-01', false],
  ['1 Juli 2024', false],
  ['5 menit lalu', false],
  ['yesterday', false],
])('whether %s names no day is known at a glance: %s', (text, isNone) => {
  expect(namesNoDay(text)).toBe(isNone)
})

test('where no language is declared, words that English does not know decide', () => {
  const read = (text: string) => instant(parseDate(text, { timezone: 'UTC' })?.at)
  expect(read('mar 31 gen 2023')).toBe('2023-01-31T00:00:00Z')
  expect(read('mar, 31 ene 2023')).toBe('2023-01-31T00:00:00Z')
  expect(read('2023년 1월 31일 오후 11:05')).toBe('2023-01-31T23:05:00Z')
  expect(read('2023年1月31日 晚上11:05')).toBe('2023-01-31T23:05:00Z')
  expect(read('31 Jan 2023, 11:05 PTG')).toBe('2023-01-31T23:05:00Z')
  expect(read('Mar 31, 2023')).toBe('2023-03-31T00:00:00Z')
})

test('a zone may be written in words', () => {
  const read = (text: string) => instant(findDate(text, { language: 'id' })?.at)
  expect(read('Senin, 9 Maret 2026 15:53 Waktu Indonesia Timur')).toBe('2026-03-09T06:53:00Z')
  expect(read('9 Maret 2026 pukul 15.53 waktu Indonesia barat')).toBe('2026-03-09T08:53:00Z')
  expect(read('9 Maret 2026, 15:53 (Waktu Indonesia Tengah)')).toBe('2026-03-09T07:53:00Z')
  expect(read('March 9, 2026 3:53 p.m. Eastern Time')).toBe('2026-03-09T19:53:00Z')
  const local = (text: string, language: string) => instant(findDate(text, { language })?.at)
  expect(local('9 de março de 2026 às 15h53 (horário de Brasília)', 'pt')).toBe('2026-03-09T18:53:00Z')
  expect(local('9 de marzo de 2026, 15:53 hora peninsular', 'es')).toBe('2026-03-09T14:53:00Z')
  expect(local('9 mars 2026 à 15h53, heure de Paris', 'fr')).toBe('2026-03-09T14:53:00Z')
  expect(local('9 mars 2026 à 15 h 53 HNE', 'fr')).toBe('2026-03-09T20:53:00Z')
  expect(local('9 марта 2026, 15:53 по московскому времени', 'ru')).toBe('2026-03-09T12:53:00Z')
  expect(local('9 березня 2026, 15:53 за київським часом', 'uk')).toBe('2026-03-09T13:53:00Z')
  expect(local('9 مارس 2026 - 15:53 بتوقيت مكة المكرمة', 'ar')).toBe('2026-03-09T12:53:00Z')
  expect(local('۳ آذر ۱۴۰۵ ۰۹:۱۲ به وقت تهران', 'fa')).toBe('2026-11-24T05:42:00Z')
  expect(local('9/3/2026 15:53 giờ Việt Nam', 'vi')).toBe('2026-03-09T08:53:00Z')
  expect(local('৯ মার্চ ২০২৬, ০৩:৫৩ পিএম', 'bn')).toBe('2026-03-09T15:53:00Z')
  expect(parseDate('9 Maret 2026 15:53 waktu Indonesia', { language: 'id' })).toMatchObject({ precision: 'minute' })
})

test('no text is too long or too strange to be refused in good time', () => {
  for (const text of [
    '1'.repeat(100_000),
    '1 '.repeat(50_000),
    '1/'.repeat(50_000),
    ':'.repeat(100_000),
    'Juli '.repeat(20_000),
    '('.repeat(1000),
  ]) {
    expect(parseDate(text, { now })).toBeUndefined()
    expect(findDate(text, { now })).toBeUndefined()
  }
})

test('reads month and day without a year before a time, where all write the month first', () => {
  const hints = { language: 'ja', timezone: 'Asia/Tokyo', now: Date.UTC(2024, 6, 1, 9) }
  for (const text of ['07/01 15:53', '7/1(月) 15:53', '7-1 15:53']) {
    expect(parseDate(text, hints)).toMatchObject({ at: Date.UTC(2024, 6, 1, 6, 53), confidence: 'low' })
  }
  expect(instant(parseDate('12/31 23:50', { ...hints, language: 'zh' })?.at)).toBe('2023-12-31T14:50:00Z')
  // A share, a day that no month has, and who may have meant the 7th of January.
  for (const text of ['7/1', '13/1 15:53', '2/30 15:53', '1/7/1 15:53']) expect(parseDate(text, hints)).toBeUndefined()
  expect(parseDate('07/01 15:53', { ...hints, language: 'es' })).toBeUndefined()
  expect(parseDate('07/01 15:53', { language: 'ja' })).toBeUndefined()
})

test('reads day and month alone without a year where the stops of ordinals or a weekday show that they are one', () => {
  const at = Date.UTC(2024, 6, 1)
  for (const text of ['1.7.', '1. 7.:', '(01.07.)', 'Mo, 1.7.'])
    expect(findDate(text, { language: 'de', now })).toMatchObject({ at, precision: 'day' })
  expect(findDate('Mon 1/7', { language: 'en', now })).toMatchObject({ at, precision: 'day' })
  // A version, a price, a chapter with its name, another weekday, and who counts otherwise.
  for (const text of ['1.7', '1.7.2.', '§ 1.7.', '1.7. Haftung', 'Di, 1.7.'])
    expect(findDate(text, { language: 'de', now })).toBeUndefined()
  expect(findDate('1.7.', { language: 'en', now })).toBeUndefined()
})
