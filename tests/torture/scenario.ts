import type { Store } from '../../src/store/store.ts'
import { archivedEntry, editionOf, entryToSave, eventOf, publicationOf, stateOf } from '../contract/store-suite.ts'

/** Small, so that a few dozen commits end segments and take snapshots. */
export const LIMITS = { snapshotBytes: 3_000, segmentBytes: 6_000, contentsBytes: 1 }

export const DAY = 86_400_000

/** One thing a newsroom does to its store, and how to see afterwards that it was done. */
export type Act = { readonly name: string; run(store: Store): Promise<void>; holds(store: Store): Promise<boolean> }

function poll(n: number, now: number): Act {
  const keys = [0, 1, 2].map((i) => `poll ${n} entry ${i}`)
  const entries = keys.map((key) =>
    entryToSave(key, { sourceId: 'alpha', firstSeen: now, body: { content: key.repeat(30) } }),
  )
  return {
    name: `poll ${n}`,
    run: (store) => store.savePoll({ state: stateOf('alpha', { nextDueAt: n }), entries, listed: keys }),
    async holds(store) {
      const known = await store.readKnown(keys)
      for (const key of keys) {
        const entry = known.get(key)?.entry
        // After retention it is enough that it was seen.
        if (entry !== undefined && (await store.readBody(entry.bodyRef)).content !== key.repeat(30)) return false
      }
      const state = (await store.readSources()).get('alpha')
      return known.size === keys.length && (state?.nextDueAt ?? -1) >= n
    },
  }
}

function publish(n: number): Act {
  const keys = [0, 1].map((i) => `poll ${n} entry ${i}`)
  return {
    name: `publish ${n}`,
    run: (store) =>
      store.saveEdition(
        editionOf('world', keys, { revision: n }),
        keys.map((key) => publicationOf(key)),
        { month: n % 7 < 3 ? '2026-10' : '2026-11', entries: [archivedEntry(`pushed off by ${n}`)] },
        [eventOf(`event of ${n}`)],
      ),
    async holds(store) {
      const months = await store.readArchiveMonths('world')
      const archived = (await Promise.all(months.map(({ month }) => store.readArchive('world', month)))).flat()
      const isThere = archived.some(({ id }) => id === `pushed off by ${n}`)
      // Once it was told, it is the next publication's that waits.
      const { events } = await store.readOutbox()
      const isToTell = events.some(({ id }) => Number(id.slice('event of '.length)) >= n)
      return isThere && isToTell && ((await store.readEdition('world'))?.revision ?? -1) >= n
    },
  }
}

/** Pins one entry of the poll, retracts another from the archive. */
function decide(n: number): Act {
  const key = `poll ${n} entry 2`
  const month = n % 7 < 3 ? '2026-10' : '2026-11'
  return {
    name: `decide ${n}`,
    async run(store) {
      await store.saveDecisions([{ kind: 'pin', key, at: n }])
      const record = editionOf('economy', [], { revision: n })
      const entries = [archivedEntry(`economy ${n}`)]
      const withdrawals = [{ month, id: `economy ${n - 1}`, at: n }]
      await store.saveEdition(record, [], { month, entries, withdrawals })
    },
    async holds(store) {
      const isPinned = (await store.readDecisions()).some((each) => 'key' in each && each.key === key)
      const retracted = await store.readWithdrawn('economy', month)
      return isPinned && retracted.some(({ at }) => at === n)
    },
  }
}

function plan(n: number): Act {
  return {
    name: `plan ${n}`,
    run: (store) => store.saveStates([stateOf('beta', { nextDueAt: n })], [{ host: 'beta.example', lastStartAt: n }]),
    async holds(store) {
      const [states, hosts] = [await store.readSources(), await store.readHosts()]
      return (states.get('beta')?.nextDueAt ?? -1) >= n && (hosts.get('beta.example')?.lastStartAt ?? -1) >= n
    },
  }
}

/** What earlier publications had to tell is told, but for the newest: where this day's was refused, that is an earlier one's. */
function tell(n: number): Act {
  const numberOf = ({ id }: { readonly id: string }) => Number(id.slice('event of '.length))
  return {
    name: `tell ${n}`,
    async run(store) {
      const { events } = await store.readOutbox()
      const newest = Math.max(...events.map(numberOf))
      const told = events.filter((event) => numberOf(event) < Math.min(n, newest))
      await store.saveOutbox({ events: { del: told.map(({ id }) => id) } })
    },
    holds: async (store) => (await store.readOutbox()).events.filter((event) => numberOf(event) < n).length <= 1,
  }
}

function expire(n: number, before: number): Act {
  return {
    name: `expire ${n}`,
    run: async (store) => {
      await store.expire(before)
    },
    async holds(store) {
      const pinned = (await store.readDecisions()).flatMap((each) => ('key' in each ? [each.key] : []))
      const spared = new Set([
        ...((await store.readEdition('world'))?.stories ?? []).map(({ lead }) => lead),
        ...pinned,
      ])
      for await (const { key, firstSeen } of store.readEntries({})) {
        // The last poll's are listed, a later edition's may have been spared when they were in an earlier one.
        if (firstSeen < before && !spared.has(key) && (await store.readPublications([key])).size === 0) return false
      }
      return true
    },
  }
}

/** What is done on one day. */
export function dayOf(n: number, now: number): readonly Act[] {
  return [plan(n), poll(n, now), publish(n), decide(n), tell(n), ...(n % 4 === 3 ? [expire(n, now - 3 * DAY)] : [])]
}
