import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJsonStore } from '../../src/store/json-store.ts'
import { systemError } from './faulty-file-system.ts'
import { type Cut, PowerCutDisk } from './power-cut-disk.ts'
import { type Act, DAY, dayOf, LIMITS } from './scenario.ts'

const DAYS = 9

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/**
 * Runs the days until the power is cut before call number `at`, then starts again on what the disk kept. Returns whether
 * the days were over before that.
 */
async function cutBefore(at: number, how: Cut): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), 'warta-cut-'))
  try {
    let calls = 0
    const isOff = (): boolean => calls >= at
    const disk = new PowerCutDisk(() => {
      calls++
      return isOff() ? { error: systemError('EIO') } : undefined
    })
    let now = 0
    const options = { folder: data, clock: { now: () => now }, limits: LIMITS }
    const done: Act[] = []
    const store = await openJsonStore({ ...options, fs: disk }).catch(() => undefined)
    if (store !== undefined) {
      for (let day = 0; day < DAYS && !isOff(); day++) {
        now = day * DAY
        for (const act of dayOf(day, now)) {
          const acknowledged = await act.run(store).then(
            () => true,
            () => false,
          )
          if (acknowledged) done.push(act)
        }
      }
      await store.close()
    }
    const after = disk.cut(how, () => undefined)
    const again = await openJsonStore({ ...options, fs: after })
    for (const act of done) expect([at, act.name, await act.holds(again)]).toEqual([at, act.name, true])
    for (const act of dayOf(DAYS, DAYS * DAY)) {
      await act.run(again)
      expect([at, act.name, await act.holds(again)]).toEqual([at, act.name, true])
    }
    await again.close()
    return !isOff()
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

async function everyCall(step: number, how: (at: number) => Cut): Promise<number> {
  let at = 1
  while (!(await cutBefore(at, how(at)))) at += step
  return at
}

describe('a power cut before any call of the file system', () => {
  it('loses nothing that was acknowledged when nothing unsynced is kept', async () => {
    expect(await everyCall(1, () => 'none')).toBeGreaterThan(200)
  })

  it('loses nothing that was acknowledged when all of it is kept', async () => {
    expect(await everyCall(5, () => 'all')).toBeGreaterThan(200)
  })

  it('loses nothing that was acknowledged when any part of it is kept', async () => {
    expect(await everyCall(1, (at) => ({ random: numbers(at) }))).toBeGreaterThan(200)
  })
})
