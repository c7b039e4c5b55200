import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyEvidence } from './copy-evidence.ts'
import { COPY_WINDOW } from './curate/similarity.ts'
import { SketchCache } from './curate/sketch-cache.ts'
import type { Entry } from './model/entry.ts'
import type { Member, Section } from './model/section.ts'

const HOUR = 3_600_000
const SOURCES = ['a', 'b', 'c']
const section = { slug: 'news', from: [], members: SOURCES.map((sourceId) => ({ sourceId, dedupe: true }) as Member) }

const TEXT =
  'Ministers from eight countries agreed on Tuesday to cut the quotas for herring and cod in the Baltic Sea by a third, ' +
  'after scientists had warned in Gdansk that both stocks would collapse within a few years.'

type Sent = { readonly title: string; readonly text: string; readonly version: number }

/** A desk on which entries lie, and what was read of them. */
function deskWith(sent: ReadonlyMap<string, Sent>, remembers = true) {
  const read: string[] = []
  return {
    read,
    sections: [section as unknown as Section],
    sources: new Map(),
    sketches: new SketchCache(COPY_WINDOW),
    ...(remembers ? { comparisons: new Map() } : {}),
    store: {
      readBody: async (ref: string) => {
        read.push(ref)
        return { summary: sent.get(ref)?.text ?? '' }
      },
    },
  }
}

function entriesOf(sent: ReadonlyMap<string, Sent>): readonly Entry[] {
  return [...sent].map(([ref, { title, version }]) => {
    const [sourceId = '', at = ''] = ref.split(' ')
    const firstSeen = Number(at) * HOUR
    const changedAt = firstSeen + version * HOUR
    return { key: ref, sourceId, title, fingerprint: `${ref} ${version}`, bodyRef: ref, firstSeen, changedAt } as Entry
  })
}

const evidenceOf = (desk: ReturnType<typeof deskWith>, sent: ReadonlyMap<string, Sent>) =>
  copyEvidence(desk, section as unknown as Section, entriesOf(sent), { at: 30 * HOUR, record: undefined })

const quotas = { title: 'Ministers agree on fishing quotas for the Baltic Sea', text: TEXT, version: 0 }

describe('what the choice before compared', () => {
  test('is neither read nor compared again', async () => {
    const sent = new Map([
      ['a 1', quotas],
      ['b 2', quotas],
    ])
    const desk = deskWith(sent)
    const first = await evidenceOf(desk, sent)
    expect(first.likenesses).toMatchObject([{ a: 'a 1', b: 'b 2', isCopy: true }])
    desk.read.length = 0
    const second = await evidenceOf(desk, sent)
    expect(second).toEqual(first)
    expect(second.likenesses[0]).toBe(first.likenesses[0])
    expect(desk.read).toEqual([])
  })

  test('is compared again where one of the two has changed, and only that', async () => {
    const sent = new Map([
      ['a 1', quotas],
      ['b 2', quotas],
      ['c 3', quotas],
    ])
    const desk = deskWith(sent)
    const first = await evidenceOf(desk, sent)
    sent.set('c 3', { ...quotas, title: 'Ministers do not agree on fishing quotas for the Baltic Sea', version: 1 })
    desk.read.length = 0
    const second = await evidenceOf(desk, sent)
    const ofTwo = ({ likenesses }: typeof first) => likenesses.find(({ a, b }) => a === 'a 1' && b === 'b 2')
    expect(ofTwo(second)).toBe(ofTwo(first))
    expect(second.likenesses.find(({ a, b }) => a === 'b 2' && b === 'c 3')).toMatchObject({ isDoubted: true })
    expect(second).toEqual(await evidenceOf(deskWith(sent, false), sent))
  })

  test('is compared again where a title has become that of a series', async () => {
    const short = { ...quotas, text: '' }
    const sent = new Map([
      ['a 1', short],
      ['b 2', short],
    ])
    const desk = deskWith(sent)
    expect((await evidenceOf(desk, sent)).likenesses).toMatchObject([{ isCopy: true }])
    sent.set('a 20', short)
    const second = await evidenceOf(desk, sent)
    expect(second.likenesses.find(({ a, b }) => a === 'a 1' && b === 'b 2')).toMatchObject({ veto: 'recurring-title' })
  })

  test('changes nothing of what is found, whatever came, went and changed', async () => {
    const titles = [
      quotas.title,
      `${quotas.title}, officials say`,
      'Cod and herring quotas cut by a third in the Baltic',
    ]
    const texts = ['', TEXT, `${TEXT} Sweden voted against it.`, `Read it all on our site. ${TEXT.slice(0, 90)}`]
    const piece = fc.record({
      title: fc.constantFrom(...titles),
      text: fc.constantFrom(...texts),
      version: fc.constant(0),
    })
    const ref = fc.tuple(fc.constantFrom(...SOURCES), fc.nat(20)).map((parts) => parts.join(' '))
    const choices = fc.array(fc.dictionary(ref, piece, { maxKeys: 10 }), { minLength: 2, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(choices, async (rounds) => {
        const sent = new Map<string, Sent>()
        const desk = deskWith(sent)
        for (const [round, changes] of rounds.entries()) {
          for (const [key, change] of Object.entries(changes)) sent.set(key, { ...change, version: round })
          expect(await evidenceOf(desk, sent)).toEqual(await evidenceOf(deskWith(sent, false), sent))
        }
      }),
      { numRuns: 25 },
    )
  })
})
