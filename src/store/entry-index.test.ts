import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EntryIndex } from './entry-index.ts'
import { keyDigest, keyHash } from './key-hash.ts'

const key = fc.integer({ min: 0, max: 60 }).map((n) => `key ${n}`)
const step = fc.oneof(
  fc.record({ put: key, firstSeen: fc.integer({ min: 0, max: 5 }), source: fc.constantFrom('alpha', 'beta') }),
  fc.record({ del: key }),
)

it('finds what a map would find, however often entries come and go', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      const index = new EntryIndex()
      const map = new Map<string, { firstSeen: number; source: string; offset: number }>()
      for (const [offset, each] of steps.entries()) {
        if ('put' in each) {
          const { source: sourceId, firstSeen } = each
          index.put({ digest: keyDigest(each.put), sourceId, firstSeen, offset, bytes: 1 }, 7)
          map.set(each.put, { firstSeen: each.firstSeen, source: each.source, offset })
        } else {
          const slot = index.find(keyHash(each.del))
          expect(slot !== -1).toBe(map.delete(each.del))
          if (slot !== -1) index.delete(slot)
        }
      }
      expect(index.size).toBe(map.size)
      for (let n = 0; n <= 60; n++) {
        const slot = index.find(keyHash(`key ${n}`))
        const known = map.get(`key ${n}`)
        expect(slot === -1 ? undefined : index.placeOf(slot).offset).toBe(known?.offset)
        expect(slot === -1 ? undefined : index.firstSeenOf(slot)).toBe(known?.firstSeen)
      }
      const wanted = [...map.values()].filter(({ firstSeen, source }) => source === 'beta' && firstSeen >= 3)
      expect(index.select(['beta'], 3)).toHaveLength(wanted.length)
      expect(index.select(['gamma'], undefined)).toHaveLength(0)
    }),
    { numRuns: 60 },
  )
})

it('grows past its first size and forgets nothing', () => {
  const index = new EntryIndex()
  for (let n = 0; n < 5_000; n++) {
    index.put({ digest: keyDigest(`k${n}`), sourceId: 'alpha', firstSeen: n, offset: n, bytes: 1 }, 0)
  }
  for (let n = 0; n < 5_000; n++) expect(index.placeOf(index.find(keyHash(`k${n}`))).offset).toBe(n)
})
