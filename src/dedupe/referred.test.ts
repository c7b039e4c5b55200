import { describe, expect, test } from 'vitest'
import type { Entry, EntryDraft } from '../model/entry.ts'
import { referredAliases } from './referred.ts'

type Named = {
  key: string
  title: string
  urlKey?: string | undefined
  guid?: string
  day?: number
  firstSeen?: number
}
const draft = ({ day, ...named }: Named) =>
  ({
    ...named,
    ...(day === undefined ? {} : { published: { at: Date.UTC(2026, 10, day), confidence: 'high', from: 'text' } }),
  }) as unknown as EntryDraft
const entry = (named: Named) => ({ firstSeen: 0, ...draft(named) }) as unknown as Entry

const mayor = entry({ key: 'mayor', title: 'Mayor resigns', urlKey: 'x.example/u/mayor.html' })
const ferry = entry({ key: 'ferry', title: 'Ferry returns', urlKey: 'x.example/u/ferry.html?ref=home' })

describe('referredAliases', () => {
  test('a parameter that came, went or changed leads to the same pieces', () => {
    const drafts = [
      draft({ key: 'a', title: 'Mayor resigns', urlKey: 'x.example/u/mayor.html?from=list' }),
      draft({ key: 'b', title: 'Ferry returns', urlKey: 'x.example/u/ferry.html?from=list' }),
    ]
    expect(referredAliases(drafts, [mayor, ferry])).toEqual({ a: 'mayor', b: 'ferry' })
    const bare = draft({ key: 'b', title: 'Ferry returns', urlKey: 'x.example/u/ferry.html' })
    expect(referredAliases([bare], [mayor, ferry])).toEqual({ b: 'ferry' })
  })

  test('an ending that a server adds, or no longer does, leads to the same pieces', () => {
    const at = (urlKey: string) =>
      referredAliases([draft({ key: 'a', title: 'Mayor resigns', urlKey })], [mayor, ferry])
    expect(at('x.example/u/mayor')).toEqual({ a: 'mayor' })
    expect(at('x.example/u/mayor/index.php')).toEqual({ a: 'mayor' })
    expect(at('x.example/u//mayor.html')).toEqual({ a: 'mayor' })
    expect(at('x.example/u/mayor-2')).toEqual({})
    expect(at('x.example/v/mayor')).toEqual({})
  })

  test('what the list says beside a title that the article gave leads nowhere else', () => {
    const named = entry({ ...mayor, listedTitle: 'Video | Mayor resigns' } as unknown as Named)
    const at = (title: string, stored = [named]) =>
      referredAliases([draft({ key: 'a', title, urlKey: 'x.example/u/mayor' })], stored)
    expect(at('Mayor resigns')).toEqual({ a: 'mayor' })
    expect(at('1. Mayor resigns')).toEqual({ a: 'mayor' })
    expect(at('Mayor elected')).toEqual({})
    expect(at('1. Mayor resigns', [named, entry({ ...mayor, key: 'other' })])).toEqual({})
  })

  test('the parameter that names the piece is compared, whatever stands beside it', () => {
    const stored = [1, 2].map((id) => entry({ key: `s${id}`, title: `Piece ${id}`, urlKey: `x.example/show?id=${id}` }))
    const drafts = [1, 2].map((id) =>
      draft({ key: `d${id}`, title: `Piece ${id}`, urlKey: `x.example/show?id=${id}&place=top` }),
    )
    expect(referredAliases(drafts, stored)).toEqual({ d1: 's1', d2: 's2' })
    const next = draft({ key: 'd3', title: 'Piece 1', urlKey: 'x.example/show?id=3&place=top' })
    expect(referredAliases([next], stored)).toEqual({})
    const forecast = (day: number) => ({ key: `f${day}`, title: 'Linz', urlKey: `x.example/weather?city=1&day=${day}` })
    expect(referredAliases([draft(forecast(28))], [entry(forecast(27))])).toEqual({})
  })

  test('what a machine draws for each who asks names no piece, unless nothing else does', () => {
    const drawn = (token: string, path = 'x.example/show?id=7&') => `${path}visit=${token}`
    const stored = entry({ key: 's', title: 'Mayor resigns', urlKey: drawn('9f86d081884c7d659a2f') })
    const again = draft({ key: 'd', title: 'Mayor resigns', urlKey: drawn('60303ae22b998861bce3') })
    expect(referredAliases([again], [stored])).toEqual({ d: 's' })
    const other = draft({
      key: 'd',
      title: 'Mayor resigns',
      urlKey: drawn('60303ae22b998861bce3', 'x.example/show?id=8&'),
    })
    expect(referredAliases([other], [stored])).toEqual({})
    const [one, two] = ['9f86d081884c7d659a2f', '60303ae22b998861bce3'].map((token) =>
      drawn(token, 'x.example/show.php?'),
    )
    expect(
      referredAliases(
        [draft({ key: 'd', title: 'Letters', urlKey: two })],
        [entry({ key: 's', title: 'Letters', urlKey: one })],
      ),
    ).toEqual({})
  })

  test('another title, guid or day is another piece', () => {
    const link = 'x.example/u/mayor.html?ref=home'
    expect(referredAliases([draft({ key: 'a', title: 'Mayor returns', urlKey: link })], [mayor])).toEqual({})
    const dated = entry({ key: 'o', title: 'Letters', urlKey: 'x.example/letters', day: 20, guid: 'one' })
    expect(
      referredAliases([draft({ key: 'a', title: 'Letters', urlKey: 'x.example/letters?w=48', day: 27 })], [dated]),
    ).toEqual({})
    expect(
      referredAliases([draft({ key: 'a', title: 'Letters', urlKey: 'x.example/letters?w=48', guid: 'two' })], [dated]),
    ).toEqual({})
  })

  test('what a list shows twice under one path proves nothing; of doubles the first is meant', () => {
    const twice = ['1', '2'].map((id) =>
      draft({ key: id, title: 'Mayor resigns', urlKey: `x.example/u/mayor?n=${id}` }),
    )
    expect(referredAliases(twice, [entry({ ...mayor, urlKey: 'x.example/u/mayor' })])).toEqual({})
    const doubles = [
      entry({ key: 'later', title: 'Mayor resigns', urlKey: 'x.example/u/mayor.html?ref=a', firstSeen: 2 }),
      mayor,
    ]
    const drafts = [draft({ key: 'a', title: 'Mayor resigns', urlKey: 'x.example/u/mayor.html?ref=b' })]
    expect(referredAliases(drafts, doubles)).toEqual({ a: 'mayor' })
  })

  test('a front page names no piece', () => {
    const front = entry({ key: 'o', title: 'Live', urlKey: 'x.example' })
    expect(referredAliases([draft({ key: 'a', title: 'Live', urlKey: 'x.example?ref=home' })], [front])).toEqual({})
  })
})
