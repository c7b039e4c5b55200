import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { likenesses, nearPairs } from '../../src/curate/copies.ts'
import { type Candidate, foldCopies } from '../../src/curate/fold.ts'
import { sketchOf } from '../../src/curate/near-copies.ts'
import { pieceOf } from '../../src/curate/piece.ts'
import type { Entry } from '../../src/model/entry.ts'
import type { Member } from '../../src/model/section.ts'

const PIECES = [
  'Ministers agree on fishing quotas for the Baltic Sea',
  'Storm kills 12 people on the Baltic coast near Gdansk',
  'Storm kills 40 people on the Baltic coast near Gdansk',
  'Brazil beat Italy in Olympic volleyball final after five sets',
  'Brazil beat Italy in Olympic beach volleyball final after five sets',
  'Menteri Resmikan Bendungan Baru di Kabupaten Sumedang',
  '东京奥运会开幕式在国立竞技场举行',
  '🎉',
  '',
]
const VARIANTS = [
  (title: string) => title,
  (title: string) => `VIDEO: ${title}`,
  (title: string) => `${title} | WXYZ`,
  (title: string) => title.toUpperCase(),
  (title: string) => `${title}, officials say`,
]

const candidate = fc
  .record({
    piece: fc.constantFrom(...PIECES),
    variant: fc.constantFrom(...VARIANTS),
    source: fc.constantFrom('a', 'b', 'c', 'd'),
    at: fc.nat(100 * 3_600_000),
    rank: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    text: fc.constantFrom(
      '',
      'A text of one sentence.',
      'Quotas were agreed on by night, the ministers said. '.repeat(8),
    ),
    url: fc.option(fc.nat(5), { nil: undefined }),
    dedupe: fc.constantFrom(true, true, true, false),
  })
  .map(({ piece, variant, source, at, rank, text, url, dedupe }) => ({
    entry: {
      sourceId: source,
      title: variant(piece) || '-',
      firstSeen: at,
      position: 0,
      ...(url === undefined ? {} : { url: `https://x.example/${url}`, urlKey: `x.example/${url}` }),
    },
    text,
    member: { sourceId: source, rank, dedupe } as Member,
  }))

type Made = { readonly candidate: Candidate; readonly text: string }

const newsroom = fc.array(candidate, { maxLength: 30 }).map((made): Made[] =>
  made.map(({ entry, member, text }, i) => ({
    candidate: { entry: { ...entry, key: `key${i}`, fingerprint: `${i}` } as Entry, member },
    text,
  })),
)

async function fold(made: readonly Made[]) {
  const texts = new Map(made.map(({ candidate, text }) => [candidate.entry.key, text]))
  const entries = made.map(({ candidate }) => candidate.entry)
  const textOf = (entry: Entry) => texts.get(entry.key) ?? ''
  const pieces = new Map(entries.map((entry) => [entry.key, pieceOf(entry, textOf(entry))]))
  const found = likenesses(await nearPairs(entries, (entry) => sketchOf(entry, textOf(entry))), pieces)
  const folds = foldCopies(
    made.map(({ candidate }) => candidate),
    { likenesses: found, kept: [], corrections: [], fullText: new Set() },
  )
  return folds.map(({ copies }) => copies.map(({ entry }) => entry.key))
}

const shuffled = fc.tuple(newsroom, fc.infiniteStream(fc.nat())).map(([made, random]) => {
  const places = made.map((one) => [one, random.next().value] as const)
  return [made, places.toSorted(([, a], [, b]) => a - b).map(([one]) => one)] as const
})

describe('folding', () => {
  test('gives the same groups and winners whatever the order of the entries', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ([made, other]) => {
        const inOrder = (groups: string[][]) => groups.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
        expect(inOrder(await fold(other))).toEqual(inOrder(await fold(made)))
      }),
      { numRuns: 300 },
    )
  })

  test('loses no entry and shows none twice', async () => {
    await fc.assert(
      fc.asyncProperty(newsroom, async (made) => {
        expect((await fold(made)).flat().sort()).toEqual(made.map(({ candidate }) => candidate.entry.key).sort())
      }),
    )
  })

  test('what contradicts in figures is never in one group', async () => {
    await fc.assert(
      fc.asyncProperty(newsroom, async (made) => {
        const titles = new Map(made.map(({ candidate: { entry } }) => [entry.key, entry]))
        for (const group of await fold(made)) {
          const entries = group.map((key) => titles.get(key))
          if (new Set(entries.map((entry) => entry?.urlKey)).size < entries.length) continue
          const told = entries.map((entry) => entry?.title.toLowerCase() ?? '')
          expect(told.some((title) => title.includes(' 12 ')) && told.some((title) => title.includes(' 40 '))).toBe(
            false,
          )
        }
      }),
    )
  })
})
