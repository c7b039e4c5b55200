import { describe, expect, it } from 'vitest'
import type { Decision } from '../model/decision.ts'
import { handIn, withheldFor } from './hand.ts'

const entry = { key: 'k', sourceId: 'alpha' }
const rulingOf = (decisions: readonly Decision[], slug = 'world', at = 100) => handIn(decisions, slug, at).of(entry)

describe('the editor’s hand', () => {
  it('holds where and while it was meant to', () => {
    const hide: Decision = { kind: 'hide', key: 'k', section: 'world', until: 100, at: 1 }
    expect(rulingOf([hide], 'world', 99)?.hand).toBe('hide')
    expect(rulingOf([hide], 'world', 100)).toBeUndefined()
    expect(rulingOf([hide], 'sport', 99)).toBeUndefined()
    expect(rulingOf([{ kind: 'hide', key: 'other', at: 1 }])).toBeUndefined()
  })

  it('is what was decided for the section before what was decided for all, whichever came later', () => {
    const [all, own]: Decision[] = [
      { kind: 'hide', key: 'k', at: 1 },
      { kind: 'pin', key: 'k', section: 'world', at: 2 },
    ]
    if (all === undefined || own === undefined) throw new Error('two')
    expect(rulingOf([all, own])?.hand).toBe('pin')
    expect(rulingOf([own, all])?.hand).toBe('pin')
    expect(rulingOf([own, all], 'sport')?.hand).toBe('hide')
  })

  it('is a retraction before all else, of the entry or of its source', () => {
    const pin: Decision = { kind: 'pin', key: 'k', section: 'world', at: 3 }
    expect(rulingOf([{ kind: 'retract', key: 'k', at: 1 }, pin])?.hand).toBe('retract')
    expect(rulingOf([pin, { kind: 'retract', key: 'k', at: 1 }])?.hand).toBe('retract')
    expect(rulingOf([pin, { kind: 'retract-source', sourceId: 'alpha', at: 1 }])?.hand).toBe('retract')
    expect(withheldFor(rulingOf([pin]))).toBeUndefined()
    expect(withheldFor(rulingOf([{ kind: 'retract-source', sourceId: 'alpha', at: 1 }]))).toBe('retracted')
  })

  it('names every key that was ever decided on for the section, and hands corrections on', () => {
    const split: Decision = { kind: 'split', keys: ['a', 'b'], at: 1 }
    const hand = handIn(
      [split, { kind: 'hide', key: 'k', until: 5, at: 2 }, { kind: 'hide', key: 'x', section: 'sport', at: 3 }],
      'world',
      100,
    )
    expect(hand.keys).toEqual(['a', 'b', 'k'])
    expect(hand.corrections).toEqual([split])
    expect(hand.holding).toEqual([split])
  })
})
