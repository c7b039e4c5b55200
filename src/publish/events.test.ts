import { expect, test } from 'vitest'
import { archivedEntry, editionOf } from '../../tests/contract/store-suite.ts'
import { editionEvents, type Listener, shownIn } from './events.ts'

const all: Listener = { name: 'all', on: ['published', 'updated', 'retracted'] }
const context = { section: 'world', at: 5_000, isFirst: false, listeners: [all] }
const [a, b, c] = [archivedEntry('a'), archivedEntry('b'), archivedEntry('c')]
const later = (entry: typeof a, at: number) => ({ ...entry, updated: { at } })
const recordOf = (entries: readonly (typeof a)[]) => ({
  ...editionOf('world', []),
  stories: entries.map(({ id }) => ({ id, lead: id, members: [id], admittedAt: 1_000 })),
})
const short = (events: ReturnType<typeof editionEvents>) =>
  events.map(({ kind, body }) => `${kind} ${JSON.parse(body).id}`)

test('what a first edition shows is published, the oldest first, and marked as backfill', () => {
  const events = editionEvents(undefined, { entries: [b, a] }, { ...context, isFirst: true })
  expect(short(events)).toEqual(['published a', 'published b'])
  expect(JSON.parse(events[0]?.body ?? '')).toMatchObject({
    event: 'published',
    section: 'world',
    backfill: true,
    title: 'Title of a',
  })
})

test('what changed in substance is updated, and what newer entries push off is nothing', () => {
  const before = { ...recordOf([b, a]), shown: shownIn({ entries: [b, a] }) }
  expect(short(editionEvents(before, { entries: [c, later(b, 9_000)] }, context))).toEqual(['updated b', 'published c'])
})

test('who else reports it, and other text without a later change, are no events', () => {
  const before = { ...recordOf([a]), shown: shownIn({ entries: [a] }) }
  const also = [{ title: 'A', url: 'https://beta.example/a', source: 'Beta' }]
  expect(editionEvents(before, { entries: [{ ...a, also, summary: 'longer' }] }, context)).toEqual([])
})

test('a webhook that is new is told of what is new alone', () => {
  expect(short(editionEvents(recordOf([a, b]), { entries: [c, later(b, 9_000), a] }, context))).toEqual(['published c'])
})

test('an entry that could not be published at first is published when it can be', () => {
  const before = { ...recordOf([a, b]), shown: shownIn({ entries: [a] }) }
  expect(short(editionEvents(before, { entries: [b, a] }, context))).toEqual(['published b'])
})

test('an event that nobody wants is none, and each goes to those who want it', () => {
  const listeners: readonly Listener[] = [all, { name: 'updates', on: ['updated'] }]
  const before = { ...recordOf([a]), shown: shownIn({ entries: [a] }) }
  const events = editionEvents(before, { entries: [b, later(a, 9_000)] }, { ...context, listeners })
  expect(events.map(({ kind, to }) => [kind, to])).toEqual([
    ['updated', ['all', 'updates']],
    ['published', ['all']],
  ])
  expect(editionEvents(before, { entries: [b] }, { ...context, listeners: [] })).toEqual([])
})

test('the same event has the same id and bytes whenever it is made, another one has another', () => {
  const once = editionEvents(undefined, { entries: [a] }, context)
  expect(editionEvents(undefined, { entries: [a] }, context)).toEqual(once)
  const ids = [
    once,
    editionEvents(undefined, { entries: [b] }, context),
    editionEvents(undefined, { entries: [a] }, { ...context, section: 'economy' }),
    editionEvents(undefined, { entries: [a] }, { ...context, at: 6_000 }),
  ].flatMap((events) => events.map(({ id }) => id))
  expect(new Set(ids).size).toBe(4)
  for (const id of ids) expect(id).toMatch(/^evt_[\w-]{32}$/)
})

test('what the editor took back is told last, by its id alone', () => {
  const before = { ...recordOf([b]), shown: shownIn({ entries: [b] }) }
  const events = editionEvents(before, { entries: [a] }, context, [
    { id: 'b', at: 4_000 },
    { id: 'old', at: 3_000 },
  ])
  expect(short(events)).toEqual(['published a', 'retracted old', 'retracted b'])
  expect(JSON.parse(events[1]?.body ?? '')).not.toHaveProperty('item')
})
