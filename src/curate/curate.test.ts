import { describe, expect, test } from 'vitest'
import type { EditionRecord } from '../model/edition.ts'
import type { Entry, Publication } from '../model/entry.ts'
import type { Member, Section } from '../model/section.ts'
import type { CurateInput } from './choice.ts'
import { consider } from './consider.ts'
import { type Curation, curate } from './curate.ts'
import { handIn } from './hand.ts'
import { compileRules } from './rules.ts'

const hour = 3_600_000
const day = 24 * hour
const t0 = Date.UTC(2024, 6, 10, 12)

const member = (sourceId: string, more: Partial<Member> = {}): Member => ({
  sourceId,
  rank: undefined,
  limit: Number.POSITIVE_INFINITY,
  publish: 'excerpt',
  excerpt: 300,
  credit: undefined,
  images: 'none',
  futureDates: 'clamp',
  rights: undefined,
  dedupe: true,
  ...more,
})
const section = (more: Partial<Section> = {}): Section => ({
  slug: 'world',
  title: 'World',
  language: 'en',
  limit: 60,
  perDay: Number.POSITIVE_INFINITY,
  schedule: undefined,
  gate: { min: 1, collapse: 0.7 },
  backfill: { withinMs: 48 * hour, perSource: 5, total: 40 },
  backfillGiven: false,
  maxAgeMs: 7 * day,
  members: [member('a')],
  from: [],
  rules: [],
  ...more,
})
let serial = 0
const entry = (more: Partial<Entry> & { at?: number } = {}): Entry => {
  serial += 1
  const { at, ...fields } = more
  const firstSeen = fields.firstSeen ?? t0
  return {
    key: `key${String(serial).padStart(4, '0')}`,
    sourceId: 'a',
    title: `Title ${serial}`,
    authors: [],
    categories: [],
    enclosures: [],
    media: [],
    fingerprint: 'f',
    position: 0,
    firstSeen,
    changedAt: firstSeen,
    bodyRef: '',
    ...(at === undefined ? {} : { published: { at, confidence: 'high', from: 'feed' } as const }),
    ...fields,
  }
}

/** A section and what it remembers from one publication to the next. */
function desk(first: Section) {
  const memory = { section: first, record: undefined as EditionRecord | undefined, entries: [] as Entry[] }
  const publications = new Map<string, Publication>()
  return {
    memory,
    publish(
      at: number,
      entries: Entry[],
      more: Partial<Section> = {},
      known: ReadonlyMap<string, Publication> = publications,
      evidence: Pick<CurateInput, 'estranged' | 'hand'> = {},
    ): Curation {
      memory.section = { ...memory.section, ...more }
      memory.entries.push(...entries)
      const { section } = memory
      const input = {
        section,
        at,
        timezone: 'UTC',
        idBase: 'tag:example.org,2024:',
        record: memory.record,
        members: new Map(section.members.map((m) => [m.sourceId, m])),
        publications: known,
        ...evidence,
        answered: new Set(memory.entries.map((e) => e.sourceId)),
        rules: compileRules(section.rules),
        subject: (e: Entry) => ({
          title: e.title,
          text: '',
          authors: [],
          categories: [],
          link: e.url ?? '',
          source: e.sourceId,
          language: e.language,
        }),
      }
      const result = curate(input, consider(input, memory.entries))
      if (result.startedAt !== undefined) {
        const { startedAt, joined, stories } = result
        memory.record = {
          slug: section.slug,
          revision: 1,
          startedAt,
          joined,
          stories: stories.map((s) => ({
            id: s.id,
            lead: s.copies[0]?.entry.key ?? '',
            members: s.copies.map((c) => c.entry.key),
            admittedAt: s.admittedAt,
          })),
          inputs: '',
          written: '',
          updated: at,
        }
      }
      for (const publication of result.publications) publications.set(publication.key, publication)
      return result
    },
  }
}
const titles = (result: Curation) => result.stories.map((s) => s.copies[0]?.entry.title)
const reason = (result: Curation, of: Entry) => {
  const verdict = result.verdicts.get(of.key)
  return verdict?.in === false ? verdict.reason : 'in'
}

describe('a first run', () => {
  test('shows the newest five of each source within 48 hours, and the rest is history for good', () => {
    const entries = Array.from({ length: 8 }, (_, i) => entry({ at: t0 - i * hour, title: `T${i}` }))
    const old = entry({ at: t0 - 49 * hour })
    const world = desk(section())
    const first = world.publish(t0, [...entries, old])
    expect(titles(first)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4'])
    expect(reason(first, old)).toBe('history')
    expect(titles(world.publish(t0 + hour, []))).toEqual(titles(first))
    expect(titles(world.publish(t0, []))).toEqual(titles(first))
  })

  test('a quiet source gives its newest entry, however old', () => {
    const newest = entry({ at: t0 - 90 * day, title: 'newest' })
    const first = desk(section()).publish(t0, [newest, entry({ at: t0 - 91 * day })])
    expect(titles(first)).toEqual(['newest'])
  })

  test('takes forty together', () => {
    const members = Array.from({ length: 12 }, (_, i) => member(`s${i}`))
    const entries = members.flatMap((m, s) =>
      Array.from({ length: 5 }, (_, i) => entry({ sourceId: m.sourceId, at: t0 - i * hour - s })),
    )
    expect(desk(section({ members })).publish(t0, entries).stories).toHaveLength(40)
  })

  test('backfill all takes everything, none takes nothing', () => {
    const entries = [entry({ at: t0 - 400 * day }), entry({ at: t0 })]
    expect(desk(section({ backfill: 'all' })).publish(t0, entries).stories).toHaveLength(2)
    expect(desk(section({ backfill: 'none' })).publish(t0, entries).stories).toHaveLength(0)
  })

  test('of a section whose sources never answered starts nothing', () => {
    expect(desk(section()).publish(t0, []).startedAt).toBeUndefined()
  })
})

describe('later publications', () => {
  test('what a source brings along with it when it is added dates nothing that came in time: of one first run the first does', () => {
    const title = 'Ferry to the northern islands runs again'
    const copy = (sourceId: string, firstSeen: number, back: number) =>
      entry({ key: `${sourceId}-ferry`, sourceId, title, urlKey: 'a.example/ferry', firstSeen, at: firstSeen - back })
    const both = section({ members: [member('a'), member('b')] })
    const dateOf = ({ stories }: Curation) => stories.find(({ copies }) => copies.length === 2)?.published?.at
    expect(dateOf(desk(both).publish(t0, [copy('a', t0, hour), copy('b', t0, 5 * hour)]))).toBe(t0 - 5 * hour)
    const at = t0 + day
    const world = desk(section())
    world.publish(t0, [entry({ at: t0 })])
    const result = world.publish(at, [copy('a', at, hour), copy('b', at, 5 * hour)], { members: both.members })
    expect([dateOf(result), result.stories[0]?.copies[0]?.entry.sourceId]).toEqual([at - hour, 'a'])
  })

  test('a source added later shows three entries of its last day', () => {
    const world = desk(section())
    world.publish(t0, [entry({ at: t0 })])
    const at = t0 + day
    const added = Array.from({ length: 6 }, (_, i) => entry({ sourceId: 'b', firstSeen: at, at: at - i * hour }))
    const old = entry({ sourceId: 'b', firstSeen: at, at: at - 25 * hour })
    const result = world.publish(at, [...added, old], { members: [member('a'), member('b')] })
    expect(result.stories.filter((s) => s.copies[0]?.entry.sourceId === 'b')).toHaveLength(3)
    expect(reason(result, old)).toBe('history')
  })

  describe('a copy that claims a date long before it was seen', () => {
    const members = [member('a'), member('h')]
    const link = { urlKey: 'a.example/ferry', title: 'Ferry to the northern islands runs again' }
    const at = t0 + day
    const settled = (more: Partial<Section> = {}) => {
      const world = desk(section({ members, ...more }))
      world.publish(t0, [entry({ at: t0 }), entry({ sourceId: 'h', at: t0 })])
      return world
    }
    const own = (seen = at) => entry({ ...link, key: 'own', firstSeen: seen, at: seen - hour / 2 })
    const claim = (back: number, seen = at, more: Partial<Entry> = {}) =>
      entry({ ...link, key: 'claim', sourceId: 'h', firstSeen: seen, at: at - back * hour, isLate: true, ...more })
    const shown = (result: Curation) =>
      result.stories.map(({ copies, published }) => [copies[0]?.entry.key, published?.at]).slice(0, 1)
    const genuine = [['own', at - hour / 2]]

    test.each([60, 17, 5])('and was seen at once with the piece neither leads nor dates it: %i hours', (back) => {
      const world = settled()
      const result = world.publish(at, [own(), claim(back)])
      expect(shown(result)).toEqual(genuine)
      expect(result.stories[0]?.copies).toHaveLength(2)
      expect(shown(world.publish(at + hour, []))).toEqual(genuine)
    })

    test('and was out as too old before the piece came keeps it neither out nor down', () => {
      const world = settled({ maxAgeMs: day })
      const early = claim(40, at - hour)
      expect(reason(world.publish(at - hour, [early]), early)).toBe('too-old')
      const piece = own()
      const result = world.publish(at, [piece])
      expect([shown(result), reason(result, piece), reason(result, early)]).toEqual([genuine, 'in', 'duplicate'])
      expect(shown(world.publish(at + hour, []))).toEqual(genuine)
    })

    test('and was shown before leaves its id to itself: the piece is a story with its own id and date', () => {
      const world = settled()
      const before = world.publish(at - hour, [claim(40, at - hour)])
      const first = before.stories.find(({ copies }) => copies[0]?.entry.key === 'claim')
      expect(first?.published?.at).toBe(at - 40 * hour)
      const result = world.publish(at, [own()])
      expect(shown(result)).toEqual(genuine)
      expect(result.stories.map(({ id }) => id)).not.toContain(first?.id)
      expect(shown(world.publish(at + hour, []))).toEqual(genuine)
    })

    test('goes on as the story where the other copy is no news by itself', () => {
      const world = settled({ maxAgeMs: 2 * day })
      world.publish(at - hour, [claim(40, at - hour)])
      const result = world.publish(at, [entry({ ...link, key: 'old', firstSeen: at, at: at - 3 * day })])
      expect(result.stories.map(({ copies }) => copies.map((copy) => copy.entry.key))).toContainEqual(['claim', 'old'])
    })

    test('leads all the same where its source is ranked, and where it came in time for its date', () => {
      const ranked = settled({ members: [member('a'), member('h', { rank: 1 })] })
      expect(shown(ranked.publish(at, [own(), claim(30)]))[0]?.[0]).not.toBe('own')
      const { isLate: _, ...timely } = claim(5)
      expect(shown(settled().publish(at, [own(), timely]))).toEqual([['claim', at - 5 * hour]])
    })

    test('does not hide what its own source sent anew: that is as old as before', () => {
      const world = settled({ maxAgeMs: day })
      const { isLate: _, ...again } = claim(1, at, { key: 'again' })
      const first = claim(40, at - hour)
      world.publish(at - hour, [first])
      const result = world.publish(at, [again])
      expect([reason(result, first), reason(result, again)]).toEqual(['too-old', 'duplicate'])
      const verdict = result.verdicts.get('again')
      expect(verdict?.in === false && verdict.lead).toBe('claim')
    })
  })

  test('copies with an id each, first shown at once, go on under that of the copy that leads', () => {
    const link = { urlKey: 'a.example/ferry', title: 'Ferry to the northern islands runs again' }
    const lead = entry({ ...link, key: 'z-lead', at: t0 - 2 * hour })
    const other = entry({ ...link, key: 'b-other', sourceId: 'b', at: t0 - hour })
    const members = [member('a'), member('b')]
    const publications = new Map(
      [lead, other].map(({ key }) => [key, { key, id: `tag:example.org,2024:${key}`, at: t0, sections: ['north'] }]),
    )
    const world = desk(section({ members }))
    for (const entries of [
      [lead, other],
      [other, lead],
    ]) {
      world.memory.entries = []
      world.memory.record = undefined
      const result = world.publish(t0 + hour, entries, {}, publications)
      expect(result.stories.map(({ id }) => id)).toEqual(['tag:example.org,2024:z-lead'])
    }
  })

  describe('an old entry that was made into a copy', () => {
    const members = [member('a'), member('h')]
    const link = { urlKey: 'a.example/ferry', title: 'Ferry to the northern islands runs again' }
    const old = () => entry({ key: 'tips', sourceId: 'h', firstSeen: t0 + hour, at: t0 - 2 * hour })
    const own = (seen: number) => entry({ ...link, key: 'own', firstSeen: seen, at: seen - hour / 2 })
    const settled = (more: Partial<Section> = {}) => {
      const world = desk(section({ members, ...more }))
      world.publish(t0, [entry({ at: t0 }), entry({ sourceId: 'h', at: t0 })])
      world.publish(t0 + hour, [old()])
      return world
    }
    const remake = ({ memory }: ReturnType<typeof desk>, at: number) => {
      memory.entries = memory.entries.map((each) =>
        each.key === 'tips' ? { ...each, ...link, fingerprint: 'copy', changedAt: at, isRemade: true } : each,
      )
    }
    const story = (result: Curation) =>
      result.stories.find(({ copies }) => copies.some(({ entry: e }) => e.key === 'own'))

    test('neither leads nor names nor dates the piece that came at once with it', () => {
      const world = settled()
      const at = t0 + 20 * hour
      remake(world, at)
      const found = story(world.publish(at, [own(at)]))
      expect([found?.copies.map(({ entry: e }) => e.key), found?.published?.at]).toEqual([
        ['own', 'tips'],
        at - hour / 2,
      ])
      expect(found?.id).toBe('tag:example.org,2024:own')
    })

    test('takes no id, date or lead from what readers know', () => {
      const world = settled()
      const at = t0 + 2 * hour
      const before = story(world.publish(at, [own(at)]))
      remake(world, at + hour)
      const after = story(world.publish(at + hour, []))
      expect([after?.id, after?.published, after?.copies[0]?.entry.key]).toEqual([before?.id, before?.published, 'own'])
      expect(after?.copies).toHaveLength(2)
    })

    test('hides nothing where its own place was lost before', () => {
      const world = settled({ limit: 2 })
      world.publish(t0 + 9 * hour, [entry({ firstSeen: t0 + 9 * hour }), entry({ firstSeen: t0 + 9 * hour })])
      const at = t0 + 20 * hour
      remake(world, at)
      expect(story(world.publish(at, [own(at)]))?.id).toBe('tag:example.org,2024:own')
    })
  })

  test('an entry first seen more than maxAge after its date is history', () => {
    const world = desk(section())
    world.publish(t0, [entry({ at: t0 })])
    const at = t0 + hour
    const late = entry({ firstSeen: at, at: at - 8 * day })
    const result = world.publish(at, [late])
    expect(reason(result, late)).toBe('too-old')
    expect(world.publish(at, [], { maxAgeMs: Number.POSITIVE_INFINITY }).stories).toHaveLength(2)
  })

  test('a doubtful date never makes an old entry news', () => {
    const world = desk(section())
    world.publish(t0, [entry({ at: t0 })])
    const at = t0 + hour
    const published = { at: at - 300 * day, confidence: 'low', from: 'feed' } as const
    const doubtful = entry({ firstSeen: at, published })
    expect(reason(world.publish(at, [doubtful]), doubtful)).toBe('too-old')
  })

  test('once in, an entry stays until newer ones push it off, and then it does not come back', () => {
    const world = desk(section({ limit: 2 }))
    const first = entry({ at: t0, title: 'first' })
    world.publish(t0, [first])
    const later = [1, 2].map((d) => entry({ firstSeen: t0 + d * 2 * day, at: t0 + d * 2 * day, title: `d${d}` }))
    const pushed = world.publish(t0 + 4 * day, later)
    expect(titles(pushed)).toEqual(['d2', 'd1'])
    expect(reason(pushed, first)).toBe('pushed-off')
    const wide = world.publish(t0 + 5 * day, [], { limit: 60 })
    expect(reason(wide, first)).toBe('pushed-off')
  })

  test('a copy of a piece that was pushed off does not bring it back', () => {
    const world = desk(section({ limit: 1, members: [member('a'), member('b')] }))
    world.publish(t0, [entry({ at: t0, urlKey: 'u' })])
    world.publish(t0 + 2 * day, [entry({ at: t0 + 2 * day, firstSeen: t0 + 2 * day })])
    const copy = entry({ sourceId: 'b', urlKey: 'u', firstSeen: t0 + 4 * day, at: t0 + 4 * day })
    expect(reason(world.publish(t0 + 4 * day, [copy]), copy)).toBe('pushed-off')
  })

  test('nor when the piece itself is stored no more, whatever is decided again', () => {
    const world = desk(section({ limit: 1, members: [member('a'), member('b')] }))
    const piece = entry({ at: t0, urlKey: 'u' })
    world.publish(t0, [piece])
    world.publish(t0 + 2 * day, [entry({ at: t0 + 2 * day, firstSeen: t0 + 2 * day })])
    const copy = entry({ sourceId: 'b', urlKey: 'u', firstSeen: t0 + 3 * day, at: t0 + 3 * day })
    world.publish(t0 + 3 * day, [copy])
    world.memory.entries = world.memory.entries.filter((each) => each !== piece)
    const wide = world.publish(t0 + 5 * day, [], { limit: 60 })
    expect([reason(wide, copy), wide.stories.length]).toEqual(['pushed-off', 1])
  })

  test('but a copy that the editor parts from that since comes in, under an id of its own', () => {
    const world = desk(section({ limit: 1, members: [member('a'), member('b')] }))
    const piece = entry({ at: t0, urlKey: 'u' })
    world.publish(t0, [piece, entry({ sourceId: 'b', at: t0 - 60 * day })])
    world.publish(t0 + 2 * day, [entry({ at: t0 + 2 * day, firstSeen: t0 + 2 * day })])
    const copy = entry({ sourceId: 'b', urlKey: 'u', firstSeen: t0 + 3 * day, at: t0 + 3 * day })
    expect(reason(world.publish(t0 + 3 * day, [copy]), copy)).toBe('pushed-off')
    const at = t0 + 4 * day
    const hand = handIn([{ kind: 'split', keys: [piece.key, copy.key], at }], 'world', at)
    const parted = world.publish(at, [], {}, undefined, { hand })
    expect(parted.stories[0]?.id).toBe(`tag:example.org,2024:${copy.key}`)
    expect(reason(parted, piece)).toBe('pushed-off')
  })

  describe('an id that a piece and its copy have from another section', () => {
    const link = { urlKey: 'a.example/ferry', title: 'Ferry to the northern islands runs again' }
    const own = () => entry({ ...link, key: 'own', at: t0 - hour })
    const world = (entries: Entry[], estranged: ReadonlySet<string> = new Set()) => {
      const publications = new Map(
        entries.map(({ key }) => [key, { key, id: 'tag:example.org,2024:own', at: t0, sections: ['north'] }]),
      )
      const made = desk(section({ members: [member('a'), member('b')] }))
      return made.publish(t0 + hour, entries, {}, publications, { estranged })
    }

    test('stays with the piece when the copy became another one', () => {
      const advertisement = { urlKey: 'b.example/offer', title: 'Shoes at half the price until Sunday', isRemade: true }
      const copy = entry({ key: 'copy', sourceId: 'b', at: t0, ...advertisement } as Partial<Entry>)
      const result = world([own(), copy], new Set(['copy']))
      const ids = Object.fromEntries(result.stories.map(({ id, copies }) => [copies[0]?.entry.key, id]))
      expect(ids).toEqual({ own: 'tag:example.org,2024:own', copy: 'tag:example.org,2024:copy' })
      expect(world([copy]).stories.map(({ id }) => id)).toEqual(['tag:example.org,2024:copy'])
    })

    test('goes on with the copy alone', () => {
      const copy = entry({ ...link, key: 'copy', sourceId: 'b', at: t0 })
      expect(world([copy]).stories.map(({ id }) => id)).toEqual(['tag:example.org,2024:own'])
    })
  })

  test('time alone changes nothing', () => {
    const world = desk(section())
    const first = world.publish(t0, [entry({ at: t0 }), entry({ at: t0 - hour }), entry()])
    const later = world.publish(t0 + 300 * day, [])
    expect(later.stories).toEqual(first.stories)
    expect(later.publications).toEqual([])
  })
})

describe('limits', () => {
  const many = (count: number, more: Partial<Entry> = {}) =>
    Array.from({ length: count }, (_, i) => entry({ at: t0 - i * 1000, ...more }))
  const open = { backfill: 'all', members: [member('a')] } as const

  test('everything first seen within a day of the newest is kept, up to 200', () => {
    expect(desk(section({ ...open, limit: 10 })).publish(t0, many(150)).stories).toHaveLength(150)
    expect(desk(section({ ...open, limit: 10 })).publish(t0, many(250)).stories).toHaveLength(200)
  })

  test('beyond a day the limit holds', () => {
    const world = desk(section({ ...open, limit: 10 }))
    world.publish(t0, many(50))
    const at = t0 + 25 * hour
    expect(world.publish(at, [entry({ firstSeen: at, at })]).stories).toHaveLength(10)
  })

  test('a source gives at most its limit, its newest', () => {
    const world = desk(section({ backfill: 'all', members: [member('a', { limit: 3 })] }))
    const result = world.publish(t0, many(5))
    expect(result.stories).toHaveLength(3)
    expect([...result.verdicts.values()].filter((v) => !v.in && v.reason === 'source-limit')).toHaveLength(2)
  })

  test('by default a source gives twice its fair share', () => {
    const members = ['a', 'b', 'c', 'd'].map((id) => member(id, { limit: undefined }))
    const entries = [...many(40), ...['b', 'c', 'd'].map((sourceId) => entry({ sourceId, at: t0 }))]
    const result = desk(section({ backfill: 'all', limit: 20, members })).publish(t0, entries)
    expect(result.stories.filter((s) => s.copies[0]?.entry.sourceId === 'a')).toHaveLength(10)
  })

  test('perDay counts the day of first sight: what a day left over never enters later', () => {
    const world = desk(section({ ...open, perDay: 2 }))
    const first = world.publish(t0, many(5))
    expect(first.stories).toHaveLength(2)
    const next = entry({ firstSeen: t0 + day, at: t0 + day, title: 'next' })
    expect(titles(world.publish(t0 + day, [next]))).toEqual(['next', ...titles(first)])
  })
})

describe('order', () => {
  test('newest first by the earlier of claim and first sight; the undated in document order', () => {
    const entries = [
      entry({ title: 'undated 2', position: 2 }),
      entry({ title: 'future', at: t0 + day }),
      entry({ title: 'undated 1', position: 1 }),
      entry({ title: 'older', at: t0 - hour }),
    ]
    expect(titles(desk(section()).publish(t0, entries))).toEqual(['future', 'undated 1', 'undated 2', 'older'])
  })

  test('does not depend on the order of arrival', () => {
    const entries = Array.from({ length: 12 }, (_, i) => entry({ at: t0 - (i % 3) * hour, urlKey: `u${i % 7}` }))
    const forwards = desk(section()).publish(t0, entries)
    const backwards = desk(section()).publish(t0, entries.toReversed())
    expect(backwards.stories).toEqual(forwards.stories)
  })
})

describe('future dates', () => {
  test('drop leaves them out, hold waits for the date and says when', () => {
    const ahead = entry({ at: t0 + day })
    const dropping = desk(section({ members: [member('a', { futureDates: 'drop' })] })).publish(t0, [ahead])
    expect(reason(dropping, ahead)).toBe('future')
    const holding = desk(section({ members: [member('a', { futureDates: 'hold' })] }))
    const held = holding.publish(t0, [ahead, entry({ at: t0 })])
    expect(reason(held, ahead)).toBe('held')
    expect(held.wakeAt).toBe(t0 + day)
  })
})

describe('copies', () => {
  const two = [member('a'), member('b')]

  test('one canonical URL in two sources is one story, the ranked source leading', () => {
    const entries = [entry({ urlKey: 'u', at: t0 }), entry({ sourceId: 'b', urlKey: 'u', at: t0, title: 'B' })]
    const result = desk(section({ members: [member('a'), member('b', { rank: 1 })] })).publish(t0, entries)
    expect(titles(result)).toEqual(['B'])
    expect(result.stories[0]?.copies).toHaveLength(2)
  })

  test('a better source that comes later leads, and the id stays', () => {
    const world = desk(section({ members: [member('a'), member('b', { rank: 1 })] }))
    const first = world.publish(t0, [entry({ urlKey: 'u', at: t0 })])
    const second = world.publish(t0 + hour, [entry({ sourceId: 'b', urlKey: 'u', firstSeen: t0 + hour, title: 'B' })])
    expect(titles(second)).toEqual(['B'])
    expect(second.stories[0]?.id).toBe(first.stories[0]?.id)
  })

  test('an older entry that is turned into a story takes neither its id nor its lead', () => {
    const world = desk(section({ members: two }))
    const old = entry({ urlKey: 'old', at: t0 - hour, title: 'Museum of clocks opens late' })
    world.publish(t0, [old])
    const news = entry({ sourceId: 'b', urlKey: 'u', firstSeen: t0 + hour, title: 'Gas leak in Brno' })
    const [story] = world.publish(t0 + hour, [news]).stories
    world.memory.entries[0] = { ...old, urlKey: 'u', title: 'Gas leak in Brno', changedAt: t0 + 2 * hour }
    for (const hours of [2, 3]) {
      const result = world.publish(t0 + hours * hour, [])
      expect(result.stories.map(({ id }) => id)).toEqual([story?.id])
      expect(result.stories[0]?.copies.map(({ entry: { key } }) => key)).toEqual([news.key, old.key])
    }
  })

  test('dedupe off keeps a source’s copies apart', () => {
    const entries = [entry({ urlKey: 'u', at: t0 }), entry({ sourceId: 'b', urlKey: 'u', at: t0 })]
    expect(
      desk(section({ members: [member('a'), member('b', { dedupe: false })] })).publish(t0, entries).stories,
    ).toHaveLength(2)
  })

  test('a URL that one source gives to different pieces identifies none', () => {
    const entries = ['Harga beras naik', 'Gempa di Banda Aceh'].map((title) => entry({ urlKey: 'u', at: t0, title }))
    const other = entry({ sourceId: 'b', urlKey: 'u', at: t0, title: 'Harga beras naik' })
    expect(desk(section({ members: two })).publish(t0, [...entries, other]).stories).toHaveLength(3)
  })

  test('a retitled piece under a new guid is shown once', () => {
    const entries = ['Gempa di Banda Aceh', 'Gempa di Banda Aceh, 3 luka'].map((title) =>
      entry({ urlKey: 'u', at: t0, title }),
    )
    expect(desk(section()).publish(t0, entries).stories).toHaveLength(1)
  })

  test('every entry that is not in has exactly one reason', () => {
    const entries = Array.from({ length: 60 }, (_, i) => entry({ urlKey: `u${i % 25}`, at: t0 - i * hour, title: 'x' }))
    const result = desk(section({ limit: 5 })).publish(t0, entries)
    expect(result.verdicts.size).toBe(60)
  })
})
