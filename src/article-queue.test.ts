import { expect, test } from 'vitest'
import { queueArticles } from './article-queue.ts'
import type { EntryToSave } from './model/entry.ts'
import type { Source } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'

const entry = (n: number) => ({ key: `k${n}`, url: `https://a.example/${n}` }) as EntryToSave
const source = { kind: 'page', id: 'a' } as Source

test('an undated entry waits with the instant at which its source was looked at without it; a dated one, and a first document, do not', () => {
  const state = { lastSuccessAt: 3, lastFailureAt: 5, firstSuccessAt: 1 } as Partial<SourceState> as SourceState
  const fresh = { ...entry(1), firstSeen: 7 }
  const dated = { ...entry(2), firstSeen: 7, published: { at: 6, confidence: 'high', from: 'feed' } } as EntryToSave
  const queued = queueArticles(source, state, [fresh, dated], 7)
  expect(queued.articles).toEqual({ k1: { failures: 0, after: 0, lookedAt: 5 }, k2: { failures: 0, after: 0 } })
  // Changed before its page was read: it came when it came.
  const again = queueArticles(source, { ...state, ...queued, lastSuccessAt: 8 }, [fresh], 9)
  expect(again.articles?.['k1']).toEqual({ failures: 0, after: 0, lookedAt: 5 })
  const { lastSuccessAt: _, ...never } = state
  expect(queueArticles(source, never, [fresh], 7).articles).toEqual({ k1: { failures: 0, after: 0 } })
})

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
