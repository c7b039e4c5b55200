import { expect, test } from 'vitest'
import { queueArticles } from './enrich.ts'
import type { EntryToSave } from './model/entry.ts'
import type { Source } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'

const entry = (n: number) => ({ key: `k${n}`, url: `https://a.example/${n}` }) as EntryToSave
const source = { kind: 'page', id: 'a' } as Source

test('what too many others push out of the queue is told of as not taken', () => {
  const articles = Object.fromEntries(Array.from({ length: 190 }, (_, n) => [`k${n}`, { failures: 0, after: 0 }]))
  const state = { articles, firstSuccessAt: 1 } as Partial<SourceState> as SourceState
  const queued = queueArticles(
    source,
    state,
    Array.from({ length: 15 }, (_, n) => entry(1000 + n)),
    7,
  )
  expect(Object.keys(queued.articles ?? {})).toHaveLength(200)
  expect(queued.refused).toEqual(
    Object.fromEntries([0, 1, 2, 3, 4].map((n) => [`k${n}`, { why: 'too many waited', at: 7 }])),
  )
  expect(queueArticles(source, { ...state, articles: {} }, [entry(1)], 7)).not.toHaveProperty('refused')
})
