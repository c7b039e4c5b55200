import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lexicons } from '../../src/curate/concepts.ts'
import { eventPieceOf } from '../../src/curate/event-piece.ts'
import { relatedPieces } from '../../src/curate/story-links.ts'
import type { Entry } from '../../src/model/entry.ts'

const lexicons = new Lexicons()
const REPORTS: readonly (readonly [string, string, string])[] = [
  ['en', 'Ferry Aurelia sinks off Tromso with 140 aboard', 'Rescuers in Norway searched for 12 people on Monday.'],
  ['en', 'Ferry Aurelia sinks near Tromso, 140 aboard', 'The ship sank on Monday; 12 people are missing.'],
  ['en', 'Aurelia ferry: divers find recorder off Tromso', ''],
  ['en', 'Brazil wins volleyball final against Italy', 'Brazil beat Italy in five sets in Paris on Sunday.'],
  ['en', 'Storm in Tromso closes airport', ''],
  ['de', 'Fähre Aurelia sinkt vor Tromsø mit 140 Menschen', 'Retter suchten am Montag in Norwegen nach 12 Menschen.'],
  ['de', 'Brasilien gewinnt Volleyball-Finale gegen Italien', 'Brasilien schlug Italien am Sonntag in Paris.'],
  ['id', 'Feri Aurelia Tenggelam di Tromso, 140 Penumpang', 'Tim penyelamat Norwegia mencari 12 orang pada Senin.'],
  ['', 'Ferry Aurelia sinks off Tromso', ''],
  ['en', '🎉', ''],
]

const report = fc.tuple(fc.constantFrom(...REPORTS), fc.nat(120 * 3_600_000), fc.boolean(), fc.boolean())
const shuffled = fc.tuple(fc.array(report, { maxLength: 25 }), fc.infiniteStream(fc.nat())).map(([reports, random]) => {
  const pieces = reports.map(([[language, title, text], at, isNew, isKnown], i) => {
    const entry = { key: `k${i}`, sourceId: 's', title, firstSeen: at } as Entry
    const piece = eventPieceOf(entry, text, language === '' ? undefined : language)
    return { piece: { ...piece, concepts: lexicons.conceptsOf(title, text, language) }, isNew, isKnown }
  })
  const places = pieces.map((one) => [one, random.next().value] as const)
  return [pieces, places.toSorted(([, a], [, b]) => a - b).map(([one]) => one)] as const
})

test('stories are the same, and told from both sides, whatever the order of the entries', () => {
  fc.assert(
    fc.property(shuffled, ([pieces, other]) => {
      const fresh = new Set(pieces.flatMap(({ piece, isNew }) => (isNew ? [piece.key] : [])))
      const shown = pieces.flatMap(({ piece, isKnown }) => (isKnown ? [piece.key] : []))
      const pairs = shown.slice(1).map((key, i) => [key, shown[i] ?? key] as const)
      const known = { pairs, isNew: (key: string) => fresh.has(key) }
      const links = relatedPieces(
        pieces.map(({ piece }) => piece),
        known,
      )
      const inOrder = (found: typeof links) => [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
      expect(
        inOrder(
          relatedPieces(
            other.map(({ piece }) => piece),
            known,
          ),
        ),
      ).toEqual(inOrder(links))
      for (const [key, others] of links) for (const one of others) expect(links.get(one)).toContain(key)
    }),
    { numRuns: 200 },
  )
})
