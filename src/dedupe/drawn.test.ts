import { describe, expect, test } from 'vitest'
import type { Entry, EntryDraft } from '../model/entry.ts'
import { drawnAliases, findDrawn } from './drawn.ts'

const titles = ['Harbour opens', 'Bridge closes', 'Mayor resigns', 'Library burns']
const list = (href: (n: number) => string, more: (n: number) => object = () => ({}), count = titles.length) =>
  titles.slice(0, count).map((title, n) => {
    const url = `https://a.example${href(n)}`
    return { key: url, url, title, ...more(n) }
  }) as unknown as readonly EntryDraft[]
const day = (of: (n: number) => number) => (n: number) => ({
  published: { at: Date.UTC(2026, 10, of(n)), confidence: 'high', from: 'text' },
})
const found = (now: readonly EntryDraft[], before: readonly EntryDraft[], doubted: readonly string[] = []) => {
  const known = new Set(before.map(({ key }) => key))
  const { drawn, doubtful } = findDrawn(now, before as unknown as readonly Entry[], (key) => known.has(key), doubted)
  return { drawn, doubtful }
}

describe('findDrawn', () => {
  test('what all links have alike is drawn once it is another: a parameter of any kind, a folder of letters and digits', () => {
    expect(
      found(
        list((n) => `/n/${n}?v=8`),
        list((n) => `/n/${n}?v=7`),
      ).drawn,
    ).toEqual(['?v'])
    expect(
      found(
        list((n) => `/n/${n}?v=8`),
        list((n) => `/n/${n}`),
      ).drawn,
    ).toEqual(['?v'])
    expect(
      found(
        list((n) => `/n/s-0a1b2c3d/${n}`),
        list((n) => `/n/s-4e5f6a7b/${n}`),
      ).drawn,
    ).toEqual(['/2'])
    expect(
      found(
        list((n) => `/s-0a1b2c3d/n/${n}`),
        list((n) => `/n/${n}`),
      ).drawn,
    ).toEqual(['/1'])
    const both = found(
      list((n) => `/n/${n}?a=${n}&x=1&y=2`),
      list((n) => `/n/${n}?a=${n}&x=3&y=4`),
    )
    expect(both.drawn).toEqual(['?x', '?y'])
  })

  test('what each link has otherwise is drawn where it looks so, or is another twice', () => {
    const milliseconds = (n: number) => `/n/${n}?_=${1_732_701_234_567 + n}`
    expect(
      found(
        list(milliseconds),
        list((n) => milliseconds(n + 9).replace(/n\/\d+/, `n/${n}`)),
      ).drawn,
    ).toEqual(['?_'])
    const [now, before] = [list((n) => `/n/${n}?r=${n + 5}`), list((n) => `/n/${n}?r=${n + 11}`)]
    expect(found(now, before)).toEqual({ drawn: [], doubtful: ['?r'] })
    expect(found(now, before, ['?r'])).toEqual({ drawn: ['?r'], doubtful: [] })
  })

  test.each([
    ['a site that numbers its pieces anew', list((n) => `/n?id=${n + 90}`), list((n) => `/n?id=${n + 10}`)],
    ['and does so in tokens', list((n) => `/n?id=9f86d081884c7d6${n}`), list((n) => `/n?id=60303ae22b99886${n}`)],
    ['the folder of another year', list((n) => `/2027/n/${n}`), list((n) => `/2026/n/${n}`)],
    ['a folder for each piece', list((n) => `/ab12cd3${n}/n/${n}`), list((n) => `/ab12cd9${n}/n/${n}`)],
    [
      'another site',
      list((n) => `/n/${n}?v=8`),
      list((n) => `/n/${n}?v=7`).map((each) => ({ ...each, url: `${each.url}`.replace('a.example', 'b.example') })),
    ],
    ['fewer than three', list((n) => `/n/${n}?v=8`, undefined, 2), list((n) => `/n/${n}?v=7`, undefined, 2)],
    [
      'a few of a list that is new',
      [...list((n) => `/n/${n}?v=8`), ...list((n) => `/m/${n}?v=8`).map((each, n) => ({ ...each, title: `New ${n}` }))],
      list((n) => `/n/${n}?v=7`),
    ],
    ['the same columns on the next day', list((n) => `/p/${n}?d=20271109`), list((n) => `/p/${n}?d=20271108`)],
    [
      'the next issue with the same columns',
      list(
        (n) => `/p/${n}?issue=9`,
        day(() => 9),
      ),
      list(
        (n) => `/p/${n}?issue=2`,
        day(() => 2),
      ),
    ],
  ])('%s is nothing of the kind', (_, now, before) => {
    expect(found(now, before)).toEqual({ drawn: [], doubtful: [] })
  })

  test('under other links altogether what has the dates of before is what it was', () => {
    const pairs = (now: readonly EntryDraft[], before: readonly EntryDraft[]) =>
      findDrawn(now, before as unknown as readonly Entry[], () => false, []).pairs.length
    const before = list(
      (n) => `/n/${n}`,
      day((n) => n + 1),
    )
    expect(
      pairs(
        list(
          (n) => `/index.php?id=${n}`,
          day((n) => n + 1),
        ),
        before,
      ),
    ).toBe(4)
    expect(
      pairs(
        list(
          (n) => `/index.php?id=${n}`,
          day((n) => n + 2),
        ),
        before,
      ),
    ).toBe(0)
    expect(
      pairs(
        list((n) => `/index.php?id=${n}`),
        before,
      ),
    ).toBe(0)
  })

  test('entries are known by the keys that they came under', () => {
    const [now, before] = [list((n) => `/n/${n}?v=8`), list((n) => `/n/${n}?v=7`)]
    const all = findDrawn(now, before as unknown as readonly Entry[], () => false, [])
    const keyed = list((n) => `/n/${n}?v=8`).map((each) => ({ ...each, key: each.url?.replace(/\?.*/, '') ?? '' }))
    expect(drawnAliases(keyed, all)['https://a.example/n/1']).toBe('https://a.example/n/1?v=7')
  })
})
