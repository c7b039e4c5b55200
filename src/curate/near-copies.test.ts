import { describe, expect, test } from 'vitest'
import type { Entry } from '../model/entry.ts'
import { BANDS, NearCopies, sketchOf } from './near-copies.ts'

const hour = 3_600_000
const window = 72 * hour

function sketch(title: string, text = '') {
  const entry = { title, key: title, sourceId: 'a', language: 'en' } as Entry
  return sketchOf(entry, text)
}

/** A sketch that meets every other of its kind in all bands. */
const colliding = () => new Uint32Array(BANDS).fill(7)

describe('NearCopies', () => {
  test('finds copies with small edits, not what is unlike', () => {
    const index = new NearCopies(window)
    index.add(0, sketch('Sbarro files for second bankruptcy in three years'))
    index.add(1, sketch('Volcano erupts near the Icelandic town of Grindavik'))
    expect(index.add(2, sketch('UPDATE 1-Sbarro files for bankruptcy, second time in three years'))).toContain(0)
    expect(index.add(3, sketch('Parliament elects a new speaker after long debate'))).toEqual([])
  })

  test('finds a text that is told again under another headline', () => {
    const index = new NearCopies(window)
    const text =
      'The organisers of the festival said on Thursday that the city was not safe enough for the audience and the crew after months of protest'
    index.add(0, sketch('Clockenflap cancelled over unrest', text))
    expect(
      index.add(1, sketch('Organisers pull plug on the music weekend', `${text}, and that tickets are refunded.`)),
    ).toEqual([0])
  })

  test.each([
    [
      'km',
      'ភ្លើងឆេះផ្សារ គ្មានអ្នកស្លាប់',
      'អគ្គិភ័យខូចខាតតូប',
      'រដ្ឋាភិបាលប្រកាសថា ផ្លូវជាតិលេខមួយនឹងត្រូវបិទរយៈពេលបីថ្ងៃ ដោយសារទឹកជំនន់ និងការជួសជុលស្ពាន',
    ],
    [
      'my',
      'လမ်းများ ပိတ်ထား',
      'ရေကြီးမှု ဖြစ်ပွား',
      'နိုင်ငံ အလယ်ပိုင်းတွင် မိုးသည်းထန်စွာ ရွာသွန်းပြီး ရေကြီးမှုကြောင့် လမ်းများ ပိတ်ထားရသည်ဟု အာဏာပိုင်များက ပြောသည်',
    ],
  ])('finds it in scripts without spaces: %s', (_, title, other, text) => {
    const index = new NearCopies(window)
    index.add(0, sketch(title, text))
    expect(index.add(1, sketch(other, text))).toEqual([0])
  })

  test('what is older than the window is no candidate', () => {
    const index = new NearCopies(window)
    index.add(0, colliding())
    index.add(hour, colliding())
    expect(index.add(window + 1, colliding())).toEqual([1])
  })

  test('it grows, and slots are used again, without losing or inventing candidates', () => {
    const index = new NearCopies(1000, 4)
    for (let at = 0; at < 5_000; at++) {
      const own = new Uint32Array(BANDS).fill(1 + (at % 1500))
      const found = index.add(at, own)
      // The same hashes come again after 1,500, when the window of 1,000 has passed.
      expect(found).toEqual([])
    }
    expect(index.size).toBe(1001)
  })

  test('thousands in one bucket cost no more than a few, and the newest are found', () => {
    const index = new NearCopies(window, 16)
    let most = 0
    for (let i = 0; i < 5_000; i++) most = Math.max(most, index.add(i, colliding()).length)
    expect(most).toBeLessThanOrEqual(64)
    expect(index.add(5_000, colliding())[0]).toBe(4_999)
  })

  test('a flood of one source leaves others’ copies to be found, in buckets and among candidates', () => {
    const index = new NearCopies(window)
    const same = () => Uint32Array.from({ length: BANDS }, (_, band) => band + 1)
    index.add(0, same(), 1)
    for (let i = 1; i <= 400; i++) index.add(i, same(), 2)
    const found = index.add(500, same(), 3)
    expect(found).toContain(0)
    expect(found.length).toBeLessThanOrEqual(5)
  })

  test('what is one to the word is found first, however many of however many sources are nearly so', () => {
    const titled = (weeks: string) => `Antwerp harbour bridge to close for ${weeks} weeks after cracks found`
    const told = (weeks: string) =>
      `The bridge closes on Monday for ${weeks} weeks after inspectors found cracks in two girders, the port authority said on Friday.`
    const index = new NearCopies(window)
    index.add(0, sketch(titled('six'), told('six')), 0)
    index.add(0, sketch(titled('six')), 1)
    for (let source = 2; source < 42; source++) {
      for (let i = 1; i <= 4; i++) {
        const weeks = String(source * 10 + i)
        index.add(source, sketch(titled(weeks), told(weeks)), source)
      }
    }
    expect(index.add(99, sketch(titled('six'), told('six')), 42)[0]).toBe(0)
    expect(index.add(99, sketch(titled('six')), 43)[0]).toBe(1)
  })

  test('a title of a word or of emoji has no bands', () => {
    for (const title of ['A', '🎉🎉', 'Live', '']) expect(sketch(title).every((hash) => hash === 0)).toBe(true)
  })
})
