import { describe, expect, test } from 'vitest'
import { candidateOf } from '../../tests/fixtures/candidate.ts'
import { entryOf } from '../../tests/fixtures/entry.ts'
import type { Correction } from '../model/correction.ts'
import type { Entry } from '../model/entry.ts'
import type { Member } from '../model/section.ts'
import { appendedUnderOneLink, estrangedIn, likenesses, nearPairs, strangersOfOneLink } from './copies.ts'
import type { Closeness } from './home.ts'
import { type Candidate, type FoldContext, foldCopies } from './fold.ts'
import { sketchOf } from './near-copies.ts'
import { pieceOf } from './piece.ts'
import type { Likeness } from './similarity.ts'

function candidate(key: string, title: string, more: Partial<Entry> = {}, policy: Partial<Member> = {}): Candidate {
  return candidateOf(entryOf(key, title, { language: 'en', ...more }), policy)
}

async function fold(candidates: readonly Candidate[], more: Partial<FoldContext> = {}) {
  const entries = candidates.map(({ entry }) => entry)
  const pairs = await nearPairs(entries, (entry) => sketchOf(entry, ''))
  const pieces = new Map(entries.map((entry) => [entry.key, pieceOf(entry, '')]))
  return foldCopies(candidates, {
    likenesses: likenesses(pairs, pieces),
    kept: [],
    corrections: [],
    fullText: new Set(),
    ...more,
  })
}

const keys = (folds: Awaited<ReturnType<typeof fold>>) =>
  folds.map(({ copies }) => copies.map(({ entry }) => entry.key))

const TITLE = 'Ministers agree on fishing quotas for the Baltic Sea'

describe('foldCopies', () => {
  test('one piece in three sources is one group, and each copy says why', async () => {
    const folds = await fold([
      candidate('a', TITLE),
      candidate('b', `${TITLE} | WXYZ`),
      candidate('c', `UPDATE 1-${TITLE}`),
    ])
    expect(keys(folds)).toEqual([['a', 'b', 'c']])
    expect(folds[0]?.reasons.get('b')).toMatchObject({ rule: 'same-title', likeness: { threshold: 0.8 } })
  })

  test.each([
    ['dated', { published: { at: 0, confidence: 'high', from: 'feed' } as const }],
    ['undated', {}],
  ])(
    'of copies seen at once the places in their documents choose none: feeds come in any order, %s',
    async (_, date) => {
      const winner = async (placeOfA: number, placeOfB: number) => {
        const a = candidate('a', TITLE, { ...date, position: placeOfA })
        const b = candidate('b', TITLE, { ...date, position: placeOfB })
        return keys(await fold([a, b]))
      }
      expect(await winner(0, 9)).toEqual([['a', 'b']])
      expect(await winner(9, 0)).toEqual([['a', 'b']])
    },
  )

  test('of equally sure pairs those join first that more sources agree with, then the older', async () => {
    const like = (a: string, b: string): Likeness => ({
      ...{ a, b, isCopy: true, rule: 'same-text', score: 1, threshold: 0.6, shared: [] },
    })
    const unlike = (a: string, b: string): Likeness => ({ ...like(a, b), isCopy: false, veto: 'numbers' })
    const at = (key: string, firstSeen: number) => candidate(key, TITLE, { firstSeen })
    const grouped = (all: readonly Candidate[], found: readonly Likeness[]) =>
      foldCopies(all, { likenesses: found, kept: [], corrections: [], fullText: new Set() })
        .map(({ copies }) => copies.map(({ entry }) => entry.key).sort())
        .sort()
    // By their keys b, which says otherwise than z, would come first.
    const three = [at('a', 0), at('b', 2), at('z', 1)]
    const two = [like('a', 'b'), like('a', 'z'), unlike('b', 'z')]
    expect(grouped(three, two)).toEqual([['a', 'z'], ['b']])
    expect(grouped(three.toReversed(), two.toReversed())).toEqual([['a', 'z'], ['b']])
    const four = [at('a', 0), at('b', 0), at('y', 3), at('z', 3)]
    const more = [...two, like('a', 'y'), like('y', 'z'), unlike('b', 'y')]
    expect(grouped(four, more)).toEqual([['a', 'y', 'z'], ['b']])
    expect(grouped(four.toReversed(), more.toReversed())).toEqual([['a', 'y', 'z'], ['b']])
  })

  test.each(['.', '…', '***'])('a text of signs alone says nothing, and leads nobody: %s', (text) => {
    expect(pieceOf(candidate('a', TITLE).entry, text).isIdle).toBe(true)
    expect(pieceOf(candidate('a', TITLE).entry, '').isIdle).toBe(false)
  })

  test('the winner is the first by rank, then by full text, then by a text that says something, then by first sight', async () => {
    const early = candidate('e', TITLE, { firstSeen: 0 })
    const whole = candidate('w', TITLE, { firstSeen: 2 })
    const ranked = candidate('r', TITLE, { firstSeen: 3 }, { rank: 1 })
    const fullText = new Set(['w'])
    expect(keys(await fold([early, whole, ranked], { fullText }))).toEqual([['r', 'w', 'e']])
    expect(keys(await fold([early, whole], { fullText }))).toEqual([['w', 'e']])
    expect(keys(await fold([whole, early]))).toEqual([['e', 'w']])
    expect(keys(await fold([whole, early], { idle: new Set(['e']) }))).toEqual([['w', 'e']])
    expect(keys(await fold([early, ranked], { idle: new Set(['r']) }))).toEqual([['r', 'e']])
  })

  test('what became a copy by a change was seen when it did, unless it led the others before', async () => {
    const piece = candidate('a', TITLE, { firstSeen: 3 })
    const turned = candidate('b', TITLE, { firstSeen: 1, changedAt: 5 })
    const [fresh] = await fold([turned, piece], { leads: new Set(['a', 'b']) })
    expect(fresh).toMatchObject({ copies: [{ entry: { key: 'a' } }, { entry: { key: 'b' } }], turned: new Set(['b']) })
    const kept = [['a', 'b']]
    expect(keys(await fold([turned, piece], { kept, leads: new Set(['a']) }))).toEqual([['a', 'b']])
    expect(keys(await fold([turned, piece], { kept, leads: new Set(['b']) }))).toEqual([['b', 'a']])
    expect(keys(await fold([candidate('b', TITLE, { firstSeen: 1, changedAt: 2 }), piece]))).toEqual([['b', 'a']])
  })

  test('what left another story by its change is behind what it became a copy of, seen at once, and brings no id', async () => {
    const [piece, left] = [
      candidate('p', TITLE, { firstSeen: 5 }),
      candidate('b', TITLE, { firstSeen: 1, changedAt: 5 }),
    ]
    expect(keys(await fold([left, piece]))).toEqual([['b', 'p']])
    const [folded] = await fold([left, piece], { estranged: new Set(['b']) })
    expect(folded).toMatchObject({ copies: [{ entry: { key: 'p' } }, { entry: { key: 'b' } }], turned: new Set(['b']) })
  })

  test('what the operator joined did not turn to the other, however often it changed', async () => {
    const [a, b] = [candidate('a', TITLE, { changedAt: 5 }), candidate('b', 'Quotas: the reactions', { firstSeen: 3 })]
    const join: Correction = { kind: 'join', keys: ['a', 'b'], at: 6 }
    const [folded] = await fold([a, b], { corrections: [join], leads: new Set(['a', 'b']) })
    expect(folded).toMatchObject({ copies: [{ entry: { key: 'a' } }, { entry: { key: 'b' } }], turned: new Set() })
  })

  test('what lies behind leads nothing, whatever it has, unless it is ranked better', async () => {
    const [own, moved] = [candidate('a', TITLE, { firstSeen: 3 }), candidate('b', TITLE, { firstSeen: 1 })]
    const context = { fullText: new Set(['b']), leads: new Set(['b']), behind: new Set(['b']) }
    expect(keys(await fold([own, moved], context))).toEqual([['a', 'b']])
    expect(keys(await fold([own, candidate('b', TITLE, {}, { rank: 1 })], context))).toEqual([['b', 'a']])
  })

  test('what has no link leads nothing that has one, unless it is ranked better', async () => {
    const linked = candidate('a', TITLE, { url: 'https://a.example/1', firstSeen: 3 })
    const bare = (rank?: number) => candidate('b', TITLE, { firstSeen: 1 }, { rank })
    const fullText = new Set(['b'])
    expect(keys(await fold([bare(), linked], { fullText, leads: new Set(['b']) }))).toEqual([['a', 'b']])
    expect(keys(await fold([bare(1), linked], { fullText }))).toEqual([['b', 'a']])
  })

  test('what may be no title makes no copy, and keeps apart nothing that has one link', async () => {
    const unsure = candidate('b', TITLE, { titleIs: 'unsure' })
    expect(keys(await fold([candidate('a', TITLE), unsure]))).toEqual([['a'], ['b']])
    const link = { urlKey: 'owner.example/n/1' }
    const [a, b] = [candidate('a', TITLE, link), candidate('b', '4 comments', { ...link, titleIs: 'unsure' })]
    expect(keys(await fold([a, b], { strangers: [['a', 'b']] }))).toEqual([['a', 'b']])
  })

  test('of those seen at once and alike in all else, the one dated first wins', async () => {
    const dated = (at: number) => ({ published: { at, confidence: 'high', from: 'feed' } as const, firstSeen: 9 })
    expect(keys(await fold([candidate('a', TITLE, dated(2)), candidate('b', TITLE, dated(1))]))).toEqual([['b', 'a']])
  })

  test('a copy of a text under a headline that denies it keeps no two others apart', async () => {
    const text = `${TITLE}, ${'after a night of talks that left fishers and scientists unhappy alike, they said '.repeat(3)}`
    const [a, b, h] = [
      candidate('a', TITLE),
      candidate('b', TITLE),
      candidate('h', TITLE.replace('agree', 'agree not')),
    ]
    const pieces = new Map(
      [a, b, h].map(({ entry }) => [
        entry.key,
        pieceOf(entry, entry.key === 'b' ? 'Herring and cod by a third.' : text),
      ]),
    )
    const found = likenesses(
      [
        ['a', 'b'],
        ['a', 'h'],
        ['b', 'h'],
      ],
      pieces,
    )
    expect(found.map(({ isCopy, isDoubted }) => [isCopy, isDoubted ?? false])).toEqual([
      [true, false],
      [true, true],
      [false, false],
    ])
    const likely = { likenesses: found }
    expect(keys(await fold([a, h], likely))).toEqual([['a', 'h']])
    // Seen together it stands alone; folded before, it stays.
    expect(keys(await fold([a, b, h], likely))).toEqual([['a', 'b'], ['h']])
    expect(keys(await fold([a, b, h], { ...likely, kept: [['a', 'h']] }))).toEqual([['a', 'b', 'h']])
  })

  test('not of one source with a date of another day, unless they say the very same', async () => {
    const issue = (key: string, day: number, fingerprint = key) =>
      candidate(key, `Forecast for July ${day}: the north`, {
        sourceId: 'a',
        urlKey: 'owner.example/north',
        fingerprint,
        firstSeen: Date.UTC(2024, 6, day),
        published: { at: Date.UTC(2024, 6, day), confidence: 'high', from: 'feed' },
      })
    expect(keys(await fold([issue('x', 1), issue('y', 2)]))).toHaveLength(2)
    expect(keys(await fold([issue('x', 1), issue('y', 1)]))).toHaveLength(1)
    expect(keys(await fold([issue('x', 1, 'same'), issue('y', 2, 'same')]))).toHaveLength(1)
  })

  test('another’s link under a title that has nothing to do with it makes no copy', async () => {
    const link = { urlKey: 'owner.example/1' }
    const [own, other] = [candidate('a', TITLE, link), candidate('b', 'Buy pills now at a discount', link)]
    expect(keys(await fold([own, other]))).toEqual([['a'], ['b']])
    expect(keys(await fold([own, candidate('c', 'Baltic fishing: the new quotas', link)]))).toEqual([['a', 'c']])
  })

  test('a link to a front page names no piece', async () => {
    const link = { urlKey: 'owner.example' }
    const warnings = [candidate('a', 'Warning of storm', link), candidate('b', 'Warning of frost', link)]
    expect(keys(await fold(warnings))).toEqual([['a'], ['b']])
  })

  test('who gives another’s link never leads with a text of its own, unless it is ranked better', async () => {
    const link = { urlKey: 'owner.example/1' }
    const copies = (rank?: number) => [
      candidate('a', TITLE, { ...link, firstSeen: 5 }),
      candidate('b', TITLE, { ...link, firstSeen: 3 }, { rank }),
    ]
    const fullText = new Set(['a'])
    // The first one has it, and from when the owner is known, the owner.
    expect(keys(await fold(copies(), { fullText }))).toEqual([['b', 'a']])
    expect(keys(await fold(copies(), { fullText: new Set(['b']), atHome: new Map([['a', 3]]) }))).toEqual([['a', 'b']])
    expect(keys(await fold(copies(1), { fullText, atHome: new Map([['a', 3]]) }))).toEqual([['b', 'a']])
    // Two feeds of one site: the whole text.
    expect(
      keys(
        await fold(copies(), {
          fullText,
          atHome: new Map([
            ['a', 2],
            ['b', 2],
          ]),
        }),
      ),
    ).toEqual([['a', 'b']])
    // Whose feed is elsewhere has it from whoever is not of that site at all, or only says so.
    for (const says of [0, 1] as const) {
      const atHome = new Map([
        ['a', 2],
        ['b', says],
      ] as const)
      expect(keys(await fold(copies(), { fullText: new Set(['b']), atHome }))).toEqual([['a', 'b']])
    }
  })

  test('a source with dedupe off stands for itself', async () => {
    expect(keys(await fold([candidate('a', TITLE), candidate('b', TITLE, {}, { dedupe: false })]))).toEqual([
      ['a'],
      ['b'],
    ])
  })

  test('a series under one title folds with no other’s', async () => {
    const column = (key: string, at: number) => candidate(key, TITLE, { sourceId: 'columnist', firstSeen: at })
    expect(keys(await fold([column('a', 0), column('b', 1), column('c', 2), candidate('d', TITLE)]))).toHaveLength(4)
  })

  test('what was folded before stays folded, though the titles have changed', async () => {
    const [a, b] = [candidate('a', 'Storm hits coast'), candidate('b', 'Clean-up begins after storm')]
    expect(keys(await fold([a, b], { kept: [['a', 'b']] }))).toEqual([['a', 'b']])
  })

  test('what the operator split stays split, what he joined stays joined, and the later decision holds', async () => {
    const [a, b, c] = [
      candidate('a', TITLE),
      candidate('b', TITLE),
      candidate('c', 'Quotas: what they mean for fishers'),
    ]
    const split: Correction = { kind: 'split', keys: ['a', 'b'], at: 1 }
    const join: Correction = { kind: 'join', keys: ['a', 'c'], at: 2 }
    expect(keys(await fold([a, b, c], { corrections: [split, join] }))).toEqual([['a', 'c'], ['b']])
    expect(keys(await fold([a, b, c], { corrections: [split, join], kept: [['a', 'b']] }))).toEqual([['a', 'c'], ['b']])
    const again: Correction = { kind: 'join', keys: ['b', 'a'], at: 3 }
    expect(keys(await fold([a, b, c], { corrections: [again, join, split] }))).toEqual([['a', 'b', 'c']])
  })

  test('what the operator split stays so where its source sends it again under another guid and link', async () => {
    const [a, b] = [candidate('a', TITLE), candidate('b', TITLE)]
    const again = candidate('0', TITLE, { sourceId: 'b' })
    const split: Correction = { kind: 'split', keys: ['a', 'b'], at: 1 }
    const folds = await fold([a, b, again], { corrections: [split] })
    expect(keys(folds).find((one) => one.includes('a'))).toEqual(['a'])
    // Unless that one was joined.
    const join: Correction = { kind: 'join', keys: ['a', '0'], at: 2 }
    const joined = await fold([a, b, again], { corrections: [split, join] })
    expect(keys(joined).find((one) => one.includes('a'))).toContain('0')
  })

  test('what the operator joined is told as his, also when it was folded so before', async () => {
    const [a, b] = [candidate('a', TITLE), candidate('b', 'Quotas: what they mean for fishers')]
    const join: Correction = { kind: 'join', keys: ['a', 'b'], at: 1 }
    const [folded] = await fold([a, b], { corrections: [join], kept: [['a', 'b']] })
    expect([...(folded?.reasons.values() ?? [])].map(({ rule }) => rule)).toEqual(['joined', 'joined'])
  })

  test('a title sent twice at once by one source is no series, and folds with another’s', async () => {
    const twice = (key: string, at: number) => candidate(key, TITLE, { sourceId: 'twice', firstSeen: at })
    const folds = keys(await fold([twice('a', 0), twice('b', 3_600_000), candidate('d', `VIDEO: ${TITLE}`)]))
    expect(folds.some((group) => group.includes('d') && group.length > 1)).toBe(true)
    const daily = keys(await fold([twice('a', 0), twice('b', 24 * 3_600_000), candidate('d', `VIDEO: ${TITLE}`)]))
    expect(daily).toHaveLength(3)
  })

  test('a piece that a source sent a few times within hours is one with another’s, by which it is shown to be one', async () => {
    const hour = 3_600_000
    const sent = (key: string, at: number, sourceId = 'wire') =>
      candidate(key, TITLE, {
        sourceId,
        firstSeen: 20 * hour,
        published: { at, offsetMinutes: 0, confidence: 'high', from: 'feed' },
      })
    const burst = [sent('a', 0), sent('b', 2 * hour), sent('c', 9 * hour)]
    expect(keys(await fold(burst))).toHaveLength(3)
    expect(keys(await fold([...burst, sent('d', hour, 'other')]))).toEqual([
      expect.arrayContaining(['a', 'b', 'c', 'd']),
    ])
    const column = [sent('a', 0), sent('b', 2 * hour), sent('c', 19 * hour)]
    expect(keys(await fold([...column, sent('d', hour, 'other')]))).toHaveLength(4)
    const flood = Array.from({ length: 6 }, (_, i) => sent(`f${i}`, i))
    expect(keys(await fold([...flood, sent('d', hour, 'other')]))).toHaveLength(7)
  })

  test('pieces with other texts that a source sent at once under one title are a series', async () => {
    const text = (i: number) =>
      `In part ${i} of our report the ministers tell how the talks went on by night, and what number ${i * 7} of them said then.`
    const all = [0, 1, 2, 3].map((i) => ({
      ...candidate(`k${i}`, TITLE, {
        sourceId: i === 3 ? 'other' : 'series',
        published: { at: 0, offsetMinutes: 0, confidence: 'high', from: 'feed' },
      }),
      text: i === 3 ? '' : text(i),
    }))
    const pieces = new Map(all.map(({ entry, text }) => [entry.key, pieceOf(entry, text)]))
    const pairs = await nearPairs(
      all.map(({ entry }) => entry),
      (entry) => sketchOf(entry, ''),
    )
    expect(likenesses(pairs, pieces).filter(({ isCopy }) => isCopy)).toEqual([])
  })

  test('a copy is known as one whatever date long before it was given', async () => {
    const text = `${TITLE}, which had been in dispute since the talks of March. Cod may be caught again by small boats near the coast.`
    const hours = 3_600_000
    const copy = (key: string, back: number, seen: number, more: Partial<Entry> = {}) =>
      candidate(key, TITLE, {
        firstSeen: seen * hours,
        published: { at: (seen - back) * hours, confidence: 'high', from: 'feed' },
        ...more,
      })
    const late = { isLate: true } as const
    const all = [copy('own', 1, 100), copy('again', 1, 140), copy('claim', 90, 105, late), copy('old', 2000, 110, late)]
    const entries = all.map(({ entry }) => entry)
    const pieces = new Map(entries.map((entry) => [entry.key, pieceOf(entry, text)]))
    const pairs = await nearPairs(entries, (entry) => sketchOf(entry, text))
    expect(new Set(pairs.map(([a, b]) => [a, b].toSorted().join())).size).toBe(pairs.length)
    expect(keys(await fold(all, { likenesses: likenesses(pairs, pieces) }))).toEqual([['own', 'again', 'claim', 'old']])
    const timely = [copy('own', 1, 100), copy('next', 1, 190)]
    const apart = await nearPairs(
      timely.map(({ entry }) => entry),
      (entry) => sketchOf(entry, text),
    )
    expect(apart).toEqual([])
  })

  test('two that are alike do not meet through a third where something forbids it', async () => {
    const wire = 'Storm kills people on the Baltic coast near Gdansk and Sopot'
    const [a, b, c] = [
      candidate('a', `Storm kills 12 people on the Baltic coast near Gdansk and Sopot`),
      candidate('b', `Storm kills 40 people on the Baltic coast near Gdansk and Sopot`),
      candidate('c', wire),
    ]
    for (const group of keys(await fold([a, b, c]))) expect(group).not.toEqual(expect.arrayContaining(['a', 'b']))
  })

  test('thousands of entries under one title, or one address, cost seconds and no other entry its place', async () => {
    const flood = Array.from({ length: 3_000 }, (_, i) =>
      candidate(`f${i}`, TITLE, { sourceId: 'flood', firstSeen: i, position: i }),
    )
    const other = candidate('other', TITLE, { firstSeen: 5 })
    expect(keys(await fold([...flood, other]))).toHaveLength(3_001)
    const same = flood.map(({ entry, member: policy }) => ({
      entry: { ...entry, urlKey: 'x.example/1' },
      member: policy,
    }))
    expect(keys(await fold([...same, other]))).toHaveLength(2)
    // And when the operator parts them all, but for what comes after.
    const split: Correction = { kind: 'split', keys: same.map(({ entry }) => entry.key), at: 1 }
    const next = candidate('next', TITLE, { urlKey: 'x.example/1', sourceId: 'flood', firstSeen: 9_999 })
    const corrections = [split]
    const kept = [split.keys]
    expect(keys(await fold([...same, next, other], { corrections, kept }))).toHaveLength(3_001)
  })
})

describe('one link of two sources, neither of which is surely at home there', () => {
  const piece = candidate('own', 'Container train derails near Brandenburg, line blocked', { urlKey: 'x.example/99' })
  const other = (title: string) => candidate('other', title, { urlKey: 'x.example/99' })
  const parted = async (one: Candidate, closeness: readonly [0 | 1 | 2 | 3, 0 | 1 | 2 | 3]) => {
    const entries = [piece.entry, one.entry]
    const pieces = new Map(entries.map((entry) => [entry.key, pieceOf(entry, '')]))
    const atHome = new Map(entries.map(({ key }, i) => [key, closeness[i] ?? 0]))
    return (await fold([piece, one], { strangers: strangersOfOneLink(entries, pieces, atHome) })).length === 2
  }
  const sale = other('Brandenburg container train sale: cheap watches')

  test('is two pieces where they say other things of it, and both claim to be', async () => {
    expect(await parted(sale, [2, 2])).toBe(true)
    expect(await parted(sale, [1, 1])).toBe(true)
  })

  test('is one where one is closer, where neither claims it, where both are, and under nearly the same words', async () => {
    for (const closeness of [
      [3, 2],
      [2, 1],
      [0, 0],
      [3, 3],
    ] as const)
      expect(await parted(sale, closeness)).toBe(false)
    expect(await parted(other('Train derails near Brandenburg, line blocked'), [2, 2])).toBe(false)
  })

  describe('under one headline', () => {
    const told = (key: string, text: string) => {
      const { entry, member: policy } = candidate(key, piece.entry.title, { urlKey: 'x.example/99' })
      return { candidate: { entry, member: policy }, piece: pieceOf(entry, text) }
    }
    const text =
      'A container train derailed near Brandenburg on Friday and blocked the line to Magdeburg, police said. Nobody was hurt.'
    const count = async (other: string, closeness: readonly [1 | 2, 1 | 2], isOneHost = false) => {
      const both = [told('own', text), told('other', other)]
      const pieces = new Map(both.map((each) => [each.piece.key, each.piece]))
      const atHome = new Map(both.map((each, i) => [each.piece.key, closeness[i] ?? 0] as const))
      const entries = both.map((each) => each.candidate.entry)
      const strangers = strangersOfOneLink(entries, pieces, atHome, () => isOneHost)
      const alike = likenesses([['other', 'own']], pieces)
      const candidates = both.map((each) => each.candidate)
      return foldCopies(candidates, { likenesses: alike, strangers, kept: [], corrections: [], fullText: new Set() })
        .length
    }
    const spam =
      'A container train derailed near Brandenburg on Friday. Buy cheap watches today from our shop, sent in a plain box.'

    test('is two pieces where the texts say other things, whichever source claims more', async () => {
      expect(await count(spam, [2, 2])).toBe(2)
      expect(await count(spam, [1, 2])).toBe(2)
      expect(await count('A container train derailed. Buy watches now in our shop.', [2, 2])).toBe(2)
    })

    test('is one in two feeds of one host, where a text goes on or is cut, and where one has none', async () => {
      expect(await count(spam, [2, 2], true)).toBe(1)
      expect(await count(`${text} The line stays closed until Sunday, the railway added in the evening.`, [2, 2])).toBe(
        1,
      )
      expect(await count('A container train derailed near Brandenburg on Friday and blocked the line …', [2, 2])).toBe(
        1,
      )
      expect(await count('', [2, 2])).toBe(1)
    })

    test('is led by who says no more than the other where both claim the site, unless they have one host', () => {
      const [short, long] = [candidate('a', TITLE, { urlKey: 'u' }), candidate('x', TITLE, { urlKey: 'u' })]
      const said = new Map([
        ['a', pieceOf(short.entry, text)],
        [
          'x',
          pieceOf(long.entry, `${text} Buy cheap watches today from our shop, sent in a plain box, and win a trip.`),
        ],
      ])
      const behind = (claims: readonly [Closeness, Closeness], areOneHost = false) =>
        appendedUnderOneLink(
          [short.entry, long.entry],
          said,
          new Map([
            ['a', claims[0]],
            ['x', claims[1]],
          ]),
          () => areOneHost,
        )
      expect(behind([2, 2])).toEqual(['x'])
      expect(behind([2, 1])).toEqual([])
      expect(behind([3, 3])).toEqual([])
      expect(behind([2, 2], true)).toEqual([])
    })
  })

  test('stays one where the operator says so', async () => {
    const corrections: Correction[] = [{ kind: 'join', keys: ['own', 'other'], at: 1 }]
    expect(await fold([piece, sale], { strangers: [['other', 'own']], corrections })).toHaveLength(1)
  })
})

describe('copies that changed', () => {
  const text = (more = '') =>
    `A ferry with 80 people ran aground off Orkney on Friday, the coastguard said. All were taken off by lifeboat by noon.${more}`
  const pieces = (mine: readonly [string, string]) =>
    new Map(
      [
        [candidate('a', 'Orkney ferry runs aground, 80 safe'), text()] as const,
        [candidate('b', 'Orkney ferry runs aground, 80 safe'), text()] as const,
        [candidate('x', mine[0]), mine[1]] as const,
      ].map(([{ entry }, body]) => [entry.key, pieceOf(entry, body)]),
    )
  const left = (mine: readonly [string, string], changed: Readonly<Record<string, number>> = { x: 2 }) => [
    ...estrangedIn([['a', 'b', 'x']], pieces(mine), (key) => changed[key]),
  ]

  test.each([
    ['by headline alone', 'Casino bonus: free spins for all', text()],
    ['but for a name in the headline', 'Casino bonus: free spins for ferry guests', `Spin. ${text()} Spin and win.`],
    ['by all that it says', 'Casino bonus: free spins for all', 'Spin and win at our tables tonight. '.repeat(4)],
  ])('leave their story where they become another piece %s', (_, title, body) => {
    expect(left([title, body])).toEqual(['x'])
  })

  test.each([
    ['corrected', 'Correction: Orkney ferry runs aground, 90 safe', text()],
    ['retitled', 'Lifeboat takes 80 people off ferry aground off Orkney', text(' The owner has ordered an inquiry.')],
    ['going on', 'Owner of Orkney ferry orders inquiry', text(' The owner has ordered an inquiry.')],
  ])('stay where they are one piece, %s', (_, title, body) => {
    expect(left([title, body])).toEqual([])
  })

  test('leave their story together where another source says their new words too', () => {
    const advert = ['Casino bonus: free spins for all', 'Spin and win at our tables tonight. '.repeat(4)] as const
    const both = new Map([...pieces(advert), ['y', pieceOf(candidate('y', advert[0]).entry, advert[1])] as const])
    expect([
      ...estrangedIn([['a', 'b', 'x', 'y']], both, (key) => (key === 'x' || key === 'y' ? 2 : undefined)),
    ]).toEqual(['x', 'y'])
  })

  test('of two the last that changed leaves; what never changed stays', () => {
    const mine = ['Casino bonus: free spins for all', text()] as const
    expect(left(mine, { a: 1, b: 1, x: 2 })).toEqual(['x'])
    expect(left(mine, {})).toEqual([])
  })
})
