import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { StoreError } from '../src/errors.ts'
import { machineFileSystem } from '../src/store/file-system.ts'
import { openJsonStore } from '../src/store/json-store.ts'
import type { EntryToSave } from '../src/store/store.ts'
import { editionOf, entryToSave, publicationOf, stateOf } from '../tests/contract/store-suite.ts'
import { Faults, judgedFileSystem } from '../tests/torture/faulty-file-system.ts'

/**
 * `node bench/store-soak.ts [DAYS]`: thirty simulated days of 200 sources polled every half hour, in one process, with a
 * retention of seven days; of the polls 2 % fail, 2 % of the commits meet an error of the file system, and are made again.
 * The store alone; `bench/soak.ts` is the same for the whole cycle. Memory, handles and disk must stay as they are, and the counts equal to an oracle's.
 */
const days = Number(process.argv[2] ?? 30)
const SOURCES = 200
const POLLS_A_DAY = 48
const DAY = 86_400_000
const RETENTION_DAYS = 7

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')
const data = mkdtempSync(join(tmpdir(), 'warta-soak-'))
const folder = join(data, 'store')

let state = 1
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

/** What must be there: kept by key, and all keys ever. */
const kept = new Map<string, number>()
let ever = 0
let failures = 0
let now = 0
const faults = new Faults()
const fs = judgedFileSystem(machineFileSystem, faults.judge)
const store = await openJsonStore({ folder, clock: { now: () => now }, fs })

async function withFault(work: () => Promise<unknown>): Promise<void> {
  if (random() < 0.02)
    faults.arm(1 + Math.floor(random() * 4), {
      code: random() < 0.5 ? 'ENOSPC' : 'EIO',
      torn: random() < 0.5,
      for: 'one',
    })
  try {
    await work()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    failures++
    faults.heal()
    await work()
  } finally {
    faults.heal()
  }
}

async function poll(source: number): Promise<void> {
  const sourceId = `source-${source}`
  if (random() < 0.02) {
    await withFault(() => store.saveStates([stateOf(sourceId, { nextDueAt: now, failures: 1 })], []))
    return
  }
  const entries: EntryToSave[] = []
  while (random() < 0.24) {
    const key = `entry ${ever++}`
    entries.push(entryToSave(key, { sourceId, firstSeen: now, body: { content: `<p>${key} `.repeat(70) } }))
  }
  await withFault(() => store.savePoll({ state: stateOf(sourceId, { nextDueAt: now }), entries, listed: undefined }))
  for (const { key } of entries) kept.set(key, now)
}

async function endOfDay(day: number): Promise<void> {
  const keys = [...kept.keys()].slice(-60)
  await withFault(() =>
    store.saveEdition(
      editionOf('world', keys, { revision: day }),
      keys.map((key) => publicationOf(key)),
    ),
  )
  const before = now - RETENTION_DAYS * DAY
  await store.expire(before)
  for (const [key, firstSeen] of kept) if (firstSeen < before && !keys.includes(key)) kept.delete(key)
}

function bytesIn(): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0)
}

/** In a process of its own: reading everything back is no part of what is measured. */
function verify(): void {
  const list = join(data, 'oracle.json')
  writeFileSync(list, JSON.stringify({ kept: [...kept.keys()], ever }))
  const script = fileURLToPath(new URL('soak/compare.ts', import.meta.url))
  console.log(execFileSync(process.execPath, [script, folder, list], { encoding: 'utf8' }).trim())
}

try {
  for (let day = 0; day < days; day++) {
    for (let round = 0; round < POLLS_A_DAY; round++) {
      now = day * DAY + (round * DAY) / POLLS_A_DAY
      for (let source = 0; source < SOURCES; source++) await poll(source)
    }
    await endOfDay(day)
    if (day % 5 === 0 || day === days - 1) verify()
    collect()
    const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
    const mb = (bytes: number): string => (bytes / 1e6).toFixed(0)
    const handles = readdirSync('/proc/self/fd').length
    console.log(
      `day ${day + 1}: RSS ${mb(rss)} MB, heap ${mb(heapUsed)} MB, buffers ${mb(arrayBuffers)} MB, ${handles} handles, ` +
        `disk ${mb(bytesIn())} MB in ${readdirSync(folder, { recursive: true }).length} files, ${kept.size} entries, ${failures} failures survived`,
    )
  }
  await store.close()
  verify()
} finally {
  rmSync(data, { recursive: true, force: true })
}
