import { expect, test } from 'vitest'
import { areDeclaredAlike, detectLanguage, otherLanguage, normalizeLanguage } from './language.ts'

test.each([
  ['EN_us', 'en-US'],
  ['in', 'id'],
  ['in-ID', 'id-ID'],
  ['iw', 'he'],
  ['zh-hans-cn', 'zh-Hans-CN'],
  [' id-id ', 'id-ID'],
  ['en_US.UTF-8', 'en-US'],
  ['en-', 'en'],
  ['English', 'en'],
])('%s is %s', (written, tag) => {
  expect(normalizeLanguage(written)).toBe(tag)
})

test.each(['', 'und', 'x-default', 'mul', '123', 'a', '<b>'])('%j names no language', (written) => {
  expect(normalizeLanguage(written)).toBeUndefined()
})

test('a language is known by its letters', () => {
  expect(detectLanguage('Presiden mengatakan bahwa beberapa dokumen politik penting akan ditandatangani')).toEqual({
    language: 'id',
    reliable: true,
  })
  expect(detectLanguage('習近平主席は東京で首脳会談を行いました')?.language).toBe('ja')
  expect(detectLanguage('OK 24')).toBeUndefined()
})

test('a gross mismatch is flagged, a neighbour is not', () => {
  const french =
    'Le président de la République a déclaré hier que les documents politiques seront signés demain à Paris.'
  expect(otherLanguage('en', french)).toBe('fr')
  expect(otherLanguage('fr-CA', french)).toBeUndefined()
  const malay =
    'Perdana Menteri berkata kerajaan akan mengumumkan bantuan baharu kepada rakyat pada minggu hadapan di Putrajaya.'
  expect(otherLanguage('id', malay)).toBeUndefined()
  expect(otherLanguage('ms', malay)).toBeUndefined()
  const russian = 'Президент сообщил вчера, что документы будут подписаны завтра в столице после переговоров.'
  expect(otherLanguage('id', russian)).toBe('ru')
  expect(otherLanguage('ru', russian)).toBeUndefined()
  expect(otherLanguage('id', 'Президент')).toBeUndefined()
  // A script that the declared language is not written in is plain in a headline.
  expect(otherLanguage('en', '北京地铁三号线周五开通')).toBe('zh')
  expect(otherLanguage('de', 'รถไฟฟ้าสายใหม่เปิดวันศุกร์')).toBe('th')
  expect(
    otherLanguage('en', 'The word 仁 in Confucius, and how it was read at court in later times, is his theme.'),
  ).toBeUndefined()
})

test('of languages that one text is declared as, none speaks against the other', () => {
  expect(areDeclaredAlike('no', 'nb')).toBe(true)
  expect(areDeclaredAlike('sr', 'hr')).toBe(true)
  expect(areDeclaredAlike('es', 'pt')).toBe(false)
})
