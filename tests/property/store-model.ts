import fc from 'fast-check'
import type { Decision } from '../../src/model/decision.ts'
import type { EditionEntry, EditionRecord } from '../../src/model/edition.ts'
import type { EntryKey } from '../../src/model/entry.ts'
import type { Lane, OutboxEvent, Topic } from '../../src/model/outbox.ts'
import type { HostState, SourceState } from '../../src/model/source-state.ts'
import type { Archived, EntryToSave, OutboxChange, Publication, Store, Withdrawal } from '../../src/store/store.ts'
import {
  archivedEntry,
  editionOf,
  entryToSave,
  eventOf,
  laneOf,
  publicationOf,
  stateOf,
  topicOf,
} from '../contract/store-suite.ts'

export type Command =
  | {
      readonly do: 'poll'
      readonly state: SourceState
      readonly entries: readonly EntryToSave[]
      readonly listed: readonly EntryKey[] | undefined
    }
  | { readonly do: 'states'; readonly states: readonly SourceState[]; readonly hosts: readonly HostState[] }
  | { readonly do: 'meta'; readonly idBase: string }
  | {
      readonly do: 'edition'
      readonly record: EditionRecord
      readonly publications: readonly Publication[]
      readonly archived: Archived | undefined
      readonly events: readonly OutboxEvent[]
    }
  | { readonly do: 'outbox'; readonly change: OutboxChange }
  | { readonly do: 'decide'; readonly decisions: readonly Decision[]; readonly undone: readonly Decision[] }
  | { readonly do: 'expire'; readonly before: number }
  /** Several at the same moment. */
  | { readonly do: 'together'; readonly commands: readonly Command[] }
  | { readonly do: 'tomorrow' }
  | { readonly do: 'reopen' }

/** All that can be read, as plain data in a fixed order. */
export type Picture = {
  readonly meta: unknown
  readonly sources: unknown
  readonly hosts: unknown
  readonly entries: readonly unknown[]
  readonly known: readonly unknown[]
  readonly editions: readonly unknown[]
  readonly publications: readonly unknown[]
  readonly byId: readonly unknown[]
  readonly archives: readonly unknown[]
  readonly outbox: unknown
  readonly withdrawn: readonly unknown[]
  readonly decisions: readonly unknown[]
}

const SOURCES = ['alpha', 'beta', 'gamma'] as const
const SLUGS = ['world', 'economy'] as const
const MONTHS = ['2026-10', '2026-11'] as const
const KEYS = Array.from({ length: 14 }, (_, i) =>
  i % 2 === 0 ? `key ${i}` : Buffer.alloc(16, i).toString('base64url'),
)

const byName = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

/** The store as one would explain it: plain maps, no thought of disks. */
export class Model {
  meta: { idBase?: string } = {}
  readonly sources = new Map<string, SourceState>()
  readonly hosts = new Map<string, HostState>()
  readonly listed = new Map<string, readonly EntryKey[]>()
  readonly entries = new Map<EntryKey, EntryToSave>()
  readonly seen = new Set<EntryKey>()
  readonly editions = new Map<string, EditionRecord>()
  readonly publications = new Map<EntryKey, Publication>()
  readonly archives = new Map<string, EditionEntry[]>()
  readonly lanes = new Map<string, Lane>()
  readonly topics = new Map<string, Topic>()
  /** A list, so that the order is the model's own doing. */
  events: readonly OutboxEvent[] = []

  #putEvent(event: OutboxEvent): void {
    const isThere = this.events.some(({ id }) => id === event.id)
    this.events = isThere
      ? this.events.map((other) => (other.id === event.id ? event : other))
      : [...this.events, event]
  }
  /** By section and month, then by id. */
  readonly withdrawn = new Map<string, Map<string, number>>()
  decisions: readonly Decision[] = []

  run(command: Command): void {
    switch (command.do) {
      case 'poll':
        this.sources.set(command.state.sourceId, command.state)
        if (command.listed !== undefined) this.listed.set(command.state.sourceId, command.listed)
        for (const entry of command.entries) {
          this.entries.set(entry.key, entry)
          this.seen.add(entry.key)
        }
        return
      case 'states':
        for (const state of command.states) this.sources.set(state.sourceId, state)
        for (const host of command.hosts) {
          // Of a host nothing but its name is said: it is forgotten.
          if (Object.keys(host).join() === 'host') this.hosts.delete(host.host)
          else this.hosts.set(host.host, host)
        }
        return
      case 'meta':
        this.meta = { idBase: command.idBase }
        return
      case 'edition':
        this.editions.set(command.record.slug, command.record)
        for (const publication of command.publications) this.publications.set(publication.key, publication)
        for (const withdrawal of command.archived?.withdrawals ?? []) this.#withdraw(command.record.slug, withdrawal)
        if (command.archived !== undefined) {
          const name = `${command.record.slug} ${command.archived.month}`
          this.archives.set(name, [...(this.archives.get(name) ?? []), ...command.archived.entries])
        }
        for (const event of command.events) this.#putEvent(event)
        return
      case 'outbox': {
        const { events, lanes, topics } = command.change
        for (const event of events?.put ?? []) this.#putEvent(event)
        this.events = this.events.filter(({ id }) => events?.del?.includes(id) !== true)
        for (const lane of lanes?.put ?? []) this.lanes.set(lane.key, lane)
        for (const key of lanes?.del ?? []) this.lanes.delete(key)
        for (const topic of topics?.put ?? []) this.topics.set(topic.url, topic)
        for (const url of topics?.del ?? []) this.topics.delete(url)
        return
      }
      case 'decide':
        for (const one of command.undone) this.decisions = this.decisions.filter((each) => !isSameSubject(each, one))
        for (const one of command.decisions) {
          this.decisions = [...this.decisions.filter((each) => !isSameSubject(each, one)), one]
        }
        return
      case 'expire':
        for (const key of this.#expiring(command.before)) {
          this.entries.delete(key)
          this.publications.delete(key)
        }
        return
      case 'together':
        for (const each of command.commands) this.run(each)
        return
      default:
    }
  }

  #withdraw(slug: string, { month, id, at, instead }: Withdrawal): void {
    const name = `${slug} ${month}`
    const entries = this.archives.get(name) ?? []
    if (instead !== undefined) {
      this.archives.set(
        name,
        entries.map((entry) => (entry.id === id ? instead : entry)),
      )
      return
    }
    this.archives.set(
      name,
      entries.filter((entry) => entry.id !== id),
    )
    const retracted = this.withdrawn.get(name) ?? new Map<string, number>()
    if (at === undefined) retracted.delete(id)
    else retracted.set(id, at)
    this.withdrawn.set(name, retracted)
  }

  #expiring(before: number): readonly EntryKey[] {
    const listed = [...this.listed.values()].flat()
    const inEdition = [...this.editions.values()].flatMap(({ stories }) =>
      stories.flatMap(({ lead, members }) => [lead, ...members]),
    )
    const pinned = this.decisions.flatMap((each) =>
      each.kind === 'pin' && (each.until === undefined || each.until > before) ? [each.key] : [],
    )
    const spared = new Set([...listed, ...inEdition, ...pinned])
    return [...this.entries.values()]
      .filter(({ key, firstSeen }) => firstSeen < before && !spared.has(key))
      .map(({ key }) => key)
  }

  picture(): Picture {
    const entries = [...this.entries.values()].sort((a, b) => a.firstSeen - b.firstSeen || (a.key < b.key ? -1 : 1))
    return {
      meta: this.meta,
      sources: byName(this.sources),
      hosts: byName(this.hosts),
      entries,
      known: KEYS.filter((key) => this.seen.has(key)).map((key) => [key, this.entries.has(key)]),
      editions: SLUGS.map((slug) => this.editions.get(slug)),
      publications: KEYS.map((key) => this.publications.get(key)),
      byId: KEYS.map((key) =>
        [...this.publications.values()]
          .filter(({ id }) => id === `id:${key}`)
          .map((found) => found.key)
          .sort(),
      ),
      archives: SLUGS.map((slug) => MONTHS.map((month) => this.archives.get(`${slug} ${month}`) ?? [])),
      outbox: { events: this.events, lanes: byName(this.lanes), topics: byName(this.topics) },
      withdrawn: SLUGS.map((slug) =>
        MONTHS.map((month) =>
          byName(this.withdrawn.get(`${slug} ${month}`) ?? new Map()).map(([id, at]) => ({ id, at })),
        ),
      ),
      decisions: this.decisions.toSorted((a, b) => a.at - b.at),
    }
  }
}

function isSameSubject(a: Decision, b: Decision): boolean {
  if ('keys' in a || 'keys' in b)
    return 'keys' in a && 'keys' in b && new Set(a.keys).symmetricDifference(new Set(b.keys)).size === 0
  if (a.section !== b.section) return false
  return 'key' in a ? 'key' in b && a.key === b.key : 'sourceId' in b && a.sourceId === b.sourceId
}

/** Reads all there is through the interface. */
export async function pictureOf(store: Store): Promise<Picture> {
  const entries: unknown[] = []
  for await (const { bodyRef, ...fields } of store.readEntries({}))
    entries.push({ ...fields, body: await store.readBody(bodyRef) })
  const known = await store.readKnown(KEYS)
  const publications = await store.readPublications(KEYS)
  const editions: unknown[] = []
  for (const slug of SLUGS) editions.push(await store.readEdition(slug))
  const byId: unknown[] = []
  for (const key of KEYS) byId.push((await store.findPublications(`id:${key}`)).map((found) => found.key).sort())
  const archives: unknown[] = []
  for (const slug of SLUGS) archives.push(await Promise.all(MONTHS.map((month) => store.readArchive(slug, month))))
  const { events, lanes, topics } = await store.readOutbox()
  const withdrawn: unknown[] = []
  for (const slug of SLUGS) withdrawn.push(await Promise.all(MONTHS.map((month) => store.readWithdrawn(slug, month))))
  return {
    meta: await store.readMeta(),
    sources: byName(await store.readSources()),
    hosts: byName(await store.readHosts()),
    entries,
    known: KEYS.filter((key) => known.has(key)).map((key) => [key, known.get(key)?.entry !== undefined]),
    editions,
    publications: KEYS.map((key) => publications.get(key)),
    byId,
    archives,
    outbox: { events, lanes: byName(lanes), topics: byName(topics) },
    withdrawn,
    decisions: await store.readDecisions(),
  }
}

/** Does to a store what `Model.run` does to the model; `tomorrow` and `reopen` are the caller's. */
export async function runOn(store: Store, command: Command): Promise<void> {
  if (command.do === 'poll') await store.savePoll(command)
  else if (command.do === 'states') await store.saveStates(command.states, command.hosts)
  else if (command.do === 'meta') await store.saveMeta({ idBase: command.idBase })
  else if (command.do === 'edition') {
    await store.saveEdition(command.record, command.publications, command.archived, command.events)
  } else if (command.do === 'outbox') await store.saveOutbox(command.change)
  else if (command.do === 'decide') await store.saveDecisions(command.decisions, command.undone)
  else if (command.do === 'expire') await store.expire(command.before)
  else if (command.do === 'together') await Promise.all(command.commands.map((each) => runOn(store, each)))
}

const key = fc.constantFrom(...KEYS)
const source = fc.constantFrom(...SOURCES)
const instant = fc.integer({ min: 0, max: 20 })
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constant('x'.repeat(3_000)))

const state = fc.record({ source, failures: instant, url: text }).map(({ source, ...more }) => stateOf(source, more))
const entry = fc
  .record({ key, source, firstSeen: instant, title: text, content: text })
  .map(({ key, source, firstSeen, title, content }) =>
    entryToSave(key, { sourceId: source, firstSeen, title, body: { content } }),
  )
const keys = fc.uniqueArray(key, { maxLength: 5 })
const publication = fc
  .record({ key, at: instant, id: key })
  .map(({ key, at, id }) => publicationOf(key, { at, id: `id:${id}` }))

const archivedId = fc.constantFrom('a', 'b', 'c')
const archivedOne = fc.record({ id: archivedId, title: text }).map(({ id, title }) => archivedEntry(id, { title }))
const month = fc.constantFrom(...MONTHS)
const withdrawal: fc.Arbitrary<Withdrawal> = fc.oneof(
  fc.record({ month, id: archivedId, at: instant }),
  fc.record({ month, id: archivedId }),
  fc.record({ month, id: archivedId, instead: archivedOne }),
)

const archived = fc.record({
  month,
  entries: fc.array(archivedOne, { maxLength: 3 }),
  withdrawals: fc.array(withdrawal, { maxLength: 2 }),
})

/** No two decisions are of the same moment. */
let moment = 0
const scope = fc.record({ section: fc.constantFrom(...SLUGS), until: instant }, { requiredKeys: [] })
const decision: fc.Arbitrary<Decision> = fc
  .oneof(
    fc
      .record({ scope, kind: fc.constantFrom('pin' as const, 'hide' as const, 'retract' as const), key })
      .map(({ scope, ...more }) => ({ ...scope, ...more })),
    fc.record({ scope, sourceId: source }).map(({ scope, sourceId }) => ({
      ...scope,
      kind: 'retract-source' as const,
      sourceId,
    })),
    fc.record({
      kind: fc.constantFrom('split' as const, 'join' as const),
      keys: fc.uniqueArray(key, { minLength: 2, maxLength: 3 }),
    }),
  )
  .map((made) => ({ ...made, at: moment++ }))

const event = fc.record({ key, to: fc.uniqueArray(source), body: text }).map(({ key, ...more }) => eventOf(key, more))
const events = fc.uniqueArray(event, { maxLength: 3, selector: ({ id }) => id })
const lane = fc.record({ key, failures: instant, givenUp: instant }).map(({ key, ...more }) => laneOf(key, more))
const topic = fc.record({ key, digest: text }).map(({ key, ...more }) => topicOf(key, more))

const saving: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('poll' as const),
      state,
      entries: fc.uniqueArray(entry, { maxLength: 4, selector: ({ key }) => key }),
      listed: fc.option(keys, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('states' as const),
      states: fc.array(state, { maxLength: 2 }),
      hosts: fc.array(
        key.map((host) => ({ host })),
        { maxLength: 2 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('meta' as const), idBase: text }) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        slug: fc.constantFrom(...SLUGS),
        keys,
        publications: fc.uniqueArray(publication, { maxLength: 3, selector: ({ key }) => key }),
        archived: fc.option(archived, { nil: undefined }),
        events,
      })
      .map(({ slug, keys, ...more }) => ({ do: 'edition' as const, record: editionOf(slug, keys), ...more })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        events: fc.record({ put: events, del: keys }),
        lanes: fc.record({ put: fc.array(lane, { maxLength: 2 }), del: keys }),
        topics: fc.record({ put: fc.array(topic, { maxLength: 2 }), del: keys }),
      })
      .map((change) => ({ do: 'outbox' as const, change })),
  },
)

const deciding: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('decide' as const),
  decisions: fc.array(decision, { maxLength: 3 }),
  undone: fc.array(decision, { maxLength: 2 }),
})

/** What is saved at one moment counts in the order of the calls; it succeeds or fails one by one, so it stays out of the faults. */
const together = fc
  .array(saving, { minLength: 2, maxLength: 6 })
  .map((commands) => ({ do: 'together' as const, commands }))

const other: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('expire' as const), before: instant }) },
  { weight: 2, arbitrary: fc.constant({ do: 'tomorrow' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'reopen' as const }) },
)

const lengths = { minLength: 8, maxLength: 40 }
export const singleCommands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.oneof({ weight: 11, arbitrary: saving }, { weight: 2, arbitrary: deciding }, { weight: 7, arbitrary: other }),
  lengths,
)
export const commands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: saving },
    { weight: 2, arbitrary: deciding },
    { weight: 4, arbitrary: together },
    { weight: 7, arbitrary: other },
  ),
  lengths,
)
