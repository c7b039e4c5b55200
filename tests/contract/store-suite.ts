import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../src/errors.ts'
import type { Decision } from '../../src/model/decision.ts'
import type { EditionEntry, EditionRecord } from '../../src/model/edition.ts'
import type { Entry } from '../../src/model/entry.ts'
import type { Lane, OutboxEvent, Topic } from '../../src/model/outbox.ts'
import type { SourceState } from '../../src/model/source-state.ts'
import type { EntryToSave, Publication, Store } from '../../src/store/store.ts'

/** An engine under test. `reopen` closes and opens again what must last; undefined where nothing does. */
export type StoreUnderTest = {
  readonly store: Store
  readonly reopen?: () => Promise<Store>
  readonly dispose: () => Promise<void>
}

export function stateOf(sourceId: string, more: Partial<SourceState> = {}): SourceState {
  return {
    sourceId,
    url: `https://${sourceId}.example/feed`,
    validators: {},
    nextDueAt: 1_000,
    dueReason: 'every 30 minutes',
    failures: 0,
    ...more,
  }
}

export function entryToSave(key: string, more: Partial<EntryToSave> = {}): EntryToSave {
  return {
    key,
    sourceId: 'alpha',
    title: `Title of ${key}`,
    authors: [],
    categories: [],
    enclosures: [],
    media: [],
    fingerprint: `fingerprint of ${key}`,
    position: 0,
    firstSeen: 1_000,
    changedAt: 1_000,
    body: { content: `<p>Body of ${key}</p>` },
    ...more,
  }
}

export function editionOf(slug: string, keys: readonly string[], more: Partial<EditionRecord> = {}): EditionRecord {
  return {
    slug,
    revision: 1,
    startedAt: 1_000,
    joined: {},
    stories: keys.map((key) => ({ id: `id:${key}`, lead: key, members: [key], admittedAt: 1_000 })),
    inputs: 'digest',
    updated: 1_000,
    ...more,
  }
}

export function publicationOf(key: string, more: Partial<Publication> = {}): Publication {
  return { key, id: `id:${key}`, at: 1_000, sections: ['world'], ...more }
}

export function eventOf(id: string, more: Partial<OutboxEvent> = {}): OutboxEvent {
  return { id, section: 'world', kind: 'published', at: 1_000, to: ['hook'], body: `{"event":"${id}"}`, ...more }
}

export function laneOf(key: string, more: Partial<Lane> = {}): Lane {
  return { key, failures: 0, ...more }
}

export function topicOf(url: string, more: Partial<Topic> = {}): Topic {
  return { url, digest: `digest of ${url}`, ...more }
}

export function archivedEntry(id: string, more: Partial<EditionEntry> = {}): EditionEntry {
  return {
    id,
    url: `https://alpha.example/${id}`,
    title: `Title of ${id}`,
    language: 'en',
    published: { at: 1_000, offsetMinutes: 420 },
    updated: { at: 1_000 },
    firstSeen: 1_000,
    authors: [],
    categories: [],
    summary: undefined,
    content: `<p>${id}</p>`,
    image: undefined,
    enclosures: [],
    comments: undefined,
    rights: undefined,
    source: { id: 'alpha', name: 'Alpha', url: undefined, feed: 'https://alpha.example/feed' },
    also: [],
    related: [],
    dateline: undefined,
    dateFrom: 'feed',
    fingerprint: id,
    ...more,
  }
}

async function all<T>(entries: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const entry of entries) found.push(entry)
  return found
}

async function keysOf(entries: AsyncIterable<Entry>): Promise<readonly string[]> {
  return (await all(entries)).map(({ key }) => key)
}

/** What every engine promises. */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of Store`, () => {
    let under: StoreUnderTest
    let store: Store

    beforeEach(async () => {
      under = await open()
      store = under.store
    })
    afterEach(async () => {
      await store.close()
      await under.dispose()
    })

    /** Every promise must hold now and after the store was closed and opened again. */
    async function nowAndReopened(check: () => Promise<void>): Promise<void> {
      await check()
      if (under.reopen === undefined) return
      store = await under.reopen()
      await check()
    }

    const poll = (entries: readonly EntryToSave[], more: { listed?: readonly string[]; source?: string } = {}) =>
      store.savePoll({ state: stateOf(more.source ?? 'alpha'), entries, listed: more.listed })

    it('is empty at first', async () => {
      expect(await store.readMeta()).toEqual({})
      expect(await store.readSources()).toEqual(new Map())
      expect(await store.readHosts()).toEqual(new Map())
      expect(await store.readKnown(['k'])).toEqual(new Map())
      expect(await keysOf(store.readEntries({}))).toEqual([])
      expect(await store.readEdition('world')).toBeUndefined()
      expect(await store.readPublications(['k'])).toEqual(new Map())
      expect(await store.findPublications('id')).toEqual([])
      expect(await store.readRevisions()).toEqual(new Map())
      expect(await store.readOutbox()).toEqual({ events: [], lanes: new Map(), topics: new Map() })
      expect(await store.readDecisions()).toEqual([])
    })

    it('remembers facts about the whole store', async () => {
      await store.saveMeta({ idBase: 'tag:example.org,2026:' })
      await nowAndReopened(async () => expect(await store.readMeta()).toEqual({ idBase: 'tag:example.org,2026:' }))
    })

    it('remembers states of sources and hosts, the last one of each', async () => {
      await store.saveStates([stateOf('alpha'), stateOf('beta')], [{ host: 'a.example', lastStartAt: 5 }])
      const later = stateOf('alpha', { failures: 3, validators: { u: { etag: 'W/"é\\ ,"' } } })
      await store.saveStates([later], [])
      await nowAndReopened(async () => {
        expect(await store.readSources()).toEqual(
          new Map([
            ['alpha', later],
            ['beta', stateOf('beta')],
          ]),
        )
        expect(await store.readHosts()).toEqual(new Map([['a.example', { host: 'a.example', lastStartAt: 5 }]]))
      })
    })

    it('forgets a host of which nothing but its name is said', async () => {
      const a = { host: 'https://a.example', lastStartAt: 5 }
      const b = { host: 'https://b.example', lastStartAt: 5 }
      await store.saveStates([], [a, b])
      await store.saveStates([], [{ host: a.host }, { host: 'never.example' }])
      await nowAndReopened(async () => expect(await store.readHosts()).toEqual(new Map([[b.host, b]])))
    })

    it('saves a poll whole: state, entries, bodies', async () => {
      const { body, ...fields } = entryToSave('k1', {
        title: 'Ünï ‮ \u0000 \ud800 "quoted" \n line',
        published: { at: 5, offsetMinutes: 420, confidence: 'high', from: 'feed' },
      })
      await poll([{ ...fields, body: { summary: 's', content: 'c\nd' } }])
      await nowAndReopened(async () => {
        expect((await store.readSources()).get('alpha')).toEqual(stateOf('alpha'))
        const known = (await store.readKnown(['k1', 'k2'])).get('k1')
        expect(known?.entry).toEqual({ ...fields, bodyRef: known?.entry?.bodyRef })
        expect(await store.readBody(known?.entry?.bodyRef ?? '')).toEqual({ summary: 's', content: 'c\nd' })
      })
      expect(body).toBeDefined()
    })

    it('does not know keys that were only listed', async () => {
      await poll([], { listed: ['k1'] })
      await nowAndReopened(async () => expect(await store.readKnown(['k1'])).toEqual(new Map()))
    })

    it('replaces an entry by its new version and hands out the new body, which lies elsewhere', async () => {
      await poll([entryToSave('k1')])
      const [before] = await all(store.readEntries({}))
      await poll([entryToSave('k1', { title: 'New', changedAt: 2_000, body: { content: 'new' } })])
      await nowAndReopened(async () => {
        const entries = await all(store.readEntries({}))
        expect(entries.map(({ title, firstSeen, changedAt }) => [title, firstSeen, changedAt])).toEqual([
          ['New', 1_000, 2_000],
        ])
        expect(await store.readBody(entries[0]?.bodyRef ?? '')).toEqual({ content: 'new' })
        expect(entries[0]?.bodyRef).not.toBe(before?.bodyRef)
      })
    })

    it('orders entries by firstSeen, then key, whatever the order of arrival', async () => {
      const same = Array.from({ length: 40 }, (_, i) => `an equal beginning of many keys ${39 - i}`)
      await poll([
        entryToSave('z', { firstSeen: 3 }),
        entryToSave('ÿ', { firstSeen: 3 }),
        entryToSave('語', { firstSeen: 3 }),
      ])
      await poll(same.map((key) => entryToSave(key, { firstSeen: 2 })))
      await poll([entryToSave('b', { firstSeen: 3 }), entryToSave('later', { firstSeen: 1 })])
      await nowAndReopened(async () => {
        const inOrder = ['later', ...[...same].sort(), 'b', 'z', 'ÿ', '語']
        expect(await keysOf(store.readEntries({}))).toEqual(inOrder)
        const asTheyLie = (await all(store.readEntriesAsTheyLie({}))).flat()
        expect(asTheyLie.map(({ key }) => key).toSorted()).toEqual(inOrder.toSorted())
        expect((await all(store.readEntriesAsTheyLie({ since: 3, sources: ['beta'] }))).flat()).toEqual([])
      })
    })

    it('reads entries of some sources and since an instant', async () => {
      await poll([entryToSave('a1', { firstSeen: 10 }), entryToSave('a2', { firstSeen: 20 })])
      await poll([entryToSave('b1', { firstSeen: 15, sourceId: 'beta' })], { source: 'beta' })
      await nowAndReopened(async () => {
        expect(await keysOf(store.readEntries({ since: 15 }))).toEqual(['b1', 'a2'])
        expect(await keysOf(store.readEntries({ sources: ['alpha'] }))).toEqual(['a1', 'a2'])
        expect(await keysOf(store.readEntries({ sources: ['beta', 'gamma'], since: 1 }))).toEqual(['b1'])
        expect(await keysOf(store.readEntries({ sources: [] }))).toEqual([])
      })
    })

    it('reads entries by key, those that are stored', async () => {
      await poll([entryToSave('k1'), entryToSave('k2')])
      await nowAndReopened(async () => {
        const found = await store.readEntriesByKey(['k2', 'absent', 'k2'])
        expect([...found.keys()]).toEqual(['k2'])
        expect(found.get('k2')?.title).toBe('Title of k2')
      })
    })

    it('goes on handing out the entries of a reading that began before others were saved', async () => {
      await poll([entryToSave('k1', { firstSeen: 1 }), entryToSave('k2', { firstSeen: 2 })])
      const seen: string[] = []
      for await (const { key, bodyRef } of store.readEntries({})) {
        await poll([entryToSave('k2', { firstSeen: 2, title: 'changed' }), entryToSave(`${key}+`, { firstSeen: 0 })])
        expect(await store.readBody(bodyRef)).toBeDefined()
        seen.push(key)
      }
      expect(seen).toEqual(['k1', 'k2'])
    })

    it('has a revision of each source that grows with saved entries and with nothing else', async () => {
      const revision = async () => (await store.readRevisions()).get('alpha') ?? 0
      await poll([])
      expect(await revision()).toBe(0)
      await poll([entryToSave('k1')])
      const first = await revision()
      expect(first).toBeGreaterThan(0)
      await poll([], { listed: ['k1'] })
      await store.saveStates([stateOf('alpha', { failures: 1 })], [])
      await nowAndReopened(async () => expect(await revision()).toBe(first))
      await poll([entryToSave('k1', { title: 'changed' })])
      await nowAndReopened(async () => expect(await revision()).toBeGreaterThan(first))
    })

    it('remembers editions and the publications they made', async () => {
      const record = editionOf('world', ['k1'], { gate: { name: 'min', detail: '0 of 1', since: 5 } })
      await store.saveEdition(record, [publicationOf('k1'), publicationOf('k2', { id: 'id:k1' })])
      await nowAndReopened(async () => {
        expect(await store.readEdition('world')).toEqual(record)
        expect(await store.readEdition('economy')).toBeUndefined()
        expect(await store.readPublications(['k1', 'k3'])).toEqual(new Map([['k1', publicationOf('k1')]]))
        expect((await store.findPublications('id:k1')).map(({ key }) => key)).toEqual(['k1', 'k2'])
      })
    })

    it('finds a publication under the id it has now', async () => {
      await store.saveEdition(editionOf('world', []), [publicationOf('k1', { id: 'old' })])
      await store.saveEdition(editionOf('world', []), [
        publicationOf('k1', { id: 'new', sections: ['world', 'economy'] }),
      ])
      await nowAndReopened(async () => {
        expect(await store.findPublications('old')).toEqual([])
        expect(await store.findPublications('new')).toEqual([
          publicationOf('k1', { id: 'new', sections: ['world', 'economy'] }),
        ])
      })
    })

    it('keeps what an edition pushed off, by section and month, in the order it came', async () => {
      const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => archivedEntry(id))
      if (!a || !b || !c || !d) throw new Error('four')
      expect(await store.readArchiveMonths('world')).toEqual([])
      expect(await store.readArchive('world', '2026-10')).toEqual([])
      await store.saveEdition(editionOf('world', []), [], { month: '2026-11', entries: [c] })
      await store.saveEdition(editionOf('world', []), [], { month: '2026-10', entries: [a, b] })
      await store.saveEdition(editionOf('world', []), [], { month: '2026-11', entries: [] })
      const record = editionOf('world', ['k1'], { revision: 9 })
      await store.saveEdition(record, [publicationOf('k1')], { month: '2026-10', entries: [d] })
      await store.saveEdition(editionOf('world-2', []), [], { month: '2026-10', entries: [c] })
      await nowAndReopened(async () => {
        expect(await store.readArchiveMonths('world')).toEqual([
          { month: '2026-10', lines: 3 },
          { month: '2026-11', lines: 1 },
        ])
        expect(await store.readArchive('world', '2026-10')).toEqual([a, b, d])
        expect(await store.readArchive('world', '2026-11')).toEqual([c])
        expect(await store.readArchiveMonths('world-2')).toEqual([{ month: '2026-10', lines: 1 }])
        expect(await store.readEdition('world')).toEqual(record)
        expect((await store.readPublications(['k1'])).get('k1')).toEqual(publicationOf('k1'))
      })
    })

    it('keeps apart what is archived at the same moment', async () => {
      const ids = Array.from({ length: 20 }, (_, i) => `n${i}`)
      await Promise.all(
        ids.map((id) =>
          store.saveEdition(editionOf('world', []), [], { month: '2026-11', entries: [archivedEntry(id)] }),
        ),
      )
      await nowAndReopened(async () => {
        expect((await store.readArchive('world', '2026-11')).map(({ id }) => id)).toEqual(ids)
      })
    })

    it('keeps what others are to be told of an edition, in the order it was saved, until they were', async () => {
      const ids = async () => (await store.readOutbox()).events.map(({ id }) => id)
      await store.saveEdition(editionOf('world', []), [], undefined, [eventOf('z'), eventOf('a')])
      await store.saveEdition(editionOf('economy', []), [publicationOf('k1')], undefined, [
        eventOf('m', { section: 'economy', kind: 'retracted', to: ['one', 'two'], body: '{"title":"ü ‮"}' }),
      ])
      await store.saveEdition(editionOf('world', ['k1']), [])
      await nowAndReopened(async () => expect(await ids()).toEqual(['z', 'a', 'm']))
      const less = eventOf('m', { section: 'economy', kind: 'retracted', to: ['two'], body: '{"title":"ü ‮"}' })
      await store.saveOutbox({ events: { put: [eventOf('z', { to: [] }), less], del: ['a', 'unknown'] } })
      await store.saveEdition(editionOf('world', []), [], undefined, [eventOf('a', { at: 2_000 })])
      await nowAndReopened(async () => {
        expect((await store.readOutbox()).events).toEqual([eventOf('z', { to: [] }), less, eventOf('a', { at: 2_000 })])
        expect(await store.readEvent('m')).toEqual(less)
        expect(await store.readEvent('unknown')).toBeUndefined()
      })
      await store.saveOutbox({ events: { del: ['z', 'm', 'a'] } })
      await nowAndReopened(async () => expect(await ids()).toEqual([]))
    })

    it('remembers how telling others goes, the last of each', async () => {
      const url = 'https://news.example/world/rss.xml'
      await store.saveOutbox({
        lanes: { put: [laneOf('a world'), laneOf('b world')] },
        topics: { put: [topicOf(url)] },
      })
      const failing = laneOf('a world', { failures: 2, failingSince: 5, nextAt: 9, problem: 'http-status 500' })
      const told = topicOf(url, { digest: 'new' })
      await store.saveOutbox({
        lanes: { put: [failing], del: ['b world'] },
        topics: { put: [told, topicOf('gone')], del: ['gone'] },
      })
      await store.saveOutbox({})
      await nowAndReopened(async () => {
        expect(await store.readOutbox()).toEqual({
          events: [],
          lanes: new Map([['a world', failing]]),
          topics: new Map([[url, told]]),
        })
      })
    })

    it('never expires what others are still to be told', async () => {
      await poll([entryToSave('k1', { firstSeen: 1 })])
      await store.saveEdition(editionOf('world', []), [], undefined, [eventOf('a')])
      expect(await store.expire(1_000_000)).toBe(1)
      await nowAndReopened(async () => expect((await store.readOutbox()).events).toEqual([eventOf('a')]))
    })

    it('saves nothing of an edition whose archive cannot be named, what others are to be told neither', async () => {
      const archived = { month: '../x', entries: [archivedEntry('a')] }
      const saving = store.saveEdition(editionOf('world', []), [], archived, [eventOf('a')])
      await expect(saving).rejects.toBeInstanceOf(StoreError)
      expect((await store.readOutbox()).events).toEqual([])
    })

    it('takes out of archives what is withdrawn, and tells what was retracted', async () => {
      const [a, b, c] = ['a', 'b', 'c'].map((id) => archivedEntry(id))
      if (!a || !b || !c) throw new Error('three')
      await store.saveEdition(editionOf('world', []), [], { month: '2026-10', entries: [a, b] })
      await store.saveEdition(editionOf('world', []), [], { month: '2026-11', entries: [c] })
      const plainer = archivedEntry('b', { title: 'plainer' })
      const record = editionOf('world', [], { revision: 9 })
      const withdrawals = [
        { month: '2026-10', id: 'a', at: 7 },
        { month: '2026-10', id: 'b', instead: plainer },
        { month: '2026-11', id: 'c', at: 8 },
      ]
      await store.saveEdition(record, [], { month: '2026-11', entries: [a], withdrawals })
      await store.saveEdition(editionOf('economy', []), [], { month: '2026-10', entries: [a] })
      await nowAndReopened(async () => {
        expect(await store.readArchive('world', '2026-10')).toEqual([plainer])
        expect(await store.readWithdrawn('world', '2026-10')).toEqual([{ id: 'a', at: 7 }])
        expect(await store.readArchive('world', '2026-11')).toEqual([a])
        expect(await store.readWithdrawn('world', '2026-11')).toEqual([{ id: 'c', at: 8 }])
        expect(await store.readArchive('economy', '2026-10')).toEqual([a])
        expect(await store.readWithdrawn('economy', '2026-10')).toEqual([])
        expect(await store.readArchiveMonths('world')).toEqual([
          { month: '2026-10', lines: 4 },
          { month: '2026-11', lines: 3 },
        ])
      })
      // What moves on leaves no word behind, not even the earlier one.
      const more = [
        { month: '2026-10', id: 'a' },
        { month: '2026-11', id: 'a' },
        { month: '2026-11', id: 'never there', at: 9 },
      ]
      await store.saveEdition(record, [], { month: '2026-11', entries: [], withdrawals: more })
      await nowAndReopened(async () => {
        expect(await store.readWithdrawn('world', '2026-10')).toEqual([])
        expect(await store.readArchive('world', '2026-11')).toEqual([])
        expect(await store.readWithdrawn('world', '2026-11')).toEqual([
          { id: 'c', at: 8 },
          { id: 'never there', at: 9 },
        ])
      })
    })

    it('remembers what was decided, the last word on each subject, oldest first', async () => {
      const decisions: readonly Decision[] = [
        { kind: 'hide', key: 'k1', at: 30, until: 99 },
        { kind: 'pin', key: 'k1', section: 'world', at: 20, id: 'id:k1', story: true },
        { kind: 'retract-source', sourceId: 'alpha', at: 10 },
        { kind: 'split', keys: ['k1', 'k2', 'k3'], at: 40 },
      ]
      await store.saveDecisions(decisions)
      await store.saveDecisions([
        { kind: 'join', keys: ['k3', 'k2', 'k1'], at: 50 },
        { kind: 'retract', key: 'k1', at: 60 },
      ])
      await nowAndReopened(async () =>
        expect(await store.readDecisions()).toEqual([
          decisions[2],
          decisions[1],
          { kind: 'join', keys: ['k3', 'k2', 'k1'], at: 50 },
          { kind: 'retract', key: 'k1', at: 60 },
        ]),
      )
    })

    it('takes back decisions, whichever the words they were made in, and in one commit with new ones', async () => {
      await store.saveDecisions([
        { kind: 'hide', key: 'k1', at: 1 },
        { kind: 'hide', key: 'k2', at: 2 },
        { kind: 'hide', key: 'k2', section: 'world', at: 3 },
      ])
      await store.saveDecisions(
        [{ kind: 'pin', key: 'k1', at: 4 }],
        [
          { kind: 'hide', key: 'k1', at: 1 },
          { kind: 'pin', key: 'k2', at: 0 },
          { kind: 'pin', key: 'never', at: 0 },
        ],
      )
      await store.saveDecisions([])
      await nowAndReopened(async () =>
        expect(await store.readDecisions()).toEqual([
          { kind: 'hide', key: 'k2', section: 'world', at: 3 },
          { kind: 'pin', key: 'k1', at: 4 },
        ]),
      )
    })

    it('spares what is pinned, while it is, and forgets no decision', async () => {
      const keys = ['pinned', 'pinned in a section', 'pinned until 50', 'pinned until 200', 'hidden', 'retracted']
      await poll(keys.map((key, i) => entryToSave(key, { firstSeen: i })))
      const decisions: readonly Decision[] = [
        { kind: 'pin', key: 'pinned', at: 1 },
        { kind: 'pin', key: 'pinned in a section', section: 'world', at: 2 },
        { kind: 'pin', key: 'pinned until 50', until: 50, at: 3 },
        { kind: 'pin', key: 'pinned until 200', until: 200, at: 4 },
        { kind: 'hide', key: 'hidden', at: 5 },
        { kind: 'retract', key: 'retracted', at: 6 },
      ]
      await store.saveDecisions(decisions)
      expect(await store.expire(100)).toBe(3)
      await nowAndReopened(async () => {
        expect(await keysOf(store.readEntries({}))).toEqual(['pinned', 'pinned in a section', 'pinned until 200'])
        expect(await store.readDecisions()).toEqual(decisions)
      })
      await store.saveDecisions([], decisions.slice(0, 2))
      expect(await store.expire(300)).toBe(3)
    })

    it('never expires what is archived', async () => {
      await poll([entryToSave('k1', { firstSeen: 1 })])
      await store.saveEdition(editionOf('world', []), [], { month: '2026-11', entries: [archivedEntry('k1')] })
      expect(await store.expire(1_000_000)).toBe(1)
      await nowAndReopened(async () => expect(await store.readArchive('world', '2026-11')).toHaveLength(1))
    })

    it.each([
      ['../evil', '2026-11'],
      ['world', '../../x'],
      ['', '2026-11'],
      ['world', '2026-1'],
    ])('refuses an archive named %j %j, and saves nothing of its edition', async (slug, month) => {
      const saving = store.saveEdition(editionOf(slug, []), [], { month, entries: [archivedEntry('a')] })
      await expect(saving).rejects.toBeInstanceOf(StoreError)
      expect(await store.readEdition(slug)).toBeUndefined()
    })

    it('expires old entries, and goes on knowing that they were seen', async () => {
      await poll([entryToSave('old', { firstSeen: 10 }), entryToSave('young', { firstSeen: 20 })])
      await store.saveEdition(editionOf('world', []), [publicationOf('old'), publicationOf('young')])
      const [old] = await all(store.readEntries({}))
      expect(await store.expire(20)).toBe(1)
      await nowAndReopened(async () => {
        expect(await keysOf(store.readEntries({}))).toEqual(['young'])
        expect((await store.readKnown(['old'])).get('old')).toEqual({ key: 'old', entry: undefined })
        expect(await store.readEntriesByKey(['old'])).toEqual(new Map())
        expect([...(await store.readPublications(['old', 'young'])).keys()]).toEqual(['young'])
        expect(await store.findPublications('id:old')).toEqual([])
        await expect(store.readBody(old?.bodyRef ?? '')).rejects.toBeInstanceOf(StoreError)
      })
      expect(await store.expire(20)).toBe(0)
    })

    it('spares what is in a current edition and what its source still lists', async () => {
      const keys = ['led', 'member', 'listed', 'dropped', 'gone']
      await poll(
        keys.map((key, i) => entryToSave(key, { firstSeen: i })),
        { listed: ['listed', 'dropped'] },
      )
      const story = { id: 'id', lead: 'led', members: ['led', 'member'], admittedAt: 1 }
      await store.saveEdition(editionOf('world', ['gone'], {}), [])
      await store.saveEdition(editionOf('world', [], { stories: [story] }), [])
      await poll([], { listed: ['listed', 'never stored'] })
      await poll([], { source: 'beta', listed: [] })
      expect(await store.expire(100)).toBe(2)
      await nowAndReopened(async () => {
        expect(await keysOf(store.readEntries({}))).toEqual(['led', 'member', 'listed'])
        for await (const entry of store.readEntries({})) {
          expect(await store.readBody(entry.bodyRef)).toEqual({ content: `<p>Body of ${entry.key}</p>` })
        }
      })
    })

    it('a poll that was not read leaves what the source lists as it was', async () => {
      await poll([entryToSave('k1', { firstSeen: 1 })], { listed: ['k1'] })
      await poll([])
      expect(await store.expire(100)).toBe(0)
      await poll([], { listed: [] })
      expect(await store.expire(100)).toBe(1)
    })

    it('keeps an expired entry that is saved again, and can expire it again', async () => {
      await poll([entryToSave('k1', { firstSeen: 1 }), entryToSave('k2', { firstSeen: 50 })])
      await store.expire(10)
      await poll([entryToSave('k1', { firstSeen: 30, title: 'again' })])
      await nowAndReopened(async () => {
        expect((await store.readKnown(['k1'])).get('k1')?.entry?.title).toBe('again')
        expect(await store.expire(30)).toBe(0)
      })
      expect(await store.expire(40)).toBe(1)
      await nowAndReopened(async () => {
        expect((await store.readKnown(['k1'])).get('k1')).toEqual({ key: 'k1', entry: undefined })
        expect(await keysOf(store.readEntries({}))).toEqual(['k2'])
      })
    })

    it('keeps apart commits made at the same moment', async () => {
      await Promise.all([
        ...Array.from({ length: 30 }, (_, i) => poll([entryToSave(`k${i}`, { firstSeen: i })], { listed: [`k${i}`] })),
        store.saveMeta({ idBase: 'tag:' }),
        store.saveEdition(editionOf('world', ['k1']), [publicationOf('k1')]),
        poll([], { listed: ['k3'] }),
      ])
      await nowAndReopened(async () => {
        expect(await keysOf(store.readEntries({}))).toHaveLength(30)
        expect((await store.readRevisions()).get('alpha')).toBe(30)
        expect(await store.readMeta()).toEqual({ idBase: 'tag:' })
      })
      expect(await store.expire(100)).toBe(28)
    })

    it('takes names that are members of every object as names', async () => {
      const name = '__proto__'
      await store.saveStates([stateOf(name)], [{ host: 'constructor', pauses: 1 }])
      await poll([entryToSave(name, { sourceId: name })], { source: name, listed: [name] })
      await store.saveEdition(editionOf('toString', [name]), [publicationOf(name)])
      await store.saveDecisions([{ kind: 'pin', key: name, section: name, at: 1 }])
      await nowAndReopened(async () => {
        expect([...(await store.readSources()).keys()]).toEqual([name])
        expect([...(await store.readHosts()).keys()]).toEqual(['constructor'])
        expect((await store.readKnown([name])).get(name)?.entry?.key).toBe(name)
        expect((await store.readEdition('toString'))?.slug).toBe('toString')
        expect((await store.readPublications([name])).get(name)?.key).toBe(name)
        expect(await store.readDecisions()).toEqual([{ kind: 'pin', key: name, section: name, at: 1 }])
        expect(({} as Record<string, unknown>)['sourceId']).toBeUndefined()
      })
    })

    it('is not changed by what callers do to their objects afterwards', async () => {
      const validators: Record<string, { etag: string }> = { u: { etag: '1' } }
      await store.saveStates([stateOf('alpha', { validators })], [])
      validators['v'] = { etag: '2' }
      expect((await store.readSources()).get('alpha')?.validators).toEqual({ u: { etag: '1' } })
    })

    it('refuses everything once closed, and closing twice is fine', async () => {
      await store.close()
      await store.close()
      await expect(store.readMeta()).rejects.toBeInstanceOf(StoreError)
      await expect(store.saveMeta({})).rejects.toBeInstanceOf(StoreError)
      await expect(store.saveDecisions([])).rejects.toBeInstanceOf(StoreError)
      await expect(poll([entryToSave('k')])).rejects.toBeInstanceOf(StoreError)
      await expect(keysOf(store.readEntries({}))).rejects.toBeInstanceOf(StoreError)
    })
  })
}
