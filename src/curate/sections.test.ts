import { describe, expect, test } from 'vitest'
import type { Member, Section } from '../model/section.ts'
import { inOrderOfMaking, membersOf } from './sections.ts'

const section = (slug: string, from: string[] = [], members: string[] = []) =>
  ({ slug, from, members: members.map((sourceId) => ({ sourceId, excerpt: slug.length })) }) as unknown as Section

describe('sections made of others', () => {
  test('come after what they are made of', () => {
    const sections = [section('asean', ['world', 'economy']), section('economy', ['world']), section('world')]
    expect(inOrderOfMaking(sections).map(({ slug }) => slug)).toEqual(['world', 'economy', 'asean'])
  })

  test('in a circle are all there, each once', () => {
    const sections = [section('a', ['b']), section('b', ['a'])]
    expect(
      inOrderOfMaking(sections)
        .map(({ slug }) => slug)
        .toSorted(),
    ).toEqual(['a', 'b'])
  })

  test('have the members of all, the nearest policy first', () => {
    const world = section('world', [], ['x', 'y'])
    const asean = section('ab', ['world', 'missing', 'ab'], ['x'])
    const members = membersOf(asean, [world, asean])
    expect([...members.keys()]).toEqual(['x', 'y'])
    expect((members.get('x') as Member).excerpt).toBe(2)
  })
})
