/**
 * What scheduling itself costs: 10,000 due sources on 500 hosts, tasks that do nothing but wait 5 ms, a gap of 10 ms.
 * `node bench/fetch-host-limit.ts`
 */
import { systemClock } from '../src/clock.ts'
import { createHostLimit } from '../src/fetch/host-limit.ts'
import { initialState, nextCheck, type PollPolicy, reserve } from '../src/fetch/next-check.ts'
import type { SourceState } from '../src/model/source-state.ts'

const SOURCES = 10_000
const HOSTS = 500
const MIB = 1024 * 1024

const now = systemClock.now()
const policies: PollPolicy[] = Array.from({ length: SOURCES }, (_, n) => ({
  id: `source-${n}`,
  url: `https://www.host${n % HOSTS}.example.org.example${n % HOSTS}.com/feed/${n}`,
  everyMs: 1_800_000,
  maxEveryMs: 86_400_000,
  everyGiven: false,
}))

gc()
const heapBefore = process.memoryUsage().heapUsed
const states = new Map<string, SourceState>()
let cpu = process.cpuUsage()
for (const policy of policies) {
  const state = reserve(policy, initialState(policy, now), now)
  const answer = {
    status: 'fetched',
    url: policy.url,
    hops: [],
    permanent: false,
    validators: { [policy.url]: { etag: '"5f3-60a1b2c3d4e5f"', lastModified: 'Wed, 21 Oct 2026 07:28:00 GMT' } },
    caching: {},
    bodyHash: 'a'.repeat(64),
  } as const
  states.set(
    policy.id,
    nextCheck({ source: policy, state, outcome: { kind: 'new', answer, newEntries: 3, listed: 30 }, now }),
  )
}
report('first decisions', cpu)
cpu = process.cpuUsage()
for (const policy of policies) {
  const state = states.get(policy.id)
  if (state === undefined) continue
  const answer = {
    status: 'not-modified',
    url: policy.url,
    hops: [],
    permanent: false,
    validators: state.validators,
    caching: {},
  } as const
  const later = now + 1_800_000
  states.set(
    policy.id,
    nextCheck({
      source: policy,
      state: reserve(policy, state, later),
      outcome: { kind: 'not-modified', answer },
      now: later,
    }),
  )
}
report('decisions after 304', cpu)
gc()
const stateBytes = process.memoryUsage().heapUsed - heapBefore
console.log(`states: ${(stateBytes / MIB).toFixed(1)} MB for ${states.size} sources`)

const limit = createHostLimit({ gapMs: 10, isPrivate: () => false, clock: systemClock, states: [], concurrency: 64 })
const heapIdle = process.memoryUsage().heapUsed
cpu = process.cpuUsage()
const turns = policies.map(({ url }) =>
  limit.schedule(url, () => new Promise<void>((resolve) => setTimeout(resolve, 5))),
)
console.log(`queue: ${((process.memoryUsage().heapUsed - heapIdle) / MIB).toFixed(1)} MB`)
await Promise.all(turns)
report('scheduling', cpu)
// Still held, so that the figure above is one of states that live.
console.log(`${states.size} states, ${limit.takeChanges().length} hosts`)

function report(what: string, since: NodeJS.CpuUsage): void {
  const { user, system } = process.cpuUsage(since)
  const ms = (user + system) / 1000
  console.log(`${what}: ${ms.toFixed(0)} ms CPU, ${((ms * 1000) / SOURCES).toFixed(1)} µs a source`)
}

function gc(): void {
  globalThis.gc?.()
}
