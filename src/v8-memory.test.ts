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
