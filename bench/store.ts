import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as soon } from 'node:timers'
import { setImmediate } from 'node:timers/promises'
import { hash } from 'node:crypto'
import { JSONFilePreset } from 'lowdb/node'
import { systemClock } from '../src/clock.ts'
import { machineFileSystem } from '../src/store/file-system.ts'
import { openJsonStore } from '../src/store/json-store.ts'
import { keyHash } from '../src/store/key-hash.ts'
import { SeenMemory } from '../src/store/seen-memory.ts'
import type { EntryToSave, Store } from '../src/store/store.ts'

/**
 * `node bench/store.ts [LARGEST]`: what a commit costs as the store grows, start-up, the memory of having seen, and plain
 * lowdb beside it, in the same run on the same machine.
 */
const largest = Number(process.argv[2] ?? 500_000)
const data = mkdtempSync(join(tmpdir(), 'warta-bench-'))
const folder = join(data, 'store')

/** 1.7 KB of JSON Lines, as feeds of the world have in the mean. */
function entry(n: number): EntryToSave {
  const key = hash('sha256', `entry ${n}`, 'buffer').subarray(0, 16).toString('base64url')
  return {
    key,
    sourceId: `source-${n % 2_000}`,
    guid: `https://news.example.org/2026/11/${n}`,
    url: `https://news.example.org/2026/11/${n}/a-headline-of-ordinary-length`,
    urlKey: `news.example.org/2026/11/${n}/a-headline-of-ordinary-length`,
    title: `Headline number ${n} of ordinary length, as they are written`,
    authors: [{ name: 'A. Reporter' }],
    categories: [{ term: 'world' }, { term: 'economy' }],
    language: 'en',
    published: { at: n, offsetMinutes: 0, confidence: 'high', from: 'feed' },
    enclosures: [],
    media: [],
    fingerprint: hash('sha256', `text ${n}`, 'hex'),
    position: n % 30,
    firstSeen: n,
    changedAt: n,
    body: { content: `<p>${`A sentence of the ${n}th text. `.repeat(30)}</p>`, summary: 'A summary. '.repeat(8) },
  }
}

function state(n: number) {
  const sourceId = `source-${n % 2_000}`
  return {
    sourceId,
    url: `https://${sourceId}.example/feed`,
    validators: {},
    nextDueAt: n,
    dueReason: 'every 30 minutes',
    failures: 0,
  }
}

function bytesIn(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0)
}

async function fill(store: Store, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 500) {
    const entries = Array.from({ length: Math.min(500, to - n) }, (_, i) => entry(n + i))
    await store.savePoll({ state: state(n), entries, listed: undefined })
  }
}

type Cost = { readonly cpuMs: number; readonly bytes: number }

/** CPU and bytes of one poll of five new entries, the mean of 200. */
async function costOfCommit(store: Store, next: { n: number }): Promise<Cost> {
  const polls = 200
  const before = bytesIn(folder)
  const cpu = process.cpuUsage()
  for (let i = 0; i < polls; i++) {
    const entries = Array.from({ length: 5 }, () => entry(next.n++))
    await store.savePoll({ state: state(next.n), entries, listed: entries.map(({ key }) => key) })
  }
  const { user, system } = process.cpuUsage(cpu)
  return { cpuMs: (user + system) / 1_000 / polls, bytes: (bytesIn(folder) - before) / polls }
}

const START = `
import { readFileSync } from 'node:fs'
import { openJsonStore } from ${JSON.stringify(new URL('../src/store/json-store.ts', import.meta.url).href)}
const began = performance.now()
const store = await openJsonStore({ folder: process.argv[1], clock: { now: () => Date.now() } })
const ms = performance.now() - began
const { user, system } = process.cpuUsage()
// What the kernel counted of this program alone (getrusage would include what started it).
const peak = Number(/VmHWM:\\s+([0-9]+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, rss: process.memoryUsage().rss, peak }))
await store.close()
`

function startUp(): { readonly ms: number; readonly cpuMs: number; readonly rss: number; readonly peak: number } {
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', START, folder], { encoding: 'utf8' }))
}

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

/** Watches the turns of the event loop; tells how long the longest was, of CPU: others on the machine do not count. */
function watchTurns(): () => string {
  const began = process.cpuUsage()
  let before = began
  let longest = 0
  let watching = true
  const turn = (): void => {
    const { user, system } = process.cpuUsage(before)
    longest = Math.max(longest, (user + system) / 1_000)
    before = process.cpuUsage()
    if (watching) soon(turn)
  }
  soon(turn)
  return () => {
    watching = false
    const { user, system } = process.cpuUsage(began)
    return `${((user + system) / 1e6).toFixed(2)} s CPU, longest turn of the loop ${longest.toFixed(0)} ms CPU`
  }
}

async function plainLowdb(entries: number): Promise<number> {
  const path = join(data, 'lowdb.json')
  const db = await JSONFilePreset<{ entries: EntryToSave[] }>(path, { entries: [] })
  db.data.entries = Array.from({ length: entries }, (_, i) => entry(i))
  await db.write()
  db.data.entries.push(...Array.from({ length: 5 }, (_, i) => entry(entries + i)))
  const cpu = process.cpuUsage()
  await db.write()
  const { user, system } = process.cpuUsage(cpu)
  rmSync(path)
  return (user + system) / 1_000
}

async function commits(): Promise<void> {
  const costs: Cost[] = []
  let store = await openJsonStore({ folder, clock: systemClock })
  const next = { n: 0 }
  // The first commits also pay for what is compiled only once.
  await costOfCommit(store, next)
  for (const stored of new Set([1_000, 10_000, 100_000, largest].filter((size) => size <= largest))) {
    await fill(store, next.n, stored)
    next.n = Math.max(next.n, stored)
    const cost = await costOfCommit(store, next)
    costs.push(cost)
    console.log(
      `commit of 5 new entries at ${stored} stored: ${cost.cpuMs.toFixed(2)} ms CPU, ${cost.bytes.toFixed(0)} bytes`,
    )
    if (stored !== 100_000) continue
    await store.close()
    const start = startUp()
    console.log(
      `start-up with ${next.n} entries (${mb(bytesIn(folder))}): ${(start.ms / 1_000).toFixed(2)} s, ` +
        `${(start.cpuMs / 1_000).toFixed(2)} s CPU, RSS ${mb(start.rss)}, peak ${mb(start.peak)}`,
    )
    const lowdbMs = await plainLowdb(100_000)
    console.log(
      `plain lowdb, 5 more at 100,000: ${lowdbMs.toFixed(0)} ms CPU, ${(lowdbMs / cost.cpuMs).toFixed(0)} times as much`,
    )
    store = await openJsonStore({ folder, clock: systemClock })
  }
  const [first] = costs
  const last = costs.at(-1)
  if (first !== undefined && last !== undefined) {
    console.log(
      `from the smallest to the largest store: CPU × ${(last.cpuMs / first.cpuMs).toFixed(2)}, bytes × ${(last.bytes / first.bytes).toFixed(2)}`,
    )
  }
  const turns = watchTurns()
  const gone = await store.expire(next.n / 2)
  console.log(`expire of ${gone} entries: ${turns()}`)
  const again = watchTurns()
  await fill(store, next.n, next.n + 20_000)
  console.log(`20,000 more entries, with snapshots: ${again()}`)
  await store.close()
  const start = startUp()
  console.log(
    `start-up of the largest store afterwards (${mb(bytesIn(folder))}): ${(start.ms / 1_000).toFixed(2)} s, peak ${mb(start.peak)}`,
  )
}

async function seenMemory(keys: number): Promise<void> {
  const path = join(data, 'seen')
  await machineFileSystem.makeFolder(path)
  const seen = new SeenMemory(machineFileSystem, path)
  const turns = watchTurns()
  const batch = 50_000
  for (let from = 0; from < keys; from += batch) {
    const hashes: Buffer[] = []
    for (let i = 0; i < batch; i++) {
      hashes.push(hash('sha256', `${from + i}`, 'buffer').subarray(0, 16))
      if (i % 2_000 === 0) await setImmediate()
    }
    seen.add(await seen.write(hashes))
    for (let names = seen.toMerge(); names.length > 0; names = seen.toMerge()) {
      const merged = await seen.merge(names)
      const old = seen.take(names)
      seen.add([merged])
      await seen.discard(old)
    }
  }
  console.log(`${keys} keys added and merged: ${turns()}`)
  const cpu = process.cpuUsage()
  const asked = 20_000
  for (let i = 0; i < asked; i++) await seen.has(keyHash(`never seen ${i}`))
  const absent = process.cpuUsage(cpu)
  for (let i = 0; i < asked; i++) {
    if (!(await seen.has(hash('sha256', `${i * Math.floor(keys / asked)}`, 'buffer').subarray(0, 16))))
      throw new Error('forgotten')
  }
  const present = process.cpuUsage(cpu)
  const us = (usage: NodeJS.CpuUsage): number => (usage.user + usage.system) / asked
  console.log(
    `${seen.keys} keys seen: ${(bytesIn(path) / seen.keys).toFixed(1)} bytes each on disk, ${(seen.memoryBytes / seen.keys).toFixed(1)} in memory; ` +
      `asking costs ${us(absent).toFixed(1)} µs CPU for a new key, ${(us(present) - us(absent)).toFixed(1)} µs for a known one`,
  )
  await seen.close()
}

try {
  await commits()
  await seenMemory(largest * 20)
} finally {
  rmSync(data, { recursive: true, force: true })
}
