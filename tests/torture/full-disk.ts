import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { StoreError } from '../../src/errors.ts'
import { machineFileSystem } from '../../src/store/file-system.ts'
import { openJsonStore } from '../../src/store/json-store.ts'
import { judgedFileSystem, systemError } from './faulty-file-system.ts'
import { DAY, dayOf, LIMITS, type Act } from './scenario.ts'

export type FullDiskReport = {
  /** How the disk was made full. */
  readonly by: 'a tmpfs of 1 MB' | 'fault injection'
  readonly refused: number
  readonly acknowledged: number
  readonly lost: readonly string[]
}

/** Mounts a disk of 1 MB where the machine allows it. */
function mounted(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0700', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Works until the disk is full, a while longer, and then with room again. */
export async function fillDisk(data: string): Promise<FullDiskReport> {
  const real = mounted(data)
  try {
    return await fill(data, real)
  } finally {
    if (real) execFileSync('umount', [data])
  }
}

async function fill(data: string, real: boolean): Promise<FullDiskReport> {
  const ballast = join(data, 'ballast')
  const folder = join(data, 'store')
  let full = false
  const fs = judgedFileSystem(machineFileSystem, (call) =>
    full && !real && (call === 'write' || call === 'create') ? { error: systemError('ENOSPC'), torn: true } : undefined,
  )
  let now = 0
  const open = () => openJsonStore({ folder, clock: { now: () => now }, limits: LIMITS, fs })
  let store = await open()
  const done: Act[] = []
  let refused = 0
  const work = async (from: number, to: number): Promise<void> => {
    for (let day = from; day < to; day++) {
      now = day * DAY
      for (const act of dayOf(day, now)) {
        try {
          await act.run(store)
          done.push(act)
        } catch (error) {
          if (!(error instanceof StoreError)) throw error
          refused++
        }
      }
    }
  }
  const lost = async (): Promise<readonly string[]> => {
    const missing: string[] = []
    for (const act of done) if (!(await act.holds(store))) missing.push(act.name)
    return missing
  }
  await work(0, 6)
  full = true
  if (real) fillUp(ballast)
  await work(6, 20)
  const whileFull = await lost()
  // A start on a full disk, too.
  await store.close()
  store = await open()
  const afterRestart = await lost()
  full = false
  if (real) rmSync(ballast)
  await work(20, 30)
  await store.close()
  store = await open()
  const afterwards = await lost()
  await store.close()
  const left = readdirSync(folder).filter((name) => name.endsWith('.tmp'))
  return {
    by: real ? 'a tmpfs of 1 MB' : 'fault injection',
    refused,
    acknowledged: done.length,
    lost: [...whileFull, ...afterRestart, ...afterwards, ...left],
  }
}

function fillUp(ballast: string): void {
  for (const bytes of [1 << 16, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(bytes, 'x'), { flag: 'a' })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  }
}
