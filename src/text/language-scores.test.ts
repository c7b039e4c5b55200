import { eld } from 'eld/small'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languageScores } from './language-scores.ts'

const scores = languageScores()
const asEld = (text: string) => {
  const found = eld.detect(text)
  return found.language === '' ? undefined : { language: found.language, reliable: found.isReliable() }
}

test.each([
  'The council of the harbour said that winter would come early, and that the ferry won’t sail.',
  'Presiden mengatakan bahwa beberapa dokumen politik penting akan ditandatangani besok.',
  'Le président de la République a déclaré hier que les documents seront signés à Paris.',
  'Der Stadtrat hat am Montag beschlossen, die Brücke über den Fluß zu schließen.',
  'Президент заявил, что важные документы будут подписаны завтра.',
  'قال الرئيس إن وثائق سياسية مهمة سيتم توقيعها غدا',
  'राष्ट्रपति ने कहा कि महत्वपूर्ण दस्तावेजों पर कल हस्ताक्षर होंगे',
  'Tổng thống nói rằng các văn kiện quan trọng sẽ được ký vào ngày mai.',
  "L'acqua dell'isola e un'altra cosa",
  'ab',
  'abc',
  '12 345 …',
  '',
  'x'.repeat(500),
  'Brücke '.repeat(100),
  'мост'.repeat(100),
])('%j is told as eld tells it', (text) => {
  expect(scores.detect(text)).toEqual(asEld(text))
})

test('any text is told as eld tells it', () => {
  // eld knows letters of the basic plane, as of an older Unicode.
  const letters = [
    ...`abcdefghijklmnopqrstuvwxyzABÇÉßøåñłşığđàабвгдежзийклмнουהאבاسبمنवगमनกขคあいカナ漢字한국가'’\`-.,12`,
  ]
  const word = fc.string({ unit: fc.constantFrom(...letters), maxLength: 90 })
  fc.assert(
    fc.property(fc.array(word, { maxLength: 80 }), (words) => {
      const text = words.join(' ')
      expect(scores.detect(text)).toEqual(asEld(text))
    }),
  )
})
