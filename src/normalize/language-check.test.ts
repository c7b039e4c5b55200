import { expect, test } from 'vitest'
import type { EntryDraft } from '../model/entry.ts'
import { languageMismatch } from './language-check.ts'

const english = [
  'The council said on Monday that rain would delay the work on the bridge for about two weeks.',
  'Ministers from nine countries will meet again in the autumn to talk about the price of grain.',
  'A library that was closed during the war has opened its doors again with half of its books.',
  'Fishermen along the coast have asked for more time before the new rules come into force.',
]
const indonesian = [
  'Presiden mengatakan bahwa beberapa dokumen politik penting akan ditandatangani di ibu kota pada hari Senin.',
  'Pemerintah akan mengumumkan bantuan baru untuk para petani yang sawahnya terendam banjir pekan lalu.',
  'Warga desa di lereng gunung diminta tetap waspada karena hujan deras masih akan turun sampai besok.',
  'Nelayan meminta waktu lebih lama sebelum peraturan yang baru itu mulai berlaku di seluruh pantai.',
]

function entries(texts: readonly string[], language?: string): readonly EntryDraft[] {
  return texts.map((text, n) => ({
    key: `k${n}`,
    sourceId: 's',
    title: text.slice(0, 30),
    ...(language === undefined ? {} : { language }),
    authors: [],
    categories: [],
    enclosures: [],
    media: [],
    fingerprint: 'f',
    position: n,
    body: { summary: `<p>${text}</p>` },
  }))
}

test('several entries plainly in another language than declared are told', () => {
  expect(languageMismatch(entries(indonesian, 'en-US'))).toEqual(['language en-US, texts in id'])
  expect(languageMismatch(entries(english, 'id'))).toEqual(['language id, texts in en'])
  // One piece that is as declared does not hide the others.
  expect(languageMismatch(entries([...indonesian, ...english.slice(0, 1)], 'en'))).toEqual(['language en, texts in id'])
})

test('what is as declared, a neighbour, a mixture, or too little is not', () => {
  expect(languageMismatch(entries(indonesian, 'id'))).toEqual([])
  expect(languageMismatch(entries(indonesian, 'ms'))).toEqual([])
  expect(languageMismatch(entries(english, 'en-GB'))).toEqual([])
  expect(languageMismatch(entries(indonesian))).toEqual([])
  expect(languageMismatch(entries(indonesian.slice(0, 3), 'en'))).toEqual([])
  expect(languageMismatch(entries([...indonesian.slice(0, 2), ...english], 'en'))).toEqual([])
  expect(languageMismatch(entries(['Jakarta', 'Bogor', 'Depok', 'Bekasi'], 'en'))).toEqual([])
})

test('entries of several declared languages are each held to their own', () => {
  expect(languageMismatch([...entries(indonesian, 'id'), ...entries(english, 'en')])).toEqual([])
})
