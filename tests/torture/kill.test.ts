import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fillDisk } from './full-disk.ts'
import { killAtRandom, killBeforeEveryCall } from './kill.ts'

// A short round; `npm run torture` makes a thousand.
describe('a process that is killed at its work', () => {
  let data: string
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'warta-kill-'))
  })
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  it('loses nothing it had promised, at random times', async () => {
    const report = await killAtRandom(join(data, 'store'), 12, () => undefined)
    expect([report.lost, report.failedStarts]).toEqual([[], []])
    expect(report.acknowledged).toBeGreaterThan(20)
  }, 120_000)

  it('loses nothing it had promised, before calls of the file system', async () => {
    const report = await killBeforeEveryCall(
      (call) => join(data, `call-${call}`, 'store'),
      29,
      () => undefined,
    )
    expect([report.lost, report.failedStarts]).toEqual([[], []])
    expect(report.rounds).toBeGreaterThan(5)
  }, 120_000)

  it('survives a full disk', async () => {
    const report = await fillDisk(data)
    expect(report.lost).toEqual([])
    expect(report.refused).toBeGreaterThan(5)
    expect(report.acknowledged).toBeGreaterThan(40)
  })
})
