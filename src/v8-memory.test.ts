import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('the young generation is given its size at once, and keeps it whatever is allocated', () => {
  const program = `
    const { getHeapSpaceStatistics } = await import('node:v8')
    const { settleYoungGeneration } = await import(${JSON.stringify(new URL('v8-memory.ts', import.meta.url).href)})
    const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size
    settleYoungGeneration()
    const settled = size()
    const kept = []
    for (let i = 0; i < 1_000_000; i++) kept[i % 50_000] = { i, text: 'x' + i }
    console.log(JSON.stringify([settled, size()]))
  `
  const [settled, later] = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }),
  ) as [number, number]
  expect(settled).toBe(16 * 1024 * 1024)
  expect(later).toBe(settled)
})

test('the old generation grows less than V8 would let it', { timeout: 120_000 }, () => {
  const program = (isBound: boolean) => `
    const { boundOldGeneration, settleYoungGeneration } = await import(${JSON.stringify(new URL('v8-memory.ts', import.meta.url).href)})
    settleYoungGeneration()
    if (${isBound}) boundOldGeneration()
    const living = Array.from({ length: 600_000 }, (_, i) => ({ i, text: 'x' + i }))
    let most = 0
    // Each lives long enough to grow old, and no longer.
    const lately = []
    for (let i = 0; i < 6_000_000; i++) {
      lately[i % 200_000] = { i }
      if (i % 20_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal)
    }
    console.log(most, living.length)
  `
  const most = (isBound: boolean) =>
    Number.parseInt(
      execFileSync(process.execPath, ['--input-type=module', '-e', program(isBound)], { encoding: 'utf8' }),
      10,
    )
  expect(most(true)).toBeLessThan(0.9 * most(false))
})

test('memory that is free is given back to the machine, once an hour at most', () => {
  const program = `
    const { createGiveBack } = await import(${JSON.stringify(new URL('v8-memory.ts', import.meta.url).href)})
    let now = 0
    const giveBack = createGiveBack(() => now)
    const rss = () => process.memoryUsage.rss()
    const fill = () => Array.from({ length: 1_000_000 }, (_, i) => ({ i, text: 'x' + i })).length
    fill()
    const full = rss()
    giveBack()
    const early = rss()
    now = 3_600_000
    giveBack()
    console.log(JSON.stringify([full, early, rss()]))
  `
  const [full, early, late] = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }),
  ) as [number, number, number]
  expect(early).toBeGreaterThan(0.9 * full)
  expect(late).toBeLessThan(0.8 * full)
})
