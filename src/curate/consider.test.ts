import { expect, test } from 'vitest'
import type { Entry } from '../model/entry.ts'
import type { Backfill, Member, Section } from '../model/section.ts'
import type { CurateInput } from './choice.ts'
import { consider, considering } from './consider.ts'
import { agesFrom, newestFirst } from './order.ts'
import { compileRules } from './rules.ts'

const hour = 3_600_000
const t0 = Date.UTC(2024, 6, 10, 12)
const SOURCES = Array.from({ length: 40 }, (_, i) => `s${i}`)

/** Entries of a first run, spread over four days, some without a date, some of them years old. */
const entries = Array.from({ length: 9_000 }, (_, i): Entry => {
  const n = (i * 7_919) % 9_000
  const age = n % 50 === 0 ? 9_000 * hour : (n % 96) * hour
  return {
    key: `k${String(n).padStart(5, '0')}`,
    sourceId: SOURCES[n % 7 === 0 ? 0 : n % SOURCES.length] ?? '',
    title: `Title ${n}`,
    authors: [],
    categories: [],
    enclosures: [],
    media: [],
    fingerprint: `f${n}`,
    position: n % 30,
    firstSeen: t0,
    changedAt: t0,
    bodyRef: '',
    ...(n % 11 === 0 ? {} : { published: { at: t0 - age - n, confidence: 'high' as const, from: 'feed' as const } }),
  }
})

function inputOf(backfill: Backfill, subject: CurateInput['subject']): CurateInput {
  const member = (sourceId: string): Member => ({
    sourceId,
    rank: undefined,
    limit: Number.POSITIVE_INFINITY,
    publish: 'excerpt',
    excerpt: 300,
    credit: undefined,
    images: 'none',
    futureDates: 'clamp',
    dedupe: true,
    rights: undefined,
  })
  const section = {
    slug: 'world',
    title: 'World',
    limit: 60,
    perDay: 100,
    backfill,
    backfillGiven: true,
    maxAgeMs: 168 * hour,
    members: SOURCES.map(member),
    from: [],
    rules: [],
  } as unknown as Section
  return {
    section,
    at: t0,
    timezone: 'UTC',
    idBase: 'tag:example.org,2024:',
    record: undefined,
    members: new Map(SOURCES.map((id) => [id, member(id)])),
    publications: new Map(),
    answered: new Set(SOURCES),
    rules: compileRules([]),
    subject,
  }
}

/** What a first run may show, and some more for the places that copies leave free; told apart from how it is found. */
function mayBeShown({ withinMs, perSource, total }: Exclude<Backfill, string>): readonly string[] {
  const newest = entries.toSorted(newestFirst)
  const ofEach = SOURCES.flatMap((id) => {
    const own = newest.filter(({ sourceId }) => sourceId === id)
    return own.filter((entry) => t0 - agesFrom(entry) <= withinMs || entry === own[0]).slice(0, 2 * perSource)
  })
  return ofEach
    .toSorted(newestFirst)
    .slice(0, 4 * total)
    .map(({ key }) => key)
}

const bounds = { withinMs: 48 * hour, perSource: 5, total: 40 }

test.each([bounds, { ...bounds, total: Number.POSITIVE_INFINITY }, { ...bounds, perSource: 40, total: 300 }])(
  'a first run is considered the same in pieces, in any order, as at once: %o',
  (backfill) => {
    const input = inputOf(backfill, () => {
      throw new Error('no rule asks')
    })
    const expected = [...mayBeShown(backfill)].sort()
    const atOnce = consider(input, entries)
    expect(atOnce.candidates.map(({ entry }) => entry.key)).toEqual(expected)
    for (const order of [entries, entries.toReversed(), entries.toSorted(newestFirst)]) {
      const inPieces = considering(input)
      for (let at = 0; at < order.length; at += 700) inPieces.add(order.slice(at, at + 700))
      const { candidates, verdicts, stored, joined } = inPieces.end()
      expect(candidates).toEqual(atOnce.candidates)
      expect(verdicts).toEqual(atOnce.verdicts)
      expect(stored).toEqual(atOnce.stored)
      expect(joined).toEqual(atOnce.joined)
    }
    expect(atOnce.verdicts.size).toBe(entries.length - expected.length)
  },
)

test.each(['all', 'none'] as const)('backfill %s keeps all of a first run, or nothing', (backfill) => {
  const inPieces = considering(inputOf(backfill, () => ({}) as never))
  for (let at = 0; at < entries.length; at += 700) inPieces.add(entries.slice(at, at + 700))
  expect(inPieces.end().candidates).toHaveLength(backfill === 'all' ? entries.length : 0)
})

test('what its source names by nothing is out, whatever else may be shown', () => {
  const input = inputOf(bounds, () => ({}) as never)
  const [first, ...others] = entries.toSorted(newestFirst).slice(0, 3)
  if (first === undefined) throw new Error('no entry')
  const { candidates, verdicts } = consider(input, [{ ...first, titleIs: 'missing' }, ...others])
  expect(verdicts.get(first.key)).toEqual({ in: false, reason: 'untitled' })
  expect(candidates).toHaveLength(2)
})
