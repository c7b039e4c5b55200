import { describe, expect, test } from 'vitest'
import { createAddressGuard } from '../fetch/address-guard.ts'
import * as values from './values.ts'

const day = 86_400_000

test.each([
  ['45s', 45_000],
  ['30m', 1_800_000],
  ['24h', day],
  ['7d', 7 * day],
  ['2w', 14 * day],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  [' 30m ', 1_800_000],
  ['250ms', 250],
  ['1m30s500ms', 90_500],
])('%j is a duration', (text, ms) => {
  expect(values.duration.parse(text)).toBe(ms)
})

test.each(['', '30', 30, '30 m', 'm', '1h-30m', '-1h', '1e9d', '１h', null, [], {}, true, '0s', 'off'])(
  '%j is no duration',
  (value) => {
    expect(values.duration.safeParse(value).success).toBe(false)
  },
)

test.each(['0s', 0, 'off', false])('%j is no gap', (value) => {
  expect(values.gap.parse(value)).toBe(0)
})

test('off and false are the same everywhere', () => {
  for (const off of ['off', false]) {
    expect(values.durationOrOff.parse(off)).toBe(Number.POSITIVE_INFINITY)
    expect(values.countOrOff.parse(off)).toBe(Number.POSITIVE_INFINITY)
    expect(values.shareOrOff.parse(off)).toBe(1)
    expect(values.onOff.parse(off)).toBe(false)
    expect(values.lineOrOff.parse(off)).toEqual({ text: undefined })
    expect(values.oneOf(['none', 'link'], 'none').parse(off)).toBe('none')
  }
})

test.each([
  ['id', 'id'],
  ['ID', 'id'],
  ['in', 'id'],
  ['zh-tw', 'zh-TW'],
  ['ZH-hant-hk', 'zh-Hant-HK'],
  ['en-GB', 'en-GB'],
  ['sr-Latn', 'sr-Latn'],
  ['fil', 'fil'],
  ['es-419', 'es-419'],
])('%s is a language, canonically %s', (text, tag) => {
  expect(values.language.parse(text)).toBe(tag)
})

test.each(['', 'jp', 'xx', 'english', 'en_US', 'e', 'x-klingon', 'i-default', 'de-', '-de', 'en--US', 'ไทย'])(
  '%j is no language',
  (text) => {
    expect(values.language.safeParse(text).success).toBe(false)
  },
)

test.each(['Asia/Jakarta', 'UTC', 'Europe/London', 'America/Argentina/Buenos_Aires', '+07:00', 'Etc/GMT-7'])(
  '%s is a time zone',
  (zone) => {
    expect(values.timezone.parse(zone)).toBe(zone)
  },
)

test.each(['*/15 * * * *', '0 6 * * mon-fri', '0,30 8-18 * * 1-5', '0 0 1 jan *'])(
  '%j is a cron expression',
  (expression) => {
    expect(values.cron.parse(expression)).toBe(expression)
  },
)

test.each([
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * * 13 *',
  '*/0 * * * *',
  'x * * * *',
  '@often',
])('%j is no cron expression', (expression) => {
  expect(values.cron.safeParse(expression).success).toBe(false)
})

test.each([
  'tag:news.example.org,2026:',
  'tag:editor@example.org,2026-07:news/',
  'https://example.org/id/',
  'urn:example:news:',
])('%s may begin an id', (text) => {
  expect(values.idBase.parse(text)).toBe(text)
})

test.each([
  'news',
  'tag:news',
  'tag:example.org,26:',
  'tag:example.org,2026-13:',
  'tag:,2026:',
  'tag:a b,2026:',
  'x:',
  'tag:example.org,2026:<b>',
  'a:%zz',
])('%j may not begin an id', (text) => {
  expect(values.idBase.safeParse(text).success).toBe(false)
})

test.each([
  ['editor@example.org', 'editor@example.org'],
  ['https://example.org/contact', 'https://example.org/contact'],
  ['https://пример.рф', 'https://xn--e1afmkfd.xn--p1ai/'],
])('%s is a contact a request header can hold', (text, header) => {
  expect(values.contact.parse(text)).toBe(header)
  expect(header).toMatch(/^[\x21-\x7e]+$/)
})

test.each(['editor', 'a@b (c)', 'a@b, c@d', 'é@example.org', 'a@b\r\nX: y', '<a@b>', 'mailto:a@b'])(
  '%j is no contact',
  (text) => {
    expect(values.contact.safeParse(text).success).toBe(false)
  },
)

test.each([
  ['https://example.org', 'https://example.org/'],
  ['http://Example.ORG:80/news', 'http://example.org/news/'],
])('%s is a public address', (text, href) => {
  expect(values.baseUrl.parse(text)).toBe(href)
})

describe('exceptions to the guard against private addresses', () => {
  test.each([
    '127.0.0.1',
    '127.0.0.1:8099',
    'localhost',
    'localhost:3000',
    'portal.lan',
    '10.0.0.0/8',
    '::1',
    '[::1]',
    '[::1]:8080',
    'fd00::/8',
    'FD00::/8',
    'Portal.LAN:80',
  ])('%s is one, and the guard understands it', (text) => {
    const value = values.privateAddress.parse(text)
    expect(value).toBe(text.toLowerCase())
    expect(() => createAddressGuard([value])).not.toThrow()
  })

  test.each([
    '',
    'http://127.0.0.1/',
    '127.1',
    '300.1.1.1',
    '10.0.0.0/33',
    '::/129',
    'host:0',
    'host:65536',
    'host:',
    'a b',
    '10.0.0.0/8/8',
    'host/8',
    '[::1',
    '*',
    '*.lan',
  ])('%j is none', (text) => {
    expect(values.privateAddress.safeParse(text).success).toBe(false)
  })
})

test.each([
  ['22:00-06:00', { fromMinute: 1320, toMinute: 360 }],
  ['9:30-17:00', { fromMinute: 570, toMinute: 1020 }],
])('%s are quiet hours', (text, hours) => {
  expect(values.quietHours.parse(text)).toEqual(hours)
})

test.each(['22:00', '24:00-06:00', '22:60-06:00', '8-9', '08:00-08:00'])('%j are no quiet hours', (text) => {
  expect(values.quietHours.safeParse(text).success).toBe(false)
})

test('a single word needs no list, and words keep their case and endings', () => {
  expect(values.words.parse('ASEAN')).toEqual(['ASEAN'])
  expect(values.words.parse([' harga minyak* ', '东盟'])).toEqual(['harga minyak*', '东盟'])
})

test('headers come with names in lower case', () => {
  expect(values.headers.parse({ Authorization: 'Bearer x', 'X-API-Key': ' y ' })).toEqual({
    authorization: 'Bearer x',
    'x-api-key': 'y',
  })
})

test.each(['json', 'postgres://user@host/db', 'postgresql://u:p@h:5432/db?sslmode=require'])(
  '%s is a store',
  (text) => {
    expect(values.storeAddress.parse(text)).toBe(text)
  },
)
