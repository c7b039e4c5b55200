import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('the young generation is given its size at once, and keeps it whatever is allocated', () => {
  const program = `
    const { getHeapSpaceStatistics } = await import('node:v8')
    const { settleYoungGeneration } = await import(${JSON.stringify(new URL('young-generation.ts', import.meta.url).href)})
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
