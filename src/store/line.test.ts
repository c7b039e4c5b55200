import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeLine, entryHeadOf, HeadReader } from './line.ts'

const head = fc.record({
  key: fc.oneof(fc.base64String(), fc.string({ unit: 'binary' })),
  sourceId: fc.oneof(fc.constantFrom('one', 'two', 'дом', 'a"b', 'tab\t', 'back\\'), fc.string()),
  firstSeen: fc.oneof(fc.nat(), fc.integer(), fc.maxSafeNat(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  bodyBytes: fc.nat(),
})

test('heads read one after the other are what JSON says of each', () => {
  fc.assert(
    fc.property(fc.array(head), fc.nat({ max: 3 }), (heads, before) => {
      const reader = new HeadReader()
      for (const entry of heads) {
        const line = encodeLine(JSON.stringify({ entry, fields: { title: '},"fields":' } }))
        const buffer = Buffer.concat([Buffer.alloc(before, '}'), line])
        const read = reader.read(buffer, before)
        expect(read).toEqual(JSON.parse(JSON.stringify(entry)))
        expect(read).toEqual(entryHeadOf(buffer, before))
      }
    }),
  )
})

test('a head with its members in another order, or with more of them, is read too', () => {
  for (const entry of [
    { sourceId: 'one', key: 'a', firstSeen: 1, bodyBytes: 2 },
    { key: 'a', sourceId: 'one', firstSeen: 1, bodyBytes: 2, more: { deep: [1] } },
  ]) {
    expect(new HeadReader().read(encodeLine(JSON.stringify({ entry, fields: {} })))).toEqual(entry)
  }
})
