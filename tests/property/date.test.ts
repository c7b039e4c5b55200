import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDate } from '../../src/text/date.ts'

const DAY = 86_400_000
const seconds = fc.integer({ min: Date.UTC(1990, 0, 2) / 1000, max: Date.UTC(2049, 11, 31) / 1000 })
const offsets = fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15)

function offsetText(minutes: number, colon: string): string {
  const size = Math.abs(minutes)
  const [hours, rest] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'))
  return `${minutes < 0 ? '-' : '+'}${hours}${colon}${rest}`
}

test('every instant that RFC 3339 can write is read back, with its offset', () => {
  fc.assert(
    fc.property(seconds, offsets, (second, offset) => {
      const local = new Date(second * 1000 + offset * 60_000).toISOString().slice(0, 19)
      expect(parseDate(`${local}${offsetText(offset, ':')}`)).toMatchObject({
        at: second * 1000,
        offsetMinutes: offset,
        confidence: 'high',
      })
    }),
  )
})

test('every instant that RFC 5322 can write is read back, with its offset', () => {
  fc.assert(
    fc.property(seconds, offsets, (second, offset) => {
      const local = new Date(second * 1000 + offset * 60_000).toUTCString().slice(0, -4)
      expect(parseDate(`${local} ${offsetText(offset, '')}`)).toMatchObject({
        at: second * 1000,
        offsetMinutes: offset,
        confidence: 'high',
      })
    }),
  )
})

test('the fast way and the others agree', () => {
  fc.assert(
    fc.property(seconds, (second) => {
      const written = new Date(second * 1000).toUTCString()
      // Two spaces are no form that the fast way knows.
      expect(parseDate(written.replace(', ', ',  '))).toEqual(parseDate(written))
    }),
  )
})

test('a day that no calendar has is never read', () => {
  const impossible = fc
    .tuple(fc.integer({ min: 1990, max: 2049 }), fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 40 }))
    .filter(([year, month, day]) => {
      const date = new Date(Date.UTC(year, month - 1, day))
      return month < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || month > 12
    })
  const two = (value: number) => String(value).padStart(2, '0')
  fc.assert(
    fc.property(impossible, ([year, month, day]) => {
      expect(parseDate(`${year}-${two(month)}-${two(day)}`)).toBeUndefined()
      expect(parseDate(`${year}-${two(month)}-${two(day)}T10:00:00Z`)).toBeUndefined()
      expect(parseDate(`${year}年${month}月${day}日`, { language: 'zh' })).toBeUndefined()
    }),
  )
})

test('no text makes it throw', () => {
  const words = fc.constantFrom(
    '1',
    '7',
    '2024',
    'Juli',
    'Senin',
    ':',
    '/',
    '-',
    '.',
    ',',
    '(',
    ')',
    '+',
    ' ',
    'T',
    'Z',
    'WIB',
    'pm',
    '年',
    '月',
    '日',
    'ก.ค.',
    'یولیو',
    '٣',
    'lalu',
    'jam',
    '\u0000',
    '\uD800',
  )
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(words, { maxLength: 20 }).map((list) => list.join('')),
  )
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('id', 'en', 'zh', 'th', 'fa', 'xx', 'not a tag', ''),
      fc.constantFrom('Asia/Jakarta', 'Nowhere/Land'),
      (given, language, timezone) => {
        const date = parseDate(given, { language, timezone, now: Date.UTC(2024, 6, 1) })
        if (date !== undefined) expect(date.at).toBeGreaterThan(Date.UTC(1989, 11, 30))
      },
    ),
    { numRuns: 2000 },
  )
})

const LANGUAGES =
  'ar bg bn ca cs da de el en-GB en-US es et fa fi fil fr gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk ms my nb nl pa pl pt ro ru sk sl sq sr sv sw ta th tr uk ur uz vi zh zh-TW'
const STYLES: readonly Intl.DateTimeFormatOptions[] = [
  { dateStyle: 'full', timeStyle: 'short' },
  { dateStyle: 'long', timeStyle: 'short' },
  { dateStyle: 'medium', timeStyle: 'short' },
  { dateStyle: 'full' },
  { dateStyle: 'long' },
  { dateStyle: 'medium' },
]

describe('what CLDR writes is read back', () => {
  test.each(LANGUAGES.split(' '))('in %s', (language) => {
    const zone = 'Asia/Jakarta'
    const formats = STYLES.map((style) => ({
      style,
      format: new Intl.DateTimeFormat(language, { ...style, timeZone: zone }),
    }))
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2001, 0) / DAY, max: Date.UTC(2029, 0) / DAY }),
        fc.integer({ min: 0, max: 1439 }),
        (day, minute) => {
          for (const { style, format } of formats) {
            const midnight = day * DAY - 7 * 3_600_000
            const at = style.timeStyle === undefined ? midnight : midnight + minute * 60_000
            const text = format.format(at)
            expect(parseDate(text, { language, timezone: zone })?.at, text).toBe(at)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('what CLDR says of the past is read in every language, what it says of the future in none', () => {
  const now = Date.UTC(2024, 6, 15, 9)
  const units = [
    ['minute', 60_000],
    ['hour', 3_600_000],
    ['day', DAY],
    ['week', 7 * DAY],
  ] as const
  fc.assert(
    fc.property(
      fc.constantFrom(...LANGUAGES.split(' ')),
      fc.constantFrom(...units),
      fc.integer({ min: 1, max: 50 }),
      (language, [unit, ms], count) => {
        for (const style of ['long', 'short'] as const) {
          const format = new Intl.RelativeTimeFormat(language, { style, numeric: 'always' })
          expect(parseDate(format.format(-count, unit), { language, now })?.at).toBe(now - count * ms)
          expect(parseDate(format.format(count, unit), { language, now })).toBeUndefined()
        }
        const yesterday = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-1, 'day')
        expect(parseDate(yesterday, { language, now, timezone: 'UTC' })?.at).toBe(Date.UTC(2024, 6, 14))
      },
    ),
    { numRuns: 300 },
  )
})
